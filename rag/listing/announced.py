"""The list that a sentence announces: "GAO makes three recommendations:", and its items.

Items are numbered sentences, list items or counted paragraphs after it, over the ends of passages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.indexing.index_files import Entry
from rag.language.numbers import numbers
from rag.records import Sentence
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found

# Most sentences of a list.
MOST = 12

Following = Callable[[Found], Sequence[Entry]]
"""The passages after one that was found, in reading order."""

MARKED = re.compile(r"\(Recommendation\s\d+\)")
ENDS_ITEM = re.compile(r"\((?:Recommendation\s(?P<recommendation>\d+)|Matter[\w ]*\s\d+)\)\W*$")
# "They are as follows:": what stands between what is announced and the list.
_BRIDGE = re.compile(
    r"(?:they|these|those|it|here) (?:\S+ ){1,6}?\S+:|(?:\S+ ){0,3}as follows:", re.I
)
# "These strategies are (1) …, (2) …": what was counted before, in one sentence.
_IN_ONE = re.compile(
    r"(?:these|those|they|the)\b(?: [\w’'-]+){0,3}? (?:are|were|include)\b[^.;]{0,40}?\(1\) ", re.I
)
_NUMBERED = re.compile(r"\((\d{1,2})\) ")
# "We made the following four observations on the sites:" announces no sites.
_FOLLOWING = re.compile(r"\bfollowing(?: [\w’'-]+){0,3}? [\w’'-]+s\b")
_SIBILANT = re.compile(r"(?:ch|sh|ss|x|zz)es$")
_MARK = re.compile(r"\W*(?:\(?(?:(?P<number>\d{1,2})|[a-z])[).]|[•●▪–-])\s")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list question asks for.

    Attributes:
        noun: The plural asked for, in lower case ("recommendations").
        count: How many there are as the question has it; None where it says not.
        before: The words before the plural that say which ("critical", "infrastructure").
    """

    noun: str
    count: int | None
    before: tuple[str, ...] = ()


def find_announced(item: Evidence, wanted: Wanted, following: Following) -> Evidence | None:
    """Returns a sentence with the list that it announces; None if it announces none."""
    text = " ".join(item.text.split())
    if not has_noun(text, wanted):
        return None
    after = list(sentences_after(item.found, item.sentence.end, following))
    counted = counted_of(text, wanted, asked=None) or 0
    if counted > 1 and after and _in_one(after[0][1]) == counted:
        return replace(item, followed_by=(after[0][0],))
    bridge = after[0] if after and _BRIDGE.fullmatch(" ".join(after[0][1].split())) else None
    if not text.endswith(":") and bridge is None:
        return None
    following_noun = _FOLLOWING.search(text)
    if following_noun and not has_noun(following_noun[0], wanted):
        return None
    count = counted_of(text, wanted, asked=wanted.count)
    items = list(_items(after if bridge is None else after[1:], count))
    if len(items) < 2:
        return None
    leading = () if bridge is None else (bridge[0],)
    return replace(item, followed_by=(*leading, *items))


def with_items(item: Evidence, following: Following) -> Evidence | None:
    """Returns a sentence that ends in a colon with the items behind it; None where none are."""
    after = list(sentences_after(item.found, item.sentence.end, following))
    items = list(_items(after, None)) if item.text.rstrip().endswith(":") else []
    return replace(item, followed_by=tuple(items)) if len(items) > 1 else None


def _in_one(text: str) -> int:
    """How many things a sentence lists that were counted before; 0 where it does not."""
    line = " ".join(text.split())
    numbered = list(map(int, _NUMBERED.findall(line))) if _IN_ONE.match(line) else []
    return len(numbered) if numbered == list(range(1, len(numbered) + 1)) else 0


def is_counted(lead: Evidence, wanted: Wanted) -> bool:
    """Whether a list has as many items as its lead counts of what is asked for: "five steps"."""
    if _is_in_one(lead):
        return True
    counted = counted_of(" ".join(lead.text.split()), wanted, asked=None)
    return counted == sum(sentence.kind == "item" for sentence in lead.followed_by)


