"""A person who has chosen nynorsk reads nynorsk everywhere, and loses nothing in the translation."""

import re
from collections.abc import Iterator

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from app import ROOT
from app.models.municipality import LanguageForm
from app.models.user import User
from app.permissions import Role
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.case import make_case

CATALOGUE = ROOT / "translations" / "nn" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
BOKMAAL_ALONE = re.compile(
    r"\b(ikke|hva|hvem|hvilken?|hvordan|være|noen|dere|bevilling(en|er)|søkeren|saken)\b", re.I
)


def _messages() -> Iterator[Message]:
    with CATALOGUE.open("rb") as catalogue:
        yield from (message for message in read_po(catalogue, locale="nn") if message.id)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def test_every_text_is_translated() -> None:
    """An empty translation would be shown in bokmål, a fuzzy one not at all."""
    missing = [m.id for m in _messages() if m.fuzzy or not all(_forms(m.string))]
    assert missing == []


def test_placeholders_survive_the_translation() -> None:
    lost = [
        (source, translated)
        for message in _messages()
        for source, translated in zip(_forms(message.id), _forms(message.string), strict=True)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(translated))
    ]
    assert lost == []


def test_no_bokmaal_is_left_in_a_translation() -> None:
    left = [text for m in _messages() for text in _forms(m.string) if BOKMAAL_ALONE.search(text)]
    assert left == []


@pytest.fixture
def case_id(filling: Filling, world: World) -> int:
    """A case that was just received by a caseworker who has chosen nynorsk."""
    with filling() as (session, actor):
        user = session.get(User, world.someone(Role.CASEWORKER).id)
        assert user is not None
        user.language = LanguageForm.NYNORSK
        return make_case(session, actor).id


@pytest.fixture
def nynorsk(client_as: ClientAs, case_id: int) -> FlaskClient:
    """The caseworker's browser."""
    return client_as("caseworker")


def _words_of(page: str) -> str:
    """What a person reads on a page: no addresses, no names of fields."""
    return re.sub(r"<[^>]*>", " ", page)


def test_the_list_of_cases_is_in_nynorsk(nynorsk: FlaskClient) -> None:
    page = nynorsk.get("/saker").text
    words = _words_of(page)
    assert '<html lang="nn"' in page
    for word in ("Saker", "Løyve", "Løyvehavarar", "Stader", "Motteken", "Saksbehandlar"):
        assert word in words


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/saker",
        "/saker/{case}",
        "/saker/{case}/vurdering",
        "/saker/{case}/uttalelser/ny",
        "/saker/ny",
        "/bevillinger",
        "/steder",
        "/bevillingshavere",
        "/arrangementer",
        "/arrangementer/ny",
        "/arrangementer/kalender",
        "/kontrolliste",
        "/nasjonalt-register",
        "/innlesing",
        "/kunnskapsprover",
        "/fornyelser",
    ],
)
def test_no_page_is_half_in_bokmaal(nynorsk: FlaskClient, case_id: int, address: str) -> None:
    page = nynorsk.get(address.format(case=case_id), follow_redirects=True)
    assert page.status_code == 200
    assert BOKMAAL_ALONE.findall(_words_of(page.text)) == []


def test_others_still_read_bokmaal(nynorsk: FlaskClient, client_as: ClientAs) -> None:
    page = client_as("reader").get("/saker").text
    assert '<html lang="nb"' in page
    assert "Bevillingshavere" in page
    assert "Løyve" not in page
