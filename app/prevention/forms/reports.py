"""Forms of the yearly report: which year, a chapter, figures of the police, delivery, and the route."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from app.fields import DateField
from app.forms import BaseForm, VersionedForm, area_field, text_field
from app.models.yearly_report import ReportChapterCode
from app.prevention.forms.plan_fields import WholeNumberField, year_field
from app.prevention.service.police_figures import ToldByPolice

LONGEST_SOURCE, LONGEST_FIGURE_NAME, LONGEST_COMMENT, LONGEST_CASE_NUMBER = 200, 160, 400, 40
LONGEST_DIGEST = 64


class BeginReportForm(BaseForm):
    """The year that the report is to tell of."""

    year = year_field(_l("År"), _l("Skriv året meldingen skal gjelde."))


class ChapterForm(VersionedForm):
    """What somebody writes in a chapter."""

    text = area_field(_l("Tekst"))


class PoliceFigureForm(VersionedForm):
    """A figure as the police told it, with its source and day."""

    name = text_field(_l("Hva tallet er"), _l("Skriv hva politiet har talt."), longest=LONGEST_FIGURE_NAME)
    year = year_field(_l("År"), _l("Skriv året tallet gjelder."))
    value = WholeNumberField(
        _l("Tall"), description=_l("La feltet stå tomt hvis politiet ikke har gitt tallet.")
    )
    preliminary = BooleanField(_l("Politiet sier at tallet er foreløpig"))
    source = text_field(
        _l("Kilde"),
        _l("Skriv hvor tallet er hentet fra."),
        longest=LONGEST_SOURCE,
        description=_l("For eksempel navnet på rapporten eller brevet."),
    )
    dated_on = DateField(_l("Dato for kilden"), _l("Skriv datoen på kilden."))
    comment = text_field(_l("Merknad"), longest=LONGEST_COMMENT)

    @property
    def told(self) -> ToldByPolice:
        """What was filled in."""
        return ToldByPolice(
            year=self.year.data,
            name=self.name.data or "",
            value=self.value.data,
            source=self.source.data or "",
            dated_on=self.dated_on.data,
            preliminary=bool(self.preliminary.data),
            comment=self.comment.data or "",
        )


class PoliceYearForm(BaseForm):
    """The last of the years whose figures are shown."""

    ar = year_field(_l("Til og med år"))


class FigureFilterForm(BaseForm):
    """The chapter whose figures are shown."""

    kapittel = HiddenField()

    @property
    def chapter(self) -> ReportChapterCode:
        """The chapter of the address; the first that has figures when it names none."""
        asked = str(self.kapittel.data or "")
        return next((code for code in ReportChapterCode if code.value == asked), ReportChapterCode.LICENCES)


class DeliverForm(BaseForm):
    """Who delivers the report, and what was looked through."""

    delivered_as = text_field(_l("Levert av (tittel)"), _l("Skriv tittelen til den som leverer meldingen."))
    seen = HiddenField()

    @property
    def digest(self) -> str:
        """The content that the person saw."""
        return str(self.seen.data or "")[:LONGEST_DIGEST]


class StopForm(VersionedForm):
    """That a body has treated the report."""

    met_on = DateField(_l("Møtedato"), _l("Skriv datoen for møtet."))
    case_number = text_field(
        _l("Saksnummer"), _l("Skriv saksnummeret, for eksempel PS 12/27."), longest=LONGEST_CASE_NUMBER
    )
    outcome = text_field(
        _l("Vedtak"), longest=LONGEST_COMMENT, description=_l("For eksempel tatt til orientering.")
    )


class AddStopForm(BaseForm):
    """One more body on the route."""

    body = text_field(_l("Organ"), _l("Skriv navnet på organet."))


class SupplementForm(BaseForm):
    """Why a supplement is made."""

    reason = area_field(
        _l("Hvorfor meldingen får et tillegg"), _l("Skriv hvorfor meldingen får et tillegg."), longest=2000
    )

    def validate_reason(self, field: Any) -> None:
        """Refuse a reason of a word or two: it stands first in the supplement."""
        if field.data and len(field.data) < 10:
            raise ValidationError(_("Skriv grunnen i en hel setning. Den står først i tillegget."))
