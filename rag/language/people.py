"""People whom audits and surveys ask: "Officials from two agencies", "All 17 recipients".

Where such people are the whole subject of a verb of telling, what stands behind it is theirs. They
may be told apart by where they are from, and by having been asked; who only has an office does
something with it more often than saying so, and is left to the rules for those with names.
"""

from __future__ import annotations

import re

from rag.language.reporting import AUXILIARY, OPENING, THAT

HEAD = (
    r"(?:authorities|auditors?|educators?|employees|executives?|experts?|grantees?|leaders?|managers?"
    r"|officials?|operators?|participants?|principals?|providers?|recipients?|representatives?"
    r"|researchers?|respondents?|specialists?|spokes(?:man|men|people|person|woman)|staff"
    r"|stakeholders?|superintendents?|teachers?)"
)
"""People who are asked."""

_NO_WORD = (
    r"(?!(?i:about|according|after|all|although|am|and|are|as|asked|at|be|because|been|before|being"
    r"|but|by|can|could|did|do|does|for|from|had|has|have|he|how|if|in|is|it|its|like|may|might|must"
    r"|no|not|of|on|or|our|said|she|should|since|so|some|than|that|the|their|there|they|this|these"
    r"|those|to|told|under|unless|until|was|we|were|what|when|where|whether|which|while|who|whom"
    r"|whose|why|will|with|would|yet|you|your)\b)"
)
_WORD = rf"{_NO_WORD}[\w\u2019'&/-]+"
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|all|an?|another|both"
    r"|each|few|many|most|none|other|others|several|some|various)"
)
_OF = rf"(?:{_NUMBER}\s)?(?:(?:of\s(?:the|these|those|its|their)\s(?:\d+\s)?)|(?:the\s)?(?:\d+\s)?)"
_NAME = r"[A-Z][\w&\u2019'-]*(?:\s[A-Z][\w&-]*){0,4}"
_KINDS = (
    rf"(?:{_NAME},\s(?:{_NAME},\s){{0,4}}and\s)?(?:{_WORD}\s(?:and\s|or\s)?(?:other\s)?){{0,6}}?"
)
ASKED = (
    r"\s(?:(?:that|whom)\s)?we\s(?:contacted|interviewed|met\swith|saw|spoke\s(?:to|with)|surveyed"
    r"|visited)"
)
"""What tells of people that they have been asked."""

_FROM = (
    r"\s(?:across|at|for|from|in|of|on|representing|to|with|within)\s"
    r"(?:(?!\b(?:that|which|who|whom)\b)[^;:.()\"\u201c\u201d]){2,90}?"
)
PEOPLE_ASKED = re.compile(
    rf"(?P<who>(?i:{_OF}){_KINDS}(?i:{HEAD})(?P<behind>{_FROM})?)(?:{ASKED}(?:{_FROM})?)?"
    r"(?:,\s(?:such\sas|including|among\sthem)\s[^,;]{2,80})?,?"
)
"""A noun phrase for people with what tells them apart, and their having been asked."""

_NO_SPEECH = (
    r"(?:about|after|and|as|at|back|because|before|being|but|by|during|following|for|from|goodbye|how"
    r"|in|into|less|little|more|much|nothing|of|on|or|so|through|to|under|what|when|whether|while"
    r"|with|yes)"
)
TELLS = (
    r"(?:said|say|told\sus|stated|explain(?:ed)?|noted?|add(?:ed)?|indicated?|emphasi[sz]ed?"
    r"|acknowledged?|believed?|reported|express(?:ed)?|cited?|described|stress(?:ed)?|voiced"
    r"|anticipated?|point(?:ed)?\sout|agreed?(?=\s(?:that|with)\b)|suggested|estimated?"
    r"|raised(?=\s(?:[\w-]+\s){0,3}concerns?\b))"
)
"""Verbs that tell something where people are their subject."""

_TELLING = re.compile(rf"(?<=\s){TELLS}(?=\s)")
_SAID = re.compile(rf"\s(?!{_NO_SPEECH}\b)[\w\[$\u201c\"(]")
_ADVERB = re.compile(r"\s(?:(?:most\s)?often|sometimes|(?:most\s)?[a-z]+ly)$")
_NOTE_NUMBER = re.compile(r"\d{1,3}\s(?=[A-Z])")
_MOST_OPENINGS = 3
_LONGEST_PHRASE = 250
"""Characters of a noun phrase; what is longer is none."""

_LONGEST = 70
"""Characters of what people are called; what is longer keeps no more than who they are."""


def before_telling(text: str) -> str | None:
    """Returns the subject of the first verb of telling, as people are; None where there is none."""
    match = _TELLING.search(text)
    if match is None or match.start() > 2 * _LONGEST_PHRASE:
        return None
    if not (THAT.match(text, match.end()) or _SAID.match(text, match.end())):
        return None
    subject = _ADVERB.sub("", AUXILIARY.sub("", text[: match.start()].rstrip()))
    subject = _NOTE_NUMBER.sub("", subject, count=1)
    for _ in range(_MOST_OPENINGS):
        opening = OPENING.match(subject)
        if opening is None:
            break
        subject = subject[opening.end() :]
    return subject


def people_asked(phrase: str) -> tuple[str, str] | None:
    """Returns what people of a noun phrase are called, with and without where they are from.

    "Officials from two agencies", "Officials"; None where it means nobody who may have been asked.
    """
    phrase = " ".join(phrase.split())
    match = PEOPLE_ASKED.fullmatch(phrase) if len(phrase) <= _LONGEST_PHRASE else None
    if match is None:
        return None
    who = match["who"][0].upper() + match["who"][1:]
    people = who.removesuffix(match["behind"] or "")
    return (who if len(who) <= _LONGEST else people), people
