"""Where marked words stand in their sentence: at its beginning, as its end, or as sentences of their own."""

from __future__ import annotations

from extraction.candidates import Scene
from extraction.marks import Marked
from extraction.types import Span

_EDGES = '"“”„‟«»＂'
_NEAR = 80  # characters looked at beside the marks


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without the space and the marks at its edges; None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    while text.startswith("''", start) and start < end:
        start += 2
    while end - start >= 2 and text[end - 2 : end] == "''":
        end -= 2
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def sentence_closed(text: str, marked: Marked) -> bool:
    """Whether a sentence ends with the marks: its mark stands within or right behind them."""
    inner = text[marked.start : marked.end].rstrip()
    return (inner[-1:] in (".", "?", "!", "…")) or text[marked.close : marked.close + 1] in (".", "?", "!")


def sentence_begins(text: str, scene: Scene, marked: Marked) -> bool:
    """Whether nothing of the sentence stands before the opening mark."""
    before = text[max(scene.paragraph.start, marked.open - _NEAR) : marked.open].rstrip()
    return not before or before[-1] in ".?!…:—–-,\"”’»'"


def stands_free(text: str, scene: Scene, number: int) -> bool:
    """Whether the marks hold one or more whole sentences, with nothing of another sentence beside them."""
    marked = scene.outer[number]
    before = text[max(scene.paragraph.start, marked.open - _NEAR) : marked.open].rstrip()
    if before and before[-1] not in ".?!…:\"”’»'":
        return False
    after = text[marked.close : min(scene.paragraph.end, marked.close + _NEAR)].lstrip()
    inner = text[marked.start : marked.end].rstrip()
    if not marked.closed:
        return True
    if not after:
        return len(inner.split()) >= 3 or inner[-1:] in ".?!"
    return inner[-1:] in ".?!…—" and (not after[:1].islower())
