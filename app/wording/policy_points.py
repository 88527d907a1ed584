"""The points of a policy's check as sentences: what was found, and what the system will do about it."""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.formats import amount, short_date, weekday_date
from app.wording.citations import citation_text
from app.wording.enums import Text, enumeration, groups_text, label
from app.wording.facts import ACTIVITIES, AREAS
from app.wording.policy_questions import question_name
from app.wording.policy_whens import category_name, local_days_name, service_time, zone_name
from licensing.licences import AreaKind, LicenceKind, VenueCategory
from licensing.policy import CapStated, Drawn, Policy, Strength
from licensing.policy.checking import EngineDoes, Point, PolicyPart, Problem
from licensing.service_hours import minutes_of
from licensing.tariffs import TariffFault

POINT_TEXTS: Mapping[Problem, Text] = {
    Problem.PERIOD_BACKWARDS: _l("Retningslinjene slutter %(last_day)s, før de begynner %(first_day)s."),
    Problem.NO_DOCUMENTS: _l("Det er ikke lagt inn noe dokument som reglene står i."),
    Problem.CODE_TWICE: _l("%(subject)s er lagt inn %(times)s ganger. Da er det uklart hva som er ment."),
    Problem.UNKNOWN_DOCUMENT: _l("%(subject)s viser til dokumentet «%(other)s», som ikke er lagt inn."),
    Problem.UNKNOWN_ZONE: _l("%(subject)s viser til sonen «%(other)s», som ikke er lagt inn."),
    Problem.UNKNOWN_QUESTION: _l("%(subject)s bruker spørsmålet «%(other)s», som ikke er lagt inn."),
    Problem.UNKNOWN_LOCAL_DAYS: _l("%(subject)s viser til dagene «%(other)s», som ikke er lagt inn."),
    Problem.UNKNOWN_RULE: _l(
        "%(subject)s skal ha samme tid som regel %(other)s, men det er ingen regel om tid med den koden."
    ),
    Problem.UNUSED_ZONE: _l("Ingen regel bruker %(subject)s."),
    Problem.UNUSED_QUESTION: _l("Ingen regel bruker %(subject)s."),
    Problem.UNUSED_LOCAL_DAYS: _l("Ingen regel bruker %(subject)s."),
    Problem.TEST_UNFIT: _l(
        "%(subject)s krever noe av svaret på «%(question)s» som ikke passer med hvordan det besvares."
    ),
    Problem.EFFECT_MISSING: _l("%(subject)s mangler det den skal bestemme."),
    Problem.EFFECT_EMPTY: _l("%(subject)s bestemmer ingenting."),
    Problem.SOURCE_MISSING: _l("Det er ikke oppgitt hvilket dokument regelen står i."),
    Problem.MUNICIPALITY_OUTSIDE: _l(
        "Regelen gjelder for kommunenummer %(municipalities)s, som ikke er med i retningslinjene."
    ),
    Problem.ZONE_NOT_DRAWN: _l("%(subject)s er ikke avgrenset, og ingen er satt til å avgrense den."),
    Problem.ZONE_WITHOUT_BOUNDS: _l("%(subject)s skal være tegnet på en plan, men tegningen mangler."),
    Problem.CATEGORY_WITHOUT_TEST: _l("%(subject)s har ingen krav som kan prøves i en sak."),
    Problem.LOCAL_DAYS_NEVER: _l("%(subject)s har ingen datoer i perioden."),
    Problem.RULE_DAYS_BACKWARDS: _l("Regelen slutter %(last_day)s, før den begynner %(first_day)s."),
    Problem.RULE_OUTSIDE_PERIOD: _l("Regelen gjelder %(period)s. Det er utenfor retningslinjenes periode."),
    Problem.NO_DAY_LEFT: _l("Det er ingen dag i perioden som regelen gjelder for."),
    Problem.NEVER_MATCHES: _l("Kravene i regelen utelukker hverandre."),
    Problem.STRENGTH_OF_LAW: _l("Regelen er satt til å binde som loven. Det kan ikke retningslinjer gjøre."),
    Problem.STRENGTH_UNFIT: _l(
        "Regelen er satt til «%(strength)s», men den kan bare være et moment i vurderingen."
    ),
    Problem.NO_EXCEPTION: _l(
        "Regelen åpner ikke for unntak. Kommunen må likevel vurdere hver enkelt sak (%(section)s)."
    ),
    Problem.KEPT_AS_WORDS: _l("Regelen er bare lagt inn med ord, så systemet kan ikke prøve den."),
    Problem.TOO_EARLY: _l(
        "Regelen åpner for %(activity)s av %(groups)s fra kl. %(rule_says)s. Loven åpner først kl. %(law)s"
        " (%(section)s)."
    ),
    Problem.TOO_LATE: _l(
        "Regelen lar %(activity)s av %(groups)s vare til kl. %(rule_says)s. Lovens grense er kl. %(law)s"
        " (%(section)s)."
    ),
    Problem.SALE_ON_DAY_OFF: _l(
        "Regelen åpner for salg på dager da loven forbyr det, for eksempel %(day)s (%(section)s)."
    ),
    Problem.SPIRITS_AFTER_OTHERS: _l(
        "Regelen lar skjenking av gruppe 3 vare til kl. %(rule_says)s, men gruppe 1 og 2 bare til"
        " kl. %(others)s. Brennevin kan aldri skjenkes lenger enn annen alkohol (%(section)s)."
    ),
    Problem.HOURS_BACKWARDS: _l("Tiden begynner kl. %(earliest)s og slutter allerede kl. %(latest)s."),
    Problem.HOURS_DISAGREE: _l(
        "Regelen sier %(one_says)s. Regel %(other)s sier %(other_says)s og kan gjelde samme sted og dag."
        " Ingen av dem går foran."
    ),
    Problem.HOURS_WITHOUT_TEST: _l("Tiden er gitt på vilkår, men regelen sier ikke hva som kreves."),
    Problem.SAME_AS_CIRCLE: _l("Reglene %(circle)s viser til hverandres tid. Da gir ingen av dem noen tid."),
    Problem.MAY_SHORTEN: _l("Tiden kan settes kortere for det enkelte stedet."),
    Problem.CAP_IMPOSSIBLE: _l("Taket kan ikke være %(number)s."),
    Problem.CAP_WITHOUT_NUMBER: _l("Regelen setter et tak, men gir ikke noe tall."),
    Problem.CAP_NUMBER_DENIED: _l("Regelen sier at det ikke er noe tak, men gir tallet %(number)s."),
    Problem.CAP_OF_NOTHING: _l("Taket er %(percent)s prosent, men regelen sier ikke av hva."),
    Problem.CAP_TWO_NUMBERS: _l("Taket er satt både til %(number)s og til %(percent)s prosent."),
    Problem.CAP_ZONE_UNSAID: _l("Taket gjelder for hver sone, men det er ikke lagt inn noen soner."),
    Problem.CAP_SILENT: _l("Regelen sier ikke %(unsaid)s."),
    Problem.CAPS_CONTRADICT: _l(
        "Regelen sier %(one_says)s. Regel %(other)s sier %(other_says)s for det samme."
    ),
    Problem.OWN_POINT_SCALE: _l(
        "Regelen fastsetter prikker. Prikkene er de samme i hele landet (%(section)s)."
    ),
    Problem.FORBIDDEN_ALLOWED: _l("Regelen åpner for salg fra %(categories)s. Det er forbudt (%(section)s)."),
    Problem.PLACES_CONTRADICT: _l(
        "Regelen og regel %(other)s gir motsatt svar for de samme stedene. Ingen av dem går foran."
    ),
    Problem.CONDITION_WITHOUT_TEXT: _l("Vilkåret har ingen tekst."),
    Problem.FEE_ABOVE_LIMIT: _l(
        "Gebyret for en ambulerende bevilling er satt til %(fee_ore)s kr. Forskriften tillater høyst"
        " %(most_ore)s kr (%(section)s)."
    ),
    Problem.FEE_ABOVE_MINIMUM: _l(
        "Gebyret for en enkelt anledning er satt til %(fee_ore)s kr. Det er mer enn minstegebyret på"
        " %(most_ore)s kr, så bare mengden kan gi grunnlag for det (%(section)s)."
    ),
    Problem.CHARGE_WITHOUT_BASIS: _l(
        "Regelen tar %(fee_ore)s kr ved siden av gebyret. Forskriften har ikke noe slikt tillegg"
        " (%(section)s)."
    ),
    Problem.TARIFF_BROKEN: _l("Taksten kan ikke regnes ut: %(tariff_fault)s."),
    Problem.STEPS_DISORDERED: _l("Trinnene stiger ikke fra det første til det siste."),
    Problem.STEPS_END: _l("Taksten sier ikke hva mer enn %(guests)s gjester koster."),
    Problem.TURNOVER_DAY: _l("Fristen «%(due)s» er ikke en dag i året."),
    Problem.DELEGATION_WITHOUT_MODE: _l("Regelen sier ikke hvem som avgjør."),
    Problem.DELEGATIONS_ALIKE: _l("Regelen og regel %(other)s sier begge hvem som avgjør de samme sakene."),
    Problem.RULES_CONTRADICT: _l("Regelen og regel %(other)s sier ulike ting om det samme."),
}

