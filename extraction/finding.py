"""All quotations of a parsed document, their speakers still words, paragraph by paragraph, in the text's order."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Token

from extraction.attribution import FINITE, head_of_phrase
from extraction.candidates import Candidate, Scene, Source, stage
from extraction.credits import DASHES
from extraction.cues import quotes, reports_by_form
from extraction.direct import find_direct
from extraction.entities import is_actor
from extraction.indirect import find_indirect
from extraction.marks import looks_like_name
from extraction.nested import find_nested, find_told
from extraction.parsed import ParsedDocument
from extraction.placing import trimmed
from extraction.subjects import subject, subject_by_place
from extraction.types import Span
from extraction.word_order import sentence_opening

_WORD = re.compile(r"\w+")


def find_candidates(parsed: ParsedDocument) -> list[Candidate]:
    """Everything that reports speech or thought, sorted by where it begins."""
    found: list[Candidate] = []
    last: list[Candidate] = []
    above: Scene | None = None
    for paragraph in parsed.paragraphs:
        scene = stage(parsed.text, paragraph)
        here = _in_paragraph(parsed.text, scene)
        if above is not None and not _introduced(parsed.text, above, here):
            _go_on(here, last, bool(above.outer) and not above.outer[-1].closed)
        _credited(scene, last)
        found += here
        last, above = here, scene
    return sorted(found, key=lambda c: (c.span.start, c.span.end))


def _in_paragraph(text: str, scene: Scene) -> list[Candidate]:
    """Clauses first, to know which marks are parts of one; words wholly in marks are for the marks to attribute."""
    clauses = find_indirect(text, scene)
    whole = [c for c in clauses if _quoted_share(text, scene, c.span) >= 0.9]
    partly = [c for c in clauses if c not in whole]
    alone = find_direct(text, scene, []) if partly else []
    strong = [c for c in alone if c.rule in _STRONG and _a_sentence(text, c)]
    partly = [c for c in partly if not any(_overlap(c.span, s.span) for s in strong)]
    found = find_direct(text, scene, partly) + partly
    for clause in whole:
        if not any(_overlap(clause.span, c.span) for c in found):
            found.append(_as_direct(text, scene, clause))
    found += _fragments(text, scene, found)
    found += find_nested(text, scene, found)
    found += find_told(text, scene, found)
    found = sorted(found, key=lambda c: (c.span.start, c.span.end))
    _behind_reported(text, found)
    _parted(found)
    return [c for c in found if not _holds_its_source(c)]


def _holds_its_source(candidate: Candidate) -> bool:
    """Whether a reported clause is who reports it: "Several judges who sat there | have cited the vote"."""
    source = candidate.source
    if source is None or candidate.kind == "direct" or source.head.pos_ not in ("NOUN", "PROPN"):
        return False
    return candidate.span.start <= source.paragraph.start + source.head.idx < candidate.span.end


def _behind_reported(text: str, found: list[Candidate]) -> None:
    """Whole sentences in marks right behind what somebody is reported to have said are his, too."""
    for candidate in found:
        if candidate.rule != "direct.free" or candidate.inherits is not None:
            continue
        start = candidate.span.start
        told = [c for c in found if c.span.end <= start and c.kind in ("indirect", "mixed") and c.part_of is None]
        if not told or told[-1].act != "speech" or told[-1].source is None:
            continue
        between = text[told[-1].span.end : start]
        if len(between) <= _NEXT_SENTENCE and len(_SENTENCE_ENDS.findall(between)) <= 1 and "\n" not in between:
            candidate.inherits, candidate.rule = told[-1], "direct.same_paragraph"


_SENTENCE_ENDS = re.compile(r"[.?!](?=\s|$)")


def _fragments(text: str, scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """Some words in marks in the sentence behind a reported one: "This includes ending "the long wait"."""
    more = []
    for marked in scene.outer:
        inner = text[marked.start : marked.end]
        if len(inner.split()) < 3 or looks_like_name(text, marked) or not inner.lstrip()[:1].islower():
            continue
        if any(c.span.start < marked.close and marked.open < c.span.end for c in found):
            continue
        first = scene.sentence_start(scene.first_after(marked.open))
        start = scene.offset(first)
        told = [c for c in found if c.act == "speech" and (c.source or c.inherits) and c.span.end <= start]
        span = trimmed(text, marked.start, marked.end)
        if not told or span is None or start - told[-1].span.end > _NEXT_SENTENCE:
            continue
        candidate = Candidate(span, "direct", "direct.fragment", inherits=told[-1])
        head = subject(scene.paragraph.doc[first].sent.root)
        if head is not None and head.i >= first and scene.inside[head.i] < 0 and _somebody(head):
            candidate.source, candidate.inherits = Source(scene.paragraph, head), None
        before = [c for c in found if c.kind == "direct" and start <= c.span.start and c.span.end <= span.start]
        if before and not _SENTENCE_ENDS.search(text, before[-1].span.end, span.start):
            candidate.continues = before[-1]  # `"It holds," she said, and "for long."`
        more.append(candidate)
    return more


