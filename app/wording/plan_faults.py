"""What is said of each fault of a plan: what is open, and what mends it."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app import formats
from app.wording.enums import Text
from app.wording.facts import plain_text
from fees.plan_faults import PlanFault, PlanFaultCode, PlanPartKind

PLAN_FAULT_TEXTS: Mapping[PlanFaultCode, Text] = {
    PlanFaultCode.NO_POLICY: _l(
        "Planen er ikke knyttet til alkoholpolitiske retningslinjer. Velg hvilke som hører til."
    ),
    PlanFaultCode.POLICY_UNKNOWN: _l(
        "Retningslinjene som planen viser til, finnes ikke lenger hos kommunen. Velg hvilke som hører til."
    ),
    PlanFaultCode.POLICY_WITHOUT_RULES: _l(
        "Retningslinjene som planen viser til, har ingen regler. Skriv dem, eller velg andre."
    ),
    PlanFaultCode.NO_SUMMARY: _l("Planen har ikke noe sammendrag på én side for innbyggerne."),
    PlanFaultCode.NO_EVALUATION: _l("Planen sier ikke hvordan og når den skal evalueres."),
    PlanFaultCode.NO_PREDECESSOR: _l(
        "Planen sier ikke hvilken plan den avløser. Velg planen, eller skriv at den er den første."
    ),
    PlanFaultCode.PREDECESSOR_NOT_ENDED: _l(
        "Den forrige planen, «%(before)s», er ikke avsluttet med sluttrapport."
    ),
    PlanFaultCode.PREDECESSOR_OVERLAPS: _l(
        "Den forrige planen, «%(before)s», gjelder til og med %(year)s. To planer gjelder samtidig."
    ),
    PlanFaultCode.NOT_DECIDED_IN: _l("Planen er ikke vedtatt i %(municipality)s."),
    PlanFaultCode.DECIDED_AFTER_PERIOD_BEGAN: _l(
        "Planen ble vedtatt %(decided_on)s, etter at planperioden begynte i %(year)s."
    ),
    PlanFaultCode.NO_ROLE: _l("Planen sier ikke hvem som har ansvar for å følge den opp."),
    PlanFaultCode.NO_GOALS: _l("Planen har ingen mål."),
    PlanFaultCode.NO_MEASURES: _l("Planen har ingen tiltak."),
    PlanFaultCode.NO_COSTS: _l("Planen sier ikke noe om økonomiske konsekvenser."),
    PlanFaultCode.NO_INDICATORS: _l("Planen har ingen indikatorer, så det kan ikke ses om den virker."),
    PlanFaultCode.CHAPTER_EMPTY: _l("Kapittelet har en overskrift, men ingen tekst."),
    PlanFaultCode.CELL_WITHOUT_VERB: _l(
        "%(year)s: «%(cell)s» sier ikke hva som skal gjøres. Velg minst ett av ordene i listen."
    ),
    PlanFaultCode.CELL_OUTSIDE_PERIOD: _l("Det står noe for %(year)s, som er utenfor planperioden."),
    PlanFaultCode.MEASURE_WITHOUT_YEARS: _l("Tiltaket sier ikke hva som skal gjøres i noe år."),
    PlanFaultCode.MEASURE_WITHOUT_OWNER: _l("Tiltaket har ingen ansvarlig."),
    PlanFaultCode.DUE_BEFORE_DECISION: _l(
        "Fristen %(due_on)s var ute før planen ble vedtatt %(decided_on)s."
    ),
    PlanFaultCode.COST_WITHOUT_SUM: _l("Kostnaden skal være anslått, men beløpet mangler."),
    PlanFaultCode.COST_WITHOUT_REASON: _l("Kostnaden er ikke anslått, og det står ikke hvorfor."),
    PlanFaultCode.COST_WITHOUT_FUNDING: _l("Det står ikke hvem som skal betale."),
    PlanFaultCode.COST_CHANGE_WITHOUT_CONDITION: _l(
        "Andre skal betale senere, men det står ikke når eller på hvilket vilkår."
    ),
    PlanFaultCode.INDICATOR_WITHOUT_VALUE: _l("Indikatoren har ingen tall."),
    PlanFaultCode.INDICATOR_WITHOUT_DATE: _l("Tallet %(figure)s har ingen dato."),
    PlanFaultCode.INDICATOR_WITHOUT_SOURCE: _l("Tallet %(figure)s har ingen kilde."),
    PlanFaultCode.SHARE_DIFFERS: _l("%(part)s av %(whole)s er %(computed)s, men planen sier %(stated)s."),
    PlanFaultCode.ANNEX_MISSING: _l("Vedlegget er nevnt i planen, men filen mangler her."),
}
PLAN_PARTS: Mapping[PlanPartKind, Text] = {
    PlanPartKind.PLAN: _l("Planen som helhet"),
    PlanPartKind.CHAPTER: _l("Kapitler"),
    PlanPartKind.MEASURE: _l("Tiltak"),
    PlanPartKind.COST: _l("Økonomi"),
    PlanPartKind.INDICATOR: _l("Indikatorer"),
    PlanPartKind.ANNEX: _l("Vedlegg"),
}


def plan_fault_text(fault: PlanFault) -> str:
    """What is said of a fault."""
    told = {name: _fact(name, value) for name, value in fault.facts.items()}
    return str(PLAN_FAULT_TEXTS[fault.code]) % told


def _fact(name: str, value: object) -> str:
    if name in {"stated", "computed"}:
        return per_cent(int(str(value)))
    return formats.whole(int(str(value))) if name in {"part", "whole"} else plain_text(value)


def per_cent(hundredths: int) -> str:
    """34,5 %"""
    whole, rest = divmod(hundredths, 100)
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals}\u00a0%"
