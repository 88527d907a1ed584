"""Forms for taking over registers: the file, what it leaves open, the doubles, and why it is undone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField

from app.fields import DateField, EnumRadio, EnumSelect
from app.forms import BaseForm, VersionedForm, text_field
from app.imports.columns import COLUMNS, CodeMeaning, Column
from app.imports.doubles import Doubles
from app.models.register import ImportSource

HEAD, CODE = "kolonne", "kode"


class UploadForm(BaseForm):
    """A file to take over."""

    source = EnumRadio(_l("Hva er filen?"), ImportSource, _l("Velg hva slags fil det er."))
    file = FileField(_l("Fil"))
    dated_on = DateField(
        _l("Filen viser registeret per"),
        _l("Skriv hvilken dag filen er fra."),
        description=_l("Endringer i grupper, tider og personer gjelder fra denne dagen."),
    )


class TakeInForm(VersionedForm):
    """What becomes of double rows when an import is taken in."""

    doubles = EnumRadio(_l("Hva skal skje med rader som kan være doble?"), Doubles, default=Doubles.LEAVE)


class UndoForm(VersionedForm):
    """Why an import is undone."""

    reason = text_field(_l("Grunn til å angre"), _l("Skriv hvorfor innlesingen angres."), longest=200)


class QuestionsForm(VersionedForm):
    """What the heads and codes of one file mean; its fields are made for the file."""

    heads: Mapping[str, str] = {}
    codes: Mapping[str, str] = {}

    @property
    def head_fields(self) -> list[Any]:
        """The questions about columns."""
        return [self[name] for name in self.heads]

    @property
    def code_fields(self) -> list[Any]:
        """The questions about type codes."""
        return [self[name] for name in self.codes]

    @property
    def columns(self) -> dict[str, Column]:
        """What each head means."""
        return {head: self[name].data for name, head in self.heads.items()}

    @property
    def meanings(self) -> dict[str, CodeMeaning]:
        """What each code means."""
        return {code: self[name].data for name, code in self.codes.items()}

    def validate(self, extra_validators: Any = None) -> bool:
        """No two columns can mean the same."""
        valid: bool = super().validate(extra_validators)
        seen: set[Column] = set()
        for name in self.heads:
            chosen = self[name].data
            if chosen in seen and chosen is not Column.IGNORED:
                self[name].errors = [_("En annen kolonne betyr det samme. Velg noe annet for den ene.")]
                valid = False
            if chosen is not None:
                seen.add(chosen)
        return valid


def questions_form(
    source: ImportSource, heads: Sequence[str], codes: Sequence[str], taken: Iterable[Column]
) -> type[QuestionsForm]:
    """The form for one file: a question for each head and each code that is not known."""
    left = [column for column in COLUMNS[source] if column not in set(taken)]
    head_names = {f"{HEAD}-{number}": head for number, head in enumerate(heads, start=1)}
    code_names = {f"{CODE}-{number}": code for number, code in enumerate(codes, start=1)}
    fields: dict[str, Any] = {
        name: EnumSelect(
            f"«{head}»",
            Column,
            _l("Velg hva kolonnen betyr, eller at den ikke skal leses."),
            members=left,
            empty=_l("Velg"),
            default="",
        )
        for name, head in head_names.items()
    }
    fields |= {
        name: EnumRadio(f"«{code}»", CodeMeaning, _l("Velg hva koden betyr."), name=name)
        for name, code in code_names.items()
    }
    return type("QuestionsOfFile", (QuestionsForm,), {"heads": head_names, "codes": code_names, **fields})
