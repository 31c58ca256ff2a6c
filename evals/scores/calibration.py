"""Is a confidence of .8 right eight times in ten?

Expected calibration error (Naeini et al., AAAI 2015; Guo et al., ICML 2017): questions are put into
ten bins of equal size by confidence, and the absolute differences between a bin's mean confidence
and its share of answerable questions are averaged, weighted by the bins' sizes. Bins of equal size
rather than equal width (Nixon et al. 2019), so that no bin is nearly empty. Brier score: the mean
squared difference between confidence and answerable (1) or not (0).

Risk-coverage (El-Yaniv and Wiener, JMLR 2010): answering only the most confident share of the
questions (coverage), the share of those that is answered wrongly (risk).

Example: confidences .9, .7 (both answerable), .3, .1 (neither), two bins: bin means .2 and .8,
shares 0 and 1: error = (.2 + .2) / 2 = .2; Brier = (.01 + .09 + .09 + .01) / 4 = .05.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of similar confidence: their mean confidence, share answerable, and number."""

    confidence: float
    answerable: float
    n: int


def bin_by_confidence(
    confidence: Sequence[float], answerable: Sequence[bool], bins: int = BINS
) -> tuple[Bin, ...]:
    """Returns bins of equal size (to one), least confident first; empty without questions."""
    order = np.argsort(np.asarray(confidence, dtype=float), kind="stable")
    values = np.asarray(confidence, dtype=float)[order]
    truth = np.asarray(answerable, dtype=float)[order]
    parts = [part for part in np.array_split(np.arange(len(order)), bins) if len(part)]
    return tuple(Bin(float(values[p].mean()), float(truth[p].mean()), len(p)) for p in parts)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Returns the expected calibration error in [0, 1]; None without questions."""
    total = sum(b.n for b in bins)
    if not total:
        return None
    return sum(b.n * abs(b.confidence - b.answerable) for b in bins) / total


def brier_score(confidence: Sequence[float], answerable: Sequence[bool]) -> float | None:
    """Returns the mean squared error of the confidence in [0, 1]; None without questions."""
    if not len(confidence):
        return None
    gap = np.asarray(confidence, dtype=float) - np.asarray(answerable, dtype=float)
    return float(np.mean(gap**2))


def risk_coverage(confidence: Sequence[float], right: Sequence[float]) -> list[tuple[float, float]]:
    """Returns (coverage, risk) after each question, most confident first."""
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")
    wrong = np.cumsum(1 - np.asarray(right, dtype=float)[order])
    n = np.arange(1, len(order) + 1)
    return [(float(c), float(r)) for c, r in zip(n / max(len(order), 1), wrong / n, strict=True)]


def precision_recall(positive: Sequence[bool], score: Sequence[float]) -> list[tuple[float, float]]:
    """Returns (recall, precision) of refusing at each threshold, the surest refusals first."""
    order = np.argsort(-np.asarray(score, dtype=float), kind="stable")
    hits = np.cumsum(np.asarray(positive, dtype=float)[order])
    n = np.arange(1, len(order) + 1)
    total = max(float(np.sum(positive)), 1.0)
    return [(float(r), float(p)) for r, p in zip(hits / total, hits / n, strict=True)]