# Where one problem is said in several ways: by a fact of the point and its value.
BY_FACT: Mapping[tuple[Problem, str, str], Text] = {
    (Problem.ZONE_WITHOUT_BOUNDS, "drawn", Drawn.STREETS.value): _l(
        "%(subject)s skal være avgrenset av gater, men ingen gater er lagt inn."
    ),
    (Problem.NEVER_MATCHES, "reason", "types"): _l("Regelen gjelder for en bevilling som ikke finnes."),
    (Problem.NEVER_MATCHES, "reason", "groups"): _l(
        "Regelen gjelder for grupper som bevillingen ikke kan omfatte."
    ),
    (Problem.NEVER_MATCHES, "reason", "audiences"): _l(
        "Regelen skiller mellom åpent og sluttet selskap, men gjelder bare salg."
    ),
    (Problem.NEVER_MATCHES, "reason", "sorts"): _l(
        "Regelen gjelder for en bevilling som det ikke søkes om i slike saker."
    ),
    (Problem.NEVER_MATCHES, "reason", "zones"): _l("Regelen gjelder både i og utenfor de samme sonene."),
    (Problem.TOO_LATE, "kind", LicenceKind.SALE.value): _l(
        "Regelen lar salg av %(groups)s vare til kl. %(rule_says)s, for eksempel %(day)s. Da er lovens grense"
        " kl. %(law)s (%(section)s)."
    ),
    (Problem.CAP_NUMBER_DENIED, "stated", CapStated.UNDECIDED.value): _l(
        "Regelen sier at kommunen ikke har satt noe tak, men gir tallet %(number)s."
    ),
}
CIRCLE_OF_ONE = _l("Regelen viser til sin egen tid.")

