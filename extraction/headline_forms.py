"""Titles without a verb that the parser reads: "Tax to rise, minister says", `"We stay": Kask digs in`, bare words.

Whose words a title gives, the text below tells: it repeats them at length.
"""

from __future__ import annotations

import re

from extraction.candidates import Candidate
from extraction.cues import reports_clause
from extraction.entities import fold, offices
from extraction.marks import find_marked
from extraction.parsed import Entity, ParsedDocument
from extraction.placing import trimmed
from extraction.types import Span

SAME_WORDS = 0.7  # the share of a title's words that what is said below has, where a title tells that it reports
_BARE = 0.6  # where a title gives no sign of it, and no other speaker has as many
_QUOTED = 0.25  # of words in quotation marks, which are somebody's in any case
_FEWEST = 3  # words of some length in a title without any sign
_TELLS = (
    re.compile(r"(?P<said>\S.{6,}?), (?P<cue>[A-Za-z]+) (?P<who>[^,:;\"“”]{2,60})$"),
    re.compile(r"(?P<said>\S.{6,}), (?P<who>[^,:;\"“”]{2,50}?) (?P<cue>[A-Za-z]+)(?: \S{2,20}){0,2}$"),
    re.compile(r"(?P<who>[^,:;\"“”]{3,50}?) (?P<cue>(?i:says|said|warns|insists|admits)) (?:that )?(?P<said>\S.{8,})$"),
    re.compile(r"(?P<who>[^,:;\"“”]{3,50}?) (?P<cue>(?i:tells|told|assures)) \w+ (?:that )?(?P<said>\S.{8,})$"),
)
_SMALL = frozenset(
    [
        *("that", "this", "with", "from", "will", "have", "been", "were", "they", "them", "their", "than", "into"),
        *("over", "more", "after", "says", "said", "what", "when", "would", "could", "should", "does", "must", "not"),
        *("the", "and", "for", "are", "was", "has", "but", "who", "its", "his", "her", "you", "can", "all", "one"),
    ]
)


def form_of(parsed: ParsedDocument, title: Span, rest: list[Candidate]) -> Candidate | None:
    """The headline that a title is by its form, where no rule for sentences has found one."""
    told = _telling(parsed, title)
    if told is not None:
        return told
    quoted = _quoted(parsed, title)
    if quoted is not None:
        return quoted
    same = alike(parsed, title, rest, _BARE, fewest=_FEWEST) if _asserts(parsed, title) else None
    return Candidate(title, "headline", "headline.bare", inherits=same) if same is not None else None


def _asserts(parsed: ParsedDocument, title: Span) -> bool:
    """Whether a title has a verb: one without only names its matter, "The minister and the price of the tunnel"."""
    paragraph = parsed.paragraph_at(title.start)
    return paragraph is not None and any(t.pos_ in ("VERB", "AUX") for t in paragraph.doc)


def _telling(parsed: ParsedDocument, title: Span) -> Candidate | None:
    """`Tax to rise, minister says`, `Minister says tax to rise`: who and a verb of speech at one end."""
    for pattern in _TELLS:
        match = pattern.match(parsed.text, title.start, title.end)
        span = trimmed(parsed.text, match.start("said"), match.end("said")) if match else None
        if match is None or span is None or not reports_clause(match["cue"].casefold()):
            continue
        cue, who = Span(match.start("cue"), match.end("cue")), match["who"].strip()
        entity = _named(parsed, match.start("who"), match.end("who"))
        if entity is not None:
            return Candidate(span, "headline", "headline.telling", cue=cue, name=entity.name, name_kind=entity.kind)
        if re.split(r"[\s-]", who)[-1].casefold() in offices()["person"] | offices()["organisation"]:
            return Candidate(span, "headline", "headline.telling", cue=cue, name=who, name_kind="unnamed")
    return None


