"""The chain of the ledger: each entry is sealed over what it says and the seal of the entry before it."""

import hashlib
from collections.abc import Mapping
from typing import Any

# Numbers, days and codes, none of which holds what parts them: so no two entries read the same.
PARTED = "|"
# What an entry of an earmark says besides. Others were sealed before there were any, and say nothing of it.
OF_AN_EARMARK = ("earmark_year_id", "part_id", "payout_id", "act_id")


def sealed(previous: str, entry: Mapping[str, Any]) -> str:
    """The hash of an entry, of which the columns are given, after the hash of the one before it."""
    said: tuple[Any, ...] = (
        previous,
        entry["municipality_id"],
        entry["number"],
        entry["kind"].value,
        entry["debit"].value,
        entry["credit"].value,
        entry["amount_ore"],
        entry["booked_on"].isoformat(),
        entry["fee_year"],
        entry["licence_id"],
        entry["line_id"],
        entry["payment_id"],
        entry["reverses_id"],
        entry["made_by_id"],
        entry["made_at"].isoformat(timespec="microseconds"),
    )
    if entry["earmark_year_id"] is not None:
        said += tuple(entry[name] for name in OF_AN_EARMARK)
    return hashlib.sha256(PARTED.join(map(str, said)).encode()).hexdigest()
