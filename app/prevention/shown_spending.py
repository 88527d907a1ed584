"""Spending as its pages show it: how the money stands, the lines of a list, one spending and its acts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import formats, labels
from app.letters.parties import municipality_name
from app.models.earmark import Earmark
from app.models.municipality import Municipality
from app.models.spending import Spending
from app.permissions import Actor, Permission
from app.prevention.queries.earmarks import account_of, responsible_on
from app.prevention.queries.spending import asked_for
from fees.earmark import EarmarkAccount
from fees.spending import PartState, SpendingAct, SpendingOrigin, SpendingState, open_acts

STATE_TONES: Mapping[SpendingState, str] = {
    SpendingState.PROPOSED: "info",
    SpendingState.GRANTED: "success",
    SpendingState.PAID: "success",
    SpendingState.REPORTED: "success",
    SpendingState.REFUSED: "danger",
    SpendingState.RETRACTED: "neutral",
    SpendingState.LAPSED: "neutral",
}
PART_TONES: Mapping[PartState, str] = {
    PartState.PROPOSED: "info",
    PartState.RESERVED: "success",
    PartState.DECLINED: "danger",
    PartState.ENDED: "neutral",
}
CONSULTED_STATES = frozenset({SpendingState.PROPOSED, SpendingState.GRANTED})
# ASSUMPTION: no source says when a report is due. A month after the event, or after the decision, is
# proposed; the person who decides sets the day.
REPORT_DAYS = 30


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: "tiltak mot nyrekruttering", but "SLT-arbeid"."""
    return name if name[1:2].isupper() or not name else name[0].lower() + name[1:]


def purpose_question(earmark: Earmark) -> str:
    """How whoever proposes is asked about the purpose."""
    return _(
        "Midlene er øremerket %(what)s. Hvordan treffer tiltaket formålet?",
        what=inside_sentence(earmark.name),
    )


@dataclass(frozen=True)
class Standing:
    """How an earmark's year stands, as the pages of spending show it."""

    name: str
    purpose: str
    year: int
    figures: tuple[tuple[str, str], ...]
    sentence: str
    """Budsjett 75 000 · Forbruk 41 500 · Tilsagn 18 000 · Ledig 15 500."""
    free_ore: int
    free: str
    waiting: str
    """What the proposals that wait ask for together; empty where none waits."""
    too_much_waits: bool
    url: str


def standing_of(session: Session, municipality_id: int, earmark: Earmark, year: int) -> Standing:
    """The figures of an earmark's year, beside what the proposals that wait ask for."""
    account = account_of(session, municipality_id, earmark, year)
    count, asked = asked_for(session, municipality_id, earmark.id, year)
    figures = tuple((label, _without_unit(ore)) for label, ore in _figures(account))
    waiting = ""
    if count:
        waiting = ngettext(
            "%(num)s forslag venter på avgjørelse, til sammen %(asked)s.",
            "%(num)s forslag venter på avgjørelse, til sammen %(asked)s.",
            count,
            asked=formats.kroner(asked.ore),
        )
    return Standing(
        name=earmark.name,
        purpose=earmark.purpose,
        year=year,
        figures=figures,
        sentence=" · ".join(f"{label} {figure}" for label, figure in figures),
        free_ore=account.free.ore,
        free=formats.kroner(account.free.ore),
        waiting=waiting,
        too_much_waits=asked > account.free,
        url=_account_url(earmark.id, year),
    )


def _account_url(earmark_id: int, year: int) -> str:
    known = "prevention.show_account" in current_app.view_functions
    return url_for("prevention.show_account", earmark_id=earmark_id, year=year) if known else ""


def _without_unit(ore: int) -> str:
    """15 500"""
    return formats.kroner(ore).removesuffix("\N{NO-BREAK SPACE}kr")


def _figures(account: EarmarkAccount) -> list[tuple[str, int]]:
    """The figures that add up: what may be used, and where it is. What is nought is left out but for four."""
    found = [(_("Budsjett"), account.allotted.ore)]
    if account.carried_in:
        found.append((_("Overført"), account.carried_in.ore))
    found += [(_("Forbruk"), account.spent.ore), (_("Tilsagn"), account.reserved.ore)]
    if account.returned:
        found.append((_("Inndratt"), account.returned.ore))
    if account.carried_out:
        found.append((_("Ført videre"), account.carried_out.ore))
    return [*found, (_("Ledig"), account.free.ore)]


@dataclass(frozen=True)
class SpendingLine:
    """A spending in a list."""

    id: int
    number: str
    title: str
    who: str
    kind: str
    target_group: str
    amount: str
    held_on: str
    consultation: str
    consultation_tone: str
    state: str
    tone: str


def spending_lines(rows: Iterable[Any], missing: Mapping[int, Sequence[str]]) -> list[SpendingLine]:
    """The lines of a list, with what is missing in the consultation of each."""
    lines = []
    for row in rows:
        consultation, tone = _consultation(row, missing[row.id])
        lines.append(
            SpendingLine(
                id=row.id,
                number=row.number,
                title=row.title,
                who=row.applicant or labels.label(row.origin),
                kind=labels.label(row.kind),
                target_group=labels.label(row.target_group),
                amount=formats.kroner(row.amount_ore),
                held_on=formats.short_date(row.held_on) if row.held_on else "–",
                consultation=consultation,
                consultation_tone=tone,
                state=labels.label(row.state),
                tone=STATE_TONES[row.state],
            )
        )
    return lines


