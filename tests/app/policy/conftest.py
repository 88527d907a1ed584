"""What tests of policies ask for: a draft that is being written."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.policy.service.storing import store_policy
from tests.app.policy.desk import Desk
from tests.factories.draft import a_draft


@pytest.fixture
def desk(client_as: Any, filling: Any) -> Desk:
    """The caseworker's desk with a draft of everything."""
    with filling() as (session, actor):
        row = store_policy(session, a_draft(), municipality_ids=[actor.municipality_id])
        policy_id = int(row.id)
    return Desk(client_as("caseworker"), filling, policy_id)


@pytest.fixture
def sending(app: Flask) -> Iterator[None]:
    """A request in which a form is sent; tokens are for the browser tests."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST"):
        yield
    app.config["WTF_CSRF_ENABLED"] = True
