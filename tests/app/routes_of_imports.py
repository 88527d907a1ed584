"""Who may open the pages on which registers are taken over, and the import that their addresses name."""

from typing import Any

from sqlalchemy.orm import Session

from app.imports.service.beginning import SentFile, begin_import
from app.models.register import ImportSource
from app.permissions import Actor, Role
from tests.app.imports.files import DATED_ON, csv_file, row

HANDLE = frozenset({Role.CASEWORKER})

ROUTES_OF_IMPORTS: dict[str, frozenset[str]] = {
    f"imports.{name}": HANDLE
    for name in (
        "list_imports",
        "begin_import",
        "show_import",
        "answer_questions",
        "read_on",
        "apply_import",
        "start_anew",
        "discard_import",
        "undo_import",
    )
}


def ids_of_imports(session: Session, actor: Actor) -> dict[str, Any]:
    """An import that waits."""
    begun = begin_import(
        session,
        actor,
        source=ImportSource.REGISTER,
        file=SentFile("uttrekk.csv", csv_file([row(0)])),
        dated_on=DATED_ON,
    )
    return {"import_id": begun.id}
