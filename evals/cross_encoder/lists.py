"""Questions whose answers are several sentences of a document, to train on; and the training.

`lists.txt` has documents of many kinds which language models wrote, a sentence, item or table row a
line, and behind each document questions with the numbers of all lines that belong to the answer; in
brackets those that may be quoted besides. `rag.models.list_reader` learns of them, and of the
sentences of `evals.cross_encoder.judged`, read where they stand.
"""

from __future__ import annotations

import hashlib
import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from evals.cross_encoder.fit import SEED, Told, rising_and_falling
from evals.cross_encoder.judged import load_judged
from evals.cross_encoder.large import RANK, LargeReader, export_changes, trained_reader
from evals.cross_encoder.pairs import is_text, is_unseen
from evals.cross_encoder.questions import TEXTS, QuestionsError
from evals.reading.chosen import digest
from evals.scores.refusal import area_under_roc
from rag.language.sentences import split_sentences
from rag.models.embedding import load_tokenizer, packaged_folder
from rag.models.large_cross_encoder import CHANGES_FOR_LISTS
from rag.models.list_reader import ROOM, Line, Tokens, Window, split
from rag.readers.registry import read_document
from rag.records import Block, BlockKind

DOCUMENTS = Path(__file__).parent / "lists.txt"

RATE, WARM_UP, DECAY = 1.0e-4, 0.06, 0.01
"""The highest rate, and the share of the steps in which it rises."""
BATCH_TOKENS = 3072
FROZEN = 6
"""Layers that stay as they were."""
LEFT_OUT = 8
"""One document of so many is never trained on."""
LEAST_ROOM = 20
"""Tokens of the first window at least, where windows are laid by chance."""
OTHERS = 2.0
"""Windows without anything that answers, for each with something."""
JUDGED, OTHERS_JUDGED = 0.4, 0.5
"""Windows of judged sentences, for each of the documents written for this; and `OTHERS` of them."""

