"""What each kind of letter tells: ready facts, as the case had them on the day of the letter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.service_hours import DRINKING_UP_MINUTES


class LetterKind(StrEnum):
    """The kinds of letters; the value is the name of the text folder."""

    GRANT = "grant"
    PART_GRANT = "part_grant"
    REFUSAL = "refusal"
    DISMISSAL = "dismissal"
    LICENCE_DOCUMENT = "licence_document"
    STATEMENT_REQUEST = "statement_request"
    STATEMENT_ANNEX = "statement_annex"
    RECEIPT = "receipt"
    MISSING_ITEMS = "missing_items"
    PRESENTATION = "presentation"
    OCCASION_GRANT = "occasion_grant"
    OCCASION_REFUSAL = "occasion_refusal"
    PEOPLE_APPROVAL = "people_approval"
    PEOPLE_REFUSAL = "people_refusal"
    CHANGE_GRANT = "change_grant"
    CHANGE_REFUSAL = "change_refusal"
    TRANSFER_NOTICE = "transfer_notice"
    ENDING = "ending"
    TURNOVER_CALL = "turnover_call"
    TURNOVER_REMINDER = "turnover_reminder"
    FEE_DECISION = "fee_decision"
    PAYMENT_REMINDER = "payment_reminder"
    POINTS_NOTICE = "points_notice"
    SPENDING_GRANT = "spending_grant"
    SPENDING_REFUSAL = "spending_refusal"
    SHARE_CLAIM = "share_claim"


@dataclass(frozen=True)
class Letterhead:
    """The sender: the municipality and where to reach it."""

    municipality: str
    unit: str
    postal_address: tuple[str, ...]
    phone: str
    email: str
    organisation_number: str
    website: str


@dataclass(frozen=True)
class Recipient:
    """Who the letter goes to, as it shows in the window of the envelope."""

    name: str
    lines: tuple[str, ...]
    organisation_number: str | None = None


@dataclass(frozen=True)
class Signatory:
    name: str
    title: str


@dataclass(frozen=True)
class HoursRow:
    """The hours of some days of the week, written as they are to be read ("10.00–02.00")."""

    days: str
    indoor: str
    outdoor: str | None = None
    groups: str | None = None


class WithHours:
    """A letter that shows hours: which columns its table needs."""

    hours: tuple[HoursRow, ...]

    @property
    def shows_outdoor_hours(self) -> bool:
        return any(row.outdoor for row in self.hours)

    @property
    def shows_groups_in_hours(self) -> bool:
        return any(row.groups for row in self.hours)


@dataclass(frozen=True)
class Condition:
    """A condition ("vilkår"), how it is proved, and whether it must be met before the licence is used."""

    number: int
    text: str
    proof: str | None = None
    before_use: bool = False
    due_on: date | None = None


@dataclass(frozen=True)
class DelegatedDecision:
    """One or two people decided, under a row of the delegation table."""

    by: tuple[Signatory, ...]
    basis: str | None = None
    by_body: bool = False


@dataclass(frozen=True)
class BodyDecision:
    """A political body decided; the voted text is what the decision says."""

    body: str
    met_on: date
    case_number: str
    voted_text: tuple[str, ...] = ()
    by_body: bool = True


@dataclass(frozen=True)
class DecisionLetter(WithHours):
    """A decision ("vedtak") on an application: granted, granted in part, refused or dismissed.

    The licence document ("bevillingsdokument") tells the same of what was granted.
    In a refusal and a dismissal, groups, hours and places are what was applied for.

    Law: forvaltningsloven §§ 24–29; alkoholloven §§ 1-6, 1-7, 1-16.
    """

    municipality: str
    case_number: str
    received_on: date | None
    decided_on: date
    licence_kind: str
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
    groups: tuple[int, ...] = ()
    audience: str | None = None
    category: str | None = None
    concept: str | None = None
    rooms: tuple[str, ...] = ()
    outdoor_areas: tuple[str, ...] = ()
    drawing: str | None = None
    hours: tuple[HoursRow, ...] = ()
    licence_number: str | None = None
    # The licence document alone: the first day on which the licence may be used.
    usable_from: date | None = None
    # From when the licence holds, where that is later than the decision.
    first_day: date | None = None
    last_day: date | None = None
    licence_type: str = "permanent"
    season: str | None = None
    extensions: tuple[str, ...] = ()
    pays_fee: bool = True
    manager: str | None = None
    deputies: tuple[str, ...] = ()
    deputy_waived: bool = False
    conditions: tuple[Condition, ...] = ()
    minimum_fee_ore: int | None = None
    fee_year: int | None = None
    main_reason: str | None = None
    refused_parts: tuple[str, ...] = ()
    policy: str | None = None
    consumption_minutes: int = DRINKING_UP_MINUTES
    legality_only: bool = True
    lawsuit_requires_complaint: bool = False
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def conditions_before_use(self) -> tuple[int, ...]:
        return tuple(condition.number for condition in self.conditions if condition.before_use)

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return tuple(dict.fromkeys((self.responsible, self.caseworker)))


@dataclass(frozen=True)
class StatementRequest(WithHours):
    """A request to a body for its statement ("uttalelse"); identity numbers go in the annex alone.

    Law: alkoholloven § 1-7 second paragraph, § 1-15; serveringsloven § 9.
    """

    municipality: str
    case_number: str
    body: str
    questions: tuple[str, ...]
    answer_by: date
    licence_kind: str
    with_serving_place_licence: bool
    holder: str
    organisation_number: str | None
    venue_name: str
    venue_address: str
    caseworker: Signatory
    received_on: date | None = None
    groups: tuple[int, ...] = ()
    audience: str | None = None
    category: str | None = None
    concept: str | None = None
    rooms: tuple[str, ...] = ()
    outdoor_areas: tuple[str, ...] = ()
    hours: tuple[HoursRow, ...] = ()
    answer_email: str | None = None
    # What changes in a licence that is held ("managers", "hours"); empty for an application for a licence.
    change: str = ""

    @property
    def asks_about_conduct(self) -> bool:
        return any(question != "place" for question in self.questions)

    @property
    def about_people(self) -> bool:
        return self.change in ("managers", "influence")

    @property
    def asks_about_place(self) -> bool:
        return "place" in self.questions

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return (self.caseworker,)


@dataclass(frozen=True)
class AnnexPerson:
    """A person whose conduct is asked about, with the full identity number."""

    name: str
    roles: str
    identity_number: str


@dataclass(frozen=True)
class StatementAnnex:
    """The annex of a request for a statement: the persons with their numbers, kept from the public."""

    municipality: str
    case_number: str
    holder: str
    organisation_number: str | None
    venue_name: str
    persons: tuple[AnnexPerson, ...]


@dataclass(frozen=True)
class MissingItem:
    text: str
    why: str | None = None


@dataclass(frozen=True)
class CaseLetter:
    """What every letter to an applicant during the case tells."""

    municipality: str
    case_number: str
    licence_kind: str
    venue_name: str
    caseworker: Signatory

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return (self.caseworker,)


@dataclass(frozen=True)
class ReceiptLetter(CaseLetter):
    """Receipt and preliminary reply ("foreløpig svar"). Law: forvaltningsloven § 11 a."""

    received_on: date
    # The municipality's own sentence about how long it takes, in place of the standard one.
    processing_time: str | None = None
    missing: tuple[MissingItem, ...] = ()
    answer_by: date | None = None


@dataclass(frozen=True)
class MissingItemsLetter(CaseLetter):
    """What must come in before the case can be handled. Law: forvaltningsloven § 11."""

    items: tuple[MissingItem, ...]
    answer_by: date


@dataclass(frozen=True)
class PresentationLetter(CaseLetter):
    """A statement about the applicant, shown to the applicant. Law: forvaltningsloven § 17."""

    body_name: str
    received_on: date
    remarks: tuple[str, ...]
    answer_by: date
