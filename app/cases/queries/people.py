"""The people of a case: who they are in it, and what is known of each in a few words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app import formats, labels
from app.models.case import Application, Party
from licensing.applicants import Role

EMPLOYMENT: Mapping[bool | None, str] = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True)
class PersonLine:
    """A person in the application."""

    name: str
    url: str
    role: str
    number: str
    tests: str
    party_id: int
    employment: str | None
    known: tuple[str, ...]


def person_lines(application: Application) -> list[PersonLine]:
    """The people of an application; numbers are shown in part."""
    return [_person_line(party) for party in application.parties]


def _person_line(party: Party) -> PersonLine:
    tests = [labels.activity_name(test.kind).capitalize() for test in party.person.tests]
    needs_test = party.role in (Role.MANAGER, Role.DEPUTY)
    return PersonLine(
        name=party.person.name,
        url=url_for("holders.show_person", person_id=party.person_id),
        role=labels.label(party.role),
        number=party.person.identity_shown,
        tests=labels.enumeration(tests) if tests else (_("Ikke dokumentert") if needs_test else ""),
        party_id=party.id,
        employment=EMPLOYMENT[party.employed] if needs_test else None,
        known=background_texts(party),
    )


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
