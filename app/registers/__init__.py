"""The national register and the list for the inspection firm."""
