"""Stems of English words: PostgreSQL's Snowball stemmer, as the search uses it, asked once for each word.

"normalised", "normalizing" and "normalization" are one stem: British -ise and -our are folded first.
"""

import re
from collections.abc import Iterable

from django.db import connection

MOST_WORDS = 200_000  # of the process's memory; then it begins anew
BRITISH = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:|s|ed|ing|able|ite|ites|ful)$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})ence$"), "ense"),
    (re.compile(r"(?<=[a-z]{3})ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"(?<=[a-z]{3})tre(?=s?$)"), "ter"),
)
_known: dict[str, str] = {}


def fold_spelling(word: str) -> str:
    """One spelling for British and American words; no word of its own, only for comparing."""
    for pattern, plain in BRITISH:
        word = pattern.sub(plain, word)
    return word


def learn(words: Iterable[str]) -> None:
    """Asks for all stems that are not known yet, in one query."""
    new = sorted({word for word in words if word not in _known})  # never a walk through all known ones
    if not new:
        return
    if len(_known) + len(new) > MOST_WORDS:
        _known.clear()
    spelled = [fold_spelling(word) for word in new]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (ts_lexize('english_stem', word))[1]"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS given (word, place) ORDER BY place",
            [spelled],
        )
        for word, (found,) in zip(new, cursor.fetchall(), strict=True):
            _known[word] = found or ""


def stem(word: str) -> str:
    """The stem of a lower-case word; "" where it is a stop word."""
    if word not in _known:
        learn([word])
    return _known[word]
