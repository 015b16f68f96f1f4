"""What the words of a paragraph show of who speaks: pronouns, questions, openings, quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.structure import wordlists

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


def read_signs(plain: str, words: int) -> Signs:
    """What a paragraph on one line shows, of so many words."""
    head = plain[:_HEAD]
    pieces = _QUOTE_MARKS.split(head)
    outside = " ".join(pieces[::2])
    first = _SENTENCE.split(head[:400], maxsplit=1)[0]
    first_mark = head[len(first) : len(first) + 4]
    opening = head.lstrip("\"“„«‘'*_[(–—- ")[:120]
    return Signs(
        words=words,
        ends_asking=plain.rstrip('"”’)*_]» ').endswith("?"),
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
        thanks=bool(_THANKS.match(opening)) and words <= 20,
        bold=plain.startswith(("**", "__", "<b>", "<strong>")) and plain.endswith(("**", "__", "</b>", "</strong>")),
        vocative=bool(_VOCATIVE.match(opening)),
        quoted=len(pieces) > 2,
        reports=bool(_REPORTING.search(head) or (len(pieces) > 2 and _THEY_SAID.search(outside))),
    )
