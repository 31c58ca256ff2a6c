"""A question for several of a kind as one for any of them.

"Which counties left?" is told county by county. A sentence that tells of one alone hardly answers
it, but it answers "Which county left?". So does what one study found "What do studies say?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.asking.imperatives import as_question
from rag.listing.announced import singular
from rag.listing.list_questions import COUNT, asks_for_list

_OPENS = (
    r"\W*(?:(?:and|but|so) )?(?:which(?: of)?|what (?:are|were)(?= [^?]*? (?:that|which|who) ))"
    rf" (?:(?:all|the|its|their) )*(?:{COUNT} )?"
)
_OF_ONE = {"are": "is", "were": "was", "have": "has", "do": "does"}
_RELATIVE = re.compile(r"(?:that|which|who) ", re.I)
_VERB = re.compile(
    r"are|can|could|d[io]d?|ha[ds]|have|is|may|might|must|should|was|were|will|would|\w+ed|began|broke"
    r"|brought|came|chose|fell|fought|found|gave|got|kept|knew|left|lost|made|met|paid|quit|said|sent"
    r"|sought|spoke|stood|sued|took|told|went|withdrew|won|wrote|that|which|who"
)
"""What may stand behind a noun in the plural; "runs" of "which agency runs the port" is none."""

_NO_KIND = ("names", "species")

_RESEARCH = re.compile(
    r"\W*(?:(?:and|but|so) )?what (?:do|does|did|has|have) "
    r"(?:(?:academic|any|available|existing|most|other|recent|the|these|those) )*"
    r"(?:academics?|evidence|literature|research(?:ers)?|scholars?|scientists|studies)"
    r" (?:conclude|find|found|indicate|say|said|show|shown|suggest|tell us)(?:ed)?"
    r" (?P<matter>(?:about|concerning|of|on|regarding) .+)",
    re.I,
)
"""What asks for what was found in research, which is told study by study."""

_STUDY = re.compile(
    r"\b(?:abstract|experiment|journal|literature|paper|research|scholar|stud(?:y(?! in\b)|ied|ies)"
    r"|survey|trial)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class OneOfSeveral:
    """A question for any of several.

    Attributes:
        text: The question: "Which county left?".
        noun: What each of them is: "county".
        count: How many are asked for; 0 where that is not said.
        always: Whether no one sentence tells of all, however surely it answers.
    """

    text: str
    noun: str
    count: int
    always: bool = False


def as_one_of_several(question: str) -> OneOfSeveral | None:
    """Returns the question for one of several; None for one that asks for none, or in other ways.

    "Name the counties that left": "Which county left?".
    """
    asked = " ".join(as_question(question).split()).rstrip(" .?!")
    research = _RESEARCH.fullmatch(asked)
    if research is not None:
        return OneOfSeveral(f"What did a study find {research['matter']}?", "study", 0, always=True)
    wanted = asks_for_list(asked)
    if wanted is None or wanted.noun in _NO_KIND:
        return None
    named = re.escape(" ".join((*wanted.before, wanted.noun)))
    match = re.match(rf"{_OPENS}(?P<named>{named}) (?P<rest>.+)", asked, re.I)
    if match is None:
        return None
    verb, *others = match["rest"].split()
    if wanted.before and not _VERB.fullmatch(verb):
        return None
    rest = " ".join((_OF_ONE.get(verb, verb), *others))
    if not asked.lower().lstrip().startswith("which"):
        rest = _RELATIVE.sub("", rest, count=1)
    before = match["named"][: -len(wanted.noun)]
    noun = singular(wanted.noun)
    return OneOfSeveral(f"Which {before}{noun} {rest}?", noun, wanted.count or 0)


def is_of_research(text: str) -> bool:
    """Whether a text names a study, or research."""
    return _STUDY.search(text) is not None
