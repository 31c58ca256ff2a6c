"""Who asserts each sentence: the document's own speaker, or whom it quotes or reports.

By rule, and in doubt the document's own speaker; but what stands wholly between quotation marks and
is said by nobody with a name is somebody's whom the document quotes. Six signs name another one:
the format itself, as where a message quotes a message; a block quotation or a paragraph that a
lead-in ending in a colon announces; quotation marks with a reporting verb or "according to"; a
named grammatical subject with a reporting verb ("GAO found that …"), or a group without a name
("Critics say that …"); a source that somebody cites for what it says; and a letter reproduced under
a heading "Comments from the Department of …", with what is enclosed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from rag.abbreviations import NAME, NOBODY, SOMEBODY
from rag.accounts import SOME_PEOPLE, UNNAMED, from_outside
from rag.citing import citing, told_of_a_work
from rag.groups import GROUP, group_called, group_speaking
from rag.names import APPOSED, PEOPLE, TITLE, Cast, is_work
from rag.quotations import Quotations, is_foreign, spoken_in
from rag.records import Document, Sentence, Speaker
from rag.reporting import (
    ACCORDING,
    AMONG,
    AS_QUOTED,
    AS_TOLD,
    ASIDE,
    ASSERTS,
    AT_THE_END,
    AUXILIARY,
    BETWEEN,
    COMPOUND,
    MORE_OF_THEM,
    NAMED_ASIDE,
    OPENING,
    QUOTED_IN,
    SPOKEN,
    STANCE,
    TRIGGER,
    VERB,
    VIEW,
    asserts,
    bare_according,
    each_with_its_own,
    reports,
)
from rag.sentences import Span

STATEMENT = re.compile(
    r"\b(?:issued|released|published|sent)\s+an?\s+(?:[\w-]+\s+){0,3}(?:statement|letter|release|reply)\b"
)
PRONOUN = re.compile(rf"[Hh]e|[Ss]he|(?P<many>[Tt]hey|(?:[Tt]he|[Tt]hese)\s(?P<people>{PEOPLE}))")
"""Somebody who has just spoken: "she", "they", "the officials"."""

SOME_OF_THEM = re.compile(rf"\b{PEOPLE}$|^(?i:{GROUP})$")
MAY_TELL = re.compile(rf"{TRIGGER.pattern}|\b(?i:{GROUP})\b")
"""What may tell of another speaker: a word of saying, a mark, people who are known for it."""

NOTE_MARK = re.compile(r"\d{1,3}\s+(?=[A-Z])")
"""The number of a note, which stands before its first sentence."""

AFTER_QUOTE = re.compile(
    rf"[\s,]*(?:(?P<who>(?:[Tt]he\s+)?(?:\w+\s+)?{NAME})(?:,[^,]{{1,80}},)?\s+(?:\w+ly\s+|also\s+)?{VERB}\b"
    rf"|{VERB}\s+(?P<whom>(?:the\s+)?{NAME})|(?P<pronoun>he|she)\s+{VERB}\b)"
)
DASHED = re.compile(rf"\s*(?:\u2014|\u2013|--)\s?(?P<who>{NAME})(?:,[^.;]{{1,120}})?\.?$")
"""Who says a quotation, behind a dash at the end: "… the boat." \u2014Carl Boone, captain"."""

SOME_ONE = re.compile(
    rf"(?:One|Another|An?|Some|Several)\s(?:[\w\u2019'-]+\s){{1,8}}?{VERB}\b[^.]*:$"
)
"""Somebody without a name whose words follow, set apart as a quotation."""

LETTER_HEADING = re.compile(rf"(?:Appendix\s+\w+:?\s+)?Comments\s+from\s+(?:the\s+)?({NAME})$")
SALUTATION = re.compile(r"Dear\s+\S")
BESIDE_LETTER = re.compile(r"See\s+comments?\s+\d|Now\s+on\s+pp?\.|Note: .{0,60}\bcomments\b")
"""What an auditor prints beside a letter: "See comment 4."."""

ANSWERS = re.compile(r"The\s+following\s+(?:is|are)\b.{0,120}\bcomments?\b", re.DOTALL)
"""Behind a letter and what is enclosed with it: "The following are GAO's comments on …"."""

ABOUT_THE_SOURCE = "About the source"
"""The section of an account in which its teller speaks of the source; see corpus/README.md."""

