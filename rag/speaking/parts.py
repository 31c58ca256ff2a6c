"""Whose words a part of a document is: a letter in an annex, a dissent, what management answers.

A heading tells it, "Comments from the Department of …" over a letter with its salutation, or one
that names an opinion, an answer or a case and whose it is ("WREN, J., dissenting", "Reply of the
Harbor Board", "The claimant's case"); or a label at the head of a paragraph ("Management's
response:", "Cllr Lee:", and any name where answers are listed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.abbreviations import INSTITUTION, NAME
from rag.language.names import Cast
from rag.language.sentences import Span
from rag.language.titles import ADDRESS as ADDRESSED_AS
from rag.language.unnamed import called
from rag.records import Block, Document
from rag.speaking.present import cased

LETTER_HEADING = re.compile(rf"(?:Appendix\s+\w+:?\s+)?Comments\s+from\s+(?:the\s+)?({NAME})$")
SALUTATION = re.compile(r"Dear\s+\S")
BESIDE_LETTER = re.compile(r"See\s+comments?\s+\d|Now\s+on\s+pp?\.|Note: .{0,60}\bcomments\b")
"""What an auditor prints beside a letter: "See comment 4."."""

ANSWERS = re.compile(r"The\s+following\s+(?:is|are)\b.{0,120}\bcomments?\b", re.DOTALL)
"""Behind a letter and what is enclosed with it: "The following are GAO's comments on …"."""

_LABEL = (
    r"(?:(?:Annex|Appendix|Attachment|Enclosure|Exhibit|Part|Schedule)\s\w+[.:]?\s|[\dIVX.]+\s)?"
)
_OPINION = (
    r"(?:Dissent|Concurrence|(?:Concurring|Dissenting|Minority|Separate)\s"
    r"(?:Opinion|Report|Statement|View)s?|Rebuttal|Repl(?:y|ies))"
)
_WORDS = r"(?:(?:Closing\s|Opening\s)?Remarks|Answer|Comments?|Observations?|Response|Statement)"
_OF = rf"\s(?:by|from|of)\s(?P<who>(?:the\s)?{NAME})\b"
OPINION_OF = re.compile(f"{_LABEL}{_OPINION}{_OF}")
WORDS_OF = re.compile(f"{_LABEL}{_WORDS}{_OF}")
"""What may be somebody's words or tell of them: they are where it speaks of "I" or "we"."""

_OF_A_COURT = r"(?:C\.\s?J|P\.\s?J|[LV]?JJ?A?|(?:[A-Z][a-z]+\s){0,2}(?:Judge|Justice))\.?"
DISSENTING = re.compile(
    rf"(?:(?P<title>(?:Chief\s)?(?:Judge|Justice)|JUDGE|(?:CHIEF\s)?JUSTICE)\s)?"
    rf"(?P<who>[A-Z][\w\u2019'-]+)(?(title)|,?\s{_OF_A_COURT})"
    r"(?:,\s(?:with\swhom|joined\sby)\s.{3,120}?)?,?\s"
    r"\(?(?:(?:concurring|dissenting)(?:\s(?:and|in)\s[^.]{2,80})?)\)?[.:]?"
)
"""Who signs an opinion beside the court's: "WREN, J., dissenting", "JUSTICE LEE, concurring"."""

_ANSWERER = (
    r"(?:Agency|Auditee|Authority|Board|City|Client|Committee|Company|Contractor|Council|County"
    r"|Defendant|Department|Grantee|Insurer|Management|Operator|Respondent|University|Vendor)"
)
CASE_OF = re.compile(
    rf"{_LABEL}(?P<who>(?:[Tt]he\s)(?:[A-Za-z-]+\s){{0,2}}?[A-Za-z-]+|{NAME})['\u2019]s?\s"
    r"(?:[Aa]ccount|[Aa]llegations?|[Aa]rguments?|[Cc]ase|[Cc]laims?|[Cc]omplaints?|[Cc]ontentions?|[Gg]rounds"
    r"|[Oo]bjections?|[Pp]osition|[Rr]epresentations|[Ss]ubmissions?|[Vv]ersion)$"
)
"""What heads what somebody puts forward, told by the document: "The claimant's case"."""

CONSULTED = re.compile(
    r"\b(?:comments|consult\w+|objections|replies|representations|responses|submissions)\b", re.I
)
"""What heads a list of answers, each behind the name of who gave it."""

LABELLED = re.compile(
    r"(?P<who>[A-Z][A-Za-z\u2019'&.()-]*"
    r"(?:\s(?!(?:are|asked|is|said|that|to|was|were|which)\b)[A-Za-z\u2019'&.()-]+){0,4}):\s+(?=\S)"
)
_NO_ANSWERER = re.compile(
    r"\b(?:assessment|case|conclusion|date|decision|note|officers?|page|planning|reasons?|recommend\w+"
    r"|reference|response|result|status|summary|target|total)\b",
    re.I,
)

