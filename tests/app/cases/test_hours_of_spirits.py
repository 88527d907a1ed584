"""Group 3 may end before the others: in the proposal, the licence's terms and the letter."""

from sqlalchemy import select

from app.models.decision import Proposal
from app.models.licence import LicenceTerm
from licensing.licences import Attribute
from tests.app.cases.pages import hindrance, plain, sentences
from tests.journeys.office import fields_of


def test_group_3_ends_before_the_others(both, assessed_id, filling) -> None:
    page = f"/saker/{assessed_id}/forslag"
    drafted = fields_of(both.get(page).text)
    assert drafted["spirits_ordinary"] == ""
    sent = drafted | {
        "outcome": "part_grant",
        "spirits_ordinary": "13.00–22.00",
        "spirits_other": "13.00–23.00",
        "reasons": "Gruppe 3 slutter før de andre.",
        "deviation": "Kommunen lar gruppe 3 slutte tidligere på alle steder.",
    }
    answer = both.post(page, data=sent)
    assert answer.status_code == 302, hindrance(answer)
    with filling() as (session, _actor):
        lines = session.scalars(select(Proposal)).one().hours
    ends = {
        (line["group"], tuple(line["weekdays"])): line["end"] for line in lines if line["area"] == "indoor"
    }
    assert ends[3, (7, 1, 2, 3, 4)] == 22 * 60
    assert ends[3, (5, 6)] == 23 * 60
    assert ends[1, (5, 6)] == 24 * 60


def test_group_3_cannot_end_after_the_others(both, assessed_id, filling) -> None:
    page = f"/saker/{assessed_id}/forslag"
    sent = fields_of(both.get(page).text) | {"spirits_other": "13.00–02.00"}
    answer = both.post(page, data=sent)
    assert answer.status_code == 302, sentences(answer)
    with filling() as (session, _actor):
        lines = session.scalars(select(Proposal)).one().hours
    assert max(line["end"] for line in lines if line["group"] == 3) == 24 * 60


def test_a_proposal_that_came_back_keeps_the_hours_of_group_3(both, assessed_id, filling) -> None:
    page = f"/saker/{assessed_id}/forslag"
    sent = fields_of(both.get(page).text) | {
        "outcome": "part_grant",
        "spirits_ordinary": "13.00–22.00",
        "reasons": "Gruppe 3 slutter før de andre.",
        "deviation": "Slik gjør vi det.",
    }
    assert both.post(page, data=sent).status_code == 302
    back = f"/saker/{assessed_id}/send-tilbake"
    form = fields_of(both.get(back).text) | {"reason": "Skriv mer."}
    answer = both.post(back, data=form)
    assert answer.status_code == 302, plain(answer.text)[:300]
    drafted = fields_of(both.get(page).text)
    assert (drafted["spirits_ordinary"], drafted["spirits_other"]) == ("13.00–22.00", "")
    with filling() as (session, _actor):
        assert not session.scalars(select(LicenceTerm).where(LicenceTerm.attribute == Attribute.HOURS)).all()
