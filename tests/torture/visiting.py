"""A person whose browser is only a socket: signs in, reads pages, sends one form many times at once."""

import http.client
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.factories.user import PASSWORD
from tests.journeys.office import fields_of


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    location: str
    text: str


class Visitor:
    """One person with one session."""

    def __init__(self, email: str, address: str) -> None:
        self.cookies: SimpleCookie = SimpleCookie()
        fields = fields_of(self.get(address + "/logg-inn").text)
        answer = self.post(address + "/logg-inn", fields | {"email": email, "password": PASSWORD})
        assert answer.status == 302, answer.text

    def get(self, url: str) -> Answer:
        """Read a page."""
        return self._send("GET", url)

    def post(self, url: str, fields: dict[str, Any]) -> Answer:
        """Send a form."""
        return self._send("POST", url, urlencode(fields, doseq=True))

    def post_at_once(self, urls: Sequence[str], fields: dict[str, Any]) -> list[Answer]:
        """Send the same form to several addresses at the same moment."""
        barrier = threading.Barrier(len(urls))
        answers: list[Answer] = []

        def send(url: str) -> None:
            barrier.wait()
            answers.append(self._send("POST", url, urlencode(fields, doseq=True), keep_cookies=False))

        threads = [threading.Thread(target=send, args=(url,)) for url in urls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == len(urls)
        return answers

    def _send(self, method: str, url: str, body: str = "", *, keep_cookies: bool = True) -> Answer:
        parts = urlsplit(url)
        assert parts.hostname is not None
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={part.value}" for name, part in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, parts.path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        if keep_cookies:
            for line in response.headers.get_all("Set-Cookie") or ():
                self.cookies.load(line)
        connection.close()
        return Answer(response.status, response.headers.get("Location", ""), text)
