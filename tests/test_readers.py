"""From bytes to text: each format, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import language, readers, sameness
from sources.readers import Unreadable, html, markdown, plain

SENTENCE = "The harbour wall will hold, said Ada Varrow, and nobody in the hall believed her. "


def test_plain_keeps_every_character() -> None:
    text = "  One.\r\nTwo.\rThree.\n\n\t“Four,” she said.\u2028 \n"
    assert plain.read(text.encode()).text == text


def test_plain_drops_the_mark_and_replaces_nul() -> None:
    assert plain.read(b"\xef\xbb\xbfone\0two").text == "one\ufffdtwo"


def test_paste_changes_only_its_line_ends() -> None:
    assert readers.read(data=b" a\r\nb\rc\n ", media_type=readers.PASTE).text == " a\nb\rc\n "


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda t: t.strip()))
def test_plain_gives_back_any_text(text: str) -> None:
    if text.strip("\ufeff\ufffd \xa0\u2003"):
        assert plain.decode(text.encode())[0] == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("encoding", "words", "shown"),
    [
        ("cp1252", "“Naïve,” said Élodie – it isn’t true of the café at the harbour.", "cp1252 (detected)"),
        ("utf-16", "“Naïve,” said Élodie.", "utf-16-le"),
        ("utf-16-be", "Plain words without a mark.", "utf-16-be (detected)"),
        ("utf-8-sig", "“Naïve,” said Élodie.", "utf-8"),
        ("cp1251", "Министр сказал, что стена в порту выдержит любую бурю этой зимой.", "cp1251 (detected)"),
    ],
)
def test_encoding_is_detected_and_shown(encoding: str, words: str, shown: str) -> None:
    assert plain.decode(words.encode(encoding)) == (words, shown)


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\0\0\0\0", bytes(range(256)) * 8, b"\x7fELF\2\1\1" + b"\0\3" * 300]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        plain.read(data)


@pytest.mark.parametrize(
    ("name", "head", "size", "word"),
    [
        ("a.txt", b"", 0, "empty"),
        ("a.txt", b"abc", readers.MAX_BYTES + 1, "10.0 MB"),
        ("a.pdf", b"%PDF-1.7", 100, "a PDF"),
        ("renamed.txt", b"%PDF-1.7", 100, "a PDF"),
        ("a.docx", b"PK\3\4", 100, "Word"),
        ("a.exe", b"MZ", 100, ".exe"),
    ],
)
def test_recognise_says_why_not(name: str, head: bytes, size: int, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        readers.recognise(file_name=name, head=head, size=size)


def test_recognise_takes_a_file_at_the_limit() -> None:
    assert readers.recognise(file_name="A.MD", head=b"# A", size=readers.MAX_BYTES) == "text/markdown"


def test_markdown_becomes_lines() -> None:
    source = b"# A *quiet* title\n\nOne line\nand its rest. [A link](/there), `code`.\n\n> Quoted\n\n- first\n- second"
    lines = ["A quiet title", "One line and its rest. A link, code.", "Quoted", "first", "second"]
    assert markdown.read(source).text == "\n\n".join(lines) + "\n"


def test_markdown_keeps_no_script_and_no_comment() -> None:
    text = markdown.read(
        b"Before <b>bold</b>.\n\n<script>\nsteal()\n</script>\n\n<!-- hidden -->\n\n<p>After</p>\n"
    ).text
    assert text == "Before bold.\n\nAfter\n"


def test_markdown_front_matter_is_stated_and_no_text() -> None:
    reading = markdown.read(b'---\ntitle: "The wall"\ndate: 2026-03-14\nlayout: post\n---\n\nThe wall holds.\n')
    assert reading.text == "The wall holds.\n"
    assert [c.value for c in reading.title] == ["The wall"]
    assert [c.value for c in reading.published] == ["2026-03-14"]
    assert "date: 2026-03-14" in reading.published[0].reason


def test_markdown_that_is_marks_alone_is_refused() -> None:
    with pytest.raises(Unreadable):
        markdown.read(b"---\n\n***\n")


PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Wall | Oldmere Gazette</title>
<meta property="og:site_name" content="Oldmere Gazette">
<meta property="article:published_time" content="2026-03-14T07:00:00+00:00"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>The wall will hold</h1><p>{SENTENCE * 4}</p><script>steal()</script>
<p>&lt;script&gt;shown()&lt;/script&gt; {SENTENCE * 4}</p></article><footer>Imprint</footer></body></html>"""


def test_html_gives_the_article_and_what_the_page_states() -> None:
    reading = html.read(PAGE.encode())
    assert reading.text.startswith("The wall will hold\n\nThe harbour wall will hold, said Ada Varrow")
    assert "steal" not in reading.text
    assert "<script>shown()</script>" in reading.text  # words of the article; a page escapes them
    assert "Sport" not in reading.text
    assert [c.value for c in reading.published] == ["2026-03-14"]
    assert [c.value for c in reading.outlet] == ["Oldmere Gazette"]


def test_html_is_decoded_as_it_declares() -> None:
    page = PAGE.replace("utf-8", "iso-8859-2").replace("nobody", "Łukasz żółty")
    reading = html.read(page.encode("iso-8859-2"))
    assert "Łukasz żółty" in reading.text
    assert reading.encoding == "iso-8859-2 (as the page says)"


def test_html_survives_a_lying_declaration() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="no-such-thing"').replace("nobody", "Élodie")
    assert "Élodie" in html.read(page.encode("cp1252")).text


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<div>" * 100_000 + "x" * 500,
        "<" * 100_000,
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p>",
    ],
)
def test_html_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(Unreadable):
        html.read(page.encode())


def test_language_of_english_and_others() -> None:
    german = (
        "Der Minister sagte am Montag, dass die Mauer nicht so teuer war und das Parlament sich mit ihr beschäftigt. "
    )
    assert language.guess(SENTENCE * 5) == "en"
    assert language.guess(german * 3) == "de"
    assert language.guess("Міністр сказав, що стіна в порту витримає будь-яку бурю цієї зими. " * 5) == "uk"
    assert language.guess("Ja.") == "en"  # too little to tell


def test_sketches_tell_the_edited_from_the_other() -> None:
    text = " ".join(f"Sentence {i} says that the wall of harbour {i} will hold." for i in range(200))
    edited = text.replace("0 will hold", "0 may hold")
    other = " ".join(f"Paragraph {i} speaks about bread in shop {i} and its price." for i in range(200))
    same = sameness.resemblance(sameness.sketch(text), sameness.sketch(edited))
    assert 0.7 < same < 1
    assert sameness.resemblance(sameness.sketch(text), sameness.sketch(other)) < 0.1
    assert sameness.sketch(text) == sameness.sketch(text.upper().replace(" ", "\r\n"))
