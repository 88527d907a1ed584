"""Turnover ("omsetning"): litres of product by group, as holders report them and as they are typed.

Law: alkoholloven § 7-1; alkoholforskriften § 6-3.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fees.typed import Unclear, has_two_decimals, typed_number
from licensing.errors import BadValue
from licensing.licences import Group, LicenceKind

CL_IN_LITRE = 100
# Law: alkoholforskriften § 6-2.
ALL_GROUPS, SALE_GROUPS = tuple(Group), (Group.ONE, Group.TWO)
# ASSUMPTION: no single place in the country turns over ten million litres; more than that is a slip.
MOST_LITRES = 10_000_000
# Law: alkoholloven § 1-7f: own products of group 2 may be sold up to this much a year.
OWN_PRODUCE_MOST_LITRES = 15_000


class Attestation(StrEnum):
    """How far an attested turnover statement has come; no law asks for one, the municipality may.

    Law: alkoholloven § 1-9.
    """

    NOT_REQUIRED = "not_required"
    REQUIRED = "required"
    RECEIVED = "received"
    APPROVED = "approved"
    WAIVED = "waived"


class TurnoverSource(StrEnum):
    """Where a turnover statement comes from: the holder's link, keyed in, estimated, or an older list."""

    LINK = "link"
    KEYED = "keyed"
    ESTIMATED = "estimated"
    IMPORTED = "imported"


class SenderRole(StrEnum):
    """Who signs a turnover statement for the holder."""

    CHAIR = "chair"
    GENERAL_MANAGER = "general_manager"
    OWNER = "owner"
    AUTHORISED = "authorised"
    ACCOUNTANT = "accountant"
    OTHER = "other"


@dataclass(frozen=True)
class Volumes:
    """Litres of product by group, in centilitres; never of pure alcohol."""

    g1_cl: int = 0
    g2_cl: int = 0
    g3_cl: int = 0

    @classmethod
    def of(cls, litres: Mapping[Group, Decimal]) -> "Volumes":
        """The volumes of litres with at most two decimals. Raises `BadValue` for others.

        >>> Volumes.of({Group.ONE: Decimal("8192.31")})
        Volumes(g1_cl=819231, g2_cl=0, g3_cl=0)
        """
        cl = {group: centilitres(litres.get(group, Decimal(0)), group) for group in Group}
        return cls(cl[Group.ONE], cl[Group.TWO], cl[Group.THREE])

    def cl(self, group: Group) -> int:
        """The centilitres of a group."""
        return (self.g1_cl, self.g2_cl, self.g3_cl)[group - 1]

    def litres(self, group: Group) -> Decimal:
        """The litres of a group, with two decimals, exactly."""
        return Decimal(self.cl(group)).scaleb(-2)

    @property
    def groups(self) -> Iterator[Group]:
        """The groups of which there is anything."""
        return (group for group in ALL_GROUPS if self.cl(group))

    @property
    def total_cl(self) -> int:
        """All groups together."""
        return self.g1_cl + self.g2_cl + self.g3_cl

    @property
    def is_nil(self) -> bool:
        """Whether nothing was turned over."""
        return not self.total_cl

    def __add__(self, other: "Volumes") -> "Volumes":
        return Volumes(self.g1_cl + other.g1_cl, self.g2_cl + other.g2_cl, self.g3_cl + other.g3_cl)


NIL = Volumes()


def centilitres(litres: Decimal, group: Group | None = None) -> int:
    """Litres as whole centilitres. Raises `BadValue`: negative, absurd, or more than two decimals."""
    facts = {} if group is None else {"group": int(group)}
    if not litres.is_finite() or litres < 0:
        raise BadValue("litres_negative", litres=str(litres), **facts)
    if litres > MOST_LITRES:
        raise BadValue("litres_absurd", litres=str(litres), most=MOST_LITRES, **facts)
    if not has_two_decimals(litres):
        raise BadValue("litres_too_precise", litres=str(litres), **facts)
    return int(litres * CL_IN_LITRE)


def litres_from_text(text: str) -> Decimal:
    """Litres as Norwegians write them: 1 234,5 · 1.234,5 · 1234.50. Raises `BadValue`.

    A point before three digits separates thousands only where it repeats or a comma follows; alone it is
    asked about, because 1.234 may mean either.

    >>> litres_from_text("12 345,67"), litres_from_text("1.234.567"), litres_from_text("900 l")
    (Decimal('12345.67'), Decimal('1234567'), Decimal('900'))
    """
    litres = typed_number(text, "liter", "l")
    if litres is Unclear.NEGATIVE:
        raise BadValue("litres_negative", litres=text.strip())
    if litres is Unclear.AMBIGUOUS:
        raise BadValue("litres_ambiguous", litres=text.strip())
    if litres is Unclear.UNREADABLE:
        raise BadValue("litres_unreadable", litres=text.strip())
    centilitres(litres)
    return litres


def groups_of(kind: LicenceKind) -> tuple[Group, ...]:
    """The groups that a kind of licence has rates for. Law: alkoholforskriften § 6-2."""
    return SALE_GROUPS if kind is LicenceKind.SALE else ALL_GROUPS
