"""The part of a rule's form that is its kind's own: what the rule does, one form for each family."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField

from app.events.fields import AmountField
from app.fields import DayOfYearField
from app.forms import area_field, text_field
from app.policy.forms.conditions import (
    AnswerTestForm,
    facts_offered,
    in_order,
    offered,
    row_of_test,
)
from app.policy.forms.fields import (
    LONG,
    SHORT,
    AlwaysOneOf,
    ClockField,
    LinesField,
    ManyOf,
    NameField,
    NamesField,
    OneOf,
    PartForm,
    SaidField,
    WholeField,
)
from app.policy.forms.tariffs import LowTurnoverField, TariffForm
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.matters import Matter
from licensing.policy import (
    Allow,
    CapEffect,
    CapScope,
    CapSpan,
    CapStated,
    ConditionEffect,
    DelegationEffect,
    EventEffect,
    FactorEffect,
    FeeEffect,
    HoursEffect,
    Overflow,
    PlaceEffect,
    Policy,
    Relative,
    RenewalEffect,
    RenewalMode,
    RuleKind,
    StatementsEffect,
    TurnoverEffect,
    Unmet,
)

A_DAY_OF_MINUTES = 1440
A_YEAR = 366


class EffectForm(PartForm):
    """What the forms of all families share: fields that are named as the effect's own."""

    record: Any = None

    def offer(self, policy: Policy, before: Any) -> None:
        """Offer what the policy has names for."""

    def effect(self, before: Any) -> Any:
        """The effect that a valid form says; lists keep the order that they had before."""
        return self.record(**dict(self._values(before)))

    def _values(self, before: Any) -> Iterator[tuple[str, Any]]:
        for field in fields(self.record):
            if field.name not in self:
                continue
            value = self[field.name].data
            if isinstance(value, list):
                value = in_order(value, getattr(before, field.name, ()))
            # A text that was left out is empty; any other field may be None.
            yield field.name, "" if value is None and field.default == "" else value


class RelativeForm(PartForm):
    """Hours that follow a trip or a show."""

    begins = NameField(_l("Begynner ved"))
    before = WholeField(_l("Minutter før"), most=A_DAY_OF_MINUTES)
    ends = NameField(_l("Slutter ved"))
    after = WholeField(_l("Minutter etter"), most=A_DAY_OF_MINUTES)

    def validate(self, extra_validators: Any = None) -> bool:
        """Both times are named, or nothing is said."""
        valid: bool = super().validate(extra_validators)
        said = (self.begins.data, self.before.data, self.ends.data, self.after.data)
        if any(one not in (None, "") for one in said):
            for name in (self.begins, self.ends):
                if not name.data:
                    name.errors = [_("Velg hvilket klokkeslett det gjelder.")]
                    valid = False
        return valid

    @property
    def relative(self) -> Relative | None:
        """What the part says."""
        if not self.begins.data:
            return None
        return Relative(self.begins.data, self.before.data or 0, self.ends.data, self.after.data or 0)


class HoursForm(EffectForm):
    """Hours."""

    record = HoursEffect

    earliest = ClockField(_l("Fra klokken"))
    latest = ClockField(_l("Til klokken"), ends=True)
    closed = BooleanField(_l("Ikke tillatt i det hele tatt"))
    same_as_area = OneOf(_l("Samme tid som"), AreaKind)
    same_as_rule = NameField(_l("Samme tid som regel"))
    relative = FormField(RelativeForm)
    may_shorten = BooleanField(_l("Tiden kan settes kortere for det enkelte stedet"))

    def validate(self, extra_validators: Any = None) -> bool:
        """The end comes after the beginning, and the rule says something."""
        valid: bool = super().validate(extra_validators)
        first, last = self.earliest.data, self.latest.data
        if first is not None and last is not None and last <= first:
            self.latest.errors = [_("Tiden slutter før den begynner. Rett klokkeslettene.")]
            valid = False
        return valid

    def offer(self, policy: Policy, before: HoursEffect | None) -> None:
        """The questions answered with a time, and the other rules on hours."""
        relative = before.relative if before else None
        named = [relative.begins, relative.ends] if relative else []
        for field in (self.relative.form.begins, self.relative.form.ends):
            field.choices = [*offered({"": _("Velg")}, ()), *facts_offered(policy, named)]
        codes = {rule.code: rule.code for rule in policy.hours}
        same = [before.same_as_rule] if before and before.same_as_rule else []
        self.same_as_rule.choices = [*offered({"": _("Ingen")}, ()), *offered(codes, same)]

    def effect(self, before: Any) -> HoursEffect:
        """The hours; those that follow something else are a record of their own."""
        values = dict(self._values(before)) | {"relative": self.relative.form.relative}
        return HoursEffect(**values)


