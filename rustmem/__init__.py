"""rustmem: how Rust manages memory, checked, run and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rustmem.explanations import explain
    from rustmem.interp.execution import Execution, Limits
    from rustmem.pipeline import Report, check
    from rustmem.pipeline_run import run

__all__ = ["Execution", "Limits", "Report", "check", "explain", "run"]

_HOME = {
    "check": "rustmem.pipeline",
    "explain": "rustmem.explanations",
    "run": "rustmem.pipeline_run",
    "Execution": "rustmem.interp.execution",
    "Limits": "rustmem.interp.execution",
    "Report": "rustmem.pipeline",
}
"""Where each name lives; loaded when first asked for, so that `import rustmem` costs nothing."""


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module `rustmem` has no attribute `{name}`")
    import importlib

    found = globals()[name] = getattr(importlib.import_module(home), name)
    return found
