"""What a command said, as tests look at it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Said:
    """What a command wrote and how it ended."""

    status: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The one JSON object."""
        assert self.out.count("\n") == 1
        answer: dict[str, Any] = json.loads(self.out)
        return answer


Ask = Callable[..., Said]
