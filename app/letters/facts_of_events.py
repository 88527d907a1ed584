"""What the letters about events tell: the event, its times day by day, the fee and the duties after it."""

from dataclasses import dataclass
from datetime import date

from app.letters.facts import BodyDecision, Condition, DelegatedDecision, Signatory
from licensing.service_hours import DRINKING_UP_MINUTES


@dataclass(frozen=True)
class OccasionTime:
    """The time of one place on some day, written as it is to be read; groups where they differ."""

    day: str
    place: str
    hours: str
    groups: str | None = None


@dataclass(frozen=True)
class FeeLineText:
    """A line of the fee as it is to be read, and its amount in kroner."""

    text: str
    amount: str


@dataclass(frozen=True)
class OccasionLetter:
    """A decision on an application for an event: granted whole or in part, refused or dismissed.

    In a refusal times and groups are what was applied for.

    Law: forvaltningsloven §§ 24–29; alkoholloven §§ 1-4c, 1-6, 1-16, 4-2 and 4-5; alkoholforskriften
    §§ 6-2, 6-3 and 8-1.
    """

    municipality: str
    case_number: str
    outcome: str
    received_on: date
    decided_on: date
    licence_kind: str
    licence_type: str
    event: str
    holder: str
    organisation_number: str | None
    venue_name: str
    venue_address: str
    first_day: date
    last_day: date
    times: tuple[OccasionTime, ...]
    legal_basis: tuple[str, ...]
    reasons: tuple[str, ...]
    decided_by: DelegatedDecision | BodyDecision
    complaint_body: str
    caseworker: Signatory
    responsible: Signatory
    groups: tuple[int, ...] = ()
    audience: str | None = None
    licence_number: str | None = None
    guests: int | None = None
    age_limit: int | None = None
    guards: int | None = None
    manager: str | None = None
    deputies: tuple[str, ...] = ()
    deputy_waived: bool = False
    conditions: tuple[Condition, ...] = ()
    fee_ore: int | None = None
    fee_invented: bool = False
    fee_lines: tuple[FeeLineText, ...] = ()
    """Where there is more than one."""
    fee_rule: str | None = None
    """The rule of the policy that the fee is from."""
    fee_awaits: str | None = None
    """What the fee will be computed from, where it is fixed after the turnover statement."""
    turnover_due_on: date | None = None
    wholesale: str | None = None
    internal_control: str | None = None
    main_reason: str | None = None
    refused_parts: tuple[str, ...] = ()
    policy: str | None = None
    consumption_minutes: int = DRINKING_UP_MINUTES
    legality_only: bool = True
    lawsuit_requires_complaint: bool = False
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def one_day(self) -> bool:
        """Whether the event lasts no more than a day."""
        return self.first_day == self.last_day

    @property
    def shows_groups(self) -> bool:
        """Whether the groups have times of their own."""
        return any(row.groups for row in self.times)

    @property
    def conditions_before_use(self) -> tuple[int, ...]:
        """The numbers of the conditions that must be met before the licence is used."""
        return tuple(condition.number for condition in self.conditions if condition.before_use)

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Those who sign, each once."""
        return tuple(dict.fromkeys((self.responsible, self.caseworker)))
