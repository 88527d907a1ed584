"""The form of one rule: what all rules share, its conditions, and what its kind alone has."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField

from app.fields import DateField
from app.forms import VersionedForm, area_field, text_field
from app.policy.forms.conditions import WhenForm, in_order, offer_names, offered, when_data, when_from
from app.policy.forms.effects import FORM_OF, effect_data
from app.policy.forms.fields import (
    CODE,
    LONG,
    SHORT,
    AlwaysOneOf,
    NameField,
    NamesField,
    WholeField,
    fits_an_address,
)
from licensing.policy import EFFECT_OF, Policy, Rule, RuleKind, Strength, When

FURTHEST_RANK = 99
# Only the law itself has the strength of law.
STRENGTHS = tuple(strength for strength in Strength if strength is not Strength.LAW)
FIRST_STRENGTH = {
    RuleKind.CONDITION: Strength.CONDITION,
    RuleKind.FACTOR: Strength.FACTOR,
    RuleKind.OTHER: Strength.FACTOR,
    RuleKind.POINTS: Strength.INFO,
    RuleKind.DELEGATION: Strength.INFO,
    RuleKind.FEE: Strength.INFO,
}


# The parts in which a page shows the conditions.
PARTS_OF_WHEN = {
    "licence": ("kinds", "groups", "areas", "types", "sorts", "audiences"),
    "place": ("categories", "zones", "outside_zones"),
    "days": ("weekdays", "day_classes", "local_days", "season_first", "season_last"),
    "answers": ("tests",),
}


class RuleForm(VersionedForm):
    """One rule. The field `effect` is the kind's own and is put in by `rule_form`."""

    code = text_field(_l("Regelnummer"), _l("Skriv et nummer eller en kort kode."), longest=CODE)
    strength = AlwaysOneOf(_l("Hvor bindende er regelen?"), Strength)
    when = FormField(WhenForm)
    words = area_field(_l("Ordlyden i teksten"), longest=LONG)
    exception = area_field(_l("Unntak som teksten åpner for"), longest=LONG)
    exception_by = text_field(_l("Hvem kan gi unntak?"), longest=SHORT)
    document = NameField(_l("Dokument"))
    paragraph = text_field(_l("Punkt"), longest=SHORT)
    first_day = DateField(_l("Gjelder fra"))
    last_day = DateField(_l("Gjelder til og med"))
    rank = WholeField(_l("Forrang"), least=-FURTHEST_RANK, most=FURTHEST_RANK)
    municipalities = NamesField(_l("Kommuner"))
    note = area_field(_l("Merknad"), longest=LONG)

    kind: RuleKind
    policy: Policy
    before: Rule | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Every code once, days the right way, and words where a rule has nothing else."""
        valid: bool = super().validate(extra_validators)
        code = self.code.data or ""
        others = {rule.code for rule in self.policy.rules} - {self.before.code if self.before else ""}
        if not self.code.errors and code in others:
            self.code.errors = [_("En annen regel har nummeret %(code)s. Velg et annet.", code=code)]
            valid = False
        # A code that stands already came in otherwise, and is told of in cases; it may stay.
        kept = self.before is not None and code == self.before.code
        if not self.code.errors and not kept and not fits_an_address(code):
            self.code.errors = [_("Nummeret kan ikke ha kolon eller skråstrek. Bruk bokstaver og tall.")]
            valid = False
        first, last = self.first_day.data, self.last_day.data
        if first and last and last < first:
            self.last_day.errors = [_("Regelen slutter før den begynner. Rett datoene.")]
            valid = False
        if self.kind not in EFFECT_OF and not self.words.data and not self.words.errors:
            self.words.errors = [_("Skriv hva regelen sier.")]
            valid = False
        return valid

    def opened(self) -> set[str]:
        """The parts of the conditions that say something, well or wrongly; the first for a new rule."""
        when = self.when.form
        first: set[str] = set() if self.before else {"licence"}
        return first | {
            part
            for part, names in PARTS_OF_WHEN.items()
            if any(when[name].errors or _filled(when[name]) for name in names)
        }

    def rule(self) -> Rule:
        """The rule that a valid form says."""
        before = self.before
        effect_name = EFFECT_OF.get(self.kind)
        effects: dict[str, Any] = {}
        if effect_name is not None:
            earlier = getattr(before, effect_name) if before else None
            effects[effect_name] = self["effect"].form.effect(earlier)
        return Rule(
            code=self.code.data,
            kind=self.kind,
            strength=self.strength.data,
            when=when_from(self.when.form, before.when if before else When()),
            words=self.words.data or "",
            exception=self.exception.data or "",
            exception_by=self.exception_by.data or "",
            document=self.document.data or "",
            paragraph=self.paragraph.data or "",
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            note=self.note.data or "",
            rank=self.rank.data or 0,
            municipalities=in_order(self.municipalities.data, before.municipalities if before else ()),
            **effects,
        )


def _filled(field: Any) -> bool:
    if hasattr(field, "entries"):
        return any(row.form.fact.data for row in field.entries)
    return bool(field.data)


def rule_form(policy: Policy, kind: RuleKind, before: Rule | None, **more: Any) -> RuleForm:
    """The form of a kind of rule: of one that there is, or empty for a new one.

    `more` is what the form is made with besides: the version, or `formdata=None` for what stands stored.
    """
    fields: dict[str, Any] = {}
    if kind in FORM_OF:
        fields["effect"] = FormField(FORM_OF[kind])
    made: type[RuleForm] = type("RuleForm", (RuleForm,), fields)
    effect = None if before is None else getattr(before, EFFECT_OF.get(kind, ""), None)
    shared = {} if before is None else {name: getattr(before, name) for name in SHARED}
    data = {
        "code": next_code(policy),
        "strength": FIRST_STRENGTH.get(kind, Strength.HARD),
        **shared,
        "when": when_data(policy, before.when if before else When()),
    }
    if kind in FORM_OF:
        data["effect"] = effect_data(policy, effect)
    if not data.get("rank"):
        data["rank"] = None
    form = made(**data, **more)
    form.kind, form.policy, form.before = kind, policy, before
    _offer(form, policy, before)
    return form


SHARED = (
    "code",
    "strength",
    "words",
    "exception",
    "exception_by",
    "document",
    "paragraph",
    "first_day",
    "last_day",
    "rank",
    "municipalities",
    "note",
)


def _offer(form: RuleForm, policy: Policy, before: Rule | None) -> None:
    strengths = (*STRENGTHS, Strength.LAW) if before and before.strength is Strength.LAW else STRENGTHS
    form.strength.choices = [choice for choice in form.strength.choices if choice.value in strengths]
    documents = {one.code: one.short or one.title for one in policy.documents}
    named = [before.document] if before and before.document else []
    form.document.choices = [*offered({"": _("Ikke oppgitt")}, ()), *offered(documents, named)]
    numbers = {number: number for number in policy.municipalities}
    form.municipalities.choices = offered(numbers, before.municipalities if before else ())
    offer_names(form.when.form, policy, before.when if before else When())
    if form.kind in FORM_OF:
        effect = None if before is None else getattr(before, EFFECT_OF[form.kind])
        form["effect"].form.offer(policy, effect)


def next_code(policy: Policy) -> str:
    """A number that no rule has yet."""
    taken = {rule.code for rule in policy.rules}
    number = len(taken) + 1
    while f"R-{number:02d}" in taken:
        number += 1
    return f"R-{number:02d}"
