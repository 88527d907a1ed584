"""What is said of one row: why it cannot be taken in, what it changes, what should be known about it."""

import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app import formats, labels
from app.imports.columns import Column
from app.imports.judging import Change, changes_of
from app.imports.problems import RowNote, RowProblem
from app.models.register import RowOutcome
from app.wording.facts import AREAS, days_text, fact_texts, plain_text
from app.wording.sentences_of_imports import ROW_NOTES, ROW_PROBLEMS
from licensing.licences import AreaKind, LicenceKind, group_set_from_code


def problem_text(told: Mapping[str, Any]) -> str:
    """Why a row cannot be taken in, in a whole sentence."""
    facts = told.get("facts", {})
    # What was written in the file is shown as it stands there.
    known = fact_texts(facts) | {
        name: str(facts[name]) for name in ("written", "holder", "venue", "number") if name in facts
    }
    if facts.get("field"):
        known["field"] = labels.label(Column(facts["field"]))
    return str(ROW_PROBLEMS[RowProblem(told["code"])]) % known


def row_text(outcome: RowOutcome, told: Mapping[str, Any]) -> str:
    """What a row amounts to beyond its outcome; empty where there is nothing to say."""
    if outcome is RowOutcome.IMPOSSIBLE:
        return problem_text(told)
    said = []
    if outcome is RowOutcome.DOUBLE and "number" in told:
        said.append(
            _(
                "Bevillingshaver, sted og type er som for bevilling %(number)s, med et annet nummer.",
                number=told["number"],
            )
        )
    elif "in_file" in told and outcome is RowOutcome.DOUBLE:
        said.append(
            _(
                "Bevillingshaver, sted og type er som på linje %(line)s, med et annet nummer.",
                line=told["in_file"],
            )
        )
    elif "in_file" in told:
        said.append(_("Den samme raden står på linje %(line)s.", line=told["in_file"]))
    said += [str(ROW_NOTES[RowNote(note)]) for note in told.get("notes", ())]
    return " ".join(said)


def change_lines(told: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What a row changes, field by field: name, before, after."""
    return [
        (field_name(change), field_text(change, change.before), field_text(change, change.after))
        for change in changes_of(told)
    ]


def field_name(change: Change) -> str:
    """What a changed field is called."""
    name, _colon, group = change.field.partition(":")
    if name == "national_number":
        return _("Nummer i bevillingsregisteret")
    if group:
        area = AREAS[AreaKind.INDOOR if name == "hours_indoor" else AreaKind.OUTDOOR]
        return _("Tider %(area)s, gruppe %(group)s", area=area, group=group)
    return labels.label(Column(name))


def field_text(change: Change, value: str) -> str:
    """A value of a changed field, as a person reads it."""
    if not value:
        return ""
    if change.field == "groups":
        return labels.groups_text(group_set_from_code(value))
    if change.field == "sub_unit":
        return formats.organisation_number(value)
    if change.field.startswith("hours_"):
        return "; ".join(
            f"{days_text(line['weekdays'])} {formats.hours_of(line['start'], line['end'])}"
            for line in json.loads(value)
        )
    return plain_text(value)


def licence_text(data: Mapping[str, Any]) -> str:
    """What a row of an extract makes: "Skjenkebevilling, gruppe 1 og 2, 15.03.2026–30.09.2028"."""
    if "kind" not in data:
        return ""
    return _(
        "%(kind)s, %(groups)s, %(first_day)s–%(last_day)s",
        kind=labels.label(LicenceKind(data["kind"])),
        groups=labels.groups_text(group_set_from_code(data["groups"])),
        first_day=plain_text(data["first_day"]),
        last_day=plain_text(data["last_day"]),
    )
