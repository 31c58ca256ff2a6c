"""Flowing text out of Markdown that a converter made from printed pages.

Such files keep the lines of the page: a footnote or a running header stands in the middle of a
sentence, and one paragraph is cut in two where a page ended. Files written as Markdown pass through
unchanged.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from rag.language.turn_labels import turns_of
from rag.readers.decoding import CONTROLS
from rag.readers.lines import LONGEST_TITLE, OPENS_LOWER, Vocabulary, is_title, runs_on
from rag.readers.unseen import strip_unseen
from rag.records import BlockKind

NOTE = re.compile(r"(\d{1,3}) (?=[\"\u201c\u2018(\[]?[A-Z\d])|\[\^(\w{1,20})\]:\s+")
LETTERED_NOTE = re.compile(r"[a-z] [A-Z]")
ORDINAL_MARK = re.compile(r"(?<=\d) (?:\[(st|nd|rd|th)\]|(st|nd|rd|th)(?= [Cc]entur))")
LOOSE_MARK = re.compile(r"(?<=\w) (?=[,;)](?:\s|$)|\.(?:\s[A-Z]|$))")
APPENDIX = re.compile(r"Appendix [IVXLC]+\b")
CAPTION = re.compile(r"(?:Figure|Table|Source|Sources|Note|Notes)\b")
LONGEST_BOLD_HEADING = 120
LONGEST_RUNNING_LINE = 100
FEWEST_REPEATS = 3
LATEST_FIRST_NOTE = 3
"""The number that a sequence of notes begins with at the latest: the first may be lost."""

MOST_INTERRUPTIONS = 3
LONGEST_PARAGRAPH = 20_000
"""Characters beyond which a paragraph is not joined to the next one: none is so long in print."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block as the file has it: its text with the file's line breaks.

    Attributes:
        label: The page that the file says it reports.
        bold: Whether it is a paragraph all in bold.
        said_by: Who says it, where the format tells; see `Block`.
        turn: Whether it begins with who speaks: it goes on with nothing that stands before it.
    """

    text: str
    kind: BlockKind
    level: int = 0
    label: str | None = None
    bold: bool = False
    said_by: tuple[str, ...] = ()
    turn: bool = False


def mend(parts: Sequence[Part]) -> list[Part]:
    """Returns the parts with lines joined, notes set apart, running lines out, sentences whole."""
    vocabulary = Vocabulary(part.text for part in parts)
    parts = list(_part_labels(list(_part_turns(parts))))
    numbers, parts = _mark_notes(parts)
    parts = _drop_running(parts)
    joined = [_flow(part, vocabulary, numbers) for part in parts]
    headed = list(_run_in(list(mark_headings(joined))))
    return list(_rejoin(headed, vocabulary))


def _part_turns(parts: Sequence[Part]) -> Iterator[Part]:
    """Parts paragraphs before each line that names whose turn it is to speak, and behind a name."""
    text = "\n\n".join(part.text for part in parts)
    starts = [0, *accumulate(len(part.text) + 2 for part in parts)]
    lines = [
        (start + line.start(), start + line.end())
        for start, part in zip(starts, parts, strict=False)
        if part.kind in ("paragraph", "quote")
        for line in re.finditer(r"\S.*", part.text)
    ]
    turns = turns_of(text, lines)
    alone = {end for end in turns.values() if text[end : end + 1] == "\n"}
    places = sorted({*turns, *alone})
    for start, part in zip(starts, parts, strict=False):
        end = start + len(part.text)
        cuts = places[bisect_right(places, start) : bisect_left(places, end)]
        for first, last in pairwise([start, *cuts, end]):
            if not cuts and first not in turns:
                yield part
                continue
            label = part.label if first == start else None
            yield replace(part, text=text[first:last].strip(), label=label, turn=first in turns)


def _part_labels(parts: Sequence[Part]) -> Iterator[Part]:
    """Parts from a paragraph the title on its first line that several have: "Findings and Results".

    Only one that ends its line though the next word had room there: it goes on with nothing.
    """
    titles = Counter(filter(None, map(_label, parts)))
    for part in parts:
        title = _label(part)
        if title and titles[title] >= FEWEST_REPEATS:
            yield replace(part, text=title)
            part = replace(part, text=part.text.split("\n", 1)[1], label=None)
        yield part


def _label(part: Part) -> str:
    """The title that stands on a paragraph's first line, before a whole sentence; "" for none."""
    first, *rest = (line.strip() for line in part.text.split("\n"))
    if part.kind != "paragraph" or part.bold or not rest or CAPTION.match(first):
        return ""
    room = len(first) + 1 + len(rest[0].split(" ", 1)[0]) <= max(map(len, rest))
    whole = rest[0][:1].isupper() and not is_title(rest[0]) and rest[-1].endswith((".", "?", "!"))
    return first if room and whole and " " in first and is_title(first) else ""


