"""Links that the machine suggests: those within a text, stored with their evidence, and those that seek their original.

What a link joins across texts is derived, as statements are: a function of all wordings, found anew with each text.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from extraction.types import Extraction
from extraction.types import Link as Found
from sources.models import Segment
from statements.actions import link_candidates, link_pairs, link_seek
from statements.models import Evidence, ExtractionRun, Link, Quotation
from statements.vocabulary import FAMILY_OF, Act, Family, State

CONTEXT_KINDS = (Segment.Kind.TITLE, Segment.Kind.LEAD)
TOLD = ("relation", "attribution", "sought", "claim", "reason", "confidence")
MOST_CONTEXT = 2000  # code points of a question or a title that tell what a response is about

seek = link_seek.seek
seek_all = link_seek.seek_all
seek_these = link_seek.seek_these
open_links = link_candidates.open_links


@dataclass
class _Wanted:
    """A link as one pass found it, on the rows behind its indexes."""

    found: Found
    response: Quotation
    claim: Quotation | None
    family: str
    sought: dict[str, object]

    @property
    def key(self) -> tuple[object, ...]:
        return (self.response.pk, self.family, self.claim.pk if self.claim and not self.sought else None)


def store(*, run: ExtractionRun, extraction: Extraction, quotations: Sequence[Quotation]) -> int:
    """Brings the undecided links within a revision to what was found, and says how many there are.

    `quotations` are the rows behind the indexes. A link whose claim is not in the text, or is only named there, waits:
    `seek` finds it in the archive.
    """
    wanted = _wanted(run, extraction, quotations)
    known = list(Link.objects.filter(response__revision=run.revision).order_by("pk"))
    by_key = {_key(row): row for row in known}
    decided = {_key(row) for row in known if _is_decided(row)}
    undecided = {key: row for key, row in by_key.items() if not _is_decided(row)}
    told = {(one.response.pk, one.family) for one in wanted.values()}
    gone = [row.pk for row in known if not _is_decided(row) and _key(row) not in wanted and not _is_kept(row, told)]
    Link.objects.filter(pk__in=gone).delete()
    _write([(undecided.get(k), one) for k, one in wanted.items() if k not in decided], run, extraction.pipeline)
    return len(wanted)


def _key(row: Link) -> tuple[object, ...]:
    return (row.response_id, row.family, None if row.sought else row.claim_id)


def _is_kept(row: Link, told: Collection[tuple[int, str]]) -> bool:
    """A weighed link is link_pairs' own, but where a phrase tells the same now."""
    return row.detected_by == link_pairs.DETECTED_BY and (row.response_id, row.family) not in told


def _is_decided(row: Link) -> bool:
    return row.state != State.SUGGESTED or row.made_by_id is not None


def _wanted(
    run: ExtractionRun, extraction: Extraction, quotations: Sequence[Quotation]
) -> dict[tuple[object, ...], _Wanted]:
    """The links by what they join; of two in one family the surer one."""
    kept: dict[tuple[object, ...], _Wanted] = {}
    segments = list(run.revision.segments.order_by("start"))
    for found in sorted(extraction.links, key=lambda link: -link.confidence):
        response = quotations[found.response]
        claim = quotations[found.claim] if found.claim is not None else None
        if response.act != Act.SPEECH or (claim and (claim.act != Act.SPEECH or claim.pk == response.pk)):
            continue
        family = FAMILY_OF[found.relation].value
        around = _context(response, run.revision.text, segments)
        sought = _sought(run, found, response, claim, around) if claim is None or claim.is_mention else {}
        one = _Wanted(found, response, claim, family, sought)
        kept.setdefault(one.key, one)
    return kept


def _sought(
    run: ExtractionRun, found: Found, response: Quotation, claim: Quotation | None, around: Sequence[str]
) -> dict[str, object]:
    """What is known of an original that is not in the text: whose it is, and the words around what answers it.

    A correction and a continuation answer the same speaker. A critique, and an outlet's notice, answer whom they name.
    """
    text = run.revision.text
    names = [claim.speaker_name] if claim and claim.speaker_name else []
    if not names and FAMILY_OF[found.relation] != Family.STANCE and found.attribution != "outlet":
        names = [response.speaker_name] if response.speaker_name else []
    spans = [(response.start, response.end), *((e.start, e.end) for e in found.evidence)]
    words = [text[start:end] for start, end in dict.fromkeys(spans)]
    if claim:
        words.append(claim.exact)
    source = run.revision.source
    return {
        "names": names,
        "words": " … ".join([*words, *around])[:8000],
        "said": source.published or source.published_inferred,
        "reason": found.reason,
        "confidence": found.confidence,
        "here": claim is not None,  # the text names the original: it may stand in the same text
    }


