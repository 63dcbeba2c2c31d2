"""Text to tokens, with rustc's words for what is not a token.

One compiled regular expression finds each token; what it cannot describe (nested comments,
raw strings, things that never end) has a function of its own.
"""

from __future__ import annotations

import re
from itertools import accumulate

from rustmem.source.diag import Diag, error
from rustmem.source.source_map import SourceFile
from rustmem.source.span import Expansion, Span
from rustmem.syntax import errors
from rustmem.syntax.literals import SAID, lexical_error
from rustmem.syntax.token import Token

# A letter, `_`, or anything beyond ASCII is written as what it is not: `re` takes ten milliseconds for so large a range.
TOKEN = re.compile(
    r"""[ \n\t\r]*(?:
    ([^\x00-@\[-^`{-\x7f]\w*)                                                # 1 a word, or a literal's prefix
  | (<<=|>>=|\.\.\.|\.\.=|=>|->|<-|::|==|!=|<=|>=|&&|\|\||\+=|-=|\*=|/=|%=|\^=|&=|\|=|<<|>>|\.\.
     |/(?![/*])|[-+*%^!&|=<>@.,;:\#$?~])                                      # 2 punctuation
  | ([\(\[\{])                                                                # 3
  | ([\)\]\}])                                                                # 4
  | ("[^"\\]*(?:\\.[^"\\]*)*")                                                # 5 a string
  | (0[xX](?:[0-9a-fA-F_]*)(?:[g-zG-Z]\w*)?
     |0[bo][0-9_]*(?:[A-Za-z]\w*)?
     |[0-9][0-9_]*(?:\.[0-9][0-9_]*(?:[eE][+-]?_*[0-9][0-9_]*)?|\.(?![._\w])|[eE][+-]?_*[0-9][0-9_]*)?(?:[A-Za-z_]\w*)?)  # 6 a number
  | ('(?:[^'\\\n\r\t]|\\(?:x[0-9a-fA-F]{0,2}|u\{[^}'\n]*\}|[^xu\n]|[xu](?=')))')      # 7 a character
  | ('(?:r\#)?[^\x00-@\[-^`{-\x7f]\w*(?![\w']))                                   # 8 a lifetime
  | (//[^\n]*)                                                                # 9 a line comment
  | (/\*)                                                                     # 10
  | \Z()                                                                      # 11 the end
  )""",
    re.VERBOSE | re.DOTALL,
)
SUFFIX = re.compile(r"[^\x00-@\[-^`{-\x7f]\w*")
RAW_STRING = re.compile(r'(#*)"')
BYTE_CHAR = re.compile(r"'(?:[^'\\\n\r\t]|\\(?:x[0-9a-fA-F]{0,2}|[^x\n]))'")
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
COMMENT_MARK = re.compile(r"/\*|\*/")
OTHER_SPACE = "\x0b\x0c\x85\u200e\u200f\u2028\u2029"
PREFIXES = frozenset(("b", "c", "r", "br", "cr"))
OPENERS = "([{"
CLOSE_OF = {"(": ")", "[": "]", "{": "}"}


