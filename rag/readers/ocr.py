"""Text in pictures, by the extra `ocr`: RapidOCR with the models that lie in its wheel.

Nothing of it is imported, and nothing is needed of it, until a picture is to be read.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

EXTRA = "pip install 'chiaroscuro[ocr]'"
DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
TURNER = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
LONGEST_SIDE = 3000  # pixels; a larger picture is made smaller
FIND_SIDE = 1600  # pixels, for finding where lines are, which needs less than reading them

LOST_SPACE = re.compile(
    r"(?<=[a-z]{2}[.?!])(?=[A-Z][A-Za-z])"
    r"|(?<=[a-z)][.?!]\d)(?=[A-Z][a-z])"
    r"|(?<=[a-z)][.?!][”\"')])(?=[A-Z][a-z])"
    r"|(?<=[a-z]{2}[,;])(?=[a-z]{2})"
)
"""Where the engine loses the space after a sentence, a footnote's mark, a comma."""

# The engine keeps what it was asked for last in itself.
_ONE_AT_A_TIME = Lock()


class OutOfTime(Exception):
    """A picture that was given up, as it took too long."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as seen, from its left to its right end, in pixels from the left."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as seen.

    Attributes:
        words: From left to right, at least one.
        top, bottom: Of its box, in pixels from the top.
        confidence: In [0, 1].
    """

    words: tuple[SeenWord, ...]
    top: float
    bottom: float
    confidence: float


def engine() -> str:
    """Returns what reads pictures here ("rapidocr 3.10.0"), empty where nothing does."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return ""
    try:
        return f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError:
        return ""


def see(picture: NDArray[np.uint8], *, end: float = math.inf) -> tuple[SeenLine, ...]:
    """Returns the lines of text in a picture, from top to bottom, then from left to right.

    Args:
        picture: Height, width and three colours.
        end: When to give it up, on the monotonic clock.

    Raises:
        ImportError: If the extra is not installed.
        OutOfTime: If it was given up.
    """
    with _ONE_AT_A_TIME:
        engine = _engine()
        engine.end = end
        found = engine(np.ascontiguousarray(picture))
    if found.txts is None:
        return ()
    words = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found)
    return tuple(
        _line(box, text, float(score), seen)
        for box, text, score, seen in zip(found.boxes, found.txts, found.scores, words, strict=True)
        if text.split()
    )


@cache
def _engine() -> Any:
    import rapidocr

    class Engine(rapidocr.RapidOCR):
        """Looks at the clock whenever it goes on to some more lines."""

        end = math.inf

        def recognize_txt(self, img: list[Any]) -> Any:
            read = super().recognize_txt(_Clocked(img, self.end))
            read.imgs = img
            return read

    # Named by their paths, the models are taken as they lie there; by their kinds, RapidOCR would
    # download what it does not find.
    models = Path(rapidocr.__file__).parent / "models"
    return Engine(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": LONGEST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": FIND_SIDE,
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "Det.model_path": str(models / DETECTOR),
            "Rec.model_path": str(models / RECOGNISER),
            "Cls.model_path": str(models / TURNER),
        }
    )


class _Clocked(list[Any]):
    """The pictures of lines, until it is too late to take another one."""

    def __init__(self, lines: list[Any], end: float) -> None:
        super().__init__(lines)
        self._end = end

    def __getitem__(self, at: Any) -> Any:
        if time.monotonic() >= self._end:
            raise OutOfTime
        return super().__getitem__(at)


def _line(box: Any, text: str, score: float, seen: Any) -> SeenLine:
    corners = np.asarray(box, dtype=float)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return SeenLine(tuple(_words(text, left, right, seen)), top, bottom, score)


def _words(text: str, left: float, right: float, seen: Any) -> Iterator[SeenWord]:
    """Places the words of a line: where the engine saw them, else by their share of its letters."""
    words = text.split()
    if [entry[0] for entry in seen] == words:
        places = [np.asarray(entry[2], dtype=float)[:, 0] for entry in seen]
        ends = [(float(xs.min()), float(xs.max())) for xs in places]
    else:
        step = (right - left) / len(text)
        starts = [match.span() for match in re.finditer(r"\S+", text)]
        ends = [(left + start * step, left + end * step) for start, end in starts]
    for word, (start, end) in zip(words, ends, strict=True):
        step, at = (end - start) / len(word), 0
        for part in LOST_SPACE.split(word):
            yield SeenWord(part, start + at * step, start + (at + len(part)) * step)
            at += len(part)
