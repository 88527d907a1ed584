"""Pages of holders and persons."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.examinations.queries import sittings_of
from app.holders import queries, service
from app.holders.forms import HolderFilterForm, HolderForm, NumberForm, PassedTestForm
from app.holders.service import Address, PassedTest
from app.models.holder import Holder
from app.models.holder import HolderForm as LegalForm
from app.models.person import Person
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.venues.queries import cases_of

bp = Blueprint("holders", __name__, url_prefix="/bevillingshavere")


@bp.get("")
@requires(Permission.REGISTER_VIEW)
def list_holders() -> ResponseReturnValue:
    """The holders of the municipality, by name."""
    form = HolderFilterForm(request.args)
    form.validate()
    holders, page = queries.holder_page(
        session(),
        actor().municipality_id,
        name=form.navn.data or "",
        form=None if form.form.errors else form.form.data or None,
        cursor=cursor_from(request.args),
        on=clock.today(),
    )
    previous_url, next_url = page_addresses(page)
    return render_template(
        "holders/list_holders.html", form=form, holders=holders, previous_url=previous_url, next_url=next_url
    )


@bp.get("/<int:holder_id>")
@requires(Permission.REGISTER_VIEW)
def show_holder(holder_id: int) -> ResponseReturnValue:
    """A holder: how to reach it, its licences, and its cases for those who may see cases."""
    holder = _holder_or_404(holder_id)
    municipality_id = actor().municipality_id
    return render_template(
        "holders/show_holder.html",
        holder=holder,
        facts=queries.holder_facts(holder),
        is_founding=holder.form is LegalForm.FOUNDING,
        licences=queries.licences_of(session(), municipality_id, holder_id, clock.today()),
        cases=cases_of(session(), municipality_id, holder_id) if actor().may(Permission.CASE_VIEW) else None,
    )


@bp.route("/<int:holder_id>/endre", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def change_holder(holder_id: int) -> ResponseReturnValue:
    """Change a holder's name and how to reach it."""
    holder = _holder_or_404(holder_id)
    form = HolderForm(obj=holder)
    if not form.validate_on_submit():
        return _change_page(form, holder)
    hindrance = attempt(
        form,
        lambda: service.change_holder(
            session(),
            actor(),
            holder_id=holder_id,
            seen_version=form.seen_version,
            name=form.name.data,
            address=Address(form.postal_address.data or "", form.postcode.data or "", form.town.data or ""),
            email=form.email.data or "",
            phone=form.phone.data or "",
            on=clock.today(),
        ),
        stored=lambda: HolderForm(formdata=None, obj=_holder_or_404(holder_id)),
    )
    if hindrance:
        return _change_page(form, _holder_or_404(holder_id), hindrance)
    flash(_("Opplysningene er lagret."), "success")
    return redirect(url_for(".show_holder", holder_id=holder_id))


@bp.route("/<int:holder_id>/organisasjonsnummer", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def give_number(holder_id: int) -> ResponseReturnValue:
    """Give a company that was being founded its organisation number."""
    holder = _holder_or_404(holder_id)
    form = NumberForm(obj=holder)
    if not form.validate_on_submit():
        return _number_page(form, holder)
    hindrance = attempt(
        form,
        lambda: service.give_number(
            session(),
            actor(),
            holder_id=holder_id,
            seen_version=form.seen_version,
            organisation_number=form.organisation_number.data,
            on=clock.today(),
        ),
        stored=lambda: NumberForm(formdata=None, obj=_holder_or_404(holder_id)),
    )
    if hindrance:
        return _number_page(form, _holder_or_404(holder_id), hindrance)
    flash(_("Selskapet har fått organisasjonsnummeret."), "success")
    return redirect(url_for(".show_holder", holder_id=holder_id))


@bp.get("/personer/<int:person_id>")
@requires(Permission.CASE_VIEW)
def show_person(person_id: int) -> ResponseReturnValue:
    """A person: tests, and roles in cases and licences. The identity number is shown in part."""
    return _person_page(_person_or_404(person_id), PassedTestForm())


@bp.post("/personer/<int:person_id>/prover")
@requires(Permission.REGISTER_EDIT)
@commits
def register_test(person_id: int) -> ResponseReturnValue:
    """Note a knowledge test that a person has passed."""
    person = _person_or_404(person_id)
    form = PassedTestForm()
    if not form.validate_on_submit():
        return _person_page(person, form)
    hindrance = attempt(
        form,
        lambda: service.register_test(
            session(),
            actor(),
            person_id=person_id,
            test=PassedTest(form.kind.data, form.passed_on.data),
            issued_by=form.issued_by.data or "",
        ),
    )
    if hindrance:
        return _person_page(_person_or_404(person_id), form, hindrance)
    flash(_("Prøven er registrert."), "success")
    return redirect(url_for(".show_person", person_id=person_id))


def _change_page(form: HolderForm, holder: Holder, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = render_template("holders/change_holder.html", form=form, holder=holder, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _number_page(form: NumberForm, holder: Holder, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = render_template("holders/give_number.html", form=form, holder=holder, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _person_page(
    person: Person, form: PassedTestForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "holders/show_person.html",
        person=person,
        form=form,
        hindrance=hindrance,
        number=queries.masked_number(person),
        tests=queries.passed_tests(person.tests),
        sittings=sittings_of(session(), person),
        holder=queries.holder_of_person(session(), person),
        in_cases=queries.roles_in_cases(session(), person),
        in_licences=queries.roles_in_licences(session(), person),
    )
    return page, status_of(form, hindrance)


def _holder_or_404(holder_id: int) -> Holder:
    return queries.holder_or_none(session(), actor().municipality_id, holder_id) or abort(404)


def _person_or_404(person_id: int) -> Person:
    return queries.person_or_none(session(), actor().municipality_id, person_id) or abort(404)
