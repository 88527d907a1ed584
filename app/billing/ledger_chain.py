"""The chain of the ledger: each entry is sealed over what it says and the seal of the entry before it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from app.models.rows import canonical_json


def sealed(previous: str, entry: Mapping[str, Any]) -> str:
    """The hash of an entry, of which the columns are given, after the hash of the one before it."""
    said = {
        "previous": previous,
        "municipality": entry["municipality_id"],
        "number": entry["number"],
        "kind": entry["kind"].value,
        "debit": entry["debit"].value,
        "credit": entry["credit"].value,
        "amount": entry["amount_ore"],
        "booked_on": entry["booked_on"].isoformat(),
        "fee_year": entry["fee_year"],
        "licence": entry["licence_id"],
        "line": entry["line_id"],
        "payment": entry["payment_id"],
        "reverses": entry["reverses_id"],
        "made_by": entry["made_by_id"],
        "made_at": entry["made_at"].isoformat(timespec="microseconds"),
    }
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()
