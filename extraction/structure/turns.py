"""Paragraphs to turns: by their labels, by decoding questions and answers, or none at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from extraction.structure import decode, questions
from extraction.structure.captions import Marks
from extraction.structure.decode import State
from extraction.structure.labels import ANSWERERS, QUESTIONERS, Label
from extraction.structure.paragraphs import Paragraph
from extraction.structure.signs import Signs

Part = Literal["question", "answer"]
_TRANSCRIPT = re.compile(
    r"\b(?:transcript|excerpts?|full (?:text|interview)|interview|conversation|q ?& ?a|questions and answers|answers)"
    r"\b.{0,80}"
    r"\b(?:below|follows?|following|here is|edited|condensed|translated)\b|"
    r"\b(?:below|here|following|what follows) (?:is|are)\b.{0,60}"
    r"\b(?:transcript|excerpts?|interview|conversation|text|q ?& ?a|answers)\b",
    re.I,
)
_FEWEST_QUESTIONS = 2
_FEWEST_BOLD = 3
# By the share of plain questions: how much better than narrative the text must read as an
# interview, per paragraph, and how many paragraphs of answer a question may have. Set on open interviews (GUM) against
# columns that ask rhetorical questions.
_GATES = ((0.8, 0.8, 9.0), (0.5, 1.2, 5.0), (0.0, 2.5, 4.0))


@dataclass(frozen=True, slots=True)
class Turn:
    """Paragraph numbers of one turn, in order; `label` is the label's key and name where it had one."""

    part: Part
    paragraphs: tuple[int, ...]
    label: Label | None = None


def labelled(paragraphs: Sequence[Paragraph], marks: Marks, labels: Sequence[Label]) -> list[Turn]:
    """A turn runs from its label to the next; what is marked (a caption, say) lies within it without being of it."""
    asking = _questioners(paragraphs, labels)
    turns: list[Turn] = []
    for label, until in zip(labels, [*(other.at for other in labels[1:]), len(paragraphs)], strict=True):
        first = label.at + (label.form == "alone")
        mine = _own(paragraphs, [i for i in range(first, until) if marks[i] is None], last=until == len(paragraphs))
        part: Part = "question" if label.key in asking else "answer"
        if not mine:
            continue
        if turns and turns[-1].label is not None and turns[-1].label.key == label.key and turns[-1].part == part:
            # Some transcripts repeat the label on each paragraph of one turn.
            turns[-1] = Turn(part, (*turns[-1].paragraphs, *mine), turns[-1].label)
        else:
            turns.append(Turn(part, mine, label))
    return turns


def closes(p: Paragraph) -> bool:
    """Whether a line only tells whom one has heard: "In the studio was the minister, Jane Doe."."""
    return p.words <= _LONGEST_CLOSING and bool(_CLOSING.match(p.plain))


_LONGEST_CLOSING = 30
_CLOSING = re.compile(
    r"(?:in the studio (?:was|were)|(?:our|the|tonight['’]s|today['’]s) guest (?:was|has been)|"
    r"(?:you|we) (?:were|have been) (?:listening|talking|speaking) (?:to|with)|"
    r"(?:the )?(?:interview|questions|conversation) (?:was|were) (?:conducted|put|asked|recorded|led) |"
    r"[A-Z][\w.’' -]{3,60} (?:was|were) (?:speaking|talking) (?:to|with) )",
    re.I,
)


def _own(paragraphs: Sequence[Paragraph], free: Sequence[int], *, last: bool) -> tuple[int, ...]:
    """The paragraphs of a turn, without a heading after it or, at the end, the reporter's closing words."""
    if last:
        free = free[: len(free) - _outro([paragraphs[i].signs for i in free[1:]])]
        free = free[:-1] if len(free) > 1 and closes(paragraphs[free[-1]]) else free
    kept = list(free)
    while len(kept) > 1 and is_heading(paragraphs[kept[-1]]) and not last:
        kept.pop()
    return tuple(kept)


def _outro(signs: Sequence[Signs]) -> int:
    """How many paragraphs at the end report rather than answer."""
    best, total, cut = 2.0, 0.0, 0
    for n, s in enumerate(reversed(signs), 1):
        total += questions.reports(s)
        if total > best:
            best, cut = total, n
    return cut


def is_heading(p: Paragraph) -> bool:
    """A few words that are no sentence: a section's heading between two turns."""
    return p.words <= 8 and not p.is_sentence and not p.plain.endswith("?") and p.plain[-1:] not in '"”’…—–-'


def _questioners(paragraphs: Sequence[Paragraph], labels: Sequence[Label]) -> set[str]:
    """The keys of those who ask: known words for it, else those whose turns ask most."""
    by_key: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_key[label.key].append(label)
    if known := by_key.keys() & QUESTIONERS:
        return set(known)
    if sum(label.posts for label in labels) > 1:
        return set()  # each posts for himself
    share = {key: _asking_share(paragraphs, mine) for key, mine in by_key.items() if key not in ANSWERERS}
    asking = {key for key in share if share[key] >= 0.5}
    if not asking and share and len(by_key) > 1:
        asking = {max(share, key=lambda key: (share[key], -len(by_key[key])))}
    if len(by_key) > 1 and asking == by_key.keys():
        # Of several that ask as seldom, the one that comes in last answers: a set's own order changes from run to run.
        asking.discard(min(reversed(share), key=lambda key: share[key]))
    return asking


