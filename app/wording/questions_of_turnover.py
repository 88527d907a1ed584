"""Questions about figures of turnover, as they are put to who sent them, and as the office reads them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.formats import litres
from app.wording.enums import Text
from fees.plausibility import QuestionCode

# What a figure is held against, and whether it lies below or above.
COMPARED: Mapping[tuple[QuestionCode, str, str], Text] = {
    (QuestionCode.FAR_FROM_EXPECTED, "actual", "below"): _l(
        "Gruppe %(group)s: %(litres)s liter er %(percent)s %% under forventet (%(against)s). Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_EXPECTED, "actual", "above"): _l(
        "Gruppe %(group)s: %(litres)s liter er %(percent)s %% over forventet (%(against)s). Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_LAST_YEAR, "actual", "below"): _l(
        "Gruppe %(group)s: %(litres)s liter er %(percent)s %% under året før (%(against)s). Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_LAST_YEAR, "actual", "above"): _l(
        "Gruppe %(group)s: %(litres)s liter er %(percent)s %% over året før (%(against)s). Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_LAST_YEAR, "expected", "below"): _l(
        "Gruppe %(group)s: forventet %(litres)s liter er %(percent)s %% under det som er omsatt"
        " (%(against)s). Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_LAST_YEAR, "expected", "above"): _l(
        "Gruppe %(group)s: forventet %(litres)s liter er %(percent)s %% over det som er omsatt (%(against)s)."
        " Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_SUPPLIERS, "actual", "below"): _l(
        "Gruppe %(group)s: %(litres)s liter er %(percent)s %% under det leverandørene har oppgitt"
        " (%(against)s). Stemmer det?"
    ),
}
AGAINST_NOTHING: Mapping[tuple[QuestionCode, str], Text] = {
    (QuestionCode.FAR_FROM_EXPECTED, "actual"): _l(
        "Gruppe %(group)s: %(litres)s liter, men forventet var 0. Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_LAST_YEAR, "actual"): _l(
        "Gruppe %(group)s: %(litres)s liter, men året før var det 0. Stemmer det?"
    ),
    (QuestionCode.FAR_FROM_LAST_YEAR, "expected"): _l(
        "Gruppe %(group)s: forventet %(litres)s liter, men det er omsatt 0. Stemmer det?"
    ),
}
PLAIN: Mapping[QuestionCode, Text] = {
    QuestionCode.UNUSUAL_FOR_KIND: _l(
        "Gruppe %(group)s: %(litres)s liter er mye for et sted av dette slaget. Stemmer det?"
    ),
    QuestionCode.NIL_FROM_OPEN_PLACE: _l("Bevillingen gjaldt hele året. Stemmer det at ingenting er omsatt?"),
    QuestionCode.GROUP_NOT_LICENSED: _l(
        "Gruppe %(group)s: %(litres)s liter, men bevillingen gjelder ikke denne gruppen. Stemmer det?"
    ),
    QuestionCode.PRODUCER_RIGHT: _l(
        "Gruppe 2: %(litres)s liter, men i salg gjelder gruppe 2 bare egne produkter"
        " (alkoholloven § 3-1b). Stemmer det?"
    ),
    QuestionCode.ABOVE_OWN_PRODUCE: _l(
        "Gruppe 2: %(litres)s liter er over grensen for egne varer på %(against)s liter i året (alkoholloven"
        " § 1-7f). Stemmer det?"
    ),
}


def turnover_question(code: QuestionCode, group: int, facts: Mapping[str, Any]) -> str:
    """The question: «Gruppe 3: 28 liter er 91 % under forventet (300). Stemmer det?»"""
    of, side = str(facts.get("of", "actual")), str(facts.get("side", ""))
    if code in PLAIN:
        text = PLAIN[code]
    elif "percent" in facts:
        text = COMPARED[code, of, side]
    else:
        text = AGAINST_NOTHING[code, of]
    return str(text) % {
        "group": group,
        "litres": litres(int(facts.get("litres_cl", 0))),
        "against": litres(int(facts.get("against_cl", 0))),
        "percent": facts.get("percent", ""),
    }


def usual_note(code: QuestionCode, facts: Mapping[str, Any]) -> str:
    """What only the office is told: what others sell is not the sender's to know."""
    if code is not QuestionCode.UNUSUAL_FOR_KIND:
        return ""
    return _("Vanlig for slike steder her: %(litres)s liter.", litres=litres(int(facts["against_cl"])))
