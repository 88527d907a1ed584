"""Holders and persons: each is found when it is known, and entered when it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import held_row
from app.models.event import EventType
from app.models.holder import Holder, HolderForm
from app.models.person import Person, PersonTest
from app.permissions import Actor
from app.registers.tasks import note_holder_changed
from app.sealing import sealer
from app.search.index import Subject, index
from app.sorting import sort_key
from licensing.errors import NotAllowed
from licensing.identity import IdentityNumber
from licensing.licences import LicenceKind
from licensing.national_register import RegisterField


@dataclass(frozen=True)
class Address:
    """A postal address in Norway."""

    street: str = ""
    postcode: str = ""
    town: str = ""


@dataclass(frozen=True)
class PassedTest:
    """A knowledge test that somebody has passed."""

    kind: LicenceKind
    passed_on: date | None = None


def find_or_enter_holder(
    session: Session,
    actor: Actor,
    *,
    form: HolderForm,
    name: str,
    address: Address,
    organisation_number: str | None = None,
    identity: IdentityNumber | None = None,
) -> Holder:
    """The holder with this number, entered when it is not known yet.

    What is known stays as it is; only an empty address is filled in. A company that is being
    founded has no number and is found by its name.
    """
    person = None
    if form is HolderForm.PERSON:
        if identity is None:
            raise NotAllowed("person_holder_needs_identity")
        person = find_or_enter_person(session, actor, name=name, identity=identity)
    known = _known_holder(session, actor, form, name, organisation_number, person)
    if known is not None:
        _fill_empty_address(known, address)
        return known
    holder = Holder(
        municipality_id=actor.municipality_id,
        form=form,
        organisation_number=organisation_number,
        person_id=person.id if person else None,
        name=name,
        sort_key=sort_key(name),
        postal_address=address.street,
        postcode=address.postcode,
        town=address.town,
    )
    session.add(holder)
    session.flush()
    _index_holder(session, holder)
    audit.record(session, actor, EventType.HOLDER_ENTERED, holder_id=holder.id, form=form.value)
    return holder


def _known_holder(
    session: Session,
    actor: Actor,
    form: HolderForm,
    name: str,
    organisation_number: str | None,
    person: Person | None,
) -> Holder | None:
    ours = select(Holder).where(Holder.municipality_id == actor.municipality_id)
    if person is not None:
        return session.scalars(ours.where(Holder.person_id == person.id)).one_or_none()
    if organisation_number is not None:
        return session.scalars(ours.where(Holder.organisation_number == organisation_number)).one_or_none()
    return session.scalars(ours.where(Holder.form == form, Holder.sort_key == sort_key(name))).first()


def _fill_empty_address(holder: Holder, address: Address) -> None:
    if not holder.postal_address and address.street:
        holder.postal_address, holder.postcode, holder.town = address.street, address.postcode, address.town


def give_number(
    session: Session, actor: Actor, *, holder_id: int, seen_version: int, organisation_number: str, on: date
) -> Holder:
    """Give a company that was being founded its organisation number.

    Raises `NotAllowed` when it has one, or when another holder already has this number.
    """
    holder = held_row(session, actor, Holder, holder_id, seen_version=seen_version)
    if holder.form is not HolderForm.FOUNDING:
        raise NotAllowed("holder_is_founded", holder=holder.name)
    other = _known_holder(session, actor, HolderForm.COMPANY, "", organisation_number, None)
    if other is not None:
        raise NotAllowed("organisation_number_taken", holder=other.name)
    holder.form = HolderForm.COMPANY
    holder.organisation_number = organisation_number
    session.flush()
    _index_holder(session, holder)
    note_holder_changed(session, holder, (RegisterField.HOLDER_NUMBER,), on)
    audit.record(
        session, actor, EventType.HOLDER_CHANGED, holder_id=holder.id, changed=["organisation_number"]
    )
    return holder


def change_holder(
    session: Session,
    actor: Actor,
    *,
    holder_id: int,
    seen_version: int,
    name: str,
    address: Address,
    email: str,
    phone: str,
    on: date,
) -> Holder:
    """Change what is kept about a holder: name and how to reach it.

    Raises `ChangedMeanwhile` when another changed it since `seen_version`.
    """
    holder = held_row(session, actor, Holder, holder_id, seen_version=seen_version)
    wanted = {
        "name": name,
        "postal_address": address.street,
        "postcode": address.postcode,
        "town": address.town,
        "email": email,
        "phone": phone,
    }
    changed = [field for field, value in wanted.items() if getattr(holder, field) != value]
    if not changed:
        return holder
    for field in changed:
        setattr(holder, field, wanted[field])
    holder.sort_key = sort_key(name)
    session.flush()
    _index_holder(session, holder)
    if "name" in changed:
        note_holder_changed(session, holder, (RegisterField.HOLDER_NAME,), on)
    audit.record(session, actor, EventType.HOLDER_CHANGED, holder_id=holder.id, changed=changed)
    return holder


def _index_holder(session: Session, holder: Holder) -> None:
    index(
        session,
        municipality_id=holder.municipality_id,
        subject=Subject.HOLDER,
        subject_id=holder.id,
        texts=(holder.name, holder.organisation_number),
    )


def find_or_enter_person(session: Session, actor: Actor, *, name: str, identity: IdentityNumber) -> Person:
    """The person with this identity number, entered when not known yet. A known name stays."""
    lookup = sealer().lookup(identity.value)
    known = session.scalars(
        select(Person).where(
            Person.municipality_id == actor.municipality_id, Person.identity_lookup == lookup
        )
    ).one_or_none()
    if known is not None:
        return known
    person = Person(
        municipality_id=actor.municipality_id,
        name=name,
        sort_key=sort_key(name),
        identity_sealed=sealer().seal(identity.value),
        identity_shown=identity.masked,
        identity_lookup=lookup,
    )
    session.add(person)
    session.flush()
    index(
        session,
        municipality_id=actor.municipality_id,
        subject=Subject.PERSON,
        subject_id=person.id,
        texts=(name,),
    )
    audit.record(session, actor, EventType.PERSON_ENTERED, person_id=person.id)
    return person


def register_tests(
    session: Session, *, person: Person, tests: Sequence[PassedTest], issued_by: str = ""
) -> None:
    """Add tests to a person's record. A test of a kind that is there already is not added again."""
    known = set(
        session.scalars(
            select(PersonTest.kind).where(
                PersonTest.municipality_id == person.municipality_id, PersonTest.person_id == person.id
            )
        )
    )
    for test in tests:
        if test.kind not in known:
            known.add(test.kind)
            session.add(
                PersonTest(
                    municipality_id=person.municipality_id,
                    person_id=person.id,
                    kind=test.kind,
                    passed_on=test.passed_on,
                    issued_by=issued_by,
                )
            )
    session.flush()
    session.expire(person, ["tests"])


def register_test(
    session: Session, actor: Actor, *, person_id: int, test: PassedTest, issued_by: str
) -> PersonTest:
    """Note a knowledge test that a person has passed, or the day of one that was noted without it.

    Raises `NotAllowed` when a test of this kind is noted already.
    """
    person = held_row(session, actor, Person, person_id)
    known = next((row for row in person.tests if row.kind is test.kind), None)
    if known is not None and known.passed_on is not None:
        raise NotAllowed(
            "test_registered_already", kind=test.kind.value, passed_on=known.passed_on.isoformat()
        )
    if known is None:
        known = PersonTest(municipality_id=person.municipality_id, person_id=person.id, kind=test.kind)
        session.add(known)
    known.passed_on, known.issued_by = test.passed_on, issued_by
    session.flush()
    session.expire(person, ["tests"])
    audit.record(session, actor, EventType.PERSON_CHANGED, person_id=person.id, changed=["tests"])
    return known
