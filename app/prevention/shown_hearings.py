"""Hearings as pages show them: how far they have come, their answers, and whom they were sent to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats, labels
from app.models.hearing import HearingChannel, HearingInvitation, PlanHearing
from app.prevention.queries.hearings import AnswerCounts
from app.sorting import comparison_key
from fees.plans import InputVerdict

VERDICT_TONES = {
    InputVerdict.FOLLOWED: "success",
    InputVerdict.PARTLY: "info",
    InputVerdict.NOT_FOLLOWED: "neutral",
}


@dataclass(frozen=True)
class Standing:
    """How far a hearing has come, as a tag."""

    text: str
    tone: str


@dataclass(frozen=True)
class HearingLine:
    """A hearing in a list."""

    url: str
    period: str
    standing: Standing
    answers: str
    invited_by: str


@dataclass(frozen=True)
class AnswerLine:
    """An answer as the office or everybody sees it."""

    id: int
    sender: str
    received: str
    text: str
    verdict: str
    tone: str
    reply: str
    is_late: bool
    is_published: bool
    came: str


@dataclass(frozen=True)
class InvitationLine:
    """Somebody who was invited, and whether an answer has come in that name."""

    body: str
    invited_on: date | None
    has_answered: bool


def standing_of(hearing: PlanHearing, counts: AnswerCounts, on: date) -> Standing:
    """Where a hearing stands on a day."""
    if hearing.closed_on is not None:
        return Standing(_("Avsluttet %(day)s", day=formats.short_date(hearing.closed_on)), "neutral")
    if on < hearing.opens_on:
        return Standing(_("Åpner %(day)s", day=formats.short_date(hearing.opens_on)), "info")
    if on <= hearing.due_on:
        return Standing(_("Åpen til og med %(day)s", day=formats.short_date(hearing.due_on)), "success")
    if counts.waiting:
        return Standing(
            ngettext(
                "Fristen er ute, %(num)s svar gjenstår",
                "Fristen er ute, %(num)s svar gjenstår",
                counts.waiting,
            ),
            "warning",
        )
    return Standing(_("Fristen er ute, kan avsluttes"), "warning")


def public_standing_of(hearing: PlanHearing, on: date) -> Standing:
    """The same for everybody, who need not know what the office has left to do."""
    standing = standing_of(hearing, AnswerCounts(), on)
    if hearing.closed_on is None and on > hearing.due_on:
        return Standing(_("Fristen er ute"), "neutral")
    return standing


def period_of(hearing: PlanHearing) -> str:
    """01.10.2026–15.11.2026"""
    return f"{formats.short_date(hearing.opens_on)}–{formats.short_date(hearing.due_on)}"


def hearing_line(hearing: PlanHearing, counts: AnswerCounts, on: date) -> HearingLine:
    """A hearing in the list of a plan."""
    return HearingLine(
        url_for("prevention.show_hearing", hearing_id=hearing.id),
        period_of(hearing),
        standing_of(hearing, counts, on),
        counts_text(counts),
        hearing.treated_by,
    )


def counts_text(counts: AnswerCounts) -> str:
    """5 svar: 2 fulgt, 1 delvis fulgt, 2 ikke fulgt"""
    if not counts.received:
        return _("Ingen svar")
    told = ngettext("%(num)s svar", "%(num)s svar", counts.received)
    parts = [
        (counts.followed, _("fulgt")),
        (counts.partly, _("delvis fulgt")),
        (counts.not_followed, _("ikke fulgt")),
        (counts.waiting, _("ikke behandlet")),
    ]
    return f"{told}: " + ", ".join(f"{number} {word}" for number, word in parts if number)


def proposed_summary(counts: AnswerCounts) -> str:
    """What a summary may begin with: how many answers came, and what was done with them."""
    if not counts.received:
        return _("Det kom ikke inn noen svar.")
    told = ngettext("Det kom inn %(num)s svar.", "Det kom inn %(num)s svar.", counts.received)
    followed = _(
        "Fulgt: %(followed)s. Delvis fulgt: %(partly)s. Ikke fulgt: %(not_followed)s.",
        followed=counts.followed,
        partly=counts.partly,
        not_followed=counts.not_followed,
    )
    return f"{told} {followed}"


def answer_line(row: Any) -> AnswerLine:
    """An answer for the office."""
    return _line(row, _named(row.sender, row.on_behalf_of))


def public_line(row: Any) -> AnswerLine:
    """An answer for everybody: of a private person it tells that it is one, and no name."""
    return _line(row, row.on_behalf_of or _("Privatperson"))


def _named(sender: str, on_behalf_of: str) -> str:
    return f"{on_behalf_of} ({sender})" if on_behalf_of else _("%(name)s, privatperson", name=sender)


def _line(row: Any, sender: str) -> AnswerLine:
    keyed = row.channel is HearingChannel.KEYED
    return AnswerLine(
        id=row.id,
        sender=sender,
        received=_received(row.received_at, keyed=keyed),
        text=row.text,
        verdict=labels.label(row.verdict) if row.verdict else _("Ikke behandlet"),
        tone=VERDICT_TONES[row.verdict] if row.verdict else "warning",
        reply=row.reply,
        is_late=row.late,
        is_published=row.published,
        came=labels.label(row.channel),
    )


def _received(at: datetime, *, keyed: bool) -> str:
    # Of a letter only the day is known.
    return formats.short_date(at.astimezone(clock.OSLO).date()) if keyed else formats.moment(at)


def invitation_lines(
    invitations: Sequence[HearingInvitation], answered: Iterable[str]
) -> list[InvitationLine]:
    """Those who were invited, each with whether an answer stands in that name."""
    names = {comparison_key(name) for name in answered}
    return [
        InvitationLine(row.body, row.invited_on, comparison_key(row.body) in names) for row in invitations
    ]
