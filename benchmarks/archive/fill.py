"""Fills an empty database with an invented archive, past the worker and as it would have left it.

Rows are copied in bulk; statements, terms, occasions and links stand as grouping and linking leave them.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from math import isclose

from django.utils import timezone

from actors.models import Actor, Alias
from actors.names import fold_name
from benchmarks.archive.copying import copy, copy_values, number, unchecked
from benchmarks.archive.invent import Invention, Said
from sources import readers, sameness
from sources.models import Intake, Outlet, Revision, Segment, Source
from statements import likeness, stems, terms
from statements.actions import link_candidates, term_index
from statements.actions.group_units import Days, Unit, days_of
from statements.models import ExtractionRun, Link, Occasion, Quotation, SoughtTerm, Statement, Term
from statements.vocabulary import Attribution, Relation

TABLES = (Intake, Source, Revision, Segment, ExtractionRun, Quotation, Statement, Occasion, Term, Link, SoughtTerm)
TERM = ("quotation_id", "term", "speaker", "revision", "day", "until", "printed", "place", "weight", "whole")
LINKED = 0.1  # of the quotations answer another


def fill(size: int, seed: int, *, shuffled: bool = False) -> None:
    """Writes the archive; says how far it is."""
    made = Invention(size, seed, shuffled=shuffled)
    chance = random.Random(seed)
    # As a worker knows them that has read the archive.
    stems.learn([*made.vocabulary, *(word for name in (*made.actors, *made.outlets) for word in name.lower().split())])
    done = 0
    with unchecked((Actor, Alias, Outlet, *TABLES)):
        actors = _people(made.actors)
        outlets = [Outlet(name=name) for name in made.outlets]
        copy(outlets)
        for texts in made.texts():
            done += _write(texts, actors, outlets, chance)
            print(f"\r{done:,} quotations", end="", flush=True)
        print(flush=True)


def _people(names: list[str]) -> list[Actor]:
    actors = [Actor(name=name, kind="person") for name in names]
    copy(actors)
    copy([Alias(actor=actor, name=actor.name, folded=fold_name(actor.name)) for actor in actors])
    return actors


def _write(texts: list[list[Said]], actors: list[Actor], outlets: list[Outlet], chance: random.Random) -> int:
    sources = [_source(max(said.day for said in text), outlets, chance) for text in texts]
    copy(sources)
    wholes = ["\n\n".join(_sentence(said, actors) for said in text) for text in texts]
    intakes = [_intake(source, whole) for source, whole in zip(sources, wholes, strict=True)]
    copy(intakes)
    revisions = [_revision(intake, whole) for intake, whole in zip(intakes, wholes, strict=True)]
    copy(revisions)
    runs = [
        ExtractionRun(revision=revision, pipeline="invented", state="done", finished_at=timezone.now())
        for revision in revisions
    ]
    copy(runs)
    rows = [(n, *row) for n, text in enumerate(texts) for row in _placed(text, actors)]
    copy([Segment(revision=revisions[n], kind="paragraph", start=a - 1, end=a + len(s.words) + 3) for n, a, s in rows])
    quotations = [_quotation(revisions[n], runs[n], start, said, actors[said.actor]) for n, start, said in rows]
    _group(quotations, [said for _, _, said in rows])
    copy(quotations)
    check(chance.choice(quotations))
    copy_values(Term, TERM, [term for q in quotations for term in _terms(q)])
    _link(quotations, chance)
    return len(quotations)


def _sentence(said: Said, actors: list[Actor]) -> str:
    return f"“{said.words},” said {actors[said.actor].name}."


def _placed(text: list[Said], actors: list[Actor]) -> Iterator[tuple[int, Said]]:
    """Where the words of each begin."""
    at = 0
    for said in text:
        yield at + 1, said
        at += len(_sentence(said, actors)) + 2


def _source(day: date, outlets: list[Outlet], chance: random.Random) -> Source:
    source = Source(title=f"Dispatch {chance.randrange(10**9)}", outlet=chance.choice(outlets), kind="article")
    source.set_published(str(day))
    return source


def _intake(source: Source, whole: str) -> Intake:
    values = {"method": "shell", "media_type": readers.PASTE, "state": "confirmed", "text": whole, "proposal": {}}
    sha256 = hashlib.sha256(whole.encode()).hexdigest()
    return Intake(source=source, original=whole.encode(), sha256=sha256, **values)


def _revision(intake: Intake, whole: str) -> Revision:
    sha256, sketch = sameness.sha256(whole), sameness.sketch(whole)
    return Revision(source=intake.source, intake=intake, text=whole, sha256=sha256, sketch=sketch)


def _quotation(revision: Revision, run: ExtractionRun, start: int, said: Said, actor: Actor) -> Quotation:
    return Quotation(
        revision=revision,
        run=run,
        start=start,
        end=start + len(said.words),
        exact=said.words,
        suffix=f",” said {actor.name}.",
        kind=said.kind,
        speaker=actor,
        speaker_name=actor.name,
        speaker_kind="person",
        confidence=0.8,
    )


def _group(quotations: list[Quotation], said: list[Said]) -> None:
    number(quotations)
    first: dict[int, Quotation] = {}
    for q, one in zip(quotations, said, strict=True):
        if one.statement not in first or q.kind == "direct":
            first[one.statement] = q
    places = {n: (q.speaker_id or 0, q.revision.source_id, q.revision.source.published) for n, q in first.items()}
    occasions = {place: _occasion(*place) for place in set(places.values())}
    copy([occasions[place] for place in sorted(occasions)])
    rows = {n: _statement(q, occasions[places[n]]) for n, q in first.items()}
    copy([*rows.values()])
    for q, one in zip(quotations, said, strict=True):
        q.statement = rows[one.statement]


def _occasion(actor: int, source: int, published: str) -> Occasion:
    day = date.fromisoformat(published)
    said = {"said": f"{published}?", "said_earliest": day, "said_latest": day}
    return Occasion(actor_id=actor, place=f"source:{source}", **said)


def _statement(founding: Quotation, occasion: Occasion) -> Statement:
    said = {name: getattr(occasion, name) for name in ("place", "said", "said_earliest", "said_latest")}
    row = Statement(founding=founding, best=founding, actor=founding.speaker, occasion=occasion, **said)
    row.told = {"kind": "unknown", "venue": "", "interviewer": "", "reason": "", "reports": []}
    return row


def _terms(q: Quotation) -> Iterator[tuple[object, ...]]:
    """As term_index.rows makes them, of words that are looked at once: `check` compares."""
    days = days_of(q, "")
    words = _words(q.exact)
    rarest = words[: terms.OF_A_SENTENCE]
    whole = sum(word.weight for word in words)
    place = _unit(q, days, _no_bag()).place
    first, last = (day.toordinal() if day else 0 for day in days)
    printed = date.fromisoformat(q.revision.source.published).toordinal()
    for term, weight in {term: word.weight for word in rarest for term in word.terms}.items():
        yield q.pk, term, q.speaker_id, q.revision_id, first, last, printed, place, weight, whole


def _words(text: str) -> list[terms.Telling]:
    """Of one sentence, the rarest first."""
    words = {word.stem: word for one in text.split() for word in _telling(one)}
    return sorted(words.values(), key=lambda word: (-word.weight, word.stem))


@cache
def _no_bag() -> likeness.Bag:
    return likeness.bag("")


@cache
def _telling(word: str) -> list[terms.Telling]:
    return terms.telling(word)


def check(q: Quotation) -> None:
    """Raises AssertionError where the short way to the terms of a wording is not the product's."""
    rows = term_index.rows(_unit(q, days_of(q, ""), likeness.bag(q.exact)))
    names = [name for name in TERM if name != "whole"]
    own = [dict(zip(TERM, row, strict=True)) for row in _terms(q)]
    assert {tuple(getattr(row, name) for name in names) for row in rows} == {
        tuple(row[name] for name in names) for row in own
    }
    assert all(isclose(row.whole, float(str(own[0]["whole"]))) for row in rows)


