"""The rating round: each rates unseen on one laptop, the spread it shows, and what was agreed."""
