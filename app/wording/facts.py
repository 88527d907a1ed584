"""How facts are written inside a sentence: days, hours, groups, bodies, people, one formatter a name."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.formats import amount, hours, kroner, short_date
from app.imports.columns import Column
from app.models.background import TestKind
from app.models.billing_run import RunKind
from app.models.occasion import Principle, QuotaSubject
from app.models.yearly_report import ReportChapterCode
from app.wording.enums import Text, enumeration, groups_text, label
from app.wording.enums_of_fees import FEE_YEAR_FIELDS, FIGURES
from app.wording.enums_of_imports import BUILDS
from app.wording.enums_of_kinds import requirement_text, season_day_text
from app.wording.events_of_endings import PLACE_CHANGES
from fees.turnover import Attestation, TurnoverSource
from licensing import applicants
from licensing.cases import Act, CaseState
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.errors import BadValue
from licensing.licences import AreaKind, Extension, LicenceKind, LicenceType, Seller, VenueCategory
from licensing.matters import ChangeKind
from licensing.occasions import OpenSign
from licensing.production import Requirement
from licensing.service_hours import ServiceHours
from licensing.statements import Body, Question

WEEKDAYS = {
    1: _l("mandag"),
    2: _l("tirsdag"),
    3: _l("onsdag"),
    4: _l("torsdag"),
    5: _l("fredag"),
    6: _l("lørdag"),
    7: _l("søndag"),
}
BODIES = {
    Body.POLICE: _l("politiet"),
    Body.SOCIAL_SERVICE: _l("NAV (sosialtjenesten)"),
    Body.TAX: _l("Skatteetaten"),
}
# What a licence is for, as a noun in a sentence.
ACTIVITIES = {LicenceKind.SALE: _l("salg"), LicenceKind.SERVING: _l("skjenking")}
AREAS = {AreaKind.INDOOR: _l("inne"), AreaKind.OUTDOOR: _l("ute")}
FIELDS = {
    "name": _l("navn"),
    "organisation_number": _l("organisasjonsnummer"),
    "postal_address": _l("postadresse"),
    "street_address": _l("gateadresse"),
    "address": _l("adresse"),
    "postcode": _l("postnummer"),
    "town": _l("poststed"),
    "email": _l("e-post"),
    "phone": _l("telefon"),
    "category": _l("type virksomhet"),
    "cadastre": _l("matrikkelnummer"),
    "latitude": _l("breddegrad"),
    "longitude": _l("lengdegrad"),
    "sub_unit_number": _l("underenhet"),
    "title": _l("stilling"),
    "roles": _l("roller"),
    "active": _l("tilgang"),
    "rooms": _l("lokaler"),
    "kind": _l("salg eller skjenking"),
    "groups": _l("grupper"),
    "audience": _l("hvem det gjelder for"),
    "concept": _l("konsept"),
    "indoor_from": _l("tid inne"),
    "indoor_to": _l("tid inne"),
    "outdoor_from": _l("tid ute"),
    "outdoor_to": _l("tid ute"),
    "deputy_waiver": _l("fritak for stedfortreder"),
    "type": _l("bevillingstype"),
    "first_day": _l("første dag"),
    "season_from": _l("del av året"),
    "season_to": _l("del av året"),
    "extensions": _l("utvidelser"),
    "production": _l("egen produksjon"),
    "other_municipalities": _l("andre kommuner"),
    "employment": _l("ansettelse"),
    "background": _l("opplysninger om personene"),
    "criteria": _l("vekting av kriterier"),
    "occasion": _l("arrangementet"),
    "person:manager": _l("styrer"),
    "person:deputy": _l("stedfortreder"),
    "person:influence": _l("person med vesentlig innflytelse"),
    "tests": _l("kunnskapsprøver"),
    "conditions": _l("vilkår"),
    "unit": _l("kontor"),
    "website": _l("nettsted"),
    "state_governor": _l("statsforvalter"),
    "language_form": _l("målform"),
    "statement_days": _l("svarfrist for uttalelser"),
    "reply_days": _l("svarfrist for søkere"),
    "notice_days": _l("frist for å søke"),
    "most_days": _l("lengste enkeltanledning"),
    "principal_guests": _l("når saken kan være prinsipiell"),
    "ask_single": _l("uttalelser om enkeltanledninger"),
    "ask_ambulatory": _l("uttalelser om ambulerende bevilling"),
    "turnover_days": _l("frist for omsetningsoppgave"),
    "single_fee_ore": _l("gebyr for enkeltanledning"),
    "ambulatory_fee_ore": _l("gebyr for ambulerende bevilling"),
    "substantial_share": _l("vesentlig innflytelse"),
    "dominating_share": _l("dominerende andel"),
    "receipt_sentence": _l("setning i kvitteringen"),
    **FEE_YEAR_FIELDS,
}
QUESTIONS = {
    Question.CONDUCT_HOLDER: _l(
        "Er det forhold ved søkeren eller personer med vesentlig innflytelse som har betydning for kravet til"
        " vandel de siste ti årene?"
    ),
    Question.CONDUCT_MANAGER: _l(
        "Er det forhold ved styrer eller stedfortreder som har betydning for kravet til vandel de siste ti"
        " årene?"
    ),
    Question.PLACE: _l("Har dere merknader til sted, konsept og tider?"),
}
TAX_QUESTION = _l(
    "Er det forhold ved søkeren eller personer med vesentlig innflytelse som har betydning for kravet til"
    " vandel etter skatte-, avgifts- og regnskapslovgivningen de siste ti årene? Oppgi restanser og år."
)

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_HOURS = re.compile(r"\d\d:\d\d-\d\d:\d\d")


def body_name(body: Body) -> str:
    """A body as it stands inside a sentence."""
    return str(BODIES[body])


def activity_name(kind: LicenceKind) -> str:
    """What a licence is for, as a noun: "skjenking"."""
    return str(ACTIVITIES[kind])


def question_text(question: Question, body: Body | None = None) -> str:
    """A question as it is put to the body."""
    tax = body is Body.TAX and question is Question.CONDUCT_HOLDER
    return str(TAX_QUESTION if tax else QUESTIONS[question])


def days_text(weekdays: Iterable[int]) -> str:
    """Weekdays as they are read: "fredag og lørdag", "søndag–torsdag", "alle dager"."""
    days = sorted(set(weekdays))
    if len(days) == len(WEEKDAYS):
        return _("alle dager")
    starts = [day for day in days if (day - 2) % 7 + 1 not in days]
    if len(starts) != 1:
        return enumeration(str(WEEKDAYS[day]) for day in days)
    # One unbroken run, which may pass from Sunday to Monday.
    run = [(starts[0] + step - 1) % 7 + 1 for step in range(len(days))]
    if len(run) > 2:
        return f"{WEEKDAYS[run[0]]}–{WEEKDAYS[run[-1]]}"
    return enumeration(str(WEEKDAYS[day]) for day in run)


def hours_text(value: object) -> str:
    """Hours of the service day, from "10:00-26:00" or ("10:00", "26:00"): 10.00–02.00."""
    pair = value.split("-") if isinstance(value, str) else value
    if not isinstance(pair, Sequence) or len(pair) != 2:
        return str(value)
    try:
        return hours(ServiceHours.parse(str(pair[0]), str(pair[1])))
    except BadValue:
        return str(value)  # Somebody's own words that only look like hours.


def day_text(value: str) -> str:
    """A day from its stored form: 23.11.2026."""
    try:
        return short_date(date.fromisoformat(value))
    except ValueError:
        return value


def upper_first(text: str) -> str:
    """A sentence begins with a capital, whatever fact it begins with."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Typed words may lack the full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _enum(kind: type[Enum], words: Callable[[Any], str]) -> Callable[[Any], str]:
    """Words for a stored value; what is no member stands as it is."""
    return lambda value: words(kind(value)) if value in {member.value for member in kind} else str(value)


