"""Shared measures: each municipality answers for its own part, in its own ledger, to the øre."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.held_rows import ChangedMeanwhile
from app.models.ledger import LedgerEntry
from app.models.spending import Spending, SpendingPart
from app.prevention.queries.parts import parts_to_answer
from app.prevention.service import parts as service
from app.prevention.service import spending
from fees.spending import PartState, SpendingState
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.app.prevention.spending_desk import KR, TODAY, Desk, desk_of
from tests.factories.spending import new_spending
from tests.journeys.office import fields_of


@pytest.fixture
def desk(filling: Filling, world: World) -> Iterator[Desk]:
    """An earmark that two municipalities share in halves: 37,500 each."""
    with desk_of(filling, world, shared=True) as made:
        yield made


def shared(desk: Desk, **changed) -> tuple[Spending, SpendingPart]:
    """A spending that both bear, and the other municipality's part of it."""
    row = desk.propose(shared_with=(desk.other_decider.municipality_id,), **changed)
    theirs = next(part for part in row.parts if part.municipality_id != row.municipality_id)
    return row, theirs


def answer(desk: Desk, part: SpendingPart, *, accept: bool = True, actor=None, **changed) -> SpendingPart:
    """Answer as the form would, for the other municipality."""
    given = {"part_id": part.id, "seen_version": None, "accept": accept, "reason": "", "on": TODAY, **changed}
    return service.answer_part(desk.session, actor or desk.other_decider, **given)


def release(desk: Desk, part: SpendingPart):
    """Release as the form would, for the other municipality."""
    given = {"part_id": part.id, "seen_version": None, "reason": "Trengs ikke", "on": TODAY}
    return service.release_part(desk.session, desk.other_decider, **given)


def test_the_parts_add_up_to_the_whole_to_the_ore(desk: Desk) -> None:
    row, _theirs = shared(desk, amount=KR("10000.01"))
    assert [part.amount_ore for part in row.parts] == [500_001, 500_000]
    assert parts_to_answer(desk.session, desk.other_decider.municipality_id) == (1, 0)


def test_each_reserves_its_own_part_in_its_own_year(desk: Desk) -> None:
    row, theirs = shared(desk)
    desk.refused("shared_part_not_answered", lambda: desk.grant(row))
    answer(desk, theirs)
    assert desk.account(desk.other_decider).reserved == KR(6_000)
    assert desk.account().reserved == KR(0)
    desk.grant(row)
    assert desk.account().reserved == KR(6_000)
    entered = desk.session.execute(
        select(LedgerEntry.municipality_id, LedgerEntry.part_id).where(LedgerEntry.part_id.is_not(None))
    ).all()
    assert {tuple(one) for one in entered} == {(part.municipality_id, part.id) for part in row.parts}


def test_what_is_granted_is_what_the_others_have_promised_their_parts_of(desk: Desk) -> None:
    row, theirs = shared(desk)
    answer(desk, theirs)
    desk.refused("shared_amount_is_fixed", lambda: desk.grant(row, amount=KR(8_000), reason="Mindre"))


def change(desk: Desk, row: Spending, **changed) -> Spending:
    """Change as the form would."""
    new = new_spending(desk.earmark, **changed)
    given = {"spending_id": row.id, "seen_version": None, "new": new, "on": TODAY}
    return spending.change(desk.session, desk.coordinator, **given)


def test_a_promised_part_holds_the_amount_until_it_is_taken_back(desk: Desk) -> None:
    row, theirs = shared(desk)
    answer(desk, theirs)
    other = desk.other_decider.municipality_id
    desk.refused("shared_part_promised", lambda: change(desk, row, amount=KR(8_000), shared_with=(other,)))
    assert release(desk, theirs) == KR(6_000)
    assert theirs.state is PartState.PROPOSED
    assert desk.account(desk.other_decider).free == KR(37_500)
    change(desk, row, amount=KR(8_000), shared_with=(other,))
    answer(desk, theirs)
    assert (theirs.amount_ore, theirs.state) == (400_000, PartState.RESERVED)


def test_a_declined_part_must_be_covered_before_it_is_granted(desk: Desk) -> None:
    row, theirs = shared(desk)
    desk.refused("declined_without_reason", lambda: answer(desk, theirs, accept=False))
    answer(desk, theirs, accept=False, reason="Midlene er brukt")
    refusal = desk.refused("shared_part_declined", lambda: desk.grant(row))
    assert refusal.facts == {"amount_ore": 600_000}
    change(desk, row)
    assert desk.grant(row).state is SpendingState.GRANTED
    assert desk.account().reserved == KR(12_000)
    assert theirs.state is PartState.DECLINED


