"""Links within one text: which quotation answers which, how it is known, and the words that prove it.

Classified by what the words do, not by their sentiment (docs/glossary.md); the constructions are in
lexicon/responses.toml.
"""

from __future__ import annotations

from extraction.parsed import ParsedDocument
from extraction.responses import asked, named, outlet, own, stance, told
from extraction.responses.draft import Draft
from extraction.types import Link, Quotation


def find_responses(
    parsed: ParsedDocument, quotations: list[Quotation], *, name: told.Namer | None = None
) -> tuple[list[Quotation], list[Link]]:
    """The quotations, with runs of longer ones that links rest on added (`part_of`), and the links among them.

    Called last by the pipeline. The order of the quotations given never changes: others point at them by index. `name`
    says who the subject of a verb is; without it, what only a journalist's verb tells is not found.
    """
    draft = Draft(parsed, list(quotations))
    if name is not None:
        named.find(draft, name)
        told.find(draft, name)  # first: what the text calls a retraction tells what the speaker's own words take back
    own.find(draft)
    stance.find(draft)
    asked.find(draft)
    outlet.find(draft)
    return draft.quotations, draft.links
