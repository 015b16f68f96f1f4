"""The open quotation set: what GUM's layers become, and how the measure counts. The texts are our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quotations import rereading, run, sample
from benchmarks.quotations.derive import CORPORA, Item, Record, Source, derive, record
from benchmarks.quotations.layers import Layers, read
from benchmarks.quotations.marking import marked_pairs, quotation_kind, words_of
from benchmarks.quotations.people import fold, mentions_of_persons, without_office
from extraction.types import Quotation, Speaker

HEADER = "# newdoc id = GUM_news_ferry\n# newpar\n"
CUE = "sem-atsrc-{}-_+lex-indwd-{}-_"


def sentence(text: str, *rows: str, before: str = "") -> str:
    """One sentence; a row is: form lemma pos head relation misc, "-" for no misc, the number its place."""
    lines = [line for line in before.splitlines() if line]
    lines += ["# sent_id = own", f"# text = {text}"]
    for number, row in enumerate(rows, 1):
        form, lemma, pos, head, relation, misc = row.split()
        features = "Number=Plur" if form == "officials" else "_"
        misc = "_" if misc == "-" else misc
        lines.append("\t".join([str(number), form, lemma, pos, "_", features, head, relation, "_", misc]))
    return "\n".join(lines) + "\n\n"


ANNA = "Entity=(1-person-new-sssss-cf1-1-coref-Anna_Venn_%28sailor%29"
FIRST = sentence(
    "Captain Anna Venn waited.",
    f"Captain captain NOUN 2 nmod:desc Discourse=context-background:1->3:0:_|{ANNA}",
    "Anna Anna PROPN 4 nsubj -",
    "Venn Venn PROPN 2 flat Entity=1)",
    "waited wait VERB 0 root SpaceAfter=No",
    ". . PUNCT 4 punct -",
)
SHE = "Entity=(1-person-giv-sssss-cf1-1-ana-Anna_Venn_%28sailor%29)"


def reported(source: str, entity: str, *, that: bool = True) -> str:
    """Sentence two, words 6 to 11: SOURCE said that ferries stop."""
    return sentence(
        f"{source} said {'that' if that else 'whether'} ferries stop.",
        f"{source} {source} {'PRON' if source in ('She', 'I') else 'PROPN'} 2 nsubj "
        f"Discourse=attribution-positive:2->3:0:{CUE.format(6, 7)}|{entity}",
        "said say VERB 0 root -",
        f"{'that' if that else 'whether'} that SCONJ 5 mark Discourse=ROOT:3:0",
        "ferries ferry NOUN 5 nsubj -",
        "stop stop VERB 2 ccomp SpaceAfter=No",
        ". . PUNCT 2 punct -",
    )


def only_item(conllu: str) -> tuple[Layers, Item]:
    layers = read(HEADER + conllu)
    (item,) = record(layers)["quotations"]
    return layers, item


def words(layers: Layers, item: Item) -> list[str]:
    return [layers.text[start:end] for start, end in item["pieces"]]


def test_text_is_rebuilt_with_exact_offsets() -> None:
    layers = read(HEADER + FIRST + reported("She", SHE))
    assert layers.text == "Captain Anna Venn waited. She said that ferries stop."
    assert all(layers.text[w.start : w.end] == w.form for w in layers.words)


def test_words_that_are_not_in_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="not in the text"):
        read(HEADER + sentence("Nobody came.", "Somebody somebody PRON 0 root -"))


def test_label_begins_each_turn_of_a_conversation() -> None:
    asks = sentence("Why?", "Why why ADV 0 root SpaceAfter=No", "? ? PUNCT 1 punct -", before="# speaker = LeaMcOrr")
    goes_on = sentence("Now?", "Now now ADV 0 root SpaceAfter=No", "? ? PUNCT 1 punct -", before="# speaker = LeaMcOrr")
    answers = sentence("No.", "No no INTJ 0 root SpaceAfter=No", ". . PUNCT 1 punct -", before="# speaker = AnnaVenn")
    assert read(HEADER + asks + goes_on + answers).text == "Lea McOrr: Why? Now?\n\nAnna Venn: No."


def test_content_has_no_cue_and_no_that() -> None:
    layers, item = only_item(FIRST + reported("She", SHE))
    assert words(layers, item) == ["ferries stop"]
    assert (item["kind"], item["act"], item["negative"]) == ("indirect", "speech", False)


def test_question_word_stays_in_the_content() -> None:
    layers, item = only_item(FIRST + reported("She", SHE, that=False))
    assert words(layers, item) == ["whether ferries stop"]


@pytest.mark.parametrize(("source", "form"), [("She", "pronoun"), ("Venn", "surname"), ("I", "first_person")])
def test_source_has_the_full_name_of_its_chain(source: str, form: str) -> None:
    _, item = only_item(FIRST + reported(source, SHE))
    assert (item["source"]["form"], item["source"]["name"]) == (form, "Anna Venn")
    assert (item["source"]["kind"], item["source"]["in_text"]) == ("person", True)


def test_name_that_the_text_does_not_give_is_marked() -> None:
    """The identity is known to GUM, but no reader of this text can know it."""
    nobody = FIRST.replace(f"|{ANNA}", "").replace("Entity=1)", "_").replace("Anna", "Mara")
    _, item = only_item(nobody + reported("She", SHE))
    assert (item["source"]["name"], item["source"]["in_text"]) == ("Anna Venn", False)


def test_source_without_a_name_has_none() -> None:
    _, item = only_item(FIRST + reported("officials", "Entity=(2-person-new-sssss-cf1-1-sgl)").replace("PROPN", "NOUN"))
    assert (item["source"]["name"], item["source"]["form"], item["source"]["kind"]) == (None, "noun", "group")


def test_credit_is_no_quotation() -> None:
    credit = sentence(
        "Photo: Venn.",
        "Photo photo NOUN 0 root Discourse=ROOT:2:0|SpaceAfter=No",
        ": : PUNCT 3 punct -",
        "Venn Venn PROPN 1 dep Discourse=attribution-positive:3->2:0:sem-atsrc-8-gold|SpaceAfter=No",
        ". . PUNCT 1 punct -",
    )
    assert record(read(HEADER + FIRST + credit))["quotations"] == []


def interrupted(near: int) -> str:
    """ "Ferries stop," she said. "Bridges hold." - the attribution attached closer or wider than what follows."""
    return sentence(
        '"Ferries stop," she said. "Bridges hold."',
        '" " PUNCT 3 punct Discourse=ROOT:2:0',
        "Ferries ferry NOUN 3 nsubj -",
        "stop stop VERB 0 root -",
        ", , PUNCT 3 punct -",
        '" " PUNCT 3 punct -',
        f"she she PRON 7 nsubj Discourse=attribution-positive:3->2:{near}:{CUE.format(11, 12)}|{SHE}",
        "said say VERB 3 parataxis -",
        ". . PUNCT 3 punct -",
        '" " PUNCT 11 punct Discourse=joint-list:4->2:1:_',
        "Bridges bridge NOUN 11 nsubj -",
        "hold hold VERB 3 parataxis -",
        ". . PUNCT 3 punct -",
        '" " PUNCT 3 punct -',
    )


def test_interrupted_content_is_in_two_pieces() -> None:
    layers, item = only_item(FIRST + interrupted(near=2))
    assert words(layers, item) == ["Ferries stop", "Bridges hold"]
    assert item["kind"] == "direct"


def test_content_ends_where_the_attribution_is_attached_closer() -> None:
    layers, item = only_item(FIRST + interrupted(near=0))
    assert words(layers, item) == ["Ferries stop"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“Ferries stop.”", "direct"),
        ("Ferries “stop”.", "mixed"),
        ("Ferries stop.", "indirect"),
        ("‘Ferries don’t stop.’", "direct"),
        ("The captains' ferries don't stop.", "indirect"),
        ('"Ferries stop for good and never closed.', "indirect"),
    ],
)
def test_kind_is_by_the_words_in_marks(text: str, kind: str) -> None:
    assert quotation_kind(text, [(0, len(text))], marked_pairs(text)) == kind


def test_mark_on_each_paragraph_keeps_the_quotation_open() -> None:
    text = "“Ferries stop.\n\n“Bridges hold.” Nobody asked."
    assert [text[a:b] for a, b in marked_pairs(text)] == ["Ferries stop.", "Bridges hold."]


def test_fold_joins_spellings_of_one_name() -> None:
    assert fold("The Hernán O. Vénn’s") == fold("hernan o venn")
    assert fold("Anna Venn") != fold("Venn")


GIVEN = "(1-person-giv-sssss-cf1-1-coref"


def mentioned(relation: str, *before: str, entity: str = f"Entity={GIVEN})") -> list[str]:
    """The forms of the mentions where Anna Venn waits and "mayor", who she is, stands in a relation to a verb."""
    verb = 3 + len(before)
    rows = [
        f"Harbours harbour NOUN {verb} obj -",
        *before,
        f"mayor mayor NOUN {verb} {relation} {entity}",
        "need need VERB 0 root -",
    ]
    text = " ".join(row.split()[0] for row in rows)
    return [form for _, form, _ in mentions_of_persons(read(HEADER + FIRST + sentence(text, *rows)))]


def test_a_title_that_refers_is_asked_for() -> None:
    assert mentioned("nsubj") == ["name", "title"]


@pytest.mark.parametrize(
    ("relation", "before"),
    [
        ("vocative", []),  # "Madam Speaker"
        ("compound", []),  # "the Venn prize"
        ("xcomp", []),  # "became mayor"
        ("appos", []),
        ("obl", ["as as ADP 3 case -"]),  # "served as mayor"
    ],
)
def test_what_refers_to_nobody_is_left_out(relation: str, before: list[str]) -> None:
    assert mentioned(relation, *before) == ["name"]


def test_one_of_several_is_indefinite() -> None:
    assert mentioned("nsubj", f"one one NUM 3 nummod Entity={GIVEN}", entity="Entity=1)") == ["name"]


def test_an_identity_is_a_name_without_its_title() -> None:
    assert without_office("King Orm") == "Orm"
    assert without_office("Anna Venn") == "Anna Venn"


def test_a_page_on_an_office_names_nobody() -> None:
    office = SHE.replace("Anna_Venn_%28sailor%29", "Mayor_of_Marn").replace("(1-", "(7-")
    _, item = only_item(FIRST + reported("She", office))
    assert item["source"]["name"] is None


def an_item(text: str, content: str, form: str = "pronoun") -> Item:
    start = text.index(content)
    end = start + len(content)
    source = Source(start=0, end=3, form=form, name="Anna Venn", full_names=[], in_text=True, kind="person")
    return Item(
        start=start,
        end=end,
        pieces=[(start, end)],
        kind="indirect",
        act="speech",
        negative=False,
        nested=False,
        cue=None,
        source=source,
    )


def quoted(text: str, content: str, *, kind: str = "indirect", continues: int | None = None) -> Quotation:
    start = text.index(content)
    end = start + len(content)
    return Quotation(start, end, kind, speaker=Speaker(content, "person"), continues=continues)  # type: ignore[arg-type]


TEXT = "She said that ferries stop at noon and bridges hold until dusk."


def test_match_needs_half_of_the_words() -> None:
    item = an_item(TEXT, "ferries stop at noon")
    assert run.best_match(TEXT, item, (quoted(TEXT, "ferries"),)) is None
    assert run.best_match(TEXT, item, (quoted(TEXT, "ferries stop"),)) is not None


def test_match_takes_the_best_overlap() -> None:
    near, wide = quoted(TEXT, "ferries stop at noon"), quoted(TEXT, TEXT)
    assert run.best_match(TEXT, an_item(TEXT, "ferries stop at noon"), (wide, near)) is near


def test_match_reads_pieces_that_continue_as_one() -> None:
    first, second = quoted(TEXT, "ferries"), quoted(TEXT, "stop at", continues=0)
    assert run.best_match(TEXT, an_item(TEXT, "ferries stop at noon"), (first, second)) is first


def test_turn_matches_the_first_person_only() -> None:
    turn = (quoted(TEXT, TEXT, kind="turn"),)
    assert run.best_match(TEXT, an_item(TEXT, "ferries stop"), turn) is None
    assert run.best_match(TEXT, an_item(TEXT, "ferries stop", form="first_person"), turn) is turn[0]


def test_name_is_right_only_in_full() -> None:
    assert run.is_right("anna vénn", ["Anna Venn"])
    assert not run.is_right("Venn", ["Anna Venn"])
    assert not run.is_right(None, ["Anna Venn"])


def outcome(*, in_text: bool, matched: bool, right: bool) -> run.Outcome:
    return run.Outcome("surname", "person", in_text, matched, right, right, "")


def test_table_has_both_denominators_and_leaves_out_what_the_text_does_not_name() -> None:
    found = [
        outcome(in_text=True, matched=True, right=True),
        outcome(in_text=True, matched=False, right=False),
        outcome(in_text=False, matched=True, right=False),
    ]
    row = next(line for line in run.table(found) if line.startswith("| person: surname"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1:5] == ["3", "2", "1", "1"]
    assert cells[5].startswith("100.0")
    assert cells[6].startswith("50.0")


def test_interval_of_few_is_wide() -> None:
    assert run.interval(0, 0) == "–"
    assert run.interval(5, 5) == "100.0 (57–100)"


def test_draw_is_the_same_each_time_and_of_both_halves() -> None:
    items = [an_item(TEXT, "ferries", form=form) for form in ("pronoun", "first_person") for _ in range(30)]
    records = [Record(id="own", genre="news", text=TEXT, quotations=items)]
    drawn = sample.draw(records, each=10)
    assert [id(item) for _, item in drawn] == [id(item) for _, item in sample.draw(records, each=10)]
    assert sorted({item["source"]["form"] for _, item in drawn}) == ["first_person", "pronoun"]
    assert len(drawn) == 20


def test_judged_item_is_right_if_only_its_name_is_unsure() -> None:
    yes = dict.fromkeys(rereading.QUESTIONS, "yes")
    assert rereading.is_right({**yes, "name": "unsure"})
    assert not rereading.is_right({**yes, "name": "no"})
    assert not rereading.is_right({**yes, "span": "unsure"})


def test_answer_out_of_the_codebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text('{"item": 1, "attribution": "yes", "span": "mostly", "source": "yes", "name": "yes"}\n')
    with pytest.raises(ValueError, match="item 1"):
        rereading.read_judgements(path)


@pytest.mark.parametrize("part", ["dev", "test"])
def test_every_item_of_the_corpus_has_words_a_source_and_a_cue_in_its_text(part: str) -> None:
    if not Path(CORPORA).is_dir():
        pytest.skip("the corpora are not beside this checkout (../shared/corpora)")
    records = derive(CORPORA, part)
    assert len(records) == 20
    for found in records:
        for item in found["quotations"]:
            assert words_of(found["text"], item["pieces"])
            assert all(0 <= a < b <= len(found["text"]) for a, b in item["pieces"])
            source = found["text"][item["source"]["start"] : item["source"]["end"]]
            assert source
            assert source == source.strip()
            assert item["source"]["name"] or not item["source"]["in_text"]
