"""Hypothesis strategies: logs of programs that touch only what their variables reach."""

from __future__ import annotations

from hypothesis import strategies as st

from rustmem.memory.log import Log
from rustmem.memory.mutator import Mutator, Object

FIELDS = 3
Steps = list[tuple[int, int, int, int]]
BYTES = st.binary(min_size=160, max_size=600)
"""Four bytes a step: drawn at once, for a list of tuples is drawn slowly and mostly short."""


def steps_of(data: bytes) -> Steps:
    """A kind from 0 to 9, and three numbers, of each step."""
    return [(a % 10, b, c, d) for a, b, c, d in zip(*(data[i::4] for i in range(4)))]


@st.composite
def logs(draw: st.DrawFn, collect: bool = True) -> Log:
    """Any graph: objects of 8 to 64 bytes, stores, loads into variables, variables that go away, now and then a collection."""
    return run_program(steps_of(draw(BYTES)), collect)


def run_program(steps: Steps, collect: bool = True) -> Log:
    """Plays the steps as a program whose variables are a list."""
    log, variables = Log(), []
    targets: dict[int, list[int]] = {}
    for step, (kind, i, j, k) in enumerate(steps, 1):
        if not variables or kind <= 3:
            obj = log.alloc(step, 8 * (1 + i % 8))
            log.fields[obj] = FIELDS
            targets[obj] = [0] * FIELDS
            if variables and j % 2:  # into the heap alone
                log.store(step, variables[k % len(variables)], i % FIELDS, obj)
                targets[variables[k % len(variables)]][i % FIELDS] = obj
                log.unroot(step, obj)
            else:
                variables.append(obj)
            continue
        obj, other = variables[i % len(variables)], variables[k % len(variables)]
        if kind <= 5:
            target = 0 if k % 7 == 0 else other
            log.store(step, obj, j % FIELDS, target)
            targets[obj][j % FIELDS] = target
        elif kind == 6:
            log.read(step, obj, j % FIELDS)
            target = targets[obj][j % FIELDS]
            if target:
                log.root(step, target)
                variables.append(target)
                if k % 2:  # taken out, as `Option::take` does
                    log.store(step, obj, j % FIELDS, 0)
                    targets[obj][j % FIELDS] = 0
        elif kind <= 8:
            log.unroot(step, variables.pop(i % len(variables)))
        elif collect and j % 4 == 0:
            log.collect(step)
        else:
            log.read(step, obj)
    return log


@st.composite
def owned(draw: st.DrawFn) -> Log:
    """Graphs without cycles, whose objects are dropped when the last pointer to them goes away: what ownership can express."""
    world = Mutator()
    variables: list[Object] = []
    for kind, i, j, k in steps_of(draw(BYTES)):
        if not variables or kind <= 3:
            variables.append(world.new("", 8 * (1 + i % 8)))
            continue
        obj, other = variables[i % len(variables)], variables[k % len(variables)]
        if kind <= 6:
            if other.number < obj.number:
                world.store(obj, str(j % FIELDS), other)
        else:
            variables.pop(i % len(variables)).drop()
    while variables and draw(st.booleans()):
        variables.pop().drop()
    return world.log


def roomy(log: Log) -> int:
    """A heap in which every plan completes, and the bounded ones have to collect now and then."""
    return 4 * max(log.lifetimes.peak_live, 64)
