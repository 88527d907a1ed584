"""How dates, hours and numbers are written for people."""

from datetime import date, datetime
from fractions import Fraction

from babel.dates import format_date, format_datetime
from flask_babel import get_locale

from app.clock import OSLO
from licensing.service_hours import ServiceHours


def short_date(day: date) -> str:
    """23.11.2026"""
    return f"{day:%d.%m.%Y}"


def long_date(day: date) -> str:
    """23. november 2026"""
    return format_date(day, "d. MMMM y", locale=get_locale() or "nb")


def day_of_year(day: date) -> str:
    """23. november"""
    return format_date(day, "d. MMMM", locale=get_locale() or "nb")


def month_name(month: int) -> str:
    """november"""
    return format_date(date(2000, month, 1), "MMMM", locale=get_locale() or "nb")


def weekday_date(day: date) -> str:
    """mandag 23. november 2026"""
    return format_date(day, "EEEE d. MMMM y", locale=get_locale() or "nb")


def moment(at: datetime) -> str:
    """23.11.2026 kl. 09.14, in Norwegian time."""
    return format_datetime(at.astimezone(OSLO), "dd.MM.y 'kl.' HH.mm", locale="nb")


def clock_time(at: datetime) -> str:
    """09.14, in Norwegian time."""
    return f"{at.astimezone(OSLO):%H.%M}"


def hours(span: ServiceHours) -> str:
    """10.00–02.00"""
    first, last = span.clock
    return f"{first.replace(':', '.')}–{last.replace(':', '.')}"


def hours_of(start: int | None, end: int | None) -> str | None:
    """The same, from minutes of the service day; nothing when there are no hours."""
    return None if start is None or end is None else hours(ServiceHours(start, end))


def organisation_number(number: str) -> str:
    """923 609 016"""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def identity_number(number: str) -> str:
    """150487 12345"""
    return f"{number[:6]} {number[6:]}"


def amount(ore: int) -> str:
    """1 200,00"""
    kroner, rest = divmod(abs(ore), 100)
    sign = "−" if ore < 0 else ""
    return f"{sign}{kroner:,}".replace(",", " ") + f",{rest:02d}"


def kroner(ore: int) -> str:
    """An amount with its unit, on one line: 15 500 kr, or 15 500,50 kr where there are øre."""
    written = amount(ore).removesuffix(",00")
    return f"{written} kr".replace(" ", "\N{NO-BREAK SPACE}")


def whole(number: int) -> str:
    """12 500"""
    return f"{number:,}".replace(",", "\u00a0")


def litres(centilitres: int) -> str:
    """12 000, 14 999,5"""
    whole, rest = divmod(centilitres, 100)
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole:,}".replace(",", " ") + decimals


def share(part: Fraction) -> str:
    """40 %, 33,4 %, 1/3: per cent where two decimals hold it exactly, else as it is."""
    hundredths = part * 10_000
    if hundredths.denominator != 1:
        return str(part)
    whole, rest = divmod(hundredths.numerator, 100)
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals} %"


def file_size(size: int) -> str:
    """240 kB, 1,4 MB"""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} kB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
