"""Applications for every licence type: what is typed, what is asked, and what a grant then gives."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from app.cases.queries.kind_facts import outlet_standing
from app.cases.queries.standing import case_view, findings_of_record
from app.cases.service.decisions import decide
from app.cases.service.kinds import KindEntry, kind_of
from app.clock import today
from app.formats import short_date
from app.licences.queries.lists import counts_in_force
from app.models.case import Application
from app.models.licence import Licence, LicenceTerm
from app.policy.queries import cap_counts, policy_in_force
from licensing.cases import CaseState
from licensing.decisions import DecisionOutcome
from licensing.errors import NotAllowed
from licensing.licences import (
    AreaKind,
    Attribute,
    Extension,
    Group,
    LicenceKind,
    LicenceType,
    VenueCategory,
)
from licensing.matters import Matter
from licensing.production import Production
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from tests.app.cases.pages import plain, sentences, unchanged
from tests.factories import case as cases
from tests.factories.policy import make_policy, make_rules, number_rule
from tests.journeys.office import application_fields, fields_of

ON = cases.DECIDED_ON
CIDER = Production(
    spirits_added=False,
    at_the_place=True,
    part_of_character=True,
    shared_plant=False,
    listed_product=True,
    sold_cl=1_200_000,
    own_inputs=Fraction(2, 5),
)
FARM = {
    "wanted": "sale:1,2",
    "category": "farm",
    "indoor": "10.00–18.00",
    "outdoor": "",
    "manager_tests": "sale",
    "deputy_tests": "sale",
    "spirits_added": "no",
    "at_the_place": "yes",
    "part_of_character": "yes",
    "shared_plant": "no",
    "listed_product": "yes",
    "sold_cl": "12 000",
    "own_inputs": "2 av 5",
}
SALE = {"kind": LicenceKind.SALE, "indoor": ServiceHours.parse("10:00", "18:00"), "outdoor": None}


def applied(filling) -> KindEntry:
    """What the one application says of its type."""
    with filling() as (session, _actor):
        return kind_of(session.scalars(select(Application)).one())


def terms(session, licence: Licence) -> dict[Attribute, str]:
    """The terms of a licence that are no hours."""
    rows = session.scalars(select(LicenceTerm).where(LicenceTerm.licence_id == licence.id))
    return {row.attribute: row.value for row in rows if row.attribute is not Attribute.HOURS}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param(
            FARM,
            KindEntry(extensions=(Extension.FARM_SALE,), production=CIDER),
            id="farm sale with its answers",
        ),
        pytest.param(
            {"seasonal": "y", "season_from": "15.07", "season_to": "15. august"},
            KindEntry(LicenceType.SEASONAL, season=Season.parse("07-15", "08-15")),
            id="a season",
        ),
        pytest.param(
            {"wanted": "sale:2,3", "indoor": "10.00–18.00", "outdoor": ""},
            KindEntry(LicenceType.OUTLET),
            id="an outlet of Vinmonopolet",
        ),
        pytest.param(
            {"category": "boat", "other_municipalities": "Os,  3430 Tolga "},
            KindEntry(other_municipalities=("Os", "3430 Tolga")),
            id="a boat in other municipalities",
        ),
        pytest.param(
            {"category": "train", "only_here": "y"}, KindEntry(other_municipalities=()), id="a train at home"
        ),
        pytest.param(
            {"extensions": ["production", "import"], "spirits_added": "unknown"},
            KindEntry(extensions=(Extension.PRODUCTION, Extension.IMPORT)),
            id="extensions that nothing is answered of",
        ),
        pytest.param(
            {"first_day": "01.05.2027"}, KindEntry(first_day=date(2027, 5, 1)), id="a later first day"
        ),
        pytest.param({}, KindEntry(), id="an ordinary licence"),
    ],
)
def test_what_is_typed_is_stored_and_shown_again(client_as, filling, typed, stored) -> None:
    client = client_as()
    answer = client.post("/saker/ny", data=application_fields(**typed))
    assert answer.status_code == 302, sentences(answer)
    assert applied(filling) == stored
    # The form for changing it holds the same, so that sending it back changes nothing.
    page = client.get(f"{answer.location}/endre").text
    assert client.post(f"{answer.location}/endre", data=fields_of(page) | _lists(stored)).status_code == 302
    assert applied(filling) == stored


def _lists(stored: KindEntry) -> dict[str, list[str]]:
    return {"extensions": [row.value for row in stored.extensions if row is not Extension.FARM_SALE]}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param(
            {"seasonal": "y"}, "Skriv hvilken dag av året bevillingen skal gjelde fra.", id="no day"
        ),
        pytest.param(
            {"seasonal": "y", "season_from": "31.06", "season_to": "15.08"},
            "«31.06» er ingen dag i året.",
            id="a day that does not exist",
        ),
        pytest.param(
            {"season_from": "01.06", "season_to": "15.08"},
            "Kryss av for bestemt del av året",
            id="days without the tick",
        ),
        pytest.param(
            {"wanted": "sale:2,3", "seasonal": "y", "season_from": "01.06", "season_to": "15.08"},
            "Vinmonopolet får bevilling for hele året.",
            id="a seasonal outlet",
        ),
        pytest.param(FARM | {"sold_cl": "mye"}, "Skriv antall liter", id="litres that are no number"),
        pytest.param(FARM | {"own_inputs": "1/0"}, "Skriv andelen i prosent", id="a share of nothing"),
        pytest.param(FARM | {"own_inputs": "120 %"}, "Skriv andelen i prosent", id="more than all"),
        pytest.param({"wanted": "serving:4"}, "Velg hva det søkes om.", id="group 4"),
        pytest.param({"wanted": "serving:1,3"}, "Velg hva det søkes om.", id="trap_10_groups_1_and_3"),
        pytest.param({"first_day": "30.02.2027"}, "finnes ikke", id="a first day that does not exist"),
        pytest.param(
            {"only_here": "y", "other_municipalities": "Os"}, "både at det bare skjenkes her", id="both"
        ),
    ],
)
def test_what_is_typed_wrongly_is_told_and_nothing_stored(client_as, filling, typed, sentence) -> None:
    hold = unchanged(filling)
    answer = client_as().post("/saker/ny", data=application_fields(**typed))
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    # What is wrong stands in the open, not behind a shut heading.
    assert typed.keys() <= {"wanted"} or '<details class="disclosure" open>' in answer.text
    hold()


def test_the_case_page_tells_what_is_special(client_as) -> None:
    client = client_as()
    farm = plain(client.get(client.post("/saker/ny", data=application_fields(**FARM)).location).text)
    assert "Gårdssalg av gruppe 2" in farm
    assert "12 000 liter" in farm
    assert "40 %" in farm
    season = {"seasonal": "y", "season_from": "01.12", "season_to": "01.05", "holder_name": "Vinter AS"}
    winter = plain(client.get(client.post("/saker/ny", data=application_fields(**season)).location).text)
    assert "1. desember til 1. mai" in winter
    assert "Bevilling for bestemt del av året" in winter


def test_a_farm_is_granted_group_2_with_its_extension(filling, decider) -> None:
    with filling() as (session, actor):
        case = cases.make_decided(
            session,
            actor,
            decider,
            groups=(Group.ONE, Group.TWO),
            venue=farm_venue(),
            special=KindEntry(extensions=(Extension.FARM_SALE,), production=CIDER),
            **SALE,
        )
        licence = session.scalars(select(Licence)).one()
        assert case.application.groups == "1,2"
        found = terms(session, licence)
        assert (found[Attribute.GROUPS], found[Attribute.EXTENSIONS]) == ("1,2", "farm_sale")
        assert licence.number.startswith("SAL-")


def farm_venue():
    """A farm with a shop."""
    venue = cases.application_entry().venue
    return replace(venue, category=VenueCategory.FARM, rooms=(("Gårdsbutikken", AreaKind.INDOOR),))


def test_a_farm_that_sells_too_much_cannot_be_granted(filling, decider) -> None:
    too_much = replace(CIDER, sold_cl=1_500_001)
    with filling() as (session, actor), pytest.raises(NotAllowed) as caught:
        cases.make_decided(
            session,
            actor,
            decider,
            groups=(Group.ONE, Group.TWO),
            venue=farm_venue(),
            special=KindEntry(extensions=(Extension.FARM_SALE,), production=too_much),
            **SALE,
        )
    assert caught.value.facts["finding"] == "production_not_met"


def test_group_2_without_farm_sale_is_no_application(filling) -> None:
    with filling() as (session, actor), pytest.raises(NotAllowed) as caught:
        cases.make_case(session, actor, groups=(Group.ONE, Group.TWO), kind=LicenceKind.SALE)
    assert caught.value.code == "group_set_unknown"


def test_a_seasonal_grant_holds_its_season(filling, decider) -> None:
    special = KindEntry(LicenceType.SEASONAL, season=Season.parse("07-15", "08-15"))
    with filling() as (session, actor):
        cases.make_decided(session, actor, decider, special=special)
        licence = session.scalars(select(Licence)).one()
        assert licence.type is LicenceType.SEASONAL
        assert terms(session, licence)[Attribute.SEASON] == "07-15,08-15"


@pytest.mark.parametrize(
    ("first_day", "begins"),
    [
        pytest.param(date(2027, 5, 1), date(2027, 5, 1), id="a day to come"),
        pytest.param(None, ON, id="from the decision"),
    ],
)
def test_the_first_day_is_apart_from_the_day_of_the_grant(filling, decider, first_day, begins) -> None:
    with filling() as (session, actor):
        case = cases.assessed(
            session, actor, cases.make_ready(session, actor, special=KindEntry(first_day=first_day))
        )
        cases.propose_as(session, actor, case, DecisionOutcome.GRANT, first_day=first_day)
        decide(session, decider, case_id=case.id, seen_version=case.version, on=ON)
        licence = session.scalars(select(Licence)).one()
        assert (licence.granted_on, licence.periods[0].first_day) == (ON, begins)
        assert licence.periods[0].last_day == date(2028, 9, 30)


@pytest.mark.parametrize(
    ("first_day", "code"),
    [
        pytest.param(ON - timedelta(days=1), "first_day_before_grant", id="the day before the grant"),
        pytest.param(date(2028, 10, 1), "first_day_after_period", id="a day in the next council's period"),
    ],
)
def test_a_first_day_outside_the_council_s_reach_is_refused(filling, first_day, code) -> None:
    with filling() as (session, actor):
        case = cases.assessed(session, actor, cases.make_ready(session, actor))
        with pytest.raises(NotAllowed) as caught:
            cases.propose_as(session, actor, case, DecisionOutcome.GRANT, first_day=first_day)
    assert caught.value.code == code


def test_trap_22_an_outlet_is_granted_without_manager_within_the_council_s_number(filling, decider) -> None:
    with filling() as (session, actor):
        # The cap on shops is full from the first one on; an outlet takes no place under it.
        make_policy(session, actor.municipality_id, highest=1, kind=LicenceKind.SALE)
        cases.make_decided(session, actor, decider, serial=1, groups=(Group.ONE,), **SALE)
        make_rules(session, actor.municipality_id, number_rule(1, LicenceType.OUTLET))
        outlet = {
            "groups": (Group.TWO, Group.THREE),
            "people": (),
            "venue": replace(cases.application_entry().venue, category=VenueCategory.SPECIAL_SHOP),
            "special": KindEntry(LicenceType.OUTLET),
            **SALE,
        }
        cases.make_decided(session, actor, decider, serial=2, **outlet)
        licence = session.scalars(select(Licence).where(Licence.type == LicenceType.OUTLET)).one()
        assert licence.number.startswith("VMP-")
        standing = outlet_standing(session, actor.municipality_id, ON)
        assert (standing.number, standing.used, standing.other_sale) == (1, 1, True)
        second = cases.assessed(session, actor, cases.make_ready(session, actor, serial=3, **outlet))
        view = case_view(session, second, ON, acting_id=actor.user_id)
        assert "outlets_full" in {row.code.value for row in findings_of_record(view.assessment)}


def test_caps_count_permanent_and_seasonal_licences_alone(filling, decider) -> None:
    season = KindEntry(LicenceType.SEASONAL, season=Season.parse("07-15", "08-15"))
    to_come = KindEntry(first_day=date(2027, 5, 1))
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=10)
        for serial, special in enumerate((KindEntry(), season, KindEntry())):
            cases.make_decided(session, actor, decider, serial=serial, special=special)
        event = session.scalars(select(Licence).order_by(Licence.id.desc()).limit(1)).one()
        event.type = LicenceType.SINGLE_OCCASION
        waiting = cases.make_case(session, actor, serial=4)
        at_event = cases.make_case(session, actor, serial=5)
        at_event.matter, at_event.application.type = Matter.EVENT, LicenceType.SINGLE_OCCASION
        session.flush()
        policy = policy_in_force(session, actor.municipality_id, ON)
        counted = cap_counts(session, actor.municipality_id, policy, ON, leave_out_case=0)
        assert [(count.used, count.pending) for count in counted] == [(2, 1)]
        assert counts_in_force(session, actor.municipality_id, ON) == {LicenceKind.SERVING: 2}
        assert waiting.state is CaseState.RECEIVED
        # A licence that begins later has taken its place already.
        case = cases.assessed(session, actor, cases.make_ready(session, actor, serial=6, special=to_come))
        cases.propose_as(session, actor, case, DecisionOutcome.GRANT, first_day=to_come.first_day)
        decide(session, decider, case_id=case.id, seen_version=case.version, on=ON)
        counted = cap_counts(session, actor.municipality_id, policy, ON, leave_out_case=0)
        assert [count.used for count in counted] == [3]


def test_the_list_of_licences_is_filtered_by_type(client_as, filling, decider) -> None:
    season = KindEntry(LicenceType.SEASONAL, season=Season.parse("07-15", "08-15"))
    with filling() as (session, actor):
        for serial, special in enumerate((KindEntry(), season)):
            cases.make_decided(session, actor, decider, serial=serial, special=special, on=today())
    client = client_as()
    page = plain(client.get("/bevillinger?type=seasonal").text)
    assert "Prøvekroa 1" in page
    assert "Prøvekroa 0 AS" not in page
    assert "Skjenkebevilling, bevilling for bestemt del av året" in page
    assert client.get("/bevillinger?type=taxfree").status_code in (200, 422)
    assert "Prøvekroa 0 AS" in plain(client.get(f"/bevillinger?dag={short_date(today())}").text)
