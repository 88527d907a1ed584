"""What is known of a person in a case, in a few words for the list of people."""

from flask_babel import gettext as _

from app import formats, labels
from app.models.case import Party


def background_texts(party: Party) -> tuple[str, ...]:
    """By what somebody has influence, where they have lived, and whether those close to them are noted."""
    said = []
    if party.influence is not None:
        said.append(labels.label(party.influence))
    if party.lived_abroad is None:
        said.append(_("Bosted siste ti år ikke oppgitt"))
    elif party.lived_abroad and party.certificate_on is None:
        said.append(_("Har bodd i utlandet, mangler vandelsattest"))
    elif party.lived_abroad and party.certificate_on is not None:
        day = formats.short_date(party.certificate_on)
        said.append(_("Har bodd i utlandet, vandelsattest av %(day)s", day=day))
    if party.close_persons:
        said.append(_("Notat om nærstående"))
    return tuple(said)
