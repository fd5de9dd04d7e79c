"""The pages of controls and of actions."""
