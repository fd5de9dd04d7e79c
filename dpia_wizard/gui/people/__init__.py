"""The people who sign: profiles of this laptop, keys of others, and putting a key under content."""
