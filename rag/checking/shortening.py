"""A shortened sentence: does it keep its source's order, and leave out only what can be left out?

A model that shortens keeps the words and loses the sense: it exchanges who and whom, hangs a clause
on another noun, cuts off "unless …". So the words of its sentence must stand in the order of its
source, but for an opening phrase, which may go to the end or come from there; and what is missing
between two of them must be an insertion between commas or brackets, at the end a further clause.
The words that say who tells a thing are no part of this (see `rag.wording.restating`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from rag.checking.source import Source
from rag.language.claims import SAYS, Token
from rag.language.lexicon import CITING, FREE, is_verb, stem, words

Tokens = Sequence[Token]

EMPTY = words(
    """
    the a an that this these those is are was were be been being has have had do does did also
    however further furthermore moreover additionally specifically then thus therefore there we our
    """
)
"""Words that may come or go anywhere."""
LIGHT = words(
    "us of for to in on as at with over about into which who whom it its their they he she"
)
"""Small words that may be left out."""
BINDING = words("by to from for before after since until without outside beyond against or than")
"""Words that may not be put in."""
RESTRICTS = words(
    """
    unless if until till except excluding provided only not nor never rather instead or other
    without besides than
    """
)
"""Words with which nothing that may be left out begins, or that it has in it."""
CONTINUES = words("and because since so which who where")
"""Words with which a further clause begins that may be left out at the end."""
SUBORDINATES = words("that which who whom whose because while when whereas if unless")
"""Words before which an opening phrase may not go to the end: it would be of their clause."""
CONTRASTS = words("but while whereas although though yet however")
"""Words with which a further clause begins that takes back a part of what was said."""
CONNECTS = frozenset(("for example", "in addition", "in particular", "for instance"))
"""What leads over from the sentence before."""
CALLED = frozenset(map(stem, words("article commentary report statement letter release summary")))
"""What those who tell a thing are called by."""
DAY = 2
"""Hyphens in the key of a date that gives its day."""
_AUXILIARY = words("is are was were has have had does do did can could may might will would should")
_OPENS, _CLOSES = ("(", ","), (")", ",")
PRONOUNS = words("it its they them their theirs he him his she her hers this these those")
"""Words that stand for what a clause left out may have named."""
REFERS = words("thereafter thereupon therein thereby therefrom afterwards meanwhile")
"""Words that lean on whatever stands before them."""
SUBJECTS = words("it they he she")
"""Pronouns that stand for nothing where a sentence is read by itself."""
NEAR_THE_FRONT = 3
"""Tokens before which "according to" opens a sentence."""
THAT = 10
"""Tokens after a verb of saying among which its "that" stands."""
LONGEST_LEAD = 14
"""Tokens up to which an opening phrase reaches."""


def reorders(written: Tokens, source: Source) -> Iterator[str]:
    """Yields what a sentence puts elsewhere than its source, or leaves out of the midst of it."""
    one, other = _told(written), _told(source.tokens)
    found = [list(_compare(one, other, source.speaker))]
    # An opening phrase may stand at the end if it is whole, and of the same clause there.
    for ours, theirs in ((one, other), (other, one)):
        lead = _lead(ours)
        at = _place(lead, theirs) if lead else None
        if at is not None and not any(token.bare in SUBORDINATES for token in theirs[: at[0]]):
            rest, without = ours[len(lead) :], [*theirs[: at[0]], *theirs[at[1] :]]
            if not _content(rest) or not _content(without):
                continue  # a whole sentence is no opening phrase
            pair = (rest, without) if ours is one else (without, rest)
            found.append(list(_compare(*pair, source.speaker)))
    yield from min(found, key=len)


def _told(tokens: Tokens) -> list[Token]:
    """Returns what is told, without who tells it: what stands behind the first verb of saying."""
    tokens = [token for token in tokens if token.text != "."]
    label = next((n for n, token in enumerate(tokens) if token.text == ":"), 0)
    named = (
        token.kind not in ("word", "number") or token.bare == "quoted" for token in tokens[1:label]
    )
    if label and all(named):
        tokens = tokens[label + 1 :]
    verb = next((place for place, token in enumerate(tokens) if token.key == SAYS), None)
    if verb is None:
        return tokens
    after = tokens[verb + 1 :]
    if tokens[verb].text.lower() == "according to":
        commas = [n for n, token in enumerate(after) if token.text == ","]
        if not commas or verb >= NEAR_THE_FRONT:
            return tokens[:verb]
        cites = after[commas[0] + 1].bare in (*CITING, "as") if after[commas[0] + 1 :] else False
        return after[commas[cites and len(commas) > 1] + 1 :]
    that = next((n for n, token in enumerate(after[:THAT]) if token.bare == "that"), None)
    return after[that + 1 :] if that is not None else tokens


def _lead(tokens: Tokens) -> Tokens:
    """Returns the date, or the phrase before the first comma, at the front; empty without."""
    if len(tokens) > 1 and tokens[1].kind == "date" and tokens[0].kind == "function":
        return tokens[:2]
    comma = next((n for n, each in enumerate(tokens[:LONGEST_LEAD]) if each.text == ","), 0)
    return tokens[: comma + 1] if comma else ()


def _place(phrase: Tokens, tokens: Tokens) -> tuple[int, int] | None:
    """Returns where the words of a phrase stand in a row, from and to."""
    wanted = [_key(token) for token in _content(phrase)]
    kept = [n for n, each in enumerate(tokens) if each.bare not in EMPTY and each.kind != "break"]
    for start in range(len(kept) - len(wanted) + 1):
        run = kept[start : start + len(wanted)]
        if wanted and [_key(tokens[n]) for n in run] == wanted:
            return run[0], run[-1] + 1
    return None


def _compare(ours: Tokens, theirs: Tokens, speaker: Set[str]) -> Iterator[str]:
    pairs = _in_order(ours, theirs)
    kept = {ours_place for ours_place, _ in pairs}
    there = {_key(token) for token in theirs}
    for place, token in enumerate(ours):
        if place in kept or token.kind == "break" or token.bare in EMPTY or token.key in FREE:
            continue
        if token.says and _key(token) in there:
            yield f"puts “{token.text}” elsewhere than the source"
        elif token.bare in BINDING or (token.bare in SUBJECTS and _key(token) not in there):
            yield f"says “{token.text}” where the source does not"
    if not pairs:
        return
    places = [place for _, place in pairs]
    if not _opening(theirs, places[0], speaker):
        yield f"leaves out “{_words(theirs[: places[0]])}”"
    for left, right in pairwise(places):
        if not _inserted(theirs, left, right):
            yield f"leaves out “{_words(theirs[left + 1 : right])}”"
    if not _further(theirs[places[-1] + 1 :]):
        yield f"leaves out “{_words(theirs[places[-1] + 1 :])}”"


def _in_order(ours: Tokens, theirs: Tokens) -> list[tuple[int, int]]:
    """Returns the longest common run of words in order, neighbours before others."""
    rows, columns = len(ours), len(theirs)
    best = [[(0.0, False)] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            skip = max(best[row + 1][column][0], best[row][column + 1][0])
            if _same(ours[row], theirs[column]):
                value, runs_on = best[row + 1][column + 1]
                taken = 1 + value + 0.01 * runs_on
                best[row][column] = (taken, True) if taken >= skip else (skip, False)
            else:
                best[row][column] = (skip, False)
    pairs = []
    row = column = 0
    while row < rows and column < columns:
        value, taken = best[row][column]
        if taken:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row + 1][column][0] >= value:
            row += 1
        else:
            column += 1
    return pairs


def _same(one: Token, other: Token) -> bool:
    # At its head a name is read as a word: "Boone left", "Carl Boone left".
    alike = _key(one) == _key(other) or one.text.lower() == other.text.lower()
    return one.kind != "break" and one.bare not in EMPTY and alike


def _key(token: Token) -> str:
    if token.kind == "negation" and (token.bare.endswith("n't") or token.bare == "cannot"):
        return "not"
    return token.key if token.says else token.bare


def _opening(theirs: Tokens, first: int, speaker: Set[str]) -> bool:
    """Whether what is left out before the first word may be.

    That is a clause of its own, who says it, what a short form is short for, or next to nothing.
    """
    left_out = theirs[:first]
    while left_out and (left_out[-1].bare in EMPTY or left_out[-1].text == ","):
        left_out = left_out[:-1]
    said = _content(left_out)
    if all(token.kind == "function" or token.key in (SAYS, *speaker, *CALLED) for token in said):
        return True
    if theirs[first].kind == "name" and all(token.text[:1].isupper() for token in left_out):
        return True  # "Mayor Ina Holt": Holt
    if " ".join(token.bare for token in said) in CONNECTS or _spelled_out(theirs, first):
        return True
    last = [token.text.lower() for token in left_out[-2:]]
    ends = last[-1] == ";" or (len(last) == 2 and last[0] == "," and last[1] in ("and", "but"))
    return ends and not _leans(theirs[len(left_out) :])


def _leans(clause: Tokens) -> bool:
    """Whether a clause needs what stood before it.

    That is where a pronoun comes before anything that it may stand for ("eleven of them"), or a
    word leans back ("is thereafter deleted").
    """
    if any(token.bare in REFERS for token in clause):
        return True
    place = next((n for n, token in enumerate(clause) if token.bare in PRONOUNS), None)
    before = [] if place is None else _content(clause[:place])
    return place is not None and all(token.kind in ("number", "function") for token in before)


def _inserted(theirs: Tokens, left: int, right: int) -> bool:
    """Whether what stands between two places may be left out there."""
    between = theirs[left + 1 : right]
    if _empty(between) or _light(between):
        return True
    names = all(token.kind in ("name", "break") or token.bare in EMPTY for token in between)
    if names and theirs[right].kind == "name":
        return True  # "Rep. Zoe Lofgren": Lofgren
    if _spelled_out(theirs, right) or _dated(between):
        return True
    while between and between[0].bare in EMPTY:
        between = between[1:]
    if len(between) < 2 or between[0].text not in _OPENS or between[-1].text not in _CLOSES:
        return False
    lists = theirs[right].bare in ("and", "or") and between[1].bare not in CONTINUES
    return not lists and not _restricts(between)


def _spelled_out(theirs: Tokens, place: int) -> bool:
    """Whether a short form stands behind what it is short for: "Customs Enforcement (ICE)"."""
    bracket = place and theirs[place - 1].text == "(" and theirs[place].kind == "name"
    return bool(bracket) and theirs[place].text.isupper()


def _dated(tokens: Tokens) -> bool:
    """Whether tokens give the day of something, and nothing else."""
    said = _content(tokens)
    if said and said[0].kind == "number":  # "Order 12 of May 3, 2021"
        said = said[1:]
    return len(said) == 2 and said[0].bare in ("on", "of") and said[1].key.count("-") == DAY


def _further(left_out: Tokens) -> bool:
    """Whether what is left out at the end may be: an insertion or a further clause."""
    rest = [token for token in left_out if token.bare not in EMPTY or token.kind == "break"]
    while rest and rest[-1].kind == "break":
        rest = rest[:-1]
    if not rest or _dated(rest):
        return True
    apart = rest[0].kind == "break"
    said = [token.bare for token in rest if token.kind != "break"]
    if not said or said[0] in RESTRICTS | CONTRASTS:
        return False
    if said[0] == "and":
        return said[1:2] != ["not"] and _has_verb(left_out)
    if said[0] in CONTINUES:
        return True
    described = said[0].endswith("ing") or any(t.bare in ("a", "an") for t in left_out[:2])
    joined = not described and any(word in ("and", "or") for word in said)
    listed = joined and not _has_auxiliary(left_out)
    return apart and not listed


def _has_verb(tokens: Tokens) -> bool:
    return _has_auxiliary(tokens) or any(is_verb(token.bare) for token in tokens)


def _has_auxiliary(tokens: Tokens) -> bool:
    return any(token.key == SAYS or token.bare in _AUXILIARY for token in tokens)


def _content(tokens: Tokens) -> list[Token]:
    return [token for token in tokens if token.bare not in EMPTY and token.kind != "break"]


def _empty(tokens: Tokens) -> bool:
    return not _content(tokens)


def _light(tokens: Tokens) -> bool:
    """Whether tokens are small words alone that bind nothing."""
    return all(
        token.bare in EMPTY or (token.kind == "function" and token.bare in LIGHT)
        for token in tokens
    )


def _restricts(tokens: Tokens) -> bool:
    return any(token.bare in RESTRICTS for token in tokens)


def _words(tokens: Tokens) -> str:
    return " ".join(token.text for token in tokens).strip(" ,;")
