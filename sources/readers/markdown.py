"""Markdown as the text a reader of the page would see: a line to each heading, paragraph, quote and list item."""

import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sources.readers import plain
from sources.readers.reading import Candidate, Reading, Unreadable

# The block of `key: value` lines that many programs put above the text.
FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.S)
LINE = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.+?)[ \t]*\r?$", re.M)
KEYS = {"title": "title", "date": "published", "published": "published", "outlet": "outlet", "source": "outlet"}


def read(data: bytes) -> Reading:
    """Raises Unreadable where nothing is left when the marks are taken away."""
    source, encoding = plain.decode(data)
    found: dict[str, tuple[Candidate, ...]] = {}
    if front := FRONT_MATTER.match(source):
        found = _front_matter(front[1])
        source = source[front.end() :]
    text = "\n\n".join(_blocks(MarkdownIt("commonmark").parse(source)))
    if not text.strip():
        raise Unreadable(plain.EMPTY)
    return Reading(text=f"{text}\n", encoding=encoding, **found)


def _front_matter(block: str) -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, tuple[Candidate, ...]] = {}
    for key, value in LINE.findall(block):
        field = KEYS.get(key.lower())
        bare = value.strip("\"'").strip()
        if field and bare and field not in found:
            found[field] = (Candidate(bare, f"The block above the text says “{key}: {bare}”."),)
    return found


def _blocks(tokens: Sequence[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type == "inline":
            block = "".join(_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            block = token.content
        elif token.type == "html_block":
            block = _without_tags(token.content)
        else:
            continue
        # Spaces at the ends of lines are Markdown's own marks; a blank line would be a paragraph's end.
        lines = [line.strip() for line in block.splitlines()]
        if kept := "\n".join(line for line in lines if line):
            yield kept


def _inline(tokens: Sequence[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "\n"
        elif token.type == "image":
            yield from _inline(token.children or [])


class _Words(HTMLParser):
    """Collects what stands between tags, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.silent = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def _without_tags(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.words)
