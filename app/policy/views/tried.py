"""The lists of a try-out: licences, open cases, and who stands under a cap of another number."""

from typing import Any, TypeVar

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import formats
from app.db import session
from app.models.tryout import Tryout
from app.paging import Page, cursor_from, page_addresses
from app.permissions import Permission, requires
from app.policy.forms.tryouts import NumberForm
from app.policy.queries import tryouts as queries
from app.policy.shown_tried import case_line, case_tabs, licence_line, licence_tabs, side_tabs
from app.policy.shown_tried_caps import cap_limit_of, place_names, shown_cap
from app.policy.shown_tryouts import short_names, side_names
from app.policy.views.blueprint import bp
from app.policy.views.opened import tryout_or_404
from app.wording.policy_rules import rule_sentence
from licensing.assessment import ProposedOutcome
from licensing.policy import Policy
from licensing.tryouts import Consequence, Figures

LONGEST_CODE = 60

Chosen = TypeVar("Chosen", Consequence, ProposedOutcome)


@bp.get("/proving/<int:tryout_id>/bevillinger")
@requires(Permission.POLICY_VIEW)
def list_tried_licences(tryout_id: int) -> ResponseReturnValue:
    """The licences that something would happen to, and why."""
    tryout = tryout_or_404(tryout_id)
    policies = queries.sides_of(tryout)
    side = _side(policies)
    chosen = _chosen(Consequence)
    page = queries.licence_page(
        session(), tryout, side, chosen.value if chosen else None, cursor_from(request.args)
    )
    return render_template(
        "policy/tryouts/list_tried_licences.html",
        **_around(tryout, side, page, "policy.list_tried_licences"),
        tabs=licence_tabs(tryout, Figures.from_stored(tryout.figures), side, chosen),
        lines=[licence_line(row, policies) for row in page.rows],
    )


@bp.get("/proving/<int:tryout_id>/saker")
@requires(Permission.CASE_VIEW)
def list_tried_cases(tryout_id: int) -> ResponseReturnValue:
    """The open cases, and what would be proposed in each."""
    tryout = tryout_or_404(tryout_id)
    policies = queries.sides_of(tryout)
    side = _side(policies)
    chosen = _chosen(ProposedOutcome)
    page = queries.case_page(
        session(), tryout, side, chosen.value if chosen else None, cursor_from(request.args)
    )
    return render_template(
        "policy/tryouts/list_tried_cases.html",
        **_around(tryout, side, page, "policy.list_tried_cases"),
        tabs=case_tabs(tryout, Figures.from_stored(tryout.figures), side, chosen),
        lines=[case_line(row, policies) for row in page.rows],
    )


def _around(tryout: Tryout, side: int, page: Page, endpoint: str) -> dict[str, Any]:
    """What stands around a list of what was tried: its sides, and the way to its other pages."""
    policies = queries.sides_of(tryout)
    short = short_names(tryout, policies)
    previous_url, next_url = page_addresses(page)
    return {
        "tryout": tryout,
        "names": side_names(policies),
        "short": short,
        "sides": side_tabs(tryout, short, side, endpoint),
        "previous_url": previous_url,
        "next_url": next_url,
    }


@bp.get("/proving/<int:tryout_id>/tak")
@requires(Permission.POLICY_VIEW)
def try_cap(tryout_id: int) -> ResponseReturnValue:
    """Who would stand over a cap if it were another number; nothing is tried anew."""
    tryout = tryout_or_404(tryout_id)
    policies = queries.sides_of(tryout)
    side = _side(policies)
    policy = policies[side]
    rule = policy.rule(request.args.get("tak", "")[:LONGEST_CODE])
    if rule is None or rule.cap is None:
        abort(404)
    place = request.args.get("plass", "")[:LONGEST_CODE]
    decided = cap_limit_of(rule, Figures.from_stored(tryout.figures))
    form = NumberForm(request.args)
    given = "tall" in request.args
    valid = not given or form.validate()
    days = queries.granted_days_at(session(), tryout, side, rule.code, place)
    number = form.tall.data if given and valid else decided
    shown = shown_cap(days, number)
    if not given:
        form = NumberForm(formdata=None, tall=shown.standing.limit)
    page = queries.seat_page(
        session(),
        tryout,
        side,
        rule.code,
        place=place,
        from_day=shown.from_day,
        cursor=cursor_from(request.args),
    )
    previous_url, next_url = page_addresses(page)

    def with_number(tall: int) -> str:
        return url_for(
            ".try_cap", tryout_id=tryout.id, side=side, tak=rule.code, plass=place or None, tall=tall
        )

    name = side_names(policies)[side]
    body = render_template(
        "policy/tryouts/try_cap.html",
        tryout=tryout,
        rule=rule,
        sentence=rule_sentence(rule, policy),
        name=name,
        about=[
            (_("Retningslinjer"), name),
            (_("Paragraf"), policy.source_of(rule) or None),
            (_("Område"), place_names(session(), tryout, policy, rule, [place])[place]),
            (_("Taket i teksten"), _("Ikke fastsatt") if decided is None else formats.whole(decided)),
        ],
        side=side,
        place=place,
        shown=shown,
        form=form,
        steps=[(step.label, with_number(step.number)) for step in shown.steps],
        rows=page.rows,
        previous_url=previous_url,
        next_url=next_url,
    )
    return body, 200 if valid else 422


def _side(policies: tuple[Policy, ...]) -> int:
    """Which of the policies an address asks for; the draft unless it says the other."""
    return 1 if request.args.get("side") == "1" and len(policies) > 1 else 0


def _chosen(kind: type[Chosen]) -> Chosen | None:
    """What an address asks for; nothing is all, and so is what is no such thing."""
    wanted = request.args.get("utfall", "")
    return next((one for one in kind if one.value == wanted), None)
