"""The demo's desks of earmarked money: who does what there, what is asked for, and what lies on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.demo.people import HOLTALEN, ROROS, Staff
from app.models.earmark import Earmark
from app.permissions import Actor
from app.prevention.queries.earmarks import earmarks_of
from app.prevention.queries.plans import measure_choices
from app.prevention.service.spending import NewSpending, propose
from fees.money import Money
from fees.spending import SpendingKind, SpendingOrigin, TargetGroup

RESPONSIBLE = {ROROS: "health", HOLTALEN: "holtalen_social"}
FINANCE = {ROROS: "finance", HOLTALEN: "holtalen_finance"}
OTHER = {ROROS: HOLTALEN, HOLTALEN: ROROS}
FIRST_VOUCHER = 30_010_000


@dataclass(frozen=True)
class Applicant:
    """Who asks for a grant, and where they are reached."""

    name: str
    street: str
    postcode: str
    town: str
    account_number: str | None = None


@dataclass(frozen=True)
class Wish:
    """What money is asked for."""

    title: str
    purpose: str
    kind: SpendingKind
    target_group: TargetGroup
    kroner: int
    applicant: Applicant | None = None
    """Empty: the municipality's own initiative."""
    measure: str = ""
    """How the line of the action plan begins that it belongs to."""
    held_on: date | None = None
    meets_purpose: bool = True
    shared: bool = False
    """The other municipality is asked to bear a part."""
    beyond_free: bool = False


@dataclass
class PreventionDesk:
    """Both municipalities' desks, and what lies on them: the spendings by the keys of their stories."""

    session: Session
    staff: Mapping[str, Staff]
    spendings: dict[str, int] = field(default_factory=dict)
    vouchers: int = FIRST_VOUCHER

    def earmark(self, place: str) -> Earmark:
        """The earmark that is in use."""
        return earmarks_of(self.session, self.staff[place].municipality_id)[0]

    def coordinator(self, place: str) -> Actor:
        """Who proposes, consults and attests."""
        return self.staff[place]["prevention"]

    def responsible(self, place: str) -> Actor:
        """Who decides on the money."""
        return self.staff[place][RESPONSIBLE[place]]

    def finance(self, place: str) -> Actor:
        """Who orders payments and enters vouchers."""
        return self.staff[place][FINANCE[place]]

    def next_voucher(self) -> str:
        """The next number of the economy system."""
        self.vouchers += 7
        return f"{self.vouchers}"

    def propose(self, key: str, place: str, wish: Wish, on: date) -> None:
        """Register what is asked for."""
        here = self.staff[place].municipality_id
        applicant = wish.applicant
        shared_with = (self.staff[OTHER[place]].municipality_id,) if wish.shared else ()
        new = NewSpending(
            earmark_id=self.earmark(place).id,
            year=on.year,
            origin=SpendingOrigin.APPLICATION if applicant else SpendingOrigin.OWN_INITIATIVE,
            kind=wish.kind,
            title=wish.title,
            purpose=wish.purpose,
            target_group=wish.target_group,
            amount=Money.from_kroner(wish.kroner),
            received_on=on,
            meets_purpose=wish.meets_purpose,
            measure_id=self._measure(here, wish.measure, on.year),
            held_on=wish.held_on,
            applicant=applicant.name if applicant else "",
            postal_address=applicant.street if applicant else "",
            postcode=applicant.postcode if applicant else "",
            town=applicant.town if applicant else "",
            account_number=applicant.account_number if applicant else None,
            shared_with=shared_with,
            beyond_free=wish.beyond_free,
        )
        self.spendings[key] = propose(self.session, self.coordinator(place), new=new, on=on).id

    def _measure(self, municipality_id: int, begins: str, year: int) -> int | None:
        if not begins:
            return None
        choices = measure_choices(self.session, municipality_id, year)
        return next((id_ for id_, text in choices if text.split(": ", 1)[-1].startswith(begins)), None)
