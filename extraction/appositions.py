"""The name beside the words that a quotation is ascribed to: "curator Ina Falk", "the curator, Ina Falk,".

The parser is unsure of names in apposition to long phrases, so the order of the words decides. `persons` tells of a
token whether it is in the name of a person.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction.cues import reports_by_form
from extraction.naming import offices

Persons = Callable[[Token], bool]
_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM", "PART"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTES = frozenset('"“”„«»')
_FURTHEST = 16  # tokens between an office and the name
_LONGEST_APPOSITION = 45


def is_office(token: Token) -> bool:
    """Whether a noun means one person by what they do: "curator", "Minister", "CEO"."""
    listed = offices()
    if token.text.endswith(".") and token.lower_.rstrip(".") in listed["short"]:
        return True
    return token.tag_ not in ("NNS", "NNPS") and token.lower_.rstrip(".") in listed["one"]


def tells_person(head: Token) -> bool:
    """Whether a noun means one person by an office, a people or an age: "the mayor", "the Dane", "the 40-year-old"."""
    return is_office(head) or is_national(head) or is_aged(head)


def is_national(head: Token) -> bool:
    """ "The Dane", alone behind its article: one of a people, and neither a party nor a paper."""
    before = head.doc[head.i - 1].lower_ if head.i else ""
    alone = before == "the" and head.text[:1].isupper() and head.tag_ not in ("NNS", "NNPS")
    following = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    whole = following is None or (following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and following.text != "-")
    return alone and head.lower_ in offices()["national"] and whole


def is_aged(head: Token) -> bool:
    """ "The 40-year-old", with no noun behind it."""
    return head.lower_ == "old" and head.i > 3 and head.doc[head.i - 2].lower_ == "year"


def name_beside(head: Token, persons: Persons) -> Token | None:
    """The first word of the name behind an office: right behind its phrase, or between commas."""
    doc = head.doc
    if _owner(doc, head.i + 1):
        return None  # "the mayor's cousin, Ina Falk"
    halved = [t.text for t in doc[head.i + 1 : head.i + 2]] == ["-"]  # "co-founder"
    titled = (
        head.i + 1 < len(doc) and doc[head.i + 1].text[:1].isupper() and is_office(doc[head.i + 1])
    )  # "police Chief"
    if not (is_office(head) or head.pos_ == "PROPN" or head.text == "-" or halved or titled):
        return None
    for token in doc[head.i + 1 : head.i + _FURTHEST]:
        if token.i == head.i + 1 and token.dep_ == "acl" and token.lower_ in ("named", "called"):
            following = doc[token.i + 1 : token.i + 2]
            return following[0] if following and persons(following[0]) else None  # "a neighbour named Ina Falk"
        if persons(token) and doc[token.i - 1].text == "and" and _owned(doc, token, persons):
            continue  # "her former husband and Ida's father, Karl Falk"
        if persons(token):
            return None if _owned(doc, token, persons) or _governed(doc, head, token) else token
        if token.text == ",":
            office = is_office(head) or (halved and is_office(doc[min(head.i + 2, len(doc) - 1)]))
            return _between_commas(doc, token.i + 1, persons) if office else None
        if token.text == "." and token.i == head.i + 1 and head.lower_ in offices()["short"]:
            continue  # "Capt. Ina Falk", the stop a token of its own
        if (token.pos_ not in _PHRASE and token.lower_ not in ("-", "and", "&", "based")) or token.text in _QUOTES:
            return None
    return None


def name_described(noun: Token, persons: Persons) -> Token | None:
    """The name that a noun is said of: "Ina Falk, his sister,", "Ina Falk is his sister"."""
    name = noun.head if noun.dep_ == "appos" else None
    if name is None and any(c.dep_ == "cop" and c.tag_ in ("VBZ", "VBP") for c in noun.children):
        name = next((c for c in noun.children if c.dep_ == "nsubj"), None)
    return name if name is not None and persons(name) else None


def who_told(head: Token) -> Token:
    """ "A clerk at the court who told": the clerk, though the clause hangs on the court."""
    above, behind = head.head, head.doc[head.i + 1 : head.i + 2].text
    apart = head.dep_ in ("nmod", "obl") and is_office(above) and not is_office(head)
    return above if apart and behind == "who" else head


def _governed(doc: Doc, head: Token, name: Token) -> bool:
    """ "spokesman for Minister Ina Falk": the name's own titles have a preposition before them, it is somebody else."""
    if name.i - 1 > head.i and is_office(doc[name.i - 1]) and not is_office(head):  # "University of Melk professor"
        return False
    i, titled = name.i - 1, False
    while i > head.i and doc[i].pos_ in ("NOUN", "PROPN", "ADJ"):
        if is_office(doc[i]) or doc[i].lower_.rstrip(".") in offices()["title"]:  # "spokesman for Mr. Falk"
            titled = True
        elif not titled:
            return False
        i -= 1
    return i > head.i and (doc[i].pos_ in ("ADP", "DET", "PART", "CCONJ") or doc[i].text in ("and", "&"))


