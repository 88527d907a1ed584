"""What the case page shows of an ending: what happened, both clocks, and what becomes of both licences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import formats, labels
from app.cases.queries.plans import change_of
from app.endings.queries.changes import fact_day, fate_of, place_fate_of, transfer_of
from app.endings.queries.licences import licences_of_change
from app.endings.queries.transfers import applications_after, settled_on
from app.labels import ClockText, clock_text
from app.models.case import Case
from app.models.change import Change
from app.models.holder import Holder
from app.models.licence import Licence
from app.permissions import Actor, Permission
from app.wording.enums_of_endings import ending_questions
from licensing.endings import ALL_SHARES, Effect, Fate, Transfer, TransferKind, reminder_on
from licensing.matters import ChangeKind

TONES = {
    Effect.CONTINUES: "success",
    Effect.RUNS_UNTIL: "info",
    Effect.RUNS_UNTIL_DECIDED: "info",
    Effect.AWAITS_APPLICATION: "warning",
    Effect.LAPSES: "danger",
    Effect.MAY_BE_WITHDRAWN: "warning",
    Effect.ASK: "warning",
}


@dataclass(frozen=True)
class FateLine:
    """What becomes of one licence, in words."""

    what: str
    effect: str
    tone: str
    last_day: str | None
    citation: str
    questions: Sequence[str]


@dataclass(frozen=True)
class ClockLine:
    """One of the two clocks of a transfer."""

    label: str
    came: str
    """What has come, and when; then no clock runs any longer."""
    clock: ClockText | None
    citation: str


@dataclass(frozen=True)
class Link:
    """Something that may be done now."""

    label: str
    url: str
    primary: bool = False


@dataclass(frozen=True)
class EndingView:
    """An ending as the case page shows it."""

    kind_label: str
    facts: Sequence[tuple[str, str | None]]
    clocks: Sequence[ClockLine]
    fates: Sequence[FateLine]
    licences: Sequence[tuple[str, str]]
    links: Sequence[Link]
    applications: Sequence[tuple[str, str]]
    note: str
    undone: str | None


def ending_view(session: Session, actor: Actor, case: Case, on: date) -> EndingView:
    """What the case page shows of an ending on a day."""
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    licences = licences_of_change(session, change)
    transfer = transfer_of(change) if change.kind is ChangeKind.TRANSFER else None
    undone = change.facts.get("undone")
    return EndingView(
        kind_label=labels.label(change.kind),
        facts=_facts(session, case, change, transfer),
        clocks=transfer_clocks(transfer, on) if transfer else [],
        fates=[] if undone else _fates(session, change, licences, on),
        licences=[(row.number, url_for("licences.show_licence", licence_id=row.id)) for row in licences],
        links=_links(actor, case, change, licences[0]),
        applications=[
            (row.reference, url_for("cases.show_case", case_id=row.id))
            for row in (applications_after(session, case.municipality_id, licences[0].id) if transfer else ())
        ],
        note=change.note,
        undone=formats.short_date(date.fromisoformat(undone["on"])) if undone else None,
    )


def transfer_clocks(transfer: Transfer, on: date) -> list[ClockLine]:
    """Both clocks of a transfer, and the day to keep in mind: the earlier of the two.

    A clock stops when what it waits for has come.
    """
    deadlines = transfer.deadlines
    told_and_applied = transfer.told_on is not None and transfer.applied_on is not None
    lines = [
        _clock(
            _("Søk om serveringsbevilling (30 dager etter avtalen)"),
            deadlines.serving_place_apply_by,
            on,
            _("serveringsloven § 22"),
            came_on=transfer.place_applied_on,
        ),
        _clock(
            _("Meld fra og søk om bevilling (30 dager etter overtakelsen)"),
            deadlines.alcohol_apply_by,
            on,
            _("alkoholloven § 1-10"),
            came_on=transfer.applied_on if told_and_applied else None,
        ),
    ]
    if transfer.place_applied_on is None and not told_and_applied:
        lines.append(_clock(_("Påminnelse: den tidligste fristen"), reminder_on(transfer), on, ""))
    return [
        *lines,
        _clock(
            _("Drift på den gamle bevillingen, tre måneder"),
            deadlines.run_until,
            on,
            _("alkoholloven § 1-10"),
        ),
        _clock(
            _("Ytterste dag, med inntil én måned til"),
            deadlines.run_until_extended,
            on,
            _("alkoholloven § 1-10"),
        ),
    ]


def fate_line(what: str, fate: Fate) -> FateLine:
    """What becomes of a licence, in words."""
    return FateLine(
        what=what,
        effect=labels.label(fate.effect),
        tone=TONES[fate.effect],
        last_day=formats.long_date(fate.last_day) if fate.last_day else None,
        citation=labels.citation_text(fate.citation) if fate.citation else "",
        questions=ending_questions(fate.questions),
    )


def _clock(label: str, day: date, on: date, citation: str, *, came_on: date | None = None) -> ClockLine:
    if came_on is None:
        return ClockLine(label, "", clock_text(day, on), citation)
    due, came = formats.short_date(day), formats.short_date(came_on)
    if came_on <= day:
        return ClockLine(label, _("%(due)s. Kom %(came)s.", due=due, came=came), None, citation)
    return ClockLine(label, _("%(due)s. Kom for sent, %(came)s.", due=due, came=came), None, citation)


def _fates(session: Session, change: Change, licences: Sequence[Licence], on: date) -> list[FateLine]:
    extension = change.facts.get("extension")
    lines = []
    for licence in licences:
        what = f"{labels.label(licence.kind)} {licence.number}"
        fate = fate_of(session, change, licence, on)
        if extension:
            fate = Fate(Effect.RUNS_UNTIL, date.fromisoformat(extension["until"]), fate.citation)
        if settled_on(change) is not None:
            fate = Fate(Effect.LAPSES, licence.ended_on, fate.citation)
        lines.append(fate_line(what, fate))
    place = place_fate_of(change, on)
    if place is not None:
        lines.append(fate_line(_("Serveringsbevilling"), place))
    return lines


def _facts(
    session: Session, case: Case, change: Change, transfer: Transfer | None
) -> list[tuple[str, str | None]]:
    told = (
        _("Kommunen fikk melding"),
        _day(fact_day(change, "told_on")) or formats.short_date(case.received_on),
    )
    match change.kind:
        case ChangeKind.SURRENDER:
            return [(_("Siste dag etter meldingen"), _day(change.first_day)), told]
        case ChangeKind.DEATH:
            return [
                (_("Døde"), _day(change.first_day)),
                (told[0], _day(fact_day(change, "told_on")) or _("Ikke ennå")),
            ]
        case ChangeKind.BANKRUPTCY:
            return [
                (_("Konkursen ble åpnet"), _day(change.first_day)),
                told,
                (_("Boet driver serveringsstedet videre"), _yes_no(change.facts.get("estate_continues"))),
            ]
        case ChangeKind.UNUSED:
            return [
                (_("Ikke i bruk siden"), _day(change.first_day)),
                (_("Hindring utenfor bevillingshaverens kontroll"), _yes_no(change.facts.get("obstacle"))),
                (
                    _("Sannsynlig at stedet åpner igjen innen rimelig tid"),
                    _yes_no(change.facts.get("reopening_likely")),
                ),
            ]
    if transfer is None:
        return []
    return _transfer_facts(session, change, transfer)


def _transfer_facts(session: Session, change: Change, transfer: Transfer) -> list[tuple[str, str | None]]:
    name = session.execute(
        select(Holder.name).where(
            Holder.municipality_id == change.municipality_id, Holder.id == change.facts["new_holder_id"]
        )
    ).scalar_one()
    extension = change.facts.get("extension")
    facts: list[tuple[str, str | None]] = [
        (_("Hva som skjedde"), labels.label(transfer.kind)),
        (_("Overtatt av"), name),
        (_("Avtalt"), _day(transfer.agreed_on)),
        (_("Overtatt"), _day(transfer.taken_over_on)),
        (_("Kommunen fikk melding"), _day(transfer.told_on) or _("Ikke ennå")),
        (_("Søknad om bevilling mottatt"), _day(transfer.applied_on) or _("Ikke ennå")),
        (_("Søknad om serveringsbevilling mottatt"), _day(transfer.place_applied_on) or _("Ikke ennå")),
        (_("Nytt vindu for prikker fra"), _day(transfer.taken_over_on)),
    ]
    if transfer.kind is TransferKind.SHARES and transfer.share is not None:
        facts.insert(1, (_("Andel overdratt"), formats.share(Fraction(transfer.share, ALL_SHARES))))
    if extension:
        facts.append((_("Forlenget til"), _day(date.fromisoformat(extension["until"]))))
    if settled_on(change) is not None:
        facts.append((_("Ny bevilling fra"), _day(settled_on(change))))
    return facts


def _links(actor: Actor, case: Case, change: Change, licence: Licence) -> list[Link]:
    if case.closed_on is not None or "undone" in change.facts:
        return []
    links = []
    running = change.kind is ChangeKind.TRANSFER and settled_on(change) is None
    handles = actor.may(Permission.CASE_HANDLE)
    if running and handles:
        if "extension" not in change.facts:
            links.append(
                Link(
                    _("Før inn det som er kommet"), url_for("endings.answer_transfer", case_id=case.id), True
                )
            )
        links.append(
            Link(
                _("Registrer søknaden fra den nye eieren"),
                url_for("cases.register_application_page", overdratt=licence.id),
            )
        )
    if running and "extension" not in change.facts and actor.may(Permission.CASE_DECIDE):
        links.append(Link(_("Gi én måned til"), url_for("endings.extend_transfer", case_id=case.id), True))
    if handles and settled_on(change) is None:
        links.append(Link(_("Angre registreringen"), url_for("endings.undo_ending", case_id=case.id)))
    return links


def _day(day: date | None) -> str | None:
    return formats.short_date(day) if day else None


def _yes_no(answer: bool | None) -> str:
    if answer is None:
        return _("Ikke kjent")
    return _("Ja") if answer else _("Nei")
