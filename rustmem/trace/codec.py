"""Events as JSON lines for tools, and as one line of text for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rustmem.source.node import fields
from rustmem.source.span import Span
from rustmem.trace.event import EVENTS, Event

BY_NAME = {cls.__name__: cls for cls in EVENTS}


def to_json_line(event: Event) -> str:
    """One event as one line of JSON; the span is a pair of offsets."""
    row: dict[str, Any] = {"event": type(event).__name__}
    for name in fields(event):
        value = getattr(event, name)
        row[name] = [value.lo, value.hi] if name == "span" else value
    return json.dumps(row, ensure_ascii=False)


def from_json(line: str) -> Event:
    row = json.loads(line)
    cls = BY_NAME[row.pop("event")]
    row["span"] = Span(*row["span"])
    return cls(*(row[name] for name in cls.__match_args__))  # type: ignore[return-value]


def dump(events: Iterable[Event]) -> str:
    """All events as JSON lines."""
    return "".join(to_json_line(event) + "\n" for event in events)


def load(text: str) -> list[Event]:
    return [from_json(line) for line in text.splitlines() if line.strip()]


def to_text(event: Event) -> str:
    """One event as one line: step, thread if not the main one, kind, and what it concerns."""
    shown = [f"{name}={_show(getattr(event, name))}" for name in fields(event) if name not in ("step", "thread", "span")]
    thread = f" [{event.thread}]" if event.thread else ""
    return f"{event.step:>6}{thread} {_words(type(event).__name__)} {' '.join(shown)}".rstrip()


def lines(events: Iterable[Event]) -> Iterator[str]:
    return (to_text(event) for event in events)


def _show(value: Any) -> str:
    return (
        json.dumps(value, ensure_ascii=False)
        if isinstance(value, str)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )


def _words(name: str) -> str:
    """`StorageLive` as `storage-live`."""
    return "".join(("-" if i and c.isupper() else "") + c.lower() for i, c in enumerate(name))
