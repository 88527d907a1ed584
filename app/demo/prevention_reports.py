"""The demo's yearly reports: last year's delivered in Røros and late in Holtålen, this year's under way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select

from app.demo.days import Days
from app.demo.fees_last_year import working_day
from app.demo.people import HOLTALEN, ROROS
from app.demo.prevention_desk import PreventionDesk
from app.demo.stage import Turn
from app.models.yearly_report import ReportChapterCode, ReportStop, YearlyReport
from app.prevention.queries.reports import chapters_of, report_for_year
from app.prevention.service.police_figures import ToldByPolice, enter_police_figure
from app.prevention.service.report_delivery import deliver_report, record_stop
from app.prevention.service.reports import begin_report, take_figures, write_chapter

SOURCE = "Politiet, straffesaker etter sted (oppdiktet)"
POLICE: Mapping[str, Mapping[str, tuple[int, int]]] = {
    ROROS: {
        "Narkotikasaker": (23, 19),
        "Kjøring i ruspåvirket tilstand": (14, 17),
        "Voldssaker i og ved skjenkesteder": (6, 4),
    },
    HOLTALEN: {"Narkotikasaker": (4, 3), "Kjøring i ruspåvirket tilstand": (5, 5)},
}
"""Last year, and so far this year."""
SITUATION, PREVENTION = ReportChapterCode.SITUATION, ReportChapterCode.PREVENTION
POLICE_CHAPTER, ASSESSMENT = ReportChapterCode.POLICE, ReportChapterCode.ASSESSMENT
LAST_YEARS_TEXTS: tuple[tuple[int, str, ReportChapterCode, str], ...] = (
    (
        14,
        "prevention",
        SITUATION,
        "Alkohol er fortsatt det vanligste rusmidlet blant unge. Tjenestene møter flere som er bekymret for "
        "salg i sosiale medier. (Oppdiktet for demoen.)",
    ),
    (
        15,
        "prevention",
        PREVENTION,
        "Det ble holdt foreldrekveld for 8. trinn, en rusfri kveld for russen, to konserter i "
        "ungdomsklubbene og kurs for ungdomsledere. Alt er tatt opp i samråd. Vekten lå på ungdomstrinnet og "
        "videregående skole, slik planen ber om.\n\nDet som ikke ble brukt, gikk til disposisjonsfondet. "
        "(Oppdiktet for demoen.)",
    ),
    (
        19,
        "health",
        POLICE_CHAPTER,
        "Flere saker kan bety at politiet har lett mer, ikke at flere bruker rusmidler. "
        "(Oppdiktet for demoen.)",
    ),
    (
        20,
        "health",
        ASSESSMENT,
        "Tiltakene når dem de er ment for, med unntak av idrettslagene. Neste år bør kursene legges til "
        "kvelder da trenerne kan. (Oppdiktet for demoen.)",
    ),
)
ROUTE = (
    (
        2,
        10,
        "HSU 4/{year} (oppdiktet)",
        "Tatt til orientering. Utvalget ber om tall for idrettslagene neste år.",
    ),
    (2, 17, "PS 12/{year} (oppdiktet)", "Innstilling: meldingen tas til orientering."),
    (3, 3, "PR 2/{year} (oppdiktet)", "Drøftet. Politiet melder om mer salg på nett."),
    (3, 19, "PS 19/{year} (oppdiktet)", "Tatt til orientering."),
)
THIS_YEARS_TEXT = (
    "Vårens tiltak er holdt: foreldrekveld, rusfri russ, kurs for ungdomsledere og konserter i august. "
    "Høstens er bevilget. (Oppdiktet utkast.)"
)
HALF_WRITTEN = "Utkast, ikke ferdig: Foreldrekveld i Ålen og åpne fredagskvelder på Midtstuggu. (Oppdiktet.)"
BEGUN, TOLD, WRITTEN = 18, 17, 15
"""So and so many days ago this year's draft was begun, the police told, and the first chapter was written."""


