"""Trains low-rank changes of the packaged encoder, and proves them on documents never seen.

Each step takes passages of a few documents and questions on them. Three things are asked of the
model (cross entropy, the right one against the others of the step): that a question's vector is
nearest to its passage's; that late interaction over the passage's sign bits is best for its
passage; and, inside the passage, for the sentence that answers. Signs have no slope, so each is
taken to move as its component does (straight through: Bengio et al., arXiv 1308.3432). Two cores
take a quarter of an hour, in bfloat16 where the processor calculates in it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor, nn
from transformers import BertModel

from evals.encoder.passages import Taught
from evals.intervals import estimate_mean
from rag.models.adaptation import DOWN, UP
from rag.models.embedding import load_tokenizer, packaged_folder

RANK = 16
RATE = 4e-4
STEPS = 400
WARM_UP = 0.1
PASSAGES = 24
OF_ONE_DOCUMENT = 8
"""Passages of a step, and how many of them come from one document, to be told from one another."""
QUESTIONS = 4
"""Questions of a passage in one step."""
TEMPERATURE, LATE_TEMPERATURE = 0.05, 0.03
PASSAGE_TOKENS, QUESTION_TOKENS = 254, 62
SEED = 0
FIRST, LAST = 101, 102
"""The model's [CLS] and [SEP]."""

Told = Callable[[str], None]


class LowRank(nn.Module):
    """A linear layer with a low-rank change that is learned; the layer itself stays."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / layer.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, hidden: Tensor) -> Tensor:
        changed: Tensor = self.layer(hidden) + 2 * (hidden @ self.down.T) @ self.up.T
        return changed


@dataclass(frozen=True, slots=True)
class Read:
    """Texts as the model reads them.

    Attributes:
        vectors: (n, d) of length 1.
        tokens: (n, longest, d) of length 1.
        inner: (n, longest) 1 where a token is neither special nor padding.
        ids: (n, longest).
    """

    vectors: Tensor
    tokens: Tensor
    inner: Tensor
    ids: Tensor


class Student:
    """The packaged model with what it learns, and how it scores passages.

    Args:
        frequencies: (vocabulary,) number of passages that have each token.
        passages: How many there are.
    """

    def __init__(self, frequencies: NDArray[np.int64], passages: int) -> None:
        self.model = BertModel.from_pretrained(str(packaged_folder()), add_pooling_layer=False)
        self.model.requires_grad_(requires_grad=False)
        linear = [
            (name.rpartition("."), module)
            for name, module in self.model.encoder.named_modules()
            if isinstance(module, nn.Linear)
        ]
        for (parent, _, name), module in linear:
            setattr(self.model.encoder.get_submodule(parent), name, LowRank(module))
        self._tokenizer = load_tokenizer(packaged_folder())
        weights = np.maximum(np.log((passages + 1) / (frequencies + 0.5)), 0) + 1e-6
        self._weights = torch.tensor(weights, dtype=torch.float32)

    @classmethod
    def of(cls, passages: Sequence[Taught]) -> Student:
        """Makes one for these passages; it has learned nothing yet."""
        tokenizer = load_tokenizer(packaged_folder())
        counts = np.zeros(tokenizer.get_vocab_size(), np.int64)
        for passage in passages:
            counts[np.unique(passage.ids)] += 1
        return cls(counts, len(passages))

    def read(self, texts: Sequence[Sequence[int]]) -> Read:
        """Reads texts of token ids without special tokens."""
        longest = max(map(len, texts)) + 2
        ids = torch.zeros(len(texts), longest, dtype=torch.long)
        mask = torch.zeros(len(texts), longest)
        inner = torch.zeros(len(texts), longest)
        for row, text in enumerate(texts):
            ids[row, : len(text) + 2] = torch.tensor([FIRST, *text, LAST])
            mask[row, : len(text) + 2] = 1
            inner[row, 1 : len(text) + 1] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = hidden.float()
        means = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        unit = nn.functional.normalize
        return Read(unit(means, dim=-1), unit(hidden, dim=-1), inner, ids)

    def read_questions(self, questions: Sequence[str]) -> tuple[Read, Tensor]:
        """Returns questions and (n, longest): what each token weighs, as `rag.asking` has it."""
        encoded = [self._tokenizer.encode(each, add_special_tokens=False) for each in questions]
        read = self.read([each.ids[:QUESTION_TOKENS] for each in encoded])
        weights = self._weights[read.ids] * read.inner
        return read, weights / weights.sum(1, keepdim=True)

    def read_passages(self, passages: Sequence[Taught]) -> Read:
        """Reads passages as far as the model does."""
        return self.read([passage.ids[:PASSAGE_TOKENS].tolist() for passage in passages])


def train(passages: Sequence[Taught], told: Told) -> Student:
    """Trains on all passages that something is asked of and that may be seen."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    student = Student.of(passages)
    learned = [weight for weight in student.model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(
            (step + 1) / (WARM_UP * STEPS), max(0.0, 1 - step / STEPS) / (1 - WARM_UP)
        ),
    )
    batches = _batches([each for each in passages if each.asked and not each.unseen], chance)
    losses: list[float] = []
    for step in range(STEPS):
        loss = _loss(student, next(batches), chance)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if (step + 1) % 20 == 0:
            told(f"step {step + 1} of {STEPS}, loss {np.mean(losses[-20:]):.3f}")
    return student


