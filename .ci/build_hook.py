"""What a build does beside copying: compiles the modules, reads the library's stubs into their index, makes the launch image.

All are caches that Python and rustmem would fill at the first run.
An installer compiles what it copies, but makes no index; an editable install copies nothing, so that the first command
would wait for all.
"""

from __future__ import annotations

import compileall
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WarmCaches(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a build; `version` is `editable` for `pip install -e`."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        if version == "editable":
            compileall.compile_dir(root / "rustmem", quiet=2)
            from rustmem.pipeline import load_library

            load_library()
            from rustmem import launch

            launch.make()
            return
        from rustmem.pipeline import make_index

        self.folder = tempfile.TemporaryDirectory()
        made = Path(self.folder.name, "index.bin")
        made.write_bytes(make_index())
        build_data["force_include"][str(made)] = "rustmem/std/index.bin"
