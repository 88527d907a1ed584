"""What came of the measures of the demo's plans, year by year. All of it is invented."""

from typing import NamedTuple

from app.demo.people import HOLTALEN, ROROS
from fees.plans import MeasureStatus, YearOutcome


class Came(NamedTuple):
    """What came of a measure in a year. The title is told as far as it takes to know it."""

    title: str
    year: int
    outcome: YearOutcome
    done: str
    status: MeasureStatus = MeasureStatus.UNDER_WAY
    place: str = ROROS


DONE, PARTLY, NOT_DONE = YearOutcome.DONE, YearOutcome.PARTLY, YearOutcome.NOT_DONE
IN_EIDSKOG = (
    Came("SLT, ", 2016, DONE, "Styringsgruppa møttes fire ganger, arbeidsgruppa ni. Evaluert i desember."),
    Came("SLT, ", 2017, DONE, "Styringsgruppa møttes fire ganger, arbeidsgruppa åtte. Evaluert."),
    Came("SLT, ", 2018, PARTLY, "Møtene ble holdt. Evalueringen ble utsatt."),
    Came("MOT Eidskog", 2016, DONE, "Avtalen er fornyet, og ungdomsskolen har gjennomført alle timene."),
    Came("Rusteamet og psykisk", 2016, PARTLY, "Kom i gang i august, ikke i januar."),
    Came("Sommerleir", 2016, DONE, "En uke i juni med 31 barn."),
    Came("Sommerleir", 2017, NOT_DONE, "", MeasureStatus.RESTING),
    Came("ÖPP", 2016, NOT_DONE, "", MeasureStatus.NOT_DONE),
    Came("Kartlegge tjenestemottakerne", 2016, DONE, "Brukerplan er gjennomført for begge tjenestene."),
    Came("Eidskog kommune skal etablere lavterskel", 2016, PARTLY, "Tilskudd er søkt. Lokale mangler."),
    Came("Eidskog kommune skal sikre nødvendig", 2019, DONE, "Fem ansatte har fullført.", MeasureStatus.DONE),
)
ENDED_BECAUSE = (
    "Planperioden er over. Arbeidet for barn og unge er i gang og er blitt en fast del av tjenestene. "
    "Sommerleiren og ÖPP kom ikke videre. Lavterskeltilbudet og boligene må tas opp i neste plan. "
    "(Oppdiktet for demoen.)"
)


def in_a_year(year: int) -> tuple[Came, ...]:
    """What was done with the joint plan in a whole year."""
    return (
        Came("Opplysnings- og", year, DONE, "Møtene er holdt i samråd, og evaluert i SLT-gruppa."),
        Came("Informasjon om rus", year, PARTLY, "Skoler og foreldre er nådd; idrettslagene ikke."),
        Came("AKAN-utvalg", year, NOT_DONE, ""),
        Came("Lavterskeltilbud med", year, DONE, "Åtte av ti plasser har vært i bruk."),
        Came("MOT", year, DONE, "Alle timene på ungdomstrinnet er gjennomført."),
        Came("Steg for steg", year, DONE, "Brukt på alle trinn i barneskolene."),
        Came("Ungdomsrådet", year, DONE, "Seks møter i hvert råd."),
        Came("Fritidsklubben", year, DONE, "Åpen to kvelder i uken.", place=HOLTALEN),
        Came("Ungdommens Hus", year, DONE, "Åpent tre kvelder i uken."),
    )


def so_far_in_a_year(year: int) -> tuple[Came, ...]:
    """What is done with the joint plan so far in a year."""
    return (
        Came("Opplysnings- og", year, PARTLY, "Vårens møter er holdt; høstens er bevilget."),
        Came("MOT", year, DONE, "Alle timene på ungdomstrinnet er gjennomført."),
        Came("Ungdommens Hus", year, PARTLY, "Åpent tre kvelder i uken; konsertene i august er holdt."),
    )
