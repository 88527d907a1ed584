"""People, roles, delegation and the municipality itself."""
