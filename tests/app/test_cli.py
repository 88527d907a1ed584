"""The command line: every answer as JSON and as words, every refusal as one Norwegian sentence."""

import json
import shlex
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from app import db
from app.auth.service import link_for
from app.cases.queries.one import letters_of
from app.cli import COMMANDS, main
from app.cli.arguments import WrongInput
from app.cli.serving import Serving
from app.models.letter import Letter
from app.models.municipality import Municipality
from app.models.user import User
from app.permissions import Role
from licensing.decisions import DelegationMode
from tests.factories import case as cases
from tests.factories.holder import organisation_number
from tests.factories.municipality import make_municipality
from tests.factories.user import make_actor


@dataclass(frozen=True)
class Said:
    """What a command wrote and how it ended."""

    status: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The one JSON object."""
        assert self.out.count("\n") == 1
        answer: dict[str, Any] = json.loads(self.out)
        return answer


Ask = Callable[..., Said]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command as somebody would write it."""

    def run(line: str, environ: dict[str, str] | None = None) -> Said:
        status = main(shlex.split(line), environ or {})
        written = capsys.readouterr()
        return Said(status, written.out, written.err)

    return run


PERIODS = [
    pytest.param("2026-11-21", "2028-09-30", id="a new licence, four years asked"),
    pytest.param("2015-12-31", "2016-06-30", id="the last day of the old rule"),
    pytest.param("2016-01-01", "2016-09-30", id="the first day of the new rule"),
    pytest.param("2024-10-01", "2028-09-30", id="the first day of a period"),
]


@pytest.mark.parametrize(("granted_on", "last_day"), PERIODS)
def test_a_licence_lasts_to_the_end_of_the_councils_period(ask: Ask, granted_on: str, last_day: str) -> None:
    answer = ask(f"period --granted-on {granted_on} --json")
    assert (answer.status, answer.err) == (0, "")
    assert list(answer.facts) == ["first_day", "last_day", "law", "ask"]
    assert answer.facts["first_day"] == granted_on
    assert answer.facts["last_day"] == last_day
    assert answer.facts["law"].startswith("alkoholloven § 1-6")


def test_what_no_source_settles_is_asked(ask: Ask) -> None:
    facts = ask("period --granted-on 2015-11-01 --json").facts
    assert facts["ask"]
    assert all(question.endswith((".", "?")) for question in facts["ask"])
    assert ask("period --granted-on 2026-11-21 --json").facts["ask"] == []


RENEWALS = [
    pytest.param("2028-11-10", "2028-11-30", id="renewal pending: the end of the month"),
    pytest.param("2029-01-15", "2028-12-31", id="renewal very late: three months at most"),
    pytest.param("2028-09-30", "2028-09-30", id="decided in time: the end itself"),
]


@pytest.mark.parametrize(("decided_on", "valid_to"), RENEWALS)
def test_the_old_licence_lasts_while_its_renewal_is_decided(ask: Ask, decided_on: str, valid_to: str) -> None:
    answer = ask(f"period --ended-on 2028-09-30 --renewal-decided-on {decided_on} --json")
    assert answer.facts == {"valid_to": valid_to, "law": "alkoholloven § 1-6 femte ledd"}


SALE_HOURS = [
    pytest.param("2027-03-24", ["08:00", "15:00"], "18:00", id="the day before Maundy Thursday"),
    pytest.param("2027-05-05", ["08:00", "18:00"], "20:00", id="the day before Ascension Day"),
    pytest.param("2027-04-30", ["08:00", "18:00"], "20:00", id="the day before 1 May"),
    pytest.param("2028-05-16", ["08:00", "18:00"], "20:00", id="the day before 17 May"),
    pytest.param("2026-12-23", ["08:00", "18:00"], "20:00", id="23 December"),
    pytest.param("2026-12-24", ["08:00", "15:00"], "18:00", id="24 December"),
    pytest.param("2026-12-31", ["08:00", "15:00"], "18:00", id="31 December"),
]


