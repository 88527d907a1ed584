"""Endings of licences ("opphør"): transfer, giving up, death, bankruptcy, and a place that is not in use.

The alcohol licence and the serving-place licence of one place follow two acts: what ends the one may leave
the other standing. A last day is the last day on which the licence may be used.

Law: alkoholloven §§ 1-8 and 1-10; serveringsloven §§ 22–25.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.days import ONE_DAY, add_months
from licensing.deadlines import TransferDeadlines, transfer_deadlines
from licensing.errors import NotAllowed
from licensing.law import (
    ALKL_1_8_PARA_4,
    ALKL_1_10,
    SERV_22,
    SERV_23,
    SERV_24,
    SERV_25,
    Citation,
)

# Shares are in hundredths of a per cent, so that a third can be told from 33 per cent.
ALL_SHARES = 100_00
HALF_THE_SHARES = 50_00
DEATH_MONTHS = 3
PLACE_DEATH_MONTHS = 12
UNUSED_MONTHS = 12


class TransferKind(StrEnum):
    """How a business came into other hands ("overdragelse").

    Law: alkoholloven § 1-10; serveringsloven § 22.
    """

    BUSINESS = "business"
    SHARES = "shares"
    COMPANY_FORM = "company_form"
    MERGER = "merger"
    DEMERGER = "demerger"
    LEASE = "lease"


class Effect(StrEnum):
    """What becomes of a licence ("virkning for bevillingen")."""

    CONTINUES = "continues"
    RUNS_UNTIL = "runs_until"
    RUNS_UNTIL_DECIDED = "runs_until_decided"
    AWAITS_APPLICATION = "awaits_application"
    LAPSES = "lapses"
    MAY_BE_WITHDRAWN = "may_be_withdrawn"
    ASK = "ask"


@dataclass(frozen=True)
class Fate:
    """What becomes of one licence ("hva som skjer med bevillingen"): its last day where it has one, the
    section, and what a person must judge.
    """

    effect: Effect
    last_day: date | None
    citation: Citation | None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transfer:
    """A business that changes hands ("overdragelse"), and what has been done about it. None is not known.

    A share is what was handed over; the share after is what its new owner then holds. Reckoned is a person's
    answer where the act gives none.
    """

    kind: TransferKind
    agreed_on: date
    taken_over_on: date
    share: int | None = None
    share_after: int | None = None
    reckoned: bool | None = None
    told_on: date | None = None
    applied_on: date | None = None
    without_undue_delay: bool | None = None
    place_applied_on: date | None = None

    @property
    def deadlines(self) -> TransferDeadlines:
        """The two clocks: the alcohol act counts from takeover, the serving-place act from agreement."""
        return transfer_deadlines(self.agreed_on, self.taken_over_on)


def reminder_on(transfer: Transfer) -> date:
    """The day that is to be kept in mind: the earlier of the two deadlines.

    ASSUMPTION: as municipalities advise; no section says so.
    """
    deadlines = transfer.deadlines
    return min(deadlines.alcohol_apply_by, deadlines.serving_place_apply_by)


def alcohol_transfer(transfer: Transfer, dominating_share: int | None) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the alcohol act reckons it as a transfer, and what must be asked; None leaves it to a person.

    All of the shares is always a transfer. From which share on a part is dominating the act does not say: the
    municipality may have settled it.

    Law: alkoholloven § 1-10. ASSUMPTION: new company form, merger and demerger count as municipal practice
    has it, and a mere new lease does not.
    """
    match transfer.kind:
        case TransferKind.BUSINESS:
            return True, ()
        case TransferKind.SHARES:
            return _shares_transfer(transfer, dominating_share)
        case TransferKind.LEASE:
            return bool(transfer.reckoned), ("lease_is_no_transfer",)
    return transfer.reckoned, ("counts_in_practice",)


def _shares_transfer(transfer: Transfer, dominating_share: int | None) -> tuple[bool | None, tuple[str, ...]]:
    if transfer.share is None:
        return transfer.reckoned, ("share_unknown",)
    if transfer.share >= ALL_SHARES:
        return True, ()
    if dominating_share is None:
        return transfer.reckoned, ("dominating_share_open",)
    return transfer.share >= dominating_share, ("dominating_share_set",)


