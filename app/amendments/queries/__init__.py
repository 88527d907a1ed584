"""Questions about changes of licences."""
