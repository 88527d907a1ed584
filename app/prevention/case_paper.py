"""The draft of a case paper ("saksframlegg") on what is left of an earmark's year, with its choices."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app import formats
from app.models.earmark import Earmark, EarmarkMunicipality
from app.prevention.shown_earmarks import amount_text
from fees.earmark import EarmarkAccount, Fund, Leftover


@dataclass(frozen=True)
class Chapter:
    """A heading with what stands under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    """Figures by what they are, where the chapter is a list of them."""


@dataclass(frozen=True)
class CasePaper:
    """A draft that a person reads, changes and brings before the council."""

    title: str
    chapters: tuple[Chapter, ...]

    @property
    def text(self) -> str:
        """All of it as plain text, to copy."""
        parts = [self.title]
        for chapter in self.chapters:
            figures = "\n".join(f"{label}: {amount}" for label, amount in chapter.rows)
            parts += [chapter.heading, *([figures] if figures else []), *chapter.paragraphs]
        return "\n\n".join(parts)


def case_paper(earmark: Earmark, own: EarmarkMunicipality, account: EarmarkAccount, year: int) -> CasePaper:
    """The case paper on what is left of a year in one municipality.

    Law: kommuneloven §§ 14-9 and 14-10.
    """
    free_fund = earmark.to_domain().fund is Fund.FREE
    return CasePaper(
        _("Ubrukte øremerkede midler i %(year)s: %(name)s", year=str(year), name=earmark.name),
        (
            Chapter(_("Bakgrunn"), _background(earmark, own)),
            Chapter(_("Regnskapet for %(year)s", year=str(year)), rows=_figures(account)),
            Chapter(_("Vurdering"), _assessment(earmark, account)),
            Chapter(
                _("Forslag til vedtak, velg ett") if free_fund else _("Forslag til vedtak"),
                _choices(earmark, account, year) if free_fund else _bound(earmark, account, year),
            ),
        ),
    )


def _background(earmark: Earmark, own: EarmarkMunicipality) -> tuple[str, ...]:
    return (
        _(
            "%(body)s vedtok %(day)s i sak %(number)s å øremerke %(amount)s av bevillingsgebyrene.",
            body=own.body,
            day=formats.long_date(own.decided_on),
            number=own.case_number,
            amount=amount_text(earmark)[:1].lower() + amount_text(earmark)[1:],
        ),
        _("Formålet er: %(purpose)s.", purpose=earmark.purpose.rstrip(".")),
    )


def _figures(account: EarmarkAccount) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Vedtatt for året"), account.decided),
        (_("Gebyrer bokført på året"), account.income),
        (_("Stilt til disposisjon"), account.allotted),
        (_("Overført fra året før"), account.carried_in),
        (_("Forbruk"), account.spent),
        (_("Tilsagn, ikke betalt"), account.reserved),
        (_("Ubrukt"), account.left),
    )
    return tuple((label, formats.kroner(money.ore)) for label, money in rows)


def _assessment(earmark: Earmark, account: EarmarkAccount) -> tuple[str, ...]:
    paragraphs = []
    if earmark.to_domain().fund is Fund.FREE:
        paragraphs.append(
            _(
                "Øremerkingen er kommunestyrets egen. Midlene er derfor frie, og det som er ubrukt kan høyst"
                " settes av til disposisjonsfond (kommuneloven § 14-9). Det skal ikke stå på bundet"
                " driftsfond."
            )
        )
        paragraphs.append(
            _(
                "Avsetning til fond og bruk av fond hører til kommunestyrets myndighet over budsjettet."
                " Kommunestyret kan senere bruke det som er satt av, til noe annet."
            )
        )
        paragraphs.append(_leftover(earmark))
    else:
        paragraphs.append(
            _(
                "Midlene er bundet ved %(document)s. Det som er ubrukt, må settes av til bundet driftsfond"
                " (kommuneloven § 14-10).",
                document=earmark.basis_document,
            )
        )
    if account.reserved:
        paragraphs.append(
            _(
                "Tilsagn på %(amount)s er gitt og ikke betalt. De står ved lag og er ikke med i det som skal"
                " disponeres.",
                amount=formats.kroner(account.reserved.ore),
            )
        )
    if account.shortfall:
        paragraphs.append(
            _(
                "Gebyrene på året dekker ikke hele beløpet som er vedtatt. Det mangler %(amount)s. Det endrer"
                " ikke budsjettbeløpet, men kommunestyret bør vite det.",
                amount=formats.kroner(account.shortfall.ore),
            )
        )
    return tuple(paragraphs)


def _leftover(earmark: Earmark) -> str:
    if earmark.leftover is Leftover.CARRIED_OVER:
        return _("Vedtaket om øremerking sier at det som er ubrukt, skal overføres til neste år.")
    if earmark.leftover is Leftover.RETURNED:
        return _("Vedtaket om øremerking sier at det som er ubrukt, skal inndras til fri disposisjon.")
    return _("Vedtaket om øremerking sier ikke hva som skal skje med det som er ubrukt.")


def _choices(earmark: Earmark, account: EarmarkAccount, year: int) -> tuple[str, ...]:
    told = {"year": str(year), "next": str(year + 1), "amount": formats.kroner(account.free.ore)}
    return (
        _(
            "1. Ubrukte midler for %(year)s, %(amount)s, settes av til disposisjonsfond, merket «%(name)s»,"
            " og kan brukes til formålet i %(next)s.",
            name=earmark.name,
            **told,
        ),
        _("2. Ubrukte midler for %(year)s, %(amount)s, brukes til … (skriv formålet).", **told),
        _("3. Ubrukte midler for %(year)s, %(amount)s, inndras til fri disposisjon.", **told),
    )


def _bound(earmark: Earmark, account: EarmarkAccount, year: int) -> tuple[str, ...]:
    return (
        _(
            "Ubrukte midler for %(year)s, %(amount)s, settes av til bundet driftsfond, merket «%(name)s».",
            year=str(year),
            amount=formats.kroner(account.free.ore),
            name=earmark.name,
        ),
    )