def _named(parsed: ParsedDocument, start: int, end: int) -> Entity | None:
    """The person named last in a stretch of a title, by the surname too."""
    for entity in parsed.entities:
        if entity.kind == "person" and any(start <= m.start and m.end <= end for m in entity.mentions):
            return entity
    last = fold(parsed.text[start:end].split()[-1]) if parsed.text[start:end].split() else ""
    fits = [e for e in parsed.entities if e.kind == "person" and last and fold(e.name.split()[-1]) == last]
    return fits[0] if len(fits) == 1 else None


def _quoted(parsed: ParsedDocument, title: Span) -> Candidate | None:
    """The words of a title in quotation marks, if they are some."""
    for marked in find_marked(parsed.text, title.start, title.end):
        span = trimmed(parsed.text, marked.start, marked.end)
        if (
            marked.depth == 0
            and marked.closed
            and span is not None
            and parsed.text[span.start : span.end].count(" ") > 1
        ):
            return Candidate(span, "headline", "headline.quoted")
    return None


def name_speaker(parsed: ParsedDocument, headline: Candidate, rest: list[Candidate]) -> None:
    """Gives a headline that names nobody its speaker: by its words, the title, the conversation, an office."""
    said = [c for c in rest if c.act == "speech"]
    if headline.name_kind == "unnamed" and headline.name is not None:
        held = _holder(parsed, headline.name)
        if held is not None:
            headline.name, headline.name_kind = held.name, "person"
        return
    if headline.source is not None or headline.name is not None or headline.cue is not None:
        return
    title = parsed.structure.title
    own = [c for c in said if c.kind in ("direct", "turn", "mixed")]
    same = alike(parsed, headline.span, own, _QUOTED)
    if same is not None:
        headline.inherits = same
        return
    beside = _beside(parsed, title, headline.span) if title is not None else None
    if beside is not None:
        headline.name, headline.name_kind = beside.name, "person"
        return
    answering = {s.speaker for s in parsed.structure.segments if s.kind == "answer" and s.speaker}
    if len(answering) == 1:
        headline.name = answering.pop()


def _beside(parsed: ParsedDocument, title: Span, quoted: Span) -> Entity | None:
    """The one person named in a title outside the words that it quotes, behind them before one before them."""
    outside = [
        (m.start > quoted.start, e)
        for e in parsed.entities
        if e.kind == "person"
        for m in e.mentions
        if title.start <= m.start < title.end and not quoted.start <= m.start < quoted.end
    ]
    for wanted in ([e for behind, e in outside if behind], [e for _behind, e in outside]):
        if len({e.name for e in wanted}) == 1:
            return wanted[0]
    return None


def _holder(parsed: ParsedDocument, office: str) -> Entity | None:
    """The one person to whom the text gives the office of a title: "minister" is "Transport Minister Ida Falk"."""
    words = {w.casefold() for w in re.findall(r"\w+", office)}
    last = office.split()[-1].casefold()
    fits = [e for e in parsed.entities if e.kind == "person" and last in e.titles]
    closer = [e for e in fits if words & set(e.titles) - {last}]
    best = closer or fits
    return best[0] if len(best) == 1 else None


def alike(
    parsed: ParsedDocument, span: Span, said: list[Candidate], least: float, *, fewest: int = 1
) -> Candidate | None:
    """What somebody says in the text with most of the words of a title, and at least that share of them."""
    wanted = _words(parsed.text, span)
    if len(wanted) < fewest:
        return None
    best: tuple[float, Candidate] | None = None
    for candidate in said:
        if candidate.act == "speech" and not candidate.mention:
            share = len(wanted & _words(parsed.text, candidate.span)) / max(1, len(wanted))
            if share >= least and (best is None or share > best[0]):
                best = share, candidate
    return best[1] if best is not None else None


def _words(text: str, span: Span) -> set[str]:
    """The telling words, cut so that forms of one word are one."""
    found = (w.group().casefold() for w in re.finditer(r"\w{3,}", text[span.start : span.end]))
    return {word[:5] for word in found if word not in _SMALL}
