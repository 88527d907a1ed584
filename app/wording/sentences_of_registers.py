"""The sentence of each refusal in the registers and in the administration."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

REGISTERS: Mapping[str, Text] = {
    "venue_known_already": _l(
        "%(venue)s på denne adressen er lagt inn fra før. Bruk det stedet, eller rett navn eller adresse."
    ),
    "sub_unit_number_taken": _l(
        "Underenheten står allerede på %(venue)s. Bruk det stedet, eller rett nummeret."
    ),
    "holder_is_founded": _l("%(holder)s er ikke under stiftelse. Last siden på nytt."),
    "test_registered_already": _l(
        "Prøven for %(kind)s er registrert som bestått %(passed_on)s. En bestått prøve gjelder uten"
        " sluttdato, så den registreres bare én gang."
    ),
    "email_taken": _l(
        "Det finnes allerede en bruker med denne e-postadressen i kommunen. Finn brukeren i listen, og endre"
        " den."
    ),
    "last_administrator": _l(
        "Kommunen må ha minst én administrator. Gi rollen til en annen før du tar den fra %(name)s."
    ),
    "person_of_other_municipality": _l(
        "%(name)s arbeider også for en annen kommune. Her kan du bare endre rollene i din egen."
    ),
}
