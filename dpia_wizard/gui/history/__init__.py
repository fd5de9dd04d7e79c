"""What was done to an assessment, and what is another between two moments of it."""
