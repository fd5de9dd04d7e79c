"""The supervisor's page, and what the Working Group gets."""
