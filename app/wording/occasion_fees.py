"""The fee of an event in words: each line with what it came from, what is missing, and what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from app.formats import amount, litres, whole
from app.wording.enums import label
from app.wording.tariffs import kroner, share_said, tariff_said
from fees.money import ORE_IN_KRONE
from fees.occasions import OccasionBasis, OccasionDoubt, OccasionFee, OccasionLine, OccasionNeed, OccasionPart


@dataclass(frozen=True)
class SaidLine:
    """A line of a fee as it is read: what it is, and the amount in kroner."""

    text: str
    amount: str


def lines_said(fee: OccasionFee) -> tuple[SaidLine, ...]:
    """Each line of a fee. Amounts are shown with two decimals; only the sum is rounded to be paid."""
    return tuple(SaidLine(_line(line, fee), _shown(line.amount)) for line in fee.lines)


def _line(line: OccasionLine, fee: OccasionFee) -> str:
    text = _what(line, fee)
    if line.times == 1:
        return text
    return _(
        "%(what)s, %(days)s dager à %(each)s kr", what=text, days=whole(line.times), each=_shown(line.each)
    )


def _what(line: OccasionLine, fee: OccasionFee) -> str:
    if line.part is OccasionPart.VOLUME and line.volume is not None:
        return _(
            "Gruppe %(group)s: %(litres)s liter à %(rate)s kr",
            group=int(line.volume.group),
            litres=litres(int(line.volume.litres * 100)),
            rate=f"{line.volume.rate:f}".replace(".", ","),
        )
    if line.share is not None and line.of is not None:
        words = (
            _("%(share)s av det ordinære gebyret på %(of)s kr")
            if line.part is OccasionPart.ORDINARY
            else _("%(share)s av minstegebyret på %(of)s kr")
        )
        return words % {"share": share_said(line.share), "of": _shown(line.of)}
    if line.guests_to is not None:
        return _("Takst for høyst %(guests)s gjester", guests=whole(line.guests_to))
    if line.part is OccasionPart.CAP and fee.cap is not None:
        return _("Ned til forskriftens grense på %(cap)s", cap=kroner(fee.cap.ore))
    return label(line.part)


def _shown(exact: Fraction) -> str:
    ore = exact * ORE_IN_KRONE
    # Shown to the nearest øre, and nothing is added up from what is shown.
    return amount(round(ore))


def rule_said(basis: OccasionBasis) -> str:
    """The rule that a tariff is from: regel R-16 (retningslinjene punkt 3.2)."""
    if basis.source:
        return _("regel %(rule)s (%(source)s)", rule=basis.rule, source=basis.source)
    return _("regel %(rule)s", rule=basis.rule)


def notes_said(fee: OccasionFee) -> Iterator[tuple[str, str]]:
    """What is missing before there is a fee, and what is asked about it: a tone and a sentence each."""
    for need in fee.needs:
        yield "info" if need is OccasionNeed.LITRES else "warning", _need(need, fee)
    for doubt in fee.doubts:
        yield "warning", _doubt(doubt, fee)


def _need(need: OccasionNeed, fee: OccasionFee) -> str:
    basis = fee.basis
    match need:
        case OccasionNeed.LITRES:
            return _(
                "Gebyret fastsettes når omsetningsoppgaven er kommet: %(tariff)s.",
                tariff=tariff_said(basis.tariff),
            )
        case OccasionNeed.GUESTS:
            return _("Gebyret avhenger av antall gjester. Før opp hvor mange som er ventet.")
        case OccasionNeed.STEP:
            return _(
                "Taksten sier ikke hva et arrangement med %(guests)s gjester koster. Skriv gebyret selv.",
                guests=whole(basis.guests or 0),
            )
        case OccasionNeed.RATES:
            return _(
                "Satsene for %(year)s er ikke lagt inn. Legg dem inn på siden «Satser» under Gebyr.",
                year=str(basis.first_day.year),
            )


def _doubt(doubt: OccasionDoubt, fee: OccasionFee) -> str:
    match doubt:
        case OccasionDoubt.ABOVE_CAP:
            return _(
                "Taksten gir %(asked)s. En ambulerende bevilling kan høyst koste %(cap)s"
                " (alkoholforskriften § 6-2).",
                asked=kroner(fee.asked.ore if fee.asked else 0),
                cap=kroner(fee.cap.ore if fee.cap else 0),
            )
        case OccasionDoubt.RATES_UNKNOWN:
            return _(
                "Satsene for %(year)s er ikke lagt inn, så gebyret er ikke holdt mot forskriften.",
                year=str(fee.basis.first_day.year),
            )
        case OccasionDoubt.NO_VISIBLE_BASIS:
            return _no_basis(fee)


def _no_basis(fee: OccasionFee) -> str:
    if fee.lawful is not None and fee.asked is not None and fee.asked > fee.lawful:
        return _(
            "Gebyret er %(asked)s. Mengden og minstegebyret gir %(lawful)s, så forskriften viser ikke noe"
            " grunnlag for resten (alkoholforskriften § 6-2). Vurder beløpet.",
            asked=kroner(fee.asked.ore),
            lawful=kroner(fee.lawful.ore),
        )
    return _(
        "Gebyret har et tillegg som forskriften ikke viser noe grunnlag for (alkoholforskriften § 6-2)."
        " Vurder beløpet."
    )
