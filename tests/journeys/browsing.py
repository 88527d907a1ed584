"""People at their screens: they sign in with a password and do what they do in a real browser."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from app import clock
from app.formats import long_date, short_date
from licensing.periods import longest_period
from tests.factories.user import PASSWORD

MOST_TABS = 120


def day(days: int = 0) -> str:
    """A day from today, as people type it."""
    return short_date(clock.today() + timedelta(days=days))


def last_day() -> date:
    """The last day that the law lets a licence of today hold."""
    return longest_period(clock.today()).last_day


@dataclass
class Desk:
    """Somebody at a screen of their own, using mouse and keyboard as most people do."""

    page: Page

    def sign_in(self, email: str) -> Self:
        """Sign in through the page."""
        self.page.goto("/logg-inn")
        self.fill({"E-post": email, "Passord": PASSWORD})
        self.press("Logg inn")
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Logg inn")
        return self

    def work_for(self, municipality: str) -> None:
        """Work in another municipality."""
        menu = self.page.locator(".top__place summary")
        menu.click()
        self.page.get_by_role("button", name=municipality, exact=True).click()
        expect(menu).to_contain_text(municipality)

    def open(self, url: str) -> None:
        """Go to an address."""
        self.page.goto(url)

    def field(self, label: str) -> Locator:
        """A field by the words that stand at it."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}(\s*valgfritt)?$"))

    def group(self, name: str) -> Locator:
        """The group of fields under a heading."""
        return self.page.get_by_role("group", name=name, exact=True)

    def fill(self, fields: Mapping[str, str]) -> None:
        """Type into fields."""
        for label, text in fields.items():
            self.field(label).fill(text)

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link."""
        exact = isinstance(name, str)
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def reads(self, *sentences: str) -> None:
        """Hold the page to what it must say."""
        main = self.page.locator("main")
        for sentence in sentences:
            expect(main).to_contain_text(sentence)

    def is_at(self, heading: str) -> None:
        """Hold the page to its heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def state(self, *labels: str) -> None:
        """Hold the case to the tags beside its heading."""
        expect(self.page.locator(".page__title .tag")).to_have_text(list(labels))

    def letter_text(self) -> str:
        """The text of the letter on this page, read out of its PDF."""
        link = self.page.get_by_role("link", name="Åpne som PDF")
        answer = self.page.context.request.get(link.get_attribute("href") or "")
        assert answer.headers["content-type"] == "application/pdf"
        reader = PdfReader(io.BytesIO(answer.body()))
        assert 1 <= len(reader.pages) <= 5
        return one_line("\n".join(page.extract_text() for page in reader.pages))


@dataclass
class Keyboard(Desk):
    """Somebody who uses the keyboard alone: no mouse is ever moved."""

    def reach(self, target: Locator) -> None:
        """Go to something with the Tab key, as many times as it takes."""
        expect(target).to_have_count(1)
        for _step in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                assert target.evaluate("element => element.matches(':focus-visible')"), target
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key does not lead to {target}.")

    def fill(self, fields: Mapping[str, str]) -> None:
        """Type into fields, in the order in which they stand."""
        for label, text in fields.items():
            self.type_into(self.field(label), text)

    def type_into(self, target: Locator, text: str) -> None:
        """Replace what stands in a field."""
        self.reach(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def choose(self, target: Locator) -> None:
        """Choose one of several radio buttons with the arrow keys."""
        group = target.locator("xpath=ancestor::fieldset[1]").get_by_role("radio")
        at = next((radio for radio in group.all() if radio.is_checked()), group.first)
        self.reach(at)
        if not at.is_checked():
            self.page.keyboard.press("Space")
        while not target.is_checked():
            self.page.keyboard.press("ArrowDown")

    def select(self, target: Locator, label: str) -> None:
        """Choose from a list by typing the beginning of its words."""
        self.reach(target)
        self.page.keyboard.type(label)
        expect(target.locator("option:checked")).to_have_text(label)

    def tick(self, target: Locator) -> None:
        """Tick a box with the space bar."""
        self.reach(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def press(self, name: str) -> None:
        """Press a button with Enter."""
        self.reach(self.page.get_by_role("button", name=name, exact=True))
        self.enter()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link with Enter."""
        exact = isinstance(name, str)
        self.reach(self.page.get_by_role("link", name=name, exact=exact))
        self.enter()

    def enter(self) -> None:
        """Press Enter, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def one_line(text: str) -> str:
    """Text without the breaks that the lines of a page put into it."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\N{NON-BREAKING HYPHEN}", "-"))


def holds(text: str, *sentences: str) -> None:
    """Hold a letter to sentences that must stand in it."""
    missing = [sentence for sentence in sentences if sentence not in text]
    assert not missing, f"The letter does not say {missing}:\n{text}"


def holds_what_the_notice_must(text: str) -> None:
    """Hold a decision letter to what forvaltningsloven § 27 wants in every notice of a decision."""
    holds(
        text,
        "Vedtaket er gjort etter alkoholloven",  # its legal basis
        "Dere kan klage innen tre uker fra den dagen dere mottok dette brevet",  # right and deadline
        "Send klagen skriftlig til Røros kommune",  # how, and to whom
        "Statsforvalteren i Trøndelag",  # who decides the complaint
        "Dere har rett til innsyn i dokumentene i saken",  # access to the documents
        "(forvaltningsloven §§ 18 og 19)",
        "utsette virkningen",  # postponement
        "(forvaltningsloven § 42)",
        "Dere kan bringe vedtaket inn for domstolene",  # lawsuit
        "Vi har plikt til å veilede dere (forvaltningsloven § 11)",  # guidance
        "(forvaltningsloven § 36)",  # costs
    )


def holds_what_a_licence_must(text: str) -> None:
    """Hold a grant to what is particular to licences."""
    holds(
        text,
        f"Varer til og med {long_date(last_day())}",
        "Bevillingsnummer SKJ-",
        "Gjestene må ha drukket opp senest 30 minutter etter",  # consumption limit
        "Dere betaler bevillingsgebyr for hvert kalenderår",  # the basis of the fee
        # changes that must be told
        "Slutter styreren eller stedfortrederen, må dere straks søke om å få godkjent en ny",
        "Nye eiere: Meld fra når eierne endres",
    )
