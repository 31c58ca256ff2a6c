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

OPENING = 2_000
"""Characters in which a document says what it corrects."""

LONGEST_HEAD = 120
"""Characters of a line that may head corrections."""

LONGEST_NOTE = 800
"""Characters of a paragraph all of which may correct where one of its sentences says so."""

_ERROR = (
    r"(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)|clarifications?|retractions?)"
)
_NEWER = r"(?:amendments?|revisions?|updates?|postscripts?|supplement)"
_LABEL = r"(?:\(?\w{1,3}[.)]\s+)?"
_HEADING = re.compile(
    rf"\W*{_LABEL}(?:{_ERROR}(?: (?:and|&) \w+)?(?:\W*$|\s?[:(\d–—-]| (?:to|of|on|in|from|for|dated"
    r"|laid|posted|notices?|sheets?|slips?|no)\b|,)"
    rf"|{_NEWER}(?:\W*$|\s?[:(\d–—-]| (?:notices?|no|of \d|to (?:this|these))\b)"
    rf"|(?:list|table|notice|sheet|note)s? of (?:{_ERROR}|amendments)\b"
    r"|supplement(?:ary|al) (?:statement|report|note|letter|answer|opinion|evidence)"
    r"|(?:later|further|added|editor['’]?s|clerk['’]?s) notes?\b"
    r"|notes? (?:to (?:the )?file|added|on (?:this )?revision)|what has changed|put right"
    r"|changes? (?:notices?|orders?|log|(?:since|to|in) (?:this|the (?:first|last|previous)))\b"
    r"|statements? no longer|second thoughts|reissued|revised (?:main |key )?"
    r"(?:points|findings|figures|estimates?|conclusions?|recommendations?|text|tables?|opinion)"
    r"|[^.;]{0,60}\b(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)|amendments?"
    r"|retractions?)(?: (?:sheet|notice|agreement|slip))?(?: (?:no\.?|number) ?\d+| \d+)?\W*$"
    r"|(?:first |second |third |fourth )?(?:deed of variation|variation agreement))",
    re.I,
)
_NO_HEADING = re.compile(r"\b(?:no|without) (?:corrections?|amendments?|changes)\b", re.I)

_LEADS = re.compile(
    rf"\W*{_LABEL}\W*(?:{_ERROR}(?:,| of| to| no|\W)"
    r"|(?:note )?(?:added|amended|corrected|updated)\b"
    r"(?=[ \w,.]{0,40}:|\W*\d|[ \w,.]{0,40}\*)|(?:editor|clerk)['’]?s['’]? note\b)",
    re.I,
)
_ANNOUNCES = re.compile(
    r"\b(?:one|two|three|four|five|some|several|a few|the following|these) (?:small |minor |other "
    r"|further |more )?(?:corrections?|errata|slips)\b"
    r"|\b(?:I|[Ww]e|\w+) (?:must|have to|has to|need to|wish(?:es)? to|want to|would like to)"
    r" (?:change my|change our|correct|put right|withdraw|set right)\b"
    r"|\bput (?:one|two|some)[ \w]{0,12} (?:straight|right)\b"
    r"|\bcorrect(?:s|ing|ed)? the record\b|\bset the record straight\b"
    r"|^\W*(?:errat(?:um|a)|corrigend(?:um|a)|corrections)\b[^.;]{0,40}$",
    re.I,
)

