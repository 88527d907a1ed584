"""What the rules find of an event, as sentences."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from licensing.assessment import FindingCode

EVENT_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.OCCASION_DAYS: _l("Arrangementet varer fra %(first_day)s til og med %(last_day)s."),
    FindingCode.OCCASION_DAYS_UNKNOWN: _l("Vi vet ikke hvilke dager arrangementet varer."),
    FindingCode.OCCASION_BEGUN: _l(
        "Arrangementet begynte %(first_day)s. Det kan ikke gis bevilling for dager som er gått."
    ),
    FindingCode.OCCASION_LONG: _l(
        "Arrangementet varer i %(days)s dager. Kommunen regner vanligvis høyst %(most)s dager som én"
        " anledning. Loven nevner ikke noe antall. Vurder om det heller skal gis en vanlig bevilling."
    ),
    FindingCode.COMPANY_CLOSED: _l(
        "Dette er et sluttet selskap: gjestene er en krets som er bestemt på forhånd, med tilknytning til"
        " verten."
    ),
    FindingCode.COMPANY_OPEN: _l("Dette er et åpent arrangement. Grunn: %(signs)s."),
    FindingCode.COMPANY_UNKNOWN: _l("Vi vet ikke om dette er et sluttet selskap. Avklar om %(unknown)s."),
    FindingCode.AMBULATORY_UNFIT: _l(
        "Ambulerende bevilling gjelder bare skjenking i sluttet selskap. Søk om bevilling for en enkelt"
        " anledning."
    ),
    FindingCode.INTERNAL_CONTROL_NOT_REQUIRED: _l("Ambulerende bevilling har ikke krav om internkontroll."),
    FindingCode.INTERNAL_CONTROL_REQUIRED: _l("Arrangøren skal ha internkontroll."),
    FindingCode.INTERNAL_CONTROL_WAIVED: _l(
        "Arrangøren slipper internkontroll. Vurder om grunnen holder: %(reason)s"
    ),
    FindingCode.INTERNAL_CONTROL_REASON_MISSING: _l(
        "Det mangler grunn til at arrangøren slipper internkontroll."
    ),
    FindingCode.NOTICE_IN_TIME: _l("Søknaden kom i tide. Kommunens frist var %(due_on)s."),
    FindingCode.NOTICE_LATE: _l(
        "Søknaden kom %(days)s dager etter kommunens frist, %(due_on)s. Noen må ta den imot likevel, med"
        " grunn."
    ),
    FindingCode.NOTICE_LATE_ACCEPTED: _l(
        "Søknaden kom %(days)s dager etter kommunens frist, %(due_on)s. Den er tatt imot likevel."
    ),
    FindingCode.QUOTA_UNKNOWN: _l(
        "Det er ikke lagt inn hvor mange ambulerende bevillinger kommunestyret har opprettet. Bare"
        " kommunestyret kan opprette dem."
    ),
    FindingCode.QUOTA_LEFT: _l(
        "%(used)s av %(number)s ambulerende bevillinger er i bruk samtidig. Loven sier ikke hvordan tallet"
        " skal regnes; her regnes bruk på samme tid."
    ),
    FindingCode.QUOTA_FULL: _l(
        "%(used)s av %(number)s ambulerende bevillinger er i bruk samtidig, %(day)s. Det er ingen ledig."
    ),
    FindingCode.FEE_LIMIT_UNKNOWN: _l(
        "Vi vet ikke hva gebyret for ambulerende bevilling høyst kan være dette året. Satsen er ikke lagt"
        " inn."
    ),
    FindingCode.FEE_ABOVE_LIMIT: _l(
        "Gebyret er satt til %(fee_ore)s. For ambulerende bevilling kan det høyst være %(most_ore)s."
    ),
    FindingCode.PRINCIPLE_TO_CHOOSE: _l(
        "Det ventes %(guests)s gjester. Kommunen spør om saken er prinsipiell fra %(from_guests)s gjester."
        " Velg om den avgjøres administrativt eller løftes."
    ),
}
EVENT_PEOPLE_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.WHOLESALE_ALLOWED: _l(
        "Styrer og stedfortreder har bestått prøve for %(kind)s. Arrangøren kan kjøpe engros."
    ),
    FindingCode.WHOLESALE_NEVER: _l(
        "Arrangøren vil kjøpe engros. Det kan ingen med ambulerende bevilling. Drikken må kjøpes i butikk"
        " eller på Vinmonopolet."
    ),
    FindingCode.WHOLESALE_TESTS_MISSING: _l(
        "Arrangøren vil kjøpe engros. Da må både styrer og stedfortreder ha bestått prøve for %(kind)s. Det"
        " mangler for %(roles)s."
    ),
    FindingCode.WHOLESALE_TESTS_UNKNOWN: _l(
        "Arrangøren vil kjøpe engros. Vi vet ikke om %(roles)s har bestått prøve for %(kind)s."
    ),
    FindingCode.RESPONSIBLE_TO_JUDGE: _l(
        "Styrer og stedfortreder skal være ansatt hos den som har bevillingen, eller arbeide der som eier."
        " Loven har ikke unntak for arrangementer. Vurder om %(who)s har en rolle som er god nok."
    ),
    FindingCode.TEST_NOT_NEEDED: _l("Det er ikke krav om kunnskapsprøve for arrangementer."),
}
EVENT_HOURS_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.DAYS_LAWFUL: _l("Tidene er innenfor det loven tillater alle dager."),
    FindingCode.DAYS_OUTSIDE_LAW: _l(
        "Søkt: %(asked)s for %(groups)s %(area)s %(days)s. Loven tillater %(allowed)s."
    ),
    FindingCode.DAYS_WITHIN_POLICY: _l("Tidene er innenfor kommunens tider alle dager."),
    FindingCode.DAYS_OUTSIDE_POLICY: _l(
        "Søkt til %(asked_to)s %(days)s: utenfor forskriften, krever %(law)s. Forskriften gir %(allowed)s for"
        " %(groups)s %(area)s."
    ),
    FindingCode.DAYS_BEYOND_NORMAL: _l(
        "Søkt: %(asked)s for %(groups)s %(area)s %(days)s. Kommunen har ikke satt egne tider. Vanlig tid"
        " etter loven er %(allowed)s. Lengre tid krever %(law)s."
    ),
}
EVENT_NOTHING_ALLOWED: Mapping[FindingCode, Text] = {
    FindingCode.DAYS_OUTSIDE_LAW: _l(
        "Søkt: %(asked)s for %(groups)s %(area)s %(days)s. Loven tillater det ikke."
    ),
    FindingCode.DAYS_OUTSIDE_POLICY: _l(
        "Søkt: %(asked)s for %(groups)s %(area)s %(days)s. Forskriften åpner ikke for det. Det krever"
        " %(law)s."
    ),
    FindingCode.DAYS_BEYOND_NORMAL: _l(
        "Søkt: %(asked)s for %(groups)s %(area)s %(days)s. Det ligger utenfor vanlig tid etter loven, og"
        " krever %(law)s."
    ),
}
EVENT_CLAUSES: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.OCCASION_DAYS_UNKNOWN: (_l("at det ikke er opplyst hvilke dager arrangementet varer"),),
    FindingCode.OCCASION_BEGUN: (_l("at arrangementet allerede har begynt"),),
    FindingCode.OCCASION_LONG: (_l("at arrangementet varer for lenge til å være én anledning"),),
    FindingCode.COMPANY_UNKNOWN: (_l("at det ikke er avklart om dette er et sluttet selskap"),),
    FindingCode.AMBULATORY_UNFIT: (
        _l("at ambulerende bevilling bare kan brukes i sluttet selskap, og dette er et åpent arrangement"),
    ),
    FindingCode.INTERNAL_CONTROL_REASON_MISSING: (
        _l("at det ikke er opplyst hvorfor dere skal slippe internkontroll"),
    ),
    FindingCode.NOTICE_LATE: (_l("at søknaden kom etter kommunens frist"),),
    FindingCode.QUOTA_UNKNOWN: (_l("at kommunestyret ikke har opprettet ambulerende bevillinger"),),
    FindingCode.QUOTA_FULL: (
        _l("at alle de %(number)s ambulerende bevillingene er i bruk på samme tid"),
        _l("at alle de ambulerende bevillingene er i bruk på samme tid"),
    ),
    FindingCode.FEE_LIMIT_UNKNOWN: (_l("at gebyrsatsen ikke er kjent"),),
    FindingCode.FEE_ABOVE_LIMIT: (_l("at gebyret er satt for høyt"),),
    FindingCode.PRINCIPLE_TO_CHOOSE: (_l("at saken kan være prinsipiell"),),
    FindingCode.WHOLESALE_NEVER: (_l("at ambulerende bevilling ikke gir rett til å kjøpe engros"),),
    FindingCode.WHOLESALE_TESTS_MISSING: (
        _l("at styrer og stedfortreder ikke begge har kunnskapsprøve, som trengs for å kjøpe engros"),
    ),
    FindingCode.WHOLESALE_TESTS_UNKNOWN: (
        _l("at det ikke er kjent om styrer og stedfortreder har kunnskapsprøve"),
    ),
    FindingCode.RESPONSIBLE_TO_JUDGE: (
        _l("at det ikke er avklart om styrer og stedfortreder arbeider for arrangøren"),
    ),
    FindingCode.INTERNAL_CONTROL_WAIVED: (_l("at det ikke er grunn til å slippe internkontroll"),),
    FindingCode.DAYS_OUTSIDE_LAW: (_l("at tidene det er søkt om, ligger utenfor det loven tillater"),),
    FindingCode.DAYS_OUTSIDE_POLICY: (_l("at tidene det er søkt om, ligger utenfor kommunens forskrift"),),
    FindingCode.DAYS_BEYOND_NORMAL: (_l("at tidene det er søkt om, er lengre enn vanlig tid etter loven"),),
}
