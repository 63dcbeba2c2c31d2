"""Reading what tools print: Java's log of collections, memcheck's report."""

from __future__ import annotations

import pytest

from rustmem.measure.process import Failed
from rustmem.measure.tools import read_memcheck
from rustmem.measure.workloads import read_log

SERIAL = """[0.023s][info][gc] Using Serial
[0.454s][info][gc] GC(0) Pause Young (Allocation Failure) 18M->17M(67M) 9.500ms
[0.454s][info][gc,cpu  ] GC(0) User=0.01s Sys=0.00s Real=0.01s
[0.958s][info][gc] GC(1) Pause Full (Allocation Failure) 36M->26M(67M) 10.500ms
[0.959s][info][gc,cpu  ] GC(1) User=0.02s Sys=0.01s Real=0.01s
"""
G1 = """[0.010s][info][gc] Using G1
[0.367s][info][gc,phases] GC(0)   Pre Evacuate Collection Set: 0.0ms
[0.367s][info][gc,phases] GC(0)   Evacuate Collection Set: 31.7ms
[0.367s][info][gc       ] GC(0) Pause Young (Concurrent Start) (G1 Humongous Allocation) 6M->6M(70M) 2.250ms
[0.368s][info][gc       ] GC(1) Concurrent Undo Cycle
[0.370s][info][gc       ] GC(1) Pause Remark 20M->20M(70M) 0.250ms
"""
ZGC = """[0.117s][info][gc] Using The Z Garbage Collector
[0.439s][info][gc,phases] GC(0) Pause Mark Start 0.015ms
[0.487s][info][gc,phases] GC(0) Concurrent Mark 48.042ms
[0.487s][info][gc,phases] GC(0) Pause Mark End 0.016ms
[0.490s][info][gc       ] Allocation Stall (main) 12.345ms
[0.492s][info][gc,phases] GC(0) Pause Relocate Start 0.009ms
[0.492s][info][gc       ] GC(0) Garbage Collection (Warmup) 14M(20%)->18M(26%)
"""
MEMCHECK = """==1== Invalid free() / delete / delete[] / realloc()
==1==     in use at exit: 0 bytes in 0 blocks
==1==   total heap usage: 1,002 allocs, 3 frees, 4,196 bytes allocated
==1==    definitely lost: 5,000 bytes in 50 blocks
==1==    indirectly lost: 32 bytes in 1 blocks
==1== ERROR SUMMARY: 2 errors from 2 contexts (suppressed: 0 from 0)
"""


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (SERIAL, (2, 1, 2, 10_500, 0)),
        (G1, (2, 0, 2, 2_250, 0)),
        (ZGC, (1, 0, 3, 15, 1)),
        ("", (0, 0, 0, None, 0)),
    ],
)
def test_stops_are_told_from_work_beside_the_program(text: str, counts: tuple[int | None, ...]) -> None:
    found = read_log(text, cpu_us=100_000)

    assert (found["collections"], found["full_collections"], found["pauses"], found.get("middle_us"), found["stalls"]) == counts


def test_the_share_of_stops_is_of_the_processor_time() -> None:
    assert read_log(SERIAL, cpu_us=100_000)["pause_share"] == 4000  # 40 ms of 100, in hundredths of a per cent
    assert "pause_share" not in read_log(ZGC, cpu_us=100_000)


def test_memchecks_report_is_read_with_its_commas() -> None:
    found = read_memcheck(MEMCHECK, "x")

    assert (found["allocations"], found["frees"], found["bytes"], found["errors"]) == (1002, 3, 4196, 2)
    assert (found["lost_bytes"], found["lost_blocks"], found["indirectly_lost_bytes"]) == (5000, 50, 32)
    assert found["outcome"] == "Invalid free"


def test_a_report_that_is_cut_short_is_named() -> None:
    with pytest.raises(Failed, match="memcheck says nothing of x"):
        read_memcheck("==1== killed", "x")
