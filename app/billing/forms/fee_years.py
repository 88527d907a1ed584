"""How a year is billed: one of the named models or a mix of one's own, and all that goes with it."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from app import labels
from app.billing.fields import BankAccountField, MoneyField
from app.billing.kid import LONGEST, MOD10, MOD11
from app.billing.queries.fee_years import CARRIED, is_stored
from app.fields import EnumRadio, enum_choices
from app.forms import VersionedForm, text_field
from app.models.fee_year import FeeYear
from app.policy.forms.fields import PartForm, WholeField
from fees.fee_years import (
    MODELS,
    MOST_INSTALMENTS,
    Basis,
    Billed,
    Billing,
    FeeModel,
    RemindsOfMoney,
    Settles,
    model_of,
)
from fees.money import Rounding
from licensing.errors import BadValue

OWN_MIX = "own"
PRESET_DIMENSIONS = ("ansvar", "funksjon", "art", "prosjekt")
EMPTY_ROWS, MOST_DIMENSIONS = 2, 12
LONGEST_DIMENSION, LONGEST_VALUE = 30, 40
# Shorter than this, a KID has no room for year, batch and invoice.
SHORTEST_KID = 8
MOST_PER_CENT, MOST_DAYS = 1000, 180
_DIMENSION = re.compile(r"[a-zæøå][a-zæøå0-9 _-]*", re.IGNORECASE)


class DimensionForm(PartForm):
    """One accounting dimension: its name in the economy system, and its value."""

    name = text_field(_l("Navn"), longest=LONGEST_DIMENSION)
    value = text_field(_l("Verdi"), longest=LONGEST_VALUE)

    def validate_name(self, field: Any) -> None:
        """A name begins with a letter, since it becomes the head of a column."""
        if field.data and not _DIMENSION.fullmatch(field.data):
            raise ValidationError(_("Skriv navnet med bokstaver og tall, og begynn med en bokstav."))
        if self.value.data and not field.data:
            raise ValidationError(_("Skriv hva verdien %(value)s hører til.", value=self.value.data))


class CostForm(VersionedForm):
    """What may change whenever: dimensions, and what things cost."""

    dimensions = FieldList(FormField(DimensionForm), max_entries=MOST_DIMENSIONS)
    handling_cost_ore = MoneyField(_l("Saksbehandling"))
    control_cost_ore = MoneyField(_l("Kontroll"))

    @classmethod
    def of(cls, fee_year: FeeYear, *, stored: bool = False) -> "CostForm":
        """The form with the year's settings in it; `stored` leaves out what was typed."""
        more: dict[str, Any] = {"formdata": None} if stored else {}
        return cls(data=cls.data_of(fee_year), **more)

    @classmethod
    def data_of(cls, fee_year: FeeYear) -> dict[str, Any]:
        """What the row holds, in the shape that the form asks for it."""
        return {
            "version": fee_year.version if is_stored(fee_year) else 0,
            "dimensions": [
                {"name": name, "value": value} for name, value in dimension_rows(fee_year.dimensions)
            ],
            "handling_cost_ore": fee_year.handling_cost_ore,
            "control_cost_ore": fee_year.control_cost_ore,
        }

    @property
    def usual_rows(self) -> list[Any]:
        """The rows of the usual dimensions, whose names are given."""
        return [entry for entry in self.dimensions.entries if entry.form.name.data in PRESET_DIMENSIONS]

    @property
    def free_rows(self) -> list[Any]:
        """The rows that the municipality names itself."""
        return [entry for entry in self.dimensions.entries if entry.form.name.data not in PRESET_DIMENSIONS]

    def validate_dimensions(self, field: Any) -> None:
        """A name stands once."""
        names = [entry.form.name.data.lower() for entry in field.entries if entry.form.name.data]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValidationError(
                _("Konteringen %(name)s står to ganger. Behold den ene.", name=labels.enumeration(twice))
            )

    def wanted(self) -> dict[str, Any]:
        """The columns and what they are to hold."""
        pairs = ((entry.form.name.data, entry.form.value.data) for entry in self.dimensions.entries)
        return {
            "dimensions": {name: value for name, value in pairs if name and value},
            "handling_cost_ore": _ore(self.handling_cost_ore),
            "control_cost_ore": _ore(self.control_cost_ore),
        }


