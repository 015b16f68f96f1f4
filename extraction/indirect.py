"""Clauses and phrases that render what somebody said or thinks, read off the parse around the words of the lexicon."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.according import according, in_the_view
from extraction.asides import aside, inverted, noted_first
from extraction.beginnings import begun, beside_marks
from extraction.by_words import (
    blamed,
    called,
    clause_end,
    goes_on_behind_marks,
    infinitives_end,
    owned,
    told_noun,
    whole_judgement,
)
from extraction.candidates import Candidate, Scene, Source
from extraction.clauses import opened_by_its_phrase, to_the_end, unparsed
from extraction.cues import Frames, frames_of, mistaken_for_noun, quotes, verbs_of
from extraction.edges import cut
from extraction.endings import lacks_main_verb
from extraction.entities import is_actor
from extraction.frames import Frame, complements
from extraction.marks import Marked, looks_like_name, titled
from extraction.pieces import reported_by, snapped, without_edges
from extraction.subjects import DENYING, negated, subject, subject_by_place
from extraction.types import Act, QuotationKind
from extraction.uttered import asks_for_anonymity, quoted, uttered
from extraction.word_order import TIMES, behind_cue

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_indirect(text: str, scene: Scene) -> list[Candidate]:
    """The reported clauses of a paragraph whose cue stands outside quotation marks, in the order of their cues."""
    found: list[Candidate] = []
    for token in scene.paragraph.doc:
        if scene.inside[token.i] >= 0:
            continue
        if token.lower_ in ("according", "in"):
            found += according(scene, token) if token.lower_ == "according" else in_the_view(scene, token)
            continue
        frames = frames_of(token)
        if frames:
            found += _of_cue(text, scene, token, frames)
    return found


def _of_cue(text: str, scene: Scene, cue: Token, frames: Frames) -> list[Candidate]:
    """What one cue reports: the frame the parser saw, put right by the words, or what the words alone show."""
    if _asked_first(cue) or asks_for_anonymity(cue):
        return []
    apart = aside(scene, cue) or noted_first(scene, cue, _source(cue)) or _behind_colon(scene, cue)
    if apart:
        return apart
    governed = _governed(cue)
    if governed is None or governed.first == cue.i + 1:
        behind = inverted(scene, cue)
        if behind:
            return behind
    if governed is None or (governed.name != "that" and governed.first > cue.i):
        governed = unparsed(scene, cue, governed) or _by_words(scene, cue, governed) or governed
    governed = opened_by_its_phrase(scene, cue, governed)
    governed = _clause_in_marks(scene, cue, governed)
    if governed is None or (negated(cue) and frames[governed.name] == "speech"):
        return []
    if _denies_saying(cue, governed) or _of_a_noun(cue, governed):
        return []
    if beside_marks(scene, cue) and cue.i < governed.first and cue.doc[governed.first].lower_ != "that":
        return []
    if governed.name == "ing" and cue.lower_ in verbs_of("say") and governed.first > cue.i:
        governed = Frame("that", governed.first, governed.last)  # "says going there makes her poor"
    frame = to_the_end(scene, cue, governed) if governed.name == "that" else _whole(scene, governed)
    return _reported(text, scene, cue, cut(scene, cue, begun(scene, cue, frame)), frames[governed.name])


def _clause_in_marks(scene: Scene, cue: Token, governed: Frame | None) -> Frame | None:
    """`Noting the plan "makes no sense"`: marks that begin with a finite verb make a clause of the object before."""
    if governed is None or governed.name != "obj" or frames_of(cue).get("that") != "speech" or governed.first < cue.i:
        return governed
    doc = scene.paragraph.doc
    for token in doc[governed.first : min(governed.last + 2, len(doc) - 1)]:
        if scene.inside[token.i] >= 0:
            opened = token.tag_ in _FINITE or doc[token.i + 1].tag_ in _FINITE
            starts = token.i > governed.first and scene.inside[token.i - 1] < 0 and opened
            last = scene.first_after(scene.outer[scene.inside[token.i]].close) - 1
            return Frame("that", governed.first, max(last, governed.last)) if starts else governed
        if token.tag_ in ("WDT", "WP") or token.is_punct:
            return governed
    return governed


def _denies_saying(cue: Token, frame: Frame) -> bool:
    """ "She denies having said that …": what was not said is nobody's words."""
    first = cue.doc[frame.first]
    if cue.lower_ not in DENYING or frame.first <= cue.i or first.tag_ != "VBG":
        return False
    said = cue.doc[frame.first + 1] if first.lower_ == "having" and frame.first < frame.last else first
    return bool(frames_of(said))


