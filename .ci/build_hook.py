"""What an install does beside copying: compiles the modules and reads the library's stubs into their index.

Both are caches that Python and rustmem would fill at the first run.
An installer compiles what it copies; an editable install copies nothing, so that the first command would wait for it.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WarmCaches(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a build; `version` is `editable` for `pip install -e`."""
        if version != "editable":
            return
        root = Path(self.root)
        compileall.compile_dir(root / "rustmem", quiet=2)
        sys.path.insert(0, str(root))
        from rustmem.pipeline import load_library

        load_library()