class CapForm(EffectForm):
    """A cap."""

    record = CapEffect

    stated = AlwaysOneOf(_l("Hva sier teksten?"), CapStated)
    limit = WholeField(_l("Høyst"))
    percent = WholeField(_l("Prosent"), most=100)
    percent_of = OneOf(_l("Prosent av"), LicenceKind, empty=_l("Alle bevillinger"))
    span = AlwaysOneOf(_l("Telles"), CapSpan, CapSpan.UNSPECIFIED)
    scope = AlwaysOneOf(_l("Telles i"), CapScope)
    counts = text_field(_l("Hva som telles"), longest=SHORT)
    exempt = ManyOf(_l("Telles ikke med"), VenueCategory)
    overflow = AlwaysOneOf(_l("Når taket er nådd"), Overflow, Overflow.UNSPECIFIED)
    transfer_keeps_seat = SaidField(_l("Beholder en ny eier plassen?"))
    pending_reserves = SaidField(_l("Holder søknader under behandling av plass?"))
    may_exceed = text_field(_l("Hvem kan gå over taket?"), longest=SHORT)


class PlaceForm(EffectForm):
    """Who can get a licence."""

    record = PlaceEffect

    allow = OneOf(_l("Steder som dette"), Allow)
    only_categories = ManyOf(_l("Bare disse typene får bevilling"), VenueCategory)
    only_where = text_field(_l("Bare denne delen av stedet"), longest=SHORT)
    only_where_fact = NameField(_l("Opplysningen som sier om det er en slik del"))
    only_groups = ManyOf(_l("Bare disse gruppene"), Group)

    def offer(self, policy: Policy, before: PlaceEffect | None) -> None:
        """The questions of the policy."""
        named = [before.only_where_fact] if before and before.only_where_fact else []
        self.only_where_fact.choices = [*offered({"": _("Ingen")}, ()), *facts_offered(policy, named)]


class ConditionForm(EffectForm):
    """A condition."""

    record = ConditionEffect

    text = area_field(_l("Vilkåret"), _l("Skriv vilkåret."), longest=LONG)
    proof = text_field(_l("Dokumentasjon"), longest=SHORT)
    due_days = WholeField(_l("Frist etter vedtaket"), most=3650)
    before_use = BooleanField(_l("Må være oppfylt før bevillingen tas i bruk"))
    standard = BooleanField(_l("Settes i alle slike bevillinger"), default=True)
    test = FormField(AnswerTestForm)
    unmet = AlwaysOneOf(_l("Når det ikke er oppfylt"), Unmet)
    question = text_field(_l("Spørsmål til søkeren når det ikke er oppfylt"), longest=SHORT)

    def offer(self, policy: Policy, before: ConditionEffect | None) -> None:
        """The questions of the policy."""
        named = [before.test.fact] if before and before.test else []
        self.test.form.policy = policy
        self.test.form.fact.choices = [*offered({"": _("Ingen")}, ()), *facts_offered(policy, named)]

    def effect(self, before: Any) -> ConditionEffect:
        """The condition; its test is a record of its own."""
        return ConditionEffect(**(dict(self._values(before)) | {"test": self.test.form.test}))


class FactorForm(EffectForm):
    """Something to weigh."""

    record = FactorEffect

    text = area_field(_l("Hva som skal vurderes"), _l("Skriv hva som skal vurderes."), longest=LONG)
    prefer_categories = ManyOf(_l("Taler for disse typene"), VenueCategory)
    prefer_zones = NamesField(_l("Taler for disse sonene"))

    def offer(self, policy: Policy, before: FactorEffect | None) -> None:
        """The zones of the policy."""
        zones = {zone.code: zone.name or zone.code for zone in policy.zones}
        self.prefer_zones.choices = offered(zones, before.prefer_zones if before else ())


