"""The licensing law ("alkoholloven") and the local policy as pure functions: no I/O, clock or user text."""
