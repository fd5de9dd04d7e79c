"""The windows, and the one place for Qt: what people see and do; nothing is decided here."""
