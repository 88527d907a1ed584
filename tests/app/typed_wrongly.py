"""A form that is filled in wrongly in a browser: sent, kept as typed, and led back to its fields."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect

DESK = 1280
SENDING = "main form[method=post] button.ds-button[data-variant=primary]"


def send_wrongly(page: Page, address: str, typed: Mapping[str, str]) -> None:
    """Type what cannot be right and send it."""
    page.set_viewport_size({"width": DESK, "height": 900})
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    closed = page.locator("main form details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    for selector, text in typed.items():
        page.fill(selector, text)
    page.locator(SENDING).last.click()


def stays_typed(page: Page, typed: Mapping[str, str]) -> None:
    """Nothing of what was typed is lost."""
    for selector, text in typed.items():
        expect(page.locator(selector)).to_have_value(text)


def leads_to_its_field(page: Page) -> None:
    """Enter on the first sentence leads into the field that it speaks of."""
    page.locator("[data-error-summary]").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('main form :is(input, select, textarea)')")
