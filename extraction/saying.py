"""When something was said, as far as the sentence of the attribution tells."""

from __future__ import annotations

from extraction.candidates import Candidate
from extraction.dates import find_dates, resolve
from extraction.parsed import ParsedDocument
from extraction.types import Span


def said(parsed: ParsedDocument, candidate: Candidate) -> str | None:
    """The EDTF date that modifies the cue, None where no expression does.

    A date counts where it stands in the cue's sentence, outside what is quoted, and belongs to the cue: right beside it
    or its subject, or at the beginning of the sentence.
    """
    cue = candidate.cue
    if cue is None:
        return None
    paragraph = parsed.paragraph_at(cue.start)
    token = paragraph.token_at(cue.start) if paragraph is not None else None
    if paragraph is None or token is None:
        return None
    sentence = paragraph.span(token.sent)
    for found in find_dates(parsed.text, sentence.start, sentence.end):
        if _inside(found, candidate.span) or parsed.text[found.start : found.end].isdigit():
            continue
        if _near(parsed.text, found, cue) or _opens(parsed.text, found, sentence, candidate.span):
            return resolve(parsed.text[found.start : found.end], parsed.published)
    return None


def _inside(found: Span, content: Span) -> bool:
    return found.start < content.end and content.start < found.end


def _near(text: str, found: Span, cue: Span) -> bool:
    """Behind the cue with little between, in the same clause: "said on Friday", "told the paper late on 3 May"."""
    if found.start < cue.end:
        return False
    between = text[cue.end : found.start]
    return len(between.split()) <= 9 and not any(c in between for c in '"“”,;:.')


def _opens(text: str, found: Span, sentence: Span, content: Span) -> bool:
    """At the beginning of the sentence, before the subject: "Last week, the minister said …"."""
    return len(text[sentence.start : found.start].split()) <= 2 and found.end <= content.start