def _of_a_noun(cue: Token, frame: Frame) -> bool:
    """ "She repeated her claim that …": the clause is the noun's, which the parser hung on the verb."""
    if frame.name == "that" and _so_many(cue, frame.first):
        return True
    if frame.name != "that" or frame.first < cue.i or "that" not in (t.lower_ for t in cue.doc[frame.first - 1 :][:2]):
        return False
    return any("n:that" in frames_of(t) and owned(t) for t in cue.doc[cue.i + 1 : frame.first] if t.pos_ == "NOUN")


def _so_many(cue: Token, first: int) -> bool:
    """ "She tells so many lies that …": the clause is what comes of it."""
    between = cue.doc[cue.i + 1 : first]
    return any(t.lower_ in ("so", "such") for t in between[:2]) and not any(t.tag_ in _FINITE for t in between)


def _by_words(scene: Scene, cue: Token, governed: Frame | None) -> Frame | None:
    """What the words alone tell, where the parser saw no complement, or only the object of a longer one."""
    if cue.pos_ == "NOUN" or (cue.i and cue.doc[cue.i - 1].tag_ == "PRP$"):
        return told_noun(scene, cue)
    if governed is not None and governed.name not in ("obj", "pred"):
        return None
    return called(scene, cue) or blamed(scene, cue)


def _whole(scene: Scene, frame: Frame) -> Frame:
    """A promise, an order or blame to the end of its clause, which the parser often cuts at marks."""
    if frame.name in ("obj+obj", "obj+as"):
        frame = Frame(frame.name, frame.first, whole_judgement(scene, frame.last))
    if frame.name == "obj+obj" and goes_on_behind_marks(scene, frame.last):
        return Frame(frame.name, frame.first, max(frame.last, clause_end(scene, frame.last)))
    if frame.name not in _TO_CLAUSE_END:
        return frame
    whole = infinitives_end if frame.name in ("to", "obj+to") else clause_end
    return Frame(frame.name, frame.first, max(frame.last, whole(scene, frame.last)))


_TO_CLAUSE_END = frozenset({"to", "obj+to", "obj+of", "obj+for"})


def _governed(cue: Token) -> Frame | None:
    """The complement of the cue that is what was said: a clause before a phrase, the longest phrase."""
    known = frames_of(cue)
    offered = [f for f in complements(cue) if f.name in known]
    called_for = [f for f in offered if f.name == "for"]
    if len(called_for) > 1:  # "called for more help for towns to build": all of it
        offered.append(Frame("for", min(f.first for f in called_for), max(f.last for f in called_for)))
    return max(offered, key=lambda f: (f.name.endswith("that"), f.last - f.first), default=None)


def _asked_first(cue: Token) -> bool:
    """ "Asked whether …, she said": who was asked says nothing with this verb."""
    opens = cue.i == cue.sent.start or (cue.i == cue.sent.start + 1 and cue.doc[cue.i - 1].lower_ == "when")
    parted = cue.i > 0 and cue.doc[cue.i - 1].is_space  # "Falk  claimed", with two spaces
    return opens and cue.tag_ in ("VBN", "VBD") and not parted


def _behind_colon(scene: Scene, cue: Token) -> list[Candidate]:
    """`Kask insisted: taxes will fall.` without marks."""
    doc, i = scene.paragraph.doc, cue.i
    colon = next((t.i for t in doc[i + 1 : i + 6] if t.text == ":"), None)
    if (
        colon is None
        or not quotes(cue)
        or colon + 2 >= len(doc)
        or any(scene.inside[t] >= 0 for t in range(i, colon + 2))
    ):
        return []
    head = _source(cue)
    if head is None or any(t.is_punct or t.tag_ in _FINITE for t in doc[i + 1 : colon]):
        return []
    found = reported_by(scene, cue, head, colon + 1, scene.sentence_end(colon + 1))
    for candidate in found:
        candidate.rule = f"{candidate.kind}.{candidate.act}.colon"
    return found


