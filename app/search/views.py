"""The page of the one search."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.db import session
from app.loose_numbers import holds_identity_number
from app.permissions import Permission, actor, requires
from app.search import queries
from app.search.index import Subject
from app.search.queries import Found, Hit
from app.search.terms import search_words

bp = Blueprint("search", __name__, url_prefix="/sok")

LONGEST_SEARCH = 200
SHOWN_OF_EACH = 5
SHOWN_OF_ONE = 100

# Name in the address, heading, endpoint with its argument, and the permission that a search of it takes.
SUBJECTS: dict[Subject, tuple[str, Any, str, str, Permission]] = {
    Subject.CASE: ("saker", _l("Saker"), "cases.show_case", "case_id", Permission.CASE_VIEW),
    Subject.VENUE: ("steder", _l("Steder"), "venues.show_venue", "venue_id", Permission.REGISTER_VIEW),
    Subject.LICENCE: (
        "bevillinger",
        _l("Bevillinger"),
        "licences.show_licence",
        "licence_id",
        Permission.REGISTER_VIEW,
    ),
    Subject.HOLDER: (
        "bevillingshavere",
        _l("Bevillingshavere"),
        "holders.show_holder",
        "holder_id",
        Permission.REGISTER_VIEW,
    ),
    Subject.PERSON: ("personer", _l("Personer"), "holders.show_person", "person_id", Permission.CASE_VIEW),
}


@dataclass(frozen=True)
class HitLine:
    """One hit as the page shows it."""

    hit: Hit
    url: str


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind as the page shows them."""

    id: str
    title: str
    lines: tuple[HitLine, ...]
    more_url: str | None
    more_label: str
    note: str | None


@bp.get("")
@requires(Permission.REGISTER_VIEW)
def find() -> ResponseReturnValue:
    """What is found for the words of the search field."""
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    chosen = next((subject for subject in SUBJECTS if SUBJECTS[subject][0] == request.args.get("hva")), None)
    if holds_identity_number(text):
        advice = _("Søk ikke med fødselsnummer: det blir stående i nettleserens historikk. Søk på navnet.")
        return render_template("search/find.html", text="", groups=(), advice=advice, back_url=None)
    allowed = [
        subject
        for subject, (_name, _title, _endpoint, _argument, permission) in SUBJECTS.items()
        if actor().may(permission) and chosen in (None, subject)
    ]
    most = SHOWN_OF_ONE if chosen else SHOWN_OF_EACH
    found = queries.find(session(), actor().municipality_id, text, allowed, most=most)
    return render_template(
        "search/find.html",
        text=text,
        groups=[_group(text, group, one=chosen is not None) for group in found],
        advice=_advice(text, found),
        back_url=url_for(".find", q=text) if chosen else None,
    )


def _group(text: str, found: Found, *, one: bool) -> HitGroup:
    name, title, endpoint, argument, _permission = SUBJECTS[found.subject]
    return HitGroup(
        id=name,
        title=str(title),
        lines=tuple(HitLine(hit, _address(endpoint, {argument: hit.id})) for hit in found.hits),
        more_url=url_for(".find", q=text, hva=name) if found.has_more and not one else None,
        more_label=_("Vis flere treff i %(kind)s", kind=str(title).lower()),
        note=_("Her er de første %(count)s. Skriv flere ord for å finne resten.", count=len(found.hits))
        if found.has_more and one
        else None,
    )


def _address(endpoint: str, values: dict[str, Any]) -> str:
    return url_for(endpoint, **values)


def _advice(text: str, found: tuple[Found, ...]) -> str | None:
    if found:
        return None
    if not search_words(text):
        return _(
            "Skriv et navn, en adresse, et saksnummer, et bevillingsnummer eller et organisasjonsnummer."
        )
    return _("Ingen treff på «%(text)s». Prøv færre ord, eller begynnelsen av et ord.", text=text)
