"""Licence types ("bevillingstype"): what each may cover, what it may be extended with, what is asked of it.

Law: alkoholloven §§ 1-6, 1-7b, 1-7c, 1-9, 3-1, 3-1b, 3-3, 4-2, 4-5 and 7-1; alkoholforskriften § 8-1.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from licensing.law import (
    ALKL_1_6_PARA_1,
    ALKL_1_6_PARA_2,
    ALKL_1_7F,
    ALKL_1_7G,
    ALKL_3_1,
    ALKL_3_1B,
    ALKL_3_1B_PARA_3,
    ALKL_3_3,
    ALKL_4_2,
    ALKL_4_2_PARA_3,
    ALKL_4_5,
    Citation,
)
from licensing.licences import GROUP_SETS, Extension, Group, LicenceKind, LicenceType, Seller

GroupSet = tuple[Group, ...]

OUTLET_GROUPS: GroupSet = (Group.TWO, Group.THREE)
FARM_SALE_GROUPS: GroupSet = (Group.ONE, Group.TWO)
# Sale by §§ 3-1b and 3-1c; what is only imported is sold like any other shop's.
OWN_PRODUCE = frozenset({Extension.PRODUCTION, Extension.FARM_SALE, Extension.SAME_ROOM})


class Demand(StrEnum):
    """What the law asks of a licence beyond the licence itself."""

    CONDUCT = "conduct"
    MANAGER = "manager"
    DEPUTY = "deputy"
    KNOWLEDGE = "knowledge"
    INTERNAL_CONTROL = "internal_control"
    FEE = "fee"
    INSPECTION = "inspection"


# A deputy may be waived for any licence that needs one; internal control only for a single occasion.
EVERYTHING = frozenset(Demand)


@dataclass(frozen=True)
class TypeRule:
    """One licence type: what it may cover, by which extensions, and what it is spared."""

    type: LicenceType
    citation: Citation
    group_sets: Mapping[LicenceKind, tuple[GroupSet, ...]] = field(hash=False)
    extensions: Mapping[LicenceKind, frozenset[Extension]] = field(hash=False)
    demands: frozenset[Demand] = EVERYTHING
    waivable: frozenset[Demand] = frozenset({Demand.DEPUTY})
    has_season: bool = False
    closed_company_only: bool = False

    def covers(self, kind: LicenceKind) -> bool:
        """Whether there are licences of this type for the kind."""
        return kind in self.group_sets


# ASSUMPTION: §§ 1-7g and 3-1c name no licence type, so sale and serving in one room is open to every type
# that is tied to a room and to a holder who may produce.
_SAME_ROOM = frozenset({Extension.SAME_ROOM})
_NONE: frozenset[Extension] = frozenset()

TYPE_RULES: Mapping[LicenceType, TypeRule] = {
    rule.type: rule
    for rule in (
        TypeRule(
            LicenceType.PERMANENT,
            ALKL_1_6_PARA_2,
            GROUP_SETS,
            {
                LicenceKind.SALE: frozenset(Extension),
                LicenceKind.SERVING: frozenset({Extension.PRODUCTION, Extension.IMPORT}) | _SAME_ROOM,
            },
        ),
        TypeRule(
            LicenceType.SEASONAL,
            ALKL_1_6_PARA_2,
            GROUP_SETS,
            {
                LicenceKind.SALE: _SAME_ROOM,
                LicenceKind.SERVING: frozenset({Extension.PRODUCTION}) | _SAME_ROOM,
            },
            has_season=True,
        ),
        TypeRule(
            LicenceType.SINGLE_OCCASION,
            ALKL_1_6_PARA_2,
            GROUP_SETS,
            {
                LicenceKind.SALE: _SAME_ROOM,
                LicenceKind.SERVING: frozenset({Extension.PRODUCTION}) | _SAME_ROOM,
            },
            demands=EVERYTHING - {Demand.KNOWLEDGE},
            waivable=frozenset({Demand.DEPUTY, Demand.INTERNAL_CONTROL}),
        ),
        TypeRule(
            LicenceType.AMBULATORY,
            ALKL_4_5,
            {LicenceKind.SERVING: GROUP_SETS[LicenceKind.SERVING]},
            {LicenceKind.SERVING: _NONE},
            demands=EVERYTHING - {Demand.KNOWLEDGE, Demand.INTERNAL_CONTROL},
            closed_company_only=True,
        ),
        TypeRule(
            LicenceType.OUTLET,
            ALKL_1_6_PARA_1,
            {LicenceKind.SALE: (OUTLET_GROUPS,)},
            {LicenceKind.SALE: _NONE},
            # ASSUMPTION: internal control is not named among what a Vinmonopol is spared.
            demands=frozenset({Demand.INTERNAL_CONTROL}),
            waivable=frozenset(),
        ),
    )
}


def asks(licence_type: LicenceType, demand: Demand) -> bool:
    """Whether the law makes a demand of licences of a type.

    >>> asks(LicenceType.OUTLET, Demand.MANAGER), asks(LicenceType.SINGLE_OCCASION, Demand.MANAGER)
    (False, True)
    """
    return demand in TYPE_RULES[licence_type].demands


def waivable(licence_type: LicenceType, demand: Demand) -> bool:
    """Whether the municipality may waive a demand that the law makes of the type."""
    return asks(licence_type, demand) and demand in TYPE_RULES[licence_type].waivable


def group_sets(
    kind: LicenceKind, licence_type: LicenceType, extensions: Collection[Extension] = ()
) -> tuple[GroupSet, ...]:
    """The group sets that a licence may cover; farm sale opens for group 2 in a permanent sale licence.

    Law: alkoholloven §§ 1-7f, 3-1, 3-1b, 3-3 and 4-2.
    """
    rule = TYPE_RULES[licence_type]
    sets = rule.group_sets.get(kind, ())
    if Extension.FARM_SALE in extensions and Extension.FARM_SALE in rule.extensions.get(kind, _NONE):
        sets = (*sets, FARM_SALE_GROUPS)
    return sets


def may_cover(
    kind: LicenceKind,
    groups: Iterable[Group],
    licence_type: LicenceType = LicenceType.PERMANENT,
    extensions: Collection[Extension] = (),
) -> bool:
    """Whether a licence of the kind and type may cover exactly these groups.

    >>> may_cover(LicenceKind.SALE, [Group.ONE, Group.TWO], extensions=[Extension.FARM_SALE])
    True
    """
    return tuple(sorted(set(groups))) in group_sets(kind, licence_type, extensions)


def citation_for_groups(kind: LicenceKind, licence_type: LicenceType, *, farm_sale: bool = False) -> Citation:
    """The section that says which groups a licence may cover."""
    if licence_type is LicenceType.OUTLET:
        return ALKL_3_1
    if kind is LicenceKind.SALE:
        return ALKL_1_7F if farm_sale else ALKL_3_1
    return ALKL_4_5 if licence_type is LicenceType.AMBULATORY else ALKL_4_2


def possible_extensions(kind: LicenceKind, licence_type: LicenceType) -> frozenset[Extension]:
    """What a licence of the kind and type may be extended with.

    Law: alkoholloven §§ 1-7g, 3-1b third paragraph, 4-2 third paragraph and 4-5.
    """
    return TYPE_RULES[licence_type].extensions.get(kind, _NONE)


def citation_for_extension(
    extension: Extension, kind: LicenceKind, licence_type: LicenceType = LicenceType.PERMANENT
) -> Citation:
    """The section that opens for an extension, or that shuts it for the type."""
    if extension is Extension.SAME_ROOM:
        return ALKL_1_7G
    if licence_type is LicenceType.AMBULATORY:
        return ALKL_4_5
    if licence_type is LicenceType.OUTLET:
        return ALKL_3_3
    if kind is LicenceKind.SERVING:
        return ALKL_4_2_PARA_3
    return ALKL_3_1B if licence_type is LicenceType.PERMANENT else ALKL_3_1B_PARA_3


def extensions_code(extensions: Iterable[Extension]) -> str:
    """The stored form of several extensions, in the order of the law."""
    wanted = set(extensions)
    return ",".join(extension.value for extension in Extension if extension in wanted)


def extensions_from_code(code: str) -> tuple[Extension, ...]:
    """The extensions that a stored code names."""
    return tuple(Extension(part) for part in code.split(",") if part)


def seller_of(
    kind: LicenceKind, licence_type: LicenceType, extensions: Collection[Extension], group: Group
) -> Seller | None:
    """Who sells under a licence, which decides the hours; nobody sells in a serving licence.

    Whoever sells own produce keeps a producer's hours for all of it, group 1 included.

    Law: alkoholloven §§ 3-4, 3-4a and 3-7.
    """
    if kind is LicenceKind.SERVING:
        return None
    if licence_type is LicenceType.OUTLET:
        return Seller.VINMONOPOLET
    own = not OWN_PRODUCE.isdisjoint(extensions)
    return Seller.PRODUCER if own or group is not Group.ONE else Seller.GROCERY
