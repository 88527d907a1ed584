"""Forms of the parts of a plan: roles, chapters, goals, costs, indicators, references, annexes, figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app import clock
from app.billing.fields import MoneyField
from app.fields import DateField, EnumRadio, EnumSelect
from app.forms import VersionedForm, area_field, text_field
from app.prevention.forms.plan_fields import (
    ChosenField,
    PerCentField,
    PositionShareField,
    WholeNumberField,
    year_field,
)
from app.prevention.service.plan_parts import FIRST
from fees.money import Money
from fees.plans import CostEstimate, Funding, GoalOrigin

LAST = -1
"""Stands for the place after all others."""
REFERENCE_SORTS = (("law", _l("Lov eller forskrift")), ("plan", _l("Plan")), ("guide", _l("Veileder")))


@dataclass(frozen=True)
class Offered:
    """What the fields of a part may point to."""

    goals: Sequence[tuple[int, str]] = ()
    measures: Sequence[tuple[int, str]] = ()
    own: tuple[int, str] | None = None
    """The municipality of the one who writes; nothing where the plan has no other."""
    others: Sequence[tuple[int, str]] = ()
    """The parts of the same kind, in order, without the one that is written."""


class PlanPartForm(VersionedForm):
    """A part of a plan; its fields bear the names of the columns."""

    columns: ClassVar[tuple[str, ...]] = ()
    after = SelectField(_l("Plassering"), coerce=int, choices=[], default=LAST)

    def offer(self, offered: Offered) -> None:
        """What may be chosen, and after which part this one may stand."""
        self.after.choices = [
            SelectChoice(FIRST, _("Først")),
            *(SelectChoice(id_, _("Etter «%(name)s»", name=name)) for id_, name in offered.others),
        ]
        if self.after.data == LAST:
            self.after.data = offered.others[-1][0] if offered.others else FIRST
        for name in ("goal_id", "parent_id"):
            if name in self:
                self[name].choices = _with_none(_("Ikke knyttet til noe mål"), offered.goals)
        if "measure_id" in self:
            self["measure_id"].choices = _with_none(_("Hele planen"), offered.measures)
        if "municipality_id" in self:
            if offered.own is None:
                del self["municipality_id"]
            else:
                self["municipality_id"].choices = _with_none(_("Alle kommunene i planen"), [offered.own])

    @property
    def values(self) -> dict[str, Any]:
        """What is typed, by column."""
        held = {name: self[name] for name in self.columns if name in self}
        return {name: _stored(name, field) for name, field in held.items()}


def _stored(name: str, field: Any) -> Any:
    if isinstance(field, ChosenField):
        return field.chosen
    if isinstance(field.data, Money):
        return field.data.ore
    # A choice that may be left open holds nothing, and not an empty text.
    return field.data or None if isinstance(field, EnumSelect) else field.data


def _with_none(none: str, rows: Sequence[tuple[int, str]]) -> list[SelectChoice]:
    return [SelectChoice(0, none), *(SelectChoice(id_, name) for id_, name in rows)]


class ChapterForm(PlanPartForm):
    """A chapter of the text."""

    columns = ("heading", "text")
    heading = text_field(_l("Overskrift"), _l("Skriv overskriften."), longest=160)
    text = area_field(_l("Tekst"))


class GoalForm(PlanPartForm):
    """A goal."""

    columns = ("text", "origin", "parent_id")
    text = text_field(_l("Mål"), _l("Skriv målet."), longest=400)
    origin = EnumRadio(
        _l("Hvor målet kommer fra"),
        GoalOrigin,
        _l("Velg om målet er nasjonalt eller lokalt."),
        default=GoalOrigin.LOCAL,
    )
    parent_id = ChosenField(_l("Er en del av målet"))


class RoleForm(PlanPartForm):
    """A role that the plan gives."""

    columns = ("title", "task", "municipality_id", "first_day", "last_day")
    after = None
    title = text_field(
        _l("Stilling eller gruppe"),
        _l("Skriv stillingen eller gruppen."),
        description=_l("Skriv tittelen, for eksempel «SLT-koordinator», og ikke navnet på den som har den."),
    )
    task = text_field(_l("Oppgave i planen"), _l("Skriv hva oppgaven er."), longest=200)
    municipality_id = ChosenField(_l("Gjelder"))
    first_day = DateField(_l("Fra"))
    last_day = DateField(_l("Til og med"))

    def validate(self, extra_validators: Any = None) -> bool:
        """The last day is not before the first, and does not stand alone."""
        valid: bool = super().validate(extra_validators)
        first, last = self.first_day.data, self.last_day.data
        if self.last_day.errors or last is None:
            return valid
        if first is None:
            self.first_day.errors = [
                *self.first_day.errors,
                _("Skriv fra hvilken dag, når siste dag er satt."),
            ]
            return False
        if last < first:
            self.last_day.errors = [_("Siste dag kan ikke være før første dag. Rett datoene.")]
            return False
        return valid

    def offer(self, offered: Offered) -> None:
        """A role has no place in a row."""
        if offered.own is None:
            del self.municipality_id
        else:
            self.municipality_id.choices = _with_none(_("Alle kommunene i planen"), [offered.own])


class CostForm(PlanPartForm):
    """An economic consequence of the plan."""

    columns = (
        "text",
        "measure_id",
        "estimate",
        "amount_ore",
        "period",
        "position_share",
        "reason",
        "next_step",
        "funding",
        "funding_text",
        "later_funding",
        "later_text",
    )
    text = text_field(_l("Hva koster det?"), _l("Skriv hva kostnaden gjelder."), longest=200)
    measure_id = ChosenField(_l("Tiltak"))
    estimate = EnumRadio(
        _l("Anslag"), CostEstimate, _l("Velg om kostnaden er anslått."), default=CostEstimate.ESTIMATED
    )
    amount_ore = MoneyField(_l("Beløp"))
    period = text_field(
        _l("Beløpet gjelder"),
        longest=40,
        description=_l("For eksempel «per år», «per måned» eller «engangs»."),
    )
    position_share = PositionShareField(_l("Stilling"), description=_l("50 er en halv stilling."))
    reason = text_field(_l("Hvorfor er det ikke anslått?"), longest=400)
    next_step = text_field(_l("Neste steg"), longest=200)
    funding = EnumSelect(_l("Finansiering"), Funding, empty=_l("Ikke sagt"))
    funding_text = text_field(_l("Mer om finansieringen"), longest=200)
    later_funding = EnumSelect(_l("Finansiering senere"), Funding, empty=_l("Ingen endring planlagt"))
    later_text = text_field(
        _l("Når og på hvilket vilkår"),
        longest=200,
        description=_l("For eksempel «fra 2018, hvis resultatene er gode»."),
    )


class IndicatorForm(PlanPartForm):
    """Something that is counted."""

    columns = ("name", "unit", "source", "goal_id", "rises_with_work")
    name = text_field(_l("Hva som telles"), _l("Skriv hva som telles."), longest=200)
    unit = text_field(_l("Enhet"), longest=40, description=_l("For eksempel «personer» eller «saker»."))
    source = text_field(
        _l("Kilde"), longest=200, description=_l("Gjelder alle tallene som ikke har en egen kilde.")
    )
    goal_id = ChosenField(_l("Måler målet"))
    rises_with_work = BooleanField(
        _l("Mer arbeid avdekker flere, så et høyere tall trenger ikke bety at det går dårligere")
    )


class ReferenceForm(PlanPartForm):
    """What the plan builds on."""

    columns = ("sort", "title", "url", "remark")
    sort = SelectField(
        _l("Slag"),
        choices=[SelectChoice(value, text) for value, text in REFERENCE_SORTS],
        invalid_choice_message=_l("Velg hva slags grunnlag det er."),
    )
    title = text_field(_l("Navn"), _l("Skriv navnet på loven, planen eller veilederen."), longest=200)
    url = text_field(_l("Lenke"), longest=300)
    remark = text_field(
        _l("Merknad"), longest=300, description=_l("For eksempel «ikke vedtatt ennå» eller «opphevet».")
    )

    def validate_url(self, field: Any) -> None:
        """A page on the web, and nothing that a browser would run."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise ValidationError(_("Lenken må begynne med https://."))


