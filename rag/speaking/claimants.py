"""Whose claim one sentence reports, and whom what stands before or behind a quotation names.

A name in one of its forms is looked up in the document's cast; in doubt there is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.abbreviations import NAME, NOBODY
from rag.language.comment_clauses import JOINED, Comment, comment
from rag.language.groups import group_called, group_speaking
from rag.language.names import Cast
from rag.language.noun_phrases import DESCRIBED, FINDS, is_work
from rag.language.people import before_telling
from rag.language.reporting import (
    ACCORDING,
    APPOSED_NAME,
    AS_QUOTED,
    AS_TOLD,
    ASSERTS,
    AT_THE_END,
    AUXILIARY,
    BETWEEN,
    CALLS_IT,
    JUDGES,
    MORE_OF_THEM,
    OF_A_PART,
    OF_ITSELF,
    OF_THEIR_VIEW,
    OF_VIEW,
    OPENING,
    PARENTHETIC,
    POSITION,
    QUOTED_IN,
    RELATIVE,
    SPOKEN,
    STANCE,
    TOPIC,
    TWO_VERBS,
    VIEW,
    asserts,
    bare_according,
    each_with_its_own,
    reports,
)
from rag.language.sentences import Span
from rag.language.titles import TITLE
from rag.language.unnamed import unnamed_speaking
from rag.records import Document
from rag.speaking.accounts import SOME_PEOPLE, UNNAMED, from_outside
from rag.speaking.citing import citing, is_told_by_a_work, passed_on
from rag.speaking.subjects import Subjects

NOT_FAR = 1500
"""Characters above a sentence within which the work may be cited of which it names a part."""

NAMED_SUBJECT = re.compile(
    rf"^(?:(?:[Tt]he|[Aa]n?)\s+)?{NAME}(?:['\u2019]s?(?:\s[\w&-]+){{1,3}})?$"
)
"""A name, or a thing of somebody's, as the whole subject of a sentence."""


OURS = re.compile(rf"(?:{OPENING.pattern})?[Ww]e\s(?:\w+ly\s|also\s|have\s){{0,2}}(?=\w+\sthat\s)")
"""A sentence in which an author says what follows: "In May, we reported that …"."""


