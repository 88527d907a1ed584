"""The library of policies that a municipality may start from: eight texts, told in our own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.policy.form import ReadPolicy, read_bytes

FOLDER = Path(__file__).parent
DEMO = "roros-holtalen"
# In the order in which they are shown; the demo's own policy stands last.
CODES = (
    "bergen",
    "tonsberg",
    "stavanger",
    "oslo-2006",
    "roros-holtalen-2009",
    "gjovik",
    "lillesand",
    "suldal",
    DEMO,
)


@dataclass(frozen=True)
class LibraryEntry:
    """One text of the library."""

    code: str
    read: ReadPolicy

    @property
    def name(self) -> str:
        """The name of the policy."""
        return self.read.policy.name

    @property
    def note(self) -> str:
        """Where the text comes from, and what of it is invented."""
        return self.read.policy.source

    @property
    def text(self) -> str:
        """The file as it stands."""
        return _path(self.code).read_text(encoding="utf-8")


def library() -> Iterator[LibraryEntry]:
    """Every text, in the order in which they are shown."""
    for code in CODES:
        yield library_entry(code)


@lru_cache(maxsize=len(CODES))
def library_entry(code: str) -> LibraryEntry:
    """The text of a code. Raises `KeyError` for a code that the library does not have."""
    if code not in CODES:
        raise KeyError(code)
    return LibraryEntry(code, read_bytes(_path(code).read_bytes()))


def _path(code: str) -> Path:
    return FOLDER / f"{code}.yaml"
