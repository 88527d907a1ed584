"""The page of the caps: counters on any day where a number is decided, and a plan of the zones."""

import re
from datetime import date, timedelta

import pytest

from app.clock import today
from app.policy.queries import policy_in_force
from app.policy.service.zones import place_venue
from licensing.licences import Group, LicenceKind, VenueCategory
from licensing.policy import CapScope, CapStated, Strength, When
from tests.factories import case as cases
from tests.factories.caps import ZONES, cap_rule, make_caps
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

PAGE = "/retningslinjer/tak"
SERVING = When(kinds=(LicenceKind.SERVING,))


def licensed(session, actor, number, *, zones=None, **more):
    """A licence at a place of its own, placed in zones where some are told."""
    venue = make_venue(session, actor, name=f"Sted {number}", street=f"Prøvegata {number}")
    more.setdefault("usable_from", more.get("granted_on", date(2024, 6, 3)))
    licence = make_licence(session, venue, make_holder(session, actor, serial=number), **more)
    if zones is not None:
        policy = policy_in_force(session, actor.municipality_id, today())
        place_venue(session, actor, venue_id=venue.id, policy=policy, zones=zones, basis="kartet")
    return licence


def rows_of(text: str, heading: str) -> list[str]:
    """The rows of the table under a heading, as bare words."""
    section = text.split(f">{heading}", 1)[1].split("</section>", 1)[0]
    body = section.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    rows = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def shown(client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_a_counter_says_how_many_are_left_and_how_many_wait(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], cap_rule(limit=3, when=SERVING))
        licensed(session, actor, 1)
        licensed(session, actor, 2)
        cases.make_case(session, actor, serial=7)
    (row,) = rows_of(shown(client_as("reader")), "Tak med tall")
    assert row.endswith("retningslinjene punkt 3.1 Hele kommunen 3 2 1 ledig 1")


def test_what_begins_later_is_told_beside_what_holds_on_the_day(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], cap_rule(limit=2, when=SERVING))
        licensed(session, actor, 1)
        later = licensed(session, actor, 2, granted_on=date(2026, 6, 1), usable_from=None)
        later.granted_on = date(2025, 6, 1)
    text = shown(client_as("reader"), f"{PAGE}?dag=01.01.2026")
    assert rows_of(text, "Tak med tall")[0].endswith("2 1 2 med dem som begynner senere Ingen ledig")


def test_any_day_is_told_by_what_was_granted_by_then(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], cap_rule(limit=5, when=SERVING))
        licensed(session, actor, 1)
        licensed(session, actor, 2, granted_on=date(2025, 1, 1))
        licensed(session, actor, 3, ended_on=date(2025, 3, 1))
    client = client_as("reader")
    used = {}
    for day in ("31.12.2024", "01.01.2025", "01.03.2025", "02.03.2025"):
        row = rows_of(shown(client, f"{PAGE}?dag={day}"), "Tak med tall")[0]
        used[day] = row.split("Hele kommunen 5 ")[1].split()[0]
    assert used == {"31.12.2024": "2", "01.01.2025": "3", "01.03.2025": "3", "02.03.2025": "2"}


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        pytest.param((), "Teksten nevner ikke noe tak. Derfor er det ingen teller her.", id="no cap"),
        pytest.param(
            (cap_rule(limit=None, stated=CapStated.NONE),),
            "Teksten sier at det ikke er noe tak. Derfor er det ingen teller her.",
            id="said that there is none",
        ),
        pytest.param(
            (cap_rule(limit=None, stated=CapStated.UNDECIDED),),
            "Teksten nevner tak, men ikke noe tall. Derfor er det ingen teller her.",
            id="no number",
        ),
    ],
)
def test_where_no_cap_is_decided_there_is_no_counter(filling, client_as, rules, sentence):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], *rules)
        licensed(session, actor, 1)
    text = shown(client_as("reader"))
    assert sentence in text
    assert "Tak med tall" not in text
    assert "ledig" not in text.lower().replace("ledige stillinger", "")


def test_where_no_policy_holds_the_page_says_so(client_as):
    assert "Ingen retningslinjer gjaldt denne dagen." in shown(client_as("reader"), f"{PAGE}?dag=01.01.2010")


@pytest.mark.parametrize("typed", ["31.02.2026", "1.1.1026", "i går"])
def test_a_day_that_is_none_is_refused_in_a_sentence(client_as, typed):
    answer = client_as("reader").get(PAGE, query_string={"dag": typed})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text or "ds-validation-message" in answer.text