DOES_TEXTS: Mapping[EngineDoes, Text] = {
    EngineDoes.CLIPS: _l("Systemet bruker lovens grense og sier fra i saken."),
    EngineDoes.LAW_HOLDS: _l("Systemet følger loven og foreslår avslag, uansett hva regelen sier."),
    EngineDoes.STRICTER_HOLDS: _l("Systemet følger den strengeste regelen."),
    EngineDoes.STRICTER_HOLDS_AND_ASKS: _l(
        "Systemet følger den strengeste regelen og ber saksbehandleren avklare det i hver sak."
    ),
    EngineDoes.SHOWS_BOTH: _l("Systemet viser begge reglene i saken. Saksbehandleren må velge."),
    EngineDoes.ASKS: _l("Systemet spør saksbehandleren i hver sak."),
    EngineDoes.PROPOSES_REFUSAL: _l("Systemet foreslår avslag. Den som avgjør, må se på den enkelte saken."),
    EngineDoes.PROPOSES_REFUSAL_AND_ASKS: _l(
        "Når taket er nådd, foreslår systemet avslag og spør om det teksten ikke sier."
    ),
    EngineDoes.IGNORES: _l("Systemet ser bort fra dette."),
    EngineDoes.WEIGHS: _l("Systemet viser regelen som et moment. Den avgjør ingenting alene."),
    EngineDoes.TAKES_AS_GIVEN: _l("Systemet bruker regelen slik den står."),
    EngineDoes.CLOSES: _l("Systemet regner stedet som stengt."),
    EngineDoes.LEAVES_BLANK: _l(
        "Systemet foreslår vilkåret uten tekst. Den som lager forslaget, må skrive teksten."
    ),
    EngineDoes.STOPS_FEE: _l("Systemet stopper vedtak med et høyere gebyr enn forskriften tillater."),
    EngineDoes.FLAGS_FEE: _l("Systemet viser gebyret med en merknad, og lar en person avgjøre."),
    EngineDoes.TAKES_FIRST_STEP: _l("Systemet bruker det første trinnet som passer."),
    EngineDoes.NEVER_APPLIES: _l("Regelen får aldri virkning."),
    EngineDoes.CITES_NOTHING: _l("Systemet bruker regelen, men kan ikke vise hvor den står."),
    EngineDoes.CANNOT_USE: _l("Retningslinjene kan ikke settes i kraft før dette er rettet."),
}
DOES_ABOUT: Mapping[tuple[EngineDoes, Problem], Text] = {
    (EngineDoes.IGNORES, Problem.UNUSED_ZONE): _l("Systemet spør ikke hvilken sone stedet ligger i."),
    (EngineDoes.IGNORES, Problem.UNUSED_QUESTION): _l("Systemet stiller ikke spørsmålet."),
    (EngineDoes.IGNORES, Problem.UNUSED_LOCAL_DAYS): _l("Systemet regner dagene som vanlige dager."),
    (EngineDoes.IGNORES, Problem.OWN_POINT_SCALE): _l("Systemet bruker bare de nasjonale prikkene."),
    (EngineDoes.IGNORES, Problem.DELEGATION_WITHOUT_MODE): _l(
        "Systemet følger hovedregelen om hvem som avgjør."
    ),
    (EngineDoes.IGNORES, Problem.CAP_NUMBER_DENIED): _l("Systemet regner med at det ikke er noe tak."),
    (EngineDoes.IGNORES, Problem.CAP_TWO_NUMBERS): _l("Systemet bruker tallet og ser bort fra prosenten."),
    (EngineDoes.IGNORES, Problem.CAP_ZONE_UNSAID): _l("Systemet teller i hele kommunen."),
    (EngineDoes.IGNORES, Problem.CAP_SILENT): _l("Systemet teller ikke med søknader som venter."),
    (EngineDoes.ASKS, Problem.CAP_SILENT): _l("Systemet spør når stedet får ny eier og taket er nådd."),
    (EngineDoes.WEIGHS, Problem.CAP_SILENT): _l(
        "Når taket er nådd, må saken vurderes konkret. Systemet spør om det teksten ikke sier."
    ),
    (EngineDoes.TAKES_AS_GIVEN, Problem.CAP_NUMBER_DENIED): _l("Systemet bruker tallet."),
    (EngineDoes.TAKES_AS_GIVEN, Problem.CAP_OF_NOTHING): _l(
        "Systemet regner prosenten av alle faste bevillinger."
    ),
    (EngineDoes.TAKES_AS_GIVEN, Problem.CATEGORY_WITHOUT_TEST): _l(
        "Systemet bruker typen virksomhet som står i saken."
    ),
    (EngineDoes.TAKES_AS_GIVEN, Problem.HOURS_WITHOUT_TEST): _l("Systemet lar tiden gjelde for alle."),
    (EngineDoes.NEVER_APPLIES, Problem.CAP_WITHOUT_NUMBER): _l(
        "Systemet teller ikke, og ingen får avslag på grunn av taket."
    ),
    (EngineDoes.NEVER_APPLIES, Problem.LOCAL_DAYS_NEVER): _l("Regler for disse dagene får aldri virkning."),
    (EngineDoes.NEVER_APPLIES, Problem.MUNICIPALITY_OUTSIDE): _l("Regelen får ingen virkning der."),
    (EngineDoes.WEIGHS, Problem.MAY_SHORTEN): _l(
        "Systemet viser det som et moment. Tiden blir ikke kortere av seg selv."
    ),
    (EngineDoes.ASKS, Problem.ZONE_NOT_DRAWN): _l("Systemet spør i hver sak om stedet ligger i sonen."),
    (EngineDoes.ASKS, Problem.ZONE_WITHOUT_BOUNDS): _l("Systemet spør i hver sak om stedet ligger i sonen."),
    (EngineDoes.CITES_NOTHING, Problem.NO_DOCUMENTS): _l(
        "Systemet bruker reglene, men kan ikke vise hvor de står."
    ),
}

