"""The Python-Markdown extension: superfences formatters that run a block while its page is rendered.

It needs pymdownx.superfences and pymdownx.highlight. An author's mistake is a warning on the logger `mkdocs.rustmem`,
with `page:line`, and a box on the page; `mkdocs serve` goes on, `mkdocs build --strict` fails.
"""

from __future__ import annotations

import html
import logging
import re
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pymdownx.superfences import SuperFencesCodeExtension, SuperFencesException

import rustmem
from rustmem.plugins import ansi, quiz
from rustmem.plugins.oracle import VERSION, Records
from rustmem.plugins.page import VALUES, Block, Page, read_page
from rustmem.plugins.page_tree import Dress, mark
from rustmem.plugins.tables import table_faults
from rustmem.plugins.verify import Fault, Verdict, shown_text, verify

log = logging.getLogger("mkdocs.rustmem")
TABLE = re.compile(r"(\|[^\n]*\|\n)(\|[ :|-]+\|\n)((?:\|[^\n]*\|\n)*)")


class RustmemExtension(Extension):
    """`records`: the file of rustc's answers, from the folder that is current or that holds the package."""

    def __init__(self, **options: Any) -> None:
        self.config = {"records": ["tests/oracle/docs.jsonl", "the file of rustc's recorded answers"]}
        super().__init__(**options)  # type: ignore[no-untyped-call]

    def extendMarkdown(self, md: Markdown) -> None:
        fences: Any = next((e for e in md.registeredExtensions if isinstance(e, SuperFencesCodeExtension)), None)
        if fences is None:
            raise ValueError("rustmem.plugins.markdown needs pymdownx.superfences before it")
        renderer = Renderer(md, _records(self.getConfig("records")))
        md.preprocessors.register(Scan(md, renderer), "rustmem", 25.5)  # just before superfences
        md.treeprocessors.register(
            Dress(md, renderer), "rustmem", 7
        )  # after the inline patterns, before MkDocs sees links and ids
        for language in VALUES:
            fences.extend_super_fences(language, renderer.format, _validate, None)


def makeExtension(**options: Any) -> RustmemExtension:
    """Python-Markdown's way in."""
    return RustmemExtension(**options)


def _records(name: str) -> Path:
    here = Path(name)
    return here if here.exists() else Path(rustmem.__file__).parent.parent / name


def _validate(language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Markdown) -> bool:
    _superfences(md).get_hl_settings()
    options.update(inputs)  # the page reader has said what is wrong with them
    return True


def _superfences(md: Markdown) -> Any:
    """superfences' preprocessor, which highlights."""
    return md.preprocessors["fenced_code_block"]


class Scan(Preprocessor):
    """Reads the page's fences just before superfences does."""

    def __init__(self, md: Markdown, renderer: Renderer) -> None:
        super().__init__(md)
        self.renderer = renderer

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        self.renderer.begin(text)
        if "!!! quiz" in text:
            lines = quiz.rewrite_quizzes(lines, read_page("", text))
        return "\n".join(mark(lines)).split("\n")


