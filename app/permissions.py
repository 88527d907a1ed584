"""Who may do what: permissions, the roles that carry them, and the guard that every view wears."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import ParamSpec

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

P = ParamSpec("P")


class Role(StrEnum):
    """What a person is in one municipality."""

    CASEWORKER = "caseworker"
    DECIDER = "decider"
    MEETING_SECRETARY = "meeting_secretary"
    FINANCE = "finance"
    INSPECTOR = "inspector"
    PREVENTION_COORDINATOR = "prevention_coordinator"
    READER = "reader"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that a person may do. `PUBLIC` and `SIGNED_IN` need no role."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    REGISTER_VIEW = "register_view"
    """Venues, holders and licences."""
    REGISTER_EDIT = "register_edit"
    CASE_VIEW = "case_view"
    CASE_HANDLE = "case_handle"
    SHIELDED_OPEN = "shielded_open"
    """Identity numbers and conduct data, one case at a time, with a reason."""
    CASE_DECIDE = "case_decide"
    CASE_DECIDE_ALONE = "case_decide_alone"
    """Events and approved people, where the delegation lets one person decide."""
    BODY_RECORD = "body_record"
    """Send a case to a political body and key what it decided."""
    LETTER_SEND = "letter_send"
    PEOPLE_MANAGE = "people_manage"
    MUNICIPALITY_EDIT = "municipality_edit"
    AUDIT_VIEW = "audit_view"
    POLICY_VIEW = "policy_view"
    """The alcohol policy, its caps and what is left of them."""
    POLICY_EDIT = "policy_edit"
    """Write drafts of the policy, try them out, and write the criteria of a renewal."""
    POLICY_ADOPT = "policy_adopt"
    """Put in force what the council has adopted, and lock the criteria that it has fixed."""
    FEE_VIEW = "fee_view"
    """Turnover statements, fees, invoice basis, payments and the ledger."""
    FEE_HANDLE = "fee_handle"
    """Run the turnover round, key statements, compute fees, make invoice basis, read payments."""
    FEE_DECIDE = "fee_decide"
    """Decide fees, also lower ones, and give notice of points."""
    FEE_APPROVE = "fee_approve"
    """Approve ("anvise") invoice basis that somebody else has made, and reverse it."""
    FEE_SET_UP = "fee_set_up"
    """Add the rates of a missing year, and set how a fee year is billed."""
    PREVENTION_VIEW = "prevention_view"
    """Action plans, earmarks, what they are spent on, and the yearly reports."""
    PREVENTION_HANDLE = "prevention_handle"
    """Propose spending, consult, attest payments, write plans, hold hearings, make the yearly report."""
    SPENDING_DECIDE = "spending_decide"
    """Decide on spending, for the one who is responsible for the earmark on that day."""
    SPENDING_PAY = "spending_pay"
    """Order ("anvise") what another has attested, and enter vouchers and repayments."""
    EARMARK_SET_UP = "earmark_set_up"
    """Enter what councils have decided of earmarks, and close their years."""
    PLAN_ADOPT = "plan_adopt"
    """Enter that a council has adopted a plan, and end it."""
    REPORT_WRITE = "report_write"
    """Write in the draft of the yearly report."""


PREVENTION = frozenset({Permission.PREVENTION_VIEW})
FEES = frozenset({Permission.FEE_VIEW, Permission.FEE_HANDLE, Permission.FEE_DECIDE})
REGISTER = frozenset({Permission.REGISTER_VIEW, Permission.POLICY_VIEW})
CASES = REGISTER | {Permission.CASE_VIEW}

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.CASEWORKER: CASES
    | {
        Permission.REGISTER_EDIT,
        Permission.CASE_HANDLE,
        Permission.CASE_DECIDE_ALONE,
        Permission.SHIELDED_OPEN,
        Permission.LETTER_SEND,
        Permission.POLICY_EDIT,
        Permission.REPORT_WRITE,
    }
    | PREVENTION
    | FEES,
    Role.DECIDER: CASES
    | {
        Permission.CASE_DECIDE,
        Permission.CASE_DECIDE_ALONE,
        Permission.SHIELDED_OPEN,
        Permission.FEE_VIEW,
        Permission.FEE_DECIDE,
        Permission.FEE_APPROVE,
        Permission.SPENDING_DECIDE,
        Permission.REPORT_WRITE,
    }
    | PREVENTION,
    Role.MEETING_SECRETARY: CASES
    | {
        Permission.BODY_RECORD,
        Permission.LETTER_SEND,
        Permission.POLICY_ADOPT,
        Permission.EARMARK_SET_UP,
        Permission.PLAN_ADOPT,
    }
    | PREVENTION,
    Role.FINANCE: REGISTER
    | FEES
    | {
        Permission.FEE_APPROVE,
        Permission.FEE_SET_UP,
        Permission.SPENDING_PAY,
        Permission.EARMARK_SET_UP,
        Permission.REPORT_WRITE,
    }
    | PREVENTION,
    Role.INSPECTOR: REGISTER,
    Role.PREVENTION_COORDINATOR: REGISTER
    | {Permission.PREVENTION_HANDLE, Permission.REPORT_WRITE}
    | PREVENTION,
    Role.READER: CASES | {Permission.FEE_VIEW} | PREVENTION,
    Role.ADMINISTRATOR: REGISTER
    | {
        Permission.PEOPLE_MANAGE,
        Permission.MUNICIPALITY_EDIT,
        Permission.AUDIT_VIEW,
        Permission.POLICY_EDIT,
        Permission.POLICY_ADOPT,
        Permission.FEE_VIEW,
        Permission.FEE_SET_UP,
        Permission.EARMARK_SET_UP,
        Permission.PLAN_ADOPT,
    }
    | PREVENTION,
}


@dataclass(frozen=True)
class Actor:
    """Who is asking, in which municipality, with which roles there."""

    user_id: int
    name: str
    municipality_id: int
    roles: frozenset[Role]

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles carries the permission."""
        return permission in {Permission.PUBLIC, Permission.SIGNED_IN} or any(
            permission in GRANTED[role] for role in self.roles
        )


def actor() -> Actor:
    """The one who makes this request. Only views behind `@requires` ask."""
    current: Actor = g.actor
    return current


def requires(
    permission: Permission,
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let a view answer only those who hold a permission in the municipality they work in.

    Who is not signed in is shown the sign-in page; who may not gets 403.
    """

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if permission is Permission.PUBLIC:
                return view(*args, **kwargs)
            if not current_user.is_authenticated or g.get("actor") is None:
                return redirect(url_for("auth.sign_in", next=_way_back()))
            if not actor().may(permission):
                abort(403)
            return view(*args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]  # read by the route tests
        return guarded

    return guard


def _way_back() -> str | None:
    # A form that was sent after the session ended cannot be repeated by a GET.
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
