"""Licence fees ("bevillingsgebyr"): money, dated rates and what follows from them; pure as the law is."""
