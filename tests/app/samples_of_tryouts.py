"""What is put into the addresses of try-outs: one that waits, and one of two drafts that is done."""

from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor
from app.policy.service.trying import begin_tryout, go_on
from tests.factories.tryout import DAY, EARLIER, GUARDS, NO_LODGES, cap_of, make_draft

# What a browser is given here is a file, not a page.
FILES_OF_TRYOUTS = {"policy.export_tryout"}


def ids_of_tryouts(session: Session, actor: Actor) -> dict[str, Any]:
    """Two try-outs, one of them through. What is written is committed."""
    draft = make_draft(session, actor.municipality_id, EARLIER, NO_LODGES, GUARDS, cap_of(20))
    other = make_draft(session, actor.municipality_id, GUARDS, cap_of(None), name="Utkast B")
    waiting = begin_tryout(session, actor, policy_id=draft.id, other_policy_id=None, day=DAY).id
    done = begin_tryout(session, actor, policy_id=draft.id, other_policy_id=other.id, day=DAY).id
    session.commit()  # Each chunk has a transaction of its own, and SQLite lets one write at a time.
    assert go_on(actor, tryout_id=done, most_chunks=99)
    return {"waiting_tryout_id": waiting, "done_tryout_id": done}


def samples_of_tryouts(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    waiting, done = {"tryout_id": ids["waiting_tryout_id"]}, {"tryout_id": ids["done_tryout_id"]}
    cap = done | {"tak": "T-1"}
    return {
        "policy.list_tryouts": [{}],
        "policy.begin_tryout": [{}],
        "policy.show_tryout": [waiting, done],
        "policy.list_tried_licences": [done, done | {"utfall": "shortened"}, done | {"side": 1}],
        "policy.list_tried_cases": [done, done | {"utfall": "late"}],
        "policy.try_cap": [cap, cap | {"tall": 10}, cap | {"side": 1}],
    }
