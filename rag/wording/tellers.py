"""Who tells a thing, in a chat model's own words: whoever does in the source, and nobody else.

A model that shortens leaves out one of several who pass a thing on, makes whoever tells it the one
who did it, or puts a name before words that are another's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.checking.attribution import UNSAID
from rag.checking.shortening import THAT
from rag.checking.source import Source
from rag.fitting.alignment import names
from rag.fitting.sayings import initials, sayings
from rag.language.claims import SAYS, Token, keys, read
from rag.language.lexicon import CITING, FACTIVE, SPOKESPEOPLE, words
from rag.language.reporting import ASSERTS

LONG_NAME = 4
"""Words of a name up to which each may stand for it."""
_LABEL = re.compile(
    r"(?:,?\s(?:(?:of|for|the|and|&)\s)*[A-Z][\w.]*)*(?:,\squoted\sby\s[^:]{1,120})?:"
)
_LABELLED = re.compile(r"[A-Z][^:]{1,80}:\s")
_OTHERS = words("they he she")
_PRONOUNS = words("they it he she their its his her this these")
_CONNECTING = words("example addition instance however")
_ACCOUNT = re.compile(
    r"\b(?:by|on|in) (?:[\w.’'-]+ ){1,6}?(?:account|view|words|opinion|reading)\b"
    r"|\bas (?:reported|cited|quoted|told) by\b"
)
_WE, _THEY = frozenset(("we", "our", "us")), frozenset(("they", "their", "them"))
_BODIES = words(
    """
    agency agencies department departments office offices bureau commission committee board panel
    council court company service administration organisation organization ministry author
    """
)
"""What whoever tells a thing may be taken for."""


def mistold(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Yields what is wrong with who tells a clause, one line each.

    Args:
        tokens: The clause, read.
        source: What it rests on.
    """
    yield from _untold(clause, tokens, source)
    yield from _in_the_place_of_another(tokens, source)
    yield from _retold(tokens, source)
    yield from _by_another(clause, tokens, source)
    yield from _taken_for_its_teller(tokens, source)
    yield from _called_otherwise(clause, source)
    yield from _done_by_its_teller(clause, tokens, source)
    yield from _found(tokens, source)


