"""A small archive for the tests of pages: an invented minister, what she said of a wall, and what became of it."""

from dataclasses import dataclass

from django.utils import timezone

from actors.models import Actor
from sources.models import Source
from statements.models import Link, OccasionReport, Quotation, Statement, Topic
from tests.factories import (
    make_actor,
    make_link,
    make_occasion,
    make_quotation,
    make_revision,
    make_role,
    make_source,
    make_statement,
)

INTERVIEW = "\n".join(
    [
        "Odile Marchetti-Brandvold on the wall, the tide and the winter",
        "Harbour Radio, 9 March 2026",
        "Advertisement",
        "Share this page",
        "Host: Minister, will the wall hold?",
        "OM: The wall will hold for a hundred years, and it cost us nothing. We built it with what was left over.",
        "It is the best wall on this coast. Ask anybody who has stood on it in November, when the wind comes from the "
        "north and the ferries stay in port.",
        "Host: Nothing at all?",
        "OM: Not one coin of new money. People should be glad.",
    ]
)
GAZETTE = "\n".join(
    [
        "Wall “will hold for a hundred years”",
        "The wall on the northern shore “will hold for a hundred years” and has cost nothing, Minister Odile "
        "Marchetti-Brandvold told Harbour Radio on Monday.",
        "“It is reckless to promise a century,” said Pell Anders, who taught hydraulics for thirty years. “Nobody who "
        "has seen the sea would say it.”",
        "The minister believes that the sea will be kind, her staff say.",
        "Fishermen <agree> with her: “She is right & the sea knows it,” said one of them.",
    ]
)
BEACON = "\n".join(
    [
        "Neighbours say the minister was misunderstood",
        "Torvald Iden, who speaks for the council of the southern shore, said that Marchetti-Brandvold had assured him "
        "that she was misunderstood and had meant the foundations only.",
        "“She told us so in person,” Iden said.",
    ]
)
CHRONICLE = "\n".join(
    [
        "Minister takes back her figure",
        "“I said that the wall cost nothing. That was wrong, and I withdraw it,” Odile Marchetti-Brandvold said in "
        "parliament on 26 March.",
        "“The true figure is four million, and I apologise,” she added.",
    ]
)


@dataclass
class Story:
    """The rows that tests name."""

    minister: Actor
    teacher: Actor
    neighbour: Actor
    interview: Source
    gazette: Source
    beacon: Source
    chronicle: Source
    century: Statement
    nothing: Statement
    critique: Link
    clarification: Link
    retraction: Link
    rejected: Link
    gazette_wording: Quotation


def _source(title: str, text: str, published: str, outlet: str, **more: object) -> Source:
    source = make_source(title, published=published, outlet=outlet, **more)
    make_revision(text, source)
    return source


def _interview() -> Source:
    """With its labels, turns and furniture as segments."""
    source = _source(INTERVIEW.split("\n")[0], INTERVIEW, "2026-03-09", "Harbour Radio", kind="interview", free=True)
    revision = source.revisions.get()
    kinds = [
        "title",
        "byline",
        "page_furniture",
        "page_furniture",
        "question",
        "answer",
        "answer",
        "question",
        "answer",
    ]
    turns = [None, None, None, None, 0, 1, 1, 2, 3]
    for segment, kind, turn in zip(revision.segments.order_by("start"), kinds, turns, strict=True):
        segment.kind, segment.turn = kind, turn
        words = revision.text[segment.start : segment.end]
        for label, name in (("Host: ", "Host"), ("OM: ", "Odile Marchetti-Brandvold")):
            if words.startswith(label):
                segment.start, segment.speaker = segment.start + len(label), name
        if turn == 1:
            segment.speaker = "Odile Marchetti-Brandvold"
        segment.save()
    return source


