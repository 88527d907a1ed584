"""Fields of a postal address in Norway and of an e-mail address, the same in every form."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Regexp

from app.forms import text_field

LONGEST_TOWN = 60


def street_field(label: Any, required: Any = None, *, longest: int = 120) -> StringField:
    """Street and number."""
    return text_field(label, required, longest=longest)


def postcode_field(required: Any = None) -> StringField:
    """A postcode of four digits."""
    return text_field(
        _l("Postnummer"),
        required,
        validators=[Regexp(r"[0-9]{4}\Z", message=_l("Et postnummer har fire sifre, for eksempel 7374."))],
    )


def town_field(required: Any = None) -> StringField:
    """The town that the postcode belongs to."""
    return text_field(_l("Poststed"), required, longest=LONGEST_TOWN)


def email_field(required: Any = None) -> StringField:
    """An e-mail address."""
    return text_field(
        _l("E-post"),
        required,
        validators=[
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+\Z",
                message=_l("E-postadressen mangler noe. Skriv den som navn@firma.no."),
            )
        ],
    )
