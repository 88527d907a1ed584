"""Placing venues in the zones of the policy: one at a time, or all that nobody has placed yet."""

import pytest
from sqlalchemy import select

from app import audit
from app.clock import today
from app.models.event import Event, EventType
from app.models.policy import VenueZone
from app.policy.forms.zones import OUTSIDE
from app.policy.queries import policy_in_force, zones_of_venue
from app.policy.queries.zones import zones_by_street
from app.policy.service.zones import place_venue, place_venues
from app.wording.events import event_text
from licensing.errors import NotAllowed
from licensing.policy import Zone
from tests.factories.caps import CENTRE, ZONES, make_caps
from tests.factories.venue import make_venue

PLACES = "/retningslinjer/soner"


@pytest.fixture
def venue_id(filling):
    """A venue in a municipality whose policy has two zones."""
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], zones=ZONES)
        return make_venue(session, actor, name="Prøvekroa", street="Prøvegata 4 B").id


def known(filling, venue_id):
    with filling() as (session, actor):
        policy = policy_in_force(session, actor.municipality_id, today())
        return zones_of_venue(session, actor.municipality_id, venue_id, policy)


class TestWhatIsKnown:
    def test_nobody_has_said_outside_all_and_in_some_are_three_answers(self, filling, venue_id):
        assert known(filling, venue_id) is None
        for zones in (("sentrum", "gamlebyen"), ("gamlebyen",), ()):
            with filling() as (session, actor):
                policy = policy_in_force(session, actor.municipality_id, today())
                place_venue(session, actor, venue_id=venue_id, policy=policy, zones=zones, basis="kartet")
            assert set(known(filling, venue_id)) == set(zones)

    def test_where_the_policy_has_no_zones_there_is_nothing_to_say(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id])
            venue = make_venue(session, actor)
            policy = policy_in_force(session, actor.municipality_id, today())
            assert zones_of_venue(session, actor.municipality_id, venue.id, policy) == ()
            assert zones_of_venue(session, actor.municipality_id, venue.id, None) == ()

    def test_a_zone_that_the_policy_has_no_more_leaves_the_venue_unplaced(self, filling, venue_id):
        with filling() as (session, actor):
            policy = policy_in_force(session, actor.municipality_id, today())
            place_venue(session, actor, venue_id=venue_id, policy=policy, zones=("gamlebyen",), basis="")
            make_caps(session, [actor.municipality_id], zones=(CENTRE,))
        assert known(filling, venue_id) is None

    def test_a_zone_of_no_policy_is_refused(self, filling, venue_id):
        with filling() as (session, actor):
            policy = policy_in_force(session, actor.municipality_id, today())
            with pytest.raises(NotAllowed) as refused:
                place_venue(session, actor, venue_id=venue_id, policy=policy, zones=("havna",), basis="")
            assert refused.value.code == "zone_not_of_policy"

    def test_the_same_answer_twice_is_told_once(self, filling, venue_id):
        with filling() as (session, actor):
            policy = policy_in_force(session, actor.municipality_id, today())
            for _turn in range(2):
                place_venue(
                    session, actor, venue_id=venue_id, policy=policy, zones=("sentrum",), basis="kartet"
                )
            (event,) = session.scalars(select(Event).where(Event.type == EventType.VENUE_ZONED)).all()
            payload = {"zones": ["Sentrum"], "basis": "kartet"}
            assert event_text(event.type, payload) == "Stedet er plassert i sone: Sentrum. Grunnlag: kartet."
            assert audit.verified_chain(session, actor.municipality_id).broken == ()

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("Prøvegata 4", ["sentrum"]),
            ("prøvegata 12 B", ["sentrum"]),
            ("Kirkegata 1", ["gamlebyen"]),
            ("Prøvegata", ["sentrum"]),
            ("Prøvegatas vei 4", []),
            ("", []),
        ],
    )
    def test_the_street_suggests_a_zone(self, filling, venue_id, address, expected):
        with filling() as (session, actor):
            policy = policy_in_force(session, actor.municipality_id, today())
            assert [zone.code for zone in zones_by_street(policy, address)] == expected


