"""The ledger holds: every code and lint has a row, and every row is proven by a program that rustc judged."""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path
from typing import Any

import pytest

import rustmem
from rustmem.ledger import Row, rows
from rustmem.lint import gaps
from rustmem.lint.known import DEFAULTS
from rustmem.lint.watch import BUILT, NEVER, WATCHED
from rustmem.source import late

HOME = Path(__file__).parent / "ledger"
GOLDEN: dict[str, list[list[str]]] = json.loads((HOME / "golden.json").read_text(encoding="utf-8"))
LEDGER = rows()
PROVEN = [row for row in LEDGER.values() if row.state in ("checked by", "gap", "cannot arise")]

EMITTED = """
    E0004 E0005 E0015 E0023 E0025 E0026 E0027 E0029 E0030 E0033 E0034 E0038 E0040 E0044 E0045 E0046 E0049 E0050 E0053
    E0054 E0055 E0057 E0059 E0060 E0061 E0062 E0063 E0067 E0069 E0070 E0071 E0072 E0075 E0076 E0077 E0080 E0081 E0084
    E0091 E0093 E0094 E0106 E0107 E0109 E0116 E0117 E0118 E0119 E0120 E0121 E0124 E0128 E0130 E0131 E0133 E0152 E0158
    E0161 E0164 E0170 E0178 E0183 E0184 E0185 E0186 E0191 E0195 E0197 E0198 E0199 E0200 E0201 E0203 E0204 E0206 E0207
    E0210 E0212 E0214 E0220 E0221 E0222 E0223 E0224 E0225 E0226 E0227 E0228 E0229 E0232 E0252 E0254 E0255 E0259 E0260
    E0261 E0262 E0264 E0267 E0268 E0271 E0275 E0276 E0277 E0282 E0283 E0284 E0307 E0308 E0309 E0310 E0311 E0316 E0317
    E0320 E0321 E0322 E0323 E0324 E0325 E0326 E0328 E0364 E0365 E0366 E0367 E0368 E0369 E0370 E0371 E0373 E0374 E0375
    E0377 E0378 E0379 E0380 E0381 E0382 E0384 E0390 E0391 E0392 E0393 E0401 E0403 E0404 E0405 E0407 E0408 E0409 E0411
    E0415 E0416 E0422 E0423 E0424 E0425 E0426 E0428 E0429 E0432 E0433 E0434 E0435 E0436 E0437 E0438 E0446 E0449 E0451
    E0452 E0453 E0454 E0455 E0459 E0460 E0461 E0462 E0463 E0464 E0468 E0469 E0472 E0476 E0477 E0478 E0491 E0492 E0493 E0496
    E0499 E0500 E0501 E0502 E0503 E0505 E0506 E0507 E0508 E0509 E0510 E0511 E0512 E0514 E0515 E0516 E0517 E0519 E0520 E0521
    E0522 E0524 E0525 E0527 E0528 E0529 E0530 E0531 E0532 E0533 E0537 E0538 E0539 E0542 E0543 E0544 E0545 E0546 E0547
    E0549 E0552 E0554 E0557 E0559 E0560 E0561 E0562 E0565 E0566 E0567 E0568 E0569 E0570 E0571 E0572 E0573 E0574 E0575
    E0576 E0577 E0579 E0580 E0581 E0582 E0583 E0584 E0585 E0586 E0587 E0588 E0589 E0590 E0591 E0592 E0593 E0594 E0596
    E0597 E0599 E0600 E0601 E0602 E0603 E0604 E0605 E0606 E0607 E0608 E0609 E0610 E0614 E0615 E0616 E0617 E0618 E0620
    E0621 E0623 E0624 E0625 E0626 E0627 E0628 E0631 E0634 E0635 E0636 E0637 E0638 E0639 E0641 E0642 E0643 E0644 E0646
    E0648 E0657 E0658 E0659 E0665 E0666 E0670 E0689 E0690 E0692 E0693 E0695 E0696 E0697 E0700 E0703 E0704 E0710 E0711
    E0712 E0713 E0714 E0715 E0716 E0717 E0718 E0719 E0720 E0725 E0726 E0727 E0728 E0730 E0731 E0732 E0733 E0734 E0735
    E0736 E0737 E0740 E0741 E0742 E0743 E0745 E0746 E0747 E0748 E0749 E0750 E0751 E0752 E0753 E0754 E0757 E0758 E0761
    E0762 E0763 E0764 E0765 E0766 E0767 E0768 E0769 E0770 E0774 E0777 E0780 E0781 E0782 E0783 E0784 E0785 E0786 E0787
    E0789 E0790 E0791 E0792 E0793 E0794 E0795 E0797 E0798 E0799 E0800 E0801 E0802 E0803 E0804 E0805 E0806
""".split()
"""The error codes that rustc 1.95.0 has (`rustc --explain`), those left out that it no longer emits."""


