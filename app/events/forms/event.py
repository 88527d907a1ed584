"""An event on one screen: the place, who may come, the hours of each day, and who answers for it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField
from wtforms.validators import Regexp, StopValidation

from app import clock, formats, labels
from app.cases.forms.application import SUBMISSION
from app.cases.forms.lines import AddressField, check_room_lines, rooms_of
from app.cases.forms.lines import rooms_text as rooms_as_typed
from app.events.fields import NumberField, YesNo
from app.events.forms.people import PeopleOfEvent
from app.events.plan import MOST_DAYS, MOST_ROWS, PlannedDay, PlannedRoom, planned_days
from app.fields import DateField, EnumRadio, EnumSelect, HoursField
from app.forms import VersionedForm, area_field, text_field
from app.known_tests import KnownTests
from app.models.holder import HolderForm
from app.venues.service import room_key
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, VenueCategory
from licensing.occasions import Company, Openness, company_is_closed
from licensing.service_hours import ServiceHours

OLDEST_LIMIT = 99
SIGNS = ("circle_fixed", "tickets", "sign_up", "member_meeting", "advertised")


class EventDrink(StrEnum):
    """What may be served or sold at an event: kind and groups in one choice."""

    SERVING_1 = "serving:1"
    SERVING_1_2 = "serving:1,2"
    SERVING_1_2_3 = "serving:1,2,3"
    SALE_1 = "sale:1"

    @property
    def kind(self) -> LicenceKind:
        """Sale or serving."""
        return LicenceKind(self.value.split(":")[0])

    @property
    def groups(self) -> tuple[Group, ...]:
        """The alcohol groups."""
        return tuple(Group(int(number)) for number in self.value.split(":")[1].split(","))


labels.LABELS[EventDrink] = {
    EventDrink.SERVING_1: _l("Skjenking, gruppe 1 (øl)"),
    EventDrink.SERVING_1_2: _l("Skjenking, gruppe 1 og 2 (øl og vin)"),
    EventDrink.SERVING_1_2_3: _l("Skjenking, gruppe 1, 2 og 3 (øl, vin og brennevin)"),
    EventDrink.SALE_1: _l("Salg, gruppe 1 (øl)"),
}


class DayForm(Form):
    """The hours of one room on one day. Day and room are what the row was made for."""

    day = HiddenField()
    room = HiddenField()
    hours = HoursField(_l("Tid"))

    @property
    def on(self) -> date | None:
        """The day of the row; nothing when the field was tampered with."""
        try:
            return date.fromisoformat(str(self.day.data))
        except ValueError:
            return None

    @property
    def label(self) -> str:
        """What the row is for: tirsdag 16. februar 2027, Telt 1."""
        on = self.on
        return f"{formats.weekday_date(on)}, {self.room.data}" if on else str(self.room.data)


class EventForm(PeopleOfEvent):
    """One application for an event, as it came in."""

    submission = HiddenField(validators=[Regexp(SUBMISSION, message=_l("Åpne skjemaet på nytt."))])
    copied_from = HiddenField()
    received_on = DateField(_l("Mottatt"), _l("Skriv datoen da søknaden kom."))
    name = text_field(_l("Arrangement"), _l("Skriv hva arrangementet heter."), longest=160)
    holder_form = EnumSelect(_l("Arrangør er"), HolderForm, _l("Velg hva slags arrangør det er."))
    holder_number = text_field(
        _l("Organisasjonsnummer"),
        description=_l("Fødselsnummer når arrangøren er en person."),
        longest=40,
        sealed=True,
    )
    holder_name = text_field(_l("Navn på arrangør"), _l("Skriv navnet på den som søker."))
    holder_address = AddressField(_l("Postadresse"))
    type = EnumRadio(
        _l("Type bevilling"),
        LicenceType,
        _l("Velg enkelt anledning eller ambulerende."),
        members=(LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY),
    )
    drink = EnumRadio(_l("Skjenking eller salg"), EventDrink, _l("Velg hva det søkes om."))
    circle_fixed = EnumRadio(_l("Er gjestene en krets som er bestemt på forhånd, og kjenner verten?"), YesNo)
    tickets = EnumRadio(_l("Selges det billetter?"), YesNo)
    sign_up = EnumRadio(_l("Kan folk melde seg på?"), YesNo)
    member_meeting = EnumRadio(_l("Er det et vanlig medlemsmøte?"), YesNo)
    advertised = EnumRadio(_l("Er det annonsert?"), YesNo)
    venue_address = AddressField(_l("Adresse"), _l("Skriv adressen til stedet."))
    venue_name = text_field(_l("Navn på stedet"), _l("Skriv navnet på stedet."))
    category = EnumSelect(_l("Type sted"), VenueCategory, _l("Velg hva slags sted det er."))
    rooms = area_field(
        _l("Telt, lokaler og uteområder"),
        _l("Skriv minst ett telt eller lokale."),
        description=_l("Ett på hver linje. Skriv «Ute:» foran et uteområde."),
        longest=2000,
    )
    first_day = DateField(_l("Første dag"), _l("Skriv første dag."))
    last_day = DateField(_l("Siste dag"), _l("Skriv siste dag."))
    indoor = HoursField(_l("Vanlig tid inne"))
    outdoor = HoursField(_l("Vanlig tid ute"))
    days = FieldList(FormField(DayForm), max_entries=MOST_ROWS)
    guests = NumberField(_l("Ventede gjester"))
    age_limit = NumberField(_l("Aldersgrense"), most=OLDEST_LIMIT)
    guards = NumberField(_l("Ordensvakter"))
    wholesale = BooleanField(
        _l("Kjøpes det engros?"), description=_l("Da må begge ha kunnskapsprøve (alkoholloven § 1-4c).")
    )
    internal_control_waived = BooleanField(
        _l("Arrangøren slipper internkontroll"),
        description=_l(
            "Bare når kravet er urimelig, for eksempel for et lite arrangement"
            " (alkoholforskriften § 8-1). Ambulerende bevilling har ikke krav."
        ),
    )
    internal_control_reason = text_field(_l("Hvorfor"), longest=400)
    notes = area_field(_l("Merknader"), longest=2000)

    def validate_received_on(self, field: Any) -> None:
        """What has been received came today at the latest."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Søknaden kan ikke ha kommet etter i dag. Rett datoen."))

    def validate_rooms(self, field: Any) -> None:
        """An event has a bounded number of rooms, each with a name that fits."""
        check_room_lines(field)

    def validate_last_day(self, field: Any) -> None:
        """The event does not end before it begins, and is no season."""
        first, last = self.first_day.data, field.data
        if first is None or last is None:
            return
        if last < first:
            raise StopValidation(_("Siste dag ligger før første dag. Rett datoene."))
        if (last - first).days >= MOST_DAYS:
            raise StopValidation(
                _(
                    "Et arrangement kan vare høyst %(most)s dager. Søk ellers om bevilling for en del av"
                    " året.",
                    most=MOST_DAYS,
                )
            )

    def validate_indoor(self, field: Any) -> None:
        """There are hours somewhere."""
        if not field.errors and not any(row.hours for row in self.planned()):
            raise StopValidation(_("Skriv tiden det søkes om."))

    def validate_outdoor(self, field: Any) -> None:
        """Hours outdoors need a place outdoors."""
        if field.data is not None and not any(room.area is AreaKind.OUTDOOR for room in self.room_list):
            raise StopValidation(_("Det er søkt om tid ute. Skriv hvilket uteområde det gjelder."))

    def validate_days(self, field: Any) -> None:
        """Not more rows than a page can hold."""
        first, last = self.first_day.data, self.last_day.data
        if first and last and len(self.room_list) * ((last - first).days + 1) > MOST_ROWS:
            raise StopValidation(_("Det blir for mange dager og steder. Del arrangementet i to søknader."))

    def validate_internal_control_reason(self, field: Any) -> None:
        """A waiver has its reason."""
        if self.internal_control_waived.data and not field.data:
            raise StopValidation(_("Skriv hvorfor arrangøren slipper internkontroll."))

    def validate_type(self, field: Any) -> None:
        """An ambulatory licence is one for serving."""
        drink: EventDrink | None = self["drink"].data if "drink" in self else None
        if field.data is LicenceType.AMBULATORY and drink is not None and drink.kind is LicenceKind.SALE:
            raise StopValidation(_("Ambulerende bevilling gjelder bare skjenking. Velg enkelt anledning."))

    @property
    def room_list(self) -> tuple[PlannedRoom, ...]:
        """The rooms that are typed; two spellings of one name are one room."""
        rooms: dict[str, PlannedRoom] = {}
        for name, area in rooms_of(self.rooms.data):
            rooms.setdefault(room_key(name, area), PlannedRoom(name, area))
        return tuple(rooms.values())

    @property
    def company(self) -> Company:
        """What is told of who may come."""
        told = {name: self[name].data or YesNo.UNKNOWN for name in SIGNS}
        return Company(**{name: answer.known for name, answer in told.items()})

    @property
    def openness(self) -> Openness:
        """Whether the event is closed, open, or not known to be either."""
        return company_is_closed(self.company).openness

    def planned(self) -> tuple[PlannedDay, ...]:
        """A row for each day and room, with what was typed for it or else the usual hours."""
        first, last = self.first_day.data, self.last_day.data
        if first is None or last is None or not 0 <= (last - first).days < MOST_DAYS:
            return ()
        usual = {AreaKind.INDOOR: self.indoor.data, AreaKind.OUTDOOR: self.outdoor.data}
        return planned_days(first, last, self.room_list, usual, self._typed())

    def _typed(self) -> dict[tuple[date, str], ServiceHours | None]:
        return {
            (on, str(row.form.room.data)): row.form.hours.data
            for row in self.days
            if (on := row.form.on) is not None
        }

    def lay_out_days(self) -> None:
        """Put one row for each day and room into the form; what cannot be read stays to be mended."""
        if any(row.form.hours.errors or row.form.hours.process_errors for row in self.days):
            return
        rows = self.planned()
        while len(self.days):
            self.days.pop_entry()
        for row in rows[:MOST_ROWS]:
            self.days.append_entry({"day": row.day.isoformat(), "room": row.called, "hours": row.hours})

    @property
    def rows_by_day(self) -> list[list[Any]]:
        """The rows of the plan, those of one day together."""
        return [list(rows) for _day, rows in groupby(self.days, lambda row: row.form.day.data)]

    def forget_days(self) -> None:
        """Take every row away, so that the usual hours hold for all days again."""
        while len(self.days):
            self.days.pop_entry()

    def fill(self, name: str, value: Any, *, always: bool = False) -> None:
        """Put what is known into a field that is empty."""
        part = self[name]
        if always or part.data in (None, ""):
            part.data, part.raw_data = value, None

    def fill_rooms(self, rooms: Iterable[tuple[str, AreaKind]]) -> None:
        """Put the known rooms of the place into the form."""
        self.fill("rooms", rooms_as_typed(rooms))

    def fill_tests(self, name: str, kinds: set[LicenceKind]) -> None:
        """Put the known tests of a person into the form, in place of "not documented"."""
        known = next(tests for tests in KnownTests if set(tests.kinds) == kinds)
        self.fill(name, known, always=self[name].data in (None, KnownTests.NONE))


# Who applies and who answers for it are changed where they are for every case.
NOT_CHANGED = (
    "submission",
    "copied_from",
    "received_on",
    "holder_form",
    "holder_number",
    "holder_name",
    "holder_address",
    "drink",
    "venue_address",
    "venue_name",
    "category",
    "manager_known",
    "manager_keep",
    "manager_identity",
    "manager_name",
    "manager_tests",
    "deputy_known",
    "deputy_keep",
    "deputy_identity",
    "deputy_name",
    "deputy_tests",
    "employed",
    "deputy_waiver",
    "influence",
)


class ChangeEventForm(VersionedForm, EventForm):
    """The event as it stands, for corrections before the decision."""

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        for name in NOT_CHANGED:
            del self[name]
