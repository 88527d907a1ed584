"""Samples of the pages of earmarks, for the walk over every page."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import Earmark, EarmarkMunicipality
from app.permissions import Actor
from app.prevention.service.years import held_year
from tests.factories.earmark import make_earmark

# What a browser is given here is a file, not a page.
FILES_OF_EARMARKS: frozenset[str] = frozenset({"prevention.export_account_entries"})


def ids_of_earmarks(session: Session, actor: Actor) -> dict[str, Any]:
    """What the addresses name, out of the demo or made here."""
    found = session.scalars(
        select(Earmark)
        .join(EarmarkMunicipality)
        .where(EarmarkMunicipality.municipality_id == actor.municipality_id)
        .order_by(Earmark.first_year.desc(), Earmark.id)
    ).first()
    if found is None:
        found = make_earmark(session, actor)
    year = clock.today().year
    held_year(session, actor, found.id, year, on=clock.today())
    return {"earmark_id": found.id, "earmark_year": year}


def samples_of_earmarks(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    one = {"earmark_id": ids["earmark_id"]}
    year = {**one, "year": ids["earmark_year"]}
    return {
        "prevention.list_earmarks": [{}],
        "prevention.show_earmark": [one],
        "prevention.decide_earmark": [{}],
        "prevention.change_earmark": [one],
        "prevention.name_responsible": [one],
        "prevention.show_account": [year],
        "prevention.list_account_entries": [year, {**year, "tall": "igjen"}],
        "prevention.adjust_year": [year],
        "prevention.close_year": [year],
        "prevention.reopen_year": [year],
        "prevention.set_last_meeting": [year],
        "prevention.show_case_paper": [year],
    }
