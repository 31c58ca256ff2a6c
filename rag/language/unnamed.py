"""Somebody without a name who says something: "One neighbour", "Traders on the quay", "The clerk".

Whoever is the subject of a verb such as "said" or "fears" with what was said behind it asserts
that, be it a clerk or a letter. Verbs that figures can have as well ("suggest", "report") need a
noun for people. What a document calls a part of itself ("the table says") is nobody.
"""

from __future__ import annotations

import re

from rag.language.groups import GROUP, is_said
from rag.language.lexicon import SPOKESPEOPLE
from rag.language.noun_phrases import COMMON_BODY, PEOPLE
from rag.language.people import ASKED
from rag.language.reporting import OPENING
from rag.language.roles import PARTY
from rag.language.titles import ROLE

_COUNTED = (
    r"(?:[Oo]ne|[Tt]hat|[Tt]hese|[Tt]hose|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight"
    r"|[Nn]ine|[Tt]en|[Aa]ll|[Aa]n?|[Aa]nother|[Bb]oth|[Mm]any|[Mm]ost|[Oo]thers?|[Ss]everal|[Ss]ome|[Tt]he|[Hh]er|[Hh]is|[Ii]ts"
    r"|[Tt]heir|[Mm]y|[Oo]ur)"
)
_SMALL = r"[a-z][a-z'\u2019-]*"
_NO_NOUN = (
    r"(?!(?:a|all|also|an|always|and|are|as|asked|be|been|but|came|can|could|did|do|does|had|has|have"
    r"|he|is|it|its|made|may|met|might|must|not|or|said|she|should|that|the|there|they|this|those|to"
    r"|used|was|we|were|which|who|will|would|you)\b)"
)
_NOUNS = rf"(?:{_NO_NOUN}{_SMALL}\s){{0,3}}?{_NO_NOUN}(?![a-z]+ing\b)(?P<noun>{_SMALL})"
_OF_THEM = rf"(?:{_COUNTED}\sof\s)?"
_BEHIND = (
    rf"(?:\s(?:at|from|in|of|on|with)\s{_OF_THEM}(?:(?:an?|that|the|these|this|those)\s)?"
    rf"(?:{_NO_NOUN}[\w\u2019'-]+\s){{0,3}}?{_NO_NOUN}[\w\u2019'-]+)?(?:{ASKED})?"
)
_WHO = (
    rf"(?:\s[a-z]+ing(?:\s{_NO_NOUN}[\w'\u2019-]+){{1,4}})?"
    r"(?:,?\s(?:that\s(?:asked|did|had|was|wished)|who|whose|whom)\s[^,;.:]{3,80}?)?"
)
_PLURAL = r"[A-Z][a-z'\u2019-]*(?:s|men|people|staff|police|management|counsel|crew)"
_NO_START = (
    r"(?!(?:After|Although|And|As|At|Because|Before|But|By|For|From|He|How|I|If|In|It|Like|Of|On|Once|She|Since"
    r"|So|That|There|They|This|Though|Unless|Until|What|When|Where|Whether|We|While|Why|With|Yet|Your)\b)"
)
_MANY = (
    r"(?:authorities|executives|experts|officials|representatives|researchers|specialists|staff)"
)
PHRASE = (
    rf"{_NO_START}(?:{_COUNTED}\s{_NOUNS}"
    rf"|(?P<bare>(?:[A-Z][a-z-]+\s)?{_PLURAL}|[A-Z][a-z-]+\s{_NO_NOUN}[a-z]+s"
    rf"|[A-Z][a-z-]+(?:\s{_NO_NOUN}[a-z-]+){{1,2}}\s{_MANY}))"
)
"""A noun phrase without a name: "One supporter", "The harbor office", "Local residents"."""

_PART = re.compile(
    r"(?:appendix|article|bill|box|chapter|clause|data|evidence|fact|facts|figures?|law|note|numbers?"
    r"|page|paragraph|part|passage|point|reasons?|results?|rule|section|table|text|thing|truth|view)$"
)
"""What says nothing of its own: a part of the document, a fact."""

_OURS = re.compile(r"[Oo]ur\s(?:\w+\s)?(?:analysis|report|review|study|survey|work)$")
"""What a document has said elsewhere, itself."""

