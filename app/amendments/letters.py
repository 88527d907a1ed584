"""The letter that tells a decision on people of licences: one for all the licences concerned."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.amendments.queries.licences import people_rows
from app.amendments.queries.people import gaps_of
from app.cases.queries.plans import change_of
from app.cases.queries.standing import findings_of_record
from app.labels import citation_text
from app.letters.decision_facts import assessment_behind, deciders, joined_paragraphs, responsible_for
from app.letters.drafts import LETTER_LANGUAGE, draft_letter
from app.letters.facts import LetterKind
from app.letters.facts_of_changes import LeavingPerson, NamedLicence, NamedPerson, PeopleLetter
from app.letters.parties import holder_recipient, municipality_name, municipality_of, signatory
from app.letters.texts import paragraphs_of
from app.models.case import Case
from app.models.change import Change
from app.models.decision import Decision
from app.models.letter import Letter
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.permissions import Actor
from app.wording.reasons import main_reason
from licensing.applicants import Role
from licensing.assessment import Finding, FindingCode, FindingOutcome
from licensing.changes import CHANGE_RULES, ManagerGap, basis_of, complaint_over
from licensing.decisions import GRANTING, ComplaintBody, DecisionOutcome
from licensing.law import ALKL_1_7, Citation
from licensing.matters import ChangeKind
from licensing.stored import to_plain

IN_LETTER = (Role.MANAGER, Role.DEPUTY, Role.INFLUENCE)


def draft_people_letter(
    session: Session, actor: Actor, case: Case, decision: Decision, licence: Licence | None, on: date
) -> Letter:
    """The letter to the holder about who was approved, or was not."""
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    granted = decision.outcome in GRANTING
    with force_locale(LETTER_LANGUAGE.value):
        facts = people_letter_facts(session, case, change, decision, municipality_of(session, actor))
    return draft_letter(
        session,
        actor,
        case,
        LetterKind.PEOPLE_APPROVAL if granted else LetterKind.PEOPLE_REFUSAL,
        recipient=holder_recipient(case.application.holder),
        facts=to_plain(facts),
        on=on,
        decision_id=decision.id,
    )


def people_letter_facts(
    session: Session, case: Case, change: Change, decision: Decision, municipality: Municipality
) -> PeopleLetter:
    """The facts of the letter, in the language that is set while this runs."""
    application = case.application
    findings = findings_of_record(assessment_behind(session, decision))
    granted = decision.outcome in GRANTING
    first_day = max(decision.decided_on, decision.first_day or decision.decided_on)
    complaint = complaint_over(change.kind, application.kind)
    own_body = complaint.body is ComplaintBody.OWN_COMPLAINTS_BODY
    gap = _longest_gap(session, case, change, first_day if granted else decision.decided_on)
    conduct_failed = any(row.code is FindingCode.CONDUCT_NOT_MET for row in findings)
    return PeopleLetter(
        municipality=municipality_name(municipality, decision.decided_on),
        case_number=case.reference,
        received_on=case.received_on,
        decided_on=decision.decided_on,
        holder=application.holder.name,
        organisation_number=application.holder.organisation_number,
        venue_name=application.venue.name,
        licences=tuple(NamedLicence(row.kind.value, row.number, row.venue.name) for row in change.licences),
        people=tuple(
            NamedPerson(party.person.name, party.role.value)
            for role in IN_LETTER
            for party in application.parties
            if party.role is role
        ),
        first_day=first_day,
        legal_basis=tuple(
            citation_text(citation) for citation in _basis(change, case, findings, granted=granted)
        ),
        reasons=paragraphs_of(joined_paragraphs(decision.reasons, decision.deviation)),
        decided_by=deciders(session, decision),
        complaint_body=_("kommunens egen klagenemnd") if own_body else municipality.state_governor,
        caseworker=signatory(session, case.caseworker_id),
        responsible=responsible_for(session, case, decision),
        leaving=_leaving(session, case, change),
        without_manager_from=gap.since if gap else None,
        deputy_covers=bool(gap and gap.deputy_covers),
        main_reason=None if granted else main_reason(findings, decision.outcome),
        dismissed=decision.outcome is DecisionOutcome.DISMISS,
        may_be_withdrawn=conduct_failed and CHANGE_RULES[change.kind].may_cost_the_licence is not None,
        legality_only=complaint.body is ComplaintBody.STATE_GOVERNOR_LEGALITY,
    )


def _basis(
    change: Change, case: Case, findings: tuple[Finding, ...], *, granted: bool
) -> tuple[Citation, ...]:
    """The sections that the decision rests on; a refusal also on those that stand in the way."""
    in_the_way = [
        row.citation
        for row in findings
        if not granted
        and row.citation is not None
        and row.outcome in (FindingOutcome.REFUSE, FindingOutcome.MISSING)
    ]
    return tuple(dict.fromkeys((ALKL_1_7, basis_of(change.kind, case.application.kind), *in_the_way)))


def _leaving(session: Session, case: Case, change: Change) -> tuple[LeavingPerson, ...]:
    """Those who leave, as registered with the change."""
    wanted = {(row["person_id"], row["role"]) for row in change.facts.get("leaving", ())}
    ids = [licence.id for licence in change.licences]
    found = {
        (row.person_id, row.role.value): LeavingPerson(row.person.name, row.role.value, row.last_day)
        for row in people_rows(session, case.municipality_id, ids)
        if row.last_day is not None and (row.person_id, row.role.value) in wanted
    }
    return tuple(found.values())


def _longest_gap(session: Session, case: Case, change: Change, on: date) -> ManagerGap | None:
    """The earliest time without a manager among the licences, where one is left or still to come."""
    if change.kind is not ChangeKind.MANAGERS:
        return None
    gaps = [gap for _licence, gap in gaps_of(session, case.municipality_id, change.licences, on)]
    return min(gaps, key=lambda gap: gap.since, default=None)
