"""Pages of letters about grants: read one, make it final, note that it was sent and that it arrived."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.forms import ActForm, VersionedForm
from app.letters import licence_dispatch as dispatching
from app.letters import spending_letters as service
from app.letters.service import Dispatch, final_bytes
from app.letters.texts import LetterContent, render_text
from app.models.letter import Letter, LetterState
from app.permissions import Permission, actor, requires
from app.prevention.forms.payouts import SpendingArrivalForm, SpendingDispatchForm
from app.prevention.shown_payout_lines import LETTER_TONES
from app.prevention.spending_pages import spending_or_404
from app.prevention.views.blueprint import bp


def _letter_or_404(spending_id: int, letter_id: int) -> Letter:
    here = actor().municipality_id
    return service.spending_letter_of(session(), here, spending_id, letter_id) or abort(404)


def _page(
    letter: Letter,
    *,
    dispatch: SpendingDispatchForm | None = None,
    arrival: SpendingArrivalForm | None = None,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    on = clock.today()
    wrong = [form for form in (dispatch, arrival) if form is not None and form.errors]
    dispatch = dispatch or SpendingDispatchForm(version=letter.version, sent_on=on, formdata=None)
    arrival = arrival or SpendingArrivalForm(version=letter.version, arrived_on=on, formdata=None)
    if hindrance is not None:
        dispatch.version.data = arrival.version.data = str(letter.version)
    facts = service.facts_of_spending_letter(letter)
    page = render_template(
        "prevention/payouts/show_spending_letter.html",
        letter=letter,
        row=spending_or_404(letter.spending_id or 0),
        title=labels.label(letter.kind),
        state_label=labels.label(letter.state),
        tone=LETTER_TONES[letter.state],
        content=_in_words(render_text(letter.kind.value, letter.language.value, facts)),
        decides=letter.kind in service.DECISIONS,
        dispatch=dispatch,
        arrival=arrival,
        hindrance=hindrance,
        facts=_facts(letter),
    )
    return page, 409 if hindrance else 422 if wrong else 200


def _in_words(content: LetterContent) -> dict[str, object]:
    return {"subject": content.subject, "parts": [(type(part).__name__, part) for part in content.blocks]}


def _facts(letter: Letter) -> list[tuple[str, str | None]]:
    facts: list[tuple[str, str | None]] = [
        (_("Mottaker"), letter.recipient["name"]),
        (_("Dato"), formats.short_date(letter.dated_on)),
    ]
    if letter.sent_on is None:
        return [*facts, (_("Sendt"), _("Ikke ennå"))]
    return [
        *facts,
        (_("Sendt med"), labels.label(letter.channel) if letter.channel else None),
        (_("Referanse"), letter.reference or None),
        (_("Sendt"), formats.short_date(letter.sent_on)),
        (_("Kommet fram"), formats.short_date(letter.arrived_on) if letter.arrived_on else _("Ikke kjent")),
    ]


@bp.get("/bruk/<int:spending_id>/brev/<int:letter_id>")
@requires(Permission.PREVENTION_VIEW)
def show_spending_letter(spending_id: int, letter_id: int) -> ResponseReturnValue:
    """A letter in words, and what can be done with it."""
    return _page(_letter_or_404(spending_id, letter_id))


@bp.get("/bruk/<int:spending_id>/brev/<int:letter_id>/pdf")
@requires(Permission.PREVENTION_VIEW)
def show_spending_letter_pdf(spending_id: int, letter_id: int) -> ResponseReturnValue:
    """The letter as it goes out; a draft says that it is one."""
    letter = _letter_or_404(spending_id, letter_id)
    draft = letter.state is LetterState.DRAFT
    content = service.drawn_spending_letter(session(), letter) if draft else final_bytes(session(), letter)
    number = str(letter.facts["number"]).replace("/", "-")
    return send_file(
        BytesIO(content),
        mimetype=service.PDF,
        download_name=f"{number}-{letter.kind.value}-{letter.id}.pdf",
    )


def _done(
    letter: Letter, form: VersionedForm, save: Callable[[], object], sentence: str, **forms: Any
) -> ResponseReturnValue:
    spending_id, letter_id = letter.spending_id or 0, letter.id
    hindrance = attempt(form, save)
    if hindrance is not None:
        return _page(_letter_or_404(spending_id, letter_id), hindrance=hindrance, **forms)
    flash(sentence, "success")
    return redirect(url_for(".show_spending_letter", spending_id=spending_id, letter_id=letter_id))


@bp.post("/bruk/<int:spending_id>/brev/<int:letter_id>/endelig")
@requires(Permission.PREVENTION_HANDLE)
@commits
def finalise_spending_letter(spending_id: int, letter_id: int) -> ResponseReturnValue:
    """Make the letter final."""
    letter = _letter_or_404(spending_id, letter_id)
    form = ActForm()
    return _done(
        letter,
        form,
        lambda: service.finalise_spending_letter(
            session(), actor(), letter_id=letter_id, seen_version=form.seen_version, on=clock.today()
        ),
        _("Brevet er ferdigstilt. Send det, og registrer utsendingen her."),
    )


@bp.post("/bruk/<int:spending_id>/brev/<int:letter_id>/sendt")
@requires(Permission.PREVENTION_HANDLE)
@commits
def record_spending_letter_dispatch(spending_id: int, letter_id: int) -> ResponseReturnValue:
    """Record that the letter was sent."""
    letter = _letter_or_404(spending_id, letter_id)
    form = SpendingDispatchForm()
    if not form.validate_on_submit():
        return _page(letter, dispatch=form)
    dispatch = Dispatch(form.channel.data, form.reference.data or "", form.sent_on.data)
    return _done(
        letter,
        form,
        lambda: dispatching.record_dispatch(
            session(),
            actor(),
            letter_id=letter_id,
            seen_version=form.seen_version,
            dispatch=dispatch,
            on=clock.today(),
        ),
        _("Utsendingen er registrert."),
        dispatch=form,
    )


@bp.post("/bruk/<int:spending_id>/brev/<int:letter_id>/mottatt")
@requires(Permission.PREVENTION_HANDLE)
@commits
def record_spending_letter_arrival(spending_id: int, letter_id: int) -> ResponseReturnValue:
    """Record the day on which the letter arrived."""
    letter = _letter_or_404(spending_id, letter_id)
    form = SpendingArrivalForm()
    if not form.validate_on_submit():
        return _page(letter, arrival=form)
    return _done(
        letter,
        form,
        lambda: dispatching.record_arrival(
            session(),
            actor(),
            letter_id=letter_id,
            seen_version=form.seen_version,
            arrived_on=form.arrived_on.data,
            on=clock.today(),
        ),
        _("Det er registrert når brevet kom fram."),
        arrival=form,
    )
