"""What a case is about ("sakstype"): it decides which flow, which delegation and which letters it has."""

from enum import StrEnum


class Matter(StrEnum):
    """A licence, an event, people of a licence, its terms, or its end."""

    LICENCE = "licence"
    EVENT = "event"
    PEOPLE = "people"
    TERMS = "terms"
    ENDING = "ending"


class ChangeKind(StrEnum):
    """What changes in licences that are held ("endring").

    Law: alkoholloven §§ 1-7b, 1-7c, 1-8, 1-10, 4-2 and 4-4.
    """

    MANAGERS = "managers"
    INFLUENCE = "influence"
    AREA = "area"
    AREA_ONCE = "area_once"
    GROUPS = "groups"
    HOURS = "hours"
    HOURS_ONCE = "hours_once"
    CONCEPT = "concept"
    TRANSFER = "transfer"
    SURRENDER = "surrender"
    DEATH = "death"
    BANKRUPTCY = "bankruptcy"
    UNUSED = "unused"


MATTER_OF: dict[ChangeKind, Matter] = {
    ChangeKind.MANAGERS: Matter.PEOPLE,
    ChangeKind.INFLUENCE: Matter.PEOPLE,
    ChangeKind.AREA: Matter.TERMS,
    ChangeKind.AREA_ONCE: Matter.TERMS,
    ChangeKind.GROUPS: Matter.TERMS,
    ChangeKind.HOURS: Matter.TERMS,
    ChangeKind.HOURS_ONCE: Matter.TERMS,
    ChangeKind.CONCEPT: Matter.TERMS,
    ChangeKind.TRANSFER: Matter.ENDING,
    ChangeKind.SURRENDER: Matter.ENDING,
    ChangeKind.DEATH: Matter.ENDING,
    ChangeKind.BANKRUPTCY: Matter.ENDING,
    ChangeKind.UNUSED: Matter.ENDING,
}
ONCE = frozenset({ChangeKind.AREA_ONCE, ChangeKind.HOURS_ONCE})
