"""From raw runs to figures: pure, tiered, and never half-read."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import rustmem
from rustmem.measure.figures import QUANTITIES as Q
from rustmem.measure.figures import (
    TIERS,
    Figure,
    Tier,
    Unstable,
    apart,
    figures_of,
    newest,
    outward,
    power_of_ten,
    power_of_time,
    quotient,
    summary,
)
from rustmem.measure.recorded import recorded_data, recorded_figures
from rustmem.measure.runs import Data, DataError, Run, Session, append, read_file, read_lines, to_line


def session(name: str = "s1", quick: bool = False) -> Session:
    return Session(name, quick, {"system": "Linux", "cores": "2 cores"}, {"rustc": "rustc 1.95.0"}, {})


def run(values: dict[str, int | str], subject: str = "box", experiment: str = "e", of: str = "s1") -> Run:
    return Run(of, experiment, subject, ["box"], {}, ["rustc"], values)


def data(*runs: Run, sessions: tuple[Session, ...] = (session(),)) -> Data:
    return Data({s.session: s for s in sessions}, list(runs))


def test_exact_figures_are_equal_in_every_run_or_there_is_none() -> None:
    assert summary("k", [9, 9, 9], Q["calls"]) == (9, "exact", "9")
    with pytest.raises(Unstable, match="k should be the same in every run, and was 9 to 10"):
        summary("k", [9, 10], Q["calls"])
    with pytest.raises(Unstable, match=r"was a, b"):
        summary("k", ["a", "b"], Q["outcome"])


def test_collections_may_differ_by_one() -> None:
    assert summary("k", [53, 54], Q["collections"]) == ((53, 54), "exact", "53–54")
    assert summary("k", [53, 60], Q["collections"]) == ((50.0, 60.0), "loose", "50–60")


def test_a_tight_figure_whose_runs_lie_apart_becomes_loose() -> None:
    assert summary("k", [152 * 1024, 155 * 1024], Q["peak_rss_kib"]) == (150.0, "tight", "150")
    assert summary("k", [500 * 1024, 700 * 1024], Q["peak_rss_kib"]) == ((500.0, 700.0), "loose", "500–700")


def test_a_loose_range_leaves_out_what_disturbed_a_few_runs() -> None:
    assert summary("k", [1800, 2000, 2100, 2200, 6000], Q["pause_share"]) == ((20.0, 22.0), "loose", "20–22")


def test_order_takes_what_every_run_shows() -> None:
    assert summary("k", [14, 3, 250], Q["over_1ms"]) == (3, "order", "a few")
    assert summary("k", [0, 2, 0], Q["over_1ms"]) == (0, "order", "in some runs")
    assert summary("k", [0, 0, 0], Q["over_1ms"]) == (0, "order", "none")
    assert [power_of_ten(n) for n in (0, 1, 9, 10, 99, 100, 5000)] == [
        "none", "a few", "a few", "tens", "tens", "hundreds", "thousands",
    ]  # fmt: skip


def test_times_are_told_by_powers_of_ten() -> None:
    assert [power_of_time(n) for n in (0, 99, 100, 999, 1000, 9999, 12_345)] == [
        "under 0.1 ms", "under 0.1 ms", "0.1 to 1 ms", "0.1 to 1 ms", "1 to 10 ms", "1 to 10 ms", "10 to 100 ms",
    ]  # fmt: skip


def test_quotients_are_ranges_of_minima() -> None:
    assert quotient([90, 91, 300, 88], [100, 100, 100, 100]) == (0.8, 0.9)
    assert quotient([100], [100]) == (1.0, 1.0)
    assert quotient([], [1]) is None


@pytest.mark.parametrize("number", [0.013, 0.45, 0.999, 1.0, 1.05, 7.3, 9.99, 32.0, 1234.5])
def test_ranges_hold_what_they_are_made_of(number: float) -> None:
    low, high = outward(number, number)

    assert low <= number <= high
    assert high <= low * 1.26


def test_the_newest_full_session_of_an_experiment_counts() -> None:
    told = data(
        run({"calls": 1}, of="s1"),
        run({"calls": 2}, of="s2"),
        run({"calls": 3}, of="s3"),
        run({"calls": 4}, experiment="f", of="s1"),
        sessions=(session("s1"), session("s2"), session("s3", quick=True)),
    )

    assert {key: figure.value for key, figure in figures_of(told).items()} == {"e.box.calls": 2, "f.box.calls": 4}
    assert {name: len(runs) for name, runs in newest(told).items()} == {"e": 1, "f": 1}


def test_figures_do_not_depend_on_the_order_of_subjects() -> None:
    runs = [run({"cpu_us": 10 * k}, subject=s, experiment="trees") for k, s in enumerate(("rust-box", "go", "node"), 1)]

    found = [figures_of(data(*order)) for order in itertools.permutations(runs)]

    assert all(f == found[0] for f in found)
    assert found[0]["trees.go.cpu_ratio"].value == (2.0, 2.0)


def test_rows_survive_a_file(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    rows = [run({"calls": 1}), run({"outcome": "SIGABRT"})]

    append(path, session(), rows[:1])
    append(path, session(), rows[1:])

    assert read_file(path) == data(*rows)
    assert path.read_text("utf-8").count('"row":"session"') == 1


def test_two_sessions_agree_as_far_as_their_tiers_say() -> None:
    def figure(value: int | tuple[float, float] | str, tier: Tier) -> Figure:
        return Figure("k", value, "", tier, "", (), "")

    assert not apart(figure((1.0, 1.2), "loose"), figure((1.1, 1.4), "loose"))
    assert not apart(figure((1.0, 1.2), "loose"), figure((1.5, 1.6), "loose"))
    assert apart(figure((1.0, 1.2), "loose"), figure((1.8, 2.0), "loose"))
    assert apart(figure(9, "exact"), figure(10, "exact"))
    assert not apart(figure(100, "tight"), figure(109, "tight"))
    assert apart(figure("yes", "exact"), figure("no", "exact"))
    assert not apart(figure(3, "order"), figure(25, "order"))
    assert not apart(figure(0, "order"), figure(2, "order"))
    assert apart(figure(0, "order"), figure(25, "order"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Expecting"),
        ("[]", "not a JSON object"),
        ('{"row":"walk"}', "a row is a session or a run, not 'walk'"),
        ('{"row":"run","session":"s1"}', "missing"),
        (to_line(run({}, of="s9")).strip(), "no line before it describes session s9"),
    ],
)
def test_a_corrupt_line_is_named_with_its_place(line: str, message: str) -> None:
    with pytest.raises(DataError, match=rf"^f\.jsonl:2: .*{message}"):
        read_lines([to_line(session()).strip(), line], "f.jsonl")


def test_the_recorded_data_are_of_full_sessions_and_give_figures() -> None:
    figures = recorded_figures()

    assert all(not s.quick for s in recorded_data().sessions.values())
    assert {figure.tier for figure in figures.values()} <= set(TIERS)
    assert all(figure.versions and figure.machine for figure in figures.values())
    for recorded in recorded_data().runs:
        assert recorded.argv and not any(part.startswith("/") for part in recorded.argv)


def test_a_figure_says_its_unit_tier_and_versions() -> None:
    figure = rustmem.measured("practices.push-1000.calls")

    assert (figure.value, figure.tier, figure.text) == (9, "exact", "9")
    assert str(figure) == "9 allocator calls (exact; rustc 1.95.0)"
    assert str(rustmem.measured("practices.box-array.allocations")).startswith("1 allocation (exact")
    with pytest.raises(ValueError, match=r"no figure is called practices\.push\.calls; there is"):
        rustmem.measured("practices.push.calls")
