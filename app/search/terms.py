"""The words of a search: how they are written, and what has all of them.

However many rows there are, a search reads a bounded number of them: the rarest word leads, and the others
are looked up beside it.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import aliased

from app.models.case import case_reference
from app.models.event import SearchTerm
from app.search.index import LONGEST_TERM, Subject
from app.sorting import words

MOST_WORDS = 6
MOST_CANDIDATES = 1000
LAST_LETTER = "z"

_ORGANISATION_NUMBER = re.compile(r"(?<!\d)(\d{3})[ \u00a0]?(\d{3})[ \u00a0]?(\d{3})(?!\d)")
_CASE_NUMBER = re.compile(r"(?<!\d)(\d{4})/(\d{1,6})(?!\d)")


def search_words(text: str) -> tuple[str, ...]:
    """The words that are searched for; numbers are written as the index keeps them."""
    text = _ORGANISATION_NUMBER.sub(r"\1\2\3", text)
    text = _CASE_NUMBER.sub(lambda match: case_reference(int(match[1]), int(match[2])), text)
    return tuple(dict.fromkeys(word[:LONGEST_TERM] for word in words(text)))[:MOST_WORDS]


def begins_with(term: Any, word: str) -> Any:
    """Whether a term begins with a word, as one range of the index in every database."""
    kept = word.rstrip(LAST_LETTER)
    if not kept:
        return term >= word
    # Digits come before letters, and terms hold nothing else: what follows 9 is a.
    successor = "a" if kept[-1] == "9" else chr(ord(kept[-1]) + 1)
    return and_(term >= word, term < kept[:-1] + successor)


def ids_found(
    municipality_id: int, subject: Subject, wanted: Sequence[str], *, rarest: str, most: int | None = None
) -> Select[int]:
    """The ids of what has all the words, the newest first."""
    candidates = terms_of(municipality_id, subject, rarest).limit(MOST_CANDIDATES).subquery()
    statement = select(candidates.c.subject_id).distinct()
    for word in wanted:
        if word != rarest:
            other = aliased(SearchTerm)
            statement = statement.where(
                exists().where(
                    other.municipality_id == municipality_id,
                    other.subject == subject.value,
                    other.subject_id == candidates.c.subject_id,
                    # An expression, so that no database scans the range of a common word again and
                    # again: the few words of the candidate itself are read instead.
                    begins_with(other.term.concat(""), word),
                )
            )
    return statement.order_by(candidates.c.subject_id.desc()).limit(most)


def ids_named(municipality_id: int, subject: Subject, text: str) -> Select[int] | None:
    """The ids of what has all the words of a text, for the filter of a list; nothing when there is no word.

    ASSUMPTION: nobody reads on after a thousand hits, so no more than that are looked at.
    """
    wanted = search_words(text)
    # The longest word is as good a guess at the rarest as a list needs.
    return ids_found(municipality_id, subject, wanted, rarest=max(wanted, key=len)) if wanted else None


def terms_of(municipality_id: int, subject: Subject, word: str) -> Select[int]:
    """The ids, one a term, of what has a word that begins so."""
    return select(SearchTerm.subject_id).where(
        SearchTerm.municipality_id == municipality_id,
        SearchTerm.subject == subject.value,
        begins_with(SearchTerm.term, word),
    )