def _unit(q: Quotation, days: Days, bag: likeness.Bag) -> Unit:
    return Unit(q, [q], q, q.start, q.end, q.exact, q.revision.sha256, days, False, bag)


def _link(quotations: list[Quotation], chance: random.Random) -> None:
    responses = chance.sample(range(1, len(quotations)), k=int(LINKED * len(quotations)))
    links = [_answer(quotations[at], quotations[chance.randrange(at)], chance) for at in responses]
    copy(links)
    copy_values(SoughtTerm, ("link_id", "speaker", "term", "day"), [term for link in links for term in _sought(link)])


def _answer(response: Quotation, claim: Quotation, chance: random.Random) -> Link:
    said = response.revision.source.published
    sought = {"names": [claim.speaker_name], "words": claim.exact, "said": said, "reason": "", "here": False}
    row = Link(
        response=response, claim=claim, relation=Relation.CRITIQUES, family="stance", attribution=Attribution.OWN
    )
    row.sought, row.confidence, row.detected_by = sought, chance.random(), "invented"
    row.sought_names = link_candidates.names_of(row)
    return row


def _sought(link: Link) -> Iterator[tuple[object, ...]]:
    day = date.fromisoformat(str(link.sought["said"])).toordinal() + link_candidates.SLACK
    claim = link.claim
    assert claim is not None
    for term in {term for word in _words(claim.exact)[: terms.OF_A_SENTENCE] for term in word.terms}:
        yield link.pk, claim.speaker_id, term, day
