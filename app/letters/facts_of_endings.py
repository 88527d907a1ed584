"""What the letters about endings tell: a business that changes hands, and a licence that ends."""

from dataclasses import dataclass
from datetime import date

from app.letters.facts import Signatory


@dataclass(frozen=True)
class TransferNotice:
    """To the old and to the new holder: how long the business may run on, and what must be done by when.

    Law: alkoholloven § 1-10; serveringsloven § 22.
    """

    municipality: str
    case_number: str
    caseworker: Signatory
    licence_kind: str
    licence_number: str
    venue_name: str
    old_holder: str
    new_holder: str
    to_new_holder: bool
    agreed_on: date
    taken_over_on: date
    effect: str
    alcohol_apply_by: date
    place_apply_by: date
    run_until: date | None = None
    told_on: date | None = None
    applied_on: date | None = None
    place_applied_on: date | None = None
    extended_until: date | None = None
    extension_reasons: tuple[str, ...] = ()
    decided_on: date | None = None
    extended_by: Signatory | None = None
    complaint_body: str = ""
    legality_only: bool = False
    lawsuit_requires_complaint: bool = False

    @property
    def same_holder(self) -> bool:
        """Whether the same holder goes on, with other owners or in another form."""
        return self.old_holder == self.new_holder

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        people = (self.extended_by, self.caseworker) if self.extended_by else (self.caseworker,)
        return tuple(dict.fromkeys(people))


@dataclass(frozen=True)
class EndedLicence:
    """A licence that ends, and its last day."""

    number: str
    kind: str
    venue_name: str
    last_day: date


@dataclass(frozen=True)
class EndingLetter:
    """To the holder or the estate: which licences end, when, by which section, and what is to be done.

    Law: alkoholloven § 1-10; serveringsloven §§ 23 and 24.
    """

    municipality: str
    case_number: str
    caseworker: Signatory
    holder: str
    reason: str
    happened_on: date
    licences: tuple[EndedLicence, ...]
    runs_on: bool
    told_on: date | None = None
    place_effect: str | None = None
    place_last_day: date | None = None

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return (self.caseworker,)
