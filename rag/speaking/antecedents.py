"""Whom "he", "she" and "it" at the head of a sentence mean; in doubt nobody.

Somebody who has just been said to say something, or the one person who was the subject of a
sentence before, if no other person has been named since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.abbreviations import INSTITUTION, NAME, SOMEBODY
from rag.language.dates import ANY_MONTH
from rag.language.names import Cast
from rag.language.noun_phrases import COMMON_BODY
from rag.language.reporting import HELD, OPENING, SAID_SO, VERB
from rag.language.sentences import OF_TIMES, Span
from rag.language.titles import TITLE
from rag.language.unnamed import people_told_of, tells_of_people

MOST_BEFORE = 4
"""Sentences through which somebody is carried on."""

_WITHIN = re.compile(
    rf"[,\u201d\"]\s(?:(?P<he>he)|(?P<she>she)|(?P<it>it))\s(?:\w+ly\s|also\s)?(?:{VERB}|{SAID_SO}|{HELD})\b"
    r"|[Aa]ccording\sto\s(?:(?P<him>him)|(?P<her>her))\b|,\s(?:in|on)\s(?:(?P<his>his)|(?P<of_her>her))\s"
)
"""Where a sentence tells within or behind what is said who says it."""

PRONOUN = re.compile(
    r"(?:(?:[Bb]y|[Ii]n|[Oo]n)\s)?(?:(?P<he>[Hh]e|[Hh]is)|(?P<she>[Ss]he|[Hh]er)|(?P<it>[Ii]t))(?=\s)"
)
_ACTS = re.compile(
    rf"(?:(?:[Tt]he|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir|[Mm]y|[Aa]n?|{NAME}['\u2019]s?)\s)?(?:[a-z'\u2019-]+,?\s){{0,3}}"
    rf"(?:(?<=[a-z]),\s)?(?P<who>{NAME})(?:,(?:\s[^,;]{{1,80}},)?)?\s(?=[a-z])"
)
"""A person as the subject at the head of a sentence: "The captain Carl Boone runs …"."""

_PLACE = re.compile(
    r"\b(?:Avenue|Bay|Bridge|Building|City|County|Creek|Hall|Harbou?r|Highway|Hospital|House|Island"
    r"|Lake|Park|Pier|Port|River|Road|School|Square|Station|Street|Town|Valley|Village)\b"
)
_BODY = re.compile(rf"\b{COMMON_BODY}\b")
_NOBODY = re.compile(rf"(?:{ANY_MONTH}|{OF_TIMES.pattern}|Christmas|Easter|[A-Z\d.&-]+)")
_COURTESY = r"\b(?P<courtesy>Mr|Mrs|Ms|Miss)\.?\s(?:[A-Z][\w.\u2019'-]*\s){0,2}"

Told = tuple[Span, str | None]
"""A sentence, and who is said to say what it says."""


class Antecedents:
    """Those whom the pronouns of one document mean."""

    def __init__(self, text: str, cast: Cast) -> None:
        self._text = text
        self._cast = cast

    def person(self, name: str, at: int) -> str | None:
        """Returns the person of a name; None where it is a body's or a place's."""
        no_person = " and " in name or _PLACE.search(name)
        who = None if no_person else self._cast.resolve(name, at)
        return who if who and self._cast.is_person(who) else None

    def acting(self, span: Span, told: str | None, *, he: bool) -> str | None:
        """Returns the person who says what a sentence says, or is its subject.

        There is none where another person is named in it who may be meant as well.

        Args:
            told: Who is said to say it.
            he: Whether "he" is meant, or else "she".
        """
        text = self._text[span.start : span.end]
        opening = OPENING.match(text)
        match = _ACTS.match(text, opening.end() if opening else 0)
        who = told or (self.person(match["who"], span.start) if match else None)
        after = match.end("who") if match and not told else 0
        if who is None and not tells_of_people(text) and not PRONOUN.match(text):
            named = {self.person(each[0], span.start) for each in re.finditer(NAME, text)} - {None}
            who = named.pop() if len(named) == 1 else None
        others = {self.person(each[0], span.start) for each in re.finditer(NAME, text[after:])}
        alike = {each for each in others - {who} if each and self._may_be(each, he=he)}
        return who if who and self._cast.is_person(who) and not alike else None

    def meant(self, span: Span, before: Sequence[Told]) -> str | None:
        """Returns whom the pronoun means that a sentence begins with.

        Where it is none of "he", "she" and "it", that is whoever has just said something.

        Args:
            span: The sentence without its label.
            before: Those before it in its paragraph.
        """
        text = self._text[span.start : span.end]
        opening = OPENING.match(text)
        pronoun = PRONOUN.match(text) or (opening and PRONOUN.match(text, opening.end()))
        within = None if pronoun else _WITHIN.search(text)
        if not (pronoun or within) or not before:
            return self._they(text, *before[-1]) if before else None
        if (pronoun or within)["it"]:  # type: ignore[index]
            return self._body(*before[-1])
        he = bool(pronoun["he"] if pronoun else within and within.lastgroup in ("he", "him", "his"))
        return self.last(before, he=he)

    def last(self, before: Sequence[Told], *, he: bool, alone: bool = False) -> str | None:
        """Returns the last person of whom sentences tell, if it is clear who that is.

        Args:
            he: Whether "he" is meant, or else "she".
            alone: Whether somebody who is said to speak must be the only one named there, too.
        """
        for sentence, told in reversed(before[-MOST_BEFORE:]):
            speaks = told is not None and self._cast.is_person(told) and not alone
            who = told if speaks else self.acting(sentence, told, he=he)
            if who is not None:
                return who if self._may_be(who, he=he) else None
            if told is not None or not self._goes_on(sentence, he=he):
                return None
        return None

    def carried(self, said: Sequence[Told]) -> Told | None:
        """Returns the last sentence that somebody is said to say, if nobody is named since."""
        for sentence, told in reversed(said):
            if told is not None:
                return (sentence, told)
            if not self._names_nobody(sentence):
                return None
        return None

    def _they(self, text: str, before: Span, told: str | None) -> str | None:
        """Returns who has just spoken, or of whom the sentence before tells if they are several."""
        if told is not None or not re.match(r"They\s", text):
            return told
        people = people_told_of(self._text[before.start : before.end])
        return self._cast.or_own(people) if people else None

    def _body(self, sentence: Span, told: str | None) -> str | None:
        """Returns the body that has just said something, where the sentence tells of no other."""
        if told in (None, SOMEBODY) or self._cast.is_person(told):
            return None
        text = self._text[sentence.start : sentence.end]
        others = {self._cast.resolve(each[0], sentence.start) for each in re.finditer(NAME, text)}
        others = {each for each in others if each and INSTITUTION.search(each)}
        return None if others - {told} or _BODY.search(text) else told

    def _goes_on(self, sentence: Span, *, he: bool) -> bool:
        """Whether a sentence tells of what has been told of, and names nobody else."""
        text = self._text[sentence.start : sentence.end]
        begins = PRONOUN.match(text)
        same = begins and (begins["it"] or (begins["he"] is not None) == he)
        of_things = not begins and not tells_of_people(text)
        return (same or of_things) and self._names_nobody(sentence)

    def _names_nobody(self, sentence: Span) -> bool:
        """Whether a sentence names nobody whom a later pronoun could mean."""
        text = self._text[sentence.start : sentence.end]
        return all(
            (match.start() == 0 and self._cast.is_word(match[0]))
            or _NOBODY.fullmatch(match[0])
            or INSTITUTION.search(match[0])
            for match in re.finditer(NAME, text)
        )

    def _may_be(self, who: str, *, he: bool) -> bool:
        """Whether a person may be "he", or else "she", by how the text addresses them."""
        names = TITLE.sub("", who).split() or who.split()  # "The Chief" has none but a title
        surname = re.escape(names[-1])
        found = {each["courtesy"] for each in re.finditer(_COURTESY + surname, self._text)}
        return not found or ("Mr" in found if he else found != {"Mr"})
