"""The facts of the agreed letters about turnover, fees, payment and points."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.letters.facts import LetterKind, Signatory
from app.letters.facts_of_billing import (
    DeadlineLine,
    FeeDecisionLetter,
    FeeReduced,
    FeeRow,
    LetterFee,
    LetterInstalment,
    OccasionFee,
    OccasionStep,
    PaymentReminderLetter,
    PointsNoticeLetter,
    ProofLine,
    SettledYear,
    TurnoverCallLetter,
    TurnoverReminderLetter,
)
from app.letters.facts_of_kinds import LetterFacts

CASEWORKER = Signatory("Kari Holm", "saksbehandler")
DECIDER = Signatory("Per Aas", "kommunalsjef")
ABOUT: dict[str, Any] = {
    "municipality": "Røros kommune",
    "licence_number": "SKJ-2024-0007",
    "licence_kind": "serving",
    "venue_name": "Gruvelykta",
    "venue_address": "Bergmannsgata 12, 7374 Røros",
    "holder": "Gruvelykta AS",
    "organisation_number": "923609016",
    "caseworker": CASEWORKER,
}
SHOP: dict[str, Any] = ABOUT | {
    "licence_number": "SAL-2024-0003",
    "licence_kind": "sale",
    "venue_name": "Brekken landhandel",
    "venue_address": "Brekkenveien 4, 7370 Brekkebygd",
    "holder": "Brekken Landhandel AS",
}
PAGE = "https://bevilling.roros.kommune.no/min-side/omsetningsoppgave"
CALL = TurnoverCallLetter(
    **ABOUT,
    year=2026,
    due_on=date(2026, 3, 2),
    groups=(1, 2, 3),
    attested=True,
    link_id=7,
    link_base=PAGE,
    link_expires_on=date(2026, 12, 31),
)
CALL_OF_SALE = TurnoverCallLetter(**SHOP, year=2026, due_on=date(2026, 3, 2), groups=(1, 2))
CALL_OF_NEW = replace(CALL, asks_actual=False, attested=False)
CALL_OF_ENDED = replace(
    CALL,
    asks_expected=False,
    attested=False,
    first_day=date(2025, 1, 1),
    last_day=date(2025, 9, 30),
)
REMINDER = TurnoverReminderLetter(
    **ABOUT,
    year=2026,
    due_on=date(2026, 3, 2),
    groups=(1, 2, 3),
    link_id=7,
    link_base=PAGE,
    missed_on=date(2026, 3, 2),
    called_on=date(2026, 2, 3),
)
REMINDER_BEFORE = replace(REMINDER, missed_on=None)
REMINDER_MOVED = replace(REMINDER, moved_from=date(2026, 3, 2), due_on=date(2026, 3, 16))
REMINDER_OF_EVENT = replace(
    REMINDER,
    licence_number="ENK-2026-0011",
    venue_name="Martnatelt på Torget",
    year=2027,
    due_on=date(2026, 3, 9),
    missed_on=date(2026, 3, 9),
    called_on=None,
    asks_expected=False,
    licence_type="single_occasion",
    first_day=date(2026, 2, 17),
    last_day=date(2026, 2, 21),
)

FEE = LetterFee(
    year=2026,
    rows=(FeeRow(1, 600_000, 63), FeeRow(2, 250_000, 162), FeeRow(3, 30_000, 535)),
    minimum_ore=660_000,
    minimum_applied=False,
    ordinary_ore=943_500,
    total_ore=943_500,
    regulation="FOR-2025-11-28-2361",
    basis="expected",
    reported_on=date(2026, 2, 12),
)
FINAL_2025 = replace(
    FEE,
    year=2025,
    rows=(FeeRow(1, 540_000, 61), FeeRow(2, 230_000, 157), FeeRow(3, 28_000, 519)),
    minimum_ore=640_000,
    ordinary_ore=835_820,
    total_ore=835_820,
    regulation="FOR-2024-11-26-2856",
    basis="actual",
)
SETTLED = SettledYear(FINAL_2025, 914_200, -78_380)
DECISION = FeeDecisionLetter(
    **ABOUT,
    decided_on=date(2026, 3, 20),
    year=2026,
    to_pay_ore=865_120,
    decided_by=(DECIDER,),
    complaint_body="Statsforvalteren i Trøndelag",
    fee=FEE,
    settlement=SETTLED,
    instalments=(
        LetterInstalment(432_560, date(2026, 5, 15)),
        LetterInstalment(432_560, date(2026, 9, 15)),
    ),
    delegated_by="delegasjonsreglementet punkt 4.2",
)
ALONE = replace(DECISION, settlement=None, to_pay_ore=943_500, instalments=(LetterInstalment(943_500),))
LODGE = replace(
    FEE,
    rows=(FeeRow(1, 90_000, 63), FeeRow(2, 70_000, 162), FeeRow(3, 6_000, 535)),
    minimum_applied=True,
    ordinary_ore=660_000,
    total_ore=660_000,
)
MINIMUM = replace(
    ALONE,
    fee=LODGE,
    to_pay_ore=660_000,
    instalments=(LetterInstalment(660_000, date(2026, 5, 15)),),
)
REDUCED = replace(
    MINIMUM,
    fee=replace(
        LODGE,
        total_ore=330_000,
        reduction=FeeReduced(
            330_000, "Stedet var stengt fra 1. januar til 30. juni etter brann", "Per Aas", date(2026, 3, 18)
        ),
    ),
    to_pay_ore=330_000,
    instalments=(LetterInstalment(330_000, date(2026, 5, 15)),),
)
WAIVED = replace(
    REDUCED,
    fee=replace(
        LODGE, total_ore=0, reduction=FeeReduced(0, "Stedet er ødelagt av flom", "Per Aas", date(2026, 3, 18))
    ),
    to_pay_ore=0,
    instalments=(),
)
ESTIMATED = replace(
    ALONE,
    fee=replace(FEE, estimate_reason="samme mengde som i fjor, og 10 prosent til", reported_on=None),
)
SEPARATE_CLAIM = replace(
    DECISION,
    fee=None,
    settlement=SettledYear(
        replace(FINAL_2025, rows=(FeeRow(1, 1_712_345, 61),), ordinary_ore=1_044_530, total_ore=1_044_530),
        914_200,
        130_330,
    ),
    to_pay_ore=130_330,
    instalments=(LetterInstalment(130_330, date(2026, 5, 15)),),
)
CREDIT = replace(DECISION, fee=None, to_pay_ore=-78_380, instalments=(), ended=True)
ARREARS = replace(
    ALONE,
    fee=FINAL_2025,
    year=2025,
    in_arrears=True,
    to_pay_ore=835_820,
    instalments=(LetterInstalment(835_820, date(2026, 5, 15)),),
    replaces=date(2026, 3, 2),
)
OCCASION = FeeDecisionLetter(
    **ABOUT
    | {
        "licence_number": "ENK-2027-0011",
        "venue_name": "Martnatelt på Torget",
        "licence_type": "single_occasion",
    },
    decided_on=date(2027, 1, 20),
    year=2027,
    to_pay_ore=120_000,
    decided_by=(CASEWORKER,),
    complaint_body="Statsforvalteren i Trøndelag",
    occasion=OccasionFee(
        event="Martnatelt på Torget",
        first_day=date(2027, 2, 16),
        last_day=date(2027, 2, 20),
        steps=(OccasionStep("Fast gebyr for enkelt anledning", 120_000),),
        total_ore=120_000,
        regulation="FOR-2026-11-20-9999",
    ),
    instalments=(LetterInstalment(120_000),),
)
AMBULATORY = replace(
    OCCASION,
    occasion=OccasionFee(
        event="Bryllup på Brekken grendehus",
        first_day=date(2026, 6, 20),
        last_day=date(2026, 6, 20),
        steps=(OccasionStep("Ambulerende bevilling, sluttet selskap", 47_000),),
        total_ore=47_000,
        regulation="FOR-2025-11-28-2361",
        ambulatory=True,
        cap_ore=47_000,
    ),
    to_pay_ore=47_000,
    instalments=(LetterInstalment(47_000),),
)
PAYMENT = PaymentReminderLetter(
    **ABOUT,
    year=2026,
    reference="2026-01-0007",
    invoice_number="10042",
    due_on=date(2026, 5, 15),
    amount_ore=865_120,
    outstanding_ore=865_120,
    told_on=date(2026, 5, 20),
    pay_by=date(2026, 6, 5),
    kid="20260001237",
    bank_account="4280 12 34567",
)
PART_PAID = replace(PAYMENT, outstanding_ore=365_120, invoice_number="", kid="", bank_account="")
PAYMENT_OF_EVENT = replace(PAYMENT, licence_type="single_occasion")
NOTICE = PointsNoticeLetter(
    **ABOUT,
    late="statement",
    year=2026,
    due_on=date(2026, 3, 16),
    breached_on=date(2026, 3, 17),
    points=2,
    answer_by=date(2026, 4, 8),
    came_on=date(2026, 3, 19),
    proof=(
        ProofLine("turnover_call", date(2026, 2, 2), "digital_mail", date(2026, 2, 3), "", date(2026, 2, 3)),
        ProofLine("turnover_reminder", date(2026, 3, 4), "post", date(2026, 3, 5)),
    ),
    deadlines=(
        DeadlineLine(date(2026, 3, 2), date(2026, 2, 2)),
        DeadlineLine(date(2026, 3, 16), date(2026, 2, 26), "Strømbrudd i Røros sentrum"),
    ),
)
NOTICE_MISSING = replace(NOTICE, came_on=None, estimated=True, deadlines=())
NOTICE_OF_PAYMENT = PointsNoticeLetter(
    **ABOUT,
    late="payment",
    year=2026,
    due_on=date(2026, 5, 15),
    breached_on=date(2026, 5, 16),
    points=2,
    answer_by=date(2026, 6, 19),
    proof=(
        ProofLine(
            "fee_decision", date(2026, 3, 20), "digital_mail", date(2026, 3, 23), "", date(2026, 3, 23)
        ),
        ProofLine("invoice", date(2026, 4, 10), "", date(2026, 4, 10)),
    ),
    reference="10042",
    amount_ore=865_120,
    outstanding_ore=865_120,
    told_on=date(2026, 5, 20),
)
NOTICE_OF_LATE_PAYMENT = replace(NOTICE_OF_PAYMENT, came_on=date(2026, 5, 22), outstanding_ore=0)

LETTERS_OF_BILLING: dict[str, tuple[LetterKind, LetterFacts]] = {
    "turnover_call": (LetterKind.TURNOVER_CALL, CALL),
    "turnover_call_of_sale": (LetterKind.TURNOVER_CALL, CALL_OF_SALE),
    "turnover_call_of_new": (LetterKind.TURNOVER_CALL, CALL_OF_NEW),
    "turnover_call_of_ended": (LetterKind.TURNOVER_CALL, CALL_OF_ENDED),
    "turnover_reminder": (LetterKind.TURNOVER_REMINDER, REMINDER),
    "turnover_reminder_before": (LetterKind.TURNOVER_REMINDER, REMINDER_BEFORE),
    "turnover_reminder_moved": (LetterKind.TURNOVER_REMINDER, REMINDER_MOVED),
    "turnover_reminder_of_event": (LetterKind.TURNOVER_REMINDER, REMINDER_OF_EVENT),
    "fee_decision": (LetterKind.FEE_DECISION, DECISION),
    "fee_decision_minimum": (LetterKind.FEE_DECISION, MINIMUM),
    "fee_decision_reduced": (LetterKind.FEE_DECISION, REDUCED),
    "fee_decision_waived": (LetterKind.FEE_DECISION, WAIVED),
    "fee_decision_estimated": (LetterKind.FEE_DECISION, ESTIMATED),
    "fee_decision_settlement": (LetterKind.FEE_DECISION, SEPARATE_CLAIM),
    "fee_decision_credit": (LetterKind.FEE_DECISION, CREDIT),
    "fee_decision_arrears": (LetterKind.FEE_DECISION, ARREARS),
    "fee_decision_occasion": (LetterKind.FEE_DECISION, OCCASION),
    "fee_decision_ambulatory": (LetterKind.FEE_DECISION, AMBULATORY),
    "payment_reminder": (LetterKind.PAYMENT_REMINDER, PAYMENT),
    "payment_reminder_part": (LetterKind.PAYMENT_REMINDER, PART_PAID),
    "payment_reminder_of_event": (LetterKind.PAYMENT_REMINDER, PAYMENT_OF_EVENT),
    "points_notice": (LetterKind.POINTS_NOTICE, NOTICE),
    "points_notice_missing": (LetterKind.POINTS_NOTICE, NOTICE_MISSING),
    "points_notice_payment": (LetterKind.POINTS_NOTICE, NOTICE_OF_PAYMENT),
    "points_notice_late_payment": (LetterKind.POINTS_NOTICE, NOTICE_OF_LATE_PAYMENT),
}
