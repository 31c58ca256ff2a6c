"""Who asserts each sentence: the document's own speaker, or whom it quotes or reports.

By rule, and in doubt the document's own speaker; but what stands wholly between quotation marks and
is said by nobody with a name is somebody's whom the document quotes. Seven signs name another one:
the format itself, as where a message quotes a message; the turns of a transcript, or the letters of
a file; a block quotation or a paragraph that a lead-in ending in a colon announces; quotation marks
with a reporting verb or "according to"; a named grammatical subject with a reporting verb at the
head of a sentence, behind or within what is said ("GAO found that …", "…, GAO found"), or a group
without a name ("Critics say that …"); a source that somebody cites for what it says; and a part
that is somebody else's, as a letter in an annex, a dissent, or what management answers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from rag.language.abbreviations import SOMEBODY
from rag.language.groups import GROUP
from rag.language.labels import letter_ends, words_begin
from rag.language.names import Cast
from rag.language.people import TELLS as PEOPLE_TELL
from rag.language.quotations import Quotations, is_foreign, spoken_in
from rag.language.reporting import TRIGGER
from rag.language.sentences import Span
from rag.models.speech_reader import load_speech_reader
from rag.records import Document, Sentence, Speaker
from rag.speaking.antecedents import MOST_BEFORE, Antecedents, Told
from rag.speaking.claimants import Claimants
from rag.speaking.enclosed import Enclosed
from rag.speaking.interviews import interview
from rag.speaking.minutes import goes_on_telling, is_minutes, presenter
from rag.speaking.parts import Parts
from rag.speaking.quoted import Quoted
from rag.speaking.subjects import Subjects
from rag.speaking.transcripts import Turns
from rag.speaking.unsigned import as_called, names_somebody, read_unsigned

MAY_TELL = re.compile(rf"{TRIGGER.pattern}|\b{PEOPLE_TELL}\b|\b(?i:{GROUP})\b")
"""What may tell of another speaker: a word of saying, a mark, people who are known for it."""

ABOUT_THE_SOURCE = "About the source"
"""The section of an account in which its teller speaks of the source; see corpus/README.md."""

Chain = tuple[str, ...]
"""Who passes on whom, from the document's own speaker to the one who asserts."""


def attribute(
    document: Document, spans: Sequence[Span], *, by_rule_alone: bool = False
) -> tuple[Sentence, ...]:
    """Gives every sentence its speaker; none begins with the name of whose turn it is.

    Args:
        document: Its own speaker, title, number and text say who is who.
        spans: Its sentences as `split_sentences` gives them.
        by_rule_alone: Whether what no sign tells is left unread.
    """
    reading = _Reading(document, spans, by_rule_alone=by_rule_alone)
    return tuple(
        Sentence(reading.words_start(span), span.end, speaker, span.kind)
        for span, speaker in zip(spans, reading.speakers(), strict=True)
    )


