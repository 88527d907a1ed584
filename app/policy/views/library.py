"""The library: texts of other municipalities that a draft may be begun from. They are read, never stored."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.permissions import Permission, actor, requires
from app.policy.forms.acts import BeginForm
from app.policy.library import LibraryEntry, library, library_entry
from app.policy.queries.lists import names_by_number
from app.policy.service.versions import begin_version
from app.policy.shown import period_text, shown_policy
from app.policy.views.blueprint import bp


@bp.get("/bibliotek")
@requires(Permission.POLICY_VIEW)
def list_library() -> ResponseReturnValue:
    """Every text of the library, with where it comes from."""
    entries = [
        {
            "code": entry.code,
            "name": entry.name,
            "note": entry.note,
            "rules": len(entry.read.policy.rules),
            "invented": entry.read.policy.invented,
            "period": period_text(entry.read.policy.first_day, entry.read.policy.last_day),
        }
        for entry in library()
    ]
    return render_template("policy/list_library.html", entries=entries)


@bp.get("/bibliotek/<text>")
@requires(Permission.POLICY_VIEW)
def show_library_policy(text: str) -> ResponseReturnValue:
    """One text of the library, as every policy is read."""
    entry = _entry_or_404(text)
    policy = entry.read.policy
    return render_template(
        "policy/show_library_policy.html",
        entry=entry,
        shown=shown_policy(policy, clock.today(), names_by_number(session(), policy.municipalities)),
        may_write=actor().may(Permission.POLICY_EDIT),
    )


@bp.route("/bibliotek/<text>/utkast", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def begin_from_library(text: str) -> ResponseReturnValue:
    """Begin a draft from a text of the library."""
    entry = _entry_or_404(text)
    form = BeginForm(name=entry.name)
    del form.together
    if not form.validate_on_submit():
        return _page(entry, form), 422 if form.errors else 200
    begun: list[int] = []
    hindrance = attempt(
        form,
        lambda: begun.append(
            begin_version(
                session(),
                actor(),
                # Nobody has adopted the text here.
                text=replace(entry.read.policy, decided=""),
                name=form.name.data,
                first_day=form.first_day.data,
                last_day=form.last_day.data,
            ).id
        ),
    )
    if hindrance:
        return _page(entry, form, hindrance), status_of(form, hindrance)
    flash(_("Utkastet er laget av teksten i biblioteket. Gå gjennom reglene, og kontroller dem."), "success")
    return redirect(url_for(".write_policy", policy_id=begun[0]))


def _page(entry: LibraryEntry, form: BeginForm, hindrance: object = None) -> str:
    return render_template("policy/begin_from_library.html", entry=entry, form=form, hindrance=hindrance)


def _entry_or_404(code: str) -> LibraryEntry:
    try:
        return library_entry(code)
    except KeyError:
        abort(404)
