"""Plain text and pastes: from bytes to characters, and nothing else changed."""

import codecs

import charset_normalizer

from sources.readers.reading import Reading, Unreadable

# UTF-32 before UTF-16: the one's mark begins with the other's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = {*range(32), 127} - {ord(c) for c in "\t\n\v\f\r\x1b"}
# A text with a stray NUL is a text; a program or a picture has a control character in every twenty at the least.
MOST_CONTROLS = 0.05
# What a text of Western Europe holds in its usual old encoding. The detector, which weighs frequencies, mistakes a
# short one for its neighbours; a text of Poland or Estonia read so shows signs that are not among these, and one in
# Cyrillic shows hardly anything else.
PLAUSIBLE = {c for c in map(chr, range(128, 256)) if c.isalpha()} - set("ªµº") | set(
    "“”‘’‚„–—…•€£©®°§«»·\u00a0¡¿œŒŠšŽžŸ"
)
PLAUSIBLE |= set(map(chr, range(128)))

NOT_TEXT = (
    "This file is not text: it looks like a picture, a program or a packed file. "
    "Save it as plain text, Markdown or HTML and hand it in again."
)
NO_ENCODING = (
    "It could not be told in which encoding this file was written. Open it where it looks right, "
    "save it as UTF-8 and hand it in again."
)
EMPTY = "There is no text in this file."


def read(data: bytes) -> Reading:
    """A .txt: its byte order mark dropped, NUL made U+FFFD, and nothing else changed, line ends included."""
    text, encoding = decode(data)
    return Reading(text=_not_empty(text), encoding=encoding)


def read_paste(data: bytes) -> Reading:
    """A paste, which the form stored as UTF-8: only CRLF becomes LF (and NUL U+FFFD), nothing is stripped."""
    text = data.decode("utf-8").replace("\r\n", "\n").replace("\0", "\ufffd")
    return Reading(text=_not_empty(text), encoding="utf-8")


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The characters, and the encoding as an editor is shown it. `declared` is tried where it is not UTF-8.

    Raises Unreadable for what is no text, and where no encoding fits.
    """
    text, encoding = _by_mark(data) or _by_trial(data, declared)
    if _is_noise(text):
        raise Unreadable(NOT_TEXT)
    return text.replace("\0", "\ufffd"), encoding


def _by_mark(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = _try(data[len(mark) :], encoding)
            if text is not None:
                return text, encoding
    return None


def _by_trial(data: bytes, declared: str) -> tuple[str, str]:
    # UTF-16 without its mark is valid UTF-8 with a NUL beside each Latin letter.
    if data.count(0) * 5 > len(data):
        return _wide(data)
    text = _try(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    if declared and (text := _try(data, declared)) is not None:
        return text, f"{declared} (as the page says)"
    return _detected(data)


def _wide(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(data, encoding)
        if text is not None and sum(c.isascii() and c.isprintable() for c in text) * 2 > len(text):
            return text, f"{encoding} (detected)"
    raise Unreadable(NOT_TEXT)


def _detected(data: bytes) -> tuple[str, str]:
    western = _try(data, "cp1252")
    if western is not None and not set(western) - PLAUSIBLE and sum(c > "\x7f" for c in western) * 6 < len(western):
        return western, "cp1252 (detected)"
    best = charset_normalizer.from_bytes(data).best()
    text = None if best is None else _try(data, best.encoding)
    if best is None or text is None:
        raise Unreadable(NO_ENCODING)
    return text, f"{best.encoding} (detected)"


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # a lone surrogate, which UTF-7 and friends let through, cannot be stored
    except (UnicodeError, LookupError):
        return None
    return text


def _is_noise(text: str) -> bool:
    head = text[:100_000]
    return sum(ord(c) in CONTROLS for c in head) > max(4, MOST_CONTROLS * len(head))


def _not_empty(text: str) -> str:
    if not text.strip("\ufeff\ufffd \t\r\n\v\f\u00a0"):
        raise Unreadable(EMPTY)
    return text
