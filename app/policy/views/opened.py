"""The version that a page is about, and saving a draft of which one thing was changed."""

from collections.abc import Callable

from flask import abort

from app.changes import Hindrance, attempt
from app.db import session
from app.forms import VersionedForm
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.permissions import actor
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
