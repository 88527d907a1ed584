"""What the demo's earmark has promised, and what waits for a consultation, an answer or a decision."""

from collections.abc import Iterator

from app.demo.days import Days
from app.demo.people import HOLTALEN, ROROS
from app.demo.prevention_acts import Played
from app.demo.prevention_applicants import FESTIVAL, HALTDALEN, HUNTERS, PARENTS, PUPILS, QUIZ
from app.demo.prevention_desk import Wish
from app.demo.prevention_last_year import CLUB_OF_HOLTALEN, CLUB_OF_ROROS, MEETINGS, MOT
from app.demo.prevention_stories import Done, Meeting, Said, SpendingStory
from fees.spending import ConsultationForm, ConsultedView, SpendingKind, TargetGroup

SPEAKER = "Foredragsholder (oppdiktet)"
# So and so many days ago: what has come in since the summer, and how far it has come.
PARTY, ONLINE, TALK, HUNT, OPEN_NIGHT = 45, 43, 26, 41, 38
FIRST_MEETING, DECIDED, LETTERS_OUT, ARRIVED, COMPLAINED = 36, 33, 32, 30, 16
TENTS, HOSTEL, TOURNAMENT, SECOND_MEETING = 20, 19, 13, 11
FESTIVAL_CAME, QUIZ_CAME, NIGHTS_CAME, LAST_MEETING = 9, 4, 6, 2


def promised(days: Days) -> Iterator[SpendingStory]:
    """What is promised and not paid, and what was refused."""
    yield SpendingStory(
        "party",
        ROROS,
        days.ago(PARTY),
        Wish(
            "Rusfri romjulsfest på Ungdommens Hus",
            "Et åpent hus den kvelden i jula da flest unge drikker for første gang.",
            SpendingKind.EVENT,
            TargetGroup.YOUTH,
            4_000,
            measure=CLUB_OF_ROROS,
            held_on=days.ahead(36),
        ),
        (Done(days.ago(DECIDED), Played.grant),),
    )
    yield SpendingStory(
        "online",
        ROROS,
        days.ago(ONLINE),
        Wish(
            "Temakveld om rusmidler på nett",
            "Elever og foresatte lærer hvordan rusmidler selges i sosiale medier, og hva de kan gjøre.",
            SpendingKind.INFORMATION_MEETING,
            TargetGroup.UPPER_SECONDARY,
            3_000,
            PUPILS,
            MEETINGS,
            days.ahead(17),
        ),
        (
            Done(days.ago(DECIDED), Played.grant),
            Done(days.ago(LETTERS_OUT), Played.send),
            Done(days.ago(ARRIVED), Played.arrive),
            Done(days.ago(2), Played.attest),
        ),
    )
    yield SpendingStory(
        "talk",
        ROROS,
        days.ago(TALK),
        Wish(
            "Foreldremøte på kort varsel for 10. trinn",
            "Det er funnet rusmidler ved skolen. Foreldre skal få vite hva de kan se etter.",
            SpendingKind.INFORMATION_MEETING,
            TargetGroup.PRIMARY_SCHOOL,
            2_000,
            measure=MEETINGS,
            held_on=days.ago(TALK - 4),
        ),
        (
            Done(days.ago(TALK - 1), Played.grant),
            Done(
                days.ago(TALK - 1),
                lambda it: it.waive("Møtet må holdes samme uke. Rådgiver ved skolen er spurt på telefon."),
            ),
            Done(days.ago(5), lambda it: it.attest(SPEAKER)),
            Done(days.ago(3), Played.order),
        ),
    )
    yield SpendingStory(
        "hunt",
        ROROS,
        days.ago(HUNT),
        Wish(
            "Jaktmiddag for medlemmer",
            "Samling med middag og servering for laget, der også unge medlemmer er velkomne.",
            SpendingKind.GRANT,
            TargetGroup.ADULTS,
            10_000,
            HUNTERS,
            meets_purpose=False,
        ),
        (
            Done(
                days.ago(DECIDED),
                lambda it: it.refuse("En middag for medlemmer er ikke et tiltak mot nyrekruttering."),
            ),
            Done(days.ago(LETTERS_OUT), Played.send),
            Done(days.ago(ARRIVED), Played.arrive),
            Done(
                days.ago(COMPLAINED),
                lambda it: it.complain("Laget ber om ny vurdering: fem unge under 20 år er nye i laget."),
            ),
        ),
    )
    yield SpendingStory(
        "open-night",
        HOLTALEN,
        days.ago(OPEN_NIGHT),
        Wish(
            "Åpne fredagskvelder på Midtstuggu",
            "Klubben er åpen for alle på de kveldene det ellers skjer mest.",
            SpendingKind.EVENT,
            TargetGroup.YOUTH,
            4_500,
            measure=CLUB_OF_HOLTALEN,
            held_on=days.ahead(20),
        ),
        (Done(days.ago(DECIDED), Played.grant),),
    )


