"""The demo's events: tents at the market, weddings, concerts, a year's round in all the states of a case."""

from collections.abc import Callable
from datetime import timedelta

from app.demo.days import Days
from app.demo.deciding import arrived, closed, decided, final, sent, to_body
from app.demo.event_plans import (
    CLOSED,
    FRIDAY,
    SATURDAY,
    TICKETS,
    Plan,
    next_market,
    place_of,
    registered,
    weekday_from,
)
from app.demo.event_steps import (
    event_accepted_late,
    event_from_the_old_files,
    event_granted,
    event_lifted,
    event_proposed,
)
from app.demo.outlets import CULTURE, PARTY
from app.demo.people import HOLTALEN, ROROS
from app.demo.stage import Stage, Step, Story
from app.demo.steps import answered, ask, assess, receipt, retracted
from app.models.case import Case
from licensing.decisions import DecisionOutcome
from licensing.licences import LicenceType


def events(days: Days) -> tuple[Story, ...]:
    """Fourteen events: this winter's market, weddings and parties, a summer that is over."""
    return (*_market(days), *_roros(days), *_holtalen(days))


A_YEAR = timedelta(weeks=52)
BERGMANNSPLASSEN = place_of(
    "Bergmannsplassen", "Bergmannsplassen 901", "Malmklang Arrangement AS", ("Telt 1", "Telt 2")
)


def _market(days: Days) -> tuple[Story, ...]:
    first, last = next_market(days.today)
    tents = Plan(
        "Rørosmartnan, telt på Bergmannsplassen",
        BERGMANNSPLASSEN,
        first - A_YEAR,
        last - A_YEAR,
        people=0,
        guests=250,
        guards=4,
        wholesale=True,
        notes="Strøm og vann hentes fra torget.",
    )
    yard = Plan(
        "Rørosmartnan i Malmgården",
        place_of("Malmgården", "Kjerkgata 921", "Malmgården Drift AS", ("Låven",), outdoor=("Gårdsrommet",)),
        first,
        last,
        people=2,
        hours="12:00-26:00",
        guests=180,
        guards=3,
    )
    stage = Plan(
        "Martnaskonserten",
        place_of(
            "Storscenen", "Storgata 931", "Bergstaden Festivallag", ("Konsertteltet",), category=CULTURE
        ),
        first + timedelta(days=3),
        last,
        people=4,
        company=TICKETS,
        guests=900,
        guards=12,
    )
    coffee = Plan(
        "Kjørerkaffe og øl",
        place_of("Doktortjønna", "Doktortjønna 941", "Femund Hundekjørerlag", ("Lavvoen",), groups="1"),
        first,
        last,
        people=6,
        guests=60,
        guards=0,
        waived="Lavvo med plass til 60, og bare øl.",
        tested=(),
    )
    return (
        _story(ROROS, tents, 1, _from_the_old_files(tents)),
        _story(ROROS, yard, 21, None, receipt(20), ask(20)),
        _story(
            ROROS,
            stage,
            45,
            None,
            receipt(44),
            ask(44),
            answered(30),
            event_lifted(29, "Så mange gjester har det ikke vært før."),
            assess(28),
            event_proposed(27),
            to_body(20),
        ),
        _story(
            ROROS,
            coffee,
            40,
            None,
            receipt(39),
            ask(39),
            answered(22),
            event_granted(15),
            final(14),
            sent(14),
            arrived(12),
        ),
    )


