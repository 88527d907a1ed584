"""Events as the timeline tells them: what happened, and the facts that belong to it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.letters.facts import LetterKind
from app.models.event import EventType
from app.models.letter import Channel
from app.permissions import Role
from app.wording.criteria import CRITERIA_EVENTS
from app.wording.enums import Text, enumeration, label
from app.wording.events_of_batches import BATCH_EVENTS
from app.wording.events_of_breaches import BREACH_EVENTS
from app.wording.events_of_changes import CHANGE_EVENTS
from app.wording.events_of_earmarks import EARMARK_EVENTS
from app.wording.events_of_endings import EVENTS_OF_ENDINGS
from app.wording.events_of_fee_decisions import FEE_DECISION_EVENTS
from app.wording.events_of_fees import FEE_EVENTS
from app.wording.events_of_hearings import HEARING_EVENTS
from app.wording.events_of_kinds import KIND_EVENTS
from app.wording.events_of_measures import MEASURE_EVENTS
from app.wording.events_of_occasions import OCCASION_EVENTS
from app.wording.events_of_payments import PAYMENT_EVENTS
from app.wording.events_of_payouts import PAYOUT_EVENTS
from app.wording.events_of_plans import PLAN_EVENTS
from app.wording.events_of_policies import POLICY_EVENTS
from app.wording.events_of_reports import REPORT_EVENTS
from app.wording.events_of_rounds import ROUND_EVENTS
from app.wording.events_of_spending import SPENDING_EVENTS
from app.wording.events_of_turnover import TURNOVER_EVENTS
from app.wording.facts import ended, fact_texts, fits, upper_first
from licensing.assessment import ProposedOutcome

# Sentences in the order they are said. One that asks for a fact the event does not hold is left out; when the
# first is left out, the label of the event is said in its place.
EVENT_TEXTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.APPLICATION_REGISTERED: (
        _l("Søknad om %(kind)s av %(groups)s registrert."),
        _l("Mottatt %(received_on)s."),
    ),
    EventType.APPLICATION_CHANGED: (_l("Søknaden endret: %(changed)s."),),
    EventType.CASEWORKER_CHANGED: (_l("%(to)s er ny saksbehandler."),),
    EventType.DOCUMENT_ADDED: (_l("Dokument lagt til: %(title)s."),),
    EventType.INFORMATION_REQUESTED: (_l("Opplysninger etterspurt."), _l("Svarfrist %(due_on)s.")),
    EventType.INFORMATION_RECEIVED: (_l("Opplysninger mottatt %(received_on)s."),),
    EventType.STATEMENTS_REQUESTED: (
        _l("Uttalelser innhentet fra %(bodies)s."),
        _l("Svarfrist %(due_on)s."),
    ),
    EventType.STATEMENT_REMINDED: (_l("Påminnelse til %(body)s registrert."),),
    EventType.STATEMENT_RECORDED: (
        _l("Uttalelse fra %(body)s registrert."),
        _l("Svaret kom %(answered_on)s."),
    ),
    EventType.SILENCE_RECORDED: (_l("%(body)s svarte ikke innen fristen %(due_on)s."),),
    EventType.POLICE_OVERRIDDEN: (
        _l("Saken går videre uten svar fra politiet."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.PRESENTED_TO_APPLICANT: (_l("Uttalelse lagt fram for søker."), _l("Svarfrist %(due_on)s.")),
    EventType.REPLY_RECORDED: (_l("Søkeren svarte %(received_on)s."),),
    EventType.CASE_ASSESSED: (_l("Søknaden vurdert, %(findings)s funn."), _l("%(outcome)s.")),
    EventType.DECISION_PROPOSED: (_l("Forslag til vedtak: %(outcome)s."), _l("Gjelder %(groups)s.")),
    EventType.PROPOSAL_RETURNED: (_l("Forslaget sendt tilbake."), _l("Grunn: %(reason)s")),
    EventType.SENT_TO_BODY: (_l("Saken sendt til politisk behandling."),),
    EventType.CASE_DECIDED: (
        _l("Vedtak %(decided_on)s: %(outcome)s."),
        _l("Vedtatt av %(body)s."),
        _l("Sak %(body_case_number)s."),
    ),
    EventType.APPLICATION_RETRACTED: (_l("Søkeren har trukket søknaden."), _l("Grunn: %(reason)s")),
    EventType.LICENCE_GRANTED: (
        _l("Bevilling %(number)s gitt."),
        _l("Den gjelder til og med %(last_day)s."),
    ),
    EventType.LICENCE_ISSUED: (
        _l("Bevillingsdokument for %(number)s utferdiget."),
        _l("Bevillingen kan tas i bruk fra %(usable_from)s."),
    ),
    EventType.CONDITIONS_CHANGED: (_l("Avkryssingen av vilkår er endret."),),
    EventType.LETTER_DRAFTED: (_l("Brev skrevet: %(letter)s."), _l("Til %(to)s.")),
    EventType.LETTER_FINALISED: (_l("Brev ferdigstilt: %(letter)s."),),
    EventType.LETTER_SENT: (
        _l("Brev sendt: %(letter)s."),
        _l("Sendt %(sent_on)s."),
        _l("Sendemåte: %(channel)s."),
        _l("Referanse: %(reference)s."),
        _l("Antall brev: %(count)s."),
    ),
    EventType.LETTER_ARRIVED: (
        _l("Brev mottatt: %(letter)s."),
        _l("Mottatt %(arrived_on)s."),
        _l("Antall brev: %(count)s."),
    ),
    EventType.CASE_CLOSED: (_l("Saken er avsluttet."),),
    EventType.SHIELDED_DATA_OPENED: (_l("Skjermede opplysninger åpnet."), _l("Grunn: %(reason)s")),
    EventType.HOLDER_CHANGED: (_l("Bevillingshaver endret: %(changed)s."),),
    EventType.VENUE_CHANGED: (_l("Sted endret: %(changed)s."),),
    EventType.PERSON_CHANGED: (_l("Person endret: %(changed)s."),),
    EventType.TEST_REGISTERED: (_l("Kunnskapsprøve for %(test)s registrert, holdt %(held_on)s."),),
    EventType.USER_CHANGED: (_l("Bruker endret: %(name)s."), _l("Roller: %(roles)s.")),
    EventType.MUNICIPALITY_CHANGED: (_l("Kommunens opplysninger endret: %(changed)s."),),
    **CHANGE_EVENTS,
    **EVENTS_OF_ENDINGS,
    **KIND_EVENTS,
    EventType.LICENCE_SUSPENDED: (
        _l("Bevilling %(number)s er midlertidig inndratt fra %(first_day)s til og med %(last_day)s."),
    ),
    **OCCASION_EVENTS,
    **PAYMENT_EVENTS,
    **POLICY_EVENTS,
    **TURNOVER_EVENTS,
    **ROUND_EVENTS,
    **FEE_EVENTS,
    **BATCH_EVENTS,
    **FEE_DECISION_EVENTS,
    **BREACH_EVENTS,
    **EARMARK_EVENTS,
    **SPENDING_EVENTS,
    **PAYOUT_EVENTS,
    **PLAN_EVENTS,
    **MEASURE_EVENTS,
    **HEARING_EVENTS,
    **REPORT_EVENTS,
    **CRITERIA_EVENTS,
    EventType.REGISTER_IMPORTED: (
        _l("Register tatt inn: %(new)s nye, %(changed)s endret, %(linked)s knyttet sammen."),
    ),
    EventType.IMPORT_UNDONE: (_l("Innlesing angret."), _l("Grunn: %(reason)s")),
    EventType.NATIONAL_TASK_DONE: (
        _l("Oppgaver krysset av i bevillingsregisteret: %(tasks)s."),
        _l("Utført %(done_on)s."),
        _l("Åpnet igjen: %(reopened)s."),
    ),
    EventType.INSPECTION_LIST_MADE: (_l("Kontrolliste %(list)s laget for %(day)s."),),
}
WITH_REMARKS = {True: _l("Den har merknader."), False: _l("Ingen merknader.")}


def event_text(event_type: EventType, payload: Mapping[str, Any] | None) -> str:
    """What the timeline says of an event; of one whose payload has been erased, only what kind it was."""
    bare = f"{label(event_type)}."
    if payload is None:
        return f"{bare} {_('Innholdet er slettet.')}"
    known = _words(event_type, payload)
    first, *rest = EVENT_TEXTS.get(event_type, (bare,))
    said = [str(first) % known if fits(first, known) else bare]
    said += [str(text) % known for text in rest if fits(text, known)]
    if event_type is EventType.STATEMENT_RECORDED and payload.get("remarks") in (True, False):
        said.append(str(WITH_REMARKS[bool(payload["remarks"])]))
    return " ".join(ended(upper_first(text)) for text in said)


def _words(event_type: EventType, payload: Mapping[str, Any]) -> dict[str, str]:
    """The facts of an event in words; what letters call `kind` is the kind of letter."""
    is_letter = event_type.value.startswith("letter_")
    facts = {name: value for name, value in payload.items() if not (is_letter and name == "kind")}
    known = fact_texts(facts)
    if is_letter and payload.get("kind") in set(LetterKind):
        known["letter"] = label(LetterKind(payload["kind"])).lower()
    if payload.get("channel") in set(Channel):
        known["channel"] = label(Channel(payload["channel"])).lower()
    if isinstance(payload.get("roles"), list):
        known["roles"] = enumeration(label(Role(value)) for value in payload["roles"] if value in set(Role))
    if event_type is EventType.CASE_ASSESSED and payload.get("outcome") in set(ProposedOutcome):
        known["outcome"] = label(ProposedOutcome(payload["outcome"]))
    elif "outcome" in known:
        known["outcome"] = known["outcome"].lower()
    return known