class Renderer:
    """Gives each fence of a page its HTML. One for a Markdown instance."""

    def __init__(self, md: Markdown, records: Path) -> None:
        self.md = md
        self.records_path: Path = records
        self.records = Records(records)
        self.stamp = self._stamp()
        self.page = Page("<page>", "", [])
        self.docs = Path("docs")
        self.waiting: list[Block] = []
        self.verdicts: dict[int, Verdict] = {}

    def begin(self, text: str) -> None:
        """A new page."""
        if self.stamp != self._stamp():
            self.records, self.stamp = Records(self.records_path), self._stamp()
        file = getattr(self.md.treeprocessors["relpath"], "file", None) if "relpath" in self.md.treeprocessors else None
        if file is not None:  # MkDocs takes the front matter off: read the file, so that messages name its lines
            self.page = read_page(f"docs/{file.src_uri}", file.content_string)
            self.docs = Path(file.abs_src_path).parents[file.src_uri.count("/")] if file.abs_src_path else self.docs
        else:
            self.page = read_page("<page>", text)
        self.verdicts = {}
        self.waiting = []
        for block in self.page.blocks:
            if block.problem is not None:
                log.warning("%s:%d: %s", self.page.name, block.line, block.problem)
            if block.problem is None or block.lang in VALUES:
                self.waiting.append(block)
        for fault in table_faults(self.page):
            hint = f"; accept with: python -m rustmem tables {self.page.name}" if fault.kind == "stale" else ""
            log.warning("%s:%d: %s%s", self.page.name, fault.line, fault.message, hint)
        for line, told in quiz.problems(self.page):
            log.warning("%s:%d: %s", self.page.name, line, told)

    def in_nav(self) -> bool:
        """Whether the page is in the site's navigation."""
        if "relpath" not in self.md.treeprocessors:
            return False  # not under MkDocs
        processor: Any = self.md.treeprocessors["relpath"]
        return self.page.name.removeprefix("docs/") in nav_pages(processor.config.nav)

    def format(self, src: str, language: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
        """superfences' formatter: the HTML of one fence."""
        try:
            block = self._take(src, language)
            if block.problem is not None:
                return self._box(Fault("broken", block.line, block.problem)) + self._code(block, "text")
            if block.lang == "output":
                return self._output(block)
            return self._block(block)
        except LookupError as e:
            broken = next((b for b in self.page.blocks if b.problem is not None), None)
            if broken is None:
                raise SuperFencesException(f"{self.page.name}: a {language} fence failed: {e}") from e
            return self._box(Fault("broken", broken.line, str(broken.problem)))  # superfences reads on where a fence is broken
        except Exception as e:  # superfences would drop the fence without a word
            log.warning("%s: a %s fence failed: %s: %s", self.page.name, language, type(e).__name__, e)
            raise SuperFencesException(f"{self.page.name}: a {language} fence failed: {type(e).__name__}: {e}") from e

    def _stamp(self) -> float:
        return self.records_path.stat().st_mtime if self.records_path.exists() else 0.0

    def _take(self, source: str, language: str) -> Block:
        """The reader's block for the fence that superfences found; they find the same ones in the same order."""
        wanted = source.strip()
        for place, block in enumerate(self.waiting):
            if block.lang == language and block.source.expandtabs(4).strip() == wanted.expandtabs(4):
                del self.waiting[: place + 1]
                return block
        raise LookupError("the page reader and superfences disagree about it")

    def _block(self, block: Block) -> str:
        verdict = verify(self.page, block, self.records)
        self.verdicts[block.line] = verdict
        parts = [self._code(block, {"console": "console"}.get(block.lang, block.lang))]
        parts += [self._line(block, verdict)]
        for fault in verdict.faults:
            if fault.kind == "unverified":
                log.info("%s:%d: %s", self.page.name, fault.line, fault.message)
                continue
            hint = f"; accept with pytest --bless {self.page.name}" if fault.kind == "stale" else ""
            log.warning("%s:%d: %s%s", self.page.name, fault.line, fault.message, hint)
            parts.append(self._box(fault))
        if verdict.answer is not None:
            label = f'tabindex="0" role="region" aria-label="Picture, line {block.line}"'
            for pictures in verdict.answer.pictures:
                shown = [undescribed(svg, verdict.answer.text) for svg in pictures]
                if len(shown) == 2:
                    kinds = ("wide", "narrow")
                    shown = [svg.replace("<svg ", f'<svg class="{kind}" ', 1) for kind, svg in zip(kinds, shown)]
                parts.append(f'<div class="rustmem-picture" {label}>{"".join(shown)}</div>')
            if "live" in block.options:
                parts.append(self._shown(shown_text(verdict.answer.text), "", f"Output, line {block.line}"))
        answered = " rustmem-answered" if block.output is not None else ""
        return f'<div class="rustmem-block{answered}" {self._where(block)}>{"".join(parts)}</div>'

    def _where(self, block: Block) -> str:
        return f'data-rustmem="{html.escape(self.page.name)}:{block.line}"'

    def _code(self, block: Block, language: str) -> str:
        keep = {k: v for k, v in block.options.items() if k in ("title", "hl_lines")}
        made: str = _superfences(self.md).highlight(
            src=block.source.rstrip("\n"), language=language, options=keep, md=self.md, classes=[], id_value="", attrs={}
        )
        return made

    def _line(self, block: Block, verdict: Verdict) -> str:
        """The line under a Rust block: the call, what it answers, and whether rustc's record agrees."""
        if verdict.answer is None or not verdict.answer.call:
            return ""
        answer = verdict.answer
        same = f'<span class="rustmem-same">same as rustc {VERSION}</span>' if verdict.same_as_rustc else ""
        return (
            f'<p class="rustmem-line"><code>{html.escape(answer.call, quote=False).replace("(", "(<wbr>", 1)}</code> '
            f'<span class="rustmem-verdict">→ {html.escape(answer.verdict)}</span> {same}</p>'
        )

    def _output(self, block: Block) -> str:
        owner = next(b for b in self.page.blocks if b.output is block)
        verdict = self.verdicts.get(owner.line)
        answer = verdict.answer if verdict else None
        label = f"Output of {owner.options['title']}" if "title" in owner.options else "Output"
        colored = shown_text(answer.colored) if answer else ""
        text = colored if ansi.strip(colored) == block.source else block.source
        return self._shown(text, f" {self._where(block)}", f"{label}, line {block.line}")

    def _shown(self, text: str, where: str, label: str) -> str:
        """Output as a terminal shows it, or as the table that it is."""
        if TABLE.fullmatch(text):
            return f'<div class="rustmem-table"{where} tabindex="0" role="region" aria-label="{label}">{_table(text)}</div>'
        inner = ansi.to_html(text)
        return (
            f'<div class="rustmem-output"{where}>'
            f'<pre tabindex="0" role="region" aria-label="{label}"><samp>{inner}</samp></pre></div>'
        )

    def _box(self, fault: Fault) -> str:
        told = f"<p>{html.escape(fault.message)}</p>"
        if fault.diff:
            told += f'<pre tabindex="0">{html.escape(ansi.strip(fault.diff))}</pre>'
        where = f"{html.escape(self.page.name)}:{fault.line}"
        return f'<div class="admonition failure rustmem-fault"><p class="admonition-title">{where}</p>{told}</div>'


DESCRIPTION = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)


