"""Whom a pronoun means: each mention before it is weighed by what it shows, and the heaviest is meant.

What is looked at: how near a mention stands, whether it is a subject and of which clause, who speaks, whose gender is
known, how often the text names somebody. `lexicon/antecedents.toml` holds the weights, which
`python -m benchmarks.quotations.fit` finds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log2
from pathlib import Path

from spacy.tokens import Token

from extraction.cues import quotes
from extraction.parsed import SUBJECTS, Gender
from extraction.salience import OBJECTS, Mentions, Place, Referent, Seen, sentence_of

_WEIGHTS = Path(__file__).parent / "lexicon" / "antecedents.toml"
Features = dict[str, float]
_EMBEDDED = frozenset({"advcl", "acl", "acl:relcl", "ccomp", "csubj"})
_BESIDE = frozenset({"acl", "acl:relcl", "appos"})
_WHO = frozenset({"who", "that", "which"})
_FARTHEST = 4  # sentences with mentions: farther ones count alike
_TOP = 3  # levels of clauses told apart


@cache
def weights() -> dict[str, float]:
    """What each feature counts."""
    tables = tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in tables["weights"].items()}


@dataclass(slots=True)
class Binding:
    """Where a pronoun stands in its sentence.

    `levels` tell of a verb above it how many subjects stand nearer; `beside` are the nouns that a clause or apposition
    around the pronoun describes, `joined` those that "and" joins its phrase to, `within` those whose phrase it is in,
    `opening` the words of a participle before it, of which it is the subject.
    """

    kind: str
    levels: dict[int, int] = field(default_factory=dict)
    beside: set[int] = field(default_factory=set)
    joined: set[int] = field(default_factory=set)
    within: set[int] = field(default_factory=set)
    opening: set[int] = field(default_factory=set)


def binding(head: Token) -> Binding:
    """How a pronoun hangs in its sentence."""
    found = Binding(_kind(head))
    if found.kind == "subject":
        found.opening = _opening(head)
    level, apart, joined = -1 if found.kind == "subject" else 0, False, False
    below = head
    while below.head.i != below.i:
        above = below.head
        apart = apart or (below.dep_ in _BESIDE and not _of_itself(found.kind, head, below))
        joined = joined or (below.dep_ == "conj" and above.pos_ in ("NOUN", "PROPN", "PRON"))
        found.levels[above.i] = max(level, 0)
        if above.pos_ in ("NOUN", "PROPN", "PRON"):
            (found.beside if apart else found.joined if joined else found.within).add(above.i)
        level += any(c.dep_ in SUBJECTS for c in above.children)
        below = above
    return found


def _opening(head: Token) -> set[int]:
    """ "Placed under the care of Dr. Orr, he": whom a participle does something with is not its subject."""
    words: set[int] = set()
    below = [
        c
        for c in head.head.children
        if c.dep_ == "advcl"
        and c.i < head.i
        and c.tag_ in ("VBN", "VBG")
        and not any(t.dep_ in SUBJECTS for t in c.children)
    ]
    while below:
        word = below.pop()
        words.add(word.i)
        below += [c for c in word.children if c.dep_ not in _EMBEDDED]
    return words


def _of_itself(kind: str, head: Token, below: Token) -> bool:
    """ "Ann Lee, his wife", "Ann Lee, who thanked him": whom an apposition or clause describes is somebody else."""
    if below.i != head.head.i:
        return False
    acts = below.dep_ == "acl:relcl" and any(c.dep_ in SUBJECTS and c.lower_ in _WHO for c in below.children)
    return (kind == "possessive" and below.dep_ == "appos") or (kind == "object" and acts)


def _kind(head: Token) -> str:
    if head.lower_.endswith("self"):
        return "reflexive"
    if head.dep_ in SUBJECTS:
        return "subject"
    return "possessive" if head.dep_ == "nmod:poss" else "object"


def antecedent(
    mentions: Mentions,
    place: Place,
    gender: Gender,
    *,
    last: str | None,
    fits: Callable[[Referent], bool],
    subjects_only: bool = False,
) -> Referent | None:
    """The best mention before a pronoun, or behind it as the subject of its own sentence."""
    known = weights()
    best: tuple[float, Referent] | None = None
    for seen, shown in candidates(mentions, place, gender, last=last, fits=fits, subjects_only=subjects_only):
        score = sum(known.get(name, 0.0) * value for name, value in shown.items())
        if best is None or score > best[0]:
            best = score, seen.who
    return best[1] if best is not None else None


def candidates(
    mentions: Mentions,
    place: Place,
    gender: Gender,
    *,
    last: str | None,
    fits: Callable[[Referent], bool],
    subjects_only: bool = False,
) -> Iterator[tuple[Seen, Features]]:
    """The mentions that a pronoun may mean, the nearest first, with what each shows."""
    here, bound = sentence_of(place.paragraph, place.head), binding(place.head)
    quoted = mentions.is_quoted(place.offset)
    sentences: list[int] = []
    met: set[int] = set()
    speaks = bound.kind == "subject" and quotes(place.head.head)
    barred = mentions.told_of() | (named_below(mentions, place, here) if bound.kind == "subject" else set())
    for seen in _around(mentions, place, here):
        if seen.who.gender not in (gender, None) or not fits(seen.who) or (subjects_only and not seen.is_subject):
            continue
        same = seen.sentence == here
        if same and _barred(seen, bound):
            barred.add(id(seen.who))
        if id(seen.who) in barred:
            continue
        if seen.sentence not in sentences:
            sentences.append(seen.sentence)
        shown = dict.fromkeys(_shown(seen, bound, same=same, behind=seen.start > place.offset), 1.0)
        shown[f"sentence {min(sentences.index(seen.sentence) + (not same), _FARTHEST)}"] = 1.0
        shown["paragraphs"] = float(min(3, place.paragraph.segment - seen.paragraph))
        shown["often named"] = log2(1 + seen.who.times) / 4
        shown["spoke last"] = float(last == seen.who.name)
        shown["gender known"] = float(seen.who.gender == gender)
        shown["quoted"] = float(seen.quoted and not quoted)
        shown["outside"] = float(quoted and not seen.quoted)
        shown["told"] = float(speaks and not same and _tells(seen.root))
        shown["again"] = float(id(seen.who) in met)
        shown["first"] = float(not met)
        met.add(id(seen.who))
        yield seen, shown


def _tells(name: Token) -> bool:
    """ "According to Orr, the dam was dear. She said …"."""
    return any(c.dep_ == "case" and c.lower_ == "according" for c in name.children)


def _around(mentions: Mentions, place: Place, here: int) -> Iterable[Seen]:
    """The mentions before a pronoun, and the subjects behind it in its sentence: "In her speech, Orr said"."""
    above = {t.i for t in place.head.ancestors}
    for seen in mentions.behind(place.offset + 1):
        if seen.sentence != here:
            break
        if seen.is_subject and seen.who.named and seen.root.head.i in above and seen.root.i not in above:
            yield seen
    yield from mentions.before(place.offset)


def named_below(mentions: Mentions, place: Place, here: int) -> set[int]:
    """Who is named in what a pronoun does: in "He asked them to disavow Orr" the subject is not Orr."""
    verb, named = place.head.head, set()
    for seen in mentions.behind(place.offset + 1):
        if seen.sentence != here or any(t.is_quote or t.text in _NEXT for t in verb.doc[place.head.i : seen.root.i]):
            break
        told = seen.is_subject and quotes(seen.root.head)  # "he plans a bill after a raid that Orr said was wrong"
        if seen.who.named and not told and seen.root.pos_ == "PROPN" and _is_below(seen.root, verb):
            named.add(id(seen.who))
    return named


def _is_below(token: Token, verb: Token) -> bool:
    """Whether a verb governs a word, not only by a clause beside its own."""
    while token.i != verb.i and token.head.i != token.i:
        if token.dep_ in _LOOSE and token.head.i == verb.i:
            return False
        token = token.head
    return token.i == verb.i


_NEXT = frozenset({":", ";"})
_LOOSE = frozenset({"conj", "parataxis", "advcl", "advmod", "obl:npmod", "discourse"})


def _barred(seen: Seen, bound: Binding) -> bool:
    """Whether grammar forbids it: "his brother" is not he, and whom somebody meets is somebody else."""
    if seen.root.i in bound.within or seen.root.i in bound.opening:
        return True
    return bound.kind == "object" and seen.is_subject and bound.levels.get(seen.root.head.i) == 0


def _shown(seen: Seen, bound: Binding, *, same: bool, behind: bool) -> Iterator[str]:
    if seen.is_subject:
        yield "subject of a clause" if seen.root.head.dep_ in _EMBEDDED else "subject"
    elif seen.root.dep_ in OBJECTS and bound.kind == "object":
        yield "object too"
    if not seen.who.named:
        yield "unnamed" if seen.who.definite else "indefinite"
    elif " " not in seen.who.name:
        yield "one word"
    if seen.root.pos_ == "PRON":
        yield "pronoun"
    if not same:
        return
    if behind:
        yield "behind"
    if seen.root.i in bound.beside:
        yield "described"
    elif seen.root.i in bound.joined:
        yield "joined"
    level = bound.levels.get(seen.root.head.i) if seen.is_subject else None
    if level is not None:
        yield f"{bound.kind} under {min(level, _TOP)}"
    else:
        yield f"{bound.kind} beside"
