"""What is put into the addresses of the fees of events."""

from typing import Any

# What a browser is given here is a file, not a page.
FILES_OF_OCCASIONS = {"billing.export_occasions"}


def samples_of_occasions() -> dict[str, list[dict[str, Any]]]:
    """The list of the fees of events, with its faces."""
    return {"billing.list_occasions": [{}, {"ar": 2027}, {"vis": "invoiced"}]}
