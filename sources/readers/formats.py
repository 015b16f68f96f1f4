"""Which reader a file needs, told by its name, its media type and its first bytes."""

from collections.abc import Callable
from pathlib import PurePath

from sources.readers import html, markdown, plain
from sources.readers.reading import MAX_BYTES, Reading, Unreadable

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
PASTE = "text/plain; format=paste"
READERS: dict[str, Callable[[bytes], Reading]] = {
    "text/plain": plain.read,
    PASTE: plain.read_paste,
    "text/markdown": markdown.read,
    "text/html": html.read,
}
# What people hand in by mistake, by its first bytes.
OTHERS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a packed file, such as a Word document"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
ACCEPT = ",".join(MEDIA_TYPES)


def recognise(*, file_name: str, head: bytes, size: int) -> str:
    """The media type by which the file is read. Raises Unreadable, before anything is stored, for what none can read.

    `head` is the beginning of the file, `size` its length in bytes.
    """
    if not size:
        raise Unreadable("This file is empty.")
    if size > MAX_BYTES:
        raise Unreadable(
            f"This file has {size / 1024 / 1024:.1f} MB; the most that is taken is {MAX_BYTES // 1024 // 1024} MB. "
            "Divide it, or paste the text alone."
        )
    for mark, what in OTHERS:
        if head.startswith(mark):
            raise Unreadable(
                f"This file is {what}. Walkback reads .txt, .md and .html so far: open it, copy its text and paste it."
            )
    suffix = PurePath(file_name).suffix.lower()
    if suffix and suffix not in MEDIA_TYPES:
        raise Unreadable(f"Walkback does not know files that end in {suffix}: it reads .txt, .md and .html.")
    return MEDIA_TYPES.get(suffix, "text/plain")


def read(*, data: bytes, media_type: str) -> Reading:
    """The text of a file. Raises Unreadable."""
    reader = READERS.get(media_type)
    if reader is None:
        raise Unreadable(f"Walkback does not know how to read {media_type}.")
    return reader(data)
