"""What a script may ask of the office: a letter as a file, and whether the audit holds."""

import hashlib
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import audit, db
from app.cli.arguments import Answer, Command, Given, Option, WrongInput
from app.cli.opened import opened
from app.clock import today
from app.letters.licence_letters import carries_link, drawn_licence_letter
from app.letters.service import SHIELDED, drawn, final_bytes
from app.models.letter import Letter, LetterState
from app.models.municipality import Municipality

BROKEN = 1
HIGHEST_ID = 2**31 - 1


def letter(given: Given) -> Answer:
    """Write a letter to a file: its final bytes, or the draft as it would be drawn now."""
    written = given.text("letter_id")
    if not (written.isascii() and written.isdecimal()) or int(written[:11]) > HIGHEST_ID:
        raise WrongInput("letter_number", written=written)
    with opened(given.environ):
        session = db.session()
        found = session.get(Letter, int(written))
        if found is None:
            raise WrongInput("letter_unknown", number=written)
        about_licence = found.licence_id is not None
        if found.kind in SHIELDED or (about_licence and carries_link(found)):
            raise WrongInput("letter_shielded", number=written)
        is_draft = found.state is LetterState.DRAFT
        try:
            if not is_draft:
                content = final_bytes(session, found)
            elif about_licence:
                content = drawn_licence_letter(session, found)
            else:
                content = drawn(session, found, final=False)
        except (FileNotFoundError, ValueError) as error:
            raise WrongInput("letter_gone", number=written) from error
        facts = {
            "letter": found.id,
            "kind": found.kind.value,
            "state": found.state.value,
            "file": given.text("output"),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    try:
        Path(given.text("output")).write_bytes(content)
    except OSError as error:
        raise WrongInput("file_not_written", file=given.text("output")) from error
    says = _("Utkastet") if is_draft else _("Brevet")
    return Answer(facts, (_("%(what)s er skrevet til %(file)s.", what=says, file=given.text("output")),))


def verify_audit(given: Given) -> Answer:
    """Read every municipality's chain of events from the first, and say where it does not hold."""
    on = today()
    with opened(given.environ):
        session = db.session()
        rows = session.scalars(select(Municipality).order_by(Municipality.id)).all()
        names = {row.id: row.identity_on(on) for row in rows}
        chains = [audit.verified_chain(session, row.id) for row in rows]
    broken = sum(len(chain.broken) for chain in chains)
    facts = {
        "unbroken": broken == 0,
        "municipalities": [
            {
                "municipality": names[chain.municipality_id].number,
                "events": chain.length,
                "erased": chain.erased,
                "last_hash": chain.last_hash,
                "broken": [{"sequence": link.sequence, "problem": link.problem} for link in chain.broken],
            }
            for chain in chains
        ],
    }
    lines = [
        _(
            "%(name)s: %(events)s hendelser, %(broken)s brudd.",
            name=names[chain.municipality_id].name,
            events=chain.length,
            broken=len(chain.broken),
        )
        for chain in chains
    ]
    lines += [
        _(
            "%(name)s, hendelse %(sequence)s: %(problem)s",
            name=names[chain.municipality_id].name,
            sequence=link.sequence,
            problem=PROBLEMS[link.problem],
        )
        for chain in chains
        for link in chain.broken
    ]
    lines.append(
        _("Sporet er helt.") if broken == 0 else _("Sporet er brutt. Finn ut hvem som har endret databasen.")
    )
    return Answer(facts, tuple(lines), BROKEN if broken else 0)


PROBLEMS = {
    "missing": _l("hendelsen mangler"),
    "payload_changed": _l("innholdet er endret"),
    "hash_changed": _l("hendelsen eller rekkefølgen er endret"),
}

COMMANDS = (
    Command(
        ("letter",),
        letter,
        _l("Skriv et brev til fil"),
        (Option("--output", required=True, short="-o"),),
        positional="letter_id",
    ),
    Command(("audit", "verify"), verify_audit, _l("Sjekk at sporet av hendelser er helt")),
)
