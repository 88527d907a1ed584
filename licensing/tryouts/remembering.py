"""Remembering answers that many licences share, without taking more room the more licences there are."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """Answers by what they hang on. When there are as many as it holds, it begins anew."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._answers: dict[Hashable, Answer] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def answer(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer for a key, worked out when it is asked for the first time."""
        try:
            return self._answers[key]
        except KeyError:
            pass
        if len(self._answers) >= self.most:
            self._answers.clear()
        answer = self._answers[key] = work_out()
        return answer
