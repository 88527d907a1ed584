"""Acts on changes of licences."""
