"""The caps of a policy with their counters: how many seats are taken on a day, how many are left, where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.models.case import Application, Case, case_reference
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.venue import Venue
from app.paging import PAGE_SIZE, Cursor, Page, page_of
from app.policy.queries.counting import SeatBook, decided_caps, seat_book
from licensing.caps import cap_standing
from licensing.licences import OCCASIONAL
from licensing.occupancy import Days
from licensing.policy import CapEffect, CapScope, CapSpan, Policy, Rule
from licensing.seats import Seat, SeatAsked, seats_shown, seats_taken


@dataclass(frozen=True)
class CapPlace:
    """One counter: of a whole cap, or of a cap in one zone or at one venue."""

    code: str
    """The zone, or the number of the venue; empty for the whole cap."""
    name: str
    limit: int | None
    used: int
    """How many hold a seat on the day."""
    most: int
    """How many are taken together from the day on: what is granted already and begins later as well."""
    pending: int
    left: int | None
    reserved: bool
    """Whether the applications hold seats."""

    @property
    def is_full(self) -> bool:
        """Whether there is none left."""
        return self.left == 0

    @property
    def over(self) -> int:
        """By how many the limit is passed already."""
        return 0 if self.limit is None else max(0, self.most - self.limit)


@dataclass(frozen=True)
class CapLine:
    """A cap that gives a number, and its counters on a day."""

    cap: Rule
    places: tuple[CapPlace, ...]
    elsewhere: int
    """How many of them are in the other municipalities that share the cap."""
    untold: int
    """Licences of which nobody has told whether the cap counts them."""


@dataclass(frozen=True)
class CapsPage:
    """Every cap of a policy on a day: those with a number are counted, the others are only told of."""

    policy: Policy
    counted: tuple[CapLine, ...]
    uncounted: tuple[Rule, ...]
    book: SeatBook


def caps_page(session: Session, municipality_id: int, policy: Policy, day: date) -> CapsPage:
    """How the caps of a policy stand on a day, by what was granted by then."""
    caps = decided_caps(policy, day)
    book = seat_book(session, municipality_id, policy, caps, day, granted_by=day, everything=True)
    names = _venue_names(
        session, municipality_id, [cap for cap in caps if _scope(cap) is CapScope.VENUE], book
    )
    return CapsPage(
        policy,
        tuple(cap_line(book, municipality_id, cap, day, names) for cap in caps),
        tuple(cap for cap in policy.caps if cap.holds_on(day) and cap not in caps),
        book,
    )


def cap_line(
    book: SeatBook, municipality_id: int, cap: Rule, day: date, venues: Mapping[int, str]
) -> CapLine:
    """The counters of one cap on a day."""
    shown = standing_under(book, cap, day)
    places = []
    for code, name, asked in _asked_places(book.policy, municipality_id, cap, day, shown, venues):
        count = book.count(cap, asked)
        if count is None:
            continue
        standing = cap_standing(cap, count)
        on_the_day = seats_taken(cap, _only_on(cap, shown, day), asked, book.period)
        places.append(
            CapPlace(
                code,
                name,
                standing.limit,
                on_the_day or 0,
                standing.used,
                standing.pending,
                standing.left,
                reserved=bool(cap.cap and cap.cap.pending_reserves),
            )
        )
    return CapLine(
        cap,
        tuple(places),
        sum(seat.municipality != municipality_id for seat in shown) if _scope(cap) is CapScope.POLICY else 0,
        len(_untold(book, municipality_id, cap, day)),
    )


def standing_under(book: SeatBook, cap: Rule, day: date) -> tuple[Seat, ...]:
    """Who stands under a cap on a day; one that counts in each zone counts nobody outside them."""
    shown = seats_shown(cap, book.seats_of(cap), day, book.period)
    if _scope(cap) is not CapScope.ZONE:
        return shown
    named = set(cap.when.zones or (zone.code for zone in book.policy.zones))
    return tuple(seat for seat in shown if named & set(seat.zones or ()))


def _untold(book: SeatBook, municipality_id: int, cap: Rule, day: date) -> tuple[Seat, ...]:
    """Whom a cap might count, if it were told where they are or what they are."""
    untold = book.untold(cap, municipality_id)
    if _scope(cap) is CapScope.ZONE:
        untold += tuple(
            seat for seat in book.seats_of(cap) if seat.municipality == municipality_id and seat.zones is None
        )
    return seats_shown(cap, untold, day, book.period)


def _effect(cap: Rule) -> CapEffect:
    return cap.cap or CapEffect()


def _scope(cap: Rule) -> CapScope:
    return _effect(cap).scope


def _asked_places(
    policy: Policy,
    municipality_id: int,
    cap: Rule,
    day: date,
    shown: Sequence[Seat],
    venues: Mapping[int, str],
) -> Iterator[tuple[str, str, SeatAsked]]:
    asked = SeatAsked(municipality_id, day)
    if _scope(cap) is CapScope.ZONE:
        named = cap.when.zones
        for zone in policy.zones:
            if (not named or zone.code in named) and zone.code not in cap.when.outside_zones:
                yield zone.code, zone.name, replace(asked, zones=(zone.code,))
        return
    if _scope(cap) is CapScope.VENUE:
        # Where nobody is, the whole number is left; only venues that are counted at are shown.
        for venue in sorted({seat.venue for seat in shown if seat.venue in venues}, key=venues.__getitem__):
            yield str(venue), venues[venue], replace(asked, venue=venue)
        return
    yield "", "", asked


def _only_on(cap: Rule, seats: Iterable[Seat], day: date) -> tuple[Seat, ...]:
    """The seats as they are on the day alone, without what is granted for later."""
    if _effect(cap).span in (CapSpan.YEAR, CapSpan.PERIOD):
        return tuple(seats)
    return tuple(seat if seat.type in OCCASIONAL else replace(seat, days=(Days(day, day),)) for seat in seats)


def _venue_names(
    session: Session, municipality_id: int, caps: Sequence[Rule], book: SeatBook
) -> Mapping[int, str]:
    if not caps:
        return {}
    venues = {seat.venue for cap in caps for seat in book.seats_of(cap)}
    rows = session.execute(
        select(Venue.id, Venue.name).where(
            Venue.municipality_id == municipality_id, Venue.id.in_(sorted(venues))
        )
    )
    return {row.id: row.name for row in rows}


@dataclass(frozen=True)
class SeatLine:
    """A licence that holds a seat: where, whose, and in which zones."""

    id: int
    number: str
    venue_id: int
    venue: str
    holder_id: int
    holder: str
    seat: Seat


def seat_lines(
    session: Session,
    municipality_id: int,
    seats: Iterable[Seat],
    *,
    cursor: Cursor | None,
    size: int = PAGE_SIZE,
) -> tuple[tuple[SeatLine, ...], Page]:
    """Some seats of the municipality with names, by the name of the venue."""
    own = {seat.id: seat for seat in seats if seat.municipality == municipality_id}
    page = page_of(
        session,
        select(
            Venue.sort_key,
            Licence.id,
            Licence.number,
            Licence.venue_id,
            Venue.name.label("venue"),
            Licence.holder_id,
            Holder.name.label("holder"),
        )
        .select_from(Licence)
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .where(Licence.municipality_id == municipality_id, Licence.id.in_(sorted(own))),
        sort_key=Venue.sort_key,
        row_id=Licence.id,
        cursor=cursor,
        size=size,
    )
    lines = tuple(
        SeatLine(row.id, row.number, row.venue_id, row.venue, row.holder_id, row.holder, own[row.id])
        for row in page.rows
    )
    return lines, page


@dataclass(frozen=True)
class WaitingLine:
    """An undecided application that would take a seat."""

    case_id: int
    reference: str
    venue: str
    received_on: date


def waiting_lines(
    session: Session, municipality_id: int, book: SeatBook, cap: Rule, most: int = PAGE_SIZE
) -> tuple[WaitingLine, ...]:
    """The first applications of the municipality that wait for a seat, in the order in which they came in."""
    ids = [
        application.seat.id
        for application in book.applications_of(cap)
        if application.seat.municipality == municipality_id
    ]
    rows = session.execute(
        select(Case.id, Case.year, Case.number, Case.received_on, Venue.name)
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .join(Venue, and_(Venue.municipality_id == Case.municipality_id, Venue.id == Application.venue_id))
        .where(Case.municipality_id == municipality_id, Case.id.in_(ids[:most]))
        .order_by(Case.received_on, Case.id)
    )
    return tuple(
        WaitingLine(row.id, case_reference(row.year, row.number), row.name, row.received_on) for row in rows
    )
