"""The one search: cases, venues, holders, persons and licences by the beginnings of their words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.case import Application, Case, case_reference
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.person import Person
from app.models.venue import Venue
from app.search.index import Subject
from app.search.terms import MOST_CANDIDATES, ids_found, search_words, terms_of
from app.venues.addresses import address_text


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    id: int
    title: str
    note: str
    state: Any = None
    state_label: str | None = None


@dataclass(frozen=True)
class Found:
    """What was found of one kind."""

    subject: Subject
    hits: tuple[Hit, ...]
    has_more: bool


def find(
    session: Session, municipality_id: int, text: str, subjects: Collection[Subject], *, most: int
) -> tuple[Found, ...]:
    """What is found of each kind, at most so many of each; kinds without a hit are left out."""
    wanted = search_words(text)
    if not wanted or not subjects:
        return ()
    counts = _counts(session, municipality_id, wanted, subjects)
    found = []
    for subject in subjects:
        rarest = min(wanted, key=lambda word: counts[subject, word])
        if counts[subject, rarest] == 0:
            continue
        ids = ids_found(municipality_id, subject, wanted, rarest=rarest, most=most + 1)
        hits = _HITS[subject](session, municipality_id, ids)
        if hits:
            found.append(Found(subject, hits[:most], has_more=len(hits) > most))
    return tuple(found)


def _counts(
    session: Session, municipality_id: int, wanted: Sequence[str], subjects: Collection[Subject]
) -> dict[tuple[Subject, str], int]:
    """How many terms each word has among each kind, counted no further than needed."""
    pairs = [(subject, word) for subject in subjects for word in wanted]
    row = session.execute(
        select(
            *(
                select(func.count())
                .select_from(terms_of(municipality_id, subject, word).limit(MOST_CANDIDATES).subquery())
                .scalar_subquery()
                .label(f"words_{number}")
                for number, (subject, word) in enumerate(pairs)
            )
        )
    ).one()
    return dict(zip(pairs, row, strict=True))


def _case_hits(session: Session, municipality_id: int, ids: Select[int]) -> tuple[Hit, ...]:
    rows = session.execute(
        select(Case.id, Case.year, Case.number, Case.title, Case.state, Case.received_on, Application.kind)
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .where(Case.municipality_id == municipality_id, Case.id.in_(ids))
        .order_by(Case.id.desc())
    )
    return tuple(
        Hit(
            row.id,
            f"{case_reference(row.year, row.number)} {row.title}",
            _(
                "%(kind)s, mottatt %(day)s",
                kind=labels.label(row.kind),
                day=formats.short_date(row.received_on),
            ),
            row.state,
            labels.label(row.state),
        )
        for row in rows
    )


def _venue_hits(session: Session, municipality_id: int, ids: Select[int]) -> tuple[Hit, ...]:
    rows = session.execute(
        select(Venue.id, Venue.name, Venue.street_address, Venue.postcode, Venue.town, Venue.category)
        .where(Venue.municipality_id == municipality_id, Venue.id.in_(ids))
        .order_by(Venue.sort_key, Venue.id)
    )
    return tuple(
        Hit(
            row.id,
            row.name,
            f"{address_text(row.street_address, row.postcode, row.town)} · {labels.label(row.category)}",
        )
        for row in rows
    )


def _holder_hits(session: Session, municipality_id: int, ids: Select[int]) -> tuple[Hit, ...]:
    rows = session.execute(
        select(Holder.id, Holder.name, Holder.form, Holder.organisation_number)
        .where(Holder.municipality_id == municipality_id, Holder.id.in_(ids))
        .order_by(Holder.sort_key, Holder.id)
    )
    return tuple(
        Hit(
            row.id,
            row.name,
            formats.organisation_number(row.organisation_number)
            if row.organisation_number
            else labels.label(row.form),
        )
        for row in rows
    )


def _person_hits(session: Session, municipality_id: int, ids: Select[int]) -> tuple[Hit, ...]:
    rows = session.execute(
        select(Person.id, Person.name, Person.identity_shown)
        .where(Person.municipality_id == municipality_id, Person.id.in_(ids))
        .order_by(Person.sort_key, Person.id)
    )
    return tuple(Hit(row.id, row.name, row.identity_shown) for row in rows)


def _licence_hits(session: Session, municipality_id: int, ids: Select[int]) -> tuple[Hit, ...]:
    rows = session.execute(
        select(
            Licence.id, Licence.number, Licence.kind, Venue.name.label("venue"), Holder.name.label("holder")
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .where(Licence.municipality_id == municipality_id, Licence.id.in_(ids))
        .order_by(Licence.id.desc())
    )
    return tuple(
        Hit(row.id, f"{row.number} {row.venue}", f"{labels.label(row.kind)} · {row.holder}") for row in rows
    )


_HITS = {
    Subject.CASE: _case_hits,
    Subject.VENUE: _venue_hits,
    Subject.HOLDER: _holder_hits,
    Subject.PERSON: _person_hits,
    Subject.LICENCE: _licence_hits,
}
