"""Documents whose every sentence says whose it is, to train on; and the training.

`speech.txt` has documents of many kinds which language models wrote, a sentence a line, and behind
two bars whoever is told to say it, in the words by which the document names them. Most of what
others say there has no word of saying beside it. `rag.models.speech_reader` learns of them.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from evals.cross_encoder.fit import (
    DROPOUT,
    SEED,
    Reader,
    Told,
    learned_besides,
    restore,
    rising_and_falling,
)
from evals.cross_encoder.questions import QuestionsError
from rag.language.sentences import Span, split_sentences
from rag.models import speech_reader
from rag.models.cross_encoder import WEIGHTS
from rag.models.embedding import load_tokenizer, packaged_folder
from rag.models.speech_reader import LEARNED, ROOM, Line, Tokens, Window, best_names, split
from rag.readers.registry import read_document
from rag.speaking.speakers import attribute
from rag.speaking.unsigned import lines_of

DOCUMENTS = Path(__file__).parent / "speech.txt"

RATE, HEADS, WARM_UP, DECAY = 2.5e-4, 4.0, 0.06, 0.01
"""The highest rate, how many times that the pointers' is, and the share of the steps in which it
rises."""
BATCH_TOKENS = 3072
RANK = 64
POINTING = 128
"""Dimensions in which a mark and a name are compared."""
PLACES = 320
"""Tokens of a window at most: positions kept."""
LEFT_OUT = 8
"""One document of so many is never trained on."""
LEAST_ROOM = 20
"""Tokens of the first window at least, where windows are laid by chance."""

_ARTICLES = frozenset(("the", "a", "an"))
_WORDS = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Written:
    """A document: its lines but for the blank ones, each with its kind and whose it is."""

    kind: str
    title: str
    author: str
    blocks: tuple[tuple[tuple[str, str | None], ...], ...]

    @property
    def is_left_out(self) -> bool:
        """Whether it is never trained on."""
        return int(hashlib.sha256(self.title.encode()).hexdigest(), 16) % LEFT_OUT == 0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document as it is read.

    Attributes:
        said_by: Of each line the words for whoever says it; "" the document, None not known.
    """

    title: str
    lines: tuple[Line, ...]
    said_by: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """A window, and where in it the name begins and ends of whoever says each of its sentences.

    Attributes:
        names: Places of first and of last tokens; (0,) where it is nobody, () where the name is not
            in the window, None where nothing is known.
        said_by: The words for them.
    """

    window: Window
    names: tuple[tuple[tuple[int, ...], tuple[int, ...]] | None, ...]
    said_by: tuple[str | None, ...]


def load_documents(path: Path = DOCUMENTS) -> list[Written]:
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
    return [_written(part) for part in parts[1:]]


def _written(part: str) -> Written:
    kind, *lines = part.splitlines()
    head = {"title": "", "author": ""}
    while lines and (match := re.match(r"(title|author):\s*(.*)", lines[0])):
        head[match[1]] = match[2].strip()
        lines = lines[1:]
    blocks = []
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            blocks.append(tuple(map(_labelled, group)))
    return Written(kind.strip(), head["title"], head["author"], tuple(blocks))


def _labelled(line: str) -> tuple[str, str | None]:
    text, _, who = line.partition("||")
    return text.strip(), who.strip(" .,;:") or None


def markdown(written: Written) -> str:
    """Returns a document as Markdown, with its title and author in front."""
    head = f"title: {json.dumps(written.title)}\nauthor: {json.dumps(written.author)}"
    blocks = []
    for block in written.blocks:
        for sign, group in groupby(block, key=lambda line: _sign(line[0])):
            texts = [text.removeprefix(sign) for text, _ in group]
            if sign == "- ":
                blocks.append("\n".join(f"- {text}" for text in texts))
            else:
                blocks.append(sign + " ".join(texts))
    return f"---\n{head}\n---\n\n" + "\n\n".join(blocks) + "\n"


def _sign(text: str) -> str:
    """Returns what a line begins with that is an item's, a quotation's or a heading's."""
    match = re.match(r"- |> |#+ ", text)
    return match[0] if match else ""


