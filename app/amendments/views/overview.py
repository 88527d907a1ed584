"""The changes of one licence: what can be changed, and what has been."""

from collections.abc import Sequence

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app import clock, formats, labels
from app.amendments.pages import CHANGE_PAGES
from app.amendments.queries.licences import changes_of_licence, is_over
from app.amendments.queries.people import gaps_of
from app.amendments.queries.vacancies import licences_without_manager
from app.amendments.views.blueprint import bp, licence_or_404
from app.db import session
from app.models.licence import Licence
from app.permissions import Permission, actor, requires
from app.wording.enums import Text
from licensing.changes import needs_manager
from licensing.matters import ChangeKind

# Each kind stands where somebody would look for it.
GROUPS: Sequence[tuple[Text, Sequence[ChangeKind]]] = (
    (_l("Personer"), (ChangeKind.MANAGERS, ChangeKind.INFLUENCE)),
    (
        _l("Lokaler, drikk og tider"),
        (
            ChangeKind.AREA,
            ChangeKind.AREA_ONCE,
            ChangeKind.GROUPS,
            ChangeKind.HOURS,
            ChangeKind.HOURS_ONCE,
            ChangeKind.CONCEPT,
        ),
    ),
    (
        _l("Ny eier, eller slutt på driften"),
        (
            ChangeKind.TRANSFER,
            ChangeKind.SURRENDER,
            ChangeKind.DEATH,
            ChangeKind.BANKRUPTCY,
            ChangeKind.UNUSED,
        ),
    ),
)


@bp.get("/bevilling/<int:licence_id>")
@requires(Permission.CASE_VIEW)
def show_changes(licence_id: int) -> ResponseReturnValue:
    """What can be changed in a licence, and every change that it has had."""
    licence = licence_or_404(licence_id)
    changeable = (
        actor().may(Permission.CASE_HANDLE)
        and needs_manager(licence.type)
        and not is_over(licence, clock.today())
    )
    return render_template(
        "amendments/show_changes.html",
        licence=licence,
        groups=_groups(licence) if changeable else [],
        changes=changes_of_licence(session(), actor().municipality_id, licence.id),
    )


def _groups(licence: Licence) -> list[tuple[Text, list[dict[str, str]]]]:
    return [
        (
            title,
            [
                {"label": labels.label(kind), "url": url_for(CHANGE_PAGES[kind], licence_id=licence.id)}
                for kind in kinds
            ],
        )
        for title, kinds in GROUPS
    ]


@bp.get("/uten-styrer")
@requires(Permission.CASE_VIEW)
def list_without_manager() -> ResponseReturnValue:
    """The licences whose manager has left and where nobody is approved yet."""
    on = clock.today()
    licences = licences_without_manager(session(), actor().municipality_id, on)
    gaps = {licence.id: gap for licence, gap in gaps_of(session(), actor().municipality_id, licences, on)}
    return render_template(
        "amendments/list_without_manager.html",
        rows=[
            {
                "licence": licence,
                "since": formats.short_date(gaps[licence.id].since),
                "covers": gaps[licence.id].deputy_covers,
            }
            for licence in licences
            if licence.id in gaps
        ],
    )
