"""The codes that rules can answer with, found in the text of the rules."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.sources import calls, files, name_of, tree

# Their code names a section, or a row of a municipality's policy, and not an answer.
NOT_ANSWERS = {
    "CapCount",
    "Citation",
    "Document",
    "LocalDays",
    "PlanFault",
    "PlausibilityQuestion",
    "Question",
    "Rule",
    "Zone",
}
# What a billing run could not do, with the code of why as its second argument.
OUTCOME, RUNS = "Outcome", "app/billing/"
# Enums whose members are such codes.
PROBLEMS = {"ClaimProblem"}


@dataclass(frozen=True)
class Answer:
    """A code that a rule gives, the class that carries it, and where."""

    carrier: str
    code: str
    place: str


@cache
def carriers() -> dict[str, int]:
    """Every class of the rules that carries a code, with the place of the code among its arguments."""
    found = {"NotAllowed": 0, "MissingPremise": 0, "BadValue": 0, "BadPolicy": 0}
    for _pass in range(3):  # a class may stand before the one that it inherits from
        for path in files("licensing", "fees"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.ClassDef) and node.name not in NOT_ANSWERS:
                    inherited = [
                        base.id for base in node.bases if isinstance(base, ast.Name) and base.id in found
                    ]
                    fields = [
                        field.target.id
                        for field in node.body
                        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                    ]
                    if "code" in fields:
                        found[node.name] = fields.index("code")
                    elif inherited and not any(_takes_no_code(part) for part in node.body):
                        found[node.name] = found[inherited[0]]
    return found


def _takes_no_code(part: ast.stmt) -> bool:
    return isinstance(part, ast.FunctionDef) and part.name == "__init__"


def answers(*folders: str) -> Iterator[Answer]:
    """Every code in some folders; `?` where a code cannot be read from the text."""
    for path in files(*folders):
        yield from _problems_in(path)
        for call, name in calls(path):
            if name == OUTCOME and name_of(path).startswith(RUNS):
                yield from _problem_of(call, path)
            if name not in carriers():
                continue
            given = _code_of(call, carriers()[name])
            if given is None or (isinstance(given, ast.Attribute) and given.attr == "code"):
                continue  # handed on from another answer
            place = f"{name_of(path)}:{call.lineno}"
            yield from (Answer(name, code, place) for code in _literals(given, path) or ["?"])


def _problem_of(call: ast.Call, path: Path) -> Iterator[Answer]:
    """The code of why a run could not do a licence, where it is written out."""
    if len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        yield Answer(OUTCOME, str(call.args[1].value), f"{name_of(path)}:{call.lineno}")


def _problems_in(path: Path) -> Iterator[Answer]:
    """The members of an enum of problems."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef) and node.name in PROBLEMS:
            for part in node.body:
                if isinstance(part, ast.Assign):
                    place = f"{name_of(path)}:{part.lineno}"
                    yield from (Answer(OUTCOME, code, place) for code in _literals(part.value, path))


def _code_of(call: ast.Call, position: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == "code":
            return keyword.value
    return call.args[position] if len(call.args) > position else None


def _literals(given: ast.expr, path: Path) -> list[str]:
    if isinstance(given, ast.Constant):
        return [str(given.value)]
    if isinstance(given, ast.IfExp):
        return _literals(given.body, path) + _literals(given.orelse, path)
    if isinstance(given, ast.Name):
        return [
            code
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == given.id for target in node.targets)
            for code in _literals(node.value, path)
        ]
    return []