class FeeYearForm(CostForm):
    """Every setting of a year in which nothing is decided yet."""

    model = RadioField(
        _l("Modell"),
        choices=[*enum_choices(FeeModel), SelectChoice(OWN_MIX, _l("Egen kombinasjon"))],
        validators=[InputRequired(_l("Velg en modell, eller egen kombinasjon."))],
    )
    basis = EnumRadio(_l("Gebyret regnes av"), Basis)
    settles = EnumRadio(_l("Etteroppgjør"), Settles)
    billed = EnumRadio(_l("Gebyret kreves"), Billed)
    instalments = WholeField(
        _l("Terminer"), _l("Skriv hvor mange terminer gebyret deles i."), least=1, most=MOST_INSTALMENTS
    )
    rounding = EnumRadio(_l("Avrunding"), Rounding, _l("Velg avrunding."))
    one_fee_per_place = BooleanField(
        _l("Ett gebyr per bevillingshaver og sted"),
        description=_l(
            "En bevilling som går ut 30. september og blir gitt på nytt, gir da bare ett gebyr det året."
        ),
    )
    attested = BooleanField(
        _l("Oppgavene skal bekreftes av revisor eller regnskapsfører"),
        description=_l("Loven krever det ikke, men kommunen kan (alkoholloven § 1-9)."),
    )
    question_percent = WholeField(
        _l("Spør når tallene avviker mer enn"), _l("Skriv en prosent."), least=1, most=MOST_PER_CENT
    )
    payment_days = WholeField(
        _l("Betalingsfrist"), _l("Skriv hvor mange dager fristen er."), least=1, most=MOST_DAYS
    )
    reminds_of_money = EnumRadio(_l("Hvem purrer på betaling?"), RemindsOfMoney, _l("Velg hvem som purrer."))
    own_invoices = BooleanField(
        _l("Vi lager fakturaene selv"),
        description=_l("Bare for kommuner uten et økonomisystem som gjør det."),
    )
    kid_method = RadioField(
        _l("KID"),
        choices=[
            SelectChoice("", _l("Økonomisystemet lager KID")),
            SelectChoice(MOD10, _l("Modulus 10")),
            SelectChoice(MOD11, _l("Modulus 11")),
        ],
    )
    kid_length = WholeField(
        _l("Lengden på KID"), _l("Skriv hvor mange sifre KID har."), least=SHORTEST_KID, most=LONGEST
    )
    bank_account = BankAccountField(_l("Kontonummer"))

    @classmethod
    def data_of(cls, fee_year: FeeYear) -> dict[str, Any]:
        """The settings, with the model that they make."""
        model = model_of(fee_year.billing)
        return {
            **super().data_of(fee_year),
            **{name: getattr(fee_year, name) for name in CARRIED if name != "dimensions"},
            "model": OWN_MIX if model is None else model.value,
        }

    def validate_model(self, field: Any) -> None:
        """A mix of one's own must be whole, and go together."""
        if field.data != OWN_MIX:
            return
        if not (self.basis.data and self.settles.data and self.billed.data):
            raise ValidationError(
                _("Velg ett svar i hver av de tre gruppene under, eller velg en av modellene.")
            )
        try:
            self._billing()
        except BadValue as error:
            raise ValidationError(labels.sentence(error.code, None, error.facts)) from None

    def validate_bank_account(self, field: Any) -> None:
        """Who sends invoices must say where to pay."""
        if self.own_invoices.data and not field.data and not field.errors:
            raise ValidationError(_("Skriv kontonummeret som gebyrene skal betales til."))

    def validate_kid_method(self, field: Any) -> None:
        """Who sends invoices must know the payments again."""
        if self.own_invoices.data and not field.data:
            raise ValidationError(_("Velg hvordan KID lages når dere lager fakturaene selv."))

    def _billing(self) -> Billing:
        if self.model.data != OWN_MIX:
            return MODELS[FeeModel(self.model.data)]
        return Billing(self.basis.data, self.settles.data, self.billed.data)

    def wanted(self) -> dict[str, Any]:
        """The columns and what they are to hold."""
        billing = self._billing()
        return {
            **super().wanted(),
            "basis": billing.basis,
            "settles": billing.settles,
            "billed": billing.billed,
            "instalments": self.instalments.data,
            "rounding": self.rounding.data,
            "one_fee_per_place": self.one_fee_per_place.data,
            "attested": self.attested.data,
            "question_percent": self.question_percent.data,
            "payment_days": self.payment_days.data,
            "reminds_of_money": self.reminds_of_money.data,
            "own_invoices": self.own_invoices.data,
            "kid_method": self.kid_method.data,
            "kid_length": self.kid_length.data,
            "bank_account": self.bank_account.data or "",
        }


def dimension_rows(dimensions: Mapping[str, str]) -> list[tuple[str, str]]:
    """The usual dimensions, those that the municipality has named besides, and room for more."""
    others = [name for name in sorted(dimensions) if name not in PRESET_DIMENSIONS]
    rows = [(name, dimensions.get(name, "")) for name in (*PRESET_DIMENSIONS, *others)]
    return (rows + [("", "")] * EMPTY_ROWS)[:MOST_DIMENSIONS]


def _ore(field: Any) -> int | None:
    return None if field.data is None else int(field.data.ore)
