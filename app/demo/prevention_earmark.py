"""The demo's earmark: 75,000 a year together, shared in halves. The decision behind it is invented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.demo.days import Days
from app.demo.fees_last_year import working_day
from app.demo.people import HOLTALEN, ROROS
from app.demo.prevention_desk import PreventionDesk
from app.demo.stage import Turn
from app.prevention.queries.earmarks import earmarks_of, year_of
from app.prevention.service.closing import close_year, set_last_meeting
from app.prevention.service.earmarks import (
    CouncilDecision,
    MunicipalShare,
    NewEarmark,
    decide_earmark,
    name_responsible,
)
from fees.earmark import EarmarkExtent, EarmarkFilling, EarmarkSharing, Leftover
from fees.money import ZERO, Money

NAME = "Tiltak mot nyrekruttering (oppdiktet)"
AMOUNT = Money.from_kroner(75_000)
COUNCIL = "Kommunestyret"
CONSULTED = ("Oppvekstetaten", "Videregående skole", "Helsestasjon for ungdom", "SLT-gruppa")
POLICY_RULE = "F-7.2"
PURPOSE = (
    "Tiltak der formålet er å hindre nyrekruttering til rusmiljøene: opplysnings- og informasjonsmøter, og "
    "tilskudd til slike arrangement, med vekt på grunnskole og videregående skole."
)


@dataclass(frozen=True)
class Bearer:
    """A municipality's side of the earmark: its decision, its budget line, and who decides on the money."""

    case_number: str
    responsibility_code: str
    function_code: str
    project_code: str
    title: str
    """Whoever has it decides on the money."""


BEARERS: Mapping[str, Bearer] = {
    ROROS: Bearer(
        "42/{year} (oppdiktet)",
        "35100 (oppdiktet)",
        "242",
        "7502 (oppdiktet)",
        "Helse- og sosialsjef",
    ),
    HOLTALEN: Bearer(
        "42/{year} (oppdiktet)",
        "31200 (oppdiktet)",
        "242",
        "0750 (oppdiktet)",
        "Sosialleder",
    ),
}


# What each council decided of what was left: (invented) case number, and whether it goes on to the next year.
CLOSINGS: Mapping[str, tuple[str, bool, str]] = {
    ROROS: (
        "96/{year} (oppdiktet)",
        False,
        "Ubrukte midler går til disposisjonsfondet. Bevilgningen for neste år er den samme.",
    ),
    HOLTALEN: (
        "81/{year} (oppdiktet)",
        True,
        "Ubrukte midler overføres, for høstens tiltak kom sent i gang.",
    ),
}
SECRETARY = {ROROS: "secretary", HOLTALEN: "holtalen_secretary"}


def earmark_turns(desk: PreventionDesk, days: Days, begun_on: date) -> Iterator[Turn]:
    """The earmark is entered when the offices begin or it is decided; last year is closed at its end."""
    yield Turn(earmark_entered_on(days, begun_on), lambda on: _decide(desk, days, begun_on, on))
    year = days.today.year
    yield Turn(_met_on(year - 1), lambda on: _close(desk, year - 1, on))
    yield Turn(working_day(year, 1, 15), lambda on: _set_meeting(desk, year, on))


def _met_on(year: int) -> date:
    """The councils' last meeting of a year."""
    return working_day(year, 12, 17)


def _decide(desk: PreventionDesk, days: Days, begun_on: date, on: date) -> None:
    staff, session, decided_on = desk.staff, desk.session, days.council_met_on
    earmark = decide_earmark(
        session,
        staff[ROROS]["administrator"],
        NewEarmark(
            name=NAME,
            purpose=PURPOSE,
            extent=EarmarkExtent.AMOUNT,
            amount=AMOUNT,
            sharing=EarmarkSharing.TOGETHER,
            key_basis="Likt mellom kommunene (oppdiktet)",
            leftover=Leftover.NOT_DECIDED,
            filling=EarmarkFilling.BUDGET,
            first_year=first_year(days, begun_on),
            last_year=days.period_last_day.year,
            shares=[
                MunicipalShare(
                    staff[name].municipality_id,
                    CouncilDecision(COUNCIL, decided_on, bearer.case_number.format(year=f"{decided_on:%y}")),
                    1,
                    bearer.responsibility_code,
                    bearer.function_code,
                    bearer.project_code,
                )
                for name, bearer in BEARERS.items()
            ],
            consulted=CONSULTED,
            policy_rule=POLICY_RULE,
            invented=True,
        ),
        on=on,
    )
    for name, bearer in BEARERS.items():
        name_responsible(
            session,
            staff[name]["administrator"],
            earmark_id=earmark.id,
            title=bearer.title,
            user_id=desk.responsible(name).user_id,
            first_day=date(first_year(days, begun_on), 1, 1),
            on=on,
        )


def _close(desk: PreventionDesk, year: int, on: date) -> None:
    """Close a year in which something was done, as each council has decided."""
    for name, (case_number, goes_on, reason) in CLOSINGS.items():
        who = desk.staff[name][SECRETARY[name]]
        for earmark in earmarks_of(desk.session, who.municipality_id):
            row = year_of(desk.session, who.municipality_id, earmark.id, year)
            if row is None:
                continue
            left = Money(row.free_ore)
            close_year(
                desk.session,
                who,
                earmark_id=earmark.id,
                year=year,
                seen_version=row.version,
                decision=CouncilDecision(COUNCIL, on, case_number.format(year=f"{year % 100:02d}")),
                carried=left if goes_on else ZERO,
                returned=ZERO if goes_on else left,
                other=ZERO,
                other_use="",
                reason=reason,
                on=on,
            )


def _set_meeting(desk: PreventionDesk, year: int, on: date) -> None:
    """The day of this year's last council meeting is noted."""
    for name in CLOSINGS:
        who = desk.coordinator(name)
        for earmark in earmarks_of(desk.session, who.municipality_id):
            set_last_meeting(
                desk.session, who, earmark_id=earmark.id, year=year, meeting_on=_met_on(year), on=on
            )


def first_year(days: Days, begun_on: date) -> int:
    """The first year of the decision's period that the system keeps account of."""
    return max(days.period_first_day.year, begun_on.year)


def earmark_entered_on(days: Days, begun_on: date) -> date:
    """The day on which the earmark stands in the system."""
    return max(begun_on, days.council_met_on)
