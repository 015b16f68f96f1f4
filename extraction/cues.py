"""The words that report: which forms the lexicon knows, and what each governs when it does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from spacy.tokens import Token

from extraction.types import Act

LEXICON = Path(__file__).parent / "lexicon" / "cues.toml"
Frames = Mapping[str, Act]
NOTHING: Frames = MappingProxyType({})
_DOUBLED = re.compile(r"(?:[^aeiou]|qu|^)[aeiou][bdgmnprt]$")
_SYLLABLES = re.compile(r"[aeiouy]+")
# Of two syllables, stressed on the last: its consonant is doubled as in words of one.
_STRESSED_LAST = frozenset(
    ["admit", "rebut", "submit", "permit", "commit", "regret", "refer", "infer", "prefer", "concur", "demur", "defer"]
)


def forms(lemma: str) -> Iterable[str]:
    """The forms of a regular English verb."""
    short = len(_SYLLABLES.findall(lemma.replace("qu", "q"))) == 1 or lemma in _STRESSED_LAST
    doubled = short and _DOUBLED.search(lemma) is not None
    stem = lemma + lemma[-1] if doubled else lemma
    yield from (lemma, _third_person(lemma))
    yield (lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else stem) + "ing"
    yield lemma[:-1] + "ied" if _consonant_y(lemma) else (stem[:-1] if lemma.endswith("e") else stem) + "ed"
    if lemma.endswith("el"):  # British: labelled
        yield from (f"{lemma}led", f"{lemma}ling")


def _consonant_y(word: str) -> bool:
    return word.endswith("y") and word[-2] not in "aeiou"


def _third_person(lemma: str) -> str:
    if _consonant_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(LEXICON.read_text(encoding="utf-8"))


def _inflected(lexicon: dict[str, Any], lemma: str) -> Iterable[str]:
    irregular: dict[str, str] = lexicon["irregular"]
    return (lemma, *irregular[lemma].split()) if lemma in irregular else forms(lemma)


@cache
def _tables() -> tuple[dict[str, dict[str, Act]], dict[str, dict[str, Act]], frozenset[str]]:
    """Frames by form of a verb or adjective; by form of a noun; the forms that stand beside quoted words."""
    lexicon = _lexicon()
    verbs: dict[str, dict[str, Act]] = {}
    nouns: dict[str, dict[str, Act]] = {}
    quoting: set[str] = set()
    for act in ("speech", "thought"):
        section = lexicon[act]
        for frame, words in section.items():
            if isinstance(words, dict):
                continue
            for form in (f for lemma in words.split() for f in _inflected(lexicon, lemma)):
                if frame == "quote":
                    quoting.add(form)
                else:
                    verbs.setdefault(form, {}).setdefault(frame, act)
        for frame, words in section.get("noun", {}).items():
            for noun in words.split():
                for form in (noun, _third_person(noun)):
                    nouns.setdefault(form, {}).setdefault(frame, act)
        for frame, words in section.get("adjective", {}).items():
            for adjective in words.split():
                verbs.setdefault(adjective, {}).setdefault(frame, act)
    return verbs, nouns, frozenset(quoting)


@cache
def verbs_of(group: str) -> frozenset[str]:
    """The forms of the verbs of a group in [clauses]."""
    lexicon = _lexicon()
    return frozenset(form for lemma in lexicon["clauses"][group].split() for form in _inflected(lexicon, lemma))


@cache
def nouns_of(group: str) -> frozenset[str]:
    """The singular and plural forms of the nouns of a group in [nouns]."""
    return frozenset(form for noun in _lexicon()["nouns"][group].split() for form in (noun, _third_person(noun)))


def frames_of(token: Token) -> Frames:
    """What this word governs when it reports, by name of the frame; empty for a word that never does."""
    verbs, nouns, _ = _tables()
    if token.lower_ not in verbs and token.lower_ not in nouns:
        return NOTHING
    if token.i and token.doc[token.i - 1].tag_ == "PRP$" and token.lower_ in nouns:
        return nouns[token.lower_]  # "his remarks", whatever the tagger says
    if token.pos_ in ("NOUN", "PROPN") and not mistaken_for_noun(token):
        return nouns.get(token.lower_, NOTHING)
    found = verbs.get(token.lower_, NOTHING)
    if found and token.pos_ == "ADJ" and not any(frame.startswith("a:") for frame in found):
        return found if token.tag_.startswith("VB") else NOTHING
    return found


def reports_clause(form: str) -> bool:
    """Whether a lower-case form is a finite verb of speech that takes a clause, for titles that no parser reads."""
    return _tables()[0].get(form, NOTHING).get("that") == "speech" and form.endswith(("s", "ed", "d", "old", "aid"))


def mistaken_for_noun(token: Token) -> bool:
    """A verb that the tagger took for a plural: "Kask reveals that …"."""
    doc, i = token.doc, token.i
    if token.tag_ != "NNS" or i == 0 or i + 1 >= len(doc) or doc[i + 1].lower_ != "that":
        return False
    if token.lower_ in _THINGS:  # "the deleted Kask emails that …"
        return False
    if doc[i - 1].pos_ == "NOUN" and token.lower_ not in _tables()[1]:
        return "that" in _tables()[0].get(token.lower_, NOTHING)
    return doc[i - 1].pos_ in ("PROPN", "PRON") and "that" in _tables()[0].get(token.lower_, NOTHING)


_THINGS = frozenset({"emails", "e-mails", "texts", "posts", "blogs", "messages", "documents", "details", "reports"})


@cache
def _finite_forms() -> frozenset[str]:
    """The past and third-person forms of the verbs of speech, which no base form or gerund is."""
    lexicon = _lexicon()
    listed = (f"{lexicon['speech']['quote']} {lexicon['speech']['that']}").split()
    return frozenset(form for lemma in listed for form in _inflected(lexicon, lemma) if _ends_finite(lemma, form))


def _ends_finite(lemma: str, form: str) -> bool:
    return form != lemma and not form.endswith("ing") and not (form.endswith("n") and lemma.endswith("e"))


def finite_by_form(token: Token) -> bool:
    """Whether a word is a finite verb by its tag, or by its form where the tagger took it for another word."""
    return token.tag_ in ("VBD", "VBZ", "VBP") or token.lower_ in _finite_forms()


def reports_by_form(token: Token) -> bool:
    """Whether a word has a finite form of a verb that stands beside quotation marks, whatever its tag says."""
    return token.lower_ in _finite_forms() and token.lower_ in _tables()[2]


def quotes(token: Token) -> bool:
    """Whether this verb can stand beside words in quotation marks and say whose they are."""
    _, _, quoting = _tables()
    return token.lower_ in quoting and (token.tag_.startswith("VB") or token.lower_ in _ALWAYS)


# Forms that are verbs whatever the tagger says.
_ALWAYS = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "wrote",
        "asked",
        "added",
        "noted",
        "writes",
        "adds",
        "asks",
        "tweeted",
        "replied",
        "insisted",
    ]
)
