"""Trains the cross-encoder on pairs, proves it on pairs that it never saw, and writes its weights.

It begins as the packaged model, whose word vectors stay as they are. Two cores take half an hour;
in bfloat16, where the processor calculates in it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from evals.cross_encoder.pairs import Pair
from evals.intervals import estimate_statistic
from evals.scores.refusal import area_under_roc
from rag.models.adaptation import DOWN, UP
from rag.models.bert import Ids
from rag.models.cross_encoder import SMALL, Framing, frame, small_weights
from rag.models.embedding import load_tokenizer, packaged_folder
from rag.models.integer_layers import weights_as_bytes

DECAY = 0.01
DROPOUT = 0.1
SORTED = 2000
"""Pairs among which those of like length go into one batch."""
SEED = 0
PLACES = 192
"""Tokens of a pair at most: positions kept."""

WRITTEN = ("reports", "texts")
"""Sources whose questions were written each for one sentence."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is trained.

    Attributes:
        rate: The highest one; it rises over the share `warm_up` of the steps, then falls to 0.
        batch_tokens: Of all pairs of a step, filled up to the longest.
        epochs: How often each pair is seen, unless there are `steps`, after which it ends.
    """

    rate: float = 1e-4
    warm_up: float = 0.08
    batch_tokens: int = 3072
    epochs: int = 2
    steps: int | None = None


class Trained(Protocol):
    """A model in training."""

    framing: Framing

    def __call__(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Returns (n,) log-odds for (n, longest) ids, segments and mask."""

    def parameters(self) -> Iterator[nn.Parameter]:
        """Yields all weights."""

    def train(self, mode: bool = True) -> nn.Module:
        """Has it learn."""

    def eval(self) -> nn.Module:
        """Has it read."""


Framed = tuple[Ids, Ids]
Told = Callable[[str], None]


RECIPE = Recipe()


class Reader(nn.Module):
    """The packaged model's layers, with the odds read off its first token."""

    def __init__(self, framing: Framing = SMALL) -> None:
        super().__init__()
        self.framing = framing
        self.bert = BertModel.from_pretrained(
            str(packaged_folder()), add_pooling_layer=False, hidden_act="gelu_pytorch_tanh"
        )
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        self.dropout = nn.Dropout(DROPOUT)
        self.answer = nn.Linear(self.bert.config.hidden_size, 1)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Returns (n,) log-odds for (n, longest) ids, segments and mask."""
        hidden = self.bert(input_ids=ids, token_type_ids=kinds, attention_mask=mask)
        first = hidden.last_hidden_state[:, 0].float()
        odds: Tensor = self.answer(self.dropout(first)).squeeze(-1)
        return odds


def train(reader: Trained, pairs: Sequence[Pair], told: Told, *, recipe: Recipe = RECIPE) -> None:
    """Trains a model on all pairs given."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    framed = frame_pairs(pairs, reader.framing)
    truth = torch.tensor([float(pair.answers) for pair in pairs])
    weights = torch.tensor([pair.weight for pair in pairs])
    batches = partial(_batches, framed, most=recipe.batch_tokens)
    steps = recipe.steps or recipe.epochs * len(batches(random.Random(SEED)))
    optimiser = _optimiser(reader, recipe.rate)
    schedule = rising_and_falling(optimiser, steps, recipe.warm_up)
    losses: list[float] = []
    order = (batch for _ in count() for batch in batches(chance))
    for step, batch in zip(range(1, steps + 1), order, strict=False):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            odds = reader(*_padded(framed, batch))
        loss = nn.functional.binary_cross_entropy_with_logits(
            odds.float(), truth[batch], weights[batch], reduction="sum"
        )
        loss = loss / weights[batch].sum()
        optimiser.zero_grad(set_to_none=False)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 0 or step == steps:
            told(f"step {step} of {steps}, loss {np.mean(losses[-100:]):.3f}")


