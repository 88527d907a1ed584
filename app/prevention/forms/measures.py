"""Forms of measures: which are shown, one of them, what a year says, what came of it, and a pasted table."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation, ValidationError

from app.fields import DateField, EnumRadio, EnumSelect
from app.forms import BaseForm, Filled, VersionedForm, area_field, one_line, text_field
from app.loose_numbers import holds_identity_number
from app.models.plan import Plan, PlanMeasure
from app.prevention.forms.plan_fields import ChosenField
from app.prevention.forms.plan_parts import LAST, Offered
from app.prevention.service.measures import MeasureRecord, YearFollowUp, is_adopted
from app.prevention.service.plan_parts import FIRST
from fees.measure_cells import owners_of
from fees.measure_table import LONGEST_CELL, LONGEST_OWNER, LONGEST_SECTION, LONGEST_STATUS, LONGEST_TITLE
from fees.measure_words import plain_signs
from fees.plans import MeasureStatus, YearOutcome
from fees.spending import TargetGroup

ALL = ""
MOST_OWNERS = 20
LONGEST_TABLE = 200_000
LONGEST_EVIDENCE = 4_000


class MatrixFilter(Form):
    """Which measures and years are shown."""

    ansvarlig = SelectField(_l("Ansvarlig"), default=ALL, validate_choice=False)
    ar = SelectField(_l("År"), default=ALL, validate_choice=False)
    mal = SelectField(_l("Mål"), default=ALL, validate_choice=False)

    def offer(
        self, owners: Iterable[tuple[str, str]], years: Iterable[int], goals: Iterable[tuple[int, str]]
    ) -> None:
        """The owners, years and goals of the plan; whatever else stands in the address shows everything."""
        self._choices(self.ansvarlig, _("Alle"), owners)
        self._choices(self.ar, _("Alle år"), ((str(year), str(year)) for year in years))
        self._choices(self.mal, _("Alle mål"), ((str(id_), text) for id_, text in goals))

    @staticmethod
    def _choices(field: SelectField, every: str, known: Iterable[tuple[str, str]]) -> None:
        field.choices = [SelectChoice(ALL, every), *(SelectChoice(value, text) for value, text in known)]
        if field.data not in {str(choice.value) for choice in field.choices}:
            field.data = ALL

    @property
    def asked(self) -> dict[str, str]:
        """What is chosen, as an address carries it."""
        return {name: field.data for name, field in self._fields.items() if field.data}


def owners_field() -> Any:
    """Who owns a measure, by role, one on each line."""
    return area_field(
        _l("Ansvarlige"),
        longest=MOST_OWNERS * LONGEST_OWNER,
        validators=[_owners_fit],
        description=_l(
            "En rolle eller tjeneste på hver linje, for eksempel SLT-koordinator. Ikke navn på folk."
        ),
    )


def owner_lines(typed: str) -> tuple[str, ...]:
    """The owners of a text, one a line, each once."""
    lines = (one_line(line) for line in (typed or "").splitlines())
    known: dict[str, str] = {}
    for line in lines:
        if line:
            known.setdefault(line.casefold(), line)
    return tuple(known.values())


def _owners_fit(_form: Any, field: Any) -> None:
    owners = owner_lines(field.data)
    if len(owners) > MOST_OWNERS or any(len(one) > LONGEST_OWNER for one in owners):
        raise ValidationError(
            _(
                "Skriv høyst %(most)s ansvarlige, hver med høyst %(longest)s tegn.",
                most=str(MOST_OWNERS),
                longest=str(LONGEST_OWNER),
            )
        )


class _Standing:
    """What may be told of a measure also after a council has adopted it."""

    owners = owners_field()
    status = EnumSelect(_l("Hvordan tiltaket står nå"), MeasureStatus, _l("Velg hvordan tiltaket står."))
    goal_id = ChosenField(_l("Mål"))
    target_group = EnumSelect(_l("Målgruppe"), TargetGroup, empty=_l("Ikke valgt"))
    evaluate_by = DateField(_l("Skal være evaluert innen"))
    note = area_field(_l("Merknad"), longest=2000)


class AdoptedMeasureForm(_Standing, VersionedForm):
    """A measure whose text a council has adopted."""

    def offer(self, offered: Offered) -> None:
        """The goals that it may serve."""
        _offer_goals(self, offered)

    def record(self, plan: Plan, measure: PlanMeasure) -> MeasureRecord:
        """The measure as it is typed, with what is adopted as it stands."""
        return MeasureRecord(
            title=measure.title,
            section=measure.section,
            start_status=measure.start_status,
            is_new=measure.is_new,
            municipality_id=measure.municipality_id,
            **_standing(self),
        )


class MeasureForm(_Standing, VersionedForm):
    """A measure of a plan that no council has adopted. The fields of its years come with `for_years`."""

    title = text_field(_l("Tiltak"), _l("Skriv hva tiltaket er."), longest=LONGEST_TITLE)
    section = text_field(
        _l("Tabell"),
        longest=LONGEST_SECTION,
        description=_l("Tiltak med samme navn her står sammen, for eksempel «Barn og unge»."),
    )
    start_status = text_field(
        _l("Hvordan det står når planen begynner"),
        longest=LONGEST_STATUS,
        description=_l("For eksempel «Er etablert» eller «Er planlagt»."),
    )
    is_new = BooleanField(_l("Nytt, eller ikke satt i verk ennå"))
    municipality_id = ChosenField(_l("Gjelder for"))
    after = SelectField(_l("Plassering"), coerce=int, choices=[], default=LAST)
    years: range = range(0)

    def offer(self, offered: Offered) -> None:
        """The goals that it may serve, whose it may be, and after which measure it may stand."""
        _offer_goals(self, offered)
        self.after.choices = [
            SelectChoice(LAST, _("Sist i tabellen")),
            SelectChoice(FIRST, _("Først i planen")),
            *(SelectChoice(id_, _("Etter «%(name)s»", name=name)) for id_, name in offered.others),
        ]
        if offered.own is None:
            del self.municipality_id
        else:
            self.municipality_id.choices = [
                SelectChoice(0, _("Alle kommunene i planen")),
                SelectChoice(*offered.own),
            ]

    def record(self, plan: Plan, measure: PlanMeasure | None = None) -> MeasureRecord:
        """The measure as it is typed."""
        return MeasureRecord(
            title=self.title.data,
            section=self.section.data or "",
            start_status=self.start_status.data or "",
            is_new=bool(self.is_new.data),
            municipality_id=self.municipality_id.chosen if "municipality_id" in self else None,
            cells={year: self[f"year_{year}"].data or "" for year in self.years},
            **_standing(self),
        )

    @property
    def placed_after(self) -> int | None:
        """The measure that it stands after; nothing for the end of its own table."""
        return None if self.after.data == LAST else self.after.data


def measure_form(
    plan: Plan, measure: PlanMeasure | None = None, **given: Any
) -> "MeasureForm | AdoptedMeasureForm":
    """The form of a measure: new, or as it stands; of an adopted plan only what may still change.

    `formdata=None` makes it from what is stored, whatever is being sent.
    """
    held: dict[str, Any] = {}
    if measure is not None:
        names = (
            "title",
            "section",
            "start_status",
            "is_new",
            "municipality_id",
            "status",
            "goal_id",
            "target_group",
            "evaluate_by",
            "note",
            "version",
        )
        held = {name: getattr(measure, name) for name in names}
        held["owners"] = "\n".join(owner.role for owner in measure.owners)
        held |= {f"year_{cell.year}": cell.text for cell in measure.years}
    if is_adopted(plan):
        return AdoptedMeasureForm(data=held, **given)
    years = range(plan.first_year, plan.last_year + 1)
    fields: dict[str, Any] = {
        f"year_{year}": StringField(str(year), filters=[one_line], validators=[_cell_fits]) for year in years
    }
    # The years of the plan decide how many fields there are.
    made: MeasureForm = type("MeasureForm", (MeasureForm,), {"years": years, **fields})(
        data={"status": MeasureStatus.NOT_BEGUN, **held}, **given
    )
    return made


def _cell_fits(form: Any, field: Any) -> None:
    Length(max=LONGEST_CELL, message=_("Teksten er for lang. Skriv høyst %(max)d tegn."))(form, field)
    _no_identity_number(form, field)


def _offer_goals(form: Any, offered: Offered) -> None:
    form.goal_id.choices = [
        SelectChoice(0, _("Ikke knyttet til noe mål")),
        *(SelectChoice(id_, text) for id_, text in offered.goals),
    ]


def _standing(form: Any) -> dict[str, Any]:
    return {
        "status": form.status.data,
        "owners": owner_lines(form.owners.data),
        "goal_id": form.goal_id.chosen,
        "target_group": form.target_group.data or None,
        "evaluate_by": form.evaluate_by.data,
        "note": form.note.data or "",
    }


class YearTextForm(VersionedForm):
    """What shall be done with a measure in a year, while the plan is under work."""

    text = text_field(_l("Hva som skal gjøres"), longest=LONGEST_CELL)
    due_on = DateField(_l("Frist"), description=_l("Bare når planen har en frist innen året."))


class YearFollowUpForm(VersionedForm):
    """What came of a measure in a year."""

    outcome = EnumRadio(_l("Hva ble det til?"), YearOutcome, _l("Velg hva det ble til."))
    evidence = area_field(
        _l("Hva ble gjort?"),
        longest=LONGEST_EVIDENCE,
        description=_l(
            "Kort, med antall der det finnes. Teksten kan brukes i årsmeldingen. Ikke navn på folk."
        ),
    )
    followed_up_on = DateField(_l("Fulgt opp"))
    status = EnumSelect(_l("Hvordan tiltaket står nå"), MeasureStatus, _l("Velg hvordan tiltaket står."))

    def told(self, today: date) -> YearFollowUp:
        """What is typed; the day is today's where something is told and no day is."""
        outcome: YearOutcome = self.outcome.data
        day = self.followed_up_on.data or (None if outcome is YearOutcome.PLANNED else today)
        return YearFollowUp(outcome, self.evidence.data or "", day, self.status.data)


