"""What the preview of an intake shows: what was recognised, paragraph by paragraph."""

from dataclasses import dataclass
from typing import Any

from sources import differences
from sources.models import Intake, Revision, Segment, Source

TONES = 6
# More would make a page that a browser scrolls badly; the rest is a click away.
FIRST = 200

SHOWN_KINDS = {kind.value: kind.label for kind in Segment.Kind if kind not in ("paragraph", "question", "answer")}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`tone` colours the speaker (1 to 6, 0 for none). `opens` where a turn begins. `furniture` is left out."""

    kind: str
    label: str
    text: str
    speaker: str
    tone: int
    opens: bool
    furniture: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name, its colour, and how many turns it has."""

    name: str
    tone: int
    turns: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`left_out` counts the paragraphs of page furniture, `more` those that are not shown."""

    paragraphs: list[Paragraph]
    speakers: list[Speaker]
    words: int
    turns: int
    left_out: int
    more: int


@dataclass(frozen=True, slots=True)
class Edited:
    """How an edited text differs from the source's present one. `same_as` is an older revision of these very words.

    `unchanged`: nothing differs. `title`: the one that the new text bears, where it is another; else "".
    """

    source: Source
    present: Revision
    passages: list[differences.Passage]
    changed: int
    unchanged: bool
    same_as: Revision | None
    title: str


def edited(intake: Intake, source: Source, *, title: str) -> Edited:
    """Of an intake that was read, and that revises the source."""
    present = source.revisions.get(superseded=False)
    same = source.revisions.filter(sha256=(intake.proposal or {}).get("sha256", "")).order_by("-number").first()
    passages = [] if same == present else differences.between(present.text, intake.text)
    changed = sum(bool(passage.pieces) for passage in passages)
    return Edited(source, present, passages, changed, same == present, None if same == present else same, title)


def of(intake: Intake, *, whole: bool = False) -> Preview:
    """Of an intake that was read."""
    segments: list[dict[str, Any]] = (intake.proposal or {}).get("segments", [])
    tones = _tones(segments)
    shown = segments if whole else segments[:FIRST]
    return Preview(
        paragraphs=[
            _paragraph(intake.text, s, before, tones) for s, before in zip(shown, [None, *shown], strict=False)
        ],
        speakers=_speakers(segments, tones),
        words=len(intake.text.split()),
        turns=len({s["turn"] for s in segments if s["turn"] is not None}),
        left_out=sum(s["kind"] == "page_furniture" for s in segments),
        more=len(segments) - len(shown),
    )


def _tones(segments: list[dict[str, Any]]) -> dict[str, int]:
    """A colour for each speaker, in the order in which they speak; from the seventh on they begin again."""
    names = dict.fromkeys(s["speaker"] for s in segments if s["turn"] is not None)
    return {name: i % TONES + 1 for i, name in enumerate(names)}


def _speakers(segments: list[dict[str, Any]], tones: dict[str, int]) -> list[Speaker]:
    turns = {(s["speaker"], s["turn"]) for s in segments if s["turn"] is not None}
    return [
        Speaker(name=name or "somebody not named", tone=tone, turns=sum(speaker == name for speaker, _ in turns))
        for name, tone in tones.items()
    ]


def _paragraph(text: str, s: dict[str, Any], before: dict[str, Any] | None, tones: dict[str, int]) -> Paragraph:
    in_turn = s["turn"] is not None
    return Paragraph(
        kind=s["kind"],
        label="" if before and before["kind"] == s["kind"] else SHOWN_KINDS.get(s["kind"], ""),
        text=text[s["start"] : s["end"]],
        speaker=(s["speaker"] or "somebody not named") if in_turn else "",
        tone=tones[s["speaker"]] if in_turn else 0,
        opens=in_turn and (before is None or before["turn"] != s["turn"]),
        furniture=s["kind"] == "page_furniture",
    )
