"""What is told of the points of a policy: of the strength, hours, numbers and answers of its rules."""

import pytest

from app import labels
from licensing.decisions import DelegationMode
from licensing.licences import AreaKind, Group, VenueCategory
from licensing.policy import (
    Allow,
    CapEffect,
    CapScope,
    CapSpan,
    CapStated,
    ConditionEffect,
    DelegationEffect,
    FeeEffect,
    HoursEffect,
    Overflow,
    RenewalEffect,
    RenewalMode,
    RuleKind,
    Strength,
    TurnoverEffect,
    When,
)
from licensing.policy.checking import Problem
from licensing.tariffs import Tariff, TariffMethod, TariffStep
from tests.licensing.policies import SALE, SERVING, a_policy, a_rule, an_hours_rule, place

EVERYTHING_SAID = {
    "span": CapSpan.AT_ONCE,
    "counts": "bevillinger",
    "overflow": Overflow.REFUSE,
    "transfer_keeps_seat": True,
    "pending_reserves": True,
}


def cap(code="R1", **given):
    return a_rule(code, RuleKind.CAP, cap=CapEffect(**{**EVERYTHING_SAID, **given}), when=When(kinds=SERVING))


def same_as(code, rule):
    return an_hours_rule(code, kinds=SERVING, effect=HoursEffect(same_as_rule=rule))


def delegation(code, mode):
    return a_rule(code, RuleKind.DELEGATION, delegation=DelegationEffect(mode, prepares="Kontoret"))


def fee_by_guests(*steps):
    tariff = Tariff(TariffMethod.GUESTS, steps=steps)
    return a_rule(kind=RuleKind.FEE, fee=FeeEffect(tariff=tariff))


def renewal(code, mode):
    return a_rule(code, RuleKind.RENEWAL, renewal=RenewalEffect(mode))


SERVED = {"kinds": SERVING}

ONE, TWO, THREE = Group


