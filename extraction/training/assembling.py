"""One pipeline out of the parts that were trained apart, with its card in meta.json and no path of this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

from spacy.language import Language
from spacy.util import load_config

from extraction.training.vectors import by_lower_case

VERSION = "1.0.0"
ABOUT = {
    "name": "ud_news_sm",
    "version": VERSION,
    "description": "English news and interviews: tags, morphology, lemmas, Universal Dependencies, names",
    "author": "Walkback",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
        {
            "name": "GUM, genres with free texts",
            "license": "annotations CC BY 4.0; texts CC BY, CC BY-SA, public domain",
        },
        {"name": "Universal NER, English EWT", "license": "CC BY-SA 4.0"},
        {"name": "CrossNER politics", "license": "MIT"},
        {"name": "WikiGold", "license": "CC BY 4.0"},
        {"name": "Broad Twitter Corpus", "license": "CC BY 4.0"},
        {"name": "all-MiniLM-L6-v2, from which the word vectors are distilled", "license": "Apache-2.0"},
        {"name": "wordfreq, the choice of words", "license": "Apache-2.0"},
        {"name": "Faker, lists of names", "license": "MIT"},
    ],
}
_PATHS = ("train", "dev", "vectors")


def assemble(parser: Language, ner: Language, output: Path) -> None:
    """Writes the pipeline to `output`, in place of what stood there."""
    parser.add_pipe("ner", source=ner)
    parser.meta.update(ABOUT)
    shutil.rmtree(output, ignore_errors=True)
    parser.to_disk(output)
    by_lower_case(output)
    config = load_config(output / "config.cfg")
    config["paths"] = {**config["paths"], **dict.fromkeys(_PATHS)}
    config["corpora"], config["training"] = {}, {"score_weights": config["training"]["score_weights"]}
    config.to_disk(output / "config.cfg")
