"""The overview of prevention: what waits for the reader, what waits for others, the money, the deadlines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats
from app.labels import ClockText, clock_text
from app.models.earmark import Earmark, EarmarkYear
from app.models.hearing import PlanHearing
from app.models.plan import Plan
from app.permissions import Actor, Permission
from app.prevention.queries.hearings import AnswerCounts
from app.prevention.queries.overview import PlanWork, Proposal, Waiting
from app.prevention.queries.reports import ReportTask
from fees.earmark import EarmarkAccount
from fees.spending import PayoutState, SpendingState

YEAR_END_MONTH = 11
"""From the first of this month those who keep the money see what will be unused."""


@dataclass(frozen=True)
class Task:
    """Something that waits: how many, where, and whose it is."""

    label: str
    count: int
    url: str
    is_mine: bool
    tone: str = "info"
    note: str = ""


@dataclass(frozen=True)
class MoneyLine:
    """An earmark's year in the figures that everybody asks for."""

    name: str
    url: str
    decided: str
    carried_in: str
    spent: str
    reserved: str
    free: str
    shortfall: str


@dataclass(frozen=True)
class Deadline:
    """Something with a day."""

    what: str
    url: str
    clock: ClockText
    due_on: date


@dataclass(frozen=True)
class Notice:
    """A sentence that the reader must not miss, and where to go."""

    text: str
    url: str
    link: str


@dataclass(frozen=True)
class SpendingWork:
    """What waits in the spending of the money, as it was read."""

    proposals: Sequence[Proposal]
    responsible: Mapping[int, int | None]
    payments: Waiting
    payouts: Mapping[PayoutState, int]
    reports: Waiting
    complaints: Waiting
    parts_to_answer: int
    idle_parts: int


def money_lines(accounts: Sequence[tuple[Earmark, EarmarkAccount]], year: int) -> list[MoneyLine]:
    """The earmarks of a year."""
    return [
        MoneyLine(
            name=earmark.name,
            url=url_for("prevention.show_account", earmark_id=earmark.id, year=year),
            decided=formats.kroner(account.allotted.ore),
            carried_in=formats.kroner(account.carried_in.ore),
            spent=formats.kroner(account.spent.ore),
            reserved=formats.kroner(account.reserved.ore),
            free=formats.kroner(account.free.ore),
            shortfall=formats.kroner(account.shortfall.ore) if account.shortfall else "",
        )
        for earmark, account in accounts
    ]


def tasks_of(actor: Actor, work: SpendingWork) -> list[Task]:
    """What waits in the spending, that of the reader first; what there is none of is left out."""
    handles, pays = actor.may(Permission.PREVENTION_HANDLE), actor.may(Permission.SPENDING_PAY)
    unheard = [one for one in work.proposals if not one.is_consulted and one.meets_purpose]
    ready = [one for one in work.proposals if one.is_consulted or not one.meets_purpose]
    mine = [one for one in ready if _decides(actor, one, work.responsible)]
    others = [one for one in ready if one not in mine]
    decides = actor.may(Permission.SPENDING_DECIDE)
    found = [
        _proposals(_("Venter på samråd"), unheard, is_mine=handles),
        _proposals(_("Til avgjørelse"), mine, is_mine=True),
        _proposals(_("Til avgjørelse hos den ansvarlige"), others, is_mine=False),
        Task(
            _("Felles tiltak som kommunen skal svare på"),
            work.parts_to_answer,
            url_for("prevention.list_parts"),
            decides,
            "warning",
        ),
        Task(
            _("Løfter til felles tiltak som ikke ble noe av"),
            work.idle_parts,
            url_for("prevention.list_parts"),
            decides,
            "warning",
        ),
        _payments(work.payments, is_mine=handles),
        _payouts(_("Utbetalinger til anvisning"), work.payouts, PayoutState.ATTESTED, is_mine=pays),
        _payouts(_("Anvist, mangler bilagsnummer"), work.payouts, PayoutState.APPROVED, is_mine=pays),
        _reports(work.reports, is_mine=handles),
        Task(
            _("Klager som ikke er avgjort"),
            work.complaints.count,
            _first(work.complaints),
            handles,
            "warning",
        ),
    ]
    return sorted((task for task in found if task.count), key=lambda task: not task.is_mine)


def _decides(actor: Actor, proposal: Proposal, responsible: Mapping[int, int | None]) -> bool:
    """Whether the reader is the one who is to decide, and has not proposed it."""
    return (
        actor.may(Permission.SPENDING_DECIDE)
        and responsible.get(proposal.earmark_id) == actor.user_id
        and proposal.proposed_by_id != actor.user_id
    )


def _proposals(label: str, proposals: Sequence[Proposal], *, is_mine: bool) -> Task:
    if len(proposals) == 1:
        url = url_for("prevention.show_spending", spending_id=proposals[0].id)
    else:
        year = proposals[0].year if proposals else None
        url = url_for("prevention.list_spendings", ar=year, tilstand=SpendingState.PROPOSED.value)
    return Task(label, len(proposals), url, is_mine, "warning" if is_mine else "neutral")


def _payments(waiting: Waiting, *, is_mine: bool) -> Task:
    """Where there are several, the list of the year of the first."""
    if waiting.count > 1:
        state = SpendingState.GRANTED.value
        url = url_for("prevention.list_spendings", ar=waiting.first_year, tilstand=state)
    else:
        url = _first(waiting)
    return Task(_("Innvilget, ikke utbetalt"), waiting.count, url, is_mine, "info" if is_mine else "neutral")


def _first(waiting: Waiting) -> str:
    """The first that waits; the list where none does."""
    if waiting.first_id is None:
        return url_for("prevention.list_spendings")
    return url_for("prevention.show_spending", spending_id=waiting.first_id)


