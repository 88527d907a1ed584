"""The municipality itself: letterhead, deadlines, and from which shares an owner counts."""

from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from app import audit
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.municipality import LanguageForm, Municipality
from app.numbers import take_municipality
from app.permissions import Actor


@dataclass(frozen=True)
class MunicipalityEntry:
    """The letterhead of a municipality, and what its letters and deadlines go by."""

    unit: str
    postal_address: str
    postcode: str
    town: str
    phone: str
    email: str
    website: str
    state_governor: str
    language_form: LanguageForm
    statement_days: int
    reply_days: int
    receipt_sentence: str


def change_municipality(
    session: Session, actor: Actor, *, seen_version: int, entry: MunicipalityEntry
) -> Municipality:
    """Change letterhead, contact, language form, deadlines and the receipt's own sentence.

    Raises `ChangedMeanwhile` when another changed it since `seen_version`.
    """
    municipality = take_municipality(session, actor.municipality_id)
    if municipality.version != seen_version:
        raise ChangedMeanwhile
    wanted = asdict(entry)
    changed = [field for field, value in wanted.items() if getattr(municipality, field) != value]
    if not changed:
        return municipality
    for field in changed:
        setattr(municipality, field, wanted[field])
    session.flush()
    audit.record(session, actor, EventType.MUNICIPALITY_CHANGED, changed=changed)
    return municipality


def change_shares(
    session: Session,
    actor: Actor,
    *,
    seen_version: int,
    substantial_share: int | None,
    dominating_share: int | None,
) -> Municipality:
    """Set from which shares an owner counts, or leave it open, so that a person is asked each time.

    Raises `ChangedMeanwhile` when another changed the municipality since `seen_version`.

    Law: alkoholloven §§ 1-7b and 1-10.
    """
    municipality = take_municipality(session, actor.municipality_id)
    if municipality.version != seen_version:
        raise ChangedMeanwhile
    wanted = {"substantial_share": substantial_share, "dominating_share": dominating_share}
    changed = [name for name, value in wanted.items() if getattr(municipality, name) != value]
    for name in changed:
        setattr(municipality, name, wanted[name])
    if changed:
        session.flush()
        audit.record(session, actor, EventType.MUNICIPALITY_CHANGED, changed=changed)
    return municipality