class EventForm(EffectForm):
    """What is asked of events."""

    record = EventEffect

    notice_days = WholeField(_l("Søknaden må komme senest"), most=A_YEAR)
    most_days = WholeField(_l("Lengste enkeltanledning"), least=1, most=A_YEAR)
    principal_guests = WholeField(_l("Spør om saken er prinsipiell fra"), least=1)
    responsible_age = WholeField(_l("Den ansvarlige må ha fylt"), least=18, most=99)
    deputy_required = SaidField(_l("Kreves det stedfortreder?"))
    ask_statements = SaidField(_l("Spørres politi og sosialtjeneste hver gang?"))


class DelegationForm(EffectForm):
    """Who decides."""

    record = DelegationEffect

    mode = OneOf(_l("Hvordan det avgjøres"), DelegationMode, empty=_l("Delegerer ikke, nevner bare hvem"))
    body = text_field(_l("Hvem som avgjør"), longest=SHORT)
    matter = OneOf(_l("Sakstype"), Matter, empty=_l("Alle"))
    outcome = OneOf(_l("Utfall"), DecisionOutcome, empty=_l("Alle"))
    prepares = text_field(_l("Forbereder"), longest=SHORT)
    proposes = text_field(_l("Foreslår"), longest=SHORT)
    complaint_first = text_field(_l("Klage går først til"), longest=SHORT)
    principal_to = text_field(_l("Prinsipielle saker går til"), longest=SHORT)
    basis = text_field(_l("Delegasjonsvedtak"), longest=SHORT)


class StatementsForm(EffectForm):
    """Who else is heard."""

    record = StatementsEffect

    bodies = LinesField(_l("Hvem som uttaler seg"))
    weight = area_field(_l("Vekten av en uttalelse"), longest=LONG)


class TurnoverForm(EffectForm):
    """When the turnover statement is due."""

    record = TurnoverEffect

    due = DayOfYearField(_l("Innen"))
    days_after = WholeField(_l("Etter et arrangement"), most=A_YEAR)


class RenewalForm(EffectForm):
    """How licences are renewed."""

    record = RenewalEffect

    mode = AlwaysOneOf(_l("Hvordan det gjøres"), RenewalMode)
    terms_by = text_field(_l("Hvem som kan sette nye vilkår"), longest=SHORT)


class FeeForm(EffectForm):
    """What the municipality takes for events, and the lower minimums at low turnover."""

    record = FeeEffect

    single_ore = AmountField(_l("Enkelt anledning"))
    tariff = FormField(TariffForm)
    ambulatory_ore = AmountField(_l("Ambulerende bevilling"))
    once_ore = AmountField(_l("Utvidelse for én anledning"))
    admin_ore = AmountField(_l("Tillegg for behandlingen"))
    missing_statement_ore = AmountField(_l("Tillegg når omsetningsoppgaven mangler"))
    low_turnover = LowTurnoverField(_l("Lavere minstegebyr ved lav omsetning"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A single occasion has one amount or a tariff."""
        valid: bool = super().validate(extra_validators)
        if self.single_ore.data is not None and self.tariff.form.method.data:
            self.single_ore.errors = [_("Skriv ett beløp eller velg en takst, ikke begge deler.")]
            valid = False
        return valid

    def effect(self, before: Any) -> FeeEffect:
        """The fees; the tariff is a record of its own."""
        return FeeEffect(**(dict(self._values(before)) | {"tariff": self.tariff.form.tariff}))


FORM_OF: dict[RuleKind, type[EffectForm]] = {
    RuleKind.HOURS: HoursForm,
    RuleKind.OPENING: HoursForm,
    RuleKind.CAP: CapForm,
    RuleKind.PLACE: PlaceForm,
    RuleKind.CONDITION: ConditionForm,
    RuleKind.FACTOR: FactorForm,
    RuleKind.EVENT: EventForm,
    RuleKind.DELEGATION: DelegationForm,
    RuleKind.STATEMENTS: StatementsForm,
    RuleKind.TURNOVER: TurnoverForm,
    RuleKind.RENEWAL: RenewalForm,
    RuleKind.FEE: FeeForm,
}


def effect_data(policy: Policy, effect: Any) -> dict[str, Any]:
    """An effect as its form shows it; nothing for a rule that is new."""
    if effect is None:
        return {}
    data = dict(vars(effect))
    if isinstance(effect, ConditionEffect):
        data["test"] = {} if effect.test is None else row_of_test(policy, effect.test)
    if isinstance(effect, HoursEffect):
        data["relative"] = {} if effect.relative is None else vars(effect.relative)
    if isinstance(effect, FeeEffect):
        data["tariff"] = {} if effect.tariff is None else vars(effect.tariff)
    return data
