"""Pages of the letters of a run: made final, printed, noted as sent and as arrived, all in one act each."""

from collections.abc import Callable
from io import BytesIO

from flask import (
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats, labels
from app.billing import shown_letters as shown
from app.billing.forms.letters import RunArrivalForm, RunDispatchForm
from app.billing.queries import letters as queries
from app.billing.queries.call_letters import overtaken_letters
from app.billing.queries.letters import RunLetters
from app.billing.run_pages import RUN_ENDS, run_title
from app.billing.service import letters as service
from app.billing.service.runs import unfinished_run
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.forms import ActForm, BaseForm
from app.letters import licence_dispatch as dispatching
from app.letters.service import Dispatch
from app.models.billing_run import BillingRun, RunKind
from app.models.letter import LetterState
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# As many as a person ticks one by one; of more, all are meant, or those in a list.
MOST_TO_TICK = 200


def letters_of_run_url(run: BillingRun) -> str:
    """The page of the letters that a run wrote."""
    return url_for("billing.list_run_letters", run_id=run.id)


RUN_ENDS[RunKind.DISPATCH] = lambda run: url_for("billing.list_run_letters", run_id=run.parameters["run"])
for _kind in (RunKind.CALLS, RunKind.REMINDERS, RunKind.DECISIONS, RunKind.PAYMENT_REMINDERS):
    RUN_ENDS.setdefault(_kind, letters_of_run_url)


def _letters_or_404(run_id: int) -> RunLetters:
    return queries.run_letters(session(), actor().municipality_id, run_id) or abort(404)


@bp.get("/brev/kjoring/<int:run_id>")
@requires(Permission.FEE_VIEW)
def list_run_letters(run_id: int) -> ResponseReturnValue:
    """The letters of a run with their states, and what can be done with all of them."""
    letters = _letters_or_404(run_id)
    page = queries.run_letter_page(
        session(), actor().municipality_id, run_id, cursor=cursor_from(request.args)
    )
    previous_url, next_url = page_addresses(page)
    unfinished = unfinished_run(session(), actor().municipality_id, RunKind.DISPATCH, letters.run.year)
    return render_template(
        "billing/letters/list_run_letters.html",
        letters=letters,
        run=letters.run,
        title=_title(letters),
        kind=labels.label(letters.kind),
        states=[(labels.label(state), formats.whole(letters.counts.get(state, 0))) for state in LetterState],
        drafts=letters.counts.get(LetterState.DRAFT, 0),
        final=letters.counts.get(LetterState.FINAL, 0),
        sent=letters.counts.get(LetterState.SENT, 0),
        printable=letters.whole - letters.counts.get(LetterState.DRAFT, 0),
        unfinished=unfinished,
        rows=[shown.letter_line(row) for row in page.rows],
        previous_url=previous_url,
        next_url=next_url,
    )


def _title(letters: RunLetters) -> str:
    return _("Brev: %(run)s", run=run_title(letters.run.kind, letters.run.year))


@bp.post("/brev/kjoring/<int:run_id>/ferdigstill")
@requires(Permission.FEE_HANDLE)
@commits
def finalise_run_letters(run_id: int) -> ResponseReturnValue:
    """Begin to make the drafts final."""
    _letters_or_404(run_id)
    form = ActForm()
    begun: list[BillingRun] = []
    hindrance = attempt(
        form,
        lambda: begun.append(service.begin_finalising(session(), actor(), run_id=run_id, on=clock.today())),
    )
    if hindrance is not None:
        flash(hindrance.sentence, "warning")
        return redirect(url_for(".list_run_letters", run_id=run_id))
    return redirect(url_for(".show_run", run_id=begun[0].id, fortsett=1))


@bp.get("/brev/kjoring/<int:run_id>/zip")
@requires(Permission.FEE_HANDLE)
def print_run_letters(run_id: int) -> ResponseReturnValue:
    """The final letters of a run as they go out, in one archive to print or to send from."""
    letters = _letters_or_404(run_id)
    rows = queries.printable(session(), actor().municipality_id, run_id)
    name = f"brev-{letters.run.kind.value}-{letters.run.year}-{run_id}.zip"
    return Response(
        stream_with_context(service.zipped(rows)),
        mimetype="application/zip",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


@bp.get("/brev/kjoring/<int:run_id>/regneark")
@requires(Permission.FEE_VIEW)
def export_run_letters(run_id: int) -> ResponseReturnValue:
    """The letters of a run with their dispatch as a workbook."""
    letters = _letters_or_404(run_id)
    rows = queries.all_letters(session(), actor().municipality_id, run_id)
    content = shown.letters_workbook(_title(letters), clock.today(), rows)
    name = f"brev-{letters.run.kind.value}-{letters.run.year}-{run_id}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.route("/brev/kjoring/<int:run_id>/utsending", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def record_run_dispatch(run_id: int) -> ResponseReturnValue:
    """Record that the letters of a run were sent: all, those that are ticked, or those in a list."""
    letters = _letters_or_404(run_id)
    form = RunDispatchForm.of(*_choices(letters, LetterState.FINAL))
    # Whoever has delivered since the letter was written is not written to.
    overtaken = overtaken_letters(session(), actor().municipality_id, run_id)
    if request.method == "GET":
        form.sent_on.data = clock.today()

    def record() -> int:
        dispatch = Dispatch(form.channel.data, form.reference.data or "", form.sent_on.data)
        return dispatching.record_dispatch_of_run(
            session(),
            actor(),
            run_id=run_id,
            dispatch=dispatch,
            on=clock.today(),
            letter_ids=form.letter_ids,
            references=form.references,
            left_ids=[row.id for row in overtaken],
        )

    def told(count: int) -> str:
        return ngettext(
            "Utsendingen av %(num)s brev er registrert.", "Utsendingen av %(num)s brev er registrert.", count
        )

    done, hindrance = _done(letters, form, record, told)
    if done is not None:
        return done
    page = render_template(
        "billing/letters/record_run_dispatch.html",
        form=form,
        run=letters.run,
        title=_title(letters),
        hindrance=hindrance,
        overtaken=overtaken,
    )
    return page, status_of(form, hindrance)


@bp.route("/brev/kjoring/<int:run_id>/mottak", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def record_run_arrivals(run_id: int) -> ResponseReturnValue:
    """Record that the sent letters of a run arrived: all, those that are ticked, or those in a list."""
    letters = _letters_or_404(run_id)
    form = RunArrivalForm.of(*_choices(letters, LetterState.SENT))
    if request.method == "GET":
        form.arrived_on.data = clock.today()

    def record() -> int:
        return dispatching.record_arrivals_of_run(
            session(),
            actor(),
            run_id=run_id,
            on=clock.today(),
            arrived_on=form.arrived_on.data,
            letter_ids=form.letter_ids,
            days=form.days,
        )

    def told(count: int) -> str:
        return ngettext(
            "Det er registrert at %(num)s brev er kommet fram.",
            "Det er registrert at %(num)s brev er kommet fram.",
            count,
        )

    done, hindrance = _done(letters, form, record, told)
    if done is not None:
        return done
    page = render_template(
        "billing/letters/record_run_arrivals.html",
        form=form,
        run=letters.run,
        title=_title(letters),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


def _choices(letters: RunLetters, state: LetterState) -> tuple[list[tuple[int, str]], int]:
    """The letters in a state that can be ticked, and how many there are in all."""
    whole = letters.counts.get(state, 0)
    if not 0 < whole <= MOST_TO_TICK:
        return [], whole
    page = queries.run_letter_page(
        session(), actor().municipality_id, letters.run.id, cursor=None, state=state, size=MOST_TO_TICK
    )
    return [(row.id, f"{row.venue}, {row.number} ({row.holder})") for row in page.rows], whole


def _done(
    letters: RunLetters, form: BaseForm, record: Callable[[], int], told: Callable[[int], str]
) -> tuple[ResponseReturnValue | None, Hindrance | None]:
    """Do what a form asks when it is whole: where to go then, or why it could not be done."""
    if not form.validate_on_submit():
        return None, None
    counts: list[int] = []
    hindrance = attempt(form, lambda: counts.append(record()))
    if hindrance is not None:
        return None, hindrance
    flash(told(counts[0]), "success")
    return redirect(url_for(".list_run_letters", run_id=letters.run.id)), None
