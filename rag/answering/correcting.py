"""Which sentences of a document correct something: notes of errors, addenda, what is withdrawn.

"Corrections", "Errata", "Added 12 March: …" and "Paragraph 9 is withdrawn" change what was said
before, mostly without its words: who reads the one has to read the other, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rag.records import Block, Document, Passage, Sentence

RUN = 12
"""Paragraphs behind one that announces corrections which may be these."""

LONGEST_HEAD = 120
"""Characters of a line that may head corrections."""

_NOTE = (
    r"(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)|amendments?|clarifications?"
    r"|retractions?|revisions?|updates?|postscripts?|supplement)"
)
_LABEL = r"(?:\(?\w{1,3}[.)]\s+)?"
_HEADING = re.compile(
    rf"\W*{_LABEL}(?:{_NOTE}(?: (?:and|&) \w+)?(?:\W*$|\s?[:(\d–—-]| (?:to|of|on|in|from|for|since"
    r"|dated|notices?|sheets?|slips?|no)\b|,)"
    rf"|(?:list|table|notice|sheet|note)s? of {_NOTE}\b"
    r"|supplement(?:ary|al) \w+|(?:later|further|added|editor['’]?s|clerk['’]?s) notes?\b"
    r"|notes? (?:to (?:the )?file|added|on (?:this )?revision)|what has changed"
    r"|changes? (?:notices?|orders?|since|to|in|made|log)\b"
    r"|statements? no longer|second thoughts|reissued|revised (?:main |key )?"
    r"(?:points|findings|figures|estimates?|conclusions?|recommendations?|text|tables?|opinion)"
    r"|[^.;]{0,60}\b(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)|amendments?"
    r"|retractions?)(?: (?:sheet|notice|agreement|slip))?(?: (?:no\.?|number) ?\d+| \d+)?\W*$"
    r"|(?:first |second |third |fourth )?(?:deed of variation|variation agreement))",
    re.I,
)
_NO_HEADING = re.compile(r"\b(?:no|without) (?:corrections?|amendments?|changes)\b", re.I)

_LEADS = re.compile(
    rf"\W*{_LABEL}\W*(?:{_NOTE}(?:,| of| to| no|\W)|(?:note )?(?:added|amended|corrected|updated)\b"
    r"|(?:editor|clerk)['’]?s['’]? note\b)",
    re.I,
)
_ANNOUNCES = re.compile(
    r"\b(?:one|two|three|four|five|some|several|a few|the following|these) (?:small |minor |other "
    r"|further |more )?(?:corrections?|errors?|mistakes?|slips?|things? wrong)\b"
    r"|\b(?:must|have to|need to|wish(?:es)? to|want to|would like to|should) (?:change|correct"
    r"|amend|put right|withdraw|set right)\b|\bput (?:one|two|some)[ \w]{0,12} (?:straight|right)\b"
    r"|\bcorrect(?:s|ing|ed)? the record\b|\bset the record straight\b"
    r"|^\W*(?:errat(?:um|a)|corrigend(?:um|a)|corrections)\b[^.;]{0,40}$",
    re.I,
)
_CORRECTS = re.compile(
    r"\bcorrect(?:ion|ions|ed)\b|\berrat(?:um|a)\b|\bcorrigend(?:um|a)\b"
    r"|\bshould (?:be read|read|say|have (?:read|said|been [\d£$€]))"
    r"|\bis to be read\b|\bplease read\b"
    r"|\b(?:misstated|misspoke|misquoted|misread|miscounted|misreported|mistyped|overstated"
    r"|understated)\b"
    r"|\b(?:was|were|is|are) (?:simply |plainly |quite )?(?:wrong|incorrect|inaccurate|untrue"
    r"|in error|not (?:correct|right|accurate|true))\b|\b(?:I|we) (?:was|were|am|are) mistaken\b"
    r"|\b(?:our|my|their|the|an?) (?:error|mistake|slip)\b|\bby mistake\b|\b(?:in|the) wrong\b"
    r"|\bput in\b|\bwithdr(?:aw|ew)\w*|\bretract\w*|\bsupersed\w*|\brescind\w*|\brestate\w*"
    r"|\b(?:is|are|was|were|has been|have been|stands?) (?:hereby |therefore |now |since |also )?"
    r"(?:amended|dropped|deleted|replaced|revoked|cancelled|revised|moved|extended|postponed"
    r"|shortened|raised|lowered|reduced|increased|changed|brought forward|put back|prolonged)\b"
    r"|\breplaces? (?:the|that|this|an?|my|our|all|section|paragraph)\b"
    r"|\btakes? (?:over|(?:his|her|its|their|the) place)\b|\bin (?:place|lieu) of\b"
    r"|\bno longer\b|\b(?:do|does) not (?:maintain|stand by)\b"
    r"|\b(?:change|delete|for|read) [\"“]|\binstead of\b|\bnot \d[\d,.]*(?: \w+)?[.;]"
    r"|\b(?:will|shall|must|may|is|are|has|have|\w+s) now\b|\bnow (?:has|have|is|are|includes?|\d)"
    r"|\b(?:goes|comes|go|come) (?:up|down) to\b|\bpasses to\b|\bhas had to\b|\bstep(?:ped)? down\b"
    r"|\b(?:earlier|first|previous|original) (?:version|edition|statement|report|issue)\b"
    r"|\bout[- ]of[- ]date\b|\boverlooked\b|\bmixed (?:up|the|it)\b|\bleft out\b|\bfalls? away\b"
    r"|\b(?:has|have) (?:since )?(?:come to light|now been found|been looked at again)\b",
    re.I,
)

_REFERS = re.compile(
    r"\b(?P<kind>paragraph|para|part|section|clause|article|rule|recommendation|finding|item|point"
    r"|answer|step|condition|number|no)s?\.?\s\(?(?P<label>\d{1,3}(?:\.\d{1,3}){0,3}|[a-z])\b",
    re.I,
)
_OWN = re.compile(
    r"\W*(?:\(?(?P<label>\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z])[.)](?=\s|$)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,3})\s)"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:propos(?:ed|es|al)|suggest(?:ed|s|ion)|considered|would (?:have|be)|had .{3,80} would"
    r"|asked (?:for|that|whether)|request(?:ed)?|wants?|wished|claim for|refused|declined"
    r"|rejected|defeated|voted (?:down|against)|un(?:changed|affected)|as before|stands? as"
    r"|stay as|before publication|not (?:been )?(?:adopted|agreed|taken up|accepted|changed|touched"
    r"|affected)|the draft (?:had )?said)\b|^\W*If\b",
    re.I,
)
_OLD_WORDS = re.compile(
    r"\b(?:for|change|delete|replace|replacing|instead of|not)\s[\"“](?P<before>[^\"“”]{2,80})[\"”]"
    r"|[\"“](?P<after>[^\"“”]{2,80})[\"”],?\s(?:should\s(?:be|read|have)|is\s(?:replaced|deleted)"
    r"|(?:was|were|is)\s(?:wrong|an?\s(?:error|mistake|slip)))",
    re.I,
)
_EDITION = re.compile(
    r"the|and|for|first|second|third|revised|corrected|amended|updated|reissued|edition|version"
    r"|issue|revision|addendum|supplementary|supplement|correction|corrigendum|erratum|errata|to"
)
_LATER = re.compile(
    r"\b(?:revised|corrected|amended|reissued|second|addendum|supplementary|corrigend(?:um|a)"
    r"|errat(?:um|a)|correction)\b",
    re.I,
)
_OF_ANOTHER = re.compile(
    r"\b(?:of|in|to) (?:(?:the|my|our|your|his|her|their) )?"
    r"(?:first|earlier|original|previous|initial) "
    r"(?:edition|version|issue|statement|report|release|bulletin|notice|letter|opinion)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Correcting:
    """A sentence that corrects something, or stands among others that do.

    Attributes:
        place: Its place among the sentences of its passage.
        block: Where the paragraph that it stands in starts and ends.
        labels: Of the paragraphs, items or clauses to which that refers: "9", "6.1", "d".
    """

    place: int
    sentence: Sentence
    block: tuple[int, int]
    labels: frozenset[str]


def may_correct(document: Document) -> bool:
    """Whether any sentence of a document may correct something."""
    return _CORRECTS.search(document.text) is not None


class Paragraphs:
    """The paragraphs of a document, each with whether it corrects something."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._starts = [block.start for block in document.blocks]
        self._runs = self._announced()

    def around(self, sentence: Sentence) -> Block | Sentence:
        """The paragraph in which a sentence stands, the sentence itself where it is in none."""
        place = bisect_right(self._starts, sentence.start) - 1
        found = self._blocks[place] if place >= 0 else None
        return found if found is not None and sentence.start < found.end else sentence

    def correcting(self, passage: Passage) -> Iterator[Correcting]:
        """Yields the sentences of a passage that correct something, or stand among such."""
        headed = any(_heads(heading) for heading in passage.headings)
        for place, sentence in enumerate(passage.sentences):
            if sentence.kind == "heading":
                continue
            block = self.around(sentence)
            text = self.text_of(block)
            if headed or block.start in self._runs or _LEADS.match(text) or _CORRECTS.search(text):
                yield Correcting(place, sentence, (block.start, block.end), refers_to(text))

    def text_of(self, block: Block | Sentence) -> str:
        """The text of a paragraph on one line."""
        return " ".join(self._text[block.start : block.end].split())

    def _announced(self) -> frozenset[int]:
        """Where the paragraphs start that follow on one which announces corrections."""
        starts: set[int] = set()
        left = 0
        for block in self._blocks:
            text = self.text_of(block)
            if block.kind == "heading":
                left = 0
            elif left:
                starts.add(block.start)
                left -= 1
            if _ANNOUNCES.search(text):
                starts.add(block.start)
                left = RUN
        return frozenset(starts)


