"""How well the pipeline tags, parses and names: `python -m benchmarks.pipeline.run [MODEL ...]`.

Reads the treebanks of ../shared/corpora (or --corpora DIR), lets each model tokenise the raw text itself, and scores
with spaCy's own scorer. Prints a Markdown table; the first model named is the baseline of the last column, words per
second on one core in the same run.
"""

from __future__ import annotations

import argparse
import lzma
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example, biluo_tags_to_spans, iob_to_biluo
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from spacy.vocab import Vocab

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "extraction" / "model" / "en_ud_news_sm"
TREEBANKS = {"EWT test": "ewt/en_ewt-ud-test.conllu.xz", "PUD": "pud/en_pud-ud-test.conllu.xz"}
NAMES = {
    "EWT test": "uner/en_ewt-ud-test.iob2.xz",
    "PUD": "uner/en_pud-ud-test.iob2.xz",
}
# Sentences joined to one document, so that finding sentences is part of the task.
SENTENCES = 10


def treebank(path: Path) -> list[Doc]:
    """The gold documents of a CoNLL-U file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return list(conllu_to_docs(file.read(), n_sents=SENTENCES, no_print=True))


def named(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """The gold documents of a file of Universal NER: number, word, tag in three columns."""
    words: list[str] = []
    tags: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            columns = line.rstrip("\n").split("\t")
            if len(columns) >= 3 and not line.startswith("#"):
                words.append(columns[1])
                tags.append("O" if columns[2].startswith("O") else columns[2].replace("-OTH", "-MISC"))
            elif words and not line.strip():
                doc = Doc(vocab, words=words)
                doc.set_ents(biluo_tags_to_spans(doc, iob_to_biluo(tags)))
                yield doc
                words, tags = [], []


def scores(nlp: Language, docs: list[Doc]) -> dict[str, float]:
    """spaCy's scores; dependencies without subtypes left out, as the treebanks have them."""
    shared = [Doc(nlp.vocab).from_bytes(d.to_bytes()) for d in docs]  # the scorer looks up strings in one vocabulary
    examples = [
        Example(predicted, gold) for predicted, gold in zip(nlp.pipe(d.text for d in docs), shared, strict=True)
    ]
    return Scorer(nlp).score(examples)


def name_scores(nlp: Language, docs: list[Doc]) -> tuple[float, float]:
    """F of all entities of the three kinds, and of persons: same words, same kind."""
    counts = {"all": [0, 0, 0], "PERSON": [0, 0, 0]}
    for predicted, gold in zip(nlp.pipe(d.text for d in docs), docs, strict=True):
        wanted = {(e.start_char, e.end_char, _kind(e.label_)) for e in gold.ents if _kind(e.label_)}
        given = {(e.start_char, e.end_char, _kind(e.label_)) for e in predicted.ents if _kind(e.label_)}
        for name, sums in counts.items():
            w = {e for e in wanted if name in ("all", e[2])}
            g = {e for e in given if name in ("all", e[2])}
            for i, n in enumerate((len(w & g), len(w), len(g))):
                sums[i] += n
    return tuple(200 * hit / max(1, w + g) for hit, w, g in counts.values())  # type: ignore[return-value]


def _kind(label: str) -> str:
    return {"PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}.get(label, "")


def main() -> None:
    """Prints one table a model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=[str(SHIPPED)])
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    arguments = parser.parse_args()
    baseline = 0.0
    print("| model | corpus | tag | UAS | LAS | sentences F | names F | persons F | words/s (ratio) |")
    print("|---|---|---|---|---|---|---|---|---|")
    for model in arguments.models:
        nlp = spacy.load(model)
        for corpus, file in TREEBANKS.items():
            docs = treebank(arguments.corpora / file)
            begun = time.perf_counter()
            found = scores(nlp, docs)
            speed = sum(len(d) for d in docs) / (time.perf_counter() - begun)
            baseline = baseline or speed
            names = name_scores(nlp, list(named(arguments.corpora / NAMES[corpus], nlp.vocab)))
            parse = [100 * found[key] for key in ("tag_acc", "dep_uas", "dep_las", "sents_f")]
            cells = [f"{value:.1f}" for value in (*parse, *names)]
            print("|", " | ".join([nlp.meta["name"], corpus, *cells, f"{speed / baseline:.2f}"]), "|")


if __name__ == "__main__":
    main()
