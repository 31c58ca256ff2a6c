"""Public question sets, read where they lie; nothing of them is downloaded, kept or committed.

Each set becomes a temporary folder of text files, one a document, with a `sources.toml` that gives
their titles, so that the program reads them as it reads any folder. A set whose passages have no
common document (clapnq, mtrag_un, squad2) has one file a passage.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals import gold
from evals.errors import EvalsError
from evals.records import Span


class PublicSetError(EvalsError):
    """A public set is unknown or its files are missing."""


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question of a public set.

    Attributes:
        evidence: Where it is answered; empty where it isn't, or the set doesn't say.
        about: The document that it was asked of, where the set says so; "" else.
        trained_on: Whether the cross-encoder was: what it then makes of it proves nothing.
    """

    id: str
    question: str
    answerable: bool
    evidence: tuple[Span, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    about: str = ""
    trained_on: bool = False


@dataclass(frozen=True, slots=True)
class PublicSet:
    """The documents of a set (title and text by id) and its questions."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    questions: tuple[PublicQuestion, ...]

    def write(self, folder: Path) -> None:
        """Writes the documents as text files, and their titles, into an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = []
        for document_id, (title, text) in self.documents.items():
            (folder / f"{document_id}.txt").write_text(text, encoding="utf-8", newline="\n")
            if title.strip():
                head = f'[[source]]\ndocument = "{document_id}"\n'
                lines.append(f"{head}title = {json.dumps(title, ensure_ascii=False)}\n")
        (folder / "sources.toml").write_text("\n".join(lines), encoding="utf-8")


def load_set(name: str, data: Path) -> PublicSet:
    """Reads a public set from the folder of all sets.

    Raises:
        PublicSetError: If the set is unknown or a file of it is missing.
    """
    check_names([name])
    try:
        documents, questions = LOADERS[name](data)
    except OSError as error:
        raise PublicSetError(f"set {name!r} is not in {data}: {error.strerror}") from None
    return PublicSet(name, documents, tuple(questions))


def check_names(names: Sequence[str]) -> tuple[str, ...]:
    """Returns the names of the sets meant, all of them for none.

    Raises:
        PublicSetError: If one is unknown.
    """
    for name in names:
        if name not in LOADERS:
            raise PublicSetError(f"unknown set {name!r}; known: {', '.join(LOADERS)}")
    return tuple(names) or tuple(LOADERS)


Documents = dict[str, tuple[str, str]]
Loaded = tuple[Documents, list[PublicQuestion]]


def _chroma(data: Path) -> Loaded:
    folder = data / "chroma_chunking"
    return _spans(folder / "corpus.jsonl", folder / "questions.jsonl")


def _legal(name: str) -> Callable[[Path], Loaded]:
    def load(data: Path) -> Loaded:
        folder = data / "legalbenchrag"
        documents, questions = _spans(
            folder / f"{name}.corpus.jsonl", folder / f"{name}.questions.jsonl"
        )
        learned = name == "contractnli"
        return documents, [
            replace(each, trained_on=learned and not gold.is_held_out(each.id))
            for each in questions
        ]

    return load


def _spans(corpus: Path, questions: Path) -> Loaded:
    rows = _read(corpus)
    ids = _ids(row["doc_id"] for row in rows)
    documents = {ids[row["doc_id"]]: (_title(row), _canonical(row["text"])) for row in rows}
    return documents, [
        PublicQuestion(
            row["id"],
            row["question"],
            True,
            tuple(Span(ids[e["doc_id"]], e["start"], e["end"]) for e in row["evidence"]),
        )
        for row in _read(questions)
    ]


def _clapnq(data: Path) -> Loaded:
    rows = _read(data / "clapnq" / "questions.jsonl")
    ids = _ids(row["doc_id"] for row in rows)
    documents = {ids[row["doc_id"]]: (row["title"], _canonical(row["passage"])) for row in rows}
    return documents, [
        PublicQuestion(
            row["id"],
            row["question"],
            row["answerable"],
            tuple(Span(ids[row["doc_id"]], e["start"], e["end"]) for e in row["evidence"]),
            about=ids.get(row.get("doc_id"), ""),
        )
        for row in rows
    ]


def _squad(data: Path) -> Loaded:
    rows = _read(data / "squad2" / "contexts.jsonl")
    ids = _ids(row["doc_id"] for row in rows)
    documents = {ids[row["doc_id"]]: (row["title"], _canonical(row["text"])) for row in rows}
    return documents, [
        PublicQuestion(
            row["id"],
            row["question"],
            row["answerable"],
            tuple(Span(ids[e["doc_id"]], e["start"], e["end"]) for e in row["evidence"]),
            about=ids.get(row.get("doc_id"), ""),
            trained_on=_is_trained_on(documents, ids.get(row.get("doc_id"), "")),
        )
        for row in _read(data / "squad2" / "questions.jsonl")
    ]


def _is_trained_on(documents: Documents, name: str) -> bool:
    """Whether the cross-encoder is trained on an article: a hash of its title leaves some out."""
    title, _ = documents.get(name, ("", ""))
    return int(hashlib.sha256(title.encode()).hexdigest(), 16) % 2 == 0


def _mtrag(data: Path) -> Loaded:
    rows = _read(data / "mtrag_un" / "passages.jsonl")
    ids = _ids(row["doc_id"] for row in rows)
    documents = {ids[row["doc_id"]]: ("", _canonical(row["text"])) for row in rows}
    return documents, [
        PublicQuestion(
            row["id"],
            row["question"],
            row["answerable"],
            tuple(
                Span(ids[e["doc_id"]], 0, len(documents[ids[e["doc_id"]]][1]))
                for e in row["evidence"]
                if e["doc_id"] in ids
            ),
            _turns(row["history"]),
        )
        for row in _read(data / "mtrag_un" / "questions.jsonl")
    ]


def _obliqa(data: Path) -> Loaded:
    texts: dict[int, str] = {}
    places: dict[str, Span] = {}
    for row in _read(data / "obliqa" / "passages.jsonl"):
        name = f"rules-{row['doc_id']}"
        before = texts.get(row["doc_id"], "")
        text = _canonical(row["text"])
        texts[row["doc_id"]] = f"{before}{text}\n\n"
        places[row["passage_uid"]] = Span(name, len(before), len(before) + len(text))
    documents = {f"rules-{number}": ("", text) for number, text in texts.items()}
    return documents, [
        PublicQuestion(
            row["id"],
            row["question"],
            True,
            tuple(places[e["passage_uid"]] for e in row["evidence"] if e["passage_uid"] in places),
        )
        for row in _read(data / "obliqa" / "questions.jsonl")
    ]


LOADERS: dict[str, Callable[[Path], Loaded]] = {
    "chroma_chunking": _chroma,
    "contractnli": _legal("contractnli"),
    "privacy_qa": _legal("privacy_qa"),
    "clapnq": _clapnq,
    "mtrag_un": _mtrag,
    "squad2": _squad,
    "obliqa": _obliqa,
}


def _turns(history: Sequence[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    turns = []
    for asked, answered in itertools.pairwise(history):
        if asked["speaker"] == "user" and answered["speaker"] == "agent":
            turns.append((asked["text"], answered["text"]))
    return tuple(turns)


def _canonical(text: str) -> str:
    """The text as the program reads it, where that keeps all offsets; else as it stands."""
    normal = unicodedata.normalize("NFC", text)
    return normal if len(normal) == len(text) else text


def _title(row: Mapping[str, Any]) -> str:
    return str(row.get("title") or "").replace("_", " ").replace("-", " ")


def _ids(names: Iterable[Any]) -> dict[Any, str]:
    """Names that are safe as file names, and the same on every run."""
    return {name: f"d{number:05d}" for number, name in enumerate(dict.fromkeys(names))}


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]
