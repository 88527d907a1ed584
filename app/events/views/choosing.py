"""Pages for what somebody answers for: that an event came late, and who decides a matter of principle."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.cases.performing import carry_out
from app.db import commits, session
from app.events.forms.deciding import LateNoticeForm, PrincipleForm
from app.events.queries.one import occasion_of
from app.events.service import choices
from app.events.views.blueprint import bp
from app.events.views.cases import event_case_or_404
from app.permissions import Permission, actor, requires


@bp.route("/<int:case_id>/ta-imot", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def accept_late_notice(case_id: int) -> ResponseReturnValue:
    """Take an event that came after the municipality's deadline, and say why."""
    case = event_case_or_404(case_id)
    form = LateNoticeForm(version=case.version)
    return carry_out(
        "events/accept_late_notice.html",
        form,
        case,
        lambda: choices.accept_late_notice(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Søknaden er tatt imot."),
    )


@bp.route("/<int:case_id>/prinsipiell", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def choose_principle(case_id: int) -> ResponseReturnValue:
    """Say whether a matter of principle is decided here or lifted, and why."""
    case = event_case_or_404(case_id)
    occasion = occasion_of(session(), case)
    form = PrincipleForm(version=case.version, principle=occasion.principle, reason=occasion.principle_reason)
    return carry_out(
        "events/choose_principle.html",
        form,
        case,
        lambda: choices.choose_principle(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            principle=form.principle.data,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Valget er lagret."),
    )