UNSAID: Mapping[str, Text] = {
    "counts": _l("hva som telles"),
    "span": _l("over hvilken tid det telles"),
    "overflow": _l("hva som skjer når taket er nådd"),
    "transfer": _l("om en ny eier av stedet beholder plassen"),
    "pending": _l("om søknader som venter, tar en plass"),
}
SELLING_PLACES: Mapping[VenueCategory, Text] = {
    VenueCategory.KIOSK: _l("kiosk"),
    VenueCategory.PETROL_STATION: _l("bensinstasjon"),
}
CLOSED = "closed"


def point_text(point: Point, policy: Policy) -> str:
    """What the check found, as a sentence for whoever answers for the text."""
    if point.problem is Problem.SAME_AS_CIRCLE and point.facts.get("circle") == [point.rule]:
        return str(CIRCLE_OF_ONE)
    own = next(
        (
            text
            for (problem, name, value), text in BY_FACT.items()
            if problem is point.problem and point.facts.get(name) == value
        ),
        POINT_TEXTS[point.problem],
    )
    said = str(own) % _words(point, policy)
    return said[:1].upper() + said[1:]


def does_text(point: Point) -> str:
    """What the system will do about a point if it is left as it is."""
    return str(DOES_ABOUT.get((point.does, point.problem), DOES_TEXTS[point.does]))


