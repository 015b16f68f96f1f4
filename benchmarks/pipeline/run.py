"""How well and how fast the pipeline tags, parses and names: `python -m benchmarks.pipeline.run [MODEL ...]`.

Reads the treebanks of ../shared/corpora (or --corpora DIR), lets each model tokenise the raw text itself, and scores
with spaCy's own scorer. Prints Markdown: the figures per corpus, then words per second on one core against the first
pipeline, which the corpora bring along, all models taking turns in the same run.
"""

from __future__ import annotations

import os

# One core, whichever library multiplies; read when NumPy is first imported.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import argparse
import lzma
import re
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example, biluo_tags_to_spans, iob_to_biluo
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from spacy.vocab import Vocab

from extraction.pipeline import FIRST_MODEL

ROOT = Path(__file__).resolve().parents[2]
EWT = "ewt/en_ewt-ud-test.conllu.xz"
PUD = "pud/en_pud-ud-test.conllu.xz"
GUM = "gum/gum-open-genres.tar.xz"
GENRES = re.compile(r"(?:^|/)test/GUM_(?:news|interview|speech)_\w+\.conllu$")
# Corpus, treebank, file of names with the columns of word and kind.
CORPORA = (
    ("EWT test", EWT, ("uner/en_ewt-ud-test.iob2.xz", 1, 2)),
    ("GUM news, interview, speech test", GUM, None),
    ("PUD", PUD, ("uner/en_pud-ud-test.iob2.xz", 1, 2)),
    ("CrossNER politics test", None, ("crossner_politics/test.txt", 0, 1)),
)
KINDS = {
    **dict.fromkeys(("PER", "PERSON", "person", "politician"), "PERSON"),
    **dict.fromkeys(("ORG", "organisation", "politicalparty"), "ORG"),
    **dict.fromkeys(("LOC", "GPE", "location", "country"), "LOC"),
}
# Sentences joined to one document, so that finding sentences is part of the task.
SENTENCES = 10
# Times each model parses the same text; the fastest counts, since the machine is not ours alone.
ROUNDS = 3


def read(path: Path) -> str:
    """The text of a file, packed or not; of GUM's archive the test documents of the three genres."""
    if path.name.endswith(".tar.xz"):
        with tarfile.open(path) as tar:
            members = (tar.extractfile(name) for name in sorted(tar.getnames()) if GENRES.search(name))
            return "\n".join(member.read().decode("utf-8") for member in members if member)
    if path.suffix == ".xz":
        return lzma.decompress(path.read_bytes()).decode("utf-8")
    return path.read_text(encoding="utf-8")


def treebank(path: Path) -> list[Doc]:
    """The gold documents of a CoNLL-U file or of GUM's archive."""
    return list(conllu_to_docs(read(path), n_sents=SENTENCES, no_print=True))


def named(path: Path, word: int, kind: int, vocab: Vocab) -> Iterator[Doc]:
    """The gold documents, a sentence each, of a file with words and IOB tags in columns."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*read(path).splitlines(), ""]:
        columns = line.split("\t")
        if len(columns) > max(word, kind) and not line.startswith("# "):
            words.append(columns[word])
            position, _, label = columns[kind].partition("-")
            tags.append(f"{position}-{KINDS[label]}" if label in KINDS else "O")
        elif words and not line.strip():
            doc = Doc(vocab, words=words)
            doc.set_ents(biluo_tags_to_spans(doc, iob_to_biluo(tags)))
            yield doc
            words, tags = [], []


def scores(nlp: Language, docs: list[Doc]) -> list[float]:
    """Tags, UAS, LAS and sentences in per cent; dependencies without subtypes left out, as the treebanks have them."""
    shared = [Doc(nlp.vocab).from_bytes(d.to_bytes()) for d in docs]  # the scorer looks up strings in one vocabulary
    examples = [
        Example(predicted, gold) for predicted, gold in zip(nlp.pipe(d.text for d in docs), shared, strict=True)
    ]
    found = Scorer(nlp).score(examples)
    return [100 * found[key] for key in ("tag_acc", "dep_uas", "dep_las", "sents_f")]


def name_scores(nlp: Language, docs: Iterable[Doc]) -> list[float]:
    """F of all entities of the three kinds, and of persons, in per cent: same words, same kind."""
    counts = {"all": [0, 0, 0], "PERSON": [0, 0, 0]}
    docs = list(docs)
    for predicted, gold in zip(nlp.pipe(d.text for d in docs), docs, strict=True):
        wanted, given = _entities(gold), _entities(predicted)
        for name, sums in counts.items():
            w = {e for e in wanted if name in ("all", e[2])}
            g = {e for e in given if name in ("all", e[2])}
            for i, n in enumerate((len(w & g), len(w), len(g))):
                sums[i] += n
    return [200 * hit / max(1, w + g) for hit, w, g in counts.values()]


def _entities(doc: Doc) -> set[tuple[int, int, str]]:
    return {(e.start_char, e.end_char, KINDS[e.label_]) for e in doc.ents if e.label_ in KINDS}


def speeds(models: Sequence[Language], texts: Sequence[str]) -> list[float]:
    """Words per second of processor time, the models taking turns."""
    best = [0.0] * len(models)
    for _ in range(ROUNDS):
        for i, nlp in enumerate(models):
            begun = time.process_time()
            words = sum(len(doc) for doc in nlp.pipe(texts))
            best[i] = max(best[i], words / (time.process_time() - begun))
    return best


def figures(nlp: Language, corpora: Path) -> Iterator[str]:
    """A row of the table for each corpus."""
    for corpus, trees, names in CORPORA:
        cells = ["", "", "", "", "", ""]
        if trees:
            cells[:4] = [f"{value:.1f}" for value in scores(nlp, treebank(corpora / trees))]
        if names:
            file, word, kind = names
            gold = named(corpora / file, word, kind, nlp.vocab)
            cells[4:] = [f"{value:.1f}" for value in name_scores(nlp, gold)]
        yield " | ".join([f"| {nlp.meta['name']} {nlp.meta['version']}", corpus, *cells]) + " |"


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=[str(FIRST_MODEL)])
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(next((arguments.corpora / "first_pipeline").glob("*.tar.xz"))) as tar:
            tar.extractall(folder, filter="data")
        paths = [next(Path(folder).iterdir()), *arguments.models]
        models = [spacy.load(path) for path in paths]
    print("| model | corpus | tag | UAS | LAS | sentences F | names F | persons F |\n" + "|---" * 8 + "|")
    for nlp in models:
        print("\n".join(figures(nlp, arguments.corpora)), flush=True)
    found = speeds(models, [doc.text for doc in treebank(arguments.corpora / PUD)])
    print("\n| model | words/s on one core | against the first |\n|---|---|---|")
    for nlp, speed in zip(models, found, strict=True):
        print(f"| {nlp.meta['name']} {nlp.meta['version']} | {speed:,.0f} | {speed / found[0]:.2f} |")


if __name__ == "__main__":
    main()
