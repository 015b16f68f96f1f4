"""Whether a paragraph asks, answers or reports, by its words: the scores that the decoding of turns adds up.

The weights are ours, set by hand from what interviewers and interviewees do: they ask, address and hand over; they
answer in the first person and at length. No single sign decides; the alternation of turns does (see decode.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.structure import wordlists
from extraction.structure.paragraphs import Paragraph

_HEAD = 2000
_QUOTE_MARKS = re.compile(r"[\"“”„«»]")
_SENTENCE = re.compile(r"[.!?…]+[\"”’)\]]*\s")
_YOU = re.compile(r"\b(?:you|your|yours|yourself|you[’'](?:re|ve|ll|d))\b", re.I)
_I = re.compile(r"\b(?:I|me|my|mine|myself|I[’'](?:m|ve|ll|d))\b")
_WE = re.compile(r"\b(?:we|us|our|ours|ourselves|we[’'](?:re|ve|ll|d))\b", re.I)
_ASKING_START = re.compile(
    r"(?:(?:and|but|so|or|then|now|okay|ok|well|yes|right|also|finally|lastly|however|still|yet|just)[,:]?\s){0,2}"
    rf"{wordlists.pattern('asking_openings')}(?!\w)",
    re.I,
)
_HANDING_OVER = re.compile(rf"(?:(?:and|but|so|now),? )?{wordlists.pattern('handing_over')}(?!\w)", re.I)
_HEARSAY = re.compile(rf"(?:(?:and|but|so|now|still|yet),? )?{wordlists.pattern('hearsay')}(?!\w)", re.I)
_THANKS = wordlists.opening("closing_thanks")
_SURE_START = re.compile(wordlists.pattern("sure_openings"), re.I)
_I_ASK = re.compile(r"\bI(?:[’']d| would)? (?:asked|like to ask|wanted to ask|want to ask|have to ask|must ask)\b")
_ANSWER_START = wordlists.opening("answer_openings")
_SAYS = wordlists.pattern("reporting_verbs")
_REPORTING = re.compile(
    rf"[,”\"’]\s(?:(?:[A-Z][\w’'-]+\s){{1,4}}|he |she |they ){_SAYS}\b|[,”\"’]\s{_SAYS}\s(?:[A-Z]\w+|the )"
)
_THEY_SAID = re.compile(rf"\b(?:he|she|[A-Z][\w’-]+)\s(?:also |then |has |had )?{_SAYS}\b")
_VOCATIVE = re.compile(
    r"(?:mr|mrs|ms|madam|sir|dr|professor|prof|minister|president|ambassador|general|prime minister|secretary)\.?[ ,]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What one paragraph shows. Counts of pronouns leave out what stands in quotation marks."""

    words: int
    ends_asking: bool
    asks: int
    asks_first: bool
    you: int
    i: int
    we: int
    asking_start: bool
    handing_over: bool
    answer_start: bool
    sure_start: bool
    i_ask: bool
    hearsay: bool
    thanks: bool
    bold: bool
    vocative: bool
    quoted: bool
    reports: bool


def signs(p: Paragraph) -> Signs:
    head = p.plain[:_HEAD]
    pieces = _QUOTE_MARKS.split(head)
    outside = " ".join(pieces[::2])
    first = _SENTENCE.split(head[:400], maxsplit=1)[0]
    first_mark = head[len(first) : len(first) + 4]
    opening = head.lstrip("\"“„«‘'*_[(–—- ")[:120]
    return Signs(
        words=p.words,
        ends_asking=p.plain.rstrip('"”’)*_]» ').endswith("?"),
        asks=outside.count("? ") + outside.rstrip(" *_").endswith("?"),
        asks_first="?" in first_mark or first.rstrip("*_").endswith("?"),
        you=len(_YOU.findall(outside)),
        i=len(_I.findall(outside)),
        we=len(_WE.findall(outside)),
        asking_start=bool(_ASKING_START.match(opening)),
        handing_over=bool(_HANDING_OVER.match(opening)),
        answer_start=bool(_ANSWER_START.match(opening)),
        sure_start=bool(_SURE_START.match(opening)),
        i_ask=bool(_I_ASK.search(outside)),
        hearsay=bool(_HEARSAY.match(opening)),
        thanks=bool(_THANKS.match(opening)) and p.words <= 20,
        bold=p.plain.startswith(("**", "__", "<b>", "<strong>"))
        and p.plain.endswith(("**", "__", "</b>", "</strong>")),
        vocative=bool(_VOCATIVE.match(opening)),
        quoted=len(pieces) > 2,
        reports=bool(_REPORTING.search(head) or (len(pieces) > 2 and _THEY_SAID.search(outside))),
    )


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
