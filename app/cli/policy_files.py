"""Policies and applications in files, as the command line reads them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.cli.arguments import Given, WrongInput
from app.policy.form import BadPolicy, ReadPolicy, read_bytes
from app.policy.form.tree import MOST_BYTES, Listing, Node, Scalar, tree_of
from app.policy.form.words import NO, TOLD, YES
from licensing.assessment import Facts
from licensing.errors import BadValue
from licensing.policy import FactKind, Policy
from licensing.service_hours import minutes_of
from licensing.stored import from_plain

ENCODING = "utf-8-sig"
WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})")
TRUTHS = {YES: True, NO: False, "true": True, "false": False}


def policy_file(given: Given, name: str) -> ReadPolicy:
    """The policy in a file. Raises `BadPolicy` for a text that is none."""
    return read_bytes(_content(given.text(name)))


def policy_here(given: Given, policy: Policy) -> Policy:
    """The policy with the rules that are for one municipality: the one named, else the first."""
    numbers = policy.municipalities
    if not given.has("municipality"):
        return policy.for_municipality(*numbers[:1]) if numbers else policy
    number = given.text("municipality")
    if number not in numbers:
        raise WrongInput("policy_not_for", number=number, choices=", ".join(numbers) or "–")
    return policy.for_municipality(number)


def facts_file(given: Given, name: str, policy: Policy) -> Facts:
    """The facts of an application in a file, in their stored form; the answers as the policy's questions."""
    written = _content(given.text(name))
    try:
        root, _comments = tree_of(written.decode(ENCODING))
    except UnicodeDecodeError:
        raise WrongInput("application_unread", file=given.text(name)) from None
    except BadPolicy as bad:
        if bad.code == "policy_empty":
            raise WrongInput("application_unread", file=given.text(name)) from None
        raise
    plain = _typed(root)
    if not isinstance(plain, dict):
        raise WrongInput("application_unread", file=given.text(name))
    answers = plain.get("answers")
    if isinstance(answers, dict):
        plain["answers"] = dict(_answer(code, value, policy) for code, value in answers.items())
    return from_plain(Facts, plain)


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise WrongInput("file_not_read", file=path) from None


def _typed(node: Node) -> Any:
    """A tree with truths, whole numbers and nothing where they are written without quotation marks."""
    if isinstance(node, Listing):
        return [_typed(item) for item in node.items]
    if not isinstance(node, Scalar):
        return {entry.key: _typed(entry.value) for entry in node.entries}
    if not node.bare:
        return node.text
    if node.is_nothing:
        return None
    if node.text in TRUTHS:
        return TRUTHS[node.text]
    return int(node.text) if WHOLE_NUMBER.fullmatch(node.text) else node.text


def _answer(code: str, value: Any, policy: Policy) -> tuple[str, Any]:
    """An answer by the code of its question; a time becomes minutes of the service day."""
    told: Mapping[str, str] = {word: name for name, word in TOLD.items()}
    name = told.get(code, code)
    question = policy.question(name)
    if question is None and name not in TOLD:
        known = ", ".join(row.code for row in policy.questions) or "–"
        raise WrongInput("answer_unknown", name=code, choices=known)
    return name, None if value is None else answer_of(code, value, question.kind if question else None)


def answer_of(code: str, value: Any, kind: FactKind | None) -> bool | int | str:
    """An answer as the rules see it. Raises `WrongInput` for one that the question cannot have."""
    if isinstance(value, str) and ":" in value and kind in (None, FactKind.TIME):
        try:
            return minutes_of(value)
        except BadValue:
            raise WrongInput("answer_unfit", name=code, written=value) from None
    fits = {FactKind.YES_NO: bool, FactKind.NUMBER: int, FactKind.TIME: int}.get(kind) if kind else None
    if isinstance(value, list | dict) or (fits is not None and type(value) is not fits):
        raise WrongInput("answer_unfit", name=code, written=str(value)[:60])
    return value  # type: ignore[no-any-return]  # a truth, a number or a word, as tried above
