"""Labels: what each member of an enum is called on a page."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.letters.facts import LetterKind
from app.models.decision import ProposalState
from app.models.document import Direction
from app.models.event import EventType
from app.models.holder import HolderForm
from app.models.letter import Channel, LetterState
from app.models.municipality import LanguageForm
from app.models.statement import InquiryKind
from app.permissions import Role
from licensing import applicants
from licensing.assessment import FindingOutcome, ProposedOutcome, Strength
from licensing.cases import Act, AssessmentStanding, CaseState, LetterStanding
from licensing.days import DayKind, Holiday
from licensing.deadlines import ClockKind, ClockStatus
from licensing.decisions import CaseResult, ComplaintBody, DecisionOutcome, DelegationMode
from licensing.law import Statute
from licensing.licences import AreaKind, Attribute, Audience, Group, LicenceKind, Seller, VenueCategory
from licensing.statements import Answer, Body, Question, StatementState

# A lazy text: it becomes words when it is shown, in the language of the one who reads.
Text = Any

Labels = dict[type[Enum], Mapping[Any, Text]]

LABELS: Labels = {
    Role: {
        Role.CASEWORKER: _l("Saksbehandler"),
        Role.DECIDER: _l("Vedtaksansvarlig"),
        Role.MEETING_SECRETARY: _l("Møtesekretær"),
        Role.FINANCE: _l("Økonomi"),
        Role.INSPECTOR: _l("Kontrollør"),
        Role.PREVENTION_COORDINATOR: _l("SLT- og ruskoordinator"),
        Role.READER: _l("Lesetilgang"),
        Role.ADMINISTRATOR: _l("Administrator"),
    },
    CaseState: {
        CaseState.RECEIVED: _l("Mottatt"),
        CaseState.INCOMPLETE: _l("Mangler opplysninger"),
        CaseState.AWAITING_STATEMENTS: _l("Til uttalelse"),
        CaseState.READY: _l("Klar til vurdering"),
        CaseState.PROPOSED: _l("Forslag klart"),
        CaseState.AT_BODY: _l("Til politisk behandling"),
        CaseState.DECIDED: _l("Vedtatt – ikke sendt"),
        CaseState.SENT: _l("Vedtak sendt"),
        CaseState.GRANTED_NOT_USABLE: _l("Innvilget – kan ikke tas i bruk ennå"),
        CaseState.USABLE: _l("Kan tas i bruk"),
        CaseState.UNDER_COMPLAINT: _l("Under klagebehandling"),
        CaseState.CLOSED: _l("Avsluttet"),
    },
    Act: {
        Act.REQUEST_INFORMATION: _l("Etterspør opplysninger"),
        Act.RECEIVE_INFORMATION: _l("Registrer opplysninger"),
        Act.REQUEST_STATEMENTS: _l("Innhent uttalelser"),
        Act.RECORD_STATEMENT: _l("Registrer uttalelse"),
        Act.RECORD_SILENCE: _l("Registrer manglende svar"),
        Act.OVERRIDE_POLICE: _l("Gå videre uten svar fra politiet"),
        Act.PRESENT_TO_APPLICANT: _l("Legg fram for søker"),
        Act.RECORD_REPLY: _l("Registrer svar fra søker"),
        Act.ASSESS: _l("Vurder søknaden"),
        Act.PROPOSE: _l("Lag forslag til vedtak"),
        Act.RETURN_PROPOSAL: _l("Send forslaget tilbake"),
        Act.SEND_TO_BODY: _l("Send til politisk behandling"),
        Act.RECORD_BODY_DECISION: _l("Registrer politisk vedtak"),
        Act.DECIDE: _l("Fatt vedtak"),
        Act.RETRACT: _l("Registrer at søknaden er trukket"),
        Act.FINALISE_LETTER: _l("Ferdigstill brev"),
        Act.RECORD_DISPATCH: _l("Registrer utsending"),
        Act.RECORD_ARRIVAL: _l("Registrer at brevet er mottatt"),
        Act.ISSUE_DOCUMENT: _l("Utferdige bevillingsdokument"),
        Act.CLOSE: _l("Avslutt sak"),
    },
    DecisionOutcome: {
        DecisionOutcome.GRANT: _l("Innvilget"),
        DecisionOutcome.PART_GRANT: _l("Delvis innvilget"),
        DecisionOutcome.REFUSE: _l("Avslått"),
        DecisionOutcome.DISMISS: _l("Avvist"),
    },
    CaseResult: {
        CaseResult.GRANT: _l("Innvilget"),
        CaseResult.PART_GRANT: _l("Delvis innvilget"),
        CaseResult.REFUSE: _l("Avslått"),
        CaseResult.DISMISS: _l("Avvist"),
        CaseResult.RETRACTED: _l("Trukket"),
    },
    DelegationMode: {
        DelegationMode.ALONE: _l("Én person avgjør alene"),
        DelegationMode.TWO_PEOPLE: _l("Én foreslår, en annen avgjør"),
        DelegationMode.BODY: _l("Politisk organ avgjør"),
    },
    ComplaintBody: {
        ComplaintBody.STATE_GOVERNOR_LEGALITY: _l("Statsforvalteren, som prøver om vedtaket er lovlig"),
        ComplaintBody.STATE_GOVERNOR_FULL: _l("Statsforvalteren, som prøver alle sider av saken"),
        ComplaintBody.OWN_COMPLAINTS_BODY: _l("Kommunens klageorgan"),
    },
    ProposalState: {
        ProposalState.OPEN: _l("Venter på avgjørelse"),
        ProposalState.RETURNED: _l("Sendt tilbake"),
        ProposalState.DECIDED: _l("Avgjort"),
    },
    AssessmentStanding: {
        AssessmentStanding.NONE: _l("Ikke vurdert"),
        AssessmentStanding.STALE: _l("Må vurderes på nytt"),
        AssessmentStanding.CURRENT: _l("Vurdert"),
    },
    FindingOutcome: {
        FindingOutcome.OK: _l("I orden"),
        FindingOutcome.ASK: _l("Må avklares"),
        FindingOutcome.MISSING: _l("Mangler"),
        FindingOutcome.CONSIDER: _l("Må vurderes"),
        FindingOutcome.LATE: _l("For sent"),
        FindingOutcome.PARTLY: _l("Bare delvis"),
        FindingOutcome.REFUSE: _l("Taler for avslag"),
    },
    Strength: {
        Strength.LAW: _l("Krav i loven"),
        Strength.HARD: _l("Fast regel i retningslinjene"),
        Strength.DEFAULT: _l("Hovedregel"),
        Strength.CONDITION: _l("Vilkår"),
        Strength.FACTOR: _l("Moment i vurderingen"),
        Strength.INFO: _l("Til opplysning"),
    },
    ProposedOutcome: {
        ProposedOutcome.REFUSE: _l("Funnene taler for avslag"),
        ProposedOutcome.ASK: _l("Noe må avklares først"),
        ProposedOutcome.DISCRETION: _l("Må vurderes av saksbehandler"),
        ProposedOutcome.LATE: _l("For sent søkt"),
        ProposedOutcome.PARTLY: _l("Funnene taler for delvis innvilgelse"),
        ProposedOutcome.GRANT_WITH_CONDITIONS: _l("Funnene taler for innvilgelse med vilkår"),
        ProposedOutcome.GRANT: _l("Funnene taler for innvilgelse"),
    },
    LicenceKind: {
        LicenceKind.SALE: _l("Salgsbevilling"),
        LicenceKind.SERVING: _l("Skjenkebevilling"),
    },
    Group: {
        Group.ONE: _l("gruppe 1"),
        Group.TWO: _l("gruppe 2"),
        Group.THREE: _l("gruppe 3"),
    },
    Audience: {
        Audience.GENERAL: _l("Alminnelig skjenking"),
        Audience.CLOSED_COMPANY: _l("Sluttet selskap"),
    },
    AreaKind: {
        AreaKind.INDOOR: _l("Inne"),
        AreaKind.OUTDOOR: _l("Ute"),
    },
    Seller: {
        Seller.GROCERY: _l("Dagligvare"),
        Seller.PRODUCER: _l("Produsent"),
        Seller.VINMONOPOLET: _l("Vinmonopolet"),
    },
    VenueCategory: {
        VenueCategory.EATING_PLACE: _l("Spisested"),
        VenueCategory.CAFE: _l("Kafé"),
        VenueCategory.PUB_BAR: _l("Pub eller bar"),
        VenueCategory.NIGHTCLUB: _l("Nattklubb"),
        VenueCategory.HOTEL: _l("Hotell"),
        VenueCategory.PARTY_ROOM: _l("Selskapslokale"),
        VenueCategory.CULTURE: _l("Kulturhus"),
        VenueCategory.CINEMA: _l("Kino"),
        VenueCategory.SPORTS_VENUE: _l("Idrettsanlegg"),
        VenueCategory.LODGE: _l("Fjellstue eller camping"),
        VenueCategory.BOAT: _l("Båt"),
        VenueCategory.TRAIN: _l("Tog"),
        VenueCategory.FARM: _l("Gård"),
        VenueCategory.BREWERY: _l("Bryggeri"),
        VenueCategory.GROCERY: _l("Dagligvarebutikk"),
        VenueCategory.SPECIAL_SHOP: _l("Spesialbutikk"),
        VenueCategory.KIOSK: _l("Kiosk"),
        VenueCategory.PETROL_STATION: _l("Bensinstasjon"),
        VenueCategory.OTHER: _l("Annet"),
    },
    Attribute: {
        Attribute.GROUPS: _l("Grupper"),
        Attribute.AUDIENCE: _l("Hvem bevillingen gjelder for"),
        Attribute.CONCEPT: _l("Type virksomhet"),
        Attribute.ROOMS: _l("Lokaler"),
        Attribute.HOURS: _l("Tider"),
        Attribute.CONDITIONS: _l("Vilkår"),
        Attribute.MANAGER: _l("Styrer"),
        Attribute.DEPUTIES: _l("Stedfortredere"),
    },
    applicants.Role: {
        applicants.Role.HOLDER: _l("Bevillingshaver"),
        applicants.Role.INFLUENCE: _l("Person med vesentlig innflytelse"),
        applicants.Role.MANAGER: _l("Styrer"),
        applicants.Role.DEPUTY: _l("Stedfortreder"),
        applicants.Role.DAILY_MANAGER: _l("Daglig leder"),
    },
    applicants.ConductQuestion: {
        applicants.ConductQuestion.HOLDER: _l("Vandel: søker og personer med innflytelse"),
        applicants.ConductQuestion.MANAGER: _l("Vandel: styrer og stedfortreder"),
        applicants.ConductQuestion.SERVING_PLACE: _l("Vandel etter serveringsloven"),
    },
    applicants.ConductLaw: {
        applicants.ConductLaw.ALCOHOL: _l("Alkohollovgivningen"),
        applicants.ConductLaw.RELATED: _l("Lover med sammenheng med alkohollovens formål"),
        applicants.ConductLaw.TAX: _l("Skatte- og avgiftslovgivningen"),
        applicants.ConductLaw.ACCOUNTING: _l("Regnskapslovgivningen"),
        applicants.ConductLaw.CRIMINAL: _l("Straffelovgivningen"),
        applicants.ConductLaw.EQUALITY: _l("Likestillings- og diskrimineringsloven"),
        applicants.ConductLaw.OTHER: _l("Annen lovgivning"),
    },
    Body: {
        Body.POLICE: _l("Politiet"),
        Body.SOCIAL_SERVICE: _l("NAV (sosialtjenesten)"),
        Body.TAX: _l("Skatteetaten"),
    },
    Question: {
        Question.CONDUCT_HOLDER: _l("Vandel: søker og personer med innflytelse"),
        Question.CONDUCT_MANAGER: _l("Vandel: styrer og stedfortreder"),
        Question.PLACE: _l("Sted, konsept og tider"),
    },
    Answer: {
        Answer.NO_REMARK: _l("Ingen merknad"),
        Answer.REMARK: _l("Merknad"),
        Answer.AGAINST: _l("Fraråder"),
    },
    StatementState: {
        StatementState.NOT_ASKED: _l("Ikke spurt"),
        StatementState.WAITING: _l("Venter på svar"),
        StatementState.OVERDUE: _l("Over fristen"),
        StatementState.ANSWERED: _l("Besvart"),
        StatementState.SILENT: _l("Ikke svart innen fristen"),
        StatementState.OVERRIDDEN: _l("Saken går videre uten svar"),
    },
    InquiryKind: {
        InquiryKind.MISSING_ITEMS: _l("Etterspurte opplysninger"),
        InquiryKind.PRESENTATION: _l("Lagt fram for søker"),
    },
    ClockKind: {
        ClockKind.CASE: _l("Frist for å avgjøre saken"),
        ClockKind.PRELIMINARY_REPLY: _l("Frist for foreløpig svar"),
        ClockKind.STATEMENT: _l("Svarfrist for uttalelse"),
        ClockKind.APPLICANT_REPLY: _l("Svarfrist for søker"),
        ClockKind.INFORMATION: _l("Frist for opplysninger"),
        ClockKind.COMPLAINT: _l("Klagefrist"),
    },
    ClockStatus: {
        ClockStatus.NOT_STARTED: _l("Ikke startet"),
        ClockStatus.RUNNING: _l("Løper"),
        ClockStatus.DUE_SOON: _l("Snart"),
        ClockStatus.LATE: _l("Over fristen"),
        ClockStatus.STOPPED: _l("Stanset"),
    },
    DayKind: {
        DayKind.WEEKDAY: _l("Hverdag"),
        DayKind.EVE: _l("Dagen før helligdag"),
        DayKind.CLOSED: _l("Stengt for salg"),
    },
    Holiday: {
        Holiday.NEW_YEARS_DAY: _l("Første nyttårsdag"),
        Holiday.MAUNDY_THURSDAY: _l("Skjærtorsdag"),
        Holiday.GOOD_FRIDAY: _l("Langfredag"),
        Holiday.EASTER_SUNDAY: _l("Første påskedag"),
        Holiday.EASTER_MONDAY: _l("Andre påskedag"),
        Holiday.ASCENSION_DAY: _l("Kristi himmelfartsdag"),
        Holiday.WHIT_SUNDAY: _l("Første pinsedag"),
        Holiday.WHIT_MONDAY: _l("Andre pinsedag"),
        Holiday.CHRISTMAS_DAY: _l("Første juledag"),
        Holiday.SECOND_CHRISTMAS_DAY: _l("Andre juledag"),
    },
    Statute: {
        Statute.ALKL: _l("alkoholloven"),
        Statute.AF: _l("alkoholforskriften"),
        Statute.SERV: _l("serveringsloven"),
        Statute.KOML: _l("kommuneloven"),
        Statute.FVL: _l("forvaltningsloven"),
    },
    HolderForm: {
        HolderForm.COMPANY: _l("Selskap"),
        HolderForm.FOUNDING: _l("Selskap under stiftelse"),
        HolderForm.ASSOCIATION: _l("Forening"),
        HolderForm.PERSON: _l("Privatperson"),
    },
    LanguageForm: {
        LanguageForm.BOKMAAL: _l("Bokmål"),
        LanguageForm.NYNORSK: _l("Nynorsk"),
    },
    Direction: {
        Direction.IN: _l("Inn"),
        Direction.OUT: _l("Ut"),
        Direction.INTERNAL: _l("Internt"),
    },
    LetterKind: {
        LetterKind.GRANT: _l("Vedtak om innvilgelse"),
        LetterKind.PART_GRANT: _l("Vedtak om delvis innvilgelse"),
        LetterKind.REFUSAL: _l("Vedtak om avslag"),
        LetterKind.DISMISSAL: _l("Vedtak om avvisning"),
        LetterKind.LICENCE_DOCUMENT: _l("Bevillingsdokument"),
        LetterKind.STATEMENT_REQUEST: _l("Anmodning om uttalelse"),
        LetterKind.STATEMENT_ANNEX: _l("Vedlegg med fødselsnumre"),
        LetterKind.RECEIPT: _l("Kvittering og foreløpig svar"),
        LetterKind.MISSING_ITEMS: _l("Brev om manglende opplysninger"),
        LetterKind.PRESENTATION: _l("Brev med uttalelse til søker"),
    },
    LetterState: {
        LetterState.DRAFT: _l("Utkast"),
        LetterState.FINAL: _l("Ferdig"),
        LetterState.SENT: _l("Sendt"),
        LetterState.ARRIVED: _l("Mottatt"),
    },
    LetterStanding: {
        LetterStanding.NONE: _l("Ikke skrevet"),
        LetterStanding.DRAFT: _l("Utkast"),
        LetterStanding.FINAL: _l("Ferdig"),
        LetterStanding.SENT: _l("Sendt"),
        LetterStanding.ARRIVED: _l("Mottatt"),
    },
    Channel: {
        Channel.DIGITAL_MAIL: _l("Digital post"),
        Channel.POST: _l("Post"),
        Channel.EMAIL: _l("E-post"),
        Channel.BY_HAND: _l("Levert personlig"),
    },
    EventType: {
        EventType.APPLICATION_REGISTERED: _l("Søknad registrert"),
        EventType.APPLICATION_CHANGED: _l("Søknad endret"),
        EventType.CASEWORKER_CHANGED: _l("Ny saksbehandler"),
        EventType.DOCUMENT_ADDED: _l("Dokument lagt til"),
        EventType.INFORMATION_REQUESTED: _l("Opplysninger etterspurt"),
        EventType.INFORMATION_RECEIVED: _l("Opplysninger mottatt"),
        EventType.STATEMENTS_REQUESTED: _l("Uttalelser innhentet"),
        EventType.STATEMENT_REMINDED: _l("Påminnelse registrert"),
        EventType.STATEMENT_RECORDED: _l("Uttalelse registrert"),
        EventType.SILENCE_RECORDED: _l("Manglende svar registrert"),
        EventType.POLICE_OVERRIDDEN: _l("Saken går videre uten svar fra politiet"),
        EventType.PRESENTED_TO_APPLICANT: _l("Uttalelse lagt fram for søker"),
        EventType.REPLY_RECORDED: _l("Svar fra søker registrert"),
        EventType.CASE_ASSESSED: _l("Søknaden er vurdert"),
        EventType.DECISION_PROPOSED: _l("Forslag til vedtak lagt fram"),
        EventType.PROPOSAL_RETURNED: _l("Forslaget sendt tilbake"),
        EventType.SENT_TO_BODY: _l("Saken sendt til politisk behandling"),
        EventType.CASE_DECIDED: _l("Vedtak fattet"),
        EventType.APPLICATION_RETRACTED: _l("Søknaden er trukket"),
        EventType.LICENCE_GRANTED: _l("Bevilling gitt"),
        EventType.LICENCE_ISSUED: _l("Bevillingsdokument utferdiget"),
        EventType.CONDITIONS_CHANGED: _l("Vilkår krysset av"),
        EventType.LETTER_DRAFTED: _l("Brev skrevet"),
        EventType.LETTER_FINALISED: _l("Brev ferdigstilt"),
        EventType.LETTER_SENT: _l("Brev sendt"),
        EventType.LETTER_ARRIVED: _l("Brev mottatt"),
        EventType.CASE_CLOSED: _l("Saken er avsluttet"),
        EventType.SHIELDED_DATA_OPENED: _l("Skjermede opplysninger åpnet"),
        EventType.HOLDER_ENTERED: _l("Bevillingshaver lagt inn"),
        EventType.HOLDER_CHANGED: _l("Bevillingshaver endret"),
        EventType.VENUE_ENTERED: _l("Sted lagt inn"),
        EventType.VENUE_CHANGED: _l("Sted endret"),
        EventType.PERSON_ENTERED: _l("Person lagt inn"),
        EventType.PERSON_CHANGED: _l("Person endret"),
        EventType.USER_CHANGED: _l("Bruker endret"),
        EventType.DELEGATION_CHANGED: _l("Delegasjon endret"),
        EventType.MUNICIPALITY_CHANGED: _l("Kommunens opplysninger endret"),
    },
}


def label(member: Enum) -> str:
    """What a member of an enum is called."""
    return str(LABELS[type(member)][member])


def choices(kind: type[Enum]) -> list[tuple[str, Text]]:
    """The members of an enum as a form offers them: stored value and label."""
    return [(str(member.value), LABELS[kind][member]) for member in kind]


def enumeration(words: Iterable[str]) -> str:
    """Words as they are listed in a sentence: "én, to og tre"."""
    *first, last = list(words) or [""]
    return _("%(first)s og %(last)s", first=", ".join(first), last=last) if first else last


def groups_text(groups: Iterable[int]) -> str:
    """Groups as a sentence names them: "gruppe 1 og 2"."""
    return _("gruppe %(groups)s", groups=enumeration(str(int(group)) for group in sorted(set(groups))))
