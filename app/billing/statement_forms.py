"""The form of a turnover statement, for the office and the holder alike: figures, sender, files, answers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, HiddenField, MultipleFileField

from app import labels
from app.billing.forms.litres import LitresField
from app.billing.queries.against import asks_actual, asks_expected
from app.billing.service.attachments import Enclosed, check_attachment
from app.billing.service.questions import LONGEST_NOTE, About, about
from app.billing.service.statements import Sender
from app.cases.service.documents import Upload
from app.fields import DateField, EnumSelect
from app.forms import BaseForm, area_field, text_field
from app.models.turnover import AttachmentKind, TurnoverDuty, TurnoverStatement
from app.request import BoundedFile
from fees.plausibility import PlausibilityQuestion
from fees.turnover import SenderRole, Volumes, groups_of
from licensing.errors import BadValue
from licensing.licences import Group, LicenceKind

ACTUAL, EXPECTED = "actual", "expected"
LONGEST_COMMENT = 1000
GROUP_TEXTS: Mapping[tuple[LicenceKind, Group], Any] = {
    (LicenceKind.SERVING, Group.ONE): _l("Gruppe 1: øl, rusbrus og sider til og med 4,7 prosent"),
    (LicenceKind.SERVING, Group.TWO): _l("Gruppe 2: vin, sterkøl og sider over 4,7 prosent"),
    (LicenceKind.SERVING, Group.THREE): _l("Gruppe 3: brennevin, 22 prosent og sterkere"),
    (LicenceKind.SALE, Group.ONE): _l("Gruppe 1: øl, rusbrus og sider til og med 4,7 prosent"),
    (LicenceKind.SALE, Group.TWO): _l("Gruppe 2: bare egne produkter over 4,7 prosent"),
}

NOTHING_SOLD = {
    LicenceKind.SALE: _l("Vi har ikke solgt noe"),
    LicenceKind.SERVING: _l("Vi har ikke skjenket noe"),
}


class FiguresForm(BaseForm):
    """Litres by group for the periods that a duty asks about; its fields are made for the duty."""

    parts: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    needed: frozenset[Group] = frozenset()
    nothing_sold: Any = None

    def fields_of(self, part: str) -> list[Any]:
        """The fields of a period, by group."""
        return [self[f"{part}_{group:d}"] for group in self.groups]

    @property
    def actual(self) -> Volumes | None:
        """What was sold."""
        return self._volumes(ACTUAL)

    @property
    def expected(self) -> Volumes | None:
        """What is expected."""
        return self._volumes(EXPECTED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each group that the licence covers has a figure, be it 0; nothing sold is told by itself."""
        valid: bool = super().validate(extra_validators)
        for part in self.parts:
            nothing = part == ACTUAL and self._sold_nothing
            for group, field in zip(self.groups, self.fields_of(part), strict=True):
                if nothing and field.data:
                    field.errors = [
                        _(
                            "Dere har krysset av for at ingenting er omsatt, men skrevet liter her."
                            " Rett ett av dem."
                        )
                    ]
                elif field.data is None and not field.errors and group in self.needed and not nothing:
                    field.errors = [_("Gruppe %(group)s: skriv antall liter, eller 0.", group=int(group))]
                valid = valid and not field.errors
        return valid

    @property
    def _sold_nothing(self) -> bool:
        return self.nothing_sold is not None and bool(self.nothing_sold.data)

    def _volumes(self, part: str) -> Volumes | None:
        if part not in self.parts:
            return None
        return Volumes.of({group: self[f"{part}_{group:d}"].data or Decimal(0) for group in self.groups})


