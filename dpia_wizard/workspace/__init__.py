"""The use cases, one floor for window and command line: what people do with their library."""
