"""Policies: one assessment beside plain conditions, and a draft tried out on the licences of a country.

Assessments take turns in one process, `python -m bench.worker bench.policies ""`. A try-out runs in a process
of its own, so that its peak of memory is its own: `python -m bench.policies ours|plain LICENCES`.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle

from app.policy.form import read_bytes
from app.policy.library import FOLDER
from bench.policy_cases import ON, applications
from bench.policy_plain import judge
from bench.policy_trial import licences, plain
from bench.rounds import ROOT, Worker, take_turns
from licensing.assessment import Facts, Finding, allowed_hours, assess
from licensing.policy import Policy
from licensing.tryouts import Trial, try_out

CASES = 200
COUNTRY, LARGE = 12_500, 100_000
MOST_TIMES_PLAIN, MOST_GROWTH, MOST_MEGABYTES = 5.0, 1.5, 300
KILOBYTES_A_MEGABYTE = 1024
SAID = {
    "plain": "plain conditions that tell what each finding is",
    "written": "the same, with each finding written down as here",
    "ours": "this program, from rules as data",
    "law": "this program, the law alone",
}


def report(environ: Mapping[str, str]) -> None:
    """Say what an assessment and a try-out take."""
    _assessments(environ)
    _tryouts(environ)


def _assessments(environ: Mapping[str, str]) -> None:
    policy = bergen()
    with ExitStack() as stack:
        worker = stack.enter_context(Worker(sys.executable, "bench.policies", "", environ))
        courses = take_turns({name: (worker, name) for name in SAID}, rounds=12, times=CASES, warm_up=CASES)
    title = f"One assessment against {len(policy.rules)} rules and the law"
    print(f"\n{title:<58}{'ms':>9}{'to plain':>9}", flush=True)
    for name, text in SAID.items():
        ratio = courses[name].ratio_to(courses["plain"])
        print(f"  {text:<56}{courses[name].middle:>9.3f}{ratio:>9.2f}", flush=True)
    for name, what in (("plain", "bare conditions"), ("written", "conditions that write the same down")):
        _aim(f"this program to {what}", courses["ours"].ratio_to(courses[name]), MOST_TIMES_PLAIN)


def _tryouts(environ: Mapping[str, str]) -> None:
    title = "A draft tried out on licences, Bergen's text"
    print(f"\n{title:<58}{'s':>9}{'to plain':>9}{'MB more':>9}", flush=True)
    took: dict[int, tuple[Took, Took]] = {}
    for count in (COUNTRY, LARGE):
        took[count] = base, ours = _run("plain", count, environ), _run("ours", count, environ)
        if base.counts != ours.counts:
            raise SystemExit(f"The two try-outs differ: {base.counts} {ours.counts}")
        for name, one in (("plain conditions", base), ("this program", ours)):
            print(
                f"  {f'{count:,} licences: {name}':<56}{one.seconds:>9.1f}"
                f"{one.seconds / base.seconds:>9.2f}{one.peak - one.before:>9.0f}",
                flush=True,
            )
    ratio = took[COUNTRY][1].seconds / took[COUNTRY][0].seconds
    _aim(f"this program to plain conditions, {COUNTRY:,} licences", ratio, MOST_TIMES_PLAIN)
    growth = took[LARGE][1].seconds / took[COUNTRY][1].seconds * COUNTRY / LARGE
    _aim("growth of what one licence takes", growth, MOST_GROWTH)
    _aim("highest peak of a process, MB", max(ours.peak for _base, ours in took.values()), MOST_MEGABYTES)


def _aim(what: str, found: float, most: float) -> None:
    met = "met" if found <= most else "NOT MET"
    print(f"  → {what}: {found:.2f} (aim: at most {most:g}; {met})", flush=True)


@dataclass(frozen=True)
class Took:
    """What one try-out took, how far its process rose, and what it counted."""

    seconds: float
    before: float
    peak: float
    counts: Mapping[str, int]


def _run(part: str, count: int, environ: Mapping[str, str]) -> Took:
    done = subprocess.run(
        [sys.executable, "-m", "bench.policies", part, str(count)],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return Took(**json.loads(done.stdout.splitlines()[-1]))


def bergen() -> Policy:
    """The text that is judged by, as the library has it."""
    return read_bytes((FOLDER / "bergen.yaml").read_bytes()).policy


def question(_place: str) -> Callable[[str], object]:
    """The work of the process that judges; it stops where the two sides differ on any application."""
    policy = bergen()
    cases = applications(CASES)
    kept = [_insist(facts, policy) for facts in cases]
    written = cycle([(facts, _records(findings)) for facts, findings in zip(cases, kept, strict=True)])
    bare, ours = cycle(cases), cycle(cases)

    def answer(ask: str) -> object:
        if ask == "plain":
            judge(next(bare), ON)
        elif ask == "written":
            facts, records = next(written)
            judge(facts, ON)
            for record in records:
                record()
        else:
            # New facts each time: what was reckoned of them once is kept with them.
            assess(replace(next(ours)), policy if ask == "ours" else None, ON)
        return None

    return answer


def _insist(facts: Facts, policy: Policy) -> tuple[Finding, ...]:
    assessment = assess(facts, policy, ON)
    outcome, groups, conditions, left, found = judge(facts, ON)
    hours = {
        (row.area, row.group, row.weekday): None
        if row.allowed is None
        else (row.allowed.start, row.allowed.end)
        for row in allowed_hours(facts, policy, ON)
    }
    ours = (
        assessment.outcome.value,
        tuple(map(int, assessment.groups)),
        assessment.conditions,
        hours,
        Counter((finding.code.value, finding.outcome.value) for finding in assessment.findings),
    )
    plainly = (outcome, tuple(map(int, groups)), conditions, left, Counter(found))
    if ours != plainly:
        raise SystemExit(f"The two judgements differ of {facts}:\n{ours}\n{plainly}")
    return assessment.findings


def _records(findings: tuple[Finding, ...]) -> list[Callable[[], Finding]]:
    return [
        partial(
            _record,
            finding,
            {
                name: list(value) if isinstance(value, list) else value
                for name, value in finding.facts.items()
            },
        )
        for finding in findings
    ]


def _record(finding: Finding, facts: dict[str, object]) -> Finding:
    return Finding(
        finding.code,
        finding.outcome,
        finding.strength,
        finding.citation,
        dict(facts),  # type: ignore[arg-type]  # the facts of a finding that was made
        finding.policy_source,
        finding.rule,
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_A_MEGABYTE


def _try(part: str, count: int) -> dict[str, object]:
    policy = bergen()
    before, began = _peak(), time.process_time()
    if part == "plain":
        counts = Counter(map(plain, licences(count)))
    else:
        counts = Counter(try_out(Trial([policy], policy, ON), licences(count)).consequences[0])
    seconds = time.process_time() - began
    told = {what.value: number for what, number in sorted(counts.items()) if number}
    return {"seconds": seconds, "before": before, "peak": _peak(), "counts": told}


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(_try(sys.argv[1], int(sys.argv[2]))))
    else:
        report({"SECRET_KEY": "bench " * 8})
