"""What a sentence says was not so where a question has it that it was.

"Did not withdraw" denies that somebody withdrew, and so does "was refused leave to withdraw".
"Could not withdraw" does not, nor does what somebody else contends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import dropwhile, pairwise, takewhile

from rag.fitting.alignment import marks
from rag.fitting.clauses import of_another_thing
from rag.fitting.subjects import of_one_asked
from rag.language.claims import Token, fold, keys, read
from rag.language.lexicon import (
    AUXILIARIES,
    DENIALS,
    MODAL,
    NEUTRAL,
    PREPOSITIONS,
    is_verb,
    stem,
    words,
)

# Words between what somebody decided and "not to" beyond which they are left out when quoted.
APART = 2

# Words before "without" within which it is said of what may be, not of what is.
REACH = 5

_VERBAL = ("not", "cannot", "never")
# "Could not leave" says that it was not allowed, or not possible, not that it was not done …
# … and "the owner replied that the ship had not left" what the owner has against it.
_CONTENDS = frozenset(
    words(
        """
        replied replies responded responds argued argues claimed claims contended contends insisted
        insists alleged alleges objected objects countered counters complained complains believed
        believes maintained maintains
        """
    )
)
# What somebody decides not to do is not done; what he is asked not to do may be.
_DECIDES = frozenset(
    words("decide decides decided decision chose chosen opted elected voted agreed resolved")
)
# Nor is what nobody tries to do.
_TRIES = words("attempt attempted try tried seek sought bother bothered begin begun")
_REFUSING = frozenset(map(stem, DENIALS | words("prohibited prohibits barred bars banned bans")))
# What a decline is of, or goes on: "a decline in output" refuses nothing.
_FALLING = words("after by during from in of since")
# "Not done until 1769" is done then, "not without a vote" with one.
_UNDER = words("until unless without")
# "Without a statute", "no effect on crime", "did not find evidence that it misled".
_NOTHING = re.compile(
    r"\b(?:without (?:an? |any )?(?:[a-z]+ )??"
    r"|(?:no|(?:(?:did|do|does|had|has|have) )?(?:not|\w+n't) (?:find|found)) (?:[a-z-]+ ){0,2}?"
    r"(?:effect|impact|evidence|sign|proof|indication|link|basis|claim)"
    r" (?:on|of|that|between|for|to) (?:(?:the|its|any|an?|he|it|she|they|[A-Z]\w+|had|has|have|was"
    r"|were|set|out|to|in|deliberately|intentionally) )*)(?P<of>[\w'-]+)"
)
# "Few differences", "little or no change", "hardly any real growth"; not "no further change".
_LITTLE = re.compile(
    r"\b(?:(?:very |only )?(?:few|little)(?: or no| if any)?|no|hardly any|negligible|minimal"
    r"|not any|not much) (?!(?:further|more|other|additional|later|new|longer)\b)"
    r"(?P<of>[a-z-]+(?: [a-z-]+){0,2})"
)
_LACKS = frozenset(words("lack lacks lacked lacking missing shortage shortages without"))


def denied(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """A negation or a verb of refusing right before a word of the question."""
    asked = {token.key for token in ours if token.says and token.key not in NEUTRAL}
    if asked & _REFUSING or any(token.bare in _UNDER for token in theirs):
        return None
    return _negated(ours, theirs, asked) or _refused(ours, theirs, asked)


def nothing_of(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """Nothing where the question has something: "without a statute", "no effect on crime"."""
    asked = {token.key for token in ours if token.says and token.key not in NEUTRAL}
    line = fold(" ".join(token.text for token in theirs))
    for match in _NOTHING.finditer(line):
        if MODAL & set(line[: match.start()].lower().split()[-REACH:]):
            continue
        said = [token for token in read(f", {match['of']}") if token.says]
        if said and said[0].kind == "word" and said[0].key in asked:
            return match[0].strip()
    return None


def little_of(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """Few or none of what a question says was done: "few differences" where it has "differ"."""
    if any(token.bare in _LACKS for token in ours):  # "no drugs" says so, too
        return None
    asked = {token.key for token in ours if token.says and token.key not in NEUTRAL}
    done = {token.key for token in _said_to_be_done(ours)}
    line = fold(" ".join(token.text for token in theirs))
    for match in _LITTLE.finditer(line) if done else ():
        before = line[: match.start()]
        if MODAL & set(before.lower().split()[-REACH:]) or not of_one_asked(read(before), asked):
            continue
        of = match["of"].split()
        last = next((n for n, word in enumerate(of) if stem(word) in done), None)
        if last is not None and not is_verb(of[last]) and not _goes_on(of[last + 1 :]):
            return " ".join([line[match.start() : match.start("of")].strip(), *of[: last + 1]])
    return None


def _goes_on(after: Sequence[str]) -> bool:
    """Whether a noun is but the first word of another: "drug residues", not "change is seen"."""
    (word,) = after[:1] or ("",)
    plain = word in PREPOSITIONS or word in AUXILIARIES or is_verb(word)
    return word.endswith(("ions", "ments", "es", "rs", "ts")) and not plain


def _said_to_be_done(tokens: Sequence[Token]) -> Iterator[Token]:
    """The words that may be the verb of a question: behind its subject, before no other noun.

    Or what it says that there is: "why is there such a wide difference between …".
    """
    start = next((n for n, each in enumerate(tokens) if each.bare in AUXILIARIES), len(tokens))
    if [each.bare for each in tokens[start + 1 : start + 2]] == ["there"]:
        named = dropwhile(lambda each: not each.says, tokens[start + 2 :])
        yield from list(takewhile(lambda each: each.says, named))[-1:]
        return
    for before, token, after in zip(
        tokens[start:], tokens[start + 1 :], (*tokens[start + 2 :], None), strict=False
    ):
        ends = after is None or not after.says
        if token.kind == "word" and before.says and ends and token.key not in NEUTRAL:
            yield token


def _negated(ours: tuple[Token, ...], theirs: tuple[Token, ...], asked: Set[str]) -> str | None:
    places = [place for place, token in enumerate(theirs) if token.says]
    said = [theirs[place] for place in places]
    where = [place for place, token in enumerate(theirs) if token.kind in ("negation", "hedge")]
    able = any(token.key == "able" for token in ours)
    for mark, at, fact in zip(marks(theirs), where, _of_fact(theirs, asked), strict=True):
        negates = mark.text.lower() in _VERBAL or "n't" in mark.text.lower()
        if not (negates and (fact or able) and mark.scope):
            continue
        word, place = said[mark.scope[0]], places[mark.scope[0]]
        if not of_one_asked(theirs[:place], asked):
            continue
        if word.bare in _TRIES and len(mark.scope) > 1 and theirs[place + 1].bare == "to":
            word, place = said[mark.scope[1]], places[mark.scope[1]]
        before = theirs[place - 1]  # "not fully done" is done in part, "not as high" is high
        in_part = before.kind == "hedge" or before.bare == "as"
        if word.kind != "word" or word.key not in asked or in_part:
            continue
        if theirs[at + 1].bare == "of":  # "true of the letter, but not of the form"
            continue
        if of_another_thing(ours, theirs, at, {stem(word.bare)}):
            continue
        if not word.text.endswith("ly"):
            return _group(theirs, at, place)
        done = said[mark.scope[-1]]
        if done is not word and done.kind == "word" and done.key in asked:
            return _group(theirs, at, places[mark.scope[-1]])
    return None


def _refused(ours: tuple[Token, ...], theirs: tuple[Token, ...], asked: Set[str]) -> str | None:
    any_word = keys(ours)
    places = [place for place, token in enumerate(theirs) if token.says]
    for place, following in pairwise(places):
        token, after = theirs[place], theirs[following]
        refuses = token.kind == after.kind == "word" and token.key in _REFUSING
        if after.text.endswith("ly"):  # "directly" is no "director"
            continue
        if token.bare.startswith("declin") and theirs[place + 1].bare in _FALLING:
            continue
        if any(each.kind == "break" for each in theirs[place:following]):  # of another clause
            continue
        refuses = refuses and after.key in any_word and of_one_asked(theirs[:place], asked)
        if refuses and not of_another_thing(ours, theirs, place, {after.key}):
            return _written(theirs[place : following + 1])
    return None


def _group(tokens: Sequence[Token], mark: int, last: int) -> str:
    """A denial as it can be read: from the verb before "not" to the word that is denied."""
    first = mark
    if [token.bare for token in tokens[mark : mark + 2]] == ["not", "to"]:
        doing = (place for place in range(mark - 1, -1, -1) if _is_doing(tokens[place].bare))
        first = next(doing, mark)
    start = first
    while start and tokens[start - 1].bare in AUXILIARIES:
        start -= 1
    if mark - first <= APART:
        return _written(tokens[start : last + 1])
    return f"{_written(tokens[start : first + 1])} … {_written(tokens[mark : last + 1])}"


def _written(tokens: Sequence[Token]) -> str:
    """Tokens as text: no space before a comma."""
    return re.sub(r" (?=[.;:,)?!])", "", " ".join(token.text for token in tokens))


def _of_fact(tokens: Sequence[Token], asked: Set[str]) -> Iterator[bool]:
    """Yields for each negation and hedge whether it is said of what was done.

    Not of what is allowed or possible, nor by somebody who contends it and is not asked about.
    """
    contended = False
    for place, token in enumerate(tokens):
        if token.text.lower() in _CONTENDS:
            contended = not of_one_asked(tokens[:place], asked)
        if token.kind in ("negation", "hedge"):
            here = {each.text.lower() for each in tokens[max(0, place - 1) : place + 1]}
            here = {re.sub(r"n't$", "", word) for word in here}
            of_fact = not contended and _settled(tokens, place)
            yield of_fact and not here & (MODAL | {"ca", "wo", "sha"})


def _settled(tokens: Sequence[Token], place: int) -> bool:
    """Whether a negation is of what was done, or of what somebody decided: "chose not to sign"."""
    if [token.bare for token in tokens[place : place + 2]] != ["not", "to"]:
        return True
    verbs = (each.bare for each in reversed(tokens[:place]) if _is_doing(each.bare))
    return next(verbs, "") in _DECIDES


def _is_doing(word: str) -> bool:
    return word in _DECIDES or (is_verb(word) and word not in AUXILIARIES)
