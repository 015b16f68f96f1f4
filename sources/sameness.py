"""Whether two texts are the same or nearly so, though one was edited or stands between other page furniture.

A sketch is the K smallest hashes of a text's runs of five words (Broder 1997, "On the resemblance and containment of
documents"). The share of hashes that two sketches have in common, among the K smallest of both, estimates the share of
runs that the texts have in common.
"""

import hashlib
import heapq
import re
from collections.abc import Collection, Iterator

K = 64
RUN = 5


def sha256(text: str) -> str:
    """Of the text in UTF-8, as Revision.sha256 holds it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sketch(text: str) -> list[int]:
    """At most K numbers of 63 bits, sorted; of a text shorter than a run, one."""
    return heapq.nsmallest(K, set(map(_hash, _runs(re.findall(r"\w+", text.lower())))))


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """0 to 1."""
    smallest = heapq.nsmallest(K, set(one) | set(other))
    both = set(one) & set(other)
    return sum(number in both for number in smallest) / len(smallest) if smallest else 0.0


def _runs(words: list[str]) -> Iterator[str]:
    for i in range(max(len(words) - RUN + 1, 1)):
        yield " ".join(words[i : i + RUN])


def _hash(run: str) -> int:
    # Python's own hash differs from process to process. One bit less, for PostgreSQL's bigint has a sign.
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8"), digest_size=8).digest(), "big") >> 1
