"""Who did what to whom, when and why: what the same words say in another order.

A statement made of its source's own words can still turn them round ("A asked B"), leave out the
condition they stand under, or join them by a "because" of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, dropwhile, pairwise, takewhile
from typing import Literal

from rag.checking.source import Source
from rag.fitting.alignment import Unit, align, names, units
from rag.fitting.sayings import sayings
from rag.fitting.subjects import subject
from rag.language.claims import SAYS, Token, fold, keys, read
from rag.language.lexicon import (
    AUXILIARIES,
    CONDITIONS,
    GOVERNORS,
    HONORIFICS,
    JOINTS,
    PREPOSITIONS,
    stem,
    words,
)

PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\s(?:\w+ly\s)?\w+\s(?:[^,.;]{1,60}\s)?by\b", re.I
)

CONDITION_REACH = 3
"""Content words after an "if" of which two must be said for it to have been dropped."""

GOVERNED_REACH = 5
"""Tokens between "allowed" and the "to" that it may govern."""


def related(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds what a clause makes of its source's words that the source does not."""
    yield from _turned_round(clause, tokens, source)
    yield from _unconditional(tokens, source)
    yield from _joined(tokens, source)
    yield from _at_another_verb(tokens, source)
    yield from _said_then(tokens, source)
    yield from _done(tokens, source)


