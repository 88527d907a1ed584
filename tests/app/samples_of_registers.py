"""What is put into the addresses of the pages of the national register and of the inspection list."""

from typing import Any

from sqlalchemy.orm import Session

from app.clock import today
from app.imports.service.beginning import SentFile
from app.permissions import Actor
from app.registers.comparing import begin_comparison
from app.registers.making_lists import make_list
from app.registers.tasks import note_task
from app.registers.ticking import tick_tasks
from licensing.national_register import NationalDuty

# What a browser is given here is a file, not a page.
FILES_OF_REGISTERS = {
    "national_register.export_tasks",
    "inspection_lists.show_file",
    "inspection_lists.show_made_file",
}
HEADS = (
    "Bevillingsnummer;Organisasjonsnummer;Innehaver;Sted;Tillatelsestype;Varegrupper;Kommunenummer;"
    "Gyldig fra;Gyldig til;{last}"
)
ROWS = (
    "70001;912000001;Malmklang Bar AS;Malmklang Bar;01SKJE;GRP1,GRP2;5025;15.03.2026;30.09.2028;",
    "70002;912000370;Gruvelykta Drift AS;Gruvelykta;01SKJE;GRP4;5025;01.10.2024;30.09.2028;",
    "70003;912000745;Brekken Fjellstue AS;Brekken Fjellstue;{code};GRP1;5025;01.10.2024;30.09.2028;",
)


def ids_of_registers(session: Session, actor: Actor) -> dict[str, int]:
    """A list, a task that is done, a comparison, and one that waits for answers."""
    task = note_task(
        session,
        actor.municipality_id,
        key="sample",
        licence_id=None,
        duty=NationalDuty.CLOSE,
        reason="unknown",
        on=today(),
        facts={"venue": "Malmklang Bar", "number": "70001", "questions": ["row_unknown_here"]},
    )
    tick_tasks(session, actor, task_ids=[task.id], done_on=today(), on=today())
    return {
        "list_id": make_list(session, actor, day=today()).id,
        "task_id": task.id,
        "comparison_id": _comparison(session, actor, last="Kommune", code="01SKJE"),
        "waiting_comparison_id": _comparison(session, actor, last="Hemmelig", code="77NYTT"),
    }


def _comparison(session: Session, actor: Actor, *, last: str, code: str) -> int:
    lines = (HEADS.format(last=last), *(row.format(code=code) for row in ROWS))
    file = SentFile("uttrekk.csv", "\n".join(lines).encode())
    return begin_comparison(session, actor, file=file, dated_on=today()).id


def samples_of_registers(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    comparison = {"comparison_id": ids["comparison_id"]}
    return {
        "national_register.list_tasks": [{}, {"status": "utfort"}],
        "national_register.compare_register": [{}],
        "national_register.show_comparison": [comparison, comparison | {"liste": "unknown"}],
        "national_register.answer_comparison": [{"comparison_id": ids["waiting_comparison_id"]}],
        "inspection_lists.show_list": [{}, {"navn": "finnes ikke"}],
        "inspection_lists.show_made_list": [{"list_id": ids["list_id"]}],
    }
