"""Bergen's text and the law as plain Python conditions, written by hand for one sort of case.

What the measurement of an assessment is held against: no rules as data, no words, sections or sources, and
nothing that any other text or case would need. It tells of each finding only what it is and what it leads to.
It knows new, permanent serving licences whose statements have come in, on days after the summer of 2026.
"""

from collections.abc import Iterator
from datetime import date

from licensing.assessment import Facts
from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.statements import Answer, Body

Found = tuple[str, str]
Span = tuple[int, int]
Left = dict[tuple[AreaKind, Group, int], Span | None]

MIDNIGHT, ONE, TWO, THREE = 24 * 60, 25 * 60, 26 * 60, 27 * 60
LISTED = (VenueCategory.EATING_PLACE, VenueCategory.PUB_BAR, VenueCategory.HOTEL, VenueCategory.PARTY_ROOM)
ORDER = ("refuse", "ask", "consider", "late", "partly")
PROPOSED = {"refuse": "refuse", "ask": "ask", "consider": "discretion", "late": "late", "partly": "partly"}


def judge(facts: Facts, on: date) -> tuple[str, tuple[int, ...], tuple[str, ...], Left, list[Found]]:
    """What is proposed, for which groups, on which conditions and hours, and what was found."""
    found = [*_by_law(facts, on)]
    left: Left = {}
    _hours(facts, found, left)
    _spirits_no_longer(left)
    conditions: list[str] = []
    _places(facts, found)
    _definition(facts, found)
    _conditions(facts, found, conditions)
    view = next((view.met for view in facts.criteria if view.code == "B-20"), None)
    if view is None:
        found.append(("criterion_to_weigh", "consider"))
    elif view:
        found.append(("criterion_met", "ok"))
    else:
        found.append(("criterion_not_met", "consider"))
    found.append(("rule_told", "ok"))
    found.append(("rule_told", "ok"))
    outcomes = {"ask" if outcome == "missing" else outcome for _code, outcome in found}
    for outcome in ORDER:
        if outcome in outcomes:
            proposed = PROPOSED[outcome]
            break
    else:
        proposed = "grant_with_conditions" if conditions else "grant"
    groups = () if proposed == "refuse" else _groups(facts, left)
    return proposed, groups, tuple(conditions), left, found


def _by_law(facts: Facts, on: date) -> Iterator[Found]:
    if facts.kind is not LicenceKind.SERVING:
        raise ValueError("only serving is written here")
    lawful = facts.groups in ((1,), (1, 2), (1, 2, 3))
    yield ("groups_lawful", "ok") if lawful else ("groups_unlawful", "refuse")
    if facts.last_day is None or facts.last_day <= date(2028, 9, 30):
        yield "period_lawful", "ok"
    else:
        yield "period_too_long", "partly"
    if not facts.room_licences:
        yield ("rooms_unknown", "ask") if facts.room_licences is None else ("room_free", "ok")
    if facts.category is VenueCategory.BOAT:
        yield "state_licence_possible", "ok"
        if facts.other_municipalities is None:
            yield "other_municipalities_unknown", "ask"
    if facts.holder is None:
        yield "holder_unknown", "ask"
    yield ("influence_unknown", "ask") if facts.influence is None else ("influence_known", "ok")
    if facts.manager is None:
        yield "manager_missing", "missing"
    if not facts.deputies:
        yield "deputy_missing", "missing"
    for person in (facts.manager, *(facts.deputies or ())):
        if person is None:
            continue
        born = person.born_on
        if born is None:
            yield "person_age_unknown", "ask"
        elif on.year - born.year - ((on.month, on.day) < (born.month, born.day)) >= 20:
            yield "person_old_enough", "ok"
        else:
            yield "person_too_young", "refuse"
        if person.tests is None:
            yield "test_unknown", "ask"
        else:
            yield (
                ("test_passed", "ok") if LicenceKind.SERVING in person.tests else ("test_missing", "missing")
            )
        if person.employed is None:
            yield "employment_unknown", "ask"
        else:
            yield ("employed", "ok") if person.employed else ("not_employed", "missing")
        if person.manages_elsewhere:
            yield "manages_elsewhere", "ok"
    if facts.statements is None:
        yield "statements_unknown", "ask"
    for row in facts.statements or ():
        if row.answered_on is not None and row.answered_on <= on:
            if row.answer is Answer.NO_REMARK:
                yield "statement_no_remark", "ok"
            else:
                yield "statement_remark", "ok"
        elif row.body is Body.POLICE:
            yield "statement_waiting", "ask"


