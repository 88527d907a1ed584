"""Statements ("uttalelser"): who is asked what about whom, and what stops a decision.

Law: alkoholloven § 1-7 second paragraph; forvaltningsloven § 17.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from licensing.applicants import Role
from licensing.law import ALKL_1_7_PARA_2, Citation
from licensing.licences import LicenceKind, LicenceType
from licensing.matters import ONCE, ChangeKind, Matter


class Body(StrEnum):
    """Who is asked ("uttalelsesinstans")."""

    POLICE = "police"
    SOCIAL_SERVICE = "social_service"
    TAX = "tax"


class Question(StrEnum):
    """What is asked: conduct of holder and influence, conduct of manager and deputy, or the place itself."""

    CONDUCT_HOLDER = "conduct_holder"
    CONDUCT_MANAGER = "conduct_manager"
    PLACE = "place"


class Answer(StrEnum):
    """What a body answered ("ingen merknad", "merknad", "fraråder")."""

    NO_REMARK = "no_remark"
    REMARK = "remark"
    AGAINST = "against"


class StatementState(StrEnum):
    """How one statement stands on a day."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    SILENT = "silent"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True)
class Asked:
    """One line of a request: who is asked, what, and about whom; None is the place."""

    body: Body
    question: Question
    subject: str | None = None


@dataclass(frozen=True)
class Required:
    """One row of the table of statements for a kind of case."""

    body: Body
    question: Question
    mandatory: bool
    roles: frozenset[Role] = frozenset()


MANDATORY = frozenset({Body.POLICE, Body.SOCIAL_SERVICE})

_HOLDERS = frozenset({Role.HOLDER, Role.INFLUENCE})
_MANAGERS = frozenset({Role.MANAGER, Role.DEPUTY})

# Tax law is tested for the holder and persons of influence only, so the tax authority is never asked about a
# manager.
_PERMANENT = (
    Required(Body.POLICE, Question.CONDUCT_HOLDER, mandatory=True, roles=_HOLDERS),
    Required(Body.POLICE, Question.CONDUCT_MANAGER, mandatory=True, roles=_MANAGERS),
    Required(Body.POLICE, Question.PLACE, mandatory=True),
    Required(Body.SOCIAL_SERVICE, Question.PLACE, mandatory=True),
    Required(Body.TAX, Question.CONDUCT_HOLDER, mandatory=False, roles=_HOLDERS),
)
# A Vinmonopol is exempt from the conduct tests.
_PLACE_ALONE = (
    Required(Body.POLICE, Question.PLACE, mandatory=True),
    Required(Body.SOCIAL_SERVICE, Question.PLACE, mandatory=True),
)
_MANAGERS_CHANGED = (Required(Body.POLICE, Question.CONDUCT_MANAGER, mandatory=True, roles=_MANAGERS),)
_INFLUENCE_CHANGED = (
    Required(Body.POLICE, Question.CONDUCT_HOLDER, mandatory=True, roles=frozenset({Role.INFLUENCE})),
    Required(Body.TAX, Question.CONDUCT_HOLDER, mandatory=False, roles=frozenset({Role.INFLUENCE})),
)


