"""Fills an empty database with an invented archive, past the worker and as it would have left it.

Rows are copied in bulk; statements, terms, occasions and links stand as grouping and linking leave them.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction

from actors.models import Actor, Alias
from actors.names import fold_name
from benchmarks.archive.invent import Invention, Said
from sources.models import Outlet, Revision, Segment, Source
from statements import stems, terms
from statements.actions import link_candidates
from statements.actions.group_units import SHORTLY_BEFORE
from statements.models import ExtractionRun, Link, Occasion, Quotation, SoughtTerm, Statement, Term

LINKED = 0.1  # of the quotations answer another


def fill(number: int, seed: int) -> None:
    """Writes the archive; says how far it is."""
    made = Invention(number, seed)
    chance = random.Random(seed)
    actors = _people(made.actors)
    outlets = Outlet.objects.bulk_create(Outlet(name=name) for name in made.outlets)
    stems.learn(made.vocabulary)
    done = 0
    for texts in made.texts():
        with transaction.atomic():
            done += _write(texts, actors, outlets, chance)
        print(f"{done:,} quotations", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _people(names: list[str]) -> list[Actor]:
    actors = Actor.objects.bulk_create(Actor(name=name, kind="person") for name in names)
    Alias.objects.bulk_create(Alias(actor=actor, name=actor.name, folded=fold_name(actor.name)) for actor in actors)
    return actors


def _write(texts: list[list[Said]], actors: list[Actor], outlets: list[Outlet], chance: random.Random) -> int:
    sources = [_source(max(said.day for said in text), outlets, chance) for text in texts]
    Source.objects.bulk_create(sources)
    revisions, rows = [], []
    for source, text in zip(sources, texts, strict=True):
        sentences = [f"“{said.words},” said {actors[said.actor].name}." for said in text]
        whole = "\n\n".join(sentences)
        revisions.append(Revision(source=source, text=whole, sha256=hashlib.sha256(whole.encode()).hexdigest()))
        at = 0
        for said, sentence in zip(text, sentences, strict=True):
            rows.append((len(revisions) - 1, at + 1, said))
            at += len(sentence) + 2
    Revision.objects.bulk_create(revisions)
    Segment.objects.bulk_create(
        Segment(revision=revisions[n], kind="paragraph", start=start - 1, end=start + len(said.words) + 3)
        for n, start, said in rows
    )
    runs = ExtractionRun.objects.bulk_create(_run(revision) for revision in revisions)
    quotations = Quotation.objects.bulk_create(
        [_quotation(revisions[n], runs[n], start, said, actors[said.actor]) for n, start, said in rows]
    )
    _group(quotations, [said for _, _, said in rows], chance)
    return len(quotations)


def _source(day: date, outlets: list[Outlet], chance: random.Random) -> Source:
    source = Source(title=f"Dispatch {chance.randrange(10**9)}", outlet=chance.choice(outlets), kind="article")
    source.set_published(str(day))
    return source


def _run(revision: Revision) -> ExtractionRun:
    return ExtractionRun(revision=revision, pipeline="invented", state="done", finished_at=revision.read_at)


def _quotation(revision: Revision, run: ExtractionRun, start: int, said: Said, actor: Actor) -> Quotation:
    values: dict[str, Any] = {"kind": said.kind, "speaker": actor, "speaker_name": actor.name, "confidence": 0.8}
    exact = said.words
    return Quotation(
        revision=revision, run=run, start=start, end=start + len(exact), exact=exact, speaker_kind="person", **values
    )


def _group(quotations: list[Quotation], said: list[Said], chance: random.Random) -> None:
    first: dict[int, Quotation] = {}
    for q, one in zip(quotations, said, strict=True):
        if one.statement not in first or q.kind == "direct":
            first[one.statement] = q
    places = {
        number: (q.speaker_id or 0, q.revision.source_id, q.revision.source.published) for number, q in first.items()
    }
    occasions = {place: _occasion(*place) for place in set(places.values())}
    Occasion.objects.bulk_create(occasions.values())
    rows = {number: _statement(q, occasions[places[number]]) for number, q in first.items()}
    Statement.objects.bulk_create(rows.values())
    for q, one in zip(quotations, said, strict=True):
        q.statement = rows[one.statement]
    Quotation.objects.bulk_update(quotations, ["statement"], batch_size=2000)
    Term.objects.bulk_create((term for q in quotations for term in _terms(q, chance)), batch_size=5000)
    responses = chance.sample(range(1, len(quotations)), k=int(LINKED * len(quotations)))
    pairs = [(quotations[at], quotations[chance.randrange(at)]) for at in responses]
    links = Link.objects.bulk_create(_link(response, claim, chance) for response, claim in pairs)
    SoughtTerm.objects.bulk_create((term for link in links for term in _sought(link)), batch_size=5000)


def _occasion(actor: int, source: int, published: str) -> Occasion:
    occasion = Occasion(actor_id=actor, place=f"source:{source}")
    occasion.set_said(f"{published}?")
    return occasion


def _statement(founding: Quotation, occasion: Occasion) -> Statement:
    told = {"kind": "unknown", "venue": "", "interviewer": "", "reason": "", "reports": []}
    row = Statement(founding=founding, best=founding, actor=founding.speaker, occasion=occasion, place=occasion.place)
    row.set_said(occasion.said)
    row.told = told
    return row


def _terms(q: Quotation, chance: random.Random) -> Iterator[Term]:
    published = date.fromisoformat(q.revision.source.published)
    words = terms.telling(q.exact)
    whole = sum(word.weight for word in words)
    weights = {term: word.weight for word in words for term in word.terms}
    place, day = chance.getrandbits(62), (published - SHORTLY_BEFORE).toordinal()
    for term, weight in weights.items():
        values = {"speaker": q.speaker_id or 0, "revision": q.revision_id, "place": place, "whole": whole}
        yield Term(quotation=q, term=term, weight=weight, day=day, until=published.toordinal(), **values)


def _link(response: Quotation, claim: Quotation, chance: random.Random) -> Link:
    source = response.revision.source
    sought = {
        "names": [claim.speaker_name],
        "words": claim.exact,
        "said": source.published,
        "reason": "",
        "here": False,
    }
    row = Link(response=response, claim=claim, relation="critiques", family="stance", attribution="own")
    row.sought, row.confidence, row.detected_by = sought, chance.random(), "invented"
    row.sought_names = link_candidates.names_of(row)
    return row


def _sought(link: Link) -> Iterator[SoughtTerm]:
    day = date.fromisoformat(str(link.sought["said"])).toordinal() + 1
    claim = link.claim
    assert claim is not None
    for term in {term for word in terms.telling(claim.exact) for term in word.terms}:
        yield SoughtTerm(link=link, speaker=claim.speaker_id or 0, term=term, day=day)
