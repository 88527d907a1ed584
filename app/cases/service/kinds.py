"""What is special about a licence that is applied for: its type, season, extensions, first day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.models.case import Application
from licensing.errors import NotAllowed
from licensing.kinds import citation_for_groups, extensions_code, extensions_from_code, may_cover
from licensing.licences import Extension, Group, LicenceKind, LicenceType, group_set_from_code
from licensing.production import Production
from licensing.seasons import Season
from licensing.stored import from_plain, to_plain

# Stored where a ship or train is said to serve in its home municipality alone; empty is not known.
ONLY_HERE = "-"
LONGEST_OTHER_MUNICIPALITIES = 160


@dataclass(frozen=True)
class KindEntry:
    """The type of a licence that is applied for, and what belongs to it."""

    type: LicenceType = LicenceType.PERMANENT
    first_day: date | None = None
    season: Season | None = None
    extensions: tuple[Extension, ...] = ()
    production: Production | None = None
    other_municipalities: tuple[str, ...] | None = None


ORDINARY = KindEntry()


def check_groups(kind: LicenceKind, groups: tuple[Group, ...], special: KindEntry) -> None:
    """Raise `NotAllowed` for groups that a licence of the kind and type cannot cover."""
    if not may_cover(kind, groups, special.type, special.extensions):
        farm_sale = Extension.FARM_SALE in special.extensions
        raise NotAllowed("group_set_unknown", citation_for_groups(kind, special.type, farm_sale=farm_sale))


def kind_columns(entry: KindEntry) -> dict[str, Any]:
    """The columns of an application that hold it."""
    first, last = entry.season.pair if entry.season else (None, None)
    elsewhere = entry.other_municipalities
    return {
        "type": entry.type,
        "first_day": entry.first_day,
        "season_from": first,
        "season_to": last,
        "extensions": extensions_code(entry.extensions),
        "production": to_plain(entry.production) if entry.production else None,
        "other_municipalities": "" if elsewhere is None else ",".join(elsewhere) or ONLY_HERE,
    }


def kind_of(application: Application) -> KindEntry:
    """What an application says of it."""
    return KindEntry(
        type=application.type,
        first_day=application.first_day,
        season=season_of(application.season_from, application.season_to),
        extensions=extensions_from_code(application.extensions),
        production=production_of(application.production),
        other_municipalities=municipalities_of(application.other_municipalities),
    )


def granted_extensions(extensions: Iterable[Extension], groups: str) -> tuple[Extension, ...]:
    """The extensions that a grant of some groups gives: farm sale goes with group 2, and falls with it."""
    has_group_2 = Group.TWO in group_set_from_code(groups)
    return tuple(row for row in extensions if row is not Extension.FARM_SALE or has_group_2)


def season_of(first: str | None, last: str | None) -> Season | None:
    """The season of two stored days."""
    return Season.parse(first, last) if first and last else None


def production_of(stored: Mapping[str, Any] | None) -> Production | None:
    """What was answered of own production."""
    return None if stored is None else from_plain(Production, stored)


def municipalities_of(stored: str) -> tuple[str, ...] | None:
    """The other municipalities that were named; none of them, or not known."""
    if not stored:
        return None
    return () if stored == ONLY_HERE else tuple(stored.split(","))
