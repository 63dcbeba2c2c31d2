"""What a memory manager did: counts of work, never seconds."""

from __future__ import annotations


class Stats:
    """Costs of one replay. Work is counted in objects touched: freed, marked, swept."""

    def __init__(self) -> None:
        self.allocations = 0
        self.allocated = 0
        """Bytes."""
        self.frees = 0
        self.peak = 0
        """Most bytes in use at one time."""
        self.left_objects = 0
        self.left_bytes = 0
        """In use when the program ended."""
        self.collections = 0
        self.marked = 0
        self.edges = 0
        """Pointers looked at while marking."""
        self.swept = 0
        self.longest_stop = 0
        """Most objects touched at one stop of the program; a drop that frees several objects is a stop too."""
        self.out_of_memory = False
        self._stop_step = -1
        self._stop_work = 0

    def work_at(self, step: int, objects: int) -> None:
        """Work while the program waits; what happens at one step is one stop."""
        if step != self._stop_step:
            self._stop_step, self._stop_work = step, 0
        self._stop_work += objects
        self.longest_stop = max(self.longest_stop, self._stop_work)
