"""Taking a seat under the caps of the policy, at the moment at which it is granted.

Law: alkoholloven §§ 1-7a second paragraph and 4-5.
"""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.policy.queries.counting import cap_seats, lock_caps, seats_needed
from licensing.caps import CapStanding, cap_standing
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7A_PARA_2, ALKL_4_5
from licensing.licences import LicenceType
from licensing.occasions import Use
from licensing.policy import CapSpan, Policy, Rule, Strength
from licensing.seats import Seat, takes_seat

# These are told or weighed; nobody is stopped by them.
NEVER_STOPS = frozenset({Strength.INFO, Strength.FACTOR})


def take_seats(
    session: Session,
    *,
    municipality_id: int,
    case_id: int,
    policy: Policy | None,
    day: date,
    as_granted: Callable[[Seat], Seat],
    uses: Sequence[Use] = (),
    may_exceed: Callable[[Rule], bool] = lambda cap: False,
) -> None:
    """Hold the caps of the policy, and see that there still is a seat under each that counts the licence.

    `as_granted` says what is granted of what the case asks for, `uses` when an event is to be used, and
    `may_exceed` for which caps somebody has judged the single case and goes beyond them.

    Raises `NotAllowed` where there is none, and where nobody has told what a cap needs to count by.
    """
    if policy is None:
        return
    lock_caps(session, policy)
    for cap, case, count in cap_seats(
        session, municipality_id, policy, day, case_id=case_id, uses=uses, as_granted=as_granted
    ):
        if case is None or cap.cap is None or cap.strength in NEVER_STOPS or may_exceed(cap):
            continue
        concerned = takes_seat(cap, case.seat, policy.local_days)
        if concerned is False or (case.transfer_of and cap.cap.transfer_keeps_seat):
            continue
        needed = seats_needed(
            session, municipality_id, policy, cap, day, case_id=case_id, concerned=concerned
        )
        if not needed:
            continue
        if count is None or (concerned is None and case.seat.zones is None):
            raise NotAllowed("cap_by_zone", ALKL_1_7A_PARA_2, **_source(policy, cap))
        standing = cap_standing(cap, count)
        if standing.left is not None and standing.left < needed:
            raise _refusal(policy, standing)


def _refusal(policy: Policy, standing: CapStanding) -> NotAllowed:
    cap = standing.cap
    told = {"limit": standing.limit, "used": standing.used, **_source(policy, cap)}
    if standing.limit is not None and standing.used < standing.limit:
        return NotAllowed("cap_is_reserved", ALKL_1_7A_PARA_2, **told)
    at_once = cap.cap is not None and cap.cap.span in (CapSpan.AT_ONCE, CapSpan.UNSPECIFIED)
    if cap.when.types == (LicenceType.AMBULATORY,) and at_once:
        return NotAllowed("quota_is_full", ALKL_4_5, **told)
    return NotAllowed("cap_is_full", ALKL_1_7A_PARA_2, **told)


def _source(policy: Policy, cap: Rule) -> dict[str, str]:
    """Where the cap stands; a cap whose paragraph nobody has entered is told of without."""
    source = policy.source_of(cap)
    return {"source": source} if source else {}
