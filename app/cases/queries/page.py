"""The case page: everything it shows, ready to be shown."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import formats, labels
from app.cases.acts import ACTS
from app.cases.outcomes import outcome_of
from app.cases.queries import one
from app.cases.queries.kind_rows import kind_rows
from app.cases.queries.standing import CaseView
from app.labels import ClockText, clock_text
from app.letters.facts import LetterKind
from app.letters.hours_rows import asked_rows
from app.models.case import Application, Case
from app.models.document import Direction, Document
from app.models.event import Event
from app.models.letter import Letter, LetterState
from app.models.statement import Inquiry, InquiryKind, StatementRequest
from app.permissions import Actor
from licensing.cases import UNDECIDED, Act, AssessmentStanding, CaseState, Closed, closed_acts, open_acts
from licensing.deadlines import case_due_on, preliminary_reply_due_on
from licensing.licences import OCCASIONAL, LicenceKind, group_set_from_code
from licensing.matters import Matter
from licensing.statements import Answer, Question


@dataclass(frozen=True)
class OpenAct:
    """An act that this person can do now."""

    label: str
    url: str
    method: str
    fields: dict[str, Any]
    citation: str
    primary: bool


@dataclass(frozen=True)
class ClosedAct:
    """An act that belongs here but is closed, and why."""

    label: str
    reason: str
    citation: str


@dataclass(frozen=True)
class ClockLine:
    """A deadline of the case and how it stands."""

    label: str
    clock: ClockText
    citation: str


@dataclass(frozen=True)
class StatementLine:
    """A body that was asked, and what came of it."""

    body: str
    body_value: str
    asked_on: str
    status: str
    tone: str
    answers: tuple[tuple[str, str, Answer], ...]
    clock: ClockText | None
    waits: bool
    answerable: bool
    overdue: bool
    remind: bool
    silence: bool
    override: str | None


@dataclass(frozen=True)
class TimelineEvent:
    """What happened, as the timeline shows it."""

    time: str
    iso: str
    actor: str
    text: str


def open_and_closed(view: CaseView, actor: Actor) -> tuple[list[OpenAct], list[ClosedAct]]:
    """The acts that this person can do, the next one first, and those of theirs that are closed, with why."""
    closed = [row for row in closed_acts(view.standing) if actor.may(ACTS[row.act].permission)]
    offered = {act for act in open_acts(view.standing) if actor.may(ACTS[act].permission)}
    offered -= _nothing_left(view)
    # Conditions before use are ticked off on the page of the act that waits for them.
    offered |= {row.act for row in closed if row.code == "conditions_before_use_open"}
    order = list(ACTS)
    shown = sorted(offered, key=lambda act: (act not in _next_acts(view), order.index(act)))
    return (
        [_open(view, act, first=place == 0) for place, act in enumerate(shown)],
        [
            _closed(row)
            for row in sorted(closed, key=lambda row: order.index(row.act))
            if row.act not in offered
        ],
    )


# Open almost always, and seldom what the case waits for.
_NEVER_THE_NEXT = frozenset({Act.ASSESS, Act.RETRACT})


def _nothing_left(view: CaseView) -> set[Act]:
    """Open acts that have nothing to work on: every body is asked, or none is waited for."""
    empty = set()
    if not view.askable:
        empty.add(Act.REQUEST_STATEMENTS)
    if not any(request.answered_on is None for request in view.requests):
        empty.add(Act.RECORD_STATEMENT)
    return empty


def _next_acts(view: CaseView) -> set[Act]:
    """What carries a case on: hearing who was asked, showing what was said, assessing, then proposing."""
    asked = {request.body for request in view.requests}
    if view.case.state is CaseState.AWAITING_STATEMENTS and view.standing.mandatory <= asked:
        return {Act.RECORD_STATEMENT}
    if view.case.state is not CaseState.READY:
        return set()
    if any(statement.needs_presenting for statement in view.statements):
        return {Act.PRESENT_TO_APPLICANT}
    if view.standing.assessment is not AssessmentStanding.CURRENT:
        return {Act.ASSESS}
    return {Act.RECORD_REPLY, Act.PROPOSE}


def _open(view: CaseView, act: Act, *, first: bool) -> OpenAct:
    entry = ACTS[act]
    own_page = outcome_of(view.case).pages.get(act)
    if entry.endpoint == "letters.show_letter":
        url = url_for(entry.endpoint, letter_id=view.letter.id if view.letter else 0)
    else:
        url = url_for(own_page or entry.endpoint, case_id=view.case.id)
    return OpenAct(
        label=labels.label(act),
        url=url,
        method="post" if entry.at_once else "get",
        fields={"version": view.case.version} if entry.at_once else {},
        citation="",
        primary=first and (act in _next_acts(view) or act not in _NEVER_THE_NEXT),
    )


def _closed(row: Closed) -> ClosedAct:
    return ClosedAct(
        label=labels.label(row.act),
        reason=labels.sentence(row.code, None, row.facts),
        citation=labels.citation_text(row.citation),
    )


def clock_lines(
    case: Case, view: CaseView, inquiries: Sequence[Inquiry], letters: Sequence[Letter], on: date
) -> list[ClockLine]:
    """The deadlines that run in a case; the preliminary reply until the receipt has been sent."""
    if case.matter is Matter.ENDING:
        # Nobody has applied for anything: what is awaited stands with the ending itself.
        return []
    if case.state not in UNDECIDED:
        return _complaint_clock(view, on)
    due = case_due_on(case.complete_on) if case.complete_on else None
    clock = clock_text(due, on) if due else ClockText(_("Starter når søknaden er komplett"), "neutral", None)
    lines = [ClockLine(_("Saksbehandlingsfrist, fire måneder"), clock, _("alkoholloven § 1-11"))]
    if not any(letter.kind is LetterKind.RECEIPT and letter.sent_on for letter in letters):
        due = preliminary_reply_due_on(case.received_on)
        lines.append(
            ClockLine(_("Foreløpig svar, én måned"), clock_text(due, on), _("forvaltningsloven § 11 a"))
        )
    for request in view.requests:
        if request.answered_on is None and request.silence_on is None and request.override_on is None:
            label = _("Uttalelse fra %(body)s", body=labels.body_name(request.body))
            lines.append(ClockLine(label, clock_text(request.due_on, on), ""))
    lines += [
        ClockLine(_("Svar fra søkeren"), clock_text(inquiry.due_on, on), "")
        for inquiry in inquiries
        if inquiry.answered_on is None
    ]
    return lines


def _complaint_clock(view: CaseView, on: date) -> list[ClockLine]:
    if view.letter is None or view.letter.state not in (LetterState.SENT, LetterState.ARRIVED):
        return []
    last_day = view.standing.complaint_last_day
    clock = (
        clock_text(last_day, on)
        if last_day
        else ClockText(_("Ikke startet: vi vet ikke når brevet kom fram"), "neutral", "")
    )
    return [ClockLine(_("Klagefrist"), clock, _("forvaltningsloven § 29"))]


def application_facts(application: Application) -> list[tuple[str, str | None]]:
    """What is applied for, as pairs of label and text."""
    venue, holder = application.venue, application.holder
    return [
        (_("Søker"), holder.name),
        (
            _("Organisasjonsnummer"),
            formats.organisation_number(holder.organisation_number) if holder.organisation_number else None,
        ),
        (_("Sted"), venue.name),
        (_("Adresse"), f"{venue.street_address}, {venue.postcode} {venue.town}"),
        (_("Lokaler"), labels.enumeration([room.name for room in application.rooms]) or None),
        (
            _("Bevilling"),
            f"{labels.label(application.kind)},"
            f" {labels.groups_text(group_set_from_code(application.groups))}",
        ),
        (_("Virksomhet"), labels.label(application.category)),
        (_("Konsept"), application.concept or None),
        *_hours_facts(application),
        *kind_rows(application),
    ]


def _hours_facts(application: Application) -> list[tuple[str, str | None]]:
    hours = asked_rows(application)
    if application.type in OCCASIONAL:
        # An event has its hours day by day, and they stand with the proposal.
        return [(_("Gjelder"), labels.label(application.audience))]
    if application.kind is LicenceKind.SALE:
        return [(_("Salgstid"), hours[0].indoor if hours else None)]
    return [
        (_("Gjelder"), labels.label(application.audience)),
        (_("Tid inne"), hours[0].indoor if hours else None),
        (_("Tid ute"), next((row.outdoor for row in hours if row.outdoor), None)),
    ]


def names_of(application: Application) -> dict[str, str]:
    """The names behind the references that the rules use."""
    names = {one.reference(party.person_id): party.person.name for party in application.parties}
    if application.holder.person_id is not None:
        names[one.reference(application.holder.person_id)] = application.holder.name
    names |= {f"room:{room.id}": room.name for room in application.rooms}
    names["holder"] = application.holder.name
    return names


def statement_lines(view: CaseView, on: date) -> list[StatementLine]:
    """The bodies that were asked."""
    return [_statement_line(request, view.case.application, on) for request in view.requests]


def about_whom(application: Application, question: Question, person_id: int | None) -> str:
    """Whom or what a body was asked about: a person, the holder, or the place."""
    if person_id is not None:
        return names_of(application).get(one.reference(person_id), "")
    return application.venue.name if question is Question.PLACE else application.holder.name


def _statement_line(request: StatementRequest, application: Application, on: date) -> StatementLine:
    waits = request.answered_on is None and request.silence_on is None and request.override_on is None
    overdue = waits and request.due_on < on
    if request.answered_on is not None:
        remarks = any(answer.answer is not Answer.NO_REMARK for answer in request.answers)
        status, tone = (_("Svart med merknad"), "warning") if remarks else (_("Ingen merknad"), "success")
    elif request.override_on is not None:
        status, tone = _("Satt til side"), "warning"
    elif request.silence_on is not None:
        status, tone = _("Ikke svart innen fristen"), "neutral"
    else:
        status, tone = (_("Over fristen"), "danger") if overdue else (_("Venter på svar"), "info")
    return StatementLine(
        body=labels.label(request.body),
        body_value=request.body.value,
        asked_on=formats.short_date(request.asked_on),
        status=status,
        tone=tone,
        answers=tuple(
            (
                labels.label(answer.question),
                about_whom(application, answer.question, answer.person_id),
                answer.answer,
            )
            for answer in request.answers
        ),
        clock=clock_text(request.due_on, on) if waits else None,
        waits=waits,
        answerable=request.answered_on is None,
        overdue=overdue,
        remind=overdue and request.reminded_on is None,
        silence=overdue and request.body.value != "police",
        override=request.override_reason,
    )


def document_lines(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """The documents of a case; shielded ones are opened from a page of their own."""
    return [
        {
            "title": document.title,
            "url": url_for(
                "cases.open_document" if document.sealed else "cases.show_document", document_id=document.id
            ),
            "direction_label": labels.label(document.direction),
            "date": formats.short_date(document.dated_on),
            "kind": document.media_type.rsplit("/", 1)[-1].upper()[:4],
            "size": formats.file_size(document.size),
            "access": _("Unntatt offentlighet") if document.access_code else None,
        }
        for document in documents
        if document.direction is not Direction.OUT
    ]


def letter_lines(letters: Sequence[Letter]) -> list[dict[str, Any]]:
    """The letters of a case with how far each has come."""
    tones = {
        LetterState.DRAFT: "warning",
        LetterState.FINAL: "info",
        LetterState.SENT: "success",
        LetterState.ARRIVED: "success",
    }
    return [
        {
            "title": f"{labels.label(letter.kind)} – {letter.recipient['name']}",
            "url": url_for("letters.show_letter", letter_id=letter.id),
            "date": formats.short_date(letter.dated_on),
            "status": labels.label(letter.state),
            "status_tone": tones[letter.state],
        }
        for letter in letters
    ]


def inquiry_lines(inquiries: Sequence[Inquiry], on: date) -> list[dict[str, Any]]:
    """What the applicant was asked or shown, and whether the answer has come."""
    titles = {
        InquiryKind.MISSING_ITEMS: _("Etterspurte opplysninger"),
        InquiryKind.PRESENTATION: _("Uttalelse lagt fram for søkeren"),
    }
    return [
        {
            "title": titles[inquiry.kind],
            "sent_on": formats.short_date(inquiry.sent_on),
            "clock": None if inquiry.answered_on else clock_text(inquiry.due_on, on),
            "answered_on": formats.short_date(inquiry.answered_on) if inquiry.answered_on else None,
        }
        for inquiry in inquiries
    ]


def timeline(events: Sequence[Event]) -> list[TimelineEvent]:
    """The events of a case, newest first."""
    return [
        TimelineEvent(
            time=formats.moment(event.at),
            iso=event.at.isoformat(timespec="seconds"),
            actor=event.actor_name,
            text=labels.event_text(event.type, json.loads(event.payload) if event.payload else None),
        )
        for event in events
    ]
