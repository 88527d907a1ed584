"""Pages of what the municipality bears of others' spending: the list, one part, answering, releasing."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.spending import Spending, SpendingPart
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.prevention.forms.spending import YES, AnswerPartForm, ReleasePartForm
from app.prevention.queries import parts as queries
from app.prevention.queries.earmarks import earmark_of
from app.prevention.service import parts as service
from app.prevention.shown_payouts import shown_part_payouts
from app.prevention.shown_spending import (
    PART_TONES,
    STATE_TONES,
    names_of_municipalities,
    standing_of,
)
from app.prevention.views.blueprint import bp
from fees.spending import PartState, SpendingState


@bp.get("/fellestiltak")
@requires(Permission.PREVENTION_VIEW)
def list_parts() -> ResponseReturnValue:
    """The municipality's parts of what others pay."""
    page = queries.part_page(session(), actor().municipality_id, cursor_from(request.args))
    names = names_of_municipalities(session(), [row.payer_id for row in page.rows], clock.today())
    previous_url, next_url = page_addresses(page)
    return render_template(
        "prevention/parts/list_parts.html",
        lines=[
            {
                "id": row.id,
                "title": row.title,
                "number": row.number,
                "payer": names[row.payer_id],
                "whole": formats.kroner(row.whole_ore),
                "amount": formats.kroner(row.amount_ore),
                "paid": formats.kroner(row.paid_ore),
                "state": labels.label(row.state),
                "tone": PART_TONES[row.state],
                "case": labels.label(row.spending_state),
            }
            for row in page.rows
        ],
        previous_url=previous_url,
        next_url=next_url,
    )


def _part_or_404(part_id: int) -> tuple[SpendingPart, Spending]:
    return queries.part_of(session(), actor().municipality_id, part_id) or abort(404)


@bp.get("/fellestiltak/<int:part_id>")
@requires(Permission.PREVENTION_VIEW)
def show_part(part_id: int) -> ResponseReturnValue:
    """What another municipality asks this one to bear, and what was answered."""
    return _page(part_id)


def _page(
    part_id: int,
    *,
    answer: AnswerPartForm | None = None,
    release: ReleasePartForm | None = None,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    part, spending = _part_or_404(part_id)
    on, here = clock.today(), actor().municipality_id
    earmark = earmark_of(session(), here, spending.earmark_id) or abort(404)
    payer = names_of_municipalities(session(), [spending.municipality_id], on)[spending.municipality_id]
    asked = spending.state is SpendingState.PROPOSED and part.state is not PartState.RESERVED
    takes_back = part.state is PartState.RESERVED and spending.state is SpendingState.PROPOSED
    over = part.state is PartState.RESERVED and spending.state in service.OVER | service.DONE
    left = service.releasable(session(), part)
    typed = answer or release
    page = render_template(
        "prevention/parts/show_part.html",
        part=part,
        spending=spending,
        payer=payer,
        state_label=labels.label(part.state),
        state_tone=PART_TONES[part.state],
        case_label=labels.label(spending.state),
        case_tone=STATE_TONES[spending.state],
        standing=standing_of(session(), here, earmark, spending.year),
        facts=_facts(part, spending, payer),
        asked=asked and actor().may(Permission.SPENDING_DECIDE),
        takes_back=takes_back,
        releases=(takes_back or over) and bool(left) and actor().may(Permission.SPENDING_DECIDE),
        left=formats.kroner(left.ore),
        answer=answer or AnswerPartForm(formdata=None, version=part.version),
        release=release or ReleasePartForm(formdata=None, version=part.version),
        hindrance=hindrance,
        payouts=shown_part_payouts(session(), part, spending, actor()) if part.earmark_year_id else None,
    )
    return page, status_of(typed, hindrance) if typed else 200


def _facts(part: SpendingPart, spending: Spending, payer: str) -> list[tuple[str, str | None]]:
    facts: list[tuple[str, str | None]] = [
        (_("Betales av"), payer),
        (_("Hele beløpet"), formats.kroner(spending.amount_ore)),
        (_("Kommunens del"), formats.kroner(part.amount_ore)),
        (_("Midler for"), str(spending.year)),
        (_("Slag"), labels.label(spending.kind)),
        (_("Målgruppe"), labels.label(spending.target_group)),
        (
            _("Dag for møtet eller arrangementet"),
            formats.short_date(spending.held_on) if spending.held_on else None,
        ),
    ]
    if part.decided_on:
        facts.append((_("Besvart"), f"{part.decided_as}, {formats.short_date(part.decided_on)}"))
    if part.reason:
        facts.append((_("Begrunnelse"), part.reason))
    if part.paid_ore:
        facts.append((_("Betalt"), formats.kroner(part.paid_ore)))
    if part.released_ore:
        facts.append((_("Frigitt"), formats.kroner(part.released_ore)))
    return facts


@bp.post("/fellestiltak/<int:part_id>/svar")
@requires(Permission.SPENDING_DECIDE)
@commits
def answer_part(part_id: int) -> ResponseReturnValue:
    """Promise the municipality's part, or decline it."""
    _part_or_404(part_id)
    form = AnswerPartForm()
    if not form.validate_on_submit():
        return _page(part_id, answer=form)
    accept = form.answer.data == YES
    hindrance = attempt(
        form,
        lambda: service.answer_part(
            session(),
            actor(),
            part_id=part_id,
            seen_version=form.seen_version,
            accept=accept,
            reason=form.reason.data or "",
            on=clock.today(),
        ),
    )
    if hindrance:
        form.version.data = str(_part_or_404(part_id)[0].version)
        return _page(part_id, answer=form, hindrance=hindrance)
    flash(
        _("Kommunen dekker sin del. Beløpet er satt av som tilsagn.")
        if accept
        else _("Svaret er registrert: kommunen dekker ikke sin del."),
        "success",
    )
    return redirect(url_for(".show_part", part_id=part_id))


@bp.post("/fellestiltak/<int:part_id>/frigi")
@requires(Permission.SPENDING_DECIDE)
@commits
def release_part(part_id: int) -> ResponseReturnValue:
    """Take a promise back, or release what is left of it."""
    _part_or_404(part_id)
    form = ReleasePartForm()
    if not form.validate_on_submit():
        return _page(part_id, release=form)
    released: list[Any] = []
    hindrance = attempt(
        form,
        lambda: released.append(
            service.release_part(
                session(),
                actor(),
                part_id=part_id,
                seen_version=form.seen_version,
                reason=form.reason.data,
                on=clock.today(),
            )
        ),
    )
    if hindrance:
        form.version.data = str(_part_or_404(part_id)[0].version)
        return _page(part_id, release=form, hindrance=hindrance)
    flash(_("Tilsagnet er frigitt: %(sum)s.", sum=formats.kroner(released[0].ore)), "success")
    return redirect(url_for(".show_part", part_id=part_id))
