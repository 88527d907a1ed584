"""Lists of cases."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app import clock, labels
from app.cases.queries import lists
from app.cases.queries.lists import CaseFilter
from app.cases.views.blueprint import bp
from app.db import session
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.cases import CaseState
from licensing.licences import LicenceKind
from licensing.matters import Matter

OTHER_MATTERS = tuple(matter for matter in Matter if matter is not Matter.LICENCE)


@bp.get("")
@requires(Permission.CASE_VIEW)
def list_cases() -> ResponseReturnValue:
    """All cases of the municipality, newest first, by filter."""
    state, kind = request.args.get("tilstand", ""), request.args.get("type", "")
    mine = request.args.get("mine") == "1"
    wanted = CaseFilter(
        state=CaseState(state) if state in list(CaseState) else None,
        kind=LicenceKind(kind) if kind in list(LicenceKind) else None,
        matter=Matter(kind) if kind in OTHER_MATTERS else None,
        caseworker_id=actor().user_id if mine else None,
        open_only=state == "apne",
    )
    page = lists.case_page(session(), actor().municipality_id, wanted, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "cases/list.html",
        rows=lists.rows_of(page, clock.today()),
        states=[(member.value, labels.label(member)) for member in CaseState],
        kinds=[(member.value, labels.label(member)) for member in (*LicenceKind, *OTHER_MATTERS)],
        chosen={"state": state, "kind": kind, "mine": mine},
        previous_url=previous_url,
        next_url=next_url,
        shown=ngettext("Viser %(num)s sak", "Viser %(num)s saker", len(page.rows)),
    )


@bp.get("/til-vedtak")
@requires(Permission.CASE_DECIDE)
def list_decisions() -> ResponseReturnValue:
    """The proposals that wait for a decision."""
    rows = lists.proposal_rows(session(), actor().municipality_id, clock.today(), actor().user_id)
    return render_template("cases/decisions.html", rows=rows)
