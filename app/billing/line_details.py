"""What an invoice line rests on: litres, rates, minimum, as invoices and files tell it.

It is read once from the plain form of a fee, when the line is made, and kept with the line. Thousands of
these are read in one run, so nothing is built that no invoice tells of.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from fees.money import ORE_IN_KRONE

NOTHING = Decimal(0)


class GroupLine(TypedDict):
    """What is told of one group: litres times rate, as exact decimals in text."""

    gruppe: int
    liter: str
    sats: str
    beløp: str


# The names are those of the files, described in docs/invoice-basis.md. Of a settlement it tells how the final
# fee came about, and the advance that is taken off.
LineDetail = TypedDict(
    "LineDetail",
    {
        "gebyr i alt": str,
        "grupper": list[GroupLine],
        "minstegebyr": str,
        "minstegebyr brukt": bool,
        "nedsatt til": str,
        "endelig gebyr": str,
        "forskudd": str,
    },
)


def kroner(ore: int) -> str:
    """9435.00: kroner with a point, as the files tell them."""
    whole, part = divmod(abs(ore), ORE_IN_KRONE)
    return f"{'-' if ore < 0 else ''}{whole}.{part:02d}"


def line_detail(computed: Mapping[str, Any], total_ore: int) -> LineDetail:
    """The detail of a stored fee. An event has groups only where its tariff takes litres."""
    stored = computed.get("final") or computed
    groups: list[GroupLine] = [
        {"gruppe": line["group"], "liter": line["litres"], "sats": line["rate"], "beløp": line["amount"]}
        for line in stored.get("lines", ())
        if "group" in line
    ]
    minimum_ore = stored.get("minimum_ore")
    reduction = stored.get("reduction")
    settles = "advance_ore" in computed
    volume_fee = sum([Decimal(line["beløp"]) for line in groups], NOTHING)
    return {
        "gebyr i alt": kroner(total_ore),
        "grupper": groups,
        "minstegebyr": kroner(minimum_ore) if minimum_ore else "",
        "minstegebyr brukt": minimum_ore is not None
        and not reduction
        and volume_fee * ORE_IN_KRONE < minimum_ore,
        "nedsatt til": kroner(reduction["to_ore"]) if reduction else "",
        "endelig gebyr": kroner(stored["total_ore"]) if settles else "",
        "forskudd": kroner(computed["advance_ore"]) if settles else "",
    }
