"""The sentence of each refusal of a licence type, a continuation, or a council's number."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

KINDS: Mapping[str, Text] = {
    "season_day": _l("«%(day)s» er ingen dag i året. Skriv dag og måned, for eksempel 15.07."),
    "fact_not_a_fraction": _l("Opplysningen «%(name)s» skal være en brøk, skrevet som 1/3."),
    "first_day_before_grant": _l(
        "Bevillingen kan ikke gjelde fra %(first_day)s, for den dagen er gått%(law)s. La feltet stå tomt, så"
        " gjelder den fra vedtaket."
    ),
    "continuation_before_2016": _l(
        "Bevillinger kan bare videreføres ved vedtak fra %(first_day)s%(law)s. Før det måtte alle søke på"
        " nytt."
    ),
    "review_before_election": _l(
        "Bevillingene kan ikke videreføres ennå. Kommunestyret må ha gjennomgått alkoholpolitikken etter"
        " valget %(election_day)s%(law)s. Legg inn gjennomgangen når den er vedtatt."
    ),
    "continuation_before_review": _l(
        "Vedtaket om videreføring kan ikke være eldre enn gjennomgangen av alkoholpolitikken,"
        " %(reviewed_on)s%(law)s. Rett datoene."
    ),
    "continuation_decided_later": _l(
        "Vedtaket er datert %(decided_on)s, etter i dag%(law)s. Legg det inn når det er fattet."
    ),
    "granted_after_continuation": _l(
        "En valgt bevilling ble gitt etter at videreføringen ble vedtatt %(decided_on)s, så vedtaket gjelder"
        " den ikke%(law)s. Ta den ut av valget."
    ),
    "nothing_to_continue": _l(
        "Ingen av bevillingene du valgte, går ut %(ended_on)s%(law)s. De kan være videreført allerede. Åpne"
        " siden på nytt."
    ),
    "licences_lapsed_before_decision": _l(
        "Bevillingene gikk ut %(ended_on)s, før vedtaket%(law)s. De som fortsatt vil ha bevilling, må søke."
    ),
}
