"""Words in quotation marks and who spoke them, read from what stands beside the marks.

The parse alone is not enough here: a long quotation often breaks it, and the newspaper's conventions say more. A verb of
the lexicon right after the closing mark (`"…," she said`), or right before the opening one (`She told the paper: "…"`),
attributes; marks around whole sentences without either go on with the speaker before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from extraction.candidates import Candidate, Scene, Source
from extraction.cues import frames_of, quotes
from extraction.frames import subject, subject_by_place
from extraction.marks import Marked, looks_like_name
from extraction.types import Span

_STOPS = frozenset(".;:?!…")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_ATTRIBUTION = 40


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its subject; `rule` says where it stands."""

    cue: Token
    head: Token | None
    rule: str


def find_direct(text: str, scene: Scene, taken: list[Candidate]) -> list[Candidate]:
    """The quotations in the outermost marks of a paragraph that no clause of `taken` already holds."""
    found: list[Candidate] = []
    previous: tuple[Marked, Candidate, Attribution | None] | None = None
    for number, marked in enumerate(scene.outer):
        holder = next((c for c in taken if c.span.start < marked.close and marked.open < c.span.end), None)
        if holder is not None:
            previous = (marked, holder, None) if holder.act == "speech" and holder.source is not None else None
            continue
        content = trimmed(text, marked.start, marked.end)
        if content is None:
            continue
        attribution = _before(text, scene, number, strict=True) or _after(text, scene, number)
        attribution = (
            attribution
            or _put_by(text, scene, number)
            or _credit(text, scene, number)
            or _before(text, scene, number, strict=False)
        )
        attribution = attribution or _label_within(scene, marked) or _behind_subject(text, scene, number)
        candidate = Candidate(content, "direct", "")
        if attribution is not None:
            _attribute(scene, candidate, attribution)
            if attribution.rule == "direct.label_within":
                candidate.span = Span(_behind_label(text, content), content.end)
            if previous and previous[2] and previous[2].cue.i == attribution.cue.i:
                candidate.continues = previous[1]
        elif _stands_free(text, scene, number):
            candidate.rule = "direct.free"
            if previous is not None:
                candidate.inherits, candidate.rule = previous[1], "direct.same_paragraph"
        else:
            continue
        found.append(candidate)
        previous = (marked, candidate, attribution)
    _look_ahead(found)
    return found


def _attribute(scene: Scene, candidate: Candidate, attribution: Attribution) -> None:
    candidate.rule = attribution.rule
    candidate.cue = scene.of(attribution.cue)
    if attribution.head is not None:
        candidate.source = Source(scene.paragraph, attribution.head)


