"""A policy as its page shows it: rules read aloud, dates of local days, sources, and what is invented."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app import labels
from app.formats import short_date
from app.wording.policy_rules import rule_sentence
from app.wording.policy_whens import all_asked_text, spans_text, yearly_text
from licensing.policy import CategoryTest, Document, LocalDays, Policy, Rule, RuleKind, Zone

WEB = ("https://", "http://")


@dataclass(frozen=True)
class ShownRule:
    """One rule, as it is read."""

    code: str
    kind: str
    sentence: str
    words: str
    strength: str
    source: str
    exception: str
    days: str
    municipalities: str
    note: str


@dataclass(frozen=True)
class ShownFamily:
    """The rules of one family, in the order of the text."""

    kind: RuleKind
    title: str
    rules: tuple[ShownRule, ...]


@dataclass(frozen=True)
class ShownPart:
    """One thing beside the rules: its code, what it is called, and lines about it."""

    code: str
    title: str
    lines: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True)
class ShownPolicy:
    """A whole policy."""

    name: str
    period: str
    decided: str
    municipalities: str
    """By name, where we know them."""
    source: str
    invented: bool
    documents: tuple[ShownPart, ...]
    zones: tuple[ShownPart, ...]
    categories: tuple[ShownPart, ...]
    local_days: tuple[ShownPart, ...]
    questions: tuple[ShownPart, ...]
    rules: tuple[ShownRule, ...]
    families: tuple[ShownFamily, ...]


def shown_policy(policy: Policy, on: date, names: Mapping[str, str]) -> ShownPolicy:
    """What the page of a policy says. `names` are those of municipalities, by number."""
    rules = tuple(shown_rule(rule, policy, names) for rule in policy.rules)
    return ShownPolicy(
        name=policy.name,
        period=period_text(policy.first_day, policy.last_day),
        decided=policy.decided,
        municipalities=", ".join(names[number] for number in policy.municipalities if number in names),
        source=policy.source,
        invented=policy.invented,
        documents=tuple(
            ShownPart(document.code, document.title, *_lines_and_address(document))
            for document in policy.documents
        ),
        zones=tuple(
            ShownPart(zone.code, zone.name or zone.code, lines_of_zone(zone)) for zone in policy.zones
        ),
        categories=tuple(_category(test, policy) for test in policy.categories),
        local_days=tuple(_local_days(days, on) for days in policy.local_days),
        questions=tuple(
            ShownPart(question.code, question.text, (labels.label(question.kind),))
            for question in policy.questions
        ),
        rules=rules,
        families=tuple(_families(policy.rules, rules)),
    )


def shown_rule(rule: Rule, policy: Policy, names: Mapping[str, str]) -> ShownRule:
    """One rule of a policy."""
    sentence = rule_sentence(rule, policy)
    return ShownRule(
        code=rule.code,
        kind=labels.label(rule.kind),
        sentence=sentence,
        # What the sentence says already is not said twice.
        words="" if rule.words and rule.words.rstrip(".") in sentence else rule.words,
        strength=labels.label(rule.strength),
        source=policy.source_of(rule),
        exception=_exception(rule),
        days=_days(rule),
        municipalities=labels.enumeration(names.get(number, number) for number in rule.municipalities)
        if rule.municipalities
        else "",
        note=rule.note,
    )


def _exception(rule: Rule) -> str:
    if rule.exception and rule.exception_by:
        return _("%(exception)s Gis av: %(who)s", exception=rule.exception, who=rule.exception_by)
    return rule.exception or (_("Gis av: %(who)s", who=rule.exception_by) if rule.exception_by else "")


def _days(rule: Rule) -> str:
    if rule.first_day is None and rule.last_day is None:
        return ""
    return period_text(rule.first_day, rule.last_day)


def period_text(first: date | None, last: date | None) -> str:
    """From one day to another: "01.10.2024–30.09.2028", "fra 01.10.2024"."""
    if first is not None and last is not None:
        return f"{short_date(first)}–{short_date(last)}"
    if first is not None:
        return _("fra %(day)s", day=short_date(first))
    return "" if last is None else _("til og med %(day)s", day=short_date(last))


def _families(rules: Iterable[Rule], shown: Iterable[ShownRule]) -> Iterable[ShownFamily]:
    found: dict[RuleKind, list[ShownRule]] = {}
    for rule, one in zip(rules, shown, strict=True):
        found.setdefault(rule.kind, []).append(one)
    for kind, members in found.items():
        yield ShownFamily(kind, labels.label(kind), tuple(members))


def lines_of_document(document: Document) -> tuple[str, ...]:
    """What is known of a document beside its title."""
    adopted = ""
    if document.adopted_on and document.adopted_by:
        adopted = _(
            "Vedtatt av %(who)s %(day)s", who=document.adopted_by, day=short_date(document.adopted_on)
        )
    elif document.adopted_on:
        adopted = _("Vedtatt %(day)s", day=short_date(document.adopted_on))
    elif document.adopted_by:
        adopted = _("Vedtatt av %(who)s", who=document.adopted_by)
    cited = _("Vises til som «%(name)s»", name=document.short) if document.short else ""
    return tuple(line for line in (labels.label(document.kind), adopted, cited, document.note) if line)


def _lines_and_address(document: Document) -> tuple[tuple[str, ...], str]:
    """What is known of a document, and its address. Only an address of the web is one to follow."""
    lines, address = lines_of_document(document), document.address
    if address.lower().startswith(WEB):
        return lines, address
    return (*lines, address) if address else lines, ""


def lines_of_zone(zone: Zone) -> tuple[str, ...]:
    """How a zone is bounded, and by whom."""
    by = _("Avgrenses av %(who)s", who=zone.drawn_by) if zone.drawn_by else ""
    streets = _("Gater: %(streets)s", streets=", ".join(zone.streets)) if zone.streets else ""
    return tuple(line for line in (labels.label(zone.drawn), by, streets, zone.note) if line)


def _category(test: CategoryTest, policy: Policy) -> ShownPart:
    title = labels.label(test.category)
    named = _("Heter her: %(name)s", name=test.name) if test.name else ""
    lines = [named, test.words]
    if test.tests:
        lines.append(_("Krav: %(tests)s", tests=all_asked_text(policy, test.tests)))
        lines.append(_("Ellers: %(then)s", then=labels.label(test.otherwise).lower()))
    if test.question:
        lines.append(_("Spørsmål: %(question)s", question=test.question))
    lines.append(policy.source_of(test))
    return ShownPart(test.category.value, title, tuple(line for line in lines if line))


def _local_days(days: LocalDays, on: date) -> ShownPart:
    rule = "" if days.yearly is None else yearly_text(days.yearly)
    years = [f"{year}: {spans}" for year in (on.year, on.year + 1) if (spans := spans_text(days, year))]
    return ShownPart(days.code, days.name or days.code, tuple(line for line in (rule, *years) if line))