def undescribed(svg: str, shown: str) -> str:
    """The picture without its description, if `shown`, which stands below it, says the same: nobody is told it twice.

    A description may begin with the picture's title, which stays.
    """
    found = DESCRIPTION.search(svg)
    told = html.unescape(found[1]).strip() if found is not None else ""
    if found is None or (told not in shown and told.partition("\n")[2].strip() not in shown):
        return svg
    return svg[: found.start()] + svg[found.end() :]


def nav_pages(nav: Any) -> set[str]:
    """The pages that a navigation names."""
    match nav:
        case str():
            return {nav}
        case dict():
            return {name for part in nav.values() for name in nav_pages(part)}
        case list():
            return {name for part in nav for name in nav_pages(part)}
        case _:
            return set()


LEFT = ' class="left"'
"""Of a cell; without it figures stand at the right, by the style sheet."""


def _table(text: str) -> str:
    """A Markdown table as HTML; its first column heads the rows."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines()]
    aligns = ["right" if rule.endswith(":") else "left" for rule in rows[1]]
    head = "".join(f'<th scope="col"{LEFT if a == "left" else ""}>{_cell(c)}</th>' for a, c in zip(aligns, rows[0], strict=False))
    body = ""
    for row in rows[2:]:
        cells = "".join(f"<td{LEFT if a == 'left' else ''}>{_cell(c)}</td>" for a, c in zip(aligns[1:], row[1:], strict=False))
        body += f'<tr><th scope="row">{_cell(row[0])}</th>{cells}</tr>'
    return f'<table class="rustmem-data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(text: str) -> str:
    """A cell's text, what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
