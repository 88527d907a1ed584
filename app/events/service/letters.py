"""The letter that tells the organiser what was decided of an event."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.cases.granted import DayLine, condition_due_on, days_from_json
from app.cases.queries.assessed_policy import assessed_policy_name
from app.cases.queries.facts import case_facts
from app.cases.queries.plans import event_terms_of
from app.cases.queries.standing import case_view, findings_of_record
from app.events.queries.fees import shown_fee
from app.events.queries.one import occasion_of
from app.events.queries.times import asked_lines, cut_in_words, refused_times, time_rows
from app.labels import citation_text, groups_text
from app.letters.decision_facts import (
    assessment_behind,
    deciders,
    joined_paragraphs,
    responsible_for,
)
from app.letters.drafts import LETTER_LANGUAGE, draft_letter
from app.letters.facts import Condition, LetterKind
from app.letters.facts_of_events import FeeLineText, OccasionLetter
from app.letters.parties import holder_recipient, municipality_name, municipality_of, signatory, venue_address
from app.letters.texts import paragraphs_of
from app.models.case import Case
from app.models.decision import Decision
from app.models.letter import Letter
from app.models.licence import Licence
from app.models.occasion import Occasion
from app.permissions import Actor
from app.policy.queries import policy_in_force
from app.wording.reasons import main_reason
from licensing.applicants import Role
from licensing.assessment import Finding, FindingOutcome
from licensing.decisions import BASIS, GRANTING, ComplaintBody, DecisionOutcome, complaint_body
from licensing.law import (
    ALKL_1_6_PARA_2,
    ALKL_1_7,
    ALKL_1_7A,
    ALKL_3_2,
    ALKL_3_7,
    ALKL_4_3,
    ALKL_4_4,
    ALKL_4_5,
    Citation,
)
from licensing.licences import LicenceKind, LicenceType, group_set_from_code
from licensing.occasions import internal_control, wholesale
from licensing.stored import to_plain

IN_THE_WAY = frozenset({FindingOutcome.REFUSE, FindingOutcome.MISSING})


def draft_event_letter(
    session: Session, actor: Actor, case: Case, decision: Decision, licence: Licence | None, on: date
) -> Letter:
    """The letter that tells the organiser what was decided; of a grant it is the licence itself."""
    grants = decision.outcome in GRANTING
    with force_locale(LETTER_LANGUAGE.value):
        facts = letter_facts(session, actor, case, decision, licence, on)
    return draft_letter(
        session,
        actor,
        case,
        LetterKind.OCCASION_GRANT if grants else LetterKind.OCCASION_REFUSAL,
        recipient=holder_recipient(case.application.holder),
        facts=to_plain(facts),
        on=on,
        decision_id=decision.id,
    )


def letter_facts(
    session: Session, actor: Actor, case: Case, decision: Decision, licence: Licence | None, on: date
) -> OccasionLetter:
    """The facts of the letter, in the language that is set while this runs."""
    application, occasion = case.application, occasion_of(session, case)
    municipality = municipality_of(session, actor)
    grants = decision.outcome in GRANTING
    record = assessment_behind(session, decision)
    findings = findings_of_record(record)
    asked = asked_lines(occasion)
    lines = days_from_json(decision.days) if grants else asked
    groups = group_set_from_code(decision.groups if grants else application.groups)
    complaint = complaint_body(_basis_of(application.type, application.kind))
    policy = policy_in_force(session, case.municipality_id, on)
    known = case_facts(session, case_view(session, case, on, acting_id=actor.user_id), policy, on)
    buying = wholesale(application.type, application.kind, known.manager, known.deputies or ())
    control = internal_control(
        application.type, waived=occasion.internal_control_waived, reason=occasion.internal_control_reason
    )
    return OccasionLetter(
        municipality=municipality_name(municipality, decision.decided_on),
        case_number=case.reference,
        outcome=decision.outcome.value,
        received_on=case.received_on,
        decided_on=decision.decided_on,
        licence_kind=application.kind.value,
        licence_type=application.type.value,
        event=occasion.name,
        holder=application.holder.name,
        organisation_number=application.holder.organisation_number,
        venue_name=application.venue.name,
        venue_address=venue_address(application),
        first_day=min(line.day for line in lines),
        last_day=max(line.day for line in lines),
        times=time_rows(application, lines, groups),
        legal_basis=tuple(citation_text(row) for row in _legal_basis(case, decision, findings)),
        reasons=paragraphs_of(joined_paragraphs(decision.reasons, decision.deviation)),
        decided_by=deciders(session, decision),
        complaint_body=municipality.state_governor,
        caseworker=signatory(session, case.caseworker_id),
        responsible=responsible_for(session, case, decision),
        groups=tuple(int(group) for group in groups),
        audience=application.audience.value if application.kind is LicenceKind.SERVING else None,
        licence_number=licence.number if licence else None,
        guests=occasion.guests,
        age_limit=occasion.age_limit,
        guards=occasion.guards,
        manager=next(
            (party.person.name for party in application.parties if party.role is Role.MANAGER), None
        ),
        deputies=tuple(party.person.name for party in application.parties if party.role is Role.DEPUTY),
        deputy_waived=bool(application.deputy_waiver),
        conditions=tuple(
            Condition(
                number,
                row["text"],
                row["proof"] or None,
                row["before_use"],
                condition_due_on(row, decision.decided_on),
            )
            for number, row in enumerate(decision.conditions, start=1)
        ),
        fee_ore=occasion.fee_ore if grants else None,
        fee_invented=event_terms_of(session, case, decision.decided_on).invented,
        **(_fee_told(session, occasion) if grants else {}),
        turnover_due_on=occasion.turnover_due_on if grants else None,
        wholesale=buying.answer.value,
        internal_control=control.answer.value,
        main_reason=None if grants else main_reason(findings, decision.outcome),
        refused_parts=_refused(case, decision, asked, lines)
        if decision.outcome is DecisionOutcome.PART_GRANT
        else (),
        policy=assessed_policy_name(session, record),
        legality_only=complaint.body is ComplaintBody.STATE_GOVERNOR_LEGALITY,
    )


def _fee_told(session: Session, occasion: Occasion) -> dict[str, Any]:
    """How the fee came about, where there is more to it than its amount."""
    shown = shown_fee(session, occasion)
    if shown is None:
        return {}
    lines = tuple(FeeLineText(line.text, line.amount) for line in shown.lines)
    return {
        "fee_lines": lines if len(lines) > 1 else (),
        "fee_rule": None if shown.tariff_gives else shown.rule,
        "fee_awaits": next((text for _tone, text in shown.notes), None) if shown.awaits_statement else None,
    }


def _basis_of(wanted: LicenceType, kind: LicenceKind) -> Citation:
    return ALKL_4_5 if wanted is LicenceType.AMBULATORY else BASIS[kind]


def _legal_basis(case: Case, decision: Decision, findings: Iterable[Finding]) -> tuple[Citation, ...]:
    application = case.application
    basis = _basis_of(application.type, application.kind)
    if decision.outcome is DecisionOutcome.DISMISS:
        return (ALKL_1_7,)
    if decision.outcome in GRANTING:
        serving = application.kind is LicenceKind.SERVING
        conditions = ALKL_4_3 if serving else ALKL_3_2
        return (
            ALKL_1_6_PARA_2,
            ALKL_1_7,
            ALKL_1_7A,
            basis,
            ALKL_4_4 if serving else ALKL_3_7,
            *((conditions,) if decision.conditions else ()),
        )
    in_the_way = [
        found.citation for found in findings if found.citation is not None and found.outcome in IN_THE_WAY
    ]
    return tuple(dict.fromkeys((ALKL_1_7, ALKL_1_7A, basis, *in_the_way)))


def _refused(
    case: Case, decision: Decision, asked: tuple[DayLine, ...], given: tuple[DayLine, ...]
) -> tuple[str, ...]:
    """What a part grant leaves out, each going on after "Vi avslår søknaden"."""
    application = case.application
    left_out = [
        group
        for group in group_set_from_code(application.groups)
        if group not in group_set_from_code(decision.groups)
    ]
    parts = [_("for %(groups)s", groups=groups_text(left_out))] if left_out else []
    parts += [cut_in_words(cut, days) for cut, days in refused_times(asked, given).items()]
    return tuple(parts)
