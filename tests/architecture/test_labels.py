"""Whatever a person can be shown has a Norwegian label or sentence in app/labels.py."""

import importlib
import inspect
import pkgutil
from enum import Enum

from sqlalchemy import Enum as EnumType

import licensing
from app import labels, models
from app.models.rows import Row
from app.permissions import Role
from licensing.assessment.findings import FindingCode
from tests.architecture.codes import answers
from tests.architecture.sources import report


def stored_enums() -> set[type[Enum]]:
    """Every enum that a column holds."""
    for module in pkgutil.iter_modules(models.__path__, "app.models."):
        importlib.import_module(module.name)
    columns = (column for table in Row.metadata.tables.values() for column in table.columns)
    return {
        column.type.enum_class
        for column in columns
        if isinstance(column.type, EnumType) and column.type.enum_class is not None
    }


def enums_of_the_rules() -> set[type[Enum]]:
    """Every enum that a rule can answer with."""
    found = set()
    for module in pkgutil.walk_packages(licensing.__path__, "licensing."):
        for value in vars(importlib.import_module(module.name)).values():
            if (
                inspect.isclass(value)
                and issubclass(value, Enum)
                and value.__module__.startswith("licensing")
            ):
                found.add(value)
    return found


def test_every_member_of_every_enum_has_a_label() -> None:
    found = [
        f"{kind.__module__}.{kind.__name__}.{member.name}"
        for kind in sorted(
            (stored_enums() | enums_of_the_rules() | {Role}) - {FindingCode}, key=lambda kind: kind.__name__
        )
        for member in kind
        if not labels.LABELS.get(kind, {}).get(member)
    ]
    assert not found, report("Give the member a label in LABELS of app/labels.py:", found)


def test_every_label_belongs_to_a_member() -> None:
    found = [
        f"{kind.__name__}: {member}"
        for kind, texts in labels.LABELS.items()
        for member in texts
        if member not in list(kind)
    ]
    assert not found, report("Remove the label; its member no longer exists:", found)


def test_every_finding_has_its_text() -> None:
    found = [code.name for code in FindingCode if not labels.FINDING_TEXTS.get(code)]
    assert not found, report("Give the finding a sentence in FINDING_TEXTS of app/labels.py:", found)


def test_every_code_of_a_refusal_has_its_sentence() -> None:
    found = [
        f"{answer.code} ({answer.carrier}, {answer.place})"
        for answer in answers("licensing", "fees", "app")
        if answer.carrier != "Finding" and answer.code not in labels.SENTENCES
    ]
    assert not found, report(
        "Give the code a sentence in SENTENCES of app/labels.py: what happened, why by law, what to do"
        " (a '?' is a code that is no literal; write it out):",
        found,
    )


def test_every_sentence_belongs_to_a_code() -> None:
    used = {answer.code for answer in answers("licensing", "fees", "app")}
    found = sorted(set(labels.SENTENCES) - used)
    assert not found, report("Remove the sentence; no rule answers with its code:", found)
