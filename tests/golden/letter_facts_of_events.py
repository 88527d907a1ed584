"""The facts of the letters about events: an invented market tent, a wedding, and a party with tickets."""

from dataclasses import replace
from datetime import date

from app.letters.facts import Condition, DelegatedDecision, LetterKind, Signatory
from app.letters.facts_of_events import FeeLineText, OccasionLetter, OccasionTime
from app.letters.facts_of_kinds import LetterFacts

CASEWORKER = Signatory("Ingrid Demo Sæther", "saksbehandler")
WEEKDAYS = ("Tirsdag 16. februar", "Onsdag 17. februar", "Torsdag 18. februar")
WEEKEND = ("Fredag 19. februar", "Lørdag 20. februar")

MARKET = OccasionLetter(
    municipality="Røros kommune",
    case_number="2026/0143",
    outcome="grant",
    received_on=date(2026, 11, 23),
    decided_on=date(2026, 12, 14),
    licence_kind="serving",
    licence_type="single_occasion",
    event="Rørosmartnan, telt på Bergmannsplassen",
    holder="Malmklang Arrangement AS",
    organisation_number="923609016",
    venue_name="Bergmannsplassen",
    venue_address="Bergmannsplassen 901, 7374 Røros",
    first_day=date(2027, 2, 16),
    last_day=date(2027, 2, 20),
    times=(
        *(OccasionTime(day, "Telt 1 og Telt 2", "12.00–01.00") for day in WEEKDAYS),
        *(OccasionTime(day, "Telt 1 og Telt 2", "12.00–02.00") for day in WEEKEND),
    ),
    legal_basis=("alkoholloven § 1-6 andre ledd", "§ 1-7", "§ 1-7a", "§ 4-2", "§ 4-4"),
    reasons=(
        "Styrer og stedfortreder skal være over 20 år (alkoholloven § 1-7c). Kravet er oppfylt. Dette er et"
        " åpent arrangement, for det selges billetter.",
        "Politiet og NAV har ikke merknader til søknaden.",
        "Tidene dere har søkt om, ligger innenfor loven og kommunens forskrift.",
    ),
    decided_by=DelegatedDecision((CASEWORKER,), "delegasjonsreglementet punkt 4.5"),
    complaint_body="Statsforvalteren i Trøndelag",
    caseworker=CASEWORKER,
    responsible=CASEWORKER,
    groups=(1, 2),
    audience="general",
    licence_number="ENK-2026-0007",
    guests=250,
    age_limit=18,
    guards=4,
    manager="Eir Malmdal",
    deputies=("Ásta Čáhci",),
    conditions=(Condition(1, "Det er fire ordensvakter på plassen fra kl. 20.00 til teltene er tømt."),),
    fee_ore=120000,
    fee_invented=True,
    turnover_due_on=date(2027, 3, 8),
    wholesale="allowed",
    internal_control="required",
    policy="Alkoholpolitiske retningslinjer 2024–2028",
)
IN_PART = replace(
    MARKET,
    outcome="part_grant",
    refused_parts=("for tiden etter kl. 01.00 tirsdag 16. februar–torsdag 18. februar",),
    wholesale="tests_missing",
    internal_control="waived",
    conditions=(Condition(1, "Branntilsynet har godkjent teltene.", "Kopi av godkjenningen", True),),
)
WEDDING = replace(
    MARKET,
    licence_type="ambulatory",
    event="Bryllup på Galåen",
    holder="Kari Demo Snøfonn",
    organisation_number=None,
    venue_name="Grendehuset på Galåen",
    venue_address="Galåveien 951, 7374 Røros",
    first_day=date(2026, 12, 19),
    last_day=date(2026, 12, 19),
    times=(
        OccasionTime("Lørdag 19. desember", "Storsalen", "12.00–01.00", "Gruppe 1 og 2"),
        OccasionTime("Lørdag 19. desember", "Storsalen", "13.00–01.00", "Gruppe 3"),
    ),
    legal_basis=("alkoholloven § 1-6 andre ledd", "§ 1-7", "§ 1-7a", "§ 4-5", "§ 4-4"),
    reasons=(),
    groups=(1, 2, 3),
    audience="closed_company",
    licence_number="AMB-2026-0003",
    guests=80,
    age_limit=None,
    guards=None,
    conditions=(),
    fee_ore=44000,
    turnover_due_on=date(2027, 1, 4),
    wholesale="never",
    internal_control="not_required",
)
BALL = replace(
    WEDDING,
    outcome="refuse",
    event="Nyttårsball med billetter",
    reasons=(
        "Ambulerende bevilling gjelder bare skjenking i sluttet selskap. Det selges billetter til ballet, så"
        " dette er et åpent arrangement.",
    ),
    licence_number=None,
    fee_ore=None,
    turnover_due_on=None,
    main_reason="at ambulerende bevilling bare kan brukes i sluttet selskap, og dette er et åpent"
    " arrangement",
)
WITH_LINES = replace(
    MARKET,
    fee_ore=76_000,
    fee_invented=False,
    fee_lines=(FeeLineText("Takst for høyst 300 gjester", "660,00"), FeeLineText("Behandling", "100,00")),
    fee_rule="regel R-16 (retningslinjene punkt 4.2)",
)
BY_LITRES = replace(
    MARKET,
    fee_ore=None,
    fee_invented=False,
    fee_awaits="Gebyret fastsettes når omsetningsoppgaven er kommet: 500,00 kr og satsen for hver liter.",
    fee_rule="regel R-16 (retningslinjene punkt 4.2)",
)

EVENT_LETTERS: dict[str, tuple[LetterKind, LetterFacts]] = {
    "occasion_grant": (LetterKind.OCCASION_GRANT, MARKET),
    "occasion_part_grant": (LetterKind.OCCASION_GRANT, IN_PART),
    "occasion_ambulatory": (LetterKind.OCCASION_GRANT, WEDDING),
    "occasion_fee_lines": (LetterKind.OCCASION_GRANT, WITH_LINES),
    "occasion_fee_by_litres": (LetterKind.OCCASION_GRANT, BY_LITRES),
    "occasion_refusal": (LetterKind.OCCASION_REFUSAL, BALL),
    "occasion_dismissal": (LetterKind.OCCASION_REFUSAL, replace(BALL, outcome="dismiss")),
}
