"""Attributions that need no verb of speech: credits, labels, "as Kask put it", the sentence before."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extraction.appositions import is_office
from extraction.attribution import FINITE, Attribution, head_of_phrase, to_comma
from extraction.candidates import Scene
from extraction.cues import finite_by_form, quotes
from extraction.marks import Marked
from extraction.placing import stands_free
from extraction.structure.names import PARTICLES
from extraction.subjects import first_subject, subject
from extraction.types import Span
from extraction.word_order import behind_cue, sentence_opening

_PUT_BY = re.compile(r",?\s+(?:as (?:it was )?(?:put|phrased|described|termed|worded) by|in the words of|to quote)\s+")
_PUT_IT_FIRST = re.compile(
    r"\b[Aa]s\s+(?P<who>(?:(?!\bas\b)[^\n\"“”]){2,160}?),?\s+(?:\w+\s+)?(?P<put>put|puts)\s+it\b[^.?!\n\"“”]{0,60}[,:]?\s*\Z"
)
_PUT_IT = re.compile(r",?\s+as\s+(?P<who>.{2,60}?)\s+(?:put it|puts it|has put it|phrased it|called it|once said)\b")


_FURTHEST_PUT = 260


def put_by(text: str, scene: Scene, number: int) -> Attribution | None:
    """`"brain work", as put by the minister` and `"…," as Kask put it`."""
    marked = scene.outer[number]
    doc = scene.paragraph.doc
    first_put = _PUT_IT_FIRST.search(text, max(scene.paragraph.start, marked.open - _FURTHEST_PUT), marked.open)
    if first_put is not None:
        words = [t for t in scene.paragraph.doc if first_put.start("who") <= scene.offset(t.i) < first_put.end("who")]
        named = head_of_phrase(to_comma(words))
        cue = scene.first_after(first_put.start("put"))
        return Attribution(scene.paragraph.doc[cue], named, "direct.put_by") if named is not None else None
    by = _PUT_BY.match(text, marked.close, scene.paragraph.end)
    if by is not None:
        first = scene.first_after(by.end())
        head = _last_name(to_comma([t for t in doc[first : first + 12] if scene.inside[t.i] < 0]))
        return Attribution(doc[first - 1], head, "direct.put_by") if head is not None else None
    it = _PUT_IT.match(text, marked.close, scene.paragraph.end)
    if it is None:
        return None
    first, last = scene.first_after(it.start("who")), scene.first_after(it.end("who"))
    head = head_of_phrase(list(doc[first:last]))
    return Attribution(doc[last], head, "direct.put_by") if head is not None else None


def _last_name(tokens: list[Token]) -> Token | None:
    """The name that ends a phrase of office and name: "President of Freedonia Anna Kask"."""
    clause = next((n for n, t in enumerate(tokens) if n and (t.is_punct or t.tag_ in FINITE)), len(tokens))
    names = [t for t in tokens[:clause] if t.pos_ == "PROPN"]
    return names[-1] if names else head_of_phrase(tokens[:clause])


DASHES = frozenset({"—", "–", "―", "-", "--", "~"})


def credit(scene: Scene, number: int) -> Attribution | None:
    """`"…" — Anna Kask`: a name behind a dash, to the end of the paragraph."""
    doc = scene.paragraph.doc
    i = scene.first_after(scene.outer[number].close)
    while i < len(doc) and doc[i].is_space:
        i += 1
    if i and doc[i - 1].text[-1:] in DASHES:  # one token with the mark: `…”― Anna Kask`
        i -= 1
    if i + 1 >= len(doc) or (doc[i].text[-1:] not in DASHES and doc[i].text not in DASHES):
        return None
    rest = [t for t in doc[i + 1 :] if not t.is_space and not t.is_punct]
    if not 0 < len(rest) <= 12 or not rest[0].text[:1].isupper() or any(t.tag_ in FINITE for t in rest):
        return None
    comma = next((t.i for t in doc[rest[0].i :] if t.text == ","), len(doc))
    head = head_of_phrase([t for t in rest if t.i < comma])
    return Attribution(doc[i], head, "direct.credit") if head is not None else None


def signed(text: str, scene: Scene, number: int) -> Attribution | None:
    """`"…" Ida Kask, on her bees.`: words as they are gathered at a year's end, a name and no verb behind each."""
    doc, inside = scene.paragraph.doc, scene.inside
    marked = scene.outer[number]
    first = scene.first_after(marked.close)
    whole = marked.closed and text[marked.start : marked.end].rstrip()[-1:] in ".?!\u2026"
    before = (t for t in doc[: scene.first_after(marked.open)] if inside[t.i] < 0)
    if not whole or any(t.tag_ in FINITE for t in before):
        return None
    end = next((i for i in range(first, len(doc)) if inside[i] >= 0), len(doc))
    last = first
    while last < end and (doc[last].text[:1].isupper() or doc[last].lower_ in PARTICLES or _calls(doc, first, last)):
        last += 1
    if last == first or last - first > _LONGEST_NAME or any(t.text == "I" for t in doc[first:last]):
        return None
    named, behind = list(doc[first:last]), doc[last] if last < end else None
    if behind is not None and not (
        behind.text in (",", ".", "(", ";") or behind.pos_ == "ADP" or behind.lower_ == "again"
    ):
        return None
    if any(
        t.tag_ in FINITE and any(first <= c.i < last for c in t.children if c.dep_.startswith("nsubj"))
        for t in doc[last:end]
    ):
        return None
    if not any(t.pos_ == "PROPN" or is_office(t) for t in named):
        return None
    head = head_of_phrase(named)
    return Attribution(doc[first], head, "direct.credit") if head is not None else None