@dataclass(frozen=True)
class StatementPlan:
    """Who may be asked in a case, and without whose answer it cannot be decided."""

    rows: tuple[Required, ...]

    @property
    def mandatory(self) -> frozenset[Body]:
        """The bodies that must be asked."""
        return frozenset(row.body for row in self.rows if row.mandatory)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Everybody who may be asked, in the order of the bodies."""
        return tuple(body for body in Body if any(row.body is body for row in self.rows))


PERMANENT_PLAN = StatementPlan(_PERMANENT)


def statement_plan(
    matter: Matter,
    change: ChangeKind | None = None,
    *,
    licence_type: LicenceType = LicenceType.PERMANENT,
    asks: bool = True,
) -> StatementPlan:
    """Who is asked in a case of such a matter; `asks` is the municipality's own answer for events.

    Law: alkoholloven § 1-7 second paragraph. ASSUMPTION: the act speaks of the application, so what changes
    for good in a licence is asked about as an application is, and what holds once need not be.
    """
    rows = _rows(matter, change, licence_type)
    if (matter is Matter.EVENT and not asks) or change in ONCE:
        rows = tuple(replace(row, mandatory=False) for row in rows)
    return StatementPlan(rows)


def _rows(matter: Matter, change: ChangeKind | None, licence_type: LicenceType) -> tuple[Required, ...]:
    if matter is Matter.ENDING:
        return ()
    if matter is Matter.PEOPLE:
        return _INFLUENCE_CHANGED if change is ChangeKind.INFLUENCE else _MANAGERS_CHANGED
    if matter is Matter.TERMS or licence_type is LicenceType.OUTLET:
        return _PLACE_ALONE
    return _PERMANENT


def required_statements(
    kind: LicenceKind,
    people: Mapping[Role, Sequence[str]],
    *,
    with_tax: bool = False,
    plan: StatementPlan = PERMANENT_PLAN,
) -> tuple[Asked, ...]:
    """The lines to ask in a case: a question about the place once, a question of conduct once a person.

    With the tax authority, whoever else may be asked by choice is asked too.

    Law: alkoholloven § 1-7 second paragraph.
    """
    lines: list[Asked] = []
    for row in plan.rows:
        if not (row.mandatory or with_tax):
            continue
        if not row.roles:
            lines.append(Asked(row.body, row.question))
        for role in Role:
            if role in row.roles:
                lines.extend(Asked(row.body, row.question, subject) for subject in people.get(role, ()))
    # Someone who is both holder and person of influence is asked about once for each question.
    return tuple(dict.fromkeys(lines))


@dataclass(frozen=True)
class Statement:
    """One question put to one body about one person or the place, and what has come of it."""

    body: Body
    question: Question
    subject: str | None = None
    asked_on: date | None = None
    due_on: date | None = None
    answered_on: date | None = None
    answer: Answer | None = None
    silent_on: date | None = None
    overridden_by: str | None = None
    override_reason: str | None = None
    presented_on: date | None = None
    reply_due_on: date | None = None
    replied_on: date | None = None

    @property
    def asked(self) -> Asked:
        """The line of the request that this answers."""
        return Asked(self.body, self.question, self.subject)

    def state(self, on: date) -> StatementState:
        """How the statement stands on a day; the due day itself is not overdue."""
        if self.answer is not None:
            return StatementState.ANSWERED
        if self.overridden_by:
            return StatementState.OVERRIDDEN
        if self.silent_on is not None:
            return StatementState.SILENT
        if self.asked_on is None:
            return StatementState.NOT_ASKED
        overdue = self.due_on is not None and on > self.due_on
        return StatementState.OVERDUE if overdue else StatementState.WAITING

    @property
    def has_remark(self) -> bool:
        """Whether the body had anything to say against."""
        return self.answer in (Answer.REMARK, Answer.AGAINST)

    @property
    def needs_presenting(self) -> bool:
        """Whether the applicant is still to be shown what was said. Law: forvaltningsloven § 17."""
        return self.has_remark and self.presented_on is None

    def awaits_reply(self, on: date) -> bool:
        """Whether the applicant, having been shown the remark, still has time to comment on it."""
        if not self.has_remark or self.presented_on is None or self.replied_on is not None:
            return False
        return self.reply_due_on is not None and on <= self.reply_due_on


@dataclass(frozen=True)
class Block:
    """A statement without which no decision on the merits can be made."""

    code: str
    body: Body
    question: Question | None = None
    subject: str | None = None
    due_on: date | None = None
    citation: Citation = ALKL_1_7_PARA_2


SETTLED = frozenset({StatementState.ANSWERED, StatementState.OVERRIDDEN, StatementState.SILENT})


def outstanding(statements: Iterable[Statement], on: date) -> tuple[Statement, ...]:
    """The statements that were asked for and have neither come nor been settled otherwise."""
    return tuple(
        statement
        for statement in statements
        if statement.state(on) in (StatementState.WAITING, StatementState.OVERDUE)
    )


def blocks(
    statements: Iterable[Statement], on: date, mandatory: Collection[Body] = MANDATORY
) -> tuple[Block, ...]:
    """What stops a decision: a mandatory body never asked, the police's missing answer, and the social
    service before its silence is recorded. The tax authority's silence never stops anything.

    Law: alkoholloven § 1-7 second paragraph.
    """
    rows = tuple(statements)
    found = [
        Block("statement_not_asked", body)
        for body in Body
        if body in mandatory
        and all(row.state(on) is StatementState.NOT_ASKED for row in rows if row.body is body)
    ]
    for row in rows:
        if row.body not in mandatory or row.body in {block.body for block in found if not block.question}:
            continue
        state = row.state(on)
        # Silence settles the social service's line; the police's is only set aside by a named person.
        settled = SETTLED - {StatementState.SILENT} if row.body is Body.POLICE else SETTLED
        if state is StatementState.NOT_ASKED:
            found.append(Block("statement_not_asked", row.body, row.question, row.subject))
        elif state not in settled:
            code = "police_not_answered" if row.body is Body.POLICE else "social_service_not_answered"
            found.append(Block(code, row.body, row.question, row.subject, row.due_on))
    return tuple(found)
