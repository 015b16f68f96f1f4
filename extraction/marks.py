"""Where quotation marks of any kind open and close, paragraph by paragraph, odd ones forgiven.

A newspaper's text mixes kinds, forgets a closing mark, or opens each paragraph of a long quotation without closing the
one before; an apostrophe looks like a closing single mark. No mark ever reaches beyond its paragraph here: that a
quotation goes on in the next one is for `extraction.direct` to say (`closed` is False).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING = "“„‟«‹‘‚"
CLOSING = "”»›"
SINGLE = "‘’‚‹›'"
_DEEPEST = 6  # marks within marks; what opened further out was never closed
_MARK = re.compile(r"''|``|,,(?=\w)|[\"“”„‟«»‹›‘’‚＂']")
_SPACE_OR_OPEN = re.compile(r"[\s(\[{—–―\-:/…=>]")
# Words that begin with an apostrophe, which opens nothing.
_ELIDED = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|\d0s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks: `text[start:end]` without the marks, `text[open:close]` with them.

    Offsets into the document's text. `depth` is 0 for the outermost marks. Without a closing mark `closed` is False
    and `close == end`; without an opening one `opened` is False and `open == start`. `single` tells the mark's kind.
    """

    open: int
    start: int
    end: int
    close: int
    depth: int
    closed: bool = True
    opened: bool = True
    single: bool = False


@dataclass(slots=True)
class _Open:
    at: int
    mark: str

    @property
    def start(self) -> int:
        return self.at + len(self.mark)


def find_marked(text: str, start: int, end: int) -> list[Marked]:
    """All that stands between quotation marks in the paragraph `text[start:end]`, in order of its opening."""
    stack: list[_Open] = []
    found: list[Marked] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        role = _role(text, start, end, at, mark, stack)
        if role == "open":
            stack.append(_Open(at, mark))
            del stack[:-_DEEPEST]
        elif role == "close":
            _close(stack, found, at, mark)
        elif role == "stray" and not stack:
            opening = _unopened(text, start, at, found)
            if opening is not None:
                found.append(Marked(opening, opening, at, at + len(mark), 0, opened=False))
    found += _never_closed(text, stack, found, end)
    return _nested(sorted((m for m in found if text[m.start : m.end].strip()), key=lambda m: (m.open, -m.close)))


def _role(text: str, start: int, end: int, at: int, mark: str, stack: list[_Open]) -> str:
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark)] if at + len(mark) < end else " "
    if mark in SINGLE:
        return _single_role(text, end, at, mark, before, after, stack)
    matching = any(_pairs(o.mark, mark) for o in stack)
    can_open = not after.isspace() and (_SPACE_OR_OPEN.match(before) is not None or before in "'\"“‘«„`")
    can_close = not before.isspace()
    if mark in OPENING or mark in ("``", ",,"):
        return "close" if matching and not can_open and can_close and after in " ,.;:!?)" else "open"
    if mark in CLOSING:
        if matching:
            return "close"
        return "open" if can_open else "stray"
    if matching:  # straight marks: the same sign opens and closes
        return "open" if can_open and not can_close else "close"
    if not after.isspace() and (can_open or not (before.isalnum() or before in ".,!?")):
        return "open"
    return "stray" if can_close and before in ".,!?…—-" else "none"


def _single_role(text: str, end: int, at: int, mark: str, before: str, after: str, stack: list[_Open]) -> str:
    inside = bool(stack) and stack[-1].mark in SINGLE
    if before.isalnum() and after.isalnum():
        return "none"
    opens = (before.isspace() or before in '"“„«([—–-') and after.isalnum() and mark in "‘‚‹'"
    if opens and not _ELIDED.match(text, at + 1) and (mark != "'" or _single_closes(text, at + 1, end)):
        return "open" if mark != "‘" or _single_closes(text, at + 1, end) else "none"
    if inside and mark in "’›'‘" and not before.isspace() and not after.isalnum():
        plural = before in "sS" and after == " " and _single_closes(text, at + 1, end)
        return "none" if plural else "close"
    return "none"


