"""What the rules find of a licence type, its extensions and its season, as sentences."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from licensing.assessment import FindingCode

KIND_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.TYPE_LAWFUL: _l("Det er søkt om %(type)s for %(kind)s. Det åpner loven for."),
    FindingCode.TYPE_UNLAWFUL: _l("Det er søkt om %(type)s for %(kind)s. Det finnes ikke i loven."),
    FindingCode.SEASON_GIVEN: _l("Bevillingen gjelder fra %(season_from)s til %(season_to)s hvert år."),
    FindingCode.SEASON_UNKNOWN: _l("Vi vet ikke hvilken del av året det er søkt for."),
    FindingCode.EXTENSION_LAWFUL: _l("Bevillingen kan utvides med %(extension)s."),
    FindingCode.EXTENSION_UNLAWFUL: _l(
        "Det er søkt om %(extension)s. En %(type)s for %(kind)s kan ikke utvides slik."
    ),
    FindingCode.PRODUCTION_MET: _l("%(extension_first)s: Kravet om %(requirement)s, er oppfylt."),
    FindingCode.PRODUCTION_NOT_MET: _l("%(extension_first)s: Kravet om %(requirement)s, er ikke oppfylt."),
    FindingCode.PRODUCTION_UNKNOWN: _l("%(extension_first)s: Avklar kravet om %(requirement)s."),
    FindingCode.PRODUCTION_TO_JUDGE: _l(
        "%(extension_first)s: Søkeren har svart ja på kravet om %(requirement)s. Vurder om det stemmer."
    ),
    FindingCode.OUTLETS_LEFT: _l(
        "%(used)s av %(number)s vinmonopolutsalg er i bruk. Kommunestyret har satt tallet."
    ),
    FindingCode.OUTLETS_FULL: _l(
        "%(used)s av %(number)s vinmonopolutsalg er i bruk. Kommunestyret må vedta et høyere tall først."
    ),
    FindingCode.OUTLETS_UNKNOWN: _l(
        "Det er ikke lagt inn hvor mange vinmonopolutsalg kommunestyret har åpnet for."
    ),
    FindingCode.OTHER_SALE_LICENSED: _l("Kommunen har gitt annen salgsbevilling, slik loven krever."),
    FindingCode.OTHER_SALE_MISSING: _l(
        "Kommunen har ikke gitt annen salgsbevilling. Da kan heller ikke Vinmonopolet få bevilling."
    ),
    FindingCode.OTHER_SALE_UNKNOWN: _l("Vi vet ikke om kommunen har gitt annen salgsbevilling."),
    FindingCode.OUTLET_PERIOD_SHORTER: _l(
        "Det er søkt til og med %(asked)s. Vinmonopolet får bevilling for fire år om gangen, her til og med"
        " %(last_day)s."
    ),
}
KIND_PLACE_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.STATE_LICENCE_POSSIBLE: _l(
        "Stedet er %(category)s. Går den i offentlig transport eller på flerdagers cruise, er det statlig"
        " bevilling som gjelder."
    ),
    FindingCode.HOME_MUNICIPALITY_ALONE: _l("Det skjenkes bare i hjemkommunen. Ingen andre må gi bevilling."),
    FindingCode.OTHER_MUNICIPALITIES: _l(
        "Det skal skjenkes også i %(municipalities)s. Alle kommunene må gi bevilling. Avklar om de har gjort"
        " det."
    ),
    FindingCode.OTHER_MUNICIPALITIES_UNKNOWN: _l(
        "Vi vet ikke om det skal skjenkes i flere kommuner. I så fall må alle gi bevilling."
    ),
    FindingCode.OUTLET_PLACE_TO_APPROVE: _l(
        "Kommunestyret godkjenner hvor utsalget skal ligge. Send saken dit, eller vis til vedtaket."
    ),
}
KIND_CLAUSES: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.TYPE_UNLAWFUL: (_l("at loven ikke åpner for en slik bevilling"),),
    FindingCode.SEASON_UNKNOWN: (_l("at det ikke er opplyst hvilken del av året søknaden gjelder"),),
    FindingCode.EXTENSION_UNLAWFUL: (
        _l("at bevillingen ikke kan utvides med %(extension)s"),
        _l("at bevillingen ikke kan utvides slik det er søkt om"),
    ),
    FindingCode.PRODUCTION_NOT_MET: (
        _l("at kravet om %(requirement)s, ikke er oppfylt"),
        _l("at kravene til egen produksjon ikke er oppfylt"),
    ),
    FindingCode.PRODUCTION_UNKNOWN: (
        _l("at kravet om %(requirement)s, ikke er avklart"),
        _l("at kravene til egen produksjon ikke er avklart"),
    ),
    FindingCode.PRODUCTION_TO_JUDGE: (_l("at salg og skjenking kan holdes fra hverandre i lokalet"),),
    FindingCode.OUTLETS_FULL: (
        _l("at kommunestyret ikke har åpnet for mer enn %(number)s vinmonopolutsalg"),
        _l("at kommunestyret ikke har åpnet for flere vinmonopolutsalg"),
    ),
    FindingCode.OUTLETS_UNKNOWN: (_l("at kommunestyret ikke har vedtatt hvor mange utsalg det kan være"),),
    FindingCode.OTHER_SALE_MISSING: (_l("at kommunen ikke har gitt annen salgsbevilling"),),
    FindingCode.OTHER_SALE_UNKNOWN: (_l("at det ikke er avklart om kommunen har gitt annen salgsbevilling"),),
    FindingCode.OUTLET_PERIOD_SHORTER: (_l("at Vinmonopolet får bevilling for fire år om gangen"),),
    FindingCode.OUTLET_PLACE_TO_APPROVE: (_l("at kommunestyret ikke har godkjent hvor utsalget skal ligge"),),
    FindingCode.OTHER_MUNICIPALITIES: (
        _l("at det ikke er avklart om de andre kommunene har gitt bevilling"),
    ),
    FindingCode.OTHER_MUNICIPALITIES_UNKNOWN: (
        _l("at det ikke er opplyst om det skal skjenkes i flere kommuner"),
    ),
}