class Lexer:
    """Reads one text into tokens; delimiters are checked afterwards by `check_delimiters`."""

    def __init__(self, text: str, start: int, edition: str, diags: list[Diag], ctxt: Expansion | None = None) -> None:
        self.text = text
        self.edition = int(edition)
        self.diags = diags
        self.ctxt = ctxt
        self.start = start
        self.fatal = False
        self.tokens: list[Token] = []
        self.offsets: list[int] | None = None
        if not text.isascii():
            self.offsets = list(accumulate((_width(c) for c in text), initial=start))

    def span(self, lo: int, hi: int) -> Span:
        """The span of the characters `lo` to `hi`."""
        if self.offsets is None:
            return Span(self.start + lo, self.start + hi, self.ctxt)
        hi = min(hi, len(self.text))
        return Span(self.offsets[lo], self.offsets[hi], self.ctxt)

    def lex(self) -> list[Token]:
        text, tokens, match = self.text, self.tokens, TOKEN.match
        offsets, start, ctxt = self.offsets, self.start, self.ctxt
        append = tokens.append
        new, span_class, token_class = tuple.__new__, Span, Token
        at = self._shebang()
        while True:
            found = match(text, at)
            if found is None:
                at = self._other(at)
                continue
            group = found.lastindex
            lo, at = found.span(group)
            if group > 6 or group == 1:
                if group == 1:
                    follow = text[at : at + 1]
                    if follow and follow in "\"'#" or text[lo] > "\x7f" or (not text[lo:at].isascii()):
                        at = self._word(lo, at)
                        continue
                    kind = "ident"
                elif group == 11:
                    break
                elif group == 7 or group == 8:
                    at = self._quote(lo, at, group)
                    continue
                else:
                    at = self._comment(lo, at, group)
                    continue
            elif group == 5:
                suffix = SUFFIX.match(text, at)
                if suffix is not None:
                    at = suffix.end()
                kind = "literal"
            else:
                kind = _KINDS[group]
            piece = text[lo:at]
            follow = text[at : at + 1]
            if offsets is None:
                span = new(span_class, (start + lo, start + at, ctxt))
            else:
                span = new(span_class, (offsets[lo], offsets[at], ctxt))
            joint = follow > " " and not (follow == "/" and text[at + 1 : at + 2] in ("/", "*"))
            append(new(token_class, (kind, piece, span, joint, False, None)))
        return tokens

    def _push(self, kind: str, lo: int, hi: int, text: str | None = None, raw: bool = False) -> int:
        follow = self.text[hi : hi + 1]
        joint = follow > " " and self.text[hi : hi + 2] not in ("//", "/*")
        self.tokens.append(Token(kind, self.text[lo:hi] if text is None else text, self.span(lo, hi), joint, raw))
        return hi

    def _shebang(self) -> int:
        """Where the program begins: after a byte order mark and a `#!` line that is no attribute."""
        at = 1 if self.text.startswith("\ufeff") else 0
        if self.text.startswith("#!", at):
            rest = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL).match(self.text, at + 2)
            if rest is None or not self.text.startswith("[", rest.end()):
                end = self.text.find("\n", at)
                return len(self.text) if end < 0 else end
        return at

    def _word(self, lo: int, hi: int) -> int:
        """A word followed by a quote or `#`, or one with letters beyond ASCII."""
        text, word = self.text, self.text[lo:hi]
        follow = text[hi : hi + 1]
        if word in PREFIXES and follow:
            if follow == '"' and "r" not in word:
                return self._string(lo, hi)
            if follow == "'" and word == "b":
                return self._byte(lo, hi)
            if "r" in word and follow in '"#':
                found = RAW_STRING.match(text, hi)
                if found is not None:
                    return self._raw_string(lo, found)
                if word == "r":
                    name = SUFFIX.match(text, hi + 1)
                    if name is not None:
                        return self._raw_ident(lo, name.end(), name.group())
        if follow and follow in "\"'#" and self.edition >= 2021 and not (follow == "'" and word == "b"):
            known = follow == "'" and not BYTE_CHAR.match(text, hi) and not SUFFIX.match(text, hi + 1)
            if not known:
                self.diags.append(errors.unknown_prefix(word, self.span(lo, hi)))
        if not word.isascii():
            return self._unicode_word(lo, hi)
        return self._push("ident", lo, hi)

    def _unicode_word(self, lo: int, hi: int) -> int:
        import unicodedata  # is a library of its own, and few programs need it

        word = self.text[lo:hi]
        if word.isidentifier():
            return self._push("ident", lo, hi, unicodedata.normalize("NFC", word))
        end = lo
        while end < hi and self.text[lo : end + 1].isidentifier():
            end += 1
        if end > lo:
            return self._push("ident", lo, end, unicodedata.normalize("NFC", self.text[lo:end]))
        return self._other(lo)

    def _raw_ident(self, lo: int, hi: int, name: str) -> int:
        if name in ("crate", "self", "super", "Self", "_"):
            self.diags.append(errors.cannot_be_raw(name, self.span(lo, hi)))
        return self._push("ident", lo, hi, name, raw=True)

    def _string(self, lo: int, quote: int) -> int:
        found = STRING.match(self.text, quote)
        if found is None:
            return self._unterminated(errors.unterminated_string(self.text[lo:quote], self.span(quote, len(self.text))))
        return self._suffixed(lo, found.end())

    def _suffixed(self, lo: int, hi: int) -> int:
        suffix = SUFFIX.match(self.text, hi)
        return self._push("literal", lo, suffix.end() if suffix is not None else hi)

    def _byte(self, lo: int, quote: int) -> int:
        found = BYTE_CHAR.match(self.text, quote)
        if found is not None:
            return self._suffixed(lo, found.end())
        end = self.text.find("'", quote + 1)
        line = self.text.find("\n", quote)
        if end < 0 or 0 <= line < end:
            return self._unterminated(errors.unterminated_byte(self.span(quote, self._char_end(quote))))
        return self._suffixed(lo, end + 1)

    def _raw_string(self, lo: int, opening: re.Match[str]) -> int:
        hashes = opening.group(1)
        end = self.text.find('"' + hashes, opening.end())
        if end < 0:
            return self._unterminated(self._open_raw(lo, opening.end(), len(hashes)))
        if len(hashes) > 255:
            return self._unterminated(errors.too_many_hashes(len(hashes), self.span(lo, end + 1 + len(hashes))))
        return self._suffixed(lo, end + 1 + len(hashes))

    def _open_raw(self, lo: int, inside: int, hashes: int) -> Diag:
        """A raw string without its end; the place where most of the hashes follow a quote may be meant for it."""
        best, best_at = 0, -1
        for found in re.finditer(r'"(#*)', self.text[inside:]):
            if len(found.group(1)) > best:
                best, best_at = len(found.group(1)), inside + found.start()
        near = self.span(best_at + 1, best_at + 1 + best) if best else None
        return errors.unterminated_raw(hashes, self.span(lo, lo + 1), near)

    def _quote(self, lo: int, hi: int, group: int) -> int:
        """A character literal or a lifetime."""
        if group == 7:
            return self._suffixed(lo, hi)
        name = self.text[lo:hi]
        if not name.isascii() and not name[1:].isidentifier():
            return self._odd_quote(lo)
        if name.startswith("'r#"):
            if self.edition < 2021:
                return self._push("lifetime", lo, lo + 2)
            return self._push("lifetime", lo, hi, "'" + name[3:], raw=True)
        if self.text[hi : hi + 1] == "#" and self.edition >= 2021:
            self.diags.append(errors.unknown_prefix(name[1:], self.span(lo, hi)))
        return self._push("lifetime", lo, hi)

    def _comment(self, lo: int, hi: int, group: int) -> int:
        if group == 9:
            text = self.text[lo:hi].removesuffix("\r")
            is_doc = (text.startswith("///") and not text.startswith("////")) or text.startswith("//!")
            if is_doc:
                self.tokens.append(Token("doc", text, self.span(lo, lo + len(text))))
            return hi
        return self._block_comment(lo)

    def _block_comment(self, lo: int) -> int:
        depth, at, opened = 1, lo + 2, [lo]
        while depth:
            mark = COMMENT_MARK.search(self.text, at)
            if mark is None:
                return self._unterminated(self._open_comment(lo, opened))
            at = mark.end()
            if mark.group() == "/*":
                depth += 1
                opened.append(mark.start())
            else:
                depth -= 1
                opened.pop()
        head = self.text[lo : lo + 4]
        is_outer = head.startswith("/**") and head not in ("/***", "/**/") and at - lo > 4
        if is_outer or head.startswith("/*!"):
            self.tokens.append(Token("doc", self.text[lo:at], self.span(lo, at)))
        return at

    def _open_comment(self, lo: int, opened: list[int]) -> Diag:
        is_doc = self.text.startswith(("/**", "/*!"), lo)
        end = len(self.text)
        return errors.unterminated_block_comment(
            self.span(lo, end), is_doc, [self.span(at, at + 2) for at in opened], self._last_close(lo)
        )

    def _last_close(self, lo: int) -> Span | None:
        """The last `*/` that stands inside an unfinished comment."""
        at = self.text.rfind("*/")
        return self.span(at, at + 2) if at > lo else None

    def _unterminated(self, diag: Diag) -> int:
        self.diags.append(diag)
        self.fatal = True
        return len(self.text)

    def _other(self, at: int) -> int:
        """What no alternative of `TOKEN` fits."""
        text = self.text
        while text[at : at + 1] in (" ", "\n", "\t", "\r"):
            at += 1
        c = text[at]
        if c in OTHER_SPACE:
            return at + 1
        if c == '"':
            return self._unterminated(errors.unterminated_string("", self.span(at, len(text))))
        if c == "'":
            return self._odd_quote(at)
        end = at + 1
        while end < len(text) and text[end] == c:
            end += 1
        self.diags.append(errors.unknown_start_of_token(c, self.span(at, at + 1), end - at - 1, self.span(at + 1, end)))
        return end

    def _odd_quote(self, at: int) -> int:
        """A quote that opens neither a well-formed character nor a lifetime."""
        text = self.text
        if text.startswith("''", at) and not text.startswith("'''", at):
            self.diags.append(errors.empty_char(self.span(at + 1, at + 1)))
            return self._err_literal(at, at + 2)
        end = at + 1
        while end < len(text) and text[end] != "\n":
            if text[end] == "\\":
                end += 2
                continue
            if text[end] == "'" and end > at + 1:
                return self._suffixed(at, end + 1)
            if text[end] == "/" and end > at + 1:
                break
            end += 1
        if text.startswith("'''", at):
            return self._suffixed(at, at + 3)
        return self._unterminated(errors.unterminated_char(self.span(at, self._char_end(at))))

    def _char_end(self, quote: int) -> int:
        """Where rustc stops looking for the end of a character that opens at `quote`."""
        at = quote + 1
        while at < len(self.text):
            c = self.text[at]
            if c == "/" and at > quote + 1 or c == "\n" and self.text[at + 1 : at + 2] != "'":
                break
            at += 2 if c == "\\" else 1
        return min(at, len(self.text))

    def _err_literal(self, lo: int, hi: int) -> int:
        return self._push("literal", lo, hi, "''")


