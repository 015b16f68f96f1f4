"""The open quotation set from GUM's layers: `python -m benchmarks.quotations.derive --corpora DIR --out DIR`.

Writes train.jsonl, dev.jsonl and test.jsonl, GUM's own parts, one document a line. docs/quotation-set.md is the
codebook and gives the rules; the texts are not in this repository, this command rebuilds them.
"""

from __future__ import annotations

import argparse
import json
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from benchmarks.quotations.layers import Layers, Mention, Relation, read
from benchmarks.quotations.marking import enclosing, marked_pairs, quotation_kind
from benchmarks.quotations.people import form_of, gold, head_of

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
ARCHIVE = "gum/gum-open-genres.tar.xz"
NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"])
_RELATIVE = frozenset(["who", "which", "that", "whose"])
PARTS = ("train", "dev", "test")
SPEECH = frozenset(Path(__file__).with_name("speech_cues.txt").read_text(encoding="utf-8").split())


class Source(TypedDict):
    """The words that name who said it, and who that is."""

    start: int
    end: int
    form: str
    name: str | None
    full_names: list[str]
    in_text: bool
    kind: str


class Cue(TypedDict):
    """The words that say that it was said; an item has none where only marks and a name do."""

    start: int
    end: int


class Item(TypedDict):
    """One attribution. `start` and `end` enclose the pieces."""

    start: int
    end: int
    pieces: list[tuple[int, int]]
    kind: str
    act: str
    negative: bool
    nested: bool
    cue: Cue | None
    source: Source


class Record(TypedDict):
    """One document with its attributions in the order of the text."""

    id: str
    genre: str
    text: str
    quotations: list[Item]


def documents(corpora: Path, part: str) -> Iterator[Layers]:
    """GUM's documents of one of its parts, by name."""
    with tarfile.open(corpora / ARCHIVE) as archive:
        texts = {m.name: archive.extractfile(m) for m in archive.getmembers() if m.isfile()}
        for name in sorted(texts):
            file = texts[name]
            if name.split("/")[-2] == part and file is not None:
                yield read(file.read().decode("utf-8"))


def record(layers: Layers) -> Record:
    """The attributions of one document, those that come out alike given once."""
    pairs = marked_pairs(layers.text, layers.blocks)
    items: dict[str, Item] = {}
    for relation in layers.relations:
        item = _item(layers, relation, pairs) if relation.name.startswith("attribution-") else None
        if item is not None:
            items.setdefault(json.dumps([item["pieces"], item["cue"], item["source"]["start"]]), item)
    ordered = sorted(items.values(), key=lambda i: (i["start"], -i["end"], i["source"]["start"]))
    return Record(id=layers.id, genre=layers.genre, text=layers.text, quotations=ordered)


def _item(layers: Layers, relation: Relation, pairs: Sequence[tuple[int, int]]) -> Item | None:
    says = _under(layers, relation.unit)
    own = sorted(n for u in says for n in layers.unit_words(u))
    stretch = relation.words("sem-atsrc")
    if not any(layers.words[n].pos in NOMINAL for n in stretch) or _is_credit(layers, relation, own):
        return None
    pieces = _pieces(layers, content_units(layers, relation))
    if not pieces:
        return None
    first, last, mention = _source(layers, stretch)
    cue = _cue(layers, relation, own, set(stretch))
    start, end = layers.words[first].start, layers.words[last].end
    said_at = cue[0] if cue else start
    around = [*enclosing(pairs, said_at), *enclosing(pairs, start)]
    known = gold(layers, first, last, mention)
    return Item(
        start=pieces[0][0],
        end=pieces[-1][1],
        pieces=pieces,
        kind=quotation_kind(layers.text, pieces, [p for p in pairs if p not in around]),
        act="speech" if cue is None or cue[2] in SPEECH else "thought",
        negative=relation.name.endswith("negative"),
        nested=bool(enclosing(pairs, said_at)),
        cue=Cue(start=cue[0], end=cue[1]) if cue else None,
        source=Source(
            start=start,
            end=end,
            form=form_of(layers, first, last, mention, known),
            name=known.name,
            full_names=list(known.full_names),
            in_text=known.in_text,
            kind=known.kind,
        ),
    )


def _under(layers: Layers, unit: int, *, nearer_than: int | None = None) -> set[int]:
    """A unit and all that hangs on it; of its own children only those attached closer than a number, where given."""
    found = {unit}
    for relation in layers.relations:
        if relation.primary and relation.parent == unit and (nearer_than is None or relation.near < nearer_than):
            found |= _under(layers, relation.unit)
    return found