def _roros(days: Days) -> tuple[Story, ...]:
    wedding = weekday_from(days, 40, SATURDAY)
    party = weekday_from(days, 18, FRIDAY)
    soon = weekday_from(days, 6, SATURDAY)
    summer = weekday_from(days, -120, FRIDAY)
    hall = place_of(
        "Grendehuset på Galåen", "Galåveien 951", "Kari Snøfonn Selskap", ("Storsalen",), category=PARTY
    )
    jubilee = Plan(
        "Bryllup på Galåen",
        hall,
        wedding,
        wedding,
        people=8,
        company=CLOSED,
        type=LicenceType.AMBULATORY,
        hours="18:00-25:00",
        guests=80,
        guards=0,
    )
    staff_party = Plan(
        "Julebord for Kobberverket Regnskap",
        place_of(
            "Smelthytta selskapslokale",
            "Malmveien 961",
            "Kobberverket Regnskap AS",
            ("Salen",),
            groups="1,2,3",
        ),
        party,
        party,
        people=10,
        company=CLOSED,
        type=LicenceType.AMBULATORY,
        hours="18:00-25:00",
        guests=45,
        guards=0,
    )
    ball = Plan(
        "Nyttårsball med billetter",
        place_of("Idrettshuset", "Stadionveien 971", "Glåmos Idrettslag", ("Salen",), category=PARTY),
        wedding,
        wedding,
        people=12,
        company=TICKETS,
        type=LicenceType.AMBULATORY,
        hours="20:00-26:00",
        guests=140,
    )
    concert = Plan(
        "Visekveld i smia",
        place_of("Smia", "Hyttveien 981", "Viseklubben i Bergstaden Lag", ("Smia",), category=CULTURE),
        soon,
        soon,
        people=14,
        company=TICKETS,
        hours="19:00-24:00",
        guests=70,
        guards=1,
        employed=None,
    )
    opening = Plan(
        "Åpning av galleriet",
        place_of("Galleri Slagg", "Mørkstugata 991", "Galleri Slagg AS", ("Galleriet",)),
        soon,
        soon,
        people=16,
        hours="17:00-22:00",
        guests=50,
        guards=0,
    )
    play = Plan(
        "Premierefest for Elden",
        place_of("Slagghaugen", "Lillegata 995", "Eldspelet Forening", ("Teltet",), outdoor=("Tribunen",)),
        summer,
        summer + timedelta(days=1),
        people=18,
        company=TICKETS,
        hours="19:00-26:00",
        guests=400,
        guards=8,
    )
    fair = Plan(
        "Campingtreff",
        place_of("Havsjøen", "Havsjøveien 999", "Campingtreff Forening", ("Fellesteltet",)),
        wedding,
        wedding + timedelta(days=1),
        people=20,
        guests=30,
    )
    return (
        _story(ROROS, jubilee, 6, None, receipt(5), ask(5)),
        _story(ROROS, staff_party, 30, None, receipt(29), ask(29), answered(13), event_granted(2)),
        _story(ROROS, ball, 25, None, receipt(24), ask(24), answered(8), assess(7)),
        _story(ROROS, concert, 1, None),
        _story(
            ROROS,
            opening,
            4,
            None,
            receipt(4),
            event_accepted_late(3, "Liten sak."),
            ask(3),
            answered(2),
        ),
        _story(
            ROROS,
            play,
            190,
            None,
            receipt(189),
            ask(189),
            answered(170),
            event_granted(160),
            final(159),
            sent(159),
            arrived(156),
            closed(100),
        ),
        _story(ROROS, fair, 12, None, receipt(11), retracted(9, "Treffet er flyttet til en annen kommune.")),
    )


def _holtalen(days: Days) -> tuple[Story, ...]:
    day = weekday_from(days, 30, SATURDAY)
    jubilee = Plan(
        "Jubileum i Haltdalen",
        place_of(
            "Haltdalen samfunnshus",
            "Stasjonsveien 911",
            "Haltdalen Ungdomslag",
            ("Storsalen",),
            postcode="7383",
            category=PARTY,
        ),
        day,
        day,
        people=22,
        company=CLOSED,
        type=LicenceType.AMBULATORY,
        hours="18:00-25:00",
        guests=90,
    )
    disco = Plan(
        "Låvefest i Ålen",
        place_of(
            "Låven på Hov",
            "Hovsveien 915",
            "Ålen Bygdeungdom Lag",
            ("Låven",),
            postcode="7380",
            category=PARTY,
        ),
        day,
        day,
        people=24,
        company=TICKETS,
        hours="20:00-26:00",
        guests=300,
        guards=2,
        tested=(),
    )
    return (
        _story(HOLTALEN, jubilee, 24, None, receipt(23), event_granted(20), final(19), sent(19)),
        _story(
            HOLTALEN,
            disco,
            35,
            None,
            receipt(34),
            ask(34),
            answered(20),
            assess(12),
            event_proposed(
                11,
                DecisionOutcome.REFUSE,
                reasons="Dere har ikke sagt hvordan ungdom under 18 år skal holdes utenfor skjenkingen.",
            ),
            decided(9, by="holtalen_decider"),
            final(9),
            sent(8),
            arrived(6),
        ),
    )


def _story(
    municipality: str, plan: Plan, received: int, begin: Callable[[Stage], Case] | None, *steps: Step
) -> Story:
    caseworker = "caseworker" if municipality == ROROS else "shared"
    return Story(
        municipality,
        plan.place,
        received=received,
        people=(),
        steps=steps,
        caseworker=caseworker,
        begin=begin or (lambda stage: registered(stage, plan, stage.on)),
    )


def _from_the_old_files(plan: Plan) -> Callable[[Stage], Case]:
    """Last year's event, taken over from the office's files when the system was new."""

    def take(stage: Stage) -> Case:
        received_on = stage.days.ago((stage.days.today - plan.first_day).days + 40)
        case = registered(stage, plan, received_on)
        event_from_the_old_files(stage.session, stage.caseworker, case, received_on, plan.first_day)
        return case

    return take
