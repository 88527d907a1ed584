"""The facts of one letter of each kind: an invented case in an invented place."""

from dataclasses import replace
from datetime import date

from app.letters.drawing import LetterMeta, LetterStatus
from app.letters.facts import (
    AnnexPerson,
    BodyDecision,
    Condition,
    DecisionLetter,
    DelegatedDecision,
    HoursRow,
    Letterhead,
    LetterKind,
    MissingItem,
    MissingItemsLetter,
    PresentationLetter,
    ReceiptLetter,
    Recipient,
    Signatory,
    StatementAnnex,
    StatementRequest,
)
from app.letters.facts_of_kinds import LetterFacts
from tests.golden.letter_facts_of_billing import LETTERS_OF_BILLING
from tests.golden.letter_facts_of_endings import ENDING_LETTERS
from tests.golden.letter_facts_of_events import EVENT_LETTERS
from tests.golden.letter_facts_of_people import PEOPLE_LETTERS
from tests.golden.letter_facts_of_spending import LETTERS_OF_SPENDING

CASEWORKER = Signatory("Ingrid Demo Sæther", "saksbehandler")
DECIDER = Signatory("Torstein Demo Ås", "enhetsleder")

LETTERHEAD = Letterhead(
    municipality="Røros kommune",
    unit="Bevilling og skjenkesaker",
    postal_address=("Bergmannsgata 23", "7374 Røros"),
    phone="72 41 94 00",
    email="postmottak@example.no",
    organisation_number="940898862",
    website="www.example.no",
)
RECIPIENT = Recipient("Gruvelykta AS", ("c/o Eir Malmdal", "Kjerkgata 999", "7374 Røros"), "923609016")
POLICE = Recipient("Trøndelag politidistrikt", ("Forvaltning", "Postboks 2475 Torgarden", "7005 Trondheim"))

HOURS = (
    HoursRow("Søndag til torsdag", "10.00–01.00", "10.00–23.00", "Gruppe 1 og 2"),
    HoursRow("Søndag til torsdag", "13.00–01.00", "13.00–23.00", "Gruppe 3"),
    HoursRow("Fredag og lørdag", "10.00–02.00", "10.00–23.00", "Gruppe 1 og 2"),
    HoursRow("Fredag og lørdag", "13.00–02.00", "13.00–23.00", "Gruppe 3"),
)

GRANT = DecisionLetter(
    municipality="Røros kommune",
    case_number="2026/0143",
    received_on=date(2026, 11, 23),
    decided_on=date(2027, 1, 18),
    licence_kind="serving",
    holder="Gruvelykta AS",
    organisation_number="923609016",
    venue_name="Gruvelykta",
    venue_address="Kjerkgata 999, 7374 Røros",
    legal_basis=("alkoholloven § 1-6", "§ 1-7", "§ 1-7a", "§ 4-2"),
    reasons=(
        "Politiet og NAV har ikke merknader til søknaden. Styrer og stedfortreder er over 20 år og har "
        "bestått kunnskapsprøven for skjenking.",
        "Det er ledig plass under taket på 38 skjenkebevillinger. Stedet er et spisested med mat til hele "
        "åpningstiden, og det passer med retningslinjene for sentrum.",
    ),
    decided_by=DelegatedDecision((DECIDER, CASEWORKER), "delegasjonsreglementet punkt 4.2"),
    complaint_body="Statsforvalteren i Trøndelag",
    caseworker=CASEWORKER,
    responsible=DECIDER,
    groups=(1, 2, 3),
    audience="general",
    category="Spisested",
    concept="Restaurant med lokal mat, 60 sitteplasser inne og 24 ute",
    rooms=("spisesal", "bar i første etasje"),
    outdoor_areas=("bakgård mot Kjerkgata",),
    drawing="Plantegning datert 12. oktober 2026",
    hours=HOURS,
    licence_number="R-2027-004",
    last_day=date(2028, 9, 30),
    manager="Eir Malmdal",
    deputies=("Ásta Čáhci",),
    conditions=(
        Condition(1, "Lokalet skal ha ferdigattest.", "Ferdigattest eller midlertidig brukstillatelse", True),
        Condition(2, "Stedet skal være registrert hos Mattilsynet.", "Kvittering fra Mattilsynet", True),
        Condition(3, "Vakt med godkjenning skal være til stede fredag og lørdag fra kl. 22.00."),
        Condition(
            4, "De som skjenker, skal ha kurs i ansvarlig vertskap.", "Kursbevis", due_on=date(2027, 1, 22)
        ),
    ),
    minimum_fee_ore=660000,
    fee_year=2026,
    policy="alkoholpolitiske retningslinjer for Røros og Holtålen 2024–2028",
    copies=("Trøndelag politidistrikt", "Skatteetaten"),
)

