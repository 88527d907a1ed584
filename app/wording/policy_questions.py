"""Questions that rules of a policy may ask without the policy wording them: what every event can tell."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from licensing.policy import FactKind, Question
from licensing.service_hours import DAY_MINUTES, clock_text

BUILT_IN: Mapping[str, tuple[Text, FactKind, Text]] = {
    "guests": (_l("Hvor mange gjester er ventet?"), FactKind.NUMBER, _l("gjester")),
    "age_limit": (_l("Hva er aldersgrensen?"), FactKind.NUMBER, _l("år")),
    "guards": (_l("Hvor mange vakter er det?"), FactKind.NUMBER, _l("vakter")),
    "event_days": (_l("Hvor mange dager varer arrangementet?"), FactKind.NUMBER, _l("dager")),
    "latest_hour": (_l("Hvor sent er det søkt om?"), FactKind.TIME, ""),
    "closed_company": (_l("Er det et sluttet selskap?"), FactKind.YES_NO, ""),
}


def built_in_question(code: str) -> Question | None:
    """The question of a name that rules know without the policy defining it."""
    if code not in BUILT_IN:
        return None
    text, kind, unit = BUILT_IN[code]
    return Question(code, str(text), kind, str(unit))


def answer_text(question: Question, answer: bool | int | str | None) -> str:
    """An answer as it is read: ja, 30 rom, kl. 22.00; empty while nobody has given it."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return _("Ja") if answer else _("Nei")
    if question.kind is FactKind.TIME and isinstance(answer, int):
        return _("kl. %(time)s", time=clock_text(answer % DAY_MINUTES).replace(":", "."))
    return f"{answer} {question.unit}".strip()