def _owned(doc: Doc, name: Token, persons: Persons) -> bool:
    """Whether a possessive follows: "director of the Ina Falk's House"."""
    i = name.i
    while i < len(doc) and persons(doc[i]):
        i += 1
    return _owner(doc, i)


def _owner(doc: Doc, i: int) -> bool:
    """Whether a token makes what stands before it a possessor."""
    return i < len(doc) and doc[i].text in ("'s", "’s", "'", "’")


def _between_commas(doc: Doc, i: int, persons: Persons) -> Token | None:
    """A name alone between a comma and the next one, or the end of the attribution."""
    while i < len(doc) and is_office(doc[i]):
        i += 1
    if i >= len(doc) or not persons(doc[i]):
        return None
    name = doc[i]
    while i < len(doc) and persons(doc[i]):
        i += 1
    if i < len(doc) and doc[i].text not in (",", ".", "(", ":", ";", "—", "–"):
        return None
    following = doc[i + 1] if i + 1 < len(doc) else None
    listed = following is not None and doc[i].text == "," and following.pos_ == "CCONJ"
    return None if listed else name


def name_between(last: Token, persons: Persons) -> Token | None:
    """ "The whip, Ina Falk, urged": a full name between commas right behind a phrase that ends with `last`."""
    doc, first = last.doc, last.i + 2
    if first + 1 >= len(doc) or doc[last.i + 1].text != "," or not (persons(doc[first]) and persons(doc[first + 1])):
        return None
    end = first
    while end < len(doc) and persons(doc[end]):
        end += 1
    closed = end < len(doc) and doc[end].text in (",", ")", "—", "–", ".")
    return _between_commas(doc, first, persons) if closed else None


def name_before(cue: Token, persons: Persons) -> Token | None:
    """The last word of a name right before a cue that the tagger took for another word: "Orreby told reporters"."""
    i = cue.i - 1
    while i > 0 and cue.doc[i].pos_ == "ADV" and cue.doc[i].is_lower:
        i -= 1
    return cue.doc[i] if i >= 0 and persons(cue.doc[i]) else None


def name_parted(head: Token, cue: Token, persons: Persons) -> Token | None:
    """The name between a comma or dash and the cue: "when she spoke of the bill – as she did – Venn answered"."""
    name = name_before(cue, persons)
    start = _name_start(cue.doc, name.i, persons) if name is not None else 0
    return name if start - 1 > head.i and cue.doc[start - 1].text in _DASHES else None


def name_shown(head: Token, cue: Token, persons: Persons) -> Token | None:
    """ "Footage of Ina Falk saying …": who is shown, not what shows it."""
    name = name_before(cue, persons)
    start = _name_start(cue.doc, name.i, persons) if name is not None else 0
    if start < head.i + 2 or cue.doc[start - 1].lower_ != "of":
        return None
    return name if cue.doc[start - 2].lower_ in _SHOWING else None


def name_apposed(head: Token, cue: Token, persons: Persons) -> Token | None:
    """ "Her partner at Lenor, Ina Falk, said": a full name between commas right before the cue, wherever it hangs."""
    doc, comma = head.doc, cue.i - 1
    if head.pos_ != "NOUN" or comma <= head.i or doc[comma].text != "," or not persons(doc[comma - 1]):
        return None
    start = _name_start(doc, comma - 1, persons)
    whole = comma - start > 1 and start - 1 > head.i and doc[start - 1].text == ","
    return doc[start] if whole and all(t.pos_ in _PHRASE for t in doc[head.i + 1 : start - 1]) else None


