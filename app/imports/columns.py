"""What the columns and the type codes of a file mean: known ones are recognised, others are asked about once.

The true heads of the national extract and its code for sale are not confirmed by any source, so a mapping is
the rule and the known words are only a help.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from app.models.register import ImportSource
from app.sorting import comparison_key


class Column(StrEnum):
    """What a column of a file holds."""

    NUMBER = "number"
    ORGANISATION_NUMBER = "organisation_number"
    HOLDER = "holder"
    VENUE = "venue"
    SUB_UNIT = "sub_unit"
    TYPE_CODE = "type_code"
    GROUPS = "groups"
    STREET = "street"
    POSTCODE = "postcode"
    TOWN = "town"
    MUNICIPALITY_NUMBER = "municipality_number"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    MANAGER = "manager"
    MANAGER_IDENTITY = "manager_identity"
    DEPUTY = "deputy"
    DEPUTY_IDENTITY = "deputy_identity"
    HOURS = "hours"
    HOURS_INDOOR = "hours_indoor"
    HOURS_OUTDOOR = "hours_outdoor"
    ROOMS = "rooms"
    OUTDOOR_ROOMS = "outdoor_rooms"
    CONDITIONS = "conditions"
    LITRES_1 = "litres_1"
    LITRES_2 = "litres_2"
    LITRES_3 = "litres_3"
    IGNORED = "ignored"
    """Not read at all."""


class CodeMeaning(StrEnum):
    """What a type code of the national register stands for."""

    SERVING = "serving"
    SALE = "sale"
    NOT_OURS = "not_ours"
    """Wholesale and the like: no municipal licence, so the row is counted and left."""


COLUMNS: Mapping[ImportSource, tuple[Column, ...]] = {
    ImportSource.REGISTER: (
        Column.NUMBER,
        Column.ORGANISATION_NUMBER,
        Column.HOLDER,
        Column.VENUE,
        Column.SUB_UNIT,
        Column.TYPE_CODE,
        Column.GROUPS,
        Column.STREET,
        Column.POSTCODE,
        Column.TOWN,
        Column.MUNICIPALITY_NUMBER,
        Column.FIRST_DAY,
        Column.LAST_DAY,
        Column.IGNORED,
    ),
    ImportSource.SPREADSHEET: (
        Column.NUMBER,
        Column.MANAGER,
        Column.MANAGER_IDENTITY,
        Column.DEPUTY,
        Column.DEPUTY_IDENTITY,
        Column.HOURS,
        Column.HOURS_INDOOR,
        Column.HOURS_OUTDOOR,
        Column.ROOMS,
        Column.OUTDOOR_ROOMS,
        Column.CONDITIONS,
        Column.LITRES_1,
        Column.LITRES_2,
        Column.LITRES_3,
        Column.IGNORED,
    ),
}
NEEDED: Mapping[ImportSource, tuple[Column, ...]] = {
    ImportSource.REGISTER: (
        Column.NUMBER,
        Column.ORGANISATION_NUMBER,
        Column.HOLDER,
        Column.VENUE,
        Column.TYPE_CODE,
        Column.GROUPS,
        Column.MUNICIPALITY_NUMBER,
        Column.FIRST_DAY,
        Column.LAST_DAY,
    ),
    ImportSource.SPREADSHEET: (Column.NUMBER,),
}
# Heads that mean something by themselves; letter case, spaces and signs do not count.
KNOWN_HEADS: Mapping[ImportSource, Mapping[Column, tuple[str, ...]]] = {
    ImportSource.REGISTER: {
        Column.NUMBER: ("Bevillingsnummer", "Bevillingsnr", "Bevilling nr", "Løyvenummer"),
        Column.ORGANISATION_NUMBER: (
            "Organisasjonsnummer",
            "Orgnr",
            "Org.nr innehaver",
            "Innehaver organisasjonsnummer",
            "Bevillingshaver organisasjonsnummer",
        ),
        Column.HOLDER: ("Innehaver", "Bevillingshaver", "Navn på innehaver", "Innehavernavn", "Løyvehavar"),
        Column.VENUE: ("Sted", "Stedsnavn", "Navn på sted", "Serveringssted", "Skjenkested", "Salgssted"),
        Column.SUB_UNIT: (
            "Sted organisasjonsnummer",
            "Stedets organisasjonsnummer",
            "Underenhet",
            "Organisasjonsnummer sted",
            "Sted orgnr",
        ),
        Column.TYPE_CODE: ("Tillatelsestype", "Type", "Typekode", "Bevillingstype", "Tillatelsestypekode"),
        Column.GROUPS: ("Varegrupper", "Varegruppe", "Grupper", "Alkoholgrupper"),
        Column.STREET: ("Adresse", "Gateadresse", "Besøksadresse"),
        Column.POSTCODE: ("Postnummer", "Postnr"),
        Column.TOWN: ("Poststed",),
        Column.MUNICIPALITY_NUMBER: ("Kommunenummer", "Kommunenr"),
        Column.FIRST_DAY: ("Gyldig fra", "Gyldig fra dato", "Fra dato", "Fra og med"),
        Column.LAST_DAY: ("Gyldig til", "Gyldig til dato", "Til dato", "Til og med"),
        Column.IGNORED: ("Kommune", "Kommunenavn"),
    },
    ImportSource.SPREADSHEET: {
        Column.NUMBER: ("Bevillingsnummer", "Bevillingsnr", "Bevilling", "Løyvenummer"),
        Column.MANAGER: ("Styrer", "Styrar", "Navn på styrer"),
        Column.MANAGER_IDENTITY: ("Styrer fødselsnummer", "Fødselsnummer styrer", "Styrer fnr"),
        Column.DEPUTY: ("Stedfortreder", "Stadfortredar", "Navn på stedfortreder"),
        Column.DEPUTY_IDENTITY: (
            "Stedfortreder fødselsnummer",
            "Fødselsnummer stedfortreder",
            "Stedfortreder fnr",
        ),
        Column.HOURS: ("Tider", "Skjenketider", "Salgstider", "Åpningstider", "Skjenketid", "Salgstid"),
        Column.HOURS_INDOOR: ("Tider inne", "Skjenketider inne", "Skjenketid inne"),
        Column.HOURS_OUTDOOR: ("Tider ute", "Skjenketider ute", "Skjenketid ute"),
        Column.ROOMS: ("Areal", "Lokaler", "Lokale", "Skjenkeareal", "Areal inne"),
        Column.OUTDOOR_ROOMS: ("Uteservering", "Areal ute", "Uteareal"),
        Column.CONDITIONS: ("Vilkår", "Vilkår for bevillingen"),
        Column.LITRES_1: ("Liter gruppe 1", "Gruppe 1 liter", "Liter gr 1"),
        Column.LITRES_2: ("Liter gruppe 2", "Gruppe 2 liter", "Liter gr 2"),
        Column.LITRES_3: ("Liter gruppe 3", "Gruppe 3 liter", "Liter gr 3"),
    },
}
# 01SKJE, 11ENGR, 18TBIM and 19TBEK are the codes that a source names; that for sale is not among them.
KNOWN_CODES: Mapping[str, CodeMeaning] = {
    "01SKJE": CodeMeaning.SERVING,
    "11ENGR": CodeMeaning.NOT_OURS,
    "18TBIM": CodeMeaning.NOT_OURS,
    "19TBEK": CodeMeaning.NOT_OURS,
}


def head_key(head: str) -> str:
    """A head or a code as two spellings of it are compared, and as it is remembered."""
    return comparison_key(head)[:120]


@dataclass(frozen=True)
class Understanding:
    """How one file is read: which column stands where, and what each type code means."""

    columns: Mapping[Column, int]
    codes: Mapping[str, CodeMeaning] = field(default_factory=dict)
    """By the key of the code."""

    @property
    def as_json(self) -> dict[str, Any]:
        """The understanding as it is stored with the import."""
        return {
            "columns": {column.value: index for column, index in self.columns.items()},
            "codes": {code: meaning.value for code, meaning in self.codes.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """An understanding as it was stored."""
        return cls(
            {Column(name): index for name, index in stored["columns"].items()},
            {code: CodeMeaning(meaning) for code, meaning in stored["codes"].items()},
        )

    def missing(self, source: ImportSource) -> tuple[Column, ...]:
        """The columns that the file must have and has not."""
        return tuple(column for column in NEEDED[source] if column not in self.columns)

    def meaning_of(self, code: str) -> CodeMeaning | None:
        """What a type code stands for; nothing while nobody has said so."""
        return self.codes.get(head_key(code))


@dataclass(frozen=True)
class HeadsRead:
    """What the heads of a file say, and which of them are not known."""

    columns: Mapping[Column, int]
    unknown: tuple[str, ...]


def heads_read(source: ImportSource, heads: Iterable[str], remembered: Mapping[str, Column]) -> HeadsRead:
    """Which column stands where. What was answered before goes before what is known from elsewhere.

    Of two columns with one meaning the first counts; the other is asked about.
    """
    known = {
        head_key(head): column for column, heads_of in KNOWN_HEADS[source].items() for head in heads_of
    } | dict(remembered)
    columns: dict[Column, int] = {}
    unknown = []
    for index, head in enumerate(heads):
        if not head:
            continue
        meaning = known.get(head_key(head))
        if meaning is Column.IGNORED:
            continue
        if meaning is None or meaning in columns:
            unknown.append(head)
        else:
            columns[meaning] = index
    return HeadsRead(columns, tuple(dict.fromkeys(unknown)))


def codes_known(remembered: Mapping[str, CodeMeaning]) -> dict[str, CodeMeaning]:
    """Every code whose meaning is known, by its key; what was answered goes first."""
    return {head_key(code): meaning for code, meaning in KNOWN_CODES.items()} | dict(remembered)
