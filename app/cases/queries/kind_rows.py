"""What is special about a licence that is applied for, as labels and texts for the case page."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app import formats, labels
from app.cases.service.kinds import kind_of
from app.models.case import Application
from app.wording.enums_of_kinds import season_text
from licensing.licences import LicenceType


def kind_rows(application: Application) -> Iterator[tuple[str, str]]:
    """Type, season, first day, extensions and other municipalities, where there is something to tell."""
    entry = kind_of(application)
    if entry.type is not LicenceType.PERMANENT:
        yield _("Type bevilling"), labels.label(entry.type)
    if entry.season is not None:
        yield _("Del av året"), season_text(entry.season)
    if entry.first_day is not None:
        yield _("Ønsket første dag"), formats.long_date(entry.first_day)
    if entry.extensions:
        yield _("Utvidelser"), labels.enumeration(labels.label(row) for row in entry.extensions)
    if entry.production is not None and entry.production.sold_cl is not None:
        yield _("Solgt i året"), _("%(litres)s liter", litres=formats.litres(entry.production.sold_cl))
    if entry.production is not None and entry.production.own_inputs is not None:
        yield _("Egenproduserte råvarer"), formats.share(entry.production.own_inputs)
    if entry.other_municipalities is not None:
        elsewhere = labels.enumeration(entry.other_municipalities)
        yield _("Andre kommuner"), elsewhere or _("Ingen")