def _asking_share(paragraphs: Sequence[Paragraph], labels: Sequence[Label]) -> float:
    """The share of turns that ask, by their first paragraph."""
    asked = 0
    for label in labels:
        at = min(label.at + (label.form == "alone"), len(paragraphs) - 1)
        asked += questions.asks(paragraphs[at].signs) > 0
    return asked / len(labels)


def half_labelled(labels: Sequence[Label]) -> bool:
    """Only the questions, or only the answers, bear a label."""
    return len({label.key for label in labels}) == 1


def decoded(paragraphs: Sequence[Paragraph], marks: Marks, start: int, labels: Sequence[Label] = ()) -> list[Turn]:
    """The turns of a text without labels, or with labels before only one part; empty where it is no interview."""
    alone = {label.at for label in labels if label.form == "alone"}
    opened = {label.at + (label.at in alone): label for label in labels}
    free = [i for i in range(start, len(paragraphs)) if marks[i] is None and i not in alone]
    free = free[_after_transcript_line(paragraphs, free) :]
    read = [paragraphs[i].signs for i in free]
    kept = _without_headings(paragraphs, free, read, opened)
    free, signs = [free[n] for n in kept], [read[n] for n in kept]
    allowed = _forced(paragraphs, free, labels, opened) if labels else _forced_by_bold(signs)
    states, gain = decode.decode(signs, allowed)
    turns = _turns(free, states, opened)
    if not labels and not _is_interview(turns, states, signs, gain):
        return []
    if turns:
        ending = turns[-1].paragraphs
        cut = _outro([paragraphs[i].signs for i in ending[1:]])
        ending = ending[: len(ending) - cut]
        ending = ending[:-1] if len(ending) > 1 and closes(paragraphs[ending[-1]]) else ending
        turns[-1] = Turn(turns[-1].part, ending, turns[-1].label)
    return turns


def _without_headings(
    paragraphs: Sequence[Paragraph], free: Sequence[int], signs: Sequence[Signs], opened: Container[int]
) -> list[int]:
    """Numbers into `free` of all but the headings that stand between an answer and a question."""
    heading = [is_heading(paragraphs[i]) and i not in opened for i in free]
    dropped: set[int] = set()
    for n in range(len(free) - 2, -1, -1):
        # From the end, so that of several headings in a row (a caption and its credit) all go.
        leads_on = n + 1 in dropped or questions.asks(signs[n + 1]) > 0
        after_question = n > 0 and not heading[n - 1] and questions.asks(signs[n - 1]) > 0
        if heading[n] and leads_on and not after_question:
            dropped.add(n)
    return [n for n in range(len(free)) if n not in dropped]


def _after_transcript_line(paragraphs: Sequence[Paragraph], free: Sequence[int]) -> int:
    """How many paragraphs stand before the transcript, where a line of the introduction announces it."""
    for n, i in enumerate(free[: len(free) * 2 // 3]):
        p = paragraphs[i]
        if p.words <= 45 and _TRANSCRIPT.search(p.plain[:400]) and not p.plain.endswith("?"):
            return n + 1
    return 0


def _forced(
    paragraphs: Sequence[Paragraph], free: Sequence[int], labels: Sequence[Label], opened: Container[int]
) -> list[frozenset[State] | None]:
    """Where the labels of one part stand, the states that they allow: the part itself there, anything else between."""
    asking = labels[0].key in _questioners(paragraphs, labels)
    opening: State = "question" if asking else "answer"
    other: frozenset[State] = frozenset(decode.STATES) - {opening}
    return [frozenset({opening}) if i in opened else other for i in free]


def _forced_by_bold(signs: Sequence[Signs]) -> list[frozenset[State] | None]:
    """Where three questions and more are in bold letters, nothing else asks."""
    bold = sum(s.bold for s in signs)
    if bold < _FEWEST_BOLD or bold > 0.6 * len(signs):
        return []
    plain: frozenset[State] = frozenset({"narrative", "answer", "more_answer"})
    return [None if s.bold else plain for s in signs]


def _turns(free: Sequence[int], states: Sequence[State], labels: dict[int, Label]) -> list[Turn]:
    turns: list[Turn] = []
    for i, state in zip(free, states, strict=True):
        if state in ("question", "answer"):
            turns.append(Turn("question" if state == "question" else "answer", (i,), labels.get(i)))
        elif state in ("more_question", "more_answer") and turns:
            turns[-1] = Turn(turns[-1].part, (*turns[-1].paragraphs, i), turns[-1].label)
    return turns


def _is_interview(turns: Sequence[Turn], states: Sequence[State], signs: Sequence[Signs], gain: float) -> bool:
    """Enough questions, an answer to each, someone who speaks of himself or is spoken to, and a clear gain."""
    asked = [s for s, state in zip(signs, states, strict=True) if state == "question"]
    answered = [s for s, state in zip(signs, states, strict=True) if state in ("answer", "more_answer")]
    if len(asked) < _FEWEST_QUESTIONS or len(answered) < len(asked) or turns[-1].part != "answer":
        return False
    plain = sum(questions.is_plain_question(s) for s in asked) / len(asked)
    per_paragraph, most_answers = next((gain, most) for least, gain, most in _GATES if plain >= least)
    if gain < per_paragraph * (len(asked) + len(answered)) or len(answered) > most_answers * len(asked):
        return False
    told = sum(bool(s.i or s.we) for s in answered) / len(answered)
    addressed = sum(bool(s.you) for s in asked) / len(asked)
    with_mark = sum(s.asks > 0 or s.bold for s in asked) / len(asked)
    return with_mark >= 0.4 and told + addressed >= 0.35 and (told >= 0.2 or plain >= 0.8)
