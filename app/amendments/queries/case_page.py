"""What the case page shows of a change of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.amendments.queries.licences import people_rows
from app.amendments.queries.telling import Told, gap_sentences, told_at_once
from app.cases.queries.facts import case_facts
from app.cases.queries.page import OpenAct, names_of
from app.cases.queries.plans import change_of
from app.cases.queries.standing import CaseView, case_view, findings_of_record, mode_of
from app.models.case import Case
from app.models.change import Change
from app.models.licence import Licence
from app.permissions import Actor, Permission
from licensing.applicants import Role
from licensing.assessment import Facts, FindingCode
from licensing.cases import UNDECIDED, Act, CaseState, open_acts
from licensing.changes import CHANGE_RULES, complaint_over, complaint_questions
from licensing.decisions import ComplaintBody, DecisionOutcome, DelegationMode
from licensing.matters import ChangeKind
from licensing.statements import Body


@dataclass(frozen=True)
class PeopleChangeView:
    """A change of people on its case page."""

    kind_label: str
    first_day: str
    licences: Sequence[Licence]
    leaving: Sequence[str]
    gaps: Sequence[str]
    told: Sequence[Told]
    note: str
    complaint: str
    complaint_asks: str
    at_once: str
    withdrawal: str
    acts: Sequence[OpenAct]
    """What a change of people has besides the acts of every case: done with one press or on one page."""
    new_list: bool


def people_change_view(session: Session, actor: Actor, case: Case, on: date) -> PeopleChangeView:
    """Everything that the page shows of a change of people, in texts."""
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    view = case_view(session, case, on, acting_id=actor.user_id)
    undecided = case.state in UNDECIDED
    facts = case_facts(session, view, None, on) if undecided else None
    rule = CHANGE_RULES[change.kind]
    managers = change.kind is ChangeKind.MANAGERS
    return PeopleChangeView(
        kind_label=labels.label(change.kind),
        first_day=formats.short_date(change.first_day),
        licences=change.licences,
        leaving=_leaving(session, case, change),
        gaps=gap_sentences(session, case.municipality_id, change.licences, on) if managers else (),
        told=told_at_once(facts, names_of(case.application), on) if facts else (),
        note=change.note,
        complaint=complaint_sentence(change, case),
        complaint_asks=complaint_ask(change, case),
        at_once=_("Når styreren slutter, skal bevillingshaveren straks søke om en ny (alkoholloven § 1-7c).")
        if rule.at_once and undecided
        else "",
        withdrawal=_withdrawal(view, change, facts),
        acts=_acts(session, actor, view, on),
        new_list=managers and view.decision is not None and view.decision.outcome is DecisionOutcome.GRANT,
    )


def _acts(session: Session, actor: Actor, view: CaseView, on: date) -> list[OpenAct]:
    case = view.case
    if may_approve(session, actor, case, on):
        url = url_for("amendments.approve_people", case_id=case.id)
        return [OpenAct(_("Godkjenn"), url, "get", {}, "", primary=True)]
    police = Body.POLICE in view.askable and Act.REQUEST_STATEMENTS in open_acts(view.standing)
    if police and actor.may(Permission.CASE_HANDLE):
        url = url_for("amendments.ask_police", case_id=case.id)
        fields = {"version": case.version}
        return [OpenAct(_("Send til politiet"), url, "post", fields, "", primary=True)]
    return []


def may_approve(session: Session, actor: Actor, case: Case, on: date) -> bool:
    """Whether this person can approve alone, once the police have answered."""
    return (
        actor.may(Permission.CASE_DECIDE_ALONE)
        and case.state is CaseState.READY
        and mode_of(session, case, DecisionOutcome.GRANT, on) is DelegationMode.ALONE
    )


def complaint_sentence(change: Change, case: Case) -> str:
    """Where a complaint over the decision goes, and by which section."""
    answer = complaint_over(change.kind, case.application.kind)
    own = answer.body is ComplaintBody.OWN_COMPLAINTS_BODY
    where = _("kommunens egen klagenemnd") if own else labels.label(answer.body).lower()
    return _("Klage går til %(where)s (%(law)s).", where=where, law=labels.citation_text(answer.citation))


def complaint_ask(change: Change, case: Case) -> str:
    """What no source settles about where the complaint goes."""
    if not complaint_questions(change.kind, case.application.kind):
        return ""
    return _(
        "Alkoholloven § 1-16 nevner ikke slike vedtak, så forvaltningslovens hovedregel er brukt. Ingen kilde"
        " sier det uttrykkelig: avklar det hvis kommunen gjør det på en annen måte."
    )


def _leaving(session: Session, case: Case, change: Change) -> list[str]:
    """Who leaves, and the last day, in a sentence each."""
    wanted = {(row["person_id"], row["role"]) for row in change.facts.get("leaving", ())}
    ids = [licence.id for licence in change.licences]
    found = {}
    for row in people_rows(session, case.municipality_id, ids):
        if row.last_day is not None and (row.person_id, row.role.value) in wanted:
            found[row.person_id, row.role] = _(
                "%(name)s slutter som %(role)s. Siste dag er %(day)s.",
                name=row.person.name,
                role=labels.label(row.role).lower(),
                day=formats.short_date(row.last_day),
            )
    return [found[key] for key in sorted(found, key=lambda key: (key[1] is Role.DEPUTY, key[0]))]


def _withdrawal(view: CaseView, change: Change, facts: Facts | None) -> str:
    """What a failed conduct test of somebody of influence may lead to. It is told, and not done."""
    section = CHANGE_RULES[change.kind].may_cost_the_licence
    if facts is not None:
        failed = any(not answer.met for answer in facts.conduct)
    else:
        found = findings_of_record(view.assessment)
        failed = any(finding.code is FindingCode.CONDUCT_NOT_MET for finding in found)
    if section is None or not failed:
        return ""
    return _(
        "Kravet til vandel er ikke oppfylt. Kommunen kan inndra bevillingen (%(law)s). Det er en egen sak,"
        " med varsel, og gjøres ikke her.",
        law=labels.citation_text(section),
    )
