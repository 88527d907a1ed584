"""Drafting the letters about endings: to both sides of a transfer, and to the one whose licence ends."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.endings.queries.changes import fact_day, fate_of, place_fate_of, transfer_of
from app.endings.queries.licences import licences_of_change, place_licences_of
from app.letters.drafts import LETTER_LANGUAGE, draft_letter
from app.letters.facts import LetterKind
from app.letters.facts_of_endings import EndedLicence, EndingLetter, TransferNotice
from app.letters.parties import holder_recipient, municipality_name, municipality_of, signatory
from app.letters.texts import paragraphs_of
from app.models.case import Case
from app.models.change import Change
from app.models.holder import Holder
from app.models.letter import Letter
from app.models.licence import Licence
from app.permissions import Actor
from licensing.changes import complaint_over
from licensing.decisions import ComplaintBody
from licensing.endings import Effect, Fate
from licensing.matters import ChangeKind
from licensing.stored import to_plain


def draft_transfer_notices(
    session: Session, actor: Actor, case: Case, change: Change, licence: Licence, fate: Fate, on: date
) -> list[Letter]:
    """The letters to the old and to the new holder; one, where the same holder goes on."""
    old = licence.holder
    new = session.scalars(
        select(Holder).where(
            Holder.municipality_id == actor.municipality_id, Holder.id == change.facts["new_holder_id"]
        )
    ).one()
    letters = []
    for holder in dict.fromkeys((old, new)):
        with force_locale(LETTER_LANGUAGE.value):
            facts = _transfer_facts(session, actor, case, change, licence, fate, on, new, to=holder)
        letters.append(
            draft_letter(
                session,
                actor,
                case,
                LetterKind.TRANSFER_NOTICE,
                recipient=holder_recipient(holder),
                facts=to_plain(facts),
                on=on,
            )
        )
    return letters


def _transfer_facts(
    session: Session,
    actor: Actor,
    case: Case,
    change: Change,
    licence: Licence,
    fate: Fate,
    on: date,
    new: Holder,
    *,
    to: Holder,
) -> TransferNotice:
    transfer = transfer_of(change)
    extension = change.facts.get("extension")
    municipality = municipality_of(session, actor)
    complaint = complaint_over(ChangeKind.TRANSFER, licence.kind)
    own_body = complaint.body is ComplaintBody.OWN_COMPLAINTS_BODY
    return TransferNotice(
        municipality=municipality_name(municipality, on),
        case_number=case.reference,
        caseworker=signatory(session, case.caseworker_id),
        licence_kind=licence.kind.value,
        licence_number=licence.number,
        venue_name=licence.venue.name,
        old_holder=licence.holder.name,
        new_holder=new.name,
        to_new_holder=to.id == new.id,
        agreed_on=transfer.agreed_on,
        taken_over_on=transfer.taken_over_on,
        effect=fate.effect.value,
        alcohol_apply_by=transfer.deadlines.alcohol_apply_by,
        place_apply_by=transfer.deadlines.serving_place_apply_by,
        run_until=fate.last_day,
        told_on=transfer.told_on,
        applied_on=transfer.applied_on,
        place_applied_on=transfer.place_applied_on,
        extended_until=date.fromisoformat(extension["until"]) if extension else None,
        extension_reasons=paragraphs_of(extension["reasons"]) if extension else (),
        decided_on=date.fromisoformat(extension["decided_on"]) if extension else None,
        extended_by=signatory(session, extension["decided_by"]) if extension else None,
        complaint_body=_("kommunens egen klagenemnd") if own_body else municipality.state_governor,
        legality_only=not own_body,
    )


def draft_ending(session: Session, actor: Actor, case: Case, change: Change, on: date) -> Letter:
    """The letter that tells which licences end, and when."""
    licences = licences_of_change(session, change)
    fates = {licence.id: fate_of(session, change, licence, on) for licence in licences}
    place = place_fate_of(change, on)
    has_place = any(place_licences_of(session, licence) for licence in licences) or bool(
        change.facts.get("places")
    )
    with force_locale(LETTER_LANGUAGE.value):
        facts = EndingLetter(
            municipality=municipality_name(municipality_of(session, actor), on),
            case_number=case.reference,
            caseworker=signatory(session, case.caseworker_id),
            holder=licences[0].holder.name,
            reason=change.kind.value,
            happened_on=change.first_day,
            licences=tuple(
                EndedLicence(licence.number, licence.kind.value, licence.venue.name, last_day)
                for licence in licences
                if (last_day := fates[licence.id].last_day) is not None
            ),
            runs_on=any(fate.effect is Effect.RUNS_UNTIL for fate in fates.values()),
            told_on=fact_day(change, "told_on"),
            place_effect=place.effect.value if place and has_place else None,
            place_last_day=place.last_day if place and has_place else None,
        )
    return draft_letter(
        session,
        actor,
        case,
        LetterKind.ENDING,
        recipient=holder_recipient(licences[0].holder),
        facts=to_plain(facts),
        on=on,
    )
