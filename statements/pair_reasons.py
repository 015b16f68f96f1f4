"""Why a weighed link is suggested, in words that an editor can check against the text."""

from __future__ import annotations

from statements import likeness, pair_weights
from statements.pair_features import Features
from statements.pair_views import View, cues

DOES = {
    "clarifies": "{who} may explain what was meant",
    "corrects": "{who} may give another figure or fact than before",
    "retracts": "{who} may take it back",
    "denies": "{who} may deny having said it",
    "critiques": "{who} may judge what {whom} said",
    "disputes": "{who} may contest what {whom} said",
    "endorses": "{who} may agree with what {whom} said",
    "reaffirms": "{who} may say it again",
    "updates": "{who} may take another position",
    "related": "{who} may come back to what {whom} said",
}
# What of a pair an editor sees at once; the first that tells most are given.
SEEN = {
    "question": "the question before it reports that",
    "next": "it follows right after that",
    "same paragraph": "both stand in one paragraph",
    "just after": "that is recalled right after it",
    "only claim recalled": "the text recalls that as said before",
    "claim recalled": "the text recalls that as said before",
    "named": "it names {whom}",
    "named near": "the text names {whom} beside it",
    "office": "it names the office of {whom}",
    "office near": "the text names the office of {whom} beside it",
    "same number": "both give one number",
    "alike, other number": "the numbers differ",
    "alike, not": "one of them says “not”",
    "own pronoun fits": "its pronoun fits {whom}",
}
MOST = 3
LONGEST = 500  # code points, as the column has them


def written(response: View, claim: View, of_response: Features, of_pair: Features, relation: str) -> str:
    """One sentence: what the words may do, and what tells so."""
    who, whom = response.name, claim.name
    told = [*_words(response, of_response, relation), *_place(of_pair, relation, whom), *_matter(response, claim)]
    return f"{DOES[relation].format(who=who, whom=whom)}: {'; '.join(told) or 'by its place in the text'}"[:LONGEST]


def _words(response: View, features: Features, relation: str) -> list[str]:
    """The words of the answer, and around it, that weigh most."""
    weights = pair_weights.load().response[relation]
    found = []
    for place, words in (("own", response.own), ("frame", response.near)):
        for name, pattern in cues()[place].items():
            match = pattern.search(words) if features.get(f"{place} {name}") else None
            if match and match.group().strip() and weights.get(f"{place} {name}", 0.0) > 0.2:
                found.append((weights[f"{place} {name}"], f"“{match.group().strip(' ,.;')}”"))
    told = [words for _, words in sorted(found, key=lambda one: (-one[0], one[1]))[:MOST]]
    return [f"the words {', '.join(dict.fromkeys(told))}"] if told else []


def _place(features: Features, relation: str, whom: str) -> list[str]:
    weights = pair_weights.load().pair[relation]
    found = [(weights.get(name, 0.0), words) for name, words in SEEN.items() if features.get(name)]
    best = sorted((one for one in found if one[0] > 0.1), key=lambda one: (-one[0], one[1]))
    return [words.format(whom=whom) for words in dict.fromkeys(words for _, words in best[:MOST])]


def _matter(response: View, claim: View) -> list[str]:
    shared = likeness.likeness(claim.bag, response.bag).shared
    words = [found for stem in shared[:MOST] if (found := _as_written(claim, stem))]
    return [f"both speak of {', '.join(words)}"] if words else []


def _as_written(claim: View, stem: str) -> str:
    """The first word of the claim that begins as the stem does."""
    words = (word.strip("\"'.,;:!?()-") for word in claim.own.split())
    return next((word for word in words if word.startswith(stem[:4]) and len(word) >= len(stem) - 1), "")
