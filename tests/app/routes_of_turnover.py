"""Who may open the pages of turnover statements, and what their addresses name."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.billing.service import attachments, links
from app.cases.service.documents import Upload
from app.models.licence import Licence
from app.models.turnover import AttachmentKind
from app.permissions import Actor, Role
from fees.turnover import Volumes
from licensing.licences import LicenceKind, LicenceType
from tests.app.samples import SECRET, pdf
from tests.factories.turnover import LODGE, make_duty, make_statement

VIEW = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
HANDLE = frozenset({Role.CASEWORKER, Role.FINANCE})
PUBLIC = frozenset({*Role, "nobody"})
# A year that no other sample has a round of.
YEAR = 2018

ROUTES_OF_TURNOVER: dict[str, frozenset[str]] = {
    "billing.show_duty": VIEW,
    "billing.key_statement": HANDLE,
    "billing.estimate_turnover": HANDLE,
    "billing.change_attestation": HANDLE,
    "billing.make_link": HANDLE,
    "billing.withdraw_link": HANDLE,
    "billing.show_attachment": VIEW,
    "billing.list_questions": VIEW,
    "billing.settle_questions": HANDLE,
    "billing.export_questions": VIEW,
    "billing.list_suppliers": VIEW,
    "billing.read_suppliers": HANDLE,
    "billing.export_suppliers": VIEW,
    "portal.enter_code": PUBLIC,
    "portal.report_turnover": PUBLIC,
    "portal.show_receipt": PUBLIC,
}
# Whoever has the link comes in, wherever they work.
OPENED_BY_A_LINK = frozenset({"portal.report_turnover", "portal.show_receipt"})


def ids_of_turnover(session: Session, actor: Actor) -> dict[str, Any]:
    """A duty with a statement that is asked about, an attachment and a link."""
    licence = session.scalars(
        select(Licence)
        .where(
            Licence.municipality_id == actor.municipality_id,
            Licence.kind == LicenceKind.SERVING,
            Licence.type == LicenceType.PERMANENT,
        )
        .order_by(Licence.id)
    ).first()
    assert licence is not None
    due_on = date(YEAR, 3, 1)
    before = make_duty(session, actor, licence, year=YEAR - 1, due_on=due_on)
    make_statement(session, actor, before)
    duty = make_duty(session, actor, licence, year=YEAR, due_on=due_on)
    make_statement(session, actor, duty, actual=Volumes(10_00), expected=LODGE)
    [attachment] = attachments.add_attachments(
        session,
        actor,
        duty=duty,
        enclosed=[attachments.Enclosed(AttachmentKind.OTHER, Upload(f"{SECRET}.pdf", pdf()))],
        largest=len(pdf()),
    )
    made = links.make_links(session, actor, [duty.id], expires_at=clock.now() + timedelta(days=1))
    return {
        "duty_id": duty.id,
        "attachment_id": attachment.id,
        "link_code": links.token_of(made[duty.id]),
    }
