"""Collects the events of a run."""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.trace.event import Event


class Recorder:
    """A list of events with an end: past `limit` it says so and keeps no more."""

    def __init__(self, limit: int = 500_000) -> None:
        self.events: list[Event] = []
        self.limit = limit
        self.cut = False

    def __call__(self, event: Event) -> None:
        if len(self.events) < self.limit:
            self.events.append(event)
        else:
            self.cut = True

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)
