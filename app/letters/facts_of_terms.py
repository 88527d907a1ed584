"""What the letters about changes of terms tell."""

from dataclasses import dataclass
from datetime import date

from app.letters.facts import BodyDecision, Condition, DelegatedDecision, HoursRow, Signatory, WithHours


@dataclass(frozen=True)
class TermsLetter(WithHours):
    """A decision on a change of what a licence allows: what changes, and from when.

    Law: alkoholloven §§ 3-1, 3-7, 4-2 and 4-4; forvaltningsloven §§ 24–29.
    """

    municipality: str
    case_number: str
    received_on: date
    decided_on: date
    change: str
    licence_kind: str
    licence_number: str
    holder: str
    organisation_number: str | None
    venue_name: str
    venue_address: str
    legal_basis: tuple[str, ...]
    reasons: tuple[str, ...]
    decided_by: DelegatedDecision | BodyDecision
    complaint_body: str
    caseworker: Signatory
    responsible: Signatory
    first_day: date | None = None
    days: tuple[date, ...] = ()
    last_day: date | None = None
    rooms: tuple[str, ...] = ()
    outdoor_areas: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    category: str | None = None
    concept: str | None = None
    audience: str | None = None
    hours: tuple[HoursRow, ...] = ()
    conditions: tuple[Condition, ...] = ()
    refused_parts: tuple[str, ...] = ()
    main_reason: str | None = None
    dismissed: bool = False
    policy: str | None = None
    legality_only: bool = True
    lawsuit_requires_complaint: bool = False
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return tuple(dict.fromkeys((self.responsible, self.caseworker)))
