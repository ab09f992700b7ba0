"""What visitors say is wrong: which points of a page, how it is read, settled and answered (decision 0024)."""
