"""Whether a place may serve or sell at a moment: for the inspector at the door."""
