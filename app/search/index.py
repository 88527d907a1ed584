"""The words by which companies, persons, venues, cases and licences are found."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.event import SearchTerm
from app.sorting import words

LONGEST_TERM = 40


class Subject(StrEnum):
    """What can be found."""

    CASE = "case"
    VENUE = "venue"
    HOLDER = "holder"
    PERSON = "person"
    LICENCE = "licence"


def index(
    session: Session, *, municipality_id: int, subject: Subject, subject_id: int, texts: Iterable[str | None]
) -> None:
    """Make something findable by the words of its texts; words it no longer has are dropped."""
    wanted = {word[:LONGEST_TERM] for text in texts if text for word in words(text)}
    mine = (
        SearchTerm.municipality_id == municipality_id,
        SearchTerm.subject == subject.value,
        SearchTerm.subject_id == subject_id,
    )
    stored = set(session.scalars(select(SearchTerm.term).where(*mine)))
    if stored - wanted:
        session.execute(delete(SearchTerm).where(*mine, SearchTerm.term.in_(stored - wanted)))
    session.add_all(
        SearchTerm(municipality_id=municipality_id, term=term, subject=subject.value, subject_id=subject_id)
        for term in sorted(wanted - stored)
    )
