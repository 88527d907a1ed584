"""What the earmark was spent on so far in the demo's year: asked for in its first half, paid and told of."""

from collections.abc import Iterator
from datetime import date

from app.demo.fees_last_year import working_day
from app.demo.people import HOLTALEN, ROROS
from app.demo.prevention_acts import Played
from app.demo.prevention_applicants import ALEN_PARENTS, GRADUATES, MOT_LEADERS, PARENTS, PUPILS
from app.demo.prevention_desk import Wish
from app.demo.prevention_last_year import CLUB_OF_ROROS, MEETINGS, MOT
from app.demo.prevention_stories import Done, Meeting, Said, SpendingStory
from fees.spending import ConsultedView, SpendingKind, TargetGroup

SOUND = "Kobberklang Lyd (oppdiktet)"


def this_years_spending(year: int) -> Iterator[SpendingStory]:
    """What was asked for in the first half of the year, from both municipalities."""

    def day(month: int, of_month: int) -> date:
        return working_day(year, month, of_month)

    yield SpendingStory(
        "parents",
        ROROS,
        day(1, 19),
        Wish(
            "Foreldrekveld for 8. trinn",
            "Foreldre lærer å se tidlige tegn på rusbruk, og blir enige om felles grenser.",
            SpendingKind.INFORMATION_MEETING,
            TargetGroup.PRIMARY_SCHOOL,
            6_000,
            PARENTS,
            MEETINGS,
            day(3, 12),
        ),
        (
            Done(day(2, 9), Played.grant),
            Done(day(2, 10), Played.send),
            Done(day(2, 12), Played.arrive),
            Done(day(2, 16), Played.attest),
            Done(day(2, 18), Played.order),
            Done(day(2, 20), Played.pay),
            Done(
                day(3, 25),
                lambda it: it.report(
                    "Foredrag av politi og helsesykepleier, og samtaler klassevis. 64 foreldre kom.",
                    64,
                    6_000,
                ),
            ),
        ),
    )
    yield SpendingStory(
        "russ",
        ROROS,
        day(1, 28),
        Wish(
            "Rusfri russ",
            "En rusfri kveld med konsert for avgangselevene, på kvelden de ellers drar ut.",
            SpendingKind.GRANT,
            TargetGroup.UPPER_SECONDARY,
            8_000,
            GRADUATES,
            MEETINGS,
            day(5, 8),
        ),
        (
            Done(day(2, 11), lambda it: it.grant(5_000, "Scene og vakthold dekkes. Busstur dekkes ikke.")),
            Done(day(2, 12), Played.send),
            Done(day(2, 16), Played.arrive),
            Done(day(4, 8), Played.attest),
            Done(day(4, 10), Played.order),
            Done(day(4, 14), Played.pay),
            Done(day(6, 1), lambda it: it.report("Konsert og nattmat. 92 av 110 avgangselever.", 92, 5_640)),
        ),
    )
    yield SpendingStory(
        "mot",
        ROROS,
        day(2, 23),
        Wish(
            "MOT-opplæring for ungdomsledere",
            "Ti ungdommer læres opp til å være tydelige i miljøer der rus er til stede.",
            SpendingKind.GRANT,
            TargetGroup.ASSOCIATIONS,
            5_000,
            MOT_LEADERS,
            MOT,
            day(4, 18),
        ),
        (
            Done(day(3, 16), Played.grant),
            Done(day(3, 17), Played.send),
            Done(day(3, 19), Played.arrive),
            Done(day(3, 23), Played.attest),
            Done(day(3, 25), Played.order),
            Done(day(3, 27), Played.pay),
            Done(day(5, 13), lambda it: it.report("Kurshelg med sju ungdommer; tre ble syke.", 7, 3_750)),
            Done(day(6, 5), lambda it: it.repay(1_250, "Tre plasser på kurset ble ikke brukt.")),
        ),
    )
    yield SpendingStory(
        "concerts",
        ROROS,
        day(3, 2),
        Wish(
            "Konserter på Ungdommens Hus og Midtstuggu",
            "To rusfrie konserter, én i hver klubb, med buss mellom kommunene.",
            SpendingKind.EVENT,
            TargetGroup.YOUTH,
            12_000,
            measure=CLUB_OF_ROROS,
            held_on=day(8, 22),
            shared=True,
        ),
        (
            Done(day(3, 13), Played.accept),
            Done(day(3, 16), Played.grant),
            Done(day(8, 24), lambda it: it.attest(SOUND)),
            Done(day(8, 26), Played.order),
            Done(day(8, 28), Played.pay),
            Done(day(8, 31), Played.send),
            Done(day(9, 3), Played.arrive),
            Done(day(9, 7), Played.attest_the_others_part),
            Done(day(9, 9), Played.order_the_others_part),
            Done(day(9, 11), Played.pay_the_others_part),
            Done(
                day(9, 15),
                lambda it: it.report("To konserter med lokale band, 83 og 41 til stede.", 124, 12_000),
            ),
        ),
    )
    yield SpendingStory(
        "trip",
        ROROS,
        day(4, 7),
        Wish(
            "Skitur for konfirmanter",
            "En helg sammen med voksne som lytter, uten rus.",
            SpendingKind.GRANT,
            TargetGroup.YOUTH,
            4_500,
            PUPILS,
            "Konfirmantgruppa",
        ),
        (Done(day(4, 13), lambda it: it.retract("Søkeren fikk dekket turen fra et annet fond.")),),
    )
    yield SpendingStory(
        "parents-alen",
        HOLTALEN,
        day(2, 4),
        Wish(
            "Foreldrekveld i Ålen",
            "Foreldre på ungdomstrinnet møter helsesykepleier og politi.",
            SpendingKind.INFORMATION_MEETING,
            TargetGroup.PRIMARY_SCHOOL,
            5_000,
            ALEN_PARENTS,
            MEETINGS,
            day(4, 16),
        ),
        (
            Done(day(3, 4), Played.grant),
            Done(day(3, 5), Played.send),
            Done(day(3, 9), Played.arrive),
            Done(day(3, 11), Played.attest),
            Done(day(3, 13), Played.order),
            Done(day(3, 17), Played.pay),
            Done(day(5, 4), lambda it: it.report("41 foreldre fra begge skolene.", 41, 5_000)),
        ),
    )


def this_years_meetings(year: int) -> Iterator[Meeting]:
    """The meetings that took the spendings up."""
    yield Meeting(
        working_day(year, 2, 4),
        ROROS,
        ("parents", "russ"),
        "Begge tiltakene ble støttet. Russen bør få hjelp til vakthold (oppdiktet).",
        said={("russ", "Videregående skole"): Said(ConsultedView.REMARKS, "Skolen stiller med lokale.")},
    )
    yield Meeting(working_day(year, 2, 25), HOLTALEN, ("parents-alen",), absent=("Videregående skole",))
    yield Meeting(
        working_day(year, 3, 11),
        ROROS,
        ("mot", "concerts"),
        "Vårens tiltak ble gjennomgått samlet (oppdiktet).",
    )
