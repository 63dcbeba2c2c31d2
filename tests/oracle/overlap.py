"""Writes `tests/oracle/overlap.bin`: hashes of the eight-word runs of texts that our pages must not repeat.

    python tests/oracle/overlap.py ARTICLE.txt BOOK_FOLDER

ARTICLE.txt is the article that the course grew from, BOOK_FOLDER a checkout of The Rust Programming Language
(its `src/*.md`). Neither text is kept here: of each run only 40 bits of its hash, sorted. That is enough to find a run
again, and about one page run in a million is found by chance.
"""

from __future__ import annotations

import bisect
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8
"""Words."""
WIDTH = 5
"""Bytes of a hash."""
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)*")
HASHES = Path(__file__).with_name("overlap.bin")


def words(text: str) -> list[str]:
    """The words of a text, without case, punctuation or links' addresses."""
    text = re.sub(r"\]\([^)]*\)|<[^>]+>", " ", text)
    return WORD.findall(text.lower().replace("’", "'"))


def hash_of(run: list[str]) -> bytes:
    return hashlib.blake2b(" ".join(run).encode(), digest_size=WIDTH).digest()


def runs(text: str) -> Iterator[list[str]]:
    """Every run of eight words."""
    found = words(text)
    return (found[at : at + RUN] for at in range(len(found) - RUN + 1))


def prose(text: str) -> str:
    """A Markdown text without its fences, comments and included listings."""
    text = re.sub(r"(?ms)^[ >]*(```|~~~).*?^[ >]*\1[ \t]*$", "\n", text)
    return re.sub(r"(?s)<!--.*?-->|\{\{#.*?\}\}", " ", text)


class Known:
    """The runs of the texts."""

    def __init__(self, path: Path = HASHES) -> None:
        data = path.read_bytes()
        self.hashes = [data[at : at + WIDTH] for at in range(0, len(data), WIDTH)]

    def __contains__(self, run: list[str]) -> bool:
        wanted = hash_of(run)
        at = bisect.bisect_left(self.hashes, wanted)
        return at < len(self.hashes) and self.hashes[at] == wanted


def main(article: str, book: str) -> None:
    texts = [Path(article).read_text("utf-8")]
    texts += [prose(path.read_text("utf-8")) for path in sorted(Path(book, "src").glob("*.md"))]
    hashes = sorted({hash_of(run) for text in texts for run in runs(text)})
    HASHES.write_bytes(b"".join(hashes))
    print(f"{len(hashes)} runs of {len(texts)} texts")


if __name__ == "__main__":
    main(*sys.argv[1:3])
