"""Enter what councils have decided of earmarks, and who decides on the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fees.earmark import EarmarkBasis, EarmarkExtent, EarmarkFilling, EarmarkSharing, Leftover
from fees.money import Money


@dataclass(frozen=True)
class CouncilDecision:
    """A decision of a political body: which, when, and the number of its case."""

    body: str
    decided_on: date
    case_number: str


@dataclass(frozen=True)
class MunicipalShare:
    """An earmark in one municipality: its council's decision, its weight in the key, its budget line."""

    municipality_id: int
    decision: CouncilDecision
    weight: int = 1
    responsibility_code: str = ""
    function_code: str = ""
    project_code: str = ""


@dataclass(frozen=True)
class NewEarmark:
    """An earmark as it was decided: what for, how much, by whom, and what becomes of what is left."""

    name: str
    purpose: str
    extent: EarmarkExtent
    first_year: int
    shares: Sequence[MunicipalShare]
    """One for each municipality that it belongs to."""
    amount: Money | None = None
    share: int | None = None
    """Hundredths of a per cent of the fee income, where the extent is a share."""
    basis: EarmarkBasis = EarmarkBasis.COUNCIL
    basis_document: str = ""
    sharing: EarmarkSharing = EarmarkSharing.EACH
    key_basis: str = ""
    leftover: Leftover = Leftover.NOT_DECIDED
    filling: EarmarkFilling = EarmarkFilling.BUDGET
    last_year: int | None = None
    consulted: Sequence[str] = ()
    policy_rule: str = ""
    follows_id: int | None = None
    invented: bool = False
