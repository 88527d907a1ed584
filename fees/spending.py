"""Spending ("bruk av øremerkede midler"): from a proposal, through consultation, to the report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fees.money import Money


class SpendingKind(StrEnum):
    """What the money is for ("hva midlene brukes til")."""

    INFORMATION_MEETING = "information_meeting"
    EVENT = "event"
    GRANT = "grant"


class SpendingOrigin(StrEnum):
    """Who asks ("hvem som ber om midlene"): somebody outside, or the municipality itself."""

    APPLICATION = "application"
    OWN_INITIATIVE = "own_initiative"


class TargetGroup(StrEnum):
    """Whom a measure or a spending is for ("målgruppe")."""

    PRIMARY_SCHOOL = "primary_school"
    UPPER_SECONDARY = "upper_secondary"
    YOUTH = "youth"
    """Young people outside school."""
    PARENTS = "parents"
    YOUNG_ADULTS = "young_adults"
    """18 to 25 years."""
    ADULTS = "adults"
    RELATIVES = "relatives"
    ASSOCIATIONS = "associations"
    """Leaders in sports and other associations."""
    EVERYBODY = "everybody"


IN_SCHOOL = frozenset({TargetGroup.PRIMARY_SCHOOL, TargetGroup.UPPER_SECONDARY})
"""Where the joint plan wants the weight of the prevention."""


class SpendingState(StrEnum):
    """How far a spending has come ("tilstand")."""

    PROPOSED = "proposed"
    GRANTED = "granted"
    """Decided: the amount is reserved."""
    PAID = "paid"
    """Nothing of it is left to pay."""
    REPORTED = "reported"
    REFUSED = "refused"
    RETRACTED = "retracted"
    LAPSED = "lapsed"
    """Granted, and released in whole before anything was paid."""


class SpendingAct(StrEnum):
    """What may be done with a spending ("handling")."""

    CHANGE = "change"
    CONSULT = "consult"
    GRANT = "grant"
    REFUSE = "refuse"
    RETRACT = "retract"
    RELEASE = "release"
    REQUEST_PAYOUT = "request_payout"
    RECORD_REPAYMENT = "record_repayment"
    REPORT = "report"
    COMPLAIN = "complain"


OPEN_ACTS: Mapping[SpendingState, tuple[SpendingAct, ...]] = {
    SpendingState.PROPOSED: (
        SpendingAct.CHANGE,
        SpendingAct.CONSULT,
        SpendingAct.GRANT,
        SpendingAct.REFUSE,
        SpendingAct.RETRACT,
    ),
    SpendingState.GRANTED: (
        SpendingAct.CONSULT,
        SpendingAct.REQUEST_PAYOUT,
        SpendingAct.RELEASE,
        SpendingAct.REPORT,
        SpendingAct.RECORD_REPAYMENT,
        SpendingAct.COMPLAIN,
    ),
    SpendingState.PAID: (SpendingAct.REPORT, SpendingAct.RECORD_REPAYMENT, SpendingAct.COMPLAIN),
    SpendingState.REPORTED: (
        SpendingAct.REQUEST_PAYOUT,
        SpendingAct.RELEASE,
        SpendingAct.RECORD_REPAYMENT,
        SpendingAct.COMPLAIN,
    ),
    SpendingState.REFUSED: (SpendingAct.COMPLAIN,),
    SpendingState.RETRACTED: (),
    SpendingState.LAPSED: (),
}


def open_acts(state: SpendingState) -> tuple[SpendingAct, ...]:
    """What may be done with a spending in a state, in the order that it is offered."""
    return OPEN_ACTS[state]


class PartState(StrEnum):
    """How far one municipality's part of a spending has come ("del av kostnaden")."""

    PROPOSED = "proposed"
    RESERVED = "reserved"
    DECLINED = "declined"
    ENDED = "ended"
    """Paid or released in whole, or the spending came to nothing."""


class PayoutKind(StrEnum):
    """Which way the money goes ("utbetaling", "tilbakebetaling")."""

    PAYOUT = "payout"
    REPAYMENT = "repayment"


class PayoutState(StrEnum):
    """How far a payment request has come ("utbetalingsanmodning")."""

    ATTESTED = "attested"
    APPROVED = "approved"
    """Ordered to be paid ("anvist"), by another than the one who attested it."""
    PAID = "paid"
    CANCELLED = "cancelled"


class ConsultationForm(StrEnum):
    """How a consultation ("samråd") was held."""

    MEETING = "meeting"
    WRITTEN = "written"


class ConsultedView(StrEnum):
    """What a consulted body said of a spending ("syn i samråd")."""

    SUPPORTS = "supports"
    REMARKS = "remarks"
    AGAINST = "against"
    NO_ANSWER = "no_answer"
    """Was asked, and has said nothing."""


@dataclass(frozen=True)
class Consulted:
    """What a body was asked and answered; `view` is empty while nothing is entered."""

    body: str
    view: ConsultedView | None


def missing_in_consultation(required: Iterable[str], answers: Iterable[Consulted]) -> tuple[str, ...]:
    """The bodies that must be consulted and have not been, in their order: none means that it is filled."""
    heard = {answer.body for answer in answers if answer.view is not None}
    return tuple(body for body in required if body not in heard)


class GrantComplaintOutcome(StrEnum):
    """What came of a complaint on a grant ("utfall av klage på tilskudd")."""

    REVERSED = "reversed"
    UPHELD_BY_BODY = "upheld_by_body"
    REPEALED_BY_BODY = "repealed_by_body"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class SpendingShare:
    """How much of the spending of a year went to a target group."""

    target_group: TargetGroup
    amount: Money
    count: int
