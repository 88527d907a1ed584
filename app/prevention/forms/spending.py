"""Forms about spending: what is asked for, the decision on it, and the reasons."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from app import clock, labels
from app.address_fields import email_field, postcode_field, street_field, town_field
from app.billing.fields import BankAccountField, MoneyField
from app.fields import DateField, EnumSelect, OrganisationNumberField
from app.forms import VersionedForm, area_field, row_id, text_field
from app.models.spending import Spending
from app.prevention.service.spending import NewSpending
from fees.money import Money
from fees.spending import SpendingKind, SpendingOrigin, TargetGroup

LONGEST_TITLE = 160
LONGEST_PURPOSE = 4000
LONGEST_REASON = 2000
YES, NO = "ja", "nei"


def optional_row(typed: Any) -> int | None:
    """The number of a row; nothing where none is chosen."""
    return row_id(typed) if typed not in (None, "", "None") else None


def above_nought(field: Any) -> None:
    """Refuse an amount of nothing or less, where something is typed."""
    if field.data is not None and field.data.ore <= 0:
        raise StopValidation(labels.sentence("spending_without_amount"))


class SpendingForm(VersionedForm):
    """An application for a grant, or the municipality's own proposal."""

    earmark_id = SelectField(
        _l("Øremerking"), coerce=row_id, choices=[], validators=[InputRequired(_l("Velg en øremerking."))]
    )
    year = RadioField(
        _l("Midler for"), coerce=row_id, choices=[], validators=[InputRequired(_l("Velg et år."))]
    )
    applicant = text_field(
        _l("Søker"), description=_l("Laget, foreningen eller skolen. Ikke navn på privatpersoner.")
    )
    organisation_number = OrganisationNumberField(_l("Organisasjonsnummer"))
    contact = text_field(_l("Kontakt"), description=_l("Rolle, for eksempel leder eller kasserer."))
    email = email_field()
    postal_address = street_field(_l("Postadresse"))
    postcode = postcode_field()
    town = town_field()
    account_number = BankAccountField(_l("Kontonummer"))
    kind = EnumSelect(
        _l("Slag"),
        SpendingKind,
        _l("Velg om det er et informasjonsmøte, et arrangement eller et tilskudd."),
        empty=_l("Velg"),
    )
    title = text_field(_l("Tiltak"), _l("Skriv kort hva tiltaket er."), longest=LONGEST_TITLE)
    meets = RadioField(
        _l("Treffer tiltaket formålet?"),
        choices=[SelectChoice(YES, _l("Ja")), SelectChoice(NO, _l("Nei"))],
        default=YES,
        validators=[InputRequired(_l("Svar ja eller nei."))],
    )
    purpose = area_field(_l("Hvordan treffer tiltaket formålet?"), longest=LONGEST_PURPOSE)
    target_group = EnumSelect(
        _l("Målgruppe"), TargetGroup, _l("Velg hvem tiltaket er for."), empty=_l("Velg")
    )
    measure_id = SelectField(_l("Tiltak i handlingsplanen"), coerce=optional_row, choices=[])
    amount = MoneyField(_l("Beløp"), _l("Skriv hvor mye det gjelder."))
    received_on = DateField(_l("Mottatt"), _l("Skriv dagen da søknaden eller forslaget kom."))
    held_on = DateField(_l("Dag for møtet eller arrangementet"))
    shared_with = SelectMultipleField(_l("Del kostnaden med"), coerce=row_id, choices=[])
    beyond_free = BooleanField(
        _l("Registrer søknaden likevel"),
        description=_l("Søknaden har kommet og skal avgjøres. Den kan bare innvilges med det som er ledig."),
    )

    def prepared(
        self,
        origin: SpendingOrigin,
        *,
        earmarks: Sequence[tuple[int, str]],
        years: Sequence[int],
        measures: Sequence[tuple[int, str]],
        others: Sequence[tuple[int, str]],
        question: str,
    ) -> "SpendingForm":
        """The form with what can be chosen; `question` is how it is asked about the purpose."""
        self.origin, self.question = origin, question
        self.earmark_id.choices = [SelectChoice(number, name) for number, name in earmarks]
        self.year.choices = [SelectChoice(year, str(year)) for year in years]
        self.measure_id.choices = [
            SelectChoice("", _("Ikke i planen")),
            *(SelectChoice(number, title) for number, title in measures),
        ]
        self.shared_with.choices = [SelectChoice(number, name) for number, name in others]
        if origin is SpendingOrigin.APPLICATION:
            self.applicant.flags.required = True
        self.purpose.flags.required = True
        return self

    @classmethod
    def stored(cls, row: Spending, *, blank: bool = False) -> "SpendingForm":
        """The form with what a row holds; a blank one reads nothing of what was sent."""
        return cls(formdata=None, **stored_values(row)) if blank else cls(**stored_values(row))

    def validate_applicant(self, field: Any) -> None:
        """An application has somebody who applies."""
        if self.origin is SpendingOrigin.APPLICATION and not field.data:
            raise StopValidation(_("Skriv hvem som søker."))

    def validate_email(self, field: Any) -> None:
        """The answer can be sent somewhere."""
        if self.origin is SpendingOrigin.APPLICATION and not (field.data or self.postal_address.data):
            raise StopValidation(_("Skriv e-post eller postadresse, så svaret kan sendes."))

    def validate_postcode(self, field: Any) -> None:
        """Street, postcode and town go together."""
        if self.postal_address.data and not (field.data and self.town.data):
            raise StopValidation(_("Skriv postnummer og poststed til postadressen."))

    def validate_purpose(self, field: Any) -> None:
        """The money has a purpose, and this serves it."""
        if not field.data:
            raise StopValidation(self.question)

    def validate_amount(self, field: Any) -> None:
        """Something is asked for."""
        above_nought(field)

    def validate_received_on(self, field: Any) -> None:
        """What has been received came today at the latest."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(
                labels.sentence("received_in_the_future", None, {"received_on": field.data.isoformat()})
            )

    @property
    def new(self) -> NewSpending:
        """What was typed."""
        applies = self.origin is SpendingOrigin.APPLICATION
        return NewSpending(
            earmark_id=self.earmark_id.data,
            year=self.year.data,
            origin=self.origin,
            kind=self.kind.data,
            title=self.title.data,
            purpose=self.purpose.data or "",
            target_group=self.target_group.data,
            amount=self.amount.data,
            received_on=self.received_on.data,
            meets_purpose=self.meets.data == YES,
            measure_id=self.measure_id.data,
            held_on=self.held_on.data,
            applicant=(self.applicant.data or "") if applies else "",
            organisation_number=self.organisation_number.data if applies else None,
            contact=(self.contact.data or "") if applies else "",
            email=(self.email.data or "") if applies else "",
            postal_address=(self.postal_address.data or "") if applies else "",
            postcode=(self.postcode.data or "") if applies else "",
            town=(self.town.data or "") if applies else "",
            account_number=self.account_number.data if applies else None,
            shared_with=tuple(sorted(self.shared_with.data or ())),
            beyond_free=bool(self.beyond_free.data),
        )


def stored_values(row: Spending) -> dict[str, Any]:
    """What a form begins with for a row."""
    return {
        "version": row.version,
        "earmark_id": row.earmark_id,
        "year": row.year,
        "applicant": row.applicant,
        "organisation_number": row.organisation_number,
        "contact": row.contact,
        "email": row.email,
        "postal_address": row.postal_address,
        "postcode": row.postcode,
        "town": row.town,
        "account_number": row.account_number,
        "kind": row.kind,
        "title": row.title,
        "meets": YES if row.meets_purpose else NO,
        "purpose": row.purpose,
        "target_group": row.target_group,
        "measure_id": row.measure_id,
        "amount": row.amount_ore,
        "received_on": row.received_on,
        "held_on": row.held_on,
        "shared_with": [
            part.municipality_id for part in row.parts if part.municipality_id != row.municipality_id
        ],
    }


class GrantForm(VersionedForm):
    """How much is granted, on which conditions, and when a report is due."""

    amount = MoneyField(_l("Beløp som innvilges"), _l("Skriv hvor mye som innvilges."))
    conditions = area_field(_l("Vilkår"), longest=LONGEST_REASON, description=_l("Ett på hver linje."))
    report_due_on = DateField(_l("Rapportfrist"), _l("Skriv når rapporten skal være levert."))
    reason = area_field(
        _l("Begrunnelse"),
        longest=LONGEST_REASON,
        description=_l(
            "Må skrives når det innvilges mindre enn det er søkt om, og når en klage har ført fram."
        ),
    )

    def validate_amount(self, field: Any) -> None:
        """Something is granted."""
        above_nought(field)

    def validate_report_due_on(self, field: Any) -> None:
        """The report is due on a day to come."""
        if field.data is not None and field.data <= clock.today():
            raise StopValidation(labels.sentence("report_due_in_the_past"))

    @classmethod
    def of(cls, row: Spending, conditions: str, report_due_on: date) -> "GrantForm":
        """The form with what is asked for and the usual conditions."""
        return cls(
            version=row.version,
            amount=Money(row.amount_ore),
            conditions=conditions,
            report_due_on=report_due_on,
        )


class RefuseForm(VersionedForm):
    """Why a spending is refused."""

    reason = area_field(
        _l("Begrunnelse"),
        _l("Skriv hvorfor det blir avslag. Begrunnelsen står i vedtaket."),
        longest=LONGEST_REASON,
    )


class RetractForm(VersionedForm):
    """Why a spending is retracted."""

    reason = area_field(_l("Grunn"), _l("Skriv hvorfor saken trekkes."), longest=LONGEST_REASON)


class WaiveForm(VersionedForm):
    """Why the money may be paid before everybody has been consulted."""

    reason = area_field(
        _l("Hvorfor kan det utbetales før samrådet er ferdig?"),
        _l("Skriv hvorfor midlene kan utbetales før samrådet er ferdig. Grunnen blir stående på saken."),
        longest=LONGEST_REASON,
    )


class AnswerPartForm(VersionedForm):
    """Whether the municipality bears its part of what another one pays."""

    answer = RadioField(
        _l("Dekker kommunen sin del?"),
        choices=[SelectChoice(YES, _l("Ja, gi tilsagn")), SelectChoice(NO, _l("Nei"))],
        validators=[InputRequired(_l("Velg ja eller nei."))],
    )
    reason = area_field(
        _l("Begrunnelse"), longest=LONGEST_REASON, description=_l("Må skrives når svaret er nei.")
    )

    def validate_reason(self, field: Any) -> None:
        """A no has its reason."""
        if self.answer.data == NO and not field.data:
            raise StopValidation(labels.sentence("declined_without_reason"))


class ReleasePartForm(VersionedForm):
    """Why a promise to another municipality is taken back or released."""

    reason = area_field(_l("Grunn"), _l("Skriv hvorfor tilsagnet tas tilbake."), longest=LONGEST_REASON)
