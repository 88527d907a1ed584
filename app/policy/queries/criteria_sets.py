"""Sets of criteria fixed beforehand: the sets, the places on their sheet, and how the places stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from app.models.case import Application, Case
from app.models.criteria import CriteriaSet, CriterionScore
from app.models.licence import Licence, LicencePeriod
from app.models.user import User
from app.models.venue import Venue
from licensing.caps import COUNTED_TYPES
from licensing.cases import UNDECIDED
from licensing.criteria import Standing, ranking
from licensing.licences import LicenceKind
from licensing.matters import Matter

# ASSUMPTION: a general renewal is over two years after applications were opened, so criteria from before that
# belong to an earlier one. Licence periods are four years (alkoholloven § 1-6).
RENEWAL_DAYS = 2 * 365


def criteria_set_or_none(session: Session, municipality_id: int, set_id: int) -> CriteriaSet | None:
    """A set of the municipality."""
    return session.scalars(
        select(CriteriaSet).where(CriteriaSet.municipality_id == municipality_id, CriteriaSet.id == set_id)
    ).one_or_none()


def criteria_sets_of(session: Session, municipality_id: int) -> Sequence[CriteriaSet]:
    """Every set of the municipality, the one whose applications open last first."""
    return session.scalars(
        select(CriteriaSet)
        .where(CriteriaSet.municipality_id == municipality_id)
        .order_by(CriteriaSet.applications_open_on.desc(), CriteriaSet.id.desc())
    ).all()


def criteria_fixed_for(session: Session, municipality_id: int, kind: LicenceKind, on: date) -> bool | None:
    """Whether the criteria of a renewal were fixed before applications opened, seen from a day in it.

    True when a set for the kind was locked by then; False when there is one that should have been; None when
    nothing is entered, so that nobody knows. The lock itself is refused once applications are open.

    Law: alkoholloven § 1-7a.
    """
    sets = session.scalars(
        select(CriteriaSet).where(
            CriteriaSet.municipality_id == municipality_id,
            CriteriaSet.kind == kind,
            CriteriaSet.applications_open_on > on - timedelta(days=RENEWAL_DAYS),
        )
    ).all()
    if any(row.locked_on is not None and row.locked_on <= on for row in sets):
        return True
    return False if any(row.applications_open_on <= on for row in sets) else None


@dataclass(frozen=True)
class Place:
    """A venue on the sheet, and why it is there."""

    venue_id: int
    name: str
    address: str
    licensed: bool
    applies: bool


def places_on_sheet(session: Session, row: CriteriaSet, on: date) -> tuple[Place, ...]:
    """Every place of the set: those with a licence of its kind, and those of open applications, by name.

    Events and Vinmonopol outlets take no place in a renewal, as they take none under a cap.
    """
    return tuple(_place(found) for found in session.execute(_places(row, on)))


def place_on_sheet(session: Session, row: CriteriaSet, venue_id: int, on: date) -> Place | None:
    """One place of the set, when it is on the sheet."""
    found = session.execute(_places(row, on).where(Venue.id == venue_id)).one_or_none()
    return None if found is None else _place(found)


def _places(row: CriteriaSet, on: date) -> Select[int, str, str, str, str, bool, bool]:
    licensed = exists().where(
        Licence.municipality_id == Venue.municipality_id,
        Licence.venue_id == Venue.id,
        Licence.kind == row.kind,
        Licence.type.in_(COUNTED_TYPES),
        LicencePeriod.municipality_id == Licence.municipality_id,
        LicencePeriod.licence_id == Licence.id,
        LicencePeriod.first_day <= on,
        LicencePeriod.last_day >= on,
        or_(Licence.ended_on.is_(None), Licence.ended_on >= on),
    )
    applies = exists().where(
        Application.municipality_id == Venue.municipality_id,
        Application.venue_id == Venue.id,
        Application.kind == row.kind,
        Application.type.in_(COUNTED_TYPES),
        Case.municipality_id == Application.municipality_id,
        Case.id == Application.case_id,
        Case.matter == Matter.LICENCE,
        Case.state.in_(UNDECIDED),
    )
    return (
        select(
            Venue.id,
            Venue.name,
            Venue.street_address,
            Venue.postcode,
            Venue.town,
            licensed.label("licensed"),
            applies.label("applies"),
        )
        .where(Venue.municipality_id == row.municipality_id, or_(licensed, applies))
        .order_by(Venue.sort_key, Venue.id)
    )


def _place(found: Any) -> Place:
    return Place(
        found.id,
        found.name,
        f"{found.street_address}, {found.postcode} {found.town}",
        bool(found.licensed),
        bool(found.applies),
    )


@dataclass(frozen=True)
class GivenScore:
    """A score that was given, by whom and why."""

    row: CriterionScore
    by: str


@dataclass(frozen=True)
class ScoresOfPlace:
    """What a place was given over time, the last first, and what holds now by the criterion's id."""

    given: tuple[GivenScore, ...]

    @property
    def count(self) -> int:
        """How many scores the place has been given."""
        return len(self.given)

    @property
    def latest(self) -> Mapping[int, CriterionScore]:
        """The score that holds for each criterion."""
        return {score.row.criterion_id: score.row for score in reversed(self.given)}


