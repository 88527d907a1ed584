"""Somebody's desk with a draft of a policy on it: its pages are opened, its forms sent."""

from typing import Any

from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.policy.forms.rules import rule_form
from app.policy.queries.versions import policy_domain
from licensing.policy import Policy
from tests.app.policy.typed import as_sent


class Desk:
    """A draft on the desk of somebody who writes it."""

    def __init__(self, client: Any, filling: Any, policy_id: int) -> None:
        self.client, self.filling, self.policy_id = client, filling, policy_id

    @property
    def row(self) -> tuple[Policy, int, PolicyState]:
        """What the draft says, its edition and its state."""
        with self.filling() as (session, _actor):
            row = session.get_one(PolicyRow, self.policy_id)
            return policy_domain(row), row.edition, row.state

    @property
    def policy(self) -> Policy:
        """What the draft says."""
        return self.row[0]

    @property
    def edition(self) -> int:
        """How often it has been written."""
        return self.row[1]

    def post(self, address: str, /, *, edition: int | None = None, **typed: Any) -> Any:
        """Send a form of the draft."""
        data = {"version": str(self.edition if edition is None else edition), **typed}
        return self.client.post(
            f"/retningslinjer/{self.policy_id}{address}", data=data, content_type="multipart/form-data"
        )

    def get(self, address: str) -> Any:
        """Open a page of the draft."""
        return self.client.get(f"/retningslinjer/{self.policy_id}{address}")


def rule_typed(desk: Desk, rule_code: str, /, **typed: str) -> dict[str, Any]:
    """The form of a rule as it is sent, with something typed anew."""
    rule = desk.policy.rule(rule_code)
    assert rule is not None
    with desk.client.application.test_request_context():
        data = as_sent(rule_form(desk.policy, rule.kind, rule, formdata=None))
    sent: dict[str, Any] = {name: data.getlist(name) for name in data if name != "version"}
    return sent | typed
