"""My work: what is mine, late, soon, waiting, or to be sent."""
