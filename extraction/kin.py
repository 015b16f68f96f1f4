"""Who is meant by "his brother": whom the text has named beside these words, of the same person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from spacy.tokens import Token

from extraction.parsed import Paragraph

KIN = frozenset(
    [
        *("father", "mother", "brother", "sister", "son", "daughter", "wife", "husband", "widow", "widower", "uncle"),
        *("aunt", "cousin", "nephew", "niece", "grandfather", "grandmother", "grandson", "granddaughter"),
        *("child", "stepfather", "stepmother", "boyfriend", "girlfriend", "fiancé", "fiancée", "partner"),
    ]
)
Owner = Callable[[Paragraph, Token], str | None]


_SAME = {"child": {"child", "son", "daughter"}, "son": {"son", "child"}, "daughter": {"daughter", "child"}}
# Whose father somebody is, is that one's son: what the other calls them in turn.
_TURNED = {
    **dict.fromkeys(("father", "mother"), frozenset({"son", "daughter", "child"})),
    **dict.fromkeys(("son", "daughter", "child"), frozenset({"father", "mother"})),
    **dict.fromkeys(("wife", "husband"), frozenset({"wife", "husband"})),
}


class Kin:
    """What a text tells of somebody's family: "her father, Karl Venn", and whose she is."""

    def __init__(self, told: Iterable[tuple[Paragraph, Token, str]]) -> None:
        self._told: dict[str, list[tuple[Paragraph, Token, str]]] = defaultdict(list)
        for paragraph, noun, name in told:
            if noun.lower_ in KIN and possessor(noun) is not None:
                self._told[noun.lower_].append((paragraph, noun, name))

    def of(self, paragraph: Paragraph, head: Token, owner: Owner) -> str | None:
        """The one relative of this kind whom the text names for the same person; None of several."""
        wanted = self._whose(paragraph, head, owner) if self._told else None
        if wanted is None:
            return None
        known = [t for noun in _SAME.get(head.lower_, {head.lower_}) for t in self._told.get(noun, ())]
        found = {name for place, noun, name in known if self._whose(place, noun, owner) == wanted}
        return found.pop() if len(found) == 1 else None if found else self._turned(head.lower_, wanted, owner)

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
    """The word that tells whose: "his", "Venn" of "Venn's"."""
    return next((c for c in noun.children if c.dep_ == "nmod:poss" and c.i < noun.i), None)
