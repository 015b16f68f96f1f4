"""Fits a pipeline to its documents as a configuration says, on one core."""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, load_model
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from extraction.training.vectors import by_lower_case

HERE = Path(__file__).parent


def fit(name: str, work: Path, *, steps: int | None = None) -> Language:
    """Trains `name`.cfg on `work`/`name`-train.spacy and returns the best by `work`/`name`-dev.spacy."""
    overrides: dict[str, object] = {
        "paths.train": str(work / f"{name}-train.spacy"),
        "paths.dev": str(work / f"{name}-dev.spacy"),
        "paths.vectors": str(work / "vectors"),
    }
    if name == "parser":
        overrides["corpora.train.augmenter.orth_variants.path"] = str(HERE / "orth_variants.json")
    if steps is not None:
        overrides["training.max_steps"] = steps
    config = load_config(HERE / f"{name}.cfg", overrides=overrides)
    output = work / name
    output.mkdir(exist_ok=True)
    usual = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))  # NumPy's own product of matrices is more than twice as fast here
    try:
        train(init_nlp(config), output, stdout=sys.stdout, stderr=sys.stderr)
    finally:
        set_current_ops(usual)
    by_lower_case(output / "model-best")
    return load_model(output / "model-best")
