"""One search over companies, persons, venues, numbers and addresses."""
