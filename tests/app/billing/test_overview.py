"""The fees at a glance."""

from tests.app.conftest import ClientAs


def test_the_overview_opens_with_its_tabs(client_as: ClientAs) -> None:
    answer = client_as("finance").get("/gebyr")
    assert answer.status_code == 200
    assert "Oversikt" in answer.text
