"""All quotations of a parsed document, their speakers still words, paragraph by paragraph, in the text's order."""

from __future__ import annotations

import re

from extraction.candidates import Candidate, Scene, stage
from extraction.direct import find_direct
from extraction.indirect import find_indirect
from extraction.parsed import ParsedDocument
from extraction.placing import trimmed
from extraction.types import Span

_WORD = re.compile(r"\w+")


def find_candidates(parsed: ParsedDocument) -> list[Candidate]:
    """Everything that reports speech or thought, sorted by where it begins."""
    found: list[Candidate] = []
    last: list[Candidate] = []
    open_end = False
    for paragraph in parsed.paragraphs:
        scene = stage(parsed.text, paragraph)
        here = _in_paragraph(parsed.text, scene)
        _go_on(here, last, open_end)
        found += here
        open_end = bool(scene.outer) and not scene.outer[-1].closed
        last = here
    return sorted(found, key=lambda c: (c.span.start, c.span.end))


def _in_paragraph(text: str, scene: Scene) -> list[Candidate]:
    """Clauses first, to know which marks are parts of one; words wholly in marks are for the marks to attribute."""
    clauses = find_indirect(text, scene)
    whole = [c for c in clauses if _quoted_share(text, scene, c.span) >= 0.9]
    partly = [c for c in clauses if c not in whole]
    strong = [c for c in find_direct(text, scene, []) if c.rule in _STRONG and _a_sentence(text, c)]
    partly = [c for c in partly if not any(_overlap(c.span, s.span) for s in strong)]
    found = find_direct(text, scene, partly) + partly
    for clause in whole:
        if not any(_overlap(clause.span, c.span) for c in found):
            found.append(_as_direct(text, scene, clause))
    return sorted(found, key=lambda c: (c.span.start, c.span.end))


_STRONG = frozenset({"direct.after", "direct.colon"})


def _a_sentence(text: str, candidate: Candidate) -> bool:
    words = text[candidate.span.start : candidate.span.end]
    return len(words.split()) > 3 and not words[0].islower()


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _quoted_share(text: str, scene: Scene, span: Span) -> float:
    """The share of words within the outermost marks; one word outside does not count."""
    words = [m.start() for m in _WORD.finditer(text, span.start, span.end)]
    quoted = sum(any(m.start <= w < m.end for m in scene.outer) for w in words)
    return 1.0 if 0 < quoted >= len(words) - 1 else quoted / max(1, len(words))


def _as_direct(text: str, scene: Scene, clause: Candidate) -> Candidate:
    """A clause that is one quotation in marks is direct; of several, or with a word outside, it stays mixed."""
    held = [m for m in scene.outer if m.open < clause.span.end and clause.span.start < m.close]
    span = trimmed(text, held[0].start, held[0].end) if len(held) == 1 else None
    if span is not None:
        clause.span, clause.kind, clause.rule = span, "direct", "direct.parsed"
    return clause


def _go_on(here: list[Candidate], last: list[Candidate], open_end: bool) -> None:
    """A paragraph that opens with marks and attributes them to nobody goes on with the speaker of the one before."""
    if not here or not last or here[0].rule != "direct.free":
        return
    spoken = [c for c in last if c.act == "speech" and (c.source or c.inherits)]
    if not spoken:
        return
    direct = [c for c in spoken if c.kind == "direct"]
    before = direct[-1] if direct else spoken[-1]
    here[0].inherits, here[0].rule = before, "direct.next_paragraph"
    if open_end and direct:
        here[0].continues = before
