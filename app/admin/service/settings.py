"""What a municipality sets where the law is silent, and the numbers that its council decides."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.municipality import Municipality
from app.models.occasion import CouncilQuota, EventSettings, QuotaSubject
from app.numbers import take_municipality
from app.permissions import Actor
from fees.errors import RateNotSet
from fees.rates import rates_on
from licensing.errors import NotAllowed
from licensing.law import AF_6_2, ALKL_3_3, ALKL_4_5

QUOTA_LAW = {QuotaSubject.AMBULATORY: ALKL_4_5, QuotaSubject.OUTLETS: ALKL_3_3}


@dataclass(frozen=True)
class EventSettingsEntry:
    """What the municipality asks of events."""

    notice_days: int
    most_days: int | None
    principal_guests: int | None
    ask_single: bool
    ask_ambulatory: bool
    turnover_days: int
    single_fee_ore: int | None
    ambulatory_fee_ore: int | None


def change_event_settings(
    session: Session, actor: Actor, *, seen_version: int, entry: EventSettingsEntry, on: date
) -> EventSettings:
    """Change what is asked of events from now on; events that are registered keep what they were asked.

    Raises `NotAllowed` for an ambulatory fee above the year's highest, and `ChangedMeanwhile` when another
    changed the settings since `seen_version`.

    Law: alkoholforskriften § 6-2.
    """
    take_municipality(session, actor.municipality_id)
    settings = session.get(EventSettings, actor.municipality_id)
    if (settings.version if settings else 0) != seen_version:
        raise ChangedMeanwhile
    _check_ambulatory_fee(entry.ambulatory_fee_ore, on)
    if settings is None:
        settings = EventSettings(municipality_id=actor.municipality_id)
        session.add(settings)
    wanted = asdict(entry)
    changed = [name for name, value in wanted.items() if getattr(settings, name) != value]
    for name in changed:
        setattr(settings, name, wanted[name])
    if {"single_fee_ore", "ambulatory_fee_ore"} & set(changed):
        # Rates that somebody has typed are the municipality's own.
        settings.fees_invented = False
    session.flush()
    if changed:
        audit.record(session, actor, EventType.MUNICIPALITY_CHANGED, changed=changed)
    return settings


def _check_ambulatory_fee(fee_ore: int | None, on: date) -> None:
    if fee_ore is None:
        return
    try:
        most = rates_on(on).ambulatory_max
    except RateNotSet:
        return  # Whoever grants a use is asked then, since nobody knows this year's highest.
    if fee_ore > most.ore:
        raise NotAllowed("ambulatory_fee_too_high", AF_6_2, most_ore=most.ore, year=str(on.year))


@dataclass(frozen=True)
class QuotaEntry:
    """A number that the council has decided, and where that is written."""

    subject: QuotaSubject
    number: int
    decided_on: date
    reference: str
    first_day: date


def add_quota(session: Session, actor: Actor, *, entry: QuotaEntry) -> CouncilQuota:
    """Enter a number that the council has decided; the one before it holds until then, and is never edited.

    Raises `NotAllowed` for a number from before the council decided it, or from a day that has one.

    Law: alkoholloven §§ 3-3 and 4-5.
    """
    take_municipality(session, actor.municipality_id)
    law = QUOTA_LAW[entry.subject]
    if entry.first_day < entry.decided_on:
        raise NotAllowed("quota_before_decision", law, decided_on=entry.decided_on.isoformat())
    known = session.scalars(
        select(CouncilQuota)
        .where(
            CouncilQuota.municipality_id == actor.municipality_id,
            CouncilQuota.subject == entry.subject,
            CouncilQuota.first_day >= entry.first_day,
        )
        .limit(1)
    ).one_or_none()
    if known is not None:
        raise NotAllowed("quota_known_already", law, first_day=known.first_day.isoformat())
    row = CouncilQuota(municipality_id=actor.municipality_id, **asdict(entry))
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.QUOTA_CHANGED,
        quota=entry.subject.value,
        number=entry.number,
        first_day=entry.first_day.isoformat(),
        reference=entry.reference,
    )
    return row


def change_shares(
    session: Session,
    actor: Actor,
    *,
    seen_version: int,
    substantial_share: int | None,
    dominating_share: int | None,
) -> Municipality:
    """Set from which shares an owner counts, or leave it open, so that a person is asked each time.

    Raises `ChangedMeanwhile` when another changed the municipality since `seen_version`.

    Law: alkoholloven §§ 1-7b and 1-10.
    """
    municipality = take_municipality(session, actor.municipality_id)
    if municipality.version != seen_version:
        raise ChangedMeanwhile
    wanted = {"substantial_share": substantial_share, "dominating_share": dominating_share}
    changed = [name for name, value in wanted.items() if getattr(municipality, name) != value]
    for name in changed:
        setattr(municipality, name, wanted[name])
    if changed:
        session.flush()
        audit.record(session, actor, EventType.MUNICIPALITY_CHANGED, changed=changed)
    return municipality
