"""What is told of the points of a policy: of its parts, and of rules that nobody meets."""

from datetime import date

import pytest

from licensing.licences import LicenceType, VenueCategory
from licensing.policy import (
    CategoryTest,
    Drawn,
    FactTest,
    HoursEffect,
    LocalDays,
    Question,
    RuleKind,
    Zone,
)
from licensing.policy.checking import Problem
from tests.licensing.policies import SERVING, a_policy, a_rule, an_hours_rule, place


def same_as(code, rule):
    return an_hours_rule(code, kinds=SERVING, effect=HoursEffect(same_as_rule=rule))


CENTRE = Zone("centre", "Sentrum")

GUARDS = Question("guards", "Er det vakter?")

SERVED = {"kinds": SERVING}


TOLD_OF_PARTS = [
    pytest.param(
        a_policy(first_day=date(2026, 1, 2), last_day=date(2026, 1, 1)),
        Problem.PERIOD_BACKWARDS,
        "Retningslinjene slutter 01.01.2026, før de begynner 02.01.2026.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(place(document=""), documents=()),
        Problem.NO_DOCUMENTS,
        "Det er ikke lagt inn noe dokument som reglene står i.",
        "Systemet bruker reglene, men kan ikke vise hvor de står.",
    ),
    pytest.param(
        a_policy(place(), place()),
        Problem.CODE_TWICE,
        "Regel R1 er lagt inn 2 ganger. Da er det uklart hva som er ment.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(place(document="X")),
        Problem.UNKNOWN_DOCUMENT,
        "Regelen viser til dokumentet «X», som ikke er lagt inn.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(place(zones=("bolig",))),
        Problem.UNKNOWN_ZONE,
        "Regelen viser til sonen «bolig», som ikke er lagt inn.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(categories=(CategoryTest(VenueCategory.HOTEL, tests=(FactTest("rom", at_least=30),)),)),
        Problem.UNKNOWN_QUESTION,
        "Definisjonen av «Hotell» bruker spørsmålet «rom», som ikke er lagt inn.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(place(local_days=("martnan",))),
        Problem.UNKNOWN_LOCAL_DAYS,
        "Regelen viser til dagene «martnan», som ikke er lagt inn.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(same_as("R1", "R9")),
        Problem.UNKNOWN_RULE,
        "Regelen skal ha samme tid som regel R9, men det er ingen regel om tid med den koden.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(zones=(CENTRE,)),
        Problem.UNUSED_ZONE,
        "Ingen regel bruker sonen «Sentrum».",
        "Systemet spør ikke hvilken sone stedet ligger i.",
    ),
    pytest.param(
        a_policy(questions=(GUARDS,)),
        Problem.UNUSED_QUESTION,
        "Ingen regel bruker spørsmålet «Er det vakter?».",
        "Systemet stiller ikke spørsmålet.",
    ),
    pytest.param(
        a_policy(local_days=(LocalDays("martnan", "Rørosmartnan"),)),
        Problem.UNUSED_LOCAL_DAYS,
        "Ingen regel bruker dagene «Rørosmartnan».",
        "Systemet regner dagene som vanlige dager.",
    ),
    pytest.param(
        a_policy(place(tests=(FactTest("guards", at_least=2),)), questions=(GUARDS,)),
        Problem.TEST_UNFIT,
        "Regelen krever noe av svaret på «Er det vakter?» som ikke passer med hvordan det besvares.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.EVENT)),
        Problem.EFFECT_MISSING,
        "Regelen mangler det den skal bestemme.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(an_hours_rule()),
        Problem.EFFECT_EMPTY,
        "Regelen bestemmer ingenting.",
        "Regelen får aldri virkning.",
    ),
    pytest.param(
        a_policy(place(document="")),
        Problem.SOURCE_MISSING,
        "Det er ikke oppgitt hvilket dokument regelen står i.",
        "Systemet bruker regelen, men kan ikke vise hvor den står.",
    ),
    pytest.param(
        a_policy(place(municipalities=("5025", "5026"))),
        Problem.MUNICIPALITY_OUTSIDE,
        "Regelen gjelder for kommunenummer 5026, som ikke er med i retningslinjene.",
        "Regelen får ingen virkning der.",
    ),
    pytest.param(
        a_policy(place(zones=("centre",)), zones=(CENTRE,)),
        Problem.ZONE_NOT_DRAWN,
        "Sonen «Sentrum» er ikke avgrenset, og ingen er satt til å avgrense den.",
        "Systemet spør i hver sak om stedet ligger i sonen.",
    ),
    pytest.param(
        a_policy(place(zones=("centre",)), zones=(Zone("centre", "Sentrum", Drawn.STREETS),)),
        Problem.ZONE_WITHOUT_BOUNDS,
        "Sonen «Sentrum» skal være avgrenset av gater, men ingen gater er lagt inn.",
        "Systemet spør i hver sak om stedet ligger i sonen.",
    ),
    pytest.param(
        a_policy(place(zones=("centre",)), zones=(Zone("centre", "Sentrum", Drawn.PLAN),)),
        Problem.ZONE_WITHOUT_BOUNDS,
        "Sonen «Sentrum» skal være tegnet på en plan, men tegningen mangler.",
        "Systemet spør i hver sak om stedet ligger i sonen.",
    ),
    pytest.param(
        a_policy(categories=(CategoryTest(VenueCategory.HOTEL, name="hotell"),)),
        Problem.CATEGORY_WITHOUT_TEST,
        "Definisjonen av «hotell» har ingen krav som kan prøves i en sak.",
        "Systemet bruker typen virksomhet som står i saken.",
    ),
    pytest.param(
        a_policy(local_days=(LocalDays("martnan", "Rørosmartnan"),)),
        Problem.LOCAL_DAYS_NEVER,
        "Dagene «Rørosmartnan» har ingen datoer i perioden.",
        "Regler for disse dagene får aldri virkning.",
    ),
    pytest.param(
        a_policy(place(first_day=date(2026, 1, 2), last_day=date(2026, 1, 1))),
        Problem.RULE_DAYS_BACKWARDS,
        "Regelen slutter 01.01.2026, før den begynner 02.01.2026.",
        "Regelen får aldri virkning.",
    ),
    pytest.param(
        a_policy(place(first_day=date(2030, 1, 1))),
        Problem.RULE_OUTSIDE_PERIOD,
        "Regelen gjelder fra 01.01.2030. Det er utenfor retningslinjenes periode.",
        "Regelen får aldri virkning.",
    ),
    pytest.param(
        a_policy(place(last_day=date(2020, 1, 1))),
        Problem.RULE_OUTSIDE_PERIOD,
        "Regelen gjelder til 01.01.2020. Det er utenfor retningslinjenes periode.",
        "Regelen får aldri virkning.",
    ),
    pytest.param(
        a_policy(place(first_day=date(2026, 2, 1), last_day=date(2026, 2, 1), weekdays=(1,))),
        Problem.NO_DAY_LEFT,
        "Det er ingen dag i perioden som regelen gjelder for.",
        "Regelen får aldri virkning.",
    ),
    pytest.param(
        a_policy(place(kinds=SERVING, types=(LicenceType.OUTLET,))),
        Problem.NEVER_MATCHES,
        "Regelen gjelder for en bevilling som ikke finnes.",
        "Regelen får aldri virkning.",
    ),
]
