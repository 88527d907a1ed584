"""Forms of the case pages: they check shape; the law is checked by the rules."""
