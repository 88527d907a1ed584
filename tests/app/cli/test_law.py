"""Questions to the law: every answer as JSON and as words, with the hand-checked dates."""

import pytest

from tests.app.cli.asking import Ask

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
        "serving --group 3 --on 2026-11-21 --flag trade_tasting",
        ["06:00", "27:00"],
        ["06:00", "27:00"],
        id="spirits at a tasting in the trade",
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
