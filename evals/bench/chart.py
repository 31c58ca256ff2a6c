"""The plot of growth, as SVG: both axes logarithmic, one line each for build, p50 and p95."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH, HEIGHT, MARGIN = 480, 320, 56
SERIES = (
    ("build", "seconds", "#2563eb"),
    ("ask p50", "p50_seconds", "#15803d"),
    ("ask p95", "p95_seconds", "#dc2626"),
)


def draw_growth(rows: Sequence[Mapping[str, Any]]) -> str:
    """Returns an SVG of seconds over passages.

    Raises:
        ValueError: If there is no row.
    """
    if not rows:
        raise ValueError("nothing was measured, so there is no growth to draw")
    lines = [
        (name, colour, [(row["passages"], _value(row, key)) for row in rows])
        for name, key, colour in SERIES
    ]
    xs = [math.log10(x) for _, _, points in lines for x, _ in points]
    ys = [math.log10(y) for _, _, points in lines for _, y in points]
    x_low, x_high = math.floor(min(xs)), max(math.ceil(max(xs)), math.floor(min(xs)) + 1)
    y_low, y_high = math.floor(min(ys)), math.ceil(max(ys))

    def place(x: float, y: float) -> tuple[float, float]:
        right = (math.log10(x) - x_low) / (x_high - x_low)
        up = (math.log10(y) - y_low) / (y_high - y_low)
        return MARGIN + right * WIDTH, MARGIN / 2 + (1 - up) * HEIGHT

    parts = [_axes(range(x_low, x_high + 1), range(y_low, y_high + 1), place)]
    for number, (name, colour, points) in enumerate(lines):
        path = " ".join("{:.1f},{:.1f}".format(*place(*point)) for point in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(
            f'<text x="{MARGIN + 8}" y="{MARGIN / 2 + 14 * (number + 1)}" '
            f'fill="{colour}">{name}</text>'
        )
    size = f"0 0 {WIDTH + 2 * MARGIN} {HEIGHT + 1.5 * MARGIN}"
    style = "font: 12px sans-serif"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" style="{style}">'
    return f"{head}{''.join(parts)}</svg>\n"


def _value(row: Mapping[str, Any], key: str) -> float:
    return float(row["build"][key] if key == "seconds" else row["ask"][key])


def _axes(x_powers: range, y_powers: range, place: Any) -> str:
    parts = []
    bottom, left = 10.0 ** y_powers[0], 10.0 ** x_powers[0]
    for power in x_powers:
        x, y = place(10.0**power, bottom)
        parts.append(
            f'<text x="{x:.1f}" y="{y + 16:.1f}" text-anchor="middle">{10**power:,}</text>'
        )
    for power in y_powers:
        x, y = place(left, 10.0**power)
        parts.append(f'<path d="M{x:.1f} {y:.1f}h{WIDTH}" stroke="#8884"/>')
        parts.append(
            f'<text x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
        )
    parts.append(
        f'<text x="{MARGIN + WIDTH / 2}" y="{HEIGHT + 1.2 * MARGIN}" '
        'text-anchor="middle">passages</text>'
    )
    return "".join(parts)
