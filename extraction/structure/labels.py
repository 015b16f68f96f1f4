"""The labels before the turns of a transcript: `Interviewer:`, `Jane Doe:`, `JD:`, `Q.`, `DAILY HERALD:`.

A text is taken as labelled only where labels alternate or say what they are: one `Brussels:` or a title
`Jane Doe: We will win` is no label.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from extraction.structure import wordlists
from extraction.structure.names import PARTICLES, is_person, without_courtesy
from extraction.structure.paragraphs import Paragraph

Form = Literal["colon", "dash", "alone"]

QUESTIONERS = wordlists.phrases("questioners")
ANSWERERS = wordlists.phrases("answerers")
NAMELESS = frozenset(["a", "answer", "interviewee", "respondent", "guest", "the interviewee", "speaker"])
# Words that stand before a colon in the press and are nobody.
_NOBODY = wordlists.words("nobody")
# Transcribers put the time before a name or behind it: `[00:12:31] Jane Doe: …`, `Jane Doe (12:31):`.
_TIME = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s{0,3}(?:[-–|]\s{0,2})?)"
_COLON = re.compile(
    rf"(?P<open>[*_>#\[({{\"“\s]{{0,6}}){_TIME}?"
    r"(?P<label>[^\s:：*_\[(][^:：\n\r*_\[(]{0,70}?)\s{0,3}"
    r"(?P<note>[\[(][^\])\n\r]{1,60}[\])])?[*_\])}]{0,4}\s{0,3}[:：][*_\])}]{0,4}(?=\s|[\"“‘'«A-Z¿])\s{0,8}"
)
_DASH = re.compile(
    r"(?P<label>[^\W\d_][\w.’' -]{0,40}?)\s?[–—]\s{0,4}(?=\S)|(?P<label2>[^\W\d_][\w.’' ]{0,40}?) - (?=\S)"
)
_LETTER = re.compile(
    r"[*_]{0,3}(?P<label>[QA])\d{0,3}[*_]{0,3}(?:[.)][*_]{0,3}\s{1,4}|\s{2,8}|\t\s{0,8}|\s?[-–—]\s{1,4})(?=\S)"
)
_ALONE = re.compile(
    rf"[*_#\[\s]{{0,6}}{_TIME}?(?P<label>[^\s:*_#\[(][^:*_#(]{{0,60}}?)\s?{_TIME}?(?P<colon>[:：]?)[*_\]\s]{{0,4}}$"
)
_NUMBER = re.compile(r"\s?#?\d{1,3}$")
_TOKEN = re.compile(r"[^\W\d_][\w.’'/-]*$|\d{1,3}$|&$")
_SMALL = PARTICLES | {"of", "the", "and", "for"}


@dataclass(frozen=True, slots=True)
class Label:
    """The label before paragraph `at`; its turn's text begins at `content`, None where the label is alone."""

    at: int
    key: str
    name: str
    form: Form
    content: int | None
    colon: bool = True
    posts: bool = False  # with the handle of an account behind the name: `Jane Doe (@jdoe): …`


def looks_labelled(line: str) -> bool:
    """Whether a line begins as a turn may: used to keep hard-wrapped turns apart."""
    m = _COLON.match(line[:140])
    return bool(m and _label_like(m["label"])) or bool(_LETTER.match(line[:20]))


def find(text: str, paragraphs: Sequence[Paragraph]) -> list[Label]:
    """The labels of a text in order, at most one a paragraph; empty where it is not labelled."""
    title = paragraphs[0].plain if paragraphs else ""
    read = [
        label for i, p in enumerate(paragraphs) if not (i and p.plain == title) for label in _candidates(text, i, p)
    ]
    for forms in (("colon", "alone"), ("dash",)):
        some = [label for label in read if label.form in forms]
        some = _named_alike(some)
        keys = _accepted(some, paragraphs)
        if keys:
            return _one_each([label for label in some if label.key in keys])
    return []


def _named_alike(labels: Sequence[Label]) -> list[Label]:
    """`JANE DOE:` at her first turn and `DOE:` from then on are one speaker, called by the fuller name."""
    fuller: dict[str, str] = {}
    shared: set[str] = set()
    for label in labels:
        tokens = label.key.split()
        if len(tokens) > 1 and label.form != "dash":
            last = tokens[-1]
            shared |= {last} if fuller.get(last, label.key) != label.key else set()
            fuller[last] = label.key
    names = {label.key: label.name for label in reversed(labels)}
    return [
        replace(label, key=fuller[label.key], name=names[fuller[label.key]])
        if label.key in fuller and label.key not in shared and label.key not in QUESTIONERS | ANSWERERS
        else label
        for label in labels
    ]


def _one_each(labels: Iterable[Label]) -> list[Label]:
    by_place: dict[int, Label] = {}
    for label in labels:
        by_place.setdefault(label.at, label)
    return [by_place[at] for at in sorted(by_place)]


def _candidates(text: str, i: int, p: Paragraph) -> Iterable[Label]:
    head = text[p.start : min(p.end, p.start + 180)]
    if m := _LETTER.match(head):
        if m.end() < p.end - p.start:
            yield Label(i, m["label"].casefold(), m["label"], "colon", p.start + m.end())
        return
    m = _COLON.match(head)
    if m and (_label_like(m["label"]) or "@" in (m["note"] or "")) and _has_words(text, p.start + m.end(), p.end):
        label = _label(i, _named_in(m["label"], m["note"]), "colon", p.start + m.end())
        yield replace(label, posts="@" in (m["note"] or ""))
    elif len(p.plain) <= 70 and (alone := _ALONE.match(p.plain)) and _label_like(alone["label"]):
        yield _label(i, alone["label"], "alone", None, colon=bool(alone["colon"]))
    elif (dash := _DASH.match(head)) and p.start + dash.end() < p.end:
        name = dash["label"] or dash["label2"]
        if _label_like(name):
            yield _label(i, name, "dash", p.start + dash.end())