def label(written: Written) -> Labelled:
    """Reads a document as any other, and finds its labels again."""
    with tempfile.TemporaryDirectory(prefix="speech-") as folder:
        path = Path(folder) / "document.md"
        path.write_text(markdown(written), encoding="utf-8")
        document = read_document(path, root=path.parent)
    spans = split_sentences(document.text, document.blocks)
    sentences = attribute(document, spans, by_rule_alone=True)
    own = document.speaker.name
    told = [None if each.speaker.name == own else each.speaker.name for each in sentences]
    places, lines = lines_of(document.text, spans, told)
    labels = [line for block in written.blocks for line in block if line[0][:1] != "#"]
    said = list(_find_again(document.text, [spans[place] for place in places], labels))
    return Labelled(document.title, tuple(lines), tuple(said))


def _find_again(
    text: str, spans: Sequence[Span], labels: Sequence[tuple[str, str | None]]
) -> Iterator[str | None]:
    """Yields whose each sentence is; None for a heading, or what is several people's."""
    letters = [(letter, who or "") for line, who in labels for letter in _letters(line)]
    stream, at = "".join(letter for letter, _ in letters), 0
    for span in spans:
        wanted = _letters(text[span.start : span.end])
        start = stream.find(wanted, at) if wanted and span.kind != "heading" else -1
        if start < 0:
            yield None
            continue
        at = start + len(wanted)
        (who, *others) = {each for _, each in letters[start:at]}
        yield None if others else who


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def teach(documents: Sequence[Labelled], chance: random.Random | None = None) -> list[Taught]:
    """Returns the windows of documents; laid by chance where one is given."""
    tokenizer = load_tokenizer(packaged_folder())
    taught = []
    for document in documents:
        tokens = Tokens(tokenizer, document.title, document.lines)
        room = chance.randint(LEAST_ROOM, ROOM) if chance is not None else ROOM
        for first, end in split(tokens.lengths, first_room=room):
            window = tokens.window(first, end)
            said_by = document.said_by[first:end]
            names = tuple(
                _names(window, number, who, tokenizer) for number, who in enumerate(said_by)
            )
            taught.append(Taught(window, names, said_by))
    return taught