class TestZones:
    @pytest.fixture
    def town(self, filling):
        with filling() as (session, actor):
            rules = (
                cap_rule("hver sone", 2, when=SERVING, scope=CapScope.ZONE, paragraph="punkt 4"),
                cap_rule("alle", 9, when=SERVING),
            )
            make_caps(session, [actor.municipality_id], *rules, zones=ZONES)
            licensed(session, actor, 1, zones=("sentrum",))
            licensed(session, actor, 2, zones=("sentrum",))
            licensed(session, actor, 3, zones=("gamlebyen",))
            licensed(session, actor, 4, zones=())
            licensed(session, actor, 5)

    def test_each_zone_has_a_counter_of_its_own(self, town, client_as):
        rows = rows_of(shown(client_as("reader")), "Tak med tall")
        assert [row.split("punkt 4 ")[-1] for row in rows[:2]] == [
            "Sentrum 2 2 Ingen ledig 0",
            "Gamlebyen 2 1 1 ledig 0",
        ]
        assert rows[2].endswith("Hele kommunen 9 5 4 ledige 0")

    def test_the_plan_shows_drawn_zones_and_the_table_beside_it_all(self, town, client_as):
        text = shown(client_as("reader"))
        (plan,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
        assert '<title id="soneplan-tittel">Plan over sonene</title>' in plan
        assert "Plan med 1 tegnet sone." in plan
        assert re.findall(r'data-room="(\w+)" points="([^"]+)"', plan) == [
            ("full", "15,10 90,10 90,60 15,60")
        ]
        assert "style=" not in plan
        assert rows_of(text, "Soner") == [
            "Sentrum Tegnet på plan 2 0 0 av 2",
            "Gamlebyen Gater er listet opp 1 0 1 av 2",
            "Utenfor alle sonene 1 0",
            "Ikke plassert 1 0",
        ]

    def test_who_stands_in_a_zone_is_listed_by_itself(self, town, client_as):
        client = client_as("reader")
        rows = rows_of(shown(client, f"{PAGE}/hver sone?plass=sentrum"), "Bevillinger under taket")
        assert [row.split()[1] for row in rows] == ["1", "2"]
        text = shown(client, f"{PAGE}/hver sone")
        assert len(rows_of(text, "Bevillinger under taket")) == 3
        assert "1 bevilling er ikke talt med, fordi sonen eller typen ikke er kjent." in text

    def test_a_cap_for_a_zone_tells_whom_it_could_not_count(self, filling, client_as):
        with filling() as (session, actor):
            rule = cap_rule(when=When(kinds=(LicenceKind.SERVING,), zones=("sentrum",)))
            make_caps(session, [actor.municipality_id], rule, zones=ZONES)
            licensed(session, actor, 1, zones=("sentrum",))
            licensed(session, actor, 2)
        text = shown(client_as("reader"), f"{PAGE}/T-1")
        assert "1 bevilling er ikke talt med, fordi sonen eller typen ikke er kjent." in text
        assert len(rows_of(text, "Bevillinger under taket")) == 1


def test_the_spread_tells_groups_and_categories_without_any_cap(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id])
        licensed(session, actor, 1, groups="1,2,3")
        licensed(session, actor, 2, groups="1,2")
        venue = make_venue(session, actor, name="Butikken", category=VenueCategory.GROCERY)
        make_licence(session, venue, make_holder(session, actor, serial=8), kind=LicenceKind.SALE, groups="1")
    text = shown(client_as("reader"))
    rows = rows_of(text.replace("Etter gruppe", ">Etter gruppe", 1), "Etter gruppe")
    assert rows == ["Gruppe 1 2 1", "Gruppe 2 2 0", "Gruppe 3 1 0"]


def test_the_list_under_a_cap_is_paged_by_place(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], cap_rule(limit=99, when=SERVING))
        for number in range(1, 53):
            licensed(session, actor, number)
    client = client_as("reader")
    first = shown(client, f"{PAGE}/T-1")
    assert len(rows_of(first, "Bevillinger under taket")) == 50
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    assert len(rows_of(shown(client, following.replace("&amp;", "&")), "Bevillinger under taket")) == 2


def test_nobody_sees_the_places_of_another_municipality_but_the_count(filling, client_as):
    with filling(municipality="other") as (session, other):
        licensed(session, other, 1)
    with filling() as (session, actor):
        shared = cap_rule(limit=4, when=When(groups=(Group.TWO,)), scope=CapScope.POLICY)
        make_caps(session, [actor.municipality_id, other.municipality_id], shared)
        licensed(session, actor, 2)
        cases.make_case(session, actor, serial=9)
    text = shown(client_as("reader"), f"{PAGE}/T-1")
    assert "1 av plassene er tatt i en annen kommune som har samme tak." in text
    assert rows_of(text, "Teller") == ["Kommunene til sammen 4 2 2 ledige"]
    assert [row.split()[1] for row in rows_of(text, "Bevillinger under taket")] == ["2"]
    assert len(rows_of(text, "Søknader som venter")) == 1
    assert "Søknader som venter" in shown(client_as("reader", municipality="other"), f"{PAGE}/T-1")
    assert "Ingen søknader venter på plass." in shown(
        client_as("reader", municipality="other"), f"{PAGE}/T-1"
    )


def test_what_waits_now_says_nothing_of_a_day_that_is_over(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], cap_rule(when=SERVING))
        cases.make_case(session, actor)
    yesterday = (today() - timedelta(days=1)).strftime("%d.%m.%Y")
    client = client_as("reader")
    assert "Søknader" not in shown(client, f"{PAGE}?dag={yesterday}").split("<main", 1)[1]
    assert "Søknader som venter" not in shown(client, f"{PAGE}/T-1?dag={yesterday}")


def test_a_cap_that_is_not_there_is_not_found(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], cap_rule(limit=None), cap_rule("b"))
    client = client_as("reader")
    assert client.get(f"{PAGE}/T-1").status_code == 404
    assert client.get(f"{PAGE}/{'x' * 61}").status_code == 404
    assert client.get(f"{PAGE}/b").status_code == 200


def test_a_cap_that_only_informs_is_counted_all_the_same(filling, client_as):
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], cap_rule(when=SERVING, strength=Strength.INFO))
    assert len(rows_of(shown(client_as("reader")), "Tak med tall")) == 1
