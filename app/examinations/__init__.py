"""Knowledge tests held in the municipality: who sat which, when, and with what result."""
