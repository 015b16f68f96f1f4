"""The words beside quotation marks that say whose they are: a verb of the lexicon and its subject."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from extraction.candidates import Scene
from extraction.cues import frames_of, quotes, reports_by_form
from extraction.marks import Marked, looks_like_name, titled
from extraction.naming import is_actor
from extraction.placing import sentence_begins, sentence_closed
from extraction.subjects import subject, subject_by_place
from extraction.word_order import TIMES

_STOPS = frozenset(".;:?!…")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PAUSES = frozenset({",", "—", "–", "-", "--"})
_SUBORDINATE = frozenset(
    {"when", "after", "while", "because", "although", "though", "until", "since", "if", "before", "where", "unless"}
)  # of what stood before
_LONGEST_ATTRIBUTION = 40
_FURTHEST = 120


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its subject; `rule` says where it stands."""

    cue: Token
    head: Token | None
    rule: str


def after(text: str, scene: Scene, number: int) -> Attribution | None:
    """`"…," she said`, `"…," said the minister`."""
    marked = scene.outer[number]
    last = text[marked.start : marked.end].rstrip(_INNER_MARKS)[-1:] or " "
    doc = scene.paragraph.doc
    i = scene.first_after(marked.close)
    comma = last in ",?!—–-…" or (i < len(doc) and doc[i].text in _PAUSES)
    while i < len(doc) and (doc[i].text in _PAUSES or doc[i].is_space):
        i += 1
    if i >= len(doc) or scene.inside[i] >= 0 or doc[i].lower_ in _SUBORDINATE:
        return None
    window = _window(scene, i)
    if window[0].pos_ == "CCONJ":
        return None
    if last in ",?!—–":
        plain = by_form(window)
        if plain is not None:
            return plain
    verb = _attributing_verb(window)
    if verb is None:
        return None
    adjacent = verb.i - i <= 2
    if last == "." and not (window[0].is_lower and adjacent):
        return None
    if looks_like_name(text, marked) and not sentence_begins(text, scene, marked):
        return None
    if not comma and not (adjacent and (last == "." or sentence_begins(text, scene, marked))):
        return None
    if last in "?!…" and _has_own_content(verb, window):
        return None
    head = _subject_near(verb, window) or _another(window, verb)
    if head is None and verb.i == i and not verb.is_title:
        head = subject(verb)
        head = head if head is not None and scene.inside[head.i] < 0 else None
    return Attribution(verb, head, "direct.after")


def _another(window: list[Token], verb: Token) -> Token | None:
    """`…," wrote another.`"""
    behind = [t for t in window if t.i == verb.i + 1 and t.lower_ in _OTHERS]
    return behind[0] if behind else None


def by_form(window: list[Token]) -> Attribution | None:
    """`…," Kask barked.` and `…," beamed Kask.`, told by the words' forms alone, for the tagger errs behind marks."""
    n = 0
    while n < len(window) and n < _LONGEST_NAME and (window[n].text[:1].isupper() or window[n].text == "."):
        n += 1
    pronoun = window[0].lower_ in ("he", "she", "they")
    named = n if not pronoun else 1
    verb = named
    while verb < len(window) and window[verb].tag_ == "RB" and not reports_by_form(window[verb]):
        verb += 1
    if named and verb < len(window) and reports_by_form(window[verb]) and window[verb].is_lower:
        return Attribution(window[verb], _last_of_name(window[:named]), "direct.after")
    if len(window) > 1 and window[0].is_lower and reports_by_form(window[0]) and window[1].text[:1].isupper():
        phrase = to_comma(window[1:])
        subjects = (t for t in phrase if t.head.i == window[0].i and t.dep_ == "nsubj" and t.pos_ == "PROPN")
        head = next(subjects, None) or head_of_phrase(phrase)
        if (head is None or head.pos_ != "PROPN") and len(window) > 2 and window[2].text in (",", "."):
            head = window[1]  # a surname that the tagger took for another word
            return Attribution(window[0], head, "direct.after")
        return Attribution(window[0], head, "direct.after") if head is not None and head.pos_ == "PROPN" else None
    return None


_LONGEST_NAME = 5
_INNER_MARKS = " \u00a0'’”\""


