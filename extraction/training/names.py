"""Documents to train and choose the entity recogniser by: PERSON, ORG and LOC from five open corpora.

Half of the documents with persons are seen a second time with other names in their place, so that a name is learnt from
its form and surroundings and not by heart.
"""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span, Token
from spacy.training import biluo_tags_to_spans, iob_to_biluo
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from spacy.vocab import Vocab

from extraction.training.treebanks import LONGEST, gum

KINDS = {
    "PER": "PERSON", "person": "PERSON", "politician": "PERSON",
    "ORG": "ORG", "organisation": "ORG", "politicalparty": "ORG", "organization": "ORG",
    "LOC": "LOC", "location": "LOC", "country": "LOC", "place": "LOC",
}  # fmt: skip
_OFFICES = (
    "president speaker secretary senator governor minister chancellor emperor empress queen king prince princess pope "
    "general colonel captain director chairman chairwoman chair judge justice mayor ambassador chief lord lady earl "
    "duke duchess sir madam fellow professor doctor whip command protector"
)
# Posts with handles and hashtags teach little about news.
_HANDLE = re.compile("[@#_]|http")
# Tags of proper nouns, small words inside of them, and how given and family names hang together.
_NAME = ("NNP", "NNPS")
_SMALL = frozenset(("of", "for", "the", "&", "-", "–"))
_PERSON = ("flat", "compound", "flat:name", "goeswith")
Row = tuple[list[str], list[str]]


def columns(lines: Iterable[str], *, word: int, tag: int, size: int = 1) -> Iterator[Row]:
    """Words and IOB tags of the sentences of a file in columns, `size` sentences to a document."""
    words: list[str] = []
    tags: list[str] = []
    count = 0
    for line in [*lines, "\n"]:
        cells = line.split()
        if len(cells) > max(word, tag) and not line.startswith("# "):
            words.append(cells[word])
            tags.append(_ours(cells[tag]))
        elif words and not line.strip():
            count += 1
            if count % size == 0:
                yield words, tags
                words, tags = [], []
    if words:
        yield words, tags


def _ours(tag: str) -> str:
    """The tag with our kind; O for kinds that we do not learn."""
    position, _, kind = tag.partition("-")
    return f"{position}-{KINDS[kind]}" if kind in KINDS else "O"


def row_doc(vocab: Vocab, row: Row) -> Doc:
    """The row as spaCy holds it, with a space before each word that commonly has one."""
    words, tags = row
    tags = ["O" if w in "@#" else tag for w, tag in zip(words, tags, strict=True)]  # marks of handles are no names
    spaces = [not re.fullmatch(r"[.,;:!?)\]%]|'s|n't|’s|n’t|'\w{1,2}", after) for after in [*words[1:], "."]]
    doc = Doc(vocab, words=words, spaces=spaces)
    doc.set_ents(biluo_tags_to_spans(doc, iob_to_biluo(_repaired(tags))))
    return doc


def _repaired(tags: list[str]) -> list[str]:
    """IOB2: an I- after nothing of its kind begins an entity."""
    out: list[str] = []
    for tag in tags:
        continues = out and out[-1] != "O" and out[-1][2:] == tag[2:]
        out.append("B" + tag[1:] if tag.startswith("I-") and not continues else tag)
    return out


def gum_docs(archive: Path, part: str) -> Iterator[Doc]:
    """GUM's documents; its entities are noun phrases, of which the name is kept where the head is a proper noun."""
    for genre, conllu in gum(archive, part):
        for _ in range(2 if genre in ("news", "interview", "speech", "bio") else 1):
            sentences = re.split(r"\n\n+", conllu.strip())
            for at in range(0, len(sentences), LONGEST):
                block = sentences[at : at + LONGEST]
                for doc in conllu_to_docs("\n\n".join(block) + "\n\n", n_sents=LONGEST, no_print=True):
                    yield with_names(doc, block)


def with_names(doc: Doc, sentences: list[str]) -> Doc:
    """The document with its names as entities; `sentences` is the CoNLL-U that it was made from."""
    lines = [line.split("\t") for s in sentences for line in s.splitlines() if not line.startswith("#")]
    lines = [cells for cells in lines if cells[0].isdecimal()]
    spans = []
    if len(lines) == len(doc):
        for first, last, kind in _mentions(lines):
            name = _name(doc[first : last + 1], kind)
            if name is not None:
                spans.append(name)
    spans.sort(key=lambda s: (s.start, -s.end))
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    doc.set_ents(kept)
    return doc


