"""Does the gate catch what was tampered with, and leave honest text alone?

Honest statements are sentences of documents, cited where they stand, and their variants that a
careful editor may make: without the full stop, with straight quotation marks, or the whole with
its neighbour under both citations. Tampered ones are made from the same sentences by one change
each; a kind is left out where a sentence has nothing to change.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.intervals import estimate_mean
from rag.checking.gate import check
from rag.records import Citation, Document, Speaker, Statement

SEED = 12_66
LONGEST = 400  # characters of a sentence that is used
SHORTEST = 40

_DIGIT = re.compile(r"\d")
_VERB = re.compile(r"\b(is|was|were|are|had|has|did|will|could|can)\b(?! not)")
_NEGATION = re.compile(r"\b(?:not|no|never|cannot|without) ")
_HEDGE = re.compile(
    r"\b(?:may(?! \d)|might|could|perhaps|roughly|nearly|appears to) "
    r"|\b(?:about|some|more than|up to) (?=[$\d])",
    re.I,
)
_MONTHS = tuple(calendar.month_name)[1:]
_NAME = re.compile(rf"(?<=[a-z,] )(?!(?:{'|'.join(_MONTHS)})\b)(?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*")
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b(?= \d)")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence with what it cites: itself where it was taken from a document."""

    text: str
    cited: tuple[Citation, ...]


Change = Callable[[Sample, Sample, random.Random], str | None]
Check = Callable[[Statement, Mapping[int, Citation]], Sequence[str]]


def change_digit(sample: Sample, _: Sample, chance: random.Random) -> str | None:
    """One digit becomes another."""
    places = [match.start() for match in _DIGIT.finditer(sample.text)]
    if not places:
        return None
    place = chance.choice(places)
    other = chance.choice([d for d in "123456789" if d != sample.text[place]])
    return sample.text[:place] + other + sample.text[place + 1 :]


def add_not(sample: Sample, _: Sample, __: random.Random) -> str | None:
    """The first auxiliary verb is negated; only where nothing is negated already."""
    if _NEGATION.search(sample.text):
        return None
    text, n = _VERB.subn(r"\1 not", sample.text, count=1)
    return text if n else None


def drop_not(sample: Sample, _: Sample, __: random.Random) -> str | None:
    """A negation is left out."""
    text, n = _NEGATION.subn("", sample.text, count=1)
    return text if n else None


def drop_hedge(sample: Sample, _: Sample, __: random.Random) -> str | None:
    """A hedge is left out."""
    text, n = _HEDGE.subn("", sample.text, count=1)
    return text if n else None


def swap_name(sample: Sample, other: Sample, _: random.Random) -> str | None:
    """A name becomes another sentence's name, which this one doesn't have."""
    mine, theirs = _NAME.search(sample.text), _NAME.search(other.text)
    if not mine or not theirs or theirs.group() in sample.text:
        return None
    return sample.text[: mine.start()] + theirs.group() + sample.text[mine.end() :]


def exchange_names(sample: Sample, _: Sample, __: random.Random) -> str | None:
    """Two names of one sentence change places, so that each does what the other did."""
    found = list(_NAME.finditer(sample.text))
    if len(found) != 2 or found[0].group() == found[1].group():
        return None
    one, other = found
    between = sample.text[one.end() : other.start()]
    if not re.search(r"[a-z]{3,} [a-z]+", between):
        return None  # "A and B" and "A of B" say the same, or nothing, the other way round
    start, end = sample.text[: one.start()], sample.text[other.end() :]
    return start + other.group() + between + one.group() + end


def swap_date(sample: Sample, _: Sample, chance: random.Random) -> str | None:
    """A month becomes another."""
    found = _MONTH.search(sample.text)
    if not found:
        return None
    month = chance.choice([m for m in _MONTHS if m not in sample.text])
    return sample.text[: found.start()] + month + sample.text[found.end() :]


