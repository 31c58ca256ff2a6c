"""Questions that ask for several things, and the lists that answer them.

A list is what a sentence announces ("GAO makes three recommendations:"): the items, numbered
sentences or paragraphs after it, over the ends of passages; or sentences that count themselves
("The first heading …", "The second heading …"); or one sentence that lists them ("GAO visited Fiji,
Tonga, and Samoa"). Where a document has no such list, the sentences that come close to the best one
are taken together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.enumeration import find_series
from rag.evidence import Evidence, rank, repeats, retells, text_of
from rag.index_files import Entry
from rag.lexicon import OPPOSITES, stem
from rag.numbers import ORDINALS, numbers
from rag.question import STOP_WORDS, Query
from rag.records import Sentence
from rag.reporting import COUNTS, HOLDS, VERB
from rag.retrieval import Found
from rag.standing import needs

# Most sentences of a list.
MOST = 12
# Share of the best sentence's score that a sentence of an unannounced list must reach …
CLOSE = 0.85
MOST_UNANNOUNCED = 8
MOST_SERIES = 3
# Words up to which what ends a recommendation is its mark alone.
MARK_WORDS = 3
# Words before a series among which the word asked for says what is listed.
NEAR_WORDS = 12
# … and what announces a list, or lists as many as are asked for, must reach, having the word asked
# for.
CLOSE_LEAD = 0.6
# What a sentence with a list of another length must reach.
CLOSE_SERIES = 0.8

# Words at the beginning of a sentence among which it counts itself, and words up to the noun: "the
# first heading of the board's findings".
COUNTED_WORDS = 12
COUNTED_BEFORE = 7

Following = Callable[[Found], Sequence[Entry]]
"""The passages after one that was found, in reading order."""

Listing = tuple[Evidence, int]
"""A sentence, and how many things it lists."""

_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_ASKS = re.compile(
    rf"(?:^|,\s|\band\s)(?:(?:which|what)\s+(?:(?:are|were)\s+)?|(?:list|name|enumerate|give|show)"
    rf"(?:\s+me)?\s+)(?:all\s+)?(?:of\s+)?(?:the\s+|its\s+|their\s+)?(?P<count>{_COUNT}\s+)?"
    r"(?P<words>(?:[\w’'-]+\s+){0,3}?(?P<noun>(?-i:[a-z]{3,}s)))\b(?!['’])",
    re.I,
)
_NO_NOUN = frozenset(
    (
        *("address", "access", "analysis", "basis", "business", "congress", "crisis", "does"),
        *("focus", "happens", "has", "less", "loss", "means", "news", "press", "process"),
        *("progress", "says", "series", "status", "success", "this", "times", "was"),
    )
)
_VERB = re.compile(
    rf"{VERB}|{COUNTS}|{HOLDS}|allows|calls|concerns|covers|deals|governs|makes|names|requires|runs|uses"
)
_RECOMMENDED = re.compile(r"\bwhat\s+(?:did|does|do|has|have)\s.{1,60}?\srecommend(?:ed)?\b", re.I)
_ENDS_ITEM = re.compile(r"\((?:Recommendation|Matter[\w ]*)\s(\d+)\)\W*$")
_RECOMMENDS = re.compile(r"\b(?:recommend(?:s|ed|ing)?|recommendations? (?:to|that|for))\b", re.I)
# "They are as follows:": what stands between what is announced and the list.
_BRIDGE = re.compile(
    r"(?:they|these|those|it|here) (?:\S+ ){1,6}?\S+:|(?:\S+ ){0,3}as follows:", re.I
)
# Verbs by which one takes a side, and their opposites.
_TAKEN = frozenset(map(stem, ("accept", "agree", "oppose", "reject", "support", "disagree")))
_STANDS = tuple(pair for pair in OPPOSITES if _TAKEN & (pair[0] | pair[1]))
_DENIES = re.compile(r"\bnot\b|n['’]t\b")
_MARK = re.compile(r"\W*(?:\(?(?:\d{1,2}|[a-z])[).]|[•●▪–-])\s")


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


def asks_for_list(question: str) -> Wanted | None:
    """Returns what a question wants listed; None where it wants one thing."""
    if _RECOMMENDED.search(question):
        return Wanted("recommendations", None)
    match = _ASKS.search(question)
    if match is None:
        return None
    noun = match["noun"].lower()
    before = match["words"].lower().split()[:-1]
    if before and _VERB.fullmatch(noun):  # "which report names …"
        return None
    if noun in _NO_NOUN or noun in STOP_WORDS or any(word in STOP_WORDS for word in before):
        return None
    count = next((int(found.value) for found in numbers(match["count"] or "")), None)
    return Wanted(noun, count, tuple(before))


def collect(
    query: Query,
    found: Sequence[Found],
    wanted: Wanted,
    following: Following,
    *,
    further: Sequence[Found] = (),
    speakers: frozenset[str] | None = None,
) -> tuple[tuple[Evidence, ...], str]:
    """Chooses the sentences of a list, and says how complete it is.

    Args:
        further: Passages of the same documents that have the word asked for; only what they
            announce is taken.

    Returns:
        The evidence, the best list first, and one line for the reader.
    """
    ranked = rank(query, found, speakers=speakers)
    if not ranked:
        return (), ""
    best = ranked[0].score
    announced: list[Evidence] = []
    for item in rank(query, [*found, *further], speakers=speakers):
        if item.score < CLOSE_LEAD * best:
            break
        lead = _announced(item, wanted, following)
        if lead is not None and not any(_overlap(lead, other) for other in announced):
            announced.append(lead)
    if announced:
        return _within(announced), _told(announced, wanted)
    ranked = [item for item in ranked if _takes_side(query.text, item.text)] or ranked
    best = ranked[0].score
    counting = _counting(ranked, wanted)
    if counting:
        return counting, _complete(len(counting), wanted.count)
    whole, some = _series(ranked, wanted)
    if whole:
        return tuple(item for item, _ in whole), _complete(whole[0][1], whole[0][1])
    chosen = [item for item, _ in some]
    for item in ranked:
        if len(chosen) >= MOST_UNANNOUNCED or item.score < CLOSE * best:
            break
        if not item.blemished and not any(_same(item, other) for other in chosen):
            chosen.append(item)
    alone = len(chosen) == len(some) == 1
    return tuple(chosen), _complete(some[0][1], None) if alone else ""


def recommended(section: Sequence[Found], query: Query) -> tuple[tuple[Evidence, ...], str]:
    """Returns what a document recommends in its section on that, and how complete it is.

    That is each sentence with its mark ("(Recommendation 2)") where they have marks, else those
    that say of themselves that they recommend.
    """
    items = sorted(rank(query, section), key=lambda item: item.sentence.start)
    marked = {
        int(mark[1]): _whole(items[: place + 1])
        for place, item in enumerate(items)
        if (mark := _ENDS_ITEM.search(item.text)) is not None
    }
    if marked:
        return tuple(marked.values())[:MOST], _complete(min(len(marked), MOST), max(marked))
    chosen: list[Evidence] = []
    for item in items:
        says = _RECOMMENDS.search(item.text) and not item.blemished
        if says and not any(_same(item, other) for other in chosen):
            chosen.append(item)
    return tuple(chosen[:MOST_UNANNOUNCED]), _complete(len(chosen), None) if chosen else ""


def _whole(items: Sequence[Evidence]) -> Evidence:
    """Returns the recommendation that the last of some sentences ends.

    Its mark may stand alone, and its last sentence may lean on those before.
    """
    last = len(items) - 1
    last -= last > 0 and len(items[last].text.split()) <= MARK_WORDS
    place = last
    while place and needs(items[place].text):
        place -= 1
    first, *rest = items[place : last + 1]
    return replace(first, followed_by=tuple(item.sentence for item in rest))


def _announced(item: Evidence, wanted: Wanted, following: Following) -> Evidence | None:
    """Returns a sentence with the list that it announces; None if it announces none."""
    text = " ".join(item.text.split())
    if not _has_noun(text, wanted):
        return None
    after = list(_after(item, following))
    bridge = after[0] if after and _BRIDGE.fullmatch(" ".join(after[0][1].split())) else None
    if not text.endswith(":") and bridge is None:
        return None
    items = list(
        _items(after if bridge is None else after[1:], _counted(text, wanted, asked=wanted.count))
    )
    if len(items) < 2:
        return None
    leading = () if bridge is None else (bridge[0],)
    return replace(item, followed_by=(*leading, *items))


def _after(item: Evidence, following: Following) -> Iterator[tuple[Sentence, str, bool]]:
    """Yields the sentences after one, each with its text and whether it opens a block."""
    end, seen = item.sentence.end, False
    for entry in (item.found.entry, *following(item.found)):
        passage = entry.passage
        for sentence in passage.sentences:
            if sentence.start < end:
                continue
            text = passage.text[sentence.start - passage.start : sentence.end - passage.start]
            gap = passage.text[max(end - passage.start, 0) : sentence.start - passage.start]
            opens = not seen or (sentence.start != end and "\n\n" in gap) or end < passage.start
            yield sentence, text, opens
            end, seen = sentence.end, True


def _items(after: Sequence[tuple[Sentence, str, bool]], count: int | None) -> Iterator[Sentence]:
    """Yields the first sentence of each item: list items, numbered or counted paragraphs."""
    if not after or after[0][0].kind == "heading":
        return
    kind = after[0][0].kind
    ends = [place for place, (_, text, _) in enumerate(after) if _ENDS_ITEM.search(text)]
    most = min(MOST, count or MOST)
    if ends:
        opens, given = True, 0
        for sentence, text, _ in after[: ends[-1] + 1]:
            if given == most:
                return
            if opens and sentence.kind != "heading" and len(text.split()) > 3:
                yield sentence
                opens, given = False, given + 1
            opens = opens or _ENDS_ITEM.search(text) is not None
        return
    given = 0
    for sentence, text, opens in after:
        over = sentence.kind != kind or (kind == "paragraph" and count is None)
        if over and not _MARK.match(text):
            return
        if given == most:
            return
        if opens or _MARK.match(text):
            yield sentence
            given += 1


def _counted(text: str, wanted: Wanted, *, asked: int | None) -> int | None:
    """Returns how many of what is asked for a sentence counts ("five agencies"), else `asked`."""
    names = {_singular(word) for word in (*wanted.before, wanted.noun)}
    for number in numbers(text):
        near = re.findall(r"[a-z]+", text[number.end :].lower())[:4]
        if 2 <= number.value <= 100 and any(_singular(word) in names for word in near):
            return int(number.value)
    return asked


def _counting(ranked: Sequence[Evidence], wanted: Wanted) -> tuple[Evidence, ...]:
    """Returns the sentences that count themselves, in that order: "The first heading …"."""
    noun = _singular(wanted.noun)
    by_place: dict[tuple[str, int], Evidence] = {}
    for item in ranked:
        words = re.findall(r"[a-z]+", item.text.lower())[:COUNTED_WORDS]
        for place, word in enumerate(words):
            after = words[place + 1 : place + 1 + COUNTED_BEFORE]
            if word in ORDINALS and noun in map(_singular, after):
                document = item.found.entry.passage.document_id
                by_place.setdefault((document, ORDINALS.index(word)), item)
    if not by_place:
        return ()
    document = next(item.found.entry.passage.document_id for item in by_place.values())
    places = sorted(place for name, place in by_place if name == document)
    if len(places) < 2 or places[0] != 0 or places[-1] != len(places) - 1:
        return ()
    return tuple(by_place[document, place] for place in places)


def _series(ranked: Sequence[Evidence], wanted: Wanted) -> tuple[list[Listing], list[Listing]]:
    """Returns the sentences that list as many things as there are, and those that list some.

    The latter have the word asked for right before the things.
    """
    best = ranked[0].score
    whole: list[Listing] = []
    some: list[Listing] = []
    for item in ranked:
        series = find_series(item.text) if item.score >= CLOSE_LEAD * best else None
        if series is None or any(_same(item, other) for other, _ in (*whole, *some)):
            continue
        # "four programs that …: the first, the second" is led by what stands before the colon.
        lead = " ".join(series.lead.split(":")[0].split()[-NEAR_WORDS:])
        counted = _counted(lead, wanted, asked=None)
        if series.count == counted and wanted.count in (None, counted):
            whole.append((item, series.count))
        elif item.score >= CLOSE_SERIES * best and _has_noun(lead, wanted) and not item.blemished:
            some.append((item, series.count))
    return whole[:MOST_SERIES], some[:MOST_SERIES]


def _takes_side(question: str, text: str) -> bool:
    """Whether a sentence says of somebody that they disagreed, where it is asked who did so."""
    asked, said = (
        frozenset(map(stem, re.findall(r"[a-z]+", each.lower()))) for each in (question, text)
    )
    pairs = [pair for each in _STANDS for pair in (each, each[::-1])]
    sides = [(here, there) for here, there in pairs if asked & here and not asked & there]
    if not sides or _DENIES.search(question):
        return True
    ours, theirs = (frozenset().union(*each) for each in zip(*sides, strict=True))
    if "neither" in text.lower().split():
        return False
    return bool(said & ours) or (bool(said & theirs) and _DENIES.search(text) is not None)


def _has_noun(text: str, wanted: Wanted) -> bool:
    noun = _singular(wanted.noun)
    return any(_singular(word) == noun for word in re.findall(r"[a-z]+", text.lower()))


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _same(item: Evidence, other: Evidence) -> bool:
    """Whether a sentence repeats another and names nobody and no number that it does not."""
    own, seen = (set(re.findall(r"\b(?:[A-Z]\w+|\d[\d.,]*)", each.text)) for each in (item, other))
    return (repeats(item, other) and own <= seen) or retells(item, other)


def _overlap(item: Evidence, other: Evidence) -> bool:
    return bool(set(item.sentences) & set(other.sentences)) or _same(item, other)


def _within(announced: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Keeps whole lists as far as there is room; of the first one, what there is room for."""
    kept: list[Evidence] = []
    room = MOST + 1
    for item in announced:
        if kept and len(item.sentences) > room:
            continue
        kept.append(replace(item, followed_by=item.followed_by[: room - 1]))
        room -= len(kept[-1].sentences)
    return tuple(kept)


def _told(announced: Sequence[Evidence], wanted: Wanted) -> str:
    first = announced[0]
    text = " ".join(text_of(first.found, first.sentence).split())
    counted = _counted(text, wanted, asked=wanted.count)
    return _complete(min(len(first.followed_by), MOST), counted)


def _complete(given: int, counted: int | None) -> str:
    """Says how many there are and whether these are all."""
    if counted is None:
        return f"{given} given; the documents do not say whether there are more."
    if given == counted == 1:
        return "The one that the source counts is given."
    if given >= counted:
        return f"All {counted} that the source counts are given."
    return f"{given} of the {counted} that the source counts are given."
