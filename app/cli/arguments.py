"""What stands on the command line: commands with their options, read into values or refused by a code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from flask_babel.speaklater import LazyString

Member = TypeVar("Member", bound=Enum)

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Outside these years a date is a slip of the finger, not a question."""
JSON = "json"


class WrongInput(ValueError):  # noqa: N818 - what was written is wrong, not the program
    """What was written cannot be answered; the code's sentence says what to do."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Option:
    """One option of a command."""

    name: str
    required: bool = False
    many: bool = False
    switch: bool = False
    short: str = ""

    @property
    def key(self) -> str:
        """The name without dashes."""
        return self.name.lstrip("-")


@dataclass(frozen=True)
class Answer:
    """What a command answers: for programs and for people."""

    facts: Mapping[str, Any]
    lines: tuple[str, ...]
    status: int = 0


@dataclass(frozen=True)
class Given:
    """The values that were written, each read as what it must be."""

    values: Mapping[str, str | tuple[str, ...]]
    environ: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Whether an option was written."""
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        """An option as it was written."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else value[-1]

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of an option that may be repeated."""
        value = self.values.get(name, ())
        return (value,) if isinstance(value, str) else value

    def day(self, name: str) -> date:
        """An ISO date."""
        written = self.text(name)
        try:
            day = date.fromisoformat(written) if len(written) == len("2026-11-23") else None
        except ValueError:
            day = None
        if day is None:
            raise WrongInput("not_a_date", written=written, option=f"--{name}")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise WrongInput("date_out_of_reach", written=written, first=FIRST_YEAR, last=LAST_YEAR)
        return day

    def number(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        """A whole number within limits."""
        written = self.text(name, str(default))
        if not (written.isascii() and written.isdecimal()) or not lowest <= int(written[:9]) <= highest:
            raise WrongInput(
                "not_a_number", written=written, option=f"--{name}", lowest=lowest, highest=highest
            )
        return int(written)

    def member(self, name: str, kind: type[Member]) -> Member:
        """One of an enum's values."""
        written = self.text(name)
        for member in kind:
            if str(member.value) == written:
                return member
        raise WrongInput(
            "not_a_choice",
            written=written,
            option=f"--{name}",
            choices=", ".join(str(member.value) for member in kind),
        )


@dataclass(frozen=True)
class Command:
    """One command: its words, what it takes, what it does, and one line that says so."""

    words: tuple[str, ...]
    run: Callable[[Given], Answer]
    summary: LazyString
    options: tuple[Option, ...] = ()
    positional: str = ""
    as_json: bool = True
    """Whether it can answer a program."""
    instead: str = ""
    """The key of an option that asks for something else, for which nothing more is required."""

    @property
    def name(self) -> str:
        """The command as it is written."""
        return " ".join(self.words)

    def option(self, written: str) -> Option:
        """The option of a name. Raises `WrongInput` when the command has none such."""
        known = (*self.options, Option("--json", switch=True)) if self.as_json else self.options
        for option in known:
            if written in (option.name, option.short):
                return option
        raise WrongInput("option_unknown", option=written, command=self.name)


def read(command: Command, words: Sequence[str], environ: Mapping[str, str]) -> Given:
    """The values on the command line after the command's own words."""
    values: dict[str, str | tuple[str, ...]] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("-"):
            _take_positional(command, values, word)
            continue
        name, equals, attached = word.partition("=")
        option = command.option(name)
        if option.switch:
            if equals:
                raise WrongInput("option_takes_nothing", option=name)
            values[option.key] = "1"
            continue
        if not equals and (not rest or rest[0].startswith("--")):
            raise WrongInput("value_missing", option=name)
        value = attached if equals else rest.pop(0)
        if option.many:
            values[option.key] = (*_written(values, option.key), value)
        elif option.key in values:
            raise WrongInput("option_repeated", option=name)
        else:
            values[option.key] = value
    _require_all(command, values)
    return Given(values, environ)


def _written(values: Mapping[str, str | tuple[str, ...]], key: str) -> tuple[str, ...]:
    value = values.get(key, ())
    return (value,) if isinstance(value, str) else value


def _take_positional(command: Command, values: dict[str, str | tuple[str, ...]], word: str) -> None:
    if not command.positional or command.positional in values:
        raise WrongInput("word_too_many", word=word, command=command.name)
    values[command.positional] = word


def _require_all(command: Command, values: Mapping[str, object]) -> None:
    if command.instead in values:
        return
    missing = [option.name for option in command.options if option.required and option.key not in values]
    if command.positional and command.positional not in values:
        missing.insert(0, command.positional)
    if missing:
        raise WrongInput("options_missing", command=command.name, options=", ".join(missing))
