"""What the demo's places sell in a year, in litres by group. Every figure is invented."""

from collections.abc import Mapping
from dataclasses import dataclass

from fees.turnover import CL_IN_LITRE, Volumes

Litres = tuple[int, int, int]

# A third or so pay by the litre; the rest sell so little that they pay the minimum.
SOLD: Mapping[str, Litres] = {
    "Hotell Nordgruva": (18_000, 6_500, 1_400),
    "Nordgruva Anneks": (4_200, 1_900, 260),
    "Slegghammeren Hotell": (17_500, 6_000, 1_200),
    "Viddesus Hotell": (9_800, 3_400, 620),
    "Krutthornet": (6_000, 2_500, 300),
    "Sleggas Spiseri": (3_100, 1_450, 120),
    "Kobberkjelen": (3_400, 1_300, 150),
    "Røyskatta": (2_900, 1_200, 140),
    "Trattoria Slagghaug": (2_200, 1_600, 60),
    "Fjellørret og Rein": (2_600, 1_500, 110),
    "Pannekakesmia": (1_100, 320, 0),
    "Gruvegryta": (2_400, 1_100, 90),
    "Kvernhuset": (2_000, 900, 80),
    "Malmklang Bar": (4_600, 700, 320),
    "Stigeren": (14_500, 1_900, 780),
    "Skeidaren Ølhus": (12_800, 1_400, 640),
    "Blåsebelgen": (8_900, 1_300, 690),
    "Nattskiftet": (5_200, 700, 380),
    "Museumskafeen Proberkammeret": (450, 380, 0),
    "Bakeriet Sukkertoppen": (260, 0, 0),
    "Flyplasskafeen": (900, 0, 0),
    "Kafé Skinnfell": (620, 410, 0),
    "Kafé Kurant": (740, 520, 0),
    "Kafé Vinterlys": (500, 350, 0),
    "Brekken Fjellstue": (900, 700, 60),
    "Sjøvolden Camping": (1_300, 420, 0),
    "Glåmos Gjestestue": (850, 460, 45),
    "Aursundtunet": (1_150, 620, 70),
    "Storelva Leirsted": (600, 300, 30),
    "Kulturhuset Blærhatten": (2_700, 1_150, 90),
    "Sagtomta Scene": (1_900, 640, 70),
    "Doktorhagen Selskapslokaler": (780, 610, 55),
    "Låven på Galåen": (920, 540, 80),
    "Hyttelva Bryggeri, ølstua": (5_400, 800, 0),
    "Nordre Galåsen Gård": (480, 520, 35),
    "MB Aurvinda": (560, 310, 0),
    "Slegghaugens Teaterkro": (1_600, 480, 40),
    "Bergmannsgata Mat": (90_000, 0, 0),
    "Osloveien Dagligvare": (110_000, 0, 0),
    "Havsjøveien Matmarked": (96_000, 0, 0),
    "Gjøsvika Dagligvare": (60_000, 0, 0),
    "Stasjonsbyen Matsenter": (88_000, 0, 0),
    "Landhandelen i Brekken": (6_000, 0, 0),
    "Landhandelen på Glåmos": (5_200, 0, 0),
    "Hyttelva Bryggeriutsalg": (3_800, 0, 0),
    "Galåsen Siderutsalg": (350, 1_400, 0),
    "Ålen Kro og Rast": (7_500, 2_700, 280),
    "Samfunnssalen i Ålen": (900, 380, 0),
    "Hessdalen Gjestehus": (520, 410, 0),
    "Aunegrenda Gjestegård": (780, 560, 60),
    "Bygdepuben Stasjonen": (9_500, 1_600, 220),
    "Skistua i Ålen": (2_100, 340, 0),
    "Forsamlingshuset i Haltdalen": (640, 420, 70),
    "Ålen Matsenter": (30_000, 0, 0),
    "Haltdalen Dagligvare": (7_400, 0, 0),
    "Landhandelen i Hessdalen": (3_100, 0, 0),
    "Aunegrenda Nærbutikk": (2_600, 0, 0),
}
# What was really sold, in per cent of what was expected, place by place.
OF_EXPECTED = (96, 103, 88, 107, 92, 100, 111, 85)


@dataclass(frozen=True)
class Odd:
    """A place whose report does not look as one would think, and what it says of that."""

    sold: Litres
    comment: str = ""
    answer: str = ""
    settled: str = ""
    """What the office found when it asked; empty where the question is still open."""


KRUTTHORNET = "Krutthornet"
FIRST_TOLD: Mapping[str, Litres] = {KRUTTHORNET: (5_400, 2_300, 28)}
"""What was told at first, and corrected by a new version."""
ODD: Mapping[str, Odd] = {
    KRUTTHORNET: Odd((5_400, 2_300, 280), comment="Rettet: 28 liter brennevin skulle være 280."),
    "Blåsebelgen": Odd(
        (14_200, 1_500, 710),
        answer="Vi tok over konsertene i fjor sommer.",
        settled="Stemmer med leverandørenes tall. Ringte styreren.",
    ),
    "Kobberkjelen": Odd((3_250, 1_240, 60), answer="Vi har sluttet med akevittkveldene."),
    "Trattoria Slagghaug": Odd((2_150, 2_700, 55), answer="Vinkartet ble utvidet i mai."),
    "Doktorhagen Selskapslokaler": Odd((760, 190, 50), answer="Færre bryllup i fjor enn vi ventet."),
    "Kulturhuset Blærhatten": Odd(
        (5_100, 1_250, 95),
        answer="To store jubileer i fjor.",
        settled="Arrangementene er kjent for kommunen.",
    ),
    "Flyplasskafeen": Odd((310, 0, 0), settled="Kafeen var stengt fra mai til september."),
    "Bygdepuben Stasjonen": Odd((4_100, 1_500, 210), answer="Stengt for ombygging i fire måneder."),
    "Samfunnssalen i Ålen": Odd((880, 90, 0)),
    "Haltdalen Dagligvare": Odd((15_300, 0, 0), answer="Nabobutikken var stengt hele sommeren."),
}


def litres(told: Litres) -> Volumes:
    """Whole litres by group as the rules see them."""
    return Volumes(*(litre * CL_IN_LITRE for litre in told))


def expected_at(place: str) -> Volumes:
    """What a place says each year that it expects to sell."""
    return litres(SOLD[place])


def sold_at(place: str) -> Volumes:
    """What a place says that it sold last year."""
    if place in ODD:
        return litres(ODD[place].sold)
    percent = OF_EXPECTED[list(SOLD).index(place) % len(OF_EXPECTED)]
    g1, g2, g3 = SOLD[place]
    return litres((g1 * percent // 100, g2 * percent // 100, g3 * percent // 100))