def edition_of(source: str) -> str:
    first = source.partition("\n")[0]
    return first.removeprefix("//@ edition:").strip() if first.startswith("//@ edition:") else "2024"


def answer(name: str) -> Any:
    source = (HOME / f"{name}.rs").read_text(encoding="utf-8")
    return rustmem.check(source, edition=edition_of(source), filename="main.rs")


def errors(report: Any) -> list[str]:
    found = []
    for diagnostic in report.to_json():
        if diagnostic["level"] == "error":
            found.append((diagnostic["code"] or {}).get("code", ""))
    return sorted(found)


def resolve(path: str) -> Any:
    """The function, class or table of that path in the package."""
    parts = path.split(".")
    for at in range(len(parts), 0, -1):
        try:
            found: Any = late.read(importlib.import_module(".".join(("rustmem", *parts[:at]))))
        except ModuleNotFoundError:
            continue
        for name in parts[at:]:
            found = getattr(found, name)
        return found
    raise AssertionError(f"there is no rustmem.{path}")


def text_of(thing: Any) -> str:
    try:
        return inspect.getsource(thing)
    except TypeError:
        return repr(thing)


def test_every_code_and_every_lint_that_rejects_has_a_row() -> None:
    wanted = {*EMITTED, *(lint for lint, level in DEFAULTS.items() if level in ("deny", "forbid"))}

    assert wanted - LEDGER.keys() == set()


def test_every_row_has_its_witness_and_every_witness_its_row() -> None:
    witnesses = {path.stem for path in HOME.glob("*.rs")}

    assert witnesses == {row.subject for row in PROVEN}
    assert GOLDEN.keys() == witnesses


@pytest.mark.parametrize("row", [r for r in LEDGER.values() if r.state == "checked by"], ids=lambda r: r.subject)
def test_the_function_of_a_row_exists_and_names_the_error(row: Row) -> None:
    path, _, words = row.what.partition(" | ")

    assert (words or row.subject) in text_of(resolve(path))


@pytest.mark.parametrize("row", PROVEN, ids=lambda r: r.subject)
def test_rustc_gives_the_error_for_its_witness(row: Row) -> None:
    codes = {code for code, _ in GOLDEN[row.subject]}

    if row.subject in EMITTED or row.subject in DEFAULTS:
        assert row.subject in codes
    else:
        assert codes == {""}


@pytest.mark.parametrize("row", PROVEN, ids=lambda r: r.subject)
def test_a_witness_is_rejected_with_just_rustcs_errors_or_called_not_modelled(row: Row) -> None:
    report = answer(row.subject)

    if row.state == "checked by":
        assert (report.status, errors(report)) == ("rejected", sorted(code for code, _ in GOLDEN[row.subject]))
    else:
        assert report.status == "unsupported"
        assert any(line.startswith(f"not modelled: {row.what}") for line in report.render().splitlines())


def test_an_error_given_under_another_name_has_that_row() -> None:
    given = [row for row in LEDGER.values() if row.state == "given as"]

    assert all(LEDGER[row.what].state == "checked by" or LEDGER[row.what].state == "gap" for row in given)


def test_every_lint_is_built_or_watched_for_or_cannot_speak() -> None:
    assert gaps.check_crate is not None  # importing it registers the watchers
    known = {lint for lint, level in DEFAULTS.items() if level != "allow"}

    assert known - BUILT - WATCHED.keys() - NEVER.keys() == set()
    assert BUILT & WATCHED.keys() == set()


@pytest.mark.parametrize("lint", sorted(lint for lint, level in DEFAULTS.items() if level == "allow"))
def test_a_lint_that_is_not_built_may_not_be_denied_unseen(lint: str) -> None:
    """`#![deny(…)]` of a lint that nobody looks for is no ground for accepting a program."""
    if lint in BUILT or lint in NEVER or lint in WATCHED:
        return
    report = rustmem.check(f"#![deny({lint})]\nfn main() {{}}\n")

    assert report.status == "unsupported"
