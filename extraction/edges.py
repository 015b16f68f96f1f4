"""Where the reporter or the speaker's next verb of saying takes over from a reported clause."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from extraction.candidates import Scene
from extraction.clauses import SUBORDINATE
from extraction.cues import finite_by_form, nouns_of, quotes, verbs_of
from extraction.endings import (
    DASHES,
    before_joined_verb,
    before_main_verb,
    before_next_act,
    before_occasion,
    comments_behind_comma,
    comments_behind_dash,
    compares,
    credited_behind,
    told_besides,
    turns_besides,
    within_dashes,
)
from extraction.frames import Frame
from extraction.word_order import NOMINATIVE

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PAUSES = frozenset({",", "—", "–", "--", "-", "―"})
_JOINING = frozenset({"and", "but", "yet", "while", "though", "although"})
_LONGEST_NAME = 5
_NOMINAL = frozenset({"PROPN", "NOUN", "NUM", "DET", "ADJ"})


def cut(scene: Scene, cue: Token, frame: Frame) -> Frame:
    """The frame up to where its speaker's next verb of saying, or the reporter's comment, begins."""
    doc = scene.paragraph.doc
    last = _before_main_clause(scene, cue, frame)
    last = _without_credit(scene, frame.first, _in_relative(scene, cue, frame.first, last))
    if frame.first > cue.i:
        if frame.name not in _CLAUSES or (frame.name == "n:that" and _goes_on_apart(scene, frame.first, last)):
            last = _to_inner_comma(scene, frame.first, last)
        if frame.name not in _CLAUSES:
            last = before_joined_verb(scene, frame.first, _to_next_act(scene, frame.first, last))
        if frame.name in ("to", "obj+to", "for"):
            last = _before_occasion(scene, frame.first, last)
        if frame.name == "to":
            last = before_next_act(scene, frame.first, last)
        last = before_main_verb(scene, cue, frame.first, last)
        last = within_dashes(scene, cue, frame.first, last)
        last = before_occasion(scene, cue, frame, last)
        for token in doc[frame.first + 2 : last]:
            if scene.inside[token.i] < 0 and _ends(scene, token, cue):
                last = _without_credit(scene, frame.first, token.i - 1)
                break
        last = next((t.i - 1 for t in doc[frame.first + 1 : last + 1] if t.lower_ == "notwithstanding"), last)
        if last == frame.last:
            last = _goes_on(scene, frame, last)
    return Frame(frame.name, frame.first, last)


def _goes_on(scene: Scene, frame: Frame, last: int) -> int:
    """The end of what goes on where the parse ends it: "it was late; they knew it", "it was late, so …"."""
    doc, i = scene.paragraph.doc, last + 1
    if i + 2 >= len(doc):
        return last
    joined = (doc[i].text == ";" and doc[i + 1].lower_ in NOMINATIVE) or (
        doc[i].text == "," and doc[i + 1].lower_ == "so" and doc[i + 2].lower_ != "that"
    )
    if frame.name != "that" or not joined or scene.inside[i + 1] >= 0:
        return last
    end = scene.sentence_end(i + 1)
    end -= doc[end].text == "."
    return last if any(scene.inside[t.i] >= 0 or _telling(doc, t.i) for t in doc[i : end + 1]) else end


_CLAUSES = frozenset({"that", "to", "ing", "obj+to", "n:that", "n:to"})


def _pauses(scene: Scene, first: int, last: int) -> Iterator[int]:
    """The first token behind each comma or dash, of those within closing marks too: `a "gift," they say`."""
    doc = scene.paragraph.doc
    for i in range(max(first, 2), last + 1):
        if scene.inside[i] >= 0:
            continue
        within = scene.inside[i - 1] >= 0 and "," in doc[i - 2 : i].text
        if within and doc[i].text not in _PAUSES:
            yield i
        elif doc[i].text in _PAUSES and (doc[i].text != "-" or (doc[i].whitespace_ and doc[i - 1].whitespace_)):
            yield i + 1


def _to_inner_comma(scene: Scene, first: int, last: int) -> int:
    """The end of a phrase whose marks hold the comma behind it: `talks of a "gift," | and they cheer`."""
    doc = scene.paragraph.doc
    within = (i for i in _pauses(scene, first + 1, last) if scene.inside[i - 1] >= 0 and doc[i].lower_ != "as")
    return next(within, last + 1) - 1


def _to_next_act(scene: Scene, first: int, last: int) -> int:
    """The end of a phrase before the speaker's next act: "doubts the vote, | urging them to watch it"."""
    doc = scene.paragraph.doc
    begins = (
        i - 1
        for i in range(first + 2, last)
        if scene.inside[i] < 0 and doc[i - 1].text == "," and scene.inside[i - 1] < 0
        if doc[i].tag_ == "VBG" and quotes(doc[i])
    )
    return next(begins, last + 1) - 1


