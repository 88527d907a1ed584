"""The forms of prevention."""
