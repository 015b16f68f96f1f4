"""What a phrase ascribes: `According to Kask, …`, `…, according to a poll`, `In the mayor's words, …`."""

from __future__ import annotations

from spacy.tokens import Token

from extraction.candidates import Candidate, Scene, Source
from extraction.clauses import SUBORDINATE
from extraction.entities import is_actor
from extraction.frames import subtree
from extraction.pieces import snapped, without_edges
from extraction.types import Act, QuotationKind
from extraction.word_order import TIMES


def according(scene: Scene, token: Token) -> list[Candidate]:
    """ "According to X, …" and "…, according to X": the rest of the sentence is what X said."""
    doc = scene.paragraph.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return []
    head = (
        token.head
        if token.head.i > token.i
        else next((t for t in doc[token.i + 2 : token.i + 12] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    )
    if head is None or scene.inside[head.i] >= 0:
        return []
    if head.pos_ == "VERB":  # "according to two senators present who asked"
        head = next((c for c in head.children if c.dep_ == "nsubj" and token.i < c.i < head.i), head)
    head = _last_noun(scene, head)
    return _rest_of_sentence(scene, token, token.i + 1, max(head.i, subtree(head)[1]), head, "speech")


def _names_on(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") or token.text == "/"


def _last_noun(scene: Scene, head: Token) -> Token:
    """ "According to a Northern Times poll": the poll, though the parser took the name for the head."""
    doc, i = scene.paragraph.doc, head.i
    while i + 1 < len(doc) and scene.inside[i + 1] < 0 and _names_on(doc[i + 1]):
        i += 1
    noun = doc[i]
    return noun if noun.pos_ == "NOUN" and noun.lower_ not in TIMES and is_actor(noun) else head


_VIEWS: dict[str, Act] = {
    "view": "thought",
    "opinion": "thought",
    "mind": "thought",
    "eyes": "thought",
    "words": "speech",
}


def in_the_view(scene: Scene, token: Token) -> list[Candidate]:
    """`In Kask's view, …` and `in the mayor's words, …`."""
    doc = scene.paragraph.doc
    noun = next((t for t in doc[token.i + 1 : token.i + 8] if t.lower_ in _VIEWS), None)
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss"), None) if noun is not None else None
    if noun is None or owner is None or noun.i + 1 >= len(doc) or doc[noun.i + 1].text != ",":
        return []
    if noun.i + 2 < len(doc) and scene.inside[noun.i + 2] >= 0:  # `because, in her words, "it is dear"`: the marks' own
        return []
    return _rest_of_sentence(scene, token, noun.i, noun.i, owner, _VIEWS[noun.lower_])


def _to_its_comma(scene: Scene, head: int, end: int) -> int:
    """The end of a phrase before the comma behind it, which the parser broke off: "According to co-founder Kask,"."""
    doc = scene.paragraph.doc
    if end + 1 >= len(doc) or (doc[end + 1].is_punct and doc[end + 1].text != "-"):
        return end
    behind = next((t.i - 1 for t in doc[end + 1 : end + 10] if t.text == "," and scene.inside[t.i] < 0), end)
    # "According to a poll, nine in ten | will pay": the parser took the subject for an apposition.
    within = next((t.i - 1 for t in doc[head : end + 1] if t.text == "," and scene.inside[t.i] < 0), None)
    return behind if within is None else within


def _between_dashes(scene: Scene, according: int) -> tuple[int, int] | None:
    """ "Most voters - two in three, according to a poll - say …": what stands behind the first dash is the poll's."""
    doc, end = scene.paragraph.doc, scene.sentence_end(according)
    before = [t.i for t in doc[scene.sentence_start(according) : according] if t.text in _DASHES and t.whitespace_]
    behind = any(t.text in _DASHES and t.whitespace_ for t in doc[according : min(end, according + _LONGEST_NAMED)])
    return (before[-1] + 1, according - 1) if len(before) == 1 and behind else None


_DASHES = frozenset({"—", "–", "--", "-", "―"})
_LONGEST_NAMED = 12


def _rest_of_sentence(scene: Scene, token: Token, cue_end: int, end: int, head: Token, act: Act) -> list[Candidate]:
    """What stands before a phrase of attribution at the end of a sentence, or behind one at its beginning."""
    sentence = token.sent
    if token.i - sentence.start <= 2 and sentence[0].lower_ in ("that", "this", "it"):
        return []  # "That's according to the paper": of the sentence before
    parted = _parts_subject(scene, token, end)
    if parted is None:
        parted = _behind_phrase(scene, token, end)
    if parted is not None:
        return _in_two(scene, token, cue_end, parted, head, act)
    if token.i - sentence.start <= 2:
        end = _to_its_comma(scene, head.i, end)
        last = max(sentence.end - 1, scene.sentence_end(min(end + 1, len(scene.inside) - 1)))
        first = _past_apposition(scene, end + 1, last)
    else:
        first, last = _whole_sentence(scene, sentence.start), token.i - 1
        stated = scene.paragraph.doc[last - 1 if scene.paragraph.doc[last].text == "," else last]
        dashed = _between_dashes(scene, token.i)
        if dashed is not None:
            first, last = dashed
        elif stated.lower_ == "that" or stated.lower_ in SUBORDINATE:  # "Kask said that, according to a poll, …"
            end = _to_its_comma(scene, head.i, end)
            first, last = end + 1, scene.sentence_end(min(end + 1, len(scene.inside) - 1))
    return _ascribed(scene, (token.i, cue_end), (first, last), head, act)


def _past_apposition(scene: Scene, first: int, last: int) -> int:
    """Where the report begins behind "According to Falk, a friend of the mayor's who left, | the dam is old"."""
    doc = scene.paragraph.doc
    start = first + (doc[first].text == "," if first < len(doc) else 0)
    comma = next((t.i for t in doc[start + 1 : min(last, start + _LONGEST_APPOSITION)] if t.text == ","), None)
    if comma is None or doc[start].lower_ not in ("a", "an", "the", "who") or scene.inside[start] >= 0:
        return first
    phrase, rest = doc[start:comma], doc[comma + 1 : last + 1]
    who = next((t.i for t in phrase if t.lower_ in ("who", "which")), comma)
    own = any(t.tag_ in _FINITE for t in doc[start:who])
    goes_on = any(t.tag_ in _FINITE for t in rest) and rest[0].pos_ not in ("CCONJ", "VERB", "AUX")
    return comma + 1 if not own and goes_on and not any(t.tag_ == "WRB" for t in rest[:1]) else first


_LONGEST_APPOSITION = 16


def _whole_sentence(scene: Scene, first: int) -> int:
    """Where a sentence begins that the parser broke behind brackets: "Falk (I-Melk) | teased her, according to …"."""
    doc = scene.paragraph.doc
    broken = first > 0 and doc[first - 1].text in (")", "]") and doc[first].is_lower
    return scene.sentence_start(first - 1) if broken else first


def _ascribed(scene: Scene, cue: tuple[int, int], told: tuple[int, int], head: Token, act: Act) -> list[Candidate]:
    first, last = without_edges(scene.paragraph.doc, *told)
    span = snapped(scene, first, last) if first <= last else None
    if span is None:
        return []
    held = any(m.open < span.end and span.start < m.close for m in scene.outer)
    kind: QuotationKind = "mixed" if held else "indirect"
    source = Source(scene.paragraph, head)
    return [Candidate(span, kind, f"{kind}.according", act, source, scene.span(*cue))]


def _parts_subject(scene: Scene, token: Token, end: int) -> int | None:
    """Where the verb of "Giving, according to the campaign, | has grown" stands, whose subject is a word or two."""
    doc, start = scene.paragraph.doc, scene.sentence_start(token.i)
    end -= doc[end].text == ","
    behind = doc[end + 1 : end + 3]
    opens = start < token.i <= start + 4 and doc[token.i - 1].text == "," and doc[token.i - 2].pos_ in ("NOUN", "PROPN")
    verb = len(behind) == 2 and behind[0].text == "," and behind[1].tag_ in ("VBD", "VBZ", "VBP", "MD")
    return end + 2 if opens and verb else None


def _behind_phrase(scene: Scene, token: Token, end: int) -> int | None:
    """Where the clause of "For Kask, according to the mayor, | the vote is a test" stands, opened by a phrase."""
    doc, start = scene.paragraph.doc, scene.sentence_start(token.i)
    opening = doc[start : token.i]
    if not 1 < len(opening) <= _LONGEST_NAMED or opening[0].pos_ != "ADP" or opening[-1].text != ",":
        return None
    if any(t.pos_ in ("VERB", "AUX") or t.tag_ in _FINITE for t in opening):
        return None
    end = _to_its_comma(scene, token.i, end)
    comma = end if doc[end].text == "," else end + 1
    last = scene.sentence_end(min(comma, len(doc) - 1))
    goes_on = comma < last and doc[comma].text == "," and any(t.tag_ in _FINITE for t in doc[comma + 1 : last])
    return comma + 1 if goes_on else None


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _in_two(scene: Scene, token: Token, cue_end: int, verb: int, head: Token, act: Act) -> list[Candidate]:
    cue = (token.i, cue_end)
    before = _ascribed(scene, cue, (scene.sentence_start(token.i), token.i - 1), head, act)
    behind = _ascribed(scene, cue, (verb, scene.sentence_end(verb)), head, act)
    for piece in behind:
        piece.continues = before[0] if before else None
    return before + behind
