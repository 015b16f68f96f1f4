"""The labels before the turns of a transcript: `Interviewer:`, `Jane Doe:`, `JD:`, `Q.`, `DAILY HERALD:`, alone on a line.

A text is taken as labelled only where labels alternate or say what they are: one `Brussels:` or a title
`Jane Doe: We will win` is no label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extraction.structure.names import PARTICLES
from extraction.structure.paragraphs import Paragraph

Form = Literal["colon", "dash", "alone"]

QUESTIONERS = frozenset(
    "interviewer question questioner q host moderator presenter journalist reporter anchor correspondent editor "
    "audience questions press".split()
) | {"the interviewer", "audience member", "our reporter", "interviewer 1", "interviewer 2"}
ANSWERERS = frozenset(
    "answer a interviewee respondent guest minister president chancellor ambassador secretary-general speaker".split()
) | {
    "the president",
    "the prime minister",
    "prime minister",
    "the secretary general",
    "secretary general",
    "the minister",
    "the chancellor",
    "the interviewee",
    "foreign minister",
}
# Words that stand before a colon in the press and are nobody.
_NOBODY = frozenset(
    "note notes photo photos photograph image images picture pictures video audio credit source sources caption update "
    "updated correction clarification watch listen related tags topics topic keywords category published posted date "
    "time place location venue language translation translated author authors by text words interview transcript "
    "summary background context fact facts example warning disclaimer copyright contact email e-mail tel phone website "
    "url link links subject re to from read more also opinion analysis commentary exclusive breaking live part "
    "chapter section step first second third finally result conclusion footnote share follow subscribe http https "
    "editor's editors ed illustration graphic map chart cover camera editing reporting headline title but and so or "
    "for however today yesterday here this that there then thus meanwhile remember look listen".split()
)  # fmt: skip
_COLON = re.compile(
    r"(?P<open>[*_>#\[({\"“\s]{0,6})(?P<label>[^\s:：*_\[(][^:：\n\r*_\[(]{0,70}?)\s{0,3}"
    r"(?P<note>[\[(][^\])\n\r]{1,60}[\])])?[*_\])}]{0,4}\s{0,3}[:：][*_\])}]{0,4}(?=\s|[\"“‘'«A-Z¿])\s{0,8}"
)
_DASH = re.compile(
    r"(?P<label>[^\W\d_][\w.’' -]{0,40}?)\s?[–—]\s{0,4}(?=\S)|(?P<label2>[^\W\d_][\w.’' ]{0,40}?) - (?=\S)"
)
_LETTER = re.compile(
    r"[*_]{0,3}(?P<label>[QA])\d{0,3}[*_]{0,3}(?:[.)][*_]{0,3}\s{1,4}|\s{2,8}|\t\s{0,8}|\s?[-–—]\s{1,4})(?=\S)"
)
_ALONE = re.compile(r"[*_#\[\s]{0,6}(?P<label>[^\s:*_#\[][^:*_#]{0,60}?)\s?(?P<colon>[:：]?)[*_\]\s]{0,4}$")
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


def looks_labelled(line: str) -> bool:
    """Whether a line begins as a turn may: used to keep hard-wrapped turns apart."""
    m = _COLON.match(line[:140])
    return bool(m and _label_like(m["label"])) or bool(_LETTER.match(line[:20]))


def find(text: str, paragraphs: Sequence[Paragraph]) -> list[Label]:
    """The labels of a text in order, at most one a paragraph; empty where it is not labelled."""
    read = [label for i, p in enumerate(paragraphs) for label in _candidates(text, i, p)]
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
    if m and _label_like(m["label"]) and _has_words(text, p.start + m.end(), p.end):
        yield _label(i, m["label"], "colon", p.start + m.end())
    elif len(p.plain) <= 70 and (alone := _ALONE.match(p.plain)) and _label_like(alone["label"]):
        yield _label(i, alone["label"], "alone", None, colon=bool(alone["colon"]))
    elif (dash := _DASH.match(head)) and p.start + dash.end() < p.end:
        name = dash["label"] or dash["label2"]
        if _label_like(name):
            yield _label(i, name, "dash", p.start + dash.end())


def _has_words(text: str, start: int, end: int) -> bool:
    """A turn holds words; `Doe: 1,204.` is a line of a table."""
    return any(c.isalpha() for c in text[start : min(end, start + 60)])


def _label(i: int, name: str, form: Form, content: int | None, *, colon: bool = True) -> Label:
    shown = " ".join(name.split()).strip('"“ ')
    return Label(i, _NUMBER.sub("", shown.casefold()) or shown.casefold(), shown, form, content, colon)


def _label_like(words: str) -> bool:
    """One to seven words, capitalised as names are, or a word for a part in a conversation."""
    low = " ".join(words.split()).casefold().strip('"“ ')
    if low in QUESTIONERS or low in ANSWERERS or _NUMBER.sub("", low) in QUESTIONERS:
        return True
    tokens = re.split(r"[\s,]+", words.strip('"“ '))
    if not 1 <= len(tokens) <= 7 or tokens[0].casefold() in _NOBODY or tokens[-1].casefold() in _NOBODY:
        return False
    if not all(_TOKEN.match(t) and (t[0].isupper() or t[0].isdigit() or t.casefold() in _SMALL) for t in tokens):
        return False
    return any(t[0].isupper() for t in tokens)


def _accepted(labels: Sequence[Label], paragraphs: Sequence[Paragraph]) -> set[str]:
    """The keys that label turns here: there are two that come back or say what they are, or one of a known part."""
    counts = Counter(label.key for label in labels if label.at > 0 or label.key in QUESTIONERS)
    counts.update({label.key: 0 for label in labels if label.key in ANSWERERS})
    sure = {key for key in counts if key in QUESTIONERS or key in {"a", "answer", "interviewee", "respondent"}}
    again = {key for key, n in counts.items() if n >= 2}
    keys = {key for key in sure | again if _stands_as_label(key, labels, paragraphs)}
    if len(keys) < 2:
        keys |= _partners(keys, labels, paragraphs)
    if not keys or (len(keys) == 1 and not _enough_alone(keys, counts)):
        return set()
    return keys | {label.key for label in labels if _full_name_once(label, keys, labels)}


def _stands_as_label(key: str, labels: Sequence[Label], paragraphs: Sequence[Paragraph]) -> bool:
    """A label has words after it: a credit or a pull quote's name alone on a line has none of its own."""
    mine = [label for label in labels if label.key == key]
    if any(label.form != "alone" for label in mine):
        return True
    if key in QUESTIONERS or key in ANSWERERS:
        return True
    attached = [label for label in mine if label.colon or _attached(label, paragraphs)]
    return len(attached) >= 2 and len(attached) * 2 > len(mine)


