"""Continuing the licences of a period: only after the council's review, nothing twice, nobody's else."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.event import Event, EventType
from app.models.licence import Licence, LicencePeriod
from app.models.municipality import MunicipalityIdentity
from app.models.occupancy import Continuation, RoomOccupancy
from app.models.register import NationalTask
from app.permissions import Actor
from app.renewals.service import ContinuationEntry, continue_licences, decide_continuation
from licensing.errors import NotAllowed
from licensing.licences import LicenceType
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

END = date(2024, 9, 30)
NEXT_END = date(2028, 9, 30)
ENTRY = ContinuationEntry(END, date(2024, 3, 14), "KS 12/24", date(2024, 6, 20), "KS 34/24")
FORM = {
    "ended_on": END.isoformat(),
    "reviewed_on": "14.03.2024",
    "review_reference": "KS 12/24",
    "decided_on": "20.06.2024",
    "reference": "KS 34/24",
}
ADDRESS = "/fornyelser/videreforing"


def licences(session: Session, actor: Actor, count: int = 3, last_day: date = END) -> list[Licence]:
    """Licences of as many places that run out with the period."""
    holder = make_holder(session, actor)
    return [
        make_licence(
            session,
            make_venue(session, actor, name=f"Sted {number}", street=f"Gata {number}"),
            holder,
            granted_on=date(2020, 10, 1),
            usable_from=date(2020, 10, 1),
            last_day=last_day,
        )
        for number in range(1, count + 1)
    ]


def ends(filling: Filling) -> list[list[date]]:
    """The last days of the periods of each licence."""
    with filling() as (session, actor):
        rows = session.scalars(
            select(Licence).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id)
        )
        return [[period.last_day for period in row.periods] for row in rows]


def test_trap_04_licences_run_on_after_the_council_s_review(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        ids = [licence.id for licence in licences(session, actor)]
    client = client_as("decider")
    page = client.get(ADDRESS).text
    assert page.count("checked") == 3
    answer = client.post(ADDRESS, data=FORM | {"licences": [str(ids[0]), str(ids[2])]})
    assert answer.status_code == 302, plain(answer.text)
    assert ends(filling) == [[END, NEXT_END], [END], [END, NEXT_END]]
    with filling() as (session, _actor):
        row = session.scalars(select(Continuation)).one()
        assert (row.last_day, row.left_out) == (NEXT_END, [ids[1]])
        periods = session.scalars(select(LicencePeriod).where(LicencePeriod.continuation_id == row.id)).all()
        assert {period.first_day for period in periods} == {date(2024, 10, 1)}
        assert len(session.scalars(select(Event).where(Event.type == EventType.LICENCE_CONTINUED)).all()) == 2
        assert session.scalars(select(RoomOccupancy.last_day).where(RoomOccupancy.licence_id == ids[0])).all()
        assert {task.licence_id for task in session.scalars(select(NationalTask))} == {ids[0], ids[2]}
    shown = plain(client.get(answer.location).text)
    assert "20. juni 2024, KS 34/24" in shown
    assert "30. september 2028" in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param(
            {"reviewed_on": "11.09.2023"},
            "Kommunestyret må ha gjennomgått alkoholpolitikken etter valget 11.09.2023"
            " (alkoholloven § 1-6 fjerde ledd).",
            id="trap_04_reviewed_on_election_day",
        ),
        pytest.param(
            {"reviewed_on": "21.06.2024"}, "kan ikke være eldre enn", id="decided before the review"
        ),
        pytest.param({"decided_on": "01.10.2024"}, "gikk ut 30.09.2024, før vedtaket", id="decided too late"),
        pytest.param({"reviewed_on": "31.02.2024"}, "Datoen 31.02.2024 finnes ikke", id="no such day"),
        pytest.param({"decided_on": "20.06.2096"}, "kan ikke være fattet etter i dag", id="not decided yet"),
        pytest.param({"review_reference": ""}, "Skriv saken, for eksempel KS 12/28", id="no reference"),
        pytest.param({"licences": []}, "Velg minst én bevilling", id="nothing chosen"),
    ],
)
def test_without_legal_ground_nothing_is_continued_and_what_was_typed_is_kept(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], sentence: str
) -> None:
    with filling() as (session, actor):
        ids = [licence.id for licence in licences(session, actor, 2)]
    answer = client_as("decider").post(ADDRESS, data=FORM | {"licences": [str(ids[0])]} | changed)
    assert answer.status_code in (409, 422)
    assert sentence in plain(answer.text)
    assert 'value="KS 34/24"' in answer.text
    assert ends(filling) == [[END], [END]]
    with filling() as (session, _actor):
        assert session.scalars(select(Continuation)).all() == []


def test_the_same_decision_entered_twice_changes_nothing(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        ids = [str(licence.id) for licence in licences(session, actor, 2)]
    client = client_as("decider")
    first = client.post(ADDRESS, data=FORM | {"licences": ids[:1]})
    # The page was open in another window, so the form comes again with what it held.
    with filling() as (session, actor):
        again = decide_continuation(session, actor, entry=ENTRY, chosen=[int(ids[1])], on=date(2026, 1, 1))
        assert first.location.endswith(f"/{again.id}")
    assert ends(filling) == [[END, NEXT_END], [END]]


def test_a_stopped_continuation_goes_on_where_it_was(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        made = licences(session, actor, 5)
        row = Continuation(
            municipality_id=actor.municipality_id,
            reviewed_on=ENTRY.reviewed_on,
            review_reference=ENTRY.review_reference,
            decided_on=ENTRY.decided_on,
            reference=ENTRY.reference,
            ended_on=END,
            last_day=NEXT_END,
            left_out=[made[4].id],
            made_by_id=actor.user_id,
            made_at=session.get_one(Event, 1).at,
        )
        session.add(row)
        session.flush()
        assert len(continue_licences(session, actor, continuation_id=row.id, most=2)) == 2
        number = row.id
    client = client_as("decider")
    assert "2 bevillinger gjenstår" in plain(client.get(f"{ADDRESS}/{number}").text)
    assert client.post(f"{ADDRESS}/{number}/fortsett").status_code == 302
    assert client.post(f"{ADDRESS}/{number}/fortsett").status_code == 302
    assert ends(filling) == [[END, NEXT_END]] * 4 + [[END]]
    assert "gjenstår" not in plain(client.get(f"{ADDRESS}/{number}").text)


def test_events_licences_that_ended_and_other_periods_are_left_alone(filling: Filling) -> None:
    with filling() as (session, actor):
        event, ended, kept = licences(session, actor)
        event.type = LicenceType.SINGLE_OCCASION
        ended.ended_on = date(2024, 2, 1)
        session.flush()
        every = [event.id, ended.id, kept.id]
        decide_continuation(session, actor, entry=ENTRY, chosen=every, on=date(2024, 6, 20))
    assert ends(filling) == [[END], [END], [END, NEXT_END]]


def test_another_municipality_s_licences_are_never_continued(filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        theirs = [licence.id for licence in licences(session, actor, 1)]
    with filling() as (session, actor):
        licences(session, actor, 1)
        with pytest.raises(NotAllowed) as caught:
            decide_continuation(session, actor, entry=ENTRY, chosen=theirs, on=date(2024, 6, 20))
        assert caught.value.code == "nothing_to_continue"


def test_the_municipality_is_named_as_it_was_on_the_day_of_the_decision(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        made = licences(session, actor, 1)
        session.add(
            MunicipalityIdentity(
                municipality_id=actor.municipality_id,
                number="5061",
                name="Nye Røros",
                first_day=date(2025, 1, 1),
            )
        )
        row = decide_continuation(session, actor, entry=ENTRY, chosen=[made[0].id], on=date(2024, 6, 20))
        number = row.id
    shown = plain(client_as("reader").get(f"{ADDRESS}/{number}").text)
    assert "5025 Røros" in shown
    assert "5061" not in shown


def test_the_questions_do_not_grow_with_the_licences(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    client = client_as("decider")
    asked = []
    for count in (2, 12):
        with filling() as (session, actor):
            licences(session, actor, count)
        statements.clear()
        client.get(ADDRESS)
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_a_licence_granted_after_the_decision_is_not_continued_by_it(filling: Filling) -> None:
    with filling() as (session, actor):
        before, after = licences(session, actor, 2)
        after.granted_on = after.issued_on = after.usable_from = date(2024, 8, 1)
        session.flush()
        today = date(2024, 9, 1)
        with pytest.raises(NotAllowed, match="granted_after_continuation"):
            decide_continuation(session, actor, entry=ENTRY, chosen=[before.id, after.id], on=today)
        row = decide_continuation(session, actor, entry=ENTRY, chosen=[before.id], on=today)
        row.left_out = []
        assert continue_licences(session, actor, continuation_id=row.id) == []
