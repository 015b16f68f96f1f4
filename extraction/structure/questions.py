"""Whether a paragraph asks, answers or reports, by its words: the scores that the decoding of turns adds up.

The weights are ours, set by hand from what interviewers and interviewees do: they ask, address and hand over; they
answer in the first person and at length. No single sign decides; the alternation of turns does (see decode.py).
"""

from __future__ import annotations

from extraction.structure.signs import Signs


def asks(s: Signs) -> float:
    """How much more a paragraph looks like a question than like part of an answer; about a log-odds."""
    score = -2.2
    if s.ends_asking:
        score += 5.0 if s.words <= 70 else 3.0
    elif s.asks and s.words <= 110:
        score += 2.6 if s.asks_first else 1.2
    if s.asking_start and s.asks:
        score += 1.2
    if s.you:
        score += 1.6 if s.i == 0 and s.we == 0 else 0.6
    if s.handing_over:
        score += 1.0
    if s.vocative:
        score += 1.0
    if s.hearsay and not s.i:
        score += 2.0
    if s.thanks:
        score += 4.0
    if s.bold:
        score += 5.0
    if s.i_ask:
        score += 2.0
    if s.words <= 25 and not (s.i or s.we):
        score += 0.4
    if (s.answer_start or s.sure_start) and not (s.asking_start or s.handing_over or s.hearsay or s.thanks):
        score -= 1.2
    score -= min(2.4, 0.9 * s.i) + min(1.2, 0.5 * s.we)
    return score - _too_long(s.words)


def is_plain_question(s: Signs) -> bool:
    """Ends in a question mark, or is a short remark that only an interviewer makes."""
    remark = s.words <= 40 and not (s.i or s.we) and bool(s.you or s.hearsay)
    return s.ends_asking or s.bold or s.thanks or remark


def _too_long(words: int) -> float:
    return 0.0 if words <= 50 else min(4.0, (words - 50) / 30)


def begins_answer(s: Signs) -> float:
    """How much a paragraph looks like the first of an answer rather than a later one."""
    opening = 1.6 if s.sure_start else 1.0 if s.answer_start else 0.0
    return opening - (0.5 if s.ends_asking else 0.0)


def reports(s: Signs) -> float:
    """How much more a paragraph looks like a reporter's narrative than like words spoken in an interview."""
    score = 0.4 if not (s.i or s.we or s.you) else -0.6
    if s.reports:
        score += 4.0
    elif s.quoted:
        score += 0.3
    score -= min(3.0, 0.8 * s.i + 0.5 * s.we + 0.5 * s.you)
    return score - (1.5 if s.ends_asking else 0.0)