def content_units(layers: Layers, relation: Relation) -> list[int]:
    """The discourse units that a source is answerable for, in order."""
    says = _under(layers, relation.unit)
    heads = {r.parent for r in layers.relations if r.unit == relation.unit and r.name.startswith("same-unit")}
    return sorted(_under(layers, relation.parent, nearer_than=relation.near) - says - heads)


def _is_credit(layers: Layers, relation: Relation, own: Sequence[int]) -> bool:
    """No cue, no verb at the head, no marks: the credit of a picture or a reference."""
    if relation.words("lex-ind") or relation.words("grf-qt"):
        return False
    return layers.words[head_of(layers, own[0], own[-1])].pos not in ("VERB", "AUX")


def _pieces(layers: Layers, units: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[list[int]] = []
    for unit in units:
        for number in layers.unit_words(unit):
            if runs and runs[-1][-1] == number - 1 and not _breaks(layers, number):
                runs[-1].append(number)
            else:
                runs.append([number])
    trimmed = [_trim(layers, run, opening=i == 0) for i, run in enumerate(runs)]
    return [(layers.words[r[0]].start, layers.words[r[-1]].end) for r in trimmed if r]


def _breaks(layers: Layers, number: int) -> bool:
    """Whether a paragraph begins between a word and the one before it."""
    return "\n" in layers.text[layers.words[number - 1].end : layers.words[number].start]


def _trim(layers: Layers, run: list[int], *, opening: bool) -> list[int]:
    """A run of words without marks and punctuation at its ends and, at the opening, without "that"."""
    while run and layers.words[run[-1]].pos == "PUNCT" and layers.words[run[-1]].form not in (")", "]", "?", "!"):
        run = run[:-1]
    while run and layers.words[run[0]].pos == "PUNCT" and layers.words[run[0]].form not in ("(", "["):
        run = run[1:]
    if run and opening and layers.words[run[0]].form.lower() == "that" and layers.words[run[0]].relation == "mark":
        return _trim(layers, run[1:], opening=False)
    return run


def _cue(layers: Layers, relation: Relation, own: Sequence[int], source: set[int]) -> tuple[int, int, str] | None:
    """Start and end of the cue, and the lemma that decides between speech and thought."""
    signalled = [n for n in relation.words("lex-ind") if n in own and n not in source]
    verbs = [n for n in signalled if layers.words[n].pos == "VERB"]
    if not signalled:
        signalled = verbs = _verb_of(layers, relation, source)
    if not signalled:
        return None
    first = last = (verbs or signalled)[-1]
    while first - 1 in signalled:
        first -= 1
    while last + 1 in signalled:
        last += 1
    lemmas = [layers.words[n].lemma.lower() for n in range(first, last + 1)]
    lemma = next((x for x in lemmas if x in SPEECH), lemmas[0])
    return layers.words[first].start, layers.words[last].end, lemma


def _verb_of(layers: Layers, relation: Relation, source: set[int]) -> list[int]:
    """Without a signal: the verb at the head of the attributing unit, else its last one, else nothing."""
    verbs = [n for n in layers.unit_words(relation.unit) if n not in source and layers.words[n].pos == "VERB"]
    heads = [n for n in verbs if layers.words[n].head not in layers.unit_words(relation.unit)]
    return (heads or verbs)[-1:]


def _source(layers: Layers, stretch: Sequence[int]) -> tuple[int, int, Mention | None]:
    """First and last word of the source, and its mention in the coreference layer."""
    first, last = stretch[0], stretch[-1]
    while last > first and (layers.words[last].pos == "PUNCT" or layers.words[last].form.lower() in _RELATIVE):
        last -= 1
    same = [m for m in layers.mentions if (m.first, m.last) == (first, last)]
    within = [m for m in layers.mentions if m.first == first and m.last <= last]
    if same or within:
        chosen = max(same or within, key=lambda m: m.last)
        return first, chosen.last, chosen
    head = head_of(layers, first, last)
    over = [m for m in layers.mentions if m.first <= head <= m.last and head_of(layers, m.first, m.last) == head]
    nearest = min(over, key=lambda m: abs(m.first - first) + abs(m.last - last), default=None)
    return first, last, nearest


def derive(corpora: Path, part: str) -> list[Record]:
    """The records of one part of the set."""
    return [record(layers) for layers in documents(corpora, part)]


def main() -> None:
    """Writes the three parts and prints how many items each has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        records = derive(arguments.corpora, part)
        lines = [json.dumps(r, ensure_ascii=False) + "\n" for r in records]
        (arguments.out / f"{part}.jsonl").write_text("".join(lines), encoding="utf-8")
        print(f"{part}: {len(records)} documents, {sum(len(r['quotations']) for r in records)} items")


if __name__ == "__main__":
    main()
