"""Proposals of points as pages and spreadsheets show them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats, labels
from app.billing.service.breaches import Candidate, Now
from app.billing.service.proof import INVOICE, Proof, ProofLetter
from app.letters.facts import LetterKind
from app.models.breach_proposal import ProposalState
from app.models.letter import Channel
from app.registers.sheets import MIDDLE, NARROW, WIDE, workbook
from fees.late import LateKind
from licensing.stored import from_plain

STATE_TONES = {
    ProposalState.PROPOSED: "warning",
    ProposalState.NOTIFIED: "info",
    ProposalState.DISCARDED: "neutral",
}


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list."""

    url: str
    venue: str
    number: str
    holder: str
    kind: str
    year: int
    due_on: str
    came: str
    proof: str
    note: str
    state: str
    tone: str


@dataclass(frozen=True)
class ProofLine:
    """A letter in the table of proof."""

    what: str
    url: str | None
    sent: str
    channel: str
    reference: str
    arrived: str
    proves: bool


@dataclass(frozen=True)
class LackingLine:
    """Something late that is not proposed, and why."""

    venue: str
    url: str
    number: str
    holder: str
    kind: str
    due_on: str
    why: str


def proposal_line(row: Any, now: Now) -> ProposalLine:
    """A proposal in words, with how it stands now."""
    return ProposalLine(
        url=url_for("billing.show_breach", proposal_id=row.id),
        venue=row.venue,
        number=row.number,
        holder=row.holder,
        kind=labels.label(row.kind),
        year=row.year,
        due_on=formats.short_date(now.due_on),
        came=came_text(row.kind, now),
        proof=proof_summary(from_plain(Proof, row.proof)),
        note=note_text(row, now),
        state=labels.label(row.state),
        tone=STATE_TONES[row.state],
    )


def waiting_text(waiting: Mapping[LateKind, int]) -> str:
    """4 forslag om prikker: for sent levert. 3 forslag om prikker: for sent betalt."""
    parts = []
    if statements := waiting.get(LateKind.STATEMENT, 0):
        parts.append(
            ngettext(
                "%(num)s forslag om prikker: for sent levert.",
                "%(num)s forslag om prikker: for sent levert.",
                statements,
            )
        )
    if payments := waiting.get(LateKind.PAYMENT, 0):
        parts.append(
            ngettext(
                "%(num)s forslag om prikker: for sent betalt.",
                "%(num)s forslag om prikker: for sent betalt.",
                payments,
            )
        )
    return " ".join(parts)


def came_text(kind: LateKind, now: Now) -> str:
    """When what was late came, or that it has not."""
    if now.came_on is not None:
        day = formats.short_date(now.came_on)
        return _("Levert %(day)s", day=day) if kind is LateKind.STATEMENT else _("Betalt %(day)s", day=day)
    if now.standing is not None:
        owed = formats.amount(max(now.standing.outstanding.ore, 0))
        return _("%(amount)s kr ikke betalt", amount=owed)
    return _("Ikke levert, anslått av kontoret") if now.estimated else _("Ikke levert")


def note_text(row: Any, now: Now) -> str:
    """What speaks against a proposal that waits: that it turned out to be in time."""
    if now.late is not None or row.state is not ProposalState.PROPOSED:
        return ""
    if now.came_on is not None and now.came_on <= now.due_on:
        if now.standing is None:
            return _("Levert i tide. Forkast forslaget.")
        told = now.standing.told_on
        if told is None:
            return _("Betalt i tide. Forkast forslaget.")
        return _("Betalt i tide ifølge status %(day)s. Forkast forslaget.", day=formats.short_date(told))
    if now.standing is not None:
        return _("Kravet er kreditert. Forkast forslaget.")
    return _("Fristen er flyttet til %(day)s. Forkast forslaget.", day=formats.short_date(now.due_on))


def proof_summary(proof: Proof) -> str:
    """How many letters were sent, and how many of them arrived."""
    proving = [letter for letter in proof.letters if letter.proves]
    arrived = sum(1 for letter in proving if letter.arrived_on)
    if not proving:
        return _("Ingen")
    first = formats.short_date(proving[0].sent_on)
    if arrived:
        return _(
            "%(sent)s sendt fra %(day)s, %(arrived)s kommet fram",
            sent=len(proving),
            day=first,
            arrived=arrived,
        )
    return _("%(sent)s sendt fra %(day)s", sent=len(proving), day=first)


def proof_lines(proof: Proof, letter_url: bool = True) -> list[ProofLine]:
    """The letters of a proof."""
    return [_proof_line(letter, letter_url=letter_url) for letter in proof.letters]


