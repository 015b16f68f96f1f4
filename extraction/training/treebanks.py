"""Documents to train and choose the tagger and parser by: EWT and GUM, weighted toward news, interviews and speech."""

from __future__ import annotations

import lzma
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.training.converters.conllu_to_docs import conllu_to_docs

# How often a document of a genre is seen for each time that the others are: what the product reads comes first.
WEIGHT = {"news": 3, "interview": 3, "speech": 2, "bio": 2, "court": 1}
# Sentences of a paragraph that are learnt as one document, so that their ends are learnt with them.
LONGEST = 10
_GENRE = re.compile(r"GUM_([a-z]+)_")


def paragraphs(conllu: str) -> Iterator[str]:
    """The CoNLL-U of each paragraph: `# newpar` and `# newdoc` begin one, and ten sentences are enough."""
    kept: list[str] = []
    for sentence in re.split(r"\n\n+", conllu.strip()):
        begins = "# newpar" in sentence or "# newdoc" in sentence
        if kept and (begins or len(kept) == LONGEST):
            yield "\n\n".join(kept) + "\n\n"
            kept = []
        kept.append(sentence)
    if kept:
        yield "\n\n".join(kept) + "\n\n"


def docs(conllu: str) -> Iterator[Doc]:
    """The paragraphs as spaCy holds them."""
    for paragraph in paragraphs(conllu):
        yield from conllu_to_docs(paragraph, n_sents=LONGEST, no_print=True)


def gum(archive: Path, part: str) -> Iterator[tuple[str, str]]:
    """Genre and CoNLL-U of each GUM document of a part: train, dev or test."""
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getnames()):
            genre = _GENRE.search(member)
            if f"{part}/" in member and member.endswith(".conllu") and genre:
                file = tar.extractfile(member)
                if file is not None:
                    yield genre.group(1), file.read().decode("utf-8")


def ewt(corpora: Path, part: str) -> str:
    """The CoNLL-U of a part of EWT."""
    with lzma.open(corpora / "ewt" / f"en_ewt-ud-{part}.conllu.xz", "rt", encoding="utf-8") as file:
        return file.read()


def write(corpora: Path, work: Path) -> None:
    """Writes parser-train.spacy and parser-dev.spacy into `work`. EWT's and GUM's test parts and PUD are never read."""
    archive = corpora / "gum" / "gum-open-genres.tar.xz"
    train = DocBin(store_user_data=False, docs=docs(ewt(corpora, "train")))
    for genre, conllu in gum(archive, "train"):
        for _ in range(WEIGHT.get(genre, 1)):
            for doc in docs(conllu):
                train.add(doc)
    train.to_disk(work / "parser-train.spacy")
    dev = DocBin(store_user_data=False, docs=docs(ewt(corpora, "dev")))
    for genre, conllu in gum(archive, "dev"):
        if genre in WEIGHT:
            for doc in docs(conllu):
                dev.add(doc)
    dev.to_disk(work / "parser-dev.spacy")
