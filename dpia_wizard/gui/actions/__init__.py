"""The actions of all assessments in one list."""
