"""The chain of owners of a holder, and the natural persons who own it in the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.background import Ownership
from app.models.holder import Holder
from app.models.municipality import Municipality
from app.models.person import Person
from app.sorting import sort_key
from licensing.ownership import (
    EffectiveShare,
    InfluenceStanding,
    OpenPoint,
    Owner,
    OwnershipQuestion,
    OwnershipStanding,
    ownership,
    persons_of_influence,
)

HUNDREDTHS = 10_000
"""Hundredths of a per cent in the whole."""


@dataclass(frozen=True)
class OwnerRow:
    """One noted owner, as it is stored."""

    id: int
    parent_id: int | None
    person_id: int | None
    name: str
    company_number: str | None
    share: int | None
    noted_on: date

    @property
    def reference(self) -> str:
        """What the rules call the owner: the same company is the same wherever it stands."""
        return _reference(self.person_id, self.company_number, self.name)

    @property
    def fraction(self) -> Fraction | None:
        """The share as a part of what it is a share of."""
        return None if self.share is None else Fraction(self.share, HUNDREDTHS)


def _reference(person_id: int | None, number: str | None, name: str) -> str:
    if person_id is not None:
        return f"person:{person_id}"
    return f"company:{number or sort_key(name)}"


@dataclass(frozen=True)
class Chain:
    """A holder's owners on a day: the rows, and what the rules say of them."""

    holder: Holder
    rows: tuple[OwnerRow, ...]
    names: Mapping[str, str]
    standing: OwnershipStanding


def chain_of(session: Session, holder: Holder, on: date) -> Chain:
    """The owners of a holder on a day, followed to natural persons."""
    by_parent: dict[int | None, list[OwnerRow]] = {}
    for row in _rows(session, holder, on):
        by_parent.setdefault(row.parent_id, []).append(row)
    # Whoever stands under an owner that has ended is no longer in the chain.
    rows = tuple(_reached(by_parent, None))
    own = _reference(holder.person_id, holder.organisation_number, holder.name)
    tree = tuple(_owner(row, rows, by_parent, (own,)) for row in by_parent.get(None, []))
    return Chain(
        holder,
        rows,
        {row.reference: row.name for row in rows} | {own: holder.name},
        ownership(own, tree),
    )


def _rows(session: Session, holder: Holder, on: date) -> Sequence[OwnerRow]:
    found = session.execute(
        select(
            Ownership.id,
            Ownership.parent_id,
            Ownership.person_id,
            Person.name.label("person"),
            Ownership.company_name,
            Ownership.company_number,
            Ownership.share,
            Ownership.noted_on,
        )
        .outerjoin(
            Person,
            and_(Person.municipality_id == Ownership.municipality_id, Person.id == Ownership.person_id),
        )
        .where(
            Ownership.municipality_id == holder.municipality_id,
            Ownership.holder_id == holder.id,
            or_(Ownership.ended_on.is_(None), Ownership.ended_on > on),
        )
        .order_by(Ownership.share.desc().nulls_last(), Ownership.id)
    )
    return [
        OwnerRow(
            id=row.id,
            parent_id=row.parent_id,
            person_id=row.person_id,
            name=row.person or row.company_name,
            company_number=row.company_number,
            share=row.share,
            noted_on=row.noted_on,
        )
        for row in found
    ]


def _reached(by_parent: Mapping[int | None, Sequence[OwnerRow]], parent_id: int | None) -> Iterator[OwnerRow]:
    for row in by_parent.get(parent_id, ()):
        yield row
        yield from _reached(by_parent, row.id)


def _owner(
    row: OwnerRow,
    rows: Sequence[OwnerRow],
    by_parent: Mapping[int | None, Sequence[OwnerRow]],
    way: tuple[str, ...],
) -> Owner:
    """An owner with its own owners. A company that stands twice needs its owners noted only once."""
    if row.person_id is not None or row.reference in way:
        return Owner(row.reference, row.fraction, is_person=row.person_id is not None)
    same = (row, *(other for other in rows if other.reference == row.reference and other is not row))
    below = next((by_parent[one.id] for one in same if by_parent.get(one.id)), ())
    onward = (*way, row.reference)
    return Owner(
        row.reference,
        row.fraction,
        owners=tuple(_owner(child, rows, by_parent, onward) for child in below),
    )