def stitch(sample: Sample, other: Sample, _: random.Random) -> str | None:
    """The first half of a sentence goes on with the second half of another."""
    mine, theirs = sample.text.split(), other.text.split()
    return " ".join(mine[: len(mine) // 2] + theirs[len(theirs) // 2 :])


def change_document(sample: Sample, other: Sample, _: random.Random) -> str | None:
    """The right words under another document's sentence."""
    elsewhere = {citation.document_id for citation in other.cited}
    return None if elsewhere & {citation.document_id for citation in sample.cited} else sample.text


CHANGES: dict[str, Change] = {
    "digit changed": change_digit,
    "not added": add_not,
    "not dropped": drop_not,
    "hedge dropped": drop_hedge,
    "name swapped": swap_name,
    "names exchanged": exchange_names,
    "date swapped": swap_date,
    "two stitched": stitch,
    "wrong document": change_document,
}

HONEST: dict[str, Callable[[str], str]] = {
    "as it stands": str,
    "without the full stop": lambda text: text.rstrip("."),
    "straight quotation marks": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "white space of the line ends": lambda text: " ".join(text.split()),
}


def draw_samples(documents: Sequence[Document], size: int) -> list[Sample]:
    """Draws sentences from the documents' paragraphs: the same for the same documents."""
    found = [
        (document, block.start + match.start(), block.start + match.end())
        for document in documents
        for block in document.blocks
        if block.kind == "paragraph"
        for match in re.finditer(
            r"[A-Z“\"][^.!?]+(?:\.\d[^.!?]*|\.(?! [A-Z]|$|\n)[^.!?]*)*[.!?]",
            document.text[block.start : block.end],
        )
        if SHORTEST <= match.end() - match.start() <= LONGEST
    ]
    drawn = random.Random(SEED).sample(found, min(size, len(found)))
    return [sample_of(*place) for place in drawn]


def sample_of(document: Document, start: int, end: int) -> Sample:
    """Returns a sentence of a document, citing itself."""
    speaker = Speaker(document.author or document.publisher or document.title)
    text = document.text[start:end]
    citation = Citation(
        1, document.id, document.sha256, document.title, document.url, None, None,
        start, end, text, speaker,
    )  # fmt: skip
    return Sample(text, (citation,))


def measure_gate(samples: Sequence[Sample]) -> dict[str, Any]:
    """Returns the gate's catch rate for each kind of tampering, and its false-alarm rate.

    Args:
        samples: Sentences of documents, two or more; their variants must not be alarmed.
    """
    alarms = {
        name: [float(bool(check(*_stated(make(sample.text), sample)))) for sample in samples]
        for name, make in HONEST.items()
    }
    return {**measure_catch(samples, check), **_rates("honest alarmed", alarms)}


def measure_catch(samples: Sequence[Sample], check: Check) -> dict[str, Any]:
    """Returns the catch rate of a check for each kind of tampering.

    Args:
        samples: Two or more.
        check: Returns what speaks against a statement, given all citations.
    """
    chance = random.Random(SEED)
    others = [*samples[1:], *samples[:1]]
    caught: dict[str, list[float | None]] = {name: [] for name in CHANGES}
    missed: dict[str, list[str]] = {name: [] for name in CHANGES}
    for sample, other in zip(samples, others, strict=True):
        for name, change in CHANGES.items():
            text = change(sample, other, chance)
            if text is None:
                continue
            found = check(*_stated(text, other if name == "wrong document" else sample))
            caught[name].append(float(bool(found)))
            if not found:
                missed[name].append(text)
    return {
        **_rates("caught", caught),
        "missed": {name: texts[:5] for name, texts in missed.items()},
    }


def _stated(text: str, sample: Sample) -> tuple[Statement, dict[int, Citation]]:
    numbers = tuple(citation.number for citation in sample.cited)
    cited = {citation.number: citation for citation in sample.cited}
    return Statement(text, numbers, sample.cited[0].speaker), cited


def _rates(name: str, flags: Mapping[str, Sequence[float | None]]) -> dict[str, Any]:
    together = [flag for each in flags.values() for flag in each]
    return {
        name: {kind: asdict(estimate_mean(each)) for kind, each in flags.items()},
        f"{name}, all": asdict(estimate_mean(together)),
    }
