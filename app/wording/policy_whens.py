"""What a rule of the policy is about, in words: the licence, the place, the days, and what is asked."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.formats import month_name, short_date
from app.wording.enums import Text, enumeration, groups_text, label
from app.wording.enums_of_kinds import season_text
from app.wording.facts import ACTIVITIES, AREAS, WEEKDAYS, days_text
from app.wording.policy_questions import known_question, question_name
from licensing.licences import Audience, LicenceKind, LicenceType
from licensing.policy import CaseSort, DayClass, FactKind, FactTest, LocalDays, Policy, When, Yearly
from licensing.policy.local_days import spans_in
from licensing.service_hours import DAY_MINUTES, clock_text

# How a list of conditions names what it holds, inside a sentence.
LICENCES = {LicenceKind.SALE: _l("salgsbevilling"), LicenceKind.SERVING: _l("skjenkebevilling")}
LICENCES_MANY = {LicenceKind.SALE: _l("salgsbevillinger"), LicenceKind.SERVING: _l("skjenkebevillinger")}
TYPES: dict[LicenceType, Text] = {
    LicenceType.PERMANENT: _l("fast bevilling"),
    LicenceType.SEASONAL: _l("bevilling for bestemt del av året"),
    LicenceType.SINGLE_OCCASION: _l("bevilling for en enkelt anledning"),
    LicenceType.AMBULATORY: _l("ambulerende bevilling"),
    LicenceType.OUTLET: _l("vinmonopolutsalg"),
}
TYPES_MANY: dict[LicenceType, Text] = {
    LicenceType.PERMANENT: _l("faste bevillinger"),
    LicenceType.SEASONAL: _l("bevillinger for bestemt del av året"),
    LicenceType.SINGLE_OCCASION: _l("bevillinger for en enkelt anledning"),
    LicenceType.AMBULATORY: _l("ambulerende bevillinger"),
    LicenceType.OUTLET: _l("vinmonopolutsalg"),
}
SORTS: dict[CaseSort, Text] = {
    CaseSort.NEW: _l("søknad om ny bevilling"),
    CaseSort.TRANSFER: _l("ny eier av stedet"),
    CaseSort.RENEWAL: _l("fornyelse"),
    CaseSort.EVENT: _l("arrangement"),
    CaseSort.AREA: _l("endret areal"),
    CaseSort.GROUPS: _l("endrede grupper"),
    CaseSort.HOURS: _l("endrede tider"),
    CaseSort.ONCE: _l("utvidelse for én anledning"),
    CaseSort.CONCEPT: _l("endret type virksomhet"),
}
AUDIENCES: dict[Audience, Text] = {
    Audience.GENERAL: _l("åpent for alle"),
    Audience.CLOSED_COMPANY: _l("i sluttet selskap"),
}
DAYS: dict[DayClass, Text] = {
    DayClass.SUNDAY: _l("søndager"),
    DayClass.HOLIDAY: _l("helligdager"),
    DayClass.EVE: _l("dager før søndag og helligdag"),
    DayClass.EVE_OF_HOLIDAY: _l("dager før helligdag"),
    DayClass.LAST_DAY_OFF: _l("siste fridag før en virkedag"),
    DayClass.MAY_1: _l("1. mai"),
    DayClass.MAY_17: _l("17. mai"),
    DayClass.EVE_OF_MAY_1: _l("30. april"),
    DayClass.EVE_OF_MAY_17: _l("16. mai"),
    DayClass.EASTER_EVE: _l("påskeaften"),
    DayClass.WHITSUN_EVE: _l("pinseaften"),
    DayClass.CHRISTMAS_EVE: _l("julaften"),
    DayClass.NEW_YEARS_EVE: _l("nyttårsaften"),
}
NTH: dict[int, Text] = {
    1: _l("første"),
    2: _l("andre"),
    3: _l("tredje"),
    4: _l("fjerde"),
    5: _l("femte"),
    -1: _l("siste"),
    -2: _l("nest siste"),
    -3: _l("tredje siste"),
}


def service_time(minutes: int) -> str:
    """A minute of the service day as a clock shows it: 26:00 is 02.00, and midnight is 24.00."""
    shown = minutes if minutes <= DAY_MINUTES else minutes - DAY_MINUTES
    return clock_text(shown).replace(":", ".")


def activity_text(when: When) -> str:
    """What is done, of which groups, inside or outside: "skjenking av gruppe 1 og 2 inne"."""
    kinds = when.kinds or tuple(LicenceKind)
    activity = enumeration(str(ACTIVITIES[kind]) for kind in kinds)
    of_groups = _("%(activity)s av %(groups)s", activity=activity, groups=groups_text(when.groups))
    parts = [of_groups if when.groups else activity, *(str(AREAS[area]) for area in when.areas[:1])]
    if len(when.areas) > 1:
        parts[-1] = enumeration(str(AREAS[area]) for area in when.areas)
    return " ".join(parts)


def licences_text(when: When, *, many: bool = False) -> str:
    """Which licences: "skjenkebevillinger", "ambulerende bevilling for gruppe 3"."""
    words = LICENCES_MANY if many else LICENCES
    if when.types:
        of_type = TYPES_MANY if many else TYPES
        named = enumeration(str(of_type[kind]) for kind in when.types)
    elif len(when.kinds) == 1:
        named = str(words[when.kinds[0]])
    else:
        named = _("bevillinger") if many else _("bevilling")
    if not when.groups:
        return named
    return _("%(licence)s for %(groups)s", licence=named, groups=groups_text(when.groups))


def places_text(when: When, policy: Policy) -> str:
    """At which places: "på hotell og spisested i «sentrum»". Empty where it says nothing of places."""
    parts = []
    if when.categories:
        names = enumeration(category_name(policy, category).lower() for category in when.categories)
        parts.append(_("ved %(places)s", places=names))
    if when.zones:
        parts.append(_("i %(zones)s", zones=zones_text(policy, when.zones)))
    if when.outside_zones:
        parts.append(_("utenfor %(zones)s", zones=zones_text(policy, when.outside_zones)))
    return " ".join(parts)


def category_name(policy: Policy, category: object) -> str:
    """What a venue category is called in this policy, or else by everybody."""
    defined = next((test.name for test in policy.categories if test.category is category and test.name), "")
    return defined or label(category)  # type: ignore[arg-type]  # a member of the enum of categories


def zones_text(policy: Policy, codes: Iterable[str]) -> str:
    """Zones by their names: "«sentrum» og «boligområder»"."""
    return enumeration(f"«{zone_name(policy, code)}»" for code in codes)


def zone_name(policy: Policy, code: str) -> str:
    """The name of a zone; its code where the policy does not know it."""
    zone = policy.zone(code)
    return code if zone is None else zone.name or code


def days_of_rule(when: When, policy: Policy) -> str:
    """On which days: "fredag og lørdag", "i Rørosmartnan". Empty where it holds on all."""
    parts = []
    if when.weekdays:
        parts.append(days_text(when.weekdays))
    if when.day_classes:
        parts.append(enumeration(str(DAYS[kind]) for kind in when.day_classes))
    if when.local_days:
        names = enumeration(local_days_name(policy, code) for code in when.local_days)
        parts.append(_("under %(days)s", days=names))
    if when.season is not None:
        parts.append(_("fra %(season)s", season=season_text(when.season)))
    return ", ".join(parts)


def local_days_name(policy: Policy, code: str) -> str:
    """The name of local days; their code where the policy does not know them."""
    return next((days.name or code for days in policy.local_days if days.code == code), code)


def case_text(when: When) -> str:
    """In which cases and for whom: "ved fornyelse", "i sluttet selskap". Empty for all."""
    parts = [str(AUDIENCES[audience]) for audience in when.audiences]
    if when.sorts:
        parts.append(_("ved %(sorts)s", sorts=enumeration(str(SORTS[sort]) for sort in when.sorts)))
    return ", ".join(parts)


def fact_value(policy: Policy, fact: str, value: bool | int | str) -> str:
    """An answer as it is read: ja, 100, kl. 22.00."""
    if isinstance(value, bool):
        return _("ja") if value else _("nei")
    question = known_question(policy, fact)
    if isinstance(value, int) and question is not None:
        if question.kind is FactKind.TIME:
            return _("kl. %(time)s", time=service_time(value))
        if question.unit:
            return f"{value} {question.unit}"
    return str(value)


def asked_text(policy: Policy, test: FactTest) -> str:
    """A test of one answer: "«Er personalet kurset?» – ja"."""
    parts = []
    if test.equals is not None:
        parts.append(fact_value(policy, test.fact, test.equals))
    question = known_question(policy, test.fact)
    least, most = (
        (_l("tidligst %(value)s"), _l("senest %(value)s"))
        if question is not None and question.kind is FactKind.TIME
        else (_l("minst %(value)s"), _l("høyst %(value)s"))
    )
    for words, limit in ((least, test.at_least), (most, test.at_most)):
        if limit is not None:
            parts.append(str(words) % {"value": fact_value(policy, test.fact, limit)})
    return _(
        "«%(question)s» – %(answer)s", question=question_name(policy, test.fact), answer=enumeration(parts)
    )


def all_asked_text(policy: Policy, tests: Iterable[FactTest]) -> str:
    """Several tests after each other; all of them must be passed."""
    return "; ".join(asked_text(policy, test) for test in tests)


def yearly_text(yearly: Yearly) -> str:
    """The rule by which local days come: "fra nest siste tirsdag i februar, i 5 dager"."""
    if yearly.after_easter is not None:
        first = _from_easter(yearly.after_easter)
    elif yearly.day_of_month is not None and yearly.month is not None:
        first = f"{yearly.day_of_month}. {month_name(yearly.month)}"
    elif yearly.nth is not None and yearly.weekday is not None and yearly.month is not None:
        first = _(
            "%(nth)s %(weekday)s i %(month)s",
            nth=NTH.get(yearly.nth, str(yearly.nth)),
            weekday=WEEKDAYS[yearly.weekday],
            month=month_name(yearly.month),
        )
    else:
        return ""
    if yearly.lasting == 1:
        return first
    return _("fra %(first)s, i %(days)s dager", first=first, days=yearly.lasting)


def _from_easter(days: int) -> str:
    if days == 0:
        return _("første påskedag")
    if days < 0:
        return ngettext("%(num)d dag før første påskedag", "%(num)d dager før første påskedag", abs(days))
    return ngettext("%(num)d dag etter første påskedag", "%(num)d dager etter første påskedag", days)


def spans_text(days: LocalDays, year: int) -> str:
    """When local days are in a year: "16.02.2027–20.02.2027"."""
    spans = spans_in(days, year)
    return enumeration(span_text(span.first_day, span.last_day) for span in spans) if spans else ""


def span_text(first: date, last: date) -> str:
    """From one day to another: "16.02.2027–20.02.2027"."""
    return short_date(first) if first == last else f"{short_date(first)}–{short_date(last)}"
