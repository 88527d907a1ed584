"""The facts of the agreed letters about earmarked money."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.letters.facts import LetterKind, Signatory
from app.letters.facts_of_kinds import LetterFacts
from app.letters.facts_of_spending import (
    ConsultedInLetter,
    ShareClaimLetter,
    SpendingGrantLetter,
    SpendingRefusalLetter,
)

COORDINATOR = Signatory("Kari Holm", "rusforebyggende koordinator")
ABOUT: dict[str, Any] = {
    "municipality": "Røros kommune",
    "number": "2026/3",
    "applicant": "Ungdommens Hus (oppdiktet)",
    "organisation_number": "923609016",
    "title": "Rusfri konsert på Ungdommens Hus",
    "received_on": date(2026, 11, 10),
    "asked_ore": 1_200_000,
    "decided_on": date(2026, 11, 27),
    "year": 2026,
    "earmark": "Tiltak mot nyrekruttering",
    "purpose": "Hindre nyrekruttering til rusmiljøene",
    "council_body": "Kommunestyret",
    "council_decided_on": date(2023, 12, 14),
    "council_case_number": "PS 88/23",
    "decided_by": Signatory("Per Aas", "helse- og sosialsjef"),
    "reasons": ("Konserten gir ungdom et rusfritt tilbud en helg der mange ellers er ute.",),
    "consulted": (
        ConsultedInLetter("Oppvekstetaten", "supports"),
        ConsultedInLetter("Videregående skole", "remarks"),
        ConsultedInLetter("Helsestasjon for ungdom", "no_answer"),
    ),
    "complaint_body": "kommunens egen klagenemnd",
    "caseworker": COORDINATOR,
}
SPENDING_GRANT = SpendingGrantLetter(
    **ABOUT,
    amount_ore=1_200_000,
    conditions=("Konserten er åpen for all ungdom i kommunen.", "Det serveres ikke alkohol."),
    report_due_on=date(2027, 1, 31),
    has_account=True,
)
SPENDING_REFUSAL = SpendingRefusalLetter(
    **ABOUT
    | {
        "title": "Nytt lydanlegg til puben",
        "reasons": (
            "Midlene er øremerket tiltak mot nyrekruttering. Et lydanlegg til en pub treffer ikke formålet.",
        ),
        "consulted": (),
    }
)
SHARE_CLAIM = ShareClaimLetter(
    municipality="Røros kommune",
    number="2026/4",
    title="Foreldremøte for åttende trinn",
    debtor="Holtålen kommune",
    debtor_id=2,
    amount_ore=400_000,
    share_ore=400_000,
    paid_ore=800_000,
    paid_on=date(2026, 12, 4),
    voucher="30017788",
    payee="Foredragsholder (oppdiktet)",
    earmark="Tiltak mot nyrekruttering",
    purpose="Hindre nyrekruttering til rusmiljøene",
    council_body="Kommunestyret",
    council_decided_on=date(2023, 12, 21),
    council_case_number="PS 61/23",
    key_basis="halvparten hver",
    accepted_as="helse- og omsorgssjef",
    accepted_on=date(2026, 11, 30),
    caseworker=COORDINATOR,
)

LETTERS_OF_SPENDING: dict[str, tuple[LetterKind, LetterFacts]] = {
    "spending_grant": (LetterKind.SPENDING_GRANT, SPENDING_GRANT),
    "spending_grant_in_part": (
        LetterKind.SPENDING_GRANT,
        replace(
            SPENDING_GRANT,
            asked_ore=2_000_000,
            amount_ore=1_550_000,
            conditions=(),
            report_due_on=None,
            has_account=False,
            organisation_number=None,
        ),
    ),
    "spending_grant_without_reasons": (
        LetterKind.SPENDING_GRANT,
        replace(SPENDING_GRANT, reasons=(), consulted=()),
    ),
    "spending_grant_of_bound_money": (
        LetterKind.SPENDING_GRANT,
        replace(SPENDING_GRANT, bound_by="tilskuddsbrev fra fylkeskommunen 3. februar 2026 (oppdiktet)"),
    ),
    "spending_refusal": (LetterKind.SPENDING_REFUSAL, SPENDING_REFUSAL),
    "share_claim": (LetterKind.SHARE_CLAIM, SHARE_CLAIM),
}
