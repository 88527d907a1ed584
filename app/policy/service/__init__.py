"""Writing policies, putting them in force, and what people answer to their rules."""
