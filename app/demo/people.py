"""Those who work in the demo's three municipalities. All of them are invented."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.auth.passwords import hashed, new_token
from app.models.user import Membership, User
from app.permissions import Actor, Role

PASSWORD = "bergstaden-demo"
"""Shown to whoever starts the demo, and good for nothing else."""
ROROS, HOLTALEN, EIDSKOG = "Røros", "Holtålen", "Eidskog"


@dataclass(frozen=True)
class Account:
    """A person and their roles in each municipality."""

    key: str
    email: str
    name: str
    title: str
    roles: Mapping[str, tuple[Role, ...]]


def accounts() -> tuple[Account, ...]:
    """Everybody who can sign in, in the order in which they are shown."""
    return ACCOUNTS


ACCOUNTS = (
    Account(
        "caseworker",
        "saksbehandler@roros.example",
        "Solveig Kobberhaug",
        "Rådgiver",
        {ROROS: (Role.CASEWORKER,)},
    ),
    Account("decider", "vedtak@roros.example", "Anders Hyttbakk", "Kommunalsjef", {ROROS: (Role.DECIDER,)}),
    Account(
        "secretary",
        "motesekretaer@roros.example",
        "Randi Storvolden",
        "Formannskapssekretær",
        {ROROS: (Role.MEETING_SECRETARY,)},
    ),
    Account(
        "finance", "okonomi@roros.example", "Per Ivar Malmvei", "Økonomirådgiver", {ROROS: (Role.FINANCE,)}
    ),
    Account(
        "inspector", "kontroll@roros.example", "Guro Vintervoll", "Kontrollør", {ROROS: (Role.INSPECTOR,)}
    ),
    Account(
        "prevention",
        "slt@roros.example",
        "Jon Erik Doktortjønn",
        "SLT-koordinator",
        {ROROS: (Role.PREVENTION_COORDINATOR,), HOLTALEN: (Role.PREVENTION_COORDINATOR,)},
    ),
    Account(
        "reader", "lesetilgang@roros.example", "Berit Stormokoia", "Kommuneadvokat", {ROROS: (Role.READER,)}
    ),
    Account(
        "administrator",
        "admin@roros.example",
        "Nils Kurantbakk",
        "Systemansvarlig",
        {ROROS: (Role.ADMINISTRATOR,), HOLTALEN: (Role.ADMINISTRATOR,)},
    ),
    Account(
        "caseworker_2",
        "saksbehandler2@roros.example",
        "Tarjei Slaggli",
        "Førstekonsulent",
        {ROROS: (Role.CASEWORKER,)},
    ),
    Account(
        "decider_2", "vedtak2@roros.example", "Turid Rørmyr", "Virksomhetsleder", {ROROS: (Role.DECIDER,)}
    ),
    Account(
        "shared",
        "felles@roros.example",
        "Ingebjørg Gruvmo",
        "Rådgiver",
        {ROROS: (Role.CASEWORKER,), HOLTALEN: (Role.CASEWORKER,)},
    ),
    Account(
        "holtalen_decider",
        "vedtak@holtalen.example",
        "Odd Magne Gaulstad",
        "Kommunalsjef",
        {HOLTALEN: (Role.DECIDER,)},
    ),
    Account(
        "holtalen_secretary",
        "motesekretaer@holtalen.example",
        "Siri Hessjøen",
        "Møtesekretær",
        {HOLTALEN: (Role.MEETING_SECRETARY,)},
    ),
    Account(
        "health",
        "helse@roros.example",
        "Aud Marit Falkmalm",
        "Helse- og sosialsjef",
        {ROROS: (Role.DECIDER,)},
    ),
    Account(
        "holtalen_social",
        "sosialleder@holtalen.example",
        "Gro Kvernhessen",
        "Sosialleder",
        {HOLTALEN: (Role.DECIDER,)},
    ),
    Account(
        "holtalen_finance",
        "okonomi@holtalen.example",
        "Terje Hessmyra",
        "Økonomirådgiver",
        {HOLTALEN: (Role.FINANCE,)},
    ),
    Account(
        "eidskog_prevention",
        "slt@eidskog.example",
        "Hege Grensetjern",
        "SLT-koordinator",
        {EIDSKOG: (Role.PREVENTION_COORDINATOR,)},
    ),
    Account(
        "eidskog_decider",
        "vedtak@eidskog.example",
        "Kjell Kolmilen",
        "Kommunalsjef",
        {EIDSKOG: (Role.DECIDER,)},
    ),
    Account(
        "eidskog_secretary",
        "motesekretaer@eidskog.example",
        "Anita Furuslåtten",
        "Møtesekretær",
        {EIDSKOG: (Role.MEETING_SECRETARY,)},
    ),
)


@dataclass(frozen=True)
class Staff:
    """Who acts in one municipality, by the key of the account."""

    municipality_id: int
    actors: Mapping[str, Actor]

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]


def enter_people(session: Session, municipality_ids: Mapping[str, int]) -> dict[str, Staff]:
    """Enter everybody; one hash for all, since they share a password."""
    password_hash = hashed(PASSWORD)
    acting: dict[str, dict[str, Actor]] = {name: {} for name in municipality_ids}
    for account in ACCOUNTS:
        user = User(
            email=account.email,
            name=account.name,
            title=account.title,
            password_hash=password_hash,
            session_token=new_token(),
        )
        session.add(user)
        session.flush()
        for place, roles in account.roles.items():
            municipality_id = municipality_ids[place]
            session.add_all(
                Membership(user_id=user.id, municipality_id=municipality_id, role=role) for role in roles
            )
            acting[place][account.key] = Actor(user.id, user.name, municipality_id, frozenset(roles))
    session.flush()
    return {place: Staff(municipality_ids[place], actors) for place, actors in acting.items()}
