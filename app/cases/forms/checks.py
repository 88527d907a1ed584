"""What the forms of applications and of events ask of those who are named in them."""

from typing import Any

from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app import labels
from app.cases.forms.lines import MOST_PEOPLE, persons_of
from app.holders.identity import parse_organisation_number
from app.models.holder import HolderForm
from licensing.errors import BadValue
from licensing.identity import parse_identity_number


def check_holder_number(form: HolderForm, field: Any) -> None:
    """The number is the one that the form of the holder calls for, and holds."""
    if form is HolderForm.FOUNDING:
        if field.data:
            raise StopValidation(
                _("Et selskap under stiftelse har ikke organisasjonsnummer ennå. La feltet stå tomt.")
            )
        return
    if not field.data:
        if form in (HolderForm.COMPANY, HolderForm.PERSON):
            raise StopValidation(_("Skriv organisasjonsnummeret, eller fødselsnummeret til en person."))
        return
    try:
        if form is HolderForm.PERSON:
            parse_identity_number(field.data)
        else:
            parse_organisation_number(field.data)
    except BadValue as error:
        raise StopValidation(labels.sentence(error.code, None, error.facts)) from None


def check_whole_person(identity: Any, name: Any) -> None:
    """Name and number of a person go together."""
    if identity.data is not None and not name.data:
        raise StopValidation(_("Skriv navnet til den som har fødselsnummeret."))
    if name.data and identity.data is None and not identity.errors:
        raise StopValidation(_("Skriv fødselsnummeret til %(name)s.", name=name.data))


def check_influence(field: Any) -> None:
    """Each line has a number that holds and a name, and there are not too many."""
    try:
        people = persons_of(field.data)
    except BadValue as error:
        raise StopValidation(
            _(
                "Linje %(line)s: %(problem)s",
                line=error.facts["line"],
                problem=str(error.facts["problem"]),
            )
        ) from None
    if len(people) > MOST_PEOPLE:
        raise StopValidation(_("Det er for mange linjer. Skriv høyst %(most)s personer.", most=MOST_PEOPLE))
