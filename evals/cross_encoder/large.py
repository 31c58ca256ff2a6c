"""The large cross-encoder in training: all-mpnet-base-v2, and what it learned as low-rank changes.

It learns what `evals.cross_encoder.fit` teaches the small one, from the same pairs. What comes out
of the training differs from the published weights by a matrix a layer; of these the first singular
vectors are kept (Eckart and Young, 1936), a few megabytes instead of hundreds.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor, nn
from transformers import MPNetConfig, MPNetModel

from evals.cross_encoder.fit import DROPOUT, Recipe, halves
from evals.cross_encoder.pairs import Pair
from rag.models.large_cross_encoder import CHANGES, EPSILON, FRAMING, changed, load_published

RECIPE = Recipe(rate=5e-5, warm_up=0.05, batch_tokens=4200, steps=580)
RECIPE_IN_TALK = Recipe(rate=4e-5, warm_up=0.06, batch_tokens=4200, steps=420)
FOUND_SHARE = 0.25
"""Of the pairs whose sentence was found rather than written for: they are most, and plain."""
FROZEN, FROZEN_IN_TALK = 4, 6
"""Layers that stay as they were: training takes two thirds of the time."""
RANK = 32
NEW = 0.7
"""Share of what is learned anew where training goes on from weights; the rest is of these."""


class LargeReader(nn.Module):
    """The published layers, with the odds read off the first token's vector and the mean of all.

    Args:
        start: Weights by their published names; those of the packages where not given.
        frozen: Layers that stay as they are.
    """

    framing = FRAMING

    def __init__(
        self, start: dict[str, NDArray[np.float32]] | None = None, frozen: int = FROZEN
    ) -> None:
        super().__init__()
        config = MPNetConfig(
            vocab_size=30527,
            max_position_embeddings=514,
            layer_norm_eps=EPSILON,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.mpnet = MPNetModel(config, add_pooling_layer=False)
        self.published = start or dict(load_published())
        state = {name: torch.from_numpy(each.copy()) for name, each in self.published.items()}
        self.mpnet.load_state_dict(state, strict=False)
        for kept in (self.mpnet.embeddings, *self.mpnet.encoder.layer[:frozen]):
            for weight in kept.parameters():
                weight.requires_grad = False
        self.dropout = nn.Dropout(DROPOUT)
        self.answer = nn.Linear(2 * config.hidden_size, 1)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Returns (n,) log-odds for (n, longest) ids and mask; it knows no segments."""
        hidden = self.mpnet(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        odds: Tensor = self.answer(self.dropout(torch.cat([hidden[:, 0], mean], 1))).squeeze(-1)
        return odds


def reader_of_talks() -> LargeReader:
    """Returns the reader as it was trained on questions, to learn follow-ups."""
    learned = changed(load_published(), CHANGES)
    start = {name: each for name, each in learned.items() if not name.startswith("answer.")}
    reader = LargeReader(start, frozen=FROZEN_IN_TALK)
    _take(reader, learned)
    return reader


def restore(reader: LargeReader, path: Path) -> None:
    """Takes what was learned before, as `export_changes` wrote it."""
    _take(reader, changed(reader.published, path))


def _take(reader: LargeReader, learned: Mapping[str, NDArray[np.float32]]) -> None:
    weights = {name: torch.from_numpy(values.copy()) for name, values in learned.items()}
    answer = {name: weights.pop(f"answer.{name}") for name in ("weight", "bias")}
    reader.answer.load_state_dict({**answer, "weight": answer["weight"][None]})
    reader.mpnet.load_state_dict(weights, strict=False)


def blend(reader: LargeReader, path: Path) -> None:
    """Takes the mean of its weights and of those that it was trained on from, by their shares."""
    start = LargeReader(reader.published)
    restore(start, path)
    before = start.state_dict()
    reader.load_state_dict(
        {
            # What was not learned stays what it was, to the bit.
            name: before[name] + NEW * (weight - before[name])
            if weight.is_floating_point()
            else weight
            for name, weight in reader.state_dict().items()
        }
    )


def thin_out(pairs: Sequence[Pair], seed: int = 1) -> list[Pair]:
    """Returns the pairs that it is trained on."""
    chance = random.Random(seed)
    return [pair for pair in pairs if not pair.found or chance.random() < FOUND_SHARE]


def export_changes(reader: LargeReader, path: Path = CHANGES, rank: int = RANK) -> None:
    """Writes what was learned: of linear layers the first singular vectors, all else whole."""
    learned: dict[str, NDArray[np.float16 | np.float32]] = {}
    for name, tensor in reader.mpnet.state_dict().items():
        now = tensor.numpy().astype(np.float32)
        before = reader.published.get(name)
        if before is None or np.array_equal(now, before):
            continue
        if now.ndim == 2 and name.startswith("encoder.layer."):
            learned |= halves(name.removesuffix(".weight"), now - before, rank)
        else:
            learned[name] = now
    learned["answer.weight"] = reader.answer.weight.detach().numpy()[0].astype(np.float32)
    learned["answer.bias"] = reader.answer.bias.detach().numpy().astype(np.float32)
    save_file(learned, path)