def letter_name(kind: str) -> str:
    """What a letter in a proof is called."""
    return _("Faktura") if kind == INVOICE else labels.label(LetterKind(kind))


def _proof_line(letter: ProofLetter, *, letter_url: bool) -> ProofLine:
    channel = labels.label(Channel(letter.channel)) if letter.channel else _("Økonomisystemet")
    return ProofLine(
        what=letter_name(letter.kind),
        url=url_for("billing.show_letter", letter_id=letter.letter_id)
        if letter_url and letter.letter_id
        else None,
        sent=formats.short_date(letter.sent_on),
        channel=channel if letter.proves else _("%(channel)s (ikke bevis)", channel=channel),
        reference=letter.reference,
        arrived=formats.short_date(letter.arrived_on) if letter.arrived_on else "",
        proves=letter.proves,
    )


def deadline_lines(proof: Proof) -> list[str]:
    """Every deadline that was set or moved, in words."""
    lines = []
    for place, deadline in enumerate(proof.deadlines):
        facts = {
            "set_on": formats.short_date(deadline.set_on),
            "due_on": formats.short_date(deadline.due_on),
        }
        text = (
            _("%(set_on)s: satt til %(due_on)s.", **facts)
            if place == 0
            else _("%(set_on)s: flyttet til %(due_on)s for denne bevillingen.", **facts)
            if deadline.for_one
            else _("%(set_on)s: flyttet til %(due_on)s.", **facts)
        )
        reason = _("Grunn: %(reason)s", reason=deadline.reason) if deadline.reason else ""
        lines.append(f"{text} {reason}".strip())
    return lines


def lacking_line(one: Candidate) -> LackingLine:
    """Something late that is not proposed, in words."""
    why = one.lacking
    return LackingLine(
        venue=one.venue,
        url=url_for("licences.show_licence", licence_id=one.licence_id),
        number=one.number,
        holder=one.holder,
        kind=labels.label(one.kind),
        due_on=formats.short_date(one.due_on),
        why=labels.sentence(why.code, why.citation, why.facts) if why else "",
    )


def breaches_workbook(
    on: date, rows: Iterable[Any], now: Mapping[int, Now], lacking: Iterable[Candidate]
) -> bytes:
    """Every proposal with its proof, and what is late without proof."""
    heads = [
        (_("Sted"), MIDDLE),
        (_("Bevilling"), NARROW),
        (_("Bevillingshaver"), MIDDLE),
        (_("Hva"), MIDDLE),
        (_("År"), NARROW),
        (_("Frist"), NARROW),
        (_("Levert eller betalt"), MIDDLE),
        (_("Overtredelse"), NARROW),
        (_("Prikker"), NARROW),
        (_("Tilstand"), NARROW),
        (_("Grunn"), WIDE),
        (_("Behandlet av"), MIDDLE),
        (_("Behandlet"), NARROW),
        (_("Bevis"), WIDE),
        (_("Frister"), WIDE),
        (_("Merknad"), WIDE),
    ]
    without = [
        (_("Sted"), MIDDLE),
        (_("Bevilling"), NARROW),
        (_("Bevillingshaver"), MIDDLE),
        (_("Hva"), MIDDLE),
        (_("Frist"), NARROW),
        (_("Hvorfor ikke foreslått"), WIDE),
    ]
    title = _("Forslag om prikker")
    sheets = [
        (title, heads, _cells(rows, now)),
        (_("Ikke foreslått"), without, _lacking_cells(lacking)),
    ]
    return workbook(title, on, sheets, long=True)


def _cells(rows: Iterable[Any], now: Mapping[int, Now]) -> Iterator[list[str]]:
    for row in rows:
        proof = from_plain(Proof, row.proof)
        sent = [
            " ".join(
                part
                for part in (
                    line.what,
                    line.sent,
                    line.channel,
                    line.reference,
                    _("kom fram %(day)s", day=line.arrived) if line.arrived else "",
                )
                if part
            )
            for line in proof_lines(proof, letter_url=False)
        ]
        yield [
            row.venue,
            row.number,
            row.holder,
            labels.label(row.kind),
            str(row.year),
            formats.short_date(now[row.id].due_on),
            came_text(row.kind, now[row.id]),
            formats.short_date(row.breached_on),
            str(row.points),
            labels.label(row.state),
            row.reason,
            row.decided_by or "",
            formats.moment(row.decided_at) if row.decided_at else "",
            "\n".join(sent),
            "\n".join(deadline_lines(proof)),
            note_text(row, now[row.id]),
        ]


def _lacking_cells(lacking: Iterable[Candidate]) -> Iterator[list[str]]:
    for one in lacking:
        line = lacking_line(one)
        yield [line.venue, line.number, line.holder, line.kind, line.due_on, line.why]
