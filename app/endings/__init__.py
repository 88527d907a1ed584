"""Endings of licences: transfer, giving up, death, bankruptcy and non-use, each a case of its own."""
