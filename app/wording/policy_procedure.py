"""The rules on procedure in words: events, who decides, who is heard, dates, renewal and fees."""

from collections.abc import Callable, Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.formats import amount
from app.wording.enums import Text, enumeration
from app.wording.enums_of_kinds import season_day_text
from app.wording.facts import ended, upper_first
from app.wording.policy_whens import case_text, licences_text
from app.wording.tariffs import low_turnover_said, tariff_said
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.matters import Matter
from licensing.policy import Policy, RenewalMode, Rule, RuleKind

MATTERS: dict[Matter, Text] = {
    Matter.LICENCE: _l("søknader om bevilling"),
    Matter.EVENT: _l("arrangementer"),
    Matter.PEOPLE: _l("styrer og stedfortreder"),
    Matter.TERMS: _l("endringer i bevillinger"),
    Matter.ENDING: _l("overdragelse og bortfall"),
}
OUTCOMES: dict[DecisionOutcome, Text] = {
    DecisionOutcome.GRANT: _l("innvilgelse"),
    DecisionOutcome.PART_GRANT: _l("delvis innvilgelse"),
    DecisionOutcome.REFUSE: _l("avslag"),
    DecisionOutcome.DISMISS: _l("avvisning"),
}
MODES: dict[DelegationMode, Text] = {
    DelegationMode.ALONE: _l("én person avgjør alene"),
    DelegationMode.TWO_PEOPLE: _l("én foreslår, en annen avgjør"),
    DelegationMode.BODY: _l("politisk organ avgjør"),
}
RENEWALS: dict[RenewalMode, Text] = {
    RenewalMode.ALL_APPLY: _l("Alle må søke på nytt."),
    RenewalMode.NONE_APPLY: _l("Ingen må søke på nytt."),
    RenewalMode.SOME_APPLY: _l("Noen må søke på nytt."),
    RenewalMode.NEW_TERMS: _l("Bevillingene løper videre med nye vilkår."),
    RenewalMode.TOTAL_REVIEW: _l("Alle gjennomgås samlet etter kriterier som er fastsatt på forhånd."),
    RenewalMode.SAME_TERMS: _l("Ny bevilling gis på samme vilkår som før."),
}


def event_said(rule: Rule, _policy: Policy) -> list[str]:
    """What is asked of events."""
    effect = rule.event
    if effect is None:
        return []
    about = upper_first(licences_text(rule.when)) if rule.when.types else _("Arrangementer")
    said = []
    if effect.notice_days is not None:
        said.append(
            ngettext(
                "søknaden må komme senest %(num)d dag før",
                "søknaden må komme senest %(num)d dager før",
                effect.notice_days,
            )
        )
    if effect.most_days is not None:
        said.append(
            ngettext(
                "høyst %(num)d dag regnes som én anledning",
                "høyst %(num)d dager regnes som én anledning",
                effect.most_days,
            )
        )
    if effect.principal_guests is not None:
        said.append(
            _("fra %(guests)s gjester spørres det om saken er prinsipiell", guests=effect.principal_guests)
        )
    if effect.responsible_age is not None:
        said.append(_("den ansvarlige må ha fylt %(age)s år", age=effect.responsible_age))
    if effect.deputy_required is not None:
        said.append(
            _("det kreves stedfortreder") if effect.deputy_required else _("det kreves ikke stedfortreder")
        )
    if effect.ask_statements is not None:
        said.append(
            _("politi og sosialtjeneste spørres hver gang")
            if effect.ask_statements
            else _("politi og sosialtjeneste spørres ikke hver gang")
        )
    return [f"{about}: {'; '.join(said)}."] if said else []


