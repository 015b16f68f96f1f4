"""Any text at all: no exception, exact offsets in order, time that grows with the length only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.structure import read_structure

ROOT = Path(__file__).resolve().parent.parent

PIECES = st.sampled_from(
    [
        *(
            "Interviewer: ",
            "Anna Kask: ",
            "ANNA KASK\n",
            "Q: ",
            "A: ",
            "Q.",
            "AK: ",
            "**",
            "# ",
            "[",
            "]",
            "(ed.)",
            "– ed.]",
        ),
        *("\n", "\n\n", "\r\n", "\r", "\u2028", "\u00a0", "\u200b", "\ufeff", "\x00", "\x0b", "\t", "   "),
        *(
            "Why?",
            "Are you sure?",
            "I am not.",
            "She said so.",
            '"No," he said.',
            "“",
            "”",
            '"',
            "'",
            "—",
            "--",
            "?",
            "...",
        ),
        *(
            "Photo: Jan Brok",
            "Copy",
            "Share",
            "https://t.co/abc",
            "— Anna Kask (@ak) May 3, 2024",
            "@ak",
            "Related Articles",
        ),
        *(
            "By Hanna Reed",
            "12 March 2024",
            "Ida Moss, forester",
            "Editor's note:",
            "a",
            "Ä",
            "日本",
            "🙂",
            "of",
            "The",
        ),
        *(
            "Follow Holm News on X",
            "told Holm News",
            "interview with Holm News",
            "© 2024 Holm",
            "The ferries run all winter",
        ),
    ]
)


def check(text: str) -> None:
    structure = read_structure(text)
    at = 0
    for segment in structure.segments:
        assert at <= segment.start < segment.end <= len(text)
        assert text[segment.start : segment.end].strip() == text[segment.start : segment.end]
        assert (segment.turn is not None) == (segment.kind in ("question", "answer"))
        at = segment.end
    turns = [s.turn for s in structure.segments if s.turn is not None]
    assert turns == sorted(turns)
    assert set(turns) == set(range(len(set(turns))))
    if structure.title is not None:
        assert 0 <= structure.title.start < structure.title.end <= len(text)
    for inference in (*structure.published, *structure.outlet):
        assert inference.reason
        assert inference.start is not None
        assert inference.end is not None
        assert 0 <= inference.start < inference.end <= len(text)
    assert all(parse_edtf(inference.value) for inference in structure.published)


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    check(text)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_mix_of_the_signs_it_looks_for_is_read(text: str) -> None:
    check(text)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=40).map("\n\n".join))
def test_any_order_of_paragraphs_is_read(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=30).map("\n".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_structure(text) == read_structure(text)


def test_every_word_lies_in_a_segment_or_a_label() -> None:
    text = "A title\n\nInterviewer: Why?\n\nAnna Kask: Because.\n\nAnna Kask at home. Photo: Jan Brok\n\n"
    text += "So be it.\n\nCopy\n"
    covered = "".join(text[s.start : s.end] for s in read_structure(text).segments)
    assert covered == "A titleWhy?Because.Anna Kask at home. Photo: Jan BrokSo be it.Copy"


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "a",
        "“",
        "[",
        "—",
        " ",
        "\n",
        "a\n",
        "Q? ",
        "A: b\n",
        "Aa Bb ",
        "Anna Kask said ",
        "12 March 2024 ",
        "Read more\n",
        "@a ",
        "Anna Kask speaks at home\n\n",
        "This is a passage with some seven words\n\nAnna Kask\n\n",
        "Anna Kask: Why?\n",
        "**",
        "By ",
    ],
)
def test_a_long_text_of_one_sign_is_read_in_bounded_time(unit: str) -> None:
    """A regular expression that backtracks would hang here for hours; the runner's limit is the clock."""
    check(unit * (100_000 // len(unit)))


def test_a_line_of_five_megabytes() -> None:
    check("The ferry sails, she said; “it must. " * 140_000)


def test_many_speakers() -> None:
    check("".join(f"Jane Doe{'abcdefghij'[i % 10] * (i % 7)}{i}: hello there?\n\n" for i in range(5_000)))


def test_reading_structure_loads_no_spacy() -> None:
    code = "import sys; from extraction.structure import read_structure as r; r('x'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"
