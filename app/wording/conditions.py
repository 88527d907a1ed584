"""Conditions ("vilkår") as a person who proposes reads them: how each is proved, and when it is due."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.wording.facts import ended


def condition_details(*, before_use: bool, proof: str, due_days: int | None) -> str:
    """What belongs to a condition beside its text; empty where nothing does."""
    said = []
    if before_use:
        said.append(_("Må være oppfylt før bruk."))
    if proof:
        said.append(ended(_("Dokumenteres med: %(proof)s", proof=proof)))
    if due_days is not None:
        said.append(
            ngettext("Frist: én dag etter vedtaket.", "Frist: %(num)s dager etter vedtaket.", due_days)
        )
    return " ".join(said)
