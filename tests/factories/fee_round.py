"""A round of fees: licences at places of their own, what they have told, and the two runs done at once."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.billing.computed import Computed, from_stored
from app.billing.queries.fees import FeeRow, fees_of_round, newest
from app.billing.service.computing import compute_chunk
from app.billing.service.fees import begin_fees_run
from app.billing.service.runs import Outcome, Subject
from app.models.billing_run import BillingRun, BillingRunSubject, RunState
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty, TurnoverStatement
from app.permissions import Actor
from fees.turnover import TurnoverSource, Volumes
from licensing.licences import Attribute, LicenceKind
from tests.factories.holder import make_holder
from tests.factories.licence import add_term, make_licence
from tests.factories.venue import make_venue

YEAR = 2026
DUE_ON = date(2026, 3, 2)
RECEIVED_ON = date(2026, 2, 20)
DECIDED_ON = date(2026, 3, 10)
# The restaurant of the yearly turnover round in wording.md.
EXPECTED = Volumes(600_000, 250_000, 30_000)
SOLD = Volumes(540_000, 230_000, 28_000)
LODGE = Volumes(90_000, 70_000, 6_000)

Figures = Mapping[tuple[str, FeePurpose, int], int]


class FeeRound:
    """The fees of one municipality; what is done is flushed, and kept by whoever opened the session."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self.session, self.actor, self.serial = session, actor, 0
        self.named: dict[str, Licence] = {}
        self.problems: dict[str, str] = {}
        """Why a licence could not be computed in the last run."""

    def licence(
        self,
        name: str,
        first: str = "2024-06-03",
        last: str = "2028-09-30",
        *,
        kind: LicenceKind = LicenceKind.SERVING,
        ended_on: str | None = None,
        at: str | None = None,
        holder: str | None = None,
        extensions: str = "",
    ) -> Licence:
        """A licence; `at` is a licence at the same place, `holder` one in the same hands."""
        self.serial += 1
        venue = (
            self.named[at].venue
            if at
            else make_venue(self.session, self.actor, name=name, street=f"Prøveveien {self.serial}")
        )
        owner = (
            self.named[holder].holder
            if holder
            else make_holder(self.session, self.actor, name=f"{name} AS", serial=self.serial + 600)
        )
        first_day = date.fromisoformat(first)
        licence = make_licence(
            self.session,
            venue,
            owner,
            kind=kind,
            groups="1",
            granted_on=first_day,
            usable_from=first_day,
            last_day=date.fromisoformat(last),
            ended_on=date.fromisoformat(ended_on) if ended_on else None,
        )
        if extensions:
            add_term(self.session, licence, Attribute.EXTENSIONS, extensions)
        self.named[name] = licence
        return licence

    def asked(self, name: str, *, year: int = YEAR) -> TurnoverDuty:
        """The duty of a licence to tell in a round."""
        held = self.session.scalars(
            select(TurnoverDuty).where(
                TurnoverDuty.municipality_id == self.actor.municipality_id,
                TurnoverDuty.licence_id == self.named[name].id,
                TurnoverDuty.year == year,
            )
        ).one_or_none()
        if held is not None:
            return held
        duty = TurnoverDuty(
            municipality_id=self.actor.municipality_id,
            licence_id=self.named[name].id,
            year=year,
            due_on=DUE_ON,
        )
        self.session.add(duty)
        self.session.flush()
        return duty

    def told(
        self,
        name: str,
        actual: Volumes | None = None,
        expected: Volumes | None = None,
        *,
        year: int = YEAR,
        estimated: str = "",
    ) -> TurnoverStatement:
        """One more version of the statement of a licence in a round."""
        duty = self.asked(name, year=year)
        number = 1 + len(
            self.session.scalars(
                select(TurnoverStatement.id).where(TurnoverStatement.duty_id == duty.id)
            ).all()
        )
        litres = {
            f"{what}_g{group}_cl": cl
            for what, volumes in (("actual", actual), ("expected", expected))
            if volumes is not None
            for group, cl in enumerate((volumes.g1_cl, volumes.g2_cl, volumes.g3_cl), 1)
        }
        statement = TurnoverStatement(
            municipality_id=duty.municipality_id,
            duty_id=duty.id,
            licence_id=duty.licence_id,
            number=number,
            source=TurnoverSource.ESTIMATED if estimated else TurnoverSource.KEYED,
            estimate_reason=estimated,
            received_on=RECEIVED_ON,
            at=clock.now(),
            **litres,
        )
        self.session.add(statement)
        self.session.flush()
        return statement

    def compute(self, year: int = YEAR, names: Collection[str] | None = None) -> Figures:
        """Compute a round in one chunk; what holds then, by licence and what it is for, in øre."""
        ids = None if names is None else [self.named[name].id for name in names]
        run = begin_fees_run(self.session, self.actor, year=year, licence_ids=ids)
        subjects = [Subject(licence_id) for licence_id in self._subjects(run)]
        by_id = {licence.id: name for name, licence in self.named.items()}
        found = list(compute_chunk(self.session, self.actor, run, subjects))
        self._note(run, {outcome.subject.licence_id: outcome for outcome in found})
        self.problems = {
            by_id[outcome.subject.licence_id]: outcome.problem
            for outcome in found
            if outcome.subject.licence_id in by_id
        }
        run.state, run.done = RunState.DONE, run.whole
        self.session.flush()
        self.session.expire_all()
        return self.figures(year)

    def _note(self, run: BillingRun, outcomes: Mapping[int, Outcome]) -> None:
        rows = self.session.scalars(select(BillingRunSubject).where(BillingRunSubject.run_id == run.id))
        for row in rows:
            row.done_at = clock.now()
            if row.licence_id in outcomes:
                row.problem = outcomes[row.licence_id].problem
                row.facts = dict(outcomes[row.licence_id].facts)

    def _subjects(self, run: BillingRun) -> Collection[int]:
        return self.session.scalars(
            select(BillingRunSubject.licence_id)
            .where(BillingRunSubject.run_id == run.id)
            .order_by(BillingRunSubject.id)
        ).all()

    def rows(self, year: int = YEAR) -> dict[tuple[str, FeePurpose, int], FeeRow]:
        """The newest fees of a round."""
        by_id = {licence.id: name for name, licence in self.named.items()}
        rows = fees_of_round(self.session, self.actor.municipality_id, year)
        return {
            (by_id[row.licence_id], row.purpose, row.year): row
            for row in newest(rows)
            if row.licence_id in by_id
        }

    def figures(self, year: int = YEAR) -> Figures:
        """What the fees of a round come to."""
        return {key: row.total_ore for key, row in self.rows(year).items()}

    def computed(self, name: str, purpose: FeePurpose = FeePurpose.ADVANCE, year: int = YEAR) -> Computed:
        """How a fee came about."""
        round_year = year if purpose is FeePurpose.ADVANCE else year + 1
        return from_stored(self.rows(round_year)[name, purpose, year].computed)

    def decide(self, on: date = DECIDED_ON) -> None:
        """Decide everything that is computed, without letters."""
        waiting = self.session.scalars(
            select(Fee).where(
                Fee.municipality_id == self.actor.municipality_id, Fee.state == FeeState.COMPUTED
            )
        ).all()
        for fee in waiting:
            self.session.execute(
                update(Fee)
                .where(
                    Fee.municipality_id == fee.municipality_id,
                    Fee.licence_id == fee.licence_id,
                    Fee.purpose == fee.purpose,
                    Fee.year == fee.year,
                    Fee.state == FeeState.DECIDED,
                )
                .values(state=FeeState.REPLACED)
            )
            fee.state, fee.decided_on, fee.decided_by_id = FeeState.DECIDED, on, self.actor.user_id
            self.session.flush()
        self.session.expire_all()

    def editions(self, name: str, purpose: FeePurpose, year: int) -> list[tuple[int, FeeState, int]]:
        """Every edition of a fee: its number, its state, and its total."""
        rows = self.session.execute(
            select(Fee.edition, Fee.state, Fee.total_ore)
            .where(
                Fee.municipality_id == self.actor.municipality_id,
                Fee.licence_id == self.named[name].id,
                Fee.purpose == purpose,
                Fee.year == year,
            )
            .order_by(Fee.edition)
        )
        return [(row.edition, row.state, row.total_ore) for row in rows]
