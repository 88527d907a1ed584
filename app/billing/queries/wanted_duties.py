"""Who is to be asked for a turnover statement in the round of a year, and for which days.

Law: alkoholforskriften § 6-3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.billing.queries.duties import sold_nothing_before
from app.billing.queries.liable import LiableLicence, liable_licences


@dataclass(frozen=True)
class WantedDuty:
    """A licence that is to be asked in a round, and the days whose litres it reports."""

    licence_id: int
    first_day: date | None
    last_day: date | None
    """Empty where the whole year before is reported. Where the licence is new, and has sold nothing the year
    before, its days in the year of the round itself."""
    final: bool
    """It had ended before the year of the round: nothing is expected."""
    carries: tuple[int, ...] = ()
    """The earlier licences of the holder and place that one fee is paid for."""

    def is_new(self, year: int) -> bool:
        """Whether nothing was sold the year before the round of a year."""
        return sold_nothing_before(self.first_day, year)


def wanted_duties(session: Session, municipality_id: int, year: int) -> list[WantedDuty]:
    """Everybody who is to be asked in the round of a year, by the name of the place.

    Those that owe a fee for the year tell what they expect, and what they sold the year before; those that
    ended the year before tell only what they sold. Who pays one fee for several licences tells once.
    """
    before = {one.licence_id: one for one in liable_licences(session, municipality_id, year - 1)}
    now = liable_licences(session, municipality_id, year)
    found = [
        WantedDuty(one.licence_id, *_reported(one, before, year), final=False, carries=one.carries)
        for one in now
    ]
    covered = {number for one in now for number in (one.licence_id, *one.carries)}
    found += [
        WantedDuty(one.licence_id, *_unless_whole(one.first_day, one.last_day), final=True)
        for one in before.values()
        if one.licence_id not in covered
    ]
    return found


def _reported(
    one: LiableLicence, before: Mapping[int, LiableLicence], year: int
) -> tuple[date | None, date | None]:
    earlier = [before[number] for number in (one.licence_id, *one.carries) if number in before]
    if not earlier:
        return one.first_day, one.last_day
    return _unless_whole(min(held.first_day for held in earlier), max(held.last_day for held in earlier))


def _unless_whole(first_day: date, last_day: date) -> tuple[date | None, date | None]:
    year = first_day.year
    whole = (first_day, last_day) == (date(year, 1, 1), date(year, 12, 31))
    return (None, None) if whole else (first_day, last_day)
