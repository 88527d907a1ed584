"""Tariffs of events in words: what an event costs, by which method, and what low turnover gives."""

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import gettext as _

from app.formats import amount, whole
from app.wording.enums import enumeration
from licensing.tariffs import LowTurnoverStep, Tariff, TariffMethod, TariffPer, TariffStep

PERCENT = 100


def kroner(ore: int) -> str:
    """1 200,00 kr"""
    return _("%(amount)s kr", amount=amount(ore))


def share_said(share: Fraction) -> str:
    """25 prosent, or 1/6"""
    percent = share * PERCENT
    if percent.denominator == 1:
        return _("%(percent)s prosent", percent=str(percent.numerator))
    return f"{share.numerator}/{share.denominator}"


def tariff_said(tariff: Tariff) -> str:
    """What a single occasion costs: 440,00 kr for høyst 150 gjester og 660,00 kr for flere."""
    said = _method_said(tariff)
    if tariff.per is TariffPer.DAY:
        return _("%(fee)s, for hver dag", fee=said)
    return said


def _method_said(tariff: Tariff) -> str:
    fee = kroner(tariff.amount_ore or 0)
    match tariff.method:
        case TariffMethod.GUESTS:
            return _steps_said(tariff.steps)
        case TariffMethod.SHARE_OF_ORDINARY:
            return _("en andel av det ordinære gebyret: %(steps)s", steps=_steps_said(tariff.steps))
        case TariffMethod.SHARE_OF_MINIMUM:
            return _("%(share)s av minstegebyret", share=share_said(tariff.share or Fraction(0)))
        case TariffMethod.FIXED_AND_VOLUME:
            return _("%(amount)s og satsen for hver liter", amount=fee)
        case TariffMethod.REDUCED_MINIMUM:
            return _("satsen for hver liter, minst %(amount)s", amount=fee)
        case TariffMethod.VOLUME:
            return _("satsen for hver liter, minst det ordinære minstegebyret")
    return fee


def _steps_said(steps: Sequence[TariffStep]) -> str:
    return enumeration(_step_said(step, number) for number, step in enumerate(steps))


def _step_said(step: TariffStep, number: int) -> str:
    figure = share_said(step.share) if step.share is not None else kroner(step.amount_ore or 0)
    if step.guests_to is not None:
        return _("%(fee)s for høyst %(guests)s gjester", fee=figure, guests=whole(step.guests_to))
    return _("%(fee)s for flere", fee=figure) if number else figure


def low_turnover_said(steps: Sequence[LowTurnoverStep]) -> str:
    """The lower minimums: 2 310,00 kr når gebyret etter mengde er høyst 1 500,00 kr"""
    return enumeration(
        _(
            "%(minimum)s når gebyret etter mengde er høyst %(most)s",
            minimum=_("%(share)s av minstegebyret", share=share_said(step.share))
            if step.share is not None
            else kroner(step.minimum_ore or 0),
            most=kroner(step.volume_fee_to_ore),
        )
        for step in steps
    )
