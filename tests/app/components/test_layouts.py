"""The frame of a page: one heading, one way in, nothing that breaks the content policy."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

Page = Callable[..., str]
STATIC = Path(__file__).resolve().parents[3] / "app/static"
HEADING = "{% block heading %}Saker{% endblock %}"


def test_the_title_begins_with_the_heading(page: Page) -> None:
    html = page(HEADING)
    assert "<title>Saker – Bevilling</title>" in html
    assert html.count("<h1") == 1


def test_a_page_says_its_language_and_offers_the_skip_link(page: Page) -> None:
    html = page(HEADING)
    assert '<html lang="nb"' in html
    assert 'href="#innhold"' in html
    assert 'id="innhold"' in html


def test_flashed_words_stand_where_they_are_read_aloud(page: Page) -> None:
    assert re.search(r'role="status".*?Saken er registrert\.', page(HEADING), re.DOTALL)


def test_empty_parts_leave_no_trace(page: Page) -> None:
    html = page(HEADING)
    assert "<aside" not in html
    assert "page__next" not in html
    assert "page__lead" not in html


def test_what_to_do_now_comes_before_the_contents(page: Page) -> None:
    html = page(
        HEADING
        + "{% block aside %}SIDE{% endblock %}{% block main %}INNHOLD{% endblock %}"
        + "{% block next %}NESTE{% endblock %}"
    )
    assert html.index("NESTE") < html.index("INNHOLD") < html.index("SIDE")


def test_the_municipality_can_be_changed_only_where_there_are_several(page: Page, words: Environment) -> None:
    current = words.globals["current"]
    one = type(current)(**{**vars(current), "municipalities": current.municipalities[:1]})
    assert "/auth.switch_municipality" in page(HEADING)
    assert "/auth.switch_municipality" not in page(HEADING, current=one)


def test_a_page_for_nobody_has_no_menus(page: Page) -> None:
    html = page(HEADING, current=None, navigation=[])
    assert "/auth.sign_out" not in html
    assert "Hovedmeny" not in html


def test_a_demo_is_marked_on_every_layout(page: Page) -> None:
    for layout in ("page", "plain"):
        assert "Demo – alt innhold er oppdiktet" in page(HEADING, layout, demo=True)
        assert "oppdiktet" not in page(HEADING, layout)


def test_ids_are_used_once(page: Page) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page(HEADING))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 429, 500])
def test_an_error_page_needs_nothing_but_its_code(words: Environment, code: int) -> None:
    html = words.get_template(f"errors/{code}.html").render(current=None)
    assert html.count("<h1") == 1
    assert re.search(r'class="page__lead">[^<]{20,}', html)


def test_a_conflict_shows_both_texts(words: Environment) -> None:
    html = words.get_template("errors/409.html").render(
        texts=[{"label": "Begrunnelse", "theirs": "Hennes tekst", "yours": "Min tekst"}], back_url="/saker/1"
    )
    for text in ("Begrunnelse", "Hennes tekst", "Min tekst", 'href="/saker/1"'):
        assert text in html


def test_every_icon_is_drawn() -> None:
    named = set(re.findall(r"icons/([\w-]+\.svg)", (STATIC / "parts.css").read_text(encoding="utf-8")))
    drawn = {path.name for path in (STATIC / "icons").glob("*.svg")} - {"bevilling.svg"}
    assert named == drawn


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_styles_fetch_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "//" not in text
    assert len(text.splitlines()) < 400
