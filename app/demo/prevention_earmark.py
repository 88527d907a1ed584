"""The demo's earmark: 75,000 a year together, shared in halves. The decision behind it is invented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.people import HOLTALEN, ROROS, Staff
from app.demo.stage import Turn
from app.prevention.service.earmarks import (
    CouncilDecision,
    MunicipalShare,
    NewEarmark,
    decide_earmark,
    name_responsible,
)
from fees.earmark import EarmarkExtent, EarmarkFilling, EarmarkSharing, Leftover
from fees.money import Money

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
    """A municipality's side of the earmark: its decision, its budget line, and who decides."""

    case_number: str
    responsibility_code: str
    function_code: str
    project_code: str
    responsible: str
    """The key of the account."""
    title: str


BEARERS: Mapping[str, Bearer] = {
    ROROS: Bearer(
        "42/{year} (oppdiktet)",
        "35100 (oppdiktet)",
        "242",
        "7502 (oppdiktet)",
        "health",
        "Helse- og sosialsjef",
    ),
    HOLTALEN: Bearer(
        "42/{year} (oppdiktet)",
        "31200 (oppdiktet)",
        "242",
        "0750 (oppdiktet)",
        "holtalen_social",
        "Sosialleder",
    ),
}


def earmark_turns(session: Session, staff: Mapping[str, Staff], days: Days, begun_on: date) -> Iterator[Turn]:
    """The earmark is entered when the offices begin, or when the councils have decided it."""
    decided_on = days.council_met_on

    def decide(on: date) -> None:
        earmark = decide_earmark(
            session,
            staff[ROROS]["administrator"],
            NewEarmark(
                name=earmark_name(days),
                purpose=PURPOSE,
                extent=EarmarkExtent.AMOUNT,
                amount=AMOUNT,
                sharing=EarmarkSharing.TOGETHER,
                key_basis="Likt mellom kommunene (oppdiktet)",
                leftover=Leftover.NOT_DECIDED,
                filling=EarmarkFilling.BUDGET,
                first_year=days.period_first_day.year,
                last_year=days.period_last_day.year,
                shares=[
                    MunicipalShare(
                        staff[name].municipality_id,
                        CouncilDecision(
                            COUNCIL, decided_on, bearer.case_number.format(year=f"{decided_on:%y}")
                        ),
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
                user_id=staff[name][bearer.responsible].user_id,
                first_day=date(days.period_first_day.year, 1, 1),
                on=on,
            )

    yield Turn(earmark_entered_on(days, begun_on), decide)


def earmark_name(days: Days) -> str:
    """What the earmark is called."""
    years = f"{days.period_first_day.year}–{days.period_last_day.year}"
    return f"Tiltak mot nyrekruttering {years} (oppdiktet)"


def earmark_entered_on(days: Days, begun_on: date) -> date:
    """The day on which the earmark stands in the system."""
    return max(begun_on, days.council_met_on)
