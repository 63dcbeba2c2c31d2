"""The figures that come with the package."""

from __future__ import annotations

import difflib
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from rustmem.measure.figures import Figure, figures_of
from rustmem.measure.runs import Data, read_lines

FILE = "runs.jsonl"


@cache
def recorded_data() -> Data:
    """The raw runs that come with the package."""
    file = files("rustmem.measure").joinpath("data", FILE)
    return read_lines(file.read_text("utf-8").splitlines(), FILE)


@cache
def recorded_figures() -> dict[str, Figure]:
    """Every recorded figure, by key."""
    return figures_of(recorded_data())


def measured(key: str) -> Figure:
    """A recorded figure by its key, such as `practices.push-1000.calls`.

    Its value, unit and tier are attributes; printed, it names the versions that it was measured with.
    `python -m rustmem figures` lists the keys. Raises ValueError where there is no such figure.
    """
    figures = recorded_figures()
    figure = figures.get(key)
    if figure is None:
        near = difflib.get_close_matches(key, figures, n=3)
        raise ValueError(f"no figure is called {key}" + (f"; there is {', '.join(near)}" if near else ""))
    return figure


def figures(pattern: str = "*") -> list[Figure]:
    """The recorded figures whose keys match a pattern such as `trees.*.cpu_ratio`, in the order of the experiments.

    Raises ValueError where none does.
    """
    found = [figure for key, figure in recorded_figures().items() if fnmatchcase(key, pattern)]
    if not found:
        raise ValueError(f"no figure's key matches {pattern}")
    return found
