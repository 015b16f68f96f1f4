"""Questions and answers of a text without labels, decoded as a whole.

A chain over the paragraphs: narrative first (an introduction, perhaps none), then question and answer in turn. The
best chain wins (Viterbi), so that a statement between two answers can be a question and a question inside an answer
need not be one. Time is linear in the paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from extraction.structure import questions
from extraction.structure.signs import Signs

State = Literal["narrative", "question", "more_question", "answer", "more_answer"]

STATES: tuple[State, ...] = ("narrative", "question", "more_question", "answer", "more_answer")
_FROM: dict[State, dict[State, float]] = {
    "narrative": {"narrative": 0.0},
    "question": {"narrative": -1.0, "answer": 0.0, "more_answer": 0.0},
    # A question seldom takes a second paragraph; then the first one leads up to it.
    "more_question": {"question": -3.5, "more_question": -3.0},
    "answer": {"question": 0.0, "more_question": 0.0},
    "more_answer": {"answer": 0.0, "more_answer": 0.0},
}
_BEGIN: dict[State, float] = {"narrative": 0.0, "question": 0.0}
_NEVER = -math.inf


def decode(signs: Sequence[Signs], forced: Sequence[frozenset[State] | None] = ()) -> tuple[list[State], float]:
    """The best state for each paragraph, and by how much that reading beats a plain narrative."""
    if not signs:
        return [], 0.0
    back: list[dict[State, State]] = []
    best = {state: _BEGIN.get(state, _NEVER) + _emit(state, signs[0], _allowed(forced, 0)) for state in STATES}
    for i in range(1, len(signs)):
        step: dict[State, float] = {}
        came: dict[State, State] = {}
        for state in STATES:
            before, score = max(((b, best[b] + cost) for b, cost in _FROM[state].items()), key=lambda pair: pair[1])
            step[state] = score + _emit(state, signs[i], _allowed(forced, i))
            came[state] = before
        back.append(came)
        best = step
    # An interview ends with an answer; a closing word of the interviewer is rare.
    best["question"] -= 3.0
    best["more_question"] -= 3.0
    last = max(STATES, key=lambda state: best[state])
    path = [last]
    for came in reversed(back):
        path.append(came[path[-1]])
    plain = sum(_emit("narrative", s, None) for s in signs)
    return path[::-1], best[last] - plain


def _allowed(forced: Sequence[frozenset[State] | None], i: int) -> frozenset[State] | None:
    return forced[i] if i < len(forced) else None


def _emit(state: State, s: Signs, allowed: frozenset[State] | None) -> float:
    if allowed is not None and state not in allowed:
        return -1e6
    if state == "narrative":
        return questions.reports(s)
    # Scores are log-odds against "a later paragraph of an answer", which is therefore 0.
    if state in ("question", "more_question"):
        return questions.asks(s)
    return questions.begins_answer(s) if state == "answer" else 0.0