ANSWER = re.compile(
    rf"(?P<who>{_ANSWERER}|(?:the\s|The\s)?{NAME})(?:['\u2019]s?)?\s"
    r"(?:[Rr]esponse|[Cc]omments?|[Rr]eply|[Aa]nswer)(?:\s(?:on|to)\s[^.:]{2,60})?:(?=\s|$)"
)
"""What a paragraph is labelled with that is somebody's answer: "Management's response:"."""

GIVEN_WORDS = re.compile(
    rf"{_LABEL}(?:The\s|Our\s)?(?P<who>[A-Za-z][a-z-]*(?:\s[a-z-]+){{0,2}}?)['\u2019]s?\s"
    r"(?:[Aa]nswer|[Cc]omments?|[Rr]eply|[Rr]esponse|[Ss]tatement)\b"
    r"|(?:[Aa]nswer|[Cc]omments?|[Rr]eply|[Rr]esponse|[Ss]tatement)\s(?:by|from|of)\sthe\s"
    r"(?P<of>[a-z][a-z-]*(?:\s[a-z-]+){0,2})$"
)
"""What heads the words of somebody without a name: "The provider's comments"."""

NAMED_LABEL = re.compile(
    rf"(?P<who>{ADDRESSED_AS}\.?\s[A-Z][\w\u2019'-]+(?:\s[A-Z][\w\u2019'-]+){{0,2}}"
    rf"|{NAME}(?=:\s[\"\u201c])):\s+(?=\S)"
)
"""A person, or whose quotation follows, before a colon: "Cllr Lee: the steps are worn."."""

CLAUSE = re.compile(
    r"[\"\u201c]|\b(?:I|[Ww]e|is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do"
    r"|does|did)\b"
)
"""What shows that words are a clause, or quoted."""

RESPONSIBLE = re.compile(r"Views?\sof\s(?:the\s)?Responsible\sOfficials?\b", re.IGNORECASE)
"""What an auditor heads or labels the words of those with whom the faults were found by."""

OF_ITSELF = re.compile(
    r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y)\b(?![.)])|\b[Tt]he\s(?:court|inquiry|panel|tribunal|ombudsman|officer)\b"
)
OF_COUNSEL = re.compile(rf"{ADDRESSED_AS}\.?\s[A-Z]|[A-Z][a-z]+\s[a-z]+,\s(?:he|she)\b")
"""What in somebody's case tells of those who put it: "Mr Lee developed these points"."""

IN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b(?![.)])")
_SMALL = frozenset(("and", "by", "from", "of", "on", "the", "to"))


LOWEST = 9
"""The level of a heading that is a paragraph by itself."""

LONGEST_TITLE = 60
"""Characters of such a one."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A part under a heading.

    Attributes:
        who: Whose it is; None where each paragraph is labelled with its own.
        told: Whether the document tells it: then what it says of itself there is its own.
        quoted: Whether it is quoted in blocks: then what stands between them is the document's.
    """

    who: str | None
    level: int
    told: bool = False
    quoted: bool = False


