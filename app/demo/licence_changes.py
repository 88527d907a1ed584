"""The demo's changes of terms and endings: outdoors, martnan, a transfer, a surrender, a mistake undone."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.amendments.service.terms import TermsWanted, register_terms_change
from app.cases.granted import WeekHours
from app.cases.service.applications import HolderEntry
from app.cases.service.assessments import assess_case
from app.cases.service.proposals import ProposalEntry, propose
from app.demo.days import Days
from app.demo.deciding import arrived, decided, final, proposed, sent
from app.demo.event_plans import next_market
from app.demo.numbers import organisation_number
from app.demo.outlets import Outlet
from app.demo.people import ROROS
from app.demo.roros import SERVING
from app.demo.stage import Stage, Step, Story
from app.demo.steps import answered, ask, send_drafts
from app.endings.service.endings import EndingEntry, register_ending, undo_ending
from app.endings.service.transfers import TransferEntry, register_transfer
from app.holders.service import Address
from app.models.case import Case
from app.models.holder import HolderForm
from app.models.letter import Channel
from app.models.licence import Licence
from app.models.venue import Venue
from app.permissions import Actor
from app.serving_places.service import PlaceEntry, close_place, register_place_licence
from licensing.decisions import DecisionOutcome
from licensing.endings import Transfer, TransferKind
from licensing.licences import AreaKind, LicenceKind, VenueCategory, group_set_from_code
from licensing.matters import ChangeKind
from licensing.service_hours import ServiceHours
from licensing.statements import Body

OUTLETS = {outlet.name: outlet for outlet in SERVING}
BUYER = 950
"""Which of the invented organisation numbers the new owner has."""
CLOSED, CLOSED_DAYS = "Aursundtunet", 200


def licence_changes(days: Days) -> tuple[Story, ...]:
    """Changes and endings in different states."""
    nights = tuple(next_market(days.today)[0] + timedelta(days=step) for step in range(5))
    late = ServiceHours.parse("11:00", "27:00")
    return (
        _story("Fjellørret og Rein", 20, _transfer(days), _letters(18)),
        _story(
            "Trattoria Slagghaug",
            40,
            _terms(
                ChangeKind.AREA,
                rooms=(("Bakgården mot Kjerkgata", AreaKind.OUTDOOR),),
                outdoor=ServiceHours.parse("11:00", "23:00"),
            ),
            ask(39, Body.POLICE, Body.SOCIAL_SERVICE),
            answered(21, Body.POLICE),
            answered(20, Body.SOCIAL_SERVICE),
            _assessed(19),
            proposed(19, DecisionOutcome.GRANT),
            decided(17),
            final(17),
            sent(17),
            arrived(15),
        ),
        _story(
            "Skeidaren Ølhus",
            16,
            _terms(ChangeKind.HOURS_ONCE, days=nights, indoor=late),
            _assessed(9),
            _granted_to(9, ServiceHours.parse("11:00", "26:00")),
            decided(8),
            final(8),
            sent(8),
        ),
        _story(
            "Krutthornet",
            15,
            _terms(ChangeKind.HOURS_ONCE, days=nights, indoor=late),
            _assessed(9),
            proposed(
                9,
                DecisionOutcome.REFUSE,
                reasons="Politiet måtte rykke ut til stedet tre ganger under forrige martnan.",
                deviation="Hensynet til ro og orden veier tyngst.",
            ),
            decided(8),
            final(8),
        ),
        _story("Sjøvolden Camping", 12, _surrender(days), _letters(11)),
        _story("Flyplasskafeen", 30, _bankruptcy(days), _undone(29)),
    )


def _story(venue: str, received: int, begin: Callable[[Stage], Case], *steps: Step) -> Story:
    return Story(ROROS, OUTLETS[venue], received=received, people=(), steps=steps, begin=begin)


def _licence(stage: Stage) -> Licence:
    outlet: Outlet = stage.story.outlet
    found = stage.session.scalars(
        select(Licence)
        .join(Venue, (Venue.municipality_id == Licence.municipality_id) & (Venue.id == Licence.venue_id))
        .where(
            Licence.municipality_id == stage.caseworker.municipality_id,
            Venue.name == outlet.name,
            Licence.ended_on.is_(None),
        )
        .order_by(Licence.id)
    ).first()
    if found is None:
        raise LookupError(f"{outlet.name} has no licence in the demo")
    return found


def _submission(stage: Stage, what: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{stage.story.outlet.name}/{what}"))


def _transfer(days: Days) -> Callable[[Stage], Case]:
    def take(stage: Stage) -> Case:
        entry = TransferEntry(
            submission=_submission(stage, "transfer"),
            received_on=stage.on,
            transfer=Transfer(
                TransferKind.BUSINESS,
                agreed_on=days.ago(45),
                taken_over_on=stage.on,
                told_on=stage.on,
                applied_on=stage.on,
                place_applied_on=stage.on,
            ),
            new_holder=HolderEntry(
                HolderForm.COMPANY,
                "Malmgata Drift AS",
                Address("Malmveien 4", "7374", "Røros"),
                organisation_number=organisation_number(BUYER),
            ),
        )
        return register_transfer(
            stage.session, stage.caseworker, licence_id=_licence(stage).id, entry=entry, on=stage.on
        )

    return take


def _terms(
    kind: ChangeKind,
    *,
    rooms: tuple[tuple[str, AreaKind], ...] = (),
    days: tuple[date, ...] = (),
    indoor: ServiceHours | None = None,
    outdoor: ServiceHours | None = None,
) -> Callable[[Stage], Case]:
    def take(stage: Stage) -> Case:
        wanted = TermsWanted(
            kind=kind,
            licence_id=_licence(stage).id,
            received_on=stage.on,
            first_day=stage.on,
            days=days,
            rooms=rooms,
            indoor=indoor,
            outdoor=outdoor,
            submission=_submission(stage, kind.value),
        )
        return register_terms_change(stage.session, stage.caseworker, wanted)

    return take


def _surrender(days: Days) -> Callable[[Stage], Case]:
    return _ending(ChangeKind.SURRENDER, lambda _stage: days.ahead(40))


def _bankruptcy(days: Days) -> Callable[[Stage], Case]:
    return _ending(ChangeKind.BANKRUPTCY, lambda _stage: days.ago(31), estate_continues=None)


def _ending(
    kind: ChangeKind, happened_on: Callable[[Stage], date], **facts: object
) -> Callable[[Stage], Case]:
    def take(stage: Stage) -> Case:
        entry = EndingEntry(
            kind=kind,
            submission=_submission(stage, kind.value),
            received_on=stage.on,
            happened_on=happened_on(stage),
            facts=dict(facts),
        )
        return register_ending(
            stage.session, stage.caseworker, licence_id=_licence(stage).id, entry=entry, on=stage.on
        )

    return take


def _undone(days_ago: int) -> Step:
    def take(stage: Stage) -> None:
        stage.act(undo_ending, reason="Konkursen gjaldt et annet selskap med nesten samme navn.")

    return Step(days_ago, take)


def _assessed(days_ago: int) -> Step:
    return Step(days_ago, lambda stage: stage.act(assess_case))


def _granted_to(days_ago: int, hours: ServiceHours) -> Step:
    """Granted in part, longer than the local hours: martnan is once a year."""

    def take(stage: Stage) -> None:
        entry = ProposalEntry(
            outcome=DecisionOutcome.PART_GRANT,
            groups=group_set_from_code(stage.current.application.groups),
            week=WeekHours(indoor=(hours, hours), outdoor=(None, None)),
            last_day=stage.days.period_last_day,
            conditions=(),
            reasons="Martnan er én gang i året, og stedet har hatt ro de to siste årene. Kl. 03 er for sent"
            " for naboene.",
            deviation="",
        )
        stage.act(propose, entry=entry)

    return Step(days_ago, take)


def _letters(days_ago: int) -> Step:
    return Step(days_ago, lambda stage: send_drafts(stage, Channel.DIGITAL_MAIL))


def enter_serving_places(session: Session, actor: Actor, days: Days) -> None:
    """The serving-place licences of Røros's serving venues; one place has been closed for months."""
    rows = session.execute(
        select(Licence.venue_id, Licence.holder_id, Venue.name, func.min(Licence.granted_on))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(
            Licence.municipality_id == actor.municipality_id,
            Licence.kind == LicenceKind.SERVING,
            Licence.ended_on.is_(None),
            Venue.name.in_(OUTLETS),
            # Those who serve to raise money for themselves need none.
            Venue.category.not_in((VenueCategory.CULTURE, VenueCategory.PARTY_ROOM)),
        )
        .group_by(Licence.venue_id, Licence.holder_id, Venue.name)
        .order_by(Venue.name)
    )
    for venue_id, holder_id, name, granted_on in rows.all():
        # A serving-place licence has no end: it outlives the periods of the other.
        granted_on = min(granted_on, days.ago(CLOSED_DAYS)) if name == CLOSED else granted_on
        entry = PlaceEntry(venue_id, holder_id, granted_on, granted_on)
        row = register_place_licence(session, actor, entry, on=days.today)
        if name == CLOSED:
            close_place(
                session,
                actor,
                row_id=row.id,
                seen_version=row.version,
                closed_since=days.ago(CLOSED_DAYS),
                on=days.today,
            )
