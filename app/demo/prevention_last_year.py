"""What the earmark was spent on in the demo's last year: everything is paid, told of and closed."""

from collections.abc import Iterator
from datetime import date

from app.demo.fees_last_year import working_day
from app.demo.people import HOLTALEN, ROROS
from app.demo.prevention_acts import Played
from app.demo.prevention_applicants import ALEN_PARENTS, GRADUATES, MOT_LEADERS, PARENTS, SHOOTERS
from app.demo.prevention_desk import Wish
from app.demo.prevention_stories import Done, Meeting, Said, SpendingStory
from fees.spending import ConsultedView, SpendingKind, TargetGroup

MEETINGS, MOT = "Opplysnings- og informasjonsmøter", "MOT"
CLUB_OF_ROROS, CLUB_OF_HOLTALEN = "Ungdommens Hus", "Fritidsklubben"


def last_years_spending(year: int) -> Iterator[SpendingStory]:
    """The spendings of a year that is over, from both municipalities."""

    def day(month: int, of_month: int) -> date:
        return working_day(year, month, of_month)

    yield SpendingStory(
        "russ-last",
        ROROS,
        day(3, 5),
        Wish(
            "Rusfri russ",
            "En rusfri kveld med konsert for avgangselevene. Tilbudet finnes den kvelden de ellers drar ut.",
            SpendingKind.GRANT,
            TargetGroup.UPPER_SECONDARY,
            7_000,
            GRADUATES,
            MEETINGS,
            day(5, 9),
        ),
        (
            Done(day(3, 24), Played.grant),
            Done(day(3, 25), Played.send),
            Done(day(3, 27), Played.arrive),
            Done(day(4, 2), Played.attest),
            Done(day(4, 4), Played.order),
            Done(day(4, 8), Played.pay),
            Done(
                day(6, 3),
                lambda it: it.report("Konsert og nattmat på skolen. Lite uro i byen den kvelden.", 96, 7_350),
            ),
        ),
    )
    yield SpendingStory(
        "range-last",
        ROROS,
        day(3, 10),
        Wish(
            "Nye skiver til skytebanen",
            "Skivene er utslitt. Mange unge er med i laget.",
            SpendingKind.GRANT,
            TargetGroup.EVERYBODY,
            15_000,
            SHOOTERS,
            meets_purpose=False,
        ),
        (
            Done(
                day(3, 26),
                lambda it: it.refuse(
                    "Utstyr til banen er ikke et tiltak mot nyrekruttering til rusmiljøene."
                ),
            ),
            Done(day(3, 27), Played.send),
            Done(day(3, 31), Played.arrive),
            Done(day(4, 10), lambda it: it.complain("Laget mener at all ungdomsidrett forebygger.")),
            Done(
                day(6, 12),
                lambda it: it.uphold(
                    f"KN 4/{year % 100:02d} (oppdiktet)",
                    "Nemnda er enig i at søknaden ikke treffer formålet med midlene.",
                ),
            ),
        ),
    )
    yield SpendingStory(
        "concerts-last",
        ROROS,
        day(8, 18),
        Wish(
            "Konserter på Ungdommens Hus og Midtstuggu",
            "To rusfrie konserter, én i hver klubb, med buss mellom kommunene.",
            SpendingKind.EVENT,
            TargetGroup.YOUTH,
            14_000,
            measure=CLUB_OF_ROROS,
            held_on=day(10, 10),
            shared=True,
        ),
        (
            Done(day(9, 3), Played.accept),
            Done(day(9, 5), Played.grant),
            Done(day(10, 13), lambda it: it.attest("Kobberklang Lyd (oppdiktet)")),
            Done(day(10, 15), Played.order),
            Done(day(10, 17), Played.pay),
            Done(day(10, 20), Played.send),
            Done(day(10, 23), Played.attest_the_others_part),
            Done(day(10, 27), Played.order_the_others_part),
            Done(day(10, 30), Played.pay_the_others_part),
            Done(
                day(11, 10),
                lambda it: it.report("To konserter med lokale band, 71 og 38 til stede.", 109, 14_000),
            ),
        ),
    )
    yield SpendingStory(
        "mot-last",
        ROROS,
        day(8, 22),
        Wish(
            "MOT-opplæring for ungdomsledere",
            "Åtte ungdommer læres opp til å være tydelige i miljøer der rus er til stede.",
            SpendingKind.GRANT,
            TargetGroup.ASSOCIATIONS,
            5_500,
            MOT_LEADERS,
            MOT,
            day(9, 20),
        ),
        (
            Done(day(9, 5), Played.grant),
            Done(day(9, 8), Played.send),
            Done(day(9, 10), Played.attest),
            Done(day(9, 12), Played.order),
            Done(day(9, 16), Played.pay),
            Done(day(11, 3), lambda it: it.report("Kurshelg med åtte ungdommer fra fire lag.", 8, 5_500)),
        ),
    )
    yield SpendingStory(
        "parents-last",
        ROROS,
        day(8, 25),
        Wish(
            "Foreldrekveld for 8. trinn",
            "Foreldre lærer å se tidlige tegn, og blir enige om felles grenser.",
            SpendingKind.INFORMATION_MEETING,
            TargetGroup.PRIMARY_SCHOOL,
            6_000,
            PARENTS,
            MEETINGS,
            day(10, 2),
        ),
        (
            Done(day(9, 8), Played.grant),
            Done(day(9, 9), Played.send),
            Done(day(9, 11), Played.arrive),
            Done(day(9, 15), Played.attest),
            Done(day(9, 17), Played.order),
            Done(day(9, 19), Played.pay),
            Done(
                day(10, 16),
                lambda it: it.report("Foredrag og gruppearbeid. 58 foreldre, fra alle klassene.", 58, 6_000),
            ),
        ),
    )
    yield SpendingStory(
        "cabin-last",
        ROROS,
        day(9, 9),
        Wish(
            "Hyttetur for elever på hybel",
            "Elever som bor alene, får en helg sammen uten rus.",
            SpendingKind.EVENT,
            TargetGroup.UPPER_SECONDARY,
            3_000,
            measure=MEETINGS,
            held_on=day(11, 15),
        ),
        (
            Done(day(9, 29), Played.grant),
            Done(day(11, 17), lambda it: it.release("Turen ble avlyst, for få meldte seg på.")),
        ),
    )
    yield SpendingStory(
        "parents-alen-last",
        HOLTALEN,
        day(8, 27),
        Wish(
            "Foreldrekveld i Ålen",
            "Foreldre på ungdomstrinnet møter helsesykepleier og politi.",
            SpendingKind.INFORMATION_MEETING,
            TargetGroup.PRIMARY_SCHOOL,
            5_000,
            ALEN_PARENTS,
            MEETINGS,
            day(10, 14),
        ),
        (
            Done(day(9, 10), Played.grant),
            Done(day(9, 11), Played.send),
            Done(day(9, 18), Played.attest),
            Done(day(9, 22), Played.order),
            Done(day(9, 25), Played.pay),
            Done(day(10, 30), lambda it: it.report("34 foreldre fra begge skolene.", 34, 5_000)),
        ),
    )
    yield SpendingStory(
        "open-evenings-last",
        HOLTALEN,
        day(9, 1),
        Wish(
            "Åpne fredagskvelder på Midtstuggu",
            "Klubben er åpen for alle på de kveldene det ellers skjer mest.",
            SpendingKind.EVENT,
            TargetGroup.YOUTH,
            4_000,
            measure=CLUB_OF_HOLTALEN,
            held_on=day(11, 28),
        ),
        (
            Done(day(9, 12), Played.grant),
            Done(day(11, 28), lambda it: it.attest("Fritidsklubben Midtstuggu")),
            Done(day(12, 2), Played.order),
            Done(day(12, 4), Played.pay),
            Done(day(12, 8), lambda it: it.report("Seks kvelder, 22 ungdommer i snitt.", 132, 4_000)),
        ),
    )


