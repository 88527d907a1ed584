"""Names of people who do not exist, with synthetic identity numbers. The surnames are made up too."""

from dataclasses import dataclass
from datetime import date, timedelta

from licensing.identity import IdentityNumber, synthetic_number

FIRST_NAMES = (
    "Marit",
    "Ola",
    "Ingeborg",
    "Lars",
    "Sigrid",
    "Halvor",
    "Astrid",
    "Knut",
    "Gunhild",
    "Eirik",
    "Ragnhild",
    "Torstein",
    "Liv",
    "Arne",
    "Kjersti",
    "Simen",
    "Anne",
    "Magnar",
    "Hanne",
    "Bjørn",
    "Sunniva",
    "Erlend",
    "Tone",
)
SURNAMES = (
    "Slaggberg",
    "Gruvdal",
    "Koparstad",
    "Hyttmark",
    "Svovelbekk",
    "Malmrud",
    "Storvintra",
    "Fjellrein",
    "Tørrfur",
    "Kvernlia",
    "Djupmyr",
    "Rypestøl",
    "Fauskbekk",
    "Tjønnvoll",
    "Høgvidde",
    "Snøfonn",
    "Sauvoll",
    "Bjørkrabb",
    "Lavskrike",
)
FIRST_BIRTH = date(1962, 2, 3)
YOUNGEST_AFTER = 38 * 365


@dataclass(frozen=True)
class Invented:
    """An invented person."""

    name: str
    identity: IdentityNumber
    born_on: date


def invented(serial: int) -> Invented:
    """The serial-th invented grown-up: always the same one."""
    # Steps without a common divisor with the lists: the same two names meet again only after all others.
    name = f"{FIRST_NAMES[serial % len(FIRST_NAMES)]} {SURNAMES[serial * 7 % len(SURNAMES)]}"
    born_on = FIRST_BIRTH + timedelta(days=serial * 631 % YOUNGEST_AFTER)
    return Invented(name, synthetic_number(born_on, serial % 100), born_on)


def invented_born_on(name: str, born_on: date) -> Invented:
    """An invented person of a certain age."""
    return Invented(name, synthetic_number(born_on, 7), born_on)
