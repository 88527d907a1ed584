"""The holder's own pages ("min side"): reached by a personal link, without an account."""
