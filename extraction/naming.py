"""The names of persons and bodies in a paragraph: runs of capitalised words, cut where one name ends and one begins."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from spacy.tokens import Token

from extraction.cues import quotes
from extraction.joints import HONOURS, NUMERALS, is_part, joins, nickname_ends, particle_hyphened
from extraction.parsed import Gender, Paragraph
from extraction.structure.names import PARTICLES, is_person, without_titles
from extraction.surroundings import Told, is_relative, told_by
from extraction.types import Span

_LEXICON = Path(__file__).parent / "lexicon"
_CALENDAR = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *(
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
    ]
)
_BEFORE_MAY = frozenset({"in", "since", "until", "till", "last", "early", "late", "mid", "this", "next", "mid-"})


@cache
def given_names() -> dict[str, Gender]:
    lists = tomllib.loads((_LEXICON / "given_names.toml").read_text(encoding="utf-8"))
    return {name: gender for gender in ("f", "m") for name in lists[gender].split()}


@cache
def short_names() -> tuple[frozenset[str], ...]:
    """The names that may be one person's: "bill", "will", "william"."""
    lists = tomllib.loads((_LEXICON / "given_names.toml").read_text(encoding="utf-8"))
    return tuple(frozenset(line.split()) for line in lists["short"].strip().splitlines())


def is_short_for(one: str, other: str) -> bool:
    """Whether two given names, folded, may be one person's."""
    return any(one in same and other in same for same in short_names())


@cache
def offices() -> dict[str, frozenset[str]]:
    """The lists of offices.toml, and what the rules ask of several of them at once."""
    read = tomllib.loads((_LEXICON / "offices.toml").read_text(encoding="utf-8"))
    lists = {kind: frozenset(words.split()) for kind, words in read.items()}
    joined = {
        "actor": frozenset().union(*(words for kind, words in lists.items() if kind != "national")),
        "one": lists["person"] | lists["short"],
        "held": lists["person"] | lists["organisation"],
        "title": lists["person"] | lists["short"] | lists["courtesy"] | lists["f"] | lists["m"],
    }
    return lists | joined


def is_actor(noun: Token) -> bool:
    """Whether a common noun means somebody who can speak: a person, a body or a document."""
    low = noun.lower_
    singular = low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
    singular = low[:-3] + "man" if low.endswith("men") else singular
    return low in offices()["actor"] or singular in offices()["actor"]


@dataclass
class Name:
    """One mention: the words of the name without its title, what stands before them, what the words around tell."""

    text: str
    span: Span
    label: str
    titles: tuple[str, ...]
    told: Told | None = None
    many: bool = False  # "the Falks"
    relative: bool = False  # "his brother, Karl Falk"

    @cached_property
    def parts(self) -> list[str]:
        """The words that name, the surname last: without "Jr."."""
        words = plain_initials(self.text).split()
        return words[:-1] if len(words) > 1 and words[-1].rstrip(".").casefold() in _JUNIOR else words