def _words(point: Point, policy: Policy) -> dict[str, str]:
    known = {name: str(value) for name, value in point.facts.items()}
    for name, write in FACTS.items():
        if name in point.facts:
            known[name] = write(point.facts[name])
    known["section"] = citation_text(point.citation)
    known["subject"] = part_name(point, policy)
    known["question"] = question_name(policy, str(point.facts.get("other", "")))
    known["period"] = _period(known)
    if "kind" in point.facts:
        known["activity"] = str(ACTIVITIES[LicenceKind(str(point.facts["kind"]))])
    return known


def part_name(point: Point, policy: Policy) -> str:
    """The part of the policy that a point is about, as it begins a sentence."""
    code = point.rule
    if point.part is PolicyPart.ZONE:
        return _("sonen «%(name)s»", name=zone_name(policy, code))
    if point.part is PolicyPart.QUESTION:
        return _("spørsmålet «%(name)s»", name=question_name(policy, code))
    if point.part is PolicyPart.LOCAL_DAYS:
        return _("dagene «%(name)s»", name=local_days_name(policy, code))
    if point.part is PolicyPart.CATEGORY:
        return _("definisjonen av «%(name)s»", name=category_name(policy, VenueCategory(code)))
    if point.part is PolicyPart.DOCUMENT:
        return _("dokumentet «%(code)s»", code=code)
    if point.problem is Problem.CODE_TWICE:
        return _("regel %(code)s", code=code)
    return _("regelen")


def _period(known: Mapping[str, str]) -> str:
    first, last = known.get("first_day", ""), known.get("last_day", "")
    if first and last:
        return f"{first}–{last}"
    return _("fra %(day)s", day=first) if first else _("til %(day)s", day=last)


def _time(value: object) -> str:
    return service_time(minutes_of(str(value)))


def _day(value: object) -> str:
    return short_date(date.fromisoformat(str(value)))


def _example(value: object) -> str:
    return weekday_date(date.fromisoformat(str(value)))


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _either(words: list[str]) -> str:
    """What is denied is listed with "eller": "ikke hva som telles eller hva som skjer"."""
    *first, last = words
    return _("%(first)s eller %(last)s", first=", ".join(first), last=last) if first else last


def _said(value: object) -> str:
    """What one of two rules says: hours in the stored form, or the number of a cap."""
    text = str(value)
    if text == CLOSED:
        return _("at det er stengt")
    if text == CapStated.NONE.value:
        return _("at det ikke er noe tak")
    sort, _colon, rest = text.partition(":")
    if sort == "rule":
        return _("samme tid som i regel %(rule)s", rule=rest)
    if sort == "area":
        return _("samme tid som %(area)s", area=AREAS[AreaKind(rest)])
    first, dash, last = text.partition("-")
    if not dash:
        return text
    if first and last:
        return _("kl. %(first)s–%(last)s", first=_time(first), last=_time(last))
    return _("fra kl. %(first)s", first=_time(first)) if first else _("til kl. %(last)s", last=_time(last))


FACTS: Mapping[str, Callable[[object], str]] = {
    "rule_says": _time,
    "law": _time,
    "others": _time,
    "earliest": _time,
    "latest": _time,
    "day": _example,
    "first_day": _day,
    "last_day": _day,
    "groups": lambda value: groups_text(int(group) for group in _listed(value)),
    "one_says": _said,
    "other_says": _said,
    "circle": lambda value: enumeration(_listed(value)),
    "municipalities": lambda value: enumeration(_listed(value)),
    "unsaid": lambda value: _either([str(UNSAID[name]) for name in _listed(value)]),
    "categories": lambda value: enumeration(
        str(SELLING_PLACES[VenueCategory(name)]) for name in _listed(value)
    ),
    "strength": lambda value: label(Strength(str(value))),
    "tariff_fault": lambda value: label(TariffFault(str(value))),
    "fee_ore": lambda value: amount(int(str(value))),
    "most_ore": lambda value: amount(int(str(value))),
}