_PART = r"(?:paragraph|section|clause|article|rule|recommendation|finding|item|point|table|part)"
_TOLD = (
    r"(?:figure|number|date|sum|total|entry|statement|answer|sentence|passage|estimate|reading"
    r"|reference|headline|spelling|name|place|time|amount|count|remark|quotation)"
)
_TAKES_BACK = re.compile(
    rf"\b(?:one|following|with (?:this|that)) corrections?\b|\b{_ERROR}[,:]"
    rf"|\bcorrected (?:version|{_TOLD}|copy|page|edition|log|table|text)\b"
    r"|\b(?:is|are|be|was|were|been) corrected (?:to|as follows|by)\b"
    rf"|\bcorrected (?:that|this) {_TOLD}\b"
    r"|\bshould (?:be (?:read|[\d£$€])|read|say|have (?:read|said|been [\d£$€]))"
    r"|\bis to be read\b|\bplease read\b|\b(?:change|delete) [\"“]"
    r"|\bfor [\"“][^\"”]+[\"”],? (?:please )?read\b"
    r"|\b(?:misstated|misspoke|misquoted|miscounted|misreported|mistyped)\b"
    rf"|\b(?:that|this|it|which|I|we|you|(?:the|our|my|this|that) (?:\w+ )?(?:{_TOLD}|{_PART}))"
    r" (?:was|were|is|are|am) (?:simply |plainly |quite )?"
    r"(?:wrong|incorrect|inaccurate|untrue|mistaken|in error|not (?:correct|right|accurate|true))\b"
    r"|\b(?:our|my) (?:error|mistake|slip|fault)\b|\b(?:I|[Ww]e) [^.;]{0,60}\bby mistake\b"
    r"|\bthe wrong (?:firm|name|date|figure|person|number|place|table|year|day|reason)\b"
    r"|\b(?:that|this) \w+ (?:does|do|did) not hold\b"
    r"|\b(?:I|[Ww]e) (?:now |hereby |therefore )?(?:withdr[ae]w|retract|rescind)\w*"
    rf"|\b(?:{_PART}|{_TOLD}|demand|claim|offer)s?\b[^.;]{{0,60}}?"
    r" (?:is|are|has been|have been|stands?)"
    r" (?:hereby |therefore |now |since |also |accordingly )?(?:withdrawn|amended|dropped|deleted"
    r"|replaced|revoked|rescinded|cancelled|revised|corrected|superseded|restated|extended|moved"
    r"|changed|reduced|increased|raised|lowered|shortened)\b"
    rf"|\breplaces? (?:the|that|this|an?|my|our) (?:\w+ ){{0,2}}(?:{_TOLD}|{_PART}|version|edition"
    r"|note|advice)\b"
    r"|\b(?:earlier|first|previous|original) (?:version|edition)\b"
    r"|\b(?:figures?|version|text) (?:\w+ ){0,3}(?:is|are) superseded\b|\bhas been superseded\b"
    r"|\b(?:I|[Ww]e) (?:no longer|do not (?:maintain|stand by))\b"
    r"|\bno longer (?:holds?|stands?|supported)\b"
    r"|\bI (?:had )?(?:mixed|overlooked|misremembered)\b|\bfalls away\b"
    r"|\b\w+ (?:was|were|is|are),? not \d|, not \d[\d,.]*(?: \w+)?[.;]",
    re.I,
)
"""What a text says of itself or of another: that something in it does not hold."""

_IS_NOW = re.compile(
    r"\b(?:is|are|will|shall|must|has|have) now\b|\bnow (?:has|have|is|are|includes?|(?:arrive"
    r"|begin|start|end|cost|stand|come|run|expect|meet|open|close|read|say|amount|last|appl(?:y|ie))"
    r"s?)\b"
    r"|\b(?:is|are|has been|have been) (?:therefore |since |also )?(?:moved|extended|postponed"
    r"|shortened|raised|lowered|reduced|increased|changed|brought forward|put back|prolonged|cut)"
    r"\b[^.;]{0,40} (?:to|until|by)\b"
    r"|\b(?:goes|comes) (?:up|down) to\b|\btakes? (?:over as|(?:his|her|its|their) place)\b"
    r"|\bpasses to\b",
    re.I,
)
"""What holds from now on, where something else held."""

_ANY_NOTE = re.compile(rf"\b(?:{_ERROR}|{_NEWER}|variation|supplement|added|note)\b", re.I)

