"""Own production ("tilvirkning", "gårdssalg"): what a producer must meet to sell or serve the own drink.

Law: alkoholloven §§ 1-7e, 1-7f, 1-7g, 3-1b, 3-1c and 4-2 third paragraph.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from licensing.law import (
    ALKL_1_7E,
    ALKL_1_7F_PARA_1,
    ALKL_1_7F_PARA_2,
    ALKL_1_7G,
    ALKL_3_1B,
    ALKL_3_1C,
    ALKL_4_2_PARA_3,
    Citation,
)
from licensing.licences import Extension, Group, LicenceKind

# What a farm may sell of group 2 in a year, counted per producer and by what is sold, in centilitres.
MOST_SOLD_CL = 15_000 * 100
LEAST_OWN_INPUTS = Fraction(1, 3)
FARM_SALE_FROM = date(2016, 7, 1)
SAME_ROOM_FROM = date(2020, 9, 1)


class Requirement(StrEnum):
    """What the law asks of own production, one question each."""

    IN_FORCE = "in_force"
    NO_SPIRITS = "no_spirits"
    AT_THE_PLACE = "at_the_place"
    PART_OF_CHARACTER = "part_of_character"
    SEPARATE_PLANT = "separate_plant"
    LISTED_PRODUCT = "listed_product"
    LITRES = "litres"
    OWN_INPUTS = "own_inputs"
    OWN_PRODUCT = "own_product"
    RIGHT_TO_PRODUCE = "right_to_produce"
    SMALL_ROOM = "small_room"


@dataclass(frozen=True)
class Production:
    """What is known of own production; None is not known.

    `listed_product`: the drink is on the list in the comment to customs heading 22.06. `own_inputs` is the
    producer's own part of the inputs that give the product its character. `shared_plant`: production under
    the extended licence shares a plant with production under a state licence. `small_room`: the room is so
    small that sale and serving cannot in practice be kept apart.
    """

    spirits_added: bool | None = None
    at_the_place: bool | None = None
    part_of_character: bool | None = None
    shared_plant: bool | None = None
    listed_product: bool | None = None
    sold_cl: int | None = None
    own_inputs: Fraction | None = None
    own_product: bool | None = None
    right_to_produce: bool | None = None
    small_room: bool | None = None


@dataclass(frozen=True)
class Check:
    """One requirement: met or not, None when it is not known, and whether a person must judge it."""

    extension: Extension
    requirement: Requirement
    met: bool | None
    citation: Citation
    to_judge: bool = False


def checks(
    extension: Extension,
    kind: LicenceKind,
    groups: Collection[Group],
    production: Production | None,
    on: date,
) -> tuple[Check, ...]:
    """What the law asks of one extension, and how it stands by what is known on a day."""
    known = production or Production()
    if extension is Extension.FARM_SALE:
        return tuple(_farm_sale(known, on))
    if extension is Extension.SAME_ROOM:
        return tuple(_same_room(known, kind, groups, on))
    if extension is Extension.PRODUCTION:
        return tuple(_production(known, kind))
    return tuple(_import(known, kind))


def _no(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def within_litres(sold_cl: int | None) -> bool | None:
    """Whether a farm sells no more than the law allows in a year; exactly 15,000 litres is within.

    Law: alkoholloven § 1-7f second paragraph.
    """
    return None if sold_cl is None else sold_cl <= MOST_SOLD_CL


def enough_own_inputs(share: Fraction | None) -> bool | None:
    """Whether at least a third of the inputs is the producer's own; exactly a third is enough.

    Law: alkoholloven § 1-7f second paragraph.

    >>> enough_own_inputs(Fraction(1, 3)), enough_own_inputs(Fraction(33, 100))
    (True, False)
    """
    return None if share is None else share >= LEAST_OWN_INPUTS


def _farm_sale(known: Production, on: date) -> Iterator[Check]:
    """Group 2 from one's own farm: production only, never import. Law: alkoholloven §§ 1-7f and 3-1b."""

    def check(requirement: Requirement, met: bool | None, section: Citation = ALKL_1_7F_PARA_2) -> Check:
        return Check(Extension.FARM_SALE, requirement, met, section)

    yield check(Requirement.IN_FORCE, on >= FARM_SALE_FROM)
    yield check(Requirement.NO_SPIRITS, _no(known.spirits_added))
    yield check(Requirement.LISTED_PRODUCT, known.listed_product)
    yield check(Requirement.LITRES, within_litres(known.sold_cl))
    yield check(Requirement.OWN_INPUTS, enough_own_inputs(known.own_inputs))
    # ASSUMPTION: what the first paragraph asks of the place of production is asked of farm sale too.
    yield check(Requirement.AT_THE_PLACE, known.at_the_place)
    yield check(Requirement.PART_OF_CHARACTER, known.part_of_character)
    yield check(Requirement.SEPARATE_PLANT, _no(known.shared_plant), ALKL_3_1B)