def _loss(student: Student, passages: Sequence[Taught], chance: random.Random) -> Tensor:
    asked = [
        (place, one)
        for place, passage in enumerate(passages)
        for one in chance.sample(passage.asked, min(QUESTIONS, len(passage.asked)))
    ]
    right = torch.tensor([place for place, _ in asked])
    read = student.read_passages(passages)
    questions, weights = student.read_questions([one.question for _, one in asked])
    cosines = torch.einsum("qid,pjd->qpij", questions.tokens, _signs(read.tokens))
    cosines = cosines.masked_fill(read.inner[None, :, None, :] == 0, -1)
    late = (cosines.max(-1).values * weights[:, None, :]).sum(-1)
    nearest = nn.functional.cross_entropy(questions.vectors @ read.vectors.T / TEMPERATURE, right)
    by_tokens = nn.functional.cross_entropy(late / LATE_TEMPERATURE, right)
    inside = []
    own = cosines[torch.arange(len(asked)), right].unbind(0)  # one slope for all of them
    for (place, one), tokens, weight in zip(asked, own, weights.unbind(0), strict=True):
        scores = _sentences(tokens, weight, passages[place])
        if one.sentence < len(scores):
            truth = torch.tensor([one.sentence])
            inside.append(nn.functional.cross_entropy(scores[None] / LATE_TEMPERATURE, truth))
    loss: Tensor = nearest + by_tokens + torch.stack(inside).mean()
    return loss


def _signs(tokens: Tensor) -> Tensor:
    """Returns the signs of components, of length 1, with the slope of the components."""
    signs = torch.where(tokens > 0, 1.0, -1.0) / tokens.shape[-1] ** 0.5
    straight: Tensor = tokens + (signs - tokens).detach()
    return straight


def _sentences(cosines: Tensor, weights: Tensor, passage: Taught) -> Tensor:
    """Returns (sentences,): late interaction with each that the model reads.

    Args:
        cosines: (question's tokens, passage's tokens), special ones among them.
        weights: (question's tokens,)
    """
    scores = [
        cosines[:, start + 1 : min(end, PASSAGE_TOKENS) + 1].max(-1).values @ weights
        for start, end in zip(passage.bounds[:-1], passage.bounds[1:], strict=True)
        if start < PASSAGE_TOKENS - 1 and end > start
    ]
    return torch.stack(scores)


def _batches(passages: Sequence[Taught], chance: random.Random) -> Iterator[list[Taught]]:
    """Yields steps' passages without end: neighbours of one document together, in chance order."""
    documents: dict[str, list[Taught]] = {}
    for passage in passages:
        documents.setdefault(passage.group, []).append(passage)
    while True:
        parts = []
        for group in documents.values():
            chance.shuffle(group)
            parts += [group[n : n + OF_ONE_DOCUMENT] for n in range(0, len(group), OF_ONE_DOCUMENT)]
        chance.shuffle(parts)
        waiting: list[Taught] = []
        for part in parts:
            waiting += part
            while len(waiting) >= PASSAGES:
                yield waiting[:PASSAGES]
                waiting = waiting[PASSAGES:]


def prove(student: Student, passages: Sequence[Taught]) -> dict[str, Any]:
    """Returns how often the right passage and sentence are first, in documents never seen.

    A question is asked of all passages of all these documents.
    """
    unseen = [passage for passage in passages if passage.unseen]
    student.model.eval()  # type: ignore[no-untyped-call]
    vectors, signs = [], []
    rows: dict[str, list[float]] = {"by vector": [], "by tokens": [], "its sentence": []}
    rows |= {f"{name}, first five": [] for name in ("by vector", "by tokens")}
    with torch.inference_mode():
        for start in range(0, len(unseen), PASSAGES):
            read = student.read_passages(unseen[start : start + PASSAGES])
            vectors.append(read.vectors)
            signs += list(_signs(read.tokens).unbind(0))
        together = torch.cat(vectors)
        for place, passage in enumerate(unseen):
            if not passage.asked:
                continue
            questions, weights = student.read_questions([one.question for one in passage.asked])
            for row, one in enumerate(passage.asked):
                tokens, weight = questions.tokens[row], weights[row]
                late = torch.stack(
                    [
                        (tokens @ each[1 : 1 + len(other.ids[:PASSAGE_TOKENS])].T).max(-1).values
                        @ weight
                        for each, other in zip(signs, unseen, strict=True)
                    ]
                )
                cosine = together @ questions.vectors[row]
                for name, scores in (("by vector", cosine), ("by tokens", late)):
                    better = int((scores > scores[place]).sum())
                    rows[name].append(float(better == 0))
                    rows[f"{name}, first five"].append(float(better < 5))
                inside = _sentences(tokens @ signs[place].T, weight, passage)
                rows["its sentence"].append(float(int(inside.argmax()) == one.sentence))
    student.model.train()
    return {
        name: [estimate.value, estimate.low, estimate.high, estimate.n]
        for name, estimate in ((name, estimate_mean(each)) for name, each in rows.items())
    }


def export(student: Student, path: Path) -> None:
    """Writes the changes as `rag.models.adaptation` reads them, in float16."""
    changes: dict[str, NDArray[np.float16]] = {}
    for name, module in student.model.named_modules():
        if isinstance(module, LowRank):
            changes[name + DOWN] = module.down.detach().numpy().astype(np.float16)
            changes[name + UP] = (2 * module.up).detach().numpy().astype(np.float16)
    save_file(changes, path)
