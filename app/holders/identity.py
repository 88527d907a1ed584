"""Organisation numbers: nine digits with a control digit, checked before they are believed."""

from stdnum.exceptions import ValidationError
from stdnum.no import orgnr

from licensing.errors import BadValue


def parse_organisation_number(text: str) -> str:
    """The nine digits of an organisation number.

    Raises `BadValue` with code `organisation_number_length` or `organisation_number_control`.
    """
    digits = "".join(text.split()).removeprefix("NO").removesuffix("MVA")
    if len(digits) != 9 or not digits.isdecimal():
        raise BadValue("organisation_number_length", digits=len(digits))
    try:
        return str(orgnr.validate(digits))
    except ValidationError as error:
        raise BadValue("organisation_number_control") from error
