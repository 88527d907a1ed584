"""Forms for licences that end: what happened, when, and when the municipality heard of it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp, StopValidation

from app import clock
from app.cases.forms.application import SUBMISSION
from app.endings.service.endings import EndingEntry
from app.fields import DateField
from app.forms import BaseForm, VersionedForm, area_field
from licensing.matters import ChangeKind

ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}


def answer_field(label: Any, **more: Any) -> Any:
    """Yes, no, or not known yet."""
    return RadioField(
        label,
        choices=[
            SelectChoice("yes", _l("Ja")),
            SelectChoice("no", _l("Nei")),
            SelectChoice("unknown", _l("Ikke avklart")),
        ],
        default="unknown",
        **more,
    )


def not_to_come(field: Any) -> None:
    """Stop a day that has not been yet."""
    if field.data is not None and field.data > clock.today():
        raise StopValidation(_("Dagen har ikke vært ennå. Skriv i dag, eller en tidligere dag."))


class EndingForm(BaseForm):
    """What every ending tells."""

    kind: ChangeKind
    submission = HiddenField(validators=[Regexp(SUBMISSION, message=_l("Åpne skjemaet på nytt."))])
    received_on = DateField(_l("Kommunen fikk melding"), _l("Skriv datoen da meldingen kom."))
    note = area_field(_l("Merknad"), longest=2000)

    def validate_received_on(self, field: Any) -> None:
        """What has been received came today at the latest."""
        not_to_come(field)

    def happened_on(self) -> Any:
        """The day that the ending is of."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """What the kind of ending tells besides."""
        return {}

    def entry(self) -> EndingEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        return EndingEntry(
            kind=self.kind,
            submission=self.submission.data,
            received_on=self.received_on.data,
            happened_on=self.happened_on(),
            facts=self.facts(),
            note=self.note.data or "",
        )


class SurrenderForm(EndingForm):
    """A licence that is given up."""

    kind = ChangeKind.SURRENDER
    last_day = DateField(_l("Siste dag"), _l("Skriv hvilken dag som er den siste."))

    def happened_on(self) -> Any:
        """The last day, as the notice says."""
        return self.last_day.data


class DeathForm(EndingForm):
    """A holder who has died."""

    kind = ChangeKind.DEATH
    died_on = DateField(_l("Dødsdato"), _l("Skriv datoen for dødsfallet."))
    estate_told = RadioField(
        _l("Har boet meldt fra om at det vil drive videre?"),
        choices=[SelectChoice("yes", _l("Ja, i meldingen over")), SelectChoice("no", _l("Nei"))],
        default="no",
    )

    def validate_died_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def happened_on(self) -> Any:
        """The day of the death."""
        return self.died_on.data

    def facts(self) -> dict[str, Any]:
        """When the estate told that it goes on."""
        told = self.estate_told.data == "yes"
        return {"told_on": self.received_on.data.isoformat() if told else None}


class BankruptcyForm(EndingForm):
    """A holder that has gone bankrupt."""

    kind = ChangeKind.BANKRUPTCY
    opened_on = DateField(_l("Konkursen ble åpnet"), _l("Skriv datoen da konkursen ble åpnet."))
    estate_continues = answer_field(_l("Driver boet serveringsstedet videre?"))

    def validate_opened_on(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def happened_on(self) -> Any:
        """The day of the opening."""
        return self.opened_on.data

    def facts(self) -> dict[str, Any]:
        """What the estate has chosen."""
        return {"estate_continues": ANSWERS[self.estate_continues.data]}


class UnusedForm(EndingForm):
    """A licence that is not in use."""

    kind = ChangeKind.UNUSED
    closed_since = DateField(_l("Ikke i bruk siden"), _l("Skriv den første dagen stedet var stengt."))
    obstacle = answer_field(_l("Skyldes det en hindring utenfor bevillingshaverens kontroll?"))
    reopening_likely = answer_field(_l("Er det sannsynlig at stedet åpner igjen innen rimelig tid?"))

    def validate_closed_since(self, field: Any) -> None:
        """It has happened."""
        not_to_come(field)

    def happened_on(self) -> Any:
        """Since when it has not been used."""
        return self.closed_since.data

    def facts(self) -> dict[str, Any]:
        """What bears on whether it may be withdrawn."""
        return {
            "obstacle": ANSWERS[self.obstacle.data],
            "reopening_likely": ANSWERS[self.reopening_likely.data],
        }


class UndoForm(VersionedForm):
    """Why an ending is taken back."""

    reason = area_field(_l("Hvorfor var registreringen feil?"), _l("Skriv hva som var feil."), longest=1000)