class Claimants:
    """Those whom the sentences of one document name for what they say."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self._text = document.text
        self._cast = cast
        self._subjects = Subjects(cast)
        self._account_by = document.account_by
        self._date = document.date

    def reported(self, span: Span, previous: str | None) -> tuple[str, ...]:
        """Returns whose claim a sentence reports, the passers-on first.

        Args:
            previous: Whom "he", "she", "they" or "it" mean in it.
        """
        text = TOPIC.sub("", self._text[span.start : span.end])
        if bare_according(text):
            return ()
        links: list[str] = []
        if match := AS_QUOTED.search(text) or QUOTED_IN.match(text):
            aside = match["aside"] if match.re is QUOTED_IN else match[0]
            links += filter(None, [self._cast.resolve(match["who"], span.start)])
            told = text.replace(aside, "," * (aside[0] == ","), 1)
            said, rest = self._according(told, span)
            said = said or self._claimant(rest, span, None, told=False)
            cited = () if said or not OF_A_PART.match(told) else self._cited_before(span)
            return (*links, said or (cited[-1] if cited else self._cast.own))
        follows = ACCORDING.search(text)
        if follows and OF_A_PART.fullmatch(follows["who"]) and (cited := self._cited_before(span)):
            return cited
        if by := AS_TOLD.search(text):
            links += filter(None, [self._cast.resolve(by["who"], span.start, named=True)])
            text = text.replace(by[0], "," * by[0].endswith(","), 1)
        if previous and (OF_THEIR_VIEW.search(text) or PARENTHETIC.search(text)):
            return (previous,)
        who, rest = self._according(text, span)
        joint = JOINED.search(rest) if who else None
        other = joint and self._claimant(rest[joint.end() :], span, None, told=False)
        if other and other != who:
            return ()  # each clause has its own
        links += [who] if who else []
        told_so = comment(rest)
        if told_so and not (links and JOINED.search(told_so.said)):
            said_by = self._commenting(told_so, span, previous)
            links += said_by
            rest, who = (told_so.said, said_by[-1]) if said_by else (rest, who)
        if cited := self._cited(rest, span):
            return (*links, *cited)
        subject = self._claimant(rest, span, previous, told=who is not None)
        links += [subject] if subject else []
        clause = passed_on(rest) if subject or OURS.match(rest) else None
        inner = self._told_in(clause, span) if clause else None
        links += [inner] if inner else []
        return tuple(links)

    def _commenting(self, told: Comment, span: Span, previous: str | None) -> tuple[str, ...]:
        """Returns who says what stands before or around who says it, the passers-on first."""
        whole = f"{told.saying} {told.said}"
        who = self._claimant(told.saying + " it ", span, previous, told=False)
        return self._cited(whole, span) or ((who,) if who else ())

    def _cited(self, text: str, span: Span) -> tuple[str, ...]:
        """Returns who cites whom in a sentence, whoever asserts it last; () where nobody does."""
        cited = citing(text)
        who = self._subjects.named(cited.who, span) if cited else None
        if cited is None or who is None:
            return ()
        found = [self._cast.resolve(each, span.start) for each in cited.sources]
        found.append(self._claimant(cited.clause, span, None, told=False))
        sources = tuple(filter(None, found))
        return (who, *sources) if sources else ()

    def _cited_before(self, span: Span) -> tuple[str, ...]:
        """Returns who cites whom in the last sentence above that does so; () where none is near."""
        above = self._text[max(0, span.start - NOT_FAR) : span.start]
        for sentence in reversed(re.split(r"(?<=[.!?])\s+", above)):
            if cited := self._cited(sentence, span):
                return cited
        return ()

    def _told_in(self, clause: str, span: Span) -> str | None:
        """Returns who says what somebody passes on: "Boone notes that, according to Lee, …"."""
        if is_told_by_a_work(clause):
            who = self._claimant(clause, span, None, told=False)
        elif JOINED.search(clause):
            return None  # what follows may be the passer-on's
        else:
            who, rest = self._according(clause, span)
            who = who or self._claimant(rest, span, None, told=True) or unnamed_speaking(rest)
        # "The report" in what somebody said of a report may be any other one.
        return who if self._account_by or who != self._cast.own else None

    def is_outside(self, span: Span) -> bool:
        """Whether a sentence of an account is its teller's: of others, or of a later time."""
        text = self._text[span.start : span.end]
        return self._of_another(text) or from_outside(text, self._date)

    def _of_another(self, text: str) -> bool:
        """Whether a sentence has somebody as its source of whom no more is known."""
        if UNNAMED.match(text):
            return True  # "Advocates say": nobody whose name the source's is
        verb = SPOKEN.search(text)
        named = [match["who"] for match in ACCORDING.finditer(text)]
        if any(map(SOME_PEOPLE.search, named)):
            return True
        if verb is not None and reports(verb["verb"], text[verb.end() :]):
            named += NAMED_SUBJECT.findall(AUXILIARY.sub("", text[: verb.start()].rstrip()))
        own = set(TITLE.sub("", self._cast.own).split())
        return any(
            (name := re.search(NAME, TITLE.sub("", each)))
            and not own.intersection(name[0].split())
            and not NOBODY.search(each)
            for each in named
        )

    def _according(self, text: str, span: Span) -> tuple[str | None, str]:
        """Returns whom a sentence follows with "according to", and the sentence without it."""
        found = list(ACCORDING.finditer(text))
        if clauses := each_with_its_own(text):
            names = [self._followed(each, span) for each in clauses]
            known = all(names) and self._cast.own not in names
            return (_joint(names), "") if known else (None, text)
        if len(found) == 1:
            match = found[0]
            at_end = not text[match.end() :].strip(AT_THE_END) and ";" not in text
            between = text[match.end() :].startswith(",") and BETWEEN.search(text[: match.start()])
            listed = MORE_OF_THEM.match(text, match.end())
            if (match.start() == 0 or at_end or between) and not listed:
                who = self._followed(match, span)
                rest = text[: match.start()].rstrip(" ,") + text[match.end() :].lstrip(",")
                return who, rest.strip()
        if view := OF_VIEW.search(text):
            whose = view["whose"] or view["of"] or view["by"]
            who = self._cast.resolve(whose, span.start, named=True)
            return who, text[: view.start()] + text[view.end() :]
        return None, text

    def _followed(self, match: re.Match[str], span: Span) -> str | None:
        """Returns whom "according to" names."""
        who = OF_ITSELF.sub("", match["who"])
        who = re.sub(r"^this\s(?=[a-z]+$)", "the ", who)
        name = self._cast.resolve(who, span.start, named=True) or group_called(who)
        apposed = APPOSED_NAME.match(match.string, match.end())
        if name is None and apposed and self._subjects.unnamed(who):
            return self._cast.resolve(apposed["who"], span.start, named=True)
        return name or (None if self._account_by else self._subjects.unnamed(who))

    def _claimant(self, text: str, span: Span, previous: str | None, *, told: bool) -> str | None:
        """Returns who says what a sentence says at its head, by name or by what they are called."""
        if group := group_speaking(text):
            return group
        text = RELATIVE.sub(",", text, count=1)
        who = self._named_claimant(text, span, previous, told=told)
        if who is not None or told:
            return who
        second = TWO_VERBS.sub("", text, count=1)
        if second != text and not STANCE.search(text):
            return self._claimant(second, span, previous, told=told)
        subject = before_telling(text)
        if subject and (people := self._subjects.asked(subject, span, previous)):
            return people
        called = unnamed_speaking(text)
        return self._cast.or_own(called) if called else None

    def _named_claimant(
        self, text: str, span: Span, previous: str | None, *, told: bool
    ) -> str | None:
        """Returns the subject of a reporting verb at the head of the sentence.

        Args:
            told: Whether the sentence says who tells of it, so that somebody with a title who
                describes there, or a person who blames, is known to say so.
        """
        if stance := STANCE.search(text) or POSITION.search(text):
            of = stance.groupdict().get("of") or ""
            who = self._subjects.who(text[: stance.start()] or of, span, previous)
            if who is not None:
                return who
        if called_so := CALLS_IT.search(text):
            who = self._subjects.who(text[: called_so.start()], span, previous)
            if who is not None and self._cast.is_person(who):
                return who
            if called := self._subjects.unnamed(text[: called_so.start()]):
                return called
        if self._account_by and (view := VIEW.search(text)):
            who = self._subjects.named(text[: view.start()], span)
            if who is not None:
                return who
        verb = SPOKEN.search(text)
        if verb is None or not reports(verb["verb"], text[verb.end() :]):
            verb = ASSERTS.search(text)
            if verb is None:
                return None
            by_work = is_work(OPENING.sub("", text[: verb.start()], count=1))
            if told and not by_work:
                who = self._subjects.named(text[: verb.start()], span)
                judges = JUDGES.fullmatch(verb[0]) is not None
                by_work = who is not None and (
                    TITLE.match(who) is not None or (judges and self._cast.is_person(who))
                )
            if not asserts(verb, text[verb.end() :], by_work=by_work):
                return None
        who = self._subjects.who(text[: verb.start()], span, previous)
        if who and verb[0] in ("found", "finds") and DESCRIBED.fullmatch(who):
            return who if FINDS.search(who) else None
        return who


def _joint(names: Sequence[str | None]) -> str:
    """Returns several names as one: "Lee, Cole and Marsh"."""
    *most, last = dict.fromkeys(filter(None, names))
    return f"{', '.join(most)} and {last}" if most else last
