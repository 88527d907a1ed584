"""A real browser for tests: the machine's own Chromium, with what each page is held to."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

AXE = Path(__file__).parent / "vendor/axe.min.js"
NO_BROWSER = (
    "no Chromium on the PATH, so no browser test ran; install one (apt-get install chromium) and run again"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, or fail where REQUIRE_BROWSER is set."""
    # The shell draws pages and nothing around them; the whole browser starts pages of its own for its window.
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        if os.environ.get("REQUIRE_BROWSER", "") not in {"", "0"}:
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app behind a real HTTP server in a thread; gives the address."""
    sockets: dict[int, object] = {}
    server = create_server(app, host="127.0.0.1", port=0, threads=6, map=sockets)
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            wasyncore.loop(timeout=0.1, map=sockets, count=1)

    thread = threading.Thread(target=serve, name="web server of the tests")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        stopped.set()
        thread.join()
        server.task_dispatcher.shutdown()
        server.close()
        # A browser keeps its connections open; nobody closes them after the loop has ended.
        wasyncore.close_all(map=sockets)


class Visitor:
    """One person at a screen of their own; notes what the page must never do."""

    def __init__(self, browser: Browser, address: str, width: int) -> None:
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            viewport={"width": width, "height": 900},
        )
        self.context.set_default_timeout(10_000)
        # Added by the browser itself, so that the page's own strict policy need not be loosened for it.
        self.context.add_init_script(path=AXE)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        # Answers like 409 are errors to the console too, and are none here.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.text} ({self.page.url})")


def barriers(page: Page) -> str:
    """What axe finds wrong with the page as it stands, a line each; empty when it finds nothing."""
    found = page.evaluate("async () => (await axe.run(document)).violations")
    return "\n".join(
        f"{violation['id']}: {violation['help']}: " + "; ".join(node["html"] for node in violation["nodes"])
        for violation in found
    )
