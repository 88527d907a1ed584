"""The part of a rule's form that says when the rule holds: licence, case, place, days, answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from app.fields import DayOfYearField
from app.forms import text_field
from app.policy.form.words import TOLD
from app.policy.forms.fields import ManyOf, NameField, NamesField, PartForm, minutes_typed
from app.wording.facts import WEEKDAYS
from app.wording.policy_questions import known_question
from app.wording.policy_whens import service_time
from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy import CaseSort, DayClass, FactKind, FactTest, Policy, When
from licensing.seasons import Season

MOST_TESTS = 30
EMPTY_ROWS = 2
YES, NO = "ja", "nei"


class AnswerTestForm(PartForm):
    """A test of one answer."""

    fact = NameField(_l("Opplysning"))
    equals = text_field(_l("Svaret er"), longest=200)
    at_least = text_field(_l("Minst"), longest=12)
    at_most = text_field(_l("Høyst"), longest=12)

    policy: Policy | None = None
    test: FactTest | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the three answers by what the question asks for."""
        valid: bool = super().validate(extra_validators)
        self.test = None
        typed = [field for field in (self.equals, self.at_least, self.at_most) if field.data]
        if not self.fact.data:
            if typed:
                self.fact.errors = [_("Velg hvilken opplysning det gjelder.")]
                return False
            return valid
        if not typed:
            self.equals.errors = [_("Skriv hva svaret skal være, for eksempel ja.")]
            return False
        least, most = (self._limit(field) for field in (self.at_least, self.at_most))
        if self.errors:
            return False
        self.test = FactTest(self.fact.data, _answer(self.equals.data), least, most)
        return valid

    def _limit(self, field: Any) -> int | None:
        if not field.data:
            return None
        question = known_question(self.policy, self.fact.data) if self.policy else None
        timed = question is not None and question.kind is FactKind.TIME
        try:
            if timed or any(sign in field.data for sign in ".:"):
                return minutes_typed(field.data, ends=timed)
            return int(field.data.replace(" ", "")[:9])
        except ValueError:
            field.errors = [_("Skriv et helt tall eller et klokkeslett, for eksempel 100 eller 22.00.")]
            return None


def _answer(typed: str | None) -> bool | str | None:
    if not typed:
        return None
    return {YES: True, NO: False}.get(typed.lower(), typed)


def row_of_test(policy: Policy, test: FactTest) -> dict[str, str]:
    """A test as the form shows it."""
    question = known_question(policy, test.fact)

    def limit(value: int | None) -> str:
        if value is None:
            return ""
        return service_time(value) if question and question.kind is FactKind.TIME else str(value)

    equals = test.equals
    return {
        "fact": test.fact,
        "equals": {True: YES, False: NO}.get(equals, str(equals or ""))
        if isinstance(equals, bool)
        else equals or "",
        "at_least": limit(test.at_least),
        "at_most": limit(test.at_most),
    }


class WeekdaysField(SelectMultipleField):
    """Days of the week, by number; 1 is Monday."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **more: Any) -> None:
        choices = [SelectChoice(str(number), name) for number, name in WEEKDAYS.items()]
        super().__init__(label, choices=choices, coerce=int, **more)


class WhenForm(PartForm):
    """The conditions of a rule; what is left open means any."""

    kinds = ManyOf(_l("Salg eller skjenking"), LicenceKind)
    groups = ManyOf(_l("Alkoholgruppe"), Group)
    areas = ManyOf(_l("Inne eller ute"), AreaKind)
    audiences = ManyOf(_l("Hvem det skjenkes til"), Audience)
    types = ManyOf(_l("Type bevilling"), LicenceType)
    sorts = ManyOf(_l("Hva saken gjelder"), CaseSort)
    categories = ManyOf(_l("Type virksomhet"), VenueCategory)
    zones = NamesField(_l("I disse sonene"))
    outside_zones = NamesField(_l("Utenfor disse sonene"))
    weekdays = WeekdaysField(_l("Ukedager"))
    day_classes = ManyOf(_l("Særskilte dager"), DayClass)
    local_days = NamesField(_l("Lokale dager"))
    season_first = DayOfYearField(_l("Fra og med"))
    season_last = DayOfYearField(_l("Til og med"))
    tests = FieldList(FormField(AnswerTestForm), max_entries=MOST_TESTS)

    def validate(self, extra_validators: Any = None) -> bool:
        """A part of the year has both ends."""
        valid: bool = super().validate(extra_validators)
        if bool(self.season_first.data) != bool(self.season_last.data) and not self.season_first.errors:
            missing = self.season_last if self.season_first.data else self.season_first
            missing.errors = [*missing.errors, _("Skriv både første og siste dag.")]
            return False
        return valid


def when_data(policy: Policy, when: When) -> dict[str, Any]:
    """Conditions as the form shows them, with empty rows for more tests."""
    first, last = ("", "") if when.season is None else when.season.pair
    rows: list[Any] = [row_of_test(policy, test) for test in when.tests]
    return {
        **{name: getattr(when, name) for name in LISTS},
        "season_first": first or None,
        "season_last": last or None,
        "tests": rows + [{} for _row in range(EMPTY_ROWS)],
    }


LISTS = (
    "kinds",
    "types",
    "sorts",
    "groups",
    "areas",
    "audiences",
    "categories",
    "zones",
    "outside_zones",
    "weekdays",
    "day_classes",
    "local_days",
)


def when_from(form: WhenForm, before: When) -> When:
    """The conditions that a valid form says; what was there before keeps its order."""
    first, last = form.season_first.data, form.season_last.data
    lists = {name: in_order(form[name].data, getattr(before, name)) for name in LISTS}
    return When(
        season=Season.parse(first, last) if first and last else None,
        tests=tuple(row.form.test for row in form.tests if row.form.test is not None),
        **lists,
    )


def in_order(chosen: Iterable[Any] | None, before: Sequence[Any]) -> tuple[Any, ...]:
    """What was chosen, with what was there before in its place: the order of a text is kept."""
    kept = list(chosen or ())
    return (*(one for one in before if one in kept), *(one for one in kept if one not in before))


def offer_names(form: WhenForm, policy: Policy, before: When) -> None:
    """Offer the zones, local days and questions of the policy, and what the rule names already."""
    zones = {zone.code: zone.name or zone.code for zone in policy.zones}
    days = {day.code: day.name or day.code for day in policy.local_days}
    form.zones.choices = offered(zones, before.zones)
    form.outside_zones.choices = offered(zones, before.outside_zones)
    form.local_days.choices = offered(days, before.local_days)
    facts = facts_offered(policy, [test.fact for test in before.tests])
    for row in form.tests:
        row.form.policy = policy
        row.form.fact.choices = [SelectChoice("", _("Velg")), *facts]


def facts_offered(policy: Policy, named: Iterable[str]) -> list[SelectChoice]:
    """The questions that a rule may test, by their words."""
    known = {question.code: question.text for question in policy.questions}
    for code in EVERY_CASE_TELLS:
        question = known_question(policy, code)
        if question is not None:
            known.setdefault(code, question.text)
    return offered(known, named)


EVERY_CASE_TELLS = tuple(TOLD)


def offered(known: Mapping[str, str], named: Iterable[str]) -> list[SelectChoice]:
    """What may be chosen: what is known, and what is named already though nothing knows it."""
    names = dict(known) | {code: code for code in named if code and code not in known}
    return [SelectChoice(code, name) for code, name in names.items()]
