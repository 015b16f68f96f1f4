"""Who a source is: the chain of mentions it stands in, the full name that the chain gives, and the form of its words.

The rules are those of docs/quotation-set.md, "The form of the source" and "Name".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quotations.layers import Layers, Mention

FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
SECOND = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_OFFICES = frozenset(Path(__file__).with_name("offices.txt").read_text(encoding="utf-8").split())
_MANY = frozenset({"many", "few", "some", "several", "all", "both", "most", "others"})
# One word for several persons, whatever its grammatical number.
_TOGETHER = frozenset({"team", "group", "couple", "pair", "duo", "trio", "crew", "staff", "family", "rest", "crowd"})
_VAGUE = frozenset({"a", "an", "one", "some"})
_DESCRIBE = frozenset({"det", "nmod:poss"})
_BODIES = frozenset(["organization", "place"])
_AROUND = re.compile(r"^[Tt]he |['’]s?$")
_BRACKET = re.compile(r"\s*\([^)]*\)$")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold name of a source and what a system may call it; `in_text` where the text has one of these."""

    name: str | None
    full_names: tuple[str, ...]
    in_text: bool
    kind: str


def fold(name: str) -> str:
    """A name without accents, case, punctuation and a leading article: what two spellings must share to be equal."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(_WORDS.findall(plain.casefold().replace("’s", "").replace("'s", ""))).removeprefix("the ")


def head_of(layers: Layers, first: int, last: int) -> int:
    """The word of a stretch (both ends in) on which the others hang: the first whose own head lies outside it."""
    outside = [n for n in range(first, last + 1) if not first <= layers.words[n].head <= last]
    named = [n for n in outside if layers.words[n].pos in ("PROPN", "NOUN", "PRON", "DET", "NUM", "ADJ")]
    return (named or outside or [first])[0]


def name_in(layers: Layers, first: int, last: int, kind: str) -> str | None:
    """The name that a stretch consists of, without title, article and apposition; None where its head is no name."""
    head = head_of(layers, first, last)
    inside = range(first, last + 1)
    if kind == "person":
        return _person_name(layers, inside, head)
    if layers.words[head].pos != "PROPN":
        return None
    kept = [n for n in inside if n == head or (layers.words[n].head in inside and not _aside(layers, n, head))]
    return _AROUND.sub("", _text(layers, kept[0], kept[-1])) or None


def _person_name(layers: Layers, inside: range, head: int) -> str | None:
    """The head, if it is a name, and what is joined to it as flat; "curator Anna Venn" has a noun as its head."""
    word = layers.words[head]
    if word.pos not in ("PROPN", "NOUN"):
        return None
    parts = [n for n in inside if (n == head and word.pos == "PROPN") or (n != head and _is_flat(layers, n, head))]
    while parts[:1] == [head] and head - 1 in inside and _is_given(layers, head - 1, head):
        parts.insert(0, head - 1)
    while parts and fold(layers.words[parts[0]].form) in _OFFICES:
        del parts[0]
    described = any(layers.words[n].head == head and layers.words[n].relation in _DESCRIBE for n in inside)
    if not parts or fold(layers.words[parts[-1]].form) in _OFFICES or (parts == [head] and described):
        return None
    return _text(layers, parts[0], parts[-1])


def _is_given(layers: Layers, number: int, head: int) -> bool:
    """Whether the word before a surname is a given name joined to it as a compound, as some names are."""
    word = layers.words[number]
    return (word.head, word.relation, word.pos) == (head, "compound", "PROPN") and fold(word.form) not in _OFFICES


def _is_flat(layers: Layers, number: int, head: int) -> bool:
    """Whether a word is joined to the head as flat, directly or through other words of the name."""
    while number != head and number >= 0:
        if layers.words[number].relation.split(":")[0] not in ("flat", "goeswith"):
            return False
        number = layers.words[number].head
    return number == head


def _aside(layers: Layers, number: int, head: int) -> bool:
    """Whether a word is under an apposition, a clause, a bracket or a possessive ending of a name."""
    while number != head and number >= 0:
        word = layers.words[number]
        clause = word.relation.split(":")[0] in ("appos", "acl", "advcl", "conj", "parataxis", "punct", "dep")
        if clause or (word.relation == "case" and word.head == head and number > head):
            return True
        number = word.head
    return False


def _text(layers: Layers, first: int, last: int) -> str:
    return layers.text[layers.words[first].start : layers.words[last].end]


def gold(layers: Layers, first: int, last: int, mention: Mention | None) -> Gold:
    """The name and the kind of a source of words first to last, whose mention is given."""
    if mention is None:
        return Gold(None, (), False, _unnamed_kind(layers, first, last))
    chain = [m for m in layers.mentions if m.group == mention.group]
    kind = Counter(m.kind for m in chain).most_common(1)[0][0]
    names = [n for m in chain if (n := name_in(layers, m.first, m.last, kind))]
    identity = next((_BRACKET.sub("", m.identity) for m in chain if m.identity), None)
    if is_joined(layers, mention.first, mention.last):
        return Gold(None, (), False, "group")
    several = kind == "person" and is_several(layers, mention.first, mention.last)
    if identity and not names and (several or kind != "person" or _is_office(identity)):
        identity = None
    full = _full_names(names, identity, kind)
    longest = max(names, key=lambda n: (len(n.split()), len(n)), default=None)
    name = identity or longest
    folded = f" {fold(layers.text)} "
    in_text = any(f" {fold(n)} " in folded for n in full)
    return Gold(name, full, in_text, _kind(kind, name, several))


def _is_office(identity: str) -> bool:
    """ "President of the United States": Wikipedia's page on an office, which names nobody who holds it."""
    words = fold(identity).split()
    return bool(words) and words[0] in _OFFICES and "of" in words


