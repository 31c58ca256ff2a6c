"""How build and questions grow with the number of passages.

A large corpus takes a while to embed. With a folder to keep things in, a run that breaks off goes
on where it was: what was embedded stays embedded and the seconds that it took are counted, and what
was measured to its end is not measured again.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.bench.chart import draw_growth
from evals.bench.process import BenchError, facts, run_stage, telling, workplace
from evals.results import write_json
from evals.run import commit
from rag.corpus import bundled_documents, scan

SEED = 12_64
# What a passage of the program holds of such text on average.
PASSAGE_CHARACTERS = 1_020
PARAGRAPHS = 50
SENTENCES = 5


def measure_growth(
    corpus: Path | None,
    gold: Path,
    sizes: Sequence[int],
    *,
    picture: Path | None = None,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Returns build and question times at several numbers of passages made from a folder's text.

    Args:
        corpus: Folder whose Markdown and text files are grown; the bundled ones where not given.
        gold: The questions.
        sizes: Numbers of passages.
        picture: File for the plot of what was measured so far, drawn anew after each size.
        keep: Folder where corpora, indexes and what was measured are kept, by commit.

    Raises:
        BenchError: If a stage fails or the folder has no text to grow.
    """
    folder = corpus or bundled_documents()
    rows: list[dict[str, Any]] = []
    for size in sizes:
        kept = keep and keep.resolve() / f"{folder.name}-{commit()}-{size}"
        with workplace(kept) as (work, environment):
            rows.append(_measure(folder, gold, size, work, environment))
        if picture:
            picture.write_text(draw_growth(rows), encoding="utf-8")
    return {**facts(folder.name), "growth": rows}


def grow(folder: Path, target: Path, characters: int) -> None:
    """Writes text files of so many characters, made of the sentences of a folder's own texts.

    Sentences are drawn at random, so that documents differ as they do in a large corpus. No
    sentence stands there twice: each time it is drawn again, one of its words is exchanged for
    another of the folder's words.

    Raises:
        BenchError: If the folder has no text or Markdown file.
    """
    sentences = list(_sentences(folder))
    if not sentences:
        raise BenchError(f"{folder} has no text or Markdown file to grow")
    words = [word for sentence in sentences for word in sentence.rstrip(".").split()]
    drawn = random.Random(SEED)
    seen: set[str] = set()

    def draw() -> str:
        sentence = drawn.choice(sentences)
        while sentence in seen:
            parts = sentence.split()
            parts[drawn.randrange(len(parts) - 1)] = drawn.choice(words)
            sentence = " ".join(parts)
        seen.add(sentence)
        return sentence

    target.mkdir(parents=True)
    written = number = 0
    while written < characters:
        paragraphs = (" ".join(draw() for _ in range(SENTENCES)) for _ in range(PARAGRAPHS))
        text = "\n\n".join(paragraphs)
        (target / f"grown-{number:05d}.txt").write_text(text, encoding="utf-8")
        written += len(text)
        number += 1


def _measure(
    folder: Path, gold: Path, size: int, work: Path, environment: dict[str, str]
) -> dict[str, Any]:
    result = work / "measured.json"
    if result.exists():
        row: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        return row
    corpus = work / "corpus"
    if not corpus.exists():
        unfinished = work / "corpus.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        grow(folder, unfinished, size * PASSAGE_CHARACTERS)
        unfinished.rename(corpus)
    built = work / "built.json"
    if not built.exists():
        with telling(f"build of {size:,} passages"):
            write_json(built, run_stage("build", corpus, environment))
    build = json.loads(built.read_text(encoding="utf-8"))
    with telling(f"ask on {build['passages']:,} passages"):
        asked = run_stage("ask", corpus, environment, gold)
    row = {"passages": build["passages"], "build": build, "ask": asked}
    write_json(result, row)
    return row


def _sentences(folder: Path) -> Iterator[str]:
    for file in scan(folder).files:
        if file.path.suffix in {".md", ".txt"}:
            text = file.path.read_text(encoding="utf-8", errors="replace")
            for paragraph in text.split("\n\n"):
                if len(paragraph) > 100:
                    whole = (" ".join(s.split()) for s in paragraph.split(". "))
                    yield from (s.rstrip(".") + "." for s in whole if len(s) > 30 and " " in s)
