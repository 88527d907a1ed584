"""The demo's criteria for a general renewal: a locked set with scores in Røros, a draft in Holtålen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.demo.days import Days
from app.demo.people import HOLTALEN, ROROS, Staff
from app.models.criteria import CriteriaSet
from app.models.venue import Venue
from app.permissions import Actor
from app.policy.queries.criteria_sets import places_on_sheet
from app.policy.service import criteria_sets as service
from app.policy.service.criteria_sets import CriteriaSetEntry, CriterionEntry
from app.policy.service.scoring import ScoreEntry, score_place
from licensing.criteria import CriteriaForm
from licensing.licences import LicenceKind, VenueCategory

WRITTEN, DECIDED, LOCKED, OPENED, SCORED, CORRECTED = 75, 60, 55, 40, 8, 3
"""So many days ago."""
OPENS_IN_HOLTALEN = 120
PLACES_IN_ROROS = 30
NOT_SCORED_YET = 3
PART_SCORED = 1
REFERENCE = "KS 61 (oppdiktet)"


@dataclass(frozen=True)
class Written:
    """A criterion of the demo, with what is said of each score from nought up."""

    text: str
    weight: int
    reasons: tuple[str, ...]

    @property
    def entry(self) -> CriterionEntry:
        """The criterion as it is entered; its guide is what gives each score."""
        guide = "\n".join(f"{score}: {reason}" for score, reason in enumerate(self.reasons))
        return CriterionEntry(self.text, guide, self.weight, len(self.reasons) - 1)


WEIGHTED = (
    Written(
        "Mat er hoveddelen av tilbudet",
        3,
        (
            "Ingen mat.",
            "Snacks.",
            "Enkle retter.",
            "Varm mat deler av dagen.",
            "Full meny til kjøkkenet stenger.",
        ),
    ),
    Written(
        "Stedet er lite rettet mot unge under 20 år",
        4,
        (
            "Mest unge gjester.",
            "Unge gjester i helgene.",
            "Blandet alder.",
            "Mest voksne gjester og familier.",
        ),
    ),
    Written(
        "Stedet har fulgt reglene i perioden",
        5,
        ("Inndragning i perioden.", "Prikker i perioden.", "Ingen prikker i perioden."),
    ),
    Written(
        "Naboer får nattero",
        2,
        ("Gjentatte klager.", "Enkelte klager.", "Ingen klager.", "Ingen boliger i nærheten."),
    ),
    Written(
        "Stedet gir bygda et tilbud som ellers mangler",
        2,
        ("Flere like steder.", "Få like steder.", "Eneste i sitt slag."),
    ),
)
PLAIN = (
    CriterionEntry("Stedet har mat på menyen hele åpningstiden"),
    CriterionEntry("Stedet har ikke fått prikker i perioden"),
    CriterionEntry("Alle som skjenker, har gjennomført kurs i ansvarlig vertskap"),
    CriterionEntry("Stedet er åpent minst åtte måneder i året"),
)
# How a kind of place scores on each criterion; the rest score as a pub does.
PROFILES: Mapping[VenueCategory, tuple[int, ...]] = {
    VenueCategory.HOTEL: (4, 3, 2, 2, 1),
    VenueCategory.EATING_PLACE: (4, 3, 2, 2, 1),
    VenueCategory.CAFE: (3, 3, 2, 2, 0),
    VenueCategory.LODGE: (3, 3, 2, 3, 2),
    VenueCategory.CULTURE: (1, 2, 2, 2, 2),
    VenueCategory.PARTY_ROOM: (2, 2, 2, 1, 0),
    VenueCategory.BREWERY: (2, 2, 2, 2, 2),
    VenueCategory.FARM: (3, 3, 2, 3, 2),
    VenueCategory.BOAT: (2, 3, 2, 3, 2),
    VenueCategory.PUB_BAR: (1, 1, 1, 1, 0),
}


def enter_criteria_sets(session: Session, staff: Mapping[str, Staff], days: Days) -> None:
    """Write, lock and score the criteria. No council has decided any of it."""
    roros, holtalen = staff[ROROS], staff[HOLTALEN]
    with clock.wound_to(days.ago(WRITTEN)):
        row = _written(
            session,
            roros["caseworker"],
            CriteriaSetEntry(
                name="Samlet gjennomgang av skjenkestedene (oppdiktet)",
                form=CriteriaForm.WEIGHTED,
                kind=LicenceKind.SERVING,
                applications_open_on=days.ago(OPENED),
                places=PLACES_IN_ROROS,
            ),
            [written.entry for written in WEIGHTED],
        )
    with clock.wound_to(days.ago(LOCKED)):
        service.lock_criteria_set(
            session,
            roros["secretary"],
            set_id=row.id,
            seen_version=row.version,
            decided_on=days.ago(DECIDED),
            reference=REFERENCE,
            on=days.ago(LOCKED),
        )
    with clock.wound_to(days.ago(SCORED)):
        _score(session, roros["caseworker"], row, days.ago(SCORED))
    with clock.wound_to(days.ago(CORRECTED)):
        _correct(session, roros["caseworker_2"], row, days.ago(CORRECTED))
    with clock.wound_to(days.ago(WRITTEN)):
        _written(
            session,
            holtalen["shared"],
            CriteriaSetEntry(
                name="Kriterier for skjenkesteder, utkast (oppdiktet)",
                form=CriteriaForm.PLAIN,
                kind=LicenceKind.SERVING,
                applications_open_on=days.ahead(OPENS_IN_HOLTALEN),
                places=None,
            ),
            PLAIN,
        )


def _written(
    session: Session,
    actor: Actor,
    entry: CriteriaSetEntry,
    criteria: list[CriterionEntry] | tuple[CriterionEntry, ...],
) -> CriteriaSet:
    row = service.begin_criteria_set(session, actor, entry=entry, invented=True)
    for criterion in criteria:
        service.add_criterion(session, actor, set_id=row.id, seen_version=row.version, entry=criterion)
    return row


def _score(session: Session, actor: Actor, row: CriteriaSet, on: date) -> None:
    places = places_on_sheet(session, row, on)
    scored = places[: max(0, len(places) - NOT_SCORED_YET)]
    categories = dict(
        session.execute(
            select(Venue.id, Venue.category).where(Venue.municipality_id == row.municipality_id)
        ).all()
    )
    for number, place in enumerate(scored):
        profile = PROFILES.get(categories[place.venue_id], PROFILES[VenueCategory.PUB_BAR])
        entries = {}
        for held, written, score in zip(row.criteria, WEIGHTED, profile, strict=True):
            # Now and then one lower, so that not every café is like the next.
            lower = int(score > 0 and (number + held.position) % 7 == 0)
            entries[held.id] = ScoreEntry(score - lower, written.reasons[score - lower])
        if number < PART_SCORED:
            entries.popitem()
        score_place(
            session, actor, set_id=row.id, venue_id=place.venue_id, seen_scores=0, entries=entries, on=on
        )


def _correct(session: Session, actor: Actor, row: CriteriaSet, on: date) -> None:
    place = places_on_sheet(session, row, on)[PART_SCORED]
    quiet = row.criteria[3]
    score_place(
        session,
        actor,
        set_id=row.id,
        venue_id=place.venue_id,
        seen_scores=len(WEIGHTED),
        entries={quiet.id: ScoreEntry(0, "Tre klager fra naboer kom inn etter at stedet fikk poeng.")},
        on=on,
    )
