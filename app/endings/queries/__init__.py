"""Questions about licences that end or change hands."""