class TestOneVenue:
    def test_the_page_suggests_by_street_and_stores_what_is_chosen(self, filling, venue_id, client_as):
        client = client_as("caseworker")
        page = client.get(f"{PLACES}/{venue_id}").text
        assert "Forslag etter gatenavnet: Sentrum" in " ".join(page.split())
        assert 'value="sentrum" checked' in page
        answer = client.post(f"{PLACES}/{venue_id}", data={"zones": ["gamlebyen"], "basis": "kartet"})
        assert answer.location.endswith(f"/steder/{venue_id}")
        assert known(filling, venue_id) == ("gamlebyen",)
        shown = client.get(f"/steder/{venue_id}").text
        assert "Gamlebyen" in shown
        assert "Grunnlag: kartet" in shown

    def test_outside_all_is_stored_as_an_answer(self, filling, venue_id, client_as):
        client = client_as("caseworker")
        assert "Ingen har sagt hvilken sone stedet ligger i." in client.get(f"/steder/{venue_id}").text
        client.post(f"{PLACES}/{venue_id}", data={"zones": [OUTSIDE]})
        assert known(filling, venue_id) == ()
        assert "Utenfor alle sonene" in client.get(f"/steder/{venue_id}").text

    def test_a_zone_may_be_called_what_lies_outside(self, filling, venue_id, client_as):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], zones=(CENTRE, Zone("utenfor", "Utenfor murene")))
        client_as("caseworker").post(f"{PLACES}/{venue_id}", data={"zones": ["utenfor"]})
        assert known(filling, venue_id) == ("utenfor",)

    @pytest.mark.parametrize(
        ("zones", "sentence"),
        [
            ([], "Velg minst én sone, eller «Utenfor alle sonene»."),
            (["sentrum", OUTSIDE], "Stedet kan ikke ligge både i en sone og utenfor alle."),
        ],
    )
    def test_nothing_and_both_are_refused(self, filling, venue_id, client_as, zones, sentence):
        answer = client_as("caseworker").post(
            f"{PLACES}/{venue_id}", data={"zones": zones, "basis": "kartet"}
        )
        assert answer.status_code == 422
        assert sentence in answer.text
        assert known(filling, venue_id) is None

    def test_a_venue_of_another_municipality_is_not_found(self, filling, venue_id, client_as):
        with filling(municipality="other") as (session, other):
            theirs = make_venue(session, other).id
        assert client_as("caseworker").get(f"{PLACES}/{theirs}").status_code == 404
        assert (
            client_as("caseworker").post(f"{PLACES}/{theirs}", data={"zones": "sentrum"}).status_code == 404
        )


class TestAllThatAreLeft:
    def test_those_with_a_choice_are_placed_and_the_others_stay(self, filling, venue_id, client_as):
        with filling() as (session, actor):
            left = make_venue(session, actor, name="Uten valg", street="Ukjentveien 1").id
            outside = make_venue(session, actor, name="På fjellet", street="Fjellveien 1").id
        client = client_as("caseworker")
        page = client.get(PLACES).text
        assert "3 steder er ikke plassert" in page
        data = {
            f"venue-{venue_id}": "sentrum",
            f"venue-{left}": "",
            f"venue-{outside}": OUTSIDE,
            "basis": "gatelisten",
        }
        assert client.post(PLACES, data=data).status_code == 302
        assert [known(filling, one) for one in (venue_id, left, outside)] == [("sentrum",), None, ()]
        with filling() as (session, _actor):
            assert set(session.scalars(select(VenueZone.basis))) == {"gatelisten"}
        assert "1 sted er ikke plassert" in client.get(PLACES).text

    def test_what_another_placed_meanwhile_stays(self, filling, venue_id):
        with filling() as (session, actor):
            policy = policy_in_force(session, actor.municipality_id, today())
            place_venue(session, actor, venue_id=venue_id, policy=policy, zones=("gamlebyen",), basis="")
            place_venues(session, actor, policy=policy, placings={venue_id: ("sentrum",)}, basis="")
        assert known(filling, venue_id) == ("gamlebyen",)

    def test_a_venue_that_was_not_on_the_page_is_not_placed_by_its_street(self, filling, venue_id, client_as):
        client = client_as("caseworker")
        assert '<option selected value="sentrum">' in client.get(PLACES).text
        assert client.post(PLACES, data={"basis": "gatelisten"}).status_code == 302
        assert known(filling, venue_id) is None

    def test_when_all_are_placed_the_page_says_so(self, filling, venue_id, client_as):
        client = client_as("caseworker")
        client.post(f"{PLACES}/{venue_id}", data={"zones": ["sentrum"]})
        assert "Alle steder er plassert." in client.get(PLACES).text

    def test_without_zones_there_is_nothing_to_place(self, filling, client_as):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id])
            venue = make_venue(session, actor).id
        client = client_as("caseworker")
        for address in (PLACES, f"{PLACES}/{venue}"):
            assert "Retningslinjene som gjelder nå, har ingen soner." in client.get(address).text
        assert 'id="sone"' not in client.get(f"/steder/{venue}").text
