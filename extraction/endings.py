"""Where the reporter goes on behind what is reported: the main verb, the next act, the occasion, a comment."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.candidates import Scene
from extraction.cues import finite_by_form, nouns_of, quotes, verbs_of
from extraction.frames import Frame
from extraction.word_order import NOMINATIVE, TIMES

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DASHES = frozenset({"—", "–", "--", "-", "―"})
_HELPING = frozenset({"aux", "cop", "advmod", "aux:pass"})


def before_main_verb(scene: Scene, cue: Token, first: int, last: int) -> int:
    """The end of a clause within the subject of the sentence: "The share of voters saying they will pay | is small"."""
    token = cue
    if any(t.tag_ in _FINITE for t in scene.paragraph.doc[cue.i + 1 : first]):  # "her answer was that …"
        return last
    if cue.pos_ != "NOUN" and cue.tag_ != "VBG" and cue.dep_ != "acl:relcl":
        return last
    while token.head.i != token.i:
        above = token.head
        if token.dep_.startswith("nsubj") and token.i <= cue.i and first < above.i <= last + 1:
            start = min([above.i, *(c.i for c in above.children if c.dep_ in _HELPING and first < c.i < above.i)])
            whole = scene.paragraph.doc[start - 1].whitespace_ and scene.paragraph.doc[start].text != "-"
            return start - 1 if start > first + 1 and scene.inside[start] < 0 and whole else last
        token = above
    return last


def before_next_act(scene: Scene, first: int, last: int) -> int:
    """The end of an infinitive before what the speaker did besides: "vowed to build more, | opposed the pact and …"."""
    doc = scene.paragraph.doc
    for i in range(first + 3, last):
        acts = doc[i - 1].text == "," and doc[i].tag_ in ("VBD", "VBN") and scene.inside[i] < 0
        if acts and (doc[i + 1].pos_ in ("DET", "PRON", "PROPN") or doc[i + 1].tag_ == "PRP$"):
            return i - 2
    return last


def before_joined_verb(scene: Scene, first: int, last: int) -> int:
    """The end of a phrase before "and" and a finite verb: "cast him as unfit | and accused him of theft"."""
    doc = scene.paragraph.doc
    for i in range(first + 1, last):
        if scene.inside[i] >= 0:
            continue
        if doc[i].tag_ in ("WDT", "WP", "WRB", "PRP") or doc[i].lower_ == "that" or doc[i].tag_ == "MD":
            return last  # a clause within: the verb may be its own
        if doc[i].lower_ in ("and", "but") and doc[first].lower_ == "to" and doc[i + 1].lower_ == doc[i + 1].lemma_:
            return last  # "to build a wall and deport them": the tagger's present is an infinitive
        if doc[i].lower_ in ("and", "but") and doc[i + 1].tag_ in ("VBD", "VBZ", "VBP") and scene.inside[i + 1] < 0:
            return i - 1
    return last


def lacks_main_verb(scene: Scene, cue: Token, first: int, last: int) -> bool:
    """ "Her claim that thousands came rivals tales that …": a sentence whose only verbs would be the clause's own."""
    doc, start, end = scene.paragraph.doc, scene.sentence_start(cue.i), scene.sentence_end(last)
    if last < end - 1 or first < cue.i or doc[start].lower_ in _FRAGMENTS:
        return False
    reporting = cue.pos_ == "NOUN" or (cue.tag_ == "VBG" and cue.dep_ != "advcl" and cue.i - start < _LONGEST_SUBJECT)
    ahead = any(t.tag_ in _FINITE or t.text in (":", ";") for t in doc[start : cue.i])
    return reporting and not ahead and not any(t.tag_ in _FINITE for t in doc[cue.i : first])


_LONGEST_SUBJECT = 8
_FRAGMENTS = frozenset({"and", "but", "or", "with", "despite", "not"})


def before_occasion(scene: Scene, cue: Token, frame: Frame, last: int) -> int:
    """The end before where it was said: "called it a gift | during a debate in Oslo"."""
    doc = scene.paragraph.doc
    for i in range(frame.first + 2, last - 2):
        if scene.inside[i] < 0 and doc[i].lower_ == "on" and _aired(doc, i + 1):
            return i - 1
    for i in range(last - 1, frame.first + 1, -1):
        if scene.inside[i] >= 0 or doc[i].is_punct or doc[i].tag_ in _FINITE:
            return last
        if doc[i].lower_ in _WHERE and _said_there(doc, i, frame) and cue.tag_ in ("VBD", "VBN", "VBG", "VB"):
            return i - 1 - (doc[i - 1].text == ",")
    return last


_WHERE = frozenset({"during", "at", "in"})


def _aired(doc: Doc, i: int) -> bool:
    """ "(On) Sunday's broadcast of": where an interview was aired, which no report within it says."""
    owned = i + 2 < len(doc) and doc[i].lower_ in TIMES and doc[i + 1].lower_ in ("'s", "’s")
    return owned and doc[i + 2].lower_ in ("broadcast", "edition", "episode", "program", "programme", "show")


