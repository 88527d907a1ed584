"""What a try-out found, in words: from which hours to which, what is lost, what it hangs on."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.formats import hours, short_date
from app.wording.enums import enumeration, groups_text, label
from app.wording.facts import AREAS, days_text, upper_first
from app.wording.policy_questions import question_name
from licensing.licences import AreaKind
from licensing.policy import Policy
from licensing.policy.whens import CATEGORY, ZONE
from licensing.service_hours import ServiceHours
from licensing.tryouts import Consequence, Would


def would_text(would: Would, policy: Policy) -> str:
    """One thing that would happen, and where the rule stands."""
    text = _what(would, policy)
    return f"{text} ({would.source})" if would.source else text


def _what(would: Would, policy: Policy) -> str:
    if would.before:
        return _hours_text(would, policy)
    match would.what:
        case Consequence.PART_LOST:
            return _("Mister %(part)s", part=_part(would))
        case Consequence.CONDITION:
            return _("Trenger vilkåret «%(text)s»", text=condition_text(policy, would.rule))
        case Consequence.JUDGED:
            return _("Må vurderes: %(rule)s", rule=_rule_words(would, policy))
        case Consequence.UNKNOWN:
            return _("Kommer an på: %(asked)s", asked=asked_text(would.asks, policy))
    return label(would.what)


def _hours_text(would: Would, policy: Policy) -> str:
    moved = _(
        "%(place)s: %(before)s blir %(after)s %(days)s",
        place=upper_first(_part(would)),
        before=_spans(would.before),
        after=_spans(would.after),
        days=_days(would),
    )
    if would.what is Consequence.UNKNOWN:
        return _("%(moved)s. Kommer an på: %(asked)s", moved=moved, asked=asked_text(would.asks, policy))
    return _("%(moved)s. Må vurderes", moved=moved) if would.what is Consequence.JUDGED else moved


def _part(would: Would) -> str:
    """Which part of a licence: "inne, gruppe 1 og 2"."""
    parts = [str(AREAS[would.area])] if would.area else []
    if would.groups:
        parts.append(groups_text(map(int, would.groups)))
    if parts == [str(AREAS[AreaKind.OUTDOOR])]:
        return _("uteserveringen")
    return ", ".join(parts)


def _spans(spans: Iterable[ServiceHours]) -> str:
    return enumeration(hours(span) for span in spans) or _("stengt")


def _days(would: Would) -> str:
    named = [short_date(day) for day in would.days]
    if not would.weekdays:
        return enumeration(named)
    return enumeration([days_text(would.weekdays), *named])


def _rule_words(would: Would, policy: Policy) -> str:
    rule = policy.rule(would.rule)
    if rule is None:
        return _("stedet fyller ikke kravene til type virksomhet")
    return (rule.words or label(rule.kind)).rstrip(".")


def condition_text(policy: Policy, code: str) -> str:
    """The text of a condition, by its rule."""
    rule = policy.rule(code)
    return rule.condition.text.rstrip(".") if rule is not None and rule.condition is not None else code


def asked_text(codes: Iterable[str], policy: Policy) -> str:
    """What a licence hangs on: the questions of the policy, in its words."""
    return enumeration(f"«{asked_name(code, policy)}»" for code in codes)


def asked_name(code: str, policy: Policy) -> str:
    """One question that nobody has answered."""
    if code == ZONE:
        return _("Hvilken sone ligger stedet i?")
    if code == CATEGORY:
        return _("Hva slags virksomhet er det?")
    return question_name(policy, code)
