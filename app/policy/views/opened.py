"""The version, try-out or set of criteria that a page is about, and saving one change of a draft."""

from collections.abc import Callable

from flask import abort

from app.changes import Hindrance, attempt
from app.db import session
from app.forms import VersionedForm
from app.models.criteria import CriteriaSet
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.models.tryout import Tryout
from app.permissions import actor
from app.policy.queries.criteria_sets import criteria_set_or_none
from app.policy.queries.tryouts import tryout_or_none
from app.policy.queries.versions import policy_domain, policy_row
from app.policy.service.versions import save_draft
from licensing.errors import NotAllowed
from licensing.policy import Policy


def row_or_404(policy_id: int) -> PolicyRow:
    """The version of an address. 404 where it is another municipality's, or was put away."""
    row = policy_row(session(), actor().municipality_id, policy_id)
    if row is None or row.state is PolicyState.DISCARDED:
        abort(404)
    return row


def tryout_or_404(tryout_id: int) -> Tryout:
    """The try-out of an address. 404 where it is another municipality's."""
    return tryout_or_none(session(), actor().municipality_id, tryout_id) or abort(404)


def set_or_404(set_id: int) -> CriteriaSet:
    """The set of criteria of an address. 404 where it is another municipality's."""
    return criteria_set_or_none(session(), actor().municipality_id, set_id) or abort(404)


def draft_or_refusal(policy_id: int) -> tuple[PolicyRow, Policy]:
    """A draft and what it says. Raises `NotAllowed` for what is in force: it is never written."""
    row = row_or_404(policy_id)
    if row.state is not PolicyState.DRAFT:
        raise NotAllowed("policy_is_no_draft", name=row.name)
    return row, policy_domain(row)


def saved(
    form: VersionedForm,
    policy_id: int,
    change: Callable[[], Policy],
    stored: Callable[[], VersionedForm] | None = None,
) -> Hindrance | None:
    """Save what a draft says after a change; why not, where another wrote in it or the act is not open.

    `stored` makes the same form from what stands stored now.
    """
    return attempt(
        form,
        lambda: save_draft(
            session(), actor(), policy_id=policy_id, seen_edition=form.seen_version, policy=change()
        ),
        stored,
    )
