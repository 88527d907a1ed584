"""The demo's decided applications: letters as drafts, final, sent and arrived; licences before and in use."""

from app.demo.background import judged
from app.demo.deciding import (
    arrived,
    closed,
    decided,
    final,
    issued,
    proposed,
    sent,
    to_body,
    voted,
)
from app.demo.outlets import EATING, Outlet
from app.demo.people import HOLTALEN, ROROS
from app.demo.stage import Story
from app.demo.steps import answered, ask, assess, information, missing, present, receipt, reply, retracted
from app.demo.stories import applicants, known
from app.models.letter import Channel
from licensing.applicants import ConductQuestion
from licensing.decisions import DecisionOutcome
from licensing.licences import LicenceKind, VenueCategory
from licensing.statements import Body, Question

GRANT, PART_GRANT, REFUSE, DISMISS = (
    DecisionOutcome.GRANT,
    DecisionOutcome.PART_GRANT,
    DecisionOutcome.REFUSE,
    DecisionOutcome.DISMISS,
)


def resolved() -> tuple[Story, ...]:
    """Ten applications from the decision on."""
    return (*_just_decided(), *_sent(), *_in_use(), *_done())


def _just_decided() -> tuple[Story, ...]:
    return (
        Story(
            ROROS,
            known("Storelva Leirsted"),
            received=55,
            people=applicants(21),
            steps=(
                receipt(54),
                ask(52),
                answered(22),
                assess(9),
                proposed(8, GRANT, conditions=("Avgrensning ute", "Ansvarlig vertskap")),
                decided(1),
            ),
        ),
        Story(
            ROROS,
            known("Nattskiftet"),
            received=80,
            people=applicants(22),
            indoor="14:00-27:00",
            outdoor="14:00-25:00",
            steps=(
                receipt(79),
                ask(78),
                answered(48),
                assess(21),
                proposed(19, PART_GRANT, conditions=("Ordensvakt", "Ansvarlig vertskap", "Musikk ute")),
                decided(4, by="decider_2"),
                final(3),
            ),
        ),
    )


def _sent() -> tuple[Story, ...]:
    return (
        Story(
            ROROS,
            Outlet(
                "Kiosken på torget",
                VenueCategory.KIOSK,
                "Kjerkgata 101",
                "7374",
                "Torgkiosken AS",
                "1",
                ("Kiosken",),
                kind=LicenceKind.SALE,
            ),
            received=58,
            people=applicants(23),
            caseworker="caseworker_2",
            indoor="08:00-20:00",
            steps=(
                receipt(57),
                ask(56),
                answered(30),
                assess(24),
                proposed(23, REFUSE),
                decided(15),
                final(14),
                sent(14),
                arrived(12),
            ),
        ),
        Story(
            ROROS,
            known("Kafé Vinterlys"),
            received=66,
            people=applicants(24),
            indoor="10:00-24:00",
            outdoor="10:00-22:00",
            steps=(
                receipt(65),
                ask(63),
                answered(33),
                assess(27),
                proposed(26, GRANT, conditions=("Ferdigattest", "Avgrensning ute")),
                decided(13),
                final(12),
                # Sent by post, so the day of arrival is not known.
                sent(11, Channel.POST),
            ),
        ),
        Story(
            HOLTALEN,
            known("Hessdalen Gjestehus"),
            received=96,
            people=applicants(25),
            caseworker="shared",
            steps=(
                receipt(95),
                ask(94),
                answered(60),
                assess(40),
                proposed(38, GRANT),
                to_body(34, by="holtalen_secretary"),
                voted(
                    20,
                    PART_GRANT,
                    "31",
                    "Hessdalen Gjestehus får bevilling for gruppe 1 og 2.\n\n"
                    "Søknaden avslås for gruppe 3. Vedtaket ble fattet mot én stemme.",
                    by="holtalen_secretary",
                    groups="1,2",
                    conditions=("Avgrensning ute",),
                    deviation="Formannskapet vil se hvordan driften går før det gis bevilling for brennevin.",
                ),
                final(17),
                sent(17),
                arrived(15),
            ),
        ),
        Story(
            HOLTALEN,
            Outlet(
                "Kroa på grensa",
                EATING,
                "Grenseveien 1",
                "7383",
                "Grensekroa AS",
                "1,2",
                ("Kroa",),
                concept="Veikro",
            ),
            received=26,
            people=applicants(26),
            caseworker="shared",
            indoor="10:00-23:00",
            steps=(
                receipt(25),
                proposed(
                    22,
                    DISMISS,
                    reasons="Stedet ligger i en annen kommune. Send søknaden dit; vi kan ikke behandle den.",
                ),
                decided(20, by="holtalen_decider"),
                final(19),
                sent(19),
            ),
        ),
    )


def _in_use() -> tuple[Story, ...]:
    return (
        Story(
            ROROS,
            known("Gruvegryta"),
            received=110,
            people=applicants(27),
            steps=(
                receipt(109),
                missing(107, "Plantegning av bakgården", due_in=-93),
                information(100, "Plantegningen er sendt."),
                ask(99, *Body),
                answered(70, Body.POLICE, Body.SOCIAL_SERVICE),
                answered(
                    66,
                    Body.TAX,
                    remark="Skyldig 12 400 kroner i forskuddsskatt.",
                    about=Question.CONDUCT_HOLDER,
                ),
                present(64, "Skatteetaten opplyser at selskapet skylder 12 400 kroner.", due_in=-50),
                reply(58, "Beløpet ble betalt i går. Kvittering er lagt ved."),
                judged(
                    56,
                    ConductQuestion.HOLDER,
                    reason="Kravet er betalt, og er for lite til å si noe om vandelen.",
                ),
                assess(45),
                proposed(
                    44,
                    GRANT,
                    conditions=("Ferdigattest", "Mat"),
                    deviation="Kravet er betalt, og er for lite til å si noe om vandelen.",
                ),
                decided(30),
                final(29),
                sent(29),
                arrived(28),
                issued(20, 1, 2),
            ),
        ),
        Story(
            ROROS,
            known("Landhandelen på Glåmos"),
            received=90,
            people=applicants(28),
            caseworker="caseworker_2",
            indoor="08:00-20:00",
            steps=(
                receipt(89),
                ask(88),
                answered(61),
                assess(57),
                proposed(56, GRANT),
                decided(50),
                final(49),
                sent(49),
                arrived(47),
                issued(46),
            ),
        ),
    )


def _done() -> tuple[Story, ...]:
    return (
        Story(
            ROROS,
            known("Kvernhuset"),
            received=190,
            people=applicants(29),
            steps=(
                receipt(189),
                ask(188),
                answered(160),
                assess(155),
                proposed(154, GRANT, conditions=("Plantegning",)),
                decided(140),
                final(139),
                sent(139),
                arrived(137),
                issued(130, 1),
                closed(110),
            ),
        ),
        Story(
            ROROS,
            Outlet(
                "Kafé Kolmila",
                EATING,
                "Osloveien 109",
                "7374",
                "Kolmila Kafé AS",
                "1,2",
                ("Kafeen",),
                concept="Kafé",
            ),
            received=64,
            people=applicants(30),
            indoor="10:00-23:00",
            steps=(receipt(63), ask(61), retracted(44, "Søkeren har ikke fått leie lokalet likevel.")),
        ),
    )
