"""Samples of the pages of spending, consultations and shared measures, for the walk over every page."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.permissions import Actor, Role
from app.prevention.service.consultations import Attended, NewConsultation, ViewOf, record_consultation
from app.prevention.service.spending import refuse, waive_consultation
from fees.money import Money
from fees.spending import ConsultationForm, ConsultedView, SpendingOrigin, TargetGroup
from tests.app.routes_of_spending import shared_part
from tests.factories.earmark import CONSULTED, make_earmark
from tests.factories.payout import person_of
from tests.factories.spending import make_granted, make_spending

# What a browser is given here is a file, not a page.
FILES_OF_SPENDING: frozenset[str] = frozenset()


def ids_of_spending(session: Session, actor: Actor) -> dict[str, Any]:
    """Spendings in every state up to the decision, a meeting, a written round, and a part of another's."""
    here, today = actor.municipality_id, clock.today()
    coordinator = person_of(session, here, Role.PREVENTION_COORDINATOR)
    earmark = make_earmark(session, coordinator, responsible_id=actor.user_id, name="Tiltak for prøven")
    deciding = Actor(actor.user_id, actor.name, here, frozenset({Role.DECIDER}))
    waits = make_spending(session, coordinator, earmark)
    off = make_spending(
        session, coordinator, earmark, title="Nye drakter", purpose="Drakter til laget", meets_purpose=False
    )
    granted = make_granted(session, coordinator, earmark, deciding, title="Konsert", held_on=today)
    waived = make_granted(
        session,
        coordinator,
        earmark,
        deciding,
        consulted=False,
        title="Rusfri russ",
        origin=SpendingOrigin.OWN_INITIATIVE,
        target_group=TargetGroup.UPPER_SECONDARY,
        applicant="",
    )
    refused = make_spending(session, coordinator, earmark, title="Tur", amount=Money.from_kroner(9_000))
    given = {"seen_version": None, "reason": "Møtet er avlyst", "on": today}
    waive_consultation(session, deciding, spending_id=waived.id, **given)
    refuse(session, deciding, spending_id=refused.id, **given)
    meeting = NewConsultation(
        earmark_id=earmark.id,
        form=ConsultationForm.MEETING,
        held_on=today,
        title="SLT-møte",
        minutes="Alle sa noe.",
        attended=tuple(Attended(body, attended=True, represented_by="Leder") for body in CONSULTED),
        views=(
            ViewOf(waits.id, CONSULTED[0], ConsultedView.SUPPORTS),
            ViewOf(waits.id, CONSULTED[1], ConsultedView.REMARKS, "Bør gjelde flere trinn."),
            ViewOf(waits.id, CONSULTED[2]),
        ),
    )
    written = NewConsultation(
        earmark_id=earmark.id,
        form=ConsultationForm.WRITTEN,
        held_on=today,
        title="Skriftlig runde",
        views=(ViewOf(waits.id, CONSULTED[2], ConsultedView.AGAINST, "For kort varsel.", today),),
    )
    held = [record_consultation(session, coordinator, new=new, on=today).id for new in (meeting, written)]
    return {
        "proposed_id": waits.id,
        "spendings_to_show": [waits.id, off.id, granted.id, waived.id, refused.id],
        "earmark_of_spendings": earmark.id,
        "consultation_ids": held,
        "asked_part_id": shared_part(session, actor).id,
    }


def samples_of_spending(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    proposed, earmark = {"spending_id": ids["proposed_id"]}, {"oremerking": ids["earmark_of_spendings"]}
    return {
        "prevention.list_spendings": [earmark, {**earmark, "tilstand": "refused"}, {"ar": 2019}],
        "prevention.propose_spending": [earmark, {**earmark, "type": "tiltak"}],
        "prevention.show_spending": [{"spending_id": number} for number in ids["spendings_to_show"]],
        "prevention.change_spending": [proposed],
        "prevention.retract_spending": [proposed],
        "prevention.grant_spending": [proposed],
        "prevention.refuse_spending": [proposed],
        "prevention.waive_consultation": [proposed],
        "prevention.list_consultations": [{}],
        "prevention.record_consultation": [
            earmark,
            {"bruk": ids["proposed_id"], "andre": "Politiet"},
            {"bruk": ids["proposed_id"], "form": "written"},
        ],
        "prevention.show_consultation": [{"consultation_id": number} for number in ids["consultation_ids"]],
        "prevention.change_consultation": [{"consultation_id": number} for number in ids["consultation_ids"]],
        "prevention.list_parts": [{}],
        "prevention.show_part": [{"part_id": ids["asked_part_id"]}],
    }
