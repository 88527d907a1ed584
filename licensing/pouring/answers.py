"""The answer for a venue: the best of its licences, and why the others do not help.

Law: alkoholloven §§ 1-4a, 3-7, 4-2 and 4-4.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from licensing.hours import OVERNIGHT_GROUPS, OVERNIGHT_PLACES
from licensing.hours_in_force import HoursSource
from licensing.law import ALKL_1_4A, ALKL_3_1, ALKL_3_7, ALKL_4_2, ALKL_4_4, ALKL_4_4_PARA_7
from licensing.licences import OCCASIONAL, AreaKind, Attribute, Audience, Group, LicenceKind, terms_on
from licensing.moments import LocalMoment, second_showing
from licensing.policy import Policy
from licensing.pouring.grounds import Because, Ground, HeldLicence, Pouring, named
from licensing.pouring.hindrances import HINDRANCES, IN_PERIOD
from licensing.pouring.rooms import RoomHours, RoomState, category_on, rooms_on


@dataclass(frozen=True)
class _Judged:
    """One licence at the moment; how far it came orders those that refuse."""

    allowed: bool
    reach: int
    reasons: tuple[Because, ...]
    until: datetime | None = None
    drinking_until: datetime | None = None


def may_pour(
    licences: Iterable[HeldLicence],
    kind: LicenceKind,
    group: Group,
    moment: LocalMoment,
    *,
    policy: Policy | None = None,
) -> Pouring:
    """Whether a group may be served, or sold, under any of a venue's licences at the moment.

    A moment before 06:00 belongs to the service day of the evening before. Sale follows the date.

    Law: alkoholloven §§ 1-4a, 3-7 and 4-4.
    """
    licences = tuple(licences)
    answer = _answer(licences, kind, group, moment, policy)
    again = second_showing(moment)
    told = list(_clock(moment))
    if moment.is_after_midnight and kind is LicenceKind.SERVING:
        told.append(Because(Ground.SERVICE_DAY, None, {"day": moment.service_day.isoformat()}))
    if again is not None:
        later = _answer(licences, kind, group, again, policy)
        if later.allowed != answer.allowed:
            told.append(Because(Ground.SECOND_SHOWING, ALKL_4_4))
    return replace(answer, reasons=(*answer.reasons, *told))


def _clock(moment: LocalMoment) -> Iterator[Because]:
    if moment.skipped:
        yield Because(Ground.CLOCK_SKIPPED)
    elif moment.repeated:
        yield Because(Ground.CLOCK_REPEATED, None, {"showing": 2 if moment.second_time else 1})


def _answer(
    licences: Sequence[HeldLicence],
    kind: LicenceKind,
    group: Group,
    moment: LocalMoment,
    policy: Policy | None,
) -> Pouring:
    day = moment.service_day if kind is LicenceKind.SERVING else moment.day
    judged = [
        _judged(licence, group, day, moment, policy)
        for licence in licences
        if licence.kind is kind and licence.granted_on <= day
    ]
    none = Because(Ground.NO_LICENCE, ALKL_1_4A, {"kind": kind.value, "day": day.isoformat()})
    if not judged:
        return Pouring(False, (none,), moment)
    best = max(judged, key=lambda one: (one.allowed, one.reach))
    if best.reach < IN_PERIOD:
        return Pouring(False, (none, *_nearest(judged)), moment)
    reasons = list(best.reasons)
    if not best.allowed:
        # Every licence that came as far has its say: a place may have one inside and one for a tent.
        for other in judged:
            if other.reach == best.reach:
                reasons += [reason for reason in other.reasons if reason not in reasons]
    return Pouring(best.allowed, tuple(reasons), moment, best.until, best.drinking_until)


def _nearest(judged: Sequence[_Judged]) -> Iterator[Because]:
    """Of licences that do not cover the day: the one that was over last, and the one that begins first."""
    reasons = [reason for one in judged for reason in one.reasons]
    over = [reason for reason in reasons if reason.ground is not Ground.NOT_BEGUN]
    later = [reason for reason in reasons if reason.ground is Ground.NOT_BEGUN]
    if over:
        yield max(over, key=lambda reason: str(reason.facts["last_day"]))
    if later:
        yield min(later, key=lambda reason: str(reason.facts["first_day"]))


def _judged(
    licence: HeldLicence, group: Group, day: date, moment: LocalMoment, policy: Policy | None
) -> _Judged:
    for reach, hindrance in enumerate(HINDRANCES):
        reason = hindrance(licence, group, day)
        if reason is not None:
            return _Judged(False, reach, (reason,))
    rooms = rooms_on(licence, group, day, policy)
    return _by_hours(licence, group, day, moment, rooms)


def _by_hours(
    licence: HeldLicence, group: Group, day: date, moment: LocalMoment, rooms: Sequence[RoomHours]
) -> _Judged:
    sale = licence.kind is LicenceKind.SALE
    states = [RoomState.of(room, day, moment, sale=sale, several=len(rooms) > 1) for room in rooms]
    states.sort(key=lambda state: (-state.reach, state.room.area is AreaKind.OUTDOOR))
    best = states[0]
    reasons: list[Because] = []
    if best.is_open:
        groups = terms_on(licence.rows, day).value(Attribute.GROUPS)
        last_day = max(period.last_day for period in licence.periods if period.first_day <= day)
        reasons.append(
            Because(
                Ground.COVERED,
                ALKL_3_1 if sale else ALKL_4_2,
                named(licence, groups=groups, last_day=last_day.isoformat()),
            )
        )
    for state in states:
        reasons += [reason for reason in state.reasons if reason not in reasons]
    reasons += _beside(licence, group, day, best)
    return _Judged(
        best.is_open, len(HINDRANCES) + best.reach, tuple(reasons), best.until, best.drinking_until
    )


def _beside(licence: HeldLicence, group: Group, day: date, best: "RoomState") -> Iterator[Because]:
    """What else must be known with the answer."""
    answer = best.room.answer
    once = answer.source is HoursSource.DATED_TERM and licence.type not in OCCASIONAL
    if once and best.reach > RoomState.CLOSED:
        yield Because(Ground.DATED_TERM, ALKL_4_4, {"day": day.isoformat()})
    if best.is_open and answer.is_longer_than_local and not once and answer.local is not None:
        yield Because(Ground.LONGER_THAN_LOCAL, answer.citation, {"hours": "-".join(answer.local.pair)})
    audience = terms_on(licence.rows, day).value(Attribute.AUDIENCE)
    if best.is_open and audience == Audience.CLOSED_COMPANY.value:
        yield Because(Ground.CLOSED_COMPANY, ALKL_4_2)
    if best.is_open and licence.kind is LicenceKind.SALE:
        yield Because(Ground.DELIVERY, ALKL_3_7)
    overnight = group in OVERNIGHT_GROUPS and category_on(licence, day) in OVERNIGHT_PLACES
    if overnight and not best.is_open and licence.kind is LicenceKind.SERVING:
        yield Because(Ground.OVERNIGHT_GUESTS, ALKL_4_4_PARA_7)
    if answer.national.questions:
        yield Because(Ground.TEMPORARY_ACT, ALKL_4_4)
