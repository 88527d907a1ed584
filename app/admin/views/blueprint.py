"""The blueprint of the administration, and its first page."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.permissions import Permission, actor, requires

bp = Blueprint("admin", __name__, url_prefix="/administrasjon")

# Label, endpoint, what it is for, and the permission that it takes.
SUBJECTS = (
    (
        _l("Personer og roller"),
        "admin.list_people",
        _l("Hvem som arbeider i kommunen, og hva de kan gjøre."),
        Permission.PEOPLE_MANAGE,
    ),
    (
        _l("Delegasjon"),
        "admin.list_delegation",
        _l("Hvem som avgjør hva, fra hvilken dag."),
        Permission.MUNICIPALITY_EDIT,
    ),
    (
        _l("Kommunens opplysninger"),
        "admin.change_municipality",
        _l("Brevhode, målform, frister og tekst i kvitteringen."),
        Permission.MUNICIPALITY_EDIT,
    ),
    (
        _l("Arrangement"),
        "admin.list_event_rules",
        _l("Frister, uttalelser og gebyr for enkeltanledninger og ambulerende bevillinger."),
        Permission.MUNICIPALITY_EDIT,
    ),
    (
        _l("Kommunestyrets vedtak om antall"),
        "admin.list_quotas",
        _l("Hvor mange ambulerende bevillinger og vinmonopolutsalg det kan være."),
        Permission.MUNICIPALITY_EDIT,
    ),
    (
        _l("Eierandeler"),
        "admin.change_shares",
        _l("Hva som regnes som vesentlig innflytelse og som dominerende andel."),
        Permission.MUNICIPALITY_EDIT,
    ),
    (
        _l("Vilkårsbibliotek"),
        "admin.list_conditions",
        _l("Vilkår som ofte settes i vedtak."),
        Permission.MUNICIPALITY_EDIT,
    ),
    (
        _l("Hendelser"),
        "admin.show_audit",
        _l("Hva som er gjort, av hvem og når, og om kjeden av hendelser er hel."),
        Permission.AUDIT_VIEW,
    ),
)


@dataclass(frozen=True)
class SubjectLink:
    """A page of the administration."""

    label: str
    url: str
    note: str


@bp.get("")
@requires(Permission.PEOPLE_MANAGE)
def show_admin() -> ResponseReturnValue:
    """What can be administrated here."""
    links = [
        SubjectLink(str(label), url_for(endpoint), str(note))
        for label, endpoint, note, permission in SUBJECTS
        if actor().may(permission)
    ]
    return render_template("admin/show_admin.html", links=links)