def _hours(facts: Facts, found: list[Found], left: Left) -> None:
    answers = facts.answers
    trained = answers.get("sene-ansatte-kurset")
    student, present = answers.get("studentsted"), answers.get("kursede-til-stede")
    as_indoors = answers.get("ute-som-inne")
    late = trained is True or (student is True and isinstance(present, int) and present >= 2)
    indoor_end = THREE if late else TWO
    missing: list[str] = []
    if not late:
        if trained is None:
            missing = ["sene-ansatte-kurset"]
        elif student is not False and (present is None or (isinstance(present, int) and present >= 2)):
            missing = [
                *(["studentsted"] if student is None else []),
                *(["kursede-til-stede"] if present is None else []),
            ]
    homes = None if facts.zones is None else "boligområde" in facts.zones
    nothing_left = True
    rows: list[tuple[bool, list[Found]]] = []
    for asked in facts.hours or ():
        spirits = asked.group is Group.THREE
        outdoors = asked.area is AreaKind.OUTDOOR
        first_lawful = 13 * 60 if spirits else 6 * 60
        lawful = max(asked.hours.start, first_lawful), min(asked.hours.end, THREE)
        own: list[Found] = []
        cuts: list[tuple[Span, Span | None]] = []
        unknown: list[str] = []
        shut = lawful[0] >= lawful[1]
        if not shut:
            nothing_left = False
        for weekday in asked.weekdays or (1, 2, 3, 4, 5, 6, 7):
            spot = (asked.area, asked.group, weekday)
            if shut:
                left[spot] = None
                continue
            start = 13 * 60 if spirits else (12 * 60 if weekday == 7 else 6 * 60)
            end, wider, asks = indoor_end, THREE, missing
            if outdoors:
                end, wider, asks = ONE, ONE, []
                if as_indoors is True and homes is False:
                    end = wider = indoor_end
                elif as_indoors is not False and homes is not True:
                    wider = indoor_end
                    asks = [
                        *(["zone"] if homes is None else []),
                        *(["ute-som-inne"] if as_indoors is None else []),
                    ]
            span = max(lawful[0], start), min(lawful[1], end)
            allowed = span if span[0] < span[1] else None
            left[spot] = allowed
            cuts.append((lawful, allowed))
            most = max(lawful[0], start), min(lawful[1], wider)
            if asks and (most if most[0] < most[1] else None) != allowed:
                unknown += [name for name in asks if name not in unknown]
        own += [("policy_fact_unknown", "ask")] * len(unknown)
        outside = {cut for cut in cuts if cut[1] != cut[0]}
        if outside:
            own += [("hours_outside_policy", "partly")] * len(outside)
        elif cuts:
            own.append(("hours_within_policy", "ok"))
        found += own
        rows.append(
            (
                shut,
                [("hours_outside_law", "partly")] if lawful != (asked.hours.start, asked.hours.end) else [],
            )
        )
    for shut, cut in rows:
        if shut:
            found.append(("hours_unlawful", "refuse" if nothing_left else "partly"))
        else:
            found += cut or [("hours_lawful", "ok")]


def _spirits_no_longer(left: Left) -> None:
    ends: dict[tuple[AreaKind, int], int] = {}
    for (area, group, weekday), span in left.items():
        if group is not Group.THREE and span is not None:
            ends[area, weekday] = max(ends.get((area, weekday), 0), span[1])
    for (area, group, weekday), span in left.items():
        end = ends.get((area, weekday))
        if group is Group.THREE and span is not None and end is not None and end < span[1]:
            left[area, group, weekday] = (span[0], end) if span[0] < end else None


