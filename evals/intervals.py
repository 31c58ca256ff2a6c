"""How sure are we of a mean, or of a difference? 95 % intervals by the bootstrap.

Percentile bootstrap over questions (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
chapter 13); paired, over the questions that both runs have, for differences (Koehn, "Statistical
Significance Tests for Machine Translation Evaluation", EMNLP 2004). Seeded: the same scores give
the same interval. Where all scores are 0, or all are 1, the bootstrap has nothing to draw from and
would be certain after one question: there it is Wilson's interval for a share (JASA 1927).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
Z = 1.96  # of the normal distribution, for 95 %
LEVEL = 0.95
SEED = 2012

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score of a set.

    Attributes:
        value: None where it applies to no question.
        low: Lower end of its 95 % interval; None where there is no value.
        high: Upper end.
        n: Number of questions scored.
        asked: Number of questions asked.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    asked: int

    def __str__(self) -> str:
        if self.value is None or self.low is None or self.high is None:
            return f"not applicable (0 of {self.asked})"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] ({self.n} of {self.asked})"


def as_plain(estimate: Estimate) -> dict[str, float | int | None]:
    """Returns an estimate as plain JSON types."""
    return asdict(estimate)


def estimate_mean(scores: Sequence[float | None]) -> Estimate:
    """Returns the mean of the scores in [0, 1] that are not None, with its interval."""
    mean = _bootstrap(scores)
    if mean.value in (0.0, 1.0):
        low, high = wilson_interval(mean.value, mean.n)
        return replace(mean, low=low, high=high)
    return mean


def estimate_statistic(
    rows: Sequence[T], statistic: Callable[[Sequence[T]], float | None]
) -> Estimate:
    """Returns a statistic of a whole set (F1, AUROC, …) with its interval.

    Resamples for which the statistic does not exist are left out.
    """
    value = statistic(rows)
    if value is None:
        return Estimate(None, None, None, 0, len(rows))
    drawn = (statistic([rows[i] for i in draw]) for draw in _draws(len(rows), RESAMPLES // 4))
    values = np.array([v for v in drawn if v is not None], dtype=float)
    return Estimate(value, *_ends(values), len(rows), len(rows))


def estimate_difference(before: Sequence[float | None], after: Sequence[float | None]) -> Estimate:
    """Returns the mean of after - before over the questions that have both, with its interval.

    Raises:
        ValueError: If the two are not of the same length.
    """
    pairs = zip(before, after, strict=True)
    return _bootstrap([None if a is None or b is None else b - a for a, b in pairs])


def wilson_interval(share: float, n: int) -> tuple[float, float]:
    """Returns the 95 % interval of a share of `n`; (0, 1) for none.

    Example: 5 of 10 give .24 to .76, 24 of 24 give .86 to 1.
    """
    if not n:
        return 0.0, 1.0
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    spread = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _bootstrap(scores: Sequence[float | None]) -> Estimate:
    values = np.array([score for score in scores if score is not None], dtype=float)
    if not len(values):
        return Estimate(None, None, None, 0, len(scores))
    means = values[_draws(len(values))].mean(axis=1)
    return Estimate(float(values.mean()), *_ends(means), len(values), len(scores))


def _draws(n: int, resamples: int = RESAMPLES) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, n, size=(resamples, n))


def _ends(values: NDArray[np.float64]) -> tuple[float, float]:
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return float(low), float(high)