def rising_and_falling(
    optimiser: torch.optim.Optimizer, steps: int, warm_up: float
) -> torch.optim.lr_scheduler.LambdaLR:
    """Returns rates that rise to the highest over a share of the steps, then fall to 0."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(
            (step + 1) / (warm_up * steps), max(0.0, 1 - step / steps) / (1 - warm_up)
        ),
    )


def read(reader: Trained, pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Returns (pairs,): the log-odds that each sentence answers."""
    framed = frame_pairs(pairs, reader.framing)
    found = np.zeros(len(pairs))
    reader.eval()
    with torch.inference_mode():
        for batch in _batches(framed, None, most=RECIPE.batch_tokens):
            found[batch] = reader(*_padded(framed, batch)).numpy()
    reader.train()
    return found


def prove(pairs: Sequence[Pair], odds: NDArray[np.float64]) -> dict[str, Any]:
    """Returns, for each source: how well sentences, and whole questions, are told apart.

    A question's odds are those of its best sentence; "best answers" is the share of the answerable
    questions whose best sentence answers.
    """
    proof: dict[str, Any] = {}
    for name, group in _by_source(pairs, odds).items():
        questions: dict[str, list[tuple[float, Pair]]] = {}
        for value, pair in group:
            questions.setdefault(pair.asked, []).append((value, pair))
        best = [max(each, key=lambda item: item[0]) for each in questions.values()]
        answerable = [pair.answers for _, pair in best if pair.answerable]
        area = estimate_statistic([(pair.answerable, value) for value, pair in best], _area)
        proof[name] = {
            "pairs": len(group),
            "sentences, AUROC": _area([(pair.answers, value) for value, pair in group]),
            "questions": len(best),
            "questions, AUROC": [area.value, area.low, area.high],
            "best answers": sum(answerable) / len(answerable) if answerable else None,
        }
    return proof


def export(reader: Reader, path: Path) -> None:
    """Writes the weights in whole numbers, as `rag.models.cross_encoder` reads them."""
    weights: dict[str, NDArray[Any]] = {}
    for name, tensor in reader.bert.state_dict().items():
        values = tensor.numpy().astype(np.float32)
        if name == "embeddings.word_embeddings.weight" or name.endswith("position_ids"):
            continue
        if name == "embeddings.position_embeddings.weight":
            values = values[:PLACES].copy()
        if values.ndim == 2 and name.startswith("encoder."):
            weights[name], steps = weights_as_bytes(values)
            weights[name.removesuffix("weight") + "scale"] = steps
        else:
            weights[name] = values
    weights["answer.weight"] = reader.answer.weight.detach().numpy()[0].astype(np.float32)
    weights["answer.bias"] = reader.answer.bias.detach().numpy().astype(np.float32)
    save_file(weights, path)


def halves(
    layer: str, learned: NDArray[np.float32], rank: int
) -> dict[str, NDArray[np.float16 | np.float32]]:
    """Returns the first singular vectors of what a layer learned, to be added when it is read."""
    u, strengths, v = np.linalg.svd(learned, full_matrices=False)
    root = np.sqrt(strengths[:rank])
    return {
        layer + UP: np.ascontiguousarray(u[:, :rank] * root, np.float16),
        layer + DOWN: np.ascontiguousarray(root[:, None] * v[:rank], np.float16),
    }


def learned_besides(
    bert: nn.Module, rank: int, places: int
) -> dict[str, NDArray[np.float16 | np.float32]]:
    """Returns what layers learned besides what the packaged small cross-encoder knows.

    Of linear layers the first singular vectors, all else whole; of positions so many.
    """
    before = small_weights()
    learned: dict[str, NDArray[np.float16 | np.float32]] = {}
    for name, tensor in bert.state_dict().items():
        now = tensor.numpy().astype(np.float32)
        layer = name.removesuffix(".weight")
        if f"{layer}.scale" in before:
            old = before[name] * before[f"{layer}.scale"][:, None]
            learned |= halves(layer, now - old, rank)
        elif name == "embeddings.position_embeddings.weight":
            learned[name] = now[:places].copy()
        elif name in before:
            learned[name] = now
    return learned


