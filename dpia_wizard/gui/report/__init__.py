"""The report in the window: look at it, save, print, sign and check it."""