def tell() -> Story:
    """Makes the archive. Accepted: a retraction and a critique; suggested: a reported clarification; one rejected."""
    minister = make_actor("Odile Marchetti-Brandvold")
    make_role(minister, "Minister of Tides", start="2025-06-01")
    make_role(minister, "Mayor", organisation="Town of Lower Oldmere", start="2019", end="2025-05")
    teacher = make_actor("Pell Anders")
    neighbour = make_actor("Torvald Iden", state="suggested")
    interview = _interview()
    gazette = _source("Wall “will hold for a hundred years”", GAZETTE, "2026-03-10", "Oldmere Gazette")
    beacon = _source("Neighbours say the minister was misunderstood", BEACON, "2026-03-20", "Southern Beacon")
    chronicle = _source("Minister takes back her figure", CHRONICLE, "2026-03-26", "The Coast Chronicle")
    told, printed = interview.revisions.get(), gazette.revisions.get()
    neighbours, taken_back = beacon.revisions.get(), chronicle.revisions.get()

    turn = make_quotation(
        told,
        "The wall will hold for a hundred years, and it cost us nothing. We built it with what was left over.",
        kind="turn",
        speaker=minister,
        state="accepted",
    )
    century = make_quotation(
        told,
        "The wall will hold for a hundred years",
        speaker=minister,
        state="accepted",
        part_of=turn,
        said="2026-03-09",
    )
    nothing = make_quotation(
        told, "it cost us nothing", speaker=minister, state="accepted", part_of=turn, said="2026-03-09"
    )
    for bare in ("Not one coin of new money. People should be glad.",):
        make_quotation(told, bare, kind="turn", speaker=minister, state="accepted")
    headline = make_quotation(
        printed, "will hold for a hundred years", kind="headline", speaker=minister, said="2026-03-09"
    )
    reported = make_quotation(
        printed,
        "The wall on the northern shore “will hold for a hundred years” and has cost nothing",
        kind="mixed",
        speaker=minister,
        state="accepted",
        said="2026-03-09",
        distorted=True,
        distorted_reason="It adds the northern shore, which she did not name.",
    )
    make_quotation(printed, "the sea will be kind", kind="indirect", act="thought", speaker=minister)
    reckless = make_quotation(printed, "It is reckless to promise a century,", speaker=teacher, state="accepted")
    rest = make_quotation(
        printed, "Nobody who has seen the sea would say it.", speaker=teacher, state="accepted", continues=reckless
    )
    fisherman = make_quotation(
        printed, "She is right & the sea knows it,", speaker_name="a fisherman", speaker_kind="unnamed"
    )
    meant = make_quotation(
        neighbours,
        "she was misunderstood and had meant the foundations only",
        kind="indirect",
        speaker=minister,
        reporter=neighbour,
        reporter_name=neighbour.name,
    )
    make_quotation(neighbours, "She told us so in person,", speaker=neighbour)
    withdraws = make_quotation(
        taken_back,
        "I said that the wall cost nothing. That was wrong, and I withdraw it,",
        speaker=minister,
        state="accepted",
        said="2026-03-26",
    )
    make_quotation(taken_back, "The true figure is four million, and I apologise,", speaker=minister, state="accepted")

    radio = make_occasion(minister, "2026-03-09", kind="interview", venue="Harbour Radio", interviewer="the host")
    OccasionReport.objects.create(occasion=radio, source=interview, venue="Harbour Radio", said="2026-03-09")
    OccasionReport.objects.create(occasion=radio, source=gazette, venue="Harbour Radio", said="2026-03-08")
    parliament = make_occasion(minister, "2026-03-26", kind="speech", venue="Parliament")
    statement = make_statement(century, headline, reported, occasion=radio)
    statement.topics.add(Topic.objects.get_or_create(label="The northern wall")[0])
    cost = make_statement(nothing, occasion=radio)
    make_statement(reckless, rest)
    make_statement(fisherman)
    make_statement(meant)
    make_statement(withdraws, occasion=parliament)
    return Story(
        minister=minister,
        teacher=teacher,
        neighbour=neighbour,
        interview=interview,
        gazette=gazette,
        beacon=beacon,
        chronicle=chronicle,
        century=statement,
        nothing=cost,
        critique=make_link(reckless, century, "critiques", state="accepted", evidence=["It is reckless"]),
        clarification=make_link(
            meant,
            century,
            "clarifies",
            attribution="reported",
            confidence=0.8,
            evidence=["had assured him that she was misunderstood"],
            reason="it says that she was misunderstood.",
        ),
        retraction=make_link(
            withdraws, nothing, "retracts", state="accepted", evidence=["That was wrong, and I withdraw it", "I said"]
        ),
        rejected=make_link(fisherman, nothing, "endorses", state="rejected"),
        gazette_wording=reported,
    )


def withdraw(source: Source) -> None:
    """Without blanking the text: the pages must not need that."""
    source.withdrawn_at, source.withdrawn_reason = timezone.now(), "Asked for by the person quoted."
    source.save()
