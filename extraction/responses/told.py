"""Responses that a journalist tells in a verb: "walked back her remarks", "criticised his claim"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Token

from extraction.parsed import Paragraph
from extraction.responses import targets
from extraction.responses.draft import Draft
from extraction.responses.own import relation_of
from extraction.responses.patterns import Pattern, lexicon, plain, straight
from extraction.subjects import subject
from extraction.types import Quotation, Relation, Span, Speaker

Namer = Callable[[Paragraph, Token], Speaker | None]

# Where a journalist tells: questions put it, they do not report it.
TELLING = frozenset({"title", "lead", "paragraph"})
_OBJECT = re.compile(
    r"^(?: (?:some|all|any|most|part|parts) of)? ?(?:(?:his|her|their|its|the|those|these|this|that|an?|\w+'s)\b)?"
    r"(?: ?[\w'-]+){0,3}? ?$",
    re.I,
)
_OWN_OBJECT = re.compile(r"^ (?:some of |all of |parts? of )?(?:his|her|their|its|the|those|these|this|that)\b", re.I)
_REACH = 60
# To the end of the clause; the point of a title or an initial ends none.
_CLAUSE = re.compile(r"(?:[^.;!?\"]|(?<=\bmr)\.|(?<=\bmrs)\.|(?<=\bms)\.|(?<=\bdr)\.|(?<=[\s.][a-z])\.)*")
# To the next pause or coordination.
_PHRASE = re.compile(r"[^,.;:!?\"]*?(?=[,.;:!?\"]| and | but |$)")
# A clause of fewer characters has no content of its own.
_CONTENT = 12
_REASONS: dict[Relation, str] = {
    "retracts": "the text says that {who} took it back",
    "clarifies": "the text says that {who} clarified it",
    "corrects": "the text says that {who} corrected it",
    "reaffirms": "the text says that {who} upheld it",
    "denies": "the text says that {who} denied it",
    "critiques": "the text says that {who} criticised it",
    "disputes": "the text says that {who} contested it",
    "endorses": "the text says that {who} agreed with it",
}


def find(draft: Draft, name: Namer) -> None:
    """Adds the links that the text's own voice tells. `name` says who a subject is."""
    for paragraph in draft.parsed.paragraphs:
        if draft.parsed.segment_of(paragraph).kind in TELLING:
            _in_paragraph(draft, paragraph, name)


def _in_paragraph(draft: Draft, paragraph: Paragraph, name: Namer) -> None:
    here = [draft.quotations[i] for i in draft.near(Span(paragraph.start, paragraph.end), reach=0)]
    quoted = [Span(q.start, q.end) for q in here if q.kind in ("direct", "turn", "embed")]
    words = draft.words(Span(paragraph.start, paragraph.end))
    for relation, of_another, verb, end in _told(words):
        start = paragraph.start + verb
        if any(q.start <= start < q.end for q in quoted):
            continue
        token = paragraph.token_at(start)
        who = name(paragraph, head) if token and (head := subject(token)) is not None else None
        if token is None or who is None or who.kind == "unnamed" or _negated(token):
            continue
        if any(q.speaker and q.speaker.name == who.name and _tells_itself(draft, q, start) for q in here):
            continue
        _add(draft, relation, of_another, who, Span(start, paragraph.start + end), paragraph)


def _tells_itself(draft: Draft, quotation: Quotation, verb: int) -> bool:
    """Whether the verb stands in what the actor is reported to have said of it: "she said that she regretted …"."""
    reported = quotation.kind in ("indirect", "mixed") and quotation.start <= verb < quotation.end
    return reported and relation_of(draft.words(Span(quotation.start, quotation.end)), first_person=False) is not None


def _told(words: str) -> Iterator[tuple[Relation, bool, int, int]]:
    """Relation, whether of another's statement, start of the verb, end of the phrase; offsets into the paragraph."""
    known = lexicon()
    for of_another, patterns in ((False, known.told), (True, known.told_of_another)):
        for pattern in patterns:
            for match in pattern.matches(words):
                end = _end_of_object(words, match.end(), pattern, of_another)
                if end is not None:
                    yield pattern.relation, of_another, match.start(), end


def _end_of_object(words: str, at: int, pattern: Pattern, of_another: bool) -> int | None:
    """Where the object that names a statement ends, with what it is about; None where the verb has another object."""
    clause = _CLAUSE.match(words, at)
    end = clause.end() if clause else at
    if pattern.phrase:
        rest = _PHRASE.match(words, at)
        return rest.end() if rest else at
    if pattern.bare:
        return end
    noun = lexicon().saying.search(words, at, min(len(words), at + _REACH))
    if noun is None:
        return None
    between = words[at : noun.start()]
    if not _OBJECT.match(between):
        return None
    if not of_another and not _OWN_OBJECT.match(between + " "):
        return None
    return max(end, noun.end())


def _negated(verb: Token) -> bool:
    return any(c.lower_ in ("not", "n't", "never") for c in verb.children)


def _content(words: str) -> int | None:
    """Where the clause begins that says what was said: "took back his claim that …"; None without one."""
    noun = lexicon().saying.search(words)
    clause = re.compile(r",? that (?=\w)", re.I).match(words, noun.end()) if noun else None
    return clause.end() if clause and len(words) - clause.end() > _CONTENT else None


def _add(draft: Draft, relation: Relation, of_another: bool, who: Speaker, span: Span, paragraph: Paragraph) -> None:
    words = draft.words(span)
    reason = _REASONS[relation].format(who=who.name)
    content = _content(words) if not of_another else None
    if content is not None:
        claim = draft.content(Span(span.start + content, span.end), who, targets.TOLD)
        response = draft.mention(span, who, None, targets.TOLD)
        draft.link(relation, "characterised", claim, response, span, f"{reason}, and gives its content", targets.TOLD)
        return
    others = re.search(r"\b([A-Z][\w-]+)'s\b", straight(draft.parsed.text[span.start : span.end]))
    target = targets.find(
        draft,
        span,
        lambda i: (
            (draft.speaker(i) is not None)
            and (draft.speaker(i) != who.name if of_another else draft.speaker(i) == who.name)
            and not (of_another and others and not targets.names(plain(others.group(1)), draft.speaker(i)))
        ),
        context=Span(paragraph.start, paragraph.end),
        gist=words,
    )
    if target is None and (of_another or relation in ("reaffirms", "clarifies")):
        return
    targets.characterise(draft, relation, who, span, target, reason)
