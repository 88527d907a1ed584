"""The words of the form: one table for each list of values, English code ↔ Norwegian word, used both ways.

The words are part of the file format and stay as they are whatever language the screens speak.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.matters import Matter
from licensing.policy import (
    Allow,
    CapScope,
    CapSpan,
    CapStated,
    CaseSort,
    DayClass,
    Drawn,
    FactKind,
    LegalKind,
    Otherwise,
    Overflow,
    RenewalMode,
    RuleKind,
    Strength,
    Unmet,
)
from licensing.tariffs import TariffMethod, TariffPer

YES, NO = "ja", "nei"

VALUES: Mapping[type[Enum], Mapping[Any, str]] = {
    RuleKind: {
        RuleKind.HOURS: "tider",
        RuleKind.OPENING: "åpningstider",
        RuleKind.CAP: "tak",
        RuleKind.PLACE: "sted",
        RuleKind.CONDITION: "vilkår",
        RuleKind.FACTOR: "moment",
        RuleKind.EVENT: "arrangement",
        RuleKind.DELEGATION: "delegering",
        RuleKind.STATEMENTS: "uttalelser",
        RuleKind.TURNOVER: "omsetningsoppgave",
        RuleKind.RENEWAL: "fornyelse",
        RuleKind.FEE: "gebyr",
        RuleKind.POINTS: "prikker",
        RuleKind.OTHER: "annet",
    },
    # Only the law itself has the strength of law; no policy can give it.
    Strength: {
        Strength.HARD: "fast",
        Strength.DEFAULT: "hovedregel",
        Strength.CONDITION: "vilkår",
        Strength.FACTOR: "moment",
        Strength.INFO: "opplysning",
    },
    LegalKind: {
        LegalKind.REGULATION: "forskrift",
        LegalKind.GUIDELINES: "retningslinjer",
        LegalKind.PLAN: "handlingsplan",
        LegalKind.DECISION: "vedtak",
        LegalKind.WEB_PAGE: "nettside",
    },
    Drawn: {
        Drawn.PLAN: "på kart",
        Drawn.STREETS: "gater",
        Drawn.CASE_BY_CASE: "fra sak til sak",
        Drawn.NOBODY: "ikke avgrenset",
    },
    FactKind: {FactKind.YES_NO: "ja/nei", FactKind.NUMBER: "tall", FactKind.TIME: "klokkeslett"},
    Otherwise: {Otherwise.ASK: "spør", Otherwise.CONSIDER: "vurder", Otherwise.REFUSE: "avslå"},
    Unmet: {
        Unmet.ASK: "spør",
        Unmet.REFUSE: "avslå",
        Unmet.PARTLY: "delvis",
        Unmet.CONSIDER: "vurder",
    },
    LicenceKind: {LicenceKind.SALE: "salg", LicenceKind.SERVING: "skjenking"},
    LicenceType: {
        LicenceType.PERMANENT: "fast",
        LicenceType.SEASONAL: "deler av året",
        LicenceType.SINGLE_OCCASION: "enkelt anledning",
        LicenceType.AMBULATORY: "ambulerende",
        LicenceType.OUTLET: "vinmonopol",
    },
    CaseSort: {
        CaseSort.NEW: "ny bevilling",
        CaseSort.TRANSFER: "overdragelse",
        CaseSort.RENEWAL: "fornyelse",
        CaseSort.EVENT: "arrangement",
        CaseSort.AREA: "areal",
        CaseSort.GROUPS: "grupper",
        CaseSort.HOURS: "tider",
        CaseSort.ONCE: "én gang",
        CaseSort.CONCEPT: "konsept",
    },
    Group: {Group.ONE: "1", Group.TWO: "2", Group.THREE: "3"},
    AreaKind: {AreaKind.INDOOR: "inne", AreaKind.OUTDOOR: "ute"},
    Audience: {Audience.GENERAL: "alle", Audience.CLOSED_COMPANY: "sluttet selskap"},
    VenueCategory: {
        VenueCategory.EATING_PLACE: "spisested",
        VenueCategory.CAFE: "kafé",
        VenueCategory.PUB_BAR: "pub eller bar",
        VenueCategory.NIGHTCLUB: "nattklubb",
        VenueCategory.HOTEL: "hotell",
        VenueCategory.PARTY_ROOM: "selskapslokale",
        VenueCategory.CULTURE: "kultursted",
        VenueCategory.CINEMA: "kino",
        VenueCategory.SPORTS_VENUE: "idrettsanlegg",
        VenueCategory.LODGE: "overnattingssted",
        VenueCategory.BOAT: "båt",
        VenueCategory.TRAIN: "tog",
        VenueCategory.FARM: "gård",
        VenueCategory.BREWERY: "bryggeri",
        VenueCategory.GROCERY: "dagligvare",
        VenueCategory.SPECIAL_SHOP: "spesialbutikk",
        VenueCategory.KIOSK: "kiosk",
        VenueCategory.PETROL_STATION: "bensinstasjon",
        VenueCategory.OTHER: "annet sted",
    },
    DayClass: {
        DayClass.SUNDAY: "søndag",
        DayClass.HOLIDAY: "helligdag",
        DayClass.EVE: "dag før søndag eller helligdag",
        DayClass.EVE_OF_HOLIDAY: "dag før helligdag",
        DayClass.LAST_DAY_OFF: "siste fridag før hverdag",
        DayClass.MAY_1: "1. mai",
        DayClass.MAY_17: "17. mai",
        DayClass.EVE_OF_MAY_1: "30. april",
        DayClass.EVE_OF_MAY_17: "16. mai",
        DayClass.EASTER_EVE: "påskeaften",
        DayClass.WHITSUN_EVE: "pinseaften",
        DayClass.CHRISTMAS_EVE: "julaften",
        DayClass.NEW_YEARS_EVE: "nyttårsaften",
    },
    CapStated: {
        CapStated.NUMBER: "tall",
        CapStated.NONE: "ingen grense",
        CapStated.UNDECIDED: "ikke bestemt",
    },
    CapSpan: {
        CapSpan.AT_ONCE: "samtidig",
        CapSpan.DAY: "per dag",
        CapSpan.YEAR: "per år",
        CapSpan.PERIOD: "per periode",
        CapSpan.UNSPECIFIED: "ikke sagt",
    },
    CapScope: {
        CapScope.MUNICIPALITY: "kommunen",
        CapScope.POLICY: "alle kommunene",
        CapScope.ZONE: "sonen",
        CapScope.VENUE: "stedet",
    },
    Overflow: {
        Overflow.REFUSE: "avslå",
        Overflow.DISCRETION: "vurder",
        Overflow.WAITING_LIST: "venteliste",
        Overflow.LOTTERY: "loddtrekning",
        Overflow.BEST_CONCEPT: "beste konsept",
        Overflow.UNSPECIFIED: "ikke sagt",
    },
    Allow: {
        Allow.NEVER: "aldri",
        Allow.NORMALLY_NOT: "normalt ikke",
        Allow.NORMALLY: "normalt",
        Allow.YES: "ja",
    },
    DelegationMode: {
        DelegationMode.ALONE: "én alene",
        DelegationMode.TWO_PEOPLE: "to sammen",
        DelegationMode.BODY: "politisk organ",
    },
    Matter: {
        Matter.LICENCE: "bevilling",
        Matter.EVENT: "arrangement",
        Matter.PEOPLE: "personer",
        Matter.TERMS: "endring",
        Matter.ENDING: "opphør",
    },
    DecisionOutcome: {
        DecisionOutcome.GRANT: "innvilge",
        DecisionOutcome.PART_GRANT: "innvilge delvis",
        DecisionOutcome.REFUSE: "avslå",
        DecisionOutcome.DISMISS: "avvise",
    },
    TariffMethod: {
        TariffMethod.GUESTS: "etter gjester",
        TariffMethod.SHARE_OF_ORDINARY: "andel av ordinært gebyr",
        TariffMethod.SHARE_OF_MINIMUM: "andel av minstegebyret",
        TariffMethod.FLAT: "fast beløp",
        TariffMethod.FIXED_AND_VOLUME: "fast beløp og mengde",
        TariffMethod.REDUCED_MINIMUM: "mengde med eget minstegebyr",
        TariffMethod.VOLUME: "mengde",
    },
    TariffPer: {TariffPer.EVENT: "arrangement", TariffPer.DAY: "dag"},
    RenewalMode: {
        RenewalMode.ALL_APPLY: "alle søker",
        RenewalMode.NONE_APPLY: "ingen søker",
        RenewalMode.SOME_APPLY: "noen søker",
        RenewalMode.NEW_TERMS: "nye vilkår",
        RenewalMode.TOTAL_REVIEW: "samlet vurdering",
        RenewalMode.SAME_TERMS: "samme vilkår",
    },
}

WEEKDAYS: Mapping[int, str] = {
    1: "mandag",
    2: "tirsdag",
    3: "onsdag",
    4: "torsdag",
    5: "fredag",
    6: "lørdag",
    7: "søndag",
}
MONTHS: Mapping[int, str] = {
    1: "januar",
    2: "februar",
    3: "mars",
    4: "april",
    5: "mai",
    6: "juni",
    7: "juli",
    8: "august",
    9: "september",
    10: "oktober",
    11: "november",
    12: "desember",
}
PLACES: Mapping[int, str] = {
    1: "første",
    2: "andre",
    3: "tredje",
    4: "fjerde",
    5: "femte",
    -1: "siste",
    -2: "nest siste",
    -3: "tredje siste",
}


def word_of(member: Enum) -> str:
    """The word that the form has for a value."""
    return VALUES[type(member)][member]


# What every case tells without being asked; rules name it like a question of their own.
TOLD: Mapping[str, str] = {
    "age_limit": "arrangementets aldersgrense",
    "guards": "antall vakter",
    "guests": "gjester",
    "event_days": "antall dager",
    "closed_company": "sluttet selskap",
    "latest_hour": "seneste tid",
}
TOLD_AS_TIMES = frozenset({"latest_hour"})

# What a name in a text may be the name of, as sentences begin with it.
SORT_WORDS: Mapping[str, str] = {
    "document": "Dokumentet",
    "zone": "Sonen",
    "local_days": "Dagene",
    "question": "Spørsmålet",
    "rule": "Regelen",
}
