"""Which facts each kind of letter tells."""

from typing import Any

from app.letters.facts import (
    DecisionLetter,
    LetterKind,
    MissingItemsLetter,
    PresentationLetter,
    ReceiptLetter,
    StatementAnnex,
    StatementRequest,
)
from app.letters.facts_of_billing import (
    FeeDecisionLetter,
    PaymentReminderLetter,
    PointsNoticeLetter,
    TurnoverCallLetter,
    TurnoverReminderLetter,
)
from app.letters.facts_of_changes import PeopleLetter
from app.letters.facts_of_endings import EndingLetter, TransferNotice
from app.letters.facts_of_events import OccasionLetter
from app.letters.facts_of_spending import ShareClaimLetter, SpendingGrantLetter, SpendingRefusalLetter
from app.letters.facts_of_terms import TermsLetter

# A frozen dataclass of ready facts; each kind of letter has its own.
LetterFacts = Any

FACTS_OF: dict[LetterKind, type[LetterFacts]] = {
    LetterKind.GRANT: DecisionLetter,
    LetterKind.PART_GRANT: DecisionLetter,
    LetterKind.REFUSAL: DecisionLetter,
    LetterKind.DISMISSAL: DecisionLetter,
    LetterKind.LICENCE_DOCUMENT: DecisionLetter,
    LetterKind.STATEMENT_REQUEST: StatementRequest,
    LetterKind.STATEMENT_ANNEX: StatementAnnex,
    LetterKind.RECEIPT: ReceiptLetter,
    LetterKind.MISSING_ITEMS: MissingItemsLetter,
    LetterKind.PRESENTATION: PresentationLetter,
    LetterKind.OCCASION_GRANT: OccasionLetter,
    LetterKind.OCCASION_REFUSAL: OccasionLetter,
    LetterKind.TRANSFER_NOTICE: TransferNotice,
    LetterKind.ENDING: EndingLetter,
    LetterKind.CHANGE_GRANT: TermsLetter,
    LetterKind.CHANGE_REFUSAL: TermsLetter,
    LetterKind.PEOPLE_APPROVAL: PeopleLetter,
    LetterKind.PEOPLE_REFUSAL: PeopleLetter,
    LetterKind.TURNOVER_CALL: TurnoverCallLetter,
    LetterKind.TURNOVER_REMINDER: TurnoverReminderLetter,
    LetterKind.FEE_DECISION: FeeDecisionLetter,
    LetterKind.PAYMENT_REMINDER: PaymentReminderLetter,
    LetterKind.POINTS_NOTICE: PointsNoticeLetter,
    LetterKind.SPENDING_GRANT: SpendingGrantLetter,
    LetterKind.SPENDING_REFUSAL: SpendingRefusalLetter,
    LetterKind.SHARE_CLAIM: ShareClaimLetter,
}
