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
        *("stepfather", "stepmother", "boyfriend", "girlfriend", "fiancé", "fiancée", "partner"),
    ]
)
Owner = Callable[[Paragraph, Token], str | None]


class Kin:
    """What a text tells of somebody's family: "her father, Karl Venn", and whose she is."""

    def __init__(self, told: Iterable[tuple[Paragraph, Token, str]]) -> None:
        self._told: dict[str, list[tuple[Paragraph, Token, str]]] = defaultdict(list)
        for paragraph, noun, name in told:
            if noun.lower_ in KIN and possessor(noun) is not None:
                self._told[noun.lower_].append((paragraph, noun, name))

    def of(self, paragraph: Paragraph, head: Token, owner: Owner) -> str | None:
        """The one relative of this kind whom the text names for the same person; None of several."""
        known, whose = self._told.get(head.lower_), possessor(head)
        if not known or whose is None:
            return None
        wanted = owner(paragraph, whose)
        found = {name for place, noun, name in known if self._owns(place, noun, owner, wanted)}
        return found.pop() if len(found) == 1 else None

    def _owns(self, paragraph: Paragraph, noun: Token, owner: Owner, wanted: str | None) -> bool:
        whose = possessor(noun)
        return wanted is not None and whose is not None and owner(paragraph, whose) == wanted


def possessor(noun: Token) -> Token | None:
    """The word that tells whose: "his", "Venn" of "Venn's"."""
    return next((c for c in noun.children if c.dep_ == "nmod:poss" and c.i < noun.i), None)
