"""An event as the case page shows it: everything that is to be known of it, at once."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app import formats, labels
from app.cases.queries.facts import case_facts
from app.cases.queries.page import names_of
from app.cases.queries.plans import event_terms_of
from app.cases.queries.standing import case_view, mode_of
from app.cases.service.changes import CHANGEABLE
from app.events.queries.facts import company_of
from app.events.queries.fees import ShownFee, shown_fee
from app.events.queries.nearby import NearbyEvent, nearby_events
from app.events.queries.one import occasion_of
from app.events.queries.times import asked_lines, time_rows
from app.letters.facts_of_events import OccasionTime
from app.models.case import Case
from app.models.occasion import Occasion, Principle
from app.models.user import User
from app.permissions import Actor, Permission
from app.policy.queries import policy_in_force
from licensing.assessment import Finding, FindingCode, FindingOutcome, assess
from licensing.cases import UNDECIDED, CaseState
from licensing.days import next_working_day
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import LicenceKind, LicenceType, group_set_from_code
from licensing.occasions import company_is_closed, internal_control, turnover_due_on
from licensing.policy.event_terms import EventTerms

TONES = {
    FindingOutcome.REFUSE: "danger",
    FindingOutcome.MISSING: "warning",
    FindingOutcome.ASK: "warning",
    FindingOutcome.LATE: "warning",
    FindingOutcome.PARTLY: "warning",
    FindingOutcome.CONSIDER: "warning",
    FindingOutcome.OK: "info",
}
# Told at once, also when in order.
ALWAYS_TOLD = frozenset(
    {
        FindingCode.COMPANY_OPEN,
        FindingCode.COMPANY_CLOSED,
        FindingCode.COMPANY_UNKNOWN,
        FindingCode.CAP_ROOM_LEFT,
        FindingCode.NOTICE_LATE_ACCEPTED,
    }
)
# What is told at once when it is not in order: the event itself, its hours and its people, no statements.
TOLD = frozenset(
    {
        FindingCode.OCCASION_DAYS_UNKNOWN,
        FindingCode.OCCASION_BEGUN,
        FindingCode.OCCASION_LONG,
        FindingCode.AMBULATORY_UNFIT,
        FindingCode.WHOLESALE_NEVER,
        FindingCode.WHOLESALE_TESTS_MISSING,
        FindingCode.WHOLESALE_TESTS_UNKNOWN,
        FindingCode.INTERNAL_CONTROL_WAIVED,
        FindingCode.NOTICE_LATE,
        FindingCode.QUOTA_UNKNOWN,
        FindingCode.CAP_FULL,
        FindingCode.RESPONSIBLE_TOO_YOUNG,
        FindingCode.FEE_LIMIT_UNKNOWN,
        FindingCode.FEE_ABOVE_LIMIT,
        FindingCode.PRINCIPLE_TO_CHOOSE,
        FindingCode.DAYS_OUTSIDE_LAW,
        FindingCode.DAYS_OUTSIDE_POLICY,
        FindingCode.DAYS_BEYOND_NORMAL,
        FindingCode.HOURS_UNKNOWN,
        FindingCode.ROOM_TAKEN,
        FindingCode.ROOM_OVERLAP_UNKNOWN,
        FindingCode.PERSON_TOO_YOUNG,
        FindingCode.MANAGER_MISSING,
        FindingCode.DEPUTY_MISSING,
        FindingCode.DEPUTY_IS_MANAGER,
    }
)


@dataclass(frozen=True)
class EventNotice:
    """One thing that the event's page says at once, and where something is done about it."""

    tone: str
    text: str
    url: str | None = None
    action: str | None = None


@dataclass(frozen=True)
class EventView:
    """An event as the case page shows it."""

    name: str
    undecided: bool
    first_day: date | None
    notices: list[EventNotice]
    facts: list[tuple[str, str | None]]
    times: tuple[OccasionTime, ...]
    shows_groups: bool
    nearby: list[NearbyEvent]
    nearby_heading: str
    fee: ShownFee | None = None
    tasks: list[str] = field(default_factory=list)
    may_handle: bool = False
    may_grant_at_once: bool = False