@pytest.mark.parametrize(("on", "normal", "limit"), SALE_HOURS)
def test_sale_hours_follow_the_calendar(ask: Ask, on: str, normal: list[str], limit: str) -> None:
    facts = ask(f"hours --kind sale --group 1 --on {on} --json").facts
    assert list(facts) == ["normal", "limit", "local", "in_force", "clipped", "rules", "law", "ask"]
    assert (facts["normal"], facts["limit"]) == (normal, ["00:00", limit])
    assert (facts["local"], facts["in_force"], facts["clipped"], facts["rules"]) == (None, normal, False, [])


HOURS = [
    pytest.param("sale --group 1 --on 2026-12-25", None, None, id="closed for sale on a holiday"),
    pytest.param(
        "sale --group 3 --seller vinmonopolet --on 2026-12-24", None, None, id="Vinmonopolet on 24 December"
    ),
    pytest.param(
        "serving --group 1 --on 2026-11-21", ["08:00", "25:00"], ["06:00", "27:00"], id="beer on a Saturday"
    ),
    pytest.param(
        "serving --group 3 --on 2026-11-21",
        ["13:00", "24:00"],
        ["13:00", "27:00"],
        id="spirits on a Saturday",
    ),
    pytest.param(
        "serving --group 2 --on 2026-11-21 --flag overnight_guest",
        ["06:00", "30:00"],
        ["06:00", "30:00"],
        id="a guest who stays the night",
    ),
    pytest.param(
        "serving --group 3 --on 2026-11-21 --flag overnight_guest",
        ["13:00", "24:00"],
        ["13:00", "27:00"],
        id="group 3 for a guest who stays the night",
    ),
    pytest.param(
        "serving --group 1 --on 2026-11-21 --category hotel --area outdoor --zone sentrum",
        ["08:00", "25:00"],
        ["06:00", "27:00"],
        id="what only a policy asks about is accepted",
    ),
]


@pytest.mark.parametrize(("question", "normal", "limit"), HOURS)
def test_hours_of_the_law(ask: Ask, question: str, normal: list[str] | None, limit: list[str] | None) -> None:
    answer = ask(f"hours --kind {question} --json")
    assert answer.status == 0
    assert (answer.facts["normal"], answer.facts["limit"]) == (normal, limit)
    assert answer.facts["in_force"] == normal


def test_the_temporary_hours_of_2026_ask_back_and_end(ask: Ask) -> None:
    during = ask("hours --kind serving --group 1 --on 2026-07-19 --json").facts
    after = ask("hours --kind serving --group 1 --on 2026-07-20 --json").facts
    assert during["ask"] != []
    assert after["ask"] == []


COMPLAINTS = [
    pytest.param("2026-12-04", "2026-12-28", id="Christmas"),
    pytest.param("2028-04-10", "2028-05-02", id="1 May"),
]


@pytest.mark.parametrize(("received", "last_day"), COMPLAINTS)
def test_the_last_day_for_a_complaint_moves_past_days_off(ask: Ask, received: str, last_day: str) -> None:
    facts = ask(f"deadline complaint --received {received} --json").facts
    assert list(facts) == ["last_day", "law"]
    assert facts["last_day"] == last_day
    assert facts["law"] == "forvaltningsloven § 29"


def test_two_clocks_run_after_a_transfer(ask: Ask) -> None:
    facts = ask("deadline transfer --agreed 2026-11-02 --taken-over 2026-12-01 --json").facts
    assert facts == {
        "alcohol_apply_by": "2026-12-31",
        "serving_place_apply_by": "2026-12-02",
        "run_until": "2027-03-01",
        "run_until_extended": "2027-04-01",
        "law": "alkoholloven § 1-10 og serveringsloven § 22",
    }


