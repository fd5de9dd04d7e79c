"""Forms from elsewhere: the shelf, and the move of an assessment to another edition."""
