"""The key of every question follows from the blocks of its page, and just one option matches it."""

from __future__ import annotations

import pytest
from pages import pages

from rustmem.plugins.page import Page, read_page
from rustmem.plugins.quiz import problems, read_quizzes, right_option

PAGE = """# A page

```rust title="two.rs"
fn main() {
    let a = String::from("drop a");
    println!("first");
    println!("{a}");
}
```

```python title="counts.py"
import rustmem
rows = [rustmem.check("fn main() {}").status] * 3
```

!!! quiz "What comes first?"
    key: line("two.rs", 1)

    - `first` :: It is printed first.
    - `drop a` :: It is printed after that.
    - nothing => None :: There are two lines.
"""


def page_with(key: str, value: str) -> Page:
    return read_page("docs/page.md", PAGE.replace('line("two.rs", 1)', key).replace("- `first`", f"- right => {value}"))


@pytest.mark.parametrize(("path", "page"), list(pages()), ids=lambda value: getattr(value, "name", ""))
def test_the_questions_of_a_page_are_in_order(path: object, page: Page) -> None:
    assert [f"{page.name}:{line}: {told}" for line, told in problems(page)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ('line("two.rs", -1)[:4]', "drop"),
        ('before("two.rs", "drop a")', "first"),
        ('after("two.rs", "first")[-1]', "a"),
        ('code("two.rs")', "accepted"),
        ('exit_code("two.rs")', "0"),
        ('trace("two.rs", "frees")', "1"),
        ('python("counts.py", "len(rows)")', "3"),
        ('len(lines("two.rs"))', "2"),
    ],
)
def test_a_key_is_an_expression_over_the_blocks(key: str, value: str) -> None:
    page = page_with(key, value)
    quiz = read_quizzes(page)[0]

    assert right_option(page, quiz).value == value


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('println!("first")', 'println!("changed")', 17, "gives `changed`, and no option has that value"),
        ('line("two.rs", 1)', 'line("three.rs", 1)', 17, "no block of this page has the title three.rs"),
        ('line("two.rs", 1)', 'line("two.rs", ', 17, "has no value: SyntaxError"),
        (" :: It is printed after that.", "", 20, "a wrong option says why it is wrong"),
        ("`drop a`", "`first`", 16, "have the same value"),
        ('    key: line("two.rs", 1)\n', "", 16, "has no `key"),
        ('"What comes first?"', "", 16, "a question stands in quotes"),
        ("    - nothing", "    nothing", 16, "line 21 of this question is neither"),
    ],
)
def test_a_question_that_is_not_in_order_is_told_with_its_line(old: str, new: str, line: int, told: str) -> None:
    found = problems(read_page("docs/page.md", PAGE.replace(old, new)))

    assert [n for n, _ in found] == [line]
    assert told in found[0][1]


def test_a_fourth_question_is_too_many() -> None:
    question = PAGE[PAGE.index("!!! quiz") :]
    found = problems(read_page("docs/page.md", PAGE + ("\n" + question) * 3))

    assert [told for _, told in found] == ["a page asks 3 questions at most"]
