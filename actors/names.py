"""Names as matching compares them."""

import re
import unicodedata

# Honorifics that stand before a name and are no part of it.
HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness"]
)


def fold_name(name: str) -> str:
    """Without case, accents, punctuation, honorifics and a possessive s: "Dr. Élodie N'Diaye's" is "elodie ndiaye"."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]s\b", "", name.casefold()))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`.")
    words = re.findall(r"\w+", kept)
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    return " ".join(words)