_JUNIOR = frozenset({"jr", "sr", "phd", "ph.d", "m.d", "esq", *(n.casefold() for n in NUMERALS)})
_INITIALS = re.compile(r"\b([A-Z]\.)(?:[A-Z]\.)+")
_ACRONYMS = frozenset({"U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "U.A.E.", "N.Y.", "L.A."})


def plain_initials(words: str) -> str:
    """ "K.L. Orr" with the first initial only, so that it reads as one word of a name; "U.S." is no initials."""
    return _INITIALS.sub(lambda m: m[0] if m[0] in _ACRONYMS else m[1], words) if "." in words else words


def fold(word: str) -> str:
    """Lower case without accents, marks and hyphens, for comparing spellings."""
    if word.isascii() and word.isalpha():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if c.isalpha()).casefold()


def distance(a: str, b: str, most: int) -> int:
    """Edit distance, or most + 1 where it is larger."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def names_in(paragraph: Paragraph) -> Iterator[Name]:
    """The names of a paragraph: runs of capitalised proper nouns, their titles taken off."""
    for run in with_bodies(list(_runs(paragraph))):
        cut = _behind_body(run)
        if cut:
            yield from _split(paragraph, run[:cut])
        yield from _split(paragraph, run[cut:])


def _runs(paragraph: Paragraph) -> Iterator[list[Token]]:
    run: list[Token] = []
    nickname = -1
    for token in paragraph.doc:
        if token.i <= nickname:
            continue
        if run and (nickname := nickname_ends(token)) >= 0:  # 'Ida “Iddy” Falk'
            continue
        if run and _other_name(run[-1], token):
            yield run
            run = []
        if _nameish(token) or particle_hyphened(token) or (run and joins(token)):
            run.append(token)
            continue
        if token.text in "()" and _given_in_brackets(token):  # "President (Anna Maria) Kask"
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def with_bodies(runs: list[list[Token]]) -> list[list[Token]]:
    """Names of bodies made whole, whatever the tagger calls the words: "Harbour Council of Northern Marn"."""
    whole: list[list[Token]] = []
    while runs:
        run = runs.pop(0)
        if not _is_body(run[-1]):
            whole.append(run)
            continue
        run = _words_before(run, whole[-1][-1].i if whole else -1) + run
        while runs and _goes_on(run, runs[0]):
            run = [*run[0].doc[run[0].i : runs[0][0].i], *runs.pop(0)]
        whole.append(run)
    return whole


def _is_body(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower_ in offices()["body"]


def _words_before(run: list[Token], after: int) -> list[Token]:
    """The capitalised words before a body, not the first of a sentence: "Tax Policy" of "Tax Policy Center"."""
    doc, first = run[0].doc, run[0].i
    while first - 1 > after and doc[first - 1].text[:1].isupper() and doc[first - 1].pos_ in ("NOUN", "ADJ"):
        first -= 1
    if first < run[0].i and doc[first].is_sent_start:
        first += 1
    lower = any(t.is_lower for t in doc[max(0, first - 4) : first])  # a title in capitals tells nothing
    return list(doc[first : run[0].i]) if lower or (first and doc[first - 1].lower_ == "the") else []


def _goes_on(run: list[Token], following: list[Token]) -> bool:
    """Whether "of" or "for" leads from a body to what it is of."""
    doc, last = run[-1].doc, run[-1].i
    between = doc[last + 1 : following[0].i]
    if not 0 < len(between) < 5 or between[0].lower_ not in ("of", "for") or _is_day(following[0]):
        return False
    if any(t.lower_ in given_names() for t in following[1:]):  # "University of Melk Ida Orr"
        return False
    return all(t.lower_ in ("the", "a", "an") or t.text[:1].isupper() for t in between[1:])


def _is_day(token: Token) -> bool:
    """A day or month; "Jan Orr" is a person, "Jan 5" and "Jan. 5" are none."""
    following = token.doc[token.i + 1 : token.i + 2]
    if token.text == "Jan" and following and following[0].text[:1].isupper():
        return False
    if token.text == "May" and token.i:  # "In May Falk came", not "May Falk came"
        return token.doc[token.i - 1].lower_ in _BEFORE_MAY or token.doc[token.i - 1].is_digit
    return token.lower_.rstrip(".") in _CALENDAR


def _nameish(token: Token) -> bool:
    if not token.text[:1].isupper() or _is_day(token):
        return False
    return token.tag_ in ("NNP", "NNPS") or token.ent_type_ == "PERSON" or (token.pos_ == "PROPN")


def _other_name(before: Token, token: Token) -> bool:
    """A person's name right behind a place or body: "president of Freedonia Anna Kask"."""
    if token.ent_type_ != "PERSON" or token.ent_iob_ != "B":
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    full = following is not None and following.ent_type_ == "PERSON" and before.lower_ not in given_names()
    return before.ent_type_ == "LOC" or (before.ent_type_ == "ORG" and full)


def _behind_body(run: list[Token]) -> int:
    """Where a name begins behind what an office is of, "Minister of Health Mara Orr"; 0 if it does not."""
    office = _office_before(run[0]) if len(run) > 2 else None
    if office is None:
        return 0
    words = [t.lower_ for t in run]
    listed = next((n for n, word in enumerate(words) if word in given_names()), None)
    if listed is not None:
        return listed if listed and is_person(" ".join(t.text for t in run[listed:])) else 0
    doc, last = run[0].doc, run[-1]
    following = doc[last.i + 1] if last.i + 1 < len(doc) else None
    ends = following is None or following.pos_ in ("VERB", "AUX", "PUNCT")
    placed = last.ent_type_ in ("ORG", "LOC") and not _bare_source(office, following)
    first = len(run) - 2
    while first > 1 and run[first].text in PARTICLES:
        first -= 1
    return first if ends and not placed and is_person(" ".join(t.text for t in run[first:])) else 0


def _bare_source(office: Token, following: Token | None) -> bool:
    """Whether an office without article is said to speak: then its holder has to be named."""
    before = office.doc[office.i - 1] if office.i else None
    if before is not None and quotes(before):
        return True
    opens = before is None or before.is_sent_start or before.is_punct or office.is_sent_start
    return bool(opens and following is not None and quotes(following))


def _office_before(token: Token) -> Token | None:
    """The office whose body or place begins here: "director of the", "University of", "Secretary of State for"."""
    doc, i = token.doc, token.i - 1
    while i >= 0 and (doc[i].pos_ in ("DET", "ADJ") or doc[i].text == "-"):
        i -= 1
    if i < 1 or doc[i].pos_ != "ADP":
        return None
    for before in reversed(doc[max(0, i - 12) : i]):
        if before.lower_ in offices()["office"]:
            return before
        if before.pos_ not in ("NOUN", "PROPN", "ADP", "DET", "ADJ") and before.text not in ("-", "and"):
            return None
    return None


def _given_in_brackets(token: Token) -> bool:
    """A bracket around given names that an editor added before a surname."""
    doc, i = token.doc, token.i
    if token.text == "(":
        close = next((t for t in doc[i + 1 : i + 4] if t.text == ")"), None)
        return close is not None and all(_nameish(t) for t in doc[i + 1 : close.i]) and _given_in_brackets(close)
    following = doc[i + 1] if i + 1 < len(doc) else None
    return following is not None and _nameish(following) and any(t.text == "(" for t in doc[max(0, i - 3) : i])


def _split(paragraph: Paragraph, run: list[Token]) -> Iterator[Name]:
    """A run's person name behind its titles; else the whole run as what the entities call it."""
    while run and not run[-1].text[:1].isupper() and not (len(run) > 1 and is_part(run[-1], run[-2])):
        run.pop()
    held: tuple[str, ...] = ()
    while len(run) > 2 and run[-1].text in HONOURS:  # "Ida Falk MP"
        held += (run.pop().lower_,)
    numeral = [run.pop()] if len(run) > 1 and run[-1].text in NUMERALS else []
    if not run:
        return
    short = offices()["short"]
    first = max(
        (
            n + 1
            for n, t in enumerate(run)
            if (t.lower_.rstrip(".") in short and t.text[-1:] == ".") or t.lower_ in short
        ),
        default=0,
    )
    bare = without_titles(" ".join(plain_initials(t.text) for t in run[first:]))
    size = len(bare.split())
    plain = size < 2 or any(t.lower_ in ("of", "for") for t in run)
    if plain and len(run) > 1 and not any(_calls(t) for t in run):  # "Department of Works", "South Marn"
        size = 0
    kept = run[len(run) - size :] if size else []
    office = max((n for n, t in enumerate(kept[:-2]) if t.lower_ not in given_names() and _called(t)), default=-1)
    kept = kept[office + 1 :]
    if len(kept) > 2 and _unknown_calling(kept[0]) and kept[1].lower_ in given_names():
        kept = kept[1:]  # "Recorder Ida Falk"  # "Billionaire Anna Kask", "Senators Anna Kask and …"
    if not kept and _in_capitals(run):
        kept = run[-1:]
    if not kept:
        if run[-1].lower_ not in offices()["person"]:  # a body; "Prime Minister" alone names nobody
            yield name_of(paragraph, run + numeral, ())
        return
    if kept[-1].tag_ == "NNPS" and _called(kept[-1]):  # "Democratic Senators" are no person
        return
    if kept[0].i != run[0].i and (kept[0].text[0].isupper() or kept[0].text in PARTICLES):
        titles = tuple(t.lower_.rstrip(".") for t in run if t.i < kept[0].i)
        yield name_of(paragraph, kept + numeral, _adjectives(run[0]) + titles + held)
    else:
        yield name_of(paragraph, run + numeral, noun_before(run[0]) + held)


def _in_capitals(run: list[Token]) -> bool:
    """ "Senator ORR": transcripts put surnames in capitals; "CEO" and "NASA" behind no title are none."""
    surname, lists = run[-1], offices()
    if len(run) < 2 or not surname.is_upper or len(surname) < 3 or not surname.is_alpha or run[-2].is_upper:
        return False
    title = run[-2].lower_.rstrip(".")
    return title in lists["title"] - lists["organisation"] - lists["party"] and surname.lower_ not in lists["actor"]


def _unknown_calling(token: Token) -> bool:
    """Whether the word before a given name ends like the name of an office."""
    plural = token.tag_ in ("NNS", "NNPS")  # "Supervisor of Elections Ida Falk"
    known = token.lower_ in given_names()
    return not known and (plural or token.lower_.endswith(("er", "or", "man", "woman", "ist")))


def _called(token: Token) -> bool:
    return token.lower_.removesuffix("s") in offices()["person"]


def _calls(token: Token) -> bool:
    """Whether a word before a name may be a person's title."""
    return token.lower_.rstrip(".") in offices()["title"]


def name_of(paragraph: Paragraph, tokens: list[Token], titles: tuple[str, ...]) -> Name:
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    labels = Counter(t.ent_type_ for t in tokens if t.ent_type_)
    label = labels.most_common(1)[0][0] if labels else ""
    words = _NICKNAME.sub(" ", paragraph.text[start:end]) if len(tokens) > 1 else paragraph.text[start:end]
    text = " ".join(words.replace("(", "").replace(")", "").split())
    told = told_by(tokens, offices()["person"])
    before = paragraph.doc[tokens[0].i - 1].lower_ if tokens[0].i else ""
    many = len(tokens) == 1 and tokens[0].tag_ == "NNPS" and before == "the"
    span = Span(paragraph.start + start, paragraph.start + end)
    return Name(text, span, label, titles, told, many, len(tokens) > 1 and is_relative(tokens))


_NICKNAME = re.compile(r"(?<=\w) [“\"‘'][^”\"’'\s]+[”\"’'] (?=\w)")


def noun_before(token: Token) -> tuple[str, ...]:
    """A calling in lower case right before the name, and what it is of: "harbour spokeswoman Ann Lee"."""
    before = token.doc[token.i - 1] if token.i else None
    if before is None or before.lower_ not in offices()["held"]:
        return ()
    first = before.i
    while first > max(0, before.i - 2) and token.doc[first - 1].pos_ in ("NOUN", "ADJ"):
        first -= 1
    return tuple(t.lower_ for t in token.doc[first : before.i + 1])


def _adjectives(token: Token) -> tuple[str, ...]:
    """The capitalised adjective of a title: "Foreign" of "Foreign Minister"."""
    before = token.doc[token.i - 1] if token.i else None
    if before is None or before.pos_ != "ADJ" or not before.text[:1].isupper():
        return ()
    return (before.lower_,) if token.lower_.rstrip(".") in offices()["person"] else ()