def alcohol_after_transfer(
    transfer: Transfer, *, period_end: date, dominating_share: int | None, on: date
) -> Fate:
    """What becomes of the alcohol licence: it lapses, but may be run on for three months.

    That asks for all of it: the municipality was told, and the new owner applied without undue delay and
    within thirty days after the takeover. Never longer than the licence itself would have lasted.

    Law: alkoholloven § 1-10. ASSUMPTION: the right is derived from the former holder's, so that the end of
    that licence binds it; being told is held to the same thirty days; on the day of the takeover the business
    is the new owner's, so that a lapsed licence was last used the day before; while the thirty days run and
    something is still awaited, the licence is not yet called lapsed.
    """
    reckoned, questions = alcohol_transfer(transfer, dominating_share)
    if reckoned is None:
        return Fate(Effect.ASK, None, ALKL_1_10, questions)
    if not reckoned:
        return Fate(Effect.CONTINUES, None, ALKL_1_10, questions)
    lapsed = Fate(Effect.LAPSES, min(transfer.taken_over_on - ONE_DAY, period_end), ALKL_1_10, questions)
    apply_by = transfer.deadlines.alcohol_apply_by
    acts = (transfer.told_on, transfer.applied_on)
    if any(day is not None and day > apply_by for day in acts):
        return lapsed
    if None in acts:
        if on > apply_by:
            return lapsed
        awaited = (*questions, "told_and_applied_awaited")
        return Fate(Effect.AWAITS_APPLICATION, min(apply_by, period_end), ALKL_1_10, awaited)
    run_until = min(transfer.deadlines.run_until, period_end)
    if not delay_to_judge(transfer):
        return Fate(Effect.RUNS_UNTIL, run_until, ALKL_1_10, questions)
    if transfer.without_undue_delay is None:
        return Fate(Effect.ASK, run_until, ALKL_1_10, (*questions, "undue_delay"))
    return (
        Fate(Effect.RUNS_UNTIL, run_until, ALKL_1_10, questions) if transfer.without_undue_delay else lapsed
    )


def delay_to_judge(transfer: Transfer) -> bool:
    """Whether anybody has to judge if the application came without undue delay: not when it came before.

    Law: alkoholloven § 1-10.
    """
    return transfer.applied_on is not None and transfer.applied_on > transfer.taken_over_on


