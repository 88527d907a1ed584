"""Moments on the Norwegian clock: which service day they belong to, also where the clock is changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from licensing.days import ONE_DAY
from licensing.service_hours import CHANGE_AT, DAY_MINUTES, OSLO, SERVICE_DAY_START


@dataclass(frozen=True)
class LocalMoment:
    """A moment as an instant and as a minute of a service day, and what the clock did that night."""

    at: datetime
    service_day: date
    minute: int
    """Counted on past midnight: 02:10 is 1570."""
    skipped: bool = False
    """The clock never showed what was asked: the moment is the jump from 02:00 to 03:00."""
    repeated: bool = False
    """The clock shows the time twice: the moment is the first, unless an offset says otherwise."""
    second_time: bool = False

    @property
    def day(self) -> date:
        """The date that the clock stood on."""
        return self.at.astimezone(OSLO).date()

    @property
    def minute_of_day(self) -> int:
        """The minute of the date."""
        return self.minute % DAY_MINUTES

    @property
    def is_after_midnight(self) -> bool:
        """Whether it belongs to the service day of the evening before."""
        return self.service_day != self.day


def local_moment(written: datetime) -> LocalMoment:
    """The moment that a Norwegian clock shows; one with an offset is taken as it stands.

    >>> local_moment(datetime(2026, 11, 28, 2, 10)).service_day
    datetime.date(2026, 11, 27)
    """
    skipped = repeated = False
    if written.tzinfo is None:
        at = written.replace(tzinfo=OSLO, fold=0).astimezone(UTC)
        skipped = at.astimezone(OSLO).replace(tzinfo=None) != written
        if skipped:
            at = datetime.combine(written.date(), CHANGE_AT)
    else:
        at = written.astimezone(UTC)
    shown = at.astimezone(OSLO)
    if not skipped:
        first, second = (shown.replace(fold=fold).utcoffset() for fold in (0, 1))
        repeated = first != second
    minute = shown.hour * 60 + shown.minute
    early = minute < SERVICE_DAY_START
    return LocalMoment(
        at,
        shown.date() - ONE_DAY if early else shown.date(),
        minute + DAY_MINUTES if early else minute,
        skipped,
        repeated,
        second_time=repeated and shown.fold == 1,
    )


def second_showing(moment: LocalMoment) -> LocalMoment | None:
    """The same clock time an hour later on the night when the clock is set back; None on other nights."""
    if not moment.repeated or moment.second_time:
        return None
    return local_moment(moment.at + timedelta(hours=1))
