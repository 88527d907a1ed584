"""The steps of the demo's stories before the decision: asking, answering, showing, assessing."""

from app.cases.queries.one import DECISION_LETTERS, letters_of, lines_of
from app.cases.service.assessments import assess_case
from app.cases.service.closing import retract
from app.cases.service.inquiries import (
    present_to_applicant,
    receive_information,
    record_reply,
    request_information,
)
from app.cases.service.statements import (
    AnswerEntry,
    override_police,
    record_silence,
    record_statement,
    remind_body,
    request_statements,
)
from app.demo.stage import Stage, Step
from app.letters.drafts import draft_receipt
from app.letters.service import Dispatch, finalise_letter, record_dispatch
from app.models.letter import Channel, Letter, LetterState
from licensing.deadlines import statement_due_on
from licensing.statements import Answer, Body, Question

MANDATORY = (Body.POLICE, Body.SOCIAL_SERVICE)


def receipt(days_ago: int) -> Step:
    """The receipt goes out."""

    def take(stage: Stage) -> None:
        draft_receipt(stage.session, stage.caseworker, stage.current, stage.on)
        send_drafts(stage, Channel.EMAIL)

    return Step(days_ago, take)


def ask(days_ago: int, *bodies: Body, due_in: int | None = None) -> Step:
    """The bodies are asked, and their letters go out. `due_in`: days from today to the deadline."""

    def take(stage: Stage) -> None:
        due_on = statement_due_on(stage.on) if due_in is None else stage.days.ahead(due_in)
        stage.act(request_statements, bodies=bodies or MANDATORY, due_on=due_on)
        send_drafts(stage, Channel.DIGITAL_MAIL)

    return Step(days_ago, take)


def send_drafts(stage: Stage, channel: Channel) -> None:
    """Make every draft that is no decision letter final, and record that it went out."""
    drafts: list[Letter] = [
        letter
        for letter in letters_of(stage.session, stage.current)
        if letter.state is LetterState.DRAFT and letter.kind not in DECISION_LETTERS
    ]
    for letter in drafts:
        finalise_letter(
            stage.session,
            stage.caseworker,
            letter=letter,
            seen_version=stage.current.version,
            on=stage.on,
        )
        record_dispatch(
            stage.session,
            stage.caseworker,
            letter=letter,
            seen_version=stage.current.version,
            dispatch=Dispatch(channel, f"demo-{letter.id}", stage.on),
            on=stage.on,
        )


def answered(
    days_ago: int,
    *bodies: Body,
    remark: str = "",
    about: Question = Question.PLACE,
    answer: Answer = Answer.REMARK,
) -> Step:
    """The bodies answer: nothing to remark, or one remark on the first line of a question."""

    def take(stage: Stage) -> None:
        for body in bodies or MANDATORY:
            case = stage.current
            lines = lines_of(stage.session, case, body)
            remarked = next((line for line in lines if remark and line.question is about), None)
            record_statement(
                stage.session,
                stage.caseworker,
                case_id=case.id,
                seen_version=case.version,
                body=body,
                answered_on=stage.on,
                answers=[
                    AnswerEntry(line, answer, remark)
                    if line == remarked
                    else AnswerEntry(line, Answer.NO_REMARK)
                    for line in lines
                ],
                on=stage.on,
            )

    return Step(days_ago, take)


def remind(days_ago: int, body: Body) -> Step:
    """A body is reminded of its deadline, a fixed number of days after it."""

    def take(stage: Stage) -> None:
        stage.act(remind_body, body=body)

    return Step(days_ago, take, any_day=True)


def silence(days_ago: int, body: Body) -> Step:
    """It is recorded that a body never answered."""

    def take(stage: Stage) -> None:
        stage.act(record_silence, body=body)

    return Step(days_ago, take)


def override(days_ago: int, reason: str) -> Step:
    """The case goes on without the police."""

    def take(stage: Stage) -> None:
        stage.act(override_police, reason=reason)

    return Step(days_ago, take)


def missing(days_ago: int, text: str, *, due_in: int) -> Step:
    """The applicant is asked for what is missing."""

    def take(stage: Stage) -> None:
        stage.act(request_information, text=text, due_on=stage.days.ahead(due_in))
        send_drafts(stage, Channel.DIGITAL_MAIL)

    return Step(days_ago, take)


def information(days_ago: int, text: str) -> Step:
    """What was missing comes."""

    def take(stage: Stage) -> None:
        stage.act(receive_information, answer=text, received_on=stage.on)

    return Step(days_ago, take)


def present(days_ago: int, text: str, *, due_in: int) -> Step:
    """A statement is shown to the applicant."""

    def take(stage: Stage) -> None:
        stage.act(present_to_applicant, text=text, due_on=stage.days.ahead(due_in))
        send_drafts(stage, Channel.DIGITAL_MAIL)

    return Step(days_ago, take)


def reply(days_ago: int, text: str) -> Step:
    """The applicant answers what was shown."""

    def take(stage: Stage) -> None:
        stage.act(record_reply, answer=text, received_on=stage.on)

    return Step(days_ago, take)


def assess(days_ago: int) -> Step:
    """The case is held against law and policy."""

    def take(stage: Stage) -> None:
        stage.act(assess_case)

    return Step(days_ago, take)


def retracted(days_ago: int, reason: str) -> Step:
    """The applicant takes the application back."""

    def take(stage: Stage) -> None:
        stage.act(retract, reason=reason)

    return Step(days_ago, take)
