"""What stands before a question and is no part of it: a correction, or that the subject changes.

"No, I meant how many people" asks how many people; after "change of subject:" what was spoken of
before counts no more. What only puts one thing in another's place ("no, I meant GAO")
`rag.asking.conversation` reads.
"""

from __future__ import annotations

import re

from rag.asking.imperatives import as_question
from rag.asking.question import content_words
from rag.asking.swapping import ASKS, LONGEST_INSTEAD, NUMBER

_NO = r"(?:no(?!\s(?:one|body|more|longer|way)\b)|nope|nah|sorry|wait|oops|oh|actually)"
_FILLS = r"(?:ok|okay|well|so|but|and|hm+|right|alright|yes|no|sorry|oh|wait|actually|then|now)"
_OPENING = rf"(?:{_FILLS}\b[,.:;!]*\s+)*"
_NOT = r"(?:not\s[^,.;:]{1,40}[,.;:]\s+)?"
_IN_ALL = r"(?:(?:overall|in total|in all|altogether|rather|instead|in general|generally),?\s+)?"
_I_MEANT = (
    r"(?:what\s)?(?:i\s(?:really\s)?meant?|i(?:\swas|\sam|['’]m)\sasking|i\sasked"
    r"|my question\s(?:is|was))(?:\s(?:is|was|to ask|about))?\b[,:]?\s+"
)
_CORRECTS = re.compile(
    rf"^{_OPENING}(?:{_NOT}{_I_MEANT}|{_NO}\b[,.:;!]*\s+{_NOT}){_IN_ALL}(?P<asked>\S.*)$", re.I
)
_MEANS = re.compile(rf"^{_OPENING}{_NOT}{_I_MEANT}{_IN_ALL}(?P<asked>\S.*)$", re.I)
_SUBJECT = r"(?:subject|topic|question|thing|matter|issue)"
_ANOTHER = r"(?:different|diff|new|another|next|unrelated|separate)"
_CHANGES = re.compile(
    rf"^{_OPENING}(?:(?:a\s|the\s)?(?:change|switch)\sof\s{_SUBJECT}"
    rf"|(?:changing|switching|change|switch)\s(?:the\s)?{_SUBJECT}s?"
    rf"|(?:a\s|an\s)?(?:completely\s|totally\s)?{_ANOTHER}\s{_SUBJECT}(?:\saltogether)?"
    r"|(?:something|sth)\s(?:else|different|new)(?:\sentirely)?|unrelated"
    r"|on (?:a different|another) (?:note|subject|topic)|moving on(?:\sfrom\s[^?.!:;]{1,40}?)?"
    r"|(?:forget(?:\sabout)?|never\smind|enough\s(?:of|about|on)|leave|leaving)\s[^?.!:,;]{1,40}"
    r"(?=[.;!]\s))\s*[:.,;!–—-]+\s*(?P<asked>\S.*)$",
    re.I,
)
_WORK = r"(?:report|testimony|memo(?:randum)?|study|audit|letter|review|document|article|statement)"
_TURNS = re.compile(
    rf"^{_OPENING}(?:(?:(?:let['’]?s|let us)\s)?(?:turn|turning|move|moving|switch|switching)"
    r"\s(?:on\s|over\s)?to\s|next(?:\sup)?[:,]\s+"
    rf"|now[:,]?\s(?:(?:to|for|on to)\s)?(?=the\s[^?.!:]{{2,60}}\s{_WORK}[.:]\s))"
    r"(?!(?:the\s)?(?:page|p|chapter|section|table|figure|appendix|footnote)\b)(?=\S[^?]{1,60}?[.:]\s)(?P<asked>\S.*)$",
    re.I,
)
_OF_ITS_OWN = re.compile(rf"\b[A-Z]|\b{_WORK}\b")
_HEADED = re.compile(r"^(?P<head>(?:the\s)?\S.{1,60}?)(?:\s*[:.]\s+|\s+[-–—]\s+)(?P<asked>\S.*)$")
_CLAUSE = re.compile(r"^(?:that|this|it|i|you|we|he|she|they)(?:['’]\w+|\s\w)", re.I)
_THEM = re.compile(
    r"(?P<whose>\b(?:its|their|his)\b)"
    r"|\b(?:he|she|him|they|them|those|these|it)\b(?!\s[a-z]+s\b)",
    re.I,
)
_PUTS = re.compile(
    rf"^(?:{_NO}\b[,.:;!]*\s+)+{_NOT}(?P<thing>(?:the|its|their|in|for)\s[^?.!]{{1,40}}?)"
    r"(?:,?\s(?:is\swhat\s)?i\smean[t]?)?[.!?]*$",
    re.I,
)
_FIRST_PART = re.compile(
    r"[.!?]*\s*$|\?|,?\s(?:and|but)\s(?=(?:by |in )?(?:who|what|when|where|why|how|did|does|do)\b)"
)
_LAST_WORD = re.compile(r"\s(?P<thing>[\w-]+)(?P<end>\W*)$")
_WHOSE = re.compile(r"\b(?:its|their)\b", re.I)
OF_ITS_OWN = 4
"""Words of its own with which what was meant is a question, though it has no form of one."""


def without_correction(question: str) -> str:
    """Returns the question that a correction asks; others as they are.

    What names but one thing ("sorry, the 2022 figure") is left as what was meant.
    """
    corrects = _CORRECTS.match(question)
    if corrects is None:
        return question
    asked = _put_in_place(corrects["asked"])
    if ASKS.match(asked) or as_question(asked) != asked:
        return asked
    puts = _PUTS.match(question)
    if puts is not None:
        return f"I meant {puts['thing']}"
    long = len(asked.split()) > LONGEST_INSTEAD and len(content_words(asked)) >= OF_ITS_OWN
    if _MEANS.match(question) is None or not long:
        return question
    given = as_question(f"give me {asked}")
    return given if ASKS.match(given) else f"What about {asked}"


def without_announcement(question: str) -> str | None:
    """Returns what is asked behind "change of subject:"; None where no change is announced."""
    changes = _CHANGES.match(question)
    if changes is None:
        turns = _TURNS.match(question)
        headed = _HEADED.match(turns["asked"]) if turns is not None else None
        # "Turn to the recommendations. …" goes on with the same report.
        changes = turns if headed is not None and _OF_ITS_OWN.search(headed["head"]) else None
    return _put_in_place(changes["asked"]) if changes is not None else None


def _put_in_place(text: str) -> str:
    """A question behind what it is of ("the 2011 report: what does it say?") as one of that."""
    headed = _HEADED.match(text)
    if headed is None or ASKS.match(headed["head"]) or _CLAUSE.match(headed["head"]):
        return text
    head, asked = headed["head"], headed["asked"]
    asks = ASKS.match(asked) is not None
    if not asks and as_question(asked) == asked:
        return text
    end = _FIRST_PART.search(asked)
    place = end.start() if end is not None else len(asked)
    them = _THEM.search(asked[:place])
    if NUMBER.search(head) or them is None:
        told = asked[:place] if asks else _WHOSE.sub("the", asked[:place], count=1)
        return f"{told}, in {head}{asked[place:] or '?'}"
    thing = _LAST_WORD.match(asked, them.end()) if them["whose"] else None
    if thing is not None:
        return f"{asked[: them.start()]}the {thing['thing']} of {head}{thing['end']}"
    put = f"{head}’s" if them["whose"] else head
    return asked[: them.start()] + put + asked[them.end() :]
