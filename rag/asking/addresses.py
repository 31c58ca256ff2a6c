"""What a question names: "according to Lofgren", "on page 4 of OIG-12-64".

What is named is searched first; it is a preference, since others may tell of it better. A report
number is more: what neither stands in the report of that number nor names it is no answer about it.
A topic ("the museum report") names the one document with it in its title, and a day ("the minutes
of June 3") the one of its kind, which is asked alone before all are. Of a page of a document only
what stands on it answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.asking.called_so import CalledSo
from rag.asking.dated import find_called
from rag.asking.directory import DATED, NUMBER, OWNED, Directory
from rag.asking.topics import find_topics
from rag.language.abbreviations import INSTITUTION
from rag.language.reporting import VERB
from rag.records import Page

_NAME = r"[A-Z][\w.&’'-]*(?:\s(?:of\s|for\s|on\s|the\s)*[A-Z][\w.&-]*)*"
_NAMED = rf"(?:{_NAME}|[a-z]+ general)"  # an office may be written small
# What may stand before who says something: "the congressional watchdog GAO".
_CALLED = (
    r"(?:(?:[a-z-]+\s){0,2}(?:agency|auditors?|economist|group|institute|newspaper|professor"
    r"|sociologist|think tank|watchdog)\s(?=[A-Z]))"
)
_THEIRS = re.compile(r"\s(?:family|group|inquiry|paper|report|review|study|team)\b")
"""What may stand behind a name that is that of whoever leads it: "the Oduya team"."""

_SAYS = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:view|words|opinion) of)\s(?:the\s)?"
    rf"{_CALLED}?(?P<who>{_NAMED})"
    rf"|\b(?:does|do|did|has|have)\s(?P<one>(?:the\s)?(?P<who2>{_NAMED}))\s(?:\w+ly\s)?"
    r"(?:(?P<plainly>say|think|find|conclude|argue|claim|recommend|believe|state|note"
    r"|(?:write|report)(?!\sto\W*(?:[?.;]|$|in\b|on\b))"  # "whom did Lee write to?"
    r"|object|react|respond|reply|judge|assess|feel|comment|complain|worry)"
    r"|give|count|estimate|hold|blame"
    rf"|criticise|criticize|view|see|tell|describe|dispute|agree|disagree|concur|warn|explain|{VERB})\b"
    r"|\b[Ww]hat\s(?:is|are|was|were)\s"
    rf"(?P<ones>(?:the\s)?(?P<who3>{_NAMED}?)['’]s?)\s(?:\w+\s)?(?:view|opinion|criticism|finding"
    r"|conclusion|reaction|response|position|assessment|judge?ment|verdict|argument|complaint"
    r"|objection|concern|comment)s?\b"
    rf"|\b(?:[Ii]s|[Ww]as|[Aa]re|[Ww]ere)\s(?P<one2>(?:the\s)?(?P<who4>{_NAMED}))\s(?:\w+ly\s)?"
    r"(?:(?:dis)?satisfied|(?:un)?happy|disappointed|pleased|critical|concerned|worried|convinced)\b"
)
_THINKS = re.compile(
    r"\b(?:assess|believe|blame|conclude|criticise|criticize|feel|judge|think|view)$"
    r"|\b(?:assessment|conclusion|criticism|judge?ment|opinion|verdict|view)s?$"
)
_THINK_OF = re.compile(r"\bthink (?:about|of)\b")
_OPINION = re.compile(r"\b(?:assessment|judge?ment|opinion|view)s? (?:about|of|on)\b")
_PAGE = re.compile(
    r"\b(?:page|p\.)\s(?P<page>\d{1,4}|[ivxlc]{1,6})\b(?!\s?[-–/]\s?\d)(?P<of>\s(?:of|in)\s)?", re.I
)
_REPORT = re.compile(r"\b[A-Z]{2,}-\d{2,4}-\d+\w*\b")  # of a report that may not be here
_SOMEBODY = re.compile(r"\b(?:he|she)\b")
_ABOUT = re.compile(r"\b(?:about|concerning|regarding)\s(?P<matter>[^?]+)")
OTHERS = re.compile(r"\b(?:other|another|else)\b", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, as the question calls them, and what, with "they" in that one's place.

    Attributes:
        followed: Whether that one is only followed: "according to Lee".
        thinks: Whether what that one thinks is asked, which is not what they tell of others.
    """

    who: str
    text: str
    followed: bool = False
    thinks: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """What a question names; each empty where it names none.

    Attributes:
        documents: Ids.
        speakers: Names as in `Speaker.name`.
        page: The page as printed or counted, on which alone it can stand.
        place: The page and its document, in words; empty without a page.
        alone: Whether the documents are asked before all others are, not with them.
        said: One line for the reader of the answer.
        words: The words of the question that name it, in small letters.
        numbers: Report numbers, where only what has one of them, or names it, can answer.
        topical: The address of the document that is named by its topic, or its kind and day.
    """

    documents: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    page: str | None = None
    said: str = ""
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    topical: Address | None = None
    place: str = ""
    alone: bool = False

    @property
    def names_something(self) -> bool:
        """Whether documents or a page are named, be it by their topic."""
        return bool(self.documents or self.page or self.only or self.topical)

    @property
    def only(self) -> bool:
        """Whether nothing answers but the documents named and what names them."""
        return bool(self.numbers)

    def is_named_in(self, text: str) -> bool:
        """Whether a text names one of the documents that alone can answer."""
        return any(
            re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", text, re.I)
            for number in self.numbers
        )

    def is_page_in(self, text: str) -> bool:
        """Whether a text names the page, and not as one of another document."""
        named = re.finditer(rf"\b(?:page|p\.)\s{self.page}\b(?P<of>\s(?:of|in)\s)?", text, re.I)
        return any(not each["of"] or self.is_named_in(text[each.end() :]) for each in named)


