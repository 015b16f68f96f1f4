"""From a text to its Structure: the stages in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.structure import (
    captions,
    furniture,
    heads,
    imprint,
    labels,
    metadata,
    names,
    paragraphs,
    persons,
    pull_quotes,
    turns,
)
from extraction.structure.captions import Marks
from extraction.structure.labels import Label
from extraction.structure.paragraphs import Paragraph
from extraction.structure.turns import Turn
from extraction.types import DocType, RosterPerson, Segment, SegmentKind, Span, Structure

_HEADING = re.compile(r"#{1,6}\s{1,4}(?=\S)")
# An introduction longer than this is an article: names are not looked for in all of it.
_LONGEST_INTRO = 40
_HEARD = 400  # characters of a question in which somebody is called by name


def read_structure(text: str, *, roster: Sequence[RosterPerson] = ()) -> Structure:
    """The segments, type and title of a text, with what it suggests about its date and outlet.

    Every paragraph is a segment, in order; offsets are code points into `text`, end exclusive. Persons of the roster
    help to find full names. Never raises.
    """
    lines = paragraphs.split(text, labels.looks_labelled)
    found = labels.find(text, lines)
    taken = {label.at for label in found}
    marks = furniture.mark(lines, taken)
    title = heads.mark_head(lines, marks, taken - {found[0].at} if _first_is_title(lines, marks, found) else taken)
    found = [label for label in found if label.at != title]
    captions.mark_blocks(lines, marks, {label.at for label in found})
    pull_quotes.mark(lines, marks, {label.at for label in found})
    spoken = _turns(lines, marks, found, title)
    body_from = min([*(turn.paragraphs[0] for turn in spoken[:1]), *(label.at for label in found[:1]), len(lines)])
    doc_type = metadata.doc_type(lines, marks, title, spoken)
    if doc_type == "post" and title is not None and marks[title + 1] == "embed":
        # The name over a post is its author's, and no title.
        marks[title], title = "byline", None
    if doc_type not in ("speech", "post"):
        heads.mark_lead(lines, marks, title, body_from)
    people = persons.People(lines, marks, min(body_from, _LONGEST_INTRO), roster)
    people.hear(lines[t.paragraphs[0]].plain for t in spoken if t.part == "question" and not t.label)
    people.hear(_said(text, lines, t) for t in spoken if t.part == "question" and t.label)
    people.hear_last(lines[i].plain[:_HEARD] for t in spoken if t.part == "question" for i in t.paragraphs)
    spoken = _without_captions(lines, marks, spoken, people.interviewee())
    segments = _segments(text, lines, marks, spoken, found, people, doc_type)
    return Structure(
        doc_type=doc_type,
        title=None if title is None else Span(*_unmarked(text, lines[title].start, lines[title].end)),
        segments=segments,
        published=metadata.published(text, lines, marks),
        outlet=metadata.outlet(text, lines, marks, spoken, body_from if spoken else None, people.interviewee()),
    )


def _said(text: str, lines: Sequence[Paragraph], turn: Turn) -> str:
    """The first words of a labelled turn."""
    p = lines[turn.paragraphs[0]]
    start = turn.label.content if turn.label and turn.label.at == turn.paragraphs[0] else None
    return text[start or p.start : p.end][:120]


def _first_is_title(lines: Sequence[Paragraph], marks: Marks, found: Sequence[Label]) -> bool:
    """`Jane Doe: We will win` over an interview in which `Jane Doe:` labels her answers, the line of publication before
    it or not.
    """
    if len(found) < 2 or found[0].form == "alone":
        return False
    first = found[0].at
    if not all(marks[i] or imprint.is_imprint(lines[i].plain) for i in range(first)):
        return False
    if found[0].key in labels.QUESTIONERS or lines[first].words > 30 or lines[first].plain.endswith("?"):
        return False
    return found[1].at > first + 1 or not lines[first].is_sentence


def _turns(lines: Sequence[Paragraph], marks: Marks, found: Sequence[Label], title: int | None) -> list[Turn]:
    start = 0 if title is None else title + 1
    if not found:
        return turns.decoded(lines, marks, start)
    if turns.half_labelled(found):
        return turns.decoded(lines, marks, start, found)
    return turns.labelled(lines, marks, found)


def _without_captions(
    lines: Sequence[Paragraph], marks: Marks, spoken: Sequence[Turn], person: str | None
) -> list[Turn]:
    """Within a longer turn, a short paragraph that opens with the interviewee's own name describes a picture."""
    if person is None:
        return list(spoken)
    kept: list[Turn] = []
    for turn in spoken:
        first, *later = turn.paragraphs
        captions = {i for i in later if _pictures(lines[i], person)}
        for i in captions:
            # At the very end such a line says who the guest is.
            marks[i] = "editors_note" if turn is spoken[-1] and i == later[-1] else "caption"
        kept.append(replace(turn, paragraphs=(first, *(i for i in later if i not in captions))))
    return kept


def _pictures(p: Paragraph, person: str) -> bool:
    if p.words > 30 or person not in p.plain[:80]:
        return False
    s = p.signs
    opens = names.people(p.plain[:80])[:1] == [person]
    return opens and not (s.i or s.we or s.you or s.asks or s.quoted)


def _segments(
    text: str,
    lines: Sequence[Paragraph],
    marks: Marks,
    spoken: Sequence[Turn],
    found: Sequence[Label],
    people: persons.People,
    doc_type: DocType,
) -> tuple[Segment, ...]:
    turn_of = {i: n for n, turn in enumerate(spoken) for i in turn.paragraphs}
    speakers = _speakers(spoken, people)
    content = {label.at: label.content for label in found}
    speaker = people.author() if doc_type == "post" else people.orator() if doc_type == "speech" else None
    segments = []
    for i, p in enumerate(lines):
        if doc_type == "post" and i not in turn_of:
            speaker = persons.poster(p) or speaker
        start, end = _unmarked(text, content.get(i) or p.start, p.end)
        kind: SegmentKind = marks[i] or "paragraph"
        if i in turn_of:
            n = turn_of[i]
            segments.append(Segment(spoken[n].part, start, end, n, speakers[n]))
        elif i in content and content[i] is None:
            # A label alone on its line is no one's words.
            segments.append(Segment("page_furniture", p.start, p.end))
        else:
            segments.append(Segment(kind, start, end, None, speaker if kind == "paragraph" else None))
    return tuple(segments)


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without the signs by which plain text writes a heading or bold letters."""
    m = _HEADING.match(text, start, end)
    start = m.end() if m else start
    for sign in ("**", "__", "*", "_"):
        if end - start > 2 * len(sign) and text.startswith(sign, start) and text.endswith(sign, start, end):
            return start + len(sign), end - len(sign)
    return start, end


def _speakers(spoken: Sequence[Turn], people: persons.People) -> list[str | None]:
    known: dict[tuple[str, str], str | None] = {}
    speakers: list[str | None] = []
    for turn in spoken:
        key = (turn.part, turn.label.key if turn.label else "")
        if key not in known:
            known[key] = _speaker(turn, people)
        speakers.append(known[key])
    return speakers


def _speaker(turn: Turn, people: persons.People) -> str | None:
    if turn.label is not None:
        return persons.label_speaker(turn.label.key, turn.label.name, turn.part == "question", people)
    return persons.INTERVIEWER if turn.part == "question" else people.interviewee()
