"""What every page gets: who is signed in and where, and the navigation."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bench.django_site.models import Identity, Membership

NAVIGATION = (
    (_l("Mine saker"), "work"),
    (_l("Saker"), "list_cases"),
    (_l("Arrangementer"), "list_events"),
    (_l("Kalender"), "show_calendar"),
    (_l("Bevillinger"), "list_licences"),
    (_l("Steder"), "list_venues"),
    (_l("Bevillingshavere"), "list_holders"),
    (_l("Kontrolliste"), "show_list"),
    (_l("Bevillingsregisteret"), "list_tasks"),
)


@dataclass(frozen=True)
class Actor:
    """The person with the roles held in the municipality that is worked in."""

    municipality_id: int
    memberships: tuple[Membership, ...]

    @property
    def roles(self) -> list[str]:
        """What the person is here."""
        return [
            membership.get_role_display()
            for membership in self.memberships
            if membership.municipality_id == self.municipality_id
        ]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; found once a request."""
    found: Actor | None = getattr(request, "actor", None)
    if found is None:
        memberships = tuple(request.user.memberships.all())
        found = request.actor = Actor(request.session["municipality_id"], memberships)
    return found


def frame(request: HttpRequest) -> dict[str, Any]:
    """The values that the layout shows."""
    actor = actor_of(request)
    ids = {membership.municipality_id for membership in actor.memberships}
    today = timezone.localdate()
    names = {
        identity.municipality_id: identity.name
        for identity in Identity.objects.filter(municipality__in=ids).order_by("first_day")
        if identity.first_day <= today
    }
    return {
        "actor": actor,
        "place": names[actor.municipality_id],
        "places": sorted(names.items(), key=lambda pair: pair[1]),
        "navigation": [
            {"label": str(label), "url": (url := reverse(name)), "current": url == request.path}
            for label, name in NAVIGATION
        ],
        "search_label": _("Søk i saker, steder, personer"),
        "language": "nb",
        "version": "0.2.0",
    }
