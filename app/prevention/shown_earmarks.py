"""Earmarks as their pages show them: what was decided, by whom, and how their years stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.earmark import Earmark, EarmarkYear
from app.models.user import User
from app.policy.queries.lists import names_of
from app.prevention.queries.closing import rows_of_earmark
from app.prevention.queries.earmarks import account_of, accounts_in, responsible_on
from app.prevention.queries.named_earmarks import named_responsible
from app.prevention.shown_accounts import standing_text
from fees.earmark import EarmarkAccount, EarmarkBasis, EarmarkExtent, EarmarkSharing


@dataclass(frozen=True)
class ShownEarmark:
    """An earmark in a list, with how its year stands."""

    earmark: Earmark
    url: str
    amount: str
    period: str
    account_url: str
    standing: str
    """Budget, spending, promises and what is free, on one line."""
    shortfall: str


@dataclass(frozen=True)
class ShownYear:
    """A year of an earmark in the list of its years."""

    year: int
    url: str
    state: str
    tone: str
    spent: str
    reserved: str
    left: str


def amount_text(earmark: Earmark) -> str:
    """How much an earmark is: 75 000 kr i året, 25 % av gebyrene, alle gebyrene."""
    if earmark.extent is EarmarkExtent.AMOUNT:
        return _("%(amount)s i året", amount=formats.kroner(earmark.amount_ore or 0))
    if earmark.extent is EarmarkExtent.SHARE:
        whole, rest = divmod(earmark.share or 0, 100)
        share = f"{whole},{rest:02d}".removesuffix(",00")
        return _("%(share)s prosent av gebyrene", share=share)
    return labels.label(earmark.extent)


def period_text(earmark: Earmark) -> str:
    """From 2024, or 2024–2027."""
    if earmark.last_year is None:
        return _("Fra %(year)s", year=str(earmark.first_year))
    return f"{earmark.first_year}–{earmark.last_year}"


def question_texts(earmark: Earmark) -> list[str]:
    """What the decision leaves open, as questions to the council, and what finance must look into."""
    texts = [labels.label(question) for question in earmark.to_domain().questions]
    if earmark.basis is EarmarkBasis.COUNCIL and len(earmark.municipalities) > 1:
        texts.append(
            _(
                "Er kommunene enige på en måte som binder midlene? Da kan de være bundet ved avtale. Spør"
                " økonomisjefen."
            )
        )
    return texts


def shown_earmarks(
    session: Session, municipality_id: int, earmarks: Sequence[Earmark], year: int
) -> list[ShownEarmark]:
    """The earmarks of a municipality with how a year of each stands."""
    accounts = {earmark.id: account for earmark, account in accounts_in(session, municipality_id, year)}
    return [
        ShownEarmark(
            earmark,
            url_for("prevention.show_earmark", earmark_id=earmark.id),
            amount_text(earmark),
            period_text(earmark),
            url_for("prevention.show_account", earmark_id=earmark.id, year=year),
            standing_text(accounts[earmark.id]) if earmark.id in accounts else "",
            _shortfall(accounts.get(earmark.id)),
        )
        for earmark in earmarks
    ]


def _shortfall(account: EarmarkAccount | None) -> str:
    return formats.kroner(account.shortfall.ore) if account and account.shortfall else ""


def earmark_facts(earmark: Earmark) -> list[tuple[str, str | None]]:
    """What was decided, for a list of facts."""
    rows: list[tuple[str, str | None]] = [
        (_("Formål"), earmark.purpose),
        (_("Omfang"), amount_text(earmark)),
        (_("Gjelder"), period_text(earmark)),
        (_("Hva binder midlene?"), labels.label(earmark.basis)),
        (_("Ubrukt kan settes av til"), labels.label(earmark.to_domain().fund)),
    ]
    if earmark.basis_document:
        rows.append((_("Dokument"), earmark.basis_document))
    if len(earmark.municipalities) > 1 or earmark.sharing is not EarmarkSharing.EACH:
        rows.append((_("Flere kommuner"), labels.label(earmark.sharing)))
        rows.append((_("Fordelingen bygger på"), earmark.key_basis or None))
    rows += [
        (_("Ubrukt ved årsslutt"), labels.label(earmark.leftover)),
        (_("Når midlene kan brukes"), labels.label(earmark.filling)),
        (
            _("Samråd med"),
            ", ".join(row.body for row in earmark.consulted) or _("Vedtaket krever ikke samråd"),
        ),
    ]
    return rows


def municipality_rows(session: Session, earmark: Earmark, on: date) -> list[dict[str, str]]:
    """The decision, the weight and the budget line of each municipality."""
    names = names_of(session, [row.municipality_id for row in earmark.municipalities], on)
    return [
        {
            "name": names[row.municipality_id],
            "decided": _(
                "%(body)s %(day)s, sak %(number)s",
                body=row.body,
                day=formats.short_date(row.decided_on),
                number=row.case_number,
            ),
            "weight": str(row.weight),
            "line": budget_line_text(row.responsibility_code, row.function_code, row.project_code),
        }
        for row in earmark.municipalities
    ]


def budget_line_text(responsibility: str, function: str, project: str) -> str:
    """ansvar 3120, funksjon 242, prosjekt 700"""
    parts = [
        (_("ansvar %(code)s", code=responsibility), responsibility),
        (_("funksjon %(code)s", code=function), function),
        (_("prosjekt %(code)s", code=project), project),
    ]
    return ", ".join(text for text, code in parts if code) or _("Ikke oppgitt")


def shown_years(session: Session, municipality_id: int, earmark: Earmark, today: date) -> list[ShownYear]:
    """The years of an earmark that somebody has acted in, and this year, the latest first."""
    rows = {row.year: row for row in rows_of_earmark(session, municipality_id, earmark.id)}
    accounts = {year: row.to_domain() for year, row in rows.items()}
    if earmark.to_domain().covers(today.year):
        accounts[today.year] = account_of(session, municipality_id, earmark, today.year)
    return [
        ShownYear(
            year,
            url_for("prevention.show_account", earmark_id=earmark.id, year=year),
            *year_state(rows.get(year)),
            formats.kroner(account.spent.ore),
            formats.kroner(account.reserved.ore),
            formats.kroner(account.left.ore),
        )
        for year, account in sorted(accounts.items(), reverse=True)
    ]


def year_state(row: EarmarkYear | None) -> tuple[str, str]:
    """How a year stands, with its tone."""
    if row is None:
        return _("Ingen har brukt av midlene"), "neutral"
    return (_("Avsluttet"), "neutral") if row.closed else (_("Åpent"), "success")


def responsible_text(session: Session, municipality_id: int, earmark_id: int, on: date) -> str:
    """Who decides on a day: the title, and whoever holds it."""
    row = responsible_on(session, municipality_id, earmark_id, on)
    if row is None:
        return _("Ingen er navngitt")
    holder = session.get(User, row.user_id) if row.user_id else None
    return row.title if holder is None else f"{row.title}, {holder.name}"


def responsible_lines(session: Session, municipality_id: int, earmark_id: int) -> list[tuple[str, str]]:
    """Who has decided on an earmark's money, the latest first: the time, and the title with its holder."""
    lines = []
    for row, name in named_responsible(session, municipality_id, earmark_id):
        first, last = formats.short_date(row.first_day), row.last_day
        time = _("Fra %(day)s", day=first) if last is None else f"{first}–{formats.short_date(last)}"
        lines.append((time, row.title if name is None else f"{row.title}, {name}"))
    return lines
