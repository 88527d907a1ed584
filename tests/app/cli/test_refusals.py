"""What the command line cannot answer gets one Norwegian sentence and nothing else."""

import pytest

from app.cli import COMMANDS
from tests.app.cli.asking import Ask

REFUSALS = [
    pytest.param("", "Skriv hva du vil vite.", id="nothing"),
    pytest.param("frist", "Vi kjenner ikke kommandoen «frist».", id="an unknown command"),
    pytest.param("deadline lunch", "Vi kjenner ikke kommandoen «deadline lunch».", id="half a command"),
    pytest.param("period", "Skriv enten --granted-on", id="no question"),
    pytest.param(
        "period --granted-on 2026-11-21 --ended-on 2028-09-30", "Skriv enten --granted-on", id="two questions"
    ),
    pytest.param("period --ended-on 2028-09-30", "Skriv enten --granted-on", id="half a question"),
    pytest.param("period --granted-on 2007-12-31", "før 01.01.2008", id="before the known rules"),
    pytest.param(
        "period --granted-on 2026-11-21 --first-day 2028-10-01", "etter slutten", id="after the period"
    ),
    pytest.param("period --granted-on", "Etter --granted-on må det stå en verdi.", id="no value"),
    pytest.param(
        "period --granted-on --json", "Etter --granted-on må det stå en verdi.", id="an option as value"
    ),
    pytest.param("period --granted-on 21.11.2026", "er ikke en dato", id="a Norwegian date"),
    pytest.param("period --granted-on 20261121", "er ikke en dato", id="a date without dashes"),
    pytest.param("period --granted-on 2026-02-30", "er ikke en dato", id="a day that is not there"),
    pytest.param("period --granted-on 1026-11-21", "for langt unna", id="a date in 1026"),
    pytest.param("period --granted-on 9999-12-31", "for langt unna", id="the end of time"),
    pytest.param("period --granted-on 2026-11-21 --granted-on 2026-11-22", "skrevet to ganger", id="twice"),
    pytest.param("period --day 2026-11-21", "har ikke valget --day", id="an unknown option"),
    pytest.param("period 2026-11-21", "Vi vet ikke hva «2026-11-21» er.", id="a stray word"),
    pytest.param("period --granted-on 2026-11-21 --json=1", "står alene", id="a switch with a value"),
    pytest.param("hours --kind sale --group 1", "mangler --on", id="an option missing"),
    pytest.param("hours", "mangler --kind, --group, --on", id="every option missing"),
    pytest.param("hours --kind wine --group 1 --on 2026-11-21", "Velg mellom sale, serving", id="a kind"),
    pytest.param("hours --kind sale --group 4 --on 2026-11-21", "Velg mellom 1, 2, 3", id="a group"),
    pytest.param(
        "hours --kind serving --group 1 --on 2026-11-21 --area roof",
        "Velg mellom indoor, outdoor",
        id="an area",
    ),
    pytest.param(
        "hours --kind serving --group 1 --on 2026-11-21 --flag vip", "Vi kjenner ikke «vip»", id="a flag"
    ),
    pytest.param("hours --kind sale --group 2 --on 2026-11-21", "hvem som selger", id="no seller"),
    pytest.param(
        "hours --kind sale --group 3 --seller grocery --on 2026-11-21",
        "kan ikke selge gruppe 3",
        id="wrong seller",
    ),
    pytest.param(
        "hours --kind sale --group 1 --on 2014-12-31", "før 01.01.2015", id="before the known hours"
    ),
    pytest.param(
        "hours --kind sale --group 1 --on 2026-11-21 --policy r.yaml",
        "Vi kunne ikke lese r.yaml.",
        id="a policy that is not there",
    ),
    pytest.param(
        "deadline transfer --agreed 2026-12-01 --taken-over 2026-11-02", "før avtalen", id="taken over first"
    ),
    pytest.param("demo --port 99999", "passer ikke for --port", id="a port that is none"),
    pytest.param("demo --port abc", "passer ikke for --port", id="a port in letters"),
]


@pytest.mark.parametrize("as_json", [pytest.param(" --json", id="json"), pytest.param("", id="words")])
@pytest.mark.parametrize(("line", "says"), REFUSALS)
def test_what_cannot_be_answered_gets_one_sentence(ask: Ask, line: str, says: str, as_json: str) -> None:
    answer = ask(line if not line or line.startswith("demo") or "--json" in line else line + as_json)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err
    assert answer.err.endswith(".\n")
    assert answer.err.count("\n") == 1
    assert "usage" not in answer.err


def test_help_names_every_command(ask: Ask) -> None:
    answer = ask("--help")
    assert answer.status == 0
    assert [command.name for command in COMMANDS if f"bevilling {command.name}" not in answer.out] == []
