"""The form of a supplier's list: a file or a pasted table, and what the table leaves out."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField, IntegerField

from app import labels
from app.billing.supplier_lists import EARLIEST_YEAR, LATEST_YEAR, SupplierLine, as_table_text, read_lines
from app.forms import BaseForm, area_field, text_field
from app.request import BoundedFile
from licensing.errors import BadValue

LONGEST_TABLE = 400_000


class SupplierListForm(BaseForm):
    """A list of litres delivered."""

    year = IntegerField(
        _l("År"), description=_l("Året litrene er levert i, når listen ikke har en kolonne for det.")
    )
    supplier = text_field(
        _l("Leverandør"), description=_l("Når listen ikke har en kolonne for det."), required=None
    )
    file = FileField(_l("Fil"))
    table = area_field(_l("Eller lim inn listen"), longest=LONGEST_TABLE)
    confirmed = HiddenField()
    """Set on the page where the rows have been looked through."""

    def lines(self, largest: int) -> list[SupplierLine] | None:
        """The rows of the list; None when it cannot be read, and then a field says why."""
        field = self.file if self._has_file else self.table
        try:
            if self._has_file:
                self.table.data = as_table_text(self._content(largest))
            if not self.table.data:
                raise BadValue("supplier_list_missing")
            return read_lines(self.table.data, year=self.year.data or 0, supplier=self.supplier.data or "")
        except BadValue as refused:
            field.errors = [labels.sentence(refused.code, None, refused.facts)]
            return None

    def validate(self, extra_validators: Any = None) -> bool:
        """A year that there may be figures of."""
        valid: bool = super().validate(extra_validators)
        if self.year.errors or not EARLIEST_YEAR <= (self.year.data or 0) <= LATEST_YEAR:
            self.year.errors = [_("Skriv året med fire sifre, for eksempel 2025.")]
            return False
        return valid

    @property
    def _has_file(self) -> bool:
        return isinstance(self.file.data, FileStorage) and bool(self.file.data.filename)

    def _content(self, largest: int) -> bytes:
        file: FileStorage = self.file.data
        if isinstance(file.stream, BoundedFile) and file.stream.too_large:
            raise BadValue("file_too_large", name=file.filename or "", megabytes=largest // (1024 * 1024))
        content: bytes = file.read()
        return content
