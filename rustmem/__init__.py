"""rustmem: how Rust manages memory, checked, run and drawn."""

from __future__ import annotations

import sys
from types import ModuleType

from rustmem.source import late

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` itself is a twentieth of a cold check, and comes with the launch image
    from typing import Any

    from rustmem.coverage import modelled
    from rustmem.explanations import explain
    from rustmem.interp.execution import Execution, Limits
    from rustmem.measure.figures import Figure
    from rustmem.measure.recorded import figures, measured
    from rustmem.memory.mutator import Mutator
    from rustmem.pipeline import Report, check
    from rustmem.pipeline_draw import draw
    from rustmem.pipeline_elision import elision
    from rustmem.pipeline_loans import loans
    from rustmem.pipeline_mir import mir
    from rustmem.pipeline_replay import Comparison, HeapSizes, Replay, compare, heap_sizes, replay, smallest_heap
    from rustmem.pipeline_run import run
    from rustmem.views.event_log import log
    from rustmem.views.stack_heap import Picture

__all__ = [
    "Comparison", "Execution", "Figure", "HeapSizes", "Limits", "Mutator", "Picture", "Replay", "Report",
    "check", "compare", "draw", "elision", "explain", "figures", "heap_sizes", "loans", "log", "measured", "mir", "modelled", "replay",
    "run", "smallest_heap",
]  # fmt: skip

_HOME = {
    "Comparison": "rustmem.pipeline_replay",
    "Execution": "rustmem.interp.execution",
    "Figure": "rustmem.measure.figures",
    "HeapSizes": "rustmem.pipeline_replay",
    "Limits": "rustmem.interp.execution",
    "Mutator": "rustmem.memory.mutator",
    "Picture": "rustmem.views.stack_heap",
    "Replay": "rustmem.pipeline_replay",
    "Report": "rustmem.pipeline",
    "check": "rustmem.pipeline",
    "compare": "rustmem.pipeline_replay",
    "draw": "rustmem.pipeline_draw",
    "elision": "rustmem.pipeline_elision",
    "explain": "rustmem.explanations",
    "loans": "rustmem.pipeline_loans",
    "log": "rustmem.views.event_log",
    "figures": "rustmem.measure.recorded",
    "measured": "rustmem.measure.recorded",
    "_mir": "rustmem.pipeline_mir",
    "modelled": "rustmem.coverage",
    "heap_sizes": "rustmem.pipeline_replay",
    "replay": "rustmem.pipeline_replay",
    "run": "rustmem.pipeline_run",
    "smallest_heap": "rustmem.pipeline_replay",
}
"""Where each name lives; loaded when first asked for, so that `import rustmem` costs nothing."""


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module `rustmem` has no attribute `{name}`")
    import importlib

    found = globals()[name] = getattr(importlib.import_module(home), name.lstrip("_"))
    return found


class _Rustmem(ModuleType):
    """`rustmem.mir` is a function to those who use the package, and a folder to those who import from it."""

    @property
    def mir(self) -> Any:
        return self._mir

    @mir.setter
    def mir(self, value: Any) -> None:
        if not isinstance(value, ModuleType):  # the import system sets the folder here
            self._mir = value


sys.modules[__name__].__class__ = _Rustmem
late.install()