def event_view(session: Session, actor: Actor, case: Case, on: date) -> EventView:
    """What the case page shows of an event."""
    occasion = occasion_of(session, case)
    terms = event_terms_of(session, case, on)
    undecided = case.state in UNDECIDED
    groups = group_set_from_code(case.application.groups)
    times = time_rows(case.application, asked_lines(occasion), groups)
    nearby = nearby_events(session, case, occasion)
    fee = shown_fee(session, occasion)
    return EventView(
        name=occasion.name,
        undecided=undecided,
        first_day=min((row.day for row in occasion.days), default=None),
        notices=_notices(session, actor, case, on) if undecided else [],
        facts=_facts(session, case, occasion, terms, fee),
        times=times,
        shows_groups=any(row.groups for row in times),
        nearby=nearby,
        nearby_heading=_nearby_heading(nearby, occasion),
        fee=fee,
        tasks=[turnover_task(occasion, terms)] if occasion.turnover_due_on else [],
        may_handle=case.state in CHANGEABLE and actor.may(Permission.CASE_HANDLE),
        may_grant_at_once=may_grant_at_once(session, actor, case, on),
    )


def may_grant_at_once(session: Session, actor: Actor, case: Case, on: date) -> bool:
    """Whether this person may grant the event here and now, by the delegation."""
    ripe = case.state in (CaseState.RECEIVED, CaseState.READY)
    if not ripe or not actor.may(Permission.CASE_DECIDE_ALONE):
        return False
    return mode_of(session, case, DecisionOutcome.GRANT, on) is DelegationMode.ALONE


def _notices(session: Session, actor: Actor, case: Case, on: date) -> list[EventNotice]:
    view = case_view(session, case, on, acting_id=actor.user_id)
    policy = policy_in_force(session, case.municipality_id, on)
    findings = assess(case_facts(session, view, policy, on), policy, on).findings
    names = names_of(case.application)
    told = [
        row
        for row in findings
        if row.code in ALWAYS_TOLD or (row.code in TOLD and row.outcome is not FindingOutcome.OK)
    ]
    ordered = sorted(told, key=lambda row: list(TONES).index(row.outcome))
    handles = actor.may(Permission.CASE_HANDLE)
    return [_notice(row, case, names, handles=handles) for row in ordered]


def _notice(row: Finding, case: Case, names: dict[str, str], *, handles: bool) -> EventNotice:
    text = labels.finding_text(row, names)
    tone = "info" if row.code in ALWAYS_TOLD else TONES[row.outcome]
    actions = {
        FindingCode.NOTICE_LATE: ("events.accept_late_notice", _("Ta imot likevel")),
        FindingCode.PRINCIPLE_TO_CHOOSE: ("events.choose_principle", _("Velg")),
    }
    if handles and row.code in actions:
        endpoint, action = actions[row.code]
        return EventNotice(tone, text, url_for(endpoint, case_id=case.id), action)
    return EventNotice(tone, text)


def _nearby_heading(nearby: list[NearbyEvent], occasion: Occasion) -> str:
    if len({row.day for row in occasion.days}) > 1:
        return ngettext(
            "De samme dagene i nærheten: %(num)s annet.",
            "De samme dagene i nærheten: %(num)s andre.",
            len(nearby),
        )
    return ngettext(
        "Samme kveld i nærheten: %(num)s annet.", "Samme kveld i nærheten: %(num)s andre.", len(nearby)
    )


