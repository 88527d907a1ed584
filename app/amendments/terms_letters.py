"""The letter that tells a decision on a change of terms: what changes from when, or why nothing does."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.amendments.queries.licences import last_day_of
from app.amendments.queries.terms import days_of, required_change
from app.cases.granted import condition_due_on, lines_from_json
from app.cases.queries.assessed_policy import assessed_policy_name
from app.cases.queries.standing import findings_of_record
from app.labels import citation_text, label
from app.letters.decision_facts import (
    assessment_behind,
    deciders,
    joined_paragraphs,
    refused_parts,
    responsible_for,
)
from app.letters.drafts import LETTER_LANGUAGE, draft_letter
from app.letters.facts import Condition, HoursRow, LetterKind
from app.letters.facts_of_terms import TermsLetter
from app.letters.hours_rows import asked_rows, granted_rows
from app.letters.parties import (
    holder_recipient,
    municipality_name,
    municipality_of,
    room_names,
    signatory,
    venue_address,
)
from app.letters.texts import paragraphs_of
from app.models.case import Case
from app.models.decision import Decision
from app.models.letter import Letter
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.permissions import Actor
from app.wording.reasons import main_reason
from licensing.assessment import Finding, FindingOutcome
from licensing.changes import basis_of, complaint_over
from licensing.decisions import GRANTING, ComplaintBody, DecisionOutcome
from licensing.law import ALKL_1_7A, Citation
from licensing.licences import AreaKind, group_set_from_code
from licensing.matters import ChangeKind
from licensing.stored import to_plain

IN_THE_WAY = frozenset({FindingOutcome.REFUSE, FindingOutcome.MISSING})


def draft_terms_letter(
    session: Session, actor: Actor, case: Case, decision: Decision, licence: Licence | None, on: date
) -> Letter:
    """The letter to the holder about what was granted or refused."""
    with force_locale(LETTER_LANGUAGE.value):
        facts = terms_letter_facts(session, case, decision, municipality_of(session, actor))
    granted = decision.outcome in GRANTING
    return draft_letter(
        session,
        actor,
        case,
        LetterKind.CHANGE_GRANT if granted else LetterKind.CHANGE_REFUSAL,
        recipient=holder_recipient(case.application.holder),
        facts=to_plain(facts),
        on=on,
        decision_id=decision.id,
    )


def terms_letter_facts(
    session: Session, case: Case, decision: Decision, municipality: Municipality
) -> TermsLetter:
    """The facts of the letter, in the language that is set while this runs."""
    change = required_change(session, case)
    application, licence = case.application, change.licences[0]
    record = assessment_behind(session, decision)
    findings = findings_of_record(record)
    granted = decision.outcome in GRANTING
    complaint = complaint_over(change.kind, application.kind)
    own_body = complaint.body is ComplaintBody.OWN_COMPLAINTS_BODY
    days = days_of(change)
    area = change.kind in (ChangeKind.AREA, ChangeKind.AREA_ONCE)
    return TermsLetter(
        municipality=municipality_name(municipality, decision.decided_on),
        case_number=case.reference,
        received_on=case.received_on,
        decided_on=decision.decided_on,
        change=change.kind.value,
        licence_kind=application.kind.value,
        licence_number=licence.number,
        holder=application.holder.name,
        organisation_number=application.holder.organisation_number,
        venue_name=application.venue.name,
        venue_address=venue_address(application),
        legal_basis=tuple(
            citation_text(citation) for citation in _basis(change.kind, case, findings, granted=granted)
        ),
        reasons=paragraphs_of(joined_paragraphs(decision.reasons, decision.deviation)),
        decided_by=deciders(session, decision),
        complaint_body=_("kommunens egen klagenemnd") if own_body else municipality.state_governor,
        caseworker=signatory(session, case.caseworker_id),
        responsible=responsible_for(session, case, decision),
        first_day=max(decision.decided_on, change.first_day),
        days=days,
        last_day=last_day_of(licence),
        rooms=room_names(application, AreaKind.INDOOR) if area else (),
        outdoor_areas=room_names(application, AreaKind.OUTDOOR) if area else (),
        groups=tuple(
            int(group) for group in group_set_from_code(decision.groups if granted else application.groups)
        )
        if change.kind is ChangeKind.GROUPS
        else (),
        category=label(application.category) if change.kind is ChangeKind.CONCEPT else None,
        concept=(application.concept or None) if change.kind is ChangeKind.CONCEPT else None,
        hours=_in_one_column(
            granted_rows(lines_from_json(decision.hours)) if granted else asked_rows(application), case
        ),
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
        refused_parts=refused_parts(application, decision)
        if decision.outcome is DecisionOutcome.PART_GRANT
        else (),
        main_reason=None if granted else main_reason(findings, decision.outcome),
        dismissed=decision.outcome is DecisionOutcome.DISMISS,
        policy=assessed_policy_name(session, record),
        legality_only=not own_body,
    )


def _in_one_column(rows: tuple[HoursRow, ...], case: Case) -> tuple[HoursRow, ...]:
    """Hours outdoors alone stand in the column of the time: nothing is said of the hours indoors."""
    if case.application.indoor_from is not None:
        return rows
    return tuple(HoursRow(row.days, row.outdoor or "", None, row.groups) for row in rows)


def _basis(
    kind: ChangeKind, case: Case, findings: tuple[Finding, ...], *, granted: bool
) -> tuple[Citation, ...]:
    """The sections that the decision rests on; a refusal also on those that stand in the way."""
    in_the_way = [
        row.citation
        for row in findings
        if not granted and row.citation is not None and row.outcome in IN_THE_WAY
    ]
    own = basis_of(kind, case.application.kind)
    return tuple(dict.fromkeys((ALKL_1_7A, own, *in_the_way)))
