"""What is said when an earmark or its year cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

EARMARKS: Mapping[str, Text] = {
    "earmark_too_little_left": _l(
        "Det er %(free_ore)s ledig i %(year)s. Reduser beløpet, eller legg saken til neste år."
    ),
    "earmark_moves_too_much": _l(
        "Beløpet er større enn det som står igjen i %(year)s. Last siden på nytt og kontroller beløpet."
    ),
    "earmark_year_not_covered": _l(
        "Øremerkingen gjelder ikke for %(year)s. Velg et annet år, eller registrer vedtaket for det året."
    ),
    "earmark_year_not_begun": _l(
        "Midlene for %(year)s kan brukes fra 1. januar %(year)s. Vent til da, eller bruk midler fra i år."
    ),
    "earmark_year_closed": _l(
        "%(year)s er avsluttet for øremerkingen. Bruk midlene for et senere år, eller åpne året igjen først."
    ),
    "earmark_no_next_year": _l(
        "Bundne midler må settes av til bundet driftsfond, og øremerkingen gjelder ikke i %(year)s. Registrer"
        " vedtaket som gjelder videre, og prøv igjen."
    ),
    "sharing_key_without_weight": _l("Fordelingen mangler vekter. Skriv minst én vekt over null."),
}
