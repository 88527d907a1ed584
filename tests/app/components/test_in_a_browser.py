"""What the script adds, and how the frame holds on a phone, seen by a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsers import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

STATIC = Path(__file__).resolve().parents[3] / "app/static"
ADDRESS = "http://bevilling.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

FORM = """
{% from "components/forms.html" import submit %}
{% block heading %}Ny søknad{% endblock %}
{% block main %}
<form method="post" action="/sent" data-guard>
  <input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
  SUMMARY
  <div class="ds-field">
    <label for="venue">Sted</label>
    <input class="ds-input" id="venue" name="venue">
  </div>
  <div class="ds-field">
    <label for="file">Vedlegg</label>
    <input class="ds-input" type="file" id="file" data-max-bytes="10" data-too-large="Filen er for stor.">
  </div>
  {{ submit("Registrer") }}
</form>
{% endblock %}
"""
SUMMARY = '<div data-error-summary tabindex="-1" role="alert"><a href="#venue">Skriv navnet.</a></div>'


@pytest.fixture
def visit(browser: "Browser", page: Callable[..., str]) -> "Iterator[Callable[..., tuple[Page, list[str]]]]":
    """Opens a piece of template as a page; answers with the page and the list of what it sent."""
    visitors: list[Visitor] = []

    def visited(source: str, *, width: int = 1280, **values: object) -> "tuple[Page, list[str]]":
        sent: list[str] = []
        html = page(source, **values)

        def answer(route: "Route") -> None:
            path = route.request.url.removeprefix(ADDRESS)
            if path == "/sent":
                sent.append(route.request.post_data or "")
                route.fulfill(status=204)
            elif path.startswith("/static/"):
                file = STATIC / path.removeprefix("/static/")
                route.fulfill(path=file, content_type=TYPES[file.suffix])
            else:
                route.fulfill(body=html, content_type="text/html")

        visitors.append(Visitor(browser, ADDRESS, width))
        shown = visitors[-1].page
        shown.route("**/*", answer)
        shown.goto(ADDRESS)
        return shown, sent

    yield visited
    for visitor in visitors:
        visitor.context.close()
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    assert not complaints, complaints


def test_a_form_is_sent_once(visit: "Callable[..., tuple[Page, list[str]]]") -> None:
    page, sent = visit(FORM.replace("SUMMARY", ""))
    page.get_by_role("button", name="Registrer").dblclick()
    page.wait_for_timeout(200)
    assert len(sent) == 1
    assert page.get_by_role("button", name="Registrer").get_attribute("aria-busy") == "true"


def test_the_error_summary_has_the_focus_and_leads_to_the_field(
    visit: "Callable[..., tuple[Page, list[str]]]",
) -> None:
    page, _sent = visit(FORM.replace("SUMMARY", SUMMARY))
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.get_by_role("link", name="Skriv navnet.").click()
    assert page.evaluate("document.activeElement.id") == "venue"


def test_a_file_that_is_too_large_is_not_sent(visit: "Callable[..., tuple[Page, list[str]]]") -> None:
    page, sent = visit(FORM.replace("SUMMARY", ""))
    page.set_input_files("#file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 11})
    assert page.get_by_text("Filen er for stor.").is_visible()
    page.get_by_role("button", name="Registrer").click()
    page.wait_for_timeout(200)
    assert sent == []
    page.set_input_files("#file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 10})
    assert page.get_by_text("Filen er for stor.").count() == 0
    page.get_by_role("button", name="Registrer").click()
    page.wait_for_timeout(200)
    assert len(sent) == 1


def test_leaving_a_changed_form_asks_first(visit: "Callable[..., tuple[Page, list[str]]]") -> None:
    page, _sent = visit(FORM.replace("SUMMARY", ""))
    asked: list[str] = []

    def note(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    page.goto(ADDRESS)
    assert asked == []
    page.get_by_label("Sted", exact=True).press_sequentially("Gruvelykta")
    page.goto(ADDRESS)
    assert asked == ["beforeunload"]


def test_escape_closes_a_menu_and_gives_the_focus_back(
    visit: "Callable[..., tuple[Page, list[str]]]",
) -> None:
    page, _sent = visit("{% block heading %}Saker{% endblock %}")
    page.locator(".user > summary").click()
    page.keyboard.press("Tab")
    assert page.get_by_role("button", name="Logg ut").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Logg ut").is_visible()
    assert page.evaluate("document.activeElement.matches('.user > summary')")


@pytest.mark.parametrize("width", [360, 768, 1024, 1600])
def test_the_page_is_never_wider_than_the_screen(
    visit: "Callable[..., tuple[Page, list[str]]]", axe: "Callable[[Page], None]", width: int
) -> None:
    columns = ["Sak", "Sted", "Gjelder", "Tilstand", "Frist", "Saksbehandler", "Gebyr"]
    page, _sent = visit(
        """{% from "components/tables.html" import table %}{% block heading %}Saker{% endblock %}
        {% block main %}{% call table("Saker", columns) %}{% for row in range(3) %}<tr>
        {% for column in columns %}<td data-label="{{ column }}">Brekken Fjellhotell</td>{% endfor %}
        </tr>{% endfor %}{% endcall %}{% endblock %}""",
        width=width,
        columns=columns,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
