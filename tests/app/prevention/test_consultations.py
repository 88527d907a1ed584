"""Consultations: one that covers many spendings, what each body said, and never after the payment."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app import clock
from app.formats import short_date
from app.held_rows import ChangedMeanwhile
from app.models.spending import Consultation, ConsultedBody, Payout, Spending
from app.prevention.queries.consultations import waiting_for_consultation
from app.prevention.queries.spending import consultation_missing
from app.prevention.service import consultations as service
from app.prevention.service.consultations import Attended, NewConsultation, ViewOf
from fees.spending import ConsultationForm, ConsultedView, PayoutKind, PayoutState
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.app.prevention.spending_desk import TODAY, Desk, desk_of
from tests.factories.earmark import CONSULTED
from tests.factories.spending import make_consulted
from tests.journeys.office import fields_of

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def desk(filling: Filling, world: World) -> Iterator[Desk]:
    """The earmark of one municipality."""
    with desk_of(filling, world) as made:
        yield made


def meeting(desk: Desk, *rows: Spending, view: ConsultedView | None = ConsultedView.SUPPORTS, **changed):
    """A meeting in which all said the same of some spendings."""
    views = tuple(ViewOf(row.id, body, view) for row in rows for body in CONSULTED)
    values = {
        "earmark_id": desk.earmark.id,
        "form": ConsultationForm.MEETING,
        "held_on": YESTERDAY,
        "title": "SLT-møte",
        "views": views,
        "attended": tuple(Attended(body, attended=True) for body in CONSULTED),
        **changed,
    }
    return NewConsultation(**values)


def record(desk: Desk, new: NewConsultation) -> Consultation:
    """Record as the form would."""
    return service.record_consultation(desk.session, desk.coordinator, new=new, on=TODAY)


def paid(desk: Desk, row: Spending, on: date) -> None:
    """That a spending was paid on a day."""
    desk.session.add(
        Payout(
            municipality_id=row.municipality_id,
            part_id=row.parts[0].id,
            kind=PayoutKind.PAYOUT,
            state=PayoutState.PAID,
            amount_ore=row.amount_ore,
            payee="FAU",
            attested_by_id=desk.coordinator.user_id,
            attested_at=clock.now(),
            approved_by_id=desk.decider.user_id,
            voucher="B-1",
            paid_on=on,
        )
    )
    desk.session.flush()


def test_one_meeting_covers_many_spendings(desk: Desk) -> None:
    rows = [desk.propose(title=title) for title in ("Kveld", "Konsert", "Kurs")]
    assert len(waiting_for_consultation(desk.session, desk.coordinator.municipality_id)) == 3
    made = record(desk, meeting(desk, *rows))
    assert [consultation_missing(desk.session, row) for row in rows] == [()] * 3
    assert [one.attended for one in made.attendance] == [True] * 3
    assert waiting_for_consultation(desk.session, desk.coordinator.municipality_id) == []


def test_whoever_has_not_answered_is_still_missing_and_who_never_answered_is_not(desk: Desk) -> None:
    row = desk.propose()
    made = record(desk, meeting(desk, row, view=None))
    assert consultation_missing(desk.session, row) == CONSULTED
    service.change_consultation(
        desk.session,
        desk.coordinator,
        consultation_id=made.id,
        seen_version=made.version,
        new=meeting(desk, row, view=ConsultedView.NO_ANSWER),
        on=TODAY,
    )
    assert consultation_missing(desk.session, row) == ()


def test_the_same_form_sent_twice_is_one_consultation(desk: Desk) -> None:
    row = desk.propose()
    assert record(desk, meeting(desk, row)).id == record(desk, meeting(desk, row)).id
    assert record(desk, meeting(desk, row, title="Et annet møte")) is not None
    assert desk.session.scalars(select(func.count()).select_from(Consultation)).one() == 2


def test_a_consultation_is_held_before_the_payment(desk: Desk) -> None:
    row = desk.grant(desk.propose())
    record(desk, meeting(desk, row))
    paid(desk, row, YESTERDAY)
    assert record(desk, meeting(desk, row, title="Samme dag")) is not None
    late = meeting(desk, row, held_on=TODAY)
    refusal = desk.refused("consultation_later_than_payment", lambda: record(desk, late))
    assert refusal.facts == {"number": row.number, "paid_on": YESTERDAY.isoformat()}
    row.unconsulted_reason, row.unconsulted_by_id = "Avtalt på telefon", desk.decider.user_id
    desk.session.flush()
    assert record(desk, late) is not None


def test_what_is_paid_keeps_the_consultation_it_rests_on(desk: Desk) -> None:
    row = desk.grant(desk.propose())
    made = record(desk, meeting(desk, row))
    paid(desk, row, TODAY)
    desk.refused(
        "consultation_of_paid",
        lambda: service.change_consultation(
            desk.session,
            desk.coordinator,
            consultation_id=made.id,
            seen_version=made.version,
            new=meeting(desk, row, view=None),
            on=TODAY,
        ),
    )


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        pytest.param("consultation_in_the_future", {"held_on": TODAY + timedelta(days=1)}, id="tomorrow"),
        pytest.param("consultation_without_spending", {"views": ()}, id="nothing taken up"),
        pytest.param("view_without_remarks", {"view": ConsultedView.AGAINST}, id="against, and no more"),
        pytest.param("answer_without_day", {"form": ConsultationForm.WRITTEN}, id="written without a day"),
    ],
)
def test_what_is_typed_wrongly_is_refused_and_nothing_is_stored_by_halves(
    desk: Desk, code: str, changed: dict
) -> None:
    new = meeting(desk, desk.propose(), **changed)
    desk.refused(code, lambda: record(desk, new))
    assert desk.session.scalars(select(ConsultedBody.id)).all() == []


def written(row: Spending, answered_on: date) -> tuple[ViewOf, ...]:
    """A written answer of each body, on a day."""
    return tuple(ViewOf(row.id, body, ConsultedView.SUPPORTS, "", answered_on) for body in CONSULTED)


def test_a_written_answer_comes_between_the_question_and_today(desk: Desk) -> None:
    row = desk.propose()
    for day, allowed in (
        (YESTERDAY - timedelta(days=1), False),
        (YESTERDAY, True),
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
    ):
        new = meeting(desk, row, form=ConsultationForm.WRITTEN, title=str(day), views=written(row, day))
        if allowed:
            assert record(desk, new) is not None
        else:
            desk.refused("answer_out_of_time", lambda new=new: record(desk, new))


def test_what_is_decided_against_is_not_consulted_on(desk: Desk) -> None:
    row = desk.propose()
    row.state = row.state.RETRACTED
    desk.session.flush()
    desk.refused("spending_not_to_consult", lambda: record(desk, meeting(desk, row)))


def test_a_correction_on_what_another_has_corrected_is_refused(desk: Desk) -> None:
    row = desk.propose()
    made = record(desk, meeting(desk, row))
    with pytest.raises(ChangedMeanwhile):
        service.change_consultation(
            desk.session,
            desk.coordinator,
            consultation_id=made.id,
            seen_version=made.version + 1,
            new=meeting(desk, row),
            on=TODAY,
        )


def test_spendings_of_another_municipality_are_not_found(desk: Desk) -> None:
    new = meeting(desk, desk.propose(), views=(ViewOf(999, "Oppvekstetaten", ConsultedView.SUPPORTS),))
    with pytest.raises(LookupError):
        record(desk, new)


@pytest.fixture
def ids(filling: Filling, world: World) -> list[int]:
    """Two proposals that wait for a consultation."""
    with desk_of(filling, world) as desk:
        return [desk.propose(title=title).id for title in ("Kveld", "Konsert")]


def typed(client, url: str, **changed: str) -> dict[str, str]:
    """The fields of the form, filled: everybody took part and supports."""
    fields = fields_of(client.get(url).text)
    fields |= {name: "supports" for name in fields if name.startswith("views-") and name.endswith("-view")}
    return fields | {"title": "SLT-møte", "held_on": short_date(TODAY)} | changed


def test_the_bodies_of_the_decision_are_preset_and_the_meeting_is_shown_on_each_case(
    ids: list[int], client_as: ClientAs
) -> None:
    client = client_as("prevention_coordinator")
    first = plain(client.get("/forebygging/samrad/nytt").text)
    assert "Oppvekstetaten, Videregående skole, Helsestasjon for ungdom" in first
    url = f"/forebygging/samrad/nytt?bruk={ids[0]}&bruk={ids[1]}&andre=Politiet"
    done = client.post(url, data=typed(client, url), follow_redirects=True)
    assert "Samrådet er registrert." in plain(done.text)
    assert "Politiet" in done.text
    for number in ids:
        page = plain(client.get(f"/forebygging/bruk/{number}").text)
        assert f"Tatt opp i SLT-møte {short_date(TODAY)}" in page
        assert "Alle som skal tas med på råd, er tatt med." in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"title": ""}, "Skriv hva møtet eller runden heter.", id="no name"),
        pytest.param({"held_on": "i går"}, "Skriv datoen som dag, måned og år", id="no date"),
        pytest.param({"views-0-view": "against"}, "Skriv hva de mener.", id="against, and no more"),
        pytest.param({"held_on": short_date(TODAY + timedelta(days=1))}, "har ikke vært ennå", id="tomorrow"),
    ],
)
def test_what_is_typed_is_kept_when_something_is_wrong(
    ids: list[int], client_as: ClientAs, changed: dict, sentence: str
) -> None:
    client = client_as("prevention_coordinator")
    url = f"/forebygging/samrad/nytt?bruk={ids[0]}"
    answer = client.post(url, data=typed(client, url, **{"minutes": "Alle er enige", **changed}))
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert "Alle er enige" in answer.text


def test_a_form_that_was_tampered_with_stores_nothing(
    ids: list[int], client_as: ClientAs, filling: Filling
) -> None:
    client = client_as("prevention_coordinator")
    url = f"/forebygging/samrad/nytt?bruk={ids[0]}"
    fields = {name: value for name, value in typed(client, url).items() if not name.startswith("views-2")}
    answer = client.post(url, data=fields)
    assert (answer.status_code, "Last siden på nytt" in plain(answer.text)) == (422, True)
    with filling() as (session, _actor):
        assert session.scalars(select(Consultation.id)).all() == []


def test_a_correction_shows_both_texts_when_another_was_first(
    ids: list[int], client_as: ClientAs, filling: Filling
) -> None:
    client = client_as("prevention_coordinator")
    url = f"/forebygging/samrad/nytt?bruk={ids[0]}&form=written"
    day = {f"views-{number}-answered_on": short_date(TODAY) for number in range(3)}
    client.post(url, data=typed(client, url, **day))
    with filling() as (session, _actor):
        change = f"/forebygging/samrad/{session.scalars(select(Consultation.id)).one()}/endre"
    seen = fields_of(client.get(change).text)
    assert client.post(change, data=seen | {"minutes": "Min tekst"}).status_code == 302
    answer = client.post(change, data=seen | {"minutes": "Din tekst"})
    assert answer.status_code == 409
    assert "Min tekst" in answer.text
    assert "Din tekst" in answer.text
    added = client.get(f"{change}?bruk={ids[1]}")
    assert "Konsert" in added.text


def test_the_list_tells_what_waits_and_what_was_held(
    ids: list[int], client_as: ClientAs, filling: Filling, world: World, statements: list[str]
) -> None:
    client = client_as("reader")
    assert "Oppvekstetaten, Videregående skole og Helsestasjon for ungdom" in plain(
        client.get("/forebygging/samrad").text
    )
    statements.clear()
    client.get("/forebygging/samrad")
    few = len(statements)
    with desk_of(filling, world) as desk:
        rows = [desk.propose(title=f"Tiltak {number}") for number in range(8)]
        for number in range(8):
            make_consulted(desk.session, desk.coordinator, desk.earmark, *rows[: number + 1])
    statements.clear()
    client.get("/forebygging/samrad")
    assert len(statements) == few


def test_another_municipality_finds_nothing(ids: list[int], client_as: ClientAs) -> None:
    client = client_as("prevention_coordinator", municipality="other")
    assert client.get(f"/forebygging/samrad/nytt?bruk={ids[0]}").status_code == 404
    assert "Kveld" not in client.get("/forebygging/samrad/nytt").text
