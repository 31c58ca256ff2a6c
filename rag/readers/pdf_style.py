"""What the type of a PDF says of its lines: text proper, headings, small print, new paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rag.language.turn_labels import turns_of
from rag.readers.pdf_lines import Line

PARAGRAPH_GAP = 1.3
"""Distance between paragraphs' lines, in distances between lines of one."""

APART = 1.6
"""Distance to the next line below, in sizes of its type, from which on a line is left free."""

LARGER = 1.08
"""How much larger than the body's type a heading is set."""

SMALLER = 0.9
FEWEST_STEPS = 3
"""Equal distances between lines of a size of type by which its usual distance is known."""


@dataclass(frozen=True, slots=True)
class Style:
    """What most of a document's text looks like.

    Attributes:
        size: Of its type, in points.
        font: Family of its type.
        leading: Distance between its lines by size of type rounded, in points.
        turns: The lines that name whose turn it is to speak; whether they say no more than that.
    """

    size: float
    font: str
    leading: dict[int, float]
    turns: Mapping[str, bool] = field(default_factory=dict)

    def is_body(self, line: Line) -> bool:
        """Whether the line is set like the text proper."""
        return abs(line.size - self.size) <= 0.06 * self.size

    def is_heading(self, line: Line) -> bool:
        """Whether the line is set larger than the text, or as large and bold."""
        return line.size >= LARGER * self.size or (line.bold and line.size >= 0.95 * self.size)

    def gap(self, line: Line) -> float:
        """The distance below which a line belongs to the paragraph above it, in points."""
        leading = self.leading.get(round(line.size), 1.2 * line.size)
        return max(PARAGRAPH_GAP * leading, 1.35 * line.size)


def find_style(pages: Iterable[Sequence[Line]]) -> Style:
    """Returns what most of the text is set in."""
    pages = list(pages)
    faces: Counter[tuple[float, str]] = Counter()
    steps: dict[int, Counter[float]] = {}
    for lines in pages:
        before: Line | None = None
        for line in lines:
            faces[round(line.size, 1), line.font] += len(line.text)
            if before is not None and before.size == line.size and before.baseline > line.baseline:
                step = round(before.baseline - line.baseline, 1)
                steps.setdefault(round(line.size), Counter())[step] += 1
            before = line
    (size, font), _ = faces.most_common(1)[0]
    leading = {
        size: step
        for size, counts in steps.items()
        for step, count in counts.most_common(1)
        if count >= FEWEST_STEPS
    }
    leading = {key: min(step, 1.6 * key) for key, step in leading.items()}
    return Style(size, font, leading, _turns(pages))


def _turns(pages: Iterable[Sequence[Line]]) -> dict[str, bool]:
    """Returns the lines that name whose turn it is, and whether they say no more than that."""
    texts: list[str] = []
    ends: dict[int, int] = {}
    at = 0
    for lines in pages:
        before: Line | None = None
        for line in lines:
            far = before is None or bool(before.baseline - line.baseline > APART * line.size)
            ends[at + far] = at + far + len(line.text)
            texts.append("\n" * far + line.text)
            at = ends[at + far] + 1
            before = line
    text = "\n".join(texts)
    turns = turns_of(text, ends.items())
    return {text[at : ends[at]]: end >= ends[at] for at, end in turns.items() if at in ends}