def is_several(layers: Layers, first: int, last: int) -> bool:
    """Whether the words first to last are in the plural, or of persons joined by "and"."""
    word = layers.words[head_of(layers, first, last)]
    counted = "Number=Plur" in word.features or word.form.lower() in _MANY | _TOGETHER
    return counted or is_joined(layers, first, last)


def is_joined(layers: Layers, first: int, last: int) -> bool:
    """Whether the words first to last are two things joined by "and"."""
    head = head_of(layers, first, last)
    return any(layers.words[n].head == head and layers.words[n].relation == "conj" for n in range(first, last + 1))


def _full_names(names: list[str], identity: str | None, kind: str) -> tuple[str, ...]:
    longest = max(names, key=lambda n: (len(n.split()), len(n)), default=identity or "")
    if kind == "person":
        surname = fold(longest).split()[-1:]
        known = [n for n in names if len(n.split()) > 1 and fold(n).split()[-1:] == surname]
        single = [longest] if identity is None and len(longest.split()) == 1 else []
    else:
        most = len(longest.split())
        known, single = [n for n in names if len(n.split()) == most], []
    called = [identity, without_office(identity)] if identity and kind == "person" else [identity] if identity else []
    return tuple(dict.fromkeys([*called, *known, *single]))


def without_office(identity: str) -> str:
    """An identity without the titles before it, as the names in a text are taken: "King Arthur"."""
    words = identity.split()
    while len(words) > 1 and fold(words[0]) in _OFFICES:
        del words[0]
    return " ".join(words)


def _kind(kind: str, name: str | None, several: bool) -> str:
    if kind == "person":
        return "group" if several else "person" if name else "unnamed"
    return "organisation" if kind in _BODIES else "thing"


def _unnamed_kind(layers: Layers, first: int, last: int) -> str:
    return "group" if is_several(layers, first, last) else "unnamed"


def form_of(layers: Layers, first: int, last: int, mention: Mention | None, known: Gold) -> str:
    """name, surname, given, short, title, noun, pronoun, first_person or second_person."""
    word = layers.words[head_of(layers, first, last)]
    if word.pos in ("PRON", "DET") and (first == last or word.form.lower() in FIRST | SECOND):
        low = word.form.lower()
        return "first_person" if low in FIRST else "second_person" if low in SECOND else "pronoun"
    kind = mention.kind if mention else "person"
    called = name_in(layers, first, last, kind)
    if called is None or not known.full_names:
        return "title" if known.name else "noun"
    if kind != "person":
        return "name" if fold(called) in {fold(n) for n in known.full_names} else "short"
    return _person_form(fold(called).split(), [fold(n).split() for n in known.full_names])


def _person_form(called: list[str], full: list[list[str]]) -> str:
    if len(called) > 1 or called in full:
        return "name"
    given = any(called == name[:1] for name in full)
    return "given" if given else "surname"


def mentions_of_persons(layers: Layers) -> Iterator[tuple[Mention, str, Gold]]:
    """Every mention of one named person by which somebody could be made to speak, with its form and who that is.

    Left out is what says something of somebody mentioned beside it: appositions, predicates ("she is the mayor", "she
    served as mayor"), nouns with an indefinite article, and a mention within a longer one of the same person; what
    calls to somebody ("Madam Speaker"), a second person; and what is a part of another name ("the Venn Prize").
    """
    for mention in layers.mentions:
        if mention.kind != "person" or is_several(layers, mention.first, mention.last) or _tells(layers, mention):
            continue
        known = gold(layers, mention.first, mention.last, mention)
        form = form_of(layers, mention.first, mention.last, mention, known)
        if known.name and not _aside_of_reference(layers, mention, form):
            yield mention, form, known


def _aside_of_reference(layers: Layers, mention: Mention, form: str) -> bool:
    """Whether a mention is part of another name or noun, calls to somebody, or says as what somebody serves."""
    head = head_of(layers, mention.first, mention.last)
    relation, above = layers.words[head].relation, layers.words[head].head
    if relation == "vocative":
        return True
    if relation == "compound" and not mention.first <= above <= mention.last:
        return True
    held = [layers.words[n] for n in range(mention.first, mention.last + 1) if layers.words[n].head == head]
    before = [layers.words[n] for n in range(max(0, mention.first - 2), mention.first) if layers.words[n].head == head]
    role = relation == "xcomp" or any(w.form.lower() == "as" and w.relation in ("case", "mark") for w in held + before)
    return form == "title" and role


def _tells(layers: Layers, mention: Mention) -> bool:
    head = head_of(layers, mention.first, mention.last)
    held = [layers.words[n] for n in range(mention.first, mention.last + 1) if layers.words[n].head == head]
    one = layers.words[head].form.lower() == "one"  # "one of the founders"
    vague = one or any(w.relation in ("det", "nummod") and w.form.lower() in _VAGUE for w in held)
    wider = any(m.group == mention.group and m != mention and _holds(m, mention) for m in layers.mentions)
    return mention.link in ("appos", "pred") or vague or wider or _is_predicate(layers, head)


def _is_predicate(layers: Layers, head: int) -> bool:
    """Whether a noun is an apposition or stands behind a copula, or "and" joins it to one that does."""
    while True:
        word = layers.words[head]
        if word.relation == "appos" or any(
            w.head == head and w.relation == "cop" for w in layers.words[max(0, head - 12) : head]
        ):
            return True
        if word.relation not in ("conj", "reparandum"):
            return False
        head = word.head


def _holds(wide: Mention, narrow: Mention) -> bool:
    return wide.first <= narrow.first and narrow.last <= wide.last
