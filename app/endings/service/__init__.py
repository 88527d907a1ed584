"""Acts on licences that end or change hands."""
