"""GUM's layers as one document: text with exact offsets, words, discourse units and relations, mentions of entities.

GUM is CoNLL-U; `Discourse=` in the last column opens a discourse unit and says what it is to which other unit,
`Entity=` opens and closes mentions. Words are numbered through the document, here from 0, in GUM's signals from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

# Slips in the speaker mark-up, where the title and the published page have another name.
CORRECTIONS = {("GUM_interview_herrick", "JackHarris"): "Jack Herrick"}
_ENTITY = re.compile(r"\((\d+)(?:\[[\d/]+\])?-([^()]*)(\)?)|(\d+)(?:\[[\d/]+\])?\)")
_SIGNAL = re.compile(r"(?:^|\+)([a-z]+-[a-z]+)-(\d[\d,-]*\d|\d)-")
_BLOCK = re.compile(r"\bquote\b[^|(]*\((\d+) s\)")
# "AnnaMcVenn", "AnnaBVenn": a capital begins a word, but not within a name in Mc.
_CAMEL = re.compile(r"(?<=[a-z])(?<!Mc)(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word. `head` is the number of another word of the document, -1 at the root of a sentence."""

    form: str
    lemma: str
    pos: str
    features: str
    head: int
    relation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Words first to last, both in, that mention the entity of a group; `identity` is a Wikipedia title.

    `link` is how it joins its chain: "coref", "ana", "appos" (an apposition), "pred" (said of somebody), "sgl", …
    """

    group: int
    kind: str
    link: str
    first: int
    last: int
    identity: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A unit's relation to its parent; of its children those with a smaller `near` are attached closer.

    Secondary relations cross the tree.
    """

    name: str
    unit: int
    parent: int
    near: int
    signals: str
    primary: bool

    def words(self, kind: str) -> list[int]:
        """The words of all signals whose name begins so ("lex-ind"), in order."""
        found: set[int] = set()
        for name, ranges in _SIGNAL.findall(self.signals):
            if name.startswith(kind):
                for part in ranges.split(","):
                    ends = [int(n) for n in part.split("-") if n]
                    found.update(range(ends[0] - 1, ends[-1]) if ends else ())
        return sorted(found)


@dataclass(slots=True)
class Layers:
    """One document of GUM. Unit n, counted from 1, is words[units[n-1]:units[n]]."""

    id: str = ""
    text: str = ""
    words: list[Word] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    blocks: list[tuple[int, int]] = field(default_factory=list)  # quotations set off as paragraphs of their own

    @property
    def genre(self) -> str:
        """The second part of the name: news, interview, speech, …"""
        return self.id.split("_")[1]

    def unit_words(self, unit: int) -> range:
        """The numbers of a unit's words."""
        return range(self.units[unit - 1], self.units[unit])


@dataclass(slots=True)
class _Sentence:
    comments: dict[str, str]
    opens: bool
    rows: list[list[str]]


def read(conllu: str) -> Layers:
    """The document of one CoNLL-U file of GUM.

    Raises ValueError where its words are not those of its `# text` lines.
    """
    sentences = list(_sentences(conllu))
    layers = Layers(id=sentences[0].comments["newdoc id"])
    labels = len({s.comments.get("speaker", "") for s in sentences} - {""}) > 1
    before, quoted = "", 0
    open_mentions: dict[int, list[tuple[int, str]]] = {}
    for sentence in sentences:
        speaker = sentence.comments.get("speaker", "")
        turn = labels and speaker not in ("", before)
        before = speaker or before
        layers.text += _gap(layers.text, paragraph=sentence.opens or turn)
        layers.text += f"{_label(layers.id, speaker)}: " if turn else ""
        start = len(layers.text)
        _add(layers, sentence, open_mentions)
        quoted = max(quoted, int(_BLOCK.findall(sentence.comments.get("newpar_block", "") + "quote(0 s)")[0]))
        if quoted:
            layers.blocks.append((start, len(layers.text)))
            quoted -= 1
    layers.units.append(len(layers.words))
    return layers


def _label(document: str, speaker: str) -> str:
    return CORRECTIONS.get((document, speaker)) or _CAMEL.sub(" ", speaker)


def _gap(text: str, *, paragraph: bool) -> str:
    if not text:
        return ""
    return "\n\n" if paragraph else " "


def _sentences(conllu: str) -> Iterator[_Sentence]:
    comments: dict[str, str] = {}
    opens, rows = False, []
    for line in [*conllu.splitlines(), ""]:
        if line == "# newpar":
            opens = True
        elif line.startswith("# "):
            key, _, value = line[2:].partition(" = ")
            comments[key] = value
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield _Sentence(comments, opens, rows)
            comments, opens, rows = {}, False, []


def _add(layers: Layers, sentence: _Sentence, open_mentions: dict[int, list[tuple[int, str]]]) -> None:
    text, base = sentence.comments["text"], len(layers.text)
    rows = [row for row in sentence.rows if row[0].isdigit()]
    first, at = len(layers.words), 0
    for row in rows:
        found = text.find(row[1], at)
        if found < 0 or text[at:found].strip():
            raise ValueError(f"{sentence.comments['sent_id']}: {row[1]!r} is not in the text at {at}")
        at = found + len(row[1])
        head = first + int(row[6]) - 1 if row[6] != "0" else -1
        layers.words.append(Word(row[1], row[2], row[3], row[5], head, row[7], base + found, base + at))
        misc = dict(part.partition("=")[::2] for part in row[9].split("|"))
        _discourse(layers, misc.get("Discourse", ""))
        _entities(layers, misc.get("Entity", ""), open_mentions)
    layers.text += text


def _discourse(layers: Layers, value: str) -> None:
    if not value:
        return
    layers.units.append(len(layers.words) - 1)
    for number, item in enumerate(value.split(";")):
        name, edge, *rest = item.split(":", 3)
        if "->" not in edge:
            continue
        unit, parent = edge.split("->")
        near, signals = int(rest[0]), rest[1] if len(rest) > 1 else ""
        if number:  # a secondary relation has one number for each of its ends
            target, _, signals = signals.partition(":")
            near = int(target) if target.isdigit() else near
        layers.relations.append(Relation(name, int(unit), int(parent), near, signals, number == 0))


def _entities(layers: Layers, value: str, waiting: dict[int, list[tuple[int, str]]]) -> None:
    here = len(layers.words) - 1
    for opened, attributes, closed, closing in _ENTITY.findall(value):
        group = int(opened or closing)
        if opened:
            waiting.setdefault(group, []).append((here, attributes))
        if (closed or closing) and waiting.get(group):
            first, known = waiting[group].pop()
            layers.mentions.append(_mention(group, known, first, here))


def _mention(group: int, attributes: str, first: int, last: int) -> Mention:
    """etype-infstat-salience-centering-minspan-link-identity, the identity with hyphens of its own."""
    parts = attributes.split("-", 6)
    identity = unquote(parts[6]).replace("_", " ") if len(parts) > 6 else None
    link = parts[5] if len(parts) > 5 else ""
    return Mention(group, parts[0], link, first, last, identity)
