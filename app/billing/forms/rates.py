"""The rates of a year, typed from the regulation."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from app import labels
from app.billing.fields import MoneyField, above_nought
from app.forms import BaseForm, area_field, text_field
from app.policy.forms.fields import WholeField
from app.wording.enums_of_fees import FIGURES
from fees.rate_checks import CAP_COLUMN, FIRST_YEAR, RateQuestion, regulation_day
from fees.rates import MINIMUM_COLUMNS, RATE_COLUMNS, RateSet
from licensing.errors import BadValue

LAST_YEAR = 2199
LONGEST_REGULATION, LONGEST_SOURCE = 40, 600


def _figure(column: str, missing: Any) -> MoneyField:
    return MoneyField(FIGURES[column], missing, validators=[above_nought])


class RatesForm(BaseForm):
    """Every figure of a year, the regulation that gives them, and where it was read."""

    year = WholeField(_l("År"), _l("Skriv hvilket år satsene gjelder."), least=FIRST_YEAR, most=LAST_YEAR)
    sale_g1 = _figure("sale_g1", _l("Skriv satsen for salg av gruppe 1."))
    sale_g2 = MoneyField(
        FIGURES["sale_g2"],
        validators=[above_nought],
        description=_l("La feltet stå tomt hvis forskriften ikke har noen sats."),
    )
    serve_g1 = _figure("serve_g1", _l("Skriv satsen for skjenking av gruppe 1."))
    serve_g2 = _figure("serve_g2", _l("Skriv satsen for skjenking av gruppe 2."))
    serve_g3 = _figure("serve_g3", _l("Skriv satsen for skjenking av gruppe 3."))
    min_sale = _figure("min_sale", _l("Skriv minstegebyret for salg."))
    min_serve = _figure("min_serve", _l("Skriv minstegebyret for skjenking."))
    ambulatory_max = _figure(CAP_COLUMN, _l("Skriv det høyeste gebyret for ambulerende bevilling."))
    regulation = text_field(
        _l("Forskriftens nummer"),
        _l("Skriv nummeret på forskriften."),
        longest=LONGEST_REGULATION,
        description=_l("Slik det står hos Lovdata, for eksempel FOR-2025-11-28-2361."),
    )
    source = area_field(
        _l("Kilde"),
        _l("Skriv hvor du har lest satsene."),
        longest=LONGEST_SOURCE,
        description=_l("Adressen til siden eller navnet på dokumentet."),
    )
    asked = HiddenField()
    confirmed = BooleanField(_l("Jeg har sett over tallene, og de stemmer med forskriften"))

    def validate_regulation(self, field: Any) -> None:
        """A number of the shape that Lovdata gives regulations."""
        try:
            regulation_day(field.data or "")
        except BadValue as error:
            raise StopValidation(labels.sentence(error.code, None, error.facts)) from None

    @property
    def rates(self) -> RateSet:
        """What was typed, as rates of the whole year."""
        typed = {name: self[name].data for name in (*RATE_COLUMNS, *MINIMUM_COLUMNS, CAP_COLUMN)}
        return RateSet(
            date(self.year.data, 1, 1),
            date(self.year.data, 12, 31),
            {key: typed[name].kroner for name, key in RATE_COLUMNS.items() if typed[name] is not None},
            {kind: typed[name] for name, kind in MINIMUM_COLUMNS.items()},
            typed[CAP_COLUMN],
            self.regulation.data or "",
            (self.source.data or "",),
        )

    def confirmed_keys(self) -> frozenset[str]:
        """The questions that the person has said yes to: those that stood on the page, and no others."""
        return frozenset((self.asked.data or "").split("|")) if self.confirmed.data else frozenset()

    def ask(self, questions: tuple[RateQuestion, ...]) -> None:
        """Put questions to the person, who must say yes to all of them together."""
        self.asked.data = "|".join(question.key for question in questions)
        self.confirmed.data = False
        self.confirmed.errors = [_("Se over tallene under, og bekreft at de stemmer.")]