class Parts:
    """Whose words the parts of one document are, read block by block."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._cast = cast
        self._letter: str | None = None
        self._in_letter = False
        self._section: _Section | None = None
        self._answering: str | None = None

    def open(self, heading: Span) -> None:
        """Takes note of a heading."""
        title = " ".join(self._text[heading.start : heading.end].split())
        match = LETTER_HEADING.match(title)
        self._letter = self._cast.resolve(match[1], heading.start) if match else None
        self._in_letter = False
        self._answering = None
        level = self._blocks[heading.block].level
        if self._section is not None and level <= self._section.level:
            self._section = None
        section = None if match else self._section_of(title, heading, level)
        self._section = section or self._section

    def speaker(self, first: Span) -> str | None:
        """Returns whose words a block is that begins with a sentence; None for the document's.

        It is called once for each block, in order.
        """
        start = self._text[first.start : first.end]
        if first.kind == "paragraph" and self._is_title(start):
            self._section = self._section_of(start, first, LOWEST)
            return None
        if first.kind == "paragraph" and (signed := DISSENTING.fullmatch(start)):
            self._section = _Section(self._judge(signed, first.start), LOWEST)
            return None
        if self._letter is not None:
            self._in_letter = bool(SALUTATION.match(start) or self._in_letter)
            if ANSWERS.match(start):
                self._letter, self._in_letter = None, False
            elif self._in_letter and not BESIDE_LETTER.match(start):
                return self._letter
        section = self._section
        labelled = self._labelled(first) if section and section.who is None else None
        between = section is not None and section.quoted and first.kind != "quote"
        theirs = section.who if section and not between else None
        return self._answerer(first) or labelled or theirs

    def _is_title(self, text: str) -> bool:
        """Whether a paragraph is a heading that no reader took for one, of a case or behind one."""
        open_below = self._section is not None and self._section.level == LOWEST
        short = 3 < len(text) < LONGEST_TITLE and text[-1] not in '.:;!?,\u201d"'
        return CASE_OF.match(text) is not None or (open_below and short)

    def labelled(self, first: Span) -> str | None:
        """Returns whose words a block is that begins with a person, or whose quotation follows."""
        label = NAMED_LABEL.match(self._text, first.start, self._blocks[first.block].end)
        if label is None or first.kind not in ("paragraph", "item"):
            return None
        if not CLAUSE.search(self._text, label.end(), self._blocks[first.block].end):
            return None  # "Mr Lee: 555 0101"
        name = self._cast.resolve(label["who"], first.start)
        return name or (label["who"] if " " in label["who"] else None)

    def is_own(self, text: str) -> bool:
        """Whether a sentence of a part that the document tells speaks of itself: "We find …"."""
        told = self._section is not None and self._section.told
        return told and (OF_ITSELF.search(text) or OF_COUNSEL.match(text)) is not None

    def _section_of(self, title: str, heading: Span, level: int) -> _Section | None:
        """Returns the part that a heading opens if it is somebody's, or several ones'."""
        if who := self._named(title, heading):
            return _Section(who, level, quoted=self._quotes(heading))
        if case := CASE_OF.match(title):
            name = self._cast.resolve(case["who"], heading.start) or self._called(case["who"])
            return _Section(name, level, told=True) if name else None
        return _Section(None, level) if CONSULTED.search(title) else None

    def _labelled(self, first: Span) -> str | None:
        """Returns whose answer a paragraph is that begins with a name and a colon."""
        label = LABELLED.match(self._text, first.start, self._blocks[first.block].end)
        if label is None or _NO_ANSWERER.search(label["who"]):
            return None
        return self._cast.resolve(label["who"], first.start) or label["who"]

    def _named(self, title: str, heading: Span) -> str | None:
        """Returns whose words stand under a heading, as it says itself."""
        if signed := DISSENTING.fullmatch(title):
            return self._judge(signed, heading.start)
        if RESPONSIBLE.match(title):
            return "Responsible officials"
        plain = _uncapitalised(title) if title.isupper() else title
        if (words := GIVEN_WORDS.match(plain)) and self._in_person(heading):
            return self._called(words["who"] or words["of"])
        for pattern in (OPINION_OF, WORDS_OF):
            match = pattern.match(plain)
            if match is None or re.search(r"\b(?:and|with)\b.*\b(?:Analysis|Evaluation)", plain):
                continue
            who = re.split(r"\s(?:on|to)\s", match["who"])[0]
            name = self._cast.resolve(who, heading.start, named=pattern is OPINION_OF)
            if pattern is OPINION_OF:
                return name or who[:1].upper() + who[1:]
            known = name and (self._cast.is_called_so(name) or INSTITUTION.search(name))
            return name if known and self._in_person(heading) else None
        return None

    def _called(self, phrase: str) -> str | None:
        """Returns what a phrase calls somebody without a name; None for the document's own."""
        name = called(phrase)
        return name if name and self._cast.or_own(name) != self._cast.own else None

    def _judge(self, signed: re.Match[str], at: int) -> str:
        """Returns the name of the judge who signs an opinion."""
        surname = cased(signed["who"])
        title = (signed["title"] or "Judge").title()
        return self._cast.resolve(f"{title} {surname}", at) or f"{title} {surname}"

    def _in_person(self, heading: Span) -> bool:
        """Whether what stands under a heading speaks of "I" or "we"."""
        return any(
            IN_PERSON.search(self._text, block.start, block.end) for block in self._below(heading)
        )

    def _quotes(self, heading: Span) -> bool:
        """Whether what stands under a heading has block quotations."""
        return any(block.kind == "quote" for block in self._below(heading))

    def _below(self, heading: Span) -> Iterator[Block]:
        """Yields the blocks under a heading, down to the next of its level."""
        level = self._blocks[heading.block].level
        for block in self._blocks[heading.block + 1 :]:
            if block.kind == "heading" and block.level <= level:
                return
            yield block

    def _answerer(self, first: Span) -> str | None:
        """Returns who answers in a block, as its label or one that stood alone above it says."""
        block = self._blocks[first.block]
        label = ANSWER.match(self._text, first.start, block.end)
        if label is None and RESPONSIBLE.match(self._text, first.start, block.end):
            return "Responsible officials"
        if label is None:
            return self._answering
        who = re.sub(r"^[Tt]he\s", "", label["who"])
        known = re.fullmatch(_ANSWERER, who)
        name = who if known else self._cast.resolve(who, first.start)
        if self._cast.or_own(who) == self._cast.own:
            name = None  # "Auditor's comment:" in a city auditor's report
        alone = not self._text[label.end() : block.end].strip()
        self._answering = name if alone else None
        return name


def _uncapitalised(title: str) -> str:
    """Returns a title in capitals as it is written otherwise: "Reply of the Authority"."""
    words = (word.lower() for word in title.split())
    return " ".join(word if word in _SMALL else word.capitalize() for word in words)
