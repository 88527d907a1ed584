"""An earmark's year and the entries behind it, as pages and workbooks show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app import formats, labels
from app.billing.sheets import Cell, Sheet, money_workbook
from app.models.earmark import Earmark, EarmarkYear, EarmarkYearAct, YearActKind
from app.prevention.queries.accounts import Figure
from app.prevention.queries.closing import acts_of
from app.registers.sheets import MIDDLE, NARROW, WIDE
from fees.earmark import EarmarkAccount, EarmarkSharing
from fees.ledger import EntryKind
from fees.money import Money


@dataclass(frozen=True)
class ShownFigure:
    """A figure of a year: what it is, how much, and where its entries are."""

    label: str
    amount: str
    url: str
    note: str = ""
    strong: bool = False


@dataclass(frozen=True)
class ShownAct:
    """A decision about a year."""

    label: str
    decided: str
    told: tuple[str, ...]
    by: str


@dataclass(frozen=True)
class ShownEntry:
    """An entry behind a figure."""

    number: int
    booked_on: str
    kind: str
    accounts: str
    text: str
    url: str | None
    amount: str


def standing_text(account: EarmarkAccount) -> str:
    """Budsjett 75 000 kr · Forbruk 41 500 kr · Tilsagn 18 000 kr · Ledig 15 500 kr"""
    parts = [
        (_("Budsjett"), account.allotted),
        *([(_("Overført"), account.carried_in)] if account.carried_in else []),
        (_("Forbruk"), account.spent),
        (_("Tilsagn"), account.reserved),
        *([(_("Inndratt"), account.returned)] if account.returned else []),
        (_("Ledig"), account.free),
    ]
    return " · ".join(f"{label} {formats.kroner(money.ore)}" for label, money in parts)


def account_figures(account: EarmarkAccount, earmark: Earmark, year: int) -> list[ShownFigure]:
    """The figures of a year in the order that they add up."""
    by_payments = account.allotted != account.decided

    def url(figure: Figure) -> str:
        return url_for("prevention.list_account_entries", earmark_id=earmark.id, year=year, tall=figure.value)

    def shown(label: str, money: Money, figure: Figure, note: str = "", **more: bool) -> ShownFigure:
        return ShownFigure(label, formats.kroner(money.ore), url(figure), note, **more)

    figures = [
        ShownFigure(
            _("Vedtatt for året"), formats.kroner(account.decided.ore), "#vedtak", _decided_note(earmark)
        ),
        shown(_("Dekket av gebyrer bokført på året"), account.set_aside, Figure.INCOME),
        shown(_("Mangler dekning"), account.shortfall, Figure.INCOME),
        shown(
            _("Stilt til disposisjon"),
            account.allotted,
            Figure.ALLOTTED,
            _("Så mye som er betalt av gebyrene, eller alt gitt i tilsagn.") if by_payments else "",
        ),
        shown(_("Overført fra året før"), account.carried_in, Figure.CARRIED_IN),
        shown(_("Tilsagn, ikke betalt"), account.reserved, Figure.RESERVED),
        shown(_("Forbruk"), account.spent, Figure.SPENT),
        shown(_("Inndratt til fri disposisjon"), account.returned, Figure.RETURNED),
        shown(_("Igjen"), account.left, Figure.LEFT, strong=True),
    ]
    if account.carried_out:
        figures += [
            shown(_("Av det: overført til neste år"), account.carried_out, Figure.CARRIED_OUT),
            shown(_("Av det: ledig"), account.free, Figure.LEFT),
        ]
    return figures


def _decided_note(earmark: Earmark) -> str:
    """Whose part of what it is, where several municipalities share the amount."""
    if len(earmark.municipalities) < 2 or earmark.sharing is EarmarkSharing.EACH or not earmark.amount_ore:
        return ""
    return _("Kommunens del av %(amount)s", amount=formats.kroner(earmark.amount_ore))


def sum_text(account: EarmarkAccount) -> str:
    """The sum that always holds: 75 000 kr + 0 kr = 18 000 kr + 41 500 kr + 0 kr + 15 500 kr"""
    return _(
        "%(allotted)s stilt til disposisjon + %(carried)s overført = %(reserved)s tilsagn + %(spent)s forbruk"
        " + %(returned)s inndratt + %(left)s igjen",
        allotted=formats.kroner(account.allotted.ore),
        carried=formats.kroner(account.carried_in.ore),
        reserved=formats.kroner(account.reserved.ore),
        spent=formats.kroner(account.spent.ore),
        returned=formats.kroner(account.returned.ore),
        left=formats.kroner(account.left.ore),
    )


def shown_acts(session: Session, row: EarmarkYear | None) -> list[ShownAct]:
    """The decisions about a year, the latest first."""
    acts = acts_of(session, row) if row else []
    return [
        ShownAct(
            labels.label(act.kind),
            _(
                "%(body)s %(day)s, sak %(number)s",
                body=act.body,
                day=formats.short_date(act.decided_on),
                number=act.case_number,
            ),
            tuple(_told(act)),
            _("%(name)s, %(at)s", name=name, at=formats.moment(act.done_at)),
        )
        for act, name in acts
    ]


def _told(act: EarmarkYearAct) -> Iterable[str]:
    if act.kind is YearActKind.ADJUSTED:
        yield _("Nytt beløp: %(amount)s", amount=formats.kroner(act.decided_ore or 0))
    if act.kind is YearActKind.CLOSED:
        yield _("Satt av og overført: %(amount)s", amount=formats.kroner(act.carried_ore))
        yield _("Inndratt: %(amount)s", amount=formats.kroner(act.returned_ore))
        if act.other_ore:
            yield _(
                "Annen bruk: %(amount)s, %(use)s", amount=formats.kroner(act.other_ore), use=act.other_use
            )
    if act.reason:
        yield act.reason


def entry_text(row: Any) -> str:
    """What an entry is about: a measure with its voucher, or the decision behind it; empty where neither."""
    parts = []
    if row.title:
        parts.append(f"{row.spending_number} {row.title}")
    if row.voucher:
        parts.append(_("bilag %(voucher)s", voucher=row.voucher))
    if row.case_number:
        parts.append(_("sak %(number)s", number=row.case_number))
    if row.other_ore and row.kind is EntryKind.HANDING_BACK:
        parts.append(
            _("herav %(amount)s til %(use)s", amount=formats.kroner(row.other_ore), use=row.other_use)
        )
    return ", ".join(parts)


def shown_entry(row: Any, municipality_id: int) -> ShownEntry:
    """An entry in words, with the way to what it is about."""
    own = row.spending_id is not None and row.spending_owner == municipality_id
    return ShownEntry(
        row.number,
        formats.short_date(row.booked_on),
        labels.label(row.kind),
        _("Fra %(credit)s til %(debit)s", credit=labels.label(row.credit), debit=labels.label(row.debit)),
        entry_text(row),
        url_for("prevention.show_spending", spending_id=row.spending_id) if own else None,
        formats.kroner(row.signed_ore),
    )


def entries_workbook(title: str, on: date, rows: Iterable[Any]) -> bytes:
    """The entries of a year as a workbook."""
    heads = [
        (_("Nummer"), NARROW),
        (_("Bokført"), NARROW),
        (_("Slag"), MIDDLE),
        (_("Debet"), MIDDLE),
        (_("Kredit"), MIDDLE),
        (_("Beløp"), NARROW),
        (_("Gjelder"), WIDE),
    ]
    return money_workbook(title, on, [Sheet(_("Posteringer"), heads, (_cells(row) for row in rows))])


def _cells(row: Any) -> list[Cell]:
    return [
        row.number,
        row.booked_on,
        labels.label(row.kind),
        labels.label(row.debit),
        labels.label(row.credit),
        Money(row.amount_ore),
        entry_text(row),
    ]


FIGURES = {
    Figure.ALL: _l("Alle posteringer"),
    Figure.INCOME: _l("Gebyrer bokført på året"),
    Figure.ALLOTTED: _l("Stilt til disposisjon"),
    Figure.CARRIED_IN: _l("Overført fra året før"),
    Figure.RESERVED: _l("Tilsagn, ikke betalt"),
    Figure.SPENT: _l("Forbruk"),
    Figure.RETURNED: _l("Inndratt til fri disposisjon"),
    Figure.CARRIED_OUT: _l("Overført til neste år"),
    Figure.LEFT: _l("Igjen"),
}


@dataclass(frozen=True)
class FigureLink:
    """A figure whose entries can be listed."""

    label: str
    url: str
    current: bool


def figure_text(figure: Figure) -> str:
    """What a figure is called."""
    return str(FIGURES[figure])


def figure_links(earmark: Earmark, year: int, here: Figure) -> list[FigureLink]:
    """Every figure of a year, the one that is listed marked."""
    return [
        FigureLink(
            figure_text(figure),
            url_for("prevention.list_account_entries", earmark_id=earmark.id, year=year, tall=figure.value),
            figure is here,
        )
        for figure in Figure
    ]


def unbooked(row: EarmarkYear | None, account: EarmarkAccount) -> str | None:
    """What the decision and the income give the year, and nobody has entered yet."""
    stored = row.allotted_ore if row else 0
    return formats.kroner(account.allotted.ore - stored) if account.allotted.ore != stored else None
