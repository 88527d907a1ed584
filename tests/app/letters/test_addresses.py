"""The address that letters write: as it is set, else as the request reached the installation."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.letters.addresses import turnover_page_address
from config import Config, SettingError
from licensing.errors import MissingPremise


@pytest.fixture
def public_url(app: Flask) -> Iterator[Flask]:
    """The app, whose address a test may set."""
    before = app.config["PUBLIC_URL"]
    yield app
    app.config["PUBLIC_URL"] = before


def test_the_address_that_is_set_goes_before_that_of_the_request(public_url: Flask) -> None:
    with public_url.test_request_context(base_url="https://innsiden.invalid"):
        assert turnover_page_address() == "https://innsiden.invalid/min-side/omsetningsoppgave"
        public_url.config["PUBLIC_URL"] = "https://bevilling.invalid"
        assert turnover_page_address() == "https://bevilling.invalid/min-side/omsetningsoppgave"


def test_without_a_setting_and_a_request_no_address_is_made_up(public_url: Flask) -> None:
    public_url.config["PUBLIC_URL"] = ""
    with public_url.app_context(), pytest.raises(MissingPremise, match="public_address_not_known"):
        turnover_page_address()


@pytest.mark.parametrize(
    "typed", ["bevilling.invalid", "ftp://bevilling.invalid", "https://", "https://a?b=1"]
)
def test_an_address_that_no_letter_can_show_is_refused_at_start(environ: dict[str, str], typed: str) -> None:
    with pytest.raises(SettingError, match="PUBLIC_URL"):
        Config.from_environ(environ | {"PUBLIC_URL": typed})
    assert (
        Config.from_environ(environ | {"PUBLIC_URL": "https://a.invalid/ "}).public_url == "https://a.invalid"
    )