def _last_of_name(tokens: list[Token]) -> Token:
    """The word of a name that the others hang on."""
    head, here = tokens[-1], {t.i for t in tokens}
    while head.head.i in here and head.head.i != head.i:
        head = head.head
    return head


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
            if token.tag_ == "VBG" and n + 1 < len(window) and window[n + 1].lower_ in ("to", "that"):
                continue  # `spoke of "one town," promising to go there`
            return token
        if (
            token.tag_ in FINITE
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


def _subject_near(verb: Token, window: list[Token]) -> Token | None:
    """The subject of a verb of attribution among the tokens beside the marks."""
    here = {t.i for t in window if not t.is_space}
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer") and c.i in here and c.lower_ not in TIMES]
    if verb.i == window[0].i:  # "said Kask, on what was her first day"
        own = [c for c in own if not any(t.text == "," for t in window[1 : c.i - verb.i])]
    if own:
        ahead = [c for c in own if c.i < verb.i]
        return ahead[0] if ahead else own[0]
    agent = next((c for c in verb.children if c.dep_ == "obl:agent" and c.i in here), None)
    if agent is not None:
        return agent
    ahead = [t for t in window if t.i < verb.i]
    behind = to_comma([t for t in window if t.i > verb.i])
    return head_of_phrase(ahead) or (head_of_phrase(behind) if _only_adverbs(ahead) else None)


def to_comma(tokens: list[Token]) -> list[Token]:
    end = next((n for n, t in enumerate(tokens) if t.text == "," and n), len(tokens))
    return tokens[:end]


def _only_adverbs(tokens: list[Token]) -> bool:
    return all(t.pos_ in ("ADV", "PUNCT", "CCONJ", "AUX") for t in tokens)


def head_of_phrase(tokens: list[Token]) -> Token | None:
    """The head of the first noun phrase of some tokens: what none of them governs."""
    tokens = [t for t in tokens if not t.is_space]
    nominal = [t for t in tokens if (t.pos_ in ("NOUN", "PROPN", "PRON") and t.lower_ not in TIMES) or _aged(t)]
    if not nominal:
        return None
    token = nominal[0]
    here = {t.i for t in tokens}
    while token.head.i in here and token.head.i != token.i and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token


def _aged(token: Token) -> bool:
    """ "Said the 40-year-old": an age that stands for a person."""
    return token.lower_ == "old" and token.i > 1 and token.doc[token.i - 2].lower_ == "year"


def before(text: str, scene: Scene, number: int, *, strict: bool) -> Attribution | None:
    """`She said: "…"`, `He told the paper that "…"`; strict: only where nothing but a colon or the verb is between."""
    marked = scene.outer[number]
    doc = scene.paragraph.doc
    i = scene.first_after(marked.open) - 1
    tokens: list[Token] = []
    colon = i >= 0 and doc[i].text == ":"
    comma = i >= 0 and doc[i].text == ","
    steps = 0
    while i >= 0 and len(tokens) < _LONGEST_ATTRIBUTION and steps < _FURTHEST:
        steps += 1
        token = doc[i]
        if scene.inside[i] >= 0:
            if sentence_closed(text, scene.outer[scene.inside[i]]):
                break
            i = scene.first_after(scene.outer[scene.inside[i]].open) - 1
            continue
        if token.is_punct and token.text[-1] in _STOPS and not (colon and not tokens):
            break
        tokens.append(token)
        i -= 1
    if not tokens:
        return None
    if colon:
        label = _dashed_label(tokens)
        if label is not None:
            return label
    if strict and not quotes(tokens[1] if (colon or comma) and len(tokens) > 1 else tokens[0]):
        return None
    verb = _nearest_verb(tokens, comma or colon)
    if verb is None:
        return _according_to(tokens) or _labelled(tokens) if colon else None
    if not (colon or comma) and not _clause_quoted(text, scene, number, verb, tokens):
        return None
    if comma and _title(text, marked, [t for t in tokens[1:] if t.i > verb.i]):
        return None
    head = _subject_before(scene, verb, tokens) or subject_by_place(verb)
    if verb.tag_ == "VBG" and not (colon or comma) and head is not None and head.pos_ == "NOUN" and not is_actor(head):
        return None  # `five photos telling "the tale of how they met"`
    rule = "direct.colon" if colon else "direct.comma" if comma and tokens[1].i == verb.i else "direct.before"
    return Attribution(verb, head, rule)


def _with_name(verb: Token) -> Token | None:
    """ "It quoted critics, with Ida Orr stating: "…"": the name between "with" and the participle."""
    doc, i = verb.doc, verb.i - 1
    while i > 0 and doc[i].pos_ == "PROPN":
        i -= 1
    named = verb.tag_ == "VBG" and i < verb.i - 1 and doc[i].lower_ == "with"
    return _last_of_name(list(doc[i + 1 : verb.i])) if named else None


def _subject_before(scene: Scene, verb: Token, tokens: list[Token]) -> Token | None:
    """The subject of a verb before the marks; "Continued Kask:" has it behind."""
    head = _with_name(verb) or subject(verb)
    behind = [t for t in reversed(tokens) if t.i > verb.i]
    if verb.i == tokens[-1].i and behind:
        head = head_of_phrase(behind) or head
    if head is not None and (scene.inside[head.i] >= 0 or head.i > tokens[0].i):
        head = None
    if head is None and behind and behind[0].text[:1].isupper() and behind[0].i == verb.i + 1:
        head = head_of_phrase(behind) or behind[0]  # `But, said Kask, "…"`
    if verb.lower_ == "asked" and any(c.dep_ == "aux:pass" for c in verb.children):
        return None  # `Kask was asked, "…"`
    if head is None and verb.i and verb.doc[verb.i - 1].lower_ in _OTHERS:
        head = verb.doc[verb.i - 1]
    if head is None:
        head = next(
            (t for t in tokens if t.i < verb.i and t.dep_ in ("nsubj", "nsubj:pass") and t.lower_ not in TIMES), None
        )
    return head


_OTHERS = frozenset({"another", "others", "many", "some"})


def _nearest_verb(tokens: list[Token], pause: bool) -> Token | None:
    """The nearest verb of the lexicon to the left, with no other finite verb between it and the marks."""
    for token in tokens:
        if quotes(token) or (token.pos_ == "VERB" and "that" in frames_of(token)):
            return token
        if token.tag_ in FINITE and token.pos_ == "VERB" and not pause:
            return None
        if token.tag_ in FINITE and token.pos_ == "VERB" and token.dep_ not in ("acl:relcl", "advcl"):
            return None
    return None


def _according_to(tokens: list[Token]) -> Attribution | None:
    """`According to Kask: "…"`."""
    words = [t for t in reversed(tokens) if not t.is_punct]
    if len(words) < 3 or words[0].lower_ != "according" or words[1].lower_ != "to":
        return None
    return Attribution(words[0], head_of_phrase(words[2:]), "direct.colon")


def _dashed_label(tokens: list[Token]) -> Attribution | None:
    """`Pollsters disagree - Ina Falk: "…"`: a name between a dash and the colon."""
    end = next((n for n, t in enumerate(tokens[1:8], 1) if t.text in _DASHES and t.whitespace_), 0)
    words = [t for t in reversed(tokens[1:end]) if not t.is_space]
    if not words or not all(t.pos_ == "PROPN" or t.text in (".", "and", "&") for t in words):
        return None
    head = head_of_phrase(words)
    return Attribution(tokens[0], head, "direct.label") if head is not None else None


_DASHES = frozenset({"—", "–", "―", "-", "--"})


def _labelled(tokens: list[Token]) -> Attribution | None:
    """`The minister: "…"`: a name or office alone before a colon."""
    bracket = next((n for n, t in enumerate(reversed(tokens)) if t.text == "("), len(tokens))
    words = [t for t in list(reversed(tokens))[:bracket] if not t.is_punct]  # not "(D-Melk)"
    if 0 < len(words) <= 8 and all(t.pos_ != "VERB" for t in words) and tokens[-1].i == tokens[-1].sent.start:
        head = head_of_phrase(words)
        if head is not None and (head.pos_ == "PROPN" or head.pos_ == "PRON"):
            return Attribution(tokens[0], head, "direct.label")
    return None


def _clause_quoted(text: str, scene: Scene, number: int, verb: Token, tokens: list[Token]) -> bool:
    """Without comma or colon: only an addressee, "that" or a place stands between, and the clause ends."""
    between = [t for t in tokens if t.i > verb.i]
    marked = scene.outer[number]
    upper = text[marked.start : marked.end].lstrip()[:1].isupper()
    if not between and quotes(verb) and upper and not looks_like_name(text, marked):
        return True
    if any(t.dep_ in ("nsubj", "aux", "cop", "nsubj:pass") for t in between) or _title(text, marked, between):
        return False
    if between and tokens[0].lower_ not in ("that", "how") and tokens[0].pos_ not in ("PROPN", "PRON", "NOUN", "ADV"):
        return False
    if (
        between
        and tokens[0].lower_ not in ("that",)
        and tokens[0].dep_ in ("det", "amod", "compound", "nmod:poss", "case")
    ):
        return False
    if "obj+obj" in frames_of(verb) and between:
        return False
    return _clause_ends(text, scene, marked)


def _title(text: str, marked: Marked, between: list[Token]) -> bool:
    """`Boasts that, by his "Toll Survey Method," …`, `spoke about her show "Harbour Tonight."`: a name, not words."""
    if not between:
        return False
    thing = between[0].pos_ == "NOUN" and titled(text[marked.start : marked.end].strip().rstrip(",.").split())
    return thing or looks_like_name(text, marked)


def _clause_ends(text: str, scene: Scene, marked: Marked) -> bool:
    """Whether nothing more of the clause stands behind the marks."""
    if marked.end > marked.start and text[marked.end - 1] in ".,?!…":
        return True
    i = scene.first_after(marked.close)
    doc = scene.paragraph.doc
    if i >= len(doc) or (doc[i].is_punct and scene.inside[i] < 0):
        return True
    return doc[i].pos_ == "CCONJ" and i + 1 < len(doc) and doc[i + 1].tag_ in ("VBD", "VBZ", "VBP", "VBG")
