"""Hearings of plans: who was invited, what was answered, and how far the answers have come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from app.models.hearing import HearingAnswer, HearingInvitation, PlanHearing
from app.models.plan import PlanMunicipality
from app.paging import Cursor, Page, page_of
from fees.plans import InputVerdict


@dataclass(frozen=True)
class AnswerCounts:
    """How many answers a hearing has, and what was done with them."""

    received: int = 0
    late: int = 0
    published: int = 0
    followed: int = 0
    partly: int = 0
    not_followed: int = 0

    @property
    def treated(self) -> int:
        """Those that somebody has said something of."""
        return self.followed + self.partly + self.not_followed

    @property
    def waiting(self) -> int:
        """Those that nobody has said anything of."""
        return self.received - self.treated


def hearings_of(session: Session, municipality_id: int, plan_id: int) -> list[PlanHearing]:
    """The hearings of a plan of the municipality, the newest first."""
    return list(
        session.scalars(
            _hearings(municipality_id)
            .where(PlanHearing.plan_id == plan_id)
            .order_by(PlanHearing.opens_on.desc(), PlanHearing.id.desc())
        )
    )


def hearing_of(session: Session, municipality_id: int, hearing_id: int) -> PlanHearing | None:
    """One hearing, only where its plan belongs to the municipality."""
    return session.scalars(_hearings(municipality_id).where(PlanHearing.id == hearing_id)).one_or_none()


def answer_of(session: Session, municipality_id: int, answer_id: int) -> HearingAnswer | None:
    """One answer, only where the plan that it is about belongs to the municipality."""
    return session.scalars(
        select(HearingAnswer)
        .join(PlanHearing, PlanHearing.id == HearingAnswer.hearing_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == PlanHearing.plan_id)
        .where(PlanMunicipality.municipality_id == municipality_id, HearingAnswer.id == answer_id)
    ).one_or_none()


def _hearings(municipality_id: int) -> Select[PlanHearing]:
    return (
        select(PlanHearing)
        .join(PlanMunicipality, PlanMunicipality.plan_id == PlanHearing.plan_id)
        .where(PlanMunicipality.municipality_id == municipality_id)
    )


def answer_page(
    session: Session, hearing_id: int, *, cursor: Cursor | None, only_published: bool = False
) -> Page:
    """The answers of a hearing that the reader may see, in the order that they came."""
    statement = select(
        HearingAnswer.id,
        HearingAnswer.channel,
        HearingAnswer.sender,
        HearingAnswer.on_behalf_of,
        HearingAnswer.text,
        HearingAnswer.received_at,
        HearingAnswer.late,
        HearingAnswer.verdict,
        HearingAnswer.reply,
        HearingAnswer.published,
    ).where(HearingAnswer.hearing_id == hearing_id)
    if only_published:
        statement = statement.where(HearingAnswer.published)
    return page_of(
        session,
        statement,
        sort_key=HearingAnswer.id,
        row_id=HearingAnswer.id,
        cursor=cursor,
        read_key=int,
    )


def answer_counts(session: Session, hearing_ids: Iterable[int]) -> Mapping[int, AnswerCounts]:
    """How the answers of some hearings stand; one without answers counts none."""
    ids = list(hearing_ids)
    verdicts = [
        func.sum(case((HearingAnswer.verdict == verdict, 1), else_=0))
        for verdict in (InputVerdict.FOLLOWED, InputVerdict.PARTLY, InputVerdict.NOT_FOLLOWED)
    ]
    rows = session.execute(
        select(
            HearingAnswer.hearing_id,
            func.count(),
            func.sum(case((HearingAnswer.late, 1), else_=0)),
            func.sum(case((HearingAnswer.published, 1), else_=0)),
            *verdicts,
        )
        .where(HearingAnswer.hearing_id.in_(ids))
        .group_by(HearingAnswer.hearing_id)
    )
    found = {row[0]: AnswerCounts(*(int(figure) for figure in row[1:])) for row in rows}
    return {one: found.get(one, AnswerCounts()) for one in ids}


def invitations_of(session: Session, hearing_id: int) -> list[HearingInvitation]:
    """Who was invited to answer, in the order that they were entered."""
    return list(
        session.scalars(
            select(HearingInvitation)
            .where(HearingInvitation.hearing_id == hearing_id)
            .order_by(HearingInvitation.id)
        )
    )


def answered_bodies(session: Session, hearing_id: int) -> frozenset[str]:
    """The bodies that have answered, by the names that they gave."""
    return frozenset(
        session.scalars(
            select(HearingAnswer.on_behalf_of)
            .where(HearingAnswer.hearing_id == hearing_id, HearingAnswer.on_behalf_of != "")
            .distinct()
        )
    )


def latest_hearing(session: Session, plan_id: int, on: date) -> PlanHearing | None:
    """The hearing of a plan that was opened last, once its first day has come."""
    return session.scalars(
        select(PlanHearing)
        .where(PlanHearing.plan_id == plan_id, PlanHearing.opens_on <= on)
        .order_by(PlanHearing.opens_on.desc(), PlanHearing.id.desc())
        .limit(1)
    ).one_or_none()
