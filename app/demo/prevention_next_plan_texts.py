"""The words of the demo's next plan and of the answers to its hearing. All of it is invented."""

from typing import NamedTuple

from app.demo.people import HOLTALEN, ROROS
from fees.plans import InputVerdict

SOURCE = (
    "Oppdiktet for demoen. Bygger på den felles ruspolitiske handlingsplanen for Røros og Holtålen; mål og "
    "flere av tiltakene er ført videre fra den."
)
SUMMARY = (
    "Planen fører videre det som virker i den felles planen: møter for foreldre, MOT og åpne ungdomsklubber. "
    "Nytt er natteravner og et fast tilbud til russ. Øremerkede 75 000 kroner i året av gebyrene går til "
    "tiltak mot nyrekruttering, i samråd med skole og helsestasjon."
)
EVALUATION = (
    "SLT-gruppa evaluerer tiltakene hver desember. Meldingen om russituasjonen gjør rede for resultatet."
)
QUESTION = "Er dette de rette tiltakene for unge i vår kommune? Hva mangler?"
HEARING_SUMMARY = (
    "Fire uttalte seg. Ungdomsrådet ba om natteravner; det er tatt inn. Foreldrene ba om en fast "
    "foreldrekveld; det er fulgt. Næringen ba om at taket for skjenkebevillinger holdes utenfor planen; det "
    "er ikke fulgt, men planen viser nå til retningslinjene i stedet for å gjenta dem. Bygdeungdommen i "
    "Haltdalen ba om buss; det vurderes hvert år."
)
CHAPTERS = (
    (
        "Bakgrunn",
        "Tallene i den felles planen er fra 2009, og tiltakene er flere enn noen følger opp.",
    ),
    (
        "Det vi gjør videre",
        "Vi gjør færre ting, og gjør dem hvert år. Hvert tiltak har en eier og noe som skal skje.",
    ),
    (
        "Økonomi",
        "De øremerkede midlene dekker møter og tilskudd. Klubbene dekkes av kommunenes egne budsjett.",
    ),
)
GOALS = (
    "Hindre rekruttering til gruppen av rusmisbrukere: heve debutalderen og redusere ungdoms bruk av "
    "rusmidler",
    "Rusfrie arrangement, inklusive satsing på aktive ungdomsklubber",
)
INVITED = (
    "Ungdomsrådet",
    "Politiet",
    "Røros videregående skole",
    "FAU ved ungdomsskolene",
    "Reiselivsnæringen",
)


class Line(NamedTuple):
    """A measure that goes on: how its title begins, who owns it, and what its years say."""

    title: str
    place: str
    owners: tuple[str, ...]
    cells: tuple[str, str, str, str]


LINES = (
    Line(
        "Opplysnings- og",
        ROROS,
        ("Helse- og sosialsjef (Røros)", "Sosialleder (Holtålen)"),
        ("Gjennomføres og evalueres",) * 4,
    ),
    Line("Informasjon om rus", ROROS, ("SLT-koordinator",), ("Videreføres",) * 3 + ("Evalueres",)),
    Line("MOT", ROROS, ("Oppvekstetaten",), ("Videreføres og evalueres",) * 4),
    Line("Steg for steg", ROROS, ("Barneskolene",), ("Videreføres",) * 4),
    Line(
        "Ungdommens Hus", ROROS, ("Kultur og fritid",), ("Videreføres", "Utvides", "Videreføres", "Evalueres")
    ),
    Line("Fritidsklubben", HOLTALEN, ("Kultur og fritid",), ("Videreføres",) * 3 + ("Evalueres",)),
)


class Answer(NamedTuple):
    """What somebody said in the hearing, and what was done with it. No private person is among them."""

    days_ago: int
    place: str
    sender: str
    body: str
    text: str
    verdict: InputVerdict
    reply: str
    keyed: bool = False


ANSWERS = (
    Answer(
        121,
        ROROS,
        "Lederen (oppdiktet)",
        "Ungdomsrådet i Røros (oppdiktet)",
        "Vi vil ha voksne i gatene når det er fest. Ta inn natteravner.",
        InputVerdict.FOLLOWED,
        "Natteravner er tatt inn som eget tiltak.",
    ),
    Answer(
        112,
        HOLTALEN,
        "Styret (oppdiktet)",
        "Haltdalen bygdeungdom (oppdiktet)",
        "Det hjelper lite med konsert i Røros uten buss hjem.",
        InputVerdict.PARTLY,
        "Buss vurderes for hvert arrangement, men er ikke et eget tiltak.",
    ),
    Answer(
        104,
        ROROS,
        "Styret (oppdiktet)",
        "Bergstaden vertskap (oppdiktet)",
        "Taket for skjenkebevillinger hører ikke hjemme i en plan for forebygging.",
        InputVerdict.NOT_FOLLOWED,
        "Tilgjengelighet er et virkemiddel i planen. Den viser nå til retningslinjene.",
        keyed=True,
    ),
    Answer(
        93,
        ROROS,
        "Lederen (oppdiktet)",
        "FAU ved Bergstaden ungdomsskole (oppdiktet)",
        "Fortsett med foreldrekveld for 8. trinn, og gjør den fast.",
        InputVerdict.FOLLOWED,
        "Foreldrekvelden er en fast del av møtene.",
    ),
)
