"""Serving-place licences: who may run a serving place, whether it is open, and when the licence lapses."""
