"""Owners: who owns a holder, followed to natural persons."""
