"""Rating as a team: a session on one laptop, the spread it shows, and what was agreed."""
