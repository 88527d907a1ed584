"""A spending of the demo as a story: what is asked for, and what was done with it on which day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.demo.prevention_acts import Played
from app.demo.prevention_desk import PreventionDesk, Wish
from app.demo.stage import Turn
from app.prevention.queries.consultations import CONSULTED_IN
from app.prevention.queries.spending import spending_of
from app.prevention.service.consultations import (
    Attended,
    NewConsultation,
    ViewOf,
    record_consultation,
)
from fees.spending import ConsultationForm, ConsultedView

REPRESENTED_BY = {
    "Oppvekstetaten": "Oppvekstsjef",
    "Videregående skole": "Rådgiver",
    "Helsestasjon for ungdom": "Helsesykepleier",
    "SLT-gruppa": "Politikontakt",
}


class Done(NamedTuple):
    """A step of a story."""

    on: date
    act: Callable[[Played], None]


@dataclass(frozen=True)
class SpendingStory:
    """A spending, from the day on which it is asked for."""

    key: str
    place: str
    asked_on: date
    wish: Wish
    steps: tuple[Done, ...] = ()

    def turns(self, desk: PreventionDesk) -> Iterator[Turn]:
        """Everything that was done with it, each on its day."""
        yield Turn(self.asked_on, lambda on: desk.propose(self.key, self.place, self.wish, on))
        for step in self.steps:
            yield Turn(step.on, self._taken(desk, step))

    def _taken(self, desk: PreventionDesk, step: Done) -> Callable[[date], None]:
        return lambda on: step.act(Played(desk, self.key, self.place, on))


class Said(NamedTuple):
    """What a body said, where it was not just that it supports it."""

    view: ConsultedView | None
    remarks: str = ""


@dataclass(frozen=True)
class Meeting:
    """A meeting in which many spendings are taken up at once."""

    on: date
    place: str
    keys: tuple[str, ...]
    minutes: str = ""
    absent: tuple[str, ...] = ()
    said: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    """By spending and body."""
    form: ConsultationForm = ConsultationForm.MEETING

    def turns(self, desk: PreventionDesk) -> Iterator[Turn]:
        """The meeting, on its day."""
        yield Turn(self.on, lambda on: self._held(desk, on))

    def _held(self, desk: PreventionDesk, on: date) -> None:
        here = desk.staff[self.place].municipality_id
        ids = {key: desk.spendings[key] for key in self.keys if key in desk.spendings}
        rows = {key: spending_of(desk.session, here, id_) for key, id_ in ids.items()}
        open_ids = {key: row.id for key, row in rows.items() if row is not None and row.state in CONSULTED_IN}
        if not open_ids:
            return
        bodies = [row.body for row in desk.earmark(self.place).consulted]
        written = self.form is ConsultationForm.WRITTEN
        new = NewConsultation(
            earmark_id=desk.earmark(self.place).id,
            form=self.form,
            held_on=on,
            title="Skriftlig samråd" if written else "SLT-møte",
            views=tuple(self._view(key, id_, body, on) for key, id_ in open_ids.items() for body in bodies),
            attended=()
            if written
            else tuple(
                Attended(body, body not in self.absent, "" if body in self.absent else REPRESENTED_BY[body])
                for body in bodies
            ),
            minutes=self.minutes,
        )
        record_consultation(desk.session, desk.coordinator(self.place), new=new, on=on)

    def _view(self, key: str, spending_id: int, body: str, on: date) -> ViewOf:
        usual = Said(ConsultedView.NO_ANSWER if body in self.absent else ConsultedView.SUPPORTS)
        said = self.said.get((key, body), usual)
        answered = None if said.view in (None, ConsultedView.NO_ANSWER) else on
        return ViewOf(spending_id, body, said.view, said.remarks, answered)


def turns_of(
    desk: PreventionDesk,
    stories: Iterable[SpendingStory],
    meetings: Iterable[Meeting],
    asked_after: date,
) -> Iterator[Turn]:
    """The turns of those stories whose beginning the demo reaches, and of the meetings about them."""
    for story in stories:
        if story.asked_on > asked_after:
            yield from story.turns(desk)
    for meeting in meetings:
        yield from meeting.turns(desk)
