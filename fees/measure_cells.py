"""Cells of a measures table ("tiltakstabell"): the verbs of a text, its deadline, and who owns a measure."""

import re
from calendar import monthrange
from datetime import date

from fees.plans import MeasureVerb

# What a plan may say of a measure in a year. Plans write the same verb in several ways: "videreføre",
# "videreføres", "videreføring", and in nynorsk "vidareføre", "vidareførast". A noun that only begins like a
# verb ("samarbeidsområder") is none.
_VERBS: tuple[tuple[MeasureVerb, re.Pattern[str]], ...] = tuple(
    (verb, re.compile(pattern, re.IGNORECASE))
    for verb, pattern in (
        (
            MeasureVerb.CONTINUE,
            r"\b(?:vid[ea]refør(?:e[rs]?|ast|ing|t)?|fortset(?:t(?:e[rs]?)?|je[r]?|jast))\b",
        ),
        (MeasureVerb.EVALUATE, r"\bevaluer(?:e[rs]?|ast|ing|t)\b"),
        (MeasureVerb.CARRY_OUT, r"\bgjennomfør(?:e[rs]?|ast|ing|t)?\b"),
        (MeasureVerb.REPEAT, r"\bgjenta(?:s|r|kast|k(?:else)?|k(?:e|ing)|tt)?\b"),
        (MeasureVerb.REINTRODUCE, r"\bgjeninnfør(?:e[rs]?|ast|ing|t)?\b"),
        (
            MeasureVerb.START,
            r"\b(?:start(?:e[rs]?|et|ast)?|oppstart|igangsett(?:e[rs]?|ing)?|iverksett(?:e[rs]?)?"
            r"|set(?:te|je)[rs]? i gang|setjast i (?:gang|verk))\b",
        ),
        (MeasureVerb.ESTABLISH, r"\b(?:etabler(?:e[rs]?|ast|ing|t)|opprett(?:e[rs]?|et|ast)?)\b"),
        (
            MeasureVerb.APPLY_FOR_FUNDS,
            r"\bsøkj?e[rs]?\b(?=[^.;]*?(?:midl[ea]r|tilsk(?:udd|ot)|finansiering))",
        ),
        (MeasureVerb.GRANT_FUNDS, r"\btildel(?:e[rs]?|ast|ing|t)\b"),
        (MeasureVerb.MAP, r"\bkartlegg(?:j?e[rs]?|j?ast|ing)?\b"),
        (MeasureVerb.COMPLETE, r"\bfullfør(?:e[rs]?|ast|ing|t)?\b"),
        (MeasureVerb.STUDY, r"\b(?:utred(?:e[rs]?|ning|et)|gre(?:ie|ier|iast) ut|utgreiing)\b"),
        (MeasureVerb.PLAN, r"\b(?:planlegg(?:j?e[rs]?|j?ast|ing)?|leggj?e[rs]? plan(?:er|ar)?)\b"),
        (MeasureVerb.ADJUST, r"\b(?:endr(?:e[rst]?|ast)|endring|juster(?:e[rs]?|ast|ing|t))\b"),
        (MeasureVerb.WIDEN, r"\butvid(?:e[rs]?|ast|else|ing|et)\b"),
        (MeasureVerb.COOPERATE, r"\bsamarbeid(?:e[rs]?|ast)?\b"),
        (MeasureVerb.CONTACT, r"\b(?:kontakt(?:e[rst]?|ast)|ta kontakt)\b"),
    )
)
_MONTH_NAMES = "januar februar mars april mai juni juli august september oktober november desember"
MONTHS = tuple(_MONTH_NAMES.split())
_DUE = r"\b(?:seinast|senest|inna?e?n|før|frist)\b(?:\s+(?:utgangen|slutten)\s+av)?\s+"
_DUE_MONTH = re.compile(
    _DUE + r"(?:(\d{1,2})\.?\s+)?(" + "|".join(MONTHS) + r")\b(?:\s+(\d{4}))?", re.IGNORECASE
)
_DUE_DAY = re.compile(_DUE + r"(\d{1,2})\.(\d{1,2})\.(?:(\d{4}))?", re.IGNORECASE)

OTHERS = "m.fl."
"""Said at the end of a list of owners: and others."""
# Units whose name holds an "og": one owner, not two.
UNITS = (
    "integrering og mestring",
    "helse og omsorg",
    "helse og velferd",
    "oppvekst og kultur",
    "plan og bygg",
)
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+og\s+|\s+i\s+samarbeid\s+med\s+", re.IGNORECASE)
_WITH_OTHERS = re.compile(r",?\s*(?:m\.?\s?fl\.?|med\s+flere)$", re.IGNORECASE)
# Stands for a space within the name of one owner while the owners are told apart.
_HELD = "\0"


def verbs_of(text: str) -> tuple[MeasureVerb, ...]:
    """The verbs of a cell in the order of the text, each once.

    >>> [verb.value for verb in verbs_of("Evalueres og gjentas")]
    ['evaluate', 'repeat']
    >>> [verb.value for verb in verbs_of("Søkje midlar, greie ut og vidareføre")]
    ['apply_for_funds', 'study', 'continue']
    """
    found = {verb: match.start() for verb, pattern in _VERBS if (match := pattern.search(text))}
    return tuple(sorted(found, key=found.__getitem__))


def begins_with_verb(text: str, place: int = 0) -> bool:
    """Whether one of the verbs begins at a place of a text."""
    return any(pattern.match(text, place) for _verb, pattern in _VERBS)


def due_day_of(text: str, year: int) -> date | None:
    """The last day that a cell gives; the last of the month, and the cell's own year, where it names no more.

    >>> due_day_of("Startes senest januar 2016", 2016)
    datetime.date(2016, 1, 31)
    """
    if (named := _DUE_MONTH.search(text)) is not None:
        month, told = MONTHS.index(named[2].lower()) + 1, int(named[3] or year)
        return _day(told, month, int(named[1] or monthrange(told, month)[1])) if 1 <= told <= 9999 else None
    if (numbered := _DUE_DAY.search(text)) is not None:
        return _day(int(numbered[3] or year), int(numbered[2]), int(numbered[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def owners_of(text: str, units: tuple[str, ...] = UNITS) -> tuple[str, ...]:
    """The owners that a cell names, by role, each once and with a capital letter.

    >>> owners_of("Integrering og mestring, psykisk helsetjeneste og skole")
    ('Integrering og mestring', 'Psykisk helsetjeneste', 'Skole')
    """
    rest = text.strip()
    others = _WITH_OTHERS.search(rest)
    if others is not None:
        rest = rest[: others.start()]
    for unit in units:
        rest = re.sub(re.escape(unit), lambda found: found[0].replace(" ", _HELD), rest, flags=re.IGNORECASE)
    # "Helse- og omsorgstjenesten" is one owner too.
    rest = re.sub(r"-\s+(og|eller)\s+", rf"-{_HELD}\1{_HELD}", rest, flags=re.IGNORECASE)
    named = [part.replace(_HELD, " ").strip(" .") for part in _BETWEEN.split(rest)]
    owners: dict[str, str] = {}
    for name in [*(one for one in named if one), *([OTHERS] if others is not None else [])]:
        owners.setdefault(name.casefold(), name if name == OTHERS else name[0].upper() + name[1:])
    return tuple(owners.values())
