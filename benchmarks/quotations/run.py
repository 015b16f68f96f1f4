"""How often a speaker's full name is found: `python -m benchmarks.quotations.run [--part test] [-v]`.

Scores `extraction.pipeline` on news, interviews and speeches of one part of the open quotation set
(docs/quotation-set.md). Asked is what has a gold name that the text itself gives in full; the rest is counted and
left out.

- matched: one quotation of the engine, with the pieces that continue it, has at least half of the item's words; of
  several the one with the best overlap. Turns of a transcript match only a source in the first person: a turn holds
  everything that an answer reports, and says nothing of who that is ascribed to.
- right: the engine's name for it is, but for case and accents, the gold identity or one of the chain's full names.
- of matched: right among the matched; of all: right among all asked, an item not found is wrong.
- source given: the engine is told which words are the source, and asked who that is.

The second table asks the same of every mention of a named person, a speaker or not: the gold quotations of a part
are few.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from benchmarks.quotations.derive import CORPORA, NOMINAL, PARTS, Item, Record, documents, record
from benchmarks.quotations.layers import Layers
from benchmarks.quotations.marking import words_of
from benchmarks.quotations.people import fold, mentions_of_persons
from benchmarks.quotations.sample import GENRES
from extraction.parsed import ParsedDocument
from extraction.pipeline import Pipeline, load
from extraction.resolving import Resolver
from extraction.types import Document, Quotation

ASKED = ("pronoun", "title", "surname")
ASIDE = ("given", "name", "short", "first_person", "second_person")
SPEAKERS = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one gold item, or of one mention (then `matched` is None)."""

    form: str
    kind: str
    in_text: bool
    matched: bool | None
    right: bool
    right_given: bool
    note: str


def is_right(name: str | None, item_names: list[str]) -> bool:
    """Whether a name is one of the full names of the gold speaker, but for case, accents and "the"."""
    return name is not None and fold(name) in {fold(n) for n in item_names}


def best_match(text: str, item: Item, quotations: tuple[Quotation, ...]) -> Quotation | None:
    """The engine's quotation that has at least half of an item's words and agrees with it best."""
    wanted = words_of(text, item["pieces"])
    best: tuple[float, Quotation] | None = None
    for first, words in wordings(text, quotations):
        if first.kind == "turn" and item["source"]["form"] != "first_person":
            continue
        shared = len(wanted & words)
        overlap = shared / max(1, len(wanted | words))
        if 2 * shared >= len(wanted) and (best is None or overlap > best[0]):
            best = (overlap, first)
    return best[1] if best else None


def wordings(text: str, quotations: tuple[Quotation, ...]) -> Iterator[tuple[Quotation, frozenset[int]]]:
    """Each quotation that begins a wording, and where the words of it and of all that continue it begin."""
    pieces: dict[int, list[tuple[int, int]]] = defaultdict(list)
    begun: dict[int, int] = {}
    for number, quotation in enumerate(quotations):
        before = quotation.continues
        begun[number] = begun.get(before, before) if before is not None else number
        pieces[begun[number]].append((quotation.start, quotation.end))
    for number, spans in pieces.items():
        if not quotations[number].mention:
            yield quotations[number], words_of(text, spans)


def told(parsed: ParsedDocument, resolver: Resolver, start: int, end: int) -> str | None:
    """Who the engine says that the words of a stretch mean: these words, not what "and" joins to them."""
    paragraph = parsed.paragraph_at(start)
    if paragraph is None:
        return None
    span = paragraph.doc.char_span(
        start - paragraph.start, min(end, paragraph.end) - paragraph.start, alignment_mode="expand"
    )
    speaker = resolver.name(paragraph, head_in(span), alone=True) if span is not None and len(span) else None
    return speaker.name if speaker else None


def head_in(span: TokenSpan) -> Token:
    """The word on which a stretch hangs; an article or preposition is none, however the engine parsed the stretch."""
    return (
        span.root
        if span.root.pos_ not in ("DET", "ADP", "PUNCT")
        else next((t for t in reversed(span) if t.pos_ in NOMINAL and t.dep_ not in ("punct", "case")), span.root)
    )


def outcomes(pipeline: Pipeline, layers: Layers) -> tuple[list[Outcome], list[Outcome]]:
    """The outcomes of the items of one document, and of its mentions of persons."""
    gold_record = record(layers)
    document = Document(layers.id, layers.text)
    quotations = pipeline.extract(document).quotations
    parsed = pipeline.parse(document)
    resolver = Resolver(parsed)
    resolver.quotations()  # as the pipeline does before it asks for names: a pronoun in a quotation is not who says it
    items = [_of_item(gold_record, item, quotations, parsed, resolver) for item in gold_record["quotations"]]
    return items, list(_of_mentions(layers, parsed, resolver))


