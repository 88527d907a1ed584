"""The rules of the policy in words: each rule as a few plain sentences, as it would be read out."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.wording.enums import Text, enumeration, groups_text
from app.wording.facts import AREAS, ended, upper_first
from app.wording.policy_procedure import PROCEDURE
from app.wording.policy_questions import question_name
from app.wording.policy_whens import (
    activity_text,
    all_asked_text,
    asked_text,
    case_text,
    category_name,
    days_of_rule,
    licences_text,
    places_text,
    service_time,
    zones_text,
)
from licensing.licences import LicenceKind
from licensing.policy import (
    Allow,
    CapEffect,
    CapScope,
    CapSpan,
    CapStated,
    HoursEffect,
    Overflow,
    Policy,
    Relative,
    Rule,
    RuleKind,
    Unmet,
)
from licensing.policy.older import COUNTED_BEFORE

SPANS: dict[CapSpan, Text] = {
    CapSpan.AT_ONCE: _l("samtidig"),
    CapSpan.DAY: _l("per døgn"),
    CapSpan.YEAR: _l("per år"),
    CapSpan.PERIOD: _l("i hele bevillingsperioden"),
}
SCOPES: dict[CapScope, Text] = {
    CapScope.MUNICIPALITY: _l("i kommunen"),
    CapScope.POLICY: _l("i kommunene til sammen"),
    CapScope.ZONE: _l("i hver sone"),
    CapScope.VENUE: _l("per sted"),
}
ALL_OF: dict[LicenceKind, Text] = {
    LicenceKind.SALE: _l("salgsbevillingene"),
    LicenceKind.SERVING: _l("skjenkebevillingene"),
}
OVER: dict[Overflow, Text] = {
    Overflow.REFUSE: _l("Over taket foreslås avslag."),
    Overflow.DISCRETION: _l("Over taket vurderes saken konkret."),
    Overflow.WAITING_LIST: _l("Over taket settes søkeren på venteliste."),
    Overflow.LOTTERY: _l("Over taket trekkes det lodd."),
    Overflow.BEST_CONCEPT: _l("Over taket går det beste konseptet foran."),
    Overflow.UNSPECIFIED: _l("Teksten sier ikke hva som skjer over taket."),
}
ALLOWED: dict[Allow, Text] = {
    Allow.NEVER: _l("Det gis ikke %(licence)s."),
    Allow.NORMALLY_NOT: _l("Det gis normalt ikke %(licence)s."),
    Allow.NORMALLY: _l("Det gis normalt %(licence)s."),
    Allow.YES: _l("Det kan gis %(licence)s."),
}
UNMET: dict[Unmet, Text] = {
    Unmet.ASK: _l("Er det ikke oppfylt, spørres søkeren."),
    Unmet.REFUSE: _l("Er det ikke oppfylt, foreslås avslag."),
    Unmet.PARTLY: _l("Er det ikke oppfylt, foreslås mindre enn det er søkt om."),
    Unmet.CONSIDER: _l("Er det ikke oppfylt, vurderes saken konkret."),
}


def rule_sentence(rule: Rule, policy: Policy) -> str:
    """What a rule says, in whole sentences: "Skjenking av gruppe 1 og 2 inne: kl. 08.00–01.00."."""
    written = SENTENCES_OF.get(rule.kind, _words)
    sentences = [sentence for sentence in written(rule, policy) if sentence] or _words(rule, policy)
    if rule.when.tests:
        sentences.append(_("Gjelder når: %(tests)s.", tests=all_asked_text(policy, rule.when.tests)))
    return " ".join(sentences)


def _about(rule: Rule, policy: Policy) -> str:
    """Places, cases and days of a rule, as they go on after what it is about."""
    when = rule.when
    parts = [places_text(when, policy), case_text(when), days_of_rule(when, policy)]
    return ", ".join(part for part in parts if part)


def _headed(first: str, rule: Rule, policy: Policy, said: str) -> str:
    """ "Skjenking av gruppe 3 inne, fredag og lørdag: kl. 13.00–02.00." """
    more = _about(rule, policy)
    joined = (
        first if not more else f"{first} {more}" if places_text(rule.when, policy) else f"{first}, {more}"
    )
    return upper_first(f"{joined}: {said}.")


def _hours(rule: Rule, policy: Policy, *, first: str = "") -> list[str]:
    effect = rule.hours or HoursEffect()
    named = first or activity_text(rule.when)
    if rule.when.types:
        types = licences_text(replace(rule.when, groups=()))
        named = _("%(activity)s med %(licence)s", activity=named, licence=types)
    said = [hours_said(effect, policy)]
    if effect.may_shorten:
        said.append(_("tiden kan settes kortere for det enkelte stedet"))
    return [_headed(named, rule, policy, "; ".join(part for part in said if part))]


def hours_said(effect: HoursEffect, policy: Policy) -> str:
    """The hours of an effect, without who and when: "kl. 08.00–01.00", "til kl. 02.00"."""
    parts = []
    if effect.closed:
        parts.append(_("ikke tillatt"))
    if effect.earliest is not None and effect.latest is not None:
        parts.append(
            _("kl. %(first)s–%(last)s", first=service_time(effect.earliest), last=service_time(effect.latest))
        )
    elif effect.earliest is not None:
        parts.append(_("fra kl. %(first)s", first=service_time(effect.earliest)))
    elif effect.latest is not None:
        parts.append(_("til kl. %(last)s", last=service_time(effect.latest)))
    if effect.same_as_area is not None:
        parts.append(_("samme tid som %(area)s", area=AREAS[effect.same_as_area]))
    if effect.same_as_rule:
        parts.append(_("samme tid som i regel %(rule)s", rule=effect.same_as_rule))
    if effect.relative is not None:
        parts.append(_relative(effect.relative, policy))
    return ", ".join(parts)


def _relative(relative: Relative, policy: Policy) -> str:
    begins = f"«{question_name(policy, relative.begins)}»"
    ends = f"«{question_name(policy, relative.ends)}»"
    if relative.before:
        begins = _("%(minutes)s minutter før %(time)s", minutes=relative.before, time=begins)
    if relative.after:
        ends = _("%(minutes)s minutter etter %(time)s", minutes=relative.after, time=ends)
    return _("fra %(begins)s til %(ends)s", begins=begins, ends=ends)


def _opening(rule: Rule, policy: Policy) -> list[str]:
    return _hours(rule, policy, first=_("åpningstid %(where)s", where=_where(rule)).strip())


def _where(rule: Rule) -> str:
    return enumeration(str(AREAS[area]) for area in rule.when.areas)


def _cap(rule: Rule, policy: Policy) -> list[str]:
    effect = rule.cap or CapEffect()
    many = licences_text(rule.when, many=True)
    about = _about(rule, policy)
    counted = f"{many} {about}" if about else many
    if effect.stated is CapStated.NONE:
        return [_("Det er ikke tak på antall %(licences)s.", licences=counted)]
    if effect.limit is None and effect.percent is None:
        return [
            _(
                "Kommunen kan sette tak på antall %(licences)s. Det er ikke bestemt noe tall.",
                licences=counted,
            )
        ]
    # Where the zones are named already, "in each zone" would say it twice.
    scope = "" if effect.scope is CapScope.ZONE and rule.when.zones else str(SCOPES[effect.scope])
    span = str(SPANS.get(effect.span, ""))
    sentences = [
        f"{' '.join(part for part in (limit, scope, span) if part)}."
        for limit in _limits(effect, rule, policy)
    ]
    if effect.span is CapSpan.UNSPECIFIED:
        sentences.append(_("Teksten sier ikke om de telles samtidig eller over tid."))
    return [*sentences, *_cap_details(effect, policy)]


def _limits(effect: CapEffect, rule: Rule, policy: Policy) -> list[str]:
    about = _about(rule, policy)

    def counted(*, many: bool) -> str:
        licences = licences_text(rule.when, many=many)
        return f"{licences} {about}" if about else licences

    found = []
    if effect.limit is not None:
        found.append(
            _(
                "Høyst %(limit)s %(licences)s",
                limit=effect.limit,
                licences=counted(many=effect.limit != 1),
            )
        )
    if effect.percent is not None:
        of = _("bevillingene") if effect.percent_of is None else str(ALL_OF[effect.percent_of])
        found.append(
            _(
                "%(licences)s: høyst %(percent)s %% av %(all)s",
                licences=upper_first(counted(many=True)),
                percent=effect.percent,
                all=of,
            )
        )
    return found


def _cap_details(effect: CapEffect, policy: Policy) -> list[str]:
    sentences = []
    if effect.counts not in ("", COUNTED_BEFORE):
        sentences.append(_("Det som telles: %(counts)s", counts=ended(effect.counts)))
    if effect.exempt:
        names = enumeration(category_name(policy, category).lower() for category in effect.exempt)
        sentences.append(_("Telles ikke: %(places)s.", places=names))
    sentences.append(str(OVER[effect.overflow]))
    if effect.transfer_keeps_seat is not None:
        sentences.append(
            _("Ny eier beholder plassen.")
            if effect.transfer_keeps_seat
            else _("Ny eier beholder ikke plassen.")
        )
    if effect.pending_reserves is not None:
        sentences.append(
            _("Søknader under behandling holder av plass.")
            if effect.pending_reserves
            else _("Søknader under behandling holder ikke av plass.")
        )
    if effect.may_exceed:
        sentences.append(_("Kan gå over taket: %(who)s", who=ended(effect.may_exceed)))
    return sentences


def _place(rule: Rule, policy: Policy) -> list[str]:
    effect = rule.place
    if effect is None:
        return _words(rule, policy)
    about = _about(rule, policy)
    licence = licences_text(rule.when)
    named = f"{licence} {about}" if about else licence
    sentences = []
    if effect.allow is not None:
        sentences.append(str(ALLOWED[effect.allow]) % {"licence": named})
    if effect.only_categories:
        names = enumeration(category_name(policy, category).lower() for category in effect.only_categories)
        sentences.append(upper_first(_("%(licence)s gis bare til %(places)s.", licence=named, places=names)))
    if effect.only_where:
        sentences.append(
            upper_first(
                _("%(licence)s gis bare for: %(where)s", licence=named, where=ended(effect.only_where))
            )
        )
    if effect.only_groups:
        sentences.append(
            upper_first(
                _(
                    "%(licence)s gis bare for %(groups)s.",
                    licence=named,
                    groups=groups_text(effect.only_groups),
                )
            )
        )
    return sentences


def _condition(rule: Rule, policy: Policy) -> list[str]:
    effect = rule.condition
    if effect is None:
        return _words(rule, policy)
    sentences = [ended(effect.text), _for_whom(rule, policy)]
    if effect.test is not None:
        sentences.append(_("Det spørres: %(test)s.", test=asked_text(policy, effect.test)))
        sentences.append(str(UNMET[effect.unmet]))
    if effect.proof:
        sentences.append(_("Dokumentasjon: %(proof)s", proof=ended(effect.proof)))
    if effect.before_use:
        sentences.append(_("Må være oppfylt før bevillingen tas i bruk."))
    if effect.due_days is not None:
        sentences.append(
            ngettext(
                "Frist: %(num)d dag etter vedtaket.", "Frist: %(num)d dager etter vedtaket.", effect.due_days
            )
        )
    if not effect.standard:
        sentences.append(_("Settes bare når saksbehandleren velger det."))
    return sentences


def _for_whom(rule: Rule, policy: Policy) -> str:
    """ "Gjelder skjenkebevilling ute." Empty where a rule is for all."""
    when = rule.when
    parts = [places_text(when, policy), case_text(when), days_of_rule(when, policy)]
    areas = _where(rule)
    if not (any(parts) or areas or when.kinds or when.types or when.groups):
        return ""
    return _(
        "Gjelder %(what)s.", what=" ".join(part for part in (licences_text(when), areas, *parts) if part)
    )


def _factor(rule: Rule, policy: Policy) -> list[str]:
    effect = rule.factor
    if effect is None:
        return _words(rule, policy)
    sentences = [ended(effect.text), _for_whom(rule, policy)]
    if effect.prefer_categories:
        names = enumeration(category_name(policy, category).lower() for category in effect.prefer_categories)
        sentences.append(_("Taler for: %(places)s.", places=names))
    if effect.prefer_zones:
        sentences.append(_("Taler for: steder i %(zones)s.", zones=zones_text(policy, effect.prefer_zones)))
    return sentences


def _words(rule: Rule, policy: Policy) -> list[str]:
    about = _about(rule, policy)
    return [ended(rule.words) if rule.words else "", _for_whom(rule, policy) if about else ""]


SENTENCES_OF: dict[RuleKind, Callable[[Rule, Policy], Iterable[str]]] = {
    RuleKind.HOURS: _hours,
    RuleKind.OPENING: _opening,
    RuleKind.CAP: _cap,
    RuleKind.PLACE: _place,
    RuleKind.CONDITION: _condition,
    RuleKind.FACTOR: _factor,
    **PROCEDURE,
}
