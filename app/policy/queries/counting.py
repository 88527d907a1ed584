"""How the caps of a policy stand: how many licences each counts, and how many applications would count.

Law: alkoholloven §§ 1-7a second paragraph and 4-5.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.models.change import Change, ChangeLicence
from app.models.licence import Licence, LicencePeriod
from app.models.municipality import MunicipalityIdentity
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyMunicipality, PolicyState
from app.policy.queries.seat_applications import (
    SeatApplication,
    application_for_seat,
    applications_for_seats,
)
from app.policy.queries.seats import all_to_read, licence_seats, what_to_read
from licensing.caps import COUNTED_TYPES, CapCount
from licensing.days import ONE_DAY
from licensing.occasions import Use
from licensing.occupancy import Days
from licensing.policy import CapScope, CapSpan, CapStated, Policy, Rule
from licensing.seats import (
    Seat,
    SeatAsked,
    seats_taken,
    seats_wanted,
    seats_whole,
    takes_seat,
)


def licences_in_force(municipality_id: int, day: date) -> Select[int]:
    """The ids of the licences that are granted and not ended on a day."""
    return (
        select(Licence.id)
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .where(
            Licence.municipality_id == municipality_id,
            LicencePeriod.first_day <= day,
            LicencePeriod.last_day >= day,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= day),
        )
    )


@dataclass(frozen=True)
class SeatBook:
    """All licences and applications that the caps of a policy may count, read once."""

    policy: Policy
    seats: tuple[Seat, ...]
    applications: tuple[SeatApplication, ...]
    municipalities: dict[int, frozenset[str]]
    """The municipalities of the policy, each with the numbers it has had."""

    @property
    def period(self) -> Days:
        """The days of the policy."""
        return Days(self.policy.first_day, self.policy.last_day or date.max)

    def seats_of(self, cap: Rule) -> tuple[Seat, ...]:
        """The licences that take a seat under a cap, wherever they are."""
        return tuple(seat for seat in self.seats if self._counts(cap, seat) is True)

    def untold(self, cap: Rule, municipality_id: int) -> tuple[Seat, ...]:
        """The licences of which nobody has told what decides whether the cap counts them."""
        return tuple(
            seat
            for seat in self.seats
            if seat.municipality == municipality_id and self._counts(cap, seat) is None
        )

    def applications_of(self, cap: Rule, leave_out_case: int = 0) -> tuple[SeatApplication, ...]:
        """The undecided applications that would take a seat under a cap."""
        return tuple(
            application
            for application in self.applications
            if application.seat.id != leave_out_case and self._counts(cap, application.seat) is True
        )

    def _counts(self, cap: Rule, seat: Seat) -> bool | None:
        if cap.municipalities and not set(cap.municipalities) & self.municipalities[seat.municipality]:
            return False
        return takes_seat(cap, seat, self.policy.local_days)

    def count(
        self,
        cap: Rule,
        asked: SeatAsked,
        *,
        case: SeatApplication | None = None,
        leave_out: Collection[int] = (),
    ) -> CapCount | None:
        """What a cap counts beside the seat that is asked for; None while it is not known where that lies.

        ASSUMPTION: where the text says that applications reserve a seat, they do so in the order in which
        they came in: of two that wait for the last seat, only the later finds it taken.
        """
        left_out = set(leave_out)
        if case is not None and case.transfer_of and cap.cap and cap.cap.transfer_keeps_seat:
            left_out.add(case.transfer_of)
        counted = [seat for seat in self.seats_of(cap) if seat.id not in left_out]
        used = seats_taken(cap, counted, asked, self.period)
        if used is None:
            return None
        waiting = self.applications_of(cap, case.seat.id if case else 0)
        if case is not None and cap.cap and cap.cap.pending_reserves:
            waiting = tuple(application for application in waiting if application.order < case.order)
        pending = seats_wanted(cap, [application.seat for application in waiting], asked, self.period)
        return CapCount(cap.code, used, pending, seats_whole(cap, self.seats, asked))


def seat_book(
    session: Session,
    municipality_id: int,
    policy: Policy,
    caps: Sequence[Rule],
    day: date,
    *,
    uses: Sequence[Use] = (),
    granted_by: date | None = None,
    everything: bool = False,
) -> SeatBook:
    """Read what some caps of a policy count, from a day on or as far back as one of them asks.

    With `granted_by` it is told as it stood then. `everything` reads all licences that last, counted or not.
    """
    shared = any(cap.cap is not None and cap.cap.scope is CapScope.POLICY for cap in caps)
    municipalities = _municipalities(session, municipality_id, policy, shared=shared)
    from_day = min([day, *(use.day for use in uses)])
    spans = {cap.cap.span for cap in caps if cap.cap is not None}
    if CapSpan.YEAR in spans:
        from_day = date(from_day.year, 1, 1)
    if CapSpan.PERIOD in spans:
        from_day = min(from_day, policy.first_day)
    read = what_to_read(policy, caps, tuple(municipalities), from_day)
    if everything:
        read = all_to_read(read, policy)
    return SeatBook(
        policy,
        licence_seats(session, read, day, granted_by=granted_by),
        applications_for_seats(session, read),
        municipalities,
    )


def _municipalities(
    session: Session, municipality_id: int, policy: Policy, *, shared: bool
) -> dict[int, frozenset[str]]:
    wanted = {municipality_id}
    if shared and policy.id.isdecimal():
        wanted.update(
            session.scalars(
                select(PolicyMunicipality.municipality_id).where(
                    PolicyMunicipality.policy_id == int(policy.id)
                )
            )
        )
    rows = session.execute(
        select(MunicipalityIdentity.municipality_id, MunicipalityIdentity.number).where(
            MunicipalityIdentity.municipality_id.in_(wanted)
        )
    ).all()
    return {
        one: frozenset(row.number for row in rows if row.municipality_id == one) for one in sorted(wanted)
    }


def decided_caps(policy: Policy | None, day: date) -> tuple[Rule, ...]:
    """The caps of a policy that count something on a day: those that give a number."""
    return tuple(cap for cap in (policy.caps if policy else ()) if _gives_a_number(cap) and cap.holds_on(day))


def _gives_a_number(cap: Rule) -> bool:
    effect = cap.cap
    return (
        effect is not None
        and effect.stated is CapStated.NUMBER
        and not (effect.limit is None and effect.percent is None)
    )


def cap_counts(
    session: Session,
    municipality_id: int,
    policy: Policy | None,
    day: date,
    *,
    leave_out_case: int,
    uses: Sequence[Use] = (),
) -> tuple[CapCount, ...]:
    """How many licences each cap counts beside the application of a case, and how many others wait.

    Nought for the case counts for a seat anywhere in the municipality, from the day on. `uses` are the hours
    that are granted to an event, when those are others than it asked for. A cap for which it is not known
    where the place lies is left out: the engine asks.
    """
    return tuple(
        count
        for _cap, _application, count in cap_seats(
            session, municipality_id, policy, day, case_id=leave_out_case, uses=uses
        )
        if count is not None
    )


def cap_seats(
    session: Session,
    municipality_id: int,
    policy: Policy | None,
    day: date,
    *,
    case_id: int,
    uses: Sequence[Use] = (),
    as_granted: Callable[[Seat], Seat] = lambda seat: seat,
) -> Iterator[tuple[Rule, SeatApplication | None, CapCount | None]]:
    """Each cap that gives a number, the case that asks for a seat, and what is counted beside it.

    `as_granted` says what is granted of what the case asks for.
    """
    caps = decided_caps(policy, day)
    if policy is None or not caps:
        return
    read = what_to_read(policy, caps, (municipality_id,), day)
    case = application_for_seat(session, read, municipality_id, case_id) if case_id else None
    asked = SeatAsked(municipality_id, day, uses=tuple(uses))
    if case is not None:
        begins = max(day, case.seat.days[0].first_day)
        if case.begins is None:
            begins = max(begins, _renewed_from(session, case, begins))
        case = replace(case, seat=as_granted(replace(case.seat, days=(Days(begins, date.max),))))
        asked = SeatAsked(
            municipality_id,
            case.seat.days[0].first_day,
            case.seat.venue,
            case.seat.zones,
            tuple(uses) or case.seat.uses,
        )
    book = seat_book(session, municipality_id, policy, caps, day, uses=asked.uses)
    own = changed_licences(session, municipality_id, case_id) if case_id else ()
    for cap in caps:
        yield cap, case, book.count(cap, asked, case=case, leave_out=own)


def _renewed_from(session: Session, case: SeatApplication, day: date) -> date:
    """The day after the licence that the applicant has at the place; the one applied for follows it."""
    latest: date | None = session.execute(
        select(func.max(LicencePeriod.last_day))
        .join(
            Licence,
            and_(
                Licence.municipality_id == LicencePeriod.municipality_id,
                Licence.id == LicencePeriod.licence_id,
            ),
        )
        .where(
            Licence.id.in_(licences_in_force(case.seat.municipality, day)),
            Licence.holder_id == case.holder,
            Licence.venue_id == case.seat.venue,
            Licence.kind == case.seat.kind,
            Licence.type == case.seat.type,
            Licence.type.in_(COUNTED_TYPES),
            Licence.ended_on.is_(None),
        )
    ).scalar_one()
    return day if latest is None or latest == date.max else latest + ONE_DAY


def changed_licences(session: Session, municipality_id: int, case_id: int) -> Sequence[int]:
    """The licences that a case is to change: they have their seats already."""
    return session.scalars(
        select(ChangeLicence.licence_id)
        .join(
            Change,
            and_(
                Change.municipality_id == ChangeLicence.municipality_id, Change.id == ChangeLicence.change_id
            ),
        )
        .where(Change.municipality_id == municipality_id, Change.case_id == case_id)
        .order_by(ChangeLicence.licence_id)
    ).all()


def seats_needed(
    session: Session,
    municipality_id: int,
    policy: Policy,
    cap: Rule,
    day: date,
    *,
    case_id: int,
    concerned: bool | None,
) -> int:
    """How many seats a grant takes anew: one, but of a change only those of the licences that the cap does
    not count already as it will when the change is granted.
    """
    own = changed_licences(session, municipality_id, case_id)
    if not own:
        return 1
    read = what_to_read(policy, (cap,), (municipality_id,), day)
    return sum(
        takes_seat(cap, seat, policy.local_days) is not concerned
        for seat in licence_seats(session, read, day)
        if seat.id in own
    )


def lock_caps(session: Session, policy: Policy | None) -> None:
    """Hold the caps of a policy until the commit, so that two never take the last seat.

    All its versions in force are held, in the order of their numbers, so that also municipalities that share
    a cap, and decisions on two days, take turns. Rows that point at a version are not in the way.
    """
    if policy is None or not any(map(_gives_a_number, policy.caps)):
        return
    series = select(PolicyRow.series).where(PolicyRow.id == int(policy.id)).scalar_subquery()
    session.execute(
        select(PolicyRow.id)
        .where(PolicyRow.series == series, PolicyRow.state == PolicyState.IN_FORCE)
        .order_by(PolicyRow.id)
        .with_for_update(key_share=True)
    ).all()