def _look_ahead(found: list[Candidate]) -> None:
    """Marked sentences at the beginning of a paragraph have the speaker of the attribution that follows in it."""
    for i, candidate in enumerate(found):
        if candidate.rule == "direct.free":
            following = next((c for c in found[i + 1 :] if c.rule.startswith("direct.after")), None)
            if following is not None:
                candidate.inherits, candidate.rule = following, "direct.same_paragraph"


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without the space and the marks at its edges; None if nothing is left."""
    edge = "\"“”„‟«»＂‘’`'"
    while start < end and (text[start].isspace() or text[start] in edge[:9]):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in edge[:9]):
        end -= 1
    while text.startswith("''", start) and start < end:
        start += 2
    while end - start >= 2 and text[end - 2 : end] == "''":
        end -= 2
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _after(text: str, scene: Scene, number: int) -> Attribution | None:
    """`"…," she said`, `"…," said the minister`."""
    marked = scene.outer[number]
    last = text[marked.end - 1] if marked.end > marked.start else " "
    doc = scene.paragraph.doc
    i = scene.first_after(marked.close)
    comma = last in ",?!—–-…" or (i < len(doc) and doc[i].text in (",", "—", "–", "-", "--"))
    while i < len(doc) and (doc[i].text in (",", "—", "–", "-", "--") or doc[i].is_space):
        i += 1
    if i >= len(doc) or scene.inside[i] >= 0:
        return None
    window = _window(scene, i)
    verb = _attributing_verb(window)
    if verb is None:
        return None
    adjacent = verb.i - i <= 2
    if last == "." and not (window[0].is_lower and adjacent):
        return None
    if looks_like_name(text, marked) and not _sentence_begins(text, scene, marked):
        return None
    if not comma and not (adjacent and (last == "." or _sentence_begins(text, scene, marked))):
        return None
    if last in "?!…" and _has_own_content(verb, window):
        return None
    head = _subject_near(scene, verb, window)
    if head is None and verb.i == i and not verb.is_title:
        head = subject(verb)
        head = head if head is not None and scene.inside[head.i] < 0 else None
    return Attribution(verb, head, "direct.after")


def _window(scene: Scene, first: int) -> list[Token]:
    """The tokens outside marks from one on, to the end of the sentence or the next marks."""
    doc = scene.paragraph.doc
    window: list[Token] = []
    for token in doc[first : first + _LONGEST_ATTRIBUTION]:
        number = scene.inside[token.i]
        if number >= 0 and not _nickname(scene, number):
            break
        window.append(token)
        if token.text[-1] in _STOPS and token.is_punct:
            break
    return window


def _nickname(scene: Scene, number: int) -> bool:
    """Marks around a word or two within an attribution: `Marcia "Cia" Kask said`."""
    marked = scene.outer[number]
    words = scene.first_after(marked.end) - scene.first_after(marked.start)
    return words <= 2 and marked.open > scene.paragraph.start


def _attributing_verb(window: list[Token]) -> Token | None:
    """The first verb of the lexicon, if no other main verb stands before it."""
    relative = False
    for n, token in enumerate(window):
        if token.lower_ in ("who", "whose", "which", "that", "whom"):
            relative = True
        if quotes(token) and not (relative and n + 1 < len(window) and not _closes_relative(window, n)):
            if token.tag_ in ("VB", "VBN") and not _finite_helper(token):
                continue
            return token
        if (
            token.tag_ in _FINITE
            and token.dep_ not in ("aux", "aux:pass")
            and not relative
            and token.pos_ in ("VERB", "AUX")
        ):
            return None
    return None


def _closes_relative(window: list[Token], n: int) -> bool:
    return n > 0 and window[n - 1].text == ","


def _finite_helper(token: Token) -> bool:
    return any(c.dep_.startswith("aux") for c in token.children) or token.lower_ in ("said", "told", "read")


def _has_own_content(verb: Token, window: list[Token]) -> bool:
    """Whether a clause of its own hangs on the verb, so that the question before belongs to nobody yet."""
    return any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i and c.i <= window[-1].i for c in verb.children)


def _subject_near(scene: Scene, verb: Token, window: list[Token]) -> Token | None:
    """The subject of a verb of attribution among the tokens beside the marks."""
    here = {t.i for t in window}
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer") and c.i in here and c.lower_ not in TIMES]
    if verb.i == window[0].i:  # "said Kask, on what was her first day"
        own = [c for c in own if not any(t.text == "," for t in window[1 : c.i - verb.i])]
    if own:
        before = [c for c in own if c.i < verb.i]
        return before[0] if before else own[0]
    agent = next((c for c in verb.children if c.dep_ == "obl:agent" and c.i in here), None)
    if agent is not None:
        return agent
    before = [t for t in window if t.i < verb.i]
    after = _to_comma([t for t in window if t.i > verb.i])
    return _head_of_phrase(before, verb) or (
        _head_of_phrase(after, verb) if not before or _only_adverbs(before) else None
    )


def _to_comma(tokens: list[Token]) -> list[Token]:
    end = next((n for n, t in enumerate(tokens) if t.text == "," and n), len(tokens))
    return tokens[:end]


def _only_adverbs(tokens: list[Token]) -> bool:
    return all(t.pos_ in ("ADV", "PUNCT", "CCONJ", "AUX") for t in tokens)


def _head_of_phrase(tokens: list[Token], verb: Token) -> Token | None:
    """The head of the first noun phrase of some tokens: what none of them governs."""
    nominal = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "PRON") and not t.lower_ in TIMES]
    if not nominal:
        return None
    token = nominal[0]
    here = {t.i for t in tokens}
    while token.head.i in here and token.head.i != token.i and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token


TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning afternoon evening night week month year".split()
)


def _before(text: str, scene: Scene, number: int, *, strict: bool) -> Attribution | None:
    """`She said: "…"`, `He told the paper that "…"`; strict: only where nothing but a colon or the verb is between."""
    marked = scene.outer[number]
    doc = scene.paragraph.doc
    i = scene.first_after(marked.open) - 1
    tokens: list[Token] = []
    colon = i >= 0 and doc[i].text == ":"
    comma = i >= 0 and doc[i].text == ","
    while i >= 0 and len(tokens) < _LONGEST_ATTRIBUTION:
        token = doc[i]
        if scene.inside[i] >= 0:
            if _sentence_closed(text, scene.outer[scene.inside[i]]):
                break
            i = scene.first_after(scene.outer[scene.inside[i]].open) - 1
            continue
        if token.is_punct and token.text[-1] in _STOPS and not (colon and not tokens):
            break
        tokens.append(token)
        i -= 1
    if not tokens:
        return None
    if strict and not quotes(tokens[1] if (colon or comma) and len(tokens) > 1 else tokens[0]):
        return None
    verb = _nearest_verb(tokens, comma or colon)
    if verb is None:
        return _labelled(tokens) if colon else None
    if not (colon or comma) and not _clause_quoted(text, scene, number, verb, tokens):
        return None
    head = _subject_before(scene, verb, tokens) or subject_by_place(verb)
    return Attribution(verb, head, "direct.colon" if colon else "direct.before")


def _subject_before(scene: Scene, verb: Token, tokens: list[Token]) -> Token | None:
    """The subject of a verb before the marks; "Continued Kask:" has it behind."""
    head = subject(verb)
    behind = [t for t in reversed(tokens) if t.i > verb.i]
    if verb.i == tokens[-1].i and behind:
        head = _head_of_phrase(behind, verb) or head
    if head is not None and (scene.inside[head.i] >= 0 or head.i > tokens[0].i):
        head = None
    if head is None:
        head = next((t for t in tokens if t.i < verb.i and t.dep_ in ("nsubj", "nsubj:pass")), None)
    return head


def _nearest_verb(tokens: list[Token], pause: bool) -> Token | None:
    """The nearest verb of the lexicon to the left, with no other finite verb between it and the marks."""
    for token in tokens:
        if quotes(token) or (token.pos_ == "VERB" and "that" in frames_of(token)):
            return token
        if token.tag_ in _FINITE and token.pos_ == "VERB" and not pause:
            return None
        if token.tag_ in _FINITE and token.pos_ == "VERB" and token.dep_ not in ("acl:relcl", "advcl"):
            return None
    return None


_PUT_BY = re.compile(r",?\s+(?:as (?:it was )?(?:put|phrased|described|termed|worded) by|in the words of|to quote)\s+")
_PUT_IT = re.compile(r",?\s+as\s+(?P<who>.{2,60}?)\s+(?:put it|puts it|has put it|phrased it|called it|once said)\b")


def _put_by(text: str, scene: Scene, number: int) -> Attribution | None:
    """`"brain work", as put by the minister` and `"…," as Kask put it`."""
    marked = scene.outer[number]
    doc = scene.paragraph.doc
    by = _PUT_BY.match(text, marked.close, scene.paragraph.end)
    if by is not None:
        first = scene.first_after(by.end())
        head = _last_name(_to_comma([t for t in doc[first : first + 12] if scene.inside[t.i] < 0]))
        return Attribution(doc[first - 1], head, "direct.put_by") if head is not None else None
    it = _PUT_IT.match(text, marked.close, scene.paragraph.end)
    if it is None:
        return None
    first, last = scene.first_after(it.start("who")), scene.first_after(it.end("who"))
    head = _head_of_phrase(list(doc[first:last]), doc[last])
    return Attribution(doc[last], head, "direct.put_by") if head is not None else None


def _last_name(tokens: list[Token]) -> Token | None:
    """The name that ends a phrase of office and name: "President of Freedonia Anna Kask"."""
    clause = next((n for n, t in enumerate(tokens) if n and (t.is_punct or t.tag_ in _FINITE)), len(tokens))
    names = [t for t in tokens[:clause] if t.pos_ == "PROPN"]
    return names[-1] if names else _head_of_phrase(tokens[:clause], tokens[0]) if tokens else None


_DASHES = frozenset({"—", "–", "―", "-", "--", "~"})


def _credit(text: str, scene: Scene, number: int) -> Attribution | None:
    """`"…" — Anna Kask`: a name behind a dash, to the end of the paragraph."""
    doc = scene.paragraph.doc
    i = scene.first_after(scene.outer[number].close)
    while i < len(doc) and doc[i].is_space:
        i += 1
    if i + 1 >= len(doc) or doc[i].text not in _DASHES:
        return None
    rest = [t for t in doc[i + 1 :] if not t.is_space and not t.is_punct]
    if not 0 < len(rest) <= 12 or not rest[0].text[:1].isupper() or any(t.tag_ in _FINITE for t in rest):
        return None
    head = _head_of_phrase(rest, rest[0])
    return Attribution(doc[i], head, "direct.credit") if head is not None else None


_LABEL = re.compile(r"\s*(?:[A-Z][A-Z.’' -]{1,30}|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}):\s+")


def _behind_label(text: str, content: Span) -> int:
    match = _LABEL.match(text, content.start, content.end)
    return match.end() if match and match.end() < content.end else content.start


def _label_within(scene: Scene, marked: Marked) -> Attribution | None:
    """`"KASK: We stay."`: a transcript quoted with its labels."""
    doc = scene.paragraph.doc
    first = scene.first_after(marked.start)
    colon = next((t for t in doc[first : first + 5] if t.text == ":"), None)
    if colon is None or colon.i == first or not all(t.text.isupper() for t in doc[first : colon.i]):
        return None
    return Attribution(colon, doc[colon.i - 1], "direct.label_within")


def _behind_subject(text: str, scene: Scene, number: int) -> Attribution | None:
    """Free sentences behind one without a cue: "Kask agreed. "We stay."" and "The letter makes a case: "…"": its subject."""
    marked = scene.outer[number]
    if not _stands_free(text, scene, number):
        return None
    i = scene.first_after(marked.open) - 1
    if i < 0 or scene.inside[i] >= 0:
        return None
    doc = scene.paragraph.doc
    colon = doc[i].text == ":"
    root = doc[i].sent.root
    if any(scene.inside[t.i] >= 0 for t in doc[doc[i].sent.start : i]):
        return None
    cue = next((t for t in reversed(doc[doc[i].sent.start : i]) if quotes(t)), root)
    head = subject(cue) or subject(root)
    if head is None or scene.inside[head.i] >= 0 or not (head.pos_ in ("PROPN", "PRON") or colon):
        return None
    if head.pos_ == "PRON" and head.lower_ not in _PERSONAL:
        return None
    return Attribution(cue, head, "direct.behind")


_PERSONAL = frozenset("he she they who another one".split())


def _labelled(tokens: list[Token]) -> Attribution | None:
    """`The minister: "…"`: a name or office alone before a colon."""
    words = [t for t in reversed(tokens) if not t.is_punct]
    if 0 < len(words) <= 8 and all(t.pos_ != "VERB" for t in words) and tokens[-1].i == tokens[-1].sent.start:
        head = _head_of_phrase(words, words[-1])
        if head is not None and (head.pos_ == "PROPN" or head.pos_ == "PRON"):
            return Attribution(tokens[0], head, "direct.label")
    return None


_FILLER = frozenset(
    {"that", "in", "on", "to", "at", "of", "how", "like", "with", "by", "during", "as", "via", "from", "for"}
)


def _clause_quoted(text: str, scene: Scene, number: int, verb: Token, tokens: list[Token]) -> bool:
    """Without comma or colon: nothing but an addressee, "that" or a place stands between, and the clause ends with the marks."""
    between = [t for t in tokens if t.i > verb.i]
    if any(t.dep_ in ("nsubj", "aux", "cop", "nsubj:pass") for t in between):
        return False
    if between and tokens[0].lower_ not in ("that", "how") and not tokens[0].pos_ in ("PROPN", "PRON", "NOUN", "ADV"):
        return False
    if (
        between
        and tokens[0].lower_ not in ("that",)
        and tokens[0].dep_ in ("det", "amod", "compound", "nmod:poss", "case")
    ):
        return False
    if "obj+obj" in frames_of(verb) and between:
        return False
    return _clause_ends(text, scene, scene.outer[number])


def _clause_ends(text: str, scene: Scene, marked: Marked) -> bool:
    """Whether nothing more of the clause stands behind the marks."""
    if marked.end > marked.start and text[marked.end - 1] in ".,?!…":
        return True
    i = scene.first_after(marked.close)
    doc = scene.paragraph.doc
    if i >= len(doc) or (doc[i].is_punct and scene.inside[i] < 0):
        return True
    return doc[i].pos_ == "CCONJ" and i + 1 < len(doc) and doc[i + 1].tag_ in ("VBD", "VBZ", "VBP", "VBG")


def _sentence_closed(text: str, marked: Marked) -> bool:
    """Whether a sentence ends with the marks: its mark stands within or right behind them."""
    inner = text[marked.start : marked.end].rstrip()
    return (inner[-1:] in (".", "?", "!", "…")) or text[marked.close : marked.close + 1] in (".", "?", "!")


def _sentence_begins(text: str, scene: Scene, marked: Marked) -> bool:
    """Whether nothing of the sentence stands before the opening mark."""
    before = text[scene.paragraph.start : marked.open].rstrip()
    return not before or before[-1] in ".?!…:—–-,\"”’»'"


def _stands_free(text: str, scene: Scene, number: int) -> bool:
    """Whether the marks hold one or more whole sentences, with nothing of another sentence beside them."""
    marked = scene.outer[number]
    before = text[scene.paragraph.start : marked.open].rstrip()
    if before and before[-1] not in ".?!…:\"”’»'":
        return False
    after = text[marked.close : scene.paragraph.end].lstrip()
    inner = text[marked.start : marked.end].rstrip()
    if not marked.closed:
        return True
    if not after:
        return len(inner.split()) >= 3 or inner[-1:] in ".?!"
    return inner[-1:] in ".?!…—" and (not after[:1].islower())
