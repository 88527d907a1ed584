"""Every word that users read for a code. Pages import app/labels.py, which gathers them."""
