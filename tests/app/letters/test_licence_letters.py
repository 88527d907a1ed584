"""Letters about licences outside cases: drafted and made final by the chunk, sealed when they hold a code."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from app import storage
from app.letters.facts import LetterKind
from app.letters.licence_dispatch import record_arrivals_of_run, record_dispatch_of_run
from app.letters.licence_letters import (
    NewLetter,
    draft_licence_letters,
    drawn_licence_letter,
    facts_of_licence_letter,
    finalise_licence_letters,
    grounds_of,
    licence_letter_of,
)
from app.letters.service import Dispatch, final_bytes, letter_of
from app.letters.texts import plain_text, render_text
from app.models.document import Document
from app.models.event import Event, EventType
from app.models.letter import Channel, Letter, LetterState
from licensing.errors import NotAllowed
from tests.app.billing.places import Places
from tests.app.conftest import Filling
from tests.factories.licence_letter import CALLED_ON, SENT_ON, make_calls
from tests.golden.letter_facts_of_billing import NOTICE

ARRIVED_ON = date(2026, 2, 5)
POST = Dispatch(Channel.POST, "Rekommandert", SENT_ON)


def in_words(content: bytes) -> str:
    """The text of a PDF without the breaks of its lines."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")


def test_a_run_of_letters_goes_from_draft_to_arrived_with_one_event_an_act(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        licences = [places.licence(name) for name in ("kroa", "hotellet", "kaféen")]
        run, letters = make_calls(session, actor, licences)
        assert finalise_licence_letters(session, actor, letter_ids=letters.values(), on=CALLED_ON) == 3
        rows = session.scalars(select(Letter).where(Letter.run_id == run.id)).all()
        assert {row.state for row in rows} == {LetterState.FINAL}
        kroa = licences[0]
        sent = record_dispatch_of_run(
            session, actor, run_id=run.id, dispatch=POST, on=SENT_ON, references={kroa.number: "RR 1"}
        )
        rest = record_dispatch_of_run(session, actor, run_id=run.id, dispatch=POST, on=SENT_ON)
        assert (sent, rest) == (1, 2)
        assert (
            record_arrivals_of_run(session, actor, run_id=run.id, on=ARRIVED_ON, arrived_on=ARRIVED_ON) == 3
        )
        session.expire_all()
        found = {row.licence_id: (row.reference, row.state, row.arrived_on) for row in rows}
        assert found[kroa.id] == ("RR 1", LetterState.ARRIVED, ARRIVED_ON)
        assert found[licences[1].id] == ("Rekommandert", LetterState.ARRIVED, ARRIVED_ON)
        told = session.scalars(
            select(Event.type).where(Event.type.in_((EventType.LETTER_SENT, EventType.LETTER_ARRIVED)))
        ).all()
        assert sorted(told) == ["letter_arrived", "letter_sent", "letter_sent"]


def test_the_work_for_a_chunk_takes_as_many_queries_however_many_letters(
    filling: Filling, statements: list[str]
) -> None:
    counted = []
    for serial, count in ((0, 2), (50, 8)):
        with filling() as (session, actor):
            places = Places(session, actor, serial=serial)
            licences = [places.licence(f"sted {serial + number}") for number in range(count)]
            if serial:
                session.execute(Letter.__table__.update().values(run_id=None))
            _run, letters = make_calls(session, actor, licences)
            session.flush()
            statements.clear()
            finalise_licence_letters(session, actor, letter_ids=letters.values(), on=CALLED_ON)
            counted.append(len([one for one in statements if not one.startswith("SAVEPOINT")]))
    assert counted[0] == counted[1]


def test_a_letter_with_a_link_is_sealed_and_its_words_never_show_the_code(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = Places(session, actor).licence("kroa")
        _run, letters = make_calls(session, actor, [licence], final=True)
        letter = licence_letter_of(session, actor.municipality_id, letters[licence.id])
        assert letter is not None
        document = session.get_one(Document, letter.document_id)
        assert (document.sealed, document.case_id, document.licence_id) == (True, None, licence.id)
        assert not storage.fetch(document.sha256).startswith(b"%PDF")
        shown = in_words(final_bytes(session, letter))
        assert "koden står bare i brevet" not in shown
        assert "https://bevilling.invalid/min-side/omsetningsoppgave" in shown
        words = plain_text(render_text(letter.kind, "nb", facts_of_licence_letter(letter)))
        assert "(koden står bare i brevet)" in words
        assert (letter.facts["link"], letter.facts["code"]) == ("", "")


def test_the_same_facts_give_the_same_bytes(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = Places(session, actor).licence("kroa")
        _run, letters = make_calls(session, actor, [licence])
        letter = session.get_one(Letter, letters[licence.id])
        assert drawn_licence_letter(session, letter) == drawn_licence_letter(session, letter)


def test_a_final_letter_is_not_made_final_again_and_nothing_is_written_twice_in_a_run(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        licence = Places(session, actor).licence("kroa")
        run, letters = make_calls(session, actor, [licence], final=True)
        before = session.scalar(select(func.count()).select_from(Document))
        assert finalise_licence_letters(session, actor, letter_ids=letters.values(), on=CALLED_ON) == 0
        assert session.scalar(select(func.count()).select_from(Document)) == before
        ground = grounds_of(session, actor, [licence.id], CALLED_ON)[licence.id]
        assert ground.recipient.name == "kroa AS"
        with pytest.raises(TypeError):
            draft_licence_letters(
                session,
                actor,
                kind=LetterKind.TURNOVER_CALL,
                letters=[NewLetter(licence.id, ground.recipient, NOTICE)],
                on=CALLED_ON,
                run_id=run.id,
            )


@pytest.mark.parametrize(
    ("code", "given"),
    [
        pytest.param("sent_outside_letter", {"sent_on": date(2026, 2, 1)}, id="sent before it was dated"),
        pytest.param("sent_outside_letter", {"sent_on": date(2026, 2, 9)}, id="sent in the future"),
        pytest.param("licence_without_letter_in_run", {"references": {"SKJ-1": "x"}}, id="no such letter"),
        pytest.param("no_letters_to_send", {"letter_ids": ()}, id="nothing chosen"),
    ],
)
def test_a_dispatch_that_cannot_be_is_refused_whole(filling: Filling, code: str, given: dict) -> None:
    with filling() as (session, actor):
        licence = Places(session, actor).licence("kroa")
        run, letters = make_calls(session, actor, [licence], final=True)
        dispatch = Dispatch(Channel.POST, "", given.pop("sent_on", SENT_ON))
        with pytest.raises(NotAllowed, match=code):
            record_dispatch_of_run(session, actor, run_id=run.id, dispatch=dispatch, on=SENT_ON, **given)
        assert session.get_one(Letter, letters[licence.id]).state is LetterState.FINAL


def test_a_letter_arrives_only_after_it_was_sent(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = Places(session, actor).licence("kroa")
        run, _letters = make_calls(session, actor, [licence], final=True)
        with pytest.raises(NotAllowed, match="no_letters_to_arrive"):
            record_arrivals_of_run(session, actor, run_id=run.id, on=ARRIVED_ON, arrived_on=ARRIVED_ON)
        record_dispatch_of_run(session, actor, run_id=run.id, dispatch=POST, on=SENT_ON)
        with pytest.raises(NotAllowed, match="arrived_outside_sending"):
            record_arrivals_of_run(session, actor, run_id=run.id, on=ARRIVED_ON, arrived_on=CALLED_ON)
        with pytest.raises(NotAllowed, match="letter_not_ready_in_run"):
            record_dispatch_of_run(
                session, actor, run_id=run.id, dispatch=POST, on=SENT_ON, references={licence.number: "x"}
            )


def test_neither_kind_of_letter_is_found_as_the_other_nor_in_another_municipality(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = Places(session, actor).licence("kroa")
        _run, letters = make_calls(session, actor, [licence])
        letter_id, other = letters[licence.id], actor.municipality_id + 1
        assert letter_of(session, actor.municipality_id, letter_id) is None
        assert licence_letter_of(session, other, letter_id) is None
        assert licence_letter_of(session, actor.municipality_id, letter_id) is not None
