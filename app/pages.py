"""What every page gets: who is signed in and where, the navigation, the language, file addresses."""

import hashlib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from app import catalogue, clock, formats, labels
from app.db import session
from app.models.municipality import LanguageForm, MunicipalityIdentity, identity_on
from app.permissions import Actor, Permission

VERSION = "0.5.0"
# A name is no word: it is the same in every language.
PRODUCT = "Bevilling"

# Label, endpoint, and the permission without which the entry is not shown.
NAVIGATION = (
    (_l("Mine saker"), "work.show_work", Permission.CASE_VIEW),
    (_l("Saker"), "cases.list_cases", Permission.CASE_VIEW),
    (_l("Til vedtak"), "cases.list_decisions", Permission.CASE_DECIDE),
    (_l("Arrangementer"), "events.list_events", Permission.CASE_VIEW),
    (_l("Kalender"), "calendar.show_calendar", Permission.REGISTER_VIEW),
    (_l("Bevillinger"), "licences.list_licences", Permission.REGISTER_VIEW),
    (_l("Steder"), "venues.list_venues", Permission.REGISTER_VIEW),
    (_l("Bevillingshavere"), "holders.list_holders", Permission.REGISTER_VIEW),
    (_l("Gebyr"), "billing.show_overview", Permission.FEE_VIEW),
    (_l("Forebygging"), "prevention.show_overview", Permission.PREVENTION_VIEW),
    (_l("Retningslinjer"), "policy.list_policies", Permission.POLICY_VIEW),
    (_l("Kontrolliste"), "inspection_lists.show_list", Permission.REGISTER_VIEW),
    (_l("Bevillingsregisteret"), "national_register.list_tasks", Permission.REGISTER_VIEW),
    (_l("Administrasjon"), "admin.show_admin", Permission.PEOPLE_MANAGE),
)


@dataclass(frozen=True)
class Choice:
    """A municipality that the person may work in."""

    id: int
    name: str


@dataclass(frozen=True)
class Current:
    """Who is signed in, as pages show it."""

    actor: Actor
    municipality: Choice
    municipalities: tuple[Choice, ...]
    roles: tuple[str, ...]

    @property
    def name(self) -> str:
        """The person's name."""
        return self.actor.name

    def can(self, permission: str) -> bool:
        """Whether the person holds a permission here."""
        return self.actor.may(Permission(permission))


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the main navigation."""

    label: str
    url: str
    current: bool


def init_app(app: Flask) -> None:
    """Give templates their context and filters."""
    catalogue.init_app(app)
    app.context_processor(_context)
    app.jinja_env.filters.update(
        label=labels.label,
        short_date=formats.short_date,
        long_date=formats.long_date,
        moment=formats.moment,
        organisation_number=formats.organisation_number,
    )


def language() -> str:
    """The signed-in person's language; bokmål for everybody else."""
    if not current_user or not current_user.is_authenticated:
        return LanguageForm.BOKMAAL.value
    chosen: LanguageForm = current_user.language
    return chosen.value


def _context() -> dict[str, Any]:
    actor: Actor | None = g.get("actor")
    return {
        "current": _current(actor) if actor else None,
        "navigation": _navigation(actor) if actor else [],
        "demo": current_app.config["DEMO"],
        "language": language(),
        "version": VERSION,
        "product": PRODUCT,
        "static_url": static_url,
    }


def _current(actor: Actor) -> Current:
    ids = {membership.municipality_id for membership in current_user.memberships}
    known = session().scalars(
        select(MunicipalityIdentity)
        .where(MunicipalityIdentity.municipality_id.in_(ids))
        .order_by(MunicipalityIdentity.municipality_id, MunicipalityIdentity.first_day)
    )
    choices = {
        id_: Choice(id_, identity_on(tuple(identities), clock.today()).name)
        for id_, identities in groupby(known, attrgetter("municipality_id"))
    }
    return Current(
        actor=actor,
        municipality=choices[actor.municipality_id],
        municipalities=tuple(sorted(choices.values(), key=lambda choice: choice.name)),
        roles=tuple(labels.label(role) for role in sorted(actor.roles)),
    )


def _navigation(actor: Actor) -> list[NavigationItem]:
    here = _entrance_of(request.endpoint, request.blueprint)
    return [
        NavigationItem(
            label=str(label),
            url=url_for(endpoint),
            current=endpoint == here,
        )
        for label, endpoint, permission in NAVIGATION
        if actor.may(permission)
    ]


def _entrance_of(endpoint: str | None, blueprint: str | None) -> str | None:
    """The entry of the navigation that a page lies behind: itself, or the first of its slice."""
    entrances = [entrance for _label, entrance, _permission in NAVIGATION]
    if endpoint in entrances:
        return endpoint
    return next((entrance for entrance in entrances if entrance.split(".")[0] == blueprint), None)


def static_url(filename: str) -> str:
    """The address of a static file, with its hash, so that it may be cached for ever."""
    return url_for("static", filename=filename, v=_version_of(str(current_app.static_folder), filename))


@cache
def _version_of(folder: str, filename: str) -> str:
    path = Path(folder) / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.exists() else "0"
