"""What a word that may report speech governs: its complements, read off the dependency parse.

The names of the frames are those of `lexicon/cues.toml`: "that" a clause, "to" an infinitive, "ing" a gerund, "obj" a
noun phrase, "obj+to", "obj+as", "obj+obj" (calls him a liar), "for", "on", "of", … a phrase with that preposition. A
frame of a noun begins with "n:", one of an adjective with "a:".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

CLAUSES = frozenset({"ccomp", "csubj", "parataxis"})
_NOT_CONTENT = frozenset({"obl:tmod", "obl:npmod", "advmod", "punct", "discourse", "vocative", "cc"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A complement: its name, and the first and last token of its words (both in)."""

    name: str
    first: int
    last: int


def subtree(token: Token) -> tuple[int, int]:
    """First and last token of a subtree, both in."""
    return token.left_edge.i, token.right_edge.i


def preposition(token: Token) -> str:
    """The lower-case preposition of a nominal, "" without one."""
    for child in token.children:
        if child.dep_ in ("case", "mark") and child.i < token.i:
            return child.lower_
    return ""


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token that have one of these relations, without their subtypes."""
    return [c for c in token.children if c.dep_ in deps or c.dep_.split(":")[0] in deps]


def complements(cue: Token) -> Iterator[Frame]:
    """The frames of a verb, a noun or an adjective."""
    if cue.pos_ in ("NOUN", "PROPN"):
        yield from _of_noun(cue)
    elif cue.pos_ == "ADJ" and cue.tag_ not in ("VBD", "VBN", "VBG"):
        yield from (Frame("a:" + f.name, f.first, f.last) for f in _of_verb(cue))
    else:
        yield from _of_verb(cue)


def _of_verb(verb: Token) -> Iterator[Frame]:
    clauses = [c for c in verb.children if c.dep_ in ("ccomp", "csubj")]
    clause = next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)
    objects = [c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i > verb.i]
    infinitive = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "advcl", "ccomp") and _is_to(c) and c.i > verb.i), None
    )
    if infinitive is not None:
        if objects and objects[-1].i < infinitive.i and len(objects) == 1:
            yield Frame("obj+to", subtree(objects[0])[0], subtree(infinitive)[1])
        yield Frame("to", *subtree(infinitive))
    if clause is not None and clause is not infinitive:
        gerund = clause.tag_ == "VBG" and not children(clause, "aux", "nsubj")
        yield Frame("ing" if gerund else "that", *subtree(clause))
    predicate = next((c for c in verb.children if c.dep_ == "xcomp" and not _is_to(c) and c.i > verb.i), None)
    if predicate is not None:
        gerund = predicate.tag_ == "VBG" and not preposition(predicate)
        name = "as" if preposition(predicate) == "as" else "ing" if gerund else "obj"
        if objects and objects[0].i < predicate.i:
            yield Frame("obj+" + name, subtree(objects[0])[0], subtree(predicate)[1])
        else:
            yield Frame("ing" if gerund else "pred", *subtree(predicate))
    if len(objects) > 1:
        yield Frame("obj+obj", subtree(objects[0])[0], subtree(objects[-1])[1])
    yield from _obliques(verb, objects, infinitive)
    if (
        objects
        and objects[-1].lower_ in ("how", "why")
        and any(c.dep_.endswith(":relcl") for c in objects[-1].children)
    ):
        yield Frame("that", *subtree(objects[-1]))  # "observed how it had changed"
    elif objects:
        yield Frame("obj", *_with_tail(verb, objects[-1]))


def _obliques(verb: Token, objects: list[Token], infinitive: Token | None) -> Iterator[Frame]:
    for child in verb.children:
        if child.dep_ not in ("obl", "advcl", "obl:agent") or child.i < verb.i:
            continue
        name = preposition(child)
        if not name or (name == "to" and child.dep_ == "advcl"):
            continue
        marker = next(c for c in child.children if c.dep_ in ("case", "mark") and c.i < child.i)
        first, last = subtree(child)
        if infinitive is not None and infinitive.left_edge.i == last + 1:  # "called for allies to pay"
            last = infinitive.right_edge.i
        if objects and objects[0].i < child.i:
            yield Frame(f"obj+{name}", subtree(objects[0])[0], last)
        yield Frame(name, max(first, marker.i + 1), last)


def _with_tail(verb: Token, thing: Token) -> tuple[int, int]:
    """A noun phrase and what stands right behind it as a phrase of the verb: "suspended his campaign in March"."""
    first, last = subtree(thing)
    for child in verb.children:
        blamed = child.dep_ == "advcl" and preposition(child) in ("for", "as", "of")
        if (child.dep_ in ("obl", "nmod") or blamed) and child.left_edge.i == last + 1:
            last = child.right_edge.i
    return first, last


def _of_noun(noun: Token) -> Iterator[Frame]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ == "acl" and _is_to(child):
            yield Frame("n:to", *subtree(child))
        elif child.dep_ in ("acl", "ccomp", "acl:relcl") and _is_that(child):
            yield Frame("n:that", *subtree(child))
        elif child.dep_ in ("nmod", "acl", "obl") and preposition(child):
            marker = next(c for c in child.children if c.dep_ in ("case", "mark") and c.i < child.i)
            yield Frame("n:" + preposition(child), max(subtree(child)[0], marker.i + 1), subtree(child)[1])


# "The claims that he made" have no content.
_MAKING = frozenset(
    [
        "make",
        "say",
        "have",
        "issue",
        "face",
        "raise",
        "voice",
        "express",
        "hear",
        "get",
        "give",
        "receive",
        "draw",
        "spark",
        "cause",
    ]
)


def _is_that(clause: Token) -> bool:
    """A clause of content behind a noun: "that" opens it, and it has a subject of its own."""
    first = clause.left_edge
    if first.lower_ != "that":
        return False
    own = any(c.dep_.startswith("nsubj") and c.i != first.i for c in clause.children)
    return first.dep_ == "mark" or (own and clause.lemma_ not in _MAKING)


def _is_to(token: Token) -> bool:
    return any(c.lower_ == "to" and (c.tag_ == "TO" or c.dep_ == "mark") for c in token.children)
