"""Licences of earlier holders: a house is remembered longer than those who run it."""

from app.demo.outlets import EATING, PUB
from app.demo.register import Past
from licensing.licences import Group

ALL = (Group.ONE, Group.TWO, Group.THREE)
BEER_AND_WINE = (Group.ONE, Group.TWO)

PAST = (
    Past(
        "Malmklang Bar",
        "Kjerkgata 118",
        "7374",
        "Røros",
        PUB,
        "Malmklang Bar AS",
        ALL,
        periods_ago=0,
        bankrupt=True,
        reason="Konkurs",
    ),
    Past(
        "Kobberkjelen",
        "Mørkstugata 117",
        "7374",
        "Røros",
        EATING,
        "Kjelen Drift AS",
        ALL,
        1,
        reason="Ikke fornyet",
    ),
    Past(
        "Kobberkjelen",
        "Mørkstugata 117",
        "7374",
        "Røros",
        EATING,
        "Mørkstugata Kro AS",
        BEER_AND_WINE,
        2,
        reason="Ikke fornyet",
    ),
    Past(
        "Stigeren", "Bergmannsgata 133", "7374", "Røros", PUB, "Gamle Stigeren AS", ALL, 1, reason="Overdratt"
    ),
    Past(
        "Krutthornet",
        "Bergmannsgata 144",
        "7374",
        "Røros",
        EATING,
        "Hornet Servering AS",
        ALL,
        1,
        reason="Ikke fornyet",
    ),
    Past(
        "Gruvegryta",
        "Kjerkgata 112",
        "7374",
        "Røros",
        EATING,
        "Gryta Mat AS",
        BEER_AND_WINE,
        1,
        reason="Lagt ned",
    ),
)