def _single_closes(text: str, start: int, end: int) -> bool:
    """Whether a single mark that closes stands ahead, before another one opens."""
    for match in re.finditer(r"[‘’›']", text[start : min(end, start + 2000)]):
        at = start + match.start()
        before = text[at - 1]
        after = text[at + 1] if at + 1 < end else " "
        if before.isspace() and after.isalnum() and not _ELIDED.match(text, at + 1):
            return False
        if not before.isspace() and not after.isalnum():
            return True
    return False


_PAIRS = {
    '"': '"“”＂',
    "＂": '＂"',
    "“": '”"“',
    "”": '”"',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«»",
    "''": "''",
    "``": "''\"”",
    ",,": "''“\"”",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’",
    "‹": "›",
}


def _pairs(opening: str, closing: str) -> bool:
    return closing in _PAIRS.get(opening, "")


def _close(stack: list[_Open], found: list[Marked], at: int, mark: str) -> None:
    """Closes the innermost mark it fits; what was opened within and never closed is forgotten."""
    for depth in range(len(stack) - 1, -1, -1):
        if _pairs(stack[depth].mark, mark):
            opened = stack[depth]
            del stack[depth:]
            found.append(Marked(opened.at, opened.start, at, at + len(mark), depth, single=opened.mark in SINGLE))
            return


def _unopened(text: str, start: int, at: int, found: list[Marked]) -> int | None:
    """Where the words before a closing mark without an opening one begin: at the paragraph or the last marked words."""
    begin = max((m.close for m in found), default=start)
    if begin > start:
        ends = [m.end() for m in re.finditer(r"[.!?]\s+(?=\w)", text[begin:at])]
        begin = begin + ends[0] if ends else at
    return begin if any(c.isalnum() for c in text[begin:at]) else None


def _never_closed(text: str, stack: list[_Open], found: list[Marked], end: int) -> list[Marked]:
    """What is still open at the paragraph's end runs to it, or to where the next mark opened."""
    rest = []
    doubles = [o for o in stack if o.mark not in SINGLE]
    for i, opened in enumerate(doubles):
        later = [m.open for m in found if m.open > opened.at] + [o.at for o in doubles[i + 1 :]]
        limit = min(later, default=end)
        if limit < end and _attributed(text, opened.start, limit) is None:
            limit = end if i == len(doubles) - 1 else limit
        cut = _attributed(text, opened.start, limit)
        stop = cut if cut is not None else limit
        stop -= len(text[opened.start : stop]) - len(text[opened.start : stop].rstrip())
        rest.append(Marked(opened.at, opened.start, max(stop, opened.start), max(stop, opened.start), 0, closed=False))
    return rest


# ", he said" after words whose closing mark was forgotten.
_ATTRIBUTED = re.compile(
    r"[,!?]()\s+(?:(?:he|she|they|it|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3})\s+(?:said|says|added|told|wrote|asked|explained|noted)"
    r"|(?:said|says|added|wrote)\s+(?:[A-Z]|he\b|she\b|the\b))"
)


def _attributed(text: str, start: int, end: int) -> int | None:
    match = _ATTRIBUTED.search(text, start, end)
    return match.start(1) if match else None


def _nested(marks: list[Marked]) -> list[Marked]:
    """The marks with their depth recounted by what lies within what."""
    out: list[Marked] = []
    around: list[Marked] = []
    for m in marks:
        while around and around[-1].close <= m.open:
            around.pop()
        depth = len(around)
        out.append(Marked(m.open, m.start, m.end, m.close, depth, m.closed, m.opened, m.single))
        around.append(m)
    return out


_SMALL = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "with", "by", "from", "vs", "&"]
)


def looks_like_name(text: str, marked: Marked) -> bool:
    """Whether the words in marks are a title or a name ("Face the City"), by their capitals."""
    inner = text[marked.start : marked.end].strip().rstrip(",")
    words = inner.split()
    if not 0 < len(words) <= _LONGEST_TITLE or inner[-1] in ".?!":
        return False
    return titled(words)


_LONGEST_TITLE = 9  # words


def titled(words: list[str]) -> bool:
    """Whether some words are in the capitals of a title."""
    if not words:
        return False
    content = [w for w in words if w.casefold() not in _SMALL]
    return bool(content) and all(w[0].isupper() or w[0].isdigit() for w in content) and words[0][0].isupper()
