"""Checking a program and then running it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rustmem.interp.errors import NotModelled
from rustmem.interp.execution import Execution, Limits, Run
from rustmem.interp.tracing import Tracer
from rustmem.pipeline import Report, check
from rustmem.source.index import DefId
from rustmem.ty.context import TyCtxt


def run(
    source: str | Path,
    *,
    edition: str = "2024",
    filename: str | None = None,
    limits: Limits | None = None,
    trace: bool = False,
    unchecked: bool = False,
    seed: int = 0,
    stdin: str = "",
) -> Execution:
    """Checks a program and runs its `main`.

    `trace`: record what happens to memory. `unchecked`: run a program that the borrow checker rejects, to show what
    would have happened. `seed`: another interleaving of threads.
    """
    report = check(source, edition=edition, filename=filename, emit="link")
    return run_checked(report, limits=limits, trace=trace, unchecked=unchecked, seed=seed, stdin=stdin)


def run_checked(
    report: Report, *, limits: Limits | None = None, trace: bool = False, unchecked: bool = False, seed: int = 0, stdin: str = ""
) -> Execution:
    """Runs a program whose report is known."""
    tcx = report.tcx
    if report.status != "accepted" and not (unchecked and report.status == "rejected" and tcx is not None):
        return _not_run(report.status, report)
    main = main_of(tcx) if tcx is not None else None
    if tcx is None or main is None:
        return _not_run("unsupported", report, "a program without `main`")
    checked = report.status != "accepted" or uses_unsafe(tcx)
    limits = limits if limits is not None else Limits()
    try:
        execution = Run(tcx, main, limits, checked=checked, tracer=Tracer if trace else None, seed=seed, stdin=stdin).run()
    except NotModelled as lack:
        execution = _not_run("unsupported", report, lack.what)
    except Exception as e:
        if os.environ.get("RUSTMEM_DEBUG"):
            raise
        execution = _not_run("unsupported", report, f"internal error: {type(e).__name__}: {e}")
    execution.report = report
    return execution


def _not_run(status: str, report: Report, reason: str = "") -> Execution:
    execution = Execution(status)
    execution.report, execution.reason = report, reason
    return execution


def main_of(tcx: TyCtxt) -> DefId | None:
    """The `main` function of the crate."""
    for owner in tcx.body_owners:
        if tcx.def_kind(owner) == "fn" and tcx.item_name(owner) == "main":
            parent = tcx.parent(owner)
            if parent is None or (tcx.def_kind(parent) == "mod" and tcx.parent(parent) is None):
                return owner
    return None


def uses_unsafe(tcx: TyCtxt) -> bool:
    """Whether the program can break rules that the checker does not check: it says `unsafe` somewhere."""
    return any("unsafe" in file.text for file in tcx.source_map.files)


__all__ = ["Any", "Execution", "Limits", "run", "run_checked"]