def _consultation(row: Any, missing: Sequence[str]) -> tuple[str, str]:
    if row.state not in CONSULTED_STATES or not row.meets_purpose:
        return "–", ""
    if not missing:
        return _("Ferdig"), "success"
    if row.unconsulted_by_id:
        return _("Unntatt"), "neutral"
    return ngettext("Mangler %(num)s", "Mangler %(num)s", len(missing)), "warning"


def names_of_municipalities(session: Session, ids: Iterable[int], on: date) -> dict[int, str]:
    """The names that some municipalities have on a day."""
    rows = session.scalars(select(Municipality).where(Municipality.id.in_(set(ids))))
    return {row.id: municipality_name(row, on) for row in rows}


def proposed_report_day(row: Spending, on: date) -> date:
    """When a report is proposed to be due: a month after the event, or after the decision."""
    return max(row.held_on or on, on) + timedelta(days=REPORT_DAYS)


def usual_conditions(row: Spending) -> str:
    """The conditions that a grant begins with, a line for each."""
    lines = [
        _("Midlene skal brukes til det tiltaket som er beskrevet."),
        _("Midler som ikke blir brukt, betales tilbake til kommunen."),
        _("Etterpå skal det rapporteres hva som ble gjort, hvor mange som deltok og hva det kostet."),
    ]
    if row.origin is SpendingOrigin.OWN_INITIATIVE:
        del lines[1]
    return "\n".join(lines)


@dataclass(frozen=True)
class ShownAct:
    """Something that may be done with a spending now, by the one who looks."""

    label: str
    url: str
    hint: str = ""
    method: str = "get"


@dataclass(frozen=True)
class ClosedAct:
    """Something that would be done with a spending, and why it cannot be."""

    label: str
    reason: str


# The acts up to the decision: who may do each, and its page.
_ACTS = (
    (SpendingAct.GRANT, Permission.SPENDING_DECIDE, "prevention.grant_spending"),
    (SpendingAct.REFUSE, Permission.SPENDING_DECIDE, "prevention.refuse_spending"),
    (SpendingAct.CONSULT, Permission.PREVENTION_HANDLE, "prevention.record_consultation"),
    (SpendingAct.CHANGE, Permission.PREVENTION_HANDLE, "prevention.change_spending"),
    (SpendingAct.RETRACT, Permission.PREVENTION_HANDLE, "prevention.retract_spending"),
)
_DECISIONS = frozenset({SpendingAct.GRANT, SpendingAct.REFUSE})


def acts_on(
    session: Session, row: Spending, earmark: Earmark, actor: Actor, missing: Sequence[str], on: date
) -> tuple[list[ShownAct], list[ClosedAct]]:
    """What the one who looks may do with a spending up to its decision, and what not, with the reason."""
    why_not = _why_not_decide(session, row, actor, on) if actor.may(Permission.SPENDING_DECIDE) else ""
    open_now, closed = [], []
    for act, permission, endpoint in _ACTS:
        if act not in open_acts(row.state) or not actor.may(permission):
            continue
        if act is SpendingAct.CONSULT and not row.meets_purpose:
            continue
        reason = why_not if act in _DECISIONS else ""
        if act is SpendingAct.GRANT and not reason and not row.meets_purpose:
            reason = labels.sentence("purpose_not_met", None, {"earmark": earmark.name})
        if reason:
            closed.append(ClosedAct(labels.label(act), reason))
        else:
            open_now.append(ShownAct(labels.label(act), _act_url(act, endpoint, row)))
    if (
        missing
        and actor.may(Permission.SPENDING_DECIDE)
        and SpendingAct.CONSULT in open_acts(row.state)
        and not row.unconsulted_reason
        and row.meets_purpose
    ):
        label = _("Utbetal før samrådet er ferdig")
        if why_not:
            closed.append(ClosedAct(label, why_not))
        else:
            url = url_for("prevention.waive_consultation", spending_id=row.id)
            open_now.append(ShownAct(label, url))
    return open_now, closed


def _act_url(act: SpendingAct, endpoint: str, row: Spending) -> str:
    if act is SpendingAct.CONSULT:
        return url_for(endpoint, bruk=row.id)
    return url_for(endpoint, spending_id=row.id)


def _why_not_decide(session: Session, row: Spending, actor: Actor, on: date) -> str:
    responsible = responsible_on(session, row.municipality_id, row.earmark_id, on)
    if responsible is None or responsible.user_id is None:
        return labels.sentence("nobody_responsible")
    if responsible.user_id != actor.user_id:
        return labels.sentence("another_is_responsible", None, {"who": responsible.title})
    if row.proposed_by_id == actor.user_id:
        return labels.sentence("proposer_cannot_decide")
    return ""