def waiting(days: Days) -> Iterator[SpendingStory]:
    """What waits: for the consultation, for the other municipality, for a decision."""
    yield SpendingStory(
        "hostel",
        ROROS,
        days.ago(HOSTEL),
        Wish(
            "Middag og aktivitet for elever på hybel",
            "Elever som bor alene, får et sted å være på fredager, med voksne til stede.",
            SpendingKind.GRANT,
            TargetGroup.UPPER_SECONDARY,
            4_000,
            PUPILS,
            MEETINGS,
        ),
    )
    yield SpendingStory(
        "tents",
        ROROS,
        days.ago(TENTS),
        Wish(
            "Natteravner under julemarkedet",
            "Voksne i gatene de kveldene det er mest folk. Unge har noen å gå til.",
            SpendingKind.GRANT,
            TargetGroup.YOUTH,
            3_000,
            PARENTS,
            MEETINGS,
        ),
    )
    yield SpendingStory(
        "festival",
        ROROS,
        days.ago(FESTIVAL_CAME),
        Wish(
            "Ungdomsfestival uten rus",
            "To dager med musikk og verksted for ungdom fra hele regionen.",
            SpendingKind.GRANT,
            TargetGroup.YOUTH,
            20_000,
            FESTIVAL,
            MEETINGS,
            beyond_free=True,
        ),
    )
    yield SpendingStory(
        "quiz",
        ROROS,
        days.ago(QUIZ_CAME),
        Wish(
            "Quizkvelder uten alkohol",
            "Unge voksne får et sted å møtes der ingen forventer at de drikker.",
            SpendingKind.GRANT,
            TargetGroup.YOUNG_ADULTS,
            3_500,
            QUIZ,
        ),
    )
    yield SpendingStory(
        "tournament",
        HOLTALEN,
        days.ago(TOURNAMENT),
        Wish(
            "Turnering for 8.–10. trinn i begge kommunene",
            "Elevene blir kjent på tvers, og møter MOT-ungdommer som er litt eldre enn dem selv.",
            SpendingKind.EVENT,
            TargetGroup.PRIMARY_SCHOOL,
            5_000,
            measure=MOT,
            shared=True,
        ),
    )
    yield SpendingStory(
        "nights",
        HOLTALEN,
        days.ago(NIGHTS_CAME),
        Wish(
            "Nattidrett i Haltdalen",
            "Hallen er åpen lørdag kveld for dem som ikke er med i et lag.",
            SpendingKind.GRANT,
            TargetGroup.YOUTH,
            3_000,
            HALTDALEN,
            MEETINGS,
        ),
    )


def latest_meetings(days: Days) -> Iterator[Meeting]:
    """The meetings that took these up, and one consultation in writing."""
    yield Meeting(
        days.ago(FIRST_MEETING),
        ROROS,
        ("party", "online", "hunt"),
        "Tre saker. Gruppa ber om at romjulsfesten gjøres kjent på skolene (oppdiktet).",
        said={
            ("hunt", "Oppvekstetaten"): Said(ConsultedView.AGAINST, "Treffer ikke formålet."),
            ("hunt", "SLT-gruppa"): Said(ConsultedView.AGAINST, "Middag med servering forebygger ikke."),
        },
    )
    yield Meeting(
        days.ago(FIRST_MEETING - 1),
        HOLTALEN,
        ("open-night",),
        form=ConsultationForm.WRITTEN,
        said={
            ("open-night", "Helsestasjon for ungdom"): Said(
                ConsultedView.REMARKS, "Helsesykepleier kan være til stede annenhver fredag."
            )
        },
    )
    yield Meeting(
        days.ago(SECOND_MEETING),
        ROROS,
        ("hostel", "tents"),
        "Middag for elever på hybel ble støttet. Natteravner tas opp igjen (oppdiktet).",
        absent=("Videregående skole",),
        said={("tents", "Videregående skole"): Said(None)},
    )
    yield Meeting(
        days.ago(LAST_MEETING),
        HOLTALEN,
        ("nights",),
        "Gruppa støtter tiltaket (oppdiktet).",
        absent=("Videregående skole",),
    )
