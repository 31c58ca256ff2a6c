r"""Is the answer right? Judged by what it must contain, without a judge model.

An answerable question is answered rightly when each of the item's values stands in the answer's
statements, in any of its wordings; the item without values when each of its points is cited. A
question that must be refused is answered rightly when the answer refuses, whatever the kind; a
`partly_covered` one also needs the values of its covered part. Containment of short gold values is
the accuracy of open-domain question answering (Chen et al., "Reading Wikipedia to Answer
Open-Domain Questions", ACL 2017, "contains"), here with several values an item.

Complete-list recall is the share of a list question's values that stand in the answer.

Example: values [["12", "twelve"], ["re:Kans(as|\\.)"]]; "Twelve counties took part." has the first
and not the second: correctness 0, list recall 1/2.
"""

from __future__ import annotations

import re

from evals.records import Asked, GoldItem
from evals.scores.citation import is_right

REGEX = "re:"
_LETTER_MADE_CAPITAL = re.compile(r"(?<!\w)\[(\w)\](?=\w)")


def score_correctness(asked: Asked) -> float:
    """Returns 1 for a right answer or a right refusal, else 0."""
    item = asked.item
    if item.answerable:
        return float(_says_it(asked))
    if not asked.refused:
        return 0.0
    if item.type == "partly_covered" and item.values:
        return float(all(share_of_values(item, asked.said)))
    return 1.0


def score_list(asked: Asked) -> float | None:
    """Returns the share of a list question's values in the answer; None for other questions."""
    if asked.item.type != "list" or not asked.item.values:
        return None
    found = share_of_values(asked.item, asked.said)
    return sum(found) / len(found)


def share_of_values(item: GoldItem, said: str) -> list[bool]:
    """Returns for each value of the item whether the text has it."""
    return [any(contains(said, wording) for wording in wordings) for wordings in item.values]


def contains(said: str, wording: str) -> bool:
    """Returns whether a text has a wording: as whole words, case, white space and plural aside.

    A letter in brackets, which a quotation begins with, is a letter: "[R]ust" has "rust".

    Raises:
        re.error: If the regular expression after "re:" is malformed.
    """
    text = _plain(said)
    if wording.startswith(REGEX):
        return re.search(wording.removeprefix(REGEX), text, re.IGNORECASE) is not None
    plural = "s?" if wording[-1:].isalpha() else ""
    pattern = rf"(?<![\w.,]){re.escape(_plain(wording))}{plural}(?![\w]|[.,]\d)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _says_it(asked: Asked) -> bool:
    if not asked.answer.statements:
        return False
    if asked.item.values:
        return all(share_of_values(asked.item, asked.said))
    return all(
        any(is_right(cited, span) for cited in asked.cited for span in point)
        for point in asked.points
    )


def _plain(text: str) -> str:
    quotes = text.translate(str.maketrans("‘’“”–—−", "''\"\"---"))
    return " ".join(_LETTER_MADE_CAPITAL.sub(r"\1", quotes).split())
