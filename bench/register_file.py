"""An invented extract of the national register, as large as the country's."""

import csv
import io
from itertools import islice

from stdnum.no import orgnr

ROWS = 12_500
MUNICIPALITY = "5025"
HEADS = (
    *("Bevillingsnummer", "Organisasjonsnummer", "Innehaver", "Sted", "Sted organisasjonsnummer"),
    *("Tillatelsestype", "Varegrupper", "Adresse", "Postnummer", "Poststed", "Kommune", "Kommunenummer"),
    *("Gyldig fra", "Gyldig til"),
)
GROUPS = ("GRP1", "GRP1,GRP2", "GRP1,GRP2,GRP3")


def register_file(rows: int) -> bytes:
    """So many licences of one municipality: three in four serve, and every fourth holder has two places."""
    holders, units = _numbers(22_000_000, rows), _numbers(26_000_000, rows)
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(HEADS)
    for serial in range(rows):
        serves, holder = serial % 4 > 0, serial - (serial % 4 == 1)
        writer.writerow(
            (
                70_000 + serial,
                holders[holder],
                f"Oppdiktet {holder} AS",
                f"Nordre Ølhall {serial}",
                units[serial],
                "01SKJE" if serves else "02SALG",
                GROUPS[serial % 3] if serves else GROUPS[0],
                f"Prøveveien {serial}",
                f"{7000 + serial % 900}",
                "Røros",
                "Røros",
                MUNICIPALITY,
                "01.10.2024",
                "30.09.2028",
            )
        )
    return written.getvalue().encode("utf-8-sig")


def _numbers(first: int, count: int) -> list[str]:
    stems = (f"{stem}{digit}" for stem in range(first, first + 2 * count + 100) for digit in range(10))
    return list(islice((number for number in stems if orgnr.is_valid(number)), count))
