"""How long a check may take: types can grow so that no answer would come."""

from __future__ import annotations

from time import process_time

SECONDS = 30.0
"""Processor time for one check; programs of five thousand lines need a few seconds."""


class OutOfTime(Exception):
    """The check is given up."""


class Budget:
    """Asked in the loops that may not end; looks at the clock now and then."""

    __slots__ = ("steps", "deadline")

    def __init__(self, seconds: float = SECONDS) -> None:
        self.steps = 0
        self.deadline = process_time() + seconds

    def tick(self) -> None:
        self.steps += 1
        if not self.steps & 255 and process_time() > self.deadline:
            raise OutOfTime
