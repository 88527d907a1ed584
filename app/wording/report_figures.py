"""The figures of a yearly report in words: what each is, and where it comes from."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.models.yearly_report import FigureStanding
from app.wording.enums import Text, groups_text, label
from fees.plans import YearOutcome
from fees.spending import TargetGroup

LINES: Mapping[str, Text] = {
    "licences.serving": _l("Skjenkebevillinger"),
    "licences.sale": _l("Salgsbevillinger"),
    "licences.outlet": _l("Utsalg av Vinmonopolet"),
    "applications.received": _l("Søknader om bevilling mottatt"),
    "applications.grant": _l("Innvilget"),
    "applications.part_grant": _l("Delvis innvilget"),
    "applications.refuse": _l("Avslått"),
    "applications.dismiss": _l("Avvist"),
    "applications.retracted": _l("Trukket"),
    "events.received": _l("Søknader om arrangement mottatt"),
    "events.grant": _l("Innvilget"),
    "events.part_grant": _l("Delvis innvilget"),
    "events.refuse": _l("Avslått"),
    "events.dismiss": _l("Avvist"),
    "events.retracted": _l("Trukket"),
    "changes.received": _l("Andre saker mottatt (personer, endringer, opphør)"),
    "changes.grant": _l("Innvilget"),
    "changes.part_grant": _l("Delvis innvilget"),
    "changes.refuse": _l("Avslått"),
    "changes.dismiss": _l("Avvist"),
    "changes.retracted": _l("Trukket"),
    "inspections": _l("Kontroller"),
    "breaches": _l("Overtredelser"),
    "income.serving": _l("Skjenking"),
    "income.sale": _l("Salg"),
    "income.events": _l("Arrangementer"),
    "income.other": _l("Uten bevilling"),
    "income.total": _l("Bokført gebyr i alt"),
    "income.paid": _l("Betalt av dette"),
    "decided": _l("Bestemt av kommunestyret"),
    "allotted": _l("Kan brukes av dette"),
    "carried_in": _l("Overført fra året før"),
    "set_aside": _l("Dekket av årets gebyrinntekt"),
    "shortfall": _l("Ikke dekket av årets gebyrinntekt"),
    "reserved": _l("Tilsagn, ikke betalt"),
    "spent": _l("Brukt"),
    "returned": _l("Inndratt til fri disposisjon"),
    "left": _l("Ubrukt"),
    "carried_out": _l("Av det ubrukte: overført til neste år"),
    "used": _l("Brukt og gitt tilsagn om i alt"),
    "school_share": _l("Andel til grunnskole og videregående"),
    "participants": _l("Deltakere som er rapportert"),
    "granted": _l("Tiltak som fikk midler"),
    "refused": _l("Søknader som fikk avslag"),
    "consultations": _l("Samråd holdt"),
}
SOURCES: Mapping[str, Text] = {
    "register": _l("bevillingene i systemet"),
    "cases": _l("sakene i systemet"),
    "policy": _l("retningslinjene i systemet"),
    "ledger": _l("reskontroen"),
    "decision": _l("kommunestyrets vedtak"),
    "spendings": _l("rapportene om bruk av midlene"),
    "consultations": _l("samrådene i systemet"),
    "plan": _l("handlingsplanen"),
    "none": _l("finnes ikke i systemet ennå"),
}
PLACES: Mapping[str, Text] = {
    "serving_indoor": _l("Skjenking inne til kl. %(time)s"),
    "serving_outdoor": _l("Skjenking ute til kl. %(time)s"),
    "sale": _l("Salg til kl. %(time)s"),
}
MIDNIGHT = 24 * 60
UNTOLD_PLACES: Mapping[str, Text] = {
    "serving_indoor": _l("Skjenking inne, tid ikke registrert"),
    "serving_outdoor": _l("Skjenking ute, tid ikke registrert"),
    "sale": _l("Salg, tid ikke registrert"),
}
MARKS: Mapping[FigureStanding, Text] = {
    FigureStanding.PRELIMINARY: _l("foreløpig"),
    FigureStanding.MISSING: _l("mangler"),
}


def line_label(code: str) -> str:
    """What a figure is, by its code."""
    known = LINES.get(code)
    if known is not None:
        return str(known)
    first, _point, rest = code.partition(".")
    if first == "licences":
        return _licence_label(rest)
    if first in PLACES:
        return _hours_label(first, rest)
    if first == "group":
        return label(TargetGroup(rest))
    if first == "outcome":
        return label(YearOutcome(rest))
    return str(LINES.get(first, code))


def _licence_label(rest: str) -> str:
    """Licences of a kind for some groups: "Skjenkebevillinger, gruppe 1 og 2"."""
    kind, _point, groups = rest.partition(".")
    whole = str(LINES[f"licences.{kind}"])
    known = [int(group) for group in groups.split(",") if group.isdecimal()]
    if not known:
        return _("%(what)s, gruppe ikke registrert", what=whole)
    return f"{whole}, {groups_text(known)}"


def _hours_label(place: str, end: str) -> str:
    if not end.isdecimal():
        return str(UNTOLD_PLACES[place])
    hours, minutes = divmod(int(end), 60)
    # Midnight ends an evening; after it the clock begins anew.
    hours = hours if int(end) <= MIDNIGHT else hours - 24
    return str(PLACES[place]) % {"time": f"{hours:02d}.{minutes:02d}"}


def source_text(source: str) -> str:
    """Where a figure comes from: a source of the system by its name, or what somebody has typed."""
    return str(SOURCES.get(source, source))


def sources_text(sources: tuple[str, ...]) -> str:
    """Several sources in one sentence, each once."""
    return ", ".join(dict.fromkeys(source_text(source) for source in sources if source))