_STRONG = (
    r"(?:said|says?|told|tells?|explain(?:ed|s)?|argue[ds]?|claim(?:ed|s)?|complain(?:ed|s)?|add(?:ed|s)"
    r"|warn(?:ed|s)?|insist(?:ed|s)?|wrote|written|writes?|denie[ds]|deny|recall(?:ed|s)?|fear(?:ed|s)?"
    r"|believe[ds]?|feels?|felt|thinks?|thought|concede[ds]?|admit(?:ted|s)?|maintain(?:ed|s)?"
    r"|contend(?:ed|s)?|stress(?:ed|es)?|testif(?:ied|ies)|accept(?:ed|s)?|allege[ds]?|object(?:ed|s)?"
    r"|point(?:ed|s)?\sout|replie[ds]|reply|assure[ds]?|promise[ds]?|predict(?:ed|s)?"
    r"|reckon(?:ed|s)?|conclude[ds]?|hope[ds]?|expect(?:ed|s)?|has\sit)"
)
_DENIED = re.compile(r"\s(?:having|it|that|this)\b")
_WEAK = (
    r"(?:advise[ds]?|acknowledge[ds]?|agree[ds]?|consider(?:ed|s)?|estimate[ds]?|held|holds|note[ds]?"
    r"|observe[ds]?|reported|state[ds]|suggest(?:ed|s)?)"
)
_AUXILIARY = r"(?:\s(?:all|also|had|has|have|later|both|often|since|still|then|[a-z]+ly))*"
_SPEAKING = re.compile(
    rf"(?P<who>{PHRASE}){_BEHIND},?{_WHO},?{_AUXILIARY}\s(?P<verb>(?P<strong>{_STRONG})|{_WEAK})\b"
)
_SAYING = re.compile(
    rf"(?P<who>{PHRASE}){_BEHIND}\s[^.;:]{{3,120}}?,\s(?:adding|arguing|claiming|complaining|saying|warning)\sthat\b"
)
"""Who does something with words of theirs: "Retailers supported this, saying that …"."""

_PEOPLE = re.compile(
    rf"(?:{ROLE}s?|{PARTY}s?|{COMMON_BODY}|{PEOPLE}|{GROUP}|{'|'.join(sorted(SPOKESPEOPLE))}"
    r"|[a-z]+(?:holder|er|or|ist|ian|ant|ee|man|men|woman|women|person|people)s?|members?|parents?|residents?)",
    re.I,
)
_NO_PEOPLE = re.compile(r"(?:chapter|letter|number|order|paper|error|factor|sensor|register)s?$")


def unnamed_speaking(text: str) -> str | None:
    """Returns what somebody without a name is called who says what a sentence says."""
    match = _SPEAKING.match(text)
    if match is None and (opening := OPENING.match(text)):
        text = text[opening.end() :][:1].upper() + text[opening.end() + 1 :]
        match = _SPEAKING.match(text)
    if match is None:
        return _saying(text)
    if not _is_speech(match["verb"], text[match.end() :]):
        return None
    noun = _noun(match)
    sure = match["strong"] is not None and not text.startswith(("My ", "Our "))
    if not sure and not (_PEOPLE.fullmatch(noun) and not _NO_PEOPLE.search(noun)):
        return None
    return called(match["who"])


def _saying(text: str) -> str | None:
    """Returns who does something "saying that …" what a sentence tells."""
    match = _SAYING.match(text)
    noun = _noun(match) if match else ""
    return called(match["who"]) if match and _PEOPLE.fullmatch(noun) else None


def unnamed(phrase: str) -> str | None:
    """Returns what a phrase calls somebody without a name: "One surveyor" for "one surveyor"."""
    match = re.fullmatch(rf"(?P<who>{PHRASE}){_BEHIND}", phrase.strip(" ,"))
    if match is None or not _PEOPLE.fullmatch(_noun(match)):
        return None
    return called(match["who"])


def people_told_of(text: str) -> str | None:
    """Returns the people without a name of whom a sentence tells at its head, if several."""
    match = re.match(rf"(?P<who>{PHRASE})\s", text)
    noun = _noun(match) if match else ""
    several = noun.endswith(("s", "people")) and _PEOPLE.fullmatch(noun)
    return called(match["who"]) if match and several else None


def tells_of_people(text: str) -> bool:
    """Whether a sentence begins with people, or with what may be some: "The respondent …"."""
    words = text.split()[:5]
    return any(_PEOPLE.fullmatch(word.strip(",.")) for word in words[1:])


def called(phrase: str) -> str | None:
    """Returns a phrase as a name; None for what only stands for a part of a text."""
    if _PART.search(phrase.lower()) or _OURS.match(phrase):
        return None
    return phrase[0].upper() + phrase[1:]


def _is_speech(verb: str, after: str) -> bool:
    """Whether what follows the verb is what was said, denied or expected."""
    if verb in ("denied", "denies", "deny"):
        return _DENIED.match(after) is not None
    if verb.startswith("expect") and re.match(r"\s(?!to\b)\w", after):
        return True
    return is_said(verb, after)


def _noun(match: re.Match[str]) -> str:
    """Returns the last word of a phrase: "neighbour"."""
    return str((match["noun"] or match["bare"]).split()[-1])
