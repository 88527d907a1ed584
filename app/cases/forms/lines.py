"""What is typed line by line: rooms, persons, and an address on one line."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app import labels
from app.address_fields import LONGEST_TOWN
from app.fields import TypedField
from app.forms import LONGEST_NAME
from app.holders.service import Address
from licensing.errors import BadValue
from licensing.identity import IdentityNumber, parse_identity_number
from licensing.licences import AreaKind

_ADDRESS = re.compile(r"(?P<street>[^,]+?),?\s+(?P<postcode>[0-9]{4})\s+(?P<town>\D+)")
_OUTDOOR = re.compile(r"ute(?:område)?\s*:\s*", re.IGNORECASE)
MOST_ROOMS = 30
LONGEST_ROOM_NAME = 80
MOST_PEOPLE = 20


class AddressField(TypedField):
    """An address on one line: Kjerkgata 12, 7374 Røros."""

    def read(self, typed: str) -> Address:
        """Street, postcode and town of a text."""
        match = _ADDRESS.fullmatch(typed)
        if not match:
            raise ValueError(
                _("Skriv adressen med postnummer og sted, for eksempel Kjerkgata 12, 7374 Røros.")
            )
        if len(match["street"]) > LONGEST_NAME or len(match["town"]) > LONGEST_TOWN:
            raise ValueError(_("Adressen er for lang. Skriv gate og nummer, postnummer og poststed."))
        return Address(match["street"].strip(), match["postcode"], match["town"].strip())

    def written(self, value: Address) -> str:
        """Kjerkgata 12, 7374 Røros"""
        return f"{value.street}, {value.postcode} {value.town}"


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines of a text that say something, each once."""
    cleaned = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(dict.fromkeys(line for line in cleaned if line))


def check_room_lines(field: Any) -> None:
    """Stop a field with too many rooms, or one with a name too long."""
    lines = lines_of(field.data)
    if len(lines) > MOST_ROOMS:
        raise StopValidation(_("Det er for mange linjer. Skriv høyst %(most)s lokaler.", most=MOST_ROOMS))
    if any(len(line) > LONGEST_ROOM_NAME for line in lines):
        raise StopValidation(
            _("Et navn er for langt. Skriv høyst %(most)s tegn på hver linje.", most=LONGEST_ROOM_NAME)
        )


def rooms_of(text: str | None) -> tuple[tuple[str, AreaKind], ...]:
    """The rooms of a text, one a line; "Ute:" before a name says that it lies outdoors."""
    rooms = []
    for line in lines_of(text):
        outside = _OUTDOOR.match(line)
        name = line[outside.end() :].strip() if outside else line
        if name:
            rooms.append((name, AreaKind.OUTDOOR if outside else AreaKind.INDOOR))
    return tuple(rooms)


def rooms_text(rooms: Iterable[tuple[str, AreaKind]]) -> str:
    """Rooms as they are typed."""
    return "\n".join(name if area is AreaKind.INDOOR else f"Ute: {name}" for name, area in rooms)


def persons_of(text: str | None) -> tuple[tuple[IdentityNumber, str], ...]:
    """The persons of a text, one a line: a number and a name in either order.

    Raises `BadValue` with the line's number and a sentence about what is wrong with it.
    """
    people = []
    for number, line in enumerate(lines_of(text), start=1):
        digits = re.search(r"\d{6}[ .]?\d{5}", line)
        name = re.sub(r"[\s,;–-]+", " ", line.replace(digits[0], " ") if digits else line).strip()
        if digits is None or not name or any(sign.isdigit() for sign in name):
            raise BadValue("person_line", line=number, problem=_("Skriv ett fødselsnummer og ett navn."))
        if len(name) > LONGEST_NAME:
            raise BadValue(
                "person_line",
                line=number,
                problem=_("Navnet er for langt. Skriv høyst %(max)s tegn.", max=LONGEST_NAME),
            )
        try:
            people.append((parse_identity_number(digits[0]), name))
        except BadValue as error:
            raise BadValue(
                "person_line", line=number, problem=labels.sentence(error.code, None, error.facts)
            ) from None
    return tuple(people)