def _attached(label: Label, paragraphs: Sequence[Paragraph]) -> bool:
    """The next line is its turn: in the same block and longer than a credit's partner would be, or a sentence."""
    if label.at + 1 >= len(paragraphs):
        return False
    own, after = paragraphs[label.at], paragraphs[label.at + 1]
    first_of_block = label.at == 0 or paragraphs[label.at - 1].block != own.block
    return own.block == after.block and after.is_sentence and first_of_block


def _partners(keys: set[str], labels: Sequence[Label], paragraphs: Sequence[Paragraph]) -> set[str]:
    """In a short interview each label may stand once: a label right after or before a sure one, or after a question."""
    found = set()
    for a, b in zip(labels, labels[1:], strict=False):
        if a.key == b.key or b.form == "alone" != a.form:
            continue
        asks = paragraphs[b.at - 1].plain.endswith("?") and b.at - a.at <= 2
        if (a.key in keys or b.key in keys or a.at > 0 or b.at == 1) and asks and a.form == b.form == "colon":
            found |= {a.key, b.key}
    return found


def _enough_alone(keys: set[str], counts: Counter[str]) -> bool:
    """One key only: `Q:` before questions whose answers bear no label, or `JD:` before answers."""
    (key,) = keys
    return counts[key] >= (1 if key == "interviewer" else 2)


def _full_name_once(label: Label, keys: set[str], labels: Sequence[Label]) -> bool:
    """In a labelled text another speaker may have one turn: a name in the form that the others have."""
    first = next(other.at for other in labels if other.key in keys)
    if label.at < first or label.form == "alone" or label.key in _NOBODY:
        return False
    tokens = label.name.split()
    return 2 <= len(tokens) <= 4 and all(t[0].isupper() for t in tokens)
