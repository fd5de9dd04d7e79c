"""The editor of one assessment: its sections at the side, their questions, help and find."""
