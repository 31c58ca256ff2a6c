"""The curves of a report, as SVG that needs no library."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.intervals import wilson_interval
from evals.page.look import as_text

SIZE = 250
MARGIN = 40


@dataclass(frozen=True, slots=True)
class Curve:
    """What a figure shows; both axes go from 0 to 1, or to `x_end`.

    Attributes:
        points: (x, y) of the line.
        dots: Whether each point is marked.
        bars: For each point, the interval of its y.
        level: A height to compare with, drawn as a thin line.
        rising: Whether that line rises from corner to corner instead.
        spot: The one point of the line at which the program works.
    """

    title: str
    says: str
    x_name: str
    y_name: str
    points: Sequence[Sequence[float]]
    dots: bool = False
    bars: Sequence[tuple[float, float]] = field(default=())
    level: float | None = None
    rising: bool = False
    spot: Sequence[float] | None = None
    x_end: float = 1.0


def draw_curves(report: Mapping[str, Any]) -> str:
    """Returns the figures of a report: confidence, refusing, risk and latency."""
    calibration = report["calibration"]
    gold = report["gold"]["questions"]
    bins = calibration["bins"]
    must = sum(row["must_refuse"] for row in report["questions"])
    wrong = 1 - (report["scores"]["all"]["correct"]["value"] or 0)
    threshold = report["settings"].get("refuse_below")
    curves = [
        Curve(
            "Is the confidence to be believed?",
            f"{len(bins)} bins of about {gold // max(len(bins), 1)} questions by confidence, with "
            "95 % intervals; on the thin line, a confidence of .8 is right eight times in ten.",
            "confidence", "share answerable", [b[:2] for b in bins],
            dots=True, bars=[wilson_interval(b[1], b[2]) for b in bins], rising=True,
        ),
        Curve(
            "Refusing: precision over recall",
            f"All thresholds of the confidence, the surest refusals first. The thin line is "
            f"chance: {must} of {gold} questions must be refused."
            + (f" The dot: refused below {threshold:g}." if threshold is not None else ""),
            "recall", "precision", calibration["precision_recall"], level=must / max(gold, 1),
            spot=_at(calibration["precision_recall"], calibration.get("below")),
        ),
        Curve(
            "Risk over coverage",
            f"Were only the most confident share answered, how much of that would be wrong; over "
            f"all questions {wrong:.2f}.",
            "coverage", "risk", calibration["risk_coverage"], level=wrong,
        ),
    ]  # fmt: skip
    waits = report["latency_seconds"].get("curve")
    if waits:
        curves.append(
            Curve(
                "How long an answer takes",
                "The share of questions that were answered within so many seconds, on the machine "
                "that made this report.",
                "seconds",
                "share answered",
                waits,
                x_end=_round_up(waits[-1][0]),
            )
        )
    return f'<div class="curves">{"".join(map(_draw, curves))}</div>'


def _at(points: Sequence[Sequence[float]], n: int | None) -> Sequence[float] | None:
    """The point after `n` questions, where there is one."""
    return points[n - 1] if n and n <= len(points) else None


def _round_up(x: float) -> float:
    power = 10.0 ** math.floor(math.log10(max(x, 1e-3)))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= x)


def _draw(curve: Curve) -> str:
    def place(point: Sequence[float]) -> tuple[float, float]:
        return SIZE * point[0] / curve.x_end, SIZE * (1 - point[1])

    line = " ".join("{:.1f},{:.1f}".format(*place(point)) for point in curve.points)
    marks = [f'<path d="M0 0V{SIZE}H{SIZE}" stroke="var(--soft)" fill="none"/>']
    if curve.rising:
        marks.append(f'<path d="M0 {SIZE}L{SIZE} 0" stroke="var(--soft)" stroke-width=".5"/>')
    if curve.level is not None:
        height = SIZE * (1 - curve.level)
        marks.append(f'<path d="M0 {height:.1f}H{SIZE}" stroke="var(--soft)" stroke-width=".5"/>')
    for point, (low, high) in zip(curve.points, curve.bars, strict=False):
        x = place(point)[0]
        marks.append(
            f'<path d="M{x:.1f} {SIZE * (1 - low):.1f}V{SIZE * (1 - high):.1f}" '
            'stroke="var(--band)" stroke-width="5"/>'
        )
    marks.append(f'<polyline points="{line}" fill="none" stroke="var(--one)" stroke-width="2"/>')
    dots = [*(curve.points if curve.dots else ()), *([curve.spot] if curve.spot else ())]
    for dot in dots:
        x, y = place(dot)
        marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="var(--one)"/>')
    for share in (0, 0.5, 1):
        at = SIZE * share
        marks.append(
            f'<text x="{at}" y="{SIZE + 15}" text-anchor="middle">{share * curve.x_end:g}</text>'
        )
        marks.append(f'<text x="-7" y="{SIZE - at + 4}" text-anchor="end">{share:g}</text>')
    marks.append(
        f'<text x="{SIZE / 2}" y="{SIZE + 32}" text-anchor="middle">{as_text(curve.x_name)}</text>'
    )
    marks.append(f'<text x="0" y="-9">{as_text(curve.y_name)}</text>')
    width, height = SIZE + 1.5 * MARGIN, SIZE + 1.6 * MARGIN
    return (
        f"<figure><figcaption><b>{as_text(curve.title)}</b></figcaption>"
        f'<svg role="img" aria-label="{as_text(curve.title)}" width="{width}" height="{height}" '
        f'viewBox="{-MARGIN} {-MARGIN / 1.5:.0f} {width} {height}">{"".join(marks)}</svg>'
        f'<p class="muted"><small>{as_text(curve.says)}</small></p></figure>'
    )
