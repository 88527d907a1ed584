"""The demo's action plans: the two that come with the product, as their councils adopted them."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.demo.people import EIDSKOG, HOLTALEN, ROROS, Staff
from app.demo.stage import Turn
from app.prevention import library
from app.prevention.service.library import enter_plan


def plan_turns(session: Session, staff: Mapping[str, Staff], begun_on: date) -> Iterator[Turn]:
    """Everything that was done with the plans."""

    def enter(on: date) -> None:
        enter_plan(
            session,
            staff[EIDSKOG]["eidskog_prevention"],
            library.EIDSKOG,
            municipality_ids=[staff[EIDSKOG].municipality_id],
            on=on,
        )
        enter_plan(
            session,
            staff[ROROS]["prevention"],
            library.ROROS_HOLTALEN,
            municipality_ids=[staff[name].municipality_id for name in (ROROS, HOLTALEN)],
            on=on,
        )

    yield Turn(begun_on, enter)
