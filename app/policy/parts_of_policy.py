"""What stands beside the rules of a policy: for each sort its address, its form and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.policy.forms.parts import (
    CategoryForm,
    DocumentForm,
    LocalDaysForm,
    PartOfPolicyForm,
    QuestionForm,
    ZoneForm,
)


@dataclass(frozen=True)
class PartSort:
    """A sort of part: the field of the policy that holds it, its form, and what it is called."""

    attribute: str
    form: type[PartOfPolicyForm]
    title: Any
    new: Any
    change: Any
    saved: Any
    removed: Any
    none: Any
    lead: Any


# By their part of the address.
PARTS: Mapping[str, PartSort] = {
    "dokumenter": PartSort(
        "documents",
        DocumentForm,
        _l("Dokumenter"),
        _l("Nytt dokument"),
        _l("Endre dokumentet"),
        _l("Dokumentet er lagret."),
        _l("Dokumentet er tatt bort."),
        _l("Ingen dokumenter. Reglene bør vise til teksten de kommer fra."),
        _l("En tekst som reglene kommer fra. Den rettslige formen avgjør hvor bindende reglene er."),
    ),
    "soner": PartSort(
        "zones",
        ZoneForm,
        _l("Soner"),
        _l("Ny sone"),
        _l("Endre sonen"),
        _l("Sonen er lagret."),
        _l("Sonen er tatt bort."),
        _l("Ingen soner. Reglene gjelder i hele kommunen."),
        _l("Et område som regler gjelder for, og hvem som avgrenser det."),
    ),
    "definisjoner": PartSort(
        "categories",
        CategoryForm,
        _l("Hva typene betyr her"),
        _l("Ny definisjon"),
        _l("Endre definisjonen"),
        _l("Definisjonen er lagret."),
        _l("Definisjonen er tatt bort."),
        _l("Ingen definisjoner. Typene betyr det de ellers betyr."),
        _l("Hva som skal til for at et sted regnes som for eksempel hotell eller spisested i kommunen."),
    ),
    "dager": PartSort(
        "local_days",
        LocalDaysForm,
        _l("Lokale dager"),
        _l("Nye lokale dager"),
        _l("Endre dagene"),
        _l("Dagene er lagret."),
        _l("Dagene er tatt bort."),
        _l("Ingen lokale dager."),
        _l("Dager med eget navn, for eksempel et marked, etter en regel eller år for år."),
    ),
    "opplysninger": PartSort(
        "questions",
        QuestionForm,
        _l("Spørsmål i saken"),
        _l("Nytt spørsmål"),
        _l("Endre spørsmålet"),
        _l("Spørsmålet er lagret."),
        _l("Spørsmålet er tatt bort."),
        _l("Ingen spørsmål. Reglene bruker bare det alle saker forteller."),
        _l("Det reglene må vite for å virke. Mangler svaret, spør systemet."),
    ),
}
