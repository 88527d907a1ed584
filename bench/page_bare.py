"""The least that can make the page: its SQL through the driver, its template, and nothing between.

Nobody is signed in, nothing is guarded, no language is chosen and no text looked up; only who the page names
is read. Of the program this takes the template, the names of the codes and the hashes of the static files.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import psycopg
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app import ROOT, create_app, labels
from app.cases.views.listing import OTHER_MATTERS
from app.permissions import GRANTED, Role
from bench.office import SESSION_TOKEN
from config import Config
from licensing.cases import CaseState
from licensing.decisions import CaseResult
from licensing.licences import LicenceKind

PAGE_SIZE = 50
CASES = """
SELECT cases.id, cases.year, cases.number, venues.name, holders.name, applications.kind, cases.state,
       cases.result, cases.received_on, cases.next_due_on, users.name, cases.matter, applications.type
FROM cases
JOIN applications ON applications.municipality_id = cases.municipality_id AND applications.case_id = cases.id
JOIN venues ON venues.municipality_id = cases.municipality_id AND venues.id = applications.venue_id
JOIN holders ON holders.municipality_id = cases.municipality_id AND holders.id = applications.holder_id
JOIN users ON users.id = cases.caseworker_id
WHERE cases.municipality_id = {mark}{where}
ORDER BY cases.received_on DESC, cases.id DESC
LIMIT 51"""
PERSON = """
SELECT memberships.municipality_id, memberships.role, municipality_identities.name, users.name
FROM users
JOIN memberships ON memberships.user_id = users.id
JOIN municipality_identities ON municipality_identities.municipality_id = memberships.municipality_id
WHERE users.session_token = {mark}
ORDER BY municipality_identities.name"""
ADDRESSES = {
    "cases.list_cases": "/saker",
    "cases.register_application_page": "/saker/ny",
    "auth.switch_municipality": "/bytt-kommune",
    "auth.sign_out": "/logg-ut",
    "search.find": "/sok",
}
NAVIGATION = (
    ("Mine saker", "/"),
    ("Saker", "/saker"),
    ("Arrangementer", "/arrangementer"),
    ("Kalender", "/arrangementer/kalender"),
    ("Bevillinger", "/bevillinger"),
    ("Steder", "/steder"),
    ("Bevillingshavere", "/bevillingshavere"),
    ("Kontrolliste", "/kontrolliste"),
    ("Bevillingsregisteret", "/nasjonalt-register"),
)
STATES, KINDS = (
    {member.value: member for member in CaseState},
    {member.value: labels.label(member) for member in (*LicenceKind, *OTHER_MATTERS)},
)
LABELS = {member.value: labels.label(member) for kind in (CaseState, CaseResult) for member in kind}
RESULTS = {member.value: member for member in CaseResult}
ROLES = {role.value: (labels.label(role), frozenset(map(str, GRANTED[role]))) for role in Role}


def question(database_url: str) -> Callable[[str], str]:
    """What gives the page at an address, for the caseworker."""
    rows_of, mark = _database(database_url)
    template = _environment(database_url).get_template("cases/list.html")
    statement, person = CASES.format(mark=mark, where=""), PERSON.format(mark=mark)

    def page(address: str) -> str:
        chosen = dict(parse_qsl(address.partition("?")[2]))
        if chosen:
            raise SystemExit("The bare page is the first one, without a filter.")
        found = rows_of(statement, (1,))
        members = rows_of(person, (SESSION_TOKEN,))
        today = datetime.now(ZoneInfo("Europe/Oslo")).date()
        last = found[PAGE_SIZE - 1]
        return template.render(
            rows=[_row(row, today) for row in found[:PAGE_SIZE]],
            states=[(value, LABELS[value]) for value in STATES],
            kinds=list(KINDS.items()),
            chosen={"state": "", "kind": "", "mine": False},
            previous_url=None,
            next_url=f"/saker?etter={last[0]}~{last[8]}",
            shown=f"Viser {PAGE_SIZE} saker",
            current=_current(members),
        )

    return page


def _database(database_url: str) -> tuple[Callable[[str, tuple[Any, ...]], Sequence[Any]], str]:
    scheme, _, place = database_url.partition("://")
    if scheme == "sqlite":
        connection = sqlite3.connect(place.removeprefix("/"))
        return lambda statement, values: connection.execute(statement, values).fetchall(), "?"
    served = psycopg.connect(f"postgresql://{place}", autocommit=True)
    return lambda statement, values: served.execute(statement, values).fetchall(), "%s"


def _row(row: Sequence[Any], today: date) -> SimpleNamespace:
    id_, year, number, venue, holder, kind, state, result, received_on, due_on, caseworker, matter, _type = (
        row
    )
    return SimpleNamespace(
        id=id_,
        reference=f"{year}/{number:04d}",
        venue=venue,
        holder=holder,
        kind=KINDS[kind if matter == "licence" else matter],
        state=STATES[state],
        state_label=LABELS[state],
        result=RESULTS[result] if result else None,
        result_label=LABELS[result] if result else "",
        received_on=_day(received_on),
        caseworker=caseworker,
        clock=_clock(_day(due_on), today) if due_on else None,
    )


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _clock(due_on: date, today: date) -> dict[str, str]:
    days = (due_on - today).days
    if days < 0:
        text = f"{-days} dager over fristen" if days < -1 else "1 dag over fristen"
        return {"text": text, "tone": "danger", "date": _shown(due_on)}
    text = f"Frist om {days} dager" if days > 1 else "Frist i morgen" if days else "Frist i dag"
    return {"text": text, "tone": "warning" if days <= 7 else "neutral", "date": _shown(due_on)}


def _shown(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _current(members: Sequence[Any]) -> SimpleNamespace:
    here = [role for municipality_id, role, _, _ in members if municipality_id == 1]
    permissions: frozenset[str] = frozenset().union(*(ROLES[role][1] for role in here))
    choices = {id_: SimpleNamespace(id=id_, name=name) for id_, _, name, _ in members}
    return SimpleNamespace(
        name=members[0][3],
        municipality=choices[1],
        municipalities=tuple(choices.values()),
        roles=[ROLES[role][0] for role in here],
        can=permissions.__contains__,
    )


def _environment(database_url: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters |= {"short_date": _shown}
    environment.globals |= _frame(database_url) | {
        "_": lambda text, **values: Markup(text) % values,
        "csrf_token": lambda: "0",
        "get_flashed_messages": lambda **_: (),
        "navigation": [{"label": label, "url": url, "current": url == "/saker"} for label, url in NAVIGATION],
        "request": SimpleNamespace(script_root="", args={}),
        "url_for": lambda endpoint, case_id=None: (
            ADDRESSES[endpoint] if case_id is None else f"/saker/{case_id}"
        ),
    }
    return environment


def _frame(database_url: str) -> dict[str, Any]:
    """What the program gives every page, made once: the name of the product, addresses of static files."""
    app = create_app(Config.from_environ({**os.environ, "DATABASE_URL": database_url}))
    frame: dict[str, Any] = {}
    with app.test_request_context():
        app.update_template_context(frame)
        folder = Path(str(app.static_folder))
        static = {
            (name := str(path.relative_to(folder))): frame["static_url"](name)
            for path in folder.rglob("*")
            if path.suffix in {".css", ".js", ".svg"}
        }
    return frame | {"static_url": static.__getitem__}
