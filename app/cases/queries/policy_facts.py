"""What the rules of a policy ask of a case: its sort, its zones, the answers, and the special grounds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.case import Case
from app.models.licence import Licence
from app.models.occasion import Occasion
from app.models.policy import PolicyFact, SpecialGround
from app.policy.queries import licences_in_force
from app.policy.queries.criteria_sets import criteria_fixed_for
from app.policy.queries.zones import zones_of_venue
from licensing.assessment import Facts
from licensing.assessment.facts import (
    AGE_LIMIT,
    CLOSED_COMPANY,
    EVENT_DAYS,
    GUARDS,
    GUESTS,
    LATEST_HOUR,
    GroundView,
)
from licensing.assessment.situations import SORT_OF_CHANGE
from licensing.licences import Audience, group_set_from_code
from licensing.matters import ChangeKind, Matter
from licensing.occasions import Company, Openness, company_is_closed
from licensing.policy import CaseSort, Policy, Situation


def with_policy_facts(session: Session, case: Case, facts: Facts, policy: Policy | None) -> Facts:
    """The facts of a case, with what the rules of a policy ask for beside what the law does."""
    facts = replace(facts, sort=sort_of(session, case, facts.change), received_on=case.received_on)
    if policy is None:
        return facts
    return replace(
        facts,
        zones=zones_of_venue(session, case.municipality_id, case.application.venue_id, policy),
        answers=answers_of(session, case),
        grounds=tuple(GroundView(rule, row.text) for rule, row in grounds_of(session, case).items()),
        criteria_fixed=_criteria_fixed(session, case) if facts.sort is CaseSort.RENEWAL else None,
    )


def _criteria_fixed(session: Session, case: Case) -> bool | None:
    """Whether the criteria of a renewal were locked before applications opened."""
    return criteria_fixed_for(session, case.municipality_id, case.application.kind, case.received_on)


def sort_of(session: Session, case: Case, change: ChangeKind | None) -> CaseSort | None:
    """What the case asks for, as rules tell cases apart; nothing where no rule is asked."""
    match case.matter:
        case Matter.EVENT:
            return CaseSort.EVENT
        case Matter.TERMS:
            return None if change is None else SORT_OF_CHANGE.get(change)
        case Matter.LICENCE:
            if case.application.transfer_of_id:
                return CaseSort.TRANSFER
            return CaseSort.RENEWAL if _holds_already(session, case) else CaseSort.NEW
    return None


def _holds_already(session: Session, case: Case) -> bool:
    """Whether the applicant had such a licence at the place on the day the application came."""
    application = case.application
    held = licences_in_force(case.municipality_id, case.received_on).where(
        Licence.holder_id == application.holder_id,
        Licence.venue_id == application.venue_id,
        Licence.kind == application.kind,
        Licence.type == application.type,
    )
    return session.execute(held.limit(1)).first() is not None


def answers_of(session: Session, case: Case) -> dict[str, bool | int | str | None]:
    """What is known of the policy's questions: the last answer to each, and what the case itself tells."""
    given: dict[str, bool | int | str | None] = {
        code: row.answer for code, row in given_answers(session, case).items() if row.answer is not None
    }
    return given | {code: value for code, value in told_by(session, case).items() if value is not None}


def given_answers(session: Session, case: Case) -> dict[str, PolicyFact]:
    """The last answer to each question that somebody has been at; an empty one was taken back."""
    rows = session.scalars(
        select(PolicyFact)
        .where(PolicyFact.municipality_id == case.municipality_id, PolicyFact.case_id == case.id)
        .order_by(PolicyFact.id)
    )
    return {row.question: row for row in rows}


def told_by(session: Session, case: Case) -> dict[str, bool | int | None]:
    """What an event tells by itself; None is not known."""
    occasion = _occasion_of(session, case)
    if occasion is None:
        return {}
    openness = company_is_closed(
        Company(
            circle_fixed=occasion.circle_fixed,
            tickets=occasion.tickets,
            sign_up=occasion.sign_up,
            member_meeting=occasion.member_meeting,
            advertised=occasion.advertised,
        )
    ).openness
    return {
        GUESTS: occasion.guests,
        AGE_LIMIT: occasion.age_limit,
        GUARDS: occasion.guards,
        EVENT_DAYS: len({row.day for row in occasion.days}) or None,
        CLOSED_COMPANY: None if openness is Openness.UNKNOWN else openness is Openness.CLOSED,
    }


def _occasion_of(session: Session, case: Case) -> Occasion | None:
    if case.matter is not Matter.EVENT:
        return None
    return session.scalars(
        select(Occasion).where(
            Occasion.municipality_id == case.municipality_id,
            Occasion.application_id == case.application.id,
        )
    ).one_or_none()


AUDIENCES: Mapping[object, Audience] = {True: Audience.CLOSED_COMPANY, False: Audience.GENERAL}


def case_situation(
    session: Session, case: Case, policy: Policy, change: ChangeKind | None, on: date | None = None
) -> Situation:
    """What the rules of a policy are held against in a case, on a day or on none in particular."""
    application = case.application
    answers = {LATEST_HOUR: _latest_hour(session, case), **answers_of(session, case)}
    audience: Audience | None = application.audience
    if case.matter is Matter.EVENT:
        # Whom an event is for is what is told of its company, and not what it was called.
        audience = AUDIENCES.get(answers.get(CLOSED_COMPANY))
    return Situation(
        kind=application.kind,
        type=application.type,
        sort=sort_of(session, case, change),
        groups=group_set_from_code(application.groups),
        audience=audience,
        category=application.category,
        zones=zones_of_venue(session, case.municipality_id, application.venue_id, policy),
        day=on,
        answers=answers,
        local_days=policy.local_days,
    )


def _latest_hour(session: Session, case: Case) -> int | None:
    """The latest minute that is asked for: on the days of an event, or every day."""
    occasion = _occasion_of(session, case)
    application = case.application
    ends = (
        [application.indoor_to, application.outdoor_to]
        if occasion is None
        else [row.end for row in occasion.days]
    )
    return max((end for end in ends if end is not None), default=None)


def grounds_of(session: Session, case: Case) -> dict[str, SpecialGround]:
    """The special ground that stands for each rule; one that was emptied stands no more."""
    rows = session.scalars(
        select(SpecialGround)
        .where(SpecialGround.municipality_id == case.municipality_id, SpecialGround.case_id == case.id)
        .order_by(SpecialGround.id)
    )
    return {rule: row for rule, row in {row.rule: row for row in rows}.items() if row.text}
