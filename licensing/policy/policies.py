"""The local alcohol policy ("alkoholpolitiske retningslinjer") as dated, numbered versions.

Law: alkoholloven §§ 1-7a, 1-7d, 3-2 and 4-3. Texts here are the policy's own words, kept as data.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from licensing.licences import VenueCategory
from licensing.policy.local_days import LocalDays
from licensing.policy.rules import Rule, RuleKind, Strength
from licensing.policy.whens import FactTest, Situation, When


class LegalKind(StrEnum):
    """What a document is by law ("rettslig form"), which decides how binding its rules are."""

    REGULATION = "regulation"
    GUIDELINES = "guidelines"
    PLAN = "plan"
    DECISION = "decision"
    WEB_PAGE = "web_page"


@dataclass(frozen=True)
class Document:
    """A text that rules come from."""

    code: str
    kind: LegalKind
    title: str
    short: str = ""
    """How it is named in front of a paragraph ("retningslinjene")."""
    adopted_on: date | None = None
    adopted_by: str = ""
    address: str = ""
    note: str = ""


class Drawn(StrEnum):
    """How a zone is bounded ("avgrenset"): on a plan, by streets, case by case, or by nobody."""

    PLAN = "plan"
    STREETS = "streets"
    CASE_BY_CASE = "case_by_case"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Point:
    """A point of a plan, in hundredths of its width and height; nought is left and on top."""

    x: int
    y: int


@dataclass(frozen=True)
class Zone:
    """A named area ("sone"), and who bounds it."""

    code: str
    name: str
    drawn: Drawn = Drawn.NOBODY
    streets: tuple[str, ...] = ()
    outline: tuple[Point, ...] = ()
    drawn_by: str = ""
    note: str = ""


class FactKind(StrEnum):
    """How a question is answered: yes or no, a number, or a time of the service day."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True)
class Question:
    """A question that the rules ask of a case ("opplysning"), in words that an applicant may read."""

    code: str
    text: str
    kind: FactKind = FactKind.YES_NO
    unit: str = ""


class Otherwise(StrEnum):
    """What follows when a place does not pass the test of its category."""

    ASK = "ask"
    CONSIDER = "consider"
    REFUSE = "refuse"


@dataclass(frozen=True)
class CategoryTest:
    """What a venue category means here ("definisjon"): the tests a place must pass to be called so."""

    category: VenueCategory
    name: str = ""
    words: str = ""
    tests: tuple[FactTest, ...] = ()
    otherwise: Otherwise = Otherwise.ASK
    question: str = ""
    """What is asked when the tests are not passed."""
    document: str = ""
    paragraph: str = ""


@dataclass(frozen=True)
class Policy:
    """One version of a policy, as it was adopted for one or more municipalities."""

    id: str
    version: int
    name: str
    first_day: date
    last_day: date | None = None
    decided: str = ""
    """Who adopted it, when, and under which case number."""
    source: str = ""
    """Where the text comes from, and what of it is invented."""
    invented: bool = False
    municipalities: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    zones: tuple[Zone, ...] = ()
    categories: tuple[CategoryTest, ...] = ()
    local_days: tuple[LocalDays, ...] = ()
    questions: tuple[Question, ...] = ()
    rules: tuple[Rule, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the version holds on the day; both ends are included."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def for_municipality(self, *numbers: str) -> "Policy":
        """The policy with the rules that are for a municipality, by any number it has had."""
        if all(not rule.municipalities for rule in self.rules):
            return self
        return replace(
            self,
            rules=tuple(
                rule
                for rule in self.rules
                if not rule.municipalities or set(rule.municipalities) & set(numbers)
            ),
        )

    @cached_property
    def _by_kind(self) -> dict[RuleKind, tuple[Rule, ...]]:
        found: dict[RuleKind, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.kind, []).append(rule)
        return {kind: tuple(rules) for kind, rules in found.items()}

    def of_kind(self, *kinds: RuleKind) -> tuple[Rule, ...]:
        """The rules of some families, in the order of the text."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        return tuple(rule for rule in self.rules if rule.kind in kinds)

    @cached_property
    def hours(self) -> tuple[Rule, ...]:
        """The rules on hours of sale and serving, and on opening hours."""
        return self.of_kind(RuleKind.HOURS, RuleKind.OPENING)

    @cached_property
    def _parting_days(self) -> tuple[When, ...]:
        return tuple(
            dict.fromkeys(
                rule.when.of_days for rule in self.hours if rule.when.weekdays or rule.when.hangs_on_the_day
            )
        )

    @cached_property
    def _known_days(self) -> dict[date, tuple[object, ...]]:
        return {}

    def sort_of_day(self, day: date) -> tuple[object, ...]:
        """What the rules on hours see of a day: for two days that are the same to them they give the same."""
        found = self._known_days.get(day)
        if found is None:
            here = Situation(day=day, local_days=self.local_days)
            found = (
                *(when.falls_on(here) for when in self._parting_days),
                *(rule.holds_on(day) for rule in self.hours if rule.first_day or rule.last_day),
            )
            self._known_days[day] = found
        return found

    @cached_property
    def asked_by_hours(self) -> tuple[str, ...]:
        """The answers that the rules on hours hang on."""
        return tuple(dict.fromkeys(code for rule in self.hours for code in rule.questions))

    @cached_property
    def reckoned_hours(self) -> dict[object, object]:
        """The hours that its rules have given places before. A policy never changes, so they stay true."""
        return {}

    @property
    def caps(self) -> tuple[Rule, ...]:
        """The caps."""
        return self.of_kind(RuleKind.CAP)

    @cached_property
    def criteria(self) -> tuple[Rule, ...]:
        """What is to be weighed by a person."""
        return tuple(
            rule
            for rule in self.of_kind(RuleKind.FACTOR, RuleKind.OTHER)
            if rule.strength is not Strength.INFO
        )

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.code: document for document in self.documents}

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in self.rules}

    def rule(self, code: str) -> Rule | None:
        """The rule of a code."""
        return self._rules.get(code)

    def document_of(self, rule: Rule | CategoryTest) -> Document | None:
        """The document that a rule comes from."""
        return self._documents.get(rule.document)

    def is_regulation(self, rule: Rule) -> bool:
        """Whether a rule stands in a regulation, so that departing from it is a decision by the act."""
        document = self.document_of(rule)
        return document is not None and document.kind is LegalKind.REGULATION

    @cached_property
    def _sources(self) -> dict[tuple[str, str], str]:
        return {}

    def source_of(self, rule: Rule | CategoryTest) -> str:
        """Where a rule stands, as it is cited: the document's short name and the paragraph."""
        place = (rule.document, rule.paragraph)
        if place not in self._sources:
            self._sources[place] = self._cited(rule)
        return self._sources[place]

    def _cited(self, rule: Rule | CategoryTest) -> str:
        document = self.document_of(rule)
        named = "" if document is None else document.short or document.title
        return " ".join(part for part in (named, rule.paragraph) if part)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    def question(self, code: str) -> Question | None:
        """The question of a code; none for what every case tells."""
        return self._questions.get(code)

    def zone(self, code: str) -> Zone | None:
        """The zone of a code."""
        return next((zone for zone in self.zones if zone.code == code), None)


def policy_on(versions: Iterable[Policy], day: date) -> Policy | None:
    """The version that holds on a day: of several, the one that began last, then the highest number."""
    return max(
        (policy for policy in versions if policy.covers(day)),
        key=lambda policy: (policy.first_day, policy.version, policy.id),
        default=None,
    )
