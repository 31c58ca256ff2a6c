"""A question that fits several things: "When was the program established?", where several were.

It does not say which, and what another document says answers it as well, of something else. Whoever
quotes the one must see that there is the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.asking.conversation import History
from rag.asking.imperatives import as_question
from rag.asking.question import Query, content_words, roots
from rag.asking.swapping import names_in as swappable_names
from rag.fitting.coverage import in_place, unmet
from rag.fitting.reranking import Reader
from rag.language.dates import find_dates
from rag.language.labels import label_end
from rag.language.lexicon import stem, words
from rag.language.numbers import ORDINALS, numbers
from rag.language.short_forms import as_written
from rag.refusing.unmentioned import all_roots, names_in
from rag.retrieving.evidence import Evidence, negates
from rag.retrieving.found import Found
from rag.retrieving.kinds import kind_asked

Likeness = Callable[[Found, Sequence[Found]], Sequence[float]]
"""Gives the cosine of a passage to each of some others."""

# Another sentence must answer about as surely, the surer the more alike the passages are, and must
# not lack more of what is asked about. Chosen on 43 development questions that leave open which of
# several things they mean, and 103 others that point at something (`evals/README.md`).
LESS_SURE, SURE = 1.5, 0.5
"""Log-odds by which it may be less sure than the surest one, and which it must exceed …"""
FAR = 0.36
FAR_LESS_SURE, FAR_SURE = 2.0, 0.0
"""… and the same where the cosine of the passages is less than this."""
OF_THE_SAME = 0.46
"""Cosine of two passages from which on they tell of one thing, each in its words."""
LESS_MET = 0.25
"""By how much more of the question may be missing where the other sentence stands."""
OF_EACH, LOOKED_AT = 2, 12
"""Sentences of a document that are read besides where none of it that was read answers, the best
ones, and of all documents together."""

LONGEST = 12
"""Words of a reply that is but a name."""
NAMED = 0.6
"""Share of its words that must stand where the thing stands that it names."""

_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: (?:[A-Z]\. )?[A-Z][\w'’-]+)+")
_ORDINALS = ORDINALS[:5]
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
_ASKS_ANYWHERE = re.compile(r"\b(?:who|whom|whose|what|when|where|why|how)s?\b", re.I)
_THINGS = frozenset(map(stem, words("one document program programme project report source study")))
_TELLS_APART = re.compile(r"\b(?:compare[ds]?|differ(?:s|ed|ences?)?|distinguish\w*)\b", re.I)
_POINTS = re.compile(r"\b(?:the|this|that|these|those|their|its|his|her) [a-z]")


def may_mean_others(query: Query, best: Evidence) -> bool:
    """Whether a question may mean other things than that of which its best sentence tells.

    Not what tells two things apart, nor as the small cross-encoder reads: it tells too little.
    """
    read = best.odds is not None and best.read_by == "large"
    return read and leaves_open(query.text) and not _TELLS_APART.search(query.text)


def others_meant(
    query: Query, best: Evidence, near: Sequence[Evidence], reader: Reader, likeness: Likeness
) -> tuple[Evidence, ...]:
    """Returns what answers a question as well as the best sentence, of another thing each.

    Each has all names that the question has. Nothing where more documents tell of one thing than
    there are others, which is then meant, nor where it may not mean others.

    Args:
        near: The sentences that come close, the best ones first, the first few of them read.
    """
    if not may_mean_others(query, best):
        return ()
    meant = [best]
    of_the_same = 0
    surest = _surest(query, best, near, reader)
    most = max(item.odds for item in (best, *surest) if item.odds is not None)
    for item in surest:
        assert item.odds is not None
        cosine = max(likeness(item.found, [other.found for other in meant]))
        sure = item.odds > max(SURE, most - LESS_SURE)
        if cosine >= OF_THE_SAME or any(_of_one(query.text, item, one) for one in meant):
            of_the_same += sure
            continue
        far = cosine < FAR and item.odds > max(FAR_SURE, most - FAR_LESS_SURE)
        if (sure or far) and _fits(query, item, best, reader):
            meant.append(item)
    return tuple(meant[1:]) if len(meant) > of_the_same else ()


def _of_one(question: str, one: Evidence, other: Evidence) -> bool:
    """Whether two sentences tell the same, or stand in copies of one document, by its title."""
    titles = {each.found.entry.context.split("\n", 1)[0] for each in (one, other)}
    said, told = (roots(" ".join(content_words(each.text))) for each in (one, other))
    again = (said <= told or told <= said) and negates(one.text) == negates(other.text)
    return len(titles) == 1 or again or tell_the_same(question, one, other)


def tell_the_same(question: str, one: Evidence, other: Evidence) -> bool:
    """Whether two sentences give the same name, date or figure that is asked for, and no other.

    What one of them has besides, the other need not have.
    """
    kind = kind_asked(question)
    if kind not in _GIVEN:
        return False
    texts = (each.text[label_end(each.text) :] for each in (one, other))
    values, others, asked = (_GIVEN[kind](text) for text in (*texts, question))
    values, others = values - asked, others - asked
    return bool(values and others) and (values <= others or others <= values)


_HOUR = re.compile(r"\b\d{1,2}[:.]\d\d\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b", re.I)


def _names(text: str) -> frozenset[object]:
    return frozenset(match[0] for match in _NAME.finditer(text))


def _days(text: str) -> frozenset[object]:
    """The dates of a text, and the hours."""
    hours = (re.sub(r"\W", "", match[0].lower()) for match in _HOUR.finditer(text))
    return frozenset((*(found.date for found in find_dates(text)), *hours))


def _figures(text: str) -> frozenset[object]:
    return frozenset(number.value for number in numbers(text))


_GIVEN: dict[str | None, Callable[[str], frozenset[object]]] = {
    "who": _names,
    "when": _days,
    "hour": _days,
    "number": _figures,
}
"""What two sentences may both give, by the kind of thing asked for."""


def best_meant(query: Query, best: Evidence, meant: Sequence[Evidence]) -> Evidence | None:
    """Returns the only one at which all stands that is asked about, where the best one lacks some.

    "What is the fee of the pilot?" is no question of what the diver gets.
    """
    if not unmet(query, best):
        return None
    whole = [item for item in meant if not unmet(query, item)]
    return whole[0] if len(whole) == 1 else None


def _surest(
    query: Query, best: Evidence, near: Sequence[Evidence], reader: Reader
) -> list[Evidence]:
    """The sentence of each other document that answers most surely, the surest ones first."""
    read = [item for item in near if item.odds is not None]
    answering = {item.found.document_id for item in read if (item.odds or 0.0) > SURE}
    left = dict.fromkeys((item.found.document_id for item in near), OF_EACH)
    looked_at = []
    for item in near:
        name = item.found.document_id
        known = name in answering or name == best.found.document_id or item.odds is not None
        if known or item.blemished or not left[name] or not _fits(query, item, best, reader):
            continue
        left[name] -= 1
        looked_at.append(item)
    read += reader.read(query.text, looked_at[:LOOKED_AT], most=LOOKED_AT)
    surest: dict[str, Evidence] = {}
    for item in sorted(read, key=lambda item: -(item.odds or 0.0)):
        if item.found.document_id != best.found.document_id:
            surest.setdefault(item.found.document_id, item)
    return list(surest.values())


def _fits(query: Query, item: Evidence, best: Evidence, reader: Reader) -> bool:
    """Whether what a question is about stands at a sentence, too, with all names that it has.

    A name may stand there in short or in full: "the Small Business Administration", "SBA".
    """
    there = in_place(item)
    names = roots(" ".join(names_in(as_written(query.text, there, reader.spelled))))
    return unmet(query, item) <= unmet(query, best) + LESS_MET and names <= roots(there)


def leaves_open(question: str) -> bool:
    """Whether a question points at something, and has no number or year that tells which it is."""
    return _POINTS.search(question) is not None and not re.search(r"\d", question)


def may_name_one(reply: str) -> bool:
    """Whether a reply is but a name: "the second one", "I mean the grants", "that on mail"."""
    said = reply.strip()
    told = re.findall(r"[\w-]+", _LEADS_IN.sub("", said, count=1))
    asks = _ASKS.match(said) or _ASKS_ANYWHERE.search(said) or as_question(said) != said
    return 0 < len(told) <= LONGEST and not asks


_GOES_ON = re.compile(r"\W*(?:and|or|(?:and )?what about|how about)\s", re.I)
"""How one asks the same of another: "and New York?" after a question that names Illinois."""


def with_names(history: History) -> History:
    """Returns turns with what was named in a reply in the question that left it open."""
    turns: list[tuple[str, str]] = []
    for asked, answered in history:
        goes_on = turns and _GOES_ON.match(asked) and swappable_names(turns[-1][0])
        if turns and leaves_open(turns[-1][0]) and may_name_one(asked) and not goes_on:
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
