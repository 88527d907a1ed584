"""Questions to a policy in a file: whether it can be used, and what it makes of an application."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.cases.queries.assessed_rules import policy_names
from app.cli.arguments import Answer, Command, Given, Option
from app.cli.law import cited
from app.cli.policy_files import facts_file, policy_file, policy_here
from app.cli.sentences import questions
from app.labels import finding_text, label
from app.policy.checked import points_of
from app.policy.form.words import TOLD
from app.wording.policy_points import does_text, part_name, point_text
from app.wording.policy_questions import known_question
from licensing.assessment import Assessment, Facts, Finding, FindingOutcome, assess, is_asked
from licensing.assessment.assess import NO_POLICY
from licensing.law import Citation
from licensing.policy import Policy
from licensing.policy.checking import usable
from licensing.stored import field_names, to_plain

BESIDE = (FindingOutcome.ASK, FindingOutcome.MISSING)


def check_policy(given: Given) -> Answer:
    """What the check finds in a policy, with the line and what the system will do."""
    read = policy_file(given, "file")
    points = points_of(read.policy)
    found = [
        {
            "line": read.line_of(point.rule, point.part),
            "rule": point.rule,
            "problem": point_text(point, read.policy),
            "law": _law(point.citation),
            "engine_does": does_text(point),
        }
        for point in points
    ]
    can_be_used = usable(points)
    lines = [
        _(
            "Linje %(line)s, %(rule)s: %(problem)s %(does)s",
            line=row["line"],
            rule=row["rule"] or part_name(point, read.policy),
            problem=row["problem"],
            does=row["engine_does"],
        )
        for row, point in zip(found, points, strict=True)
    ]
    head = _("%(name)s kan brukes.", name=read.policy.name)
    if not can_be_used:
        head = _("%(name)s kan ikke brukes slik den står.", name=read.policy.name)
    return Answer({"usable": can_be_used, "findings": found}, (head, *lines))


def assess_application(given: Given) -> Answer:
    """What law and policy make of an application, or which facts there are to tell."""
    if given.has("facts"):
        return _names(given)
    policy = policy_here(given, policy_file(given, "policy").policy)
    facts, on = facts_file(given, "application", policy), given.day("on")
    assessment = assess(facts, policy, on)
    asked = list(dict.fromkeys(_asked(given, policy, assessment)))
    answer = {
        "outcome": assessment.outcome.value,
        "groups": [int(group) for group in assessment.groups],
        "conditions": list(_conditions(policy, assessment)),
        "findings": [_finding(row) for row in assessment.findings],
        "ask": asked,
    }
    return Answer(answer, tuple(_told(policy, assessment, asked)))


def _names(given: Given) -> Answer:
    policy = policy_file(given, "policy").policy if given.has("policy") else NO_POLICY
    names = list(field_names(Facts))
    asked = [
        {"code": question.code, "text": question.text, "answer": question.kind.value, "unit": question.unit}
        for question in policy.questions
    ]
    told = [{"code": code, "written": word} for code, word in TOLD.items()]
    lines = [
        *names,
        *(
            _("answers.%(code)s: %(text)s (%(kind)s)", code=row.code, text=row.text, kind=label(row.kind))
            for row in policy.questions
        ),
    ]
    return Answer({"facts": names, "questions": asked, "told": told}, tuple(lines))


def _law(citation: Citation | None) -> str:
    return "" if citation is None else cited(citation)


def _finding(finding: Finding) -> dict[str, Any]:
    """A finding for a program: the rule's code where a policy answered, else what was found by law."""
    law = "; ".join(text for text in (_law(finding.citation), finding.policy_source) if text)
    return {
        "rule": ",".join(finding.rules) or finding.code.value,
        "outcome": finding.outcome.value,
        "strength": finding.strength.value,
        "law": law,
        "facts": to_plain(finding.facts),
    }


def _conditions(policy: Policy, assessment: Assessment) -> Iterator[Mapping[str, Any]]:
    for number, code in enumerate(assessment.conditions, start=1):
        rule = policy.rule(code)
        if rule is not None and rule.condition is not None:
            days = rule.condition.due_days
            due = None if days is None else assessment.assessed_on + timedelta(days=days)
            yield {
                "number": number,
                "text": rule.condition.text,
                "proof": rule.condition.proof,
                "due": None if due is None else due.isoformat(),
            }


def _asked(given: Given, policy: Policy, assessment: Assessment) -> Iterator[str]:
    """Everything that a person is asked: by the policy in its own words, by the law, by the sources."""
    names = policy_names(policy)
    for finding in assessment.findings:
        question = str(finding.facts.get("question") or "")
        if question and finding.outcome is not FindingOutcome.OK and (finding.rule or finding.policy_source):
            known = known_question(policy, question)
            yield known.text if known is not None else question
        elif is_asked(finding) or finding.outcome in BESIDE:
            yield finding_text(finding, names)
    yield from questions(assessment.questions)
    if len(policy.municipalities) > 1 and not given.has("municipality"):
        yield _(
            "Teksten er for flere kommuner. Gjelder søknaden en annen enn %(number)s? Skriv --municipality.",
            number=policy.municipalities[0],
        )


def _told(policy: Policy, assessment: Assessment, asked: list[str]) -> Iterator[str]:
    names = policy_names(policy)
    yield _("Forslag: %(outcome)s", outcome=label(assessment.outcome))
    for finding in assessment.findings:
        if finding.outcome is not FindingOutcome.OK and finding.outcome not in BESIDE:
            yield f"  {label(finding.outcome)}: {finding_text(finding, names)}"
    for row in _conditions(policy, assessment):
        yield _("  Vilkår %(number)s: %(text)s", number=row["number"], text=row["text"])
    for question in asked:
        yield _("  Spør: %(question)s", question=question)


COMMANDS = (
    Command(
        ("policy", "check"),
        check_policy,
        _l("Om retningslinjer i en fil kan brukes, og hva som må svares på"),
        positional="file",
    ),
    Command(
        ("assess",),
        assess_application,
        _l("Hva lov og retningslinjer sier om en søknad i en fil"),
        (
            Option("--policy", required=True),
            Option("--on", required=True),
            Option("--municipality"),
            Option("--facts", switch=True),
        ),
        positional="application",
        instead="facts",
    ),
)
