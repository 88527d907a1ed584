"""Pages of letters: read the draft, make it final, note that it was sent and that it arrived."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.access_log import log_opening
from app.cases.attempts import attempt
from app.cases.queries.one import DECISION_LETTERS, case_or_none
from app.changes import Hindrance
from app.db import commits, session
from app.forms import ActForm, OpenShieldedForm, VersionedForm
from app.letters import service
from app.letters.forms import ArrivalForm, DispatchForm
from app.letters.texts import LetterContent, render_text
from app.models.letter import Letter, LetterState
from app.permissions import Permission, actor, requires

bp = Blueprint("letters", __name__, url_prefix="/brev")


def _letter_or_404(letter_id: int) -> Letter:
    return service.letter_of(session(), actor().municipality_id, letter_id) or abort(404)


def _page(
    letter: Letter,
    *,
    dispatch: DispatchForm | None = None,
    arrival: ArrivalForm | None = None,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    case = case_or_none(session(), letter.municipality_id, letter.in_case) or abort(404)
    on = clock.today()
    shielded = letter.kind in service.SHIELDED
    content = (
        None
        if shielded
        else render_text(letter.kind.value, letter.language.value, service.facts_of(session(), letter, case))
    )
    dispatch = dispatch or DispatchForm(version=case.version, sent_on=on, formdata=None)
    arrival = arrival or ArrivalForm(version=case.version, arrived_on=on, formdata=None)
    page = render_template(
        "letters/letter.html",
        letter=letter,
        case=case,
        title=labels.label(letter.kind),
        state_label=labels.label(letter.state),
        shielded=shielded,
        content=_shown(content) if content else None,
        form=ActForm(version=case.version, formdata=None),
        dispatch=dispatch,
        arrival=arrival,
        hindrance=hindrance,
        decides=letter.kind in DECISION_LETTERS,
        facts=_facts(letter),
    )
    status = 409 if hindrance else 422 if dispatch.errors or arrival.errors else 200
    return page, status


def _shown(content: LetterContent) -> dict[str, object]:
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


@bp.get("/<int:letter_id>")
@requires(Permission.CASE_VIEW)
def show_letter(letter_id: int) -> ResponseReturnValue:
    """A letter in words, and what can be done with it."""
    return _page(_letter_or_404(letter_id))


@bp.get("/<int:letter_id>/pdf")
@requires(Permission.CASE_VIEW)
def show_pdf(letter_id: int) -> ResponseReturnValue:
    """The letter as it goes out; a draft says that it is one. Shielded letters are opened by a POST."""
    letter = _letter_or_404(letter_id)
    if letter.kind in service.SHIELDED:
        abort(403)
    return _pdf(letter)


@bp.route("/<int:letter_id>/skjermet", methods=["GET", "POST"])
@requires(Permission.SHIELDED_OPEN)
def open_shielded_letter(letter_id: int) -> ResponseReturnValue:
    """A letter with identity numbers or conduct data, after the reason has been written down."""
    letter = _letter_or_404(letter_id)
    case = case_or_none(session(), letter.municipality_id, letter.in_case) or abort(404)
    form = OpenShieldedForm()
    if not form.validate_on_submit():
        page = render_template("letters/open_shielded.html", form=form, letter=letter, case=case)
        return page, 422 if form.errors else 200
    log_opening(actor(), case=case, reason=form.reason.data)
    return _pdf(letter)


def _pdf(letter: Letter) -> ResponseReturnValue:
    draft = letter.state is LetterState.DRAFT
    content = (
        service.drawn(session(), letter, final=False) if draft else service.final_bytes(session(), letter)
    )
    return send_file(
        BytesIO(content), mimetype=service.PDF, download_name=f"{letter.kind.value}-{letter.id}.pdf"
    )


def _done(
    letter_id: int, hindrance: Hindrance | None, sentence: str, **forms: VersionedForm
) -> ResponseReturnValue:
    if hindrance is not None:
        return _page(_letter_or_404(letter_id), hindrance=hindrance, **forms)
    flash(sentence, "success")
    return redirect(url_for(".show_letter", letter_id=letter_id))


@bp.post("/<int:letter_id>/endelig")
@requires(Permission.LETTER_SEND)
@commits
def finalise_letter(letter_id: int) -> ResponseReturnValue:
    """Make the letter final."""
    letter = _letter_or_404(letter_id)
    form = ActForm()
    hindrance = attempt(
        form,
        letter.in_case,
        lambda: service.finalise_letter(
            session(), actor(), letter=letter, seen_version=form.seen_version, on=clock.today()
        ),
    )
    return _done(letter_id, hindrance, _("Brevet er ferdigstilt. Send det, og registrer utsendingen her."))


@bp.post("/<int:letter_id>/sendt")
@requires(Permission.LETTER_SEND)
@commits
def record_dispatch(letter_id: int) -> ResponseReturnValue:
    """Record that the letter was sent."""
    letter = _letter_or_404(letter_id)
    form = DispatchForm()
    if not form.validate_on_submit():
        return _page(letter, dispatch=form)
    dispatch = service.Dispatch(form.channel.data, form.reference.data or "", form.sent_on.data)
    hindrance = attempt(
        form,
        letter.in_case,
        lambda: service.record_dispatch(
            session(),
            actor(),
            letter=letter,
            seen_version=form.seen_version,
            dispatch=dispatch,
            on=clock.today(),
        ),
    )
    return _done(letter_id, hindrance, _("Utsendingen er registrert."), dispatch=form)


@bp.post("/<int:letter_id>/mottatt")
@requires(Permission.LETTER_SEND)
@commits
def record_arrival(letter_id: int) -> ResponseReturnValue:
    """Record the day on which the letter arrived."""
    letter = _letter_or_404(letter_id)
    form = ArrivalForm()
    if not form.validate_on_submit():
        return _page(letter, arrival=form)
    hindrance = attempt(
        form,
        letter.in_case,
        lambda: service.record_arrival(
            session(),
            actor(),
            letter=letter,
            seen_version=form.seen_version,
            arrived_on=form.arrived_on.data,
            on=clock.today(),
        ),
    )
    return _done(letter_id, hindrance, _("Det er registrert når brevet kom fram."), arrival=form)
