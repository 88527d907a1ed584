"""What the municipality's own rules say of the hours applied for, through the year or on the days asked for.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from licensing.assessment.facts import AskedHours, Facts
from licensing.assessment.findings import (
    RULES_APART,
    Finding,
    FindingCode,
    FindingOutcome,
    Plain,
    by_policy,
)
from licensing.assessment.grounds import ground_for, ground_wanted
from licensing.assessment.hours_rules import (
    Cut,
    alike_cuts,
    asked_rows,
    cut_facts,
    hours_citation,
)
from licensing.assessment.local_cuts import LocalCut, hours_held, local_cuts
from licensing.assessment.situations import situation_of
from licensing.law import ALKL_4_4_PARA_3, Citation
from licensing.licences import LicenceKind
from licensing.matters import ONCE
from licensing.policy import Policy, Rule, RuleKind, Strength

BY_STRENGTH = (Strength.HARD, Strength.DEFAULT, Strength.CONDITION)


def local_hours_kept(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The hours lie within what the municipality has set, or within the normal hours where it has set none.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    if facts.kind is None:
        return
    cuts = {asked: local_cuts(facts, facts.kind, policy, asked, on) for asked in asked_rows(facts)}
    gained = any(_gains(facts, asked, cut) for asked, rows in cuts.items() for cut in rows)
    for asked, rows in cuts.items():
        yield from _findings(facts, facts.kind, policy, asked, rows, nothing_gained=not gained)
    yield from _shortening(facts, policy, on)


def _gains(facts: Facts, asked: AskedHours, cut: LocalCut) -> bool:
    """Whether what is left is more than the licence has already; without hours that it has, all is.

    What hangs on an answer that nobody has given may still be more.
    """
    if cut.unknown:
        return True
    held = hours_held(facts, asked.group, cut.weekday).get(asked.area)
    if held is None:
        return cut.allowed is not None
    return cut.allowed is not None and not cut.allowed.within(held)


def _findings(
    facts: Facts,
    kind: LicenceKind,
    policy: Policy,
    asked: AskedHours,
    cuts: list[LocalCut],
    *,
    nothing_gained: bool,
) -> Iterator[Finding]:
    citation = hours_citation(kind)
    within = [cut for cut in cuts if cut.allowed == cut.asked]
    short = [cut for cut in cuts if cut.allowed != cut.asked]
    outside = [cut for cut in short if cut.set_here]
    beyond = [cut for cut in short if not cut.set_here]
    yield from _conflicts(policy, asked, cuts, citation)
    yield from _unknown(policy, asked, cuts)
    yield from _told(policy, asked, cuts, citation)
    for alike in alike_cuts(outside):
        rules = _rules_of(alike)
        yield from _outside(facts, kind, policy, asked, alike, rules, nothing_gained=nothing_gained)
    for alike in alike_cuts(beyond):
        # Longer than the normal hours is lawful only when the municipality decides it.
        yield Finding(
            FindingCode.HOURS_BEYOND_NORMAL,
            FindingOutcome.CONSIDER,
            Strength.HARD,
            citation,
            cut_facts(asked, alike),
        )
    if within and not outside and not beyond:
        for alike in alike_cuts(within):
            rules = _rules_of(alike)
            yield Finding(
                FindingCode.HOURS_WITHIN_POLICY,
                FindingOutcome.OK,
                _strength(rules),
                citation,
                cut_facts(asked, alike),
                sources(policy, rules),
                codes(rules),
            )


def _outside(
    facts: Facts,
    kind: LicenceKind,
    policy: Policy,
    asked: AskedHours,
    alike: tuple[Cut, ...],
    rules: tuple[Rule, ...],
    *,
    nothing_gained: bool,
) -> Iterator[Finding]:
    """Departing from a regulation is a decision by the act itself; from a main rule it wants a ground."""
    strength = _strength(rules)
    told = cut_facts(asked, alike)
    citation, outcome = hours_citation(kind), FindingOutcome.PARTLY
    if kind is LicenceKind.SERVING and any(policy.is_regulation(rule) for rule in rules):
        citation, strength = ALKL_4_4_PARA_3, Strength.HARD
    if nothing_gained and facts.terms is not None and facts.terms.held_hours:
        # Whoever asks once for more than a regulation gives asks for the act's own exception: it is weighed.
        once = facts.change in ONCE and citation is ALKL_4_4_PARA_3
        outcome = FindingOutcome.CONSIDER if once else FindingOutcome.REFUSE
    main_rule = next((rule for rule in rules if rule.strength is Strength.DEFAULT), None)
    if strength is Strength.DEFAULT and main_rule is not None:
        ground = ground_for(facts, main_rule)
        if ground:
            told, outcome = {**told, "ground": ground}, FindingOutcome.CONSIDER
        else:
            yield ground_wanted(policy, main_rule)
    yield Finding(
        FindingCode.HOURS_OUTSIDE_POLICY,
        outcome,
        strength,
        citation,
        told,
        sources(policy, rules),
        codes(rules),
    )


def _conflicts(
    policy: Policy, asked: AskedHours, cuts: list[LocalCut], citation: Citation
) -> Iterator[Finding]:
    rules = tuple(dict.fromkeys(rule for cut in cuts if cut.conflict for rule in cut.rules))
    if rules:
        yield Finding(
            FindingCode.HOURS_RULES_CONFLICT,
            FindingOutcome.ASK,
            Strength.HARD,
            citation,
            {"area": asked.area.value, "group": int(asked.group), "rules": [rule.code for rule in rules]},
            rule=codes(rules),
        )


def _unknown(policy: Policy, asked: AskedHours, cuts: list[LocalCut]) -> Iterator[Finding]:
    told: set[str] = set()
    for cut in cuts:
        rules = cut.unknown_rules or cut.rules
        for name in cut.unknown:
            if name not in told and rules:
                told.add(name)
                asking = asking_rule(rules, name)
                yield by_policy(
                    FindingCode.POLICY_FACT_UNKNOWN, FindingOutcome.ASK, asking, policy, question=name
                )


def asking_rule(rules: tuple[Rule, ...], name: str) -> Rule:
    """One answer settles all the rules that ask it: the strongest of them asks, wherever it stands."""
    return max(
        [rule for rule in rules if name in rule.when.asks] or rules,
        key=lambda rule: (rule.precedence, rule.code),
    )


def _told(policy: Policy, asked: AskedHours, cuts: list[LocalCut], citation: Citation) -> Iterator[Finding]:
    where: dict[str, Plain] = {"area": asked.area.value, "group": int(asked.group)}
    beyond = tuple(dict.fromkeys(rule for cut in cuts for rule in cut.beyond_law))
    codes_told = (
        (FindingCode.LOCAL_HOURS_OUTSIDE_LAW, beyond),
        (FindingCode.HOURS_VARY, _rules_of([cut for cut in cuts if cut.varies])),
        (FindingCode.HOURS_OPENING_ALONE, _rules_of([cut for cut in cuts if cut.opening_alone])),
    )
    for code, rules in codes_told:
        if rules:
            yield Finding(
                code, FindingOutcome.OK, Strength.INFO, citation, where, sources(policy, rules), codes(rules)
            )


def _shortening(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """What may be cut for a single place is told to whoever weighs."""
    for rule in policy.of_kind(RuleKind.HOURS):
        if rule.hours is None or not rule.hours.may_shorten or not rule.holds_on(on):
            continue
        areas = rule.when.areas or (None,)
        if any(
            rule.when.meets(situation_of(facts, policy, None, area=area)).met is not False for area in areas
        ):
            yield Finding(
                FindingCode.HOURS_MAY_BE_SHORTENED,
                FindingOutcome.OK,
                Strength.INFO,
                hours_citation(facts.kind or LicenceKind.SERVING),
                {"words": rule.words},
                policy.source_of(rule),
                rule.code,
            )


def _rules_of(cuts: Iterable[Cut]) -> tuple[Rule, ...]:
    return tuple(dict.fromkeys(rule for cut in cuts if isinstance(cut, LocalCut) for rule in cut.rules))


def _strength(rules: tuple[Rule, ...]) -> Strength:
    """The most binding of the rules that gave the hours."""
    found = [strength for strength in BY_STRENGTH if any(rule.strength is strength for rule in rules)]
    return found[0] if found else Strength.HARD


def sources(policy: Policy, rules: Iterable[Rule]) -> str:
    """Where the rules stand, each place once."""
    return "; ".join(dict.fromkeys(policy.source_of(rule) or rule.code for rule in rules))


def codes(rules: Iterable[Rule]) -> str:
    """The codes of the rules that answered together, as a finding keeps them."""
    return RULES_APART.join(rule.code for rule in rules)
