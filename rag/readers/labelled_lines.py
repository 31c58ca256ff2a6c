"""Lines of a paragraph that each have a label: "Present: …", "Absent: …", or "4.1 …", "4.2 …".

Whoever wrote them so meant each as a thing of its own, though no empty line stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_CAPTION = re.compile(r"[A-Z][\w’'/-]+(?: [\w’'()/&,-]+){0,5}\s?:\s+\S")
_COUNTED = re.compile(
    r"(?P<before>[A-Z]?(?:\d{1,3}\.){0,3}|§\s?|\()(?P<own>\d{1,3}|(?<=\()[a-z])"
    r"(?P<behind>[.)]?)\s+[\"“‘(\[]?(?:[A-Z]|(?<=\)\s)\w)"
)


def parts_of(lines: Sequence[str]) -> list[range]:
    """Returns which lines belong together, where most begin with a label; [] where they do not.

    A line without one goes on with what stands before it. The first line must have one, numbers
    and letters must follow on each other: else the lines are only wrapped. "Q:" and "A:" are no
    labels, for an answer alone says nothing.
    """
    for begins in (_captioned, _counted):
        starts = begins([line.strip() for line in lines])
        if len(starts) > 1 and not starts[0] and len(lines) <= 2 * len(starts):
            return [range(*each) for each in pairwise([*starts, len(lines)])]
    return []


def _captioned(lines: Sequence[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if _CAPTION.match(line)]


def _counted(lines: Sequence[str]) -> list[int]:
    """The lines whose numbers or letters follow on each other: "4.1", "4.2", or "(a)", "(b)"."""
    starts: list[int] = []
    following = ("", 0)
    for at, line in enumerate(lines):
        match = _COUNTED.match(line)
        if match is None or not (match["before"] or match["behind"]):
            continue
        own = int(match["own"]) if match["own"].isdigit() else ord(match["own"])
        if not starts or (match["before"], own) == following:
            starts.append(at)
            following = (match["before"], own + 1)
    return starts