def _groups(facts: Facts, left: Left) -> tuple[int, ...]:
    groups = tuple(sorted(facts.groups or ()))
    asked = {group for _area, group, _weekday in left}
    open_to = {group for (_area, group, _weekday), span in left.items() if span is not None}
    while groups and any(group in asked and group not in open_to for group in groups):
        groups = groups[:-1]
    return groups


def _places(facts: Facts, found: list[Found]) -> None:
    answers = facts.answers
    grounds = {view.rule for view in facts.grounds}
    if facts.category is None:
        found.append(("policy_fact_unknown", "ask"))
    elif facts.category in LISTED:
        found.append(("place_listed", "ok"))
    elif "B-14" in grounds:
        found.append(("place_not_listed", "consider"))
    else:
        found += [("place_not_listed", "refuse"), ("ground_wanted", "ok")]
    for question in ("toppløs", "spilleautomater", "mc-klubb"):
        if answers.get(question) is None:
            found.append(("policy_fact_unknown", "ask"))
        elif answers[question]:
            found.append(("place_barred", "refuse"))
    if answers.get("øy-i-kjøpesenter") is None:
        found.append(("policy_fact_unknown", "ask"))
    elif answers["øy-i-kjøpesenter"]:
        if "B-18" in grounds:
            found.append(("place_normally_not", "consider"))
        else:
            found += [("place_normally_not", "refuse"), ("ground_wanted", "ok")]
    if facts.zones is None:
        found.append(("policy_fact_unknown", "ask"))
    elif "boligområde" in facts.zones:
        if "B-19" in grounds:
            found.append(("place_normally_not", "consider"))
        else:
            found += [("place_normally_not", "refuse"), ("ground_wanted", "ok")]


def _definition(facts: Facts, found: list[Found]) -> None:
    answers = facts.answers
    if facts.category is VenueCategory.EATING_PLACE:
        menu = answers.get("full-meny-til")
        if menu is None:
            found.append(("definition_unknown", "ask"))
        else:
            kept = isinstance(menu, int) and menu >= 22 * 60
            found.append(("definition_met", "ok") if kept else ("definition_not_met", "ask"))
    elif facts.category is VenueCategory.HOTEL:
        rooms, desk = answers.get("rom-med-bad"), answers.get("resepsjon")
        meals = answers.get("alle-måltider")
        if (isinstance(rooms, int) and rooms < 30) or desk is False or meals is False:
            found.append(("definition_not_met", "consider"))
        elif rooms is None or desk is None or meals is None:
            found += [("definition_unknown", "ask") for answer in (rooms, desk, meals) if answer is None]
        else:
            found.append(("definition_met", "ok"))
    elif facts.category is VenueCategory.PARTY_ROOM:
        own_room = answers.get("eget-rom")
        if own_room is None:
            found.append(("definition_unknown", "ask"))
        else:
            found.append(("definition_met", "ok") if own_room else ("definition_not_met", "ask"))


def _conditions(facts: Facts, found: list[Found], conditions: list[str]) -> None:
    answers = facts.answers
    areas = {asked.area for asked in facts.hours or ()}
    latest = max((asked.hours.end for asked in facts.hours or ()), default=0)
    if AreaKind.INDOOR in areas and latest > TWO:
        limit, present = answers.get("aldersgrense"), answers.get("kursede-til-stede")
        if limit is None:
            found.append(("policy_fact_unknown", "ask"))
        elif limit == 18:
            if present is None:
                found.append(("condition_unknown", "ask"))
            elif isinstance(present, int) and present >= 3:
                found.append(("condition_set", "ok"))
                conditions.append("B-07")
            else:
                found.append(("condition_unmet", "refuse"))
    if answers.get("bordservering") is None:
        found.append(("policy_fact_unknown", "ask"))
    elif answers["bordservering"] is False:
        found.append(("condition_set", "ok"))
        conditions.append("B-21")
    if AreaKind.OUTDOOR in areas:
        found.append(("condition_set", "ok"))
        conditions.append("B-22")
    if facts.category is VenueCategory.BOAT:
        found.append(("condition_set", "ok"))
        conditions.append("B-23")
    for code in ("B-24", "B-24-mattilsynet", "B-24-gebyr", "B-24-arbeid"):
        found.append(("condition_set", "ok"))
        conditions.append(code)
