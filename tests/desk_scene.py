"""A small archive for the tests of the desk: an invented minister, her words, a report that walks them back."""

import hashlib
import re
from dataclasses import dataclass

from actors.models import Actor, Alias
from actors.names import fold_name
from sources.models import Outlet, Revision, Segment, Source
from statements.models import Evidence, ExtractionRun, Link, Quotation, Statement
from statements.vocabulary import FAMILY_OF

SPEECH = """“We will close the northern ferry by spring,” Minister Ilse Varn told the council.

She added that nobody would lose a job."""

REPORT = """Oke Brandt, the mayor, said that Varn had assured him that she was misunderstood.

“Closing the ferry is reckless,” Brandt said on Monday."""


@dataclass
class Scene:
    """What the archive holds; all of it suggested by a run."""

    speech: Source
    report: Source
    varn: Actor
    brandt: Actor
    claim: Quotation
    jobs: Quotation
    walked_back: Quotation
    critique: Quotation
    clarifies: Link
    critiques: Link


HTMX = {"HX-Request": "true"}


def actor(name: str, state: str = "suggested") -> Actor:
    made = Actor.objects.create(kind="person", name=name, state=state)
    Alias.objects.create(actor=made, name=name, folded=fold_name(name))
    return made


def source(title: str, text: str, published: str, outlet: str = "The Harbour Sheet") -> Revision:
    """With a segment per paragraph."""
    row = Source(kind="article", title=title, outlet=Outlet.objects.get_or_create(name=outlet)[0])
    row.set_published(published)
    row.save()
    revision = Revision.objects.create(source=row, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    start = 0
    for paragraph in text.split("\n\n"):
        Segment.objects.create(revision=revision, kind="paragraph", start=start, end=start + len(paragraph))
        start += len(paragraph) + 2
    return revision


def run(revision: Revision) -> ExtractionRun:
    return ExtractionRun.objects.create(
        revision=revision, pipeline="test-1", state="done", progress=100, finished_at=revision.read_at
    )


def quotation(revision: Revision, words: str, speaker: Actor | None, kind: str = "direct", **more: object) -> Quotation:
    start = revision.text.index(words)
    values: dict[str, object] = {
        "speaker_name": speaker.name if speaker else "",
        "speaker_kind": "person" if speaker else "",
        "run": revision.runs.first(),
        "confidence": 0.8,
        **more,
    }
    return Quotation.objects.create(
        revision=revision, start=start, end=start + len(words), exact=words, kind=kind, speaker=speaker, **values
    )


def statement(*wordings: Quotation) -> Statement:
    made = Statement.objects.create(founding=wordings[0], best=wordings[0], actor=wordings[0].speaker)
    for wording in wordings:
        wording.statement = made
        wording.save(update_fields=["statement"])
    return made


def link(response: Quotation, claim: Quotation | None, relation: str, **more: object) -> Link:
    values: dict[str, object] = {
        "attribution": "own",
        "confidence": 0.7,
        "reason": "The ferry is named in both.",
        "run": response.run,
        "detected_by": "test-1",
        **more,
    }
    return Link.objects.create(response=response, claim=claim, relation=relation, family=FAMILY_OF[relation], **values)


def prove(made: Link, words: str) -> Evidence:
    revision = made.response.revision
    start = revision.text.index(words)
    return Evidence.objects.create(link=made, revision=revision, start=start, end=start + len(words), exact=words)


def scene() -> Scene:
    varn, brandt = actor("Ilse Varn"), actor("Oke Brandt")
    speech = source("Council hears the minister", SPEECH, "2031-03-14")
    report = source("Mayor speaks of a misunderstanding", REPORT, "2031-03-28", "Morning Ledger")
    run(speech), run(report)
    claim = quotation(speech, "We will close the northern ferry by spring", varn)
    jobs = quotation(speech, "nobody would lose a job", varn, "indirect", confidence=0.5)
    walked_back = quotation(
        report, "she was misunderstood", varn, "indirect", reporter=brandt, reporter_name=brandt.name, confidence=0.9
    )
    critique = quotation(report, "Closing the ferry is reckless", brandt)
    for wording in (claim, walked_back, critique):
        statement(wording)
    clarifies = link(walked_back, claim, "clarifies", attribution="reported", confidence=0.8)
    prove(clarifies, "she was misunderstood")
    critiques = link(critique, claim, "critiques")
    prove(critiques, "Closing the ferry is reckless")
    return Scene(speech.source, report.source, varn, brandt, claim, jobs, walked_back, critique, clarifies, critiques)


WORKS = ["ferry", "harbour wall", "fish market", "night bus", "school roof", "mill dam", "bell tower", "salt road"]
WHEN = ["in spring", "in summer", "in autumn", "in winter"]


def long_scene(number: int) -> list[Link]:
    """A queue of so many suggested links, in the order in which the desk shows them."""
    varn = actor("Ilse Varn")
    works = [f"{work} {when}" for when in WHEN for work in WORKS][:number]
    pledges = [f"We will close the {work}" for work in works]
    answers = [f"I was misunderstood about the {work}" for work in works]
    said = source("What the minister pledges", "\n\n".join(f"“{p},” Varn said." for p in pledges), "2031-03-14")
    later = source(
        "What the minister meant", "\n\n".join(f"“{a},” Varn said." for a in answers), "2031-04-02", "Ledger"
    )
    run(said), run(later)
    made = []
    for n, (pledge, answer) in enumerate(zip(pledges, answers, strict=True)):
        claim, response = quotation(said, pledge, varn), quotation(later, answer, varn)
        statement(claim), statement(response)
        made.append(
            link(
                response, claim, "clarifies", confidence=round(0.95 - 0.02 * n, 2), reason=f"Both name the {works[n]}."
            )
        )
    return made


def review_part(page: str) -> str:
    """The swapped part, without what differs by design: tokens, and the words that announce the change."""
    page = re.sub(r' data-announce="[^"]*"', "", re.sub(r"[0-9A-Za-z]{64}", "token", page))
    start = page.index('<div id="review"')
    end = page.find('<details class="desk-keys"')
    page = page[start : end if end > 0 else None]
    return re.sub(r'<div id="messages".*', "", re.sub(r"\s+", " ", page)).replace("> <", "><").strip()