def _turned_round(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds two names of which the one does here what the other one does there."""
    if bool(PASSIVE.search(clause)) != bool(PASSIVE.search(source.text)):
        return  # "A heard it" is "it was heard by A"
    here, there = (
        {key for _, run in sayings(each) for key in run} for each in (tokens, source.tokens)
    )
    said = here & there  # who says it may stand before it or behind it
    ours, theirs = (_places(each) for each in (tokens, source.tokens))
    shared = [key for key in ours if key in theirs and key not in said]
    for one, other in combinations(shared, 2):
        if theirs[one] < theirs[other]:
            continue
        owner = tokens[ours[one]].text.endswith(("'s", "'"))  # "A's B" is "B of A"
        apart = _between(tokens, ours[one], ours[other])
        if apart and not owner and not _led_in(tokens, ours[one]):
            yield f"turns {tokens[ours[one]].text} and {tokens[ours[other]].text} round"
            return


def _places(tokens: Sequence[Token]) -> dict[str, int]:
    """Returns where each name ends that occurs once, by its last word, in order."""
    found: dict[str, list[int]] = {}
    for run in names(_without_source(tokens)):
        told = [token for token in run if token.key not in HONORIFICS]
        if told:
            found.setdefault(told[-1].key, []).append(tokens.index(told[-1]))
    return {key: places[0] for key, places in found.items() if len(places) == 1}


def _without_source(tokens: Sequence[Token]) -> Sequence[Token]:
    """Returns a sentence up to where it says what it follows, which may stand at either end."""
    words = [token.text.lower() for token in tokens]
    last = len(tokens) - 1
    ends = [
        n for n, word in enumerate(words) if word in ("according to", "citing") and 0 < n < last
    ]
    return tokens[: ends[0]] if ends else tokens


def _between(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether something is said between two names: in lists and in "A of B" nothing is."""
    return any(token.kind in ("word", "hedge", "negation") for token in tokens[start + 1 : end])


def _led_in(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name stands after a preposition, as what does nothing by itself."""
    while place and tokens[place - 1].kind in ("name", "number"):
        place -= 1
    before = [token.bare for token in tokens[max(0, place - 2) : place] if token.bare != "the"]
    return bool(before) and before[-1] in PREPOSITIONS


def _unconditional(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds what is said for sure that the source puts under a condition."""
    if any(token.bare in CONDITIONS for token in tokens):
        return
    pairs = align(source.tokens, tokens)
    here = 0
    for token in source.tokens:
        if token.bare in CONDITIONS:
            reach = range(here, here + CONDITION_REACH)
            if sum(place in pairs for place in reach) >= CONDITION_REACH - 1:
                yield f"the condition “{token.text}” was dropped"
        here += token.says


def _joined(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a "because" or "before" that is not the source's."""
    theirs = {token.bare for token in source.tokens}
    for token in tokens:
        for listed, others in JOINTS:
            if token.bare in listed and not theirs & (listed | others):
                yield f"says “{token.text}”, which the source does not"


def _at_another_verb(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a date or number that follows the word which another one follows in the source."""
    theirs = units(source.tokens)
    words = keys([token for token in source.tokens if token.kind == "word"])
    for unit in units(tokens):
        if unit.kind == "name" or unit.before not in words:
            continue
        own = [each for each in theirs if each.key == unit.key]
        if own and all(unit.before not in _near(each) for each in own):
            others = (each for each in theirs if each.kind == unit.kind and each not in own)
            if any(unit.before == each.before for each in others):
                yield f"puts {unit.text} where the source has another {unit.kind}"


def _said_then(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds the date of a report given as that of what it reports."""
    ours, theirs = (dict(_dated_sayings(each)) for each in (tokens, source.tokens))
    verbs = {token.bare for token in tokens if token.key == SAYS}
    for date, verb in ours.items():
        had = theirs.get(date)
        if had is not None and had != verb and had in verbs:
            yield "gives the date of a report to what it reports"


def _dated_sayings(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yields each date that follows a verb of saying, and the verb."""
    for place, token in enumerate(tokens[:-2]):
        if token.key == SAYS:
            for after in tokens[place + 1 : place + 3]:
                if after.kind == "date":
                    yield after.key, token.bare


def _done(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds what the source says was allowed, asked or planned, and the clause says was done."""
    if any(token.kind in ("hedge", "negation") or _governs(token) for token in tokens):
        return
    ours = {token.key: place for place, token in enumerate(tokens) if token.kind == "word"}
    for place, token in enumerate(source.tokens):
        if not _governs(token):
            continue
        ahead = source.tokens[place + 1 : place + 2 + GOVERNED_REACH]
        for to, verb in pairwise(ahead):
            if to.bare == "to" and verb.kind == "word" and verb.key in ours:
                before = tokens[max(0, ours[verb.key] - 1)]
                if before.bare != "to":
                    yield f"says without “{token.text}” what the source says with it"


def _governs(token: Token) -> bool:
    return token.bare in GOVERNORS


def _near(unit: Unit) -> tuple[str, str]:
    return unit.before, unit.after


_ASKED = re.compile(
    r"\W*(?:and |so |but |(?:why|when|how|where|how often) )?(?:did|does|do|has|have|had)\b", re.I
)
# One does these to the other as the other does to the one.
_MUTUAL = frozenset((SAYS, *map(stem, words("meet marry match resemble equal fight join"))))
_ARTICLES = words("the a an any its")
_TO_BE = words("is are was were be been being by")
_WHO = re.compile(
    r"\W*(?:and |so |but )?who (?:(?:will|would|may|must|shall|has|had) )?(?P<does>[a-z]+ .{2,80})",
    re.I,
)
_WHAT_DID = re.compile(
    r"\W*(?:and |so |but )?(?:what(?: else| exactly)?|how much|whom|which [a-z’'-]+) "
    r"(?:did|do|does|had|has|have)\b",
    re.I,
)
Done = Literal["one", "other", ""]
_ACTED_ON = 8
"""Tokens after a verb within which stands to whom it is done."""


def exchanged(question: str, texts: Sequence[str]) -> bool:
    """Whether a question has somebody do what sentences only have done to them, by the other one.

    "Did the states mislead ICE?", where ICE misled the states. "Who replaces Kent?", where Kent
    replaces somebody.
    """
    whom = who_does(question, texts)
    if whom:
        return "other" in whom and "one" not in whom
    if not _ASKED.match(question) or any(map(PASSIVE.search, (question, *texts))):
        return False
    ours, theirs = read(fold(question)), [read(fold(text)) for text in texts]
    start = next((n + 1 for n, each in enumerate(ours) if each.bare in AUXILIARIES), len(ours))
    told = [each for each in ours[start:] if each.bare not in _ARTICLES]
    for one, verb, other in zip(told, told[1:], told[2:], strict=False):
        plain = one.says and other.says and verb.kind == "word" and one.key != other.key
        if not plain or verb.key in _MUTUAL:
            continue
        done = [
            _done_to(one, other, tokens, place)
            for tokens in theirs
            for place, token in enumerate(tokens)
            if token.key == verb.key
        ]
        if done and all(done):
            return True
    return False


def who_does(question: str, texts: Sequence[str]) -> list[Done]:
    """Returns of each text whether somebody does to the one asked about what a question asks for.

    "Who replaces Kent?": "one" where somebody does, "other" where Kent does it to another one, ""
    where it is not said so. None are returned for other questions.
    """
    asked = _WHO.match(question)
    ours = read(fold(f"who {asked['does']}")) if asked is not None else ()
    if len(ours) < 3 or ours[1].kind != "word" or ours[1].key in _MUTUAL:
        return []
    named = dropwhile(lambda each: each.bare in _ARTICLES, ours[2:])
    name = list(takewhile(lambda each: each.kind == "name" or each.text == ".", named))
    told = [each for each in name if each.kind == "name" and each.bare not in HONORIFICS]
    return [_done_by(ours[1], told[-1], read(fold(text))) for text in texts] if told else []


def is_done_to(question: str, texts: Sequence[str]) -> list[bool]:
    """Returns of each text whether what a question has somebody do is only done to them there.

    "What did Roy ask for?", where "the clerk asked Roy for the log". None are returned for other
    questions: "when did the inn close?" is answered by "the owner closed the inn".
    """
    if _WHAT_DID.match(question) is None:
        return []
    ours = read(fold(question))
    named = subject(ours)
    verb = ours[ours.index(named[-1]) + 1 :][:1] if named else ()
    if not verb or verb[0].kind != "word" or verb[0].key in _MUTUAL:
        return []
    return [_only_done_to(named[-1], verb[0], read(fold(text))) for text in texts]


def _only_done_to(whom: Token, verb: Token, tokens: Sequence[Token]) -> bool:
    """Whether a verb stands there, each time with somebody right behind it, or "was" between."""
    done = []
    for place, token in enumerate(tokens):
        if token.key != verb.key:
            continue
        behind = dropwhile(lambda each: each.bare in _ARTICLES, tokens[place + 1 :])
        run = list(takewhile(lambda each: each.kind == "name" or each.text == ".", behind))
        owner = bool(run) and run[-1].text.endswith(("'s", "'"))
        before = tokens[max(0, place - 2) : place]
        passive = len(before) == 2 and before[0].key == whom.key and before[1].bare in _TO_BE
        done.append(passive or (not owner and whom.key in (each.key for each in run)))
    return bool(done) and all(done)


def _done_by(verb: Token, whom: Token, tokens: Sequence[Token]) -> Done:
    """Who does what a verb says: somebody to one named, or that one to another."""
    done: Done = ""
    for place, token in enumerate(tokens):
        if token.key != verb.key or not (token.bare == verb.bare or token.bare[-1] in "sd"):
            continue
        if any(each.bare in _TO_BE for each in tokens[max(0, place - 2) : place]):
            if whom.key in (each.key for each in tokens[:place]):
                return "one"
            continue
        after = [each for each in tokens[place + 1 : place + 1 + _ACTED_ON] if each.says]
        before = dropwhile(lambda each: not each.says, reversed(tokens[:place]))
        if whom.key in (each.key for each in after):
            return "one"
        if after and next(before, verb).key == whom.key:
            done = "other"
    return done


def _done_to(one: Token, other: Token, tokens: Sequence[Token], verb: int) -> bool:
    """Whether the other one does it here, and the one has it done to them."""
    before = [each for each in tokens[:verb] if each.says]
    after = {each.key for each in tokens[verb + 1 : verb + 1 + _ACTED_ON]}
    here = next((each.key for each in reversed(before) if each.key in (one.key, other.key)), "")
    return here == other.key and one.key in after and other.key not in after
