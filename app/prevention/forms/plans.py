"""Forms of a plan as a whole: begun, changed, adopted, discarded, ended, and its lines carried on."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app import clock
from app.fields import DateField
from app.forms import BaseForm, VersionedForm, area_field, row_id, text_field
from app.prevention.forms.plan_fields import ChosenField, year_field
from app.prevention.service.plans import Adoption, FollowUp, NewPlan, PlanRecord

LONGEST_TITLE = 160
LONGEST_REASON = 400


def ticks_field(label: Any) -> SelectMultipleField:
    """Rows of which several may be ticked."""
    return SelectMultipleField(
        label, coerce=row_id, choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class _PlaceAmongPlans:
    """Which plan comes before, and which alcohol policy belongs to the plan."""

    predecessor_id = ChosenField(_l("Forrige plan"))
    predecessor_text = text_field(
        _l("Forrige plan, når den ikke er i systemet"),
        longest=LONGEST_TITLE,
        description=_l("Skriv for eksempel «Planen fra 2008», eller «Ingen, dette er den første»."),
    )
    policy_series = SelectField(_l("Alkoholpolitiske retningslinjer"), choices=[], default="")
    source = area_field(
        _l("Hvor teksten kommer fra"),
        longest=2000,
        description=_l("For eksempel hvilket dokument planen er skrevet av fra."),
    )
    invented = BooleanField(_l("Planen er oppdiktet, til opplæring eller demo"))

    def offer(self, plans: Iterable[tuple[int, str]], policies: Iterable[tuple[str, str]]) -> None:
        """The plans and the policies that may be chosen."""
        self.predecessor_id.choices = [
            SelectChoice(0, _("Ingen i systemet")),
            *(SelectChoice(id_, title) for id_, title in plans),
        ]
        offered = [*policies]
        stored = self.policy_series.object_data
        if stored and stored not in {series for series, _name in offered}:
            offered.append((stored, _("%(series)s (finnes ikke lenger)", series=stored)))
        self.policy_series.choices = [
            SelectChoice("", _("Ikke valgt")),
            *(SelectChoice(series, name) for series, name in offered),
        ]


class _Record(_PlaceAmongPlans):
    """What is told of a plan that no council has adopted."""

    title = text_field(_l("Navn på planen"), _l("Skriv hva planen heter."), longest=LONGEST_TITLE)
    first_year = year_field(_l("Første år"), _l("Skriv det første året planen gjelder."))
    last_year = year_field(_l("Siste år"), _l("Skriv det siste året planen gjelder."))
    summary = area_field(
        _l("Sammendrag"), description=_l("Planen på én side, i vanlig språk. Innbyggerne leser dette først.")
    )
    evaluation = area_field(_l("Evaluering"), description=_l("Hvordan og når planen skal evalueres."))


def _period_is_right(form: Any) -> bool:
    first, last = form.first_year.data, form.last_year.data
    if first is None or last is None or last >= first:
        return True
    form.last_year.errors = [
        _("Planen kan ikke slutte i %(last)s når den begynner i %(first)s.", last=str(last), first=str(first))
    ]
    return False


class BeginPlanForm(_Record, BaseForm):
    """A plan that is begun, for one municipality or several."""

    municipality_ids = ticks_field(_l("Sammen med"))

    def validate(self, extra_validators: Any = None) -> bool:
        """The period does not end before it begins."""
        valid: bool = super().validate(extra_validators)
        return _period_is_right(self) and valid

    @property
    def new(self) -> NewPlan:
        """The plan as it is typed."""
        return NewPlan(
            municipality_ids=tuple(self.municipality_ids.data or ()) if "municipality_ids" in self else (),
            **_told(self, NewPlan, leave_out=("municipality_ids",)),
        )


class PlanForm(_Record, VersionedForm):
    """What is told of a plan that is under work."""

    def validate(self, extra_validators: Any = None) -> bool:
        """The period does not end before it begins."""
        valid: bool = super().validate(extra_validators)
        return _period_is_right(self) and valid

    @property
    def record(self) -> PlanRecord:
        """The plan as it is typed."""
        return PlanRecord(**_told(self, PlanRecord))


class FollowUpForm(_PlaceAmongPlans, VersionedForm):
    """What may still be told of a plan that is adopted."""

    published = BooleanField(_l("Vis planen på kommunens åpne sider"))

    @property
    def record(self) -> FollowUp:
        """The plan as it is typed."""
        return FollowUp(**_told(self, FollowUp))


def _told(form: Any, kind: Any, leave_out: Sequence[str] = ()) -> dict[str, Any]:
    """What a form holds for the fields of a record."""
    values = {name: form[name].data for name in kind.__dataclass_fields__ if name not in leave_out}
    return {**values, "predecessor_id": form.predecessor_id.chosen}


class AdoptForm(VersionedForm):
    """What a council decided."""

    body = text_field(_l("Vedtatt av"), _l("Skriv hvilket organ som vedtok planen."), longest=80)
    decided_on = DateField(_l("Vedtaksdato"), _l("Skriv datoen planen ble vedtatt."))
    case_number = text_field(_l("Saksnummer"), _l("Skriv saksnummeret, for eksempel PS 88/26."), longest=40)
    published = BooleanField(_l("Vis planen på kommunens åpne sider"), default=True)

    def validate_decided_on(self, field: Any) -> None:
        """It has happened."""
        if field.data is not None and field.data > clock.today():
            raise ValidationError(_("Dagen kan ikke være etter i dag."))

    @property
    def adoption(self) -> Adoption:
        """The decision as it is typed."""
        return Adoption(self.body.data, self.decided_on.data, self.case_number.data)


class ReasonForm(VersionedForm):
    """Why something is put away or taken back."""

    reason = area_field(_l("Grunn"), _l("Skriv hvorfor."), longest=LONGEST_REASON)


class EndPlanForm(VersionedForm):
    """What a plan led to."""

    closing_result = area_field(
        _l("Resultater i planperioden"),
        _l("Skriv hva planen førte til."),
        description=_l("Hva er oppnådd, og hva ble ikke gjort og hvorfor? Skriv ikke om enkeltpersoner."),
    )


class CarryOnForm(BaseForm):
    """The lines that go on in the next plan."""

    into_id = SelectField(
        _l("Føres videre til"),
        coerce=row_id,
        choices=[],
        invalid_choice_message=_l("Velg planen tiltakene skal føres videre til."),
        invalid_value_message=_l("Velg planen tiltakene skal føres videre til."),
    )
    measures = ticks_field(_l("Tiltak"))

    def validate_measures(self, field: Any) -> None:
        """Something is chosen."""
        if not field.data:
            raise ValidationError(_("Velg minst ett tiltak som skal føres videre."))