def _before_occasion(scene: Scene, first: int, last: int) -> int:
    """ "Told them to be silent | when they raised concerns": the past tense tells when it was said."""
    doc = scene.paragraph.doc
    for token in doc[first + 2 : last]:
        if token.lower_ in ("when", "after", "while") and scene.inside[token.i] < 0:
            verb = next((t for t in doc[token.i + 1 : last + 1] if t.tag_ in _FINITE), None)
            if verb is not None and verb.tag_ == "VBD":
                return token.i - 1 - (doc[token.i - 1].text == ",")
    return last


def _goes_on_apart(scene: Scene, first: int, last: int) -> bool:
    """`her claim that it is "a gift," | but she will pay`: another clause stands behind the marks."""
    doc = scene.paragraph.doc
    behind = next((i for i in _pauses(scene, first + 1, last - 1) if scene.inside[i - 1] >= 0), None)
    return behind is not None and doc[behind].lower_ in _JOINING and doc[behind + 1].lower_ in NOMINATIVE


def _in_relative(scene: Scene, cue: Token, first: int, last: int) -> int:
    """The end before the main verb: "Kask, who says the toll will fall, | is mistaken"."""
    doc = scene.paragraph.doc
    far = _LONGEST_CREDIT if cue.dep_ == "conj" else 4
    who = next((t.i for t in doc[max(0, cue.i - far) : cue.i] if t.lower_ == "who"), 0)
    if not who or doc[who - 1].text != "," or any(t.text == "," for t in doc[who : cue.i]):
        return last
    outside = [t for t in doc[first : last + 1] if scene.inside[t.i] < 0]
    dashes = [t.i for t in outside if t.text in DASHES]
    commas = [t.i for t in outside if t.text == ","]
    paired = {*dashes[1:2], *commas[1:2]}  # what they enclose stands within the clause
    begins = ((i, past_adverbs(doc, i)) for i in _pauses(scene, first + 1, last - 1))
    ends = (i - 1 for i, verb in begins if verb is not None and verb.tag_ in _FINITE)
    return next((i for i in ends if i not in paired and i + 1 not in paired), last)


def _without_credit(scene: Scene, first: int, last: int) -> int:
    """The end without who tells it all: "she was advised to go, | the Post reported on Monday"."""
    doc = scene.paragraph.doc
    start = max((i for i in _pauses(scene, max(first + 3, last - _LONGEST_CREDIT), last - 1)), default=None)
    if start is not None and credited_behind(scene, start, last):
        return start - 1
    if start is None or doc[start].pos_ not in (*_NOMINAL, "PRON"):
        return last
    verb = next((t for t in doc[start + 1 : last + 1] if t.tag_ in _FINITE), None)
    if verb is None or not quotes(verb) or any(scene.inside[i] >= 0 for i in range(start, last + 1)):
        return last
    between = doc[start : verb.i]
    if any(t.pos_ not in (*_NOMINAL, "PRON", "ADP", "PART") or t.lower_ in ("who", "which") for t in between):
        return last
    behind = doc[verb.i + 1 : last + 1]
    told = any(t.pos_ in ("VERB", "AUX", "SCONJ", "PRON") or t.dep_ in ("obj", "ccomp") for t in behind)
    return last if told else start - 1


_LONGEST_CREDIT = 12


