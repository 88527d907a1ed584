"""What a decision letter tells: the decision, its grounds, its terms, and how to complain."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app import formats
from app.cases.granted import HoursLine, condition_due_on, lines_from_json
from app.cases.queries.assessed_policy import assessed_policy_name
from app.cases.queries.facts import asked_hours
from app.cases.queries.standing import findings_of_record
from app.cases.service.kinds import KindEntry, granted_extensions, kind_of
from app.labels import citation_text, groups_text, label
from app.letters.facts import BodyDecision, Condition, DecisionLetter, DelegatedDecision, Signatory
from app.letters.hours_rows import asked_rows, granted_rows
from app.letters.parties import municipality_name, room_names, signatory, venue_address
from app.letters.texts import paragraphs_of
from app.models.assessment import AssessmentRecord
from app.models.case import Application, Case
from app.models.decision import Decision, Proposal
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.wording.enums_of_kinds import season_text
from app.wording.reasons import main_reason
from fees.errors import RateNotSet
from fees.rates import MinimumFee, minimum_fee
from licensing.applicants import Role
from licensing.assessment import Finding, FindingCode, FindingOutcome
from licensing.decisions import (
    BASIS,
    GRANTING,
    ComplaintBody,
    DecisionOutcome,
    DelegationMode,
    complaint_body,
)
from licensing.kinds import Demand, asks, citation_for_extension
from licensing.law import (
    ALKL_1_6,
    ALKL_1_7,
    ALKL_1_7A,
    ALKL_3_2,
    ALKL_3_3,
    ALKL_3_4,
    ALKL_3_7,
    ALKL_4_3,
    ALKL_4_4,
    Citation,
)
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, group_set_from_code


def decision_facts(
    session: Session,
    case: Case,
    decision: Decision,
    licence: Licence | None,
    municipality: Municipality,
) -> DecisionLetter:
    """The facts of a decision letter, in the language that is set while this runs."""
    application = case.application
    grants = decision.outcome in GRANTING
    outdoors = any(line.area is AreaKind.OUTDOOR for line in lines_from_json(decision.hours))
    special = kind_of(application)
    extensions = granted_extensions(special.extensions, decision.groups) if grants else special.extensions
    pays = asks(special.type, Demand.FEE)
    fee = _minimum_fee(application.kind, decision.decided_on.year) if grants and pays else None
    complaint = complaint_body(BASIS[application.kind])
    record = assessment_behind(session, decision)
    return DecisionLetter(
        municipality=municipality_name(municipality, decision.decided_on),
        case_number=case.reference,
        received_on=case.received_on,
        decided_on=decision.decided_on,
        licence_kind=application.kind.value,
        holder=application.holder.name,
        organisation_number=application.holder.organisation_number,
        venue_name=application.venue.name,
        venue_address=venue_address(application),
        legal_basis=tuple(
            citation_text(citation)
            for citation in _basis(
                application.kind,
                decision.outcome,
                findings_of_record(record),
                conditions=bool(decision.conditions),
                special=special,
            )
        ),
        reasons=paragraphs_of(joined_paragraphs(decision.reasons, decision.deviation)),
        decided_by=deciders(session, decision),
        complaint_body=municipality.state_governor,
        caseworker=signatory(session, case.caseworker_id),
        responsible=responsible_for(session, case, decision),
        groups=tuple(int(group) for group in group_set_from_code(decision.groups)),
        audience=application.audience.value if application.kind is LicenceKind.SERVING else None,
        category=label(application.category),
        concept=application.concept or None,
        rooms=room_names(application, AreaKind.INDOOR),
        outdoor_areas=room_names(application, AreaKind.OUTDOOR) if outdoors or not grants else (),
        hours=granted_rows(lines_from_json(decision.hours)) if grants else asked_rows(application),
        licence_number=licence.number if licence else None,
        first_day=decision.first_day
        if decision.first_day and decision.first_day > decision.decided_on
        else None,
        last_day=decision.last_day,
        licence_type=special.type.value,
        season=season_text(special.season) if special.season else None,
        extensions=tuple(label(row).lower() for row in extensions),
        pays_fee=asks(special.type, Demand.FEE),
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
        minimum_fee_ore=fee.amount.ore if fee else None,
        fee_year=decision.decided_on.year if fee else None,
        main_reason=main_reason(findings_of_record(record), decision.outcome) if not grants else None,
        refused_parts=refused_parts(application, decision)
        if decision.outcome is DecisionOutcome.PART_GRANT
        else (),
        policy=assessed_policy_name(session, record),
        legality_only=complaint.body is ComplaintBody.STATE_GOVERNOR_LEGALITY,
    )


def assessment_behind(session: Session, decision: Decision) -> AssessmentRecord | None:
    """The assessment that a decision rests on."""
    proposal = session.get_one(Proposal, decision.proposal_id)
    return session.get(AssessmentRecord, proposal.assessment_id) if proposal.assessment_id else None


def joined_paragraphs(*texts: str) -> str:
    """Texts that say something, with an empty line between."""
    return "\n\n".join(text for text in texts if text)


# The sections that let a licence be given on conditions.
ON_CONDITIONS = {LicenceKind.SALE: ALKL_3_2, LicenceKind.SERVING: ALKL_4_3}
IN_THE_WAY = frozenset({FindingOutcome.REFUSE, FindingOutcome.MISSING})


def _basis(
    kind: LicenceKind,
    outcome: DecisionOutcome,
    findings: Iterable[Finding],
    *,
    conditions: bool,
    special: KindEntry,
) -> tuple[Citation, ...]:
    hours = ALKL_4_4 if kind is LicenceKind.SERVING else ALKL_3_7
    own: tuple[Citation, ...] = ()
    if special.type is LicenceType.OUTLET:
        hours, own = ALKL_3_4, (ALKL_3_3,)
    if outcome is DecisionOutcome.DISMISS:
        return (ALKL_1_7,)
    if outcome in GRANTING:
        return (
            ALKL_1_6,
            ALKL_1_7,
            ALKL_1_7A,
            BASIS[kind],
            *own,
            *(citation_for_extension(row, kind, special.type) for row in special.extensions),
            hours,
            *((ON_CONDITIONS[kind],) if conditions else ()),
        )
    # A refusal rests on the sections that stand in the way, too.
    in_the_way = [
        found.citation
        for found in findings
        if found.citation is not None
        and (found.outcome in IN_THE_WAY or found.code is FindingCode.CONDUCT_TO_JUDGE)
    ]
    return tuple(dict.fromkeys((ALKL_1_7, ALKL_1_7A, BASIS[kind], *in_the_way)))


def deciders(session: Session, decision: Decision) -> DelegatedDecision | BodyDecision:
    """Who decided: one or two people under delegation, or a political body."""
    if decision.mode is DelegationMode.BODY and decision.body and decision.body_case_number:
        return BodyDecision(
            body=decision.body,
            met_on=decision.decided_on,
            case_number=decision.body_case_number,
            voted_text=paragraphs_of(decision.voted_text or ""),
        )
    people = [signatory(session, decision.recorded_by_id)]
    if decision.mode is DelegationMode.TWO_PEOPLE:
        people.append(signatory(session, session.get_one(Proposal, decision.proposal_id).made_by_id))
    return DelegatedDecision(by=tuple(dict.fromkeys(people)), basis=decision.delegation_basis or None)


def responsible_for(session: Session, case: Case, decision: Decision) -> Signatory:
    """Who answers for the letter: the decider, or the caseworker where a body decided."""
    by_body = decision.mode is DelegationMode.BODY
    return signatory(session, case.caseworker_id if by_body else decision.recorded_by_id)


def _minimum_fee(kind: LicenceKind, year: int) -> MinimumFee | None:
    # Next year's rates are set each autumn; until then the letter says nothing of an amount.
    try:
        return minimum_fee(kind, year)
    except RateNotSet:
        return None


def _ends(line: HoursLine) -> int:
    return line.end


def _end(line: HoursLine) -> str:
    return formats.hours(line.hours).split("–")[1]


def refused_parts(application: Application, decision: Decision) -> tuple[str, ...]:
    """What a part grant leaves out, each going on after "Vi avslår søknaden"."""
    parts = []
    asked_groups = group_set_from_code(application.groups)
    left_out = [group for group in asked_groups if group not in group_set_from_code(decision.groups)]
    if left_out:
        parts.append(f"for {groups_text(left_out)}")
    granted = lines_from_json(decision.hours)
    what = {LicenceKind.SERVING: "skjenking", LicenceKind.SALE: "salg"}[application.kind]
    for area, where in ((AreaKind.INDOOR, "inne"), (AreaKind.OUTDOOR, "ute")):
        asked = [row.hours for row in asked_hours(application) if row.area is area]
        given = [line for line in granted if line.area is area]
        if not asked:
            continue
        if not given:
            parts.append(f"for {what} {where}")
            continue
        latest_asked = max(hours.end for hours in asked)
        latest_given = max(line.end for line in given)
        if latest_given < latest_asked:
            longest = next(line for line in given if line.end == latest_given)
            parts.append(f"for {what} {where} etter kl. {_end(longest)}")
        latest_spirits = max((line for line in given if line.group == Group.THREE), key=_ends, default=None)
        if latest_spirits is not None and latest_spirits.end < latest_given:
            parts.append(f"for {what} av gruppe 3 {where} etter kl. {_end(latest_spirits)}")
    return tuple(parts)
