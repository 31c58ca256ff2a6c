"""The opposite of what a question says, as a sentence has it: "declined" for "improved".

Only opposites that one and the same thing cannot be.
"""

from __future__ import annotations

import re

from rag.fitting.alignment import marks
from rag.fitting.clauses import of_another_thing
from rag.fitting.subjects import of_one_asked
from rag.language.claims import Token, fold, keys, read, years
from rag.language.dates import ANY_MONTH
from rag.language.lexicon import MODAL, OPPOSITES, stem, words

# What has begun may also have ended, and the first is not the last: of the opposites only those
# that one and the same thing cannot be.
_EXCLUSIVE = frozenset(
    map(stem, words("grant confirm legal true valid rose improve profit binding"))
)
REACH = 3
"""Words between "would" and the verb: "would then have risen"."""

_OPPOSED = tuple(pair for pair in OPPOSITES if _EXCLUSIVE & (pair[0] | pair[1]))
_DEAR = re.compile(r"\b(?:expensive|costly)\b", re.I)
_FOR_NOTHING = re.compile(
    r"\b(?:little or no|no|without(?: any)?|free of) (?:(?:extra|added|additional|further) )?"
    r"(?:costs?|charge|expense)\b",
    re.I,
)


_VOTED_FOR = re.compile(
    r"\b(?:did|does|do|has|have) (?P<who>[^?]{2,80}?) vote[ds]? (?:for|in favou?r of)\b", re.I
)
_VOTED_AGAINST = re.compile(
    r"(?<!had )(?<!who )(?<!which )(?<!that )\bvote[ds]? "
    r"(?:(?:[\w-]+ to [\w-]+|\d+[-–]\d+|\w+ly),? )*against\b",
    re.I,
)
_INCLUDED = re.compile(
    r"\b(?:is|are|was|were) (?P<one>[^?,;]{2,80}?) included\b"
    r"|\b(?:did|does|do) [^?,;]{2,80}? include (?P<other>[^?,;]{2,80}?)"
    r"(?: (?:in|from|among)\b|\?|$)",
    re.I,
)
_EXCLUDED = re.compile(
    r"(?P<one>[^,;:]{2,80}?) (?:is|are|was|were|been) (?:\w+ly )?(?P<done>excluded)\b"
    r"|\b(?P<does>exclude[sd]?) (?P<other>[^,;:]{2,80})",
    re.I,
)
"""What is in something, and what is left out of it."""
_MONTH = re.compile(rf"\b(?:{ANY_MONTH})\b")


def opposed(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """The opposite of a verb of the question, where the sentence lacks that verb."""
    asked = {stem(token.bare) for token in ours if token.kind == "word"}
    about = {token.key for token in ours if token.says}
    places = [place for place, token in enumerate(theirs) if token.says]
    told = [theirs[place] for place in places]
    denied = {place for mark in marks(theirs) if mark.key == "not" for place in mark.scope}
    of_years = len(years(ours) & years(theirs)) > 1  # what is of the same two years is the same
    said = {
        stem(token.bare): places[place]
        for place, token in enumerate(told)
        if token.kind == "word"
        and place not in denied
        and not _may_be(theirs[: places[place]])
        and (of_years or of_one_asked(theirs[: places[place]], about))
    }
    verbs = {stem(token.bare) for token in told if token.kind == "word"}
    for one, other in _OPPOSED:
        for here, there in ((one, other), (other, one)):
            if asked & here and not asked & there and not here & verbs:
                found = [
                    each
                    for each in sorted(there & said.keys())
                    if not of_another_thing(ours, theirs, said[each], asked & here)
                ]
                if found:
                    return theirs[said[found[0]]].text
    return None


def _may_be(before: tuple[Token, ...]) -> bool:
    """Whether what follows is possible, wanted or expected, and not so by that."""
    near = [each.bare for each in before[-REACH:]]
    return bool(MODAL.intersection(near)) or near[-1:] == ["to"]


def voted_against(question: str, text: str) -> str | None:
    """The vote against what a question has the same one vote for, in no other month."""
    asked, line = _VOTED_FOR.search(fold(question)), fold(text)
    said = _VOTED_AGAINST.search(line) if asked is not None else None
    if asked is None or said is None:
        return None
    months, theirs = (set(_MONTH.findall(each)) for each in (question, text))
    before, who = read(line[: said.start()]), keys(read(f", {asked['who']}"))
    if (months and theirs and not months & theirs) or not who & keys(before):
        return None
    return said[0] if of_one_asked(before, who) else None


def left_out(question: str, text: str) -> str | None:
    """The word by which all that a question has included is excluded."""
    asked, said = _INCLUDED.search(fold(question)), _EXCLUDED.search(fold(text))
    if asked is None or said is None:
        return None
    wanted, out = (keys(read(each["one"] or each["other"])) for each in (asked, said))
    return (said["done"] or said["does"]) if wanted and wanted <= out else None


def at_no_cost(question: str, text: str) -> str | None:
    """What comes at no cost where the question has it expensive."""
    free = _FOR_NOTHING.search(text) if _DEAR.search(question) else None
    return None if free is None or _DEAR.search(text) else free[0]
