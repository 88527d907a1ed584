"""Consultations ("samråd"): which bodies took part, and what each said of each spending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.held_rows import held_row
from app.models.event import EventType
from app.models.spending import Attendance, Consultation, ConsultedBody, Spending
from app.permissions import Actor
from app.prevention.queries.consultations import CONSULTED_IN, first_payments, views_in
from app.prevention.queries.spending import consultations_missing
from app.prevention.service.held_earmarks import held_earmark
from fees.spending import ConsultationForm, ConsultedView
from licensing.errors import NotAllowed

TELLS_MORE = frozenset({ConsultedView.REMARKS, ConsultedView.AGAINST})
"""Views that say nothing without their remarks."""


@dataclass(frozen=True)
class Attended:
    """Whether a body took part, and the title of whoever came."""

    body: str
    attended: bool
    represented_by: str = ""


@dataclass(frozen=True)
class ViewOf:
    """What a body said of a spending; `view` is empty while it has been asked and has not answered."""

    spending_id: int
    body: str
    view: ConsultedView | None = None
    remarks: str = ""
    answered_on: date | None = None
    """The day of a written answer; in a meeting, the day of the meeting."""


@dataclass(frozen=True)
class NewConsultation:
    """A consultation as it is typed. It may take up many spendings of one earmark."""

    earmark_id: int
    form: ConsultationForm
    held_on: date
    title: str
    views: tuple[ViewOf, ...]
    attended: tuple[Attended, ...] = ()
    minutes: str = ""

    @property
    def columns(self) -> Mapping[str, Any]:
        """What the row itself holds of it."""
        return {
            "earmark_id": self.earmark_id,
            "form": self.form,
            "held_on": self.held_on,
            "title": self.title,
            "minutes": self.minutes,
        }

    @property
    def spending_ids(self) -> tuple[int, ...]:
        """The spendings that are taken up, each once."""
        return tuple(dict.fromkeys(view.spending_id for view in self.views))


def record_consultation(session: Session, actor: Actor, *, new: NewConsultation, on: date) -> Consultation:
    """Record a consultation. The same form sent twice is one.

    Raises `LookupError` for an earmark or a spending of others, and `NotAllowed` for a day to come, a day
    after a payment, an answer before the question, a view without the remarks that it speaks of, and a
    spending that is not to be consulted on.
    """
    held_earmark(session, actor, new.earmark_id)
    same = session.scalars(
        select(Consultation)
        .where(
            Consultation.municipality_id == actor.municipality_id,
            Consultation.recorded_by_id == actor.user_id,
        )
        .filter_by(**new.columns)
        .order_by(Consultation.id.desc())
    ).all()
    for one in same:
        told = (_came(one.attendance), _said(new.form, views_in(session, actor.municipality_id, one.id)))
        if told == (_came(new.attended), _said(new.form, new.views)):
            return one
    spendings = _check(session, actor, new, frozenset(), on)
    row = Consultation(
        municipality_id=actor.municipality_id,
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
        **new.columns,
    )
    session.add(row)
    session.flush()
    _write(session, row, new)
    _tell(session, actor, row, spendings)
    return row


def change_consultation(
    session: Session,
    actor: Actor,
    *,
    consultation_id: int,
    seen_version: int | None,
    new: NewConsultation,
    on: date,
) -> Consultation:
    """Correct a consultation, or add the answers that have come.

    Raises as `record_consultation` does, `ChangedMeanwhile`, and `NotAllowed` when what has been paid would
    stand without the consultation that it rests on.
    """
    held_earmark(session, actor, new.earmark_id)
    row = held_row(session, actor, Consultation, consultation_id, seen_version=seen_version)
    if row.earmark_id != new.earmark_id:
        raise NotAllowed("earmark_of_consultation_is_fixed")
    before = frozenset(view.spending_id for view in views_in(session, actor.municipality_id, row.id))
    spendings = _check(session, actor, new, before, on)
    for name, value in new.columns.items():
        setattr(row, name, value)
    # Told as a change also where only what the bodies said is changed.
    row.recorded_at = clock.now()
    for kind in (Attendance, ConsultedBody):
        session.execute(
            delete(kind).where(kind.municipality_id == actor.municipality_id, kind.consultation_id == row.id)
        )
    _write(session, row, new)
    _check_still_filled(session, actor, before)
    _tell(session, actor, row, spendings, corrected_on=on.isoformat())
    return row


def _said(form: ConsultationForm, views: Iterable[Any]) -> frozenset[tuple[Any, ...]]:
    """What each body said of each spending; in a meeting, all of it on the day of the meeting."""
    return frozenset(
        (
            view.spending_id,
            view.body,
            view.view,
            view.remarks,
            None if form is ConsultationForm.MEETING or not _has_answered(view) else view.answered_on,
        )
        for view in views
    )


def _came(attendance: Iterable[Any]) -> frozenset[tuple[Any, ...]]:
    """Who took part, and the title of whoever came."""
    return frozenset(
        (one.body, one.attended, one.represented_by if one.attended else "") for one in attendance
    )


def _has_answered(view: Any) -> bool:
    return view.view not in (None, ConsultedView.NO_ANSWER)


def _check(
    session: Session, actor: Actor, new: NewConsultation, before: frozenset[int], on: date
) -> list[Spending]:
    if new.held_on > on:
        raise NotAllowed("consultation_in_the_future", held_on=new.held_on.isoformat())
    if not new.views:
        raise NotAllowed("consultation_without_spending")
    spendings = session.scalars(
        select(Spending)
        .where(
            Spending.municipality_id == actor.municipality_id,
            Spending.earmark_id == new.earmark_id,
            Spending.id.in_(new.spending_ids),
        )
        .order_by(Spending.id)
    ).all()
    if len(spendings) != len(new.spending_ids):
        raise LookupError(f"not all of {new.spending_ids} are spendings of earmark {new.earmark_id}")
    paid = first_payments(session, actor.municipality_id, new.spending_ids)
    for row in spendings:
        if row.id not in before and row.state not in CONSULTED_IN:
            raise NotAllowed("spending_not_to_consult", number=row.number)
        # The one who is responsible may have let it be paid before the consultation.
        if row.unconsulted_by_id is None:
            _check_before_payment(row, new, paid.get(row.id))
    for view in new.views:
        _check_view(view, new, on)
    return list(spendings)


def _check_before_payment(row: Spending, new: NewConsultation, paid_on: date | None) -> None:
    if paid_on is None:
        return
    days = [new.held_on]
    days += [view.answered_on for view in new.views if view.spending_id == row.id and view.answered_on]
    if max(days) > paid_on:
        raise NotAllowed("consultation_later_than_payment", number=row.number, paid_on=paid_on.isoformat())


def _check_view(view: ViewOf, new: NewConsultation, on: date) -> None:
    if view.view in TELLS_MORE and not view.remarks:
        raise NotAllowed("view_without_remarks", who=view.body)
    if new.form is ConsultationForm.MEETING or not _has_answered(view):
        return
    if view.answered_on is None:
        raise NotAllowed("answer_without_day", who=view.body)
    if not new.held_on <= view.answered_on <= on:
        raise NotAllowed("answer_out_of_time", who=view.body, answered_on=view.answered_on.isoformat())


def _write(session: Session, row: Consultation, new: NewConsultation) -> None:
    for attended in new.attended:
        session.add(
            Attendance(
                municipality_id=row.municipality_id,
                consultation_id=row.id,
                body=attended.body,
                attended=attended.attended,
                represented_by=attended.represented_by if attended.attended else "",
            )
        )
    in_meeting = new.form is ConsultationForm.MEETING
    for view in new.views:
        answered = _has_answered(view)
        day = new.held_on if in_meeting else view.answered_on
        session.add(
            ConsultedBody(
                municipality_id=row.municipality_id,
                consultation_id=row.id,
                spending_id=view.spending_id,
                body=view.body,
                view=view.view,
                remarks=view.remarks,
                answered_on=day if answered else None,
            )
        )
    session.flush()
    session.expire(row, ["attendance"])


def _check_still_filled(session: Session, actor: Actor, spending_ids: Iterable[int]) -> None:
    """What has been paid keeps the consultation that it rests on."""
    paid = first_payments(session, actor.municipality_id, tuple(spending_ids))
    rows = session.scalars(
        select(Spending).where(
            Spending.municipality_id == actor.municipality_id,
            Spending.id.in_(paid),
            Spending.unconsulted_by_id.is_(None),
        )
    ).all()
    missing = consultations_missing(
        session, actor.municipality_id, [(row.id, row.earmark_id) for row in rows]
    )
    for row in rows:
        if missing[row.id]:
            raise NotAllowed("consultation_of_paid", number=row.number)


def _tell(
    session: Session, actor: Actor, row: Consultation, spendings: Iterable[Spending], **facts: Any
) -> None:
    audit.record(
        session,
        actor,
        EventType.CONSULTATION_RECORDED,
        consultation_id=row.id,
        title=row.title,
        held_on=row.held_on.isoformat(),
        spendings=[one.number for one in spendings],
        **facts,
    )
