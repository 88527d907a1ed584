"""Forms of criteria fixed beforehand: the set, its criteria, the lock, and the sheet of a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from app.events.fields import NumberField
from app.fields import DateField, EnumRadio
from app.forms import VersionedForm, area_field, text_field
from app.models.criteria import CriteriaSet
from app.models.criteria import FixedCriterion as CriterionRow
from app.policy.queries.criteria_sets import ScoresOfPlace
from app.policy.service.criteria_sets import CriteriaSetEntry, CriterionEntry
from app.policy.service.scoring import ScoreEntry
from licensing.criteria import HEAVIEST, MOST_PLACES, TOP_SCORE, CriteriaForm, FixedCriterion
from licensing.licences import LicenceKind

LONGEST_SET_NAME = 160
LONGEST_REFERENCE = 160
LONGEST_CRITERION = 400
LONGEST_GUIDE = 1000
LONGEST_REASON = 600


class CriteriaSetForm(VersionedForm):
    """What the criteria are for."""

    name = text_field(_l("Navn"), _l("Skriv et navn på settet."), longest=LONGEST_SET_NAME)
    kind = EnumRadio(_l("Salg eller skjenking"), LicenceKind, _l("Velg salg eller skjenking."))
    form = EnumRadio(_l("Hvordan måles kriteriene?"), CriteriaForm, _l("Velg hvordan kriteriene måles."))
    applications_open_on = DateField(
        _l("Åpner for søknader"), _l("Skriv dagen det åpnes for søknader om fornyelse.")
    )
    places = NumberField(_l("Antall bevillinger det skal være"), most=MOST_PLACES)

    def entry(self) -> CriteriaSetEntry:
        """What the form says. Only after it was found valid."""
        return CriteriaSetEntry(
            name=self.name.data,
            form=self.form.data,
            kind=self.kind.data,
            applications_open_on=self.applications_open_on.data,
            places=self.places.data,
        )


class CriterionForm(VersionedForm):
    """One criterion: its words, and in a weighted set its weight and highest score."""

    text = area_field(_l("Kriteriet"), _l("Skriv kriteriet."), longest=LONGEST_CRITERION)
    guide = area_field(_l("Slik gis poengene"), longest=LONGEST_GUIDE)
    weight = NumberField(_l("Vekt"), most=HEAVIEST)
    highest = NumberField(_l("Høyeste poeng"), most=TOP_SCORE)

    def suit(self, form: CriteriaForm) -> None:
        """A plain criterion is met or not: it has no weight."""
        if form is CriteriaForm.PLAIN:
            del self.weight, self.highest

    def validate_weight(self, field: Field) -> None:
        """A criterion that weighs nothing would be no criterion."""
        _from_one(field, _("Skriv vekten som et helt tall fra 1 til %(most)s.", most=str(HEAVIEST)))

    def validate_highest(self, field: Field) -> None:
        """A score can be given."""
        _from_one(field, _("Skriv høyeste poeng som et helt tall fra 1 til %(most)s.", most=str(TOP_SCORE)))

    def entry(self) -> CriterionEntry:
        """What the form says. Only after it was found valid."""
        weighted = {"weight": self.weight.data, "highest": self.highest.data} if "weight" in self else {}
        return CriterionEntry(text=self.text.data, guide=self.guide.data or "", **weighted)


def _from_one(field: Field, sentence: str) -> None:
    if not field.data:
        raise ValidationError(sentence)


class MoveForm(VersionedForm):
    """A criterion changes places with the one before or after it."""

    up = HiddenField()


class LockForm(VersionedForm):
    """The council's decision that fixes the criteria."""

    decided_on = DateField(_l("Vedtatt"), _l("Skriv datoen for kommunestyrets vedtak."))
    reference = text_field(_l("Sak"), _l("Skriv saken, for eksempel KS 12/27."), longest=LONGEST_REFERENCE)


@dataclass(frozen=True)
class SheetLine:
    """One criterion on the sheet of a place, with its fields."""

    row: CriterionRow
    criterion: FixedCriterion
    score: Any
    reason: Any


class ScoreSheet(VersionedForm):
    """All criteria of a place on one page. `version` is how many scores the place had when it was opened."""

    criteria: ClassVar[Sequence[tuple[CriterionRow, FixedCriterion]]] = ()

    def lines(self) -> list[SheetLine]:
        """The lines in the order of the criteria."""
        return [
            SheetLine(row, criterion, self[f"score_{row.id}"], self[f"reason_{row.id}"])
            for row, criterion in self.criteria
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """A score is explained, and an explanation has its score: half a line would be lost."""
        valid = bool(super().validate(extra_validators))
        for line in self.lines():
            number = str(line.criterion.number)
            if line.score.data and not line.reason.data:
                wrong, sentence = (
                    line.reason,
                    _("Skriv grunnen til poengene på kriterium %(number)s.", number=number),
                )
            elif line.reason.data and not line.score.data:
                wrong, sentence = line.score, _("Velg poeng for kriterium %(number)s.", number=number)
            else:
                continue
            if not wrong.errors:
                wrong.errors = (sentence,)
            valid = False
        return valid

    def entries(self) -> Mapping[int, ScoreEntry]:
        """What is scored, by the criterion's id. Only after the sheet was found valid."""
        return {
            line.row.id: ScoreEntry(int(line.score.data), line.reason.data)
            for line in self.lines()
            if line.score.data
        }


def score_sheet(row: CriteriaSet, known: ScoresOfPlace, *, stored: bool = False) -> ScoreSheet:
    """The sheet of a place, the same for every place, filled with what holds now.

    `stored` leaves out what was typed.
    """
    criteria = row.to_domain()
    rows = tuple((line, criteria[line.id]) for line in row.criteria)
    fields: dict[str, Any] = {"criteria": rows}
    data: dict[str, Any] = {"version": str(known.count)}
    for line, criterion in rows:
        held = known.latest.get(line.id)
        number = str(criterion.number)
        fields[f"score_{line.id}"] = RadioField(
            _("Poeng for kriterium %(number)s", number=number),
            choices=_scores(row.form, criterion),
            validators=[Optional()],
            invalid_choice_message=_("Velg en av mulighetene som vises."),
        )
        fields[f"reason_{line.id}"] = area_field(
            _("Grunn for kriterium %(number)s", number=number), longest=LONGEST_REASON
        )
        data[f"score_{line.id}"] = str(held.score) if held else None
        data[f"reason_{line.id}"] = held.reason if held else ""
    sheet_class: type[ScoreSheet] = type("SheetOfSet", (ScoreSheet,), fields)
    return sheet_class(formdata=None, data=data) if stored else sheet_class(data=data)


def _scores(form: CriteriaForm, criterion: FixedCriterion) -> list[SelectChoice]:
    if form is CriteriaForm.PLAIN:
        return [SelectChoice("1", _("Oppfylt")), SelectChoice("0", _("Ikke oppfylt"))]
    return [SelectChoice(str(score), str(score)) for score in range(criterion.highest + 1)]


def shown_set(row: CriteriaSet) -> dict[str, Any]:
    """A set as its form holds it."""
    return {
        "version": row.version,
        "name": row.name,
        "kind": row.kind,
        "form": row.form,
        "applications_open_on": row.applications_open_on,
        "places": row.places,
    }


def shown_criterion(row: CriterionRow, version: int) -> dict[str, Any]:
    """A criterion as its form holds it; the version is that of its set."""
    return {
        "version": version,
        "text": row.text,
        "guide": row.guide,
        "weight": row.weight,
        "highest": row.highest,
    }
