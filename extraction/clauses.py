"""Reported clauses read by their words where the parser errs: where they begin, and where they end."""

from __future__ import annotations

from spacy.tokens import Token

from extraction.candidates import Scene
from extraction.cues import finite_by_form, frames_of, mistaken_for_noun, quotes, verbs_of
from extraction.frames import Frame

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBORDINATE = frozenset({"when", "while", "after", "before", "although", "though", "as", "if", "since", "because"})


def unparsed(scene: Scene, cue: Token, instead: Frame | None) -> Frame | None:
    """A clause that the parser did not see: behind the next "that", or right behind the cue."""
    if "that" not in frames_of(cue) or not (cue.tag_.startswith("VB") or mistaken_for_noun(cue)):
        return None
    that = _that_behind(scene, cue, min(cue.i + 30, len(scene.paragraph.doc)))
    if that is not None:
        return Frame("that", that, scene.sentence_end(that))
    pronoun = _pronoun_behind(scene, cue)
    if pronoun is not None:
        return Frame("that", pronoun, scene.sentence_end(pronoun))
    return _bare_clause(scene, cue, instead)


def opened_by_its_phrase(scene: Scene, cue: Token, governed: Frame | None) -> Frame | None:
    """ "One clerk, Ida Falk, says | despite the price, she will pay": no noun before the cue is what was said."""
    if governed is None or governed.name != "that" or governed.last > cue.i or not quotes(cue):
        return governed
    doc, last = scene.paragraph.doc, scene.sentence_end(cue.i)
    if cue.i + 2 >= last or doc[cue.i + 1].lower_ not in _OPENING or scene.inside[cue.i + 1] >= 0:
        return governed
    stated = any(t.tag_ in _FINITE for t in doc[governed.first : governed.last + 1])
    comma = next((t.i for t in doc[cue.i + 2 : last] if t.text == ","), last)
    goes_on = any(t.tag_ in _FINITE for t in doc[comma:last])
    return Frame("that", cue.i + 1, last) if goes_on and not stated else governed


_OPENING = frozenset({"despite", "unlike", "although", "though", "if", "because", "unless", "after", "since"})


def _that_behind(scene: Scene, cue: Token, limit: int) -> int | None:
    """The "that" that opens the cue's clause: nothing but an addressee, a place or a time stands between."""
    doc = scene.paragraph.doc
    for token in doc[cue.i + 1 : limit]:
        if scene.inside[token.i] >= 0:
            continue
        if token.lower_ == "that" and _opens_clause(token):
            return token.i
        if (
            token.tag_ in _FINITE
            or (token.pos_ == "VERB" and "that" in frames_of(token))
            or (token.is_punct and token.text not in (",", "-", "–", "—"))
        ):
            return None
    return None


def _pronoun_behind(scene: Scene, cue: Token) -> int | None:
    """The pronoun that opens the cue's clause without "that": "told the forum he was", "insisted they had"."""
    doc, i = scene.paragraph.doc, cue.i + 1
    addressed = cue.lower_ in verbs_of("told")
    while i + 1 < len(doc) and i - cue.i <= _LONGEST_ADDRESSEE and scene.inside[i] < 0:
        if doc[i].lower_ in _SUBJECTS and (doc[i + 1].tag_ in _FINITE or doc[i + 1].lower_ in _CONTRACTED):
            return i
        if doc[i].pos_ not in (_ADDRESSEE if addressed else ("ADV",)):
            return None
        i += 1
    return None


_SUBJECTS = frozenset({"he", "she", "they", "it", "we", "i", "there"})
_CONTRACTED = frozenset({"'s", "’s", "'re", "’re", "'d", "’d", "'ll", "’ll", "'m", "’m", "'ve", "’ve"})
_ADDRESSEE = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "ADV"})
_LONGEST_ADDRESSEE = 6


def _opens_clause(that: Token) -> bool:
    following = that.doc[that.i + 1] if that.i + 1 < len(that.doc) else None
    if following is None:
        return False
    if following.text == "," and that.i + 2 < len(that.doc) and that.doc[that.i + 2].lower_ in SUBORDINATE:
        return True
    return (
        that.tag_ == "IN" or following.pos_ in ("PRON", "DET", "PROPN") or following.tag_ in ("NN", "NNS", "JJ", "EX")
    )


def _bare_clause(scene: Scene, cue: Token, instead: Frame | None) -> Frame | None:
    """ "Kask claimed Europe can …": a subject and a finite verb right behind a finite cue, to the end or the bracket.

    `instead` is the phrase that the parser took for the object: a clause only if a verb stands right behind it.
    """
    doc, i = scene.paragraph.doc, cue.i + 1
    if i >= len(doc) or doc[i].pos_ not in ("PROPN", "PRON", "DET", "NOUN", "ADJ", "NUM"):
        return None
    if instead is not None and instead.name != "obj" and cue.lower_ not in verbs_of("say"):
        return None
    if instead is None and cue.lower_ not in verbs_of("bare"):
        return None
    end = scene.sentence_end(cue.i)
    close = next((t.i for t in doc[i : end + 1] if t.text == ")"), None)
    end = close - 1 if close is not None else end
    first, last = (i + 1, i + 12) if instead is None else (instead.last + 1, instead.last + 2)
    if cue.lower_ in verbs_of("say"):  # takes no other object
        first, last = i + 1, end + 1
    verb = next((t for t in doc[first : min(end + 1, last)] if t.tag_ in _FINITE), None)
    if verb is None or any(t.tag_ in ("WDT", "WP") or t.text == "," for t in doc[i : verb.i]):
        return None
    return Frame("that", i, end)


