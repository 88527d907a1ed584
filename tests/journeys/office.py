"""The office of a journey: its people do what they do through the pages, and nothing else."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import clock
from app.formats import short_date
from licensing.identity import synthetic_number

_VERSION = re.compile(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"')
_LETTERS = re.compile(r'href="(/brev/\d+)"')


def identity(born: date, serial: int = 1) -> str:
    """A synthetic identity number of somebody born on a day."""
    return synthetic_number(born, serial).value


def application_fields(**changes: Any) -> dict[str, Any]:
    """A whole application for a restaurant that nothing speaks against."""
    fields = {
        "submission": str(uuid.uuid4()),
        "received_on": short_date(clock.today()),
        "holder_form": "company",
        "holder_number": "311000012",
        "holder_name": "Gruvelykta AS",
        "holder_address": "Kjerkgata 12, 7374 Røros",
        "venue_name": "Gruvelykta",
        "venue_address": "Kjerkgata 12, 7374 Røros",
        "rooms": "Storstua\nUte: Bakgården",
        "wanted": "serving:1,2,3",
        "indoor": "11.00–01.00",
        "outdoor": "11.00–23.00",
        "category": "eating_place",
        "concept": "Lokal mat i gammelt bergmannshus.",
        "manager_identity": identity(date(1985, 4, 15)),
        "manager_name": "Oppdiktet Styrer",
        "manager_tests": "serving",
        "deputy_identity": identity(date(1990, 6, 2)),
        "deputy_name": "Oppdiktet Stedfortreder",
        "deputy_tests": "serving",
        "told": ["employed", "no_one_abroad"],
        "deputy_waiver": "",
        "influence": f"{identity(date(1970, 1, 20))} Oppdiktet Eier",
    }
    return fields | changes


@dataclass
class Office:
    """A caseworker and a decider, and the case they have between them."""

    caseworker: FlaskClient
    decider: FlaskClient
    case_url: str = ""
    texts: list[str] = field(default_factory=list)

    def register(self, **changes: Any) -> TestResponse:
        """Register an application and remember its case."""
        answer = self.caseworker.post("/saker/ny", data=application_fields(**changes))
        if answer.status_code == 302:
            self.case_url = answer.location
        return answer

    def page(self, client: FlaskClient | None = None) -> str:
        """The case page."""
        return (client or self.caseworker).get(self.case_url).text

    def version(self) -> str:
        """The version of the case that somebody sees who opens it now."""
        return self.version_on(self.case_url + "/saksbehandler")

    def version_on(self, url: str) -> str:
        """The version on a page with a form."""
        found = _VERSION.search(self.caseworker.get(url).text)
        assert found, url
        return found[1] or found[2]

    def post(self, path: str, client: FlaskClient | None = None, **fields: Any) -> TestResponse:
        """Send a form of the case."""
        sent = {"version": self.version(), **fields}
        return (client or self.caseworker).post(self.case_url + path, data=sent)

    def ask(self, *bodies: str) -> TestResponse:
        """Ask for statements, with four weeks to answer."""
        due = short_date(clock.today() + timedelta(days=28))
        return self.post("/uttalelser/ny", bodies=list(bodies or ("police", "social_service")), due_on=due)

    def record(self, body: str, answer: str = "no_remark", facts: str = "") -> TestResponse:
        """Record one answer to every question of a body."""
        page = self.caseworker.get(f"{self.case_url}/uttalelser/{body}").text
        lines = len(set(re.findall(r'name="answers-(\d+)-answer"', page)))
        fields: dict[str, str] = {"answered_on": short_date(clock.today())}
        for line in range(lines):
            fields[f"answers-{line}-answer"] = answer
            fields[f"answers-{line}-facts"] = facts
        return self.post(f"/uttalelser/{body}", **fields)

    def assess(self) -> TestResponse:
        """Hold the case against law and policy."""
        return self.post("/vurder")

    def drafted(self, path: str = "/forslag", client: FlaskClient | None = None) -> dict[str, Any]:
        """The fields of a drafted form as they stand on its page."""
        return fields_of((client or self.caseworker).get(self.case_url + path).text)

    def propose(self, **changes: Any) -> TestResponse:
        """Propose what is drafted, changed where the caseworker changes it."""
        return self.caseworker.post(self.case_url + "/forslag", data=self.drafted() | changes)

    def decide(self) -> TestResponse:
        """Let the decider decide."""
        return self.post("/vedtak", self.decider)

    def letters(self) -> list[str]:
        """The addresses of the letters of the case, in the order they were made."""
        return list(dict.fromkeys(_LETTERS.findall(self.page())))

    def send(self, letter: str) -> None:
        """Make a letter final, send it and have it arrive, all today."""
        today = short_date(clock.today())
        for path, fields in (
            ("/endelig", {}),
            ("/sendt", {"channel": "digital_mail", "reference": "SvarUt 1", "sent_on": today}),
            ("/mottatt", {"arrived_on": today}),
        ):
            answer = self.caseworker.post(letter + path, data={"version": self.version(), **fields})
            assert answer.status_code == 302, answer.text


def fields_of(page: str) -> dict[str, Any]:
    """The fields of the last form on a page, with the values that a browser would send."""
    form = re.findall(r"<form[^>]*>(.*?)</form>", page, re.DOTALL)[-1]
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        kind = _attribute(tag, "type")
        if not name or kind in ("submit", "file"):
            continue
        if kind in ("radio", "checkbox"):
            if re.search(r"\schecked", tag):
                before = fields.get(name)
                several = before if isinstance(before, list) else [before] if before else []
                fields[name] = [*several, value] if several else value
            continue
        fields[name] = value
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        fields[name] = _unescaped(text).strip("\r\n")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option[^>]*selected[^>]*value="([^"]*)"', options)
        first = re.search(r'<option[^>]*value="([^"]*)"', options)
        fields[name] = (chosen or first)[1] if (chosen or first) else ""  # type: ignore[index]  # one is there
    return fields


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return _unescaped(found[1]) if found else ""


def _unescaped(text: str) -> str:
    for code, sign in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(code, sign)
    return text
