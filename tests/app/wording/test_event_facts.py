"""Facts of events that carry one name for two things: each is told as what it is."""

import pytest

from app.labels import event_text
from app.models.event import EventType


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"changed": 3, "new": 2, "file": "uttrekk.csv"}, id="a number of rows"),
        pytest.param({"changed": ["name", "email"]}, id="names of fields"),
    ],
)
def test_what_was_changed_may_be_a_number_or_names(app, payload) -> None:
    with app.test_request_context():
        assert event_text(EventType.REGISTER_IMPORTED, payload)
        assert event_text(EventType.HOLDER_CHANGED, payload)
