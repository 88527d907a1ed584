"""Forms for licences that end or change hands."""