@pytest.mark.parametrize(
    "question",
    [
        "period --granted-on 2026-11-21",
        "period --ended-on=2028-09-30 --renewal-decided-on=2028-11-10",
        "hours --kind sale --group 1 --on 2026-12-25",
        "deadline complaint --received 2026-12-04",
        "deadline transfer --agreed 2026-11-02 --taken-over 2026-12-01",
    ],
)
def test_people_are_answered_in_words(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (answer.status, answer.err) == (0, "")
    assert "loven §" in answer.out
    assert "{" not in answer.out


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
        "Retningslinjer som filer",
        id="a policy",
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


def test_a_taken_port_is_named_unless_the_next_one_will_do(app: Flask) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WrongInput) as refusal:
            Serving(app, host="127.0.0.1", port=port, threads=1)
        assert refusal.value.code == "port_taken"
        moved = Serving(app, host="127.0.0.1", port=port, threads=1, next_if_taken=True)
        assert moved.port > port
        moved.close()


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("SECRET_KEY", "Innstillingen SECRET_KEY mangler"),
        ("IDENTITY_KEY", "Innstillingen IDENTITY_KEY mangler"),
    ],
)
def test_a_missing_setting_is_named(ask: Ask, environ: dict[str, str], missing: str, says: str) -> None:
    answer = ask("audit verify", {name: value for name, value in environ.items() if name != missing})
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err


def test_without_a_demo_or_a_database_the_sentence_says_what_to_run(ask: Ask, tmp_path: Path) -> None:
    answer = ask("audit verify", {"DEMO_DIR": str(tmp_path / "none")})
    assert answer.status == 2
    assert "bevilling demo --no-serve" in answer.err


def test_a_database_without_tables_is_told_from_an_empty_one(
    ask: Ask, environ: dict[str, str], empty_database_url: str
) -> None:
    answer = ask("audit verify --json", environ | {"DATABASE_URL": empty_database_url})
    assert (answer.status, answer.out) == (2, "")
    assert "bevilling upgrade" in answer.err
    assert ask("upgrade", environ | {"DATABASE_URL": empty_database_url}).status == 0
    assert ask("audit verify --json", environ | {"DATABASE_URL": empty_database_url}).status == 0


MUNICIPALITY = (
    f"add-municipality --number 5025 --name Røros --organisation-number {organisation_number(3)}"
    " --street 'Bergmannsgata 1' --postcode 7374 --town Røros --state-governor 'Statsforvalteren i Trøndelag'"
)


def test_the_first_municipality_and_the_first_user(ask: Ask, app: Flask, environ: dict[str, str]) -> None:
    assert ask(f"{MUNICIPALITY} --json", environ).facts == {"municipality": "5025", "name": "Røros"}
    user = (
        "add-user --municipality 5025 --email Kari@Kommune.invalid --name 'Kari Prøve' --role administrator"
    )
    answer = ask(f"{user} --address https://bevilling.kommune.invalid/ --json", environ).facts
    link = answer["password_link"]
    assert link.startswith("https://bevilling.kommune.invalid/nytt-passord/")
    with app.app_context():
        session = db.session()
        assert session.scalars(select(User.email)).all() == ["kari@kommune.invalid"]
        assert link_for(session, link.rsplit("/", 1)[1]) is not None
        municipality = session.scalars(select(Municipality)).one()
        assert municipality.state_governor == "Statsforvalteren i Trøndelag"
    assert "denne rollen" in ask(user, environ).err
    second = ask(user.replace("administrator", "caseworker") + " --json", environ)
    assert second.facts["password_link"] is None
    assert ask("audit verify --json", environ).facts["municipalities"][0]["events"] == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(MUNICIPALITY, "finnes fra før", id="the same municipality"),
        pytest.param(MUNICIPALITY.replace("5025", "12345"), "Skriv fire sifre", id="a long number"),
        pytest.param(MUNICIPALITY.replace("7374", "ABCD"), "Skriv fire sifre", id="a postcode in letters"),
        pytest.param(
            MUNICIPALITY.replace(organisation_number(3), "123456789"),
            "rganisasjonsnummer",
            id="a wrong digit",
        ),
        pytest.param(MUNICIPALITY + f" --unit {'x' * 200}", "for lang", id="a long text"),
        pytest.param(MUNICIPALITY + " --language sme", "Velg mellom nb, nn", id="a language"),
        pytest.param(
            "add-user --municipality 9999 --email a@b.no --name A --role reader",
            "ingen kommune",
            id="elsewhere",
        ),
        pytest.param(
            "add-user --municipality 5025 --email ab.no --name A --role reader",
            "e-postadresse",
            id="an address",
        ),
        pytest.param(
            "add-user --municipality 5025 --email a@b.no --name A --role king",
            "Velg mellom caseworker",
            id="a role",
        ),
    ],
)
def test_a_municipality_or_user_that_cannot_be_entered(
    ask: Ask, environ: dict[str, str], line: str, says: str
) -> None:
    assert ask(MUNICIPALITY, environ).status == 0
    answer = ask(line, environ)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err


