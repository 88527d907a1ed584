"""The places of Holtålen: 7 that serve and 4 that sell. Kinds and areas are real, the rest is invented."""

from app.demo.outlets import CULTURE, EATING, LODGE, PARTY, PUB, Outlet, shop
from licensing.licences import Audience

UNTIL_ONE = "10:00-25:00"

SERVING = (
    Outlet(
        "Ålen Kro og Rast",
        EATING,
        "Bygdaveien 208",
        "7380",
        "Ålen Kro AS",
        "1,2,3",
        ("Kroa",),
        ("Uteplassen",),
        weekend=UNTIL_ONE,
    ),
    Outlet(
        "Samfunnssalen i Ålen",
        CULTURE,
        "Bygdaveien 231",
        "7380",
        "Ålen Ungdomslag",
        "1,2",
        ("Storsalen", "Foajeen"),
        ordinary="17:00-25:00",
        weekend="17:00-25:00",
    ),
    Outlet(
        "Hessdalen Gjestehus",
        LODGE,
        "Hessdalsveien 1150",
        "7380",
        "Hessdalen Gjestehus AS",
        "1,2,3",
        ("Spisestua",),
        ("Verandaen",),
        weekend=UNTIL_ONE,
        concept="Gjestehus med middag for gjester og forbifarende",
        by_case=True,
    ),
    Outlet(
        "Aunegrenda Gjestegård",
        LODGE,
        "Aunegrendveien 410",
        "7383",
        "Aunegrenda Gjestegård AS",
        "1,2,3",
        ("Spisestua", "Peisestua"),
        weekend=UNTIL_ONE,
    ),
    Outlet(
        "Bygdepuben Stasjonen",
        PUB,
        "Stasjonsveien 112",
        "7383",
        "Stasjonen Bygdepub AS",
        "1,2,3",
        ("Puben",),
        ordinary="15:00-25:00",
        weekend="15:00-25:00",
    ),
    Outlet(
        "Skistua i Ålen",
        LODGE,
        "Skitrekkveien 140",
        "7380",
        "Ålen Skistue AS",
        "1,2",
        ("Varmestua",),
        ("Solveggen",),
        ordinary="10:00-22:00",
        weekend="10:00-24:00",
        outdoors="10:00-22:00",
        concept="Varmestue ved skitrekket, 1. desember til 1. mai",
        season=("12-01", "05-01"),
    ),
    Outlet(
        "Forsamlingshuset i Haltdalen",
        PARTY,
        "Haltdalsveien 320",
        "7383",
        "Haltdalen Velforening",
        "1,2,3",
        ("Salen",),
        weekend=UNTIL_ONE,
        audience=Audience.CLOSED_COMPANY,
    ),
)
SALE = (
    shop("Ålen Matsenter", "Bygdaveien 190", "7380", "Ålen Matsenter AS"),
    shop("Haltdalen Dagligvare", "Haltdalsveien 301", "7383", "Haltdalen Dagligvare AS"),
    shop("Landhandelen i Hessdalen", "Hessdalsveien 1180", "7380", "Hessdalen Samvirke"),
    shop("Aunegrenda Nærbutikk", "Aunegrendveien 388", "7383", "Aunegrenda Nærbutikk AS"),
)
OUTLETS = (*SERVING, *SALE)