def _mentions(lines: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    """First and last token and kind of each mention of a person, organisation or place (bracket notation of GUM)."""
    begun: dict[str, list[tuple[int, str]]] = {}
    for i, cells in enumerate(lines):
        noted = re.search(r"Entity=([^|]*)", cells[9])
        for bracket in re.findall(r"\([^()]+\)?|[^()]+\)", noted.group(1)) if noted else []:
            parts = bracket.strip("()").split("-")
            number, kind = parts[0], parts[1] if len(parts) > 1 else ""
            if bracket.startswith("("):
                begun.setdefault(number, []).append((i, kind))
            if bracket.endswith(")") and begun.get(number):
                first, kind = begun[number].pop()
                if kind in KINDS:
                    yield first, i, KINDS[kind]


def _name(mention: Span, kind: str) -> Span | None:
    """The name around the head; None where the head is none ("the mayor of Paris", "Americans" name no person)."""
    head = mention.root
    if head.tag_ not in _NAME or (kind == "PERSON" and (head.tag_ == "NNPS" or _office(mention))):
        return None
    belongs = _of_person if kind == "PERSON" else _of_thing
    first = last = head.i
    while first > mention.start and belongs(mention.doc[first - 1], head):
        first -= 1
    while last + 1 < mention.end and (belongs(mention.doc[last + 1], head) or _joins(mention, last + 1, kind)):
        last += 1
    if kind == "PERSON" and first == last and len(head.text) < 2:
        return None
    return Span(mention.doc, first, last + 1, label=kind)


def _office(mention: Span) -> bool:
    """Whether a proper noun is an office and no name: "the Speaker", "Madam Speaker", "Director of the Mint"."""
    head = mention.root
    if any(child.dep_ in _PERSON for child in head.children):
        return False
    of = any(child.dep_ == "nmod" and child.i > head.i for child in head.children)
    determined = any(child.dep_ == "det" for child in head.children)
    return of or determined or head.text.lower() in _OFFICES.split()


def _of_person(token: Token, head: Token) -> bool:
    """Given names and what is written flat behind; no office or title before."""
    return token.tag_ in _NAME and token.dep_ in _PERSON and (token.head == head or token.head.head == head)


def _of_thing(token: Token, _: Token) -> bool:
    return token.tag_ in _NAME


def _joins(mention: Span, at: int, kind: str) -> bool:
    """Whether a small word or hyphen joins two parts of the name of an organisation or place: "Bank of England"."""
    doc = mention.doc
    inside = [doc[i] for i in range(at, min(at + 3, mention.end))]
    small = list(takewhile(_SMALL.__contains__, (t.text.lower() for t in inside)))
    after = inside[len(small)].tag_ in _NAME if len(small) < len(inside) else False
    return kind != "PERSON" and bool(small) and after and (small[0] != "the" or doc[at - 1].text.lower() == "of")


def renamed(doc: Doc, names: Sequence[tuple[str, str]], dice: random.Random) -> Doc | None:
    """The document with another name for each person, the same one all along; None where it names nobody."""
    persons = [e for e in doc.ents if e.label_ == "PERSON"]
    if not persons:
        return None
    swap: dict[str, str] = {}
    for entity in persons:
        if entity[-1].text not in swap:
            given, family = dice.choice(names)
            swap[entity[-1].text] = family
            if len(entity) > 1 or dice.random() < 0.3:
                swap[entity[0].text] = given
    inside = {t.i for e in persons for t in e if t.text[:1].isupper() and t.text.isalpha() and len(t) > 1}
    words = [_cased(swap.get(t.text, t.text), t.text) if t.i in inside else t.text for t in doc]
    other = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc])
    other.set_ents([Span(other, e.start, e.end, label=e.label_) for e in doc.ents])
    return other


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() else name


def rows(corpora: Path) -> Iterator[Row]:
    """The training rows of the corpora in columns."""
    with lzma.open(corpora / "uner" / "en_ewt-ud-train.iob2.xz", "rt", encoding="utf-8") as file:
        yield from columns(file, word=1, tag=2, size=4)
    for part in ("train", "dev"):
        with (corpora / "crossner_politics" / f"{part}.txt").open(encoding="utf-8") as text:
            lines = list(text)
        for _ in range(3):  # small, and the nearest to what the product reads
            yield from columns(lines, word=0, tag=1)
    with lzma.open(corpora / "wikigold" / "wikigold.conll.xz", "rt", encoding="utf-8") as file:
        yield from columns(file, word=0, tag=1, size=3)
    for name in ("f", "g"):
        with lzma.open(corpora / "btc" / f"{name}.conll.xz", "rt", encoding="utf-8") as file:
            yield from (row for row in columns(file, word=0, tag=1) if not _HANDLE.search(" ".join(row[0])))


def write(corpora: Path, work: Path, names: Sequence[tuple[str, str]], dice: random.Random) -> None:
    """Writes ner-train.spacy and ner-dev.spacy into `work`. The test parts and PUD are never read.

    `names` are given and family names to put in place of those in the corpora.
    """
    vocab = Vocab()
    train = DocBin(store_user_data=False)
    archive = corpora / "gum" / "gum-open-genres.tar.xz"
    plain = [row_doc(vocab, row) for row in rows(corpora)] + list(gum_docs(archive, "train"))
    for doc in plain:
        train.add(doc)
        other = renamed(doc, names, dice) if dice.random() < 0.6 else None
        if other is not None:
            train.add(other)
    train.to_disk(work / "ner-train.spacy")
    with lzma.open(corpora / "uner" / "en_ewt-ud-dev.iob2.xz", "rt", encoding="utf-8") as file:
        dev = [row_doc(vocab, row) for row in columns(file, word=1, tag=2, size=4)]
    DocBin(store_user_data=False, docs=dev + list(gum_docs(archive, "dev"))).to_disk(work / "ner-dev.spacy")
