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
}
