"""Delimiters without a partner: rustc's reports (`rustc_parse::lexer::tokentrees`)."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.source_map import SourceFile
from rustmem.source.span import Span
from rustmem.syntax.token import Token

CLOSE_OF = {"(": ")", "[": "]", "{": "}"}
SHOWN = 5
"""How many unclosed delimiters get a label of their own."""

Open = tuple[str, Span]


class Unmatched:
    """A closing delimiter that does not fit the innermost open one."""

    def __init__(self, found: str, span: Span, unclosed: Span | None, candidate: Span | None) -> None:
        self.found = found
        self.span = span
        self.unclosed = unclosed
        self.candidate = candidate


class DelimiterCheck:
    """Walks the tokens once more, the way rustc's token tree reader recovers."""

    def __init__(self, tokens: list[Token], file: SourceFile) -> None:
        self.tokens = tokens
        self.file = file
        self.open: list[Open] = []
        self.unmatched: list[Unmatched] = []
        self.last_found: Span | None = None
        self.stopped: Span | None = None
        """The closing delimiter at which rustc stops reading."""
        self.empty_blocks: list[Span] = []
        self.blocks: list[tuple[Span, Span]] = []

    def run(self) -> list[Diag]:
        final: Diag | None = None
        at, end = 0, len(self.tokens)
        opened_at: list[int] = []
        while at < end:
            token = self.tokens[at]
            if token.kind == "open":
                self.open.append((token.text, token.span))
                opened_at.append(at)
            elif token.kind == "close":
                if not opened_at:
                    final = self._unexpected_close(token)
                    self.stopped = token.span
                    break
                consumed = self._close(token, empty=opened_at.pop() == at - 1)
                if not consumed:
                    continue
            at += 1
        else:
            if opened_at:
                final = self._unclosed()
        found = [self._mismatch(u) for u in self.unmatched]
        return found + ([final] if final is not None else [])

    def _close(self, token: Token, empty: bool) -> bool:
        """Ends the innermost group at `token`; false if the token is to be looked at again."""
        text, span = self.open[-1]
        if CLOSE_OF[text] == token.text:
            self.open.pop()
            if text == "{":
                if empty and self._line(span.lo) == self._line(token.span.lo):
                    self.empty_blocks.append(span.to(token.span))
                self.blocks.append((span, token.span))
            return True
        if self.last_found != token.span:
            self.last_found = token.span
            candidate = None
            for brace, brace_span in self.open:
                if CLOSE_OF[brace] == token.text and self._margin(brace_span) == self._margin(token.span):
                    candidate = brace_span
            self.unmatched.append(Unmatched(token.text, token.span, span, candidate))
        self.open.pop()
        return not any(CLOSE_OF[brace] == token.text for brace, _ in self.open)

    def _line(self, offset: int) -> int:
        return self.file.line_of(offset)

    def _margin(self, span: Span) -> int:
        line = self.file.line_text(self._line(span.lo))
        return len(line) - len(line.lstrip())

    def _unclosed(self) -> Diag:
        end = self._eof()
        diag = error("this file contains an unclosed delimiter", end)
        for _, span in self.open[:SHOWN]:
            diag.label(span, "unclosed delimiter")
        if len(self.open) >= SHOWN + 2:
            diag.label(self.open[SHOWN][1], f"another {len(self.open) - SHOWN} unclosed delimiters begin from here")
        self._suspicious(diag, self.open[-1][0])
        return diag

    def _eof(self) -> Span:
        """rustc's end of file: an empty place after the last character."""
        return Span(self.file.end, self.file.end)

    def _unexpected_close(self, token: Token) -> Diag:
        diag = error(f"unexpected closing delimiter: `{token.text}`", token.span)
        if not self._missing_open(diag):
            self._suspicious(diag, {v: k for k, v in CLOSE_OF.items()}[token.text])
        return diag.label(token.span, "unexpected closing delimiter")

    def _missing_open(self, diag: Diag) -> bool:
        kept = []
        for unmatched in self.unmatched:
            if unmatched.found == "}":
                kept.append(unmatched)
                continue
            missing = "(" if unmatched.found == ")" else "["
            if unmatched.unclosed is not None:
                diag.label(unmatched.unclosed, "the nearest open delimiter")
            diag.label(unmatched.span.shrink_to_lo(), f"missing open `{missing}` for this delimiter")
        reported = len(kept) < len(self.unmatched)
        self.unmatched = kept
        return reported

    def _suspicious(self, diag: Diag, delim: str) -> None:
        """Labels the innermost block whose braces stand at different margins."""
        spans = sorted(
            ([open.with_hi(close.lo), self._margin(open) == self._margin(close)] for open, close in self.blocks),
            key=lambda entry: entry[0].lo,
        )
        for i, (outer, aligned) in enumerate(spans):
            if aligned:
                for entry in spans[i + 1 :]:
                    if outer.contains(entry[0]):
                        entry[1] = True
        candidate = next((span for span, aligned in reversed(spans) if not aligned), None)
        if candidate is not None:
            diag.label(candidate.shrink_to_lo(), "this delimiter might not be properly closed...")
            diag.label(candidate.shrink_to_hi(), "...as it matches this but it has different indentation")
            if delim == "{":
                for span in self.empty_blocks:
                    if candidate.contains(span):
                        diag.label(span, "block is empty, you might have not meant to close it")
                        break
        elif self.blocks and not self.open:
            opening, closing = self.blocks[-1]
            if all(span != opening.to(closing) for span in self.empty_blocks):
                diag.label(opening, "this opening brace...")
                diag.label(closing, "...matches this closing brace")

    def _mismatch(self, unmatched: Unmatched) -> Diag:
        primary = (unmatched.span,) if unmatched.unclosed is None else (unmatched.span, unmatched.unclosed)
        diag = error(f"mismatched closing delimiter: `{unmatched.found}`", primary)
        diag.label(unmatched.span, "mismatched closing delimiter")
        if unmatched.candidate is not None:
            diag.label(unmatched.candidate, "closing delimiter possibly meant for this")
        if unmatched.unclosed is not None:
            diag.label(unmatched.unclosed, "unclosed delimiter")
        return diag


def report(tokens: list[Token], file: SourceFile, diags: list[Diag], lexed: bool) -> None:
    """Appends what rustc says of delimiters that do not pair up.

    What stands after a closing delimiter that nothing opens is not read. If the text could not all be lexed, there is
    no more to say unless such a delimiter comes before.
    """
    check = DelimiterCheck(tokens, file)
    found = check.run()
    if check.stopped is not None:
        end = check.stopped.hi
        diags[:] = [d for d in diags if not (isinstance(d, Diag) and d.span and d.span[0].lo >= end)]
    if lexed or check.stopped is not None:
        diags.extend(found)
