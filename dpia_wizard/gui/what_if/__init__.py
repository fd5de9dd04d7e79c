"""Controls tried on a risk, and kept or dropped."""
