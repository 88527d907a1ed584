"""The command line `bevilling`: the program's second face, for scripts, finance and those who run it."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from flask import Flask
from flask_babel import Babel
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError, ProgrammingError

from app import labels
from app.cli import (
    earmark,
    fees,
    imports,
    installation,
    law,
    ledger,
    office,
    policy,
    pouring,
    report,
    serving_places,
)
from app.cli.arguments import JSON, Answer, Command, WrongInput, read
from app.cli.sentences import sentence
from config import SettingError
from licensing.errors import BadValue, MissingPremise, NotAllowed

ANSWERED, WRONG = 0, 2
COMMANDS: tuple[Command, ...] = (
    *installation.COMMANDS,
    *law.COMMANDS,
    *fees.COMMANDS,
    *office.COMMANDS,
    *ledger.COMMANDS,
    *earmark.COMMANDS,
    *imports.COMMANDS,
    *pouring.COMMANDS,
    *serving_places.COMMANDS,
    *policy.COMMANDS,
    *report.COMMANDS,
)
HELP = frozenset({"--help", "-h", "help"})


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Answer one command: 0 when it is answered, 2 when the input is wrong or a premise is missing."""
    words = list(sys.argv[1:] if argv is None else argv)
    with _in_norwegian():
        try:
            if HELP & set(words):
                print("\n".join(_help()))
                return ANSWERED
            command, rest = _command(words)
            given = read(command, rest, os.environ if environ is None else environ)
            answer = command.run(given)
        except WrongInput as wrong:
            return _refused(sentence(wrong))
        except NotAllowed as refusal:
            return _refused(labels.sentence(refusal.code, refusal.citation, refusal.facts))
        except (MissingPremise, BadValue) as missing:
            return _refused(labels.sentence(missing.code, None, missing.facts))
        except SettingError as error:
            return _refused(sentence(WrongInput("setting_wrong", name=str(error).split()[0])))
        except (OperationalError, ProgrammingError):
            return _refused(sentence(WrongInput("database_silent")))
        _show(answer, as_json=given.has(JSON))
        return answer.status


def _in_norwegian() -> AbstractContextManager[object]:
    """The language of the answers; questions to the law need nothing else of the program."""
    speaking = Flask(__name__)
    Babel(speaking, default_locale="nb")
    return speaking.app_context()


def _command(words: Sequence[str]) -> tuple[Command, Sequence[str]]:
    if not words:
        raise WrongInput("command_missing")
    for command in COMMANDS:
        length = len(command.words)
        if tuple(words[:length]) == command.words:
            return command, words[length:]
    several = any(command.words[0] == words[0] for command in COMMANDS)
    raise WrongInput("command_unknown", word=" ".join(words[: 2 if several else 1]))


def _refused(text: str) -> int:
    print(" ".join(text.split()), file=sys.stderr)
    return WRONG


def _show(answer: Answer, *, as_json: bool) -> None:
    told = json.dumps(answer.facts, ensure_ascii=False) if as_json else "\n".join(answer.lines)
    try:
        print(told, flush=True)
    except BrokenPipeError:
        # Whoever reads has read enough; what Python still holds back has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _help() -> list[str]:
    lines = [_("bevilling – kommandoer og hva de tar:"), ""]
    for command in COMMANDS:
        written = [command.name, command.positional.upper()]
        for option in command.options:
            value = "" if option.switch else f" {option.key.upper().replace('-', '_')}"
            taken = f"{option.short or option.name}{value}"
            written.append(taken if option.required else f"[{taken}]")
        lines += [f"bevilling {' '.join(word for word in written if word)}", f"    {command.summary}"]
    return [*lines, "", _("Med --json kommer svaret som ett JSON-objekt.")]
