"""What is put into the addresses of the pages on which registers are taken over."""

from typing import Any

from sqlalchemy.orm import Session

from app.imports.doubles import Doubles
from app.imports.service.applying import apply_import
from app.imports.service.beginning import SentFile, begin_import
from app.imports.service.staging import read_on
from app.models.register import ImportSource
from app.permissions import Actor
from tests.app.imports.files import DATED_ON, csv_file, row

ROWS = [
    row(0),
    row(1, varegrupper="GRP4"),
    row(2, bevillingsnummer="70009"),
    row(3, kommunenummer="5026"),
]


def samples_of_imports(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    applied, staged, asking = ids["applied_import_id"], ids["staged_import_id"], ids["asking_import_id"]
    return {
        "imports.list_imports": [{}],
        "imports.begin_import": [{}],
        "imports.show_import": [
            {"import_id": staged},
            {"import_id": staged, "utfall": "changed"},
            {"import_id": staged, "utfall": "impossible"},
            {"import_id": applied},
            {"import_id": asking},
        ],
        "imports.answer_questions": [{"import_id": asking}],
        "imports.undo_import": [{"import_id": applied}],
    }


def ids_of_imports(session: Session, actor: Actor) -> dict[str, Any]:
    """Imports in each of their states: asking, tried, taken in. What is written is committed."""

    def begun(*rows: dict[str, str]) -> int:
        content = csv_file(rows)
        made = begin_import(
            session,
            actor,
            source=ImportSource.REGISTER,
            file=SentFile("uttrekk.csv", content),
            dated_on=DATED_ON,
        )
        return made.id

    applied = begun(*ROWS)
    staged = begun(row(0, varegrupper="GRP1", innehaver="Nytt Navn AS"), ROWS[1], row(4))
    asking = begun(row(0, tillatelsestype="02SALG", varegrupper="GRP1"))
    session.commit()  # Each chunk has a transaction of its own, and SQLite lets one write at a time.
    assert read_on(actor, import_id=applied, most_chunks=2)
    apply_import(session, actor, import_id=applied, seen_version=2, doubles=Doubles.LEAVE)
    session.commit()
    assert read_on(actor, import_id=staged, most_chunks=2)
    return {"applied_import_id": applied, "staged_import_id": staged, "asking_import_id": asking}
