"""The null collector: nothing is ever free again. [MMTk `NoGC`; Java's Epsilon]"""

from __future__ import annotations

from rustmem.memory.plan.plan import Plan


class NoGC(Plan):
    name = "nogc"
    title = "null collector"
