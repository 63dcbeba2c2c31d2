"""`draw`: the picture of whatever has one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rustmem.memory.compare import Comparison, Replay
from rustmem.memory.vary import HeapSizes
from rustmem.pipeline_figures import draw_figures
from rustmem.pipeline_replay import draw_replays
from rustmem.views import heap_map, memory_charts, stack_heap


def draw(
    what: Any, *, step: int | Sequence[int] | None = None, line: int | None = None, chart: str = "heap", phases: bool = False
) -> Any:
    """The picture, with `to_svg()` and, as its `str`, the words or the table that say the same.

    Of an `Execution` with a trace: stack and heap after `step`, or when `line` is first about to run; by default when most is
    alive. Of a `Comparison` or a `Replay`: the chart `heap`, `stops` or `mmu`. Of a `Replay` and a step, or several: the map of
    the heap, and with `phases` also the moment in a collection when what is live is known. Of `HeapSizes`: work against the size of the heap. Of a list of measured figures: their ranges. Raises ValueError for a step, a line or a chart that there is
    not.
    """
    if isinstance(what, Comparison):
        return draw_replays(what.replays, chart)
    if isinstance(what, Replay) and step is not None:
        steps = [step] if isinstance(step, int) else list(step)
        plan = what.again()
        return heap_map.HeapMap(f"The heap under {plan.title}", heap_map.moments(plan, plan.log, steps, phases))
    if isinstance(what, Replay):
        return draw_replays([what], chart)
    if isinstance(what, HeapSizes):
        return memory_charts.work_chart(what)
    if isinstance(what, list):
        return draw_figures(what)
    if step is not None and not isinstance(step, int):
        raise ValueError("stack and heap are drawn at one step")
    return stack_heap.draw(what, step=step, line=line)
