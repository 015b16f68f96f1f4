"""An intake becomes a source: its text for good, its segments, and what is known about it."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sources import duplicates
from sources.actions import log
from sources.models import Intake, Outlet, Revision, Segment, Source
from sources.signals import source_confirmed

# What a working title is made of: about a line.
WORKING_TITLE = 80
UNSHOWN = {Segment.Kind.PAGE_FURNITURE, Segment.Kind.CAPTION, Segment.Kind.BYLINE}


class NotReady(Exception):
    """The intake is not read yet, could not be read, or was discarded."""


class Duplicate(Exception):
    """This text is in the archive as `source`; `same_outlet` where nothing makes it another outlet's copy."""

    def __init__(self, source: Source, *, same_outlet: bool) -> None:
        super().__init__(f"This text is in the archive already, as “{source}”.")
        self.source = source
        self.same_outlet = same_outlet


def confirm(*, intake: Intake, by: User | None, typed: dict[str, Any]) -> Source:
    """Makes Source, Revision and Segments, and says so to whoever reads texts. Twice gives the same source.

    `typed`: kind, title, outlet (a name), published (EDTF), url, language, note, free, and copy: the editor knows that
    another outlet ran this very text. `by` None: nobody looked at the structure. Raises NotReady, Duplicate.
    """
    with transaction.atomic():
        intake = Intake.objects.select_for_update().get(pk=intake.pk)
        if intake.state == Intake.State.CONFIRMED and intake.source:
            return intake.source
        if intake.state != Intake.State.READY or intake.proposal is None or intake.revises_id is not None:
            raise NotReady
        _refuse_duplicate(intake, typed)
        source = _make_source(intake, by, typed)
        revision = make_revision(intake, source)
        intake.state, intake.source = Intake.State.CONFIRMED, source
        intake.save(update_fields=["state", "source", "changed_at"])
        log.made("add text", source, by=by or intake.handed_in_by)
        if source.language.startswith("en"):
            source_confirmed.send(sender=Source, source=source, revision=revision, by=by)
    return source


def confirm_by_itself(*, intake: Intake) -> Source | None:
    """With what was typed and what stands in the text. None where it is in the archive: then it is laid aside."""
    try:
        return confirm(intake=intake, by=None, typed={**known(intake), "copy": False})
    except Duplicate as duplicate:
        Intake.objects.filter(pk=intake.pk, state=Intake.State.READY).update(
            state=Intake.State.DISCARDED, source=duplicate.source, error=str(duplicate), changed_at=timezone.now()
        )
        return None


def known(intake: Intake) -> dict[str, Any]:
    """What is known of a text that is ready: what was typed, else what stands in it. Nothing inferred."""
    proposal = intake.proposal or {}
    span = proposal.get("title")
    titles = [c["value"] for c in proposal.get("titles", [])]
    title = " ".join(intake.text[span["start"] : span["end"]].split()) if span else next(iter(titles), "")
    stated = {
        "kind": proposal.get("kind", Source.Kind.ARTICLE),
        "title": title[:500],
        "url": next((c["value"] for c in proposal.get("url", [])), ""),
        "language": proposal.get("language", "en"),
        **dict.fromkeys(("outlet", "published", "note"), ""),
        "free": False,
    }
    return stated | {name: value for name, value in intake.typed.items() if value not in ("", None)}


def _refuse_duplicate(intake: Intake, typed: dict[str, Any]) -> None:
    sha256 = (intake.proposal or {})["sha256"]
    with connection.cursor() as cursor:  # so that the same text, confirmed twice at once, is seen by the second
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])
    if there := duplicates.in_outlet(sha256=sha256, outlet=typed.get("outlet") or ""):
        raise Duplicate(there, same_outlet=True)
    if (there := duplicates.of_text(sha256)) and not typed.get("copy"):
        raise Duplicate(there, same_outlet=False)


def _make_source(intake: Intake, by: User | None, typed: dict[str, Any]) -> Source:
    source = Source(
        file_name=intake.file_name,
        added_by=by or intake.handed_in_by,
        structure_confirmed_at=timezone.now() if by else None,
        structure_confirmed_by=by,
    )
    set_known(source, typed, text=intake.text, proposal=intake.proposal or {})
    source.save()
    return source


def set_known(source: Source, typed: dict[str, Any], *, text: str, proposal: dict[str, Any]) -> None:
    """Sets what is known about a source; beside what is unknown, what is inferred and why. Does not save."""
    for name in ("kind", "title", "url", "language", "note", "free"):
        setattr(source, name, typed[name])
    source.working_title = "" if source.title else working_title(text, proposal)
    source.outlet = find_outlet(typed["outlet"])
    source.set_published(typed["published"])
    source.published_inferred, source.published_reason = _inferred(proposal.get("published", []), typed["published"])
    source.outlet_inferred, source.outlet_reason = _inferred(proposal.get("outlet", []), typed["outlet"])


def _inferred(candidates: list[dict[str, str]], value: str) -> tuple[str, str]:
    """Where the value is unknown: the best candidate and its reason. Where it is a candidate's: its reason alone."""
    if not value:
        best = next(iter(candidates), {"value": "", "reason": ""})
        return best["value"], best["reason"]
    return "", next((c["reason"] for c in candidates if c["value"] == value), "")


def find_outlet(name: str) -> Outlet | None:
    """The outlet of that name, in whatever case; made where there is none."""
    name = " ".join(name.split())
    if not name:
        return None
    try:
        with transaction.atomic():
            return Outlet.objects.filter(name__iexact=name).first() or Outlet.objects.create(name=name)
    except IntegrityError:  # somebody made it in between
        return Outlet.objects.get(name__iexact=name)


def working_title(text: str, proposal: dict[str, Any]) -> str:
    """The first words of the text proper, for a source without a title."""
    proper = (s for s in proposal.get("segments", []) if s["kind"] not in UNSHOWN)
    first = next(proper, {"start": 0, "end": len(text)})
    words = " ".join(text[first["start"] : first["end"]][:400].split()) or " ".join(text[:400].split())
    if len(words) <= WORKING_TITLE:
        return words
    return words[:WORKING_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def make_revision(intake: Intake, source: Source, *, number: int = 1) -> Revision:
    """The text of an intake that is ready, with its segments."""
    proposal = intake.proposal or {}
    revision = Revision.objects.create(
        source=source,
        number=number,
        text=intake.text,
        sha256=proposal["sha256"],
        sketch=proposal["sketch"],
        intake=intake,
    )
    Segment.objects.bulk_create(
        [Segment(revision=revision, **{**s, "speaker": s["speaker"][:200]}) for s in proposal["segments"]],
        batch_size=2000,
    )
    return revision
