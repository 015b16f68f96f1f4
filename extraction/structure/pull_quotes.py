"""Pull quotes: a passage of the text set again in large letters, often with the speaker's name under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extraction.structure import names, wordlists
from extraction.structure.captions import Marks
from extraction.structure.paragraphs import Paragraph

_WORD = re.compile(r"\w+(?:[’']\w+)?")
_STOP = wordlists.words("stop_words")
_LONGEST = 80
_RUN = 7
_SHARED = 0.6
# Each signed passage is compared with 400 paragraphs: a bound on the time that a made-up text can take.
_MOST_SIGNED = 200


def mark(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """Marks a passage with its attribution line where the text has it elsewhere, nearly word for word or reworded."""
    free = [i for i, kind in enumerate(marks) if kind is None]
    # The first paragraph may repeat a passage as a standfirst does: it is no pull quote.
    candidates = [
        i
        for i in free[1:]
        if i not in taken and 6 <= paragraphs[i].words <= _LONGEST and not paragraphs[i].signs.reports
    ]
    signed = {i: nxt for i in candidates if (nxt := _signature(paragraphs, marks, taken, i)) is not None}
    repeated = _repeated(paragraphs, free, [i for i in candidates if i not in signed])
    for i, name_line in list(signed.items())[:_MOST_SIGNED]:
        if _reworded(paragraphs, free, i):
            marks[i] = marks[name_line] = "pull_quote"
    for i in repeated:
        marks[i] = "pull_quote"


def _signature(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int], i: int) -> int | None:
    """The next paragraph, if it is a line with a person's name and no more than a title: `Minister, Jane Doe`."""
    j = i + 1
    if j >= len(paragraphs) or j in taken or marks[j] not in (None, "caption", "byline"):
        return None
    p = paragraphs[j]
    if p.words > 14 or p.plain.endswith(("?", "!", ".")) or not names.people(p.plain.lstrip("-–—~ ")):
        return None
    bare = p.plain.lstrip("-–—~ ")
    return j if bare[:1].isupper() and not re.search(r"\b(?:is|are|was|said|says|to|and|will)\b", bare) else None


def _reworded(paragraphs: Sequence[Paragraph], free: Sequence[int], i: int) -> bool:
    """Most of its content words stand together in another paragraph near by."""
    plain = paragraphs[i].plain
    wanted = _content(plain)
    if not wanted:
        return False
    if plain[0] in '"“„«' and plain[-1] in '"”“»':
        return True
    near = [j for j in free if j != i and abs(j - i) <= 200]
    return any(len(wanted & _content(paragraphs[j].plain)) >= _SHARED * len(wanted) for j in near)


def _content(plain: str) -> set[str]:
    return {w[:6] for w in _WORD.findall(plain.casefold()[:4000]) if w not in _STOP and len(w) > 2}


def _repeated(paragraphs: Sequence[Paragraph], free: Sequence[int], candidates: Iterable[int]) -> list[int]:
    """Candidates all of whose runs of seven words stand in one other, longer paragraph."""
    runs: dict[int, list[int]] = defaultdict(list)
    needed: dict[int, int] = {}
    for i in candidates:
        own = _runs(paragraphs[i].plain)
        needed[i] = len(own)
        for run in own:
            runs[run].append(i)
    found: set[int] = set()
    for j in free:
        if runs and paragraphs[j].words > _RUN:
            found.update(_contained(paragraphs, j, runs, needed))
    return sorted(found)


def _contained(
    paragraphs: Sequence[Paragraph], j: int, runs: dict[int, list[int]], needed: dict[int, int]
) -> Iterable[int]:
    hits: dict[int, int] = defaultdict(int)
    for run in _runs(paragraphs[j].plain):
        # A boilerplate run that many paragraphs share proves nothing, and would cost quadratic time.
        sharing = runs.get(run, ())
        if len(sharing) <= 5:
            for i in sharing:
                hits[i] += 1
    longer = paragraphs[j].words
    return [i for i, n in hits.items() if i != j and n >= 0.9 * needed[i] and longer > paragraphs[i].words]


def _runs(plain: str) -> set[int]:
    words = _WORD.findall(plain.casefold())
    if len(words) < _RUN:
        return set()
    return {hash(tuple(words[k : k + _RUN])) for k in range(len(words) - _RUN + 1)}