def _parted(found: list[Candidate]) -> None:
    """`It's a gift, Falk said, that "is for all."`: what one cue parts is one utterance."""
    for before, behind in pairwise(found):
        if before.rule.endswith(".aside") and behind.rule == "direct.before" and before.cue == behind.cue:
            behind.continues = behind.continues or before


_NEXT_SENTENCE = 60  # characters between a reported clause and the sentence behind it: its attribution, at most


def _somebody(head: Token) -> bool:
    return head.pos_ == "PROPN" or head.lower_ in ("he", "she", "they") or is_actor(head)


_STRONG = frozenset({"direct.after", "direct.colon", "direct.comma"})


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
    if len(held) == 1 and _WORD.search(text[clause.span.start : held[0].open] + text[held[0].close : clause.span.end]):
        return clause
    span = trimmed(text, held[0].start, held[0].end) if len(held) == 1 else None
    if span is not None:
        clause.span, clause.kind, clause.rule = span, "direct", "direct.parsed"
    return clause


def _introduced(text: str, above: Scene, here: list[Candidate]) -> bool:
    """A paragraph that opens with marks behind one that ends with a colon: "The minister wrote:"."""
    doc = above.paragraph.doc
    end = len(text[above.paragraph.start : above.paragraph.end].rstrip())
    if not here or here[0].rule != "direct.free" or not end or text[above.paragraph.start + end - 1] != ":":
        return False
    last = doc[len(doc) - 1]
    words = doc[sentence_opening(last) : last.i + 1]
    cue = next((t for t in reversed(words) if quotes(t) or reports_by_form(t)), last.sent.root)
    head = subject(cue) or subject_by_place(cue)
    if cue.i == words[0].i:  # "Stated Falk:"
        head = head_of_phrase(list(words[1:])) or head
    if head is None or above.inside[head.i] >= 0:
        return False
    here[0].source, here[0].cue, here[0].rule = Source(above.paragraph, head), above.of(cue), "direct.introduced"
    return True


def _credited(scene: Scene, last: list[Candidate]) -> None:
    """A paragraph `- Anna Kask` below a quotation that nobody is said to have spoken."""
    words = [t for t in scene.paragraph.doc[:14] if not t.is_space]
    if not last or last[-1].rule not in ("direct.free", "direct.next_paragraph") or len(words) < 2 or len(words) > 12:
        return
    if words[0].text in DASHES and words[1].text[:1].isupper() and not any(t.tag_ in FINITE for t in words):
        head = head_of_phrase(words[1:])
        if head is not None:
            last[-1].source, last[-1].inherits, last[-1].rule = Source(scene.paragraph, head), None, "direct.credit"


def _go_on(here: list[Candidate], last: list[Candidate], open_end: bool) -> None:
    """A paragraph that opens with marks and attributes them to nobody goes on with the speaker of the one before."""
    if not here or not last or here[0].rule != "direct.free":
        return
    spoken = [c for c in last if c.act == "speech" and (c.source or c.inherits) and c.part_of is None]
    if not spoken:
        return
    direct = [c for c in spoken if c.kind == "direct"]
    before = direct[-1] if direct else spoken[-1]
    here[0].inherits, here[0].rule = before, "direct.next_paragraph"
    if open_end and direct:
        here[0].continues = before
