"""The standard library's functions that are Python: `fn` items of the stubs without a body, by path.

`INLINE` ones give expressions in the place of a call; `FUNCTIONS` make the Python function to call, for an instance.
"""

from __future__ import annotations

from rustmem.interp.intrinsics.registry import FUNCTIONS, INLINE, OVERRIDES

from rustmem.interp.intrinsics import alloc, float, fmt, hash, num, process, ptr, sort, sync, text  # noqa: F401  isort: skip

__all__ = ["FUNCTIONS", "INLINE", "OVERRIDES"]