def place_transfer(transfer: Transfer) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the serving-place act reckons it as a transfer: shares, when the new owner gets more than half.

    Law: serveringsloven § 22.
    """
    if transfer.kind is not TransferKind.SHARES:
        return alcohol_transfer(transfer, None)
    held = transfer.share_after if transfer.share_after is not None else transfer.share
    if held is not None and held > HALF_THE_SHARES:
        return True, ()
    if transfer.share_after is None:
        return transfer.reckoned, ("share_after_unknown",)
    return False, ()


def place_after_transfer(transfer: Transfer, *, on: date) -> Fate:
    """What becomes of the serving-place licence: run on until the new application is decided, if that came
    within thirty days after the agreement.

    Law: serveringsloven § 22. More time may be given in special cases, which is for a person to judge.
    """
    reckoned, questions = place_transfer(transfer)
    if reckoned is None:
        return Fate(Effect.ASK, None, SERV_22, questions)
    if not reckoned:
        return Fate(Effect.CONTINUES, None, SERV_22, questions)
    apply_by = transfer.deadlines.serving_place_apply_by
    applied_on = transfer.place_applied_on
    if applied_on is not None and applied_on <= apply_by:
        return Fate(Effect.RUNS_UNTIL_DECIDED, None, SERV_22, questions)
    if applied_on is None and on <= apply_by:
        return Fate(Effect.AWAITS_APPLICATION, None, SERV_22, (*questions, "place_application_awaited"))
    last_day = transfer.taken_over_on - ONE_DAY
    return Fate(Effect.LAPSES, last_day, SERV_22, (*questions, "more_time_in_special_cases"))


def latest_extension(transfer: Transfer, period_end: date) -> date:
    """How far a decision may stretch the three months: one month more, within the licence's own end.

    Law: alkoholloven § 1-10.
    """
    return min(transfer.deadlines.run_until_extended, period_end)


def check_extension(
    transfer: Transfer, *, runs_until: date, until: date, already_extended: bool, period_end: date, on: date
) -> None:
    """Refuse to stretch the three months twice, too far, backwards, or after they have run out.

    Law: alkoholloven § 1-10. ASSUMPTION: once the three months are over there is nothing left to stretch.
    """
    if already_extended:
        raise NotAllowed("transfer_extended_already", ALKL_1_10, until=runs_until.isoformat())
    if on > runs_until:
        raise NotAllowed("transfer_has_run_out", ALKL_1_10, until=runs_until.isoformat())
    latest = latest_extension(transfer, period_end)
    if until > latest:
        raise NotAllowed("transfer_extended_too_far", ALKL_1_10, latest=latest.isoformat())
    if until <= runs_until:
        raise NotAllowed("transfer_not_extended", ALKL_1_10, until=runs_until.isoformat())


def old_licence_ends(new_first_day: date, runs_until: date) -> date:
    """The last day of the old licence once the new owner has one: the day before, and no later than it was.

    Law: alkoholloven § 1-10.
    """
    return min(new_first_day - ONE_DAY, runs_until)


def points_count_from(transfer: Transfer) -> date:
    """From when points ("prikker") count anew: a transfer begins a new window, a renewal does not.

    Law: alkoholforskriften § 10-2.
    """
    return transfer.taken_over_on


def after_surrender(last_day: date, *, period_end: date) -> Fate:
    """A licence that is given up ends on the day that its holder names.

    ASSUMPTION: no section speaks of giving up; the notice sets the day, within the licence's own end.
    """
    return Fate(Effect.LAPSES, min(last_day, period_end), None, ("surrender_by_notice",))


def alcohol_after_death(died_on: date, *, told_on: date | None, period_end: date) -> Fate:
    """The licence lapses when its holder dies; told of it, the estate may run on for three months.

    Law: alkoholloven § 1-10. ASSUMPTION: the months end on the same day number, like those of a transfer.
    """
    last_day = min(add_months(died_on, DEATH_MONTHS), period_end)
    if told_on is None:
        return Fate(Effect.LAPSES, min(died_on, period_end), ALKL_1_10, ("estate_must_tell",))
    if told_on > last_day:
        return Fate(Effect.LAPSES, min(died_on, period_end), ALKL_1_10, ("estate_told_late",))
    return Fate(Effect.RUNS_UNTIL, last_day, ALKL_1_10)


def place_after_death(died_on: date) -> Fate:
    """The estate may run the serving place for a year, longer with permission, and must report it.

    Law: serveringsloven § 24.
    """
    last_day = add_months(died_on, PLACE_DEATH_MONTHS)
    return Fate(Effect.RUNS_UNTIL, last_day, SERV_24, ("estate_longer_with_permission",))


def alcohol_after_bankruptcy(opened_on: date, *, period_end: date) -> Fate:
    """The licence lapses at once; the estate may only sell the stock to others who hold licences.

    Law: alkoholloven § 1-10. ASSUMPTION: days are the smallest unit here, so that nothing may be served from
    the day of the opening on.
    """
    return Fate(Effect.LAPSES, min(opened_on - ONE_DAY, period_end), ALKL_1_10)


def place_after_bankruptcy(opened_on: date, *, estate_continues: bool | None) -> Fate:
    """The serving-place licence lives on with an estate that chooses to go on and reports it.

    Law: serveringsloven § 23.
    """
    if estate_continues is None:
        return Fate(Effect.ASK, None, SERV_23, ("estate_continues",))
    if estate_continues:
        return Fate(Effect.CONTINUES, None, SERV_23, ("estate_must_report",))
    return Fate(Effect.LAPSES, opened_on - ONE_DAY, SERV_23)


def alcohol_unused(
    closed_since: date | None, *, on: date, obstacle: bool | None = None, reopening_likely: bool | None = None
) -> Fate:
    """A licence unused during the last year may be withdrawn; it never ends by itself.

    It may not when an obstacle outside the holder's control explains it and reopening is likely in reasonable
    time, which a person judges.

    Law: alkoholloven § 1-8 fourth paragraph; alkoholforskriften § 10-7.
    """
    unused = closed_since is not None and on >= add_months(closed_since, UNUSED_MONTHS)
    if not unused or (obstacle and reopening_likely):
        return Fate(Effect.CONTINUES, None, ALKL_1_8_PARA_4)
    excused = None in (obstacle, reopening_likely) and False not in (obstacle, reopening_likely)
    questions = ("excuse_to_judge",) if excused else ()
    return Fate(Effect.MAY_BE_WITHDRAWN, None, ALKL_1_8_PARA_4, questions)


def place_lapses(granted_on: date, *, opened_on: date | None, closed_since: date | None) -> date | None:
    """The last day of a serving-place licence whose place is out of operation, or None while it operates.

    It lapses by itself once the place has been closed for more than a year, or was not opened within a year
    of the grant. Law: serveringsloven § 25.
    """
    opened_in_time = opened_on is not None and opened_on <= add_months(granted_on, UNUSED_MONTHS)
    since = closed_since if opened_in_time else granted_on
    return None if since is None else add_months(since, UNUSED_MONTHS)


def place_unused(granted_on: date, *, opened_on: date | None, closed_since: date | None, on: date) -> Fate:
    """What becomes of a serving-place licence whose place is not in operation.

    Law: serveringsloven § 25.
    """
    last_day = place_lapses(granted_on, opened_on=opened_on, closed_since=closed_since)
    if last_day is None:
        return Fate(Effect.CONTINUES, None, SERV_25)
    return Fate(Effect.LAPSES if on > last_day else Effect.RUNS_UNTIL, last_day, SERV_25)