def _reported(text: str, scene: Scene, cue: Token, frame: Frame, act: Act) -> list[Candidate]:
    doc = scene.paragraph.doc
    first, last = frame.first, frame.last
    if first < cue.i < last:  # the cue stands within what it reports: "Nor, advisers say, has she plans"
        first, last = (first, cue.i - 1) if cue.i - first > last - cue.i else (cue.i + 1, last)
    first, last = without_edges(doc, _behind_time(cue, first, last), last)
    first -= cue.lower_ == "asked" and first - 1 == cue.i + 1 and doc[first - 1].tag_ in ("WP", "WRB")
    if first > last:
        return []
    span = snapped(scene, first, last)
    if span is None:
        return []
    head = _source(cue)
    if head is None and last < cue.i and quotes(cue):
        head = behind_cue(cue)
    if not _plausible(head, frame, act) or (head is not None and scene.inside[head.i] >= 0):
        return []
    held = [m for m in scene.outer if m.open < span.end and span.start < m.close]
    named = [m for m in held if looks_like_name(text, m) or _work(scene, m)]
    if named and frame.name.startswith("n:"):  # "his comments on "Face the City"": where, not what
        return []
    kind: QuotationKind = "mixed" if len(held) > len(named) else "indirect"
    source = Source(scene.paragraph, head) if head is not None else None
    told = frame.name == "n:that" or (frame.name == "n:to" and doc[first].lower_ == "to")
    mention = frame.name.startswith("n:") and not told
    rule = f"{kind}.{act}.{frame.name}"
    rendered = uttered(cue, frame, head) if kind == "indirect" else quoted(cue, frame, head)
    if (head is None and _ownerless(cue)) or lacks_main_verb(scene, cue, first, last):
        rendered = False
    said = act if rendered else "thought"
    return [Candidate(span, kind, rule, said, source, scene.of(cue), mention=mention)]


def _ownerless(cue: Token) -> bool:
    """Whether words of saying without a speaker are none that are told of: "it was reported", "when asked whether"."""
    passive = any(c.dep_ in ("aux:pass", "nsubj:pass", "expl") for c in cue.children)
    return not passive and not (cue.lower_ == "asked" and cue.tag_ == "VBN")


def _work(scene: Scene, marked: Marked) -> bool:
    """ "Her late show "Harbour Tonight."": a title behind its noun, with the sentence's full stop within the marks."""
    doc, first = scene.paragraph.doc, scene.first_after(marked.open)
    words = [t.text for t in doc[first : scene.first_after(marked.close)] if t.is_alpha]
    return first > 0 and doc[first - 1].pos_ == "NOUN" and len(words) < _LONGEST_WORK and titled(words)


_LONGEST_WORK = 8


def _behind_time(cue: Token, first: int, last: int) -> int:
    """The first word behind a time that the parser took for a part of the clause: "said last week that it opens"."""
    doc = cue.doc
    ahead = doc[first + 1 : min(first + _LONGEST_TIME, last)]
    that = next((t.i for t in ahead if t.lower_ == "that" and (t.dep_ == "mark" or t.tag_ == "IN")), first)
    timed = doc[first].lower_ in TIMES or (that - first < 4 and doc[that - 1].lower_ in TIMES)
    if that > first and timed and not any(t.tag_ in _FINITE for t in doc[first:that]):
        return that
    if cue.i < first and first + 3 < last:
        first += doc[first].text == ","
        first = _behind_example(doc, first, last)
        if doc[first].lower_ == "only" and doc[first + 1].lower_ == "that":
            return first + 2
        if doc[first].lower_ in _ASIDES and doc[first + 1].text == ",":  # "says, however, that …"
            return first + 2
        if first == cue.i + 1 and doc[first].lower_ == "that" and doc[first + 1].lower_ in _PARTS_OF_DAY:
            return first + 2  # "reported that night the bridge had gone"
    if first == cue.i + 1 and first + 1 < last:
        time = doc[first].lower_ in TIMES and (doc[first + 1].pos_ in _SUBJECT or doc[first + 1].lower_ == "that")
        manner = doc[first].pos_ == "ADV" and doc[first].lower_.endswith("ly") and doc[first].lower_ != "only"
        return first + (time or manner)
    return first


