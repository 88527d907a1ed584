"""Who is approved for the licences of a change: now, when it is made, and where a post stands empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.amendments.queries.licences import people_rows, post_of
from app.cases.queries.one import reference
from app.cases.queries.plans import change_of
from app.models.case import Application, Case
from app.models.licence import Licence, LicencePerson
from licensing.applicants import Role
from licensing.assessment import ChangedPeople, Facts
from licensing.changes import ManagerGap, Post, manager_gap, needs_manager, posts_on
from licensing.matters import ChangeKind

ROLES = (Role.MANAGER, Role.DEPUTY)


@dataclass(frozen=True)
class PresentPerson:
    """Somebody who is approved in a role of some of the licences on a day."""

    person_id: int
    name: str
    role: Role
    licences: tuple[str, ...]

    @property
    def key(self) -> str:
        """What a form calls the person in the role."""
        return f"{self.role.value}-{self.person_id}"


def posts_by_licence(
    session: Session, municipality_id: int, licences: Iterable[Licence]
) -> dict[int, tuple[Post, ...]]:
    """Everybody who was, is or will be approved, by licence."""
    found: dict[int, list[Post]] = {licence.id: [] for licence in licences}
    for row in people_rows(session, municipality_id, found):
        found[row.licence_id].append(post_of(row))
    return {licence_id: tuple(posts) for licence_id, posts in found.items()}


def present_people(
    session: Session, municipality_id: int, licences: Sequence[Licence], on: date
) -> list[PresentPerson]:
    """Managers and deputies on a day, each once, with the licences that they answer for."""
    numbers = {licence.id: licence.number for licence in licences}
    rows: dict[tuple[Role, int], list[LicencePerson]] = {}
    for row in people_rows(session, municipality_id, numbers):
        if row.role in ROLES and post_of(row).holds_on(on):
            rows.setdefault((row.role, row.person_id), []).append(row)
    return [
        PresentPerson(
            person_id, held[0].person.name, role, tuple(sorted(numbers[row.licence_id] for row in held))
        )
        for (role, person_id), held in sorted(
            rows.items(), key=lambda item: (ROLES.index(item[0][0]), item[0][1])
        )
    ]


def gaps_of(
    session: Session, municipality_id: int, licences: Sequence[Licence], on: date
) -> list[tuple[Licence, ManagerGap]]:
    """The licences that are without an approved manager on a day, or are about to be."""
    posts = posts_by_licence(session, municipality_id, licences)
    found = []
    for licence in licences:
        gap = manager_gap(posts[licence.id], on) if needs_manager(licence.type) else None
        if gap is not None:
            found.append((licence, gap))
    return found


def people_facts(session: Session, case: Case, facts: Facts, on: date) -> Facts:
    """What the rules of a change of people ask: who answers for each licence once it is made."""
    change = change_of(session, case)
    if change is None or change.kind is not ChangeKind.MANAGERS:
        return facts
    day = max(on, change.first_day)
    posts = posts_by_licence(session, case.municipality_id, change.licences)
    return replace(
        facts,
        changed=tuple(
            people_after(licence, posts[licence.id], case.application, day) for licence in change.licences
        ),
    )


def people_after(
    licence: Licence, posts: Sequence[Post], application: Application, day: date
) -> ChangedPeople:
    """Who answers for a licence when those of an application have come: a new manager takes the old one's
    place, and a deputy who becomes manager is deputy no longer."""
    coming = {
        role: [reference(party.person_id) for party in application.parties if party.role is role]
        for role in ROLES
    }
    staying = {role: [post.person for post in posts_on(posts, role, day)] for role in ROLES}
    managers = coming[Role.MANAGER] or staying[Role.MANAGER]
    deputies = [person for person in staying[Role.DEPUTY] if person not in coming[Role.MANAGER]]
    return ChangedPeople(
        licence.number,
        licence.kind,
        managers=tuple(dict.fromkeys(managers)),
        deputies=tuple(dict.fromkeys((*deputies, *coming[Role.DEPUTY]))),
    )
