"""What a wording does about words: takes back, mends, explains, denies, repeats, agrees (lexicon/acts.toml).

Two wordings of one statement do the same: "I withdraw it" is no wording of what it withdraws, however alike they are.
"""

import re
import tomllib
from functools import cache, lru_cache

from statements import lexicon

AGREES = "agree"  # about another's words; the others are about one's own
REAFFIRMS = "reaffirm"


@cache
def kinds() -> dict[str, re.Pattern[str]]:
    """The patterns by the name of the act."""
    data = tomllib.loads((lexicon.FOLDER / "acts.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = data["words"]
    return {name: re.compile(_filled(pattern, words), re.IGNORECASE) for name, pattern in data["acts"].items()}


def _filled(pattern: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        pattern = pattern.replace(f"{{{name}}}", word)
    return pattern


@lru_cache(maxsize=50_000)
def of(text: str) -> frozenset[str]:
    """The acts that a wording performs; mostly none."""
    plain = text.replace("’", "'")
    return frozenset(name for name, pattern in kinds().items() if pattern.search(plain))
