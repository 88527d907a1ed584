"""Taking over the office's registers: reading a file, a dry run, taking it in, undoing it."""
