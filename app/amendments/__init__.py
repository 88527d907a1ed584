"""Changes of licences that are held: registered as cases, decided, and carried out in dated rows."""
