"""The demo's applications that nobody has decided yet: some late, some due tomorrow, some waiting."""

from dataclasses import replace
from datetime import date

from app.demo.days import Days
from app.demo.deciding import proposed, returned, to_body
from app.demo.names import invented_born_on
from app.demo.outlets import CAFE, EATING, LODGE, PARTY, PUB, Outlet, shop
from app.demo.people import HOLTALEN, ROROS
from app.demo.stage import Applicant, Story
from app.demo.steps import (
    answered,
    ask,
    assess,
    missing,
    override,
    present,
    receipt,
    remind,
    reply,
    silence,
)
from app.demo.stories import applicants
from licensing.applicants import Influence, Role
from licensing.decisions import DecisionOutcome
from licensing.licences import Audience, LicenceKind
from licensing.statements import Body, Question

POLICE, SOCIAL_SERVICE, TAX = Body.POLICE, Body.SOCIAL_SERVICE, Body.TAX
LATEST_BY_LAW = "10:00-27:00"
YOUNG = 19


def undecided(days: Days) -> tuple[Story, ...]:
    """Fifteen applications before their decision."""
    return (*_incoming(days), *_asking(), *_ready(days), *_before_the_decider())


def _incoming(days: Days) -> tuple[Story, ...]:
    return (
        Story(
            ROROS,
            Outlet(
                "Kafé Løkta",
                CAFE,
                "Bergmannsgata 127",
                "7374",
                "Løkta Kafé under stiftelse",
                "1,2",
                ("Kafeen",),
                ("Fortauet",),
                concept="Kafé med bakst og enkle retter",
            ),
            received=1,
            people=applicants(1),
            indoor="10:00-23:00",
            outdoor="10:00-22:00",
            founding=True,
        ),
        Story(
            ROROS,
            Outlet(
                "Skakthuset",
                EATING,
                "Rau-Veta 109",
                "7374",
                "Skakthuset AS",
                "1,2,3",
                ("Spisesalen", "Loftet"),
                concept="Spisested",
            ),
            received=40,
            people=applicants(2),
            steps=(
                receipt(39),
                missing(
                    30,
                    "Plantegning der skjenkearealet er tegnet inn\nFirmaattest\nArbeidsavtale for styreren",
                    due_in=-9,
                ),
            ),
        ),
        Story(
            HOLTALEN,
            Outlet(
                "Kafé Gammelskolen",
                CAFE,
                "Bygdaveien 244",
                "7380",
                "Gammelskolen Kafé AS",
                "1,2",
                ("Klasserommet",),
                concept="Kafé i den gamle skolen",
            ),
            received=24,
            people=applicants(3)[:1] + applicants(3)[2:],
            caseworker="shared",
            indoor="11:00-23:00",
            deputy_waiver="Kafeen har åtte plasser og er åpen to dager i uka.",
            steps=(receipt(23), missing(13, "Bevis for bestått kunnskapsprøve\nSkatteattest", due_in=1)),
        ),
    )


def _asking() -> tuple[Story, ...]:
    return (
        Story(
            ROROS,
            Outlet(
                "Ovnstua",
                EATING,
                "Kjerkgata 133",
                "7374",
                "Ovnstua AS",
                "1,2,3",
                ("Stua",),
                ("Gårdsrommet",),
                concept="Spisested med vedovn",
            ),
            received=31,
            people=applicants(4),
            steps=(receipt(30), ask(27, due_in=1), answered(9, SOCIAL_SERVICE)),
        ),
        Story(
            ROROS,
            Outlet(
                "Blystøpa",
                PUB,
                "Mørkstugata 151",
                "7374",
                "Blystøpa Bar AS",
                "1,2,3",
                ("Baren",),
                concept="Bar med quiz og musikk",
            ),
            received=40,
            people=applicants(5),
            caseworker="caseworker_2",
            indoor="14:00-26:00",
            steps=(receipt(39), ask(33, due_in=-3), remind(1, POLICE)),
        ),
        Story(
            HOLTALEN,
            Outlet(
                "Låvescenen i Haltdalen",
                PARTY,
                "Haltdalsveien 355",
                "7383",
                "Låvescenen AS",
                "1,2,3",
                ("Låven",),
                audience=Audience.CLOSED_COMPANY,
                concept="Selskapslokale",
            ),
            received=38,
            people=applicants(6),
            caseworker="shared",
            steps=(receipt(37), ask(33, due_in=-3), answered(12, POLICE)),
        ),
    )


