"""Loads the demo by the way that every text takes: handed in, read, confirmed, read for quotations, decided on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from actors.names import fold_name
from sources import readers
from sources.actions import confirm, intake
from sources.models import Intake, Revision, Source
from statements.actions import demo_people, ingest, review
from statements.models import Link, Quotation
from statements.vocabulary import FAMILY_OF, Act, QuotationKind, State

Tell = Callable[[str], None]


@dataclass(slots=True)
class Loaded:
    """What one loading did; all zero where the demo was there already."""

    actors: int = 0
    sources: int = 0
    decisions: int = 0
    by_hand: int = 0
    problems: list[str] = field(default_factory=list)


def load(*, tell: Tell) -> Loaded:
    """Loads what is not there yet. `tell` is called with a line about each step. Twice changes nothing."""
    manifest = demo_people.read("manifest.json")
    editor = demo_people.make_users()
    done = Loaded(actors=demo_people.make_actors(by=editor))
    for entry in manifest["sources"]:
        if not _source(entry["file"]):
            tell(f"Reading {entry['file']}")
            done.sources += _add(entry, editor, done)
    tell("Deciding on what the machine suggests")
    for wanted in manifest["links"]:
        if wanted["decision"] != "none":
            _decide(wanted, editor, done)
    return done


# --- Texts ------------------------------------------------------------------------------------------------------------


def _source(file_name: str) -> Source | None:
    return Source.objects.live().filter(intakes__method=Intake.Method.DEMO, file_name=file_name).first()


def _add(entry: dict[str, Any], editor: User, done: Loaded) -> int:
    data = (demo_people.FOLDER / entry["file"]).read_bytes()
    media_type = readers.recognise(file_name=entry["file"], head=data[:64], size=len(data))
    came = intake.receive(
        data=data, method=Intake.Method.DEMO, media_type=media_type, file_name=entry["file"], by=editor
    )
    intake.read(came.pk)
    came.refresh_from_db()
    try:
        confirm.confirm(intake=came, by=editor, typed=_typed(entry))
    except (confirm.NotReady, confirm.Duplicate) as problem:
        done.problems.append(f"{entry['file']}: {came.error or problem}")
        intake.discard(intake=came, by=editor)
        return 0
    ingest.process(came.pk)
    done.problems += [f"{entry['file']}: {o.words}" for o in ingest.outcomes([came.pk]) if o.bad]
    return 1


def _typed(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": entry["doc_type"],
        "title": entry["title"] or "",
        "outlet": entry["outlet"] or "",
        "published": entry["published"] or "",
        "url": entry["url"] or "",
        "language": "en",
        "note": entry["note"] or "",
        "free": entry["free"],
    }


# --- Decisions --------------------------------------------------------------------------------------------------------


def _decide(wanted: dict[str, Any], editor: User, done: Loaded) -> None:
    """As the manifest says; what the machine did not find, and the editor would, is added as an editor adds it."""
    claims, responses = _wordings(wanted, "claim"), _wordings(wanted, "response")
    link = _link(claims, responses, FAMILY_OF[wanted["relation"]])
    if link is not None and link.state != State.SUGGESTED:
        return
    if wanted["decision"] == "rejected":
        if link is not None:
            review.reject_link(link=link, by=editor)
            done.decisions += 1
        return
    if link is None and claims and (misaimed := _misaimed(responses, FAMILY_OF[wanted["relation"]])):
        review.mend_link(
            link=misaimed,
            by=editor,
            relation=wanted["relation"],
            attribution=wanted["attribution"],
            claim=claims[0],
        )
    elif link is None:
        _add_by_hand(wanted, claims, responses, editor, done)
    elif (link.relation, link.attribution) == (wanted["relation"], wanted["attribution"]):
        review.accept_link(link=link, by=editor)
    else:
        review.mend_link(link=link, by=editor, relation=wanted["relation"], attribution=wanted["attribution"])
    done.decisions += 1


def _wordings(wanted: dict[str, Any], end: str) -> list[Quotation]:
    """The quotations of that speaker in which the words stand, the closest first."""
    place = _place(wanted, end)
    if place is None:
        return []
    revision, start, stop = place
    touching = Quotation.objects.filter(revision=revision, start__lt=stop, end__gt=start, act=Act.SPEECH)
    spoken = touching.exclude(state=State.REJECTED).filter(is_mention=False).select_related("speaker", "revision")
    near = [q for q in spoken if _speaks(q, wanted[f"{end}_speaker"]) and _covers(q, start, stop)]
    return sorted(near, key=lambda q: (q.end - q.start, q.pk))


def _place(wanted: dict[str, Any], end: str) -> tuple[Revision, int, int] | None:
    source = _source(wanted[f"{end}_source"])
    revision = source.revisions.order_by("-number").first() if source else None
    words = wanted[f"{end}_text_contains"]
    start = revision.text.find(words) if revision else -1
    return (revision, start, start + len(words)) if revision and start >= 0 else None


def _speaks(quotation: Quotation, name: str) -> bool:
    named = fold_name(quotation.speaker.name if quotation.speaker else quotation.speaker_name)
    return bool(named) and (named == fold_name(name) or named.split()[-1] == fold_name(name).split()[-1])


def _covers(quotation: Quotation, start: int, stop: int) -> bool:
    return 2 * (min(quotation.end, stop) - max(quotation.start, start)) >= stop - start


def _link(claims: Sequence[Quotation], responses: Sequence[Quotation], family: str) -> Link | None:
    """A link of the family between these wordings, or others of the same statements."""
    found = Link.objects.filter(family=family).filter(_one_of(responses, "response"), _one_of(claims, "claim"))
    return found.order_by("pk").first()


def _misaimed(responses: Sequence[Quotation], family: str) -> Link | None:
    """A suggestion that takes the response for an answer to something else."""
    return (
        Link.objects.filter(family=family, response__in=list(responses), state=State.SUGGESTED).order_by("pk").first()
    )


def _one_of(wordings: Iterable[Quotation], end: str) -> Q:
    statements = [q.statement_id for q in wordings if q.statement_id]
    return Q(**{f"{end}__in": list(wordings)}) | Q(**{f"{end}__statement__in": statements})


def _add_by_hand(
    wanted: dict[str, Any],
    claims: Sequence[Quotation],
    responses: Sequence[Quotation],
    editor: User,
    done: Loaded,
) -> None:
    claim = claims[0] if claims else _mark(wanted, "claim", editor)
    response = responses[0] if responses else _mark(wanted, "response", editor)
    if claim is None or response is None:
        done.problems.append(f"{wanted['response_source']}: the words of the manifest are not in the text")
        return
    review.add_link(
        response=response,
        claim=claim,
        relation=wanted["relation"],
        attribution=wanted["attribution"],
        by=editor,
        evidence=(response.start, response.end),
        reason=wanted["why"],
    )
    done.by_hand += 1


def _mark(wanted: dict[str, Any], end: str, editor: User) -> Quotation | None:
    place = _place(wanted, end)
    if place is None:
        return None
    revision, start, stop = place
    name = wanted[f"{end}_speaker"]
    kind = QuotationKind.INDIRECT if wanted["attribution"] in ("reported", "characterised") else QuotationKind.DIRECT
    actor = demo_people.actor(name)
    quotation, _ = review.add_quotation(
        revision=revision, by=editor, start=start, end=stop, speaker=actor or name, kind=kind
    )
    return quotation
