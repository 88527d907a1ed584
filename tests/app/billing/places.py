"""Licences at places of their own, by name: what tests of rounds and of who owes a fee begin with."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.models.licence import Licence, LicencePeriod
from app.permissions import Actor
from licensing.licences import LicenceKind, LicenceType
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

Days = tuple[date, date]


def days(first: str, last: str) -> Days:
    """The first and the last day of a period."""
    return date.fromisoformat(first), date.fromisoformat(last)


LASTING = days("2024-06-03", "2028-09-30")


class Places:
    """Licences at places of their own, or one more at the place of another."""

    def __init__(self, session: Session, actor: Actor, *, serial: int = 0) -> None:
        self.session, self.actor, self.serial = session, actor, serial
        self.named: dict[str, Licence] = {}

    def licence(
        self,
        name: str,
        period: Days = LASTING,
        *,
        ended_on: str | None = None,
        licence_type: LicenceType = LicenceType.PERMANENT,
        kind: LicenceKind = LicenceKind.SERVING,
        at: str | None = None,
        holder: str | None = None,
    ) -> Licence:
        """A licence with one period; `at` and `holder` are those of a licence that was made before."""
        self.serial += 1
        venue = (
            self.named[at].venue
            if at
            else make_venue(self.session, self.actor, name=name, street=f"Prøveveien {self.serial}")
        )
        owner = (
            self.named[holder].holder
            if holder
            else make_holder(self.session, self.actor, name=f"{name} AS", serial=self.serial + 300)
        )
        licence = make_licence(
            self.session,
            venue,
            owner,
            kind=kind,
            groups="1",
            granted_on=period[0],
            usable_from=period[0],
            last_day=period[1],
            ended_on=date.fromisoformat(ended_on) if ended_on else None,
        )
        licence.type = licence_type
        self.session.flush()
        self.named[name] = licence
        return licence

    def renew(self, name: str, period: Days) -> None:
        """One more period of a licence."""
        licence = self.named[name]
        self.session.add(
            LicencePeriod(
                municipality_id=licence.municipality_id,
                licence_id=licence.id,
                first_day=period[0],
                last_day=period[1],
            )
        )
        self.session.flush()

    @property
    def names(self) -> Mapping[int, str]:
        """What each licence is called here."""
        return {licence.id: name for name, licence in self.named.items()}
