"""Granted events as the list of their fees shows them: fee, basis, what is asked, statement, how far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app import formats, labels
from app.billing.occasion_fees import Reckoning, basis_of
from app.billing.queries.occasions import EventFeeState
from app.billing.queries.statements import volumes
from app.wording.occasion_fees import notes_said, rule_said
from app.wording.tariffs import kroner, tariff_said
from fees.errors import RateNotSet
from fees.occasions import OccasionBasis, OccasionFee, OccasionNeed
from fees.turnover import TurnoverSource

TONES = {
    EventFeeState.WAITS: "warning",
    EventFeeState.READY: "info",
    EventFeeState.TAKEN: "neutral",
    EventFeeState.INVOICED: "success",
}


@dataclass(frozen=True)
class EventFeeLine:
    """One event of the list."""

    licence_id: int
    case_id: int
    name: str
    number: str
    holder: str
    venue: str
    type: str
    days: str
    guests: str
    fee: str
    """Empty while there is none."""
    basis: str
    waits_for: str
    """What is told first, where that is the turnover statement; else empty."""
    notes: tuple[str, ...]
    statement: str
    statement_tone: str
    fee_id: int | None
    duty_id: int | None
    state: EventFeeState
    state_label: str
    tone: str

    @property
    def may_be_taken(self) -> bool:
        """Whether it can be taken among the fees."""
        return self.state is EventFeeState.READY


def event_lines(rows: Iterable[Any], reckoner: Reckoning, on: date) -> Iterator[EventFeeLine]:
    """The events of a list in words. The rates are read once for all of them."""
    return (_line(row, reckoner, on) for row in rows)


def _line(row: Any, reckoner: Reckoning, on: date) -> EventFeeLine:
    basis = basis_of(row.fee_computed)
    fee, problem = _reckoned(row, basis, reckoner)
    statement, tone = _statement(row, on)
    state = EventFeeState(row.state)
    return EventFeeLine(
        licence_id=row.id,
        case_id=row.case_id,
        name=row.name,
        number=row.number,
        holder=row.holder,
        venue=row.venue,
        type=labels.label(row.type),
        days=formats.short_date(row.first_day)
        if row.first_day == row.last_day
        else f"{formats.short_date(row.first_day)}–{formats.short_date(row.last_day)}",
        guests="" if row.guests is None else formats.whole(row.guests),
        fee=_fee_text(row, fee),
        basis=_basis_text(row, basis),
        waits_for=labels.label(OccasionNeed.LITRES)
        if row.fee_ore is None and fee is not None and OccasionNeed.LITRES in fee.needs
        else "",
        notes=(*((problem,) if problem else ()), *_notes(row, fee), *_charge(row, basis, on)),
        statement=statement,
        statement_tone=tone,
        fee_id=row.fee_id,
        duty_id=row.duty_id,
        state=state,
        state_label=labels.label(state),
        tone=TONES[state],
    )


def _reckoned(
    row: Any, basis: OccasionBasis | None, reckoner: Reckoning
) -> tuple[OccasionFee | None, str | None]:
    if basis is None:
        return None, None
    litres = volumes(row.actual_g1_cl, row.actual_g2_cl, row.actual_g3_cl)
    try:
        return reckoner.fee(basis, volumes=litres), None
    except RateNotSet as missing:
        return None, labels.sentence(missing.code, None, missing.facts)


def _fee_text(row: Any, fee: OccasionFee | None) -> str:
    if row.total_ore is not None:
        return kroner(row.total_ore)
    if row.fee_ore is not None:
        return kroner(row.fee_ore)
    return kroner(fee.total.ore) if fee is not None and fee.total is not None else ""


def _basis_text(row: Any, basis: OccasionBasis | None) -> str:
    if basis is None:
        return (
            _("Satt i vedtaket")
            if row.fee_ore is not None
            else _("Retningslinjene sier ikke noe om gebyret.")
        )
    return _("%(tariff)s, %(rule)s", tariff=tariff_said(basis.tariff), rule=rule_said(basis))


def _notes(row: Any, fee: OccasionFee | None) -> Iterator[str]:
    if fee is None:
        return
    taken = row.fee_ore if row.total_ore is None else row.total_ore
    if taken is not None and (fee.total is None or fee.total.ore != taken):
        if fee.total is not None:
            yield _("Satt i vedtaket. Taksten gir %(amount)s.", amount=kroner(fee.total.ore))
        return
    yield from (text for tone, text in notes_said(fee) if tone == "warning")


def _charge(row: Any, basis: OccasionBasis | None, on: date) -> Iterator[str]:
    """A charge that the policy has for a statement that has not come: told, and never taken by itself."""
    late = row.due_on is not None and row.due_on < on and row.received_on is None
    if basis is not None and basis.missing_statement_ore and late:
        yield _(
            "Retningslinjene tar %(amount)s når omsetningsoppgaven mangler. Forskriften viser ikke noe"
            " grunnlag for det, så det tas ikke med.",
            amount=kroner(basis.missing_statement_ore),
        )


def _statement(row: Any, on: date) -> tuple[str, str]:
    """How far the turnover statement has come, and a tone for it."""
    if row.received_on is not None:
        day = formats.short_date(row.received_on)
        if row.source is TurnoverSource.ESTIMATED:
            return _("Anslått %(day)s", day=day), "warning"
        return _("Mottatt %(day)s", day=day), "success"
    if row.due_on is None:
        return _("Kreves ikke"), "neutral"
    day = formats.short_date(row.due_on)
    if row.due_on < on:
        return _("Mangler, fristen var %(day)s", day=day), "danger"
    return _("Frist %(day)s", day=day), "neutral"