def names_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Returns the names of those who assert the sentences, those of most sentences first."""
    counts = Counter(sentence.speaker.name for sentence in sentences)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


class _Reading:
    """One pass over a document's sentences, remembering what the last ones announced."""

    def __init__(self, document: Document, spans: Sequence[Span], *, by_rule_alone: bool) -> None:
        self._text = document.text
        self._title = document.title
        # An account names its source in every sentence.
        self._reads = not (by_rule_alone or document.account_by)
        self._spans = spans
        self._cast = Cast(document)
        self._claimants = Claimants(document, self._cast)
        self._antecedents = Antecedents(document.text, self._cast)
        self._quoted_by = Quoted(document, self._cast, self._antecedents, self._claimants.reported)
        self._turns = Turns(document, spans)
        written = Enclosed(document, spans).speakers
        self._spoken = written or self._turns.speakers or interview(document, spans)
        self._in_turns = not written  # who writes may quote a talk, whose names then stay
        self._parts = Parts(document, self._cast)
        self._letters = letter_ends(document.text, (block.start for block in document.blocks))
        self._blocks = document.blocks
        self._own: Chain = (self._cast.own,)
        self._account_by = document.account_by
        self._last: Told | None = None
        self._is_minutes = is_minutes(document)
        self._known: dict[tuple[Chain, bool], Speaker] = {}
        self._starts = [span.start for span in spans]
        self._telling = _telling(document.text, self._starts)
        self._quotations = Quotations(document, spans, self._attributed)
        self._quoted: tuple[int, str | None] = (0, None)  # where the last one ends, and whose it is
        self._announced: Chain | None = None
        self._listed: Chain | None = None
        self._in_quotation = False

    def words_start(self, span: Span) -> int:
        """Returns where a sentence begins behind who says it: "MS. LEE: It rained."."""
        start = self._turns.words_start(span.start) if self._in_turns else span.start
        return start if start < span.end else span.start

    def speakers(self) -> list[Speaker]:
        chains: list[Chain] = []
        asides: list[bool] = []  # whether the teller of an account speaks of the source itself
        aside = False
        for _, group in groupby(self._spans, key=attrgetter("block")):
            block = list(group)
            if block[0].kind == "heading":
                aside = self._text[block[0].start : block[0].end] == ABOUT_THE_SOURCE
            told = self._read_block(block, self._base(block))
            self._announce(block, told)
            chains += told
            asides += [aside] * len(told)
        if self._reads:
            chains = self._with_unsigned(chains)
        return [*map(self._speaker, chains, asides)]

    def _with_unsigned(self, chains: Sequence[Chain]) -> list[Chain]:
        """Returns the chains with those who say what the rules give to nobody else."""
        writers = [*map(self._writer, self._spans)]
        told = [
            None if chain == writer else chain[-1]
            for chain, writer in zip(chains, writers, strict=True)
        ]
        unsigned = read_unsigned(
            self._title, self._text, self._spans, told, load_speech_reader().read
        )
        subjects = Subjects(self._cast)
        result = list(chains)
        for place, phrase in sorted(unsigned.items()):
            span = self._spans[place]
            if names_somebody(phrase):
                who = subjects.named(phrase, span) or as_called(phrase)
            else:
                who = result[place - 1][-1] if place else self._cast.own
            if told[place] == SOMEBODY and who == self._spoken.get(span.start):
                continue  # whoever speaks quotes somebody else
            base = chains[place][:-1] if told[place] else chains[place]
            if who.casefold() != base[-1].casefold():
                result[place] = self._passing_on(base, who)
        return result

    def _speaker(self, chain: Chain, aside: bool) -> Speaker:
        key = (chain, aside)
        if key not in self._known:
            name = chain[-1]
            through = chain[:-1]
            if self._account_by and (aside or len(chain) > 1):
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
            self._parts.open(first)
            return self._own
        if self._said_by(first):
            return self._writer(first)
        if who := self._parts.labelled(first):
            return self._passing_on(self._own, who)
        if self._listed is not None and first.kind == "item":
            return self._listed
        if self._announced is not None and (
            first.kind == "quote"
            or (
                first.kind == "paragraph"
                and not self._in_quotation
                and self._announced[-1] != SOMEBODY
            )
        ):
            return self._announced
        who = self._parts.speaker(first)
        return self._passing_on(self._own, who) if who else self._own

    def _said_by(self, span: Span) -> tuple[str, ...]:
        """Returns whose message a block is, where a message quotes one; () where it is no such."""
        return self._blocks[span.block].said_by if span.block < len(self._blocks) else ()

    def _writer(self, span: Span) -> Chain:
        """Returns who writes a block: the document's own speaker, or whose message is quoted."""
        chain = self._own
        for name in self._said_by(span):
            chain = self._passing_on(chain, name)
        return chain

    def _announce(self, block: list[Span], chains: list[Chain]) -> None:
        """Remembers who the next block is announced to quote."""
        last, kind = block[-1], block[0].kind
        if kind == "footnote":
            return
        announced, self._in_quotation = self._announced, False
        self._list(last, chains[-1])
        self._quotations.led_in = self._text[last.start : last.end]
        if self._text[last.end - 1] == ":" and kind in ("paragraph", "item", "quote"):
            who = self._quoted_by.lead_in(self._words(last))
            self._announced = self._passing_on(chains[-1], who) if who else None
        elif kind == "quote" and announced is not None:
            self._in_quotation = True  # and it may run over several blocks
        else:
            self._announced = None

    def _list(self, last: Span, chain: Chain) -> None:
        """Remembers whose points the items below are, until what follows is no item."""
        if self._text[last.end - 1] == ":" and last.kind in ("paragraph", "item"):
            who = self._quoted_by.lists(self._words(last))
            self._listed = self._passing_on(chain, who) if who else None
        elif last.kind != "item":
            self._listed = None

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
        chains = [self._in_turn(span, self._told_by(span, base)) for span in block]
        if block[0].kind in ("heading", "row"):
            return chains
        told = [place for place, span in enumerate(block) if span.start in self._telling]
        if not (told or self._quotations.is_open or self._account_by or self._is_minutes):
            return chains
        theirs = base is self._announced or self._parts.labelled(block[0])
        announced = base[-1] if theirs else None
        stretches = self._quotations.stretches(block, announced)
        said = self._carried(block)
        for place, span in enumerate(block):
            who = spoken_in(span, stretches, self._text)
            links = (who,) if who else self._reported(span, said) or self._told_on(span, said)
            if not links and self._account_by and self._claimants.is_outside(span):
                links = (self._account_by,)
            if not who and is_foreign(span, stretches, self._text):
                links = (SOMEBODY, *links)
            chains[place] = self._through(chains[place], links)
            said.append((self._words(span), links[-1] if links else self._presents(span)))
        self._last = self._antecedents.carried(said) if block[0].kind == "paragraph" else None
        return chains

    def _carried(self, block: list[Span]) -> list[Told]:
        """Returns what is carried into a paragraph: whose words the one before it told last.

        Who speaks there may be "he" or "she" in the first sentence of the paragraph.
        """
        last = self._last
        goes_on = last and last[1] and last[0].block == block[0].block - 1
        return [last] if last and goes_on and block[0].kind == "paragraph" else []

    def _told_by(self, span: Span, base: Chain) -> Chain:
        """Returns who speaks in a part that the document tells for another: itself, of itself."""
        words = self._words(span)
        return self._own if self._parts.is_own(self._text[words.start : words.end]) else base

    def _in_turn(self, span: Span, base: Chain) -> Chain:
        """Returns who speaks where nobody else is named: whose turn, or whose message, it is."""
        who = self._spoken.get(span.start)
        return self._passing_on(base, who) if who and base == self._own else base

    def _attributed(self, match: re.Match[str], since: int) -> str | None:
        place = self._quotations.sentence_at(match.start())
        first = self._words(self._spans[place])
        last = self._spans[self._quotations.sentence_at(match.end() - 1)]
        before = self._text[max(first.start, since) : match.start()]
        named = self._quoted_by.before(before, first)
        named = named or self._quoted_by.after(match.end(), last)
        previous = self._spans[place - 1] if place else first
        if named is None and previous.start < first.start:
            told = self._last if self._last and self._last[0].block == previous.block else None
            end, who = self._quoted
            quoted = who if previous.start < end <= previous.end else None
            if previous.block == first.block or (told and (quoted or told[1])):
                quoted = quoted or (told[1] if told else None)
                earlier = self._spans[max(0, place - MOST_BEFORE) : place]
                earlier = [each for each in earlier if each.block == previous.block]
                named = self._quoted_by.meant(before, match.end(), last, earlier, quoted)
        self._quoted = (match.end(), named) if named else self._quoted
        return named

    def _reported(self, span: Span, said: Sequence[Told]) -> tuple[str, ...]:
        """Returns whose claim a sentence reports, the passers-on first.

        Args:
            said: The sentences before it in its block, with who says them.
        """
        if span.start not in self._telling:
            return ()
        words = self._words(span)
        return self._claimants.reported(words, self._antecedents.meant(words, said))

    def _presents(self, span: Span) -> str | None:
        """Returns who presents in minutes what they go on to tell; None elsewhere."""
        words = self._words(span)
        name = presenter(self._text[words.start : words.end]) if self._is_minutes else None
        return self._antecedents.person(name, words.start) if name else None

    def _told_on(self, span: Span, said: Sequence[Told]) -> tuple[str, ...]:
        """Returns whose words minutes go on to tell in a sentence; () where nobody's."""
        tells = self._is_minutes and said and said[-1][0].block == span.block
        who = said[-1][1] if tells else None
        words = self._words(span)
        return (who,) if who and goes_on_telling(self._text[words.start : words.end]) else ()

    def _words(self, span: Span) -> Span:
        """Returns a sentence without what it is labelled with, or with whose turn it is."""
        start = self._turns.words_start(span.start)
        if start == span.start:
            start += words_begin(self._text[span.start : span.end])
        start = self._letters.get(start, start)
        return replace(span, start=start) if start < span.end else span


def _telling(text: str, starts: Sequence[int]) -> set[int]:
    """Returns the starts of the sentences in which a word or mark may tell of another speaker."""
    places = {bisect_right(starts, match.start()) - 1 for match in MAY_TELL.finditer(text)}
    return {starts[place] for place in places if place >= 0}
