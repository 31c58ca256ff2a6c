"""The lists that answer questions for several things.

A list is what a sentence announces ("GAO makes three recommendations:"): the items, numbered
sentences or paragraphs after it, over the ends of passages; or sentences that count themselves
("The first heading …", "The second heading …"); or one sentence that lists them ("GAO visited Fiji,
Tonga, and Samoa"). Where a document has no such list, the sentences that come close to the best one
are taken together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.asking.question import Query, roots
from rag.language.connectives import without_connective
from rag.language.dates import ANY_MONTH
from rag.language.lexicon import OPPOSITES, STOP_WORDS, stem
from rag.language.numbers import ORDINALS
from rag.listing.announced import (
    MOST,
    Following,
    Wanted,
    count_items,
    counted_of,
    find_announced,
    has_noun,
    is_counted,
    say_how_complete,
    within_room,
)
from rag.listing.listing import counted_as, find_broken, lists, series_of, that_count_themselves
from rag.listing.one_more import with_others_like
from rag.listing.runs import with_whole_runs
from rag.retrieving.evidence import Evidence, rank, repeats, retells, text_of
from rag.retrieving.found import Found
from rag.retrieving.picking import lead_in, with_context
from rag.retrieving.reasons import may_give_reason
from rag.retrieving.standing import FOOTNOTE_LOSS, announces, loss, needs

# Share of the best sentence's score that a sentence of an unannounced list must reach …
CLOSE = 0.85
# … or this, where it is worded as the best one is, of somebody else …
CLOSE_ALIKE = 0.75
# … or this, where it announces a list or lists as many as are asked for, and has their word …
CLOSE_LEAD = 0.6
# … and the log-odds that it answers, where it was read.
LIKELY = -3.0
# The same of a list that has as many items as it counts of what is asked for.
LIKELY_COUNTED = -4.0
# By how much less surely than the best one of several lists a further one may be read to answer.
LESS_SURE = 2.0
MOST_UNANNOUNCED = 8
MOST_SERIES = 3
LED = 3
"""Sentences that the best one may be, those that it leans on among them."""

# Share of its words that a sentence with another's names and figures has of it, if it retells it.
RETOLD = 0.5
# Share of a question's words that a sentence has which counts what is asked for, beside its names.
COUNTED_ALIKE = 0.6

NOT_ALL = "This is what comes closest; other documents may have it as well."
"""What is said where it is asked which documents have something."""

Order = Callable[[Sequence[Evidence]], list[Evidence]]
"""Reads ranked sentences beside the question and puts them in order by that, too."""

_REASONS = frozenset(("causes", "grounds", "reasons"))
_DOCUMENTS = frozenset(("articles", "documents", "papers", "publications", "reports", "studies"))
# Verbs by which one takes a side, and their opposites.
_TAKEN = frozenset(map(stem, ("accept", "agree", "oppose", "reject", "support", "disagree")))
_STANDS = tuple(pair for pair in OPPOSITES if _TAKEN & (pair[0] | pair[1]))
# What is given, rather than that somebody gives it: "which strategies help in grants".
_THINGS = frozenset(map(stem, ("grants",)))
# "no approved drugs", "has not approved any drugs": what there is none of.
_NONE = re.compile(r"\b(?:no|not .{0,40}?\bany)\b((?: [\w’'-]+){0,5})")
_DENIES = re.compile(r"\bnot\b|n['’]t\b")
_DAY = re.compile(rf"\b({ANY_MONTH}) \d{{1,2}}\b")
_NAME = re.compile(r"\b(?!According\b)[A-Z]\w+")
_FIGURE = re.compile(r"\b\d[\d.,]*")
_THE_NTH = re.compile(rf"\bthe ({'|'.join(ORDINALS)})\b")


def collect(
    query: Query,
    found: Sequence[Found],
    wanted: Wanted,
    following: Following,
    *,
    further: Sequence[Found] = (),
    speakers: frozenset[str] | None = None,
    order: Order = list,
) -> tuple[tuple[Evidence, ...], str]:
    """Chooses the sentences of a list, and says how complete it is.

    Args:
        further: Passages of the same documents that have the word asked for; only what they
            announce is taken.
        order: Reads the sentences of a list that nothing announces.

    Returns:
        The evidence, the best list first, and one line for the reader.
    """
    ranked = rank(query, found, speakers=speakers)
    if not ranked:
        return (), ""
    best = ranked[0].score
    leads: list[Evidence] = []
    for item in rank(query, [*found, *further], speakers=speakers):
        if item.score < CLOSE_LEAD * best:
            break
        lead = find_announced(item, wanted, following)
        if lead is None or not _takes_side(query.text, item.text):
            continue
        leads.append(lead)
    announced: list[Evidence] = []
    for lead in sorted(leads, key=lambda lead: not is_counted(lead, wanted)):
        if not any(_overlap(lead, other) for other in announced):
            announced.append(lead)
    announced = [
        item
        for item in order(announced)
        if _is_likely(item, LIKELY_COUNTED if is_counted(item, wanted) else LIKELY)
        or count_items(item, wanted) == wanted.count
    ]
    announced = [
        item
        for item in announced
        if _is_likely(item, (announced[0].odds or 0.0) - LESS_SURE)
        or count_items(item, wanted) == wanted.count
    ]
    if announced:
        return within_room(announced), _told(announced, wanted)
    ranked = [item for item in ranked if _takes_side(query.text, item.text)] or ranked
    if _says_none(query, ranked[0], wanted):
        none = _unlike([item for item in ranked if _says_none(query, item, wanted)])
        return tuple(none[:MOST_SERIES]), ""
    counting = that_count_themselves(ranked, wanted)
    if counting:
        return counting, say_how_complete(len(counting), wanted.count)
    return _unannounced(query, order(ranked), wanted, following)


def _unannounced(
    query: Query, ranked: Sequence[Evidence], wanted: Wanted, following: Following
) -> tuple[tuple[Evidence, ...], str]:
    """The sentences that list as many things as there are, else those close to the best one."""
    near = _once(_near(ranked), wanted)
    if wanted.noun in _REASONS:
        near = [item for item in near if may_give_reason(item.text)] or near
    likely: list[Evidence] = []
    if wanted.count is not None:
        least = CLOSE_LEAD * ranked[0].score
        likely = [item for item in ranked if item.score >= least and _is_likely(item)]
        among = [item for item in likely if not item.blemished]
    else:
        among = _with_whole(near, wanted)
    whole = _unlike([item for item in among if lists(item, wanted)[1]])[:MOST_SERIES]
    whole = _once(whole, wanted)
    if whole:
        count, _ = lists(whole[0], wanted)
        counted = counted_of(series_of(whole[0])[1], wanted, asked=None)
        return tuple(whole), say_how_complete(count, counted)
    broken = find_broken(likely, wanted, following)
    if broken is not None:
        counted = counted_of(broken.text, wanted, asked=None)
        return (broken,), say_how_complete(wanted.count or 0, counted)
    count = lists(near[0], wanted)[0] if len(near) == 1 else 0
    told = say_how_complete(count, None) if count else ""
    if count and _is_counted_elsewhere(query, ranked, wanted, count):
        told = f"All {count} that the documents count are given."
    if wanted.noun in _DOCUMENTS:
        told = NOT_ALL
    told = told or _told_of_series(near)
    more = with_others_like(query.text, _in_reading_order(near), ranked, wanted)
    if len(more) > len(near):
        more, told = _unlike(more), ""
    given, said = with_whole_runs(more, following)
    return given, told or said


def _with_whole(near: list[Evidence], wanted: Wanted) -> list[Evidence]:
    """The sentences among which whole lists are looked for, none where the best one is no list.

    It may count what is asked for and name one of them ("one of four programs"): then those that
    answer as surely and list as many.
    """
    if not near or lists(near[0], wanted)[1]:
        return near
    counted, least = counted_of(near[0].text, wanted, asked=None), near[0].odds or 0.0
    if counted is None:
        return []
    whole = [item for item in near[1:] if lists(item, wanted) == (counted, True)]
    return [item for item in whole if (item.odds or 0.0) >= least]


def _is_counted_elsewhere(
    query: Query, ranked: Sequence[Evidence], wanted: Wanted, count: int
) -> bool:
    """Whether the documents count as many of what is asked for, and nowhere another number.

    A sentence counts the same things if it has all names of the question and most of its words.
    """
    names = frozenset(map(str.lower, _NAME.findall(query.text[1:])))
    asked = roots(query.text) - roots(wanted.noun)
    if not asked:
        return False
    only = replace(wanted, before=())
    counts = set()
    for item in ranked:
        own = counted_of(item.text, only, asked=None)
        if own is None or not names <= set(re.findall(r"\w+", item.text.lower())):
            continue
        shared = len(asked & roots(item.text))
        if shared >= (COUNTED_ALIKE if names else 1.0) * len(asked):
            counts.add(own)
    return counts == {count}


def _in_reading_order(items: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Puts sentences of one passage in its order, where the best of them stands: "The same …"."""
    rows = list(dict.fromkeys(item.found.row for item in items))
    return tuple(sorted(items, key=lambda item: (rows.index(item.found.row), item.sentence.start)))