def to_the_end(scene: Scene, cue: Token, frame: Frame) -> Frame:
    """A clause behind its cue goes on to the sentence's end, or to where another verb of the speaker takes over."""
    if frame.first < cue.i:
        return frame
    first = _that_behind(scene, cue, frame.first) or _with_its_subject(scene, cue, frame.first)
    closed = scene.sentence_end(cue.i)
    if frame.first < closed < frame.last and scene.paragraph.doc[closed].text[-1] in _MARKS:
        frame = Frame(frame.name, frame.first, closed)  # the parser missed a sentence that ends within marks
    end = closed if closed == frame.last else scene.sentence_end(max(frame.last, cue.i))
    if frame.last > end:
        return Frame(frame.name, first, frame.last)
    if cue.dep_ == "acl:relcl" and cue.left_edge.i and scene.paragraph.doc[cue.left_edge.i - 1].text == ",":
        end = min(end, max(frame.last, cue.right_edge.i))
    for child in cue.children:
        if child.i > frame.last and _takes_over(child) and _joined(child) and not _must_too(scene, frame, child):
            end = min(end, child.left_edge.i - 1)
    return _without_comment(scene, Frame(frame.name, first, max(end, frame.last)))


_MARKS = frozenset("\"”’'»")


def _takes_over(child: Token) -> bool:
    """Whether a verb joined to the cue is the speaker's next act, and no part of the clause."""
    if child.tag_ == "VBG":
        return quotes(child) and child.dep_ != "ccomp"
    if child.dep_ not in ("conj", "parataxis"):
        return False
    if any(c.lower_ in ("that", "whether") and c.dep_ == "mark" for c in child.children):  # "… and that …"
        return False
    own = any(c.dep_.startswith("nsubj") for c in child.children)
    before = child.doc[child.left_edge.i - 1]
    if child.head.tag_ == "VBG" and finite_by_form(child) and not quotes(child) and before.text != ",":
        return False  # "saying it was "a lie" and helped her": no finite verb is joined to a participle
    if not own and child.pos_ not in ("VERB", "AUX"):  # "says it is "dear" and not wise"
        return False
    return not own or quotes(child) or child.dep_ == "parataxis"


def _must_too(scene: Scene, frame: Frame, child: Token) -> bool:
    """ "They insist he must go and make way": a bare verb behind a helper of the clause, not the next act of "they"."""
    if child.tag_ not in ("VB", "VBP") or child.dep_ != "conj" or quotes(child):
        return False
    own = [t for t in scene.paragraph.doc[frame.first : child.i] if t.tag_ in _FINITE]
    bare = not any(c.dep_.startswith(("nsubj", "aux")) for c in child.children)
    return bare and bool(own) and own[-1].tag_ == "MD"


def _joined(child: Token) -> bool:
    """Whether a comma, a dash or a conjunction stands before a verb: else it is of the clause."""
    first = child.left_edge
    before = child.doc[first.i - 1]
    return any(t.pos_ in ("CCONJ", "SCONJ") or (t.is_punct and t.text != "-") for t in (before, first))


def _with_its_subject(scene: Scene, cue: Token, first: int) -> int:
    """Where a clause begins whose subject the parser gave to the cue: "says the orders on trade are …"."""
    doc = scene.paragraph.doc
    between = doc[cue.i + 1 : first]
    if cue.lower_ in verbs_of("told") or not len(between) or any(t.is_punct and scene.inside[t.i] < 0 for t in between):
        return first
    return cue.i + 1 if any(t.head.i == cue.i and t.dep_ in ("obj", "iobj", "nsubj") for t in between) else first


def _without_comment(scene: Scene, frame: Frame) -> Frame:
    """ ", which is …" behind a clause comments on all of it, in the reporter's voice."""
    doc = scene.paragraph.doc
    for token in doc[frame.first + 3 : frame.last]:
        if token.text == "," and scene.inside[token.i] < 0 and doc[token.i + 1].lower_ == "which":
            verb = doc[token.i + 2] if token.i + 2 <= frame.last else token
            if verb.lower_ in ("is", "was", "would", "means", "meant", "seems"):
                if doc[token.i - 1].pos_ in ("VERB", "ADJ", "ADV") and verb.lower_ in ("is", "was"):
                    return Frame(frame.name, frame.first, token.i - 1)
                clause = doc[token.i + 1].head if doc[token.i + 1].dep_.startswith("nsubj") else token
                if (
                    clause.dep_ == "acl:relcl" and clause.head.pos_ not in ("NOUN", "PROPN")
                ) or clause.head.i == frame.last:
                    return Frame(frame.name, frame.first, token.i - 1)
                if clause.dep_ == "acl:relcl" and clause.head.dep_ in ("ccomp", "conj"):
                    return Frame(frame.name, frame.first, token.i - 1)
    return frame
