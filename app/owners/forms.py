"""Forms for owners."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import StopValidation

from app import clock, labels
from app.fields import DateField, EnumRadio, IdentityField, OrganisationNumberField, TypedField
from app.forms import BaseForm, text_field
from app.owners.service import OwnerEntry

LONGEST_OWNER_NAME = 120
WHOLE = 10_000
_PER_CENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?")


class OwnerKind(StrEnum):
    """What an owner is."""

    PERSON = "person"
    COMPANY = "company"


labels.LABELS[OwnerKind] = {OwnerKind.PERSON: _l("Person"), OwnerKind.COMPANY: _l("Selskap")}


class PerCentField(TypedField):
    """Per cent with at most two decimals, held as hundredths of a per cent."""

    def read(self, typed: str) -> int:
        """Hundredths of a per cent."""
        match = _PER_CENT.fullmatch(typed)
        hundredths = int(Decimal(f"{match[1]}.{match[2] or 0}") * 100) if match else 0
        if not 0 < hundredths <= WHOLE:
            raise ValueError(_("Skriv et tall over 0 og høyst 100 prosent, med høyst to desimaler: 33,34."))
        return hundredths

    def written(self, value: int) -> str:
        """33,34"""
        whole, rest = divmod(value, 100)
        return f"{whole},{rest:02d}" if rest else str(whole)


class OwnerForm(BaseForm):
    """An owner of a holder, or of a company in its chain."""

    owned = SelectField(_l("Eier en del av"), coerce=int, default=0)
    kind = EnumRadio(_l("Eieren er"), OwnerKind, _l("Velg om eieren er en person eller et selskap."))
    name = text_field(_l("Navn"), _l("Skriv navnet."), longest=LONGEST_OWNER_NAME)
    identity = IdentityField(_l("Fødselsnummer"))
    company_number = OrganisationNumberField(_l("Organisasjonsnummer"))
    share = PerCentField(_l("Eierandel i prosent"))
    noted_on = DateField(_l("Eier fra"), _l("Skriv dagen."))

    def offer(self, companies: Iterable[tuple[int, str]]) -> None:
        """What may have owners."""
        self.owned.choices = [SelectChoice(number, name) for number, name in companies]

    def validate_identity(self, field: Any) -> None:
        """A person is known by a number, so that the same person is found again."""
        if self.kind.data is OwnerKind.PERSON and field.data is None and not field.errors:
            raise StopValidation(_("Skriv fødselsnummeret til personen."))

    def validate_noted_on(self, field: Any) -> None:
        """What is noted has happened."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Dagen ligger fram i tid. Skriv dagen da eierskapet begynte."))

    def entry(self) -> OwnerEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        is_person = self.kind.data is OwnerKind.PERSON
        return OwnerEntry(
            owned_by_id=self.owned.data or None,
            name=self.name.data,
            identity=self.identity.data if is_person else None,
            company_number=None if is_person else self.company_number.data,
            share=self.share.data,
            noted_on=self.noted_on.data,
        )


class EndOwnerForm(BaseForm):
    """From when somebody is no owner any longer."""

    ended_on = DateField(_l("Eier ikke lenger fra"), _l("Skriv dagen."))

    def validate_ended_on(self, field: Any) -> None:
        """What is noted has happened."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Dagen ligger fram i tid. Skriv dagen da eierskapet tok slutt."))