def _near(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The best of ranked sentences, and those close to it that may answer as well.

    Not one that leans on a sentence which is not among them: "These include …".
    """
    first = [item for item in ranked if item.score >= CLOSE_ALIKE * ranked[0].score]
    best = next(filter(_stands, first), None)
    if best is None:
        return []
    near = [best]
    for item in ranked:
        close = CLOSE_ALIKE if repeats(item, best) else CLOSE
        if item.score >= close * best.score and _is_likely(item) and not item.blemished:
            near.append(item)
    near += _of_series(near, ranked)
    there = {item.sentence for item in near}
    alone = [i for i in near[1:] if not needs(i.text) or lead_in(i) in there]
    if needs(best.text):  # with the sentence that it leans on
        best = with_context(best, there, LED)
    return _unlike([best, *alone])[:MOST_UNANNOUNCED]


def _of_series(near: Sequence[Evidence], ranked: Sequence[Evidence]) -> list[Evidence]:
    """What else counts itself as two of some sentences do: "The fifth heading is …"."""
    counted = {said for said in map(counted_as, near) if said is not None}
    nouns = [said[:2] for said in counted]
    series = {noun for noun in nouns if nouns.count(noun) > 1}
    least = CLOSE_LEAD * ranked[0].score
    there = {item.sentence for item in near}
    return [
        item
        for item in ranked
        if item.sentence not in there
        and item.score >= least
        and (counted_as(item) or ())[:2] in series
        and _is_likely(item, LIKELY_COUNTED)
        and not item.blemished
    ]


def _told_of_series(near: Sequence[Evidence]) -> str:
    """That all are given, where a sentence counts as many as count themselves: "five headings"."""
    counted = [said for said in map(counted_as, near) if said is not None]
    if len(counted) < 2 or len({said[:2] for said in counted}) > 1:
        return ""
    if sorted(said[2] for said in counted) != list(range(len(counted))):
        return ""
    only = Wanted(counted[0][1], None)
    counts = {counted_of(item.text, only, asked=None) for item in near if counted_as(item) is None}
    return say_how_complete(len(counted), len(counted)) if counts == {len(counted)} else ""


def _stands(item: Evidence) -> bool:
    """Whether a sentence answers by itself, though it be a footnote."""
    headings = item.found.entry.passage.headings
    lost = loss("", item.sentence, item.text, headings)
    return lost <= FOOTNOTE_LOSS and not announces(item.text)


def _is_likely(item: Evidence, least: float = LIKELY) -> bool:
    """Whether a sentence may answer, as far as it was read."""
    return item.odds is None or item.odds > least


def _says_none(query: Query, item: Evidence, wanted: Wanted) -> bool:
    """Whether a sentence says of all that is asked for that there is none."""
    if _NONE.search(query.text) or _DENIES.search(query.text):
        return False
    text = " ".join(item.text.lower().split())
    return roots(query.text) <= roots(text) and any(
        has_noun(found[1], wanted) for found in _NONE.finditer(text)
    )


def _unlike(items: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what repeats an earlier one."""
    kept: list[Evidence] = []
    for item in items:
        if not any(is_same(item, other) for other in kept):
            kept.append(item)
    return kept


def is_same(item: Evidence, other: Evidence) -> bool:
    """Whether a sentence repeats another and names nobody and no number that it does not."""
    if retells(item, other):
        return True
    (own, names, figures), (seen, known, given) = map(_says, (item, other))
    small = frozenset(re.findall(r"\w+", other.text))
    names = frozenset(name for name in names if name.lower() not in small)  # "Depending" opens it
    if not names | figures <= known | given:
        return False
    retold = bool(figures) and len(own & seen) > RETOLD * len(own)
    return retold or repeats(item, other) or own <= seen


def _once(items: list[Evidence], wanted: Wanted) -> list[Evidence]:
    """Leaves out what only names again those that the first one lists, where so many are asked."""
    if wanted.count is None:
        return items
    return [*items[:1], *(item for item in items[1:] if not _names_again(item, items[0]))]


def _names_again(item: Evidence, other: Evidence) -> bool:
    """Whether another sentence lists things, and one has as many names, all of them there."""
    own, seen = (set(_NAME.findall(each.text.partition(" ")[2])) for each in (item, other))
    return len(own) >= series_of(other)[0] > 0 and own <= seen


def _takes_side(question: str, text: str) -> bool:
    """Whether a sentence says of somebody that they disagreed, where it is asked who did so."""
    if "neither" in question.lower().split():
        return "neither" in text.lower().split()
    asked, said = (
        frozenset(map(stem, re.findall(r"[a-z]+", each.lower()))) for each in (question, text)
    )
    asked -= _THINGS
    pairs = [pair for each in _STANDS for pair in (each, each[::-1])]
    sides = [(here, there) for here, there in pairs if asked & here and not asked & there]
    if not sides or _DENIES.search(question):
        return True
    ours, theirs = (frozenset().union(*each) for each in zip(*sides, strict=True))
    if "neither" in text.lower().split():
        return False
    return bool(said & ours) or (bool(said & theirs) and _DENIES.search(text) is not None)


def _says(item: Evidence) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words of a sentence, what it names, and its figures, the days of its dates left out.

    "The second" is a figure, too.
    """
    text = _DAY.sub(r"\1", without_connective(" ".join(item.text.split())))
    names = frozenset(name for name in _NAME.findall(text) if name.lower() not in STOP_WORDS)
    figures = frozenset(figure.rstrip(".,") for figure in _FIGURE.findall(text))
    figures |= frozenset(_THE_NTH.findall(text.lower()))
    said = roots(_NAME.sub(" ", _FIGURE.sub(" ", text)))
    return said, names, figures


def _overlap(item: Evidence, other: Evidence) -> bool:
    return bool(set(item.sentences) & set(other.sentences)) or is_same(item, other)


def _told(announced: Sequence[Evidence], wanted: Wanted) -> str:
    first = announced[0]
    text = " ".join(text_of(first.found, first.sentence).split())
    counted = counted_of(text, wanted, asked=wanted.count)
    return say_how_complete(min(count_items(first, wanted), MOST), counted)
