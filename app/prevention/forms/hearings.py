"""Forms of hearings: laying a plan out, answering it, and saying what is done with each answer."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, ValidationError

from app.address_fields import email_field
from app.fields import DateField, EnumRadio
from app.forms import LONGEST_NAME, BaseForm, VersionedForm, area_field, one_line, row_id, text_field
from app.prevention.service.hearing_answers import NewAnswer
from app.prevention.service.hearings import HearingTerms
from fees.plans import InputVerdict

MOST_INVITED = 100


class HearingForm(VersionedForm):
    """What is asked, of whom, and until when."""

    opens_on = DateField(_l("Åpner"), _l("Skriv dagen da høringen åpner."))
    due_on = DateField(_l("Frist for å svare"), _l("Skriv siste dag for å svare."))
    treated_by = text_field(_l("Behandlet av"), longest=200)
    question = area_field(_l("Hva kommunen ønsker svar på"), longest=4000)
    invited = area_field(_l("Inviterte"), longest=10_000)

    @property
    def bodies(self) -> tuple[str, ...]:
        """The invited, one on each line, each named once."""
        lines = (one_line(line) for line in (self.invited.data or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def validate_invited(self, _field: Any) -> None:
        """Refuse a list that cannot be stored as it is."""
        if len(self.bodies) > MOST_INVITED:
            raise ValidationError(_("Listen er for lang. Skriv høyst %(most)s inviterte.", most=MOST_INVITED))
        if any(len(body) > LONGEST_NAME for body in self.bodies):
            raise ValidationError(
                _(
                    "En av linjene er for lang. Skriv én på hver linje, høyst %(most)s tegn.",
                    most=LONGEST_NAME,
                )
            )

    def validate_due_on(self, field: Any) -> None:
        """Refuse a deadline before the day of opening, where both can be read."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("Fristen er før dagen da høringen åpner. Rett en av dagene."))

    @property
    def terms(self) -> HearingTerms:
        """What was filled in."""
        return HearingTerms(
            self.opens_on.data,
            self.due_on.data,
            self.treated_by.data or "",
            self.question.data or "",
            self.bodies,
        )


class AnswerForm(BaseForm):
    """An answer to a hearing, as anybody may send it."""

    sender = text_field(_l("Navn"), _l("Skriv navnet ditt."))
    on_behalf_of = text_field(_l("Svarer for"))
    email = email_field()
    text = area_field(_l("Svar"), _l("Skriv hva du vil si om planen."))
    municipality_id = RadioField(
        _l("Kommune"),
        coerce=row_id,
        validators=[InputRequired(message=_l("Velg kommunen som skal få svaret."))],
        validate_choice=True,
        choices=[],
    )

    @property
    def answer(self) -> NewAnswer:
        """What was filled in."""
        return NewAnswer(
            self.sender.data, self.text.data, self.on_behalf_of.data or "", self.email.data or ""
        )

    @property
    def known_as(self) -> str:
        """Who answers, as the log may hold it: never the name of a private person."""
        return self.on_behalf_of.data or _("Privatperson")


class KeyedAnswerForm(BaseForm):
    """An answer that came in a letter or a meeting."""

    received_on = DateField(_l("Mottatt"), _l("Skriv dagen da svaret kom."))
    sender = text_field(_l("Navn"), _l("Skriv hvem som har svart."))
    on_behalf_of = text_field(_l("Svarer for"))
    email = email_field()
    text = area_field(_l("Svar"), _l("Skriv av svaret, eller gjengi det som ble sagt."))

    @property
    def answer(self) -> NewAnswer:
        """What was filled in."""
        return NewAnswer(
            self.sender.data, self.text.data, self.on_behalf_of.data or "", self.email.data or ""
        )


class TreatForm(VersionedForm):
    """What is done with an answer, and whether everybody may read it."""

    verdict = EnumRadio(_l("Oppfølging"), InputVerdict)
    reply = area_field(_l("Kommunens svar"), longest=4000)
    published = BooleanField(_l("Vis svaret for alle på den åpne siden"))

    def validate_reply(self, field: Any) -> None:
        """Ask for a reason where an answer is not followed in whole."""
        if self.verdict.data in (InputVerdict.PARTLY, InputVerdict.NOT_FOLLOWED) and not field.data:
            raise ValidationError(_("Skriv hva som ikke er fulgt, og hvorfor."))


class SummaryForm(VersionedForm):
    """What came in and what was followed, for everybody."""

    summary = area_field(
        _l("Sammendrag"), _l("Skriv hva som kom inn, og hva som er fulgt. Alle kan lese det."), longest=10_000
    )
