"""What the tests of case pages look for on a page and in the database."""

import html
import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.models.rows import Row
from tests.journeys.office import fields_of

FROZEN = frozenset({"csrf_token", "version"})


def plain(page: str) -> str:
    """The words of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split()).replace("\xa0", " ")


def sentences(answer: TestResponse) -> list[str]:
    """What the summary above a form says must be mended."""
    summary = re.search(r"data-error-summary>(.*?)</div>", answer.text, re.DOTALL)
    return [plain(line) for line in re.findall(r"<li>(.*?)</li>", summary[1], re.DOTALL)] if summary else []


def hindrance(answer: TestResponse) -> str:
    """Why an act was not done, as the page of its form says."""
    found = re.search(r"Ikke lagret.*?<p>(.*?)</p>", answer.text, re.DOTALL)
    return plain(found[1]) if found else ""


def lead(answer: TestResponse) -> str:
    """The sentence under the heading: what an error page has to say."""
    found = re.search(r'<p class="page__lead">(.*?)</p>', answer.text, re.DOTALL)
    return plain(found[1]) if found else ""


def kept(answer: TestResponse, sent: dict[str, Any], *, but: frozenset[str] = frozenset()) -> None:
    """Hold a page to showing everything that was typed, as it was typed."""
    shown = fields_of(answer.text)
    typed = {name: value for name, value in sent.items() if name not in FROZEN | but and str(value).strip()}
    assert {name: shown.get(name) for name in typed} == typed


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """All that is stored, table by table."""
    return {
        table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
        for table in Row.metadata.sorted_tables
    }


def unchanged(filling: Callable) -> Callable[[], None]:
    """Remember what is stored; the answer holds the database to it."""
    with filling() as (session, _actor):
        before = everything(session)

    def hold() -> None:
        with filling() as (session, _actor):
            after = everything(session)
        changed = [name for name in before if before[name] != after[name]]
        assert not changed

    return hold


def send(client: FlaskClient, page: str, **changes: Any) -> TestResponse:
    """Open a page with a form, change some of its fields, and send it."""
    return client.post(page, data=fields_of(client.get(page).text) | changes)


def press(client: FlaskClient, case_id: int, button: str, seen: FlaskClient | None = None) -> TestResponse:
    """Press a button on the page of a case, as somebody who has just opened it."""
    version = fields_of((seen or client).get(f"/saker/{case_id}/saksbehandler").text)["version"]
    return client.post(f"/saker/{case_id}/{button}", data={"version": version})
