"""Versions of a policy: begun, put in force, ended, withdrawn; and whose they are."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.municipality import Municipality
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyAnswer, PolicyMunicipality, PolicyRule, PolicyState
from app.models.user import User
from app.permissions import Actor, Role
from app.policy.queries import policies_of, policy_by_id, policy_domain, policy_in_force
from app.policy.queries.succession import succeeded_by
from app.policy.service.storing import store_policy
from app.policy.service.versions import adopt_policy, begin_version, discard_draft, save_draft
from licensing.errors import NotAllowed
from licensing.licences import AreaKind, LicenceKind
from licensing.policy import CapEffect, Document, LegalKind, Policy, Rule, RuleKind, Strength, When
from licensing.policy.checking import check
from tests.app.conftest import Filling, World
from tests.factories.policy import hours_rule
from tests.factories.user import acting, add_roles

TODAY = clock.today()
BEGAN, BEGINS = date(2024, 10, 1), TODAY + timedelta(days=30)
DAY_BEFORE = BEGINS - timedelta(days=1)
DECIDED = "Kommunestyret, sak 12/27"
OUTDOORS = (AreaKind.OUTDOOR,)
TEXT = Policy(
    id="",
    version=1,
    name="Retningslinjer",
    first_day=BEGAN,
    documents=(Document("plan", LegalKind.GUIDELINES, "Retningslinjer"),),
    rules=(
        replace(hours_rule("tid", 25), document="plan"),
        replace(hours_rule("røros", 26, areas=OUTDOORS), document="plan", municipalities=("5025",)),
        replace(hours_rule("ålen", 24, areas=OUTDOORS), document="plan", municipalities=("5026",)),
    ),
)
OWN_RULES = TEXT.rules[:2]
SILENT_CAP = Rule(
    "tak",
    RuleKind.CAP,
    Strength.HARD,
    When(kinds=(LicenceKind.SERVING,)),
    cap=CapEffect(limit=10),
    document="plan",
    paragraph="2",
)


def store(
    session: Session, *ids: int, state: PolicyState = PolicyState.IN_FORCE, **changes: Any
) -> PolicyRow:
    changes.setdefault("rules", TEXT.rules if len(ids) > 1 else OWN_RULES)
    return store_policy(session, replace(TEXT, **changes), municipality_ids=ids, state=state)


def adopt(session: Session, actor: Actor, row: PolicyRow, **changes: Any) -> PolicyRow:
    days: dict[str, Any] = {"first_day": BEGINS, "last_day": None, "decided": DECIDED, "on": TODAY} | changes
    return adopt_policy(session, actor, policy_id=row.id, seen_edition=row.edition, **days)


def administrator(session: Session, world: World, *municipalities: str) -> Actor:
    """The administrator of the own municipality, with the same role in others that are named."""
    user = session.get_one(User, world.someone("administrator").id)
    for name in municipalities:
        other = session.get_one(Municipality, world.municipality_ids[name])
        add_roles(session, user, other, Role.ADMINISTRATOR)
    return acting(user, session.get_one(Municipality, world.own_id))


def told(session: Session, municipality_id: int, kind: EventType) -> int:
    found = select(Event.id).where(Event.municipality_id == municipality_id, Event.type == kind)
    return len(session.scalars(found).all())


def test_a_stored_policy_reads_back_as_it_was(filling: Filling) -> None:
    with filling() as (session, actor):
        row = store(session, actor.municipality_id)
        session.expire_all()
        read = policy_domain(session.get_one(PolicyRow, row.id))
        assert replace(read, id="", municipalities=()) == replace(TEXT, rules=OWN_RULES)
        assert read.municipalities == ("5025",)
        assert policy_by_id(session, actor.municipality_id, row.id) == policy_in_force(
            session, actor.municipality_id, TODAY
        )


def test_each_municipality_reads_the_rules_that_are_for_it(filling: Filling, world: World) -> None:
    with filling() as (session, _actor):
        store(session, world.own_id, world.other_id)
        own, other = (policy_in_force(session, one, TODAY).rules for one in (world.own_id, world.other_id))
    assert [rule.code for rule in own] == ["tid", "røros"]
    assert [rule.code for rule in other] == ["tid", "ålen"]


def test_of_two_versions_the_one_that_began_last_holds(filling: Filling) -> None:
    with filling() as (session, actor):
        first = store(session, actor.municipality_id)
        second = store(session, actor.municipality_id, first_day=BEGINS)
        held = [policy_in_force(session, actor.municipality_id, day).id for day in (DAY_BEFORE, BEGINS)]
        assert held == [str(first.id), str(second.id)]
        assert policy_in_force(session, actor.municipality_id, BEGAN - timedelta(days=1)) is None


def test_a_draft_and_what_is_discarded_never_hold(filling: Filling) -> None:
    with filling() as (session, actor):
        for state in (PolicyState.DRAFT, PolicyState.DISCARDED):
            store(session, actor.municipality_id, state=state)
        assert policy_in_force(session, actor.municipality_id, TODAY) is None
        assert [row.state for row in policies_of(session, actor.municipality_id)] == [PolicyState.DRAFT]


class TestBeginning:
    def test_a_version_is_begun_from_the_one_that_holds(self, filling: Filling) -> None:
        with filling() as (session, actor):
            source = store(session, actor.municipality_id, decided="Kommunestyret 2024")
            draft = begin_version(
                session,
                actor,
                policy_id=source.id,
                name="Nye",
                first_day=BEGINS,
                last_day=None,
                together=True,
            )
            assert (draft.series, draft.version, draft.follows_id) == (source.series, 2, source.id)
            assert (draft.state, draft.name, draft.decided) == (PolicyState.DRAFT, "Nye", "")
            assert policy_domain(draft).rules == policy_domain(source).rules
            assert policy_in_force(session, actor.municipality_id, BEGINS).id == str(source.id)
            assert told(session, actor.municipality_id, EventType.POLICY_BEGUN) == 1

    def test_from_a_text_and_from_nothing(self, filling: Filling) -> None:
        with filling() as (session, actor):
            days = {"first_day": BEGINS, "last_day": None}
            read = begin_version(session, actor, text=TEXT, name="Lest", **days)
            empty = begin_version(session, actor, name="Tom", **days)
            assert [len(policy_domain(row).rules) for row in (read, empty)] == [3, 0]
            assert read.series != empty.series

    def test_for_the_own_municipality_alone_only_its_rules_come_along(
        self, filling: Filling, world: World
    ) -> None:
        with filling() as (session, actor):
            source = store(session, world.own_id, world.other_id)
            draft = begin_version(
                session, actor, policy_id=source.id, name="Egne", first_day=BEGINS, last_day=None
            )
            rules = policy_domain(draft).rules
            assert [(rule.code, rule.municipalities) for rule in rules] == [("tid", ()), ("røros", ())]
            assert draft.series != source.series
            assert policies_of(session, world.other_id) == [source]

    def test_together_only_by_somebody_who_writes_in_all(self, filling: Filling, world: World) -> None:
        with filling() as (session, actor):
            source = store(session, world.own_id, world.other_id)
            wanted: dict[str, Any] = {"policy_id": source.id, "name": "Felles", "first_day": BEGINS}
            with pytest.raises(NotAllowed) as refused:
                begin_version(session, actor, last_day=None, together=True, **wanted)
            assert refused.value.code == "policy_not_begun_together"
            both = administrator(session, world, "other")
            draft = begin_version(session, both, last_day=None, together=True, **wanted)
            assert (draft.series, draft.version) == (source.series, 2)
            assert told(session, world.other_id, EventType.POLICY_BEGUN) == 1

    def test_what_is_not_the_municipality_s_cannot_be_begun_from(
        self, filling: Filling, world: World
    ) -> None:
        with filling() as (session, actor):
            theirs = store(session, world.other_id)
            with pytest.raises(LookupError):
                begin_version(session, actor, policy_id=theirs.id, name="x", first_day=BEGINS, last_day=None)

    def test_days_run_forward(self, filling: Filling) -> None:
        with filling() as (session, actor):
            begin_version(session, actor, name="x", first_day=BEGINS, last_day=BEGINS)
            with pytest.raises(NotAllowed) as refused:
                begin_version(session, actor, name="x", first_day=BEGINS, last_day=DAY_BEFORE)
            assert refused.value.code == "policy_ends_before_it_begins"


class TestWriting:
    def test_a_draft_says_what_it_is_told_and_its_edition_rises(self, filling: Filling) -> None:
        with filling() as (session, actor):
            row = store(session, actor.municipality_id, state=PolicyState.DRAFT)
            policy = policy_domain(row)
            wanted = replace(policy, rules=(SILENT_CAP, *reversed(policy.rules)))
            save_draft(session, actor, policy_id=row.id, seen_edition=1, policy=wanted)
            session.expire_all()
            row = session.get_one(PolicyRow, row.id)
            assert (policy_domain(row).rules, row.edition) == (wanted.rules, 2)
            with pytest.raises(ChangedMeanwhile):
                save_draft(session, actor, policy_id=row.id, seen_edition=1, policy=policy)

    @pytest.mark.parametrize("state", [PolicyState.IN_FORCE, PolicyState.DISCARDED])
    def test_nothing_else_is_written(self, filling: Filling, state: PolicyState) -> None:
        with filling() as (session, actor):
            row = store(session, actor.municipality_id, state=state)
            seen = {"policy_id": row.id, "seen_edition": row.edition}
            with pytest.raises(NotAllowed) as refused:
                save_draft(session, actor, policy=policy_domain(row), **seen)
            assert refused.value.code == "policy_is_no_draft"
            with pytest.raises(NotAllowed):
                discard_draft(session, actor, **seen)

    def test_a_shared_draft_is_written_by_those_who_speak_for_all(
        self, filling: Filling, world: World
    ) -> None:
        with filling() as (session, actor):
            row = store(session, world.own_id, world.other_id, state=PolicyState.DRAFT)
            with pytest.raises(NotAllowed) as refused:
                discard_draft(session, actor, policy_id=row.id, seen_edition=row.edition)
            assert refused.value.facts == {"municipalities": "Holtålen"}
            both = administrator(session, world, "other")
            discard_draft(session, both, policy_id=row.id, seen_edition=row.edition)
            assert row.state is PolicyState.DISCARDED
            theirs = store(session, world.other_id, state=PolicyState.DRAFT)
            with pytest.raises(LookupError):
                discard_draft(session, actor, policy_id=theirs.id, seen_edition=theirs.edition)


class TestAdopting:
    def test_the_version_before_ends_the_day_before(self, filling: Filling, world: World) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            before = store(session, world.own_id)
            row = adopt(session, actor, store(session, world.own_id, state=PolicyState.DRAFT))
            session.expire_all()
            assert (before.state, before.last_day) == (PolicyState.IN_FORCE, DAY_BEFORE)
            assert (row.state, row.first_day, row.decided) == (PolicyState.IN_FORCE, BEGINS, DECIDED)
            assert row.adopted_by_id == actor.user_id
            assert policy_in_force(session, world.own_id, DAY_BEFORE).id == str(before.id)
            assert policy_in_force(session, world.own_id, BEGINS).id == str(row.id)
            assert told(session, world.own_id, EventType.POLICY_ENDED) == 1
            assert told(session, world.own_id, EventType.POLICY_ADOPTED) == 1

    def test_a_version_that_ends_earlier_anyway_keeps_its_day(self, filling: Filling, world: World) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            before = store(session, world.own_id, last_day=TODAY)
            adopt(session, actor, store(session, world.own_id, state=PolicyState.DRAFT))
            assert before.last_day == TODAY

    def test_what_has_not_begun_is_withdrawn(self, filling: Filling, world: World) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            same = store(session, world.own_id, first_day=BEGINS)
            later = store(session, world.own_id, first_day=BEGINS + timedelta(days=60))
            row = adopt(session, actor, store(session, world.own_id, state=PolicyState.DRAFT))
            session.expire_all()
            assert [same.state, later.state] == [PolicyState.DISCARDED] * 2
            assert policy_in_force(session, world.own_id, BEGINS + timedelta(days=90)).id == str(row.id)

    def test_what_begins_after_the_last_day_stands(self, filling: Filling, world: World) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            later = store(session, world.own_id, first_day=BEGINS + timedelta(days=60))
            last_day = BEGINS + timedelta(days=59)
            adopt(session, actor, store(session, world.own_id, state=PolicyState.DRAFT), last_day=last_day)
            assert later.state is PolicyState.IN_FORCE

    def test_it_begins_after_the_first_day_of_what_holds(self, filling: Filling, world: World) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            store(session, world.own_id)
            draft = store(session, world.own_id, state=PolicyState.DRAFT)
            with pytest.raises(NotAllowed) as refused:
                adopt(session, actor, draft, first_day=BEGAN)
            assert refused.value.code == "policy_begins_too_early"
            adopt(session, actor, draft, first_day=BEGAN + timedelta(days=1))

    def test_a_municipality_leaves_a_shared_policy_and_the_other_keeps_it(
        self, filling: Filling, world: World
    ) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            shared = store(session, world.own_id, world.other_id)
            row = adopt(session, actor, store(session, world.own_id, state=PolicyState.DRAFT))
            session.expire_all()
            assert shared.last_day is None
            assert policy_in_force(session, world.own_id, BEGINS).id == str(row.id)
            assert policy_in_force(session, world.other_id, BEGINS).id == str(shared.id)
            # When the new one ends, the one that was left does not come back.
            row.last_day = BEGINS + timedelta(days=9)
            session.flush()
            assert policy_in_force(session, world.own_id, BEGINS + timedelta(days=10)) is None

    def test_a_shared_version_takes_somebody_who_may_adopt_in_all(
        self, filling: Filling, world: World
    ) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            before = store(session, world.own_id, world.other_id)
            draft = store(session, world.own_id, world.other_id, state=PolicyState.DRAFT)
            with pytest.raises(NotAllowed) as refused:
                adopt(session, actor, draft)
            assert refused.value.code == "policy_belongs_to_others"
            adopt(session, administrator(session, world, "other"), draft)
            session.expire_all()
            assert before.last_day == DAY_BEFORE
            assert [
                told(session, one, EventType.POLICY_ADOPTED) for one in (world.own_id, world.other_id)
            ] == [1, 1]

    def test_every_point_of_the_check_is_answered_first(self, filling: Filling, world: World) -> None:
        with filling(Role.ADMINISTRATOR) as (session, actor):
            draft = store(session, world.own_id, state=PolicyState.DRAFT, rules=(SILENT_CAP,))
            with pytest.raises(NotAllowed) as refused:
                adopt(session, actor, draft)
            assert refused.value.code == "policy_points_unanswered"
            points = [point for point in check(policy_domain(draft)) if point.needs_answer]
            assert refused.value.facts == {"count": len(points)}
            session.add_all(
                PolicyAnswer(
                    policy_id=draft.id,
                    point=point.key,
                    text="Vi lar systemet spørre.",
                    answered_by_id=actor.user_id,
                    answered_at=clock.now(),
                )
                for point in points
            )
            session.flush()
            assert adopt(session, actor, draft).state is PolicyState.IN_FORCE

    def test_a_blocking_point_is_never_answered_away(self, filling: Filling, world: World) -> None:
        circle = tuple(
            replace(rule, municipalities=(), hours=replace(rule.hours, latest=None, same_as_rule=other.code))
            for rule, other in zip(TEXT.rules[:2], reversed(TEXT.rules[:2]), strict=True)
        )
        with filling(Role.ADMINISTRATOR) as (session, actor):
            draft = store(session, world.own_id, state=PolicyState.DRAFT, rules=circle)
            with pytest.raises(NotAllowed) as refused:
                adopt(session, actor, draft)
            assert refused.value.code == "policy_has_faults"
            assert draft.state is PolicyState.DRAFT

    def test_what_would_end_can_be_seen_beforehand(self, filling: Filling, world: World) -> None:
        with filling(Role.ADMINISTRATOR) as (session, _actor):
            held = store(session, world.own_id)
            to_come = store(session, world.own_id, first_day=BEGINS)
            store(session, world.own_id, last_day=DAY_BEFORE)
            store(session, world.other_id)
            found = succeeded_by(session, None, [world.own_id], first_day=BEGINS, last_day=None, on=TODAY)
            assert {(row.policy.id, row.last_day, row.hinders) for row in found} == {
                (held.id, DAY_BEFORE, False),
                (to_come.id, None, False),
            }


def refused_by_the_database(session: Session, statement: Any) -> bool:
    try:
        with session.begin_nested():
            session.execute(statement)
    except IntegrityError:
        return True
    return False


def test_the_database_lets_nobody_change_what_is_in_force(filling: Filling, world: World) -> None:
    with filling() as (session, actor):
        row = store(session, actor.municipality_id)
        mine = PolicyRow.__table__.c.id == row.id
        rules = PolicyRule.__table__
        for statement in (
            update(PolicyRow.__table__).where(mine).values(state="draft"),
            update(PolicyRow.__table__).where(mine).values(first_day=TODAY),
            update(PolicyRow.__table__).where(mine).values(frame={}),
            update(PolicyRow.__table__).where(mine).values(name="Andre"),
            delete(PolicyRow.__table__).where(mine),
            delete(rules).where(rules.c.policy_id == row.id),
            update(rules).where(rules.c.policy_id == row.id).values(body={}),
            rules.insert().values(policy_id=row.id, position=9, code="ny", kind="other", body={}),
            PolicyMunicipality.__table__.insert().values(policy_id=row.id, municipality_id=world.other_id),
            delete(PolicyMunicipality.__table__),
        ):
            assert refused_by_the_database(session, statement), statement
        ends = update(PolicyRow.__table__).where(mine)
        assert not refused_by_the_database(session, ends.values(last_day=BEGINS))
        assert refused_by_the_database(session, ends.values(last_day=BEGINS + timedelta(days=1)))
        assert refused_by_the_database(session, ends.values(last_day=None))
        assert not refused_by_the_database(session, ends.values(last_day=TODAY))


def test_rules_cannot_be_moved_into_what_is_in_force(filling: Filling) -> None:
    with filling() as (session, actor):
        held = store(session, actor.municipality_id)
        draft = store(session, actor.municipality_id, state=PolicyState.DRAFT, rules=(SILENT_CAP,))
        rules = PolicyRule.__table__
        moved = update(rules).where(rules.c.policy_id == draft.id).values(policy_id=held.id)
        assert refused_by_the_database(session, moved)
        assert not refused_by_the_database(
            session, update(rules).where(rules.c.policy_id == draft.id).values(position=7)
        )
