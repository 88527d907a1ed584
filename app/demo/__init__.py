"""The demo installation: two municipalities and their invented world."""
