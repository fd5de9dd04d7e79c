"""Home: where one stopped, what needs somebody, and the list of assessments."""