_REFERS = re.compile(
    r"\b(?P<kind>paragraph|para|part|section|clause|article|rule|recommendation|finding|item|point"
    r"|answer|step|condition)s?\.?\s"
    r"(?:\(?(?P<label>\d{1,3}(?:\.\d{1,3}){0,3})\b|\((?P<letter>[a-z])\))",
    re.I,
)
_OWN = re.compile(
    r"\W*(?:paragraph|section|clause|article|rule|recommendation|finding|item|point|note)?\s?"
    r"(?:\(?(?P<label>\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z])[.)](?=[\s:]|$)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,3})\s)",
    re.I,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:propos(?:ed|es|al)|suggest(?:ed|s|ion)|considered|would (?:have|be)|had .{3,80} would"
    r"|asked (?:for|that|whether)|request(?:ed)?|wants?|wished|claim for|refused|declined"
    r"|rejected|defeated|voted (?:down|against)|un(?:changed|affected)|as before|stands? as"
    r"|stay as|before publication|not (?:been )?(?:adopted|agreed|taken up|accepted|changed"
    r"|altered|touched|affected)|do(?:es)? not (?:change|alter|touch|affect)"
    r"|no (?:ground|reason|need) to (?:alter|change|correct|withdraw|amend)"
    r"|the draft (?:had )?said)\b|^\W*If\b",
    re.I,
)
_KEEPS = re.compile(
    r"\bdo(?:es)? not (?:change|alter|withdraw)\b|\bleave (?:it|them) as (?:it is|they are)\b"
    r"|\b(?:the|that) (?:paragraph|sentence|figure) stands\b",
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
    r"|errat(?:um|a)|corrections?|retraction|amendment|variation|issue [2-9]|edition [2-9])\b",
    re.I,
)
_OF_A_DOCUMENT = re.compile(
    r"\)? (?:of|in) (?:(?:the|your|our|my|his|her|their|its) )?(?:[a-z]+ ){0,2}"
    r"(?:[A-Z][\w-]+|report|letter|statement|paper|notice|memo(?:randum)?|article|minutes|guideline"
    r"|policy|agreement|contract|submission|reply|answer)\b"
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
        told: Whether it stands where corrections are told, by a heading, a note or what announces
            them; else it only says what holds now.
    """

    place: int
    sentence: Sentence
    block: tuple[int, int]
    labels: frozenset[str]
    told: bool


def may_correct(document: Document) -> bool:
    """Whether any sentence of a document may correct something."""
    text = document.text
    return any(each.search(text) for each in (_TAKES_BACK, _IS_NOW, _ANY_NOTE))


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
            noted = block.start in self._runs or begins_with_note(text)
            told = headed or noted or (len(text) <= LONGEST_NOTE and takes_back(text))
            if told or takes_back(self._line(sentence)) or is_now(self._line(sentence)):
                told = told or takes_back(self._line(sentence))
                yield Correcting(
                    place, sentence, (block.start, block.end), refers_to(text), told=told
                )

    def _line(self, sentence: Sentence) -> str:
        return " ".join(self._text[sentence.start : sentence.end].split())

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
    found = (match["label"] or match["letter"] for match in _REFERS.finditer(text))
    return frozenset(each.lower() for each in found)


def refers_elsewhere(text: str) -> frozenset[str]:
    """Returns the labels of what a text refers to in another document: "item 3 of the Paper"."""
    return frozenset(
        match["label"].lower()
        for match in _REFERS.finditer(text)
        if match["label"] and _OF_A_DOCUMENT.match(text, match.end())
    )


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


def mentions(text: str, title: frozenset[str]) -> bool:
    """Whether a text begins with most words of a title, as what corrects that document does."""
    there = title & title_words(text[:OPENING])
    return len(there) >= 2 and 2 * len(there) >= len(title)


def is_later_edition(title: str) -> bool:
    """Whether a document is called a revised or corrected one."""
    return _LATER.search(title) is not None


def begins_with_note(text: str) -> bool:
    """Whether a paragraph begins as a correction: "Added 12 March:", "Correction:"."""
    return _LEADS.match(text) is not None


def is_hypothetical(text: str) -> bool:
    """Whether a sentence tells of a change that is only thought of, or was not made."""
    return _HYPOTHETICAL.search(text) is not None


def keeps(text: str) -> bool:
    """Whether a paragraph says that what it refers to stays as it is."""
    return _KEEPS.search(text) is not None


def is_of_row(text: str) -> bool:
    """Whether what a paragraph refers to is a row of a table, or a line."""
    return re.search(r"\b(?:table|row|step|line|column|figure) \d|\btable,", text, re.I) is not None


def takes_back(text: str) -> bool:
    """Whether a text says that something told does not hold: "should read", "is withdrawn"."""
    return _TAKES_BACK.search(text) is not None


def is_now(text: str) -> bool:
    """Whether a sentence says what holds now, where something else held: "is extended to"."""
    return _IS_NOW.search(text) is not None


def title_words(title: str) -> frozenset[str]:
    """Returns the words of a title, but for those that tell editions apart."""
    words = re.findall(r"[^\W\d_]{3,}", title.lower())
    return frozenset(word for word in words if not _EDITION.fullmatch(word))
