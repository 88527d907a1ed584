"""Licences: what has been granted, until when, on what terms."""
