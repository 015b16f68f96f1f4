"""The training command: what becomes of the corpora, of single words, and of a few steps on a few documents."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.attrs import LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, DocBin
from spacy.vectors import Vectors
from spacy.vocab import Vocab

from extraction.training import assembling, fitting, minilm, names, treebanks, vectors

# Two paragraphs about invented people: number, form, lemma, part of speech, tag, features, head, relation, entities.
_ROWS = """
# newdoc id = GUM_news_invented
# newpar
1 Senator senator PROPN NNP Number=Sing 2 nmod:desc (1-person-new
2 Ilka Ilka PROPN NNP Number=Sing 5 nsubj _
3 Moor Moor PROPN NNP Number=Sing 2 flat 1)
4 has have AUX VBZ Tense=Pres 5 aux _
5 left leave VERB VBN Tense=Past 0 root _
6 the the DET DT Definite=Def 7 det (2-organization-new
7 University University PROPN NNP Number=Sing 5 obj _
8 of of ADP IN _ 9 case _
9 Tarn Tarn PROPN NNP Number=Sing 7 nmod (3-place-new)2)
10 . . PUNCT . _ 5 punct _

# newpar
1 The the DET DT Definite=Def 2 det (4-person-new
2 Speaker speaker PROPN NNP Number=Sing 3 nsubj 4)
3 thanked thank VERB VBD Tense=Past 0 root _
4 Tarnians Tarnian PROPN NNPS Number=Plur 3 obj (5-person-new)
5 . . PUNCT . _ 3 punct _
"""


def _conllu() -> str:
    lines = []
    for row in _ROWS.strip().split("\n"):
        if not row or row.startswith("#"):
            lines.append(row)
            continue
        cells = row.split(" ")
        entity = "_" if cells[8] == "_" else f"Entity={cells[8]}"
        lines.append("\t".join([*cells[:8], "_", entity]))
    return "\n".join(lines) + "\n\n"


def _named() -> list[Doc]:
    return [
        names.with_names(doc, [paragraph])
        for paragraph in treebanks.paragraphs(_conllu())
        for doc in treebanks.docs(paragraph)
    ]


def test_paragraphs_part_where_the_treebank_says() -> None:
    first, second = treebanks.paragraphs(_conllu())
    assert "Ilka" in first
    assert "Speaker" in second


def test_a_name_of_gum_is_the_proper_nouns_of_a_mention_and_no_office() -> None:
    found = [(entity.text, entity.label_) for doc in _named() for entity in doc.ents]
    assert found == [("Ilka Moor", "PERSON"), ("University of Tarn", "ORG")]


def test_columns_keep_our_three_kinds_only() -> None:
    lines = ["Moor\tB-politician\n", "won\tO\n", "Tarnvote\tB-election\n", "\n"]
    assert list(names.columns(lines, word=0, tag=1)) == [(["Moor", "won", "Tarnvote"], ["B-PERSON", "O", "O"])]


def test_an_inside_tag_without_a_beginning_begins_a_name() -> None:
    doc = names.row_doc(Vocab(), (["Ilka", "Moor", ",", "Tarn"], ["I-PERSON", "I-PERSON", "O", "I-LOC"]))
    assert [(e.text, e.label_) for e in doc.ents] == [("Ilka Moor", "PERSON"), ("Tarn", "LOC")]
    assert doc.text.strip() == "Ilka Moor, Tarn"


def test_a_person_gets_one_other_name_all_along() -> None:
    row = (["Ilka", "Moor", "spoke", ".", "MOOR", "left", ".", "Moor", "slept"], ["B-PERSON", "I-PERSON", "O", "O"])
    doc = names.row_doc(Vocab(), (row[0], [*row[1], "B-PERSON", "O", "O", "B-PERSON", "O"]))
    other = names.renamed(doc, [("Anouk", "Ferrand")], random.Random(1))
    assert other is not None
    words = [token.text for token in other]
    assert words[:2] == ["Anouk", "Ferrand"]
    assert "Moor" not in words
    assert [e.label_ for e in other.ents] == ["PERSON"] * 3


def test_a_document_that_names_nobody_is_not_renamed() -> None:
    doc = names.row_doc(Vocab(), (["Tarn", "is", "calm"], ["B-LOC", "O", "O"]))
    assert names.renamed(doc, [("Anouk", "Ferrand")], random.Random(1)) is None


def _tiny_model() -> minilm.MiniLM:
    """A model of two pieces and one layer, its weights drawn by chance."""
    chance = np.random.default_rng(0)
    width, inner = 384, 16
    weights = {
        "embeddings.word_embeddings.weight": (6, width),
        "embeddings.position_embeddings.weight": (20, width),
        "embeddings.token_type_embeddings.weight": (2, width),
        **dict.fromkeys(("embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias"), (width,)),
    }
    for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
        weights |= {f"encoder.layer.0.{part}.weight": (width, width), f"encoder.layer.0.{part}.bias": (width,)}
    for part in ("attention.output.LayerNorm", "output.LayerNorm"):
        weights |= {f"encoder.layer.0.{part}.weight": (width,), f"encoder.layer.0.{part}.bias": (width,)}
    weights |= {
        "encoder.layer.0.intermediate.dense.weight": (inner, width),
        "encoder.layer.0.intermediate.dense.bias": (inner,),
        "encoder.layer.0.output.dense.weight": (width, inner),
        "encoder.layer.0.output.dense.bias": (width,),
    }
    filled = {name: chance.normal(size=shape).astype(np.float32) for name, shape in weights.items()}
    pieces = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "moor": 3, "##land": 4, "moorl": 5}
    return minilm.MiniLM(filled, pieces)


def test_a_word_is_split_into_its_longest_pieces() -> None:
    model = _tiny_model()
    assert minilm.split(model, "moorland") == [0]  # "moorl" is taken, and nothing stands for "and"
    assert minilm.split(model, "moor") == [3]
    assert minilm.split(model, "moorlland") == [5, 4]


def test_the_states_of_a_word_do_not_hang_on_the_words_beside_it() -> None:
    model = _tiny_model()
    both, alone = minilm.hidden(model, ["moor", "moorlland"], [1]), minilm.hidden(model, ["moorlland"], [1])
    np.testing.assert_allclose(both[0][1], alone[0][0], rtol=1e-4)
    assert not np.allclose(both[0][0], both[0][1])


def test_another_file_in_place_of_the_wheel_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / minilm.WHEEL
    wheel.write_bytes(b"something else")
    with pytest.raises(ValueError, match="SHA-256"):
        minilm.load(wheel)


def _prepared(work: Path) -> Path:
    """Documents and a table of vectors as the command leaves them, but few."""
    for part in ("train", "dev"):
        DocBin(docs=_named()).to_disk(work / f"ner-{part}.spacy")
    table = Vectors(shape=(2, 8), name="few", attr="LOWER")
    for row, word in enumerate(("moor", "tarn")):
        table.add(get_string_id(word), row=row)
        table.data[row] = row + 1
    vectors.save(table, work / "vectors")
    return work


def test_a_few_steps_make_a_pipeline_that_finds_its_vectors_where_it_is_put(tmp_path: Path) -> None:
    work, output = _prepared(tmp_path), tmp_path / "made"
    assembling.assemble(spacy.load(work / "vectors"), fitting.fit("ner", work, steps=2), output)
    nlp = spacy.load(output)
    assert nlp.pipe_names == ["ner"]
    assert set(nlp.pipe_labels["ner"]) == {"PERSON", "ORG"}
    assert list(nlp.vocab.vectors.find(keys=nlp("MOOR left Tarn.").to_array(LOWER))) == [0, -1, 1, -1]
    assert str(tmp_path) not in (output / "config.cfg").read_text()