def _behind_example(doc: Doc, first: int, last: int) -> int:
    """ "Testified, for example, that …": behind a phrase between commas."""
    comma = next((t.i for t in doc[first : min(first + _LONGEST_EXAMPLE, last)] if t.text == ","), last)
    aside = comma < last and doc[comma + 1].lower_ == "that" and not any(t.pos_ == "VERB" for t in doc[first:comma])
    return comma + 2 if aside and doc[first].pos_ in ("ADP", "ADV") else first


_LONGEST_EXAMPLE = 6
_LONGEST_TIME = 9
_ASIDES = frozenset({"however", "though", "too", "also", "meanwhile", "instead", "moreover"})
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
_SUBJECT = frozenset({"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"})


def _source(cue: Token) -> Token | None:
    head = _of_cue_alone(cue)
    beside = cue.doc[cue.i - 1] if cue.i else cue
    if cue.tag_ == "VBG" and beside.pos_ in ("NOUN", "PROPN") and _behind_with(cue):
        return beside  # "with a new survey finding that …"
    if cue.tag_ == "VBG" and head is not None and head.pos_ == "NOUN" and beside.i != head.i and not is_actor(head):
        if cue.head.dep_ == "ccomp" and quotes(cue.head.head):  # "warned that the toll may rise, remarking that …"
            return subject(cue.head.head) or subject_by_place(cue.head.head)
        return beside if beside.pos_ in ("NOUN", "PROPN") else head  # "a nod to the runner acknowledging that"
    if cue.dep_ == "conj" and head is not None and head.pos_ == "NOUN" and not is_actor(head) and quotes(cue):
        return _told_already(cue) or head
    return head


def _behind_with(cue: Token) -> bool:
    doc, i = cue.doc, cue.i - 1
    while i > 0 and (doc[i].pos_ in _SUBJECT or doc[i].text == "/"):
        i -= 1
    return doc[i].lower_ == "with"


def _told_already(cue: Token) -> Token | None:
    """ "She says the answer was to go and says …": she, who says the first."""
    earlier = (t for t in reversed(cue.doc[cue.sent.start : cue.i]) if t.lower_ == cue.lower_)
    first = next(earlier, None)
    return subject(first) if first is not None else None


def _of_cue_alone(cue: Token) -> Token | None:
    if (cue.pos_ == "NOUN" and not mistaken_for_noun(cue)) or (cue.i and cue.doc[cue.i - 1].tag_ == "PRP$"):
        return _owner(cue)
    head = subject(cue)
    if head is not None and head.lower_ in TIMES:
        head = None
    return head or subject_by_place(cue)


_RELATIVE = frozenset({"that", "which", "who"})
_NOBODY = frozenset(
    [
        "nobody",
        "none",
        "anybody",
        "anyone",
        "somebody",
        "someone",
        "nothing",
        "something",
        "what",
        "this",
        "these",
        "there",
        "it",
    ]
)


def _plausible(head: Token | None, frame: Frame, act: Act) -> bool:
    """Whether somebody speaks or thinks here: a clause may lack its speaker, a phrase needs one that can speak."""
    clause = frame.name == "that"
    if head is None:
        return clause and act == "speech"
    if any(c.lower_ == "no" and c.dep_ == "det" for c in head.children):
        return False
    if head.lower_ in _NOBODY:
        return clause and head.lower_ == "it"
    return clause or head.lower_ in _RELATIVE or head.pos_ in ("PROPN", "PRON") or is_actor(head)


def _owner(noun: Token) -> Token | None:
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    before = noun.doc[noun.i - 1] if noun.i else None
    if before is not None and before.tag_ == "PRP$":
        return before
    if owner is not None:
        return owner
    if noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB":
        return subject(noun.head)
    return None
