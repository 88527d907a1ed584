"""A file between the look at what it does and the booking of it: kept sealed, and known again by a token."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import timedelta

from cryptography.exceptions import InvalidTag

from app import clock, storage
from app.models.rows import canonical_json
from app.permissions import Actor
from app.sealing import sealer
from licensing.errors import NotAllowed

LONGEST_WAIT = timedelta(hours=12)
LONGEST_TOKEN = 2_000


@dataclass(frozen=True)
class HeldFile:
    """A file as it was sent."""

    name: str
    content: bytes


def hold(actor: Actor, file: HeldFile) -> str:
    """Keep a file; the token that gives it back to the same person in the same municipality, and to nobody
    else."""
    stored_as = storage.keep(sealer().seal_bytes(file.content))
    told = [actor.municipality_id, actor.user_id, stored_as, file.name, clock.now().timestamp()]
    return base64.urlsafe_b64encode(sealer().seal(canonical_json(told))).decode()


def held(actor: Actor, token: str) -> HeldFile:
    """The file of a token.

    Raises `NotAllowed` for a token that is too old, of somebody else, or none of ours.
    """
    try:
        told = json.loads(sealer().open(base64.urlsafe_b64decode(token[:LONGEST_TOKEN])))
        municipality_id, user_id, stored_as, name, kept_at = told
        content = sealer().open_bytes(storage.fetch(stored_as))
    except (binascii.Error, InvalidTag, ValueError, TypeError, OSError) as error:
        raise NotAllowed("payment_preview_lost") from error
    is_late = clock.now().timestamp() - kept_at > LONGEST_WAIT.total_seconds()
    if (municipality_id, user_id) != (actor.municipality_id, actor.user_id) or is_late:
        raise NotAllowed("payment_preview_lost")
    return HeldFile(name, content)
