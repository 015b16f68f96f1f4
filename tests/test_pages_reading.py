"""The reading view: the text as text, cut at the right places."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sources.models import Segment
from statements import passages
from statements.models import Quotation
from statements.passages import Furniture, Paragraph, lay_out, part_at
from tests import story
from tests.factories import make_quotation, make_revision, make_source
from tests.story import Story


@pytest.fixture
def told(db: None) -> Story:
    return story.tell()


@pytest.fixture
def reading(client: Client, analyst: User) -> Client:
    client.force_login(analyst)
    return client


def _segment(start: int, end: int, kind: str = "paragraph", **more: object) -> Segment:
    return Segment(start=start, end=end, kind=kind, **more)


def _quotation(key: int, start: int, end: int) -> Quotation:
    return Quotation(pk=key, start=start, end=end, kind="direct")


def _runs(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, int | None]]:
    quotations = [_quotation(n, start, end) for n, (start, end) in enumerate(spans)]
    [paragraph] = lay_out(text, [_segment(0, len(text))], quotations)
    assert isinstance(paragraph, Paragraph)
    return [(run.text, run.quotation.pk if run.quotation else None) for run in paragraph.runs]


def test_runs_of_nested_quotations_belong_to_the_inner_one() -> None:
    assert _runs("0123456789", [(0, 10), (3, 6)]) == [("012", 0), ("345", 1), ("6789", 0)]


def test_runs_of_overlapping_quotations_belong_to_the_later_one() -> None:
    assert _runs("0123456789", [(1, 6), (4, 8)]) == [("0", None), ("123", 0), ("4567", 1), ("89", None)]


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=12)


@given(SPANS, st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_runs_keep_every_letter_and_name_the_innermost_quotation(
    spans: list[tuple[int, int]], widths: list[int]
) -> None:
    text = "".join(chr(97 + n % 26) for n in range(sum(widths) + len(widths)))
    ends = [sum(widths[: n + 1]) + n for n in range(len(widths))]
    segments = [_segment(end - width, end) for end, width in zip(ends, widths, strict=True)]
    spans = [(start, min(end, len(text))) for start, end in spans if start < min(end, len(text))]
    quotations = [_quotation(n, start, end) for n, (start, end) in enumerate(spans)]
    begun: list[int] = []
    for segment, paragraph in zip(segments, lay_out(text, segments, quotations), strict=True):
        assert isinstance(paragraph, Paragraph)
        assert "".join(run.text for run in paragraph.runs) == text[segment.start : segment.end]
        begun += [quotation.pk for quotation in paragraph.begun]
        at = segment.start
        for run in paragraph.runs:
            for letter in range(at, at + len(run.text)):
                covering = [q for q in quotations if q.start <= letter < q.end]
                innermost = max((q.start for q in covering), default=None)
                assert (run.quotation.start if run.quotation else None) == innermost
            at += len(run.text)
    assert len(begun) == len(set(begun))


def test_runs_of_a_crowded_text_are_few() -> None:
    """10,000 quotations in each other and beside each other: at most two edges each, however they lie."""
    text = "x" * 200_000
    spans = [(n * 10, n * 10 + 60 + n % 400) for n in range(10_000)]
    assert len(_runs(text, spans)) <= 2 * len(spans) + 1


def test_furniture_is_folded_together() -> None:
    text = "menu\nshare\nThe wall held."
    laid = lay_out(text, [_segment(0, 4, "page_furniture"), _segment(5, 10, "page_furniture"), _segment(11, 25)], [])
    assert isinstance(laid[0], Furniture)
    assert laid[0].lines == ["menu", "share"]
    assert len(laid) == 2


def test_label_of_a_speaker_is_said_once_a_turn() -> None:
    text = "AB: One.\nTwo.\nCD: Three."
    segments = [
        _segment(4, 8, "answer", turn=1, speaker="Ada Brook"),
        _segment(9, 13, "answer", turn=1, speaker="Ada Brook"),
        _segment(18, 24, "answer", turn=2, speaker="Cy Dunn"),
    ]
    laid = [paragraph for paragraph in lay_out(text, segments, []) if isinstance(paragraph, Paragraph)]
    assert [(p.label, p.before) for p in laid] == [("Ada Brook", ""), ("", ""), ("Cy Dunn", "")]


def test_long_text_is_shown_in_parts_that_end_with_a_paragraph() -> None:
    size = passages.PART // 4
    segments = [_segment(n * size, (n + 1) * size - 1) for n in range(10)]
    first, second = part_at(segments, 0), part_at(segments, passages.PART + 5)
    assert (first.number, first.of, len(first.segments)) == (1, 3, 4)
    assert (second.number, second.text_start) == (2, passages.PART)
    assert first.following == passages.PART
    assert second.previous == 0


def test_text_is_shown_as_text(told: Story, reading: Client) -> None:
    html = reading.get(told.gazette.get_absolute_url()).content.decode()
    assert "Fishermen &lt;agree&gt; with her" in html
    assert '<span class="quoted direct accepted">It is reckless to promise a century,</span>' in html
    assert '<span class="quoted thought suggested">the sea will be kind</span>' in html
    assert "1 critique" in html


def test_interview_has_turns_and_folded_furniture(told: Story, reading: Client) -> None:
    html = reading.get(told.interview.get_absolute_url()).content.decode()
    assert "2 lines of the page around the text" in html
    assert re.search(
        r'<p class="turn-label">Host</p>\s*<p class="segment segment-question" data-start="\d+">Minister, will', html
    )
    assert html.count('<p class="turn-label">Odile Marchetti-Brandvold</p>') == 2
    assert re.search(r'<h1 class="text-title">\s*<span data-start="0">Odile Marchetti-Brandvold on the wall', html)


def test_reading_hides_what_is_not_reviewed_on_request(told: Story, reading: Client) -> None:
    html = reading.get(told.gazette.get_absolute_url() + "?reviewed=1").content.decode()
    assert "the sea will be kind, her staff say" in html
    assert "suggested" not in html


def test_reading_of_an_unknown_date_says_what_is_inferred(reading: Client, db: None) -> None:
    source = make_source(
        published="", published_inferred="2026-03-14?", published_reason="it mentions Friday, 13 March"
    )
    make_revision("Nothing happened.", source)
    html = reading.get(source.get_absolute_url()).content.decode()
    assert "date unknown" in html
    assert "probably 14 March 2026: it mentions Friday, 13 March" in html


def test_withdrawn_text_leaves_a_tombstone(told: Story, reading: Client) -> None:
    story.withdraw(told.gazette)
    response = reading.get(told.gazette.get_absolute_url())
    assert response.status_code == 410
    html = response.content.decode()
    assert "Asked for by the person quoted." in html
    assert "reckless" not in html


def test_nobody_reads_more_than_a_few_words_around_a_quotation(told: Story, client: Client, settings: Settings) -> None:
    settings.READING_NEEDS_LOGIN = False
    html = client.get(told.gazette.get_absolute_url()).content.decode()
    assert "It is reckless to promise a century," in html
    assert "Fishermen" not in html
    assert "who taught hydraulics for thirty years" not in html
    assert "The sea will be kind" not in html


def test_everybody_reads_a_free_text_whole(told: Story, client: Client, settings: Settings) -> None:
    settings.READING_NEEDS_LOGIN = False
    html = client.get(told.interview.get_absolute_url()).content.decode()
    assert "It is the best wall on this coast." in html


def test_quotation_far_into_a_long_text_is_on_the_page_to_which_its_link_leads(reading: Client, db: None) -> None:
    line = "The tide came and went, and nobody wrote it down. " * 20
    text = "\n".join([line.strip()] * 120 + ["“Here it is,” she said."])
    revision = make_revision(text)
    quotation = make_quotation(revision, "Here it is,", speaker_name="she")
    assert quotation.start > passages.PART
    address = reading.get(f"/statements/{quotation.public_id}/")["Location"]
    html = reading.get(address.partition("#")[0]).content.decode()
    assert f'id="q-{quotation.public_id}"' in html
    assert re.search(r"Part (\d) of \1\b", html)