class TableForm(BaseForm):
    """A measures table, pasted."""

    section = text_field(
        _l("Hva tabellen heter"),
        longest=LONGEST_SECTION,
        description=_l("For eksempel «Barn og unge». Står navnet over tabellen i teksten, brukes det."),
    )
    # Tabs at either end are cells without text, so the text is not trimmed.
    table = TextAreaField(
        _l("Tabellen"),
        filters=[lambda text: plain_signs(text) if isinstance(text, str) else text],
        validators=[
            Filled(message=_l("Lim inn tabellen.")),
            Length(max=LONGEST_TABLE, message=_l("Teksten er for lang. Lim inn en del om gangen.")),
            lambda form, field: _no_identity_number(form, field),
        ],
    )
    confirmed = HiddenField()
    """Set on the page where the rows have been looked through."""


def _no_identity_number(_form: Any, field: Any) -> None:
    if holds_identity_number(field.data or ""):
        raise StopValidation(_("Her står det et fødselsnummer. Ta det bort før du går videre."))


def owner_choices(measures: Sequence[PlanMeasure]) -> list[tuple[str, str]]:
    """The owners of some measures to choose from, each once, as they are first written."""
    known: dict[str, str] = {}
    for measure in measures:
        for owner in measure.owners:
            known.setdefault(owner.role.casefold(), owner.role)
    others = {one.casefold() for one in owners_of("m.fl.")}
    return sorted(((key, role) for key, role in known.items() if key not in others), key=lambda pair: pair[0])
