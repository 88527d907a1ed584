"""The general renewal of a period ("fornyelse") and its continuation ("videreføring")."""
