"""What is read: documents, and the sentences and passages that they are divided into."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

BlockKind = Literal["heading", "paragraph", "quote", "item", "row", "footnote"]

_ACCORDING = ", according to "
"""What stands between those who pass something on."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that a reader found to belong together: sentences never cross its ends.

    Attributes:
        kind: What the layout says it is. "quote" is a block quotation, "item" a list item, "row" a
            table row (its column headers stand in it), "footnote" a note set apart from the text.
        level: The depth of a heading from 1, of a quotation or list item from 1; 0 elsewhere.
        said_by: Who says it, where the format tells (a message quoted in a message): whom the
            document quotes, then whom that one quotes, and so on. Else empty.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The stretch of text that stands on one page.

    Attributes:
        number: The page of the file, from 1; None where the file has no pages and the text reports
            a page of its original.
        label: The page as printed ("iv", "12"); None where nothing is printed.
    """

    start: int
    end: int
    number: int | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that reading a document could not do, so that no silence is mistaken for absence.

    Attributes:
        kind: "no_text", "unread_picture" (beside text), "scrambled", "table_dropped",
            "hidden_text", "deleted_text" (struck out, or a tracked deletion), "recognised" (text
            that the file's maker had a program read off an image), "ocr" (text that we read off an
            image), "not_read" (an image for which there was no time), "left_out" (attachments,
            comments), "wrong_title", "encoding_guessed" or "redacted".
        detail: One plain line for the reader of the ledger.
        page: The page of the file, from 1; None where it concerns the whole document.
        confidence: Of "ocr", the mean over the page's characters, in [0, 1].
    """

    kind: str
    detail: str
    page: int | None = None
    confidence: float | None = None


NOT_READ = "not_read"
"""Kind of problem of a page for whose picture there was no time."""

UNREAD_PICTURE = "unread_picture"
"""Kind of problem of a page with text and large pictures: what they show is not read."""

UNREAD = frozenset({"no_text", NOT_READ, "scrambled"})
"""Kinds of problems of pages that could not be read."""

DOUBTS = frozenset({"encoding_guessed", "ocr", "recognised", "scrambled"})
"""Kinds of problems that throw doubt on all text that they concern."""

