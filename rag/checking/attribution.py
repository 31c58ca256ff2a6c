"""Whether a statement says who says so, and names the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.checking.source import Source
from rag.fitting.alignment import names
from rag.fitting.sayings import followed, initials, sayings
from rag.language.claims import SAYS, Token, fold, keys, read
from rag.language.lexicon import SPOKESMEN, SPOKESPEOPLE

UNSAID = "does not say who says so"
"""The one finding that can be mended by saying it."""


def names_a_sayer(text: str) -> bool:
    """Whether a text says of something that somebody says it, rightly or not."""
    return bool(sayings(read(fold(text))))


def unattributed(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds what is said by nobody, or by the wrong one, where the source has somebody say it."""
    unnamed = _unnamed(source.tokens)
    if unnamed and not unnamed & {token.bare for token in tokens}:
        yield UNSAID
        return
    there, here = sayings(source.tokens), sayings(tokens)
    first = next((run for _, run in there if run), ())
    if source.passed_on or (first and not set(first) & source.speaker):
        said = {form for token in tokens for form in (token.key, token.bare)}
        said |= initials(" ".join(token.text for token in tokens))
        wanted = _wanted(source, [run for _, run in there if run])
        if wanted and not wanted & said:
            yield UNSAID
            return
    sayers = {key for _, run in there for key in run}
    known = sayers | unnamed | source.speaker | source.short | keys(source.about)
    if not sayers:
        known |= source.keys
    main = next((n for n, (verb, _) in enumerate(here) if verb == "according to"), 0)
    for place, (verb, run) in enumerate(here):
        same = [other for text, other in there if text == verb and other]
        once = len(same) == 1 and [text for text, _ in here].count(verb) == 1
        stranger = place == main and not known & set(run)
        exchanged = once and not (set(same[0]) | source.short) & set(run)
        if run and (stranger or exchanged):
            yield f"is put into the mouth of {' '.join(run)}"


def _unnamed(tokens: Sequence[Token]) -> set[str]:
    """Returns those who say it without a name: "according to agency officials", "critics said"."""
    found = {token.bare for token in followed(tokens) if token.bare in SPOKESPEOPLE}
    for before, token in pairwise(tokens):
        if token.key == SAYS and before.bare in SPOKESPEOPLE:
            found.add(before.bare)
    return found


def _wanted(source: Source, runs: Sequence[tuple[str, ...]]) -> set[str]:
    """Returns the words of which one must be there to say who says it."""
    # The subject of the sentence is known to say it even where the verb is none of saying.
    verb = next(
        (n for n, token in enumerate(source.tokens) if token.key == SAYS), len(source.tokens)
    )
    opening = next(iter(names(source.tokens[: min(verb, 6)])), [])[-1:]
    wanted = {run[-1] for run in (runs[:1] if source.passed_on else runs)}
    wanted |= {key for run in runs[:1] for key in run[:1]}
    if source.passed_on:
        wanted |= set(source.asserter[-1:])
    wanted |= {token.key for token in source.tokens[:4] if token.bare in SPOKESMEN}
    wanted |= {token.key for token in followed(source.tokens) if token.bare in SPOKESMEN}
    return wanted | {token.key for token in opening}