def _named_in(label: str, note: str | None) -> str:
    """`The Minister (Mr Doe)` names who speaks in brackets."""
    bare = (note or "").strip("[]() ")
    titled = without_courtesy(bare) != bare and not is_person(without_courtesy(label), upper=True)
    return bare if titled else label


def _has_words(text: str, start: int, end: int) -> bool:
    """A turn holds words; `Doe: 1,204.` is a line of a table."""
    return any(c.isalpha() for c in text[start : min(end, start + 60)])


def _label(i: int, name: str, form: Form, content: int | None, *, colon: bool = True) -> Label:
    shown = without_courtesy(" ".join(name.split()).strip('"“ '))
    key = shown.casefold()
    # `Q1`, `Question 12`, `Interviewer 2` are one part in the conversation, `Speaker 2` is another than `Speaker 1`.
    part = _NUMBER.sub("", key)
    numbered = part in QUESTIONERS or part in ("a", "answer")
    return Label(i, part if numbered else key, shown, form, content, colon)


def _label_like(words: str) -> bool:
    """One to seven words, capitalised as names are, or a word for a part in a conversation."""
    bare = " ".join(words.split()).strip('"“ ')
    low = bare.casefold()
    if _NUMBER.sub("", low) in QUESTIONERS | ANSWERERS:
        return True
    tokens = re.split(r"[\s,]+", bare)
    if not 1 <= len(tokens) <= 7 or _is_nobody(tokens[0]) or _is_nobody(tokens[-1]):
        return False
    if not all(_TOKEN.match(t) and (t[0].isupper() or t[0].isdigit() or t.casefold() in _SMALL) for t in tokens):
        return False
    return any(t[0].isupper() for t in tokens)


def _is_nobody(token: str) -> bool:
    # Two capitals are initials, whatever word they spell.
    return token.casefold().rstrip(".") in _NOBODY and not (token.isupper() and len(token) == 2)


def _accepted(labels: Sequence[Label], paragraphs: Sequence[Paragraph]) -> set[str]:
    """The keys that label turns here: there are two that come back or say what they are, or one of a known part."""
    counts = Counter(label.key for label in labels if label.at > 0 or label.key in QUESTIONERS)
    posting = {label.key for label in labels if label.posts}
    sure = {key for key in counts if key in QUESTIONERS or key in NAMELESS} | (posting if len(posting) > 1 else set())
    again = {key for key, n in counts.items() if n >= 2}
    by_key: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_key[label.key].append(label)
    keys = {key for key in sure | again if _stands_as_label(key, by_key[key], paragraphs)}
    if all(_heads_turn(label, paragraphs, apart=True) for key in keys for label in by_key[key]):
        # Labels with an empty line below them, as long as no other kind of label is in use: else they are credits.
        loose = {key for key in again if all(_heads_turn(label, paragraphs) for label in by_key[key])}
        keys |= loose if len(keys | loose) >= 2 else set()
    if len(keys) < 2:
        keys |= _partners(keys, labels, paragraphs)
    if not keys or (len(keys) == 1 and counts[min(keys)] < 2):
        return set()
    first = min(by_key[key][0].at for key in keys)
    return keys | {label.key for label in labels if label.at > first and _is_full_name(label)}


def _stands_as_label(key: str, mine: Sequence[Label], paragraphs: Sequence[Paragraph]) -> bool:
    """A label has words after it: a credit or a pull quote's name alone on a line has none of its own."""
    if key in QUESTIONERS or key in ANSWERERS or any(label.form != "alone" for label in mine):
        return True
    attached = [label for label in mine if label.colon or _attached(label, paragraphs)]
    return len(attached) >= 2 and len(attached) * 2 > len(mine)


def _attached(label: Label, paragraphs: Sequence[Paragraph]) -> bool:
    """The next line is its turn: in the same block, a sentence, and the label opens the block."""
    if not _heads_turn(label, paragraphs):
        return False
    own, after = paragraphs[label.at], paragraphs[label.at + 1]
    opens_block = label.at == 0 or paragraphs[label.at - 1].block != own.block
    return own.block == after.block and opens_block


def _heads_turn(label: Label, paragraphs: Sequence[Paragraph], *, apart: bool = False) -> bool:
    """A label alone on its line with a sentence or a question next; `apart`: with an empty line between."""
    if label.form != "alone" or label.at + 1 >= len(paragraphs):
        return False
    own, after = paragraphs[label.at], paragraphs[label.at + 1]
    return (after.is_sentence or after.plain.endswith("?")) and not (apart and own.block == after.block)


def _partners(keys: set[str], labels: Sequence[Label], paragraphs: Sequence[Paragraph]) -> set[str]:
    """In a short interview each label may stand once: one whose turn asks, and the next, whose turn answers."""
    found: set[str] = set()
    for a, b in pairwise(labels):
        follows = b.at - a.at <= 2 and a.form == b.form != "dash" and a.key != b.key
        if follows and (keys & {a.key, b.key} or paragraphs[b.at - 1].plain.endswith("?")):
            found |= {a.key, b.key}
    return found


def _is_full_name(label: Label) -> bool:
    """In a labelled text another speaker may have one turn, if the label is a name in full."""
    tokens = label.name.split()
    return label.form != "alone" and 2 <= len(tokens) <= 4 and all(t[0].isupper() for t in tokens)
