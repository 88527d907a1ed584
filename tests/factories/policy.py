"""Alcohol policies of a municipality: each factory adds rules to the one in force."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.policy.queries import policy_in_force
from app.policy.service.storing import store_policy
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import AreaKind, LicenceKind, LicenceType
from licensing.matters import Matter
from licensing.policy import (
    CapEffect,
    CapSpan,
    ConditionEffect,
    DelegationEffect,
    EventEffect,
    FactorEffect,
    FeeEffect,
    HoursEffect,
    Policy,
    Rule,
    RuleKind,
    Strength,
    TurnoverEffect,
    When,
)

FIRST_DAY = date(2020, 1, 1)
NAME = "Alkoholpolitiske retningslinjer 2024–2028"
BODY = "Formannskapet"
HOUR = 60


def make_rules(session: Session, municipality_id: int, *rules: Rule, **frame: Any) -> PolicyRow:
    """The policy in force with these rules beside those it had; `frame` changes name, documents and the rest.

    What is in force is never changed: the one before is withdrawn, and the new one holds from the same day.
    """
    before = policy_in_force(session, municipality_id, FIRST_DAY)
    kept = before.rules if before else ()
    wanted = {rule.code for rule in rules}
    policy = Policy(
        id="",
        version=1,
        name=frame.pop("name", before.name if before else NAME),
        first_day=FIRST_DAY,
        decided="Kommunestyret 2. november 2023, sak PS 71/23",
        invented=frame.pop("invented", before.invented if before else False),
        rules=(*(rule for rule in kept if rule.code not in wanted), *rules),
        **{name: getattr(before, name) for name in ("documents", "zones", "questions") if before} | frame,
    )
    if before is not None:
        session.get_one(PolicyRow, int(before.id)).state = PolicyState.DISCARDED
        session.flush()
    return store_policy(session, policy, municipality_ids=[municipality_id], state=PolicyState.IN_FORCE)


def make_policy(
    session: Session, municipality_id: int, *, highest: int, kind: LicenceKind = LicenceKind.SERVING
) -> PolicyRow:
    """A policy with one cap."""
    return make_rules(session, municipality_id, cap_rule(highest, kind))


def cap_rule(highest: int, kind: LicenceKind = LicenceKind.SERVING) -> Rule:
    """A cap on the licences of a kind."""
    return Rule(
        code=f"cap:{kind.value}",
        kind=RuleKind.CAP,
        strength=Strength.HARD,
        when=When(kinds=(kind,)),
        cap=CapEffect(limit=highest, span=CapSpan.AT_ONCE, counts="bevillinger"),
        paragraph="punkt 3.1",
    )


def number_rule(number: int, licence_type: LicenceType) -> Rule:
    """How many ambulatory licences, or outlets of Vinmonopolet, the council has opened for."""
    return Rule(
        code=f"number:{licence_type.value}",
        kind=RuleKind.CAP,
        strength=Strength.HARD,
        when=When(types=(licence_type,)),
        cap=CapEffect(limit=number, span=CapSpan.AT_ONCE, counts="bevillinger"),
        paragraph="Kommunestyret 15. januar 2024, sak PS 4/24",
    )


def delegation_rule(
    mode: DelegationMode,
    *,
    kind: LicenceKind | None = None,
    outcome: DecisionOutcome | None = None,
    matter: Matter | None = None,
    basis: str = "delegasjonsreglementet punkt 1",
) -> Rule:
    """Who decides; the formannskap where it is a body."""
    told = [value.value for value in (kind, outcome, matter) if value is not None]
    return Rule(
        code=":".join(("delegation", *told)),
        kind=RuleKind.DELEGATION,
        strength=Strength.HARD,
        when=When(kinds=(kind,) if kind else ()),
        delegation=DelegationEffect(
            mode=mode,
            body=BODY if mode is DelegationMode.BODY else "",
            matter=matter,
            outcome=outcome,
            basis=basis,
        ),
    )


def factor_rule(code: str, text: str, kind: LicenceKind | None = None, paragraph: str = "punkt 4.2") -> Rule:
    """Something that a person weighs."""
    return Rule(
        code=code,
        kind=RuleKind.FACTOR,
        strength=Strength.FACTOR,
        when=When(kinds=(kind,) if kind else ()),
        factor=FactorEffect(text=text),
        paragraph=paragraph,
    )


def hours_rule(
    code: str,
    latest: int,
    *,
    weekdays: tuple[int, ...] = (),
    kind: LicenceKind = LicenceKind.SERVING,
    areas: tuple[AreaKind, ...] = (AreaKind.INDOOR,),
    paragraph: str = "punkt 4.1",
) -> Rule:
    """Until when, in whole hours of the service day."""
    return Rule(
        code=code,
        kind=RuleKind.HOURS,
        strength=Strength.HARD,
        when=When(kinds=(kind,), areas=areas, weekdays=weekdays),
        hours=HoursEffect(latest=latest * HOUR),
        paragraph=paragraph,
    )


def condition_rule(title: str, text: str, **more: Any) -> Rule:
    """A condition that whoever proposes may choose."""
    return Rule(
        code=f"condition:{title}",
        kind=RuleKind.CONDITION,
        strength=Strength.CONDITION,
        condition=ConditionEffect(text=text, standard=more.pop("standard", False), **more),
        words=title,
    )


def event_rules(
    *,
    ask_single: bool | None = None,
    ask_ambulatory: bool | None = None,
    turnover_days: int | None = None,
    single_fee_ore: int | None = None,
    ambulatory_fee_ore: int | None = None,
    **asked: Any,
) -> tuple[Rule, ...]:
    """What is asked of events: notice, length, guests, statements, turnover and fees, where it is told."""

    def rule(code: str, kind: RuleKind, when: When | None = None, **effect: Any) -> Rule:
        return Rule(code=f"event:{code}", kind=kind, strength=Strength.HARD, when=when or When(), **effect)

    found = []
    if asked:
        found.append(rule("asked", RuleKind.EVENT, event=EventEffect(**asked)))
    for told, licence_type in (
        (ask_single, LicenceType.SINGLE_OCCASION),
        (ask_ambulatory, LicenceType.AMBULATORY),
    ):
        if told is not None:
            when = When(types=(licence_type,))
            effect = EventEffect(ask_statements=told)
            found.append(rule(licence_type.value, RuleKind.EVENT, when, event=effect))
    if turnover_days is not None:
        found.append(rule("turnover", RuleKind.TURNOVER, turnover=TurnoverEffect(days_after=turnover_days)))
    if single_fee_ore is not None or ambulatory_fee_ore is not None:
        fee = FeeEffect(single_ore=single_fee_ore, ambulatory_ore=ambulatory_fee_ore)
        found.append(rule("fees", RuleKind.FEE, fee=fee))
    return tuple(found)
