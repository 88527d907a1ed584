"""Forms for changes of terms: what is wanted, and from when or on which days."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp, StopValidation

from app import clock
from app.amendments.service.terms import TermsWanted
from app.cases.forms.application import SUBMISSION
from app.cases.forms.lines import check_room_lines, rooms_of
from app.fields import DateField, EnumSelect, HoursField, TypedField, date_of
from app.forms import BaseForm, area_field
from licensing.licences import AreaKind, VenueCategory, group_set_from_code
from licensing.matters import ChangeKind

MOST_DAYS = 60


class DaysField(TypedField):
    """Single days, one after the other with commas, or a span: 16.02.2027–20.02.2027."""

    def read(self, typed: str) -> tuple[date, ...]:
        """The days of a text, each once and in order."""
        days: set[date] = set()
        for part in typed.replace(";", ",").split(","):
            ends = [date_of(end.strip()) for end in part.replace("—", "–").split("–")]
            if len(ends) > 2 or ends[-1] < ends[0]:
                raise ValueError(_("Skriv dagene med komma mellom, eller fra og med–til og med."))
            if (ends[-1] - ends[0]).days >= MOST_DAYS:
                raise ValueError(_("Skriv høyst %(most)s dager.", most=MOST_DAYS))
            days |= {ends[0] + timedelta(days=step) for step in range((ends[-1] - ends[0]).days + 1)}
        if len(days) > MOST_DAYS:
            raise ValueError(_("Skriv høyst %(most)s dager.", most=MOST_DAYS))
        return tuple(sorted(days))

    def written(self, value: tuple[date, ...]) -> str:
        """16.02.2027, 17.02.2027"""
        return ", ".join(f"{day:%d.%m.%Y}" for day in value)


class TermsChangeForm(BaseForm):
    """What every change of terms says."""

    kind: ChangeKind
    submission = HiddenField(validators=[Regexp(SUBMISSION, message=_l("Åpne skjemaet på nytt."))])
    received_on = DateField(_l("Mottatt"), _l("Skriv datoen da søknaden kom."))
    note = area_field(_l("Merknad"), longest=2000)

    def validate_received_on(self, field: Any) -> None:
        """What has been received came today at the latest."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Søknaden kan ikke ha kommet etter i dag. Rett datoen."))

    def wanted(self, licence_id: int) -> TermsWanted:
        """What the form says, as the service takes it. Only after it was found valid."""
        days = self["days"].data if "days" in self else ()
        first_day = self["first_day"].data if "first_day" in self else min(days)
        return TermsWanted(
            kind=self.kind,
            licence_id=licence_id,
            received_on=self.received_on.data,
            first_day=first_day,
            days=days,
            rooms=rooms_of(self["rooms"].data) if "rooms" in self else (),
            groups=group_set_from_code(self["groups"].data) if "groups" in self else (),
            indoor=self["indoor"].data if "indoor" in self else None,
            outdoor=self["outdoor"].data if "outdoor" in self else None,
            category=self["category"].data if "category" in self else None,
            concept=(self["concept"].data or "") if "concept" in self else "",
            note=self.note.data or "",
            submission=self.submission.data,
        )


def _first_day() -> Any:
    return DateField(_l("Skal gjelde fra"), _l("Skriv fra hvilken dag det skal gjelde."))


def _days() -> Any:
    return DaysField(
        _l("Dager"),
        _l("Skriv hvilke dager det gjelder."),
        description=_l("Med komma mellom, eller fra og med–til og med: 16.02.2027–20.02.2027."),
    )


def _rooms() -> Any:
    return area_field(
        _l("Lokaler og uteområder som kommer i tillegg"),
        _l("Skriv minst ett lokale."),
        description=_l("Ett på hver linje. Skriv «Ute:» foran et uteområde."),
        longest=2000,
    )


class RoomsChange(TermsChangeForm):
    """More rooms, or serving outdoors."""

    indoor = HoursField(_l("Tid inne"), description=_l("Tomt når tiden er som ellers i bevillingen."))
    outdoor = HoursField(_l("Tid ute"), description=_l("Tomt når tiden er som ellers i bevillingen."))

    def validate_rooms(self, field: Any) -> None:
        """A house has a bounded number of rooms, each with a name that fits."""
        check_room_lines(field)

    def validate_outdoor(self, field: Any) -> None:
        """Hours outdoors need a place outdoors."""
        rooms = rooms_of(self["rooms"].data)
        if field.data is not None and not any(area is AreaKind.OUTDOOR for _name, area in rooms):
            raise StopValidation(_("Det er søkt om tid ute. Skriv hvilket uteområde det gjelder."))


class AreaForm(RoomsChange):
    """A larger area for good."""

    kind = ChangeKind.AREA
    rooms = _rooms()
    first_day = _first_day()


class AreaOnceForm(RoomsChange):
    """A larger area once."""

    kind = ChangeKind.AREA_ONCE
    rooms = _rooms()
    days = _days()


class GroupsForm(TermsChangeForm):
    """A further group."""

    kind = ChangeKind.GROUPS
    groups = RadioField(
        _l("Bevillingen skal gjelde"),
        choices=[SelectChoice("1,2", _l("Gruppe 1 og 2")), SelectChoice("1,2,3", _l("Gruppe 1, 2 og 3"))],
        validate_choice=False,
    )
    first_day = _first_day()

    def validate_groups(self, field: Any) -> None:
        """One of the sets that are offered."""
        if field.data not in [choice.value for choice in field.choices]:
            raise StopValidation(_("Velg hvilke grupper bevillingen skal gjelde."))


class HoursForm(TermsChangeForm):
    """Other hours for good."""

    kind = ChangeKind.HOURS
    indoor = HoursField(_l("Tid inne"))
    outdoor = HoursField(_l("Tid ute"))
    first_day = _first_day()


class HoursOnceForm(TermsChangeForm):
    """Longer hours on single nights."""

    kind = ChangeKind.HOURS_ONCE
    days = _days()
    indoor = HoursField(_l("Tid inne"))
    outdoor = HoursField(_l("Tid ute"))


class ConceptForm(TermsChangeForm):
    """Another concept or kind of business."""

    kind = ChangeKind.CONCEPT
    category = EnumSelect(_l("Type virksomhet"), VenueCategory, _l("Velg hva slags virksomhet det er."))
    concept = area_field(
        _l("Konsept"),
        description=_l("Hva slags sted det er, for hvem, og hva som serveres."),
        longest=2000,
    )
    first_day = _first_day()


FORM_OF: dict[ChangeKind, type[TermsChangeForm]] = {
    form.kind: form for form in (AreaForm, AreaOnceForm, GroupsForm, HoursForm, HoursOnceForm, ConceptForm)
}
