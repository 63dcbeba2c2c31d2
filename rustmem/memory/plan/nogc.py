"""The null collector: nothing is ever free again. [MMTk `NoGC`; Java's Epsilon, JEP 318]"""

from __future__ import annotations

from rustmem.memory.alloc import Bump
from rustmem.memory.plan.plan import Plan


class NoGC(Plan):
    name = "nogc"
    title = "null collector"
    bounded = False
    any_allocator = False

    def set_up(self, allocator: str) -> None:
        self.heap_space = self.space("heap", Bump(self.heap))
