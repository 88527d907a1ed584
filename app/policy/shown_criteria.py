"""Sets of criteria, the sheets of places and the ranking, as pages and files show them."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.criteria import CriteriaSet
from app.models.user import User
from app.policy.queries.criteria_sets import Place, Ranking, ScoresOfPlace
from licensing.criteria import CriteriaForm, LineSide, Part, Standing
from licensing.licences import LicenceKind

TONES = {
    LineSide.INSIDE: "success",
    LineSide.TIED: "warning",
    LineSide.OUTSIDE: "neutral",
    LineSide.PENDING: "info",
}


@dataclass(frozen=True)
class Tag:
    """A word in a colour."""

    text: str
    tone: str


def state_tag(row: CriteriaSet, on: date) -> Tag:
    """Whether a set is locked, still a draft, or a draft that nobody locked in time."""
    if row.locked:
        return Tag(_("Låst"), "success")
    if row.applications_open_on <= on:
        return Tag(_("Ikke låst i tide"), "danger")
    return Tag(_("Utkast"), "neutral")


def kind_text(kind: LicenceKind) -> str:
    """What a set is for: "Skjenkebevillinger"."""
    return _("Skjenkebevillinger") if kind is LicenceKind.SERVING else _("Salgsbevillinger")


def places_text(row: CriteriaSet) -> str | None:
    """How many licences there are to be."""
    return None if row.places is None else str(row.places)


def set_facts(session: Session, row: CriteriaSet) -> list[tuple[str, str | None]]:
    """What is known of a set, with its labels."""
    facts: list[tuple[str, str | None]] = [
        (_("Gjelder"), kind_text(row.kind)),
        (_("Kriteriene måles med"), labels.label(row.form).lower()),
        (_("Åpner for søknader"), formats.long_date(row.applications_open_on)),
        (_("Antall bevillinger det skal være"), places_text(row) or _("ikke bestemt")),
    ]
    if row.criteria:
        most = sum(criterion.most for criterion in row.to_domain().values())
        facts.append((_("Høyeste sum et sted kan få"), str(most)))
    if row.locked_on is not None and row.decided_on is not None:
        by = session.get(User, row.locked_by_id)
        facts += [
            (_("Vedtatt"), f"{formats.long_date(row.decided_on)}, {row.reference}"),
            (
                _("Låst"),
                _("%(day)s av %(name)s", day=formats.long_date(row.locked_on), name=by.name if by else ""),
            ),
        ]
    return facts


@dataclass(frozen=True)
class CriterionLine:
    """One criterion as a line of its set."""

    id: int
    number: int
    text: str
    guide: str
    weight: int
    highest: int
    most: int
    first: bool
    last: bool


def criterion_lines(row: CriteriaSet) -> list[CriterionLine]:
    """The criteria of a set in their order."""
    criteria = row.to_domain()
    return [
        CriterionLine(
            id=held.id,
            number=criteria[held.id].number,
            text=held.text,
            guide=held.guide,
            weight=held.weight,
            highest=held.highest,
            most=criteria[held.id].most,
            first=criteria[held.id].number == 1,
            last=criteria[held.id].number == len(criteria),
        )
        for held in row.criteria
    ]


def weighted(row: CriteriaSet) -> bool:
    """Whether the set has weights to show."""
    return row.form is CriteriaForm.WEIGHTED


@dataclass(frozen=True)
class RankedLine:
    """A place in the ranking: its rank, what it got on each criterion, and the sum."""

    venue_id: int
    name: str
    rank: str
    shared: bool
    parts: tuple[str, ...]
    total: str
    missing: str
    side: Tag | None
    notes: tuple[str, ...]


def ranked_lines(row: CriteriaSet, ranking: Ranking) -> list[RankedLine]:
    """Every place in the order of the ranking."""
    return [_ranked_line(row, ranking.places[one.place], one) for one in ranking.standings]


def _ranked_line(row: CriteriaSet, place: Place, standing: Standing) -> RankedLine:
    return RankedLine(
        venue_id=place.venue_id,
        name=place.name,
        rank="–" if standing.rank is None else str(standing.rank),
        shared=standing.shared,
        parts=tuple(part_text(part, weights=weighted(row)) for part in standing.parts),
        total="–" if standing.total is None else str(standing.total),
        missing=missing_text(standing),
        side=None if standing.side is None else Tag(labels.label(standing.side), TONES[standing.side]),
        notes=place_notes(place),
    )


def part_text(part: Part, *, weights: bool) -> str:
    """The arithmetic of one criterion: "4 × 3 = 12"; a plain one is 1 or 0."""
    if part.score is None or part.product is None:
        return _("mangler")
    return f"{part.score} × {part.criterion.weight} = {part.product}" if weights else str(part.score)


def arithmetic_text(standing: Standing) -> str:
    """The sum of a place with its parts: "12 + 6 + 5 = 23"."""
    parts = [_("mangler") if part.product is None else str(part.product) for part in standing.parts]
    total = _("ingen sum ennå") if standing.total is None else str(standing.total)
    return f"{' + '.join(parts)} = {total}"


def missing_text(standing: Standing) -> str:
    """Which scores are missing: "Mangler poeng på kriterium 2 og 4"."""
    missing = standing.missing
    if not missing:
        return ""
    if len(missing) == len(standing.parts):
        return _("Mangler poeng på alle kriteriene")
    numbers = labels.enumeration(str(criterion.number) for criterion in missing)
    return _("Mangler poeng på kriterium %(numbers)s", numbers=numbers)


def place_notes(place: Place) -> tuple[str, ...]:
    """Why a place is on the sheet, where that is not a licence alone."""
    if place.applies:
        return (_("har bevilling og søker") if place.licensed else _("søker, har ikke bevilling nå"),)
    return ()


def summary_text(ranking: Ranking) -> str:
    """How far the scoring has come."""
    unscored = sum(standing.rank is None for standing in ranking.standings)
    if not unscored:
        return _("Alle stedene har fått poeng på alle kriteriene.")
    return _(
        "Rangeringen er foreløpig: %(unscored)s av %(all)s steder mangler poeng og har ingen plass ennå."
        " Poeng som mangler, regnes ikke som null.",
        unscored=str(unscored),
        all=str(len(ranking.standings)),
    )


def ties_text(row: CriteriaSet, ranking: Ranking) -> str:
    """That places stand equal across the line, and that a person must choose."""
    tied = [one for one in ranking.standings if one.side is LineSide.TIED]
    if not tied:
        return ""
    inside = sum(one.side is LineSide.INSIDE for one in ranking.standings)
    return _(
        "%(tied)s steder står likt om %(left)s av de %(places)s plassene: %(names)s. Kriteriene skiller dem"
        " ikke. Den som avgjør sakene, må velge og begrunne valget.",
        tied=str(len(tied)),
        left=str((row.places or 0) - inside),
        places=str(row.places),
        names=labels.enumeration(ranking.places[one.place].name for one in tied),
    )


@dataclass(frozen=True)
class GivenLine:
    """A score that was given: now or before."""

    number: int
    score: str
    reason: str
    by: str
    at: str
    holds: bool


def given_lines(row: CriteriaSet, scores: ScoresOfPlace) -> list[GivenLine]:
    """Every score of a place, the last first, with what holds now marked."""
    criteria = row.to_domain()
    holding = {score.id for score in scores.latest.values()}
    return [
        GivenLine(
            number=criteria[given.row.criterion_id].number,
            score=score_text(row, given.row.score),
            reason=given.row.reason,
            by=given.by,
            at=formats.moment(given.row.scored_at),
            holds=given.row.id in holding,
        )
        for given in scores.given
    ]


def score_text(row: CriteriaSet, score: int) -> str:
    """A score in words: plain criteria are met or not."""
    if row.form is CriteriaForm.PLAIN:
        return _("oppfylt") if score else _("ikke oppfylt")
    return str(score)


@dataclass(frozen=True)
class PlaceLine:
    """A place as a line of its set: how many criteria it has scores on."""

    venue_id: int
    name: str
    address: str
    notes: tuple[str, ...]
    scored: str
    whole: bool


def place_lines(row: CriteriaSet, ranking: Ranking) -> list[PlaceLine]:
    """Every place of a set by name, and how far its sheet has come."""
    standings = {one.place: one for one in ranking.standings}
    return [
        PlaceLine(
            venue_id=place.venue_id,
            name=place.name,
            address=place.address,
            notes=place_notes(place),
            scored=_(
                "%(scored)s av %(all)s",
                scored=str(len(row.criteria) - len(standings[place.venue_id].missing)),
                all=str(len(row.criteria)),
            ),
            whole=not standings[place.venue_id].missing,
        )
        for place in ranking.places.values()
    ]


@dataclass(frozen=True)
class ScoredLine:
    """One criterion on the sheet of a place, as it is scored now."""

    number: int
    text: str
    part: str
    score: str
    reason: str
    by: str
    at: str


def sheet_lines(row: CriteriaSet, standing: Standing, scores: ScoresOfPlace) -> list[ScoredLine]:
    """The sheet of a place as it stands: every criterion, also those without a score."""
    names = {given.row.id: given.by for given in scores.given}
    lines = []
    for held, part in zip(row.criteria, standing.parts, strict=True):
        score = scores.latest.get(held.id)
        lines.append(
            ScoredLine(
                number=part.criterion.number,
                text=held.text,
                part=part_text(part, weights=weighted(row)),
                score=_("mangler") if score is None else score_text(row, score.score),
                reason="" if score is None else score.reason,
                by="" if score is None else names[score.id],
                at="" if score is None else formats.moment(score.scored_at),
            )
        )
    return lines