def delegation_said(rule: Rule, _policy: Policy) -> list[str]:
    """Who prepares, proposes and decides."""
    effect = rule.delegation
    if effect is None:
        return []
    about = str(MATTERS[effect.matter]) if effect.matter else _("saker")
    if rule.when.types or rule.when.kinds:
        about = f"{about} ({licences_text(rule.when)})"
    if effect.outcome is not None:
        about = _("%(outcome)s i %(matter)s", outcome=OUTCOMES[effect.outcome], matter=about)
    case = case_text(rule.when)
    if case:
        about = f"{about} {case}"
    said = []
    if effect.mode is not None and not (effect.mode is DelegationMode.BODY and effect.body):
        said.append(str(MODES[effect.mode]))
    for words, who in (
        (_l("%(who)s avgjør"), effect.body),
        (_l("%(who)s forbereder"), effect.prepares),
        (_l("%(who)s foreslår"), effect.proposes),
        (_l("klage går først til %(who)s"), effect.complaint_first),
        (_l("prinsipielle saker går til %(who)s"), effect.principal_to),
    ):
        if who:
            said.append(str(words) % {"who": who})
    sentences = [upper_first(f"{about}: {'; '.join(said)}.")] if said else []
    if effect.basis:
        sentences.append(_("Delegasjonen står i %(basis)s", basis=ended(effect.basis)))
    return sentences


def statements_said(rule: Rule, _policy: Policy) -> list[str]:
    """Who else is heard, and what weight an answer has."""
    effect = rule.statements
    if effect is None:
        return []
    sentences = []
    if effect.bodies:
        sentences.append(_("Disse uttaler seg også: %(bodies)s.", bodies=enumeration(effect.bodies)))
    if effect.weight:
        sentences.append(ended(effect.weight))
    return sentences


def turnover_said(rule: Rule, _policy: Policy) -> list[str]:
    """When the turnover statement is due."""
    effect = rule.turnover
    if effect is None:
        return []
    sentences = []
    if effect.due:
        sentences.append(
            _("Omsetningsoppgaven leveres innen %(day)s hvert år.", day=season_day_text(effect.due))
        )
    if effect.days_after is not None:
        sentences.append(
            ngettext(
                "Omsetningsoppgaven leveres innen %(num)d dag etter arrangementet.",
                "Omsetningsoppgaven leveres innen %(num)d dager etter arrangementet.",
                effect.days_after,
            )
        )
    return sentences


def renewal_said(rule: Rule, _policy: Policy) -> list[str]:
    """How licences are renewed or given to a new owner."""
    effect = rule.renewal
    if effect is None:
        return []
    case = case_text(rule.when)
    said = str(RENEWALS[effect.mode])
    sentences = [f"{upper_first(case)}: {said[:1].lower()}{said[1:]}" if case else said]
    if effect.terms_by:
        sentences.append(_("Nye vilkår kan settes av %(who)s", who=ended(effect.terms_by)))
    return sentences


def fee_said(rule: Rule, _policy: Policy) -> list[str]:
    """What the municipality takes for events."""
    effect = rule.fee
    if effect is None:
        return []
    said = [
        str(words) % {"amount": amount(ore)}
        for words, ore in (
            (_l("bevilling for en enkelt anledning %(amount)s kr"), effect.single_ore),
            (_l("ambulerende bevilling %(amount)s kr"), effect.ambulatory_ore),
            (_l("utvidelse for én anledning %(amount)s kr"), effect.once_ore),
            (_l("for behandlingen %(amount)s kr"), effect.admin_ore),
            (_l("når omsetningsoppgaven mangler %(amount)s kr"), effect.missing_statement_ore),
        )
        if ore is not None
    ]
    if effect.tariff is not None:
        tariff = tariff_said(effect.tariff)
        said.insert(0, _("bevilling for en enkelt anledning %(tariff)s", tariff=tariff))
    sentences = [_("Gebyr: %(fees)s.", fees="; ".join(said))] if said else []
    if effect.low_turnover:
        steps = low_turnover_said(effect.low_turnover)
        sentences.append(_("Ved lav omsetning kan gebyret settes ned til %(steps)s.", steps=steps))
    return sentences


PROCEDURE: dict[RuleKind, Callable[[Rule, Policy], Iterable[str]]] = {
    RuleKind.EVENT: event_said,
    RuleKind.DELEGATION: delegation_said,
    RuleKind.STATEMENTS: statements_said,
    RuleKind.TURNOVER: turnover_said,
    RuleKind.RENEWAL: renewal_said,
    RuleKind.FEE: fee_said,
}
