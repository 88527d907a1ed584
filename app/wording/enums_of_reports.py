"""Labels of the yearly report."""

from flask_babel import lazy_gettext as _l

from app.models.yearly_report import FigureStanding, ReportChapterCode, ReportState
from app.wording.enums import Labels

LABELS_OF_REPORTS: Labels = {
    ReportState: {
        ReportState.DRAFT: _l("Utkast"),
        ReportState.DELIVERED: _l("Levert"),
    },
    ReportChapterCode: {
        ReportChapterCode.SITUATION: _l("Russituasjonen"),
        ReportChapterCode.LICENCES: _l("Bevillinger"),
        ReportChapterCode.HOURS: _l("Skjenketider og salgstider"),
        ReportChapterCode.INSPECTIONS: _l("Kontroller og overtredelser"),
        ReportChapterCode.INCOME: _l("Bevillingsgebyr"),
        ReportChapterCode.EARMARK: _l("Øremerkede midler"),
        ReportChapterCode.PREVENTION: _l("Omfanget av forebyggende arbeid"),
        ReportChapterCode.MEASURES: _l("Tiltak i handlingsplanen"),
        ReportChapterCode.INDICATORS: _l("Indikatorer"),
        ReportChapterCode.POLICE: _l("Tall fra politiet"),
        ReportChapterCode.ASSESSMENT: _l("Samlet vurdering"),
    },
    FigureStanding: {
        FigureStanding.FINAL: _l("Endelig"),
        FigureStanding.PRELIMINARY: _l("Foreløpig"),
        FigureStanding.MISSING: _l("Mangler"),
    },
}
