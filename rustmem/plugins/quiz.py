"""Questions to the reader: "Predict, then check". The key is an expression over the page's blocks; one option matches it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rustmem.plugins.execute import Answer, folder_of, run_block, traced
from rustmem.plugins.page import Block, Page
from rustmem.plugins.predicates import figure
from rustmem.plugins.trace_counts import evaluate

OPEN = re.compile(r'(?P<indent> *)!!! quiz(?: "(?P<question>.*)")? *')
KEY = re.compile(r" +key: *(?P<key>.*\S) *")
OPTION = re.compile(r" +- (?P<label>.*?)(?: +=> +(?P<value>.*?))?(?: +::(?: +(?P<told>.*\S))?)? *")
AT_MOST = 3


@dataclass
class Option:
    """An answer to choose."""

    line: int
    label: str
    value: str
    told: str
    """Why it is right or wrong."""


@dataclass
class Quiz:
    """A question, its key, its options, and what is wrong with the way it is written."""

    line: int
    end: int
    """The line of the last option."""
    indent: str
    question: str
    key: str = ""
    key_line: int = 0
    options: list[Option] = field(default_factory=list)
    problem: str | None = None


class QuizError(Exception):
    """A question that just one option does not answer."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_quizzes(page: Page) -> list[Quiz]:
    """The questions of a page, outside of its fences."""
    found: list[Quiz] = []
    current: Quiz | None = None
    for number, line in page.prose():
        opened = OPEN.fullmatch(line)
        if opened is not None:
            current = Quiz(number, number, opened["indent"], opened["question"] or "")
            found.append(current)
        elif current is not None and line.strip():
            if not line.startswith(current.indent + "    "):
                current = None
            else:
                _read_line(current, number, line)
    for place, quiz in enumerate(found):
        quiz.problem = quiz.problem or _lack(quiz, place)
    return found


def _read_line(quiz: Quiz, number: int, line: str) -> None:
    quiz.end = number
    key, option = KEY.fullmatch(line), OPTION.fullmatch(line)
    if key is not None and not quiz.key:
        quiz.key, quiz.key_line = key["key"], number
    elif option is not None:
        label = option["label"]
        value = option["value"] if option["value"] is not None else label.replace("`", "")
        quiz.options.append(Option(number, label, value, option["told"] or ""))
    else:
        quiz.problem = quiz.problem or f"line {number} of this question is neither its key nor an option"


def _lack(quiz: Quiz, place: int) -> str | None:
    if place >= AT_MOST:
        return f"a page asks {AT_MOST} questions at most"
    if not quiz.question:
        return 'a question stands in quotes after `!!! quiz`, as `!!! quiz "What does it print?"`'
    if not quiz.key:
        return "this question has no `key: …`"
    if len(quiz.options) < 2:
        return "a question has two options or more"
    values = [option.value for option in quiz.options]
    if len(set(values)) < len(values):
        return "two options of this question have the same value"
    return None


def right_option(page: Page, quiz: Quiz) -> Option:
    """The one option that the key gives. Raises QuizError."""
    if quiz.problem is not None:
        raise QuizError(quiz.line, quiz.problem)
    asked = (page.name, page.text, quiz.key)
    if asked not in _values:
        try:
            _values[asked] = str(evaluate(quiz.key, Names(page).all()))
        except Exception as e:
            raise QuizError(quiz.key_line, f"the key `{quiz.key}` has no value: {type(e).__name__}: {e}") from e
    key = _values[asked]
    right = [option for option in quiz.options if option.value == key]
    if len(right) != 1:
        raise QuizError(quiz.key_line, f"the key `{quiz.key}` gives `{key}`, and no option has that value")
    for option in quiz.options:
        if option is not right[0] and not option.told:
            raise QuizError(option.line, "a wrong option says why it is wrong: `- label :: sentence`")
    return right[0]


_values: dict[tuple[str, str, str], str] = {}
"""What keys gave, by page and text: a page is rendered more often than it changes."""


class Names:
    """What a key may name: functions over the blocks of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def all(self) -> dict[str, Callable[..., Any]]:
        names = ("code", "exit_code", "lines", "line", "before", "after", "trace", "python")
        return {name: getattr(self, name) for name in names} | {"figure": figure}

    def code(self, title: str) -> str:
        return " ".join(sorted(self._run(title).codes)) or "accepted"

    def exit_code(self, title: str) -> int | None:
        return self._run(title).exit_code

    def lines(self, title: str) -> list[str]:
        answer = self._run(title)
        return answer.text.removeprefix(answer.compiler or "").splitlines()

    def line(self, title: str, number: int) -> str:
        return self.lines(title)[number - 1 if number > 0 else number]

    def before(self, title: str, text: str) -> str | None:
        return self._beside(title, text, -1)

    def after(self, title: str, text: str) -> str | None:
        return self._beside(title, text, +1)

    def trace(self, title: str, expression: str) -> Any:
        names = traced(self._block(title))
        if names is None:
            raise ValueError(f"{title} does not run to its end")
        return evaluate(expression, names)

    def python(self, title: str, expression: str) -> Any:
        scope = self._run(title).scope
        with folder_of(self.page.files):
            return evaluate(expression.replace("\n", "\\n"), scope)  # a line end inside a string of the key

    def _beside(self, title: str, text: str, step: int) -> str | None:
        lines = self.lines(title)
        at = lines.index(text) + step
        return lines[at] if 0 <= at < len(lines) else None

    def _run(self, title: str) -> Answer:
        return run_block(self.page, self._block(title))

    def _block(self, title: str) -> Block:
        block = self.page.titled(title)
        if block is None:
            raise LookupError(f"no block of this page has the title {title}")
        return block


def rewrite_quizzes(lines: list[str], page: Page) -> list[str]:
    """The page's lines with each question as an admonition of details, which superfences and Markdown then read."""
    made = list(lines)
    for quiz in reversed(read_quizzes(page)):
        try:
            right = right_option(page, quiz)
        except QuizError:
            continue  # told by `problems`; the page shows it as it is written
        inner = quiz.indent + "    "
        block = [f'{quiz.indent}!!! quiz "{quiz.question}"', ""]
        for option in quiz.options:
            sort, word = ("right", "Right.") if option is right else ("wrong", "No.")
            block += [f'{inner}??? {sort} "{option.label}"', f"{inner}    **{word}** {option.told}".rstrip(), ""]
        made[quiz.line - 1 : quiz.end] = block
    return made


def problems(page: Page) -> list[tuple[int, str]]:
    """Line and words for each question that is not in order."""
    found = []
    for quiz in read_quizzes(page):
        try:
            right_option(page, quiz)
        except QuizError as e:
            found.append((e.line, str(e)))
    return found
