"""The register of used exceptions and departures ("brukte unntak og avvik")."""

from collections.abc import Iterable, Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.db import session
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.policy.queries import policy_by_id
from app.policy.queries.departures import DepartureLine, departed_rules, departure_page
from app.policy.views.blueprint import bp
from app.wording.policy_rules import rule_sentence

LONGEST_CODE = 60


@bp.get("/unntak")
@requires(Permission.POLICY_VIEW)
def list_departures() -> ResponseReturnValue:
    """Every decision that departed from a rule, the latest first. Reasons are for those who see cases."""
    rule = request.args.get("regel", "")[:LONGEST_CODE]
    municipality_id = actor().municipality_id
    rows, page = departure_page(session(), municipality_id, rule=rule, cursor=cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "policy/list_departures.html",
        rows=rows,
        sentences=_sentences(municipality_id, rows),
        rules=departed_rules(session(), municipality_id),
        chosen=rule,
        sees_cases=actor().may(Permission.CASE_VIEW),
        previous_url=previous_url,
        next_url=next_url,
        shown=ngettext("Viser %(num)s vedtak", "Viser %(num)s vedtak", len(rows)),
    )


def _sentences(municipality_id: int, rows: Iterable[DepartureLine]) -> Mapping[int, str]:
    """What the rule of each row said in the version that the case was judged by."""
    found: dict[int, str] = {}
    for row in rows:
        policy = policy_by_id(session(), municipality_id, row.policy_id) if row.policy_id else None
        rule = policy.rule(row.rule) if policy else None
        if policy is not None and rule is not None:
            found[row.id] = rule_sentence(rule, policy)
    return found