PAGE_DOUBTS = DOUBTS | {"deleted_text", "hidden_text", "redacted", "table_dropped"}
"""Those that throw doubt on text of the same page, of which something is missing."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its canonical text (NFC, Unix newlines) and what is known about it.

    Attributes:
        id: Its path below the corpus folder without the suffix, "/" between folders; where two
            files would share one, the suffix stays. Stable as long as the file keeps its place.
        path: The file it was read from, absolute.
        sha256: Of the file's bytes, lower-case hexadecimal.
        date: ISO 8601, as exact as known: "2012", "2012-04" or "2012-04-11".
        kind: What sort of document it is: "report", "commentary", "statement", "memorandum", …
        account_by: Who tells in other words what the document says, where the text is such an
            account and not the author's own.
        format: The reader that read it: "markdown", "text", "pdf", "html", "docx", "email".
        blocks: In order, not overlapping; all text that may be cited lies in one.
        pages: In order, not overlapping; empty where pages are not known.
        duplicate_of: The id of a document that is the same in a form better to cite; this and what
            follows are known once all documents of a folder are indexed.
        sentences: How many it has, headings and rows of tables among them.
        speakers: Names of all who assert something in it, those of most sentences first.
    """

    id: str
    path: str
    sha256: str
    text: str
    format: str
    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    kind: str | None = None
    url: str | None = None
    number: str | None = None
    account_by: str | None = None
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    duplicate_of: str | None = None
    sentences: int = 0
    speakers: tuple[str, ...] = ()

    @property
    def speaker(self) -> Speaker:
        """Who speaks where nobody is quoted: the author, else the publisher, else the title."""
        through = (self.account_by,) if self.account_by else ()
        return Speaker(self.author or self.publisher or self.title, through)

    @property
    def page_count(self) -> int:
        """How many pages it has, those without text among them; 0 where pages are not known."""
        numbers = [page.number or 0 for page in self.pages]
        return max([len(numbers), *numbers, *(problem.page or 0 for problem in self.problems)])

    @property
    def unread(self) -> tuple[int, ...]:
        """Numbers of the pages that there was no time to read as pictures."""
        late = (problem.page for problem in self.problems if problem.kind == NOT_READ)
        return tuple(page for page in late if page is not None)

    def blocks_up_to(self, offset: int) -> tuple[Block, ...]:
        """Returns the blocks that begin at or before a character, the one it stands in last."""
        return self.blocks[: bisect_right(self.blocks, offset, key=attrgetter("start"))]

    def block_around(self, sentence: Sentence) -> Block | Sentence:
        """Returns the block in which a sentence stands, the sentence itself where it is in none."""
        behind = bisect_right(self.blocks, sentence.start, key=attrgetter("start"))
        found = self.blocks[behind - 1] if behind else sentence
        return found if sentence.start < found.end else sentence

    def on_one_line(self, part: Block | Sentence) -> str:
        """Returns the text of a part of the document on one line."""
        return " ".join(self.text[part.start : part.end].split())

    def page_at(self, offset: int) -> Page | None:
        """Returns the page on which the character at `offset` stands, None where not known."""
        return next((page for page in self.pages if page.start <= offset < page.end), None)

    def problems_at(self, start: int, end: int) -> tuple[Problem, ...]:
        """Returns what went wrong in reading the pages of [start, end), or all of the text.

        What is only missing elsewhere, such as a page without text, is not among it.
        """
        numbers = {page.number for page in self.pages if page.start < end and start < page.end}
        return tuple(
            problem
            for problem in self.problems
            if problem.kind in (DOUBTS if problem.page is None else PAGE_DOUBTS)
            and (problem.page is None or problem.page in numbers)
        )


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asserts a sentence, and through whom we have it.

    Attributes:
        name: The one who asserts it ("Rep. Zoe Lofgren", "DHS OIG").
        quoted_by: Those who pass it on, word for word or in their own words, nearest to the
            speaker first; empty for first-hand speech.
    """

    name: str
    quoted_by: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Says whom it is according to: whose words it is told in, nobody knows here."""
        return _ACCORDING.join((self.name, *self.quoted_by))

    @classmethod
    def of(cls, told: str) -> Speaker:
        """Returns the speaker whose `str` this is."""
        name, *quoted_by = told.split(_ACCORDING)
        return cls(name, tuple(quoted_by))

    def is_one_of(self, names: Collection[str]) -> bool:
        """Whether one of these names asserts it, or it is one of these chains, as `str` has it."""
        return self.name in names or str(self) in names

    def labels(self, title: str) -> tuple[str, str]:
        """What may stand before a quotation of theirs, in another's words or in their own.

        A document that nobody is known to have made is called by its title: "Lee, according to
        “Minutes of May 3”", "Lee, quoted in “Minutes of May 3”".

        Args:
            title: Of the document that it stands in.
        """
        if self.quoted_by[-1:] != (title,):
            return str(self), ", quoted by ".join((self.name, *self.quoted_by))
        nearest = replace(self, quoted_by=self.quoted_by[:-1])
        in_others, in_own = nearest.labels(title)
        return f"{in_others}, according to “{title}”", f"{in_own}, quoted in “{title}”"

    def beside(self, title: str) -> str:
        """Says whom it is according to where the title of the document stands beside it.

        That is without the title, which whatever nobody is known to have made speaks by.
        """
        told = (self.name, *self.quoted_by)
        return _ACCORDING.join(told[:-1] if told[-1] == title else told)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit that is cited: a sentence, heading, list item or table row of a document."""

    start: int
    end: int
    speaker: Speaker
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is retrieved: whole neighbouring sentences of one section of one document.

    Attributes:
        id: Hexadecimal digest of document id, offsets and text; the same for the same text.
        headings: The headings it stands under, outermost first; empty before the first one.
        text: `document.text[start:end]`.
    """

    id: str
    document_id: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(
        cls, document: Document, headings: tuple[str, ...], sentences: tuple[Sentence, ...]
    ) -> Passage:
        """Makes a passage of neighbouring sentences."""
        start, end = sentences[0].start, sentences[-1].end
        text = document.text[start:end]
        digest = hashlib.sha256(f"{document.id}\0{start}\0{end}\0{text}".encode())
        return cls(digest.hexdigest()[:32], document.id, start, end, text, headings, sentences)

    def text_of(self, sentence: Sentence) -> str:
        """Returns one of its sentences, character for character but for spaces at ends of lines."""
        text = self.text[sentence.start - self.start : sentence.end - self.start]
        return text.replace("\n", " ")
