"""The clauses of a sentence, and whether the one that has a word is about what a question is about.

"While the number of ships fell, the ferries doubled" says of ships that they fell, not of ferries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from rag.language.claims import Token, keys
from rag.language.lexicon import AUXILIARIES, PREPOSITIONS, is_verb, stem, words

_SETS_OFF = words("while whereas although though")
"""What opens a clause that only sets off the other one."""

_OPENS = _SETS_OFF | words("but as because since when after before if so yet")
_AMOUNTS = words("number numbers share amount percentage proportion rate count level levels")
_LEANS = words("it they he she this that these those such which who")


def of_another_thing(
    ours: Sequence[Token], theirs: Sequence[Token], place: int, verb: Set[str]
) -> bool:
    """Whether a word of a sentence is said of something else than what a question is about.

    Its clause has a subject of its own, which the question has not, and either another clause of
    the sentence is the one on what is asked about, or its own only sets another one off. One
    without a subject of its own, or with "it", is said of what stands before.

    Args:
        place: Where the word stands in the sentence.
        verb: What the question says of its subject, by the stems.
    """
    asked = _things(ours, verb)
    start, end = _clause(theirs, place)
    clause = theirs[start:end]
    if not asked or asked & keys(clause) or not _has_subject(theirs[start:place]):
        return False
    return bool(asked & keys(theirs)) or clause[0].bare in _SETS_OFF


def _things(question: Sequence[Token], verb: Set[str]) -> Set[str]:
    """What a question is about: its subject, and what is done to something.

    "Why did the number of *ferries* at the port rise?", "why did the *port* lower the *dues*?"
    """
    places = range(len(question))
    first = next((n for n in places if question[n].bare in AUXILIARIES), len(question))
    said = next((n for n in places[first:] if stem(question[n].bare) in verb), len(question))
    noun = list(_phrase(question[first + 1 : said]))
    if noun and noun[-1].bare in _AMOUNTS:
        noun = list(_phrase(question[first + 1 + len(noun) + 1 : said])) or noun
    while noun and (not noun[-1].says or is_verb(noun[-1].bare)):
        noun.pop()
    named = list(takewhile(lambda each: each.kind == "name", reversed(noun)))
    return keys(named or noun[-1:]) | keys(list(_phrase(question[said + 1 :])))


def _phrase(tokens: Sequence[Token]) -> Iterator[Token]:
    """The words up to a preposition."""
    return takewhile(lambda each: each.bare not in PREPOSITIONS, tokens)


def _clause(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Where the clause with a word begins and ends: at a mark, or a word that opens another.

    What stands before a comma belongs to it where it has no verb: "ships, barges, and boats fell".
    """
    end = place + 1
    while end < len(tokens) and not _is_border(tokens[end]):
        end += 1
    start = _opening(tokens, place)
    while start > 1 and tokens[start - 1].text == "," and tokens[start].bare not in _OPENS:
        before = _opening(tokens, start - 1)
        listed = tokens[before : start - 1]
        if (
            not listed
            or listed[0].bare in PREPOSITIONS
            or any(is_verb(each.bare) for each in listed)
        ):
            break
        start = before
    return start, end


def _opening(tokens: Sequence[Token], place: int) -> int:
    """Where the stretch before a place begins, with the word that opens it."""
    start = place
    while start and tokens[start].bare not in _OPENS and tokens[start - 1].kind != "break":
        start -= 1
    return start


def _is_border(token: Token) -> bool:
    return token.kind == "break" or token.bare in _OPENS


def _has_subject(before: Sequence[Token]) -> bool:
    """Whether the words before a verb name a subject of its own."""
    if any(token.bare in _LEANS for token in before):
        return False
    said = [token.bare for token in before if token.kind in ("word", "name")]
    return any(
        not is_verb(word) and not word.endswith("ly") and word not in _OPENS for word in said
    )
