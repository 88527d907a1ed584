"""The filter of the ledger."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from app.forms import text_field

ALL_YEARS = 0
LONGEST_NUMBER = 20


class LedgerFilter(Form):
    """Which entries are listed."""

    ar = SelectField(_l("Gebyrår"), coerce=int, default=ALL_YEARS)
    bevilling = text_field(_l("Bevillingens nummer"), longest=LONGEST_NUMBER)

    def offer(self, years: list[int]) -> None:
        """Offer the years that have entries."""
        self.ar.choices = [
            SelectChoice(ALL_YEARS, _l("Alle år")),
            *(SelectChoice(year, str(year)) for year in years),
        ]