NAMED_SUBJECT = re.compile(
    rf"^(?:(?:[Tt]he|[Aa]n?)\s+)?{NAME}(?:['\u2019]s?(?:\s[\w&-]+){{1,3}})?$"
)
"""A name, or a thing of somebody's, as the whole subject of a sentence."""

Chain = tuple[str, ...]
"""Who passes on whom, from the document's own speaker to the one who asserts."""


def attribute(document: Document, spans: Sequence[Span]) -> tuple[Sentence, ...]:
    """Gives every sentence its speaker.

    Args:
        document: Its own speaker, title, number and text say who is who.
        spans: Its sentences as `split_sentences` gives them.
    """
    reading = _Reading(document, spans)
    return tuple(
        Sentence(span.start, span.end, speaker, span.kind)
        for span, speaker in zip(spans, reading.speakers(), strict=True)
    )


def names_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Returns the names of those who assert the sentences, those of most sentences first."""
    counts = Counter(sentence.speaker.name for sentence in sentences)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


class _Reading:
    """One pass over a document's sentences, remembering what the last ones announced."""

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        self._text = document.text
        self._spans = spans
        self._cast = Cast(document)
        self._blocks = document.blocks
        self._own: Chain = (self._cast.own,)
        self._account_by = document.account_by
        self._date = document.date
        self._known: dict[tuple[Chain, bool], Speaker] = {}
        self._aside = False  # the teller of an account speaks of the source itself
        self._starts = [span.start for span in spans]
        self._telling = _telling(document.text, self._starts)
        self._quotations = Quotations(document, spans, self._attributed)
        self._announced: Chain | None = None
        self._in_quotation = False
        self._letter: Chain | None = None
        self._in_letter = False

    def speakers(self) -> Iterator[Speaker]:
        for _, group in groupby(self._spans, key=attrgetter("block")):
            block = list(group)
            if block[0].kind == "heading":
                self._aside = self._text[block[0].start : block[0].end] == ABOUT_THE_SOURCE
            chains = self._read_block(block, self._base(block))
            self._announce(block, chains)
            yield from map(self._speaker, chains)

    def _speaker(self, chain: Chain) -> Speaker:
        key = (chain, self._aside)
        if key not in self._known:
            name = chain[-1]
            through = chain[:-1]
            if self._account_by and (self._aside or len(chain) > 1):
                # What an account passes on need not have passed through the source's author.
                name = self._account_by if chain == self._own else name
                through = (self._account_by, *through[1:])
            elif self._account_by:
                through = (self._account_by,)
            others = (other for other in reversed(through) if other != name)
            self._known[key] = Speaker(name, tuple(dict.fromkeys(others)))
        return self._known[key]

    def _base(self, block: list[Span]) -> Chain:
        """Returns who speaks in a block where it names nobody else."""
        first = block[0]
        if first.kind == "heading":
            self._open_letter(first)
            return self._own
        if first.block < len(self._blocks) and self._blocks[first.block].said_by:
            chain = self._own
            for name in self._blocks[first.block].said_by:
                chain = self._passing_on(chain, name)
            return chain
        if self._announced is not None and (
            first.kind == "quote"
            or (
                first.kind == "paragraph"
                and not self._in_quotation
                and self._announced[-1] != SOMEBODY
            )
        ):
            return self._announced
        if self._letter is not None:
            start = self._text[first.start : first.end]
            self._in_letter = bool(SALUTATION.match(start) or self._in_letter)
            if ANSWERS.match(start):
                self._letter, self._in_letter = None, False
            elif self._in_letter and not BESIDE_LETTER.match(start):
                return self._letter
        return self._own

    def _open_letter(self, heading: Span) -> None:
        title = " ".join(self._text[heading.start : heading.end].split())
        match = LETTER_HEADING.match(title)
        name = self._cast.resolve(match[1], heading.start) if match else None
        self._letter = self._passing_on(self._own, name) if name else None
        self._in_letter = False

    def _announce(self, block: list[Span], chains: list[Chain]) -> None:
        """Remembers who the next block is announced to quote."""
        last, kind = block[-1], block[0].kind
        if kind == "footnote":
            return
        announced, self._in_quotation = self._announced, False
        self._quotations.led_in = self._text[last.start : last.end]
        if self._text[last.end - 1] == ":" and kind in ("paragraph", "item", "quote"):
            who = self._lead_in(last)
            self._announced = self._passing_on(chains[-1], who) if who else None
        elif kind == "quote" and announced is not None:
            self._in_quotation = True  # and it may run over several blocks
        else:
            self._announced = None

    def _lead_in(self, span: Span) -> str | None:
        text = self._text[span.start : span.end]
        if whole := bare_according(text):
            return self._cast.resolve(whole["who"], span.start, named=True)
        for verb in (*SPOKEN.finditer(text), *STATEMENT.finditer(text)):
            who = self._subject(text[: verb.start()], span)
            if who is not None:
                return who
        return SOMEBODY if SOME_ONE.match(text) else None

    def _passing_on(self, chain: Chain, who: str) -> Chain:
        """Returns the chain with one more link, unless its last one is meant."""
        last = chain[-1]
        if who == last or last.startswith((f"{who}, ", f"{who} ")) or who.startswith(f"{last} "):
            return chain
        return (*chain, who)

    def _through(self, chain: Chain, links: tuple[str, ...]) -> Chain:
        """Returns the chain with all links; the document's own speaker counts who cites another."""
        own = self._cast.own
        if chain == self._own and links[:1] == self._own and any(link != own for link in links):
            chain = (*chain, own)
        for link in links:
            chain = self._passing_on(chain, link)
        return chain

    def _read_block(self, block: list[Span], base: Chain) -> list[Chain]:
        chains = [base] * len(block)
        if block[0].kind in ("heading", "row"):
            return chains
        told = [place for place, span in enumerate(block) if span.start in self._telling]
        if not told and not self._quotations.is_open and not self._account_by:
            return chains
        announced = base[-1] if base is self._announced else None
        stretches = self._quotations.stretches(block, announced)
        previous: str | None = None
        for place, span in enumerate(block):
            who = spoken_in(span, stretches, self._text)
            links = (who,) if who else self._reported(span, previous)
            if not links and self._account_by and self._is_outside(span):
                links = (self._account_by,)
            if not who and is_foreign(span, stretches, self._text):
                links = (SOMEBODY, *links)
            chains[place] = self._through(chains[place], links)
            previous = links[-1] if links else None
        return chains

    def _attributed(self, match: re.Match[str], since: int) -> str | None:
        first = self._spans[self._quotations.sentence_at(match.start())]
        last = self._spans[self._quotations.sentence_at(match.end() - 1)]
        before = self._text[max(first.start, since) : match.start()]
        return self._named_before(before, first) or self._named_after(match.end(), last)

    def _named_before(self, before: str, span: Span) -> str | None:
        whole = ACCORDING.search(before)
        if whole and not before[whole.end() :].strip(" ,:"):
            return self._cast.resolve(whole["who"], span.start, named=True)
        for verb in reversed(list(SPOKEN.finditer(before))):
            if len(before) - verb.end() > 60 or re.search(r"[.;]", before[verb.end() :]):
                return None
            return self._subject(before[: verb.start()].lstrip(" ,"), span)
        return None

    def _named_after(self, end: int, span: Span) -> str | None:
        match = AFTER_QUOTE.match(self._text, end, span.end)
        who = match and (match["who"] or match["whom"])
        if who:
            return self._cast.resolve(who, span.start)
        if dashed := DASHED.match(self._text[end : span.end]):
            return self._cast.resolve(dashed["who"], span.start, named=True)
        whole = ACCORDING.match(self._text[end : span.end].lstrip(" ,"))
        return self._cast.resolve(whole["who"], span.start, named=True) if whole else None

    def _reported(self, span: Span, previous: str | None) -> tuple[str, ...]:
        """Returns whose claim a sentence reports, the passers-on first."""
        text = self._text[span.start : span.end]
        if span.start not in self._telling or bare_according(text):
            return ()
        text = NOTE_MARK.sub("", text, count=1) if NOTE_MARK.match(text) else text
        links: list[str] = []
        if match := AS_QUOTED.search(text) or QUOTED_IN.match(text):
            aside = match["aside"] if match.re is QUOTED_IN else match[0]
            links += filter(None, [self._cast.resolve(match["who"], span.start)])
            said, rest = self._according(text.replace(aside, "," * (aside[0] == ","), 1), span)
            said = said or self._claimant(rest, span, None, told=False)
            return (*links, said or self._cast.own)
        if told := AS_TOLD.search(text):
            links += filter(None, [self._cast.resolve(told["who"], span.start, named=True)])
            text = text.replace(told[0], "," * told[0].endswith(","), 1)
        who, rest = self._according(text, span)
        links += [who] if who else []
        if cited := self._cited(rest, span):
            return (*links, *cited)
        subject = self._claimant(rest, span, previous, told=who is not None)
        links += [subject] if subject else []
        maker = self._maker_told_of(rest, span) if subject else None
        links += [maker] if maker else []
        return tuple(links)

    def _cited(self, text: str, span: Span) -> tuple[str, ...]:
        """Returns who cites whom in a sentence, whoever asserts it last; () where nobody does."""
        cited = citing(text)
        who = self._subject(cited.who, span) if cited else None
        if cited is None or who is None:
            return ()
        found = [self._cast.resolve(each, span.start) for each in cited.sources]
        found.append(self._claimant(cited.clause, span, None, told=False))
        sources = tuple(filter(None, found))
        return (who, *sources) if sources else ()

    def _maker_told_of(self, text: str, span: Span) -> str | None:
        """Returns whose work tells what somebody passes on: "Boone notes that the audit lists"."""
        clause = told_of_a_work(text)
        maker = clause and self._claimant(clause, span, None, told=False)
        # "The report" in what somebody said of a report may be any other one.
        return maker if self._account_by or maker != self._cast.own else None

    def _is_outside(self, span: Span) -> bool:
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
        return None, text

    def _followed(self, match: re.Match[str], span: Span) -> str | None:
        """Returns whom "according to" names."""
        who = match["who"]
        return self._cast.resolve(who, span.start, named=True) or group_called(who)

    def _claimant(self, text: str, span: Span, previous: str | None, *, told: bool) -> str | None:
        """Returns the subject of a reporting verb at the head of the sentence.

        Args:
            told: Whether the sentence says who tells of it, so that somebody with a title who
                describes or blames there is known to say so.
        """
        if group := group_speaking(text):
            return group
        if stance := STANCE.search(text):
            who = self._subject(text[: stance.start()], span)
            if who is not None:
                return who
        if self._account_by and (view := VIEW.search(text)):
            who = self._subject(text[: view.start()], span)
            if who is not None:
                return who
        verb = SPOKEN.search(text)
        if verb is None or not reports(verb["verb"], text[verb.end() :]):
            verb = ASSERTS.search(text)
            if verb is None:
                return None
            by_work = is_work(OPENING.sub("", text[: verb.start()], count=1))
            if told and not by_work:
                who = self._subject(text[: verb.start()], span)
                by_work = who is not None and TITLE.match(who) is not None
            if not asserts(verb, text[verb.end() :], by_work=by_work):
                return None
        subject = AUXILIARY.sub("", text[: verb.start()].rstrip())
        if previous and (them := PRONOUN.fullmatch(OPENING.sub("", subject, count=1))):
            alike = previous.endswith(them["people"] or "") and SOME_OF_THEM.search(previous)
            return previous if (alike if them["many"] else self._cast.is_person(previous)) else None
        return self._subject(text[: verb.start()], span)

    def _subject(self, before: str, span: Span) -> str | None:
        """Returns whom the words before a verb name as its subject, however they open."""
        phrase = AUXILIARY.sub("", before.rstrip())
        if shared := COMPOUND.fullmatch(phrase) or AMONG.fullmatch(phrase):
            phrase = shared["who"]
        if statement := STATEMENT.search(phrase):
            phrase = phrase[: statement.start()].rstrip()
        for _ in range(3):
            named = APPOSED.search(phrase) is not None
            asides = [match["who"] for match in (NAMED_ASIDE.fullmatch(phrase),) if match]
            for candidate in (phrase, ASIDE.sub("", phrase), *asides):
                who = self._cast.resolve(candidate, span.start, named=named) if candidate else None
                if who is not None:
                    return who
            opening = OPENING.match(phrase)
            if opening is None:
                return None
            phrase = phrase[opening.end() :]
        return None


def _joint(names: Sequence[str | None]) -> str:
    """Returns several names as one: "Lee, Cole and Marsh"."""
    *most, last = dict.fromkeys(filter(None, names))
    return f"{', '.join(most)} and {last}" if most else last


def _telling(text: str, starts: Sequence[int]) -> set[int]:
    """Returns the starts of the sentences in which a word or mark may tell of another speaker."""
    places = {bisect_right(starts, match.start()) - 1 for match in MAY_TELL.finditer(text)}
    return {starts[place] for place in places if place >= 0}
