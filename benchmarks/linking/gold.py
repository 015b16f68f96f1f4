"""The gold set as it lies in its files: texts, wordings with their groups, responses, traps (codebook.md)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SHOWN = ("dev", *(f"train{number}" for number in range(1, 9)))  # whose errors may be looked at
PARTS = (*SHOWN, "test")
Words = frozenset[int]  # where the words of a span begin in their text
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody would paste, with what they would type beside it; `published` is "" where nobody knows."""

    id: str
    outlet: str
    published: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One rendering of a statement: code points into its text, end exclusive."""

    id: str
    text: str
    start: int
    end: int
    words: str
    speaker: str
    group: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a group answers; `claim` None: nowhere in the half."""

    id: str
    relation: str
    attribution: str
    response: str
    claim: str | None


@dataclass(frozen=True, slots=True)
class Trap:
    """Words that must bring no link."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Gold:
    """One half."""

    texts: dict[str, Text]
    wordings: list[Wording]
    responses: list[Response]
    traps: list[Trap]

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The group of each wording."""
        return {w.id: w.group for w in self.wordings}


def read(part: str) -> Gold:
    """One half. Raises ValueError where words do not stand exactly once in their text."""
    texts = {row["id"]: _text(row) for row in _rows(part, "texts")}
    rows = _rows(part, "gold")
    of = {kind: [row for row in rows if row["entry"] == kind] for kind in ("wording", "response", "no_link")}
    return Gold(
        texts,
        [_wording(row, texts) for row in of["wording"]],
        [Response(r["id"], r["relation"], r["attribution"], r["response"], r["claim"]) for r in of["response"]],
        [Trap(row["text"], *_place(row["words"], texts[row["text"]])) for row in of["no_link"]],
    )


def words_in(text: str, start: int, end: int) -> Words:
    """Where the words of a span begin."""
    return frozenset(found.start() for found in _WORD.finditer(text, start, end))


def _rows(part: str, name: str) -> list[dict[str, Any]]:
    with (FOLDER / part / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _text(row: dict[str, Any]) -> Text:
    return Text(row["id"], row["outlet"] or "", row["published"] or "", row["text"])


def _wording(row: dict[str, Any], texts: dict[str, Text]) -> Wording:
    start, end = _place(row["words"], texts[row["text"]])
    return Wording(row["id"], row["text"], start, end, row["words"], row["speaker"], row["group"])


def _place(words: str, text: Text) -> tuple[int, int]:
    if text.text.count(words) != 1:
        raise ValueError(f"{text.id}: {words!r} stands there {text.text.count(words)} times")
    start = text.text.index(words)
    return start, start + len(words)