@dataclass(frozen=True)
class TreeNode:
    """An owner in the nested list, with the owners under it."""

    id: int
    name: str
    share: str
    number: str
    noted_on: str
    person_id: int | None
    owners: tuple["TreeNode", ...]


def tree_nodes(chain: Chain) -> tuple[TreeNode, ...]:
    """The chain as it was noted, from the holder up."""

    def under(parent_id: int | None) -> tuple[TreeNode, ...]:
        return tuple(
            TreeNode(
                id=row.id,
                name=row.name,
                share=share_text(row.fraction),
                number=formats.organisation_number(row.company_number) if row.company_number else "",
                noted_on=formats.short_date(row.noted_on),
                person_id=row.person_id,
                owners=under(row.id),
            )
            for row in chain.rows
            if row.parent_id == parent_id
        )

    return under(None)


@dataclass(frozen=True)
class PersonLine:
    """A natural person behind a holder, and whether the share counts."""

    person_id: int
    name: str
    share: str
    through: str
    counts: bool | None
    verdict: str
    tone: str


def person_lines(chain: Chain, threshold: Fraction | None) -> tuple[PersonLine, ...]:
    """Those who own the holder in the end, the largest share first."""
    shares = {row.person: row for row in chain.standing.shares}
    return tuple(
        _line(chain, shares[found.person], found)
        for found in persons_of_influence(chain.standing, threshold)
        if found.person in shares
    )


def _line(chain: Chain, owned: EffectiveShare, found: InfluenceStanding) -> PersonLine:
    verdict, tone = {
        True: (_("Ja"), "info"),
        False: (_("Nei"), "neutral"),
        None: (_("Vurder"), "warning"),
    }[found.counts]
    share = share_text(owned.share)
    return PersonLine(
        person_id=int(owned.person.removeprefix("person:")),
        name=chain.names[owned.person],
        share=_("minst %(share)s", share=share) if owned.at_least else share,
        through=labels.enumeration(chain.names.get(company, "") for company in owned.through),
        counts=found.counts,
        verdict=verdict,
        tone=tone,
    )


def open_points(chain: Chain, points: Sequence[OpenPoint]) -> tuple[str, ...]:
    """Questions or faults in words, each with whom it is about."""
    return tuple(_said(chain.names.get(point.reference, ""), point) for point in points)


def _said(about: str, point: OpenPoint) -> str:
    said = _("%(about)s: %(point)s.", about=about, point=labels.label(point.point))
    if point.share is None:
        return said
    share = share_text(point.share)
    if point.point is OwnershipQuestion.REST_UNKNOWN:
        return f"{said} {_('Det mangler %(share)s.', share=share)}"
    return f"{said} {_('Summen er %(share)s.', share=share)}"


def threshold_of(municipality: Municipality) -> Fraction | None:
    """From which share an owner counts in a municipality; None where it has set no limit."""
    share = municipality.substantial_share
    return None if share is None else Fraction(share, HUNDREDTHS)


def threshold_text(municipality: Municipality) -> str:
    """What the municipality has set, for the page."""
    limit = threshold_of(municipality)
    if limit is None:
        return _("Loven oppgir ingen prosent, og kommunen har ikke satt noen grense. Vurder hver eier.")
    return _(
        "Loven oppgir ingen prosent. Kommunens grense er %(share)s, også samlet gjennom flere selskaper.",
        share=share_text(limit),
    )


def share_text(share: Fraction | None) -> str:
    """12,5 %; with two decimals where it does not come out even."""
    if share is None:
        return _("ukjent andel")
    return formats.share(Fraction(round(share * HUNDREDTHS), HUNDREDTHS))


def companies_of(chain: Chain) -> tuple[tuple[int, str], ...]:
    """What may have owners noted: the holder itself (0), and the companies of the chain."""
    return (
        (0, chain.holder.name),
        *((row.id, row.name) for row in chain.rows if row.person_id is None),
    )


def owner_or_none(session: Session, municipality_id: int, holder_id: int, owner_id: int) -> Ownership | None:
    """One noted owner of a holder that has not ended."""
    return session.scalars(
        select(Ownership).where(
            Ownership.municipality_id == municipality_id,
            Ownership.holder_id == holder_id,
            Ownership.id == owner_id,
            Ownership.ended_on.is_(None),
        )
    ).one_or_none()


def owner_name(owner: Ownership) -> str:
    """The name of a person or a company."""
    return owner.person.name if owner.person is not None else owner.company_name