class AnnexForm(PlanPartForm):
    """An annex, with or without its file."""

    columns = ("title", "edition_text", "public")
    title = text_field(_l("Navn på vedlegget"), _l("Skriv navnet på vedlegget."), longest=160)
    edition_text = text_field(_l("Utgave eller dato"), longest=40)
    file = FileField(
        _l("Fil"), description=_l("La feltet stå tomt når vedlegget er nevnt i planen, men ikke finnes her.")
    )
    public = BooleanField(_l("Vis vedlegget på kommunens åpne sider"))


class ValueForm(PlanPartForm):
    """A figure of an indicator."""

    columns = (
        "figure",
        "municipality_id",
        "year",
        "dated_on",
        "part",
        "whole",
        "stated_share",
        "source",
        "comment",
    )
    after = None
    figure = text_field(
        _l("Tallet slik det er oppgitt"),
        _l("Skriv tallet."),
        longest=40,
        description=_l("For eksempel 283 eller 6–10."),
    )
    municipality_id = ChosenField(_l("Gjelder"))
    year = year_field(_l("År"))
    dated_on = DateField(_l("Tallet er fra dagen"))
    part = WholeNumberField(_l("Antall"))
    whole = WholeNumberField(_l("Av i alt"), least=1)
    stated_share = PerCentField(_l("Andelen slik den er oppgitt"))
    source = text_field(_l("Kilde"), longest=200)
    comment = text_field(_l("Merknad"), longest=400)

    def offer(self, offered: Offered) -> None:
        """A figure has no place in a row."""
        if offered.own is None:
            del self.municipality_id
        else:
            self.municipality_id.choices = _with_none(_("Alle kommunene i planen"), [offered.own])

    def validate_dated_on(self, field: Any) -> None:
        """A figure is of a day that has been."""
        if field.data is not None and field.data > clock.today():
            raise ValidationError(_("Dagen kan ikke være etter i dag."))

    def validate(self, extra_validators: Any = None) -> bool:
        """A part and its whole come together, and the part is not the larger."""
        valid: bool = super().validate(extra_validators)
        part, whole = self.part.data, self.whole.data
        if self.part.errors or self.whole.errors:
            return valid
        if (part is None) != (whole is None):
            missing = self.part if part is None else self.whole
            missing.errors = [_("Skriv både antallet og helheten, eller la begge stå tomme.")]
            return False
        if part is not None and whole is not None and part > whole:
            self.part.errors = [
                _("%(part)s av %(whole)s kan ikke stemme. Rett tallene.", part=str(part), whole=str(whole))
            ]
            return False
        return valid