_SHOWING = frozenset(
    {"footage", "video", "videos", "clip", "clips", "recording", "recordings", "tape", "audio", "film"}
)
_DASHES = (",", "—", "–", "―", "--")


def name_of_one(head: Token, persons: Persons) -> Token | None:
    """ "One of the authors of the report, Ina Falk, said": the full name between commas behind "one of"."""
    doc = head.doc
    if head.lower_ not in ("one", "another") or doc[head.i + 1 : head.i + 2].text.lower() != "of":
        return None
    comma = next((t.i for t in doc[head.i : head.i + _FURTHEST] if t.text == ","), len(doc))
    full = comma + 2 < len(doc) and persons(doc[comma + 1]) and persons(doc[comma + 2])
    return doc[comma + 1] if full else None


def name_opening(cue: Token, persons: Persons) -> Token | None:
    """The name that an apposition or a place parts from its cue: "Ina Falk, chair of the Centre for Tides, says"."""
    doc, end = cue.doc, cue.i
    while end and doc[end - 1].pos_ in ("AUX", "ADV") and doc[end - 1].is_lower:
        end -= 1
    i = _clause_start(doc, end)
    i += i < end and doc[i].is_lower and reports_by_form(doc[i])  # `…," said Ina Falk, a clerk, who`
    while i < end and (is_office(doc[i]) or (doc[i].pos_ in ("ADJ", "PROPN", "DET") and not persons(doc[i]))):
        i += 1
    if i >= end or not persons(doc[i]):
        return None
    name = doc[i]
    while i < end and persons(doc[i]):
        i += 1
    behind = doc[i:end]
    if len(behind) > 1 and behind[0].pos_ == "ADP" and all(t.pos_ in _PHRASE for t in behind):
        return name
    while len(behind) > 3 and behind[-1].is_quote | (behind[-1].text == "''"):
        behind = behind[:-1]  # `a pro-Falk "fund," said`
    parted = len(behind) > 2 and behind[0].text in _PARTING and behind[-1].text in (*_PARTING, ")")
    listed = any(t.pos_ == "CCONJ" for t in behind[:2])
    return name if parted and not listed and not _main_verb(behind) else None


_PARTING = (",", "(", "—", "–")


def together(head: Token, cue: Token, persons: Persons) -> tuple[int, int] | None:
    """First and last token of two who speak before one cue, "Falk and his father said", where one is a name."""
    doc, last = head.doc, head.i
    while last + 1 < cue.i and persons(head) and persons(doc[last + 1]):
        last += 1
    behind = [t for t in doc[last + 1 : cue.i] if not (t.pos_ in ("AUX", "ADV") and t.is_lower)]
    if persons(head) and len(behind) > 1 and behind[0].lower_ == "and" and all(t.pos_ in _NOMINAL for t in behind[1:]):
        return _name_start(doc, head.i, persons), behind[-1].i
    first = head.i
    while first and doc[first - 1].pos_ in ("DET", "PRON", "ADJ") and doc[first - 1].tag_ != "PRP":
        first -= 1
    if first < 2 or doc[first - 1].lower_ != "and" or not persons(doc[first - 2]) or behind:
        return None
    start = _name_start(doc, first - 2, persons)
    opens = start == 0 or doc[start].is_sent_start or doc[start - 1].is_punct
    return (start, last) if opens else None


_NOMINAL = frozenset({"NOUN", "PROPN", "DET", "ADJ", "PRON"})


def _name_start(doc: Doc, i: int, persons: Persons) -> int:
    while i and persons(doc[i - 1]):
        i -= 1
    return i


def _main_verb(tokens: TokenSpan) -> bool:
    """Whether a finite verb stands in some tokens other than in a relative clause."""
    relative = False
    for token in tokens:
        relative = relative or token.lower_ in ("who", "which", "that", "whose", "whom", "until", "where", "when")
        if token.tag_ in _FINITE and not relative:
            return True
    return False


def _clause_start(doc: Doc, end: int) -> int:
    """The first token behind the last quotation mark or end of a sentence before a cue."""
    earliest = max(0, end - _LONGEST_APPOSITION)
    for token in reversed(doc[earliest : end - 1]):
        if token.text in _QUOTES or token.text in ("''", "``") or token.text in (".", "?", "!", ":", ";"):
            return token.i + 1
    return earliest
