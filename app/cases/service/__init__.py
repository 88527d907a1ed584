"""What can be done to a case, a module for each kind of act."""