def _context(response: Quotation, text: str, segments: Sequence[Segment]) -> list[str]:
    """The question before an answer, and the title: they say what a response is about."""
    own = next((s for s in segments if s.start <= response.start < s.end), None)
    asked = [s for s in segments if own and own.turn and s.turn == own.turn - 1 and s.kind == Segment.Kind.QUESTION]
    heads = [s for s in segments if s.kind in CONTEXT_KINDS]
    return [text[s.start : s.end][:MOST_CONTEXT] for s in [*asked, *heads]]


def _write(wanted: Sequence[tuple[Link | None, _Wanted]], run: ExtractionRun, pipeline: str) -> None:
    """Makes links or brings undecided ones up to date; what is the same is not written."""
    new: list[Link] = []
    changed: list[Link] = []
    rows: list[tuple[Link, _Wanted]] = []
    for known, one in wanted:
        row = known or Link(response=one.response, family=one.family, run=run, detected_by=pipeline[:80])
        rows.append((row, one))
        if _tell(row, one) and row.pk:
            row.run, row.detected_by = run, pipeline[:80]
            changed.append(row)
        elif row.pk is None:
            new.append(row)
    Link.objects.bulk_create(new, batch_size=500)
    Link.objects.bulk_update(changed, [*TOLD, "sought_names", "run", "detected_by"], batch_size=200)
    _write_evidence(rows, run)


def _tell(row: Link, one: _Wanted) -> bool:
    """Sets what was found; says whether it differs from what stood there."""
    found = one.found
    values: dict[str, object] = {"relation": found.relation, "attribution": found.attribution, "sought": one.sought}
    if not one.sought:
        values |= {"claim": one.claim, "reason": found.reason[:500], "confidence": found.confidence}
    before = {name: getattr(row, name) for name in values if row.pk}
    for name, value in values.items():
        setattr(row, name, value)
    row.sought_names = link_candidates.names_of(row) if one.sought else []
    return before != values


def _write_evidence(rows: Sequence[tuple[Link, _Wanted]], run: ExtractionRun) -> None:
    text = run.revision.text
    wanted = {(row.pk, e.start, e.end) for row, one in rows for e in one.found.evidence}
    stored = Evidence.objects.filter(link__in=[row.pk for row, _ in rows], revision=run.revision)
    there = {(link, start, end): pk for pk, link, start, end in stored.values_list("pk", "link", "start", "end")}
    Evidence.objects.filter(pk__in=[pk for span, pk in there.items() if span not in wanted]).delete()
    Evidence.objects.bulk_create(
        [
            Evidence(link_id=link, revision=run.revision, start=start, end=end, exact=text[start:end])
            for link, start, end in sorted(wanted - there.keys())
        ],
        batch_size=1000,
    )


def fold(*, statements: Collection[int], revisions: Collection[int]) -> None:
    """Lets one link stand for all between the same two statements in the same family.

    What a person decided stands before what nobody did, an acceptance before a rejection, then the surer one.
    """
    # One side after the other: no index serves a condition on either of two rows that are joined.
    first, *rest = (
        Link.objects.filter(**where).order_by().values_list("pk")
        for side in ("response", "claim")
        for where in ({f"{side}__statement__in": statements}, {f"{side}__revision__in": revisions})
    )
    near = {pk for (pk,) in first.union(*rest)}
    links = Link.objects.filter(pk__in=near).select_related("response__revision", "claim")
    groups: dict[tuple[object, ...], list[Link]] = defaultdict(list)
    for row in links.defer("response__revision__text").order_by("pk"):
        groups[_joined(row)].append(row)
    changed = [row for group in groups.values() for row in _folded(group)]
    Link.objects.bulk_update(changed, ["same_as"], batch_size=500)


def _joined(row: Link) -> tuple[object, ...]:
    ends = (row.response.statement_id, row.claim.statement_id if row.claim else None)
    return (*ends, row.family) if None not in ends else (row.pk,)


def _folded(group: Iterable[Link]) -> list[Link]:
    """The links of a group that must be written."""
    first, *rest = sorted(group, key=_standing)
    wanted = {first.pk: None} | {row.pk: first.pk for row in rest}
    changed = [row for row in (first, *rest) if row.same_as_id != wanted[row.pk]]
    for row in changed:
        row.same_as_id = wanted[row.pk]
    return changed


def _standing(row: Link) -> tuple[object, ...]:
    rank = {State.ACCEPTED: 0, State.REJECTED: 1, State.SUGGESTED: 2}[State(row.state)]
    place = (row.response.revision.sha256, row.response.start, row.relation)
    return (rank, row.made_by_id is None, -(row.confidence or 0.0), place, row.pk)
