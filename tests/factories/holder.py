"""Holders: companies with numbers that are valid in form and given to nobody."""

from itertools import islice

from sqlalchemy.orm import Session
from stdnum.no import orgnr

from app.holders.service import Address, find_or_enter_holder
from app.models.holder import Holder, HolderForm
from app.permissions import Actor


def organisation_number(serial: int = 0) -> str:
    """The serial-th well formed number of a range that the business register does not use."""
    numbers = (f"{stem}{digit}" for stem in range(20_000_000, 30_000_000) for digit in range(10))
    return next(islice((number for number in numbers if orgnr.is_valid(number)), serial, None))


def make_holder(session: Session, actor: Actor, *, name: str = "Prøvekroa AS", serial: int = 0) -> Holder:
    """A company."""
    return find_or_enter_holder(
        session,
        actor,
        form=HolderForm.COMPANY,
        name=name,
        address=Address("Prøveveien 2", "7374", "Røros"),
        organisation_number=organisation_number(serial),
    )
