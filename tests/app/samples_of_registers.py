"""What is put into the addresses of the pages of the national register and of the inspection list."""

from typing import Any


def samples_of_registers(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    return {
        "national_register.list_tasks": [{}, {"status": "utfort"}],
        "inspection_lists.show_list": [{}, {"navn": "finnes ikke"}],
        "inspection_lists.show_made_list": [{"list_id": ids["list_id"]}],
    }