def _production(known: Production, kind: LicenceKind) -> Iterator[Check]:
    """Group 1 for sale, or what the licence covers for serving: no litres, no share of own inputs.

    Law: alkoholloven §§ 1-7e, 1-7f first paragraph, 3-1b and 4-2 third paragraph.
    """
    section = ALKL_1_7F_PARA_1 if kind is LicenceKind.SALE else ALKL_1_7E

    def check(requirement: Requirement, met: bool | None, section: Citation = section) -> Check:
        return Check(Extension.PRODUCTION, requirement, met, section)

    yield check(Requirement.NO_SPIRITS, _no(known.spirits_added))
    yield check(Requirement.AT_THE_PLACE, known.at_the_place)
    yield check(Requirement.PART_OF_CHARACTER, known.part_of_character)
    if kind is LicenceKind.SALE:
        yield check(Requirement.SEPARATE_PLANT, _no(known.shared_plant), ALKL_3_1B)


def _import(known: Production, kind: LicenceKind) -> Iterator[Check]:
    """Import for one's own sale of group 1: no spirits added. For serving the licence alone is enough.

    Law: alkoholloven §§ 3-1b first paragraph and 4-2 third paragraph.
    """
    if kind is LicenceKind.SALE:
        yield Check(Extension.IMPORT, Requirement.NO_SPIRITS, _no(known.spirits_added), ALKL_3_1B)
    else:
        yield Check(Extension.IMPORT, Requirement.IN_FORCE, True, ALKL_4_2_PARA_3)


def _same_room(known: Production, kind: LicenceKind, groups: Collection[Group], on: date) -> Iterator[Check]:
    """Sale and serving in one room: one's own drink, where it is made, in a small room.

    Whether separation is practicable is for a person to judge. Sale of group 2 must meet what is asked of
    farm sale besides.

    Law: alkoholloven §§ 1-7g and 3-1c.
    """

    def check(requirement: Requirement, met: bool | None, *, to_judge: bool = False) -> Check:
        return Check(Extension.SAME_ROOM, requirement, met, ALKL_3_1C, to_judge)

    yield Check(Extension.SAME_ROOM, Requirement.IN_FORCE, on >= SAME_ROOM_FROM, ALKL_1_7G)
    yield check(Requirement.OWN_PRODUCT, known.own_product)
    yield check(Requirement.RIGHT_TO_PRODUCE, known.right_to_produce)
    yield check(Requirement.AT_THE_PLACE, known.at_the_place)
    yield check(Requirement.SMALL_ROOM, known.small_room, to_judge=True)
    if kind is LicenceKind.SALE and Group.TWO in groups:
        yield from (
            check(Requirement.NO_SPIRITS, _no(known.spirits_added)),
            check(Requirement.LISTED_PRODUCT, known.listed_product),
            check(Requirement.LITRES, within_litres(known.sold_cl)),
            check(Requirement.OWN_INPUTS, enough_own_inputs(known.own_inputs)),
        )


def own_produced_in_small_room(production: Production | None, on: date) -> bool | None:
    """Whether sale and serving in one room can be thought of at all; None while something is not known.

    Law: alkoholloven §§ 1-7g and 3-1c.
    """
    answers = [check.met for check in checks(Extension.SAME_ROOM, LicenceKind.SERVING, (), production, on)]
    if False in answers:
        return False
    return None if None in answers else True
