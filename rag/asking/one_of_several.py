"""A question for several of a kind as one for any of them.

"Which counties left?" is told county by county. A sentence that tells of one alone hardly answers
it, but it answers "Which county left?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.asking.imperatives import as_question
from rag.language.lexicon import words
from rag.language.numbers import numbers

_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so) )?(?:which(?: of)?"
    r"|(?:what|who) (?:are|were)(?= [^?]*? (?:that|which|who) ))"
    r" (?:(?:all|the|its|their) )*"
    r"(?:(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) )?"
    r"(?P<before>(?:[a-z’'-]+ ){0,2}?)(?P<noun>(?-i:[a-z]{3,}s))\b(?!['’])"
    r"(?P<rest> (?P<verb>[a-z’']+)\b.*)$",
    re.I | re.S,
)
_OF_ONE = {"are": "is", "were": "was", "have": "has", "do": "does"}
_RELATIVE = ("that", "which", "who")
_VERB = re.compile(
    r"are|can|could|d[io]d?|ha[ds]|have|is|may|might|must|should|was|were|will|would|\w+ed|began|broke"
    r"|brought|came|chose|fell|fought|found|gave|got|kept|knew|left|lost|made|met|paid|quit|said|sent"
    r"|sought|spoke|stood|sued|took|told|went|withdrew|won|wrote|that|which|who"
)
"""What may stand behind a noun in the plural; "runs" of "which agency runs the port" is none."""

_NO_NOUN = words(
    """
    access address analysis basis business congress crisis does has is its less names process
    progress series species status this was
    """
)
_SIBILANT = re.compile(r"(?:ch|sh|ss|x|zz)es$")


@dataclass(frozen=True, slots=True)
class OneOfSeveral:
    """A question for any of several.

    Attributes:
        text: The question: "Which county left?".
        noun: What each of them is: "county".
        count: How many are asked for; 0 where that is not said.
    """

    text: str
    noun: str
    count: int = 0


def as_one_of_several(question: str) -> OneOfSeveral | None:
    """Returns the question for one of several; None for one that asks for none, or in other ways.

    "Name the counties that left": "Which county left?".
    """
    match = _ASKS.match(" ".join(as_question(question).split()))
    if match is None or match["noun"].lower() in _NO_NOUN:
        return None
    rest, verb = match["rest"], match["verb"].lower()
    if match["before"] and not _VERB.fullmatch(verb):
        return None
    if verb in _RELATIVE and not question.lower().lstrip().startswith("which"):
        rest = rest[len(verb) + 1 :]
        verb = rest.split()[0].lower() if rest.split() else ""
    if verb in _OF_ONE:
        rest = rest.replace(verb, _OF_ONE[verb], 1)
    noun = _singular(match["noun"].lower())
    count = next((int(each.value) for each in numbers(match["count"] or "")), 0)
    return OneOfSeveral(f"Which {match['before']}{noun}{rest.rstrip(' .?!')}?", noun, count)


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-2] if _SIBILANT.search(noun) else noun[:-1]
