"""The hours that a policy in a file gives a place on a service day, for the command `hours`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.cli.arguments import Given, WrongInput
from app.cli.policy_files import TRUTHS, WHOLE_NUMBER, answer_of, policy_file, policy_here
from app.policy.form.words import TOLD
from app.wording.findings_of_policies import UNNAMED_QUESTIONS
from app.wording.policy_questions import known_question
from licensing.hours import FLAGS, OVERNIGHT_GROUPS, OVERNIGHT_GUEST, NationalHours
from licensing.hours_in_force import Place, hours_in_force
from licensing.licences import AreaKind, Group, LicenceKind, Seller, VenueCategory
from licensing.local_hours import LocalHours, local_hours
from licensing.policy import Policy, Situation
from licensing.service_hours import ServiceHours, clip

Known = bool | int | str


@dataclass(frozen=True)
class HoursAsked:
    """Whose hours are asked for, and on which day."""

    kind: LicenceKind
    group: Group
    on: date
    seller: Seller | None = None
    category: VenueCategory | None = None
    area: AreaKind = AreaKind.INDOOR


@dataclass(frozen=True)
class HoursHere:
    """What the policy gives, what of it the law leaves, by which rules, and what it hangs on."""

    local: ServiceHours | None
    in_force: ServiceHours | None
    clipped: bool
    rules: tuple[str, ...]
    ask: tuple[str, ...]


def national_flags(given: Given) -> tuple[str, ...]:
    """The flags that the law itself knows; with a policy the others are answers to its questions."""
    flags = given.texts("flag")
    return tuple(flag for flag in flags if flag in FLAGS) if given.has("policy") else flags


def hours_here(given: Given, asked: HoursAsked, national: NationalHours) -> HoursHere:
    """The hours of a place by the policy in a file."""
    policy = policy_here(given, policy_file(given, "policy").policy)
    zones, answers = _zones(given, policy), _answers(given, policy)
    situation = Situation(
        kind=asked.kind,
        groups=(asked.group,),
        area=asked.area,
        category=asked.category,
        zones=zones,
        day=asked.on,
        answers=answers,
        local_days=policy.local_days,
    )
    covered = policy if policy.covers(asked.on) else None
    found = None if covered is None else local_hours(policy.hours, situation, normal=national.normal)
    place = Place(
        asked.kind,
        asked.area,
        category=asked.category,
        seller=asked.seller,
        zones=zones,
        answers=answers,
    )
    in_force = hours_in_force((), asked.on, place, asked.group, policy=covered, flags=national_flags(given))
    local = None if found is None else found.hours
    hours = in_force.hours[0] if in_force.hours else None
    if OVERNIGHT_GUEST in national_flags(given) and asked.group in OVERNIGHT_GROUPS:
        # § 4-4 seventh paragraph: whoever stays the night is served without regard to local hours too.
        hours = national.normal
    return HoursHere(
        local,
        hours,
        clip(national.normal if found is None else local, national.limit).clipped,
        () if found is None else tuple(rule.code for rule in found.rules),
        () if found is None else tuple(_asked(found, policy)),
    )


def _asked(found: LocalHours, policy: Policy) -> list[str]:
    """The answers that would give other hours, in the policy's own words."""
    texts = []
    for name in found.unknown:
        question = known_question(policy, name)
        texts.append(str(UNNAMED_QUESTIONS.get(name, name)) if question is None else question.text)
    return texts


def _zones(given: Given, policy: Policy) -> tuple[str, ...] | None:
    if not given.has("zone"):
        return None if policy.zones else ()
    written = given.text("zone")
    if policy.zone(written) is None:
        known = ", ".join(zone.code for zone in policy.zones) or "–"
        raise WrongInput("zone_unknown", written=written, choices=known)
    return (written,)


def _answers(given: Given, policy: Policy) -> Mapping[str, Known]:
    """Flags as answers: a name alone is yes, "rom-med-bad=30" a number, "avgang=12:00" a time."""
    answers: dict[str, Known] = {}
    told = {word: code for code, word in TOLD.items()}
    for flag in given.texts("flag"):
        if flag in FLAGS:
            continue
        written, equals, value = flag.partition("=")
        code = told.get(written, written)
        question = policy.question(code)
        if question is None and code not in TOLD:
            known = ", ".join([*sorted(FLAGS), *(row.code for row in policy.questions)])
            raise WrongInput("flag_unknown", written=written, choices=known)
        answer: Known = value if equals else True
        if equals and value in TRUTHS:
            answer = TRUTHS[value]
        elif equals and WHOLE_NUMBER.fullmatch(value):
            answer = int(value)
        answers[code] = answer_of(written, answer, question.kind if question else None)
    return answers