@dataclass(frozen=True)
class ReportDesk:
    """Those who write the reports, at the desks that the earmark has."""

    desk: PreventionDesk

    def turns(self, days: Days, begun_on: date) -> Iterator[Turn]:
        """Everything that was done with the reports that the demo reaches."""
        year = days.today.year
        if begun_on < date(year, 1, 1):
            yield from self._last_years(year)
        if (begins := days.ago(BEGUN)).year == year:
            yield Turn(begins, partial(self.begin, ROROS, year))
            yield Turn(days.ago(TOLD), partial(self.tell_of_police, ROROS, year))
            yield Turn(
                days.ago(WRITTEN), partial(self.write, ROROS, year, "prevention", PREVENTION, THIS_YEARS_TEXT)
            )

    def _last_years(self, year: int) -> Iterator[Turn]:
        """The reports of the year before: on their way in January, treated by the bodies in spring."""
        for place in (ROROS, HOLTALEN):
            yield Turn(working_day(year, 1, 8), partial(self.begin, place, year - 1))
            yield Turn(working_day(year, 1, 12), partial(self.tell_of_police, place, year - 1))
        for day, who, code, text in LAST_YEARS_TEXTS:
            yield Turn(working_day(year, 1, day), partial(self.write, ROROS, year - 1, who, code, text))
        yield Turn(
            working_day(year, 1, 21),
            partial(self.write, HOLTALEN, year - 1, "prevention", PREVENTION, HALF_WRITTEN),
        )
        yield Turn(working_day(year, 1, 22), partial(self.take, year - 1))
        yield Turn(working_day(year, 1, 27), partial(self.deliver, year - 1))
        for position, (month, day, number, outcome) in enumerate(ROUTE, start=1):
            case_number = number.format(year=f"{year % 100:02d}")
            yield Turn(
                working_day(year, month, day), partial(self.treat, year - 1, position, case_number, outcome)
            )

    def report(self, place: str, year: int) -> YearlyReport:
        """The report of a year."""
        here = self.desk.staff[place].municipality_id
        found = report_for_year(self.desk.session, here, year)
        if found is None:
            raise LookupError(f"the report of {year} has not been begun in {place}")
        return found

    def begin(self, place: str, year: int, on: date) -> None:
        """The coordinator begins a draft, with the figures of the day."""
        begin_report(self.desk.session, self.desk.coordinator(place), year=year, on=on)

    def tell_of_police(self, place: str, year: int, on: date) -> None:
        """What the police told is entered; what they tell before the year is over is preliminary."""
        so_far = year == on.year
        for name, figures in POLICE[place].items():
            told = ToldByPolice(
                year=year,
                name=name,
                value=figures[1] if so_far else figures[0],
                source=SOURCE,
                dated_on=on,
                preliminary=so_far,
                comment="Så langt i året (oppdiktet)." if so_far else "Oppdiktet for demoen.",
            )
            enter_police_figure(self.desk.session, self.desk.coordinator(place), told, on=on)

    def write(self, place: str, year: int, who: str, code: ReportChapterCode, text: str, on: date) -> None:
        """Somebody writes a chapter."""
        session, report = self.desk.session, self.report(place, year)
        write_chapter(
            session,
            self.desk.staff[place][who],
            report_id=report.id,
            code=code,
            seen_version=chapters_of(session, report)[code].version,
            text=text,
        )

    def take(self, year: int, on: date) -> None:
        """The figures are taken anew before the report is delivered."""
        report = self.report(ROROS, year)
        take_figures(
            self.desk.session,
            self.desk.coordinator(ROROS),
            report_id=report.id,
            seen_version=report.version,
            on=on,
        )

    def deliver(self, year: int, on: date) -> None:
        """The one who is responsible delivers it."""
        deliver_report(
            self.desk.session,
            self.desk.responsible(ROROS),
            report_id=self.report(ROROS, year).id,
            delivered_as="Helse- og sosialsjef",
            on=on,
            demo=True,
        )

    def treat(self, year: int, position: int, case_number: str, outcome: str, on: date) -> None:
        """A body treats it."""
        report = self.report(ROROS, year)
        stop = self.desk.session.scalars(
            select(ReportStop).where(
                ReportStop.municipality_id == report.municipality_id,
                ReportStop.report_id == report.id,
                ReportStop.position == position,
            )
        ).one()
        record_stop(
            self.desk.session,
            self.desk.staff[ROROS]["secretary"],
            stop_id=stop.id,
            seen_version=stop.version,
            met_on=on,
            case_number=case_number,
            outcome=outcome,
            on=on,
        )
