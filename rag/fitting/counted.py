"""Whether a sentence counts what a question asks the number of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.demand import counted, wants_part
from rag.language.claims import Token
from rag.language.lexicon import PREPOSITIONS, stem, words

# What a number of something else is worth where a count is asked for: "14 towns" for "places".
ANOTHER = 0.25
# Words between a number and what it counts: "8.4 million fingerprint sets", "sets ... at 8.4".
NEAR = 4
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
# A number after one of these counts nothing.
_PAGES = words("pages page p section chapter")
# And "one" after one of these is no number.
_EVERY = words("every each any no")
_OF_THEM = [["of", "them"], ["of", "these"], ["of", "those"], ["of", "whom"]]
_NO_COUNT = re.compile(r"[$€£]|th$|points$")
_GENERIC = frozenset(
    map(stem, words("people person persons individuals time things item total number"))
)


def count(question: str, asked: frozenset[str], theirs: tuple[Token, ...]) -> float:
    """Returns how far a sentence has a number of what a question counts, in [0, 1].

    Args:
        asked: The keys of what the question says.
        theirs: The sentence as read.

    1 for a number of that thing, .5 where number and thing stand apart, `ANOTHER` for a number of
    something else, 0 for none.
    """
    said = [token for token in theirs if token.says]
    new = [
        place
        for place, token in enumerate(said)
        if token.kind == "number"
        and token.key not in asked
        and not is_date(token)
        and not _NO_COUNT.search(token.key)
        and (not place or said[place - 1].bare not in _PAGES)
        and not _is_everyone(theirs, token)
    ]
    if not new:
        return 0.0
    things = counted(question)
    if not things or things[-1] in _GENERIC:
        part = wants_part(question)
        return float(any(part or not said[place].key.endswith("%") for place in new))
    places = [place for place, token in enumerate(said) if stem(token.bare) == things[-1]]
    if any(_counts(theirs, said[other], said[place]) for place in places for other in new):
        return 1.0
    # "Forty-one of them" counts what the sentence before names.
    following = [theirs[theirs.index(said[place]) + 1 :][:2] for place in new]
    if any([token.key for token in pair] in _OF_THEM for pair in following):
        return 1.0
    return 0.5 if places else ANOTHER


def _is_everyone(theirs: Sequence[Token], number: Token) -> bool:
    place = theirs.index(number)
    return number.key == "1" and place > 0 and theirs[place - 1].bare in _EVERY


def _counts(theirs: Sequence[Token], number: Token, thing: Token) -> bool:
    """Whether a number counts a thing: "19 former members", "five of the members", "sets … at 8".

    Not "100,000 caregivers of veterans", which counts caregivers.
    """
    one, other = sorted((theirs.index(number), theirs.index(thing)))
    between = theirs[one + 1 : other]
    if sum(token.says for token in between) >= NEAR:
        return False
    if thing.start < number.start or not between:
        return True
    of_them = between[0].key == "of"
    return not any(token.key in PREPOSITIONS for token in between[of_them:])


def is_date(token: Token) -> bool:
    """A bare year is read as a number where nothing tells it from one; "2,004" is no year."""
    year = _YEAR.fullmatch(token.key) is not None and "," not in token.text
    return token.kind == "date" or year