def _payouts(label: str, counts: Mapping[PayoutState, int], state: PayoutState, *, is_mine: bool) -> Task:
    return Task(
        label,
        counts.get(state, 0),
        url_for("prevention.list_payouts", tilstand=state.value),
        is_mine,
        "warning" if is_mine else "neutral",
    )


def _reports(waiting: Waiting, *, is_mine: bool) -> Task:
    note = ""
    if waiting.late:
        note = ngettext("%(num)s er over fristen", "%(num)s er over fristen", waiting.late)
    elif waiting.first_day:
        note = _("Første frist %(day)s", day=formats.short_date(waiting.first_day))
    return Task(
        _("Rapporter om bruken"),
        waiting.count,
        _first(waiting),
        is_mine,
        "danger" if waiting.late else "info",
        note,
    )


def year_end_notices(
    accounts: Sequence[tuple[Earmark, EarmarkAccount]],
    rows: Mapping[int, EarmarkYear],
    still_open: Sequence[tuple[Earmark, EarmarkYear]],
    on: date,
) -> list[Notice]:
    """What is unused from 1 November on, and the past years that nobody has closed."""
    found = [
        Notice(
            _("%(name)s: Året %(year)s er ikke avsluttet.", name=earmark.name, year=str(year.year)),
            url_for("prevention.show_account", earmark_id=earmark.id, year=year.year),
            _("Se regnskapet for %(year)s", year=str(year.year)),
        )
        for earmark, year in still_open
    ]
    if on.month < YEAR_END_MONTH:
        return found
    for earmark, account in accounts:
        row = rows.get(earmark.id)
        if not account.free or (row is not None and row.closed):
            continue
        unused = formats.kroner(account.free.ore)
        if row is not None and row.last_meeting_on is not None:
            text = _(
                "%(name)s: %(amount)s blir ubrukt i %(year)s. Kommunestyret har siste møte %(day)s.",
                name=earmark.name,
                amount=unused,
                year=str(on.year),
                day=formats.short_date(row.last_meeting_on),
            )
        else:
            text = _(
                "%(name)s: %(amount)s blir ubrukt i %(year)s. Skriv inn når kommunestyret har siste møte.",
                name=earmark.name,
                amount=unused,
                year=str(on.year),
            )
        found.append(
            Notice(
                text,
                url_for("prevention.close_year", earmark_id=earmark.id, year=on.year),
                _("Forbered årsavslutningen"),
            )
        )
    return found


def deadlines_of(
    task: ReportTask | None,
    hearings: Sequence[tuple[Plan, PlanHearing]],
    answers: Mapping[int, AnswerCounts],
    plans: Sequence[PlanWork],
    on: date,
) -> list[Deadline]:
    """Everything that has a day, the first first."""
    found: list[Deadline] = []

    def add(what: str, url: str, due_on: date) -> None:
        found.append(Deadline(what, url, clock_text(due_on, on), due_on))

    if task is not None:
        add(*_report(task), task.due_on)
    for plan, hearing in hearings:
        waiting = answers[hearing.id].waiting
        what = _("Høring: %(title)s", title=plan.title)
        if waiting:
            unread = ngettext("%(num)s svar å behandle", "%(num)s svar å behandle", waiting)
            what = f"{what} ({unread})"
        add(what, url_for("prevention.show_hearing", hearing_id=hearing.id), hearing.due_on)
    for work in plans:
        if work.evaluate_by is not None:
            told = ngettext(
                "%(num)s tiltak skal evalueres: %(title)s",
                "%(num)s tiltak skal evalueres: %(title)s",
                work.evaluations,
                title=work.title,
            )
            add(told, url_for("prevention.show_plan", plan_id=work.plan_id), work.evaluate_by)
        if on.year == work.last_year:
            told = _("Planen går ut: %(title)s", title=work.title)
            add(told, url_for("prevention.show_plan", plan_id=work.plan_id), date(work.last_year, 12, 31))
    return sorted(found, key=lambda one: one.due_on)


def _report(task: ReportTask) -> tuple[str, str]:
    if task.report_id is None:
        what = _("Årsmelding %(year)s, ikke påbegynt", year=str(task.year))
        return what, url_for("prevention.list_reports")
    what = _("Årsmelding %(year)s, under arbeid", year=str(task.year))
    return what, url_for("prevention.show_report", report_id=task.report_id)


def plan_notices(plans: Sequence[PlanWork], faults: Callable[[int], int], on: date) -> list[Notice]:
    """What is left open in the adopted plans."""
    found = []
    for work in plans:
        if work.last_year < on.year:
            found.append(
                Notice(
                    _(
                        "%(title)s: Planen gikk ut i %(year)s og er ikke avsluttet.",
                        title=work.title,
                        year=str(work.last_year),
                    ),
                    url_for("prevention.show_plan", plan_id=work.plan_id),
                    _("Se planen"),
                )
            )
        count = faults(work.plan_id)
        if count:
            found.append(
                Notice(
                    ngettext(
                        "%(title)s: %(num)s mangel i planen.",
                        "%(title)s: %(num)s mangler i planen.",
                        count,
                        title=work.title,
                    ),
                    url_for("prevention.list_plan_faults", plan_id=work.plan_id),
                    _("Se manglene"),
                )
            )
        if work.unfollowed:
            found.append(
                Notice(
                    ngettext(
                        "%(title)s: %(num)s årsmål fra tidligere år er ikke fulgt opp.",
                        "%(title)s: %(num)s årsmål fra tidligere år er ikke fulgt opp.",
                        work.unfollowed,
                        title=work.title,
                    ),
                    url_for("prevention.show_matrix", plan_id=work.plan_id),
                    _("Gå til tiltakene"),
                )
            )
    return found
