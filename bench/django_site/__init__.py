"""The page of cases as a Django project makes it, on the same tables and with the same content."""
