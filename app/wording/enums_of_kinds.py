"""Labels of what is asked of licence types and of own production, and how both stand in a sentence."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.formats import day_of_year
from app.wording.enums import Labels, Text
from licensing.errors import BadValue
from licensing.kinds import Demand
from licensing.licences import Attribute
from licensing.production import Requirement
from licensing.seasons import ANY_YEAR, Season, month_and_day

LABELS_OF_KINDS: Labels = {
    Attribute: {
        Attribute.EXTENSIONS: _l("Utvidelser"),
        Attribute.SEASON: _l("Del av året"),
    },
    Demand: {
        Demand.CONDUCT: _l("Vandel"),
        Demand.MANAGER: _l("Styrer"),
        Demand.DEPUTY: _l("Stedfortreder"),
        Demand.KNOWLEDGE: _l("Kunnskapsprøve"),
        Demand.INTERNAL_CONTROL: _l("Internkontroll"),
        Demand.FEE: _l("Bevillingsgebyr"),
        Demand.INSPECTION: _l("Kommunal kontroll"),
    },
    Requirement: {
        Requirement.IN_FORCE: _l("Regelen har trådt i kraft"),
        Requirement.NO_SPIRITS: _l("Drikken er ikke tilsatt brennevin"),
        Requirement.AT_THE_PLACE: _l("Produksjonen skjer på stedet"),
        Requirement.PART_OF_CHARACTER: _l("Produksjonen er en del av stedets helhetlige preg"),
        Requirement.SEPARATE_PLANT: _l("Anlegget deles ikke med tilvirkning på statlig bevilling"),
        Requirement.LISTED_PRODUCT: _l("Produktet står på listen under tolltariffens posisjon 22.06"),
        Requirement.LITRES: _l("Det selges høyst 15 000 liter i året"),
        Requirement.OWN_INPUTS: _l("Minst en tredel av råvarene er egenprodusert"),
        Requirement.OWN_PRODUCT: _l("Drikken er egenprodusert"),
        Requirement.RIGHT_TO_PRODUCE: _l("Søkeren har rett til å tilvirke"),
        Requirement.SMALL_ROOM: _l("Lokalet er så lite at salg og skjenking ikke kan skilles"),
    },
}
# What is asked, as it goes on after "kravet om".
REQUIREMENTS: Mapping[Requirement, Text] = {
    Requirement.IN_FORCE: _l("at regelen har trådt i kraft"),
    Requirement.NO_SPIRITS: _l("at drikken ikke er tilsatt brennevin"),
    Requirement.AT_THE_PLACE: _l("at produksjonen skjer på stedet"),
    Requirement.PART_OF_CHARACTER: _l("at produksjonen er en del av stedets helhetlige preg og tilbud"),
    Requirement.SEPARATE_PLANT: _l("at anlegget ikke deles med tilvirkning på statlig bevilling"),
    Requirement.LISTED_PRODUCT: _l(
        "at produktet står på listen i kommentaren til tolltariffens posisjon 22.06"
    ),
    Requirement.LITRES: _l("at det selges høyst 15 000 liter i året"),
    Requirement.OWN_INPUTS: _l("at minst en tredel av råvarene som gir produktet karakter, er egenprodusert"),
    Requirement.OWN_PRODUCT: _l("at drikken er egenprodusert"),
    Requirement.RIGHT_TO_PRODUCE: _l("at søkeren har rett til å tilvirke"),
    Requirement.SMALL_ROOM: _l("at lokalet er så lite at salg og skjenking i praksis ikke kan skilles"),
}


def requirement_text(requirement: Requirement) -> str:
    """A requirement as it goes on after "kravet om"."""
    return str(REQUIREMENTS[requirement])


def season_text(season: Season) -> str:
    """A season as it is read: "15. juli til 15. august"."""
    first, last = season.pair
    return _("%(first)s til %(last)s", first=season_day_text(first), last=season_day_text(last))


def season_day_text(stored: str) -> str:
    """A day of a season: "1. desember"."""
    try:
        month, day = month_and_day(stored)
    except BadValue:
        return stored
    return day_of_year(date(ANY_YEAR, month, day))
