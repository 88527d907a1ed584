"""The page as Django makes it. It runs in Django's own environment."""

import os
from collections.abc import Callable

import django
from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.test import Client

from bench.worker import Visitor


def question(database_url: str) -> Callable[[str], str]:
    """What gives the page at an address, for the caseworker."""
    os.environ["DJANGO_DATABASE"] = database_url.removeprefix("sqlite:///")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.django_site.settings"
    django.setup()
    return Visitor(get_wsgi_application(), _cookies()).page


def _cookies() -> dict[str, str]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(pk=1))
    session = client.session
    session["municipality_id"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    return {name: morsel.value for name, morsel in client.cookies.items()}
