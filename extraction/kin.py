"""Who is meant by "his brother" or "her lawyer": whom the text has named beside these words, of the same person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from spacy.tokens import Token

from extraction.parsed import Paragraph
from extraction.surroundings import KIN

PARENTS_AND_CHILDREN = frozenset({"father", "mother", "son", "daughter", "child"})
# What a text calls a child whom it has named as somebody's.
YOUNG = frozenset({"baby", "toddler", "infant", "child", "kid", "boy", "girl", "youngster"})
_BORN = frozenset({"child", "son", "daughter", "baby", "boy", "girl"})
__all__ = ["KIN", "YOUNG", "Kin", "possessor"]
Owner = Callable[[Paragraph, Token], str | None]
Named = Callable[[Paragraph, Token], set[str]]


_SAME = {"child": {"child", "son", "daughter"}, "son": {"son", "child"}, "daughter": {"daughter", "child"}}
# Whose father somebody is, is that one's son: what the other calls them in turn.
_TURNED = {
    **dict.fromkeys(("father", "mother"), frozenset({"son", "daughter", "child"})),
    **dict.fromkeys(("son", "daughter", "child"), frozenset({"father", "mother"})),
    **dict.fromkeys(("wife", "husband"), frozenset({"wife", "husband"})),
}


class Kin:
    """What a text tells of somebody's family and people: "her father, Karl Venn", "Venn's lawyer, Ida Orr"."""

    def __init__(self, told: Iterable[tuple[Paragraph, Token, str]], named: Named) -> None:
        """`named` gives who is named before a noun in its sentence: whom "their" may mean."""
        self._told: dict[str, list[tuple[Paragraph, Token, str]]] = defaultdict(list)
        self._named = named
        for paragraph, noun, name in told:
            if possessor(noun) is not None:
                self._told[noun.lower_].append((paragraph, noun, name))

    def of(self, paragraph: Paragraph, head: Token, owner: Owner) -> str | None:
        """The one relative of this kind whom the text names for the same person; None of several."""
        low = head.lower_
        known = [t for noun in _SAME.get(low, {low}) for t in self._told.get(noun, ())]
        told = known or any(noun in self._told for noun in _TURNED.get(low, ()))
        wanted = self._whose(paragraph, head, owner) if told else None
        if wanted is None:
            return None
        if low in PARENTS_AND_CHILDREN and {name for _, _, name in known} == {wanted}:
            return wanted  # a pronoun taken for the father in "his father": whoever he is, the father is one
        found = {name for place, noun, name in known if self._whose(place, noun, owner) == wanted}
        found = found or {name for place, noun, name in known if self._of_both(place, noun, wanted)}
        return found.pop() if len(found) == 1 else None if found else self._turned(low, wanted, owner)

    def child(self) -> str | None:
        """The one person whom the text names as somebody's child: "the baby", "daughter's death" in a headline."""
        found = {name for noun in _BORN for _, _, name in self._told.get(noun, ())}
        return found.pop() if len(found) == 1 else None

    def only(self, noun: str) -> str | None:
        """The one relative of a kind in the whole text: a headline leaves out whose."""
        found = {name for same in _SAME.get(noun, {noun}) for _, _, name in self._told.get(same, ())}
        return found.pop() if len(found) == 1 else None

    def _of_both(self, paragraph: Paragraph, noun: Token, wanted: str) -> bool:
        """ "Karl Venn and his wife lost their son, Jan": hers and his."""
        whose = possessor(noun)
        return whose is not None and whose.lower_ == "their" and wanted in self._named(paragraph, noun)

    def _turned(self, word: str, wanted: str, owner: Owner) -> str | None:
        """ "His son", where the text says of the son "his father, Karl Venn"."""
        told = [t for noun in _TURNED.get(word, ()) for t in self._told.get(noun, ()) if t[2] == wanted]
        found = {name for place, noun, _ in told if (name := self._whose(place, noun, owner)) not in (None, "their")}
        return found.pop() if len(found) == 1 else None

    def _whose(self, paragraph: Paragraph, noun: Token, owner: Owner) -> str | None:
        whose = possessor(noun)
        if whose is not None and whose.lower_ == "their":
            return whose.lower_  # the parents of whom a text tells
        return owner(paragraph, whose) if whose is not None else None


def possessor(noun: Token) -> Token | None:
    """The word that tells whose: "his", "Venn" of "Venn's", "the son of Venn" and "a lawyer for Venn"."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" and child.i < noun.i:
            return child
        behind = child.dep_ == "nmod" and child.i > noun.i and noun.doc[noun.i + 1].lower_ in ("of", "for")
        if behind and child.pos_ in ("PROPN", "PRON"):
            return child
    return None
