"""Forms for transfers: what changed hands when, what has come in, and one month more."""

import re
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Regexp, StopValidation

from app import labels
from app.cases.forms.application import SUBMISSION
from app.cases.forms.lines import AddressField
from app.cases.service.applications import HolderEntry
from app.endings.forms.endings import ANSWERS, answer_field, not_to_come
from app.endings.service.transfers import SAME_HOLDER, TransferAnswers, TransferEntry
from app.fields import DateField, EnumRadio, TypedField
from app.forms import BaseForm, VersionedForm, area_field, text_field
from app.holders.identity import parse_organisation_number
from app.holders.service import Address
from app.models.holder import HolderForm
from licensing.endings import ALL_SHARES, Transfer, TransferKind
from licensing.errors import BadValue
from licensing.identity import parse_identity_number

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?")


NEW_HOLDERS = (HolderForm.COMPANY, HolderForm.ASSOCIATION, HolderForm.PERSON)


class ShareField(TypedField):
    """A share in per cent, with two decimals at most; kept in hundredths of a per cent."""

    def read(self, typed: str) -> int:
        """The share of a text."""
        found = _PERCENT.fullmatch(typed)
        share = int(Decimal(f"{found[1]}.{found[2] or 0}") * 100) if found else ALL_SHARES + 1
        if share > ALL_SHARES:
            raise ValueError(_("Skriv andelen i prosent, for eksempel 50 eller 33,34. Den er høyst 100."))
        return share

    def written(self, value: int) -> str:
        """33,34"""
        return f"{value // 100},{value % 100:02d}"


class TransferForm(BaseForm):
    """A business that has changed hands."""

    submission = HiddenField(validators=[Regexp(SUBMISSION, message=_l("Åpne skjemaet på nytt."))])
    kind = EnumRadio(_l("Hva har skjedd?"), TransferKind, _l("Velg hva som har skjedd."))
    agreed_on = DateField(_l("Avtalen ble inngått"), _l("Skriv datoen for avtalen."))
    taken_over_on = DateField(_l("Overtakelsen"), _l("Skriv datoen for overtakelsen."))
    share = ShareField(_l("Andel som er overdratt, i prosent"))
    share_after = ShareField(_l("Andel den nye eieren har etterpå, i prosent"))
    reckoned = answer_field(_l("Regnes det som overdragelse?"))
    holder_form = EnumRadio(_l("Den nye eieren er"), HolderForm, members=NEW_HOLDERS)
    holder_number = text_field(_l("Organisasjonsnummer, eller fødselsnummer til en person"), sealed=True)
    holder_name = text_field(_l("Navn på den nye eieren"))
    holder_address = AddressField(_l("Postadresse"))
    told_on = DateField(_l("Kommunen fikk melding om overdragelsen"))
    applied_on = DateField(_l("Søknaden om ny bevilling kom"))
    place_applied_on = DateField(_l("Søknaden om serveringsbevilling kom"))
    without_undue_delay = answer_field(_l("Kom søknaden uten ugrunnet opphold?"))
    note = area_field(_l("Merknad"), longest=2000)

    def validate_told_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def validate_applied_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def validate_place_applied_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def validate_taken_over_on(self, field: Any) -> None:
        """No business is taken over before it was agreed."""
        agreed_on = self.agreed_on.data
        if field.data is not None and agreed_on is not None and field.data < agreed_on:
            raise StopValidation(_("Overtakelsen kan ikke være før avtalen. Rett den ene av datoene."))

    def validate_holder_name(self, field: Any) -> None:
        """Somebody has taken over, unless the same holder goes on."""
        if not field.data and (self.holder_number.data or self.kind.data not in (None, *SAME_HOLDER)):
            raise StopValidation(_("Skriv navnet på den som har overtatt."))

    def validate_holder_number(self, field: Any) -> None:
        """The number that the form of the new owner calls for."""
        if not self.holder_name.data:
            return
        if not field.data:
            if self.holder_form.data is HolderForm.ASSOCIATION:
                return
            raise StopValidation(_("Skriv organisasjonsnummeret, eller fødselsnummeret til en person."))
        try:
            self._number()
        except BadValue as error:
            raise StopValidation(labels.sentence(error.code, None, error.facts)) from None

    def _number(self) -> tuple[str | None, Any]:
        number = self.holder_number.data
        if not number:
            return None, None
        if self.holder_form.data is HolderForm.PERSON:
            return (None, parse_identity_number(number))
        return parse_organisation_number(number), None

    @property
    def transfer(self) -> Transfer:
        """What the form says of the transfer. Only after it was found valid."""
        return Transfer(
            kind=self.kind.data,
            agreed_on=self.agreed_on.data,
            taken_over_on=self.taken_over_on.data,
            share=self.share.data,
            share_after=self.share_after.data,
            reckoned=ANSWERS[self.reckoned.data],
            told_on=self.told_on.data,
            applied_on=self.applied_on.data,
            without_undue_delay=ANSWERS[self.without_undue_delay.data],
            place_applied_on=self.place_applied_on.data,
        )

    def entry(self, on: Any) -> TransferEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        known = [self.told_on.data, self.applied_on.data, self.place_applied_on.data]
        return TransferEntry(
            submission=self.submission.data,
            received_on=min((day for day in known if day is not None), default=on),
            transfer=self.transfer,
            new_holder=self._holder(),
            note=self.note.data or "",
        )

    def _holder(self) -> HolderEntry | None:
        if not self.holder_name.data:
            return None
        organisation_number, identity = self._number()
        return HolderEntry(
            form=self.holder_form.data or HolderForm.COMPANY,
            name=self.holder_name.data,
            address=self.holder_address.data or Address(),
            organisation_number=organisation_number,
            identity=identity,
        )


class AnswerForm(VersionedForm):
    """What has come in since a transfer was registered, and what somebody has judged."""

    told_on = DateField(_l("Kommunen fikk melding om overdragelsen"))
    applied_on = DateField(_l("Søknaden om ny bevilling kom"))
    place_applied_on = DateField(_l("Søknaden om serveringsbevilling kom"))
    without_undue_delay = answer_field(_l("Kom søknaden uten ugrunnet opphold?"))
    reckoned = answer_field(_l("Regnes det som overdragelse?"))

    def validate_told_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def validate_applied_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def validate_place_applied_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def answers(self) -> TransferAnswers:
        """What the form says, as the service takes it. Only after it was found valid."""
        return TransferAnswers(
            told_on=self.told_on.data,
            applied_on=self.applied_on.data,
            place_applied_on=self.place_applied_on.data,
            without_undue_delay=ANSWERS[self.without_undue_delay.data],
            reckoned=ANSWERS[self.reckoned.data],
        )


class ExtensionForm(VersionedForm):
    """A decision that the business may run on for up to one month more."""

    until = DateField(_l("Driften kan gå til og med"), _l("Skriv den siste dagen."))
    reasons = area_field(_l("Begrunnelse"), _l("Skriv begrunnelsen for vedtaket."), longest=4000)
