"""Pairs of what is quoted and another sentence that does or does not change it, to train on.

`changes.jsonl` has a folder of documents a line, each of one matter, which language models wrote:
what a document says is moved, raised, withdrawn or overtaken in another, or further on, mostly in
passing and without a word that marks it. Each folder has questions whose answer is changed, with
the sentence that gives it and those that change it, and questions whose answer stands. Beside these
are trained on, as such that change nothing, the sentences of the folder that come closest to the
question, and what is found nearest to the written questions (`evals.cross_encoder.questions`).
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from evals.cross_encoder.fit import PLACES, Reader, Recipe, learned_besides, restore
from evals.cross_encoder.judged import load_judged
from evals.cross_encoder.pairs import Pair, Searcher, indexed_documents, is_text, is_unseen
from evals.cross_encoder.questions import QuestionsError, load_questions
from evals.indexed import indexed
from rag.fitting.told_by import as_told
from rag.indexing.index import Index
from rag.models.change_reader import CHANGES, FRAMING
from rag.models.cross_encoder import WEIGHTS, InContext
from rag.models.embedding import Encoder
from rag.records import Document
from rag.retrieving.retrieval import look
from rag.settings import Settings

FOLDERS = Path(__file__).parent / "changes.jsonl"
RECIPE = Recipe(rate=1.5e-4, warm_up=0.06, steps=1500)
RANK = 64

LEFT_OUT = 8
"""One folder of so many is never trained on."""
NEAREST = 16
"""Sentences of a folder, those closest to a question, of which some are read beside it …"""
SHORTEST = 9
"""Letters of a sentence that is taken for part of another."""
ALWAYS, BESIDE_CHANGED, BESIDE_UNCHANGED = 3, 8, 5
"""… the nearest always, others by chance up to so many; all where the folder is left out."""
CHANGES_WEIGHT, NEAR_WEIGHT = 4.0, 0.7
"""What those that change something count, by the root of how many there are; what one found
counts."""
AGAIN = 0.3
"""Share of the questions trained on beside which what is said stands again, changing nothing."""
WITHOUT_BEFORE = 0.1
"""Share of the pairs trained on that lose what stands before the sentence."""
REPORTS = 6
"""Reports, beside all texts, in which sentences are found."""
ASKED_OF_TEXT, ASKED_OF_REPORT = 14, 40
"""Questions of each for which some are."""
AMONG, BESIDES = 8, 2
"""The nearest, and of so many so many more."""

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, the sentence that answers it, and those that change what it says."""

    question: str
    said: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """Documents of one matter.

    Attributes:
        documents: Names of files, and their texts.
    """

    name: str
    documents: tuple[tuple[str, str], ...]
    asked: tuple[Answered, ...]

    @property
    def is_left_out(self) -> bool:
        """Whether it is never trained on."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % LEFT_OUT == 0


def load_folders(path: Path = FOLDERS) -> list[Folder]:
    """Reads the folders.

    Raises:
        QuestionsError: If it cannot be read as such a list.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_folder(json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise QuestionsError(f"{path}: not a list of folders: {error}") from None


def make_pairs(documents: Path, folders: Sequence[Folder]) -> list[Pair]:
    """Returns all pairs.

    Args:
        documents: Folder of the reports in which sentences are found, too.
    """
    chance = random.Random(3)
    pairs = [pair for folder in folders for pair in _of_folder(folder, chance)]
    return [*pairs, *_near(documents)]


def start() -> Reader:
    """Returns the small cross-encoder as it was trained on questions, to learn changes."""
    reader = Reader(FRAMING)
    restore(reader, CHANGES.with_name(WEIGHTS))
    return reader


def export_changes(reader: Reader, path: Path = CHANGES, rank: int = RANK) -> None:
    """Writes what was learned: of linear layers the first singular vectors, all else whole."""
    learned = learned_besides(reader.bert, rank, PLACES + 8)
    learned["answer.weight"] = reader.answer.weight.detach().numpy()[0].astype(np.float32)
    learned["answer.bias"] = reader.answer.bias.detach().numpy().astype(np.float32)
    save_file(learned, path)


def _folder(row: Mapping[str, Any]) -> Folder:
    documents = tuple((each["file"], each["text"]) for each in row["documents"])
    changed = (Answered(one["question"], one["said"], tuple(one["by"])) for one in row["changed"])
    unchanged = (Answered(one["question"], one["said"], ()) for one in row["unchanged"])
    return Folder(row["name"], documents, (*changed, *unchanged))


def _of_folder(folder: Folder, chance: random.Random) -> Iterator[Pair]:
    """Yields the pairs of a folder; those trained on now and then lose part of their context."""
    with tempfile.TemporaryDirectory(prefix="changes-") as temporary:
        documents = Path(temporary) / "documents"
        documents.mkdir()
        for name, text in folder.documents:
            (documents / name).write_text(text, encoding="utf-8")
        with indexed(documents, Settings(index_dir=Path(temporary) / "index")) as (index, encoder):
            asker = _Asker(index, encoder)
            for number, answered in enumerate(folder.asked):
                beside = asker.beside(answered)
                if answered.by and not any(changes for _, changes in beside):
                    continue
                for pair in _of_question(answered, beside, chance, all_of_them=folder.is_left_out):
                    asked = f"{folder.name} {number}"
                    yield replace(pair, asked=asked, unseen=folder.is_left_out)


def _of_question(
    answered: Answered,
    beside: Sequence[tuple[InContext, bool]],
    chance: random.Random,
    *,
    all_of_them: bool,
) -> Iterator[Pair]:
    """Yields what changes the answer, and some of what does not, or all that is near."""
    changing = [sentence for sentence, changes in beside if changes]
    others = [sentence for sentence, changes in beside[:NEAREST] if not changes]
    if not all_of_them:
        most = BESIDE_CHANGED if answered.by else BESIDE_UNCHANGED
        rest = others[ALWAYS:]
        others = others[:ALWAYS] + chance.sample(rest, min(len(rest), most - ALWAYS))
        if others and chance.random() < AGAIN:
            others.append(replace(others[0], text=answered.said, before=""))
    for sentence in (*changing, *others):
        changes = sentence in changing
        if not all_of_them and chance.random() < WITHOUT_BEFORE:
            sentence = replace(sentence, before="")
        yield replace(
            _pair("folders", answered.question, answered.said, sentence),
            answers=changes,
            answerable=bool(answered.by),
            weight=CHANGES_WEIGHT / len(changing) ** 0.5 if changes else 1.0,
        )


class _Asker:
    """Finds, in a small folder, what may be later than what is said."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._searcher = Searcher(index, encoder)
        self._index = index
        self._documents: dict[str, Document] = {each.id: each for _, each in index.documents()}

    def beside(self, answered: Answered) -> list[tuple[InContext, bool]]:
        """Returns what may be later, the closest to the question first, and whether it changes."""
        query = self._searcher.prepare(answered.question)
        weights = query.weights.astype(float)
        rows = [row for name in self._documents for row in self._index.rows_of(name)]
        sentences = []
        for found in look(rows, query, self._index):
            for place, sentence in enumerate(found.entry.passage.sentences):
                if sentence.kind != "heading":
                    close = float(found.matches[place].astype(float) @ weights)
                    text = found.entry.passage.text_of(sentence)
                    sentences.append((close, found, place, sentence.start, text))
        said = next((each for each in sentences if _same(each[4], answered.said)), None)
        if said is None:
            return []
        beside: dict[str, tuple[InContext, bool]] = {}
        for _, found, place, start, text in sorted(sentences, key=lambda each: -each[0]):
            earlier = self._is_earlier(found.document_id, start, said[1].document_id, said[3])
            if not earlier and text not in beside and not _same(text, said[4]):
                changes = any(_same(text, each) for each in answered.by)
                beside[text] = as_told(query.text, found, place), changes
        return list(beside.values())

    def _is_earlier(self, one: str, start: int, other: str, than: int) -> bool:
        if one == other:
            return start < than
        days = self._documents[one].date, self._documents[other].date
        return all(days) and str(days[0]) < str(days[1])


def _same(one: str, other: str) -> bool:
    """Whether one of two texts is part of the other, as far as their words go."""
    one, other = (" ".join(_WORDS.findall(each.lower())) for each in (one, other))
    return min(len(one), len(other)) >= SHORTEST and (one in other or other in one)


def _near(documents: Path) -> Iterator[Pair]:
    """Yields what is found for a question beside what answers it, or answers it as well."""
    questions, judged = load_questions(), load_judged()
    chance = random.Random(8)
    named = list(dict.fromkeys((*questions, *judged)))
    reports = [name for name in named if not is_text(name) and not is_unseen(name)]
    names = [name for name in named if is_text(name)]
    names += chance.sample(reports, REPORTS)
    with indexed_documents(documents, names) as (index, encoder):
        searcher = Searcher(index, encoder)
        for name in names:
            asked = questions.get(name, [])
            most = ASKED_OF_TEXT if is_text(name) else ASKED_OF_REPORT
            for one in chance.sample(asked, min(len(asked), most)):
                question = chance.choice(one.answered)
                said = searcher.sentence(name, one, searcher.prepare(question))
                near = [each for each in searcher.near(question) if each.text != said.text]
                rest = near[1:AMONG]
                for other in (*near[:1], *chance.sample(rest, min(BESIDES, len(rest)))):
                    yield _found(name, question, said, other)
            for several in judged.get(name, []):
                if len(several.yes) > 1:
                    query = searcher.prepare(several.question)
                    marks = chance.sample(list(several.yes), 2)
                    said, other = (searcher.sentence(name, mark, query) for mark in marks)
                    yield _found(name, several.question, said, other)


def _found(name: str, question: str, said: InContext, other: InContext) -> Pair:
    one = _pair("found", question, said.text, other)
    return replace(one, weight=NEAR_WEIGHT, unseen=is_unseen(name))


def _pair(source: str, question: str, said: str, sentence: InContext) -> Pair:
    """A pair of which the sentence changes nothing."""
    return Pair(
        source=source,
        asked=f"{source} {question} {said}",
        question=question,
        sentence=sentence,
        answers=False,
        answerable=False,
        unseen=False,
        after=((said, ""),),
    )