NOTHING_NAMED = Address()


class Addresser:
    """Reads what questions name of the documents and speakers of one index."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._documents = directory.documents
        self._called_so = CalledSo(directory.documents)

    def address(self, question: str) -> Address:
        """Returns what a question names."""
        documents = self._directory.find_documents(question)
        says = _SAYS.search(question)
        who = _who(says)
        called = who if who and not NUMBER.fullmatch(who) else ""
        speakers = self._directory.find_speakers(called) if called else frozenset()
        page = self._page_of(question, documents, frozenset())
        titles = sorted({self._documents[each].title for each in documents})
        said = []
        if documents and len(titles) <= 2:
            said.append(" and ".join(f"“{title}”" for title in titles))
        if who and speakers:
            small = who.casefold()
            shown = who if who in speakers or not self._directory.speaks(small) else small
            theirs = _THEIRS.match(question, says.end()) if says else None
            shown += theirs[0] if theirs else ""
            said.append(f"what {'the ' * _has_article(says, who)}{shown} says")
        if page:
            said.append(f"page {page}")
        numbers = self._answering(question, who, documents)
        look = "Looked only" if numbers or page else "Looked first"
        beside = "" if page else _and_what_names(numbers)
        line = f"{look} in {', '.join(said)}{beside}." if said else ""
        named = list(self._directory.find_numbers(question)) if documents else []
        named += ["page", "p", page] if page else []
        named += who.split() if who and speakers else []
        return Address(
            documents,
            speakers,
            page,
            line,
            frozenset(word.lower().strip(".'’") for word in named),
            numbers,
            topical=self._topical(question, who) if not documents and not numbers else None,
            place=self._place(documents, page) if page else "",
        )

    def address_in(self, question: str, documents: frozenset[str]) -> Address:
        """Returns the page that a question names of the documents that are searched."""
        named = self._directory.find_documents(question)
        page = self._page_of(question, named or documents, documents)
        if page is None:
            return NOTHING_NAMED
        line = f"Looked only on {self._place(documents, page)}."
        words = frozenset(("page", "p", page.lower()))
        return Address(
            documents, page=page, said=line, words=words, place=self._place(documents, page)
        )

    def tell_counted(self, address: Address) -> str:
        """Says that a page was counted on which another number is printed; "" where it is not.

        Where pages are not known, it says that only what names the page was looked at.
        """
        if not self._directory.have_pages(address.documents):
            return f"Pages are not known here: looked only at what names {address.place}."
        called = (address.page or "").lower()
        labels = [page.label for page in self._pages(address).values()]
        if not labels or any(label is None or label.lower() == called for label in labels):
            return ""
        return f"No page is printed {address.page}: this is page {address.page} of the file."

    def tell_no_page(self, address: Address) -> str:
        """Says that no document named has the page named, or none of its text."""
        counts = (
            self._documents[name].page_count
            for name in address.documents
            if any(page.number for page in self._documents[name].pages)
        )
        counted = int(address.page) if address.page and address.page.isdigit() else 0
        if self._pages(address) or 0 < counted <= max(counts, default=0):
            return f"No text of {address.place} was read."
        known = self._directory.have_pages(address.documents)
        return f"There is no {address.place} here{'' if known else ': its pages are not known'}."

    def _topical(self, question: str, who: str | None) -> Address | None:
        """Returns the address of the only document that a question names by its day or topic.

        One who speaks in documents of their own may mean it there.
        """
        called = list(find_called(question))
        by_day = [(each.words, self._called_so.find_called(each)) for each in called]
        if not OTHERS.search(question) and len(by_day) == 1 and by_day[0][1]:
            return self._alone(question, *by_day[0])
        if any(form.search(question) for form in (OTHERS, DATED)):
            return None
        topics = [(topic, self._called_so.find_topic(topic)) for topic in find_topics(question)]
        named = [(topic, documents) for topic, documents in topics if documents]
        works = self._directory.find_works(who) if who else frozenset()
        if len(named) != 1 or (works and not named[0][1] & works):
            return None
        ((topic, documents),) = named
        words = frozenset(word.lower() for word in (*topic.words, topic.noun))
        return self._alone(question, words, documents)

    def _alone(self, question: str, words: frozenset[str], documents: frozenset[str]) -> Address:
        """The address of documents, with their copies, that some words of a question name."""
        page = self._page_of(question, documents, documents)
        place = f", page {page}" if page else ""
        paged = {"page", "p", page.lower()} if page else set()
        return Address(
            documents,
            page=page,
            said=f"Looked only in {' and '.join(self._titles(documents))}{place}.",
            alone=True,
            words=words | paged,
            place=self._place(documents, page) if page else "",
        )

    def _titles(self, names: frozenset[str]) -> list[str]:
        """The titles of documents, but of no copies."""
        firsts = [each for each in sorted(names) if self._documents[each].duplicate_of not in names]
        return [self._called(each) for each in firsts]

    def _called(self, name: str) -> str:
        """A document by its title, and by its id, too, where others have the same title."""
        title = self._documents[name].title
        alike = (each for each in self._documents.values() if each.title == title)
        several = sum(each.duplicate_of is None for each in alike) > 1
        return f"“{title}” ({name})" if several else f"“{title}”"

    def _pages(self, address: Address) -> dict[str, Page]:
        return self._directory.find_pages(address.documents, address.page or "")

    def _page_of(
        self, question: str, documents: frozenset[str], searched: frozenset[str]
    ) -> str | None:
        """The one page that a question names of a document that it names, or of those searched.

        "Page 4 of" something else is no page of that document.
        """
        pages = list(_PAGE.finditer(question))
        if not documents or len({page["page"].lower() for page in pages}) != 1:
            return None
        if searched and not documents <= searched:
            return None
        of = [question[page.end() :] for page in pages if page["of"]]
        if of and not searched and not any(map(self._directory.find_documents, of)):
            return None
        return pages[0]["page"]

    def _place(self, documents: frozenset[str], page: str) -> str:
        """A page of documents, these by their numbers or else their titles."""
        known = [self._documents[name] for name in documents]
        names = sorted({each.number or f"“{each.title}”" for each in known})
        return f"page {page} of {' and '.join(names)}"

    def _answering(
        self, question: str, who: str | None, documents: frozenset[str]
    ) -> frozenset[str]:
        """Returns the report numbers of a question where they say what alone can answer it.

        One who speaks in documents of their own may speak there of a report without its number,
        and "other" reports, or "Lee's commentary", are not the one named.
        """
        numbers = {number.upper() for number in self._directory.find_numbers(question)}
        numbers |= {found[0].upper() for found in _REPORT.finditer(question)}
        works = self._directory.find_works(who) if who else frozenset()
        beside = any(form.search(question) for form in (OTHERS, OWNED, DATED))
        if beside or (works and not documents & works):
            return frozenset()
        return frozenset(numbers)


def find_asked(question: str) -> Asked | None:
    """Returns who is asked and of what; None where nobody is named who plainly says something.

    "When did Lee give up?" asks what Lee did, and others may tell that.
    """
    says = _SAYS.search(question)
    if says is None or (says["who2"] and not says["plainly"]):
        return None
    who = _who(says) or ""
    if says["who"]:
        before, after = question[: says.start()].strip(" ,"), question[says.end() :].strip(" ,")
        return Asked(who, f"{before} {after}".strip(), followed=True)
    form = next(each for each in ("one", "one2", "ones") if says[each])
    they = "their" if form == "ones" else "they"
    text = f"{question[: says.start(form)]}{they}{question[says.end(form) :]}"
    return Asked(who, text, thinks=_THINKS.search(says[0]) is not None)


def ask_conclusion(question: str) -> str:
    """Returns a question as reports put it: what somebody "concludes about" for "thinks of"."""
    return _OPINION.sub("conclusion about", _THINK_OF.sub("conclude about", question))


def find_matter(asked: Asked) -> str:
    """Returns what it is asked about of somebody: "the noise"; "" where nothing is."""
    about = _ABOUT.search(asked.text)
    return about["matter"] if about is not None else ""


def find_one_asked(question: str) -> str | None:
    """Returns who is named as whoever says or does something; None where nobody is."""
    return _who(_SAYS.search(question))


def find_people(question: str) -> frozenset[str]:
    """Returns the names in a question, but for its first word, that may be a person's."""
    names = (each[0] for each in re.finditer(rf"(?<!^){_NAME}", question))
    return frozenset(each for each in names if not each.isupper() and not INSTITUTION.search(each))


def put_name(question: str, name: str) -> str | None:
    """Returns a question with a name for the "she" of whom it asks what she says; None else."""
    text = _SOMEBODY.sub(name, question, count=1)
    asked = find_asked(text) if text != question and find_asked(question) is None else None
    return text if asked is not None and asked.who == name else None


def _who(says: re.Match[str] | None) -> str | None:
    """The one whom a question names as saying something."""
    return (says["who"] or says["who2"] or says["who3"] or says["who4"]) if says else None


def _has_article(says: re.Match[str] | None, who: str) -> bool:
    """Whether the one named has an article in the question, as an office written small needs."""
    return who[0].islower() or (says is not None and f"the {who}" in says[0])


def _and_what_names(numbers: frozenset[str]) -> str:
    """What a note adds where only the reports of these numbers, and what has one, answer."""
    return f", and in what names {'them' if len(numbers) > 1 else 'it'}" if numbers else ""