class StatementForm(FiguresForm):
    """A turnover statement, from the holder or keyed by the office."""

    sender_name: Any
    sender_role: Any
    comment: Any
    received_on: Any
    asked = HiddenField()
    """The figures that questions were put about; others ask anew."""

    @property
    def sender(self) -> Sender | None:
        """Who stands behind it."""
        name, role = self.sender_name.data, self.sender_role.data
        return Sender(name, role) if name and role else None

    @property
    def file_fields(self) -> dict[AttachmentKind, Any]:
        """The field of each kind of file."""
        return {kind: self[f"file_{kind.value}"] for kind in AttachmentKind}

    def enclosed(self, largest: int) -> list[Enclosed] | None:
        """The files; None when one is not taken, and then its field says why."""
        found, held = [], True
        for kind, field in self.file_fields.items():
            uploads, problems = _uploads(field.data or ()), []
            for upload in uploads:
                try:
                    check_attachment(upload, largest)
                except BadValue as refused:
                    problems.append(labels.sentence(refused.code, None, refused.facts))
            field.errors = problems
            held = held and not problems
            found += [Enclosed(kind, upload) for upload in uploads]
        return found if held else None


class AnswersForm(BaseForm):
    """What a sender says of each question that was put; its fields are made for the questions."""

    keys: Mapping[str, About] = {}

    @property
    def answers(self) -> dict[About, str]:
        """What was said, by question."""
        return {key: self[name].data or "" for name, key in self.keys.items()}


def figures_of(duty: TurnoverDuty, licensed: frozenset[Group] | None) -> dict[str, Any]:
    """The fields and settings of a form of a duty; groups that the licence lacks may be left empty."""
    groups = groups_of(duty.licence.kind)
    parts = tuple(
        part for part, asked in ((ACTUAL, asks_actual(duty)), (EXPECTED, asks_expected(duty))) if asked
    )
    fields = {
        f"{part}_{group:d}": LitresField(str(GROUP_TEXTS[duty.licence.kind, group]))
        for part in parts
        for group in groups
    }
    needed = frozenset(groups) if licensed is None else licensed & frozenset(groups)
    return fields | {"parts": parts, "groups": groups, "needed": needed}


def statement_form(
    duty: TurnoverDuty, licensed: frozenset[Group] | None, *, by_office: bool = False
) -> type[StatementForm]:
    """The form of a duty, its fields in the order in which they are asked."""
    fields: dict[str, Any] = figures_of(duty, licensed)
    if ACTUAL in fields["parts"]:
        fields["nothing_sold"] = BooleanField(NOTHING_SOLD[duty.licence.kind])
    fields["sender_name"] = text_field(
        _l("Navn"), None if by_office else _l("Skriv navnet på den som sender oppgaven.")
    )
    fields["sender_role"] = EnumSelect(
        _l("Rolle"), SenderRole, None if by_office else _l("Velg rolle."), empty=_l("Velg"), default=""
    )
    if by_office:
        fields["received_on"] = DateField(_l("Mottatt"), _l("Skriv dagen oppgaven kom."))
    fields["comment"] = area_field(_l("Kommentar"), longest=LONGEST_COMMENT)
    for kind in AttachmentKind:
        fields[f"file_{kind.value}"] = MultipleFileField(labels.label(kind))
    return type("StatementOfDuty", (StatementForm,), fields)


def answers_form(asked: Iterable[PlausibilityQuestion], texts: Iterable[str]) -> type[AnswersForm]:
    """The form of questions: a line for each, which may be left empty."""
    keys = {f"answer_{number}": about(one) for number, one in enumerate(asked, start=1)}
    fields = {name: text_field(text, longest=LONGEST_NOTE) for name, text in zip(keys, texts, strict=True)}
    return type("AnswersToQuestions", (AnswersForm,), {"keys": keys, **fields})


def typed_figures(statement: TurnoverStatement | None) -> dict[str, Decimal]:
    """The figures of a version as the fields hold them."""
    if statement is None:
        return {}
    return {
        f"{part}_{group:d}": volumes.litres(group)
        for part, volumes in ((ACTUAL, statement.actual), (EXPECTED, statement.expected))
        if volumes is not None
        for group in Group
    }


def _uploads(files: Iterable[Any]) -> list[Upload]:
    uploads = []
    for file in files:
        if isinstance(file, FileStorage) and file.filename:
            too_large = isinstance(file.stream, BoundedFile) and file.stream.too_large
            uploads.append(Upload(file.filename, b"" if too_large else file.read(), too_large))
    return uploads
