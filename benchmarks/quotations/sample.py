"""Draws the items to be read again: `python -m benchmarks.quotations.sample --out FILE [--corpora DIR]`.

Half from what the measure of names stands on (news, interviews and speeches, the source not of the first or second
person), half from the rest. Each line has a passage and the item and nothing else, for a reader who has the codebook.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from benchmarks.quotations.derive import CORPORA, PARTS, Item, Record, derive

SEED = 20250321
EACH = 50
GENRES = frozenset(["news", "interview", "speech"])
# Characters of the text around an item, widened to whole paragraphs.
BEFORE, AFTER = 1500, 300


def draw(records: list[Record], *, each: int = EACH, seed: int = SEED) -> list[tuple[Record, Item]]:
    """Items of both halves, shuffled together; the same for the same records."""
    halves: tuple[list[tuple[Record, Item]], list[tuple[Record, Item]]] = ([], [])
    for record in records:
        for item in record["quotations"]:
            halves[0 if is_measured(record, item) else 1].append((record, item))
    chance = random.Random(seed)
    drawn = [pick for half in halves for pick in chance.sample(half, min(each, len(half)))]
    chance.shuffle(drawn)
    return drawn


def is_measured(record: Record, item: Item) -> bool:
    """Whether an item is of the kind that the measure of names stands on."""
    return record["genre"] in GENRES and item["source"]["form"] not in ("first_person", "second_person")


def passage(text: str, start: int, end: int) -> str:
    """The paragraphs around a stretch of a text."""
    first = text.rfind("\n\n", 0, max(0, start - BEFORE)) + 1
    last = text.find("\n\n", min(len(text), end + AFTER))
    return text[first : last if last >= 0 else len(text)].strip()


def line(number: int, record: Record, item: Item) -> dict[str, object]:
    """One item as its reader sees it."""
    text, source, cue = record["text"], item["source"], item["cue"]
    return {
        "item": number,
        "passage": passage(text, min(item["start"], source["start"]), max(item["end"], source["end"])),
        "content": [text[start:end] for start, end in item["pieces"]],
        "cue": text[cue["start"] : cue["end"]] if cue else None,
        "source": text[source["start"] : source["end"]],
        "name": source["name"],
        "form": source["form"],
        "kind": item["kind"],
        "act": item["act"],
        "negative": item["negative"],
    }


def main() -> None:
    """Writes the sample as JSONL."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    records = [record for part in PARTS for record in derive(arguments.corpora, part)]
    lines = [json.dumps(line(n, *pick), ensure_ascii=False) + "\n" for n, pick in enumerate(draw(records), 1)]
    arguments.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
