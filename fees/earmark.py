"""Earmarks ("øremerkinger"): fee income that the council has set aside for one purpose, year by year.

The council's own earmark binds nobody but itself: what is left goes at most to the free operating fund, and
the council may use it otherwise at any time.

Law: kommuneloven §§ 14-9 and 14-10.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from fees.ledger import Account, Entry, balances
from fees.money import ZERO, Money
from licensing.errors import BadValue

WHOLE = 10_000
"""All of something, in hundredths of a per cent."""


class EarmarkBasis(StrEnum):
    """What an earmark rests on ("grunnlag for øremerkingen"); only the first is free in law."""

    COUNCIL = "council"
    LAW = "law"
    REGULATION = "regulation"
    AGREEMENT = "agreement"
    OUTSIDE_GIVER = "outside_giver"


class EarmarkExtent(StrEnum):
    """How much of the fee income is earmarked ("omfang"): an amount a year, a share, or all of it."""

    AMOUNT = "amount"
    SHARE = "share"
    ALL = "all"


class EarmarkSharing(StrEnum):
    """What several municipalities that share an earmark each have of its amount ("fordeling")."""

    EACH = "each"
    """The amount is for each of them."""
    TOGETHER = "together"
    """The amount is for all of them together, and is shared by a key."""
    NOT_DECIDED = "not_decided"
    """The decision does not say: the amount is shared by the key, and a person is asked."""


class Leftover(StrEnum):
    """What happens to what is left at the end of a year ("ubrukt ved årsslutt")."""

    CARRIED_OVER = "carried_over"
    RETURNED = "returned"
    NOT_DECIDED = "not_decided"


class EarmarkFilling(StrEnum):
    """When the amount may be used ("når midlene kan brukes")."""

    BUDGET = "budget"
    """From 1 January, as a budget, whatever has come in."""
    PAYMENTS = "payments"
    """As the fees of the year are paid."""


class Fund(StrEnum):
    """Where money that is not used may be set aside ("driftsfond")."""

    FREE = "free"
    """The free operating fund ("disposisjonsfond")."""
    BOUND = "bound"
    """A bound operating fund ("bundet driftsfond"); never for what the council itself has earmarked."""


class EarmarkQuestion(StrEnum):
    """What a decision on an earmark leaves open ("uavklart i vedtaket"), for the council to settle."""

    EACH_OR_TOGETHER = "each_or_together"
    """Whether the amount is for each municipality, or for all of them together."""
    CARRIED_OVER = "carried_over"
    """What happens to what is left at the end of a year."""


def fund_of(basis: EarmarkBasis) -> Fund:
    """The kind of fund that an earmark's unspent money may be set aside to.

    Law: kommuneloven §§ 14-9 and 14-10.
    """
    return Fund.FREE if basis is EarmarkBasis.COUNCIL else Fund.BOUND


def shared_by_key(amount: Money, weights: Mapping[int, int]) -> Mapping[int, Money]:
    """An amount shared by a key, to the øre: the parts always add up to it.

    What is left over goes, an øre each, to those whose part was cut the most; between equals to the first.
    Whole kroner are not kept whole. Raises `BadValue` for a key without weight or an amount below nought.

    >>> [str(part.kroner) for part in shared_by_key(Money.from_kroner("100.01"), {1: 1, 2: 1}).values()]
    ['50.01', '50.00']
    """
    total = sum(weights.values())
    if not weights or total <= 0 or min(weights.values()) < 0:
        raise BadValue("sharing_key_without_weight")
    if amount.ore < 0:
        raise BadValue("amount_negative", amount=str(amount.kroner))
    parts = {who: amount.ore * weight // total for who, weight in weights.items()}
    cut = {who: amount.ore * weight % total for who, weight in weights.items()}
    rest = amount.ore - sum(parts.values())
    for who in sorted(weights, key=lambda one: -cut[one])[:rest]:
        parts[who] += 1
    return {who: Money(ore) for who, ore in parts.items()}


@dataclass(frozen=True)
class EarmarkTerms:
    """What the council has decided of an earmark."""

    basis: EarmarkBasis
    extent: EarmarkExtent
    first_year: int
    amount: Money = ZERO
    """A year, where the extent is an amount."""
    share: int = 0
    """Hundredths of a per cent of the year's fee income, where the extent is a share."""
    sharing: EarmarkSharing = EarmarkSharing.EACH
    weights: Mapping[int, int] = field(default_factory=dict)
    """The key, by municipality."""
    leftover: Leftover = Leftover.NOT_DECIDED
    filling: EarmarkFilling = EarmarkFilling.BUDGET
    last_year: int | None = None

    def covers(self, year: int) -> bool:
        """Whether the earmark holds in a year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def fund(self) -> Fund:
        """Where what is left may be set aside."""
        return fund_of(self.basis)

    @property
    def questions(self) -> tuple[EarmarkQuestion, ...]:
        """What the decision leaves open. What others bind goes into its fund, so nothing is open there."""
        open_ = {
            EarmarkQuestion.EACH_OR_TOGETHER: self.extent is EarmarkExtent.AMOUNT
            and self.sharing is EarmarkSharing.NOT_DECIDED,
            EarmarkQuestion.CARRIED_OVER: self.leftover is Leftover.NOT_DECIDED and self.fund is Fund.FREE,
        }
        return tuple(question for question, is_open in open_.items() if is_open)


def decided_amount(terms: EarmarkTerms, municipality_id: int, income: Money) -> Money:
    """What an earmark is in one municipality in a year: its own part of an amount, or of its own income.

    `income` is the fee income booked on the year in that municipality; below nought it counts as nought.
    """
    covered = Money(max(income.ore, 0))
    if terms.extent is EarmarkExtent.ALL:
        return covered
    if terms.extent is EarmarkExtent.SHARE:
        exact = Decimal(covered.ore * terms.share) / WHOLE
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_FLOOR)))
    if terms.sharing is EarmarkSharing.EACH:
        return terms.amount
    return shared_by_key(terms.amount, terms.weights).get(municipality_id, ZERO)


@dataclass(frozen=True)
class EarmarkAccount:
    """An earmark's year in one municipality, to the øre.

    Whatever is done: allotted + carried in = spent + reserved + returned + left, and none is below nought.
    """

    decided: Money
    """What the council has decided for the year."""
    income: Money
    """The fee income booked on the year."""
    covered_before: Money = ZERO
    """What of the income covers earmarks of the same year that were decided before this one."""
    allotted: Money = ZERO
    """What of the decided amount may be used: all of it, or as much as has been paid."""
    carried_in: Money = ZERO
    reserved: Money = ZERO
    """Promised ("tilsagn"), not paid."""
    spent: Money = ZERO
    returned: Money = ZERO
    """Handed back to free use ("inndratt til fri disposisjon")."""
    left: Money = ZERO
    """Not promised, spent or handed back; of a closed year, what was carried into the next."""
    carried_out: Money = ZERO
    """The part of what is left that was carried into the next year."""

    @property
    def set_aside(self) -> Money:
        """The part of the decided amount that the year's fee income covers."""
        return Money(max(0, min(self.decided.ore, self.income.ore - self.covered_before.ore)))

    @property
    def shortfall(self) -> Money:
        """The part of the decided amount that the year's fee income does not cover."""
        return self.decided - self.set_aside

    @property
    def free(self) -> Money:
        """What may still be promised in the year."""
        return self.left - self.carried_out

    @property
    def balances(self) -> bool:
        """Whether the account holds: it adds up, and nothing is below nought."""
        parts = (self.reserved, self.spent, self.returned, self.left)
        every = (self.allotted, self.carried_in, self.carried_out, self.free, *parts)
        return (
            self.allotted.ore + self.carried_in.ore == sum(part.ore for part in parts)
            and min(one.ore for one in every) >= 0
        )


