"""The wordings of one statement beside each other, with the words in which they differ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sources.models import Source
from statements.models import Quotation, Statement
from statements.outcomes import with_place
from statements.sight import Sight
from statements.tones import as_set
from statements.vocabulary import QuotationKind

# difflib is quadratic: longer wordings are set without marks.
LONGEST_COMPARED = 400
# Wordings that share less than this are two ways to say it; marking nearly every word would say nothing.
LEAST_ALIKE = 0.35
ORDER = {kind: n for n, kind in enumerate(("direct", "turn", "embed", "pull_quote", "mixed", "indirect", "headline"))}


@dataclass(frozen=True)
class Run:
    """Words of a wording; `differs` where the first wording says otherwise."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Wording:
    """One rendering, with its pieces in order. `copies`: other texts that render it word for word."""

    quotation: Quotation
    pieces: list[Quotation]
    runs: list[Run]
    copies: list[Quotation]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def source(self) -> Source:
        return self.quotation.revision.source

    @property
    def outlets_elsewhere(self) -> int:
        """Of the copies; a text of an unknown outlet counts as one of its own."""
        sources = [copy.revision.source for copy in self.copies]
        return len({("outlet", s.outlet_id) if s.outlet_id else ("source", s.pk) for s in sources})


@dataclass(frozen=True)
class Wordings:
    """The first is the best one, with which the others are compared; `mentions` name the statement without content."""

    stack: list[Wording]
    mentions: list[Quotation]

    @property
    def many(self) -> bool:
        """Whether one can be parted from the others."""
        return sum(1 + len(wording.copies) for wording in self.stack) + len(self.mentions) > 1

    @property
    def any_differs(self) -> bool:
        return any(run.differs for wording in self.stack for run in wording.runs)


def wordings(statement: Statement, sight: Sight) -> Wordings:
    """Three queries at the most, whatever their number."""
    rows = with_place(statement.wordings.filter(sight.quotations())).order_by("revision", "start")
    quotations = list(rows)
    mentions = [quotation for quotation in quotations if quotation.is_mention]
    chains = _chains([quotation for quotation in quotations if not quotation.is_mention])
    chains.sort(key=lambda chain: _rank(chain, statement.best_id))
    return Wordings(_stack(chains), mentions)


def _chains(quotations: Sequence[Quotation]) -> list[list[Quotation]]:
    """Pieces of one utterance belong together: each continues the one before it."""
    chain_of: dict[int, list[Quotation]] = {}
    chains: list[list[Quotation]] = []
    for quotation in quotations:
        chain = chain_of.get(quotation.continues_id) if quotation.continues_id else None
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(quotation)
        chain_of[quotation.pk] = chain
    return chains


def _rank(chain: list[Quotation], best: int) -> tuple[bool, int, str, int]:
    head = chain[0]
    day = head.revision.source.published_latest
    kind = ORDER.get(QuotationKind(head.kind), len(ORDER))
    return (best not in [piece.pk for piece in chain], kind, day.isoformat() if day else "9999", head.pk)


def _stack(chains: list[list[Quotation]]) -> list[Wording]:
    stack: list[Wording] = []
    seen: dict[tuple[str, bool], Wording] = {}
    first = _text(chains[0]) if chains else ""
    for chain in chains:
        text = _text(chain)
        key = (folded(text), chain[0].kind in ("indirect", "headline", "mixed"))
        if key in seen:
            seen[key].copies.append(chain[0])
            continue
        runs = differing(first, text) if stack else [Run(text, False)]
        seen[key] = Wording(chain[0], chain, runs, [])
        stack.append(seen[key])
    return stack


def _text(chain: list[Quotation]) -> str:
    """The pieces joined; between two pieces the text had something else."""
    return " … ".join(as_set(piece.exact) for piece in chain)


def folded(word: str) -> str:
    """Without case and punctuation: what is the same then is a copy."""
    return re.sub(r"[^\w ]+", "", word.casefold())


def differing(first: str, other: str) -> list[Run]:
    """`other` in runs: marked where its words, case and punctuation aside, are not those of `first`."""
    theirs = other.split(" ")
    ours = first.split(" ")
    if len(theirs) > LONGEST_COMPARED or len(ours) > LONGEST_COMPARED:
        return [Run(other, False)]
    matcher = SequenceMatcher(None, [folded(w) for w in ours], [folded(w) for w in theirs], autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return [Run(other, False)]
    return _runs(theirs, matcher)


def _runs(words: list[str], matcher: "SequenceMatcher[str]") -> list[Run]:
    runs: list[Run] = []
    for tag, _i, _j, start, end in matcher.get_opcodes():
        if end == start:
            continue
        if runs:
            runs.append(Run(" ", False))
        runs.append(Run(" ".join(words[start:end]), tag != "equal"))
    return runs
