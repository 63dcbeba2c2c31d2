"""What the image's modules import for `re`: expressions that the image holds compiled; for all else, `re` itself.

`re` brings `enum`, a parser and a compiler, of which nothing is needed when all that a check matches is compiled.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

IGNORECASE, MULTILINE, DOTALL, VERBOSE = 2, 8, 16, 64
COMPILED: dict[tuple[str, int], tuple[Any, ...]] = {}
"""By text and flags: what `re` gives to the matcher."""


def compile(pattern: Any, flags: int = 0) -> Any:
    """As `re.compile`."""
    kept = COMPILED.get((pattern, flags))
    return _sre.compile(*kept) if kept is not None else __getattr__("compile")(pattern, flags)


def __getattr__(name: str) -> Any:
    import re

    return getattr(re, name)
