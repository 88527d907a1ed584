"""Turnover statements: taken in as versions, estimated, and confirmed."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import audit, clock
from app.billing.queries.one_duty import rows_of
from app.billing.queries.statements import latest_statements
from app.billing.service import attachments, attestation, links, statements
from app.db import engine, writing_session
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.turnover import (
    AttachmentKind,
    RoundState,
    TurnoverAttachment,
    TurnoverDuty,
    TurnoverQuestion,
    TurnoverRound,
    TurnoverStatement,
)
from app.permissions import Role
from fees.plausibility import QuestionCode
from fees.turnover import NIL, Attestation, TurnoverSource, Volumes
from licensing.errors import NotAllowed
from tests.app.billing.turnover import EXPECTED, LARGEST, PDF, link_of, make_lodge, make_shop, received
from tests.app.conftest import Filling, World
from tests.app.samples import pdf
from tests.factories.turnover import LODGE, RECEIVED_ON, YEAR, make_statement


def test_the_latest_version_holds_and_the_earlier_ones_stand(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        first = received(session, actor, lodge.duty)
        second = received(session, None, lodge.duty, actual=NIL, link=link_of(session, lodge.duty))
        found = latest_statements(session, actor.municipality_id, YEAR)
        row = found[lodge.licence_id]
        assert (row.number, row.statement_id, row.source) == (2, second.id, TurnoverSource.LINK)
        assert (row.actual, row.expected, row.due_on) == (NIL, LODGE, lodge.duty.due_on)
        assert (first.number, first.actual) == (1, LODGE)
        assert latest_statements(session, actor.municipality_id, YEAR, [lodge.licence_id]) == found
        assert latest_statements(session, actor.municipality_id, YEAR, []) == {}
        before = latest_statements(session, actor.municipality_id, YEAR - 1)[lodge.licence_id]
        assert before.expected == EXPECTED
    with filling(municipality="other") as (session, actor):
        assert latest_statements(session, actor.municipality_id, YEAR) == {}


def test_a_statement_lacks_nothing_and_tells_no_more_than_is_asked(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge, shop = make_lodge(session, actor), make_shop(session, actor)
        ended = make_lodge(session, actor, name="Nedlagt kro", serial=2, final=True)
        event = make_lodge(session, actor, name="Teltet", serial=3, round_id=None)
        new = make_lodge(session, actor, name="Ny kro", serial=4, first_day=date(YEAR, 2, 1))
        for code, duty, told in (
            ("actual_missing", lodge.duty, {"actual": None}),
            ("expected_missing", lodge.duty, {"expected": None}),
            ("statement_says_nothing", lodge.duty, {"actual": None, "expected": None}),
            ("nothing_expected_after_the_end", ended.duty, {}),
            ("nothing_expected_after_the_end", event.duty, {}),
            ("group_without_rate_in_kind", shop.duty, {}),
        ):
            with pytest.raises(NotAllowed) as refused:
                received(session, actor, duty, **told)
            assert refused.value.code == code
        assert received(session, actor, ended.duty, expected=None).expected is None
        assert received(session, actor, event.duty, expected=None).number == 1
        assert received(session, actor, new.duty, actual=None).actual is None


def test_a_link_opens_its_own_statement_while_the_round_is_open(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        late = make_lodge(session, actor, name="Sen kro", serial=2, expires_at=clock.now())
        link = link_of(session, lodge.duty)
        for duty, more, code in (
            (late.duty, {"link": link}, "turnover_link_expired"),
            (late.duty, {"link": links.link_of(session, late.code)}, "turnover_link_expired"),
            (lodge.duty, {"link": link, "sender": None}, "statement_without_sender"),
        ):
            with pytest.raises(NotAllowed) as refused:
                received(session, None, duty, **more)
            assert refused.value.code == code
        found = session.get_one(TurnoverRound, lodge.duty.round_id)
        found.state = RoundState.CLOSED
        session.flush()
        with pytest.raises(NotAllowed) as refused:
            received(session, None, lodge.duty, link=link)
        assert refused.value.code == "turnover_round_closed"
        # What comes late on paper is keyed all the same: fees and points rest on it.
        assert received(session, actor, lodge.duty).number == 1


def test_many_who_send_at_once_lose_nothing(app: Flask, filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
    with app.app_context():
        shared = engine()

    def send(litres: int) -> None:
        with app.app_context(), writing_session(shared) as session:
            duty = session.get_one(TurnoverDuty, lodge.duty_id)
            received(session, None, duty, actual=Volumes(litres), link=link_of(session, duty))
            session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(1, 7)))
    with filling() as (session, actor):
        rows = session.scalars(
            select(TurnoverStatement)
            .where(
                TurnoverStatement.municipality_id == actor.municipality_id,
                TurnoverStatement.duty_id == lodge.duty_id,
            )
            .order_by(TurnoverStatement.number)
        ).all()
        assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
        assert {row.actual_g1_cl for row in rows} == {1, 2, 3, 4, 5, 6}


def test_an_estimate_says_why_and_is_not_asked_about(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        make_statement(session, actor, lodge.duty, actual=Volumes(10_00))
        told: dict[str, Any] = {
            "duty_id": lodge.duty_id,
            "actual": LODGE,
            "expected": LODGE,
            "on": RECEIVED_ON,
        }
        with pytest.raises(NotAllowed) as refused:
            statements.estimate_statement(session, actor, reason=" ", **told)
        assert refused.value.code == "estimate_without_reason"
        made = statements.estimate_statement(session, actor, reason="Ikke levert", **told)
        assert (made.number, made.source, made.estimate_reason) == (
            2,
            TurnoverSource.ESTIMATED,
            "Ikke levert",
        )
        open_ones = session.scalars(
            select(TurnoverQuestion).where(
                TurnoverQuestion.municipality_id == actor.municipality_id,
                TurnoverQuestion.duty_id == lodge.duty_id,
                TurnoverQuestion.settled_at.is_(None),
            )
        ).all()
        assert not open_ones


def test_a_version_after_a_decided_fee_says_that_the_fee_is_looked_at_again(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        first = received(session, actor, lodge.duty)
        fee = Fee(
            municipality_id=actor.municipality_id,
            licence_id=lodge.licence_id,
            year=YEAR,
            purpose=FeePurpose.ADVANCE,
            state=FeeState.DECIDED,
            computed={},
            total_ore=660_000,
            statement_id=first.id,
            decided_on=RECEIVED_ON,
            decided_by_id=actor.user_id,
            computed_at=clock.now(),
        )
        session.add(fee)
        session.flush()
        assert not rows_of(session, lodge.duty).overtaken
        received(session, actor, lodge.duty, expected=EXPECTED)
        assert [found.id for found in rows_of(session, lodge.duty).overtaken] == [fee.id]


def test_a_confirmation_goes_step_by_step(filling: Filling) -> None:
    def step(to: Attestation, reason: str = "", version: int | None = None) -> str:
        try:
            attestation.change_attestation(
                session,
                actor,
                duty_id=duty.id,
                to=to,
                reason=reason,
                seen_version=duty.version if version is None else version,
            )
        except NotAllowed as refused:
            return refused.code
        return duty.attestation.value

    with filling() as (session, actor):
        duty = make_lodge(session, actor).duty
        assert [
            step(Attestation.APPROVED),
            step(Attestation.REQUIRED),
            step(Attestation.WAIVED),
            step(Attestation.WAIVED, "Liten omsetning"),
            step(Attestation.REQUIRED),
            step(Attestation.RECEIVED),
            step(Attestation.APPROVED, version=1),
            step(Attestation.APPROVED),
        ] == [
            "attestation_step",
            "required",
            "waiver_without_reason",
            "waived",
            "required",
            "received",
            "duty_changed_meanwhile",
            "approved",
        ]


def test_the_office_keys_and_estimates_and_what_is_typed_wrongly_is_kept(
    client_as: Callable[..., Any], filling: Filling
) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
    client, url = client_as("finance"), f"/gebyr/oppgaver/{lodge.duty_id}"
    figures = {f"{part}_{group}": "900" for part in ("actual", "expected") for group in (1, 2, 3)}
    wrong = client.post(f"{url}/registrer", data=figures | {"actual_3": "1.234", "received_on": "10.02.2026"})
    assert wrong.status_code == 422
    assert 'value="1.234"' in wrong.text
    ahead = client.post(f"{url}/registrer", data=figures | {"received_on": "10.02.2099"})
    assert (ahead.status_code, "Dagen kan ikke være etter i dag." in ahead.text) == (422, True)
    assert client.get(f"{url}/ansla").text.count('value="700"') == 2  # last year's wine, in both periods
    assert client.post(f"{url}/ansla", data=figures | {"reason": ""}).status_code == 422
    assert client.post(f"{url}/ansla", data=figures | {"reason": "Svarer ikke"}).status_code == 302
    page = client.get(url).text
    assert page.count("Anslått av kommunen") >= 2
    keyed = client.post(
        f"{url}/registrer",
        data=figures | {"received_on": "10.02.2026", "file_other": (io.BytesIO(pdf()), "brev.pdf")},
        content_type="multipart/form-data",
    )
    assert keyed.status_code == 302
    page = client.get(url).text
    assert "Versjon 2" in page
    attachment = page.partition("/gebyr/oppgaver/vedlegg/")[2].partition('"')[0]
    file = client.get(f"/gebyr/oppgaver/vedlegg/{attachment}")
    assert file.headers["Content-Disposition"] == "attachment; filename=brev.pdf"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        client_as("finance", municipality="other").get(f"/gebyr/oppgaver/vedlegg/{attachment}").status_code
        == 404
    )


def test_a_form_that_is_sent_twice_at_once_comes_in_once_with_its_files(
    app: Flask, filling: Filling, world: World
) -> None:
    with filling() as (session, actor):
        lodge, silent = make_lodge(session, actor), make_lodge(session, actor, name="Taus kro", serial=2)
    with filling(Role.FINANCE) as (_session, other):
        office = (actor, other)
    with app.app_context():
        shared = engine()
    enclosed = [attachments.Enclosed(AttachmentKind.OTHER, PDF)]
    by_link = {"link": True, "answers": {(QuestionCode.FAR_FROM_EXPECTED, 3): "Kartet er nytt"}}

    def send(more: dict[str, Any], time: int) -> None:
        with app.app_context(), writing_session(shared) as session:
            who = None if more else office[time % 2]
            duty = session.get_one(TurnoverDuty, lodge.duty_id)
            attachments.add_attachments(session, who, duty=duty, enclosed=enclosed, largest=LARGEST)
            if more:
                more = more | {"link": link_of(session, duty)}
            received(session, who, duty, **more)
            statements.estimate_statement(
                session,
                office[time % 2],
                duty_id=silent.duty_id,
                actual=LODGE,
                expected=LODGE,
                reason="Som i fjor",
                on=RECEIVED_ON,
            )
            session.commit()

    for more in ({}, by_link):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(send, [more] * 4, range(4)))
    with filling() as (session, _actor):
        rows = session.execute(
            select(TurnoverStatement.duty_id, TurnoverStatement.number, TurnoverStatement.source)
            .where(TurnoverStatement.duty_id.in_((lodge.duty_id, silent.duty_id)))
            .order_by(TurnoverStatement.id)
        ).all()
        assert sorted(map(tuple, rows)) == [
            (lodge.duty_id, 1, TurnoverSource.KEYED),
            (lodge.duty_id, 2, TurnoverSource.LINK),
            (silent.duty_id, 1, TurnoverSource.ESTIMATED),
        ]
        assert session.scalar(select(func.count()).select_from(TurnoverAttachment)) == 1
        assert audit.verified_chain(session, world.own_id).broken == ()


def test_the_same_figures_with_another_answer_or_another_file_are_a_new_version(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        few = {"actual": Volumes(900_00, 700_00, 28_00)}
        said = {(QuestionCode.FAR_FROM_EXPECTED, 3): "Kartet er nytt"}
        numbers = [
            received(session, actor, lodge.duty, **few, answers=one).number for one in ({}, said, said)
        ]
        assert numbers == [1, 2, 2]
        attachments.add_attachments(
            session,
            actor,
            duty=lodge.duty,
            enclosed=[attachments.Enclosed(AttachmentKind.OTHER, PDF)],
            largest=LARGEST,
        )
        assert [received(session, actor, lodge.duty, **few, answers=said).number for _ in range(2)] == [3, 3]
