"""The control-flow graphs of a program, as rustc prints them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rustmem.mir.pretty import mir_text
from rustmem.pipeline import check


def mir(source: str | Path, *, edition: str = "2024", filename: str | None = None) -> str:
    """The MIR that the borrow checker reads, function by function; empty where the program has none."""
    tcx = check(source, edition=edition, filename=filename).tcx
    if tcx is None:
        return ""
    return "\n".join(text for owner in tcx.body_owners if (text := _body(tcx, owner)))


def _body(tcx: Any, owner: Any) -> str:
    if owner in tcx.tainted:
        return ""
    bodies = tcx.mir_promoted(owner)
    if bodies is None:
        return ""
    body, promoted = (bodies.body, bodies.promoted) if hasattr(bodies, "promoted") else (bodies[0], bodies[1])
    return mir_text(tcx, body, tuple(promoted))