_QUESTION = re.compile(r"\?\s*(.+?)\s*=\s*([\d\s()]*)$")
_LINE = re.compile(r"(\d+)(?: (.*))?$")
_BULLET = re.compile(r"[-*•]\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the numbers of the lines that belong to its answer.

    Attributes:
        known: Those of which it is known whether they do; all others where None.
        maybe: Those that may be quoted besides.
    """

    text: str
    answers: frozenset[int]
    maybe: frozenset[int] = frozenset()
    known: frozenset[int] | None = None

    def label(self, number: int) -> bool | None:
        """Whether a line belongs to the answer; None where that is not known."""
        if number in self.maybe or (self.known is not None and number not in self.known):
            return None
        return number in self.answers


@dataclass(frozen=True, slots=True)
class Asked:
    """A document as it is read, and what is asked of it.

    Attributes:
        name: Tells it from others.
    """

    name: str
    title: str
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class Taught:
    """A window beside a question, and which of its sentences belong to the answer."""

    window: Window
    labels: tuple[bool | None, ...]
    asked: str


Wanted = tuple[Question, int, tuple[bool | None, ...]]
"""A question, the number of the first line of a window, and which of its lines answer."""


def load_documents(path: Path = DOCUMENTS) -> list[Asked]:
    """Reads the documents.

    Raises:
        QuestionsError: If it cannot be read as such a list.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise QuestionsError(f"{path}: not a list of documents: {error}") from None
    parts = re.split(r"^=== ", text, flags=re.M)
    if parts[0].strip() or len(parts) == 1:
        raise QuestionsError(f"{path}: not a list of documents: begins {text[:40]!r}")
    return [_written(path, part) for part in parts[1:]]


def _written(path: Path, part: str) -> Asked:
    _, *rest = part.splitlines()
    title, heading, header = "", "", ""
    lines: list[Line] = []
    questions: list[Question] = []
    begins = True
    for raw in rest:
        text = raw.strip()
        if match := re.match(r"(title|author):\s*(.*)", text):
            title = match[2] if match[1] == "title" else title
        elif not text:
            begins, header = True, ""
        elif text.startswith("#"):
            heading, begins = text.lstrip("# "), True
        elif text.startswith("?"):
            questions.append(_question(path, text, len(lines)))
        elif text.startswith("|"):
            header = text if not re.fullmatch(r"[\s|:-]+", text) else header
        elif (match := _LINE.match(text)) is None or int(match[1]) != len(lines) + 1:
            raise QuestionsError(f"{path}: {title}: no line {len(lines) + 1}: {text[:60]!r}")
        else:
            lines.append(_line(match[2] or "", begins, heading, header))
            begins = False
    name = hashlib.sha256(title.encode()).hexdigest()
    left_out = int(name, 16) % LEFT_OUT == 0
    return Asked(name[:16], title, tuple(lines), tuple(questions), left_out)


def _question(path: Path, text: str, lines: int) -> Question:
    match = _QUESTION.match(text)
    if match is None:
        raise QuestionsError(f"{path}: not a question with its lines: {text[:80]!r}")
    maybe = frozenset(map(int, re.findall(r"\d+", " ".join(re.findall(r"\([^)]*\)", match[2])))))
    answers = frozenset(map(int, re.findall(r"\d+", re.sub(r"\([^)]*\)", " ", match[2]))))
    if wrong := [number for number in answers | maybe if not 1 <= number <= lines]:
        raise QuestionsError(f"{path}: {text[:80]!r}: there is no line {wrong[0]}")
    return Question(match[1], frozenset(at - 1 for at in answers), frozenset(x - 1 for x in maybe))


def _line(text: str, begins: bool, heading: str, header: str) -> Line:
    text = text.strip()
    if text.startswith("|"):
        cells, names = _cells(text), _cells(header)
        if len(cells) == len(names):
            told = (f"{n}: {c}" if n else c for n, c in zip(names, cells, strict=True) if c)
            return Line("; ".join(told), "row", True, heading)
        return Line("; ".join(filter(None, cells)), "row", True, heading)
    if bullet := _BULLET.match(text):
        return Line(text[bullet.end() :], "item", True, heading)
    numbered = re.match(r"(?:\d{1,2}[.)]|\([a-z0-9ivx]{1,4}\)|[a-zivx]{1,4}[.)])\s", text)
    kind: BlockKind = "item" if numbered else "paragraph"
    return Line(text, kind, begins or numbered is not None, heading)


def _cells(row: str) -> list[str]:
    return [each.strip() for each in row.strip().strip("|").split("|")]


def judged_documents(folder: Path | None = None) -> Iterator[Asked]:
    """Yields the documents of which sentences were judged.

    Args:
        folder: Of the reports among them; the project's own texts alone where not given.
    """
    for name, judged in load_judged().items():
        path = (TEXTS if is_text(name) else folder or TEXTS) / f"{name}.md"
        if not path.is_file():
            continue
        document = read_document(path, root=path.parent)
        spans = split_sentences(document.text, document.blocks)
        lines: list[Line] = []
        places: dict[str, int] = {}
        heading, block = "", None
        for span in spans:
            text = document.text[span.start : span.end]
            if span.kind == "heading":
                heading = " ".join(text.split())
                continue
            own = _block_of(document.blocks, span.start)
            places.setdefault(digest(text), len(lines))
            lines.append(Line(" ".join(text.split()), span.kind, own is not block, heading))
            block = own
        questions = []
        for each in judged:
            yes = frozenset(places[mark.letters] for mark in each.yes if mark.letters in places)
            no = frozenset(places[mark.letters] for mark in each.no if mark.letters in places)
            questions.append(Question(each.question, yes, known=yes | no))
        yield Asked(name, document.title, tuple(lines), tuple(questions), is_unseen(name))


def _block_of(blocks: Sequence[Block], place: int) -> Block | None:
    at = bisect_right(blocks, place, key=attrgetter("start")) - 1
    return blocks[at] if at >= 0 else None


def teach(
    document: Asked,
    tokenizer: Tokenizer,
    chance: random.Random | None = None,
    others: float = OTHERS,
) -> list[Taught]:
    """Returns the windows of a document beside its questions.

    All of them where nothing is left to chance; else those with something that answers, and so
    many others of the same questions, as they are drawn.
    """
    tokens = Tokens(tokenizer, document.title, document.lines)
    answering: list[Wanted] = []
    rest: list[Wanted] = []
    for question in document.questions:
        room = chance.randint(LEAST_ROOM, ROOM) if chance is not None else ROOM
        for first, end in split(tokens.lengths, first_room=room):
            labels = tuple(question.label(number) for number in range(first, end))
            if any(each is not None for each in labels):
                (answering if any(labels) else rest).append((question, first, labels))
    if chance is not None:
        rest = chance.sample(rest, min(len(rest), round(others * len(answering))))
    return [
        Taught(
            tokens.window(tokens.of(question.text), first, first + len(labels)),
            labels,
            f"{document.name} {question.text}",
        )
        for question, first, labels in (*answering, *rest)
    ]


def windows(written: Sequence[Asked], judged: Sequence[Asked]) -> list[Taught]:
    """Returns the windows that are trained on, some of those without anything that answers."""
    tokenizer, chance = tokenizer_of_large(), random.Random(SEED)

    def laid(documents: Sequence[Asked], others: float) -> list[Taught]:
        seen = (each for each in documents if not each.is_left_out)
        return [one for each in seen for one in teach(each, tokenizer, chance, others)]

    own, more = laid(written, OTHERS), laid(judged, OTHERS_JUDGED)
    return [*own, *chance.sample(more, min(len(more), round(JUDGED * len(own))))]


def windows_left_out(documents: Sequence[Asked], most: int) -> list[Taught]:
    """Returns all windows of some questions, drawn by chance, on documents not trained on."""
    tokenizer = tokenizer_of_large()
    left_out = [each for each in documents if each.is_left_out]
    taught = [one for each in left_out for one in teach(each, tokenizer)]
    asked = sorted({each.asked for each in taught})
    kept = set(random.Random(SEED).sample(asked, min(len(asked), most)))
    return [each for each in taught if each.asked in kept]


class Marking(nn.Module):
    """The large cross-encoder's layers, with each sentence's odds read off its own tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.reader: LargeReader = trained_reader(FROZEN)

    def forward(self, windows: Sequence[Window]) -> list[Tensor]:
        """Returns for each window (sentences,): the log-odds of each."""
        longest = max(len(window.ids) for window in windows)
        ids, mask = (np.ones((len(windows), longest), np.int64) for _ in range(2))
        for row, window in enumerate(windows):
            ids[row, : len(window.ids)] = window.ids
            mask[row, len(window.ids) :] = 0
        read = self.reader.mpnet(
            input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)
        )
        hidden = read.last_hidden_state
        return [self._odds(hidden[row], window) for row, window in enumerate(windows)]

    def _odds(self, vectors: Tensor, window: Window) -> Tensor:
        means = torch.stack([vectors[start:end].mean(0) for start, end in window.stretches])
        seen = torch.cat([vectors[:1].expand(len(means), -1), means], 1)
        odds: Tensor = self.reader.answer(self.reader.dropout(seen)).squeeze(-1)
        return odds


def train(marking: Marking, taught: Sequence[Taught], told: Told, steps: int) -> None:
    """Trains on windows, gone through in an order by chance."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    learned = [weight for weight in marking.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY)
    schedule = rising_and_falling(optimiser, steps, WARM_UP)
    losses: list[float] = []
    batches: list[list[Taught]] = []
    for step in range(1, steps + 1):
        batches = batches or _batches(taught, chance)
        loss = _loss(marking, batches.pop())
        optimiser.zero_grad(set_to_none=False)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 20 == 0 or step == steps:
            told(f"step {step} of {steps}, loss {np.mean(losses[-100:]):.3f}")


def _loss(marking: Marking, batch: Sequence[Taught]) -> Tensor:
    """The mean over sentences of how unlikely it is what is known of each."""
    odds, truth = [], []
    for taught, read in zip(batch, marking([each.window for each in batch]), strict=True):
        for own, label in zip(read, taught.labels, strict=True):
            if label is not None:
                odds.append(own)
                truth.append(float(label))
    return nn.functional.binary_cross_entropy_with_logits(torch.stack(odds), torch.tensor(truth))


def read(marking: Marking, taught: Sequence[Taught]) -> list[NDArray[np.float64]]:
    """Returns for each window (sentences,): the log-odds of each."""
    marking.eval()
    with torch.inference_mode():
        found = [marking([each.window])[0].double().numpy() for each in taught]
    marking.train()
    return found


def prove(
    taught: Sequence[Taught], odds: Sequence[NDArray[np.float64]], least: float = 0.0
) -> dict[str, float | None]:
    """Returns how well what belongs to answers is told from what does not.

    Args:
        least: Log-odds from which on a sentence is taken to belong to the answer.
    """
    rows = [
        (each.asked, label, float(own))
        for each, read in zip(taught, odds, strict=True)
        for label, own in zip(each.labels, read, strict=True)
        if label is not None
    ]
    questions: dict[str, list[tuple[bool, float]]] = {}
    for asked, label, own in rows:
        questions.setdefault(asked, []).append((label, own))
    answered = {key: each for key, each in questions.items() if any(label for label, _ in each)}
    whole = [all((own >= least) == label for label, own in each) for each in answered.values()]
    given = [all(own >= least for label, own in each if label) for each in answered.values()]
    best = [(key in answered, max(own for _, own in each)) for key, each in questions.items()]
    taken = sum(own >= least for _, _, own in rows)
    right = sum(own >= least and label for _, label, own in rows)
    wanted = sum(label for _, label, _ in rows)
    return {
        "sentences": len(rows),
        "questions": len(questions),
        "AUROC of sentences": area_under_roc([row[1] for row in rows], [row[2] for row in rows]),
        "AUROC of questions": area_under_roc([row[0] for row in best], [row[1] for row in best]),
        "precision": right / max(taken, 1),
        "recall": right / max(wanted, 1),
        "all given": float(np.mean(given)) if given else None,
        "exactly": float(np.mean(whole)) if whole else None,
    }


def export(marking: Marking, path: Path = CHANGES_FOR_LISTS) -> None:
    """Writes what was learned: low-rank changes of the layers, and the weights of the answer."""
    export_changes(marking.reader, path, RANK)


def tokenizer_of_large() -> Tokenizer:
    """Returns the tokenizer whose ids `rag.models.large_cross_encoder.FRAMING` shifts."""
    return load_tokenizer(packaged_folder())


def _batches(taught: Sequence[Taught], chance: random.Random) -> list[list[Taught]]:
    """Groups windows of like length, in an order by chance."""
    batches: list[list[Taught]] = [[]]
    for each in sorted(taught, key=lambda each: len(each.window.ids)):
        if batches[-1] and len(each.window.ids) * (len(batches[-1]) + 1) > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(each)
    chance.shuffle(batches)
    return batches
