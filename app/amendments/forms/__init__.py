"""Forms for changes of licences."""
