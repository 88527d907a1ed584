"""What letters about earmarked money tell: a grant, a refusal, and the claim on another municipality."""

from dataclasses import dataclass, field
from datetime import date

from app.letters.facts import Signatory


@dataclass(frozen=True)
class ConsultedInLetter:
    """A body that was consulted before the decision, and what it said: a value of `ConsultedView`."""

    body: str
    view: str


@dataclass(frozen=True)
class SpendingLetter:
    """What every decision on an application for earmarked money tells."""

    municipality: str
    """As it signs: "Røros kommune"."""
    number: str
    applicant: str
    organisation_number: str | None
    title: str
    received_on: date
    asked_ore: int
    decided_on: date
    year: int
    """The year of the earmark that bears it."""
    earmark: str
    purpose: str
    """What the council has earmarked the money for."""
    council_body: str
    council_decided_on: date
    council_case_number: str
    decided_by: Signatory
    """The one who decided, with the title held on that day."""
    reasons: tuple[str, ...]
    consulted: tuple[ConsultedInLetter, ...]
    complaint_body: str
    caseworker: Signatory
    bound_by: str = field(default="", kw_only=True)
    """The law, agreement or letter that binds the money; empty where only the council does."""

    @property
    def legality_only(self) -> bool:
        """The municipality's own complaints body tries every side of a decision."""
        return False

    @property
    def lawsuit_requires_complaint(self) -> bool:
        """Whether one must have complained before one may go to court."""
        return False

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Those who sign, each once."""
        return tuple(dict.fromkeys((self.decided_by, self.caseworker)))


@dataclass(frozen=True)
class SpendingGrantLetter(SpendingLetter):
    """The decision that grants an application, whole or in part.

    Law: forvaltningsloven §§ 24–29.
    """

    amount_ore: int
    conditions: tuple[str, ...] = ()
    report_due_on: date | None = None
    has_account: bool = False
    """Whether the applicant has told which account the money goes to."""

    @property
    def granted_in_part(self) -> bool:
        """Whether less was granted than was asked for."""
        return self.amount_ore < self.asked_ore


@dataclass(frozen=True)
class SpendingRefusalLetter(SpendingLetter):
    """The decision that refuses an application. Law: forvaltningsloven §§ 24–29."""


@dataclass(frozen=True)
class ShareClaimLetter:
    """The claim on another municipality for its part of what one has paid for both."""

    municipality: str
    number: str
    title: str
    debtor: str
    """The municipality that is claimed: "Holtålen kommune"."""
    debtor_id: int
    amount_ore: int
    """What is claimed by this letter."""
    share_ore: int
    """The whole part of the debtor."""
    paid_ore: int
    """The whole payment that the claim comes from."""
    paid_on: date
    voucher: str
    payee: str
    earmark: str
    purpose: str
    council_body: str
    """The body of the debtor that decided the earmark."""
    council_decided_on: date
    council_case_number: str
    key_basis: str
    accepted_as: str
    """The title of whoever accepted the part for the debtor."""
    accepted_on: date
    caseworker: Signatory

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return (self.caseworker,)