def _lower_label(member: Any) -> str:
    return label(member).lower()


def dates_text(days: Iterable[str]) -> str:
    """Days of one week as weekdays, "tirsdag–torsdag"; days further apart as dates."""
    found = sorted(date.fromisoformat(day) for day in days)
    if found and (found[-1] - found[0]).days < len(WEEKDAYS):
        return days_text(day.isoweekday() for day in found)
    return enumeration(short_date(day) for day in found)


# How the fact of a name is written; any other is written by what it looks like.
FORMATS: Mapping[str, Callable[[Any], str]] = {
    "act": _enum(Act, label),
    "area": _enum(AreaKind, lambda area: str(AREAS[area])),
    "asked": lambda value: hours_text(value) if not isinstance(value, str) else plain_text(value),
    "allowed": hours_text,
    "attestation": _enum(Attestation, _lower_label),
    "bodies": lambda values: enumeration(body_name(Body(value)) for value in values),
    "body": _enum(Body, body_name),
    "builds": lambda value: str(BUILDS.get(value, value)),
    "category": _enum(VenueCategory, _lower_label),
    "change": _enum(ChangeKind, _lower_label),
    "changed": lambda names: enumeration(dict.fromkeys(str(FIELDS.get(name, name)) for name in names)),
    "groups": lambda value: groups_text(int(part) for part in str(value).split(",") if part),
    "held_category": _enum(VenueCategory, _lower_label),
    "held_groups": lambda value: groups_text(int(part) for part in str(value).split(",") if part),
    "kind": _enum(LicenceKind, activity_name),
    "columns": lambda values: enumeration(f"«{label(Column(value))}»" for value in values),
    "conduct_law": _enum(applicants.ConductLaw, _lower_label),
    "confirmed": lambda names: enumeration(str(FIGURES.get(name, name)) for name in names),
    "days": lambda value: dates_text(value) if isinstance(value, list | tuple) else str(value),
    "extension": _enum(Extension, _lower_label),
    "fee_ore": lambda value: _("%(amount)s kr", amount=amount(int(value))),
    "mode": _enum(DelegationMode, label),
    "ordinary_ore": lambda value: _("%(amount)s kr", amount=amount(int(value))),
    "most_rows": lambda value: f"{int(value):,}".replace(",", "\u00a0"),
    "paid_ore": lambda value: _("%(amount)s kr", amount=amount(int(value))),
    "to_ore": lambda value: _("%(amount)s kr", amount=amount(int(value))),
    "total_ore": lambda value: _("%(amount)s kr", amount=amount(int(value))),
    "most_ore": lambda value: _("%(amount)s kr", amount=amount(int(value))),
    "other_tests": lambda values: enumeration(activity_name(LicenceKind(value)) for value in values),
    "outcome": _enum(DecisionOutcome, label),
    "principle": _enum(Principle, _lower_label),
    "place_change": lambda value: str(PLACE_CHANGES.get(value, value)),
    "quota": _enum(QuotaSubject, label),
    "report_chapter": _enum(ReportChapterCode, label),
    "requirement": _enum(Requirement, requirement_text),
    "role": _enum(applicants.Role, _lower_label),
    "roles": lambda values: enumeration(label(applicants.Role(value)).lower() for value in values),
    "season_from": season_day_text,
    "season_to": season_day_text,
    "run_kind": _enum(RunKind, label),
    "seller": _enum(Seller, label),
    "signs": lambda values: enumeration(label(OpenSign(value)) for value in values),
    "state": _enum(CaseState, label),
    "test": _enum(TestKind, _lower_label),
    "turnover_source": _enum(TurnoverSource, label),
    "type": _enum(LicenceType, _lower_label),
    "unknown": lambda values: enumeration(label(OpenSign(value)) for value in values),
    "weekdays": lambda value: days_text(int(day) for day in str(value).split(",") if day),
}


def plain_text(value: object) -> str:
    """A fact whose name says nothing: a day, hours, a list, or as it stands."""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, list | tuple):
        return enumeration(str(item) for item in value)
    text = str(value)
    if ISO_DAY.fullmatch(text):
        return day_text(text)
    return hours_text(text) if ISO_HOURS.fullmatch(text) else text


def _ore_text(value: object) -> str:
    """An amount whose name says that it is in øre."""
    return kroner(int(str(value)))


def fact_text(name: str, value: object) -> str:
    """A fact as it stands inside a sentence; one that is not what its name says stands as it is."""
    try:
        return FORMATS.get(name, _ore_text if name.endswith("_ore") else plain_text)(value)
    except (TypeError, ValueError):
        return plain_text(value)


def fact_texts(facts: Mapping[str, Any]) -> dict[str, str]:
    """All facts that are known, as they stand inside a sentence."""
    return {name: fact_text(name, value) for name, value in facts.items() if value not in (None, "", [])}


PLACE_FOR_A_FACT = re.compile(r"%\((\w+)\)s")


def fits(text: Text, facts: Mapping[str, str]) -> bool:
    """Whether every fact that a text asks for is known."""
    return all(name in facts for name in PLACE_FOR_A_FACT.findall(str(text)))