def _names(
    window: Window, number: int, who: str | None, tokenizer: Tokenizer
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Returns where whoever says a sentence is named: in itself, else anywhere around it."""
    if not who:
        return None if who is None else ((0,), (0,))
    words = who.split()
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    wanted = tokenizer.encode(" ".join(words), add_special_tokens=False).ids
    ids = window.ids.tolist()
    starts = [
        at
        for at in range(window.names_from, len(ids) - len(wanted) + 1)
        if ids[at : at + len(wanted)] == wanted
    ]
    own_from, own_to = window.places[number], [*window.places[1:], len(ids)][number]
    starts = [at for at in starts if own_from < at < own_to] or starts
    return tuple(starts), tuple(at + len(wanted) - 1 for at in starts)


class Pointing(nn.Module):
    """The small cross-encoder's layers, with pointers from marks to names."""

    def __init__(self) -> None:
        super().__init__()
        reader = Reader()
        restore(reader, Path(speech_reader.__file__).with_name(WEIGHTS))
        self.bert = reader.bert
        self.dropout = nn.Dropout(DROPOUT)
        width = self.bert.config.hidden_size
        self.asks, self.names = nn.Linear(width, 2 * POINTING), nn.Linear(width, 2 * POINTING)
        self.nobody = nn.Linear(width, 2)

    def forward(self, windows: Sequence[Window]) -> list[Tensor]:
        """Returns for each window (sentences, tokens, 2) scores; see `speech_reader.best_names`."""
        longest = max(len(window.ids) for window in windows)
        ids, mask = (np.zeros((len(windows), longest), np.int64) for _ in range(2))
        for row, window in enumerate(windows):
            ids[row, : len(window.ids)] = window.ids
            mask[row, : len(window.ids)] = 1
        read = self.bert(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
        vectors = self.dropout(read.last_hidden_state)
        return [
            self._scores(vectors[row, : len(window.ids)], window)
            for row, window in enumerate(windows)
        ]

    def _scores(self, vectors: Tensor, window: Window) -> Tensor:
        marks = vectors[list(window.places)]
        asked, named = self.asks(marks).chunk(2, 1), self.names(vectors).chunk(2, 1)
        both = [a @ n.T / math.sqrt(POINTING) for a, n in zip(asked, named, strict=True)]
        scores = torch.stack(both, -1)
        no_word = torch.tensor([source is None for source in window.sources])
        scores = scores.masked_fill(no_word[None, :, None], -1e4)
        return torch.cat([self.nobody(marks)[:, None], scores[:, 1:]], 1)


def train(pointing: Pointing, documents: Sequence[Labelled], told: Told, steps: int) -> None:
    """Trains on documents, their windows laid anew each time they are gone through."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    pointing.bert.embeddings.word_embeddings.weight.requires_grad = False
    optimiser = _optimiser(pointing)
    schedule = rising_and_falling(optimiser, steps, WARM_UP)
    losses: list[float] = []
    batches: list[list[Taught]] = []
    for step in range(1, steps + 1):
        if not batches:
            batches = _batches(teach(documents, chance), chance)
        loss = _loss(pointing, batches.pop())
        optimiser.zero_grad(set_to_none=False)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(pointing.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 0 or step == steps:
            told(f"step {step} of {steps}, loss {np.mean(losses[-100:]):.3f}")


def _loss(pointing: Pointing, batch: Sequence[Taught]) -> Tensor:
    """The mean over sentences of how unlikely the right name, or nobody, is."""
    losses = []
    for taught, scores in zip(batch, pointing([each.window for each in batch]), strict=True):
        shares = torch.log_softmax(scores, 1)
        for own, names in zip(shares, taught.names, strict=True):
            if names is None:
                continue
            if not names[0]:  # somebody who is not named there: anybody but nobody
                losses.append(-torch.log1p(-own[0].exp().clamp(max=0.999)).sum())
                continue
            starts, ends = map(list, names)
            first = torch.logsumexp(own[starts, 0], 0)
            losses.append(-first - torch.logsumexp(own[ends, 1], 0))
    return torch.stack(losses).mean() if losses else pointing.nobody.bias.sum() * 0


def prove(pointing: Pointing, documents: Sequence[Labelled], least: float) -> dict[str, float]:
    """Returns how much of what others say is told, and rightly, and of the document's own is not.

    Args:
        least: Log-odds from which on somebody is told.
    """
    counts = dict.fromkeys(("others", "told", "right", "own", "own taken"), 0)
    tokenizer = load_tokenizer(packaged_folder())
    pointing.eval()
    with torch.inference_mode():
        for taught in teach(documents):
            (scores,) = pointing([taught.window])
            found = best_names(scores.numpy().astype(np.float64), taught.window)
            for who, (odds, start, end) in zip(taught.said_by, found, strict=True):
                if who is None:
                    continue
                counts["others" if who else "own"] += 1
                if odds >= least:
                    counts["told" if who else "own taken"] += 1
                    name = tokenizer.decode(taught.window.ids[start : end + 1].tolist())
                    counts["right"] += bool(who) and _same(name, who)
    pointing.train()
    others, own = max(counts["others"], 1), max(counts["own"], 1)
    shares = {"told": counts["told"] / others, "right": counts["right"] / others}
    return {**counts, **shares, "own taken": counts["own taken"] / own}


def _same(one: str, other: str) -> bool:
    """Whether two names share a word, or one is part of the other."""
    shared = set(_WORDS.findall(one.lower())) & set(_WORDS.findall(other.lower()))
    one, other = _letters(one), _letters(other)
    return bool(shared) or one in other or other in one


def export(pointing: Pointing, path: Path = LEARNED) -> None:
    """Writes what was learned: low-rank changes of the layers, and the pointers."""
    learned = learned_besides(pointing.bert, RANK, PLACES)
    for name in ("asks", "names", "nobody"):
        layer: nn.Linear = getattr(pointing, name)
        learned[f"{name}.weight"] = layer.weight.detach().numpy().astype(np.float32)
        learned[f"{name}.bias"] = layer.bias.detach().numpy().astype(np.float32)
    save_file(learned, path)


def _batches(taught: list[Taught], chance: random.Random) -> list[list[Taught]]:
    """Groups windows of like length, in an order by chance."""
    batches: list[list[Taught]] = [[]]
    for each in sorted(taught, key=lambda each: len(each.window.ids)):
        if batches[-1] and len(each.window.ids) * (len(batches[-1]) + 1) > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(each)
    chance.shuffle(batches)
    return batches


def _optimiser(pointing: Pointing) -> torch.optim.Optimizer:
    layers = [each for each in pointing.bert.parameters() if each.requires_grad]
    heads = [pointing.asks, pointing.names, pointing.nobody]
    return torch.optim.AdamW(
        [
            {"params": layers, "lr": RATE},
            {"params": [w for head in heads for w in head.parameters()], "lr": RATE * HEADS},
        ],
        weight_decay=DECAY,
    )