def _ready(days: Days) -> tuple[Story, ...]:
    born_on = date(days.today.year - YOUNG, 1, 15)
    young = Applicant(invented_born_on("Sondre Snøfonn", born_on), Role.MANAGER)
    only_sale = replace(applicants(10)[0], tests=(LicenceKind.SALE,))
    return (
        Story(
            ROROS,
            Outlet(
                "Gjeterstua",
                EATING,
                "Peder Hiorts gate 141",
                "7374",
                "Gjeterstua Servering AS",
                "1,2,3",
                ("Stua",),
                ("Hagen",),
                concept="Spisested med mat fra seter og fjell",
            ),
            received=48,
            people=(
                *applicants(7)[:2],
                replace(applicants(7)[2], lived_abroad=True, influence=Influence.OWNERSHIP),
            ),
            steps=(
                receipt(47),
                ask(46, *Body),
                answered(25, POLICE, SOCIAL_SERVICE),
                answered(
                    10, TAX, remark="Restanse 84 300 kroner i merverdiavgift.", about=Question.CONDUCT_HOLDER
                ),
                present(
                    8,
                    "Skatteetaten opplyser at selskapet har en restanse på 84 300 kroner i merverdiavgift.",
                    due_in=6,
                ),
            ),
        ),
        Story(
            ROROS,
            Outlet(
                "Månskinnet",
                PUB,
                "Kjerkgata 171",
                "7374",
                "Månskinnet AS",
                "1,2,3",
                ("Baren", "Kjelleren"),
                concept="Bar og dansegulv",
            ),
            # Older than four months: the deadline of the case itself has passed.
            received=132,
            people=applicants(8),
            indoor=LATEST_BY_LAW,
            steps=(receipt(131), ask(128), answered(90, POLICE), silence(60, SOCIAL_SERVICE)),
        ),
        Story(
            ROROS,
            Outlet(
                "Pizzaverkstedet",
                EATING,
                "Osloveien 122",
                "7374",
                "Pizzaverkstedet AS",
                "1,2",
                ("Verkstedet",),
                concept="Pizza til bords",
            ),
            received=43,
            people=(young, *applicants(9)[1:]),
            caseworker="caseworker_2",
            indoor="12:00-23:00",
            steps=(receipt(42), ask(41), answered(11), assess(3)),
        ),
        Story(
            ROROS,
            Outlet(
                "Vinbua",
                EATING,
                "Tollef Bredals vei 128",
                "7374",
                "Vinbua Røros AS",
                "1,2,3",
                ("Bua",),
                ("Trappa",),
                concept="Vinbar med småretter",
            ),
            received=45,
            people=(only_sale, *applicants(10)[1:]),
            steps=(receipt(44), ask(42), answered(13), assess(2)),
        ),
        Story(
            ROROS,
            Outlet(
                "Blåsebelgen",
                PUB,
                "Kjerkgata 145",
                "7374",
                "Kjellerscenen AS",
                "1,2,3",
                ("Kjelleren",),
                concept="Konserter i kjelleren",
            ),
            received=50,
            people=applicants(11),
            indoor="16:00-25:00",
            caseworker="shared",
            steps=(receipt(49), ask(48), answered(20), assess(6)),
        ),
    )


def _before_the_decider() -> tuple[Story, ...]:
    return (
        Story(
            ROROS,
            Outlet(
                "Tørrmuren",
                EATING,
                "Flanderborg 112",
                "7374",
                "Tørrmuren AS",
                "1,2,3",
                ("Spisesalen",),
                ("Muren",),
                concept="Spisested",
            ),
            received=62,
            people=applicants(12),
            steps=(
                receipt(61),
                ask(60),
                answered(40, SOCIAL_SERVICE),
                override(
                    14,
                    "Politiet har meldt at de ikke rekker å svare, og ingenting tyder på merknader.",
                ),
                assess(12),
                proposed(10, DecisionOutcome.GRANT, conditions=("Ferdigattest", "Mat")),
                returned(8, "Skriv hvorfor vi går videre uten svar fra politiet."),
                proposed(
                    6,
                    DecisionOutcome.GRANT,
                    conditions=("Ferdigattest", "Mat"),
                    deviation="Politiet har meldt at svaret drøyer. Søkeren har drevet lenge uten merknader.",
                ),
            ),
        ),
        Story(
            ROROS,
            shop("Kvitsanden Nærbutikk", "Kvitsandveien 104", "7374", "Kvitsanden Nærbutikk AS"),
            received=35,
            people=applicants(13),
            caseworker="caseworker_2",
            indoor="08:00-20:00",
            steps=(receipt(34), ask(33), answered(9), assess(5), proposed(4, DecisionOutcome.GRANT)),
        ),
        Story(
            HOLTALEN,
            Outlet(
                "Fjellgløtt Kro",
                LODGE,
                "Skitrekkveien 122",
                "7380",
                "Fjellgløtt AS",
                "1,2,3",
                ("Kroa",),
                ("Terrassen",),
                concept="Kro ved løypene",
            ),
            received=70,
            people=applicants(14),
            caseworker="shared",
            steps=(
                receipt(69),
                ask(67),
                answered(36),
                assess(20),
                proposed(18, DecisionOutcome.GRANT, conditions=("Avgrensning ute",)),
                to_body(9, by="holtalen_secretary"),
            ),
        ),
        Story(
            ROROS,
            Outlet(
                "Ringeplassen",
                PUB,
                "Sundbakken 118",
                "7374",
                "Ringeplassen AS",
                "1,2,3",
                ("Baren",),
                concept="Bar med spillmaskiner og storskjerm",
            ),
            received=75,
            people=applicants(15),
            indoor="14:00-25:00",
            steps=(
                receipt(74),
                ask(73),
                answered(50, SOCIAL_SERVICE),
                answered(
                    45, POLICE, remark="Stedet ligger ved ungdomsskolen, og det har vært uro der i helgene."
                ),
                present(
                    42,
                    "Politiet mener at stedet ligger for nær ungdomsskolen, og viser til uro der i helgene.",
                    due_in=-26,
                ),
                reply(30, "Vi holder stengt til kl. 17.00 på skoledager."),
                assess(22),
                proposed(
                    20,
                    DecisionOutcome.REFUSE,
                    deviation="Stedet ligger 60 meter fra ungdomsskolen. Kortere tid i uka er ikke nok.",
                ),
                to_body(5),
            ),
        ),
    )
