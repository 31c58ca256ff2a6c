"""Reads a folder of PDFs and says how right, how fast and with how much memory that went."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2

from evals.bench.process import facts, run
from evals.reading.chosen import Chosen, ChosenError, Found, letters_of, look_up
from evals.reading.page import draw
from evals.table import align
from rag.language.sentences import split_sentences
from rag.readers.registry import read_document
from rag.readers.time_limit import limited
from rag.records import Document

FEWEST_WORDS = 6
LONG_PAGES = 1_000
MOSTLY = 0.6
"""Share of a sentence's runs of three words by which it is there, though not as one."""

REASONS = ("but for digits, as of note marks", "broken up", "not there")
DIGIT = re.compile(r"\d")
WORD = re.compile(r"\w+")


def measure_reading(
    folder: Path, chosen: Sequence[Chosen], *, pictures: Path | None = None
) -> dict[str, Any]:
    """Reads the PDFs of a folder without OCR, holds the chosen sentences and their twins to them.

    Args:
        folder: Of the PDFs, and Markdown files of the same name.
        chosen: Sentences, those of one document together.
        pictures: Where to draw the boxes of each sentence; nowhere where not given.

    Raises:
        ChosenError: If the folder lacks a document.
    """
    found: list[Found] = []
    twins: dict[str, Any] = {}
    pages, seconds = 0, 0.0
    with limited(0):
        for name, sentences in groupby(chosen, attrgetter("document")):
            path = folder / f"{name}.pdf"
            if not path.is_file():
                raise ChosenError(f"{path}: no such file; give the folder of the reports")
            began = time.process_time()
            document = read_document(path, root=folder)
            seconds += time.process_time() - began
            pages += document.page_count
            found += look_up(list(sentences), document)
            if path.with_suffix(".md").is_file():
                twins[name] = _agree(document, read_document(path.with_suffix(".md"), root=folder))
    if pictures is not None:
        _draw_all(found, folder, pictures)
    paths = [folder / f"{name}.pdf" for name in dict.fromkeys(one.document for one in chosen)]
    return {
        **facts(folder.name),
        "sentences": _count(found),
        "by place": {
            place: _count([one for one in found if one.chosen.place == place])
            for place in dict.fromkeys(one.chosen.place for one in found)
        },
        "misses": [_miss(one) for one in found if not one.right],
        "twins": twins,
        "pages": pages,
        "pages a CPU second": round(pages / seconds, 1),
        "largest": _alone(max(paths, key=lambda path: path.stat().st_size)),
        "long": _long(paths),
    }


def format_reading(result: Mapping[str, Any]) -> str:
    """Returns the measurements as tables."""
    columns = ("n", "whole", "page and label", "boxes", "right")
    rows = [["sentences", *columns]]
    for place, counts in {"all": result["sentences"], **result["by place"]}.items():
        rows.append([place, *(str(counts[column]) for column in columns)])
    misses = [f"miss: {json.dumps(miss, ensure_ascii=False)}" for miss in result["misses"]]
    twins = [["twin", "sentences", "found whole", *REASONS]]
    for name, twin in result["twins"].items():
        for side, share in twin.items():
            lost = [str(share["lost"].get(reason, 0)) for reason in REASONS]
            found = f"{share['found'] / share['of']:.3f}"
            twins.append([f"{name}, {side}", str(share["of"]), found, *lost])
    speed = [
        f"{result['pages']} pages, {result['pages a CPU second']} a CPU second",
        *(f"{name}: {_speed_words(result[name])}" for name in ("largest", "long")),
    ]
    return "\n".join([align(rows), *misses, "", align(twins), "", *speed])


def _speed_words(stage: Mapping[str, Any]) -> str:
    return f"{stage['pages']} pages in {stage['seconds']} s, {stage['megabytes']} MB at most"


def _count(found: Sequence[Found]) -> dict[str, int]:
    return {
        "n": len(found),
        "whole": sum(one.whole for one in found),
        "page and label": sum(one.placed for one in found),
        "boxes": sum(one.boxed for one in found),
        "right": sum(one.right for one in found),
    }


def _miss(found: Found) -> dict[str, Any]:
    chosen = found.chosen
    return {
        "document": chosen.document,
        "page": chosen.page,
        "place": chosen.place,
        "begins": chosen.begins,
        "fault": found.fault,
    }


def _agree(one: Document, other: Document) -> dict[str, Any]:
    """Which share of the sentences of each copy stands, letter by letter, in the other."""
    return {"PDF in Markdown": _share(one, other), "Markdown in PDF": _share(other, one)}


def _share(one: Document, other: Document) -> dict[str, Any]:
    whole = letters_of(other.text).lower()
    unnumbered = DIGIT.sub("", whole)
    runs = set(_runs(other.text))
    lost: Counter[str] = Counter()
    count = 0
    for span in split_sentences(one.text, one.blocks):
        text = one.text[span.start : span.end]
        if span.kind == "row" or len(text.split()) < FEWEST_WORDS:
            continue
        count += 1
        letters = letters_of(text).lower()
        if letters in whole:
            continue
        own = list(_runs(text))
        there = sum(run in runs for run in own)
        if DIGIT.sub("", letters) in unnumbered:
            lost[REASONS[0]] += 1
        else:
            lost[REASONS[1 if there >= MOSTLY * len(own) else 2]] += 1
    return {"found": count - lost.total(), "of": count, "lost": dict(lost)}


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yields every three words that follow one another."""
    words = WORD.findall(text.lower())
    return zip(words, words[1:], words[2:], strict=False)


def _draw_all(found: Sequence[Found], folder: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(found, start=1):
        source = folder / f"{one.chosen.document}.pdf"
        for page in dict.fromkeys(box.page for box in one.boxes):
            target = pictures / f"{number:02d}-{one.chosen.document}-p{page}.png"
            draw(source, one.boxes, page, target)


def _alone(path: Path) -> dict[str, Any]:
    """Reads one file in a process of its own, for its memory."""
    command = [sys.executable, "-m", "evals.reading.alone", str(path.resolve())]
    return dict(json.loads(run(command, os.environ).stdout.splitlines()[-1]))


def _long(paths: Sequence[Path]) -> dict[str, Any]:
    """Reads a file of a thousand pages, made of the others' by repetition."""
    with TemporaryDirectory() as work, pypdfium2.PdfDocument.new() as made:
        sources = [pypdfium2.PdfDocument(path) for path in paths]
        for source in cycle(sources):
            missing = LONG_PAGES - len(made)
            if not missing:
                break
            made.import_pages(source, list(range(min(len(source), missing))))
        for source in sources:
            source.close()
        target = Path(work) / "long.pdf"
        made.save(target)
        return _alone(target)
