"""Pages of letters about licences: read one, make it final, note that it was sent and that it arrived."""

from io import BytesIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.billing import shown_letters as shown
from app.billing.forms.letters import LetterArrivalForm, LetterDispatchForm
from app.billing.queries import letters as queries
from app.billing.run_pages import run_title
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.forms import ActForm, VersionedForm
from app.letters import licence_dispatch as dispatching
from app.letters import licence_letters as service
from app.letters.service import Dispatch, final_bytes
from app.letters.texts import render_text
from app.models.letter import Letter, LetterState
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires


def state_asked_for() -> LetterState | None:
    """The state of letters that an address asks for; none asks for all."""
    wanted = request.args.get("tilstand", "")
    return LetterState(wanted) if wanted in set(LetterState) else None


@bp.get("/brev")
@requires(Permission.FEE_VIEW)
def list_letters() -> ResponseReturnValue:
    """The letters about licences, the latest first."""
    state = state_asked_for()
    page = queries.letter_page(
        session(), actor().municipality_id, cursor=cursor_from(request.args), state=state
    )
    previous_url, next_url = page_addresses(page)
    choices = [(_("Alle"), url_for(".list_letters"), state is None)]
    choices += [
        (labels.label(one), url_for(".list_letters", tilstand=one.value), state is one) for one in LetterState
    ]
    return render_template(
        "billing/letters/list_letters.html",
        rows=[shown.letter_line(row) for row in page.rows],
        choices=[{"label": label, "url": url, "current": current} for label, url, current in choices],
        export_url=url_for(".export_letters", tilstand=state.value if state else None),
        previous_url=previous_url,
        next_url=next_url,
    )


def _letter_or_404(letter_id: int) -> Letter:
    return service.licence_letter_of(session(), actor().municipality_id, letter_id) or abort(404)


def _page(
    letter: Letter,
    *,
    dispatch: LetterDispatchForm | None = None,
    arrival: LetterArrivalForm | None = None,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    on = clock.today()
    facts = service.facts_of_licence_letter(letter)
    dispatch = dispatch or LetterDispatchForm(version=letter.version, sent_on=on, formdata=None)
    arrival = arrival or LetterArrivalForm(version=letter.version, arrived_on=on, formdata=None)
    run = queries.run_letters(session(), letter.municipality_id, letter.run_id) if letter.run_id else None
    page = render_template(
        "billing/letters/show_letter.html",
        letter=letter,
        about=facts,
        title=labels.label(letter.kind),
        state_label=labels.label(letter.state),
        tone=shown.STATE_TONES[letter.state],
        run_link=(run_title(run.run.kind, run.run.year), url_for(".list_run_letters", run_id=run.run.id))
        if run
        else None,
        content=shown.in_words(render_text(letter.kind.value, letter.language.value, facts)),
        may_open=_may_open(letter),
        dispatch=dispatch,
        arrival=arrival,
        hindrance=hindrance,
        facts=shown.letter_facts(letter),
    )
    return page, 409 if hindrance else 422 if dispatch.errors or arrival.errors else 200


def _may_open(letter: Letter) -> bool:
    """A link lets its reader in, so the letter that carries it is opened by those who send it."""
    return actor().may(Permission.FEE_HANDLE) or not service.carries_link(letter)


@bp.get("/brev/<int:letter_id>")
@requires(Permission.FEE_VIEW)
def show_letter(letter_id: int) -> ResponseReturnValue:
    """A letter in words, and what can be done with it."""
    return _page(_letter_or_404(letter_id))


@bp.get("/brev/<int:letter_id>/pdf")
@requires(Permission.FEE_VIEW)
def show_letter_pdf(letter_id: int) -> ResponseReturnValue:
    """The letter as it goes out; a draft says that it is one."""
    letter = _letter_or_404(letter_id)
    if not _may_open(letter):
        abort(403)
    draft = letter.state is LetterState.DRAFT
    content = service.drawn_licence_letter(session(), letter) if draft else final_bytes(session(), letter)
    name = f"{letter.facts['licence_number']}-{letter.kind.value}-{letter.id}.pdf"
    return send_file(BytesIO(content), mimetype=service.PDF, download_name=name)


def _done(
    letter_id: int, hindrance: Hindrance | None, sentence: str, **forms: VersionedForm
) -> ResponseReturnValue:
    if hindrance is not None:
        letter = _letter_or_404(letter_id)
        for form in forms.values():
            form.version.data = str(letter.version)
        return _page(letter, hindrance=hindrance, **forms)
    flash(sentence, "success")
    return redirect(url_for(".show_letter", letter_id=letter_id))


@bp.post("/brev/<int:letter_id>/endelig")
@requires(Permission.FEE_HANDLE)
@commits
def finalise_letter(letter_id: int) -> ResponseReturnValue:
    """Make the letter final."""
    _letter_or_404(letter_id)
    form = ActForm()
    hindrance = attempt(
        form,
        lambda: service.finalise_licence_letter(
            session(), actor(), letter_id=letter_id, seen_version=form.seen_version, on=clock.today()
        ),
    )
    return _done(letter_id, hindrance, _("Brevet er ferdigstilt. Send det, og registrer utsendingen her."))


@bp.post("/brev/<int:letter_id>/sendt")
@requires(Permission.FEE_HANDLE)
@commits
def record_letter_dispatch(letter_id: int) -> ResponseReturnValue:
    """Record that the letter was sent."""
    letter = _letter_or_404(letter_id)
    form = LetterDispatchForm()
    if not form.validate_on_submit():
        return _page(letter, dispatch=form)
    dispatch = Dispatch(form.channel.data, form.reference.data or "", form.sent_on.data)
    hindrance = attempt(
        form,
        lambda: dispatching.record_dispatch(
            session(),
            actor(),
            letter_id=letter_id,
            seen_version=form.seen_version,
            dispatch=dispatch,
            on=clock.today(),
        ),
    )
    return _done(letter_id, hindrance, _("Utsendingen er registrert."), dispatch=form)


@bp.post("/brev/<int:letter_id>/mottatt")
@requires(Permission.FEE_HANDLE)
@commits
def record_letter_arrival(letter_id: int) -> ResponseReturnValue:
    """Record the day on which the letter arrived."""
    letter = _letter_or_404(letter_id)
    form = LetterArrivalForm()
    if not form.validate_on_submit():
        return _page(letter, arrival=form)
    hindrance = attempt(
        form,
        lambda: dispatching.record_arrival(
            session(),
            actor(),
            letter_id=letter_id,
            seen_version=form.seen_version,
            arrived_on=form.arrived_on.data,
            on=clock.today(),
        ),
    )
    return _done(letter_id, hindrance, _("Det er registrert når brevet kom fram."), arrival=form)
