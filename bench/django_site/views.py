"""The list of cases."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from bench.django_site.frame import actor_of
from bench.django_site.models import Case, Kind, Matter, State

PAGE_SIZE = 50


@login_required
def list_cases(request: HttpRequest) -> HttpResponse:
    """All cases of the municipality, newest first, by filter."""
    actor = actor_of(request)
    if not actor.roles:
        raise PermissionDenied
    # Every index begins with the municipality: without it in the join, the page takes many times as long.
    found = Case.objects.filter(
        municipality=actor.municipality_id, application__municipality=actor.municipality_id
    ).select_related("application__venue", "application__holder", "caseworker")
    state, kind = request.GET.get("tilstand", ""), request.GET.get("type", "")
    mine = request.GET.get("mine") == "1"
    if state in State.values:
        found = found.filter(state=state)
    if kind in Kind.values:
        found = found.filter(application__kind=kind, matter="licence")
    if kind in Matter.values:
        found = found.filter(matter=kind)
    if mine:
        found = found.filter(caseworker=request.user)
    row_id, _, received_on = request.GET.get("etter", "").partition("~")
    if row_id:
        found = found.filter(Q(received_on__lt=received_on) | Q(received_on=received_on, id__lt=row_id))
    rows = list(found.order_by("-received_on", "-id")[: PAGE_SIZE + 1])
    today, last = timezone.localdate(), rows[PAGE_SIZE - 1]
    return render(
        request,
        "list.html",
        {
            "rows": [(case, case.application, case.clock(today)) for case in rows[:PAGE_SIZE]],
            "states": State.choices,
            "kinds": (*Kind.choices, *Matter.choices),
            "chosen": {"state": state, "kind": kind, "mine": mine},
            "next_url": f"{reverse('list_cases')}?etter={last.id}~{last.received_on}",
            "shown": ngettext("Viser %(num)s sak", "Viser %(num)s saker", PAGE_SIZE) % {"num": PAGE_SIZE},
        },
    )


def elsewhere(request: HttpRequest) -> HttpResponse:
    """Another page; the list only links to it."""
    return HttpResponse(status=404)
