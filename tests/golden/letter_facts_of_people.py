"""The facts of the letters about people of licences, as the agreed texts tell them."""

from dataclasses import replace
from datetime import date

from app.letters.facts import DelegatedDecision, LetterKind, Signatory, StatementRequest
from app.letters.facts_of_changes import LeavingPerson, NamedLicence, NamedPerson, PeopleLetter
from app.letters.facts_of_kinds import LetterFacts

CASEWORKER = Signatory("Ingrid Demo Sæther", "saksbehandler")
DECIDER = Signatory("Torstein Demo Ås", "enhetsleder")

APPROVAL = PeopleLetter(
    municipality="Røros kommune",
    case_number="2026/0143",
    received_on=date(2026, 11, 23),
    decided_on=date(2026, 12, 14),
    holder="Gruvelykta AS",
    organisation_number="923609016",
    venue_name="Gruvelykta",
    licences=(
        NamedLicence("sale", "SAL-2024-0003", "Gruvelykta"),
        NamedLicence("serving", "SKJ-2024-0011", "Gruvelykta"),
        NamedLicence("serving", "SKJ-2024-0012", "Gruvelykta"),
    ),
    people=(NamedPerson("Eir Malmdal", "manager"),),
    first_day=date(2026, 12, 14),
    legal_basis=("alkoholloven § 1-7", "§ 1-7c"),
    reasons=(
        "Styrer og stedfortreder skal være over 20 år, ha bestått prøve for salg og skjenking og arbeide på "
        "stedet eller eie det (alkoholloven § 1-7c). Den dere har søkt om, oppfyller kravene.",
        "Politiet har ikke merknader til søknaden.",
        "Derfor godkjenner vi søknaden.",
    ),
    decided_by=DelegatedDecision((CASEWORKER,), "delegasjonsreglementet punkt 4.3"),
    complaint_body="kommunens egen klagenemnd",
    caseworker=CASEWORKER,
    responsible=CASEWORKER,
    leaving=(LeavingPerson("Ásta Čáhci", "manager", date(2026, 11, 22)),),
)
REFUSAL = replace(
    APPROVAL,
    reasons=(
        "Styrer skal være over 20 år (alkoholloven § 1-7c). Kravet er ikke oppfylt.",
        "Kommunen kan ikke godkjenne en person når et krav i loven ikke er oppfylt. Derfor avslår vi "
        "søknaden.",
    ),
    main_reason="at styrer ikke oppfyller kravet om å være over 20 år",
    without_manager_from=date(2026, 11, 23),
    deputy_covers=True,
    decided_by=DelegatedDecision((DECIDER, CASEWORKER), None),
    responsible=DECIDER,
)
INFLUENCE = replace(
    APPROVAL,
    licences=APPROVAL.licences[:1],
    people=(NamedPerson("Eir Malmdal", "influence"),),
    legal_basis=("alkoholloven § 1-7", "§ 1-7b"),
    reasons=(
        "Personer med vesentlig innflytelse på virksomheten må ha uklanderlig vandel (alkoholloven § 1-7b).",
        "Politiet og Skatteetaten har ikke merknader til søknaden.",
        "Derfor godkjenner vi søknaden.",
    ),
    leaving=(),
)
INFLUENCE_REFUSED = replace(
    INFLUENCE,
    licences=(
        NamedLicence("serving", "SKJ-2024-0011", "Gruvelykta"),
        NamedLicence("serving", "SKJ-2025-0002", "Kaffestugu"),
    ),
    reasons=(
        "Vi har vurdert opplysningene vi har fått, og mener at kravet til vandel ikke er oppfylt "
        "(alkoholloven § 1-7b).",
    ),
    main_reason="at kravet til vandel ikke er oppfylt",
    may_be_withdrawn=True,
)
REQUEST = StatementRequest(
    municipality="Røros kommune",
    case_number="2026/0143",
    body="police",
    questions=("conduct_manager",),
    answer_by=date(2026, 12, 21),
    licence_kind="serving",
    with_serving_place_licence=False,
    holder="Gruvelykta AS",
    organisation_number="923609016",
    venue_name="Gruvelykta",
    venue_address="Kjerkgata 999, 7374 Røros",
    caseworker=CASEWORKER,
    received_on=date(2026, 11, 23),
    groups=(1, 2, 3),
    category="Spisested",
    change="managers",
)

PEOPLE_LETTERS: dict[str, tuple[LetterKind, LetterFacts]] = {
    "people_approval": (LetterKind.PEOPLE_APPROVAL, APPROVAL),
    "people_approval_without_manager": (
        LetterKind.PEOPLE_APPROVAL,
        replace(
            APPROVAL,
            licences=APPROVAL.licences[1:2],
            people=(NamedPerson("Eir Malmdal", "deputy"), NamedPerson("Nils Malmdal", "deputy")),
            without_manager_from=date(2026, 11, 23),
            deputy_covers=True,
        ),
    ),
    "people_approval_influence": (LetterKind.PEOPLE_APPROVAL, INFLUENCE),
    "people_refusal": (LetterKind.PEOPLE_REFUSAL, REFUSAL),
    "people_refusal_influence": (LetterKind.PEOPLE_REFUSAL, INFLUENCE_REFUSED),
    "statement_request_new_manager": (LetterKind.STATEMENT_REQUEST, REQUEST),
}
