"""Changing who works here, who may decide, and what the municipality writes."""
