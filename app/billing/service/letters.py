"""The letters of a run: made final by a run of their own, as drawing takes its time, and read to print."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import RawIOBase
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from app import storage
from app.billing.queries.letters import drafts_of_run, run_letters
from app.billing.service.runs import Outcome, Subject, Work, begin_run
from app.fields import date_of
from app.letters.licence_letters import finalise_licence_letters
from app.models.billing_run import BillingRun, RunKind
from app.permissions import Actor
from app.sealing import sealer
from licensing.errors import BadValue, NotAllowed

# Drawing takes some hundredths of a second a letter: progress is told more often.
LETTERS_A_CHUNK = 50
EARLIEST = (1980, 1, 1, 0, 0, 0)
LONGEST_REFERENCE = 80
_SEPARATORS = ";\t,"


def begin_finalising(session: Session, actor: Actor, *, run_id: int, on: date) -> BillingRun:
    """Begin to make the drafts of a run final. Raises `NotAllowed` when there are none."""
    letters = run_letters(session, actor.municipality_id, run_id)
    if letters is None:
        raise LookupError(f"no letters of run {run_id} in municipality {actor.municipality_id}")
    drafts = drafts_of_run(session, actor.municipality_id, run_id)
    if not drafts:
        raise NotAllowed("no_drafts_to_finalise")
    return begin_run(
        session,
        actor,
        kind=RunKind.DISPATCH,
        year=letters.run.year,
        subjects=[Subject(row.licence_id, row.id) for row in drafts],
        parameters={"run": run_id, "on": on.isoformat()},
    )


def finalise_chunk(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterable[Outcome]:
    """Make some drafts final; one that was made final meanwhile stays as it is."""
    finalise_licence_letters(
        session,
        actor,
        letter_ids=[subject.subject_id for subject in subjects],
        on=date.fromisoformat(run.parameters["on"]),
    )
    return ()


FINALISING = Work(finalise_chunk, chunk=LETTERS_A_CHUNK)


class _Sink(RawIOBase):
    """What has been written since it was last taken; nobody can seek in it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._parts.append(bytes(content))
        return len(content)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(rows: Iterable[Any]) -> Iterator[bytes]:
    """Final letters as one zip archive, a letter at a time, however many there are."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for place, row in enumerate(rows, start=1):
            content = storage.fetch(row.sha256)
            content = sealer().open_bytes(content) if row.sealed else content
            archive.writestr(ZipInfo(f"{place:05d}-{row.file_name}", EARLIEST), content)
            yield sink.taken()
    yield sink.taken()


def references_from_text(text: str) -> dict[str, str]:
    """References by licence number, one letter a line: number, semicolon, reference. Raises `BadValue`.

    >>> references_from_text("SKJ-2024-0007;SvarUt 4711")
    {'SKJ-2024-0007': 'SvarUt 4711'}
    """
    found = _told_by_number(text)
    for number, reference in found.items():
        if not reference or len(reference) > LONGEST_REFERENCE:
            raise BadValue("reference_unreadable", number=number, longest=LONGEST_REFERENCE)
    return found


def days_from_text(text: str) -> dict[str, date]:
    """Days by licence number, one letter a line: number, semicolon, day. Raises `BadValue`."""
    days = {}
    for number, typed in _told_by_number(text).items():
        try:
            days[number] = date_of(typed)
        except ValueError as error:
            raise BadValue("arrival_day_unreadable", number=number, typed=typed[:40] or "–") from error
    return days


def _told_by_number(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        separator = next((sign for sign in _SEPARATORS if sign in line), None)
        if separator is None:
            raise BadValue("dispatch_line_unreadable", line=place)
        number, told = (part.strip().strip('"').strip() for part in line.split(separator)[:2])
        if place == 1 and not any(sign.isdecimal() for sign in number):
            continue  # The heading of a file that another system has written.
        if number in found:
            raise BadValue("licence_told_twice", number=number)
        found[number] = told
    return found