def count_items(lead: Evidence, wanted: Wanted) -> int:
    """How many items a list has: what stands between its lead and the first of them is none."""
    if _is_in_one(lead):
        return counted_of(" ".join(lead.text.split()), wanted, asked=None) or 1
    first = [text_of(lead.found, sentence) for sentence in lead.followed_by[:1]]
    bridged = any(_BRIDGE.fullmatch(" ".join(text.split())) for text in first)
    return len(lead.followed_by) - bridged


def _is_in_one(lead: Evidence) -> bool:
    """Whether the items of a list stand in the one sentence behind its lead, see `_in_one`."""
    return len(lead.followed_by) == 1


def sentences_after(
    found: Found, end: int, following: Following
) -> Iterator[tuple[Sentence, str, bool]]:
    """Yields the sentences after where one ends, with their text and whether they open a line.

    A passage may begin within a block: then one space is all that stands before it.
    """
    seen = False
    for entry in (found.entry, *following(found)):
        passage = entry.passage
        for sentence in passage.sentences:
            if sentence.start < end:
                continue
            text = passage.text_of(sentence)
            gap = passage.text[max(end - passage.start, 0) : sentence.start - passage.start]
            apart = "\n" in gap or (end < passage.start and sentence.start - end > 1)
            yield sentence, text, not seen or apart
            end, seen = sentence.end, True


def _items(after: Sequence[tuple[Sentence, str, bool]], count: int | None) -> Iterator[Sentence]:
    """Yields the first sentence of each item: list items, numbered or counted paragraphs."""
    if not after or after[0][0].kind == "heading":
        return
    kind = after[0][0].kind
    ends = [place for place, (_, text, _) in enumerate(after) if ENDS_ITEM.search(text)]
    most = min(MOST, count or MOST)
    if ends:
        opens, given = True, 0
        for sentence, text, _ in after[: ends[-1] + 1]:
            if given == most:
                return
            if opens and sentence.kind != "heading" and len(text.split()) > 3:
                yield sentence
                opens, given = False, given + 1
            opens = opens or ENDS_ITEM.search(text) is not None
        return
    given, number = 0, 0
    for sentence, text, opens in after:
        mark = _MARK.match(text)
        over = sentence.kind != kind or (kind == "paragraph" and count is None)
        if sentence.kind == "heading" or (over and not mark) or given == most:
            return
        if mark and mark["number"]:
            if int(mark["number"]) <= number:  # another list begins
                return
            number = int(mark["number"])
        if opens or mark:
            yield sentence
            given += 1


def counted_of(text: str, wanted: Wanted, *, asked: int | None) -> int | None:
    """Returns how many of what is asked for a sentence counts ("five agencies"), else `asked`."""
    names = {singular(word) for word in (*wanted.before, wanted.noun)}
    for number in numbers(text):
        near = re.findall(r"[a-z]+", text[number.end :].lower())[:4]
        if (
            not number.unit
            and 2 <= number.value <= 100
            and any(singular(word) in names for word in near)
        ):
            return int(number.value)
    return asked


def has_noun(text: str, wanted: Wanted) -> bool:
    """Whether a text has the noun asked for, in either number."""
    noun = singular(wanted.noun)
    return any(singular(word) == noun for word in re.findall(r"[a-z]+", text.lower()))


def singular(word: str) -> str:
    """Returns a word as of one thing."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if _SIBILANT.search(word) else word.removesuffix("s")


def within_room(announced: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Keeps whole lists as far as there is room; of the first one, what there is room for."""
    kept: list[Evidence] = []
    room = MOST + 1
    for item in announced:
        if kept and len(item.sentences) > room:
            continue
        kept.append(replace(item, followed_by=item.followed_by[: room - 1]))
        room -= len(kept[-1].sentences)
    return tuple(kept)


def say_how_complete(given: int, counted: int | None) -> str:
    """Says how many there are and whether these are all."""
    if counted is None:
        return f"{given} given; the documents do not say whether there are more."
    if given == counted == 1:
        return "The one that the source counts is given."
    if given >= counted:
        return f"All {counted} that the source counts are given."
    return f"{given} of the {counted} that the source counts are given."


def is_complete(told: str) -> bool:
    """Whether what is said of a list, see `say_how_complete`, is that nothing of it is missing."""
    return told.startswith(("All ", "The one "))
