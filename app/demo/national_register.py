"""The demo's work with the national register: a compared extract, tasks, two inspection lists."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.demo.days import Days
from app.demo.numbers import organisation_number
from app.imports.columns import CodeMeaning
from app.imports.service.beginning import SentFile, waits_for_answers
from app.models.register import NationalTask
from app.permissions import Actor
from app.registers.comparing import answer_comparison, begin_comparison
from app.registers.found_tasks import make_tasks
from app.registers.making_lists import make_list
from app.registers.ours import NamedLicence, our_licences
from app.registers.ticking import tick_tasks
from licensing.licences import Group, LicenceKind
from licensing.reconciliation import OurLicence

FIRST_LIST, COMPARED, TICKED, LAST_LIST = 30, 6, 3, 1
"""So many days ago."""
FIRST_NATIONAL_NUMBER = 70_001
TYPE_CODES = {LicenceKind.SERVING: "01SKJE", LicenceKind.SALE: "02SALG"}
HEADS = (
    "Bevillingsnummer",
    "Organisasjonsnummer",
    "Innehaver",
    "Sted",
    "Sted organisasjonsnummer",
    "Tillatelsestype",
    "Varegrupper",
    "Adresse",
    "Postnummer",
    "Poststed",
    "Kommune",
    "Kommunenummer",
    "Gyldig fra",
    "Gyldig til",
)
UNKNOWN_NUMBER = 900
"""The serial of an invented company that nobody else in the demo has."""


def enter_national_register(session: Session, actor: Actor, days: Days) -> None:
    """Compare an invented extract, make tasks of what differs, tick some off, and make two lists."""
    with clock.wound_to(days.ago(FIRST_LIST)):
        make_list(session, actor, day=days.ago(FIRST_LIST))
    compared_on = days.ago(COMPARED)
    with clock.wound_to(compared_on):
        file = SentFile("uttrekk-oppdiktet.csv", _extract(session, actor, days))
        begun = begin_comparison(session, actor, file=file, dated_on=compared_on)
        if waits_for_answers(begun):
            # No source gives the true code for sale: the demo's is invented, and so is the answer.
            begun = answer_comparison(
                session,
                actor,
                comparison_id=begun.id,
                seen_version=begun.version,
                columns={},
                codes={TYPE_CODES[LicenceKind.SALE]: CodeMeaning.SALE},
            )
        make_tasks(session, actor, comparison_id=begun.id, on=compared_on)
    ticked_on = days.ago(TICKED)
    with clock.wound_to(ticked_on):
        tick_tasks(session, actor, task_ids=_oldest_tasks(session, actor), done_on=ticked_on, on=ticked_on)
    with clock.wound_to(days.ago(LAST_LIST)):
        make_list(session, actor, day=days.ago(LAST_LIST))


def _oldest_tasks(session: Session, actor: Actor) -> Sequence[int]:
    return session.scalars(
        select(NationalTask.id)
        .where(NationalTask.municipality_id == actor.municipality_id)
        .order_by(NationalTask.since, NationalTask.id)
        .limit(2)
    ).all()


def _extract(session: Session, actor: Actor, days: Days) -> bytes:
    """What the national register would say of the demo's licences, with four faults in it."""
    known = our_licences(session, actor.municipality_id, days.ago(COMPARED))
    open_ones = [named for named in known.values() if named.licence.closed is None]
    ended = [named for named in known.values() if named.licence.closed is not None]
    # The last is missing there, the first has another last day, one that is over stands open still.
    rows = [
        _row(FIRST_NATIONAL_NUMBER + serial, named.licence, days, wrong=serial == 0)
        for serial, named in enumerate(open_ones[:-1])
    ]
    rows += [
        _row(FIRST_NATIONAL_NUMBER + len(rows), named.licence, days, open_still=True) for named in ended[:1]
    ]
    rows.append(_unknown_row(FIRST_NATIONAL_NUMBER + len(rows), open_ones, days))
    return "\r\n".join((";".join(HEADS), *rows)).encode("utf-8-sig")


def _row(
    number: int, licence: OurLicence, days: Days, *, wrong: bool = False, open_still: bool = False
) -> str:
    entry = licence.entry
    groups = (Group.ONE,) if wrong else entry.groups
    last_day = days.period_last_day if open_still else entry.last_day
    return ";".join(
        (
            str(number),
            entry.holder_number or "",
            entry.holder_name,
            entry.venue,
            entry.sub_unit_number or "",
            TYPE_CODES[entry.kind],
            ",".join(f"GRP{int(group)}" for group in groups),
            entry.street_address,
            entry.postcode,
            entry.town,
            "Røros",
            "5025",
            f"{entry.first_day:%d.%m.%Y}",
            f"{last_day:%d.%m.%Y}",
        )
    )


def _unknown_row(number: int, like: Sequence[NamedLicence], days: Days) -> str:
    entry = like[0].licence.entry
    return ";".join(
        (
            str(number),
            organisation_number(UNKNOWN_NUMBER),
            "Fjellfuru Servering AS",
            "Fjellfurua",
            "",
            TYPE_CODES[LicenceKind.SERVING],
            "GRP1,GRP2",
            "Demovegen 99",
            entry.postcode,
            entry.town,
            "Røros",
            "5025",
            f"{days.period_first_day:%d.%m.%Y}",
            f"{days.period_last_day:%d.%m.%Y}",
        )
    )