def last_years_meetings(year: int) -> Iterator[Meeting]:
    """The meetings that took the spendings up."""
    yield Meeting(
        working_day(year, 3, 19),
        ROROS,
        ("russ-last", "range-last"),
        "Gruppa støttet rusfri russ. Skiver til skytebanen lå utenfor formålet (oppdiktet).",
        said={
            ("range-last", "Oppvekstetaten"): Said(ConsultedView.AGAINST, "Treffer ikke formålet."),
            ("range-last", "SLT-gruppa"): Said(ConsultedView.AGAINST, "Utstyr er lagets egen sak."),
        },
    )
    yield Meeting(
        working_day(year, 9, 2),
        ROROS,
        ("concerts-last", "mot-last", "parents-last"),
        "Høstens tiltak ble gjennomgått samlet (oppdiktet).",
        said={
            ("concerts-last", "Helsestasjon for ungdom"): Said(
                ConsultedView.REMARKS, "Ta med helsesykepleier på begge kveldene."
            )
        },
    )
    yield Meeting(
        working_day(year, 9, 8),
        HOLTALEN,
        ("parents-alen-last", "open-evenings-last"),
        "Begge tiltakene ble støttet (oppdiktet).",
        absent=("Videregående skole",),
    )
    yield Meeting(working_day(year, 9, 24), ROROS, ("cabin-last",))
