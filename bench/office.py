"""What an invented office is made of: how much of everything, and what it is called."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from stdnum.no import orgnr

SESSION_TOKEN = "bench-session-of-the-caseworker"
CASEWORKERS = 12

FIRST_WORDS = ("Gamle", "Lille", "Store", "Nordre", "Blå", "Grønne", "Gylne", "Stille", "Østre", "Øvre")
SECOND_WORDS = ("Kroa", "Kjeller", "Brygge", "Stue", "Bakeri", "Vertshus", "Ølhall", "Spiseri", "Naust")
STREETS = ("Prøveveien", "Eksempelgata", "Diktveien", "Utmarka", "Bakgata", "Oppdiktsgate", "Høyveien")
GIVEN_NAMES = ("Ada", "Bo", "Cecilie", "Dag", "Eir", "Finn", "Guro", "Håkon", "Ida", "Jon", "Kari", "Liv")


@dataclass(frozen=True)
class Office:
    """How much there is of everything in an office with so many cases."""

    cases: int

    @property
    def venues(self) -> int:
        """Places, each with 25 cases through the years."""
        return max(20, self.cases // 25)

    @property
    def holders(self) -> int:
        """Companies."""
        return max(20, self.cases // 20)

    @property
    def persons(self) -> int:
        """Managers, deputies, owners."""
        return max(20, self.cases // 10)

    @property
    def licences(self) -> int:
        """Licences, most of them ended."""
        return max(20, self.cases // 20)


@dataclass(frozen=True)
class Named:
    """A venue or holder, as far as a search must find it by name."""

    id: int
    name: str
    street: str
    number: str


def organisation_numbers() -> Iterator[str]:
    """Numbers that are valid in form, of a range that the business register does not use."""
    for stem in count(20_000_000):
        for digit in range(10):
            if orgnr.is_valid(f"{stem}{digit}"):
                yield f"{stem}{digit}"


def place_name(serial: int) -> str:
    """The name of the serial-th place; a number is added where the words are used up."""
    pairs = len(FIRST_WORDS) * len(SECOND_WORDS)
    first = FIRST_WORDS[serial % len(FIRST_WORDS)]
    second = SECOND_WORDS[serial // len(FIRST_WORDS) % len(SECOND_WORDS)]
    return f"{first} {second} {serial // pairs + 1}" if serial >= pairs else f"{first} {second}"