def _heads(heading: str) -> bool:
    line = " ".join(heading.split())
    return (
        len(line) <= LONGEST_HEAD
        and _HEADING.match(line) is not None
        and not _NO_HEADING.search(line)
    )


def refers_to(text: str) -> frozenset[str]:
    """Returns the labels of the paragraphs to which a text refers: "9" for "Paragraph 9"."""
    return frozenset(match["label"].lower() for match in _REFERS.finditer(text))


def label_of_block(text: str) -> str:
    """Returns what a paragraph is labelled, "6.1" or "d"; empty for no label."""
    match = _OWN.match(text)
    return (match["label"] or match["dotted"]).lower() if match else ""


def old_words(text: str) -> frozenset[str]:
    """Returns the words, in small letters, that a text says are to be read otherwise."""
    found = (match["before"] or match["after"] for match in _OLD_WORDS.finditer(text))
    return frozenset(" ".join(each.lower().split()).strip(" .,;") for each in found)


def refers_to_another(text: str) -> bool:
    """Whether the paragraphs to which a text refers are those "of the first edition"."""
    return _OF_ANOTHER.search(text) is not None


def is_later_edition(title: str) -> bool:
    """Whether a document is called a revised or corrected one."""
    return _LATER.search(title) is not None


def begins_with_note(text: str) -> bool:
    """Whether a paragraph begins as a correction: "Added 12 March:", "Correction:"."""
    return _LEADS.match(text) is not None


def is_hypothetical(text: str) -> bool:
    """Whether a sentence tells of a change that is only thought of, or was not made."""
    return _HYPOTHETICAL.search(text) is not None


def takes_back(text: str) -> bool:
    """Whether a text says itself that something does not hold, or is otherwise now."""
    return _CORRECTS.search(text) is not None


def title_words(title: str) -> frozenset[str]:
    """Returns the words of a title, but for those that tell editions apart."""
    words = re.findall(r"[^\W\d_]{3,}", title.lower())
    return frozenset(word for word in words if not _EDITION.fullmatch(word))
