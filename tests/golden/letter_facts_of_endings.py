"""The facts of the agreed letters about transfers, endings and changes of terms."""

from dataclasses import replace
from datetime import date

from app.letters.facts import DelegatedDecision, HoursRow, LetterKind, Signatory
from app.letters.facts_of_endings import EndedLicence, EndingLetter, TransferNotice
from app.letters.facts_of_kinds import LetterFacts
from app.letters.facts_of_terms import TermsLetter

CASEWORKER = Signatory("Kari Holm", "saksbehandler")
DECIDER = Signatory("Per Aas", "kommunalsjef")

TRANSFER = TransferNotice(
    municipality="Røros kommune",
    case_number="2026/0151",
    caseworker=CASEWORKER,
    licence_kind="serving",
    licence_number="SKJ-2024-0007",
    venue_name="Gruvelykta",
    old_holder="Gruvelykta AS",
    new_holder="Malmgata Drift AS",
    to_new_holder=True,
    agreed_on=date(2026, 11, 2),
    taken_over_on=date(2026, 12, 1),
    effect="runs_until",
    alcohol_apply_by=date(2026, 12, 31),
    place_apply_by=date(2026, 12, 2),
    run_until=date(2027, 3, 1),
    told_on=date(2026, 12, 1),
    applied_on=date(2026, 12, 1),
    place_applied_on=date(2026, 12, 2),
)
ENDING = EndingLetter(
    municipality="Røros kommune",
    case_number="2026/0152",
    caseworker=CASEWORKER,
    holder="Malmklang Bar AS",
    reason="bankruptcy",
    happened_on=date(2026, 12, 1),
    licences=(EndedLicence("SKJ-2024-0009", "serving", "Malmklang", date(2026, 11, 30)),),
    runs_on=False,
    place_effect="ask",
)
ONCE = TermsLetter(
    municipality="Røros kommune",
    case_number="2027/0012",
    received_on=date(2027, 1, 11),
    decided_on=date(2027, 1, 20),
    change="hours_once",
    licence_kind="serving",
    licence_number="SKJ-2024-0007",
    holder="Gruvelykta AS",
    organisation_number="923609016",
    venue_name="Gruvelykta",
    venue_address="Bergmannsgata 12, 7374 Røros",
    legal_basis=("alkoholloven § 1-7a", "alkoholloven § 4-4 tredje ledd"),
    reasons=("Under Rørosmartnan er det mange gjester i sentrum.", "Naboene har krav på ro i ukedagene."),
    decided_by=DelegatedDecision((DECIDER, CASEWORKER), "delegasjonsreglementet punkt 4.2"),
    complaint_body="Statsforvalteren i Trøndelag",
    caseworker=CASEWORKER,
    responsible=DECIDER,
    first_day=date(2027, 2, 19),
    days=(date(2027, 2, 19), date(2027, 2, 20)),
    last_day=date(2028, 9, 30),
    hours=(HoursRow("Fredag og lørdag", "11.00–02.30"),),
    refused_parts=("for skjenking inne etter kl. 02.30",),
    policy="retningslinjene for salg og skjenking 2024–2028",
)
AREA = replace(
    ONCE,
    change="area",
    days=(),
    first_day=date(2027, 5, 1),
    legal_basis=("alkoholloven § 1-7a", "alkoholloven § 4-2"),
    outdoor_areas=("Torget foran huset",),
    hours=(HoursRow("Alle dager", "11.00–23.00"),),
    reasons=(),
    refused_parts=(),
)
REFUSED = replace(
    ONCE,
    hours=(HoursRow("Fredag og lørdag", "11.00–03.00"),),
    refused_parts=(),
    main_reason="at naboene har klaget på støy etter stengetid de to siste årene",
)

ENDING_LETTERS: dict[str, tuple[LetterKind, LetterFacts]] = {
    "transfer_notice": (LetterKind.TRANSFER_NOTICE, TRANSFER),
    "transfer_notice_awaited": (
        LetterKind.TRANSFER_NOTICE,
        replace(
            TRANSFER,
            to_new_holder=False,
            effect="awaits_application",
            run_until=date(2026, 12, 31),
            told_on=None,
            applied_on=None,
            place_applied_on=None,
        ),
    ),
    "transfer_notice_extended": (
        LetterKind.TRANSFER_NOTICE,
        replace(
            TRANSFER,
            extended_until=date(2027, 4, 1),
            extension_reasons=("Politiet har bedt om mer tid.",),
            decided_on=date(2027, 2, 15),
            extended_by=DECIDER,
            complaint_body="kommunens egen klagenemnd",
        ),
    ),
    "transfer_notice_lapsed": (
        LetterKind.TRANSFER_NOTICE,
        replace(TRANSFER, effect="lapses", run_until=date(2026, 11, 30), applied_on=None),
    ),
    "ending_bankruptcy": (LetterKind.ENDING, ENDING),
    "ending_surrender": (
        LetterKind.ENDING,
        replace(
            ENDING,
            reason="surrender",
            place_effect=None,
            licences=(EndedLicence("SKJ-2024-0009", "serving", "Malmklang", date(2026, 12, 31)),),
        ),
    ),
    "ending_death": (
        LetterKind.ENDING,
        replace(
            ENDING,
            reason="death",
            holder="Kari Prøve",
            runs_on=True,
            told_on=date(2026, 12, 3),
            licences=(EndedLicence("SKJ-2024-0009", "serving", "Malmklang", date(2027, 3, 1)),),
            place_effect="runs_until",
            place_last_day=date(2027, 12, 1),
        ),
    ),
    "change_grant_once_in_part": (LetterKind.CHANGE_GRANT, ONCE),
    "change_grant_area": (LetterKind.CHANGE_GRANT, AREA),
    "change_refusal": (LetterKind.CHANGE_REFUSAL, REFUSED),
}
