"""What of the sentences that answer says again, in other words, what another of them says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.surplus import LEVEL_DISPUTED
from rag.asking.question import roots
from rag.fitting.partial_figures import days, figures
from rag.language.abbreviations import abbreviations
from rag.language.dates import ANY_MONTH
from rag.language.opposing import goes_against
from rag.models.likeness import Likeness
from rag.retrieving.evidence import CREDITS, Evidence, are_of_one_teller, negates, told

SAME = 0.7
"""Cosine of two sentences from which on one says again what the other says, in other words."""

SAME_FIGURES = 0.55
"""… where both have the same figures, and have some."""

_NAME = re.compile(r"(?:(?<=[\w,;:’'\")] )|(?<=[A-Z]\. )|(?<= \())[A-Z][\w’'-]*")
"""A word of a name: a capital that no sentence begins with."""

_NO_NAME = re.compile(rf"\b(?:[A-Z]\.){{2,}}|\b(?:{ANY_MONTH})(?= \d)")
"""What a capital begins that names nobody: "U.S. citizens", "March 3"."""

_NUMBER = re.compile(r"(?<=[A-Z])(?:-\d+)+\b")
"""The number of a report, whose letters are its maker's: "OIG-12-64"."""

_TAKES_BACK = re.compile(
    r"\b(?:wrong|false|incorrect|untrue|mistaken?|no longer|correct(?:ed|ion)|contradict\w*"
    r"|den(?:y|ies|ied)|disput\w+|reject\w*|refus\w+|withdr\w+|fail\w*)\b",
    re.I,
)
"""Words of what is not so, or no longer so."""


def leave_out_again(evidence: Sequence[Evidence], likeness: Likeness) -> tuple[Evidence, ...]:
    """Leaves out what says in other words what a sentence before it says of the same teller.

    And what a later sentence says, too, that tells more and answers about as likely: all words of
    it, or the same in other words with a name, a day or a figure besides.
    """
    kept: list[Evidence] = []
    for item in evidence:
        within = [each for each in kept if _is_told_by(each, item, likeness)]
        if within:
            kept[kept.index(within[0])] = item
            kept = [each for each in kept if each not in within]
        elif not any(_says_the_same(item, each, likeness) for each in kept):
            kept.append(item)
    return tuple(kept)


def _says_the_same(item: Evidence, other: Evidence, likeness: Likeness) -> bool:
    """Whether a sentence says much what another one says, and has no figure or name of its own."""
    return (
        _may_be_again(item, other)
        and _adds_nothing(item, other)
        and not goes_against(item.text, other.text)
        and _are_alike(item, other, likeness)
    )


def _is_told_by(item: Evidence, other: Evidence, likeness: Likeness) -> bool:
    """Whether another sentence says all that one says and more, and answers about as likely."""
    if (other.odds or 0.0) < (item.odds or 0.0) - LEVEL_DISPUTED:
        return False
    if not _may_be_again(item, other) or not _adds_nothing(item, other):
        return False
    if goes_against(item.text, other.text):
        return False
    if roots(item.text) <= roots(other.text):
        return True
    return not _adds_nothing(other, item) and _are_alike(item, other, likeness)


def _are_alike(item: Evidence, other: Evidence, likeness: Likeness) -> bool:
    """Whether two sentences are near enough in meaning to say the same."""
    same = figures(told(item)) == figures(told(other)) != frozenset()
    return likeness(item.text, other.text) >= (SAME_FIGURES if same else SAME)


def _may_be_again(item: Evidence, other: Evidence) -> bool:
    """Whether one teller says both a sentence that stands by itself and another one.

    And neither denies or takes back something where the other does not.
    """
    if len(item.sentences) > 1 or not are_of_one_teller(item, other):
        return False
    one, two = ((negates(each.text), bool(_TAKES_BACK.search(each.text))) for each in (item, other))
    return one == two


def _adds_nothing(item: Evidence, other: Evidence) -> bool:
    """Whether a sentence has no figure, day or name that another has not.

    Who tells it is such a name where that is not its speaker.
    """
    own, there = told(item), told(other)
    said, teller = CREDITS.sub("", own), roots(str(item.sentence.speaker))
    known = roots(other.text) | roots(_NUMBER.sub("", other.text))
    return (
        figures(own) <= figures(there)
        and days(own) <= days(there)
        and _names(said) | (_names(item.text) - teller) <= known
    )


def _names(text: str) -> frozenset[str]:
    """The roots of the names in a text, a body by its abbreviation where both stand there."""
    for form, short in abbreviations(text).items():
        text = text.replace(f"{form} ({short})", short)
    text = _NO_NAME.sub(" ", text)
    return roots(" ".join(_NAME.findall(text)))