_KINDS = {1: "ident", 2: "punct", 3: "open", 4: "close", 5: "literal", 6: "literal"}


def _width(c: str) -> int:
    """Bytes of one character in UTF-8."""
    return 1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4


def lex(file: SourceFile, edition: str, diags: list[Diag]) -> tuple[list[Token], bool]:
    """The tokens of a file, and whether an error among them ends the work (rustc's `Err` of `lex_token_trees`)."""
    lexer = Lexer(file.text, file.start, edition, diags)
    tokens = lexer.lex()
    said: list[Diag] = []
    for at, token in enumerate(tokens):
        if token[0] == "literal" and not token[1].isdecimal():
            found = lexical_error(token[1], token[2])
            if found is not None:
                said.append(found)
                tokens[at] = token._replace(payload=SAID)
        elif token[1] == "#" and lexer.edition >= 2024 and token[3] and tokens[at + 1 : at + 2]:
            diag = _reserved(token, tokens[at + 1])
            if diag is not None:
                said.append(diag)
    if said:
        diags[:] = sorted([*diags, *said], key=lambda d: d.span[0].lo if isinstance(d, Diag) and d.span else 0)
    if lexer.fatal:
        check_delimiters(tokens, file, diags, lexed=False)
        return tokens, True
    return tokens, not check_delimiters(tokens, file, diags)


