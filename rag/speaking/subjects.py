"""Whom the words before a verb of saying name as its subject, however they open."""

from __future__ import annotations

import re

from rag.language.groups import GROUP
from rag.language.names import Cast
from rag.language.noun_phrases import APPOSED, DESCRIBED, PEOPLE, PERSON_OF
from rag.language.people import people_asked
from rag.language.reporting import AMONG, ASIDE, AUXILIARY, COMPOUND, NAMED_ASIDE, OPENING
from rag.language.sentences import Span
from rag.language.titles import ROLE_BEFORE
from rag.language.unnamed import unnamed

STATEMENT = re.compile(
    r"\b(?:issued|released|published|sent)\s+an?\s+(?:[\w-]+\s+){0,3}(?:statement|letter|release|reply)\b"
)
PRONOUN = re.compile(
    rf"[Hh]e|[Ss]he|(?P<it>[Ii]t)|(?P<many>[Tt]hey|(?:(?:[Tt]he|[Tt]hese)\s)?(?P<people>(?i:{PEOPLE})))"
)
"""Somebody who has just spoken: "she", "they", "the officials", "officials"."""

POINTS_BACK = re.compile(r"(?:[Tt]h(?:is|ese|ose|at)|[Oo]ur)\b")
SOME_OF_THEM = re.compile(rf"\b{PEOPLE}$|^(?i:{GROUP})$")


class Subjects:
    """Those whom one document has as subjects of verbs of saying."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def who(self, before: str, span: Span, previous: str | None) -> str | None:
        """Returns whom the words before a verb name or, with a pronoun, mean."""
        subject = AUXILIARY.sub("", before.rstrip())
        if previous and (them := PRONOUN.fullmatch(OPENING.sub("", subject, count=1))):
            asked = people_asked(previous)
            last = asked[1] if asked else previous  # "Officials", of two agencies
            people = (them["people"] or "").lower()
            many = SOME_OF_THEM.search(last) or unnamed(last)
            alike = last.casefold().endswith(people) and many and last.endswith(("s", "people"))
            one = self._cast.is_person(previous) != bool(them["it"])
            return previous if (alike if them["many"] else one) else None
        return self.named(before, span)

    def named(self, before: str, span: Span) -> str | None:
        """Returns whom the words before a verb name as its subject, however they open."""
        phrase = AUXILIARY.sub("", before.rstrip())
        if shared := COMPOUND.fullmatch(phrase):
            phrase = shared["who"]
        if statement := STATEMENT.search(phrase):
            phrase = phrase[: statement.start()].rstrip()
        for _ in range(3):
            if several := AMONG.fullmatch(phrase):
                known = self._cast.resolve(several["who"], span.start)
                return several["all"][0].upper() + several["all"][1:] if known else None
            named = APPOSED.search(phrase) is not None
            asides = [match["who"] for match in (NAMED_ASIDE.fullmatch(phrase),) if match]
            titled = ROLE_BEFORE.match(phrase)
            asides += [phrase[titled.end() :]] if titled else []
            asides += [match["who"] for match in (PERSON_OF.fullmatch(phrase),) if match]
            for candidate in (phrase, ASIDE.sub("", phrase), *asides):
                who = self._cast.resolve(candidate, span.start, named=named) if candidate else None
                if who is not None:
                    return who
            if who := self._described(ASIDE.sub("", phrase)):
                return who
            opening = OPENING.match(phrase)
            if opening is None:
                return None
            phrase = phrase[opening.end() :]
        return None

    def _described(self, phrase: str) -> str | None:
        """Returns somebody without a name as they are called: "The chair", "The pilots' union"."""
        match = DESCRIBED.fullmatch(phrase.strip(" ,"))
        if match is None:
            return None
        if re.search(rf"\b{match['what'] or match['many']}\b", self._cast.own, re.I):
            return self._cast.own
        return match[0][0].upper() + match[0][1:]

    def asked(self, phrase: str, span: Span, previous: str | None) -> str | None:
        """Returns what people who have been asked are called: "Officials from two agencies".

        They are the document's own speaker where they are called by its name, and whoever has just
        spoken where a pronoun or "these" points back.
        """
        if PRONOUN.fullmatch(phrase) or POINTS_BACK.match(phrase):
            return self.who(phrase, span, previous)
        found = people_asked(phrase)
        if found is None:
            return None
        called, people = found
        named = self.named(phrase, span)
        return named or (called if self._cast.or_own(people) == people else self._cast.own)

    def unnamed(self, phrase: str) -> str | None:
        """Returns what a phrase calls somebody without a name, or the document's own speaker."""
        asked = people_asked(phrase)
        called = unnamed(phrase) or (asked[0] if asked else None)
        return self._cast.or_own(called) if called else None
