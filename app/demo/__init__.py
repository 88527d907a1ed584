"""The demo installation: three municipalities and their invented world."""