def _mark_notes(parts: Sequence[Part]) -> tuple[set[str], list[Part]]:
    """Marks as footnotes the paragraphs that begin with the numbers of a rising sequence."""
    numbered: list[tuple[int, int]] = []
    marked = list(parts)
    numbers: set[str] = set()
    for index, part in enumerate(parts):
        match = NOTE.match(part.text) if part.kind == "paragraph" and not part.bold else None
        if match and match[2]:
            numbers.add(f"^{match[2]}")
            text = f"{match[2]} {part.text[match.end() :]}"
            marked[index] = replace(part, kind="footnote", text=text)
        elif match:
            numbered.append((index, int(match[1])))
    for index, number in _sequences(numbered):
        numbers.add(str(number))
        marked[index] = replace(parts[index], kind="footnote")
    return numbers, marked


def _sequences(numbered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yields what belongs to a longest rising sequence, and to those that begin anew after it."""
    while numbered:
        chain = _longest_rising(numbered)
        if chain[0][1] > LATEST_FIRST_NOTE:
            return
        yield from chain
        numbered = [pair for pair in numbered if pair[0] > chain[-1][0]]


def _longest_rising(numbered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of rising numbers, by patience sorting."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for position, (_, number) in enumerate(numbered):
        pile = bisect_left(tops, number)
        tops[pile : pile + 1] = [number]
        ends[pile : pile + 1] = [position]
        before.append(ends[pile - 1] if pile else None)
    chain: list[tuple[int, int]] = []
    at: int | None = ends[-1]
    while at is not None:
        chain.append(numbered[at])
        at = before[at]
    return chain[::-1]


def _drop_running(parts: Sequence[Part]) -> list[Part]:
    """Leaves out all but the first of short lines that repeat and cut a sentence at least twice.

    A heading that repeats ("Results" in every chapter) cuts no sentence and stays.
    """
    lines = [part.text.strip() if part.kind == "paragraph" else "" for part in parts]
    counts = Counter(line for line in lines if 0 < len(line) <= LONGEST_RUNNING_LINE)
    repeated = {line for line, count in counts.items() if count >= FEWEST_REPEATS}
    interrupting: Counter[str] = Counter()
    for index in range(1, len(parts) - 1):
        if lines[index] in repeated and _interrupts(parts, index, repeated):
            interrupting[lines[index]] += 1
    running = {line for line in repeated if interrupting[line] > 1 or APPENDIX.match(line)}
    kept = {line: lines.index(line) for line in running}
    return [part for index, part in enumerate(parts) if kept.get(lines[index], index) == index]


def _interrupts(parts: Sequence[Part], index: int, repeated: set[str]) -> bool:
    earlier = reversed(parts[max(index - MOST_INTERRUPTIONS, 0) : index])
    later = parts[index + 1 : index + 1 + MOST_INTERRUPTIONS]
    before = next((part for part in earlier if _is_body(part, repeated)), None)
    after = next((part for part in later if _is_body(part, repeated)), None)
    return before is not None and after is not None and runs_on(before.text, after.text)


def _is_body(part: Part, repeated: set[str]) -> bool:
    return part.kind != "footnote" and part.text.strip() not in repeated


def _flow(part: Part, vocabulary: Vocabulary, numbers: set[str]) -> Part:
    """Joins the lines of a part and takes out the marks that point to its footnotes."""
    text = vocabulary.join(part.text.split("\n"))
    text = LOOSE_MARK.sub("", ORDINAL_MARK.sub(r"\1\2", text))
    text = re.sub(r" ?\[(\^?\w{1,20})\]", lambda mark: "" if mark[1] in numbers else mark[0], text)
    return replace(part, text=text)


def mark_headings(parts: Sequence[Part]) -> Iterator[Part]:
    """Makes headings of short bold lines, one level below the heading that they stand under."""
    level = int(any(part.kind == "heading" and part.level == 1 for part in parts))
    for part in parts:
        if part.kind == "heading":
            level = part.level
        elif part.bold and _is_heading(part.text):
            part = replace(part, kind="heading", level=min(level + 1, 6))
        yield part


def _is_heading(text: str) -> bool:
    short = len(text) <= LONGEST_BOLD_HEADING and text[-1:] not in (".", ",", ";", ":")
    return short and text[:1].isupper() and CAPTION.match(text) is None


def _run_in(parts: Sequence[Part]) -> Iterator[Part]:
    """Makes paragraphs of headings that are the beginning of what the next one goes on with.

    Such as "## Uncertain rules. The country lacks a", where nothing before goes on there; what a
    text is headed by is its title.
    """
    open_text = ""
    for place, part in enumerate(parts):
        following = next(iter(parts[place + 1 : place + 2]), None)
        titled = place == 0 and part.level == 1
        headed = part.kind == "heading" and not titled
        if headed and following is not None and _is_begun(part, following):
            begins = not runs_on(open_text, following.text)
            part = replace(part, kind="paragraph", level=0) if begins else part
        if part.kind in ("paragraph", "item") and not _is_line_between(part):
            open_text = part.text
        yield part


def _is_begun(heading: Part, following: Part) -> bool:
    """Whether a heading is no title, and what follows goes on with it in small letters."""
    goes_on = _is_continuable(following) and OPENS_LOWER.match(following.text) is not None
    goes_on = goes_on and LETTERED_NOTE.match(following.text) is None
    return goes_on and not is_title(heading.text) and runs_on(heading.text, following.text)


def _rejoin(parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[Part]:
    """Joins a paragraph cut in two by a page's end, and puts what stood between after it."""
    index = 0
    while index < len(parts):
        part = parts[index]
        index += 1
        between: list[Part] = []
        while (stop := _continuation(part, parts, index)) is not None:
            between += parts[index:stop]
            part = replace(part, text=vocabulary.append(part.text, parts[stop].text))
            index = stop + 1
        yield part
        yield from between


def _continuation(part: Part, parts: Sequence[Part], index: int) -> int | None:
    """Where the sentence that the part leaves open goes on, past notes and lines between."""
    mendable = part.kind in ("paragraph", "item") and len(part.text) <= LONGEST_PARAGRAPH
    if not mendable or part.bold or is_title(part.text):
        return None
    lines = 0
    for stop in range(index, len(parts)):
        following = parts[stop]
        if following.kind == "footnote":
            continue
        if _is_continuable(following) and runs_on(part.text, following.text):
            return stop
        lines += 1
        if lines > MOST_INTERRUPTIONS or not _is_line_between(following):
            return None
    return None


def _is_continuable(part: Part) -> bool:
    return part.kind == "paragraph" and not (part.bold or part.label or part.turn)


def _is_line_between(part: Part) -> bool:
    """Whether it may stand in the middle of a sentence: a caption, or a heading at its side."""
    longest = LONGEST_TITLE if part.kind == "heading" else LONGEST_BOLD_HEADING
    if part.label or len(part.text) > longest:
        return False
    captioned = CAPTION.match(part.text) is not None
    titled = part.kind == "heading" or (part.kind == "paragraph" and is_title(part.text))
    return captioned or part.bold or titled


def strip_parts(parts: Sequence[Part]) -> tuple[list[Part], int]:
    """Returns the parts without characters that nobody sees, and how many of those count."""
    kept: list[Part] = []
    total = 0
    for part in parts:
        text, count = strip_unseen(CONTROLS.sub(" ", part.text))
        total += count
        if text.strip():
            kept.append(part if text == part.text else replace(part, text=text))
    return kept, total
