"""Settings of events, the council's numbers, and the shares from which an owner counts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock, formats
from app.cases.queries.kind_facts import outlet_standing
from app.models.event import Event, EventType
from app.models.municipality import DelegationRow, Municipality
from app.models.occasion import CouncilQuota, EventSettings, QuotaSubject
from fees.rates import rates_on
from licensing.matters import Matter
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling

TODAY = clock.today()
SETTINGS = {
    "version": "0",
    "notice_days": "14",
    "most_days": "6",
    "principal_guests": "500",
    "ask_single": "y",
    "turnover_days": "21",
    "single_fee_ore": "1 200",
    "ambulatory_fee_ore": "350,50",
}
QUOTA = {
    "subject": "ambulatory",
    "number": "25",
    "decided_on": formats.short_date(TODAY - timedelta(days=30)),
    "reference": "KS 12/26",
    "first_day": formats.short_date(TODAY),
}
EVENTS, NUMBERS, SHARES = (
    "/administrasjon/arrangement",
    "/administrasjon/antall/nytt",
    "/administrasjon/andeler",
)


def test_settings_of_events_are_saved_and_shown_again(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    assert client.post(EVENTS, data=SETTINGS).status_code == 302
    with filling() as (session, actor):
        row = session.get_one(EventSettings, actor.municipality_id)
        assert (row.notice_days, row.most_days, row.turnover_days) == (14, 6, 21)
        assert (row.ask_single, row.ask_ambulatory, row.principal_guests) == (True, False, 500)
        assert (row.single_fee_ore, row.ambulatory_fee_ore) == (120_000, 35_050)
        event = session.scalars(select(Event).where(Event.type == EventType.MUNICIPALITY_CHANGED)).one()
        assert "notice_days" in str(event.payload)
    page = client.get(EVENTS).text
    assert 'value="350,50"' in page
    assert "ikke avklart i kildene" in plain(page).lower()


@pytest.mark.parametrize(
    ("above", "status"),
    [
        pytest.param(0, 302, id="trap_07_exactly_the_year_s_highest_fee"),
        pytest.param(1, 409, id="trap_07_an_øre_above_it"),
    ],
)
def test_an_ambulatory_fee_never_passes_the_year_s_highest(
    client_as: ClientAs, filling: Filling, above: int, status: int
) -> None:
    most = rates_on(TODAY).ambulatory_max.ore
    data = SETTINGS | {"ambulatory_fee_ore": formats.amount(most + above)}
    answer = client_as("administrator").post(EVENTS, data=data)
    assert answer.status_code == status
    with filling() as (session, actor):
        stored = session.get(EventSettings, actor.municipality_id)
        assert (stored is None) is (status == 409)
    if status == 409:
        assert "(alkoholforskriften § 6-2)" in plain(answer.text)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"notice_days": "0"}, "Skriv et antall dager fra 1 til 120", id="no days"),
        pytest.param({"principal_guests": "mange"}, "Skriv et helt tall", id="no number"),
        pytest.param({"single_fee_ore": "gratis"}, "Skriv beløpet i kroner", id="no amount"),
    ],
)
def test_settings_typed_wrongly_store_nothing(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], sentence: str
) -> None:
    answer = client_as("administrator").post(EVENTS, data=SETTINGS | changed)
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    with filling() as (session, actor):
        assert session.get(EventSettings, actor.municipality_id) is None


def test_settings_that_another_changed_meanwhile_are_not_overwritten(client_as: ClientAs) -> None:
    client = client_as("administrator")
    assert client.post(EVENTS, data=SETTINGS).status_code == 302
    answer = client.post(EVENTS, data=SETTINGS | {"notice_days": "30"})
    assert answer.status_code == 409
    assert "En annen lagret mens du skrev" in plain(answer.text)


def test_the_council_s_numbers_are_added_and_never_edited(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    later = QUOTA | {"number": "30", "first_day": formats.short_date(TODAY + timedelta(days=10))}
    assert client.post(NUMBERS, data=QUOTA).status_code == 302
    assert client.post(NUMBERS, data=later).status_code == 302
    with filling() as (session, actor):
        rows = session.scalars(select(CouncilQuota).order_by(CouncilQuota.first_day)).all()
        assert [(row.number, row.last_day) for row in rows] == [(25, None), (30, None)]
        assert len(session.scalars(select(Event).where(Event.type == EventType.QUOTA_CHANGED)).all()) == 2
        assert all(row.municipality_id == actor.municipality_id for row in rows)
    page = plain(client.get("/administrasjon/antall").text)
    assert "Gjelder ikke nå" in page
    assert "KS 12/26" in page


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        pytest.param({}, 409, "Det er lagt inn et vedtak som gjelder fra", id="the day has a number"),
        pytest.param(
            {"first_day": "01.01.2020"}, 409, "før kommunestyret vedtok det", id="before it was decided"
        ),
        pytest.param({"number": "-1"}, 422, "Skriv et helt tall", id="a negative number"),
        pytest.param({"decided_on": "01.01.2096"}, 422, "etter i dag", id="not decided yet"),
        pytest.param({"subject": "shops"}, 422, "Velg hva vedtaket gjelder", id="an unknown subject"),
    ],
)
def test_a_number_that_cannot_stand_is_refused(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], status: int, sentence: str
) -> None:
    client = client_as("administrator")
    assert client.post(NUMBERS, data=QUOTA).status_code == 302
    answer = client.post(NUMBERS, data=QUOTA | changed)
    assert answer.status_code == status
    assert sentence in plain(answer.text)
    with filling() as (session, _actor):
        assert len(session.scalars(select(CouncilQuota)).all()) == 1


def test_the_number_that_began_last_holds_for_outlets(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        for number, first_day in ((1, date(2020, 1, 1)), (2, date(2024, 7, 1))):
            session.add(
                CouncilQuota(
                    municipality_id=actor.municipality_id,
                    subject=QuotaSubject.OUTLETS,
                    number=number,
                    decided_on=first_day,
                    reference="KS 1",
                    first_day=first_day,
                )
            )
        session.flush()
        numbers = [
            outlet_standing(session, actor.municipality_id, day).number
            for day in (date(2019, 12, 31), date(2024, 6, 30), date(2024, 7, 1))
        ]
        assert numbers == [None, 1, 2]


def test_shares_may_stand_open_or_be_set(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    answer = client.post(SHARES, data={"version": "1", "substantial_share": "33,34", "dominating_share": ""})
    assert answer.status_code == 302
    with filling() as (session, actor):
        row = session.get_one(Municipality, actor.municipality_id)
        assert (row.substantial_share, row.dominating_share) == (3334, None)
    wrong = client.post(SHARES, data={"version": "2", "substantial_share": "100,01"})
    assert wrong.status_code == 422
    assert "høyst 100 prosent" in plain(wrong.text)


def test_delegation_may_speak_of_one_matter(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    row = {
        "matter": "event",
        "kind": "",
        "outcome": "",
        "mode": "alone",
        "basis": "delegasjonsreglementet punkt 4.3",
        "first_day": formats.short_date(TODAY),
    }
    assert client.post("/administrasjon/delegasjon/ny", data=row).status_code == 302
    assert client.post("/administrasjon/delegasjon/ny", data=row | {"matter": "people"}).status_code == 302
    with filling() as (session, actor):
        rows = session.scalars(
            select(DelegationRow).where(DelegationRow.municipality_id == actor.municipality_id)
        ).all()
        # A row of one matter ends no row of another.
        assert {(found.matter, found.last_day) for found in rows} == {
            (Matter.EVENT, None),
            (Matter.PEOPLE, None),
        }
    assert "Arrangement" in plain(client.get("/administrasjon/delegasjon").text)
