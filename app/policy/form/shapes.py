"""The keys of the form: for each part of a policy its Norwegian keys, and what is written under each.

One table for each record, used both ways: reading and writing never differ.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.policy.form.answer_tests import QUESTION, AnswerTests, OneTest
from app.policy.form.codecs import (
    Clock,
    Code,
    Corner,
    Day,
    DayOfYear,
    Many,
    MunicipalityNumber,
    Number,
    PartOfYear,
    Text,
    Weekday,
    Word,
    YesNo,
)
from app.policy.form.errors import BadPolicy
from app.policy.form.fees import FEE
from app.policy.form.records import Group, Key, Nested, Shape
from app.policy.form.yearly import EveryYear, Lasting
from licensing import policy as domain
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import AreaKind, Audience, LicenceKind, LicenceType, VenueCategory
from licensing.licences import Group as AlcoholGroup
from licensing.matters import Matter
from licensing.service_hours import clock_text

DOCUMENT, ZONE, LOCAL_DAYS, RULE = "document", "zone", "local_days", "rule"
LONG, SHORT = 8000, 400


def _forwards(values: Mapping[str, Any], line: int, key: str) -> None:
    first, last = values.get("first_day"), values.get("last_day")
    if first is not None and last is not None and last < first:
        raise BadPolicy("policy_backwards", line, first=first.isoformat(), last=last.isoformat())


def _hours_forwards(values: Mapping[str, Any], line: int, key: str) -> None:
    earliest, latest = values.get("earliest"), values.get("latest")
    if earliest is not None and latest is not None and latest <= earliest:
        raise BadPolicy("policy_hours_backwards", line, first=clock_text(earliest), last=clock_text(latest))


def _period(required: bool = False) -> Group:
    return Group(
        "gjelder",
        (Key("fra", "first_day", Day(), required), Key("til", "last_day", Day())),
        check=_forwards,
        required=required,
    )


SOURCE = Group(
    "kilde",
    (Key("dokument", "document", Code(sort=DOCUMENT)), Key("punkt", "paragraph", Text(SHORT))),
)

DOCUMENTS = Shape(
    "dokument",
    domain.Document,
    (
        Key("kode", "code", Code(), required=True),
        Key("form", "kind", Word(domain.LegalKind), required=True),
        Key("tittel", "title", Text(SHORT), required=True),
        Key("kort", "short", Text(SHORT)),
        Key("vedtatt", "adopted_on", Day()),
        Key("vedtatt av", "adopted_by", Text(SHORT)),
        Key("adresse", "address", Text(SHORT)),
        Key("merknad", "note", Text(LONG)),
    ),
)
ZONES = Shape(
    "sone",
    domain.Zone,
    (
        Key("kode", "code", Code(), required=True),
        Key("navn", "name", Text(SHORT), required=True),
        Key("avgrenset", "drawn", Word(domain.Drawn)),
        Key("avgrenses av", "drawn_by", Text(SHORT)),
        Key("gater", "streets", Many(Text(SHORT))),
        Key("omriss", "outline", Many(Corner())),
        Key("merknad", "note", Text(LONG)),
    ),
)
CATEGORIES = Shape(
    "sted",
    domain.CategoryTest,
    (
        Key("type", "category", Word(VenueCategory), required=True),
        Key("navn", "name", Text(SHORT)),
        Key("ordlyd", "words", Text(LONG)),
        Key("krav", "tests", AnswerTests()),
        Key("ellers", "otherwise", Word(domain.Otherwise)),
        Key("spør", "question", Text(SHORT)),
        SOURCE,
    ),
)
SPANS = Shape(
    "tidsrom",
    domain.Span,
    (Key("fra", "first_day", Day(), required=True), Key("til", "last_day", Day(), required=True)),
    check=_forwards,
)


def _local_days(
    code: str,
    name: str,
    yearly: domain.Yearly | None = None,
    lasting: int = 1,
    spans: tuple[domain.Span, ...] = (),
) -> domain.LocalDays:
    return domain.LocalDays(code, name, None if yearly is None else replace(yearly, lasting=lasting), spans)


def _days_given(values: Mapping[str, Any], line: int, key: str) -> None:
    if values.get("yearly") is None and (values.get("lasting") or not values.get("spans")):
        raise BadPolicy("policy_days_without", line, named=values.get("code", ""))


def _spread_days(days: domain.LocalDays) -> dict[str, Any]:
    lasting = None if days.yearly is None or days.yearly.lasting == 1 else days.yearly.lasting
    return {**vars(days), "lasting": lasting}


DAYS = Shape(
    "dager",
    _local_days,
    (
        Key("kode", "code", Code(), required=True),
        Key("navn", "name", Text(SHORT), required=True),
        Key("hvert år", "yearly", EveryYear()),
        Key("varer", "lasting", Lasting()),
        Key("år for år", "spans", Many(Nested(SPANS))),
    ),
    check=_days_given,
    spread=_spread_days,
)
QUESTIONS = Shape(
    "spørsmål",
    domain.Question,
    (
        Key("kode", "code", Code(), required=True),
        Key("tekst", "text", Text(SHORT), required=True),
        Key("svar", "kind", Word(domain.FactKind)),
        Key("enhet", "unit", Text(60)),
    ),
)

WHEN = Shape(
    "når",
    domain.When,
    (
        Key("bevilling", "kinds", Many(Word(LicenceKind))),
        Key("slag", "types", Many(Word(LicenceType))),
        Key("sak", "sorts", Many(Word(domain.CaseSort))),
        Key("grupper", "groups", Many(Word(AlcoholGroup))),
        Key("område", "areas", Many(Word(AreaKind))),
        Key("gjester", "audiences", Many(Word(Audience))),
        Key("sted", "categories", Many(Word(VenueCategory))),
        Key("sone", "zones", Many(Code(sort=ZONE))),
        Key("utenfor sone", "outside_zones", Many(Code(sort=ZONE))),
        Key("ukedager", "weekdays", Many(Weekday())),
        Key("dagtype", "day_classes", Many(Word(domain.DayClass))),
        Key("årstid", "season", PartOfYear()),
        Key("dager", "local_days", Many(Code(sort=LOCAL_DAYS))),
        Key("svar", "tests", AnswerTests()),
    ),
)
RELATIVE = Shape(
    "følger",
    domain.Relative,
    (
        Key("begynner", "begins", Code(sort=QUESTION), required=True),
        Key("minutter før", "before", Number(0, 1440), required=True),
        Key("slutter", "ends", Code(sort=QUESTION), required=True),
        Key("minutter etter", "after", Number(0, 1440), required=True),
    ),
)
HOURS = Shape(
    "tider",
    domain.HoursEffect,
    (
        Key("fra", "earliest", Clock()),
        Key("til", "latest", Clock(ends=True)),
        Key("stengt", "closed", YesNo()),
        Key("som område", "same_as_area", Word(AreaKind)),
        Key("som regel", "same_as_rule", Code(sort=RULE)),
        Key("følger", "relative", Nested(RELATIVE)),
        Key("kan kortes inn", "may_shorten", YesNo()),
    ),
    check=_hours_forwards,
)
CAP = Shape(
    "tak",
    domain.CapEffect,
    (
        Key("høyst", "limit", Number()),
        Key("prosent", "percent", Number(0, 100)),
        Key("prosent av", "percent_of", Word(LicenceKind)),
        Key("oppgitt", "stated", Word(domain.CapStated)),
        Key("telles", "counts", Text(SHORT)),
        Key("over", "span", Word(domain.CapSpan)),
        Key("innenfor", "scope", Word(domain.CapScope)),
        Key("unntatt", "exempt", Many(Word(VenueCategory))),
        Key("fullt", "overflow", Word(domain.Overflow)),
        Key("overdragelse beholder plassen", "transfer_keeps_seat", YesNo()),
        Key("søknad holder av plass", "pending_reserves", YesNo()),
        Key("kan overskrides av", "may_exceed", Text(SHORT)),
    ),
)
PLACE = Shape(
    "sted",
    domain.PlaceEffect,
    (
        Key("adgang", "allow", Word(domain.Allow)),
        Key("bare", "only_categories", Many(Word(VenueCategory))),
        Key("bare der", "only_where", Text(SHORT)),
        Key("bare der svar", "only_where_fact", Code(sort=QUESTION)),
        Key("bare grupper", "only_groups", Many(Word(AlcoholGroup))),
    ),
)
CONDITION = Shape(
    "vilkår",
    domain.ConditionEffect,
    (
        Key("tekst", "text", Text(LONG), required=True),
        Key("dokumentasjon", "proof", Text(SHORT)),
        Key("frist dager", "due_days", Number(0, 3650)),
        Key("før bruk", "before_use", YesNo()),
        Key("alltid", "standard", YesNo()),
        Key("krever", "test", OneTest()),
        Key("ellers", "unmet", Word(domain.Unmet)),
        Key("spør", "question", Text(SHORT)),
    ),
)
FACTOR = Shape(
    "moment",
    domain.FactorEffect,
    (
        Key("tekst", "text", Text(LONG), required=True),
        Key("foretrekk sted", "prefer_categories", Many(Word(VenueCategory))),
        Key("foretrekk sone", "prefer_zones", Many(Code(sort=ZONE))),
    ),
)
EVENT = Shape(
    "arrangement",
    domain.EventEffect,
    (
        Key("søkes dager før", "notice_days", Number(0, 366)),
        Key("høyst dager", "most_days", Number(1, 366)),
        Key("prinsipiell fra gjester", "principal_guests", Number(1)),
        Key("ansvarlig minst år", "responsible_age", Number(18, 99)),
        Key("stedfortreder", "deputy_required", YesNo()),
        Key("innhent uttalelser", "ask_statements", YesNo()),
    ),
)
DELEGATION = Shape(
    "delegering",
    domain.DelegationEffect,
    (
        Key("avgjøres av", "mode", Word(DelegationMode)),
        Key("organ", "body", Text(SHORT)),
        Key("sakstype", "matter", Word(Matter)),
        Key("utfall", "outcome", Word(DecisionOutcome)),
        Key("forbereder", "prepares", Text(SHORT)),
        Key("innstiller", "proposes", Text(SHORT)),
        Key("klage først til", "complaint_first", Text(SHORT)),
        Key("prinsipielle saker til", "principal_to", Text(SHORT)),
        Key("hjemmel", "basis", Text(SHORT)),
    ),
)
STATEMENTS = Shape(
    "uttalelser",
    domain.StatementsEffect,
    (Key("høres", "bodies", Many(Text(SHORT))), Key("vekt", "weight", Text(LONG))),
)
TURNOVER = Shape(
    "omsetningsoppgave",
    domain.TurnoverEffect,
    (Key("frist", "due", DayOfYear()), Key("dager etter", "days_after", Number(0, 366))),
)
RENEWAL = Shape(
    "fornyelse",
    domain.RenewalEffect,
    (
        Key("måte", "mode", Word(domain.RenewalMode), required=True),
        Key("vilkår settes av", "terms_by", Text(SHORT)),
    ),
)

# The block that holds the effect of a rule, by the rule's field.
EFFECTS: tuple[Key, ...] = tuple(
    Key(shape.name, attribute, Nested(shape))
    for attribute, shape in (
        ("hours", HOURS),
        ("cap", CAP),
        ("place", PLACE),
        ("condition", CONDITION),
        ("factor", FACTOR),
        ("event", EVENT),
        ("delegation", DELEGATION),
        ("statements", STATEMENTS),
        ("turnover", TURNOVER),
        ("renewal", RENEWAL),
        ("fee", FEE),
    )
)


def _spread_rule(rule: domain.Rule) -> dict[str, Any]:
    """The fields of a rule with the effect of its kind alone."""
    own = domain.EFFECT_OF.get(rule.kind)
    others = {key.attribute: None for key in EFFECTS if key.attribute != own}
    return {**vars(rule), **others}


RULES = Shape(
    "regel",
    domain.Rule,
    (
        Key("id", "code", Code(), required=True),
        Key("type", "kind", Word(domain.RuleKind), required=True),
        Key("når", "when", Nested(WHEN)),
        *EFFECTS,
        Key("styrke", "strength", Word(domain.Strength), required=True),
        Group(
            "unntak",
            (Key("tekst", "exception", Text(LONG)), Key("av", "exception_by", Text(SHORT))),
        ),
        SOURCE,
        _period(),
        Key("rang", "rank", Number(-99, 99)),
        Key("kommuner", "municipalities", Many(MunicipalityNumber())),
        Key("ordlyd", "words", Text(LONG)),
        Key("merknad", "note", Text(LONG)),
    ),
    spread=_spread_rule,
)

HEAD = Shape(
    "retningslinjer",
    dict,
    (
        Key("navn", "name", Text(160), required=True),
        Key("kommuner", "municipalities", Many(MunicipalityNumber())),
        _period(required=True),
        Key("vedtatt", "decided", Text(200)),
        Key("kilde", "source", Text(LONG)),
        Key("oppdiktet", "invented", YesNo()),
    ),
)
PARTS: tuple[tuple[str, str, Shape], ...] = (
    ("dokumenter", "documents", DOCUMENTS),
    ("soner", "zones", ZONES),
    ("steder", "categories", CATEGORIES),
    ("dager", "local_days", DAYS),
    ("spørsmål", "questions", QUESTIONS),
    ("regler", "rules", RULES),
)
