"""Signing in, and which municipality one works in."""
