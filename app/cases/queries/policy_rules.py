"""Which rules of a policy can speak of a case, whatever day it is about, and which may be departed from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.cases.queries.plans import change_kind
from app.cases.queries.policy_facts import case_situation
from app.models.case import Case
from licensing.licences import AreaKind
from licensing.policy import Policy, Rule, Situation, Strength


def situation_of(session: Session, case: Case, policy: Policy) -> Situation:
    """What the rules of a policy are held against in a case, on no day in particular."""
    return case_situation(session, case, policy, change_kind(session, case))


def areas_of(case: Case) -> tuple[AreaKind, ...]:
    """Indoors, outdoors or both: where it is to be served."""
    application = case.application
    areas = {room.area for room in application.rooms}
    if application.indoor_from is not None:
        areas.add(AreaKind.INDOOR)
    if application.outdoor_from is not None:
        areas.add(AreaKind.OUTDOOR)
    return tuple(area for area in AreaKind if area in areas)


def may_speak(rule: Rule, situation: Situation, areas: Iterable[AreaKind]) -> bool:
    """Whether a rule may come to speak of a case on some day: what is not known rules nothing out."""
    on_any_day = rule.when.on_any_day
    return any(on_any_day.meets(replace(situation, area=area)).met is not False for area in (*areas, None))


def speaking_rules(session: Session, case: Case, policy: Policy, on: date) -> tuple[Rule, ...]:
    """The rules of a policy that hold on a day and may speak of a case, in the order of the text."""
    situation, areas = situation_of(session, case, policy), areas_of(case)
    return tuple(rule for rule in policy.rules if rule.holds_on(on) and may_speak(rule, situation, areas))


def departable(rule: Rule) -> bool:
    """Whether a rule itself opens for something else: a default, or one with an exception."""
    exceeds = rule.cap is not None and bool(rule.cap.may_exceed)
    return rule.strength is Strength.DEFAULT or bool(rule.exception or rule.exception_by) or exceeds