def _untold(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds one of several who pass a thing on left out: "the Post reported that a panel found"."""
    for verb, named in () if _tellings(tokens) else _reports(source):
        if not named:
            yield f"leaves out that somebody {verb.text} so"
        elif source.passed_on and not _LABELLED.match(clause):
            yield UNSAID
        elif verb.text.lower() == "according to" and not source.passed_on:
            yield "leaves out according to whom"
    said = {form for token in tokens for form in (token.key, token.bare)}
    said |= initials(" ".join(token.text for token in tokens))
    shortened = {token.key for token in tokens} & source.short
    for _, run in sayings(source.tokens):
        # Whether its own speaker is named, the gate has asked already.
        if run and not source.speaker & {*run} and not said & {*run, *shortened}:
            yield f"leaves out that {' '.join(run)} says so"
    for citing, token in pairwise(source.tokens):
        if citing.bare in CITING and token.kind in ("name", "number") and token.key not in said:
            yield f"leaves out that it follows {token.text}"


def _reports(source: Source) -> Iterator[tuple[Token, bool]]:
    """Yields each verb of saying before what is said, and whether its subject has a name."""
    verbs = [place for place, token in enumerate(source.tokens) if token.key == SAYS]
    for place, (text, run) in zip(verbs, sayings(source.tokens), strict=True):
        after = {token.bare for token in source.tokens[place + 1 : place + 1 + THAT]}
        speaks = {token.bare for token in source.tokens[:place]} & source.speaker
        if text == "according to" or after & {"that", "us"}:
            yield source.tokens[place], bool(run or speaks)


def _in_the_place_of_another(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds another teller than the source has: no name, "they", or one besides its document's."""
    if not _tellings(tokens):
        return
    told = {token.key for token in tokens}
    for who, verb in _unnamed_tellers(source):
        if who.key not in told:
            yield f"leaves out that it is told by the {who.text} ({verb.text})"
    if source.passed_on:
        return
    by = next((run for _, run in sayings(tokens) if run), ())
    here, ours = ({token.bare for token in each} for each in (source.tokens, tokens))
    added = bool(by) and source.speaker.issuperset(by) and here.isdisjoint(by)
    if added and 0 < _tellings(source.tokens) >= _tellings(tokens) and here.isdisjoint(_WE):
        yield f"puts {' '.join(by)} in the place of whoever tells it"
    for who, verb in pairwise(token for token in source.tokens if token.bare != "also"):
        if verb.key == SAYS and who.bare in _OTHERS and who.bare not in ours:
            yield f"names somebody for “{who.text} {verb.text}”"


def _unnamed_tellers(source: Source) -> Iterator[tuple[Token, Token]]:
    """Yields the noun of the first who tells, where that is no name, and the verb."""
    for place, verb in enumerate(source.tokens):
        if verb.key != SAYS:
            continue
        clause = source.tokens[:place]
        if verb.text.lower() == "according to":
            after = source.tokens[place + 1 :]
            ends = (n for n, token in enumerate(after) if token.kind == "break")
            clause = after[: next(ends, len(after))]
        said = [token for token in clause if token.says and not token.text.endswith("ly")]
        inserted = clause and clause[-1].kind == "break"  # "Wren, by contrast, said"
        if said and not inserted and said[-1].kind == "word" and said[-1].key != SAYS:
            yield said[-1], verb
        return


def _retold(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds another manner of telling, and one who tells a thing twice: "specifically stated"."""
    manners = {one.bare for one, verb in pairwise(source.tokens) if verb.key == SAYS}
    for one, verb in pairwise(tokens):
        if verb.key == SAYS and one.bare.endswith("ly") and one.bare not in manners:
            yield f"says “{one.text} {verb.text}”, which the source does not"
    said, once = (Counter(run for _, run in sayings(each)) for each in (tokens, source.tokens))
    if any(run and number > max(once[run], 1) for run, number in said.items()):
        yield "says twice who says it"


def _by_another(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds another teller: not "one study of 2017", "by the report's account", or "we"."""
    opening = next((place for place, each in enumerate(source.tokens) if each.key == SAYS), 0)
    told = {token.key for token in tokens}
    for token in source.tokens[:opening]:
        counts = token.kind == "number" or (token.kind == "date" and "-" not in token.key)
        if counts and token.key not in told:
            yield f"leaves out {token.text}"
    account = _ACCOUNT.search(source.text)
    if account and account[0].lower() not in clause.lower():
        yield f"leaves out “{account[0]}”"
    ours, theirs = ({token.bare for token in each} for each in (tokens, source.tokens))
    if "we" in theirs - ours and ours & _WE:
        yield f"says “{min(ours & _WE)}” of nobody"
    others = (ours & _THEY) - theirs
    if others and theirs & _WE:
        yield f"says “{min(others)}” of whoever tells it"


def _taken_for_its_teller(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a teller put before "the agency", who may then be taken for it."""
    if not _tellings(tokens) or _tellings(source.tokens):
        return
    for place, (article, body) in enumerate(pairwise(source.tokens)):
        before = source.tokens[:place]
        named = any(token.kind == "name" for token in before[1:])
        leans = article.bare in _PRONOUNS and not any(
            token.says and token.bare not in _CONNECTING for token in before
        )
        if (article.bare == "the" and body.bare in _BODIES and not named) or leans:
            yield f"lets “{article.text} {body.text}” be of whoever tells it"


def _called_otherwise(clause: str, source: Source) -> Iterator[str]:
    """Finds a label that is the rest of a long name: "The Papers Told It:"."""
    label, colon, _ = clause.partition(":")
    if not colon or source.text.startswith(label):
        return
    name = re.split(r", (?:according to|quoted (?:by|in)) ", label)[0]
    called = [token.key for token in read(f"- {name}") if token.says]
    title = [token.key for token in source.about if token.says]
    begins = called in (title[: len(called)], [*source.asserter[: len(called)]])
    long = len(source.asserter) > LONG_NAME or not source.speaker.issuperset(called)
    if long and not begins and source.speaker.union(title).issuperset(called):
        yield f"cuts off what “{label}” is the name of"


def _done_by_its_teller(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds whoever tells a thing, and is not named in it, named as anything but its teller."""
    here = source.keys | keys(source.about) | {token.bare for token in source.tokens}
    for run in names([Token("-", "-", "break", -1), *_capital(tokens)]):
        own = {token.key for token in run}
        if not own <= source.speaker or own & here:
            continue
        if not _tells(run, clause, tokens):
            yield f"has {' '.join(token.text for token in run)} do what it only tells"


def _tells(run: Sequence[Token], clause: str, tokens: Sequence[Token]) -> bool:
    """Whether a name is that of whoever says what stands behind or before it."""
    after = clause[run[-1].start + len(run[-1].text) :]
    following = read(after)[:4]
    if any(token.bare in SPOKESPEOPLE for token in following):
        return False  # "Chiaroscuro advocates said": they are nobody's but the source's
    before = [token.key for token in tokens if token.start < run[0].start][-2:]
    says = any(token.key == SAYS for token in following) or ASSERTS.search(after[:60])
    owns = run[-1].text.endswith("'s")
    return bool(says or _LABEL.match(after) or SAYS in before or owns)


def _capital(tokens: Sequence[Token]) -> list[Token]:
    """Returns a sentence whose first word, where it has a capital, is a name."""
    first = tokens[0] if tokens else None
    if first is None or first.kind != "word" or not first.text[:1].isupper():
        return list(tokens)
    return [Token(first.text, first.bare, "name", first.start), *tokens[1:]]


def _found(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds "found" or "noted" for what somebody only says."""
    theirs = {token.bare for token in source.tokens}
    for token in tokens:
        for listed in FACTIVE if source.passed_on else ():
            if token.bare in listed and not theirs & listed:
                yield f"says “{token.text}”, which the source does not"


def _tellings(tokens: Sequence[Token]) -> int:
    """How often it is said that somebody tells a thing."""
    return sum(token.key == SAYS for token in tokens)
