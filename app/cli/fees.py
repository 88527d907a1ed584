"""Questions about licence fees: what a year costs, and what is left of it. No database is asked."""

import re
from collections.abc import Mapping
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats
from app.cli.arguments import Answer, Command, Given, Option, WrongInput
from app.cli.law import PLAIN_SIGNS, cited
from app.labels import label
from fees.computation import FeeLine, YearFee, year_fee
from fees.money import Money
from fees.settlement import settlement
from fees.turnover import Volumes
from licensing.licences import Group, LicenceKind

FIRST_YEAR, LAST_YEAR = 1990, 2199
LITRES = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
GROUPS = {"g1": Group.ONE, "g2": Group.TWO, "g3": Group.THREE}


def fee(given: Given) -> Answer:
    """What a licence costs for a calendar year, line by line."""
    litres = {
        group: _litres(given.text(name), f"--{name}") for name, group in GROUPS.items() if given.has(name)
    }
    found = _fee(given, Volumes.of(litres))
    facts = {
        "lines": [_line_facts(line) for line in found.lines],
        "volume_fee": _exact(found.volume_fee),
        "minimum": str(found.minimum.kroner),
        "minimum_applied": found.minimum_applied,
        "total": str(found.total.kroner),
        "source": _source(found),
        "ask": _asked(found),
    }
    return Answer(facts, (*_fee_lines(found), *_asked(found)))


def settle(given: Given) -> Answer:
    """What is left of a year: the fee on what was sold, less the one on what was expected."""
    found = settlement(
        _fee(given, _volumes(given, "expected")),
        _fee(given, _volumes(given, "actual")),
    )
    advance, final, difference = found.advance.total, found.final.total, found.difference
    facts = {
        "advance": str(advance.kroner),
        "final": str(final.kroner),
        "difference": str(difference.kroner),
    }
    return Answer(
        facts,
        (
            _(
                "Etteroppgjør %(year)s for %(kind)s (%(source)s):",
                year=str(found.final.year),
                kind=label(found.final.kind).lower(),
                source=_source(found.final),
            ),
            _("  Gebyr av faktisk mengde: %(amount)s kr", amount=_amount(final)),
            _("  Forskudd av forventet mengde: %(amount)s kr", amount=_amount(advance)),
            _difference_line(difference),
            *_asked(found.final),
        ),
    )


def _fee(given: Given, volumes: Volumes) -> YearFee:
    # The year is read where it is used, so that a wrong one is told before the rates are looked for.
    year = given.number("year", 0, lowest=FIRST_YEAR, highest=LAST_YEAR)
    return year_fee(given.member("kind", LicenceKind), year, volumes)


def _volumes(given: Given, name: str) -> Volumes:
    """The litres of all three groups, separated by commas; the point is the decimal sign."""
    parts = given.text(name).split(",")
    if len(parts) != len(GROUPS):
        raise WrongInput("three_groups", option=f"--{name}", written=given.text(name))
    groups = zip(GROUPS.values(), parts, strict=True)
    return Volumes.of({group: _litres(part, f"--{name}") for group, part in groups})


def _litres(written: str, option: str) -> Decimal:
    if not LITRES.fullmatch(written):
        raise WrongInput("not_litres", written=written, option=option)
    return Decimal(written)


def _line_facts(line: FeeLine) -> Mapping[str, object]:
    return {
        "group": int(line.group),
        "litres": str(line.litres),
        "rate": str(line.rate),
        "amount": _exact(line.amount),
    }


def _exact(kroner: Decimal) -> str:
    """An amount with all its decimals, and two at the least."""
    whole, _point, decimals = f"{kroner:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def _source(found: YearFee) -> str:
    return f"{cited(found.citation)}, {found.regulation}"


def _asked(found: YearFee) -> list[str]:
    return [label(doubt).translate(PLAIN_SIGNS) for doubt in found.doubts]


def _fee_lines(found: YearFee) -> tuple[str, ...]:
    head = _(
        "Gebyr %(year)s for %(kind)s (%(source)s):",
        year=str(found.year),
        kind=label(found.kind).lower(),
        source=_source(found),
    )
    lines = [
        _(
            "  Gruppe %(group)s: %(litres)s liter × %(rate)s kr = %(amount)s kr",
            group=int(line.group),
            litres=_spaced(str(line.litres)),
            rate=_spaced(str(line.rate)),
            amount=_spaced(_exact(line.amount)),
        )
        for line in found.lines
    ]
    summed = [
        _("  Etter mengde: %(amount)s kr", amount=_spaced(_exact(found.volume_fee))),
        _("  Minstegebyr: %(amount)s kr", amount=_amount(found.minimum)),
    ]
    total = (
        _("Å betale: %(amount)s kr. Minstegebyret gjelder.", amount=_amount(found.total))
        if found.minimum_applied
        else _("Å betale: %(amount)s kr.", amount=_amount(found.total))
    )
    return (head, *lines, *summed, total)


def _difference_line(difference: Money) -> str:
    if not difference:
        return _("Det er ingenting å gjøre opp.")
    if difference.ore > 0:
        return _("Å betale: %(amount)s kr.", amount=_amount(difference))
    return _("Til gode: %(amount)s kr.", amount=_amount(-difference))


def _amount(money: Money) -> str:
    return formats.amount(money.ore).translate(PLAIN_SIGNS)


def _spaced(number: str) -> str:
    """A number as people read it: 15 750,00."""
    whole, point, decimals = number.partition(".")
    return f"{int(whole):,}".replace(",", " ") + point.replace(".", ",") + decimals


COMMANDS = (
    Command(
        ("fee",),
        fee,
        _l("Hva en bevilling koster for et år"),
        (
            Option("--year", required=True),
            Option("--kind", required=True),
            Option("--g1"),
            Option("--g2"),
            Option("--g3"),
        ),
    ),
    Command(
        ("settlement",),
        settle,
        _l("Hva som er igjen å betale for et år, eller til gode"),
        (
            Option("--year", required=True),
            Option("--kind", required=True),
            Option("--expected", required=True),
            Option("--actual", required=True),
        ),
    ),
)
