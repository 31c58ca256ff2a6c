"""A question that fits several things: "When was the program established?", where several were.

It does not say which, and what another document says answers it as well, of something else. Whoever
quotes the one must see that there is the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from rag.conversation import History
from rag.coverage import in_place, unmet
from rag.evidence import Evidence
from rag.found import Found
from rag.lexicon import stem, words
from rag.question import Query, content_words, roots
from rag.unmentioned import all_roots, names_in

Likeness = Callable[[Found, Sequence[Found]], Sequence[float]]
"""Gives the cosine of a passage to each of some others."""

# What meets all of these is told: 0 of 457 development questions that one thing answers, 14 of 40
# that leave open which of several they mean (`evals/README.md`).
AS_SURE = 1.5
"""Log-odds by which another sentence may answer less surely …"""
SURE = 0.5
"""… and beyond which it must."""
OF_THE_SAME = 0.46
"""Cosine of two passages from which on they tell of one thing, each in its words."""
LESS_MET = 0.25
"""By how much more of the question may be missing where the other sentence stands."""

LONGEST = 12
"""Words of a reply that is but a name."""
NAMED = 0.6
"""Share of its words that must stand where the thing stands that it names."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_PLACE = re.compile(
    rf"(?:the |number |no\. ?|#)?(?:(?P<ordinal>{'|'.join(_ORDINALS)})|\[?(?P<digit>\d)\]?"
    r"|(?P<last>last|latter))(?: (?:one|document|report|source))?",
    re.I,
)
_LEADS_IN = re.compile(
    r"^(?:(?:no|yes|sorry|oh|ah|well|ok|okay)[,.]? )*"
    r"(?:(?:i meant?|of|in|from|for|about|on) )?"
    r"(?:the one (?:of|in|from|for|about|on) |that (?:of|in|from) )?",
    re.I,
)
_ASKS = re.compile(
    r"(?:and |but |so )?(?:who|whom|whose|what|which|when|where|why|how|did|do|does|is|are|was|were"
    r"|has|have|had|can|could|will|would|should|may|tell|list|name|show|give|compare|explain)\b",
    re.I,
)
_THINGS = frozenset(map(stem, words("one document program programme project report source study")))
_POINTS = re.compile(r"\b(?:the|this|that|these|those|their|its|his|her) [a-z]")


def others_meant(
    query: Query, best: Evidence, read: Iterable[Evidence], likeness: Likeness
) -> tuple[Evidence, ...]:
    """Returns what answers a question as well as the best sentence, of another thing each.

    Each has all names that the question has. Nothing where more documents tell of one thing than
    there are others, which is then meant; nor as the small cross-encoder reads: it tells too little
    apart.

    Args:
        read: The sentences that were read beside the question, the best ones first.
    """
    if best.odds is None or best.read_by != "large" or not leaves_open(query.text):
        return ()
    least = max(SURE, best.odds - AS_SURE)
    lacking = unmet(query, best) + LESS_MET
    names = roots(" ".join(names_in(query.text)))
    told = {_document(best.found): best}
    of_the_same = 0
    for item in read:
        if item.odds is None or item.odds <= least or _document(item.found) in told:
            continue
        if max(likeness(item.found, [other.found for other in told.values()])) >= OF_THE_SAME:
            of_the_same += 1
        elif unmet(query, item) <= lacking and names <= roots(in_place(item)):
            told[_document(item.found)] = item
    meant = [item for item in told.values() if item is not best]
    return tuple(meant) if len(meant) >= of_the_same else ()


def leaves_open(question: str) -> bool:
    """Whether a question points at something, and has no number or year that tells which it is."""
    return _POINTS.search(question) is not None and not re.search(r"\d", question)


def may_name_one(reply: str) -> bool:
    """Whether a reply is but a name: "the second one", "I mean the grants", "that on mail"."""
    told = re.findall(r"[\w-]+", _LEADS_IN.sub("", reply.strip(), count=1))
    return 0 < len(told) <= LONGEST and not _ASKS.match(reply.strip())


def with_names(history: History) -> History:
    """Returns turns with what was named in a reply in the question that left it open."""
    turns: list[tuple[str, str]] = []
    for asked, answered in history:
        if turns and leaves_open(turns[-1][0]) and may_name_one(asked):
            opened, _ = turns.pop()
            asked = f"{opened.rstrip(' ?')}, {_LEADS_IN.sub('', asked.strip(), count=1)}"
        turns.append((asked, answered))
    return tuple(turns)


def name_one(reply: str, found: Sequence[Found]) -> Found | None:
    """Returns the one that a reply names, by its place or by what stands there; None where none.

    Args:
        found: Where the things stand that may be meant, in the order in which they were given.
    """
    said = _LEADS_IN.sub("", reply.strip(), count=1)
    place = _PLACE.fullmatch(said.strip(" .!?"))
    if place is not None:
        return _at(place, found)
    named = roots(" ".join(each for each in content_words(said) if stem(each) not in _THINGS))
    if not named:
        return None
    there = [len(named & all_roots([item])) for item in found]
    best = max(there)
    clear = best >= len(named) * NAMED and there.count(best) == 1
    return found[there.index(best)] if clear else None


def _at(place: re.Match[str], found: Sequence[Found]) -> Found | None:
    if place["last"]:
        return found[-1]
    number = (
        int(place["digit"]) if place["digit"] else _ORDINALS.index(place["ordinal"].lower()) + 1
    )
    return found[number - 1] if 0 < number <= len(found) else None


def _document(found: Found) -> str:
    return found.entry.passage.document_id