PART_GRANT = replace(
    GRANT,
    groups=(1, 2),
    hours=(
        HoursRow("Søndag til torsdag", "10.00–01.00", "10.00–23.00"),
        HoursRow("Fredag og lørdag", "10.00–02.00", "10.00–23.00"),
    ),
    refused_parts=("for gruppe 3", "for skjenking ute etter kl. 23.00"),
    reasons=(
        "Dere søkte om gruppe 1, 2 og 3, og om å skjenke ute til kl. 01.00.",
        "Retningslinjene åpner ikke for gruppe 3 på steder uten eget kjøkken. Uteområdet ligger 20 meter fra "
        "boliger. Hensynet til naboene veier tyngre enn ønsket om lengre tid ute (alkoholloven § 1-7a).",
    ),
    decided_by=BodyDecision(
        "Formannskapet",
        date(2027, 1, 14),
        "PS 4/27",
        (
            "Gruvelykta AS gis skjenkebevilling for gruppe 1 og 2 til og med 30. september 2028.",
            "Skjenking ute avsluttes kl. 23.00 alle dager.",
        ),
    ),
    conditions=(),
    deputies=(),
    deputy_waived=True,
)

LICENCE_DOCUMENT = replace(GRANT, usable_from=date(2027, 2, 1), responsible=CASEWORKER)

REFUSAL = replace(
    GRANT,
    last_day=None,
    licence_number=None,
    conditions=(),
    main_reason="at taket på 38 skjenkebevillinger er nådd",
    legal_basis=("alkoholloven § 1-7", "§ 1-7a"),
    reasons=(
        "Kommunestyret har satt et tak på 38 skjenkebevillinger. Den dagen vi avgjorde saken, "
        "var alle i bruk.",
        "Vi har vurdert om det er grunn til å gå ut over taket i denne saken. Stedet har et godt opplegg, og "
        "styreren har lang erfaring. I samme gate er det likevel fem skjenkesteder fra før, og politiet "
        "har pekt på uro i helgene. Vi mener derfor at det ikke er grunn til å gjøre unntak.",
    ),
    copies=(),
)

DISMISSAL = replace(
    REFUSAL,
    main_reason="at søkeren ikke er den som skal drive stedet",
    legal_basis=("alkoholloven § 1-4b",),
    reasons=("Bevillingen skal gis til den som virksomheten drives for regning av.",),
    decided_by=DelegatedDecision((DECIDER,), "delegasjonsreglementet punkt 4.1"),
)

REFUSAL_BY_GUIDELINES = replace(
    REFUSAL,
    main_reason="at slike steder vanligvis ikke får bevilling etter kommunens retningslinjer",
    reasons=(
        "Retningslinjene punkt 5 sier: Øyer i kjøpesentre får normalt ikke skjenkebevilling. Vi har vurdert"
        " om det er en særlig grunn til å fravike regelen, og mener at det ikke er det.",
        "Vi har sett på alle sider av saken samlet (alkoholloven § 1-7a), og mener at søknaden ikke bør"
        " innvilges. Derfor avslår vi den.",
    ),
)

STATEMENT_REQUEST = StatementRequest(
    municipality="Røros kommune",
    case_number="2026/0143",
    body="police",
    questions=("conduct_holder", "conduct_manager", "place"),
    answer_by=date(2026, 12, 21),
    licence_kind="serving",
    with_serving_place_licence=True,
    holder="Gruvelykta AS",
    organisation_number="923609016",
    venue_name="Gruvelykta",
    venue_address="Kjerkgata 999, 7374 Røros",
    caseworker=CASEWORKER,
    received_on=date(2026, 11, 23),
    groups=(1, 2, 3),
    audience="general",
    category="Spisested",
    concept="Restaurant med lokal mat, 60 sitteplasser inne og 24 ute",
    rooms=("spisesal", "bar i første etasje"),
    outdoor_areas=("bakgård mot Kjerkgata",),
    hours=HOURS,
)
STATEMENT_REQUEST_NAV = replace(
    STATEMENT_REQUEST,
    body="social_service",
    questions=("place",),
    with_serving_place_licence=False,
    answer_email="nav@example.no",
)
STATEMENT_REQUEST_TAX = replace(STATEMENT_REQUEST, body="tax", questions=("conduct_holder",))

# Synthetic numbers (month + 80): they belong to nobody.
STATEMENT_ANNEX = StatementAnnex(
    municipality="Røros kommune",
    case_number="2026/0143",
    holder="Gruvelykta AS",
    organisation_number="923609016",
    venue_name="Gruvelykta",
    persons=(
        AnnexPerson("Eir Malmdal", "Styrer, daglig leder, eier 60 %", "15878712345"),
        AnnexPerson("Ásta Čáhci", "Stedfortreder", "02919054321"),
    ),
)

RECEIPT = ReceiptLetter(
    municipality="Røros kommune",
    case_number="2026/0143",
    licence_kind="serving",
    venue_name="Gruvelykta",
    caseworker=CASEWORKER,
    received_on=date(2026, 11, 23),
    missing=(
        MissingItem("Leiekontrakt for lokalet"),
        MissingItem("Plantegning med skjenkearealet merket av"),
    ),
    answer_by=date(2026, 12, 7),
)
MISSING_ITEMS = MissingItemsLetter(
    municipality="Røros kommune",
    case_number="2026/0143",
    licence_kind="serving",
    venue_name="Gruvelykta",
    caseworker=CASEWORKER,
    items=(
        MissingItem("Leiekontrakt for lokalet", "Vi må vite at dere har rett til å bruke lokalet."),
        MissingItem("Kunnskapsprøve for stedfortreder"),
    ),
    answer_by=date(2026, 12, 7),
)
PRESENTATION = PresentationLetter(
    municipality="Røros kommune",
    case_number="2026/0143",
    licence_kind="serving",
    venue_name="Gruvelykta",
    caseworker=CASEWORKER,
    body_name="Skatteetaten",
    received_on=date(2026, 12, 14),
    remarks=("Restanse på 84 300 kroner i merverdiavgift, forfalt 10. oktober 2026.",),
    answer_by=date(2026, 12, 28),
)

