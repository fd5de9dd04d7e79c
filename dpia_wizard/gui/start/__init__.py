"""Before the library is open: the first start, unlocking, and the way back by recovery sheet."""
