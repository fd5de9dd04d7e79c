"""The command line: one module per group of commands, over the same use cases as the window."""
