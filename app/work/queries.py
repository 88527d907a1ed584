"""The lists of "my work", each with its heading."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.amendments.queries.vacancies import count_without_manager
from app.cases.queries import lists
from app.cases.queries.lists import WorkList
from app.permissions import Actor


@dataclass(frozen=True)
class WorkSection:
    """One list of cases that ask the same of somebody."""

    id: str
    title: str
    empty: str
    cases: WorkList
    tone: str


def work_of(session: Session, actor: Actor, on: date, *, everyone: bool) -> list[WorkSection]:
    """The lists of one caseworker, or of the whole municipality."""
    who = None if everyone else actor.user_id
    place = actor.municipality_id
    return [
        WorkSection(
            "sent",
            _("Over fristen"),
            _("Ingen saker er over fristen."),
            lists.late_cases(session, place, on, who),
            "danger",
        ),
        WorkSection(
            "snart",
            _("Frist de neste sju dagene"),
            _("Ingen frister de neste sju dagene."),
            lists.soon_cases(session, place, on, who),
            "warning",
        ),
        WorkSection(
            "fortsett",
            _("Kan behandles nå"),
            _("Ingen saker venter på deg."),
            lists.own_cases(session, place, on, who),
            "info",
        ),
        WorkSection(
            "venter",
            _("Venter på andre"),
            _("Ingen saker ligger hos andre."),
            lists.waiting_cases(session, place, on, who),
            "neutral",
        ),
        WorkSection(
            "brev",
            _("Brev som skal sendes"),
            _("Alle brev er sendt."),
            lists.unsent_cases(session, place, on, who),
            "info",
        ),
        WorkSection(
            "utferdige",
            _("Innvilget – kan ikke tas i bruk ennå"),
            _("Alle bevillinger som er innvilget, kan brukes."),
            lists.unissued_cases(session, place, on, who),
            "neutral",
        ),
    ]


def without_manager(session: Session, actor: Actor, on: date) -> str:
    """How many licences are without an approved manager; nothing when none is."""
    count = count_without_manager(session, actor.municipality_id, on)
    if not count:
        return ""
    return ngettext(
        "%(num)s bevilling er uten godkjent styrer.", "%(num)s bevillinger er uten godkjent styrer.", count
    )
