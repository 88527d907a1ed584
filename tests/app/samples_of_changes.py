"""What is put into the addresses of the pages of changes."""

from typing import Any


def samples_of_changes(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of changes, with the arguments of its faces."""
    licence = {"licence_id": ids["licence_id"]}
    return {
        "amendments.show_changes": [licence, {"licence_id": ids["ended_id"]}],
    }
