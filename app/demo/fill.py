"""Filling the demo: everything in one transaction, so that it is whole or not there."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.demo import holtalen, roros, roros_shops
from app.demo.background import enter_background
from app.demo.criteria_sets import enter_criteria_sets
from app.demo.days import OFFICE_OPENED, Days
from app.demo.drafts import enter_draft
from app.demo.events import events
from app.demo.fees import fee_turns, fee_year_to_show, opened_before
from app.demo.licence_changes import enter_serving_places, licence_changes
from app.demo.municipalities import enter_municipalities
from app.demo.national_register import enter_national_register
from app.demo.past import PAST
from app.demo.people import HOLTALEN, ROROS, enter_people
from app.demo.people_changes import people_changes
from app.demo.prevention import prevention_turns
from app.demo.register import Numbering, enter_past, enter_register
from app.demo.resolved import resolved
from app.demo.stage import play
from app.demo.undecided import undecided
from app.demo.zones import enter_zones
from app.models.municipality import Municipality

FIRST_PERSON = {ROROS: 0, HOLTALEN: 110}
FIRST_PERSON_OF_THE_PAST = 150


def is_filled(session: Session) -> bool:
    """Whether somebody is in the database already."""
    return session.execute(select(Municipality.id).limit(1)).first() is not None


def fill(session: Session, today: date) -> None:
    """Fill an empty database with the demo's world as it is on a day. The caller commits."""
    days = Days(today)
    numbering = Numbering({})
    year = fee_year_to_show(days)
    opened_on = days.ago(OFFICE_OPENED) if year is None else opened_before(year, days)
    with clock.wound_to(opened_on):
        municipalities = enter_municipalities(session, days)
        staff = enter_people(session, municipalities)
        for number, past in enumerate(PAST):
            enter_past(
                session,
                staff[ROROS]["caseworker"],
                past,
                numbering,
                days,
                FIRST_PERSON_OF_THE_PAST + 2 * number,
            )
        for name, outlets in (
            (ROROS, (*roros.SERVING, *roros_shops.SHOPS)),
            (HOLTALEN, holtalen.OUTLETS),
        ):
            enter_register(session, staff[name], outlets, numbering, days, first_person=FIRST_PERSON[name])
    stories = (*undecided(days), *resolved(), *people_changes(days), *licence_changes(days), *events(days))
    fees = () if year is None else fee_turns(session, staff, days, year)
    prevention = prevention_turns(session, staff, days, opened_on)
    play(session, stories, staff, numbering, days, besides=(*fees, *prevention))
    enter_serving_places(session, staff[ROROS]["caseworker"], days)
    enter_background(session, staff, days)
    enter_criteria_sets(session, staff, days)
    enter_zones(session, staff, days)
    enter_draft(session, staff, days)
    enter_national_register(session, staff[ROROS]["caseworker"], days)
    session.flush()
