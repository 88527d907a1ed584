"""The shares from which an owner counts, and the council's number of outlets on a day."""

from dataclasses import replace
from datetime import date

from app.cases.queries.kind_facts import outlet_standing
from app.models.municipality import Municipality
from licensing.licences import LicenceType
from licensing.policy import Document, LegalKind
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories.policy import make_rules, number_rule

SHARES = "/administrasjon/andeler"


def test_the_number_of_the_day_holds_for_outlets(filling: Filling) -> None:
    turn = date(2024, 7, 1)
    document = Document("sak", LegalKind.DECISION, "Kommunestyret, sak 4/24", adopted_on=date(2024, 6, 20))
    later = replace(number_rule(2, LicenceType.OUTLET), code="later", first_day=turn, document="sak")
    with filling() as (session, actor):
        make_rules(
            session,
            actor.municipality_id,
            replace(number_rule(1, LicenceType.OUTLET), last_day=date(2024, 6, 30)),
            later,
            documents=(document,),
        )
        standings = [
            outlet_standing(session, actor.municipality_id, day)
            for day in (date(2019, 12, 31), date(2024, 6, 30), turn)
        ]
    assert [standing.number for standing in standings] == [None, 1, 2]
    assert [standing.decided_on for standing in standings] == [None, None, date(2024, 6, 20)]


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
