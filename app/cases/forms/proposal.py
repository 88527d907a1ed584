"""Forms for a proposal and for what a political body voted."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.cases.granted import WeekHours
from app.cases.queries.conditions import LibraryCondition
from app.cases.service.proposals import ConditionEntry, ProposalEntry
from app.fields import DateField, EnumRadio, HoursField
from app.forms import VersionedForm, area_field, text_field
from app.labels import groups_text
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import Group, group_set_code, group_set_from_code

LONGEST_REASONS = 40_000
USE_MARK = "*"


class ProposalForm(VersionedForm):
    """What is proposed: outcome, extent, conditions and reasons."""

    outcome = EnumRadio(_l("Forslag"), DecisionOutcome, _l("Velg hva du foreslår."))
    groups = SelectField(_l("Grupper"), choices=[])
    indoor_ordinary = HoursField(_l("Tid inne"))
    indoor_other = HoursField(_l("Tid inne, fredag og lørdag"))
    outdoor_ordinary = HoursField(_l("Tid ute"))
    outdoor_other = HoursField(_l("Tid ute, fredag og lørdag"))
    spirits_ordinary = HoursField(_l("Tid for gruppe 3"))
    spirits_other = HoursField(_l("Tid for gruppe 3, fredag og lørdag"))
    first_day = DateField(_l("Gjelder fra"))
    last_day = DateField(_l("Varer til og med"))
    library = SelectMultipleField(_l("Vilkår fra retningslinjene"), choices=[])
    own_conditions = area_field(
        _l("Egne vilkår"),
        description=_l(
            "Ett på hver linje. Skriv * foran et vilkår som må være oppfylt før bevillingen brukes."
        ),
        longest=4000,
    )
    reasons = area_field(_l("Begrunnelse"), _l("Skriv begrunnelsen for vedtaket."), longest=LONGEST_REASONS)
    deviation = area_field(
        _l("Hvorfor funnene fravikes"),
        description=_l(
            "Må fylles ut når forslaget går imot et funn, eller når vandelen må vurderes."
            " Kommer med i brevet."
        ),
        longest=4000,
    )

    # A change keeps the period of its licence, and may ask for no hours at all.
    asks_period = asks_hours = asks_indoors = True
    kept_last_day: date | None = None

    def offer(
        self, asked_groups: str, sets: list[tuple[Group, ...]], library: list[LibraryCondition]
    ) -> None:
        """The groups that may be granted, and the conditions of the policy."""
        self.groups.choices = [
            SelectChoice(group_set_code(groups), groups_text(groups).capitalize())
            for groups in sets
            if set(groups) <= set(group_set_from_code(asked_groups))
        ]
        self.library.choices = [SelectChoice(str(row.id), row.title) for row in library]
        self.conditions_by_id = {row.id: row for row in library}

    drafted: tuple[DecisionOutcome | None, str] = (None, "")

    def hold_against(self, outcome: DecisionOutcome | None, reasons: str | None) -> None:
        """The outcome and reasons that the form was drafted with: reasons for one outcome fit no other."""
        self.drafted = (outcome, " ".join((reasons or "").split()))

    def validate_reasons(self, field: Any) -> None:
        """Reasons drafted for one outcome are rewritten for another."""
        outcome, reasons = self.drafted
        same = bool(reasons) and " ".join((field.data or "").split()) == reasons
        if same and outcome is not None and self.outcome.data is not outcome:
            raise StopValidation(
                _(
                    "Begrunnelsen er skrevet for et annet utfall."
                    " Skriv den om, så den passer til det du har valgt."
                )
            )

    def validate_last_day(self, field: Any) -> None:
        """A grant has a last day."""
        if self.asks_period and self.outcome.data in GRANTING and field.data is None:
            raise StopValidation(_("Skriv hvor lenge bevillingen varer."))

    def validate_indoor_ordinary(self, field: Any) -> None:
        """A grant has hours somewhere."""
        hours = (self.indoor_ordinary, self.indoor_other, self.outdoor_ordinary, self.outdoor_other)
        if self.asks_hours and self.outcome.data in GRANTING and all(part.data is None for part in hours):
            raise StopValidation(_("Skriv tiden det gis bevilling for."))

    def entry(self) -> ProposalEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        return ProposalEntry(
            outcome=self.outcome.data,
            groups=group_set_from_code(self.groups.data),
            week=WeekHours(
                indoor=(self.indoor_ordinary.data, self.indoor_other.data),
                outdoor=(self.outdoor_ordinary.data, self.outdoor_other.data),
                spirits=(self.spirits_ordinary.data, self.spirits_other.data),
            ),
            first_day=self.first_day.data,
            last_day=self.last_day.data if self.asks_period else self.kept_last_day,
            conditions=self._conditions(),
            reasons=self.reasons.data,
            deviation=self.deviation.data or "",
        )

    def _conditions(self) -> tuple[ConditionEntry, ...]:
        chosen = [self.conditions_by_id[number] for number in self.library.data or ()]
        own = (line.strip() for line in (self.own_conditions.data or "").splitlines())
        return (
            *(ConditionEntry(row.text, row.before_use, row.proof, row.due_days, row.id) for row in chosen),
            *(
                ConditionEntry(line.removeprefix(USE_MARK).strip(), before_use=line.startswith(USE_MARK))
                for line in own
                if line.removeprefix(USE_MARK).strip()
            ),
        )


class BodyDecisionForm(ProposalForm):
    """What a political body decided, keyed from its minutes."""

    body = text_field(_l("Utvalg"), _l("Skriv hvilket utvalg som vedtok."), longest=80)
    met_on = DateField(_l("Møtedato"), _l("Skriv datoen for møtet."))
    case_number = text_field(
        _l("Saksnummer i møtet"), _l("Skriv saksnummeret, for eksempel PS 4/27."), longest=20
    )
    voted_text = area_field(_l("Vedtatt tekst"), _l("Skriv teksten slik den ble vedtatt."), longest=8000)