def _said_there(doc: Doc, i: int, frame: Frame) -> bool:
    """Whether a phrase tells of a debate, a rally or an interview; in a clause only "during" is sure to."""
    determiner = doc[i + 1].pos_ == "DET" or doc[i + 1].tag_ == "PRP$" or "’s" in doc[i + 1 : i + 5].text
    noun = next((t for t in doc[i + 1 : i + 7] if t.pos_ == "NOUN" and t.lower_ in nouns_of("meeting")), None)
    if noun is None or not determiner or any(t.pos_ == "ADP" or t.tag_ in _FINITE for t in doc[i + 1 : noun.i]):
        return False
    return doc[i].lower_ == "during" or frame.name not in ("that", "n:that")


def within_dashes(scene: Scene, cue: Token, first: int, last: int) -> int:
    """The end of a report between dashes: "She was a planner - an aide said she counted all - | and so was he"."""
    doc, i = scene.paragraph.doc, cue.i - 1
    while i > 0 and doc[i].pos_ in _PHRASE:
        i -= 1
    if i < 1 or doc[i].text not in DASHES or not doc[i].whitespace_:
        return last
    behind = (t.i - 1 for t in doc[first + 1 : last] if t.text in DASHES and t.whitespace_ and scene.inside[t.i] < 0)
    return next(behind, last)


_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "ADV", "AUX"})


def compares(doc: Doc, i: int) -> bool:
    """ ", compared with …", ", double the number who …", ", up from …": figures that the reporter sets beside."""
    low, behind = doc[i].lower_, doc[i + 1].lower_ if i + 1 < len(doc) else ""
    beside = (low in ("double", "twice", "triple", "half") and behind == "the") or (
        low in ("up", "down") and behind == "from"
    )
    return low == "compared" or beside


def comments_behind_dash(doc: Doc, i: int) -> bool:
    """ "It was the paper's fault - | but he took none of the blame": a dash and the reporter's own clause."""
    if doc[i].text not in DASHES or i + 4 >= len(doc):
        return False
    if doc[i + 1].lower_ == "having":  # "she is fit - | having suggested in May that she is not"
        return quotes(doc[i + 2])
    if doc[i + 1].lower_ in ("something", "which"):  # "he wanted a post - | something he denied"
        return doc[i + 2].lower_ in NOMINATIVE and quotes(doc[i + 3])
    i += doc[i + 1].lower_ == "even"
    if doc[i + 1].lower_ not in ("and", "but", "though", "although"):
        return False
    return doc[i + 2].lower_ in NOMINATIVE and doc[i + 3].tag_ in _FINITE


def comments_behind_comma(doc: Doc, i: int) -> bool:
    """ ", reflecting the party's wish", ", even as he has hit out at her", ", though it is unclear": a comment."""
    words = [t.lower_ for t in doc[i : i + 6]]
    if len(words) < 4:
        return False
    if doc[i].tag_ == "VBG" and words[0] in verbs_of("commenting"):
        return True
    if words[:2] == ["even", "as"]:
        return True
    unsure = words[1] == "it" and words[2] in ("is", "was", "remains", "’s", "'s") and _UNSURE.intersection(words[3:5])
    return words[0] in ("though", "although", "but") and bool(unsure)


_UNSURE = frozenset({"unclear", "uncertain", "unknown", "clear"})


def told_besides(scene: Scene, cue: Token, i: int) -> bool:
    """ "It kept us safe | before claiming that …", ", his statement that many steal, | and his refusal to go"."""
    doc = scene.paragraph.doc
    if i + 2 >= len(doc) or scene.inside[i + 1] >= 0:
        return False
    if doc[i].lower_ == "before":
        return doc[i + 1].tag_ == "VBG" and quotes(doc[i + 1]) and doc[i + 2].lower_ == "that"
    owner = doc[cue.i - 1]
    if cue.pos_ != "NOUN" or owner.tag_ != "PRP$" or doc[owner.i - 1].text != "," or doc[i].text != ",":
        return False
    return doc[i + 1 + (doc[i + 1].lower_ == "and")].lower_ == owner.lower_  # the next in a list of what is his


def turns_besides(cue: Token, i: int) -> bool:
    """ "Has said she will stay, | but she has balked at the price": the cue's tense comes back behind "but"."""
    doc = cue.doc
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in cue.children)
    if not perfect or i + 3 >= len(doc) or doc[i].lower_ != "but" or doc[i + 1].lower_ not in NOMINATIVE:
        return False
    return doc[i + 2].lower_ in ("has", "have") and doc[i + 3].tag_ in ("VBN", "VBD", "RB")


def credited_behind(scene: Scene, start: int, last: int) -> bool:
    """ "…, reported the Northern Post": a finite verb of saying and a name, to the end."""
    doc = scene.paragraph.doc
    verb = doc[start]
    if not (finite_by_form(verb) and quotes(verb)) or verb.i == last or scene.inside[start] >= 0:
        return False
    behind = [t for t in doc[start + 1 : last + 1] if not t.is_punct]
    names = any(t.pos_ == "PROPN" for t in behind)
    return names and all(t.pos_ in ("PROPN", "DET", "NOUN", "ADJ", "ADP", "NUM") for t in behind)