def _reserved(token: Token, following: Token) -> Diag | None:
    """`##` and `#"`, which edition 2024 keeps for itself."""
    if following.text != "#" and following.text[:1] != '"':
        return None
    span = token.span.to(following.span)
    if following.text == "#":
        diag = error("reserved multi-hash token is forbidden", span)
    else:
        diag = error("invalid unprefixed guarded string literal", span).not_modelled("guarded strings")
    diag.note("sequences of two or more # are reserved for future use since Rust 2024")
    at = token.span.shrink_to_hi()
    diag.suggest("consider inserting whitespace here", (at, " "), applicability="MaybeIncorrect", style="show-always")
    return diag.not_modelled("what is parsed after a reserved token")


def lex_text(text: str, start: int, ctxt: Expansion | None = None) -> list[Token]:
    """The tokens of a text that the compiler itself wrote."""
    return Lexer(text, start, "2024", [], ctxt).lex()


def check_delimiters(tokens: list[Token], file: SourceFile, diags: list[Diag], lexed: bool = True) -> bool:
    """Whether every delimiter has its partner."""
    stack: list[str] = []
    for token in tokens:
        kind = token[0]
        if kind == "open":
            stack.append(CLOSE_OF[token[1]])
        elif kind == "close" and (not stack or stack.pop() != token[1]):
            break
    else:
        if not stack:
            return True
    from rustmem.syntax.delimiters import report

    report(tokens, file, diags, lexed)
    return False
