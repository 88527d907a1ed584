"""Venues and their rooms, with their whole history."""
