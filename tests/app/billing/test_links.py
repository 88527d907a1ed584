"""Personal links: codes that can be typed, of which only the hash is known, and which end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.billing.service import links
from app.models.turnover import TurnoverLink
from tests.app.billing.turnover import make_lodge
from tests.app.conftest import Filling

TOKEN = links.new_token()


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        pytest.param(TOKEN, TOKEN, id="as it is"),
        pytest.param(links.typed_code(TOKEN).lower(), TOKEN, id="in groups and small letters"),
        pytest.param(f"  {links.typed_code(TOKEN).replace('-', ' – ')}", TOKEN, id="with spaces and dashes"),
        pytest.param(TOKEN.replace("0", "o").replace("1", "l"), TOKEN, id="letters for digits"),
        pytest.param(TOKEN[:-1], None, id="too short"),
        pytest.param(TOKEN + "0", None, id="too long"),
        pytest.param("U" + TOKEN[1:], None, id="a sign that no code has"),
        pytest.param("", None, id="nothing"),
        pytest.param("æøå" * 10, None, id="other letters"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, token: str | None) -> None:
    assert links.token_from_text(typed) == token


def test_a_slip_is_nearly_always_noticed() -> None:
    other = {sign: links.ALPHABET[(at + 1) % 32] for at, sign in enumerate(links.ALPHABET)}
    slips = [TOKEN[:at] + other[TOKEN[at]] + TOKEN[at + 1 :] for at in range(len(TOKEN))]
    assert sum(links.token_from_text(slip) is not None for slip in slips) <= 5


def test_codes_have_far_more_than_128_random_bits_and_never_repeat() -> None:
    assert links.RANDOM_SIGNS * 5 >= 128
    made = {links.new_token() for _ in range(1000)}
    assert len(made) == 1000
    assert all(links.token_from_text(token) == token for token in made)


def test_a_new_link_takes_the_place_of_the_old_and_only_hashes_are_stored(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        old = links.link_of(session, lodge.code)
        assert old is not None
        assert links.token_of(old) == lodge.code
        assert lodge.code not in old.token_hash
        assert lodge.code.encode() not in old.token_sealed
        later = clock.now() + timedelta(days=60)
        kept = links.kept_links(session, actor, [lodge.duty_id], expires_at=later)
        assert (kept[lodge.duty_id].id, kept[lodge.duty_id].expires_at) == (old.id, later)
        new = links.make_links(session, actor, [lodge.duty_id], expires_at=later)[lodge.duty_id]
        assert links.link_of(session, lodge.code) is None
        assert links.usable_links(session, actor.municipality_id, [lodge.duty_id]) == {lodge.duty_id: new}
        assert links.withdraw_link(session, actor, duty_id=lodge.duty_id)
        assert not links.withdraw_link(session, actor, duty_id=lodge.duty_id)
        assert links.link_of(session, links.token_of(new)) is None
        again = links.kept_links(session, actor, [lodge.duty_id], expires_at=later)
        assert again[lodge.duty_id].id != new.id
        assert len(session.scalars(select(TurnoverLink.id)).all()) == 3
        assert links.make_links(session, actor, [], expires_at=later) == {}
