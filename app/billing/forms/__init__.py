"""Forms of the pages about fees."""
