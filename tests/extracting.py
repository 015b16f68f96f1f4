"""A pipeline for tests: it finds what a test says is there, in texts about invented people."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import User

from extraction.types import (
    Document,
    Extraction,
    Link,
    Quotation,
    QuotationKind,
    Relation,
    Span,
    Speaker,
    SpeakerKind,
)
from sources.models import Revision
from statements.actions import extract
from statements.models import ExtractionRun
from tests.factories import make_revision, make_source


@dataclass
class Text:
    """A text with what is in it. `say` adds a quotation by its words, `answer` a link between two of them."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    quotations: list[Quotation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def say(self, exact: str, speaker: str | None, kind: QuotationKind = "direct", **values: Any) -> int:
        start = self.text.index(exact)
        who: SpeakerKind = values.pop("speaker_kind", "person")
        by = Speaker(speaker, who) if speaker else None
        found = Quotation(start, start + len(exact), kind, speaker=by, confidence=0.8)
        self.quotations.append(replace(found, **values))
        return len(self.quotations) - 1

    def answer(self, relation: Relation, response: int, claim: int | None, evidence: str, **values: Any) -> None:
        start = self.text.index(evidence)
        spans = (Span(start, start + len(evidence)),)
        link = Link(relation, "own", claim, response, spans, f"it {relation} it", 0.7)
        self.links.append(replace(link, **values))

    def extraction(self, ident: str) -> Extraction:
        return Extraction(ident, "test-1", "article", None, (), tuple(self.quotations), tuple(self.links))

    def store(self) -> Revision:
        """Makes the source and its text, and takes in what is in it."""
        revision = make_revision(self.text, make_source(**{"outlet": "", **self.values}))
        self.read(revision)
        return revision

    def read(self, revision: Revision) -> ExtractionRun:
        """One more pass over a text that is there."""
        run = extract.request(revision=revision, by=None)
        FakePipeline.found[revision.text] = self
        extract.perform(run.pk)
        run.refresh_from_db()
        assert run.state == "done", run.error
        return run


class FakePipeline:
    """Stands in for extraction.pipeline.Pipeline (the fixture `pipeline` puts it there)."""

    found: dict[str, Text] = {}
    version = "test-1"

    def extract(self, document: Document) -> Extraction:
        return self.found[document.text].extraction(document.id)


def confirm(revision: Revision, by: User) -> None:
    """An editor confirms the structure of a source."""
    from django.utils import timezone

    source = revision.source
    source.structure_confirmed_at, source.structure_confirmed_by = timezone.now(), by
    source.save()
