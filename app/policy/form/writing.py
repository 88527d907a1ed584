"""A policy written as its text: same rules, same order, same notes as it was read with."""

from app.policy.form.codecs import Writing
from app.policy.form.emitting import yaml_of
from app.policy.form.records import write_record
from app.policy.form.shapes import HEAD, PARTS
from licensing.policy import FactKind, Policy


def write_policy(policy: Policy) -> str:
    """The text of a policy. What is read from it equals the policy, but for its number in the database."""
    times = (question.code for question in policy.questions if question.kind is FactKind.TIME)
    writing = Writing(frozenset(times))
    written = write_record(HEAD, policy, writing)
    for word, attribute, shape in PARTS:
        values = getattr(policy, attribute)
        if values or attribute == "rules":
            written[word] = [write_record(shape, value, writing) for value in values]
    return yaml_of(written)
