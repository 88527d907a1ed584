"""What is asked at the door: sale or serving, which group, and when."""

import re
from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from app import labels
from app.fields import DateField, TypedField
from app.forms import BaseForm
from licensing.licences import Group, LicenceKind
from licensing.moments import LocalMoment, local_moment

_TIME = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))?")
_GROUPS = {str(int(group)): group for group in Group}


class TimeField(TypedField):
    """A time of the clock as people write it: 02.10, 2:10, 0210."""

    def read(self, typed: str) -> time:
        """The time of a text."""
        match = _TIME.fullmatch(typed)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (-1, -1)
        if not (0 <= hour < 24 and 0 <= minute < 60):
            raise ValueError(_("Skriv klokkeslettet med timer og minutter, for eksempel 02.10."))
        return time(hour, minute)

    def written(self, value: time) -> str:
        """02.10"""
        return f"{value:%H.%M}"


class PouringForm(BaseForm):
    """A question to the law; it stores nothing and carries no token."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    slag = RadioField(
        _l("Hva gjelder det?"),
        choices=[
            SelectChoice(LicenceKind.SERVING.value, _l("Skjenking")),
            SelectChoice(LicenceKind.SALE.value, _l("Salg")),
        ],
        default=LicenceKind.SERVING.value,
    )
    gruppe = RadioField(
        _l("Hvilken gruppe?"),
        choices=[
            SelectChoice("1", _l("Gruppe 1 (øl)")),
            SelectChoice("2", _l("Gruppe 2 (vin)")),
            SelectChoice("3", _l("Gruppe 3 (brennevin)")),
        ],
        default="1",
    )
    dag = DateField(_l("Dato"), _l("Skriv datoen."))
    klokken = TimeField(_l("Klokkeslett"), _l("Skriv klokkeslettet."))

    @classmethod
    def asked(cls, arguments: Any, now: datetime) -> "PouringForm":
        """The form as it was sent; what was left out is filled in with this moment."""
        form = cls(arguments)
        if not any(name in arguments for name in ("dag", "klokken")):
            form.dag.data, form.klokken.data = now.date(), now.time().replace(second=0, microsecond=0)
            for field in (form.dag, form.klokken):
                field.raw_data = [field.written(field.data)]
        for field, default in ((form.slag, LicenceKind.SERVING.value), (form.gruppe, "1")):
            field.data = field.data if field.name in arguments else default
        return form

    @property
    def kind(self) -> LicenceKind:
        """Sale or serving."""
        return LicenceKind(self.slag.data)

    @property
    def group(self) -> Group:
        """The group that is asked about."""
        return _GROUPS[self.gruppe.data]

    @property
    def group_text(self) -> str:
        """gruppe 1"""
        return labels.groups_text([int(self.group)])

    def moment(self, now: datetime) -> LocalMoment:
        """The moment asked about. This very minute is the instant itself, also in the hour that repeats."""
        written = datetime.combine(self.dag.data, self.klokken.data)
        is_now = written == now.replace(second=0, microsecond=0, tzinfo=None)
        return local_moment(now if is_now else written)
