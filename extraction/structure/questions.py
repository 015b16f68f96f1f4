"""Whether a paragraph asks, answers or reports, by its words: the scores that the decoding of turns adds up.

The weights are ours, set by hand from what interviewers and interviewees do: they ask, address and hand over; they
answer in the first person and at length. No single sign decides; the alternation of turns does (see decode.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.structure.paragraphs import Paragraph

_HEAD = 2000
_QUOTE_MARKS = re.compile(r"[\"“”„«»]")
_SENTENCE = re.compile(r"[.!?…]+[\"”’)\]]*\s")
_YOU = re.compile(r"\b(?:you|your|yours|yourself|you[’'](?:re|ve|ll|d))\b", re.I)
_I = re.compile(r"\b(?:I|me|my|mine|myself|I[’'](?:m|ve|ll|d))\b")
_WE = re.compile(r"\b(?:we|us|our|ours|ourselves|we[’'](?:re|ve|ll|d))\b", re.I)
_ASKING_START = re.compile(
    r"(?:(?:and|but|so|or|then|now|okay|ok|well|yes|right|also|finally|lastly|however|still|yet|just)[,:]?\s(?:finally[,:]?\s|lastly[,:]?\s|then[,:]?\s)?)?"
    r"(?:what|who|whom|whose|where|when|why|how|which|to what|in what|at what|for what|on what|with what|from what|by what|in which|"
    r"do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might|must|am|isn[’']t|aren[’']t|"
    r"don[’']t|doesn[’']t|didn[’']t|wasn[’']t|won[’']t|wouldn[’']t|can[’']t|couldn[’']t|haven[’']t|hasn[’']t|any)\b",
    re.I,
)
_HANDING_OVER = re.compile(
    r"(?:(?:and|but|so|now)[,]? )?(?:finally|lastly|last question|one (?:last|final|more)|another (?:question|issue|point)|"
    r"my (?:last|final|next|first) question|turning to|moving (?:on|to)|coming (?:back )?to|let[’']s (?:talk|turn|move|go|start|begin|discuss)|"
    r"let me (?:ask|turn|start|push|press|follow)|speaking (?:of|about)|(?:on|about|regarding|concerning|as (?:for|to)|with regards? to|"
    r"when it comes to|in terms of) |going back|back to|you(?:[’']ve| have| had|[’']re| are| were| also| just| once| recently)? ?\w*|"
    r"your |tell us|tell me|talk (?:to us|us|me|about)|explain|describe|could we|can we|may i|i(?:[’']d| would| wanted| want)? ?(?:like )?to ask|"
    r"i (?:wonder|understand|read|heard|saw|noticed|assume|gather|take it)|"
    r"(?:some|many|critics|people|others|experts|observers|analysts|opponents) (?:\w+ ){0,2}(?:say|says|argue|claim|believe|think|fear|suggest|call|ask|wonder)|"
    r"it(?:[’']s| is| has been|[’']s been| was| seems?| sounds?| looks?| appears?)(?: been)? (?:said|reported|rumou?red|claimed|often|that you|like you|as if|as though)|"
    r"there (?:is|are|was|were|has|have|[’']s|[’']ve) (?:also )?(?:been )?(?:\w+ )?(?:talk|reports?|rumou?rs?|criticism|speculation|stories|concerns?|claims?)|"
    r"(?:so|but|and) (?:you|that means|what|how|is|are|the)|according to|last (?:week|month|year)|recently|earlier|despite|in your)\b",
    re.I,
)
_ANSWER_START = re.compile(
    r"(?:well|yes|no|yeah|yep|nope|sure|oh|ah|look|listen|exactly|absolutely|definitely|certainly|obviously|clearly|frankly|honestly|"
    r"personally|actually|of course|indeed|right|correct|true|maybe|perhaps|probably|possibly|hopefully|unfortunately|fortunately|again|because|"
    r"i|i[’'](?:m|ve|d|ll)|my|we|we[’'](?:re|ve|ll|d)|our|let me|thank you|thanks|that(?:[’']s| is| was| would| depends)|"
    r"it(?:[’']s| is| was| depends| will| would)|not|never|there(?:[’']s| is| are)|they|he|she|first of all|firstly|first|to be honest|in my|for me|for us|"
    r"as i|good question|great question|difficult|hard to|the (?:same|answer|short|truth|problem|first thing|most important)|both|neither|none|nothing)\b",
    re.I,
)
_SAYS = (
    r"(?:said|says|told|tells|added|adds|noted|notes|explained|explains|stressed|stresses|argued|argues|emphasi[sz]ed|"
    r"emphasi[sz]es|continued|recalled|recalls|admitted|admits|insisted|insists|warned|warns|claimed|claims|replied|"
    r"responded|reveals|revealed|remarked|stated|states|concluded|concludes|observed|credited|clarified)"
)
_REPORTING = re.compile(
    rf"[,”\"’]\s(?:(?:[A-Z][\w’'-]+\s){{1,4}}|he |she |they ){_SAYS}\b|[,”\"’]\s{_SAYS}\s(?:[A-Z]\w+|the )"
)
_THEY_SAID = re.compile(rf"\b(?:he|she|[A-Z][\w’-]+)\s(?:also |then |has |had )?{_SAYS}\b")
_VOCATIVE = re.compile(
    r"^(?:mr|mrs|ms|madam|sir|dr|professor|prof|minister|president|ambassador|general|prime minister|secretary)\.?[ ,]",
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
    if s.answer_start and not s.asking_start and not s.handing_over:
        score -= 1.2
    score -= min(2.4, 0.9 * s.i) + min(1.2, 0.5 * s.we)
    return score - _too_long(s.words)


def _too_long(words: int) -> float:
    return 0.0 if words <= 50 else min(4.0, (words - 50) / 30)


def begins_answer(s: Signs) -> float:
    """How much a paragraph looks like the first of an answer rather than a later one."""
    return (1.2 if s.answer_start else 0.0) - (0.5 if s.ends_asking else 0.0)


def reports(s: Signs) -> float:
    """How much more a paragraph looks like a reporter's narrative than like words spoken in an interview."""
    score = 0.4 if not (s.i or s.we or s.you) else -0.6
    if s.reports:
        score += 4.0
    elif s.quoted:
        score += 0.3
    score -= min(3.0, 0.8 * s.i + 0.5 * s.we + 0.5 * s.you)
    return score - (1.5 if s.ends_asking else 0.0)
