"""Rounds: processes that do the same work take turns, so that a busy machine is as busy for each of them."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[1]


class Worker(AbstractContextManager["Worker"]):
    """A process of bench/worker.py that waits for work."""

    def __init__(self, python: str, module: str, place: str, environ: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [python, "-m", "bench.worker", module, place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environ},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()

    def work(self, ask: str, times: int, *, show: bool = False) -> dict[str, Any]:
        """Do something so many times; what each took, in milliseconds of the process and of the clock."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"ask": ask, "times": times, "show": show}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"The measurement of {ask or 'the letter'} ended early; its words stand above.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def answer(self, ask: str) -> str:
        """What the work gives."""
        return str(self.work(ask, 1, show=True)["answer"])


@dataclass(frozen=True)
class Course:
    """What one worker needed in each round, in milliseconds."""

    rounds: Sequence[float]

    @property
    def middle(self) -> float:
        """The median round."""
        return median(self.rounds)

    def ratio_to(self, other: "Course") -> float:
        """How many times as long it took as another in the same rounds."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return median(mine / theirs for mine, theirs in pairs)


def take_turns(
    tasks: Mapping[str, tuple[Worker, str]], *, rounds: int, times: int, warm_up: int, clock: str = "cpu"
) -> dict[str, Course]:
    """Let each task be done so many times a round; in every round another one begins."""
    for worker, ask in tasks.values():
        worker.work(ask, warm_up)
    names = list(tasks)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            worker, ask = tasks[name]
            taken[name].append(worker.work(ask, times)[clock])
    return {name: Course(spent) for name, spent in taken.items()}
