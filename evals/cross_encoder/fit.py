"""Trains the cross-encoder on pairs, proves it on pairs that it never saw, and writes its weights.

It begins as the packaged model, whose word vectors stay as they are. Two cores take half an hour;
in bfloat16, where the processor calculates in it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

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
from rag.bert import Ids
from rag.cross_encoder import frame
from rag.embedding import load_tokenizer, packaged_folder
from rag.integer_products import LARGEST

EPOCHS = 2
RATE = 1e-4
WARM_UP = 0.08
DECAY = 0.01
DROPOUT = 0.1
BATCH_TOKENS = 3072
SORTED = 2000
"""Pairs among which those of like length go into one batch."""
SEED = 0
PLACES = 192
"""Tokens of a pair at most: positions kept."""

WRITTEN = ("reports", "texts")
"""Sources whose questions were written each for one sentence."""

Framed = tuple[Ids, Ids]
Told = Callable[[str], None]


class Reader(nn.Module):
    """The packaged model's layers, with the odds read off its first token."""

    def __init__(self) -> None:
        super().__init__()
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


def train(pairs: Sequence[Pair], told: Told, *, start: Path | None = None) -> Reader:
    """Trains on all pairs given.

    Args:
        start: Weights to go on from, as `export` writes them; the packaged model's where not given.
    """
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    reader = Reader()
    if start is not None:
        restore(reader, start)
    framed = frame_pairs(pairs)
    truth = torch.tensor([float(pair.answers) for pair in pairs])
    weights = torch.tensor([pair.weight for pair in pairs])
    steps = EPOCHS * len(_batches(framed, random.Random(SEED)))
    optimiser = _optimiser(reader)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(
            (step + 1) / (WARM_UP * steps), max(0.0, 1 - step / steps) / (1 - WARM_UP)
        ),
    )
    step = 0
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(framed, chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = reader(*_padded(framed, batch))
            loss = nn.functional.binary_cross_entropy_with_logits(
                odds, truth[batch], weights[batch], reduction="sum"
            )
            loss = loss / weights[batch].sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
            step += 1
            if step % 100 == 0:
                told(f"step {step} of about {steps}, loss {np.mean(losses[-100:]):.3f}")
        told(f"epoch {epoch + 1} of {EPOCHS}, loss {np.mean(losses):.3f}")
    return reader


def read(reader: Reader, pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Returns (pairs,): the log-odds that each sentence answers."""
    framed = frame_pairs(pairs)
    found = np.zeros(len(pairs))
    reader.eval()
    with torch.inference_mode():
        for batch in _batches(framed, None):
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
    """Writes the weights in whole numbers, as `rag.cross_encoder` reads them."""
    weights: dict[str, NDArray[Any]] = {}
    for name, tensor in reader.bert.state_dict().items():
        values = tensor.numpy().astype(np.float32)
        if name == "embeddings.word_embeddings.weight" or name.endswith("position_ids"):
            continue
        if name == "embeddings.position_embeddings.weight":
            values = values[:PLACES].copy()
        if values.ndim == 2 and name.startswith("encoder."):
            steps = np.abs(values).max(axis=1) / LARGEST
            weights[name] = np.rint(values / steps[:, None]).astype(np.int8)
            weights[name.removesuffix("weight") + "scale"] = steps
        else:
            weights[name] = values
    weights["answer.weight"] = reader.answer.weight.detach().numpy()[0].astype(np.float32)
    weights["answer.bias"] = reader.answer.bias.detach().numpy().astype(np.float32)
    save_file(weights, path)


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


def frame_pairs(pairs: Sequence[Pair]) -> list[Framed]:
    """Returns pairs as the model reads them: ids and segments."""
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
        )
        for pair in pairs
    ]


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    return list(tokenizer.encode(text, add_special_tokens=False).ids)


def _batches(framed: Sequence[Framed], chance: random.Random | None) -> list[list[int]]:
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
            if batch and longest * (len(batch) + 1) > BATCH_TOKENS:
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


def _optimiser(reader: Reader) -> torch.optim.Optimizer:
    learned = [weight for weight in reader.parameters() if weight.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [each for each in learned if each.ndim > 1], "weight_decay": DECAY},
            {"params": [each for each in learned if each.ndim == 1], "weight_decay": 0.0},
        ],
        lr=RATE,
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
