"""The check of a draft: its points, the answers to them, and putting the policy in force."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyAnswer, PolicyState
from app.policy.queries.versions import policy_domain
from app.policy.service.storing import store_policy
from app.policy.service.versions import save_draft
from app.policy.shown_check import MOST_OF_A_SORT
from licensing.licences import Group, LicenceKind
from licensing.policy import (
    CapEffect,
    Document,
    HoursEffect,
    LegalKind,
    Policy,
    Rule,
    RuleKind,
    Strength,
    When,
)
from licensing.policy.checking import check, unanswered

SPIRITS = When(kinds=(LicenceKind.SERVING,), groups=(Group.THREE,))
SOURCE: dict[str, Any] = {"document": "R", "paragraph": "2"}
POLICY = Policy(
    id="",
    version=1,
    name="Nye retningslinjer",
    first_day=date(2028, 10, 1),
    documents=(Document("R", LegalKind.GUIDELINES, "Retningslinjer"),),
    rules=(
        Rule("R-01", RuleKind.HOURS, Strength.HARD, SPIRITS, hours=HoursEffect(8 * 60, 26 * 60), **SOURCE),
        Rule("R-02", RuleKind.CAP, Strength.HARD, SPIRITS, cap=CapEffect(limit=3), **SOURCE),
    ),
)


@pytest.fixture
def policy_id(filling: Any) -> int:
    """A draft with spirits from eight, and a cap that does not say what it counts."""
    with filling() as (session, actor):
        return int(store_policy(session, POLICY, municipality_ids=[actor.municipality_id]).id)


def edition(client: Any, policy_id: int) -> str:
    """The edition that the page shows to somebody who may write."""
    page = client.get(f"/retningslinjer/{policy_id}/kontroll").text
    return str(re.findall(r'name="version" value="(\d+)"', page)[0])


def answer_all(client: Any, policy_id: int) -> str:
    """Answer every point of the check; say which edition it was."""
    seen = edition(client, policy_id)
    for point in unanswered(check(POLICY), set()):
        answer = client.post(
            f"/retningslinjer/{policy_id}/kontroll",
            data={"version": seen, "point": point.key, "text": "Kommunestyret vil ha det slik."},
        )
        assert answer.status_code == 302, answer.text
    return seen


def adopt(client: Any, policy_id: int, **typed: str) -> Any:
    """Put the draft in force."""
    address = f"/retningslinjer/{policy_id}/sett-i-kraft"
    shown = re.findall(r'name="version" type="hidden" value="(\d+)"', client.get(address).text)
    seen = shown[0] if shown else typed.pop("version", "0")
    data = {"version": seen, "first_day": "1.10.2028", "last_day": "30.9.2032", "decided": "KS 45/28"}
    return client.post(address, data=data | typed)


def test_the_check_says_what_is_wrong_by_which_law_and_what_the_system_does(
    client_as: Any, policy_id: int
) -> None:
    page = client_as("reader").get(f"/retningslinjer/{policy_id}/kontroll").text.replace("\u00a0", " ")
    assert "Loven åpner først kl. 13.00" in page
    assert "alkoholloven § 4-4" in page
    assert "Skjenking av gruppe 3: kl. 08.00–02.00." in page
    assert "må rettes eller besvares før retningslinjene kan settes i kraft" in page
    assert "foreslår systemet avslag og spør" in page
    assert "Lagre svaret" not in page


def test_an_answer_is_kept_with_who_gave_it_and_the_last_one_holds(
    client_as: Any, policy_id: int, filling: Any, world: Any
) -> None:
    client = client_as("caseworker")
    key = unanswered(check(POLICY), set())[0].key
    for text in ("Første svar.", "Andre svar."):
        client.post(
            f"/retningslinjer/{policy_id}/kontroll",
            data={"version": edition(client, policy_id), "point": key, "text": text},
        )
    with filling() as (session, _actor):
        assert [row.text for row in session.scalars(select(PolicyAnswer))] == ["Andre svar."]
    page = client.get(f"/retningslinjer/{policy_id}/kontroll").text
    assert "Andre svar." in page
    assert f"Svart av {world.someone('caseworker').name}" in page


def test_a_point_about_two_rules_with_long_codes_is_answered(client_as: Any, filling: Any) -> None:
    codes = ("a" * 60, "b" * 60)
    caps = [
        Rule(code, RuleKind.CAP, Strength.HARD, SPIRITS, cap=CapEffect(limit=number), **SOURCE)
        for code, number in zip(codes, (3, 5), strict=True)
    ]
    policy = replace(POLICY, rules=tuple(caps))
    point = next(one for one in check(policy) if one.facts.get("other") == codes[1])
    with filling() as (session, actor):
        row_id = int(store_policy(session, policy, municipality_ids=[actor.municipality_id]).id)
    client = client_as("caseworker")
    answer = client.post(
        f"/retningslinjer/{row_id}/kontroll",
        data={"version": edition(client, row_id), "point": point.key, "text": "Den strengeste gjelder."},
    )
    assert answer.status_code == 302


def test_an_answer_lasts_as_long_as_what_it_was_given_to(
    client_as: Any, policy_id: int, filling: Any
) -> None:
    answer_all(client_as("caseworker"), policy_id)

    def answered_after(**changes: Any) -> set[str]:
        """Which points have answers after the first rule was written on."""
        with filling() as (session, actor):
            row = session.get_one(PolicyRow, policy_id)
            first, *others = policy_domain(row).rules
            written = replace(policy_domain(row), rules=(replace(first, **changes), *others))
            save_draft(session, actor, policy_id=policy_id, seen_edition=row.edition, policy=written)
            return set(session.scalars(select(PolicyAnswer.point)))

    every = answered_after(note="Vedtatt mot to stemmer.")
    assert every == {point.key for point in unanswered(check(POLICY), set())}
    # It opens earlier still: what is said of its end, and of the cap, stands as it was.
    gone = every - answered_after(hours=HoursEffect(7 * 60, 26 * 60))
    assert gone == {"too_early:R-01"}
    assert adopt(client_as("meeting_secretary"), policy_id).status_code == 409


def test_of_very_many_points_some_are_shown_at_a_time(client_as: Any, filling: Any) -> None:
    rules = tuple(
        Rule(f"R-{number}", RuleKind.HOURS, Strength.HARD, SPIRITS, hours=HoursEffect(latest=1320 + number))
        for number in range(25)
    )
    points = check(replace(POLICY, rules=rules))
    waiting = unanswered(points, set())
    with filling() as (session, actor):
        row = store_policy(session, replace(POLICY, rules=rules), municipality_ids=[actor.municipality_id])
        policy_id = row.id
    page = client_as("reader").get(f"/retningslinjer/{policy_id}/kontroll").text
    assert len(waiting) > MOST_OF_A_SORT
    assert f"{len(waiting)} punkter må rettes eller besvares" in page
    assert f"{len(waiting) - MOST_OF_A_SORT} punkter til kommer fram" in page


def test_an_empty_answer_is_asked_for_again(client_as: Any, policy_id: int, filling: Any) -> None:
    key = unanswered(check(POLICY), set())[0].key
    answer = client_as("caseworker").post(
        f"/retningslinjer/{policy_id}/kontroll", data={"version": "1", "point": key, "text": " "}
    )
    assert answer.status_code == 422
    assert "Skriv hva dere svarer på punktet." in answer.text
    with filling() as (session, _actor):
        assert not session.scalars(select(PolicyAnswer)).all()


def test_a_point_that_the_check_does_not_make_is_refused(client_as: Any, policy_id: int) -> None:
    client = client_as("caseworker")
    answer = client.post(
        f"/retningslinjer/{policy_id}/kontroll",
        data={"version": edition(client, policy_id), "point": "ukjent", "text": "Ja."},
    )
    assert answer.status_code == 409
    assert "Punktet gjelder ikke lenger." in answer.text


def test_an_answer_to_an_older_edition_is_refused(client_as: Any, policy_id: int, filling: Any) -> None:
    key = unanswered(check(POLICY), set())[0].key
    answer = client_as("caseworker").post(
        f"/retningslinjer/{policy_id}/kontroll", data={"version": "99", "point": key, "text": "Ja."}
    )
    assert answer.status_code == 409
    assert "Ja." in answer.text


@pytest.mark.parametrize("role", ["reader", "meeting_secretary", "decider"])
def test_who_may_not_write_answers_nothing(client_as: Any, policy_id: int, role: str) -> None:
    answer = client_as(role).post(
        f"/retningslinjer/{policy_id}/kontroll", data={"version": "1", "point": "x", "text": "Ja."}
    )
    assert answer.status_code == 403


def test_nothing_is_put_in_force_while_a_point_stands(client_as: Any, policy_id: int, filling: Any) -> None:
    client = client_as("meeting_secretary")
    page = client.get(f"/retningslinjer/{policy_id}/sett-i-kraft").text
    assert "Kan ikke settes i kraft ennå" in page
    refused = adopt(client, policy_id, version=edition(client_as("caseworker"), policy_id))
    assert refused.status_code == 409
    assert "står uten svar" in refused.text
    assert 'value="KS 45/28"' in refused.text
    with filling() as (session, _actor):
        assert session.get_one(PolicyRow, policy_id).state is PolicyState.DRAFT


def test_an_answered_draft_is_put_in_force_with_its_decision(
    client_as: Any, policy_id: int, filling: Any, world: Any
) -> None:
    answer_all(client_as("caseworker"), policy_id)
    client = client_as("meeting_secretary")
    assert adopt(client, policy_id).status_code == 302
    with filling() as (session, _actor):
        row = session.get_one(PolicyRow, policy_id)
        assert (row.state, row.decided) == (PolicyState.IN_FORCE, "KS 45/28")
        assert (row.first_day, row.last_day) == (date(2028, 10, 1), date(2032, 9, 30))
        assert row.adopted_by_id == world.someone("meeting_secretary").id
    assert "Trer i kraft senere" in client.get("/retningslinjer/").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"decided": ""}, "Skriv hvem som vedtok retningslinjene", id="no decision"),
        pytest.param({"last_day": "1.1.2028"}, "Retningslinjene slutter før de begynner.", id="backwards"),
        pytest.param({"first_day": "snart"}, "Skriv datoen som dag, måned og år", id="no day"),
    ],
)
def test_a_decision_that_is_typed_wrongly_is_said(
    client_as: Any, policy_id: int, typed: dict[str, str], sentence: str
) -> None:
    answer_all(client_as("caseworker"), policy_id)
    answer = adopt(client_as("administrator"), policy_id, **typed)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_text_without_a_fault_says_so(client_as: Any, filling: Any) -> None:
    with filling() as (session, actor):
        clean = replace(POLICY, rules=())
        clean_id = store_policy(session, clean, municipality_ids=[actor.municipality_id]).id
    page = client_as("reader").get(f"/retningslinjer/{clean_id}/kontroll").text
    assert "Kontrollen er i orden. Ingen punkter står igjen." in page


@pytest.mark.parametrize(
    ("held_to", "next_begins", "said"),
    [
        pytest.param(date(2033, 9, 30), None, True, id="the one before would have held longer"),
        pytest.param(None, None, True, id="the one before never ended"),
        pytest.param(date(2032, 9, 30), None, False, id="both end together"),
        pytest.param(date(2033, 9, 30), date(2032, 10, 1), False, id="the next begins at once"),
        pytest.param(date(2033, 9, 30), date(2032, 10, 2), True, id="the next begins a day later"),
    ],
)
def test_who_adopts_is_told_from_when_no_policy_would_hold(
    client_as: Any, policy_id: int, filling: Any, held_to: date | None, next_begins: date | None, said: bool
) -> None:
    answer_all(client_as("caseworker"), policy_id)
    with filling() as (session, actor):
        session.get_one(PolicyRow, policy_id).last_day = date(2032, 9, 30)
        for first_day, last_day in ((date(2024, 1, 1), held_to), (next_begins, None)):
            if first_day is not None:
                store_policy(
                    session,
                    Policy(id="", version=1, name="Andre", first_day=first_day, last_day=last_day),
                    municipality_ids=[actor.municipality_id],
                    state=PolicyState.IN_FORCE,
                )
    page = client_as("meeting_secretary").get(f"/retningslinjer/{policy_id}/sett-i-kraft").text
    assert "gjelder da til og med 30.09.2028" in page
    assert ("Fra 01.10.2032 gjelder da ingen retningslinjer" in page) is said


@pytest.mark.parametrize("role", ["caseworker", "reader", "decider"])
def test_who_may_not_adopt_is_refused(client_as: Any, policy_id: int, role: str) -> None:
    assert client_as(role).get(f"/retningslinjer/{policy_id}/sett-i-kraft").status_code == 403
    assert adopt(client_as(role), policy_id).status_code == 403


def test_another_municipality_finds_nothing_to_adopt(client_as: Any, policy_id: int) -> None:
    other = client_as("administrator", municipality="other")
    assert other.get(f"/retningslinjer/{policy_id}/sett-i-kraft").status_code == 404
    assert adopt(other, policy_id).status_code == 404