# Every golden letter: its file name, its kind and its facts.
GRANT_OF_SALE = replace(
    GRANT,
    licence_kind="sale",
    venue_name="Brekken Nærbutikk",
    groups=(1,),
    audience=None,
    category="Dagligvarebutikk",
    concept=None,
    outdoor_areas=(),
    rooms=("butikklokalet",),
    hours=(
        HoursRow("Mandag til fredag", "08.00–20.00"),
        HoursRow("Lørdag og dager før helligdager", "08.00–18.00"),
    ),
    conditions=(),
    reasons=(),
    minimum_fee_ore=213000,
    decided_by=DelegatedDecision((DECIDER,), "delegasjonsreglementet punkt 4.1"),
    legal_basis=("alkoholloven § 1-6", "§ 1-7", "§ 3-1"),
)

LETTERS: dict[str, tuple[LetterKind, LetterFacts]] = {
    "grant": (LetterKind.GRANT, GRANT),
    "grant_for_a_season": (
        LetterKind.GRANT,
        replace(
            GRANT,
            licence_type="seasonal",
            season="15. juli til 15. august",
            extensions=("egen tilvirkning",),
            first_day=date(2027, 7, 15),
        ),
    ),
    "grant_of_farm_sale": (
        LetterKind.GRANT,
        replace(
            GRANT_OF_SALE,
            venue_name="Galåvolden gård",
            groups=(1, 2),
            category="Gård",
            rooms=("gårdsbutikken",),
            extensions=("gårdssalg av gruppe 2",),
            legal_basis=("alkoholloven § 1-6", "§ 1-7", "§ 3-1", "§ 3-1b"),
        ),
    ),
    "grant_of_an_outlet": (
        LetterKind.GRANT,
        replace(
            GRANT_OF_SALE,
            licence_type="outlet",
            holder="AS Vinmonopolet",
            venue_name="Vinmonopolet Røros",
            groups=(2, 3),
            category="Faghandel",
            rooms=("utsalget",),
            hours=(
                HoursRow("Mandag til fredag", "08.30–18.00"),
                HoursRow("Lørdag og dager før helligdager", "10.00–16.00"),
            ),
            manager=None,
            deputies=(),
            pays_fee=False,
            minimum_fee_ore=None,
            legal_basis=("alkoholloven § 1-6", "§ 1-7", "§ 3-1", "§ 3-3", "§ 3-4"),
        ),
    ),
    "grant_of_sale": (LetterKind.GRANT, GRANT_OF_SALE),
    "part_grant": (LetterKind.PART_GRANT, PART_GRANT),
    "refusal": (LetterKind.REFUSAL, REFUSAL),
    "refusal_by_guidelines": (LetterKind.REFUSAL, REFUSAL_BY_GUIDELINES),
    "dismissal": (LetterKind.DISMISSAL, DISMISSAL),
    "licence_document": (LetterKind.LICENCE_DOCUMENT, LICENCE_DOCUMENT),
    "licence_document_by_body": (
        LetterKind.LICENCE_DOCUMENT,
        replace(PART_GRANT, usable_from=date(2027, 2, 1), responsible=CASEWORKER),
    ),
    "statement_request_police": (LetterKind.STATEMENT_REQUEST, STATEMENT_REQUEST),
    "statement_request_social_service": (LetterKind.STATEMENT_REQUEST, STATEMENT_REQUEST_NAV),
    "statement_request_tax": (LetterKind.STATEMENT_REQUEST, STATEMENT_REQUEST_TAX),
    "statement_annex": (LetterKind.STATEMENT_ANNEX, STATEMENT_ANNEX),
    "receipt": (LetterKind.RECEIPT, RECEIPT),
    "missing_items": (LetterKind.MISSING_ITEMS, MISSING_ITEMS),
    "presentation": (LetterKind.PRESENTATION, PRESENTATION),
    **PEOPLE_LETTERS,
    **ENDING_LETTERS,
    **EVENT_LETTERS,
    **LETTERS_OF_BILLING,
    **LETTERS_OF_SPENDING,
}

FINAL = LetterMeta(
    case_number="2026/0143",
    letter_date=date(2027, 1, 18),
    status=LetterStatus.FINAL,
    caseworker=CASEWORKER.name,
    your_reference=None,
)
DRAFT = replace(FINAL, status=LetterStatus.DRAFT, demo=True)
SHIELDED = replace(FINAL, access_code="offl. § 13 jf. fvl. § 13")
