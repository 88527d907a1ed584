"""Holders and persons: companies, associations and people."""
