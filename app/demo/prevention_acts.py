"""What is done with a spending in the demo, each act through the services that serve a person."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.demo.prevention_desk import OTHER, PreventionDesk
from app.letters.licence_dispatch import record_arrival, record_dispatch
from app.letters.service import Dispatch
from app.letters.spending_letters import finalise_spending_letter, letters_of_spending
from app.models.letter import Channel, LetterState
from app.models.spending import GrantComplaint, Payout, Spending, SpendingPart
from app.prevention.service.grant_complaints import receive_complaint, settle_complaint
from app.prevention.service.parts import answer_part
from app.prevention.service.payouts import (
    approve_payout,
    record_repayment,
    record_voucher,
    release,
    request_part_payout,
    request_payout,
)
from app.prevention.service.spending import grant, refuse, retract, waive_consultation
from app.prevention.service.spending_reports import report_spending
from fees.money import Money
from fees.spending import GrantComplaintOutcome, PayoutState

CONDITIONS = "Tilskuddet brukes til det det er gitt til.\nUbrukte midler betales tilbake."
TO_REPORT = timedelta(days=90)
COMPLAINTS_BODY = "Klagenemnda (oppdiktet)"


@dataclass(frozen=True)
class Played:
    """A spending of a story on the day of a step."""

    desk: PreventionDesk
    key: str
    place: str
    on: date

    @property
    def row(self) -> Spending:
        """The spending as it is stored now."""
        return self.desk.session.get_one(Spending, self.desk.spendings[self.key])

    @property
    def part_of_the_other(self) -> SpendingPart:
        """What the other municipality bears of it."""
        return next(part for part in self.row.parts if part.municipality_id != self.row.municipality_id)

    def payout(self, place: str, state: PayoutState) -> Payout:
        """The payout of a municipality that has come so far."""
        here = self.desk.staff[place].municipality_id
        parts = [part.id for part in self.row.parts]
        return self.desk.session.scalars(
            select(Payout).where(
                Payout.municipality_id == here, Payout.part_id.in_(parts), Payout.state == state
            )
        ).one()

    def grant(self, kroner: int | None = None, reason: str = "") -> None:
        """The one who is responsible grants it, all or some of it."""
        row = self.row
        after = max(row.held_on or self.on, self.on)
        grant(
            self.desk.session,
            self.desk.responsible(self.place),
            spending_id=row.id,
            seen_version=row.version,
            amount=Money(row.amount_ore) if kroner is None else Money.from_kroner(kroner),
            conditions=CONDITIONS if row.applicant else "",
            report_due_on=after + TO_REPORT if row.applicant else None,
            reason=reason,
            on=self.on,
        )

    def refuse(self, reason: str) -> None:
        """The one who is responsible refuses it."""
        row = self.row
        refuse(
            self.desk.session,
            self.desk.responsible(self.place),
            spending_id=row.id,
            seen_version=row.version,
            reason=reason,
            on=self.on,
        )

    def retract(self, reason: str) -> None:
        """The applicant changes its mind."""
        row, who = self.row, self.desk.coordinator(self.place)
        retract(
            self.desk.session, who, spending_id=row.id, seen_version=row.version, reason=reason, on=self.on
        )

    def waive(self, reason: str) -> None:
        """It may be paid before everybody is consulted."""
        row = self.row
        waive_consultation(
            self.desk.session,
            self.desk.responsible(self.place),
            spending_id=row.id,
            seen_version=row.version,
            reason=reason,
            on=self.on,
        )

    def accept(self) -> None:
        """The other municipality promises its part."""
        part, other = self.part_of_the_other, OTHER[self.place]
        answer_part(
            self.desk.session,
            self.desk.responsible(other),
            part_id=part.id,
            seen_version=part.version,
            accept=True,
            reason="",
            on=self.on,
        )

    def finalise(self) -> None:
        """The drafts of its letters are made final."""
        session, who = self.desk.session, self.desk.coordinator(self.place)
        for letter in letters_of_spending(session, who.municipality_id, self.row.id):
            if letter.state is LetterState.DRAFT:
                finalise_spending_letter(
                    session, who, letter_id=letter.id, seen_version=letter.version, on=self.on
                )

    def send(self) -> None:
        """Its letters are made final and go out."""
        self.finalise()
        session, who = self.desk.session, self.desk.coordinator(self.place)
        dispatch = Dispatch(Channel.DIGITAL_MAIL, "SvarUt (oppdiktet)", self.on)
        for letter in letters_of_spending(session, who.municipality_id, self.row.id):
            if letter.state is LetterState.FINAL:
                record_dispatch(
                    session,
                    who,
                    letter_id=letter.id,
                    seen_version=letter.version,
                    dispatch=dispatch,
                    on=self.on,
                )

    def arrive(self) -> None:
        """Its letters arrived."""
        session, who = self.desk.session, self.desk.coordinator(self.place)
        for letter in letters_of_spending(session, who.municipality_id, self.row.id):
            if letter.state is LetterState.SENT:
                record_arrival(
                    session,
                    who,
                    letter_id=letter.id,
                    seen_version=letter.version,
                    arrived_on=self.on,
                    on=self.on,
                )

    def attest(self, payee: str = "") -> None:
        """The coordinator asks for all of it to be paid."""
        row = self.row
        request_payout(
            self.desk.session,
            self.desk.coordinator(self.place),
            spending_id=row.id,
            amount=Money(row.amount_ore),
            payee=row.applicant or payee,
            account_number=row.account_number,
            text=row.title,
            on=self.on,
        )

    def order(self) -> None:
        """Finance orders the payment."""
        self._order(self.place)

    def pay(self) -> None:
        """The voucher is written back."""
        self._pay(self.place)

    def attest_the_others_part(self) -> None:
        """The other municipality attests what has been claimed from it."""
        part, other = self.part_of_the_other, OTHER[self.place]
        request_part_payout(
            self.desk.session,
            self.desk.coordinator(other),
            part_id=part.id,
            amount=Money(part.amount_ore),
            payee=f"{self.place} kommune",
            account_number=None,
            text=f"Del av {self.row.number}: {self.row.title}",
            on=self.on,
        )

    def order_the_others_part(self) -> None:
        """The other municipality's finance orders it."""
        self._order(OTHER[self.place])

    def pay_the_others_part(self) -> None:
        """The other municipality has paid."""
        self._pay(OTHER[self.place])

    def _order(self, place: str) -> None:
        payout, who = self.payout(place, PayoutState.ATTESTED), self.desk.finance(place)
        approve_payout(self.desk.session, who, payout_id=payout.id, seen_version=payout.version, on=self.on)

    def _pay(self, place: str) -> None:
        payout = self.payout(place, PayoutState.APPROVED)
        record_voucher(
            self.desk.session,
            self.desk.finance(place),
            payout_id=payout.id,
            seen_version=payout.version,
            voucher=self.desk.next_voucher(),
            paid_on=self.on,
            on=self.on,
        )

    def report(self, text: str, participants: int, kroner: int) -> None:
        """What was done, for how many, at what cost."""
        row = self.row
        report_spending(
            self.desk.session,
            self.desk.coordinator(self.place),
            spending_id=row.id,
            seen_version=row.version,
            text=text,
            participants=participants,
            cost=Money.from_kroner(kroner),
            on=self.on,
        )

    def repay(self, kroner: int, reason: str) -> None:
        """Money that was not used comes back."""
        record_repayment(
            self.desk.session,
            self.desk.finance(self.place),
            spending_id=self.row.id,
            amount=Money.from_kroner(kroner),
            voucher=self.desk.next_voucher(),
            received_on=self.on,
            reason=reason,
            on=self.on,
        )

    def release(self, reason: str) -> None:
        """All that was promised is released."""
        row = self.row
        release(
            self.desk.session,
            self.desk.responsible(self.place),
            spending_id=row.id,
            seen_version=row.version,
            amount=Money(row.amount_ore),
            reason=reason,
            on=self.on,
        )

    def complain(self, grounds: str) -> None:
        """The applicant complains."""
        row = self.row
        receive_complaint(
            self.desk.session,
            self.desk.coordinator(self.place),
            spending_id=row.id,
            seen_version=row.version,
            received_on=self.on,
            grounds=grounds,
            late_reason="",
            on=self.on,
        )

    def uphold(self, case_number: str, reason: str) -> None:
        """The municipality's complaints body upholds the decision."""
        complaint = self.desk.session.scalars(
            select(GrantComplaint).where(
                GrantComplaint.municipality_id == self.row.municipality_id,
                GrantComplaint.spending_id == self.row.id,
            )
        ).one()
        settle_complaint(
            self.desk.session,
            self.desk.coordinator(self.place),
            complaint_id=complaint.id,
            seen_version=complaint.version,
            outcome=GrantComplaintOutcome.UPHELD_BY_BODY,
            settled_on=self.on,
            body=COMPLAINTS_BODY,
            case_number=case_number,
            reason=reason,
            on=self.on,
        )