def scores_of_place(session: Session, row: CriteriaSet, venue_id: int) -> ScoresOfPlace:
    """The scores of a place in a set."""
    rows = session.execute(_scores(row).where(CriterionScore.venue_id == venue_id))
    return ScoresOfPlace(tuple(GivenScore(score, by) for score, by in rows))


def scores_by_place(session: Session, row: CriteriaSet) -> Mapping[int, ScoresOfPlace]:
    """The scores of every place that has any."""
    found: dict[int, list[GivenScore]] = defaultdict(list)
    for score, by in session.execute(_scores(row)):
        found[score.venue_id].append(GivenScore(score, by))
    return {venue_id: ScoresOfPlace(tuple(given)) for venue_id, given in found.items()}


def _scores(row: CriteriaSet) -> Select[CriterionScore, str]:
    return (
        select(CriterionScore, User.name)
        .join(User, User.id == CriterionScore.scored_by_id)
        .where(CriterionScore.municipality_id == row.municipality_id, CriterionScore.set_id == row.id)
        .order_by(CriterionScore.id.desc())
    )


@dataclass(frozen=True)
class Ranking:
    """How the places of a set stand on a day, and those that were scored but are not there any longer."""

    places: Mapping[int, Place]
    standings: tuple[Standing, ...]
    scores: Mapping[int, ScoresOfPlace]
    gone: tuple[str, ...]
    """Names of places with scores, but without a licence or an application now; they take no rank."""


def ranking_on(session: Session, row: CriteriaSet, on: date) -> Ranking:
    """Every place on the sheet ranked by the scores that hold."""
    criteria = row.to_domain()
    places = {place.venue_id: place for place in places_on_sheet(session, row, on)}
    scores = scores_by_place(session, row)
    empty = ScoresOfPlace(())
    standings = ranking(
        criteria.values(),
        {
            venue_id: {
                criteria[criterion_id]: score.score
                for criterion_id, score in scores.get(venue_id, empty).latest.items()
            }
            for venue_id in places
        },
        row.places,
    )
    gone = session.scalars(
        select(Venue.name)
        .where(
            and_(
                Venue.municipality_id == row.municipality_id, Venue.id.in_(sorted(set(scores) - set(places)))
            )
        )
        .order_by(Venue.sort_key)
    ).all()
    # Equal places stand by name: the number of a row says nothing to a reader.
    names = {venue_id: number for number, venue_id in enumerate(places)}
    in_order = sorted(standings, key=lambda one: (one.rank or len(standings) + 1, names[one.place]))
    return Ranking(places, tuple(in_order), scores, tuple(gone))
