"""Questions of a policy in words, those among them that every case tells, and answers as they are read."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from licensing.assessment.facts import (
    AGE_LIMIT,
    CLOSED_COMPANY,
    EVENT_DAYS,
    GUARDS,
    GUESTS,
    LATEST_HOUR,
)
from licensing.policy import FactKind, Policy, Question
from licensing.service_hours import DAY_MINUTES, clock_text

BUILT_IN: Mapping[str, tuple[Text, FactKind, Text]] = {
    GUESTS: (_l("Hvor mange gjester er ventet?"), FactKind.NUMBER, _l("gjester")),
    AGE_LIMIT: (_l("Hva er aldersgrensen?"), FactKind.NUMBER, _l("år")),
    GUARDS: (_l("Hvor mange vakter er det?"), FactKind.NUMBER, _l("vakter")),
    EVENT_DAYS: (_l("Hvor mange dager varer arrangementet?"), FactKind.NUMBER, _l("dager")),
    LATEST_HOUR: (_l("Hva er det seneste klokkeslettet det er søkt om?"), FactKind.TIME, ""),
    CLOSED_COMPANY: (_l("Er det et sluttet selskap?"), FactKind.YES_NO, ""),
}


def built_in_question(code: str) -> Question | None:
    """The question of a name that rules know without the policy defining it."""
    if code not in BUILT_IN:
        return None
    text, kind, unit = BUILT_IN[code]
    return Question(code, str(text), kind, str(unit))


def known_question(policy: Policy, code: str) -> Question | None:
    """The question of a code: the policy's own, or one of what every case tells."""
    return policy.question(code) or built_in_question(code)


def question_name(policy: Policy, code: str) -> str:
    """A question as it is named in a sentence; its code where nobody knows it."""
    question = known_question(policy, code)
    return code if question is None else question.text


def answer_text(question: Question, answer: bool | int | str | None) -> str:
    """An answer as it is read: ja, 30 rom, kl. 22.00; empty while nobody has given it."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return _("Ja") if answer else _("Nei")
    if question.kind is FactKind.TIME and isinstance(answer, int):
        return _("kl. %(time)s", time=clock_text(answer % DAY_MINUTES).replace(":", "."))
    return f"{answer} {question.unit}".strip()
