"""Who may open the pages of earmarks."""

from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.permissions import Actor, Role
from app.prevention.service.years import held_year
from tests.factories.earmark import make_earmark

SEES = frozenset(set(Role) - {Role.INSPECTOR})
SETS_UP = frozenset({Role.FINANCE, Role.MEETING_SECRETARY, Role.ADMINISTRATOR})

ROUTES_OF_EARMARKS: dict[str, frozenset[str]] = {
    "prevention.list_earmarks": SEES,
    "prevention.show_earmark": SEES,
    "prevention.decide_earmark": SETS_UP,
    "prevention.change_earmark": SETS_UP,
    "prevention.name_responsible": SETS_UP,
    "prevention.show_account": SEES,
    "prevention.list_account_entries": SEES,
    "prevention.export_account_entries": SEES,
    "prevention.open_year": SETS_UP,
    "prevention.adjust_year": SETS_UP,
    "prevention.close_year": SETS_UP,
    "prevention.reopen_year": SETS_UP,
    "prevention.set_last_meeting": frozenset({Role.PREVENTION_COORDINATOR}),
    "prevention.show_case_paper": SEES,
}
# Addresses that are of every municipality, or open to everybody: another municipality is not refused there.
OF_ALL_EARMARKS: frozenset[str] = frozenset()
# The rest of the walk uses this fee year too.
FIRST_YEAR = 2016


def ids_of_earmarks(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """What the addresses name, with the secret word of the sample in every name."""
    earmark = make_earmark(
        session, actor, name=f"{secret} mot nyrekruttering", purpose=secret, first_year=FIRST_YEAR
    )
    held_year(session, actor, earmark.id, clock.today().year, on=clock.today())
    return {"earmark_id": earmark.id}