TOLD_OF_RULES = [
    pytest.param(
        a_policy(place(strength=Strength.LAW)),
        Problem.STRENGTH_OF_LAW,
        "Regelen er satt til å binde som loven. Det kan ikke retningslinjer gjøre.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.OTHER, strength=Strength.DEFAULT)),
        Problem.STRENGTH_UNFIT,
        f"Regelen er satt til «{labels.label(Strength.DEFAULT)}», men den kan bare være et moment i"
        " vurderingen.",
        "Systemet viser regelen som et moment. Den avgjør ingenting alene.",
    ),
    pytest.param(
        a_policy(place(allow=Allow.NEVER, strength=Strength.HARD)),
        Problem.NO_EXCEPTION,
        "Regelen åpner ikke for unntak. Kommunen må likevel vurdere hver enkelt sak (alkoholloven § 1-7a).",
        "Systemet foreslår avslag. Den som avgjør, må se på den enkelte saken.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.OTHER, strength=Strength.FACTOR)),
        Problem.KEPT_AS_WORDS,
        "Regelen er bare lagt inn med ord, så systemet kan ikke prøve den.",
        "Systemet viser regelen som et moment. Den avgjør ingenting alene.",
    ),
    pytest.param(
        a_policy(an_hours_rule(hours="08:00-26:00", **SERVED)),
        Problem.TOO_EARLY,
        "Regelen åpner for skjenking av gruppe 3 fra kl. 08.00. Loven åpner først kl. 13.00"
        " (alkoholloven § 4-4).",
        "Systemet bruker lovens grense og sier fra i saken.",
    ),
    pytest.param(
        a_policy(an_hours_rule(hours="-28:00", groups=(ONE, TWO), **SERVED)),
        Problem.TOO_LATE,
        "Regelen lar skjenking av gruppe 1 og 2 vare til kl. 04.00. Lovens grense er kl. 03.00"
        " (alkoholloven § 4-4).",
        "Systemet bruker lovens grense og sier fra i saken.",
    ),
    pytest.param(
        a_policy(an_hours_rule(hours="-20:00", kinds=SALE)),
        Problem.TOO_LATE,
        "Regelen lar salg av gruppe 1 vare til kl. 20.00, for eksempel lørdag 5. oktober 2024. Da er lovens"
        " grense kl. 18.00 (alkoholloven § 3-7).",
        "Systemet bruker lovens grense og sier fra i saken.",
    ),
    pytest.param(
        a_policy(an_hours_rule(hours="-15:00", kinds=SALE, weekdays=(7,))),
        Problem.SALE_ON_DAY_OFF,
        "Regelen åpner for salg på dager da loven forbyr det, for eksempel søndag 6. oktober 2024"
        " (alkoholloven § 3-7).",
        "Systemet bruker lovens grense og sier fra i saken.",
    ),
    pytest.param(
        a_policy(
            an_hours_rule("R1", "-25:30", groups=(ONE, TWO), **SERVED),
            an_hours_rule("R2", "-26:00", groups=(THREE,), **SERVED),
        ),
        Problem.SPIRITS_AFTER_OTHERS,
        "Regelen lar skjenking av gruppe 3 vare til kl. 02.00, men gruppe 1 og 2 bare til kl. 01.30."
        " Brennevin kan aldri skjenkes lenger enn annen alkohol (alkoholloven § 4-4).",
        "Systemet bruker lovens grense og sier fra i saken.",
    ),
    pytest.param(
        a_policy(an_hours_rule(hours="18:00-17:00", **SERVED)),
        Problem.HOURS_BACKWARDS,
        "Tiden begynner kl. 18.00 og slutter allerede kl. 17.00.",
        "Systemet regner stedet som stengt.",
    ),
    pytest.param(
        a_policy(
            an_hours_rule("R1", "10:00-25:00", groups=(ONE,), **SERVED),
            an_hours_rule("R2", "-26:00", areas=(AreaKind.OUTDOOR,), **SERVED),
        ),
        Problem.HOURS_DISAGREE,
        "Regelen sier kl. 10.00–01.00. Regel R2 sier til kl. 02.00 og kan gjelde samme sted og dag. Ingen av"
        " dem går foran.",
        "Systemet følger den strengeste regelen og ber saksbehandleren avklare det i hver sak.",
    ),
    pytest.param(
        a_policy(
            an_hours_rule("R1", effect=HoursEffect(closed=True), areas=(AreaKind.OUTDOOR,), **SERVED),
            an_hours_rule(
                "R2", effect=HoursEffect(same_as_area=AreaKind.INDOOR), areas=(AreaKind.OUTDOOR,), **SERVED
            ),
        ),
        Problem.HOURS_DISAGREE,
        "Regelen sier at det er stengt. Regel R2 sier samme tid som inne og kan gjelde samme sted og dag."
        " Ingen av dem går foran.",
        "Systemet følger den strengeste regelen og ber saksbehandleren avklare det i hver sak.",
    ),
    pytest.param(
        a_policy(an_hours_rule(hours="-26:00", strength=Strength.CONDITION, **SERVED)),
        Problem.HOURS_WITHOUT_TEST,
        "Tiden er gitt på vilkår, men regelen sier ikke hva som kreves.",
        "Systemet lar tiden gjelde for alle.",
    ),
    pytest.param(
        a_policy(same_as("R1", "R2"), same_as("R2", "R1")),
        Problem.SAME_AS_CIRCLE,
        "Reglene R1 og R2 viser til hverandres tid. Da gir ingen av dem noen tid.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(same_as("R1", "R1")),
        Problem.SAME_AS_CIRCLE,
        "Regelen viser til sin egen tid.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(an_hours_rule(effect=HoursEffect(may_shorten=True), strength=Strength.FACTOR, **SERVED)),
        Problem.MAY_SHORTEN,
        "Tiden kan settes kortere for det enkelte stedet.",
        "Systemet viser det som et moment. Tiden blir ikke kortere av seg selv.",
    ),
    pytest.param(
        a_policy(cap(limit=-1)),
        Problem.CAP_IMPOSSIBLE,
        "Taket kan ikke være -1.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(cap()),
        Problem.CAP_WITHOUT_NUMBER,
        "Regelen setter et tak, men gir ikke noe tall.",
        "Systemet teller ikke, og ingen får avslag på grunn av taket.",
    ),
    pytest.param(
        a_policy(cap(limit=25, stated=CapStated.NONE)),
        Problem.CAP_NUMBER_DENIED,
        "Regelen sier at det ikke er noe tak, men gir tallet 25.",
        "Systemet regner med at det ikke er noe tak.",
    ),
    pytest.param(
        a_policy(cap(limit=25, stated=CapStated.UNDECIDED)),
        Problem.CAP_NUMBER_DENIED,
        "Regelen sier at kommunen ikke har satt noe tak, men gir tallet 25.",
        "Systemet bruker tallet.",
    ),
    pytest.param(
        a_policy(cap(percent=30)),
        Problem.CAP_OF_NOTHING,
        "Taket er 30 prosent, men regelen sier ikke av hva.",
        "Systemet regner prosenten av alle faste bevillinger.",
    ),
    pytest.param(
        a_policy(cap(limit=25, percent=30)),
        Problem.CAP_TWO_NUMBERS,
        "Taket er satt både til 25 og til 30 prosent.",
        "Systemet bruker tallet og ser bort fra prosenten.",
    ),
    pytest.param(
        a_policy(cap(limit=25, scope=CapScope.ZONE)),
        Problem.CAP_ZONE_UNSAID,
        "Taket gjelder for hver sone, men det er ikke lagt inn noen soner.",
        "Systemet teller i hele kommunen.",
    ),
    pytest.param(
        a_policy(cap(limit=25, counts="", span=CapSpan.UNSPECIFIED, overflow=Overflow.UNSPECIFIED)),
        Problem.CAP_SILENT,
        "Regelen sier ikke hva som telles, over hvilken tid det telles eller hva som skjer når taket er"
        " nådd.",
        "Når taket er nådd, foreslår systemet avslag og spør om det teksten ikke sier.",
    ),
    pytest.param(
        a_policy(cap(limit=25), cap("R2", limit=26)),
        Problem.CAPS_CONTRADICT,
        "Regelen sier 25. Regel R2 sier 26 for det samme.",
        "Systemet følger den strengeste regelen.",
    ),
    pytest.param(
        a_policy(cap(limit=25), cap("R2", stated=CapStated.NONE)),
        Problem.CAPS_CONTRADICT,
        "Regelen sier 25. Regel R2 sier at det ikke er noe tak for det samme.",
        "Systemet følger den strengeste regelen.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.POINTS)),
        Problem.OWN_POINT_SCALE,
        "Regelen fastsetter prikker. Prikkene er de samme i hele landet (alkoholforskriften § 10-2).",
        "Systemet bruker bare de nasjonale prikkene.",
    ),
    pytest.param(
        a_policy(place(allow=Allow.YES, categories=(VenueCategory.KIOSK, VenueCategory.PETROL_STATION))),
        Problem.FORBIDDEN_ALLOWED,
        "Regelen åpner for salg fra kiosk og bensinstasjon. Det er forbudt (alkoholforskriften § 3-4).",
        "Systemet følger loven og foreslår avslag, uansett hva regelen sier.",
    ),
    pytest.param(
        a_policy(place(), place("R2", Allow.YES)),
        Problem.PLACES_CONTRADICT,
        "Regelen og regel R2 gir motsatt svar for de samme stedene. Ingen av dem går foran.",
        "Systemet følger den strengeste regelen.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.CONDITION, condition=ConditionEffect(""))),
        Problem.CONDITION_WITHOUT_TEXT,
        "Vilkåret har ingen tekst.",
        "Systemet foreslår vilkåret uten tekst. Den som lager forslaget, må skrive teksten.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.FEE, fee=FeeEffect(ambulatory_ore=50_000))),
        Problem.FEE_ABOVE_LIMIT,
        "Gebyret for en ambulerende bevilling er satt til 500,00 kr. Forskriften tillater høyst 470,00 kr"
        " (alkoholforskriften § 6-2).",
        "Systemet stopper vedtak med et høyere gebyr enn forskriften tillater.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.FEE, fee=FeeEffect(single_ore=700_000))),
        Problem.FEE_ABOVE_MINIMUM,
        "Gebyret for en enkelt anledning er satt til 7 000,00 kr. Det er mer enn minstegebyret på"
        " 6 600,00 kr, så bare mengden kan gi grunnlag for det (alkoholforskriften § 6-2).",
        "Systemet viser gebyret med en merknad, og lar en person avgjøre.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.FEE, fee=FeeEffect(ambulatory_ore=37_000, admin_ore=10_000))),
        Problem.CHARGE_WITHOUT_BASIS,
        "Regelen tar 100,00 kr ved siden av gebyret. Forskriften har ikke noe slikt tillegg"
        " (alkoholforskriften § 6-2).",
        "Systemet viser gebyret med en merknad, og lar en person avgjøre.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.FEE, fee=FeeEffect(tariff=Tariff(TariffMethod.GUESTS)))),
        Problem.TARIFF_BROKEN,
        "Taksten kan ikke regnes ut: den mangler trinn.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(fee_by_guests(TariffStep(150, 88_000), TariffStep(None, 44_000))),
        Problem.STEPS_DISORDERED,
        "Trinnene stiger ikke fra det første til det siste.",
        "Systemet bruker det første trinnet som passer.",
    ),
    pytest.param(
        a_policy(fee_by_guests(TariffStep(150, 44_000))),
        Problem.STEPS_END,
        "Taksten sier ikke hva mer enn 150 gjester koster.",
        "Systemet spør saksbehandleren i hver sak.",
    ),
    pytest.param(
        a_policy(a_rule(kind=RuleKind.TURNOVER, turnover=TurnoverEffect(due="30. februar"))),
        Problem.TURNOVER_DAY,
        "Fristen «30. februar» er ikke en dag i året.",
        "Retningslinjene kan ikke settes i kraft før dette er rettet.",
    ),
    pytest.param(
        a_policy(delegation("R1", None)),
        Problem.DELEGATION_WITHOUT_MODE,
        "Regelen sier ikke hvem som avgjør.",
        "Systemet følger hovedregelen om hvem som avgjør.",
    ),
    pytest.param(
        a_policy(delegation("R1", DelegationMode.BODY), delegation("R2", DelegationMode.ALONE)),
        Problem.DELEGATIONS_ALIKE,
        "Regelen og regel R2 sier begge hvem som avgjør de samme sakene.",
        "Systemet følger den strengeste regelen.",
    ),
    pytest.param(
        a_policy(renewal("R1", RenewalMode.ALL_APPLY), renewal("R2", RenewalMode.NONE_APPLY)),
        Problem.RULES_CONTRADICT,
        "Regelen og regel R2 sier ulike ting om det samme.",
        "Systemet viser begge reglene i saken. Saksbehandleren må velge.",
    ),
]
