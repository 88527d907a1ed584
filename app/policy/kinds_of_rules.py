"""What each kind of rule is for, as it is told to somebody who is about to write one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from licensing.policy import RuleKind

LEADS: Mapping[RuleKind, Any] = {
    RuleKind.HOURS: _l(
        "Når det kan selges eller skjenkes. En regel kan flytte bare starten eller bare slutten."
    ),
    RuleKind.OPENING: _l("Når serveringssteder kan holde åpent, uansett om de skjenker."),
    RuleKind.CAP: _l(
        "Hvor mange bevillinger kommunen gir, hva som telles, og hva som skjer når taket er nådd."
    ),
    RuleKind.PLACE: _l("Hvilke steder som får bevilling, og hvilke som ikke får det."),
    RuleKind.CONDITION: _l("Noe bevillingshaveren må oppfylle. Det kommer med som vilkår i vedtaket."),
    RuleKind.FACTOR: _l("Noe som skal vurderes konkret. Et moment avgjør aldri alene."),
    RuleKind.EVENT: _l("Frister og krav for enkeltanledninger og ambulerende bevilling."),
    RuleKind.DELEGATION: _l("Hvem som forbereder, foreslår og avgjør saker."),
    RuleKind.STATEMENTS: _l("Hvem som uttaler seg i tillegg til politi og sosialtjeneste."),
    RuleKind.TURNOVER: _l("Når omsetningsoppgaven skal leveres."),
    RuleKind.RENEWAL: _l("Hvordan bevillinger fornyes, og hva en ny eier av stedet får."),
    RuleKind.FEE: _l("Hva kommunen tar i gebyr for arrangementer."),
    RuleKind.POINTS: _l("Prikker følger forskriften. Her kan teksten bare gjengi den."),
    RuleKind.OTHER: _l("Regler som ikke passer noe annet sted. De beholdes med sine ord, som noe å vurdere."),
}
