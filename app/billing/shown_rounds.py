"""Turnover rounds and their duties as pages and spreadsheets show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats, labels
from app.billing.queries.duties import CallState, DutyState, Progress
from app.billing.queries.liable import Counted, LeftOut
from app.billing.queries.rounds import ProposedDeadline
from app.models.billing_run import RunState
from app.models.letter import Channel
from app.models.turnover import RoundState
from licensing.licences import LicenceKind

SATURDAY = 6
STATE_TONES = {
    DutyState.MISSING: "warning",
    DutyState.DELIVERED: "success",
    DutyState.QUESTIONS: "info",
    DutyState.ESTIMATED: "neutral",
}
ROUND_TONES = {RoundState.OPEN: "info", RoundState.CLOSED: "neutral"}
RUN_TONES = {
    RunState.WAITING: "neutral",
    RunState.RUNNING: "info",
    RunState.STOPPED: "warning",
    RunState.DONE: "success",
}


@dataclass(frozen=True)
class DutyLine:
    """A duty in a list."""

    id: int
    url: str
    venue: str
    number: str
    holder: str
    kind: str
    due_on: str
    state: str
    tone: str
    delivered: str
    """When it came, and whether that was too late."""
    call: str
    """How and when the call went out and arrived, in words."""
    call_url: str
    reminder: str
    reminder_url: str
    note: str
    """What is special: ended, new, a part of the year."""


def duty_line(row: Any, on: date) -> DutyLine:
    """A row of a list of duties, in words."""
    state = DutyState(row.state)
    return DutyLine(
        id=row.id,
        url=url_for("billing.show_duty", duty_id=row.id),
        venue=row.venue,
        number=row.number,
        holder=row.holder,
        kind=labels.label(row.kind),
        due_on=formats.short_date(row.due_on),
        state=labels.label(state),
        tone="danger" if state is DutyState.MISSING and row.due_on < on else STATE_TONES[state],
        delivered=_delivered(row, on),
        call=_call_text(row),
        call_url=url_for("billing.show_letter", letter_id=row.call_id) if row.call_id else "",
        reminder=proof_text(
            row.reminder_channel, row.reminder_reference, row.reminder_sent_on, row.reminder_arrived_on
        )
        if row.reminder_id
        else "",
        reminder_url=url_for("billing.show_letter", letter_id=row.reminder_id) if row.reminder_id else "",
        note=_note(row),
    )


def _delivered(row: Any, on: date) -> str:
    if row.first_received is None:
        late = (on - row.due_on).days
        if late <= 0:
            return ""
        return ngettext("%(num)s dag over fristen", "%(num)s dager over fristen", late)
    day = formats.short_date(row.first_received)
    return _("%(day)s, etter fristen", day=day) if row.first_received > row.due_on else day


def _call_text(row: Any) -> str:
    if row.round_id is None:
        return _("I vedtaksbrevet")
    if CallState(row.call_state) is CallState.NOT_WRITTEN:
        return ""
    return proof_text(row.call_channel, row.call_reference, row.call_sent_on, row.call_arrived_on)


def proof_text(channel: Channel | None, reference: str, sent_on: date | None, arrived_on: date | None) -> str:
    """What proves that a letter went out: how, when, its reference, and when it arrived."""
    if sent_on is None or channel is None:
        return _("Skrevet, ikke sendt")
    parts = [_("%(channel)s %(day)s", channel=labels.label(channel), day=formats.short_date(sent_on))]
    if reference:
        parts.append(reference)
    if channel is Channel.EMAIL:
        parts.append(_("beviser ikke at brevet er mottatt"))
    elif arrived_on is not None:
        parts.append(_("mottatt %(day)s", day=formats.short_date(arrived_on)))
    return ", ".join(parts)


@dataclass(frozen=True)
class LetterLine:
    """A call or a reminder, with what proves that it went out."""

    url: str
    title: str
    proof: str


def letter_line(row: Any) -> LetterLine:
    """A letter of a duty, in words."""
    return LetterLine(
        url=url_for("billing.show_letter", letter_id=row.id),
        title=f"{labels.label(row.kind)}, {formats.short_date(row.dated_on)}",
        proof=proof_text(row.channel, row.reference, row.sent_on, row.arrived_on),
    )


def _note(row: Any) -> str:
    if row.round_id is not None and row.first_day is not None and row.first_day.year >= row.year:
        return _("Ny i %(year)s", year=str(row.year))
    days = ""
    if row.first_day is not None and row.last_day is not None:
        days = f"{formats.short_date(row.first_day)}–{formats.short_date(row.last_day)}"
    if row.final:
        return _("Avsluttet. %(days)s", days=days).strip()
    return days


def progress_text(counted: Progress) -> str:
    """40 levert, 9 mangler, 7 spørsmål"""
    parts = [
        _("%(number)s levert", number=formats.whole(counted.delivered)),
        _("%(number)s mangler", number=formats.whole(counted.missing)),
        _("%(number)s spørsmål", number=formats.whole(counted.questions)),
    ]
    if counted.estimated:
        parts.append(_("%(number)s anslått", number=formats.whole(counted.estimated)))
    return ", ".join(parts)


def place_rows(counts: Mapping[str, Progress]) -> list[tuple[str, str, str]]:
    """How many are asked in each municipality and how far its round has come, and all of them together."""
    whole = reduce(add, counts.values())
    return [
        (name, formats.whole(counted.whole), progress_text(counted))
        for name, counted in (*counts.items(), (_("Til sammen"), whole))
    ]


def sent_text(counted: Progress) -> str:
    """56 innkallinger er skrevet, 56 er sendt, 40 er registrert mottatt."""
    return _(
        "%(written)s av %(whole)s innkallinger er skrevet, %(sent)s er sendt, og %(arrived)s er registrert"
        " mottatt.",
        written=formats.whole(counted.written),
        whole=formats.whole(counted.whole),
        sent=formats.whole(counted.sent),
        arrived=formats.whole(counted.arrived),
    )


def tiles(counted: Progress, address: str) -> list[dict[str, str]]:
    """How many statements stand how, each with the address where they are listed."""
    return [
        {
            "count": formats.whole(getattr(counted, state.value)),
            "label": labels.label(state),
            "url": f"{address}?tilstand={state.value}#oppgaver",
            "tone": STATE_TONES[state] if getattr(counted, state.value) else "neutral",
        }
        for state in DutyState
    ]


def counted_text(mine: Counted, municipality: str, others: Mapping[str, Counted]) -> str:
    """45 bevillinger i Røros, 11 i Holtålen (Vinmonopolet er unntatt). Du starter runden i Røros."""
    text = ngettext(
        "%(whole)s bevilling i %(place)s",
        "%(whole)s bevillinger i %(place)s",
        mine.whole,
        whole=formats.whole(mine.whole),
        place=municipality,
    )
    for place, counted in others.items():
        text += ", " + _("%(whole)s i %(place)s", whole=formats.whole(counted.whole), place=place)
    if any(LeftOut.EXEMPT in counted.left_out for counted in (mine, *others.values())):
        text += " " + _("(Vinmonopolet er unntatt)")
    begins = " " + _("Du starter runden i %(place)s.", place=municipality) if others else ""
    return f"{text}.{begins}"


def counted_rows(counted: Counted, ended: int) -> list[tuple[str, str]]:
    """Who is asked by kind, and who is not by why."""
    rows = [
        (labels.label(kind), formats.whole(counted.by_kind[kind]))
        for kind in LicenceKind
        if counted.by_kind.get(kind)
    ]
    if ended:
        rows.append((_("Avsluttet året før, melder bare det som er solgt"), formats.whole(ended)))
    rows += [
        (_("Ikke med: %(why)s", why=labels.label(why)), formats.whole(number))
        for why, number in counted.left_out.items()
    ]
    return rows


def deadline_hint(proposed: ProposedDeadline) -> str:
    """01.03.2026 er en søndag – frist mandag 02.03? And where the day comes from."""
    named = formats.short_date(proposed.named_on)
    rests = (
        _("%(source)s sier %(day)s.", source=proposed.source, day=named)
        if proposed.source
        else _("Retningslinjene nevner ingen frist. %(day)s er vanlig. Stemmer det?", day=named)
    )
    if proposed.several:
        rests += " " + _("Retningslinjene nevner flere datoer. Dette er den seneste.")
    if not proposed.is_moved:
        return rests
    is_weekend = proposed.named_on.isoweekday() >= SATURDAY
    return f"{rests} " + _(
        "%(day)s er en %(kind)s – frist %(weekday)s %(due_on)s?",
        day=named,
        kind=_weekday(proposed.named_on) if is_weekend else _("fridag"),
        weekday=_weekday(proposed.due_on),
        due_on=formats.short_date(proposed.due_on),
    )


def _weekday(day: date) -> str:
    return formats.weekday_date(day).split()[0]


@dataclass(frozen=True)
class DeadlineLine:
    """A deadline in the history."""

    due_on: str
    whose: str
    reason: str
    set_by: str


def deadline_lines(rows: Iterable[Any]) -> list[DeadlineLine]:
    """The history of deadlines, oldest first."""
    return [
        DeadlineLine(
            formats.short_date(row.due_on),
            _("Denne bevillingen") if row.duty_id else _("Hele runden"),
            row.reason,
            f"{row.set_by or ''}, {formats.moment(row.set_at)}".strip(", "),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class RunLine:
    """A run in a list."""

    url: str
    letters_url: str
    title: str
    state: str
    tone: str
    done: str
    begun: str


def run_lines(rows: Sequence[Any]) -> list[RunLine]:
    """The runs of a round, the latest first."""
    return [
        RunLine(
            url=url_for("billing.show_run", run_id=row.id),
            letters_url=url_for("billing.list_run_letters", run_id=row.id) if row.done - row.problems else "",
            title=labels.label(row.kind),
            state=labels.label(row.state),
            tone=RUN_TONES[row.state],
            done=_("%(done)s av %(whole)s", done=formats.whole(row.done), whole=formats.whole(row.whole)),
            begun=f"{row.begun_by}, {formats.moment(row.begun_at)}",
        )
        for row in rows
    ]
