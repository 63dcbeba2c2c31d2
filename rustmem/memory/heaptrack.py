"""Reads the text that `heaptrack_interpret` writes (and `heaptrack` compresses): allocations and frees, without pointers.

Numbers are hexadecimal. `a SIZE TRACE` describes a kind of allocation, `+ KIND` allocates, `- KIND` frees one of the kind.
Each object is held by a root until the program frees it, for the log does not say what points to it.
[heaptrack, src/interpret/heaptrack_interpret.cpp]
"""

from __future__ import annotations

import re

from rustmem.memory.log import Log, LogError

HEX = re.compile(r"[0-9a-f]{1,12}")
OTHERS = frozenset("vXIstiTcRA#SpP")
"""Lines about strings, traces, modules, time and the machine: they do not touch the heap."""


class HeaptrackReader:
    """One pass over the lines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.log = Log(source, "line")
        self.sizes: list[int] = []
        self.alive: dict[int, list[int]] = {}
        """The objects of each kind that are not freed."""

    def read(self, text: str) -> Log:
        for number, line in enumerate(text.splitlines(), 1):
            if not line:
                continue
            kind = line[0]
            if kind == "+":
                info = self.number(line, 1, number)
                self.alive.setdefault(self.known(info, number), []).append(self.log.alloc(number, self.sizes[info]))
            elif kind == "-":
                info = self.known(self.number(line, 1, number), number)
                if not self.alive.get(info):
                    raise LogError(f"double free: no allocation of kind {info:x} is alive", f"{self.source}:{number}:3")
                obj = self.alive[info].pop()
                self.log.free(number, obj)
                self.log.unroot(number, obj)
            elif kind == "a":
                self.sizes.append(self.number(line, 1, number))
            elif kind not in OTHERS:
                raise LogError(f"no line of heaptrack's begins with `{kind}`", f"{self.source}:{number}:1")
        return self.log

    def known(self, info: int, line: int) -> int:
        if info >= len(self.sizes):
            raise LogError(f"kind {info:x} of allocation is not described before", f"{self.source}:{line}:3")
        return info

    def number(self, line: str, word: int, number: int) -> int:
        words = line.split()
        if word < len(words) and HEX.fullmatch(words[word]):
            return int(words[word], 16)
        found = f"`{words[word]}` is no hexadecimal number" if word < len(words) else "a hexadecimal number is missing"
        raise LogError(found, f"{self.source}:{number}:3")