def turnover_task(occasion: Occasion, terms: EventTerms) -> str:
    """The turnover statement as a task: Omsetningsoppgave innen 08.03.2027 (06.03 er lørdag)."""
    due_on = occasion.turnover_due_on
    last_day = max((row.day for row in occasion.days), default=None)
    if due_on is None:
        return ""
    day = formats.short_date(due_on)
    counted = last_day + timedelta(days=terms.turnover_days) if last_day else due_on
    if counted == due_on or next_working_day(counted) != due_on:
        return _("Omsetningsoppgave innen %(day)s", day=day)
    weekday = formats.weekday_date(counted).split(" ")[0]
    return _(
        "Omsetningsoppgave innen %(day)s (%(counted)s er %(weekday)s)",
        day=day,
        counted=f"{counted:%d.%m}",
        weekday=weekday,
    )


def _facts(
    session: Session, case: Case, occasion: Occasion, terms: EventTerms, fee: ShownFee | None
) -> list[tuple[str, str | None]]:
    application = case.application
    days = [row.day for row in occasion.days]
    rows: list[tuple[str, str | None]] = [
        (_("Arrangement"), occasion.name),
        (_("Arrangør"), application.holder.name),
        (_("Bevilling"), labels.label(application.type)),
        (
            _("Søkt om"),
            _(
                "%(kind)s av %(groups)s",
                kind=labels.activity_name(application.kind).capitalize(),
                groups=labels.groups_text(group_set_from_code(application.groups)),
            ),
        ),
        (_("Hvem kan komme"), labels.label(company_is_closed(company_of(occasion)).openness)),
        (_("Sted"), f"{application.venue.name}, {application.venue.street_address}"),
        (_("Dager"), _span(days)),
        (_("Ventede gjester"), _number(occasion.guests)),
        (_("Aldersgrense"), _("%(age)s år", age=occasion.age_limit) if occasion.age_limit else None),
        (_("Ordensvakter"), _number(occasion.guards)),
        (_("Kjøpes det engros?"), _("Ja") if occasion.wholesale else _("Nei")),
    ]
    if application.kind is LicenceKind.SERVING or application.type is LicenceType.SINGLE_OCCASION:
        control = internal_control(
            application.type,
            waived=occasion.internal_control_waived,
            reason=occasion.internal_control_reason,
        )
        words = labels.label(control.answer)
        reason = occasion.internal_control_reason
        rows.append((_("Internkontroll"), f"{words}: {reason}" if reason else words))
    awaits = _("Fastsettes etter omsetningsoppgaven") if fee is not None and fee.awaits_statement else None
    rows.append((_("Gebyr"), awaits or fee_text(occasion.fee_ore, invented=terms.invented)))
    if occasion.principle is not Principle.ORDINARY:
        chosen = f"{labels.label(occasion.principle)}. {occasion.principle_reason}"
        rows.append((_("Prinsipiell sak"), chosen))
    if occasion.late_accepted_by_id is not None:
        accepted = session.get_one(User, occasion.late_accepted_by_id)
        rows.append((_("Sen søknad tatt imot"), f"{accepted.name}: {occasion.late_reason}"))
    if days and not occasion.turnover_due_on and case.state in UNDECIDED:
        due_on = turnover_due_on(max(days), terms.turnover_days)
        rows.append((_("Omsetningsoppgave"), _("Innen %(day)s", day=formats.short_date(due_on))))
    if occasion.notes:
        rows.append((_("Merknader"), occasion.notes))
    return rows


def fee_text(fee_ore: int | None, *, invented: bool) -> str | None:
    """The fee, marked when the rate is invented: 1 200,00 kr (demosats)."""
    if fee_ore is None:
        return None
    amount = _("%(amount)s kr", amount=formats.amount(fee_ore))
    return _("%(amount)s (demosats)", amount=amount) if invented else amount


def _span(days: list[date]) -> str | None:
    if not days:
        return None
    first, last = min(days), max(days)
    return (
        formats.weekday_date(first)
        if first == last
        else f"{formats.weekday_date(first)} – {formats.weekday_date(last)}"
    )


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)