def _ends(scene: Scene, token: Token, cue: Token) -> bool:
    """Whether words that are not the clause's begin at or behind a comma, a dash, a conjunction or "without"."""
    doc = scene.paragraph.doc
    paused = token.text in _PAUSES
    if scene.inside[token.i - 1] >= 0 and (token.tag_ == "VBG" or token.lower_ in ("according", "in")):
        told = token.lower_ == "according" or token.lower_ in verbs_of("citing") or _told_where(doc, token.i)
        return told and "," in doc[token.i - 2 : token.i].text  # the comma stands within the marks
    following = past_adverbs(doc, token.i + 1)
    if following is None or scene.inside[following.i] >= 0:
        return False
    if comments_behind_dash(doc, token.i) or turns_besides(cue, token.i):
        return True
    if told_besides(scene, cue, token.i):
        return True
    if paused:
        if following.lower_ in NOMINATIVE and _telling(doc, following.i + 1):
            return True  # "his claim that it is safe, they said it is not"
        cited = following.tag_ == "VBG" and following.lower_ in verbs_of("citing")
        if comments_behind_comma(doc, token.i + 1):
            return True
        if following.lower_ == "according" or _as_put(doc, token.i + 1) or _told_where(doc, token.i + 1):
            return True
        if (token.text == "," and (cited or compares(doc, following.i))) or _comment(doc, token.i + 1):
            return True
        return following.lower_ in _JOINING and _ends(scene, following, cue)
    if token.lower_ == "without":
        return following.tag_ == "VBG" and following.lower_ in verbs_of("lacking")
    if token.lower_ not in _JOINING:
        return False
    cited = following.tag_ == "VBG" and following.lower_ in verbs_of("citing")
    if cited and (
        token.lower_ == "but" or cue.tag_ == "VBG" or (token.lower_ == "while" and doc[token.i - 1].text == ",")
    ):
        return True
    lacking = past_adverbs(doc, following.i + 1) if following.lower_ in NOMINATIVE else following
    return _says_too(scene, following, _tense(cue)) or (lacking is not None and _lacks(doc, lacking, _tense(cue)))


def past_adverbs(doc: Doc, i: int) -> Token | None:
    while i < len(doc) and (doc[i].pos_ == "ADV" or doc[i].lower_ in ("also", "then", "has", "have", "had")):
        if doc[i].lower_ in _JOINING:
            break
        i += 1
    return doc[i] if i < len(doc) else None


def _says_too(scene: Scene, token: Token, tense: str) -> bool:
    """ "… and warned them", "… though she noted that": a finite verb of saying of the cue's tense."""
    doc, i = scene.paragraph.doc, token.i
    if token.lower_ in NOMINATIVE:
        i += 1
    else:
        while i < len(doc) and i - token.i < _LONGEST_NAME and _in_subject(doc, i, token.i):
            i += 1
        if i > token.i and i < len(doc) and doc[i].text == ",":  # "and Falk, the mayor, said": in any tense
            i = next((t.i + 1 for t in doc[i + 1 : i + _LONGEST_CREDIT] if t.text == ","), i)
            return i < len(doc) and doc[i].lower_ in verbs_of("telling") and finite_by_form(doc[i])
    verb = past_adverbs(doc, i)
    if verb is None or scene.inside[verb.i] >= 0 or verb.pos_ != "VERB":
        return False
    if not finite_by_form(verb) and (verb.tag_ != "VBN" or doc[verb.i - 1].pos_ == "AUX"):  # "and accused them"
        return False
    added = verb.lemma_ in ("add", "ask") and doc[min(verb.i + 1, len(doc) - 1)].tag_ != "PRP$"
    return (verb.lower_ in verbs_of("telling") or added) and bool(tense) and _tense(verb) == tense


def _in_subject(doc: Doc, i: int, first: int) -> bool:
    return doc[i].pos_ in _NOMINAL or (i > first and doc[i].lower_ in ("in", "of"))


def _lacks(doc: Doc, token: Token, tense: str) -> bool:
    """ "… but offered no proof", "… but did not elaborate"."""
    after = doc[token.i + 1 : token.i + 3].text.lower()
    if token.lemma_ in ("offer", "give", "provide", "cite", "present"):
        return after.startswith(("no ", "few", "little", "scant")) and _tense(token) == tense
    if token.lemma_ in ("decline", "refuse"):
        return _tense(token) == tense
    if token.lower_ == "yet" and after.startswith("to "):  # "but has yet to say when"
        return doc[token.i + 2].lower_ in verbs_of("lacking")
    if after.startswith("open "):
        return token.lemma_ == "leave" and _tense(token) == tense
    helped = token.lemma_ in ("do", "have") and after.startswith(("not ", "n't ", "n’t "))
    return helped and token.i + 2 < len(doc) and doc[token.i + 2].lower_ in verbs_of("lacking")


def _telling(doc: Doc, i: int) -> bool:
    return i < len(doc) and doc[i].lower_ in verbs_of("telling") and doc[i].tag_ in _FINITE


def _as_put(doc: Doc, i: int) -> bool:
    """ ", as Kask put it"."""
    words = [t.lower_ for t in doc[i : i + 8]]
    return bool(words) and words[0] == "as" and ("put", "it") in pairwise(words)


def _told_where(doc: Doc, i: int) -> bool:
    """ ", in an interview on Monday", ", which he called …"."""
    words = doc[i : i + 4]
    if len(words) < 3 or words[0].lower_ not in ("in", "which"):
        return False
    if words[0].lower_ == "in":
        return words[1].lower_ in ("a", "an") and words[2].lower_ in nouns_of("occasion")
    return words[1].lower_ in NOMINATIVE and any(t.lower_ in verbs_of("telling") for t in words[2:])


