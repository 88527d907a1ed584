"""What letters about changes of people tell."""

from dataclasses import dataclass
from datetime import date

from app.letters.facts import BodyDecision, DelegatedDecision, Signatory


@dataclass(frozen=True)
class NamedLicence:
    """A licence as a letter names it: kind ("sale" or "serving"), number and venue."""

    kind: str
    number: str
    venue_name: str


@dataclass(frozen=True)
class NamedPerson:
    """A person and what they are to be: "manager", "deputy" or "influence"."""

    name: str
    role: str


@dataclass(frozen=True)
class LeavingPerson:
    """Somebody who was approved, and the last day of it."""

    name: str
    role: str
    last_day: date


@dataclass(frozen=True)
class PeopleLetter:
    """A decision on who may answer for licences, or have influence on their holder: one letter for all.

    Law: alkoholloven §§ 1-7b, 1-7c and 1-8; forvaltningsloven §§ 24–29.
    """

    municipality: str
    case_number: str
    received_on: date
    decided_on: date
    holder: str
    organisation_number: str | None
    venue_name: str
    licences: tuple[NamedLicence, ...]
    people: tuple[NamedPerson, ...]
    first_day: date
    legal_basis: tuple[str, ...]
    reasons: tuple[str, ...]
    decided_by: DelegatedDecision | BodyDecision
    complaint_body: str
    caseworker: Signatory
    responsible: Signatory
    leaving: tuple[LeavingPerson, ...] = ()
    without_manager_from: date | None = None
    deputy_covers: bool = False
    main_reason: str | None = None
    dismissed: bool = False
    may_be_withdrawn: bool = False
    legality_only: bool = False
    lawsuit_requires_complaint: bool = False
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def policy(self) -> None:
        """Who answers for a licence is a question of law; no policy is applied."""
        return

    @property
    def about_influence(self) -> bool:
        """Whether it is about influence on the holder, and not about manager or deputy."""
        return any(person.role == "influence" for person in self.people)

    @property
    def several_venues(self) -> bool:
        """Whether each licence needs its venue beside it."""
        return len({licence.venue_name for licence in self.licences}) > 1

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Those who sign."""
        return tuple(dict.fromkeys((self.responsible, self.caseworker)))
