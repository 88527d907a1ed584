"""Drafts: begun, written part by part, moved, read from a file, put away; never what is in force."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.policy.forms.rules import rule_form
from app.policy.library import library_entry
from app.policy.parts_of_policy import PARTS
from app.policy.queries.versions import policy_domain
from app.policy.rewriting import part_key
from app.policy.service.storing import store_policy, write_policy
from licensing.policy import Drawn, FactorEffect, Rule, RuleKind, Strength, Zone
from tests.app.policy.desk import Desk, rule_typed
from tests.app.policy.typed import as_sent
from tests.factories.draft import RULES, a_draft


def test_an_empty_draft_is_begun(client_as: Any, filling: Any) -> None:
    answer = client_as("caseworker").post(
        "/retningslinjer/ny", data={"name": "Nye", "first_day": "1.10.2028", "last_day": ""}
    )
    assert answer.status_code == 302
    with filling() as (session, _actor):
        row = session.scalars(select(PolicyRow)).one()
        assert (row.name, row.first_day, row.state) == ("Nye", date(2028, 10, 1), PolicyState.DRAFT)


def test_a_draft_that_ends_before_it_begins_is_refused_with_a_sentence(client_as: Any, world: Any) -> None:
    answer = client_as("caseworker").post(
        "/retningslinjer/ny", data={"name": "Nye", "first_day": "1.10.2028", "last_day": "1.9.2028"}
    )
    assert answer.status_code == 422
    assert "Retningslinjene slutter før de begynner. Rett datoene." in answer.text
    assert 'value="1.10.2028"' in answer.text


def test_a_text_of_the_library_becomes_a_draft(client_as: Any, filling: Any, world: Any) -> None:
    answer = client_as("caseworker").post(
        "/retningslinjer/bibliotek/bergen/utkast", data={"name": "Som Bergen", "first_day": "1.10.2028"}
    )
    assert answer.status_code == 302
    with filling() as (session, _actor):
        policy = policy_domain(session.scalars(select(PolicyRow)).one())
    assert (policy.name, policy.decided) == ("Som Bergen", "")
    assert [rule.code for rule in policy.rules] == [
        rule.code for rule in library_entry("bergen").read.policy.rules
    ]


def test_a_new_edition_begins_with_what_the_version_says(desk: Desk, filling: Any) -> None:
    answer = desk.post("/ny-utgave", name="Neste", first_day="1.10.2032")
    assert answer.status_code == 302
    before = desk.policy
    with filling() as (session, _actor):
        newest = session.scalars(select(PolicyRow).order_by(PolicyRow.id.desc())).first()
        assert newest is not None
        assert (newest.name, newest.version, newest.follows_id) == ("Neste", 2, desk.policy_id)
        assert policy_domain(newest).rules == before.rules


@pytest.mark.parametrize(
    ("last_day", "proposed"),
    [
        pytest.param(date(9999, 12, 30), 'value="31.12.9999"', id="a day is left"),
        pytest.param(date.max, 'value=""', id="no day is left"),
    ],
)
def test_a_new_edition_of_what_never_ends_is_begun_as_well(
    desk: Desk, filling: Any, last_day: date, proposed: str
) -> None:
    with filling() as (session, _actor):
        session.get_one(PolicyRow, desk.policy_id).last_day = last_day
    page = desk.get("/ny-utgave")
    assert page.status_code == 200
    field = page.text[page.text.index('name="first_day"') - 200 :][:400]
    assert proposed in field


def test_a_code_that_came_in_with_a_file_or_from_older_settings_may_stay(desk: Desk, filling: Any) -> None:
    old = replace(
        a_draft(),
        zones=(*a_draft().zones, Zone("zone:1", "havna", Drawn.CASE_BY_CASE, drawn_by="rådmannen")),
        rules=(
            *RULES,
            Rule("cap:1", RuleKind.FACTOR, Strength.FACTOR, words="Pris.", factor=FactorEffect("Pris")),
        ),
    )
    with filling() as (session, _actor):
        write_policy(session, session.get_one(PolicyRow, desk.policy_id), old)
    sent = rule_typed(desk, "cap:1", words="Pris og utvalg.")
    assert desk.post("/regler/cap:1", **sent).status_code == 302
    written = desk.policy.rule("cap:1")
    assert written is not None
    assert written.words == "Pris og utvalg."
    typed: dict[str, Any] = {
        "code": "zone:1",
        "name": "bryggene",
        "drawn": "case_by_case",
        "drawn_by": "rådmannen",
    }
    assert desk.post("/soner/zone:1", **typed).status_code == 302
    zone = desk.policy.zone("zone:1")
    assert zone is not None
    assert zone.name == "bryggene"


@pytest.mark.parametrize("code", ["a/b", "a:b", ".", ".."])
def test_no_page_is_named_by_a_code_that_an_address_cannot_hold(desk: Desk, code: str) -> None:
    before = desk.policy
    answer = desk.post("/ny/soner", code=code, name="havna", drawn="case_by_case", drawn_by="rådmannen")
    assert "Koden kan ikke ha kolon eller skråstrek." in answer.text
    answer = desk.post("/regler/R-01", **rule_typed(desk, "R-01", code=code))
    assert "Nummeret kan ikke ha kolon eller skråstrek." in answer.text
    assert desk.policy == before


def test_the_head_is_changed(desk: Desk) -> None:
    answer = desk.post(
        "/endre", name="Nytt navn", first_day="1.1.2029", last_day="", decided="KS 2/28", source="Eget."
    )
    assert answer.status_code == 302
    policy = desk.policy
    assert (policy.name, policy.first_day, policy.last_day) == ("Nytt navn", date(2029, 1, 1), None)
    assert (policy.decided, policy.source, policy.invented) == ("KS 2/28", "Eget.", False)
    assert policy.rules == a_draft().rules


def test_an_hour_of_a_rule_is_changed_and_the_rest_stands(desk: Desk) -> None:
    answer = desk.post("/regler/R-01", **rule_typed(desk, "R-01", **{"effect-latest": "02.30"}))
    assert answer.status_code == 302
    changed = desk.policy.rule("R-01")
    assert changed is not None
    assert changed.hours is not None
    assert changed.hours.latest == 26 * 60 + 30
    assert changed.note == RULES[0].note
    assert [rule for rule in desk.policy.rules if rule.code != "R-01"] == list(RULES[1:])


def test_a_rule_that_is_typed_wrongly_keeps_what_was_typed_and_stores_nothing(desk: Desk) -> None:
    before = desk.row
    answer = desk.post(
        "/regler/R-01", **rule_typed(desk, "R-01", **{"effect-latest": "natta", "words": "Nye ord"})
    )
    assert answer.status_code == 422
    assert "Skriv klokkeslettet med time og minutt, for eksempel 02.00." in answer.text
    assert 'value="natta"' in answer.text
    assert "Nye ord" in answer.text
    assert desk.row == before


def test_what_another_wrote_meanwhile_is_shown_beside_what_was_typed(desk: Desk) -> None:
    typed = rule_typed(desk, "R-01", **{"effect-latest": "02.30"})
    theirs = rule_typed(desk, "R-01", **{"effect-latest": "01.30"})
    seen = desk.edition
    assert desk.post("/regler/R-01", **theirs).status_code == 302
    answer = desk.post("/regler/R-01", edition=seen, **typed)
    assert answer.status_code == 409
    assert "En annen lagret mens du skrev." in answer.text
    assert "01.30" in answer.text.split("Dette er lagret nå")[1]
    assert "02.30" in answer.text.split("Dette skrev du")[1]
    assert f'name="version" type="hidden" value="{desk.edition}"' in answer.text
    changed = desk.policy.rule("R-01")
    assert changed is not None
    assert changed.hours is not None
    assert changed.hours.latest == 25 * 60 + 30


def test_a_new_rule_stands_last_among_its_own(desk: Desk) -> None:
    with desk.client.application.test_request_context():
        data = as_sent(rule_form(desk.policy, RuleKind.HOURS, None, formdata=None))
    sent: dict[str, Any] = {name: data.getlist(name) for name in data if name != "version"}
    sent |= {"code": "R-50", "effect-latest": "23.00"}
    assert desk.post("/ny/regel/hours", **sent).status_code == 302
    codes = [rule.code for rule in desk.policy.rules]
    assert codes[4:7] == ["R-05", "R-50", "R-06"]
    added = desk.policy.rule("R-50")
    assert added is not None
    assert added.strength is Strength.HARD


def test_rules_are_moved_up_and_down_and_stay_at_the_ends(desk: Desk) -> None:
    assert desk.post("/regler/R-02/flytt/opp").status_code == 302
    assert [rule.code for rule in desk.policy.rules][:3] == ["R-02", "R-01", "R-03"]
    assert desk.post("/regler/R-02/flytt/ned").status_code == 302
    assert desk.policy.rules == RULES
    assert desk.post("/regler/R-01/flytt/opp").status_code == 302
    assert desk.policy.rules == RULES


def test_a_rule_is_taken_out_but_not_while_another_has_its_hours_from_it(desk: Desk) -> None:
    refused = desk.post("/regler/R-01/fjern")
    assert refused.status_code == 409
    assert "disse reglene har samme tid som den: R-03" in refused.text
    assert desk.post("/regler/R-03/fjern").status_code == 302
    assert desk.post("/regler/R-01/fjern").status_code == 302
    assert [rule.code for rule in desk.policy.rules][:2] == ["R-02", "R-04"]


def test_who_has_its_hours_from_a_rule_follows_when_the_number_changes(desk: Desk) -> None:
    assert desk.post("/regler/R-01", **rule_typed(desk, "R-01", code="A-1")).status_code == 302
    follower = desk.policy.rule("R-03")
    assert follower is not None
    assert follower.hours is not None
    assert follower.hours.same_as_rule == "A-1"


@pytest.mark.parametrize("sort", PARTS)
def test_a_part_is_opened_saved_unchanged_and_taken_out(desk: Desk, sort: str) -> None:
    kind = PARTS[sort]
    part = getattr(desk.policy, kind.attribute)[-1]
    with desk.client.application.test_request_context():
        opened = kind.form(formdata=None, **kind.form.shown(desk.policy, part))
        opened.offer(desk.policy, part)
        data = as_sent(opened)
    address = f"/{sort}/{part_key(part)}"
    assert desk.get(address).status_code == 200
    sent: dict[str, Any] = {name: data.getlist(name) for name in data if name != "version"}
    assert desk.post(address, **sent).status_code == 302
    assert getattr(desk.policy, kind.attribute) == getattr(a_draft(), kind.attribute)
    in_use = kind.attribute in ("zones", "questions", "documents")
    answer = desk.post(f"{address}/fjern")
    left = getattr(desk.policy, kind.attribute)
    assert answer.status_code == (409 if in_use else 302)
    assert (part in left) is in_use
    assert ("Endre reglene først." in answer.text) is in_use


def test_a_new_zone_is_put_in(desk: Desk) -> None:
    typed: dict[str, Any] = {
        "code": "havna",
        "name": "havna",
        "drawn": "plan",
        "outline": "10 10\r\n90, 10\r\n50;80",
    }
    assert desk.post("/ny/soner", **typed).status_code == 302
    zone = desk.policy.zone("havna")
    assert zone is not None
    assert [(corner.x, corner.y) for corner in zone.outline] == [(10, 10), (90, 10), (50, 80)]


@pytest.mark.parametrize(
    ("sort", "typed", "sentence"),
    [
        pytest.param(
            "soner",
            {"code": "sentrum", "name": "x", "drawn": "nobody"},
            "Koden er brukt fra før. Velg en annen.",
            id="code twice",
        ),
        pytest.param(
            "soner",
            {"code": "x", "name": "x", "drawn": "plan", "outline": "10 200"},
            "Skriv ett hjørne på hver linje, som to tall fra 0 til 100, for eksempel 20 35.",
            id="outside the plan",
        ),
        pytest.param(
            "dager",
            {"code": "x", "name": "x", "yearly": "av og til"},
            "Skriv for eksempel «nest siste tirsdag i februar»",
            id="no rule",
        ),
        pytest.param(
            "dager",
            {"code": "x", "name": "x"},
            "Skriv når dagene er, som en regel eller som datoer.",
            id="no days",
        ),
        pytest.param(
            "dager",
            {"code": "x", "name": "x", "spans": "20.02.2027–16.02.2027"},
            "Dagene slutter før de begynner.",
            id="days backwards",
        ),
        pytest.param(
            "dager",
            {"code": "x", "name": "x", "spans": "32.01.2027"},
            "Datoen 32.01.2027 finnes ikke.",
            id="no such day",
        ),
        pytest.param("opplysninger", {"code": "x", "kind": "yes_no"}, "Skriv spørsmålet", id="no question"),
        pytest.param(
            "dokumenter",
            {"code": "a:b", "kind": "plan", "title": "x"},
            "Koden kan ikke ha kolon",
            id="no code",
        ),
    ],
)
def test_a_part_that_is_typed_wrongly_is_said(
    desk: Desk, sort: str, typed: dict[str, Any], sentence: str
) -> None:
    before = desk.row
    answer = desk.post(f"/ny/{sort}", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert desk.row == before


@pytest.mark.parametrize(
    "address",
    ["/regler/ukjent", "/ny/regel/ukjent", "/soner/ukjent", "/ny/ukjent"],
)
def test_what_the_draft_does_not_have_is_not_found(desk: Desk, address: str) -> None:
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/skriv"),
        ("get", "/endre"),
        ("get", "/ny/soner"),
        ("get", "/regler/R-01"),
        ("get", "/ny/regel/cap"),
        ("get", "/les-inn"),
        ("post", "/regler/R-01/fjern"),
        ("post", "/regler/R-01/flytt/opp"),
        ("post", "/soner/sentrum/fjern"),
        ("post", "/forkast"),
    ],
)
def test_what_is_in_force_is_never_written(desk: Desk, filling: Any, method: str, address: str) -> None:
    with filling() as (session, _actor):
        session.get_one(PolicyRow, desk.policy_id).state = PolicyState.IN_FORCE
    before = desk.row
    answer = desk.get(address) if method == "get" else desk.post(address)
    assert answer.status_code == 409
    assert "Lag en ny utgave" in answer.text
    assert desk.row == before


def test_a_draft_is_put_away(desk: Desk) -> None:
    assert desk.post("/forkast").status_code == 302
    assert desk.row[2] is PolicyState.DISCARDED
    assert desk.get("").status_code == 404


def test_a_draft_that_another_wrote_in_is_not_put_away(desk: Desk) -> None:
    answer = desk.post("/forkast", edition=99)
    assert answer.status_code == 302
    assert desk.row[2] is PolicyState.DRAFT
    assert "En annen lagret mens du skrev." in desk.get("").text


@pytest.mark.parametrize("address", ["/regler/R-02/flytt/opp", "/regler/R-03/fjern", "/dager/elden/fjern"])
def test_an_act_on_an_older_edition_is_refused(desk: Desk, address: str) -> None:
    answer = desk.post(address, edition=99)
    assert answer.status_code == 409
    assert "En annen lagret mens du skrev." in answer.text
    assert desk.policy.rules == RULES


@pytest.mark.parametrize("role", ["reader", "decider", "meeting_secretary", "finance"])
def test_who_may_only_read_is_refused(desk: Desk, client_as: Any, role: str) -> None:
    client = client_as(role)
    for address in ("/skriv", "/endre", "/regler/R-01", "/ny/soner", "/les-inn", "/ny-utgave"):
        assert client.get(f"/retningslinjer/{desk.policy_id}{address}").status_code == 403
    assert client.get("/retningslinjer/ny").status_code == 403


def test_another_municipality_finds_no_draft_to_write(desk: Desk, client_as: Any) -> None:
    other = client_as("caseworker", municipality="other")
    for address in ("/skriv", "/endre", "/regler/R-01", "/ny/soner", "/les-inn", "/ny-utgave"):
        assert other.get(f"/retningslinjer/{desk.policy_id}{address}").status_code == 404


def test_a_draft_of_several_is_written_by_somebody_who_may_in_each_of_them(
    client_as: Any, filling: Any, world: Any
) -> None:
    with filling() as (session, _actor):
        row = store_policy(session, a_draft(), municipality_ids=[world.own_id, world.other_id])
        shared = Desk(client_as("caseworker"), filling, int(row.id))
    answer = shared.post("/regler/R-03/fjern")
    assert answer.status_code == 409
    assert "Retningslinjene gjelder også for Holtålen" in answer.text
    assert shared.policy.rules == RULES
    together = shared.post("/ny-utgave", name="Felles", first_day="1.10.2032", together="y")
    assert together.status_code == 409
    assert "Lag utgaven bare for egen kommune." in together.text
    assert shared.post("/ny-utgave", name="Vår", first_day="1.10.2032").status_code == 302
