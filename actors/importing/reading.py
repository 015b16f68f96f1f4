"""A list in either format, told by its first character."""

from actors.importing import popolo, table
from actors.importing.records import MAX_ACTORS, MAX_BYTES, Reading, Unreadable


def read(content: bytes) -> Reading:
    """Raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise Unreadable(f"It is larger than {MAX_BYTES // 1024 // 1024} MB. Divide it.")
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not head:
        raise Unreadable("The file is empty.")
    reading = popolo.read(content) if head in (b"{", b"[") else table.read(content)
    if len(reading.actors) > MAX_ACTORS:
        raise Unreadable(f"It has more than {MAX_ACTORS:,} actors. Divide it.")
    return reading
