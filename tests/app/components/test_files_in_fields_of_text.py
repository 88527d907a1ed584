"""A file that is sent in the name of a text reaches no text: the form says what it lacks."""

import io

import pytest

from tests.app.conftest import ClientAs


@pytest.mark.parametrize(
    ("address", "name", "more", "sentence"),
    [
        pytest.param(
            "/min-side/omsetningsoppgave", "code", {}, "Skriv koden som står i brevet.", id="portal"
        ),
        pytest.param(
            "/gebyr/grunnlag/nytt", "due_on", {"purpose": "fees"}, "Skriv forfall som en dato", id="a batch"
        ),
        pytest.param(
            "/gebyr/leverandortall/ny",
            "supplier",
            {"year": "2025"},
            "Velg en fil, eller lim inn listen.",
            id="files too",
        ),
        pytest.param(
            "/gebyr/leverandortall/ny",
            "table",
            {"year": "2025"},
            "Velg en fil, eller lim inn listen.",
            id="a long text",
        ),
    ],
)
@pytest.mark.parametrize("beside", [{}, {"file": "text"}], ids=["a file for a text", "a text for a file too"])
def test_a_file_for_a_text_is_answered_with_a_sentence(
    client_as: ClientAs, address: str, name: str, more: dict[str, str], sentence: str, beside: dict[str, str]
) -> None:
    sent = more | beside | {name: (io.BytesIO(b"%PDF-1.7"), "brev.pdf")}
    answer = client_as("finance").post(address, data=sent, content_type="multipart/form-data")
    assert (answer.status_code, sentence in answer.text) == (422, True)
