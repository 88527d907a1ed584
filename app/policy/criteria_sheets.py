"""The ranking by fixed criteria as a spreadsheet: places with their arithmetic, the criteria, every score."""

from datetime import date

from flask_babel import gettext as _

from app import formats, labels
from app.models.criteria import CriteriaSet
from app.policy import shown_criteria as shown
from app.policy.queries.criteria_sets import Ranking
from app.registers.sheets import MIDDLE, NARROW, WIDE, workbook


def ranking_workbook(row: CriteriaSet, ranking: Ranking, on: date) -> bytes:
    """The ranking as it stands on a day; the same scores give the same bytes."""
    lines = shown.criterion_lines(row)
    ranked = [
        [
            one.rank,
            _("ja") if one.shared else "",
            one.name,
            *one.parts,
            one.total,
            "" if one.side is None else one.side.text,
            "; ".join(part for part in (one.missing, *one.notes) if part),
        ]
        for one in shown.ranked_lines(row, ranking)
    ]
    heads = [(_("Plass"), NARROW), (_("Delt plass"), NARROW), (_("Sted"), MIDDLE)]
    heads += [(_("Kriterium %(number)s", number=str(line.number)), NARROW) for line in lines]
    heads += [(_("Sum"), NARROW), (_("Antall bevillinger"), NARROW), (_("Merk"), WIDE)]
    criteria = [
        [str(line.number), line.text, line.guide, str(line.weight), str(line.highest), str(line.most)]
        for line in lines
    ]
    given = [
        [
            place.name,
            str(one.number),
            one.score,
            one.reason,
            one.by,
            one.at,
            _("ja") if one.holds else _("nei"),
        ]
        for place in ranking.places.values()
        if place.venue_id in ranking.scores
        for one in shown.given_lines(row, ranking.scores[place.venue_id])
    ]
    return workbook(
        _("%(name)s, rangering %(day)s", name=row.name, day=formats.short_date(on)),
        on,
        [
            (_("Rangering"), heads, ranked),
            (
                _("Kriterier"),
                [
                    (_("Nummer"), NARROW),
                    (_("Kriterium"), WIDE),
                    (_("Slik gis poengene"), WIDE),
                    (_("Vekt"), NARROW),
                    (_("Høyeste poeng"), NARROW),
                    (_("Gir høyst"), NARROW),
                ],
                criteria,
            ),
            (
                _("Poeng"),
                [
                    (_("Sted"), MIDDLE),
                    (_("Kriterium"), NARROW),
                    (labels.label(row.form), NARROW),
                    (_("Grunn"), WIDE),
                    (_("Gitt av"), MIDDLE),
                    (_("Tidspunkt"), MIDDLE),
                    (_("Gjelder nå"), NARROW),
                ],
                given,
            ),
        ],
    )
