"""Wordings that may answer a statement which their text does not hold, told by a word in them or beside them.

Weak evidence by itself: such a link is tentative, and nobody sees it before link_seek finds what it answers.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from extraction.types import Attribution, Link, Relation, Span
from statements.models import Quotation
from statements.vocabulary import FAMILY_OF, Act

CONFIDENCE = 0.45  # where the original is found; measured on the dev half of benchmarks/linking
BESIDE = 60  # code points around a quotation in which its attribution stands
_SAY = r"(?:said|say|saying|call(?:ed|ing)?|claim(?:ed|ing)?|promised?|told|vouched|used? (?:that|the|this) word)"
_WHO = r"(?:I|we|he|she|they)"
_NEVER = r"(?:never|not|n['’]t)(?: \w+ly| ever| been)?"
OWN: Sequence[tuple[Relation, str]] = (
    ("retracts", r"\bwithdr(?:aw|ew|awn|aws)\b|\b(?:take|takes|took|taken)(?: \w+){1,3} back\b|\btook back\b"),
    ("retracts", rf"\b{_WHO}(?: \w+)? should (?:never|not) have\b|\bshouldn['’]t have (?:said|spoken|called|promised)"),
    ("retracts", r"\b(?:regret(?:s|ted)?|contrition|apologi[sz]ed?|(?:was|am|is) sorry|eats? (?:his|her) words)\b"),
    ("denies", rf"\b{_WHO}(?:['’]ve| have| had|['’]d| did| do| would)?(?: {_NEVER}|n['’]t) {_SAY}\b|\bcalled nobody\b"),
    ("denies", rf"\b(?:not|n['’]t) what {_WHO} {_SAY}"),
    (
        "clarifies",
        rf"\b(?:{_WHO} (?:had |only )?meant|what {_WHO} meant|out of context|been aimed at|had referred to)\b",
    ),
    ("clarifies", rf"\b{_WHO} (?:was|were|had been)(?: \w+ly| only| never)? (?:speaking|talking|thinking|referring)\b"),
    ("clarifies", r"\b(?:sentence|words?|remarks?|that) (?:was|were|had been) about\b|\bas though I['’]d been\b"),
    ("corrects", r"\b(?:miscounted|misspoke|misread|got (?:it|that) wrong|first said)\b"),
    ("corrects", r"\bit (?:was|is|came to) [^.;]{3,50}?,? (?:and )?(?:not|no) (?:an? )?\w+|\b\w+, not \w+,"),
    ("corrects", rf"\b(?:{_WHO} told you|it (?:is|was)n['’]t) (?:an? )?\w+\. "),
)
AGAIN: Sequence[tuple[Relation, str]] = (
    (
        "reaffirms",
        r"\bas I (?:told|said)|\bI said (?:it|so|that) (?:on|last|before|then)|\bhad not changed (?:his|her) mind",
    ),
)
AGAIN_BESIDE = (
    r"\b(?:repeat(?:ed|s)?|reiterat(?:ed|es)|once more|again|return(?:ed)? to|stands? by|stood by|uph(?:e|o)ld)\b"
)
OF_ANOTHER: Sequence[tuple[Relation, str]] = (
    ("endorses", r"(?:\b(?:is|was|were|been)|['’](?:s|re)) (?:\w+ly )?right\b|\bagree(?:s|d)? with\b|\bit is right\b"),
    (
        "endorses",
        r"\b(?:that was decent|what a grown-up does|I believe (?:him|her|he|she))\b|\bdoes? \w+ (?:honou?r|credit)",
    ),
    (
        "disputes",
        r"\b(?:simply |just )?not what (?:was|he|she|they)\b|\b(?:is|was)(?:n['’]t| not) (?:true|so|the case)\b",
    ),
    ("disputes", r"\bnothing (?:wrong|of the)\b|\bI know what I\b|\bmore than that\b|\bnot one of\b"),
    (
        "critiques",
        r"\b(?:should|ought to|could)(?:n['’]t| not| never)? have\b|\bno way to\b|\beasily said\b|\binstead\b",
    ),
    (
        "critiques",
        r"\b(?:if you can['’]t|you don['’]t|the answer of|the sort of|should not be surprised|somebody who)\b",
    ),
)
FIRST_WORDS = 200  # of an answer: what answers the question stands at its beginning


def find(text: str, quotations: Sequence[Quotation], *, linked: Collection[tuple[int, str]]) -> Iterator[Link]:
    """Links without a claim; `linked` are the responses with the families in which the extraction has them already."""
    for index, q in enumerate(quotations):
        if q.act != Act.SPEECH or q.is_mention or q.continues_id is not None or not q.speaker_name:
            continue
        seen: set[str] = set()
        for relation, why in _relations(q, text):
            family = FAMILY_OF[relation].value
            if family not in seen and (q.pk, family) not in linked:
                seen.add(family)
                reason = f"the words “{why}” tell that it answers something"
                yield Link(relation, _attribution(q), None, index, (Span(q.start, q.end),), reason, CONFIDENCE)


def _relations(q: Quotation, text: str) -> Iterator[tuple[Relation, str]]:
    words = q.exact
    for relation, pattern in (*OWN, *AGAIN, *OF_ANOTHER):
        if found := re.search(pattern, words, re.IGNORECASE):
            yield relation, found.group()
    beside = text[max(0, q.start - BESIDE) : q.start].rsplit("\n", 1)[-1] + " … " + text[q.end : q.end + BESIDE]
    if found := re.search(AGAIN_BESIDE, beside.split("\n", 1)[0], re.IGNORECASE):
        yield "reaffirms", found.group()


def _attribution(q: Quotation) -> Attribution:
    return "reported" if q.reporter_name else "own"