def earmarks_together(accounts: Iterable[EarmarkAccount]) -> EarmarkAccount:
    """The accounts of one municipality's earmarks in a year as one: what is covered is covered once.

    Raises `ValueError` where there are none.
    """
    every = tuple(accounts)
    if not every:
        raise ValueError("no account to add up")

    def total(name: str) -> Money:
        return sum((getattr(one, name) for one in every), ZERO)

    return EarmarkAccount(
        decided=total("decided"),
        income=every[0].income,
        allotted=total("allotted"),
        carried_in=total("carried_in"),
        reserved=total("reserved"),
        spent=total("spent"),
        returned=total("returned"),
        left=total("left"),
        carried_out=total("carried_out"),
    )


def refilled(account: EarmarkAccount, decided: Money, filling: EarmarkFilling, paid: Money) -> EarmarkAccount:
    """An open year's account brought up to what is decided now, or to what has been paid of the income.

    What is promised or spent already stays available, whatever became of the decision and the income.
    """
    wanted = decided
    if filling is EarmarkFilling.PAYMENTS:
        wanted = Money(max(0, min(decided.ore, paid.ore)))
    wanted = max(wanted, account.allotted - account.free)
    return replace(
        account,
        decided=max(decided, wanted),
        allotted=wanted,
        left=account.left + wanted - account.allotted,
    )


def earmark_account(decided: Money, income: Money, entries: Iterable[Entry]) -> EarmarkAccount:
    """A year's account from its ledger entries, all of them of one earmark, municipality and year."""
    stands = balances(entries)
    carried_out = stands[Account.EARMARK_CARRIED_OUT]
    return EarmarkAccount(
        decided=decided,
        income=income,
        allotted=-stands[Account.EARMARK_BUDGET],
        carried_in=-stands[Account.EARMARK_CARRIED_IN],
        reserved=stands[Account.EARMARK_RESERVED],
        spent=stands[Account.EARMARK_SPENT],
        returned=stands[Account.EARMARK_RETURNED],
        left=stands[Account.EARMARK_LEFT] + carried_out,
        carried_out=carried_out,
    )
