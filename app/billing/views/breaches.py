"""Pages of proposals of points: found, proved, and either told of in a notice or discarded with a reason."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats, labels
from app.billing import shown_breaches as shown
from app.billing.forms.breaches import DiscardForm, NotifyForm
from app.billing.queries import breaches as queries
from app.billing.service import breaches as service
from app.billing.service.proof import Proof, proof_of
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.forms import ActForm
from app.letters.licence_letters import licence_letter_of
from app.models.breach_proposal import ProposalState
from app.models.letter import Letter
from app.paging import PAGE_SIZE, cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.stored import from_plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/prikker")
@requires(Permission.FEE_VIEW)
def list_breaches() -> ResponseReturnValue:
    """The proposals, what may be proposed, and what is late without proof. Nothing is made by looking."""
    on, municipality_id = clock.today(), actor().municipality_id
    wanted = request.args.get("tilstand", "")
    state = ProposalState(wanted) if wanted in set(ProposalState) else None
    page = queries.proposal_page(session(), municipality_id, cursor=cursor_from(request.args), state=state)
    now = service.standing_now(session(), municipality_id, page.rows, on)
    found = service.candidates(session(), municipality_id, on)
    lacking = [one for one in found if one.lacking is not None]
    counts = queries.proposal_counts(session(), municipality_id)
    previous_url, next_url = page_addresses(page)
    return render_template(
        "billing/breaches/list_breaches.html",
        rows=[shown.proposal_line(row, now[row.id]) for row in page.rows],
        choices=_choices(state, counts),
        waiting=shown.waiting_text(queries.waiting_by_kind(session(), municipality_id)),
        ready=len(found) - len(lacking),
        lacking=[shown.lacking_line(one) for one in lacking[:PAGE_SIZE]],
        lacking_count=len(lacking),
        more_lacking=max(len(lacking) - PAGE_SIZE, 0),
        form=ActForm(formdata=None),
        previous_url=previous_url,
        next_url=next_url,
    )


def _choices(state: ProposalState | None, counts: queries.ProposalCounts) -> list[dict[str, object]]:
    everything = {
        "label": _("Alle"),
        "url": url_for(".list_breaches"),
        "current": state is None,
        "count": formats.whole(sum(counts.by_state.values())),
    }
    return [
        everything,
        *(
            {
                "label": labels.label(one),
                "url": url_for(".list_breaches", tilstand=one.value),
                "current": state is one,
                "count": formats.whole(counts.by_state.get(one, 0)),
            }
            for one in ProposalState
        ),
    ]


@bp.post("/prikker/finn")
@requires(Permission.FEE_HANDLE)
@commits
def propose_breaches() -> ResponseReturnValue:
    """Make proposals of what is late and can be proved."""
    found = service.propose_breaches(session(), actor(), on=clock.today())
    if found.proposed:
        flash(
            ngettext(
                "%(num)s nytt forslag om prikker. Se på beviset før du varsler.",
                "%(num)s nye forslag om prikker. Se på beviset før du varsler.",
                found.proposed,
            ),
            "success",
        )
    else:
        flash(
            _("Ingen nye forslag. Det som er for sent ute, er enten foreslått før eller mangler bevis."),
            "info",
        )
    return redirect(url_for(".list_breaches"))


@bp.get("/prikker/regneark")
@requires(Permission.FEE_VIEW)
def export_breaches() -> ResponseReturnValue:
    """Every proposal with its proof as a workbook, and what is late without proof."""
    on, municipality_id = clock.today(), actor().municipality_id
    rows = list(queries.all_proposals(session(), municipality_id))
    now = service.standing_now(session(), municipality_id, rows, on)
    found = service.candidates(session(), municipality_id, on)
    content = shown.breaches_workbook(on, rows, now, [one for one in found if one.lacking is not None])
    name = f"prikker-{on.isoformat()}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def _page(
    proposal_id: int,
    *,
    notify: NotifyForm | None = None,
    discard: DiscardForm | None = None,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    on, municipality_id = clock.today(), actor().municipality_id
    row = queries.proposal_row(session(), municipality_id, proposal_id) or abort(404)
    now = service.standing_now(session(), municipality_id, [row], on)[row.id]
    undecided = row.state is ProposalState.PROPOSED
    proof = (
        proof_of(session(), municipality_id, duty_id=row.duty_id, invoice_id=row.invoice_id)
        if undecided
        else from_plain(Proof, row.proof)
    )
    answer_by = on + timedelta(days=service.ANSWER_DAYS)
    page = render_template(
        "billing/breaches/show_breach.html",
        row=row,
        line=shown.proposal_line(row, now),
        late=now.late is not None,
        facts=_facts(row, now),
        proof=shown.proof_lines(proof),
        deadlines=shown.deadline_lines(proof),
        undecided=undecided,
        letter=_letter(municipality_id, row.letter_id),
        notify=notify or NotifyForm(version=row.version, answer_by=answer_by, formdata=None),
        discard=discard or DiscardForm(version=row.version, formdata=None),
        hindrance=hindrance,
    )
    wrong = (notify and notify.errors) or (discard and discard.errors)
    return page, 409 if hindrance else 422 if wrong else 200


def _letter(municipality_id: int, letter_id: int | None) -> Letter | None:
    return None if letter_id is None else licence_letter_of(session(), municipality_id, letter_id)


def _facts(row: Any, now: service.Now) -> list[tuple[str, str | None]]:
    facts: list[tuple[str, str | None]] = [
        (_("Hva"), labels.label(row.kind)),
        (_("År"), str(row.year)),
        (_("Frist"), formats.short_date(now.due_on)),
        (_("Levert eller betalt"), shown.came_text(row.kind, now)),
        (_("Dag for overtredelsen"), formats.short_date(row.breached_on)),
        (_("Prikker som vurderes"), str(row.points)),
        (_("Foreslått"), formats.moment(row.proposed_at)),
    ]
    if now.standing is not None:
        facts.append((_("Faktura"), now.standing.invoice_number or now.standing.reference))
        told = now.standing.told_on
        facts.append((_("Status lest inn for"), formats.short_date(told) if told else _("Ikke ennå")))
    if row.decided_at is not None:
        facts.append((_("Behandlet"), f"{row.decided_by}, {formats.moment(row.decided_at)}"))
    if row.reason:
        facts.append((_("Grunn"), row.reason))
    return facts


@bp.get("/prikker/<int:proposal_id>")
@requires(Permission.FEE_VIEW)
def show_breach(proposal_id: int) -> ResponseReturnValue:
    """A proposal with its proof, and what can be done with it."""
    return _page(proposal_id)


@bp.post("/prikker/<int:proposal_id>/varsle")
@requires(Permission.FEE_DECIDE)
@commits
def notify_breach(proposal_id: int) -> ResponseReturnValue:
    """Draft the notice of points."""
    _found_or_404(proposal_id)
    form = NotifyForm()
    if not form.validate_on_submit():
        return _page(proposal_id, notify=form)
    letters: list[Letter] = []
    hindrance = attempt(
        form,
        lambda: letters.append(
            service.notify_breach(
                session(),
                actor(),
                proposal_id=proposal_id,
                seen_version=form.seen_version,
                answer_by=form.answer_by.data,
                on=clock.today(),
            )
        ),
    )
    if hindrance is not None:
        return _refused(proposal_id, hindrance, notify=form)
    flash(_("Forhåndsvarselet er skrevet. Les gjennom det, ferdigstill det og send det."), "success")
    return redirect(url_for(".show_letter", letter_id=letters[0].id))


@bp.post("/prikker/<int:proposal_id>/forkast")
@requires(Permission.FEE_DECIDE)
@commits
def discard_breach(proposal_id: int) -> ResponseReturnValue:
    """Discard a proposal with a reason."""
    _found_or_404(proposal_id)
    form = DiscardForm()
    if not form.validate_on_submit():
        return _page(proposal_id, discard=form)
    hindrance = attempt(
        form,
        lambda: service.discard_breach(
            session(),
            actor(),
            proposal_id=proposal_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
    )
    if hindrance is not None:
        return _refused(proposal_id, hindrance, discard=form)
    flash(_("Forslaget er forkastet. Grunnen er lagret."), "success")
    return redirect(url_for(".list_breaches"))


def _found_or_404(proposal_id: int) -> None:
    if queries.proposal_row(session(), actor().municipality_id, proposal_id) is None:
        abort(404)


def _refused(
    proposal_id: int,
    hindrance: Hindrance,
    *,
    notify: NotifyForm | None = None,
    discard: DiscardForm | None = None,
) -> ResponseReturnValue:
    row = queries.proposal_row(session(), actor().municipality_id, proposal_id)
    for form in (notify, discard):
        if form is not None:
            form.version.data = str(row.version)
    return _page(proposal_id, notify=notify, discard=discard, hindrance=hindrance)
