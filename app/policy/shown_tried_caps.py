"""The caps of a try-out: how each would stand, who is over it, and what another number would change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app import formats
from app.models.tryout import Tryout
from app.policy.queries import tryouts as queries
from app.wording.facts import upper_first
from app.wording.policy_rules import rule_sentence
from app.wording.policy_whens import zone_name
from licensing.caps import cap_limit
from licensing.policy import CapScope, Policy, Rule
from licensing.tryouts import Figures, OverCap, caps_tried, over_cap

# A number that nobody stands over, for caps without one.
NO_LIMIT = 2**31 - 1
# How far a press moves the number.
STEPS = (-5, -1, 1, 5)


@dataclass(frozen=True)
class CapRow:
    """How a cap of one of the policies would stand, in one place."""

    sentence: str
    source: str
    side: str
    place: str
    limit: str
    counted: str
    over: str
    tone: str
    url: str


@dataclass(frozen=True)
class CapStandings:
    """One cap of one policy, and how it would stand in each of its places."""

    side: int
    rule: Rule
    limit: int | None
    places: tuple[queries.CapAtPlace, ...]


def cap_limit_of(rule: Rule, figures: Figures) -> int | None:
    """The number that a cap comes to among what was tried; None where the text gives none."""
    effect = rule.cap
    if effect is None:
        return None
    of_kind = (
        figures.licensed.get(effect.percent_of, 0) if effect.percent_of else sum(figures.licensed.values())
    )
    return cap_limit(effect, of_kind)


def cap_standings(
    session: Session, tryout: Tryout, policies: Sequence[Policy], side: int, figures: Figures
) -> tuple[CapStandings, ...]:
    """How the caps of one of the policies would stand."""
    found = []
    for rule in caps_tried(policies[side], tryout.day):
        limit = cap_limit_of(rule, figures)
        # Without a number nobody stands over it, and only what it counts is told.
        tried_with = NO_LIMIT if limit is None else limit
        places = queries.cap_at_places(session, tryout, side, rule, tried_with)
        found.append(CapStandings(side, rule, limit, places))
    return tuple(found)


def places_over(standings: Iterable[CapStandings]) -> list[tuple[str, str, date]]:
    """The caps that somebody stands over, where, and from which day of granting."""
    return [
        (one.rule.code, place.place, place.standing.first_over)
        for one in standings
        for place in one.places
        if place.standing.first_over is not None
    ]


def cap_rows(
    session: Session,
    tryout: Tryout,
    names: Sequence[str],
    policies: Sequence[Policy],
    standings: Sequence[CapStandings],
) -> Iterator[CapRow]:
    """The caps of one of the policies, a row for each place where one counts."""
    for one in standings:
        policy = policies[one.side]
        places = place_names(session, tryout, policy, one.rule, [place.place for place in one.places])
        for place in one.places:
            standing = place.standing
            yield CapRow(
                sentence=rule_sentence(one.rule, policy),
                source=policy.source_of(one.rule),
                side=names[one.side],
                place=places[place.place],
                limit=_("Ikke fastsatt") if one.limit is None else formats.whole(one.limit),
                counted=formats.whole(standing.counted),
                over=_("Ingen grense") if one.limit is None else over_text(standing),
                tone="neutral"
                if one.limit is None
                else "warning"
                if standing.over or standing.tied
                else "success",
                url=url_for(
                    "policy.try_cap",
                    tryout_id=tryout.id,
                    side=one.side,
                    tak=one.rule.code,
                    plass=place.place or None,
                ),
            )


def merged(rows: Iterable[CapRow]) -> tuple[CapRow, ...]:
    """The same cap of both policies on one row; those that somebody stands over first."""
    found: dict[tuple[str, ...], CapRow] = {}
    for row in rows:
        key = (row.sentence, row.place, row.limit, row.counted, row.over)
        same = found.get(key)
        found[key] = row if same is None else replace(same, side=_("Begge"))
    return tuple(sorted(found.values(), key=lambda row: row.tone != "warning"))


def over_text(standing: OverCap) -> str:
    """How many stand over a cap, and how many share what is left."""
    if not standing.over and not standing.tied:
        return _("Ingen over")
    parts = []
    if standing.over:
        parts.append(_("%(number)s over", number=formats.whole(standing.over)))
    if standing.tied:
        parts.append(
            _(
                "%(number)s deler %(places)s",
                number=formats.whole(standing.tied),
                places=formats.whole(standing.places_for_tied),
            )
        )
    return ", ".join(parts)


def place_names(
    session: Session, tryout: Tryout, policy: Policy, rule: Rule, places: Sequence[str]
) -> dict[str, str]:
    """What the places are called where a cap counts."""
    if rule.cap is not None and rule.cap.scope is CapScope.VENUE:
        ids = [int(place) for place in places if place.isdecimal()]
        names = queries.venue_names(session, tryout.municipality_id, ids)
        return {
            place: names.get(int(place), place) if place.isdecimal() else _("Hvert sted") for place in places
        }
    # A cap that several municipalities share counts more than one of them may see the licences of.
    shared = rule.cap is not None and rule.cap.scope is CapScope.POLICY
    everywhere = _("Bare egen kommune, men taket gjelder flere") if shared else _("Hele kommunen")
    return {place: upper_first(zone_name(policy, place)) if place else everywhere for place in places}


@dataclass(frozen=True)
class Step:
    """Another number that is one press away."""

    label: str
    number: int


@dataclass(frozen=True)
class ShownCap:
    """A cap with some number: who keeps a seat, who shares the last, who stands over it."""

    standing: OverCap
    sentence: str
    steps: tuple[Step, ...]
    from_day: date
    """Those granted on this day or later are listed."""


def shown_cap(granted: Mapping[date, int], number: int | None) -> ShownCap:
    """How a cap of a number would stand; without one, as if there were just enough."""
    standing = over_cap(granted, sum(granted.values()) if number is None else number)
    reached = standing.tied_on or standing.first_over or date.max
    return ShownCap(standing, _cap_sentence(standing), tuple(_steps(standing.limit)), reached)


def _cap_sentence(standing: OverCap) -> str:
    kept = _(
        "Med et tak på %(limit)s beholder %(keep)s av %(counted)s bevillinger plassen.",
        limit=formats.whole(standing.limit),
        keep=formats.whole(standing.keep),
        counted=formats.whole(standing.counted),
    )
    parts = [kept]
    if standing.tied_on is not None:
        parts.append(
            ngettext(
                "%(tied)s er gitt samme dag (%(day)s) og deler %(num)s plass. Noen må velge mellom dem.",
                "%(tied)s er gitt samme dag (%(day)s) og deler %(num)s plasser. Noen må velge mellom dem.",
                standing.places_for_tied,
                tied=formats.whole(standing.tied),
                day=formats.short_date(standing.tied_on),
            )
        )
    if standing.over:
        parts.append(_("%(over)s står over taket.", over=formats.whole(standing.over)))
    elif not standing.tied:
        parts.append(_("Ingen står over taket."))
    return " ".join(parts)


def _steps(number: int) -> Iterator[Step]:
    for step in STEPS:
        if number + step >= 0:
            label = _("%(number)s færre", number=-step) if step < 0 else _("%(number)s flere", number=step)
            yield Step(label, number + step)
