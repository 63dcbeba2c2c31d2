"""rustmem: how Rust manages memory, checked, run and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rustmem.explanations import explain
    from rustmem.pipeline import Report, check

__all__ = ["Report", "check", "explain"]

_HOME = {"check": "rustmem.pipeline", "explain": "rustmem.explanations", "Report": "rustmem.pipeline"}
"""Where each name lives; loaded when first asked for, so that `import rustmem` costs nothing."""


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module `rustmem` has no attribute `{name}`")
    import importlib

    found = globals()[name] = getattr(importlib.import_module(home), name)
    return found
