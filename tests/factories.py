"""Rows for tests, about invented people. Texts are made first; a quotation is found in its text by its words."""

import hashlib
import itertools
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from actors.models import Actor, Alias, Role
from actors.names import fold_name
from sources.models import Outlet, Revision, Segment, Source
from statements.models import Evidence, Link, Occasion, Quotation, Statement
from statements.vocabulary import FAMILY_OF

_numbers = itertools.count(1)


def make_actor(name: str = "", *, kind: str = "person", state: str = "accepted", **values: Any) -> Actor:
    """With its name as an alias, as matching needs it."""
    actor = Actor.objects.create(name=name or f"Ada Varrow {next(_numbers)}", kind=kind, state=state, **values)
    Alias.objects.create(actor=actor, name=actor.name, folded=fold_name(actor.name))
    return actor


def make_role(actor: Actor, title: str = "Minister of Tides", **values: Any) -> Role:
    return Role.objects.create(actor=actor, title=title, **{"organisation": "Government of Oldmere", **values})


def make_source(
    title: str = "", *, published: str = "2026-03-14", outlet: str = "Oldmere Gazette", **values: Any
) -> Source:
    """`published` may be any EDTF; the days between which it lies are set from it. `outlet` "": unknown."""
    of = Outlet.objects.get_or_create(name=outlet)[0] if outlet else None
    title = title or f"Council quarrels about the harbour wall, part {next(_numbers)}"
    source = Source(title=title, outlet=of, **{"kind": "article", **values})
    source.set_published(published)
    source.save()
    return source


def make_revision(text: str, source: Source | None = None, *, number: int = 1) -> Revision:
    """A text with a paragraph for each of its lines. A later `number` supersedes the source's others."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if source:
        Revision.objects.filter(source=source, number__lt=number).update(superseded=True)
    revision = Revision.objects.create(source=source or make_source(), text=text, sha256=sha256, number=number)
    at = 0
    for line in text.split("\n"):
        if line.strip():
            Segment.objects.create(revision=revision, kind="paragraph", start=at, end=at + len(line))
        at += len(line) + 1
    return revision


def decided(values: dict[str, Any]) -> dict[str, Any]:
    """Who decided and when, where the state says that somebody did."""
    if values.get("state", "suggested") != "suggested":
        by, _ = User.objects.get_or_create(username="decider")
        values = {"decided_at": timezone.now(), "decided_by": by, **values}
    return values


def make_quotation(revision: Revision, exact: str, **values: Any) -> Quotation:
    """A quotation of the first place in the text that has these words."""
    start = revision.text.index(exact)
    if (actor := values.get("speaker")) and "speaker_name" not in values:
        values["speaker_name"] = actor.name
    values.setdefault("kind", "direct")
    return Quotation.objects.create(
        revision=revision, start=start, end=start + len(exact), exact=exact, **decided(values)
    )


def make_statement(*wordings: Quotation, said: str = "", occasion: Occasion | None = None) -> Statement:
    """One statement of these wordings; the first founds it."""
    statement = Statement(founding=wordings[0], best=wordings[0], actor=wordings[0].speaker, occasion=occasion)
    statement.set_said(said or wordings[0].said)
    statement.save()
    for wording in wordings:
        wording.statement = statement
        wording.save(update_fields=["statement"])
    return statement


def make_link(response: Quotation, claim: Quotation | None, relation: str, **values: Any) -> Link:
    """`evidence`: words of the response's text that prove it."""
    words = values.pop("evidence", [])
    link = Link.objects.create(
        response=response,
        claim=claim,
        relation=relation,
        family=FAMILY_OF[relation],
        **decided({"attribution": "own", "detected_by": "tests", **values}),
    )
    for exact in words:
        start = response.revision.text.index(exact)
        Evidence.objects.create(link=link, revision=response.revision, start=start, end=start + len(exact), exact=exact)
    return link


def make_occasion(actor: Actor, said: str, **values: Any) -> Occasion:
    occasion = Occasion(actor=actor, **values)
    occasion.set_said(said)
    occasion.save()
    return occasion