def _calls(doc: Doc, first: int, at: int) -> bool:
    """An office in lower case behind "The": "The health minister"."""
    return doc[first].text == "The" and doc[at].pos_ in ("NOUN", "ADJ")


_LONGEST_NAME = 7  # tokens


_LABEL = re.compile(r"\s*(?:[A-Z][A-Z.’' -]{1,30}|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}):\s+")


def behind_label(text: str, content: Span) -> int:
    match = _LABEL.match(text, content.start, content.end)
    return match.end() if match and match.end() < content.end else content.start


def label_within(scene: Scene, marked: Marked) -> Attribution | None:
    """`"KASK: We stay."`: a transcript quoted with its labels."""
    doc = scene.paragraph.doc
    first = scene.first_after(marked.start)
    colon = next((t for t in doc[first : first + 5] if t.text == ":"), None)
    if colon is None or colon.i == first or not all(t.text.isupper() for t in doc[first : colon.i]):
        return None
    return Attribution(colon, doc[colon.i - 1], "direct.label_within")


def behind_subject(text: str, scene: Scene, number: int) -> Attribution | None:
    """The subject of the sentence before free ones: `Kask agreed. "We stay."`, `The letter makes a case: "…"`."""
    marked = scene.outer[number]
    if not stands_free(text, scene, number):
        return None
    i = scene.first_after(marked.open) - 1
    if i < 0 or scene.inside[i] >= 0:
        return None
    doc = scene.paragraph.doc
    colon = doc[i].text == ":"
    start = max(doc[i].sent.start, sentence_opening(doc[i]))
    root = doc[i].sent.root if doc[i].sent.root.i < i else doc[i]
    if any(scene.inside[t.i] >= 0 for t in doc[start:i]):
        return _said_before(scene, start, i)
    cue = next((t for t in reversed(doc[start:i]) if quotes(t)), root)
    near = _of_its_clause(doc[i - 1]) or subject(root) if colon and i and i - cue.i > _FURTHEST_CUE else None
    head = near or subject(cue) or subject(root)
    if colon and head is None:
        head = first_subject(doc, start, i)
    if head is None or scene.inside[head.i] >= 0 or not (head.pos_ in ("PROPN", "PRON") or colon):
        return None
    if head.pos_ == "PRON" and head.lower_ not in _PERSONAL:
        return None
    return Attribution(cue, head, "direct.behind")


def _said_before(scene: Scene, start: int, end: int) -> Attribution | None:
    """`It is "a gift," Kask said. "We stay."`: who is quoted in the sentence before free ones goes on."""
    told = [t for t in scene.paragraph.doc[start:end] if scene.inside[t.i] < 0 and quotes(t) and finite_by_form(t)]
    if len(told) != 1:
        return None
    head = subject(told[0]) or behind_cue(told[0])
    if head is None or scene.inside[head.i] >= 0 or head.pos_ not in ("PROPN", "PRON", "NOUN"):
        return None
    return Attribution(told[0], head, "direct.behind.said")


def _of_its_clause(word: Token) -> Token | None:
    """The subject of the innermost verb that a word hangs on, whatever the parse takes for the main clause."""
    verbs = (t for t in (word, *word.ancestors) if t.pos_ in ("VERB", "AUX"))
    return next((found for t in verbs if (found := subject(t)) is not None and found.i < word.i), None)


_FURTHEST_CUE = 6  # tokens between a verb and the colon it belongs to
_PERSONAL = frozenset(["he", "she", "they", "who", "another", "one"])