def test_a_declined_part_may_be_promised_after_all(desk: Desk) -> None:
    _row, theirs = shared(desk)
    answer(desk, theirs, accept=False, reason="Vet ikke ennå")
    assert answer(desk, theirs).state is PartState.RESERVED
    desk.refused("part_already_answered", lambda: answer(desk, theirs))


def test_only_the_one_who_is_responsible_answers_and_only_for_another_municipality(desk: Desk) -> None:
    row, theirs = shared(desk)
    with pytest.raises(LookupError):
        answer(desk, theirs, actor=desk.decider)
    own = next(part for part in row.parts if part.municipality_id == row.municipality_id)
    desk.refused("own_part_is_granted", lambda: answer(desk, own, actor=desk.decider))
    with pytest.raises(ChangedMeanwhile):
        answer(desk, theirs, seen_version=theirs.version + 1)


def test_a_part_is_promised_within_what_is_free_there(desk: Desk) -> None:
    row, theirs = shared(desk, amount=KR(60_000))
    answer(desk, theirs)
    _more, second = shared(desk, title="Et til", amount=KR(20_000))
    refusal = desk.refused("earmark_too_little_left", lambda: answer(desk, second))
    assert refusal.facts["free_ore"] == 750_000
    assert row.state is SpendingState.PROPOSED


def test_what_comes_to_nothing_leaves_a_promise_to_release(desk: Desk) -> None:
    row, theirs = shared(desk)
    answer(desk, theirs)
    spending.retract(
        desk.session, desk.coordinator, spending_id=row.id, seen_version=None, reason="Avlyst", on=TODAY
    )
    other = desk.other_decider.municipality_id
    assert parts_to_answer(desk.session, other) == (0, 1)
    release(desk, theirs)
    assert (theirs.state, theirs.released_ore) == (PartState.ENDED, 600_000)
    assert (desk.account(desk.other_decider).free, parts_to_answer(desk.session, other)) == (
        KR(37_500),
        (0, 0),
    )
    desk.refused("nothing_to_release", lambda: release(desk, theirs))


def test_what_is_granted_and_not_paid_keeps_its_promises(desk: Desk) -> None:
    row, theirs = shared(desk)
    answer(desk, theirs)
    desk.grant(row)
    desk.refused("part_still_needed", lambda: release(desk, theirs))


@pytest.fixture
def part_url(filling: Filling, world: World) -> str:
    """The page of a part that the other municipality is asked to bear."""
    with desk_of(filling, world, shared=True) as desk:
        return f"/forebygging/fellestiltak/{shared(desk)[1].id}"


def test_the_other_municipality_answers_on_its_own_page(part_url: str, client_as: ClientAs) -> None:
    assert client_as("decider").get(part_url).status_code == 404
    client = client_as("decider", municipality="other")
    listed = plain(client.get("/forebygging/fellestiltak").text)
    assert "Foreldrekveld for 8. trinn" in listed
    page = client.get(part_url)
    assert "Svar for kommunens del" in plain(page.text)
    fields = {"version": fields_of(page.text)["version"], "answer": "nei", "reason": ""}
    wrong = client.post(f"{part_url}/svar", data=fields)
    assert (wrong.status_code, "Skriv hvorfor kommunen ikke vil dekke" in plain(wrong.text)) == (422, True)
    done = client.post(f"{part_url}/svar", data={**fields, "answer": "ja"}, follow_redirects=True)
    assert "Tilsagn gitt" in plain(done.text)
    again = client.post(f"{part_url}/svar", data={**fields, "answer": "ja"})
    assert again.status_code == 409
    version = fields_of(client.get(part_url).text)["version"]
    back = client.post(
        f"{part_url}/frigi", data={"version": version, "reason": "Feil beløp"}, follow_redirects=True
    )
    assert "Venter på svar" in plain(back.text)


def test_a_reader_there_sees_the_part_and_cannot_answer(part_url: str, client_as: ClientAs) -> None:
    client = client_as("reader", municipality="other")
    assert "Svar for kommunens del" not in client.get(part_url).text
    assert client.post(f"{part_url}/svar", data={"answer": "ja"}).status_code == 403