def restore(reader: Reader, path: Path) -> None:
    """Reads weights that `export` wrote, as near as whole numbers keep them."""
    weights = load_file(path)
    state = reader.bert.state_dict()
    for name, values in weights.items():
        if name in state:
            scale = weights.get(name.removesuffix("weight") + "scale")
            whole = values if scale is None else values * scale[:, None]
            state[name][: len(whole)] = torch.from_numpy(whole.astype(np.float32))
    reader.bert.load_state_dict(state)
    answer = {name: torch.from_numpy(weights[f"answer.{name}"]) for name in ("weight", "bias")}
    reader.answer.load_state_dict({**answer, "weight": answer["weight"][None]})


def blend(reader: Reader, path: Path) -> None:
    """Takes the mean of its weights and of those that it was trained on from.

    So what was learned anew costs less of what was known (Wortsman et al., arXiv 2109.01903).
    """
    start = Reader()
    restore(start, path)
    before = start.state_dict()
    reader.load_state_dict(
        {name: (new + before[name]) / 2 for name, new in reader.state_dict().items()}
    )


def frame_pairs(pairs: Sequence[Pair], framing: Framing = SMALL) -> list[Framed]:
    """Returns pairs as a model reads them: ids and segments."""
    tokenizer = load_tokenizer(packaged_folder())
    known: dict[str, list[int]] = {"": []}

    def ids(text: str) -> list[int]:
        if text not in known:
            known[text] = _ids(tokenizer, text)
        return known[text]

    return [
        frame(
            ids(pair.question),
            ids(pair.sentence.title),
            ids(pair.sentence.heading),
            ids(pair.sentence.before),
            ids(pair.sentence.text),
            after=[(ids(asked), ids(said)) for asked, said in pair.after],
            framing=framing,
        )
        for pair in pairs
    ]


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    return list(tokenizer.encode(text, add_special_tokens=False).ids)


def _batches(
    framed: Sequence[Framed], chance: random.Random | None, *, most: int
) -> list[list[int]]:
    """Groups pairs of like length; in an order by chance where one is given."""
    order = list(range(len(framed)))
    if chance is not None:
        chance.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), SORTED):
        longest = 0
        batch: list[int] = []
        for number in sorted(order[start : start + SORTED], key=lambda each: len(framed[each][0])):
            longest = max(longest, len(framed[number][0]))
            if batch and longest * (len(batch) + 1) > most:
                batches.append(batch)
                batch, longest = [], len(framed[number][0])
            batch.append(number)
        batches.append(batch)
    if chance is not None:
        chance.shuffle(batches)
    return batches


def _padded(framed: Sequence[Framed], batch: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(framed[number][0]) for number in batch)
    ids, kinds, mask = (np.zeros((len(batch), longest), np.int64) for _ in range(3))
    for row, number in enumerate(batch):
        own, segments = framed[number]
        ids[row, : len(own)] = own
        kinds[row, : len(own)] = segments
        mask[row, : len(own)] = 1
    return torch.from_numpy(ids), torch.from_numpy(kinds), torch.from_numpy(mask)


def _optimiser(reader: Trained, rate: float) -> torch.optim.Optimizer:
    learned = [weight for weight in reader.parameters() if weight.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [each for each in learned if each.ndim > 1], "weight_decay": DECAY},
            {"params": [each for each in learned if each.ndim == 1], "weight_decay": 0.0},
        ],
        lr=rate,
    )


def _by_source(
    pairs: Sequence[Pair], odds: NDArray[np.float64]
) -> dict[str, list[tuple[float, Pair]]]:
    """Groups pairs; of written questions also those with their own sentence alone."""
    groups: dict[str, list[tuple[float, Pair]]] = {}
    for pair, value in zip(pairs, odds, strict=True):
        groups.setdefault(pair.source, []).append((float(value), pair))
        if pair.source in WRITTEN and not pair.found:
            alone = f"{pair.source}, the sentence alone"
            groups.setdefault(alone, []).append((float(value), pair))
    return groups


def _area(rows: Sequence[tuple[bool, float]]) -> float | None:
    return area_under_roc([row[0] for row in rows], [row[1] for row in rows])