@pytest.fixture
def letters(app: Flask) -> list[Letter]:
    """The letters of a case: final for the decision, drafts for the rest."""
    with app.app_context():
        session = db.session()
        municipality = make_municipality(session, mode=DelegationMode.ALONE)
        worker = make_actor(session, municipality, Role.CASEWORKER, name="Kari")
        case = cases.make_decided(session, worker, worker)
        cases.send_letter(session, worker, case)
        found = list(letters_of(session, case))
        session.commit()
        for letter in found:
            session.refresh(letter)
        session.expunge_all()
        return found


def test_a_letter_is_written_as_it_was_sent(
    ask: Ask, environ: dict[str, str], letters: list[Letter], tmp_path: Path
) -> None:
    grant = next(letter for letter in letters if letter.decision_id is not None)
    answer = ask(f"letter {grant.id} -o {tmp_path}/brev.pdf --json", environ)
    content = (tmp_path / "brev.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert (answer.facts["kind"], answer.facts["state"]) == ("grant", "sent")
    again = ask(f"letter {grant.id} --output {tmp_path}/igjen.pdf --json", environ)
    assert again.facts["sha256"] == answer.facts["sha256"]


def test_a_draft_is_written_as_it_would_be_drawn(
    ask: Ask, environ: dict[str, str], letters: list[Letter], tmp_path: Path
) -> None:
    draft = next(letter for letter in letters if letter.document_id is None)
    answer = ask(f"letter {draft.id} -o {tmp_path}/utkast.pdf", environ)
    assert answer.status == 0
    assert answer.out.startswith("Utkastet er skrevet til")


def test_letters_that_are_not_written(
    ask: Ask, environ: dict[str, str], letters: list[Letter], tmp_path: Path
) -> None:
    annex = next(letter for letter in letters if letter.annex_to_id is not None)
    grant = next(letter for letter in letters if letter.decision_id is not None)
    for line, says in (
        (f"letter {annex.id} -o {tmp_path}/brev.pdf", "unntatt offentlighet"),
        (f"letter 999999 -o {tmp_path}/brev.pdf", "finner ikke brev nummer 999999"),
        (f"letter 99999999999999999999 -o {tmp_path}/brev.pdf", "finnes ikke"),
        (f"letter abc -o {tmp_path}/brev.pdf", "finnes ikke"),
        (f"letter {grant.id} -o {tmp_path}/ingen/brev.pdf", "kunne ikke skrive"),
        (f"letter {grant.id}", "mangler --output"),
        ("letter", "mangler letter_id, --output"),
    ):
        answer = ask(line, environ)
        assert (answer.status, answer.out) == (2, ""), line
        assert says in answer.err
    assert not (tmp_path / "brev.pdf").exists()


def test_a_changed_event_is_found(
    ask: Ask, app: Flask, environ: dict[str, str], letters: list[Letter]
) -> None:
    whole = ask("audit verify --json", environ)
    assert (whole.status, whole.facts["unbroken"]) == (0, True)
    with app.app_context():
        session = db.session()
        session.execute(text("UPDATE events SET payload = '{}' WHERE sequence = 3"))
        session.commit()
    broken = ask("audit verify --json", environ)
    assert broken.status == 1
    assert broken.facts["municipalities"][0]["broken"] == [{"sequence": 3, "problem": "payload_changed"}]
    assert "Sporet er brutt" in ask("audit verify", environ).out
