"""Words in quotation marks and who spoke them, read from what stands beside the marks.

The parse alone is not enough here: a long quotation often breaks it, and the newspaper's conventions say more. A verb
of the lexicon right after the closing mark (`"…," she said`), or right before the opening one (`She told us: "…"`),
attributes; marks around whole sentences without either go on with the speaker before them.
"""

from __future__ import annotations

from extraction.attribution import Attribution, after, before
from extraction.candidates import Candidate, Scene, Source
from extraction.credits import behind_label, behind_subject, credit, label_within, put_by, signed
from extraction.cues import frames_of, quotes
from extraction.marks import Marked, looks_like_name
from extraction.placing import sentence_begins, stands_free, trimmed
from extraction.types import Span


def find_direct(text: str, scene: Scene, taken: list[Candidate]) -> list[Candidate]:
    """The quotations in the outermost marks of a paragraph that no clause of `taken` already holds."""
    found: list[Candidate] = []
    previous: tuple[Marked, Candidate, Attribution | None] | None = None
    for number, marked in enumerate(scene.outer):
        holder = next((c for c in taken if c.span.start < marked.close and marked.open < c.span.end), None)
        if holder is not None:
            previous = (marked, holder, None) if holder.act == "speech" and holder.source is not None else None
            continue
        content = trimmed(text, marked.start, marked.end)
        if content is None:
            continue
        attribution = _attribution(text, scene, number)
        if attribution and attribution.rule == "direct.behind" and previous and _same_cue(previous[2], attribution):
            attribution = None  # the cue was that of the words before it: these are sentences of their own
        if attribution and previous and (_told_between(attribution) or attribution.rule == "direct.behind.said"):
            attribution = None
        if attribution and attribution.rule == "direct.after" and _within(text, scene, marked, attribution):
            continue
        candidate = Candidate(content, "direct", "")
        if attribution is not None:
            _attribute(scene, candidate, attribution)
            if attribution.rule == "direct.after" and not sentence_begins(text, scene, marked):
                _widen(text, scene, candidate, marked)
            if attribution.rule == "direct.label_within":
                candidate.span = Span(behind_label(text, content), content.end)
            if previous and _same_cue(previous[2], attribution):
                candidate.continues = previous[1]
        elif stands_free(text, scene, number):
            candidate.rule = "direct.free"
            if previous is not None:
                candidate.inherits, candidate.rule = previous[1], "direct.same_paragraph"
        else:
            continue
        found.append(candidate)
        previous = (marked, candidate, attribution)
    _look_ahead(found)
    return found


def _within(text: str, scene: Scene, marked: Marked, attribution: Attribution) -> bool:
    """`Speaking on "Face the City," Kask said that …`: marks within what comes before the sentence's own report."""
    if sentence_begins(text, scene, marked):
        return False
    inner = text[marked.start : marked.end].rstrip(",")
    named = Marked(marked.open, marked.start, marked.start + len(inner), marked.close, 0)
    first, last = scene.first_after(marked.open), attribution.cue.i
    words = scene.paragraph.doc[scene.sentence_start(first) : scene.first_after(marked.close)]
    reports = any(c.dep_ == "ccomp" and c.i > last and scene.inside[c.i] < 0 for c in attribution.cue.children)
    return looks_like_name(text, named) or reports or not any(t.tag_ in _FINITE for t in words)


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _told_between(attribution: Attribution) -> bool:
    """A sentence between two quotations, `He gave no date.`, after which the one who spoke goes on."""
    head = attribution.head
    between = attribution.rule == "direct.behind" and not quotes(attribution.cue)
    return between and head is not None and head.lower_ in ("he", "she", "they")


def _widen(text: str, scene: Scene, candidate: Candidate, marked: Marked) -> None:
    """`The plan is "a gift", Kask said`: what stands before the marks in the sentence is rendered too."""
    first = scene.first_after(marked.open)
    start = scene.offset(scene.sentence_start(first))
    start += text[start] == "("
    if start < marked.open and text[start : marked.open].strip():
        candidate.span, candidate.kind, candidate.rule = Span(start, marked.close), "mixed", "mixed.after"


def _same_cue(one: Attribution | None, other: Attribution) -> bool:
    return one is not None and one.cue.i == other.cue.i


def _attribution(text: str, scene: Scene, number: int) -> Attribution | None:
    """Whose the marked words are: the surest form first."""
    ahead, behind = before(text, scene, number, strict=True), after(text, scene, number)
    if ahead is not None and ahead.rule == "direct.before" and behind is not None:
        ahead = None  # `Nothing she said "will end it," Kask noted`
    return (
        ahead
        or behind
        or put_by(text, scene, number)
        or credit(scene, number)
        or signed(text, scene, number)
        or before(text, scene, number, strict=False)
        or label_within(scene, scene.outer[number])
        or behind_subject(text, scene, number)
    )


def _attribute(scene: Scene, candidate: Candidate, attribution: Attribution) -> None:
    candidate.rule = attribution.rule
    candidate.cue = scene.of(attribution.cue)
    if attribution.rule == "direct.before" and not quotes(attribution.cue):
        candidate.act = frames_of(attribution.cue).get("that", "speech")  # `believes in a press that "takes sides"`
    if attribution.head is not None:
        candidate.source = Source(scene.paragraph, attribution.head)


def _look_ahead(found: list[Candidate]) -> None:
    """Marked sentences at the beginning of a paragraph have the speaker of the attribution that follows in it."""
    for i, candidate in enumerate(found):
        if candidate.rule == "direct.free":
            following = next((c for c in found[i + 1 :] if c.rule.startswith("direct.after")), None)
            if following is not None:
                candidate.inherits, candidate.rule = following, "direct.same_paragraph"
