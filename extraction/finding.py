"""All quotations of a parsed document before their speakers are resolved, paragraph by paragraph, in the text's order."""

from __future__ import annotations

from extraction.candidates import Candidate, Scene, stage
from extraction.direct import find_direct
from extraction.indirect import find_indirect
from extraction.parsed import ParsedDocument


def find_candidates(parsed: ParsedDocument) -> list[Candidate]:
    """Everything that reports speech or thought, sorted by where it begins."""
    found: list[Candidate] = []
    last: list[Candidate] = []
    open_end = False
    for paragraph in parsed.paragraphs:
        scene = stage(parsed.text, paragraph)
        here = _in_paragraph(parsed.text, scene)
        _go_on(here, last, scene, open_end)
        found += here
        open_end = bool(scene.outer) and not scene.outer[-1].closed
        last = here
    return sorted(found, key=lambda c: (c.span.start, c.span.end))


def _in_paragraph(text: str, scene: Scene) -> list[Candidate]:
    indirect = find_indirect(text, scene)
    taken = [c.span for c in indirect]
    direct = find_direct(text, scene, taken)
    return sorted(direct + indirect, key=lambda c: (c.span.start, c.span.end))


def _go_on(here: list[Candidate], last: list[Candidate], scene: Scene, open_end: bool) -> None:
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
