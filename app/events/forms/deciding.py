"""Forms for what is proposed and decided of an event: hours day by day, conditions, fee and reasons."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField
from wtforms.validators import StopValidation

from app import formats
from app.cases.forms.proposal import BodyDecisionForm, ProposalForm
from app.cases.granted import DayLine, WeekHours
from app.cases.service.proposals import ProposalEntry
from app.events.fields import AmountField
from app.events.plan import MOST_ROWS
from app.fields import EnumRadio, HoursField, enum_choices
from app.forms import VersionedForm, text_field
from app.models.occasion import Principle
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import group_set_from_code

# What an application for a permanent licence is given, and an event is not.
NOT_OF_EVENTS = ("indoor_ordinary", "indoor_other", "outdoor_ordinary", "outdoor_other")


class GivenDayForm(Form):
    """The hours that are given for one room on one day; empty is nothing."""

    day = HiddenField()
    room_id = HiddenField()
    hours = HoursField(_l("Tid"))


class EventHours(ProposalForm):
    """A proposal for an event: its hours stand day by day, and its fee beside it."""

    days = FieldList(FormField(GivenDayForm), max_entries=MOST_ROWS)
    fee = AmountField(_l("Gebyr i kroner"))

    def __init__(self, *arguments: Any, asked: Iterable[DayLine] = (), **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.asked = tuple(asked)
        for name in [
            name
            for name in self._fields
            if name in NOT_OF_EVENTS or name.startswith(("spirits_", "first_day", "last_day"))
        ]:
            del self[name]

    def lay_out(self, given: Iterable[DayLine]) -> None:
        """One row for each day and room that was applied for, with what is to be given."""
        hours = {(line.day, line.room_id): line.hours for line in given}
        for line in self.asked:
            self.days.append_entry(
                {
                    "day": line.day.isoformat(),
                    "room_id": str(line.room_id),
                    "hours": hours.get((line.day, line.room_id)),
                }
            )

    def rows(self, names: Mapping[int, str]) -> list[list[tuple[Any, str]]]:
        """Each row with what it is for, those of one day together: tirsdag 16. februar 2027, Telt 1."""
        lines = list(zip(self.days, self.asked, strict=False))
        return [
            [(row, f"{formats.weekday_date(line.day)}, {names[line.room_id]}") for row, line in of_day]
            for _day, of_day in groupby(lines, lambda pair: pair[1].day)
        ]

    def validate_days(self, field: Any) -> None:
        """A grant has hours on some day, and the rows are those that were shown."""
        if len(self.days) != len(self.asked):
            raise StopValidation(_("Arrangementet er endret. Åpne siden på nytt."))
        unread = any(row.form.hours.process_errors for row in self.days)
        if self.granting and not unread and not self.given():
            raise StopValidation(_("Skriv tiden det gis bevilling for."))

    def only_grants(self) -> None:
        """Offer the outcomes that give something: what is refused goes through the ordinary flow."""
        self.outcome.choices = enum_choices(
            DecisionOutcome, tuple(row for row in DecisionOutcome if row in GRANTING)
        )

    @property
    def granting(self) -> bool:
        """Whether the outcome that is chosen gives something."""
        return self.outcome.data in GRANTING

    def given(self) -> tuple[DayLine, ...]:
        """The hours that are given. The rows stand in the order in which they were asked for."""
        return tuple(
            DayLine(line.room_id, line.day, hours.start, hours.end)
            for row, line in zip(self.days, self.asked, strict=False)
            if (hours := row.form.hours.data) is not None
        )

    def entry(self) -> ProposalEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        given = self.given() if self.granting else ()
        days = [line.day for line in given]
        return ProposalEntry(
            outcome=self.outcome.data,
            groups=group_set_from_code(self.groups.data),
            week=WeekHours((), ()),
            last_day=max(days, default=None),
            conditions=self._conditions(),
            reasons=self.reasons.data,
            deviation=self.deviation.data or "",
            first_day=min(days, default=None),
            days=given,
        )


class EventBodyDecisionForm(EventHours, BodyDecisionForm):
    """What a political body decided of an event, keyed from its minutes."""


class LateNoticeForm(VersionedForm):
    """Why an application that came late is taken all the same."""

    reason = text_field(_l("Grunn"), _l("Skriv hvorfor søknaden tas imot likevel."), longest=400)


class PrincipleForm(VersionedForm):
    """Whether a case is one of principle, and who then decides it."""

    principle = EnumRadio(_l("Prinsipiell sak?"), Principle, _l("Velg hvem som avgjør saken."))
    reason = text_field(_l("Grunn"), _l("Skriv hvorfor."), longest=400)
