"""The pages of risks, controls and actions."""
