"""A policy as a file: read in as a draft, or in the place of what a draft says; faults have their line."""

import io
from typing import Any

import pytest
from sqlalchemy import select

from app.models.policy import Policy as PolicyRow
from app.policy.form.writing import write_policy
from app.policy.library import library_entry
from app.policy.queries.versions import policy_domain
from tests.app.policy.desk import Desk
from tests.factories.draft import RULES, a_draft


def file_of(text: str) -> tuple[io.BytesIO, str]:
    """A file as a browser sends it."""
    return io.BytesIO(text.encode()), "retningslinjer.yaml"


def test_a_file_is_read_in_as_a_draft(client_as: Any, filling: Any, world: Any) -> None:
    answer = client_as("caseworker").post(
        "/retningslinjer/les-inn",
        data={"file": file_of(write_policy(a_draft()))},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302
    with filling() as (session, _actor):
        policy = policy_domain(session.scalars(select(PolicyRow)).one())
    assert policy.rules == RULES
    assert policy.zones == a_draft().zones


def test_a_file_takes_the_place_of_what_a_draft_says(desk: Desk) -> None:
    text = write_policy(library_entry("tonsberg").read.policy)
    before = desk.edition
    assert desk.post("/les-inn", file=file_of(text)).status_code == 302
    assert desk.policy.name == library_entry("tonsberg").name
    assert desk.edition > before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("navn: X\nukjent: 1\n", "Linje 2:", id="an unknown key"),
        pytest.param("", "Linje 1: Filen er tom.", id="empty"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(
    client_as: Any, filling: Any, world: Any, text: str, sentence: str
) -> None:
    answer = client_as("caseworker").post(
        "/retningslinjer/les-inn", data={"file": file_of(text)}, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    with filling() as (session, _actor):
        assert not session.scalars(select(PolicyRow)).all()


def test_a_form_without_a_file_asks_for_one(client_as: Any, world: Any) -> None:
    answer = client_as("caseworker").post("/retningslinjer/les-inn", data={})
    assert answer.status_code == 422
    assert "Velg en fil." in answer.text
