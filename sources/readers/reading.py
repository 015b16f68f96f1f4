"""What a reader gives: the text, and what the file says of itself. And how it says that it cannot."""

from dataclasses import dataclass

# A long book is 2 MB of text; a page with all its scripts is seldom more than 5 MB.
MAX_BYTES = 10 * 1024 * 1024


class Unreadable(Exception):
    """The file cannot be read. The message is for the person who handed it in, and says what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that the file states or suggests, with a sentence that says where it comes from."""

    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as read. `encoding` is what an editor is shown, such as "utf-8" or "cp1252 (detected)"."""

    text: str
    encoding: str
    title: tuple[Candidate, ...] = ()
    published: tuple[Candidate, ...] = ()
    outlet: tuple[Candidate, ...] = ()
    url: tuple[Candidate, ...] = ()