def _comment(doc: Doc, i: int) -> bool:
    """ ", a claim that …", ", remarks that …": a noun that names what stands before it."""
    if i + 1 >= len(doc):
        return False
    if doc[i].tag_ == "NNS" and doc[i].lower_ in nouns_of("comment"):
        return doc[i + 1].lower_ in ("that", "which")
    if doc[i].lower_ not in ("a", "an"):
        return False
    nouns = [t for t in doc[i + 1 : i + 5] if t.pos_ == "NOUN"]
    last = next((t for t in nouns if t.i + 1 < len(doc) and doc[t.i + 1].pos_ != "NOUN"), None)
    if last is not None and doc[i - 2].pos_ != "PROPN" and doc[last.i + 1].lower_ in _RELATING:
        return True  # ", a goal that nobody believes in"
    return bool(nouns) and nouns[0].lower_ in nouns_of("comment")


_RELATING = frozenset({"that", "which", "the", "he", "she", "they"})


def _tense(verb: Token) -> str:
    """ "past", "present" or "" of a verb, a helper's where it has one, a participle's that of what it hangs on."""
    helper = next((c for c in verb.children if c.dep_.startswith("aux") and c.i < verb.i), None)
    tag = helper.tag_ if helper is not None else verb.tag_
    if tag in ("VBG", "VB", "TO") and verb.head.i != verb.i:
        above = next((c for c in verb.head.children if c.dep_.startswith("aux")), verb.head)
        tag = above.tag_ if above.tag_ in _FINITE else tag
    if tag == "VBN" and helper is None:
        tag = "VBD"
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(tag, "")


_WHILE = SUBORDINATE | {"where", "whereas"}
_OPENING = _WHILE | {
    "in",
    "by",
    "besides",
    "beyond",
    "despite",
    "instead",
    "rather",
    "even",
    "without",
    "like",
    "asked",
}
_LATEST_CUE = 14


def _before_main_clause(scene: Scene, cue: Token, frame: Frame) -> int:
    """The end of a clause that is reported before the main clause: "While she says it is safe, | the town …"."""
    doc, start = scene.paragraph.doc, scene.sentence_start(cue.i)
    start += doc[start].pos_ == "CCONJ"
    opens = doc[start].lower_ in _WHILE or cue.tag_ == "VBG" or cue.pos_ == "NOUN"
    if frame.first < cue.i or cue.i - start > _LATEST_CUE or not opens:
        return frame.last
    if not (cue.i == start or doc[start].lower_ in _OPENING) or any(t.text == "," for t in doc[start : cue.i]):
        return frame.last
    main = _main_subject(cue)
    if frame.first < main <= frame.last and main in _pauses(scene, frame.first + 1, frame.last - 1):
        return main - 1 - (doc[main - 1].text in _PAUSES)
    begins = (i for i in _pauses(scene, frame.first + 1, frame.last - 1) if _clause_begins(doc, i))
    return next(begins, frame.last + 1) - 1


def _main_subject(cue: Token) -> int:
    """Where the subject of the main clause behind a subordinate one begins, as the parser sees it; else 0."""
    root = cue.sent.root
    subject = next((c for c in root.children if c.dep_ == "nsubj" and c.i > cue.i), None)
    return subject.left_edge.i if subject is not None and root.i > cue.i else 0


def _clause_begins(doc: Doc, i: int) -> bool:
    """Whether a name or pronoun and a finite verb stand here, a time before them left out."""
    if doc[i].lower_ in ("on", "in", "last", "this"):
        i = next((t.i for t in doc[i : i + 4] if t.lower_ in NOMINATIVE or t.text == ","), i)
    first = i
    while i < len(doc) and i - first < _LONGEST_NAME and (doc[i].pos_ == "PROPN" or doc[i].lower_ in NOMINATIVE):
        i += 1
    if i == first:
        noun = doc[i].pos_ == "NOUN" and i + 1 < len(doc)
        return noun and doc[i + 1].lower_ in verbs_of("telling") and doc[i + 1].tag_ in _FINITE
    while i < len(doc) and doc[i].text in _OPENING_MARKS:  # `he "grabbed" it`
        i += 1
    verb = past_adverbs(doc, i)
    return verb is not None and (verb.tag_ in _FINITE or (verb.tag_ == "VBN" and verb.i > i))


_OPENING_MARKS = frozenset({"“", "‘", '"', "``", "''", "'"})
