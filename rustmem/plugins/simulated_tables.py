"""The tables that simulators make: the same run of a program under every memory manager. Exact, and made anew each time."""

from __future__ import annotations

from collections.abc import Callable

SIMULATED: dict[str, Callable[[], str]] = {}