def _of_item(
    gold_record: Record, item: Item, quotations: tuple[Quotation, ...], parsed: ParsedDocument, resolver: Resolver
) -> Outcome:
    source, text = item["source"], gold_record["text"]
    names = [*source["full_names"], *([source["name"]] if source["name"] else [])]
    match = best_match(text, item, quotations)
    said_by = match.speaker.name if match and match.speaker else None
    given = told(parsed, resolver, source["start"], source["end"])
    note = (
        f"{gold_record['id']} {item['kind']} {item['act']} {source['form']} {text[source['start'] : source['end']]!r}: "
        f"gold {source['name']!r}, found {said_by!r}{'' if match else ' (not matched)'}, source given {given!r}: "
        f"{text[item['start'] : item['end']][:80]!r}"
    )
    asked = source["in_text"] and source["name"] is not None
    right, right_given = is_right(said_by, names), is_right(given, names)
    return Outcome(source["form"], source["kind"], asked, match is not None, right, right_given, note)


def _of_mentions(layers: Layers, parsed: ParsedDocument, resolver: Resolver) -> Iterator[Outcome]:
    for mention, form, known in mentions_of_persons(layers):
        if form not in ASKED or not known.in_text:
            continue
        start, end = layers.words[mention.first].start, layers.words[mention.last].end
        found = told(parsed, resolver, start, end)
        names = [*known.full_names, *([known.name] if known.name else [])]
        context = layers.text[max(0, start - 60) : end + 40].replace("\n", " ")
        note = f"{layers.id} {form} {layers.text[start:end]!r}: gold {known.name!r}, found {found!r}: {context!r}"
        right = is_right(found, names)
        yield Outcome(form, "person", True, None, right, right, note)


def interval(right: int, of: int) -> str:
    """A share in per cent with Wilson's 95 % interval; a dash of nothing."""
    if not of:
        return "–"
    z, p = 1.96, right / of
    middle, spread = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low, high = ((middle + sign * spread) / (1 + z * z / of) for sign in (-1, 1))
    return f"{100 * p:.1f} ({100 * low:.0f}–{100 * high:.0f})"


def table(found: list[Outcome]) -> Iterator[str]:
    """A Markdown table of items: first what is asked, its sum, then the forms that stand aside."""
    yield "| source | items | name in text | matched | right | of matched % | of all % | source given: of all % |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind in SPEAKERS:
        for form in ASKED:
            yield _row(f"{kind}: {form}", [o for o in found if o.form == form and o.kind == kind])
        yield _row(f"**{kind}: together**", [o for o in found if o.form in ASKED and o.kind == kind])
    for form in ASIDE:
        yield _row(f"aside, {form}", [o for o in found if o.form == form and o.kind in SPEAKERS])


def _row(label: str, found: list[Outcome]) -> str:
    asked = [o for o in found if o.in_text]
    matched = sum(bool(o.matched) for o in asked)
    right, given = sum(o.right for o in asked), sum(o.right_given for o in asked)
    counts = [len(found), len(asked), matched, right]
    shares = [interval(right, matched), interval(right, len(asked)), interval(given, len(asked))]
    return f"| {' | '.join([label, *map(str, counts), *shares])} |"


def mention_table(found: list[Outcome]) -> Iterator[str]:
    """A Markdown table of all mentions of named persons."""
    yield "| mention of a person | mentions | right | % |"
    yield "|---|---|---|---|"
    for form in (*ASKED, ""):
        rows = [o for o in found if not form or o.form == form]
        right = sum(o.right for o in rows)
        yield f"| {form or '**together**'} | {len(rows)} | {right} | {interval(right, len(rows))} |"


def main() -> None:
    """Prints two tables, and what was wrong where asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--part", choices=[*PARTS, "all"], default="test")
    parser.add_argument("-v", "--verbose", action="store_true", help="list the errors")
    arguments = parser.parse_args()
    pipeline = load()
    items: list[Outcome] = []
    mentions: list[Outcome] = []
    for part in PARTS if arguments.part == "all" else [arguments.part]:
        for layers in documents(arguments.corpora, part):
            if layers.genre in GENRES:
                of_items, of_mentions = outcomes(pipeline, layers)
                items += of_items
                mentions += of_mentions
    print(f"{pipeline.version}, part {arguments.part}, genres {', '.join(sorted(GENRES))}\n")
    print("\n".join([*table(items), "", *mention_table(mentions)]))
    if arguments.verbose:
        wrong = [o for o in items if o.in_text and not o.right and o.kind in SPEAKERS]
        print("\n".join(["", *(o.note for o in wrong), "", *(o.note for o in mentions if not o.right)]))


if __name__ == "__main__":
    main()
