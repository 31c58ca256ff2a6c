"""What the record of a document has, in words: the replies to questions about documents.

Every reply is made of forms filled from records, so that the records alone show whether it is one
(`strange`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import get_args

from rag.asking.bibliographic import Fact, Listing
from rag.asking.catalogue import is_any, is_loose
from rag.language.abbreviations import INSTITUTION
from rag.language.dates import date_words
from rag.records import Document

MOST_NAMED = 60
"""Documents that a list of all names."""

FEW = 3
"""Documents up to which a list is a sentence; a longer one has a line for each."""

_LINE = "\n– "

UNSAID = "Its text does not say so; its record here does."
_RECORDED = frozenset(("author", "publisher", "date", "number"))
_IN_THE_TEXT = frozenset(("audience", "signer", "office", "requester"))
"""Facts that no record has, but the text may."""

_OF_THE_ORIGINAL = frozenset(("author", "pages")) | _IN_THE_TEXT
"""Facts of which the reader is to know that what is here is an account."""

_LEAD = re.compile(
    r"(?:There (?:are \d[\d,]* documents|is one document) here[^:]*"
    r"|(?:The (?:latest|earliest)|[A-Z].{1,200}, \d[\d,]*)[^:]* of the \d[\d,]* documents): (?=“)"
)
_MORE = re.compile(r"; and (\d[\d,]*) more$")
_COUNTED = re.compile(r"There are (\d[\d,]*) documents|, (\d[\d,]*) of the [\d,]+ documents: ")
_SPAN = re.compile(r"here, (from \d{4} to \d{4}): ")


def name_of(document: Document, *, numbered: bool = True) -> str:
    """Returns how a document is called: its title, and its number where the title has it not."""
    number = document.number if numbered else None
    beside = f" ({number})" if number and number not in document.title else ""
    return f"“{_inner(document.title)}”{beside}"


def has(fact: Fact, document: Document) -> bool:
    """Whether something can be told of a fact from the record alone."""
    if fact == "author":
        return bool(document.author or document.publisher)
    if fact in _RECORDED:
        return bool(getattr(document, fact))
    if fact == "pages":
        return _count_pages(document) > 0
    return bool(document.url) if fact == "address" else fact not in _IN_THE_TEXT


def is_by_people(document: Document) -> bool:
    """Whether people are named as a document's authors, and no body."""
    return document.author is not None and not INSTITUTION.search(document.author)


def is_in_the_text(facts: Sequence[Fact]) -> bool:
    """Whether one of some facts is of those that no record has, but the text may."""
    return bool(_IN_THE_TEXT.intersection(facts))


def tell(facts: Sequence[tuple[Fact, bool]], document: Document) -> str:
    """Returns facts of a document in a sentence each.

    Args:
        facts: Each with whether the document says it itself, which then is cited.
    """
    told = [
        _sentence(fact, document, said=said, named=not place)
        for place, (fact, said) in enumerate(facts)
    ]
    if _OF_THE_ORIGINAL.intersection(fact for fact, _ in facts):
        told.append(_account(document))
    return " ".join(filter(None, told))


def tell_unknown(fact: Fact, document: Document) -> str:
    """Returns that nothing is known of a fact."""
    words = {
        "audience": "whom it was addressed to",
        "pages": "a number of pages",
        "signer": "a signature",
        "office": "the office of its author",
        "requester": "who asked for it",
    }
    if fact not in words:  # its opening may give it in a way that is not known here
        return f"The record of {name_of(document)} has no {fact}."
    return f"Neither the record nor the opening of {name_of(document)} has {words[fact]}."


def tell_all(found: Sequence[Document], *, most: int = MOST_NAMED) -> str:
    """Returns what there is, by title."""
    span = _span(found)
    lead = f"There are {len(found):,} documents here{f', {span}' if span else ''}"
    if len(found) == 1:
        lead = "There is one document here"
    return f"{lead}:{_join(found, most)}"


def tell_listed(found: Sequence[Document], asked: Listing, total: int, *, most: int) -> str:
    """Returns how many and which documents are what is asked for."""
    of_all = f"of the {total:,} documents"
    if asked.most:
        end = "earliest" if asked.most == "first" else "latest"
        lead = ", ".join(filter(None, (f"The {end}", _sought(asked)))) + f" {of_all}"
    else:
        sought = _sought(asked)
        lead = f"{sought[0].upper()}{sought[1:]}, {len(found):,} {of_all}"
    return f"{lead}:{_join(found, most)}"


def tell_none(asked: Listing, total: int) -> str:
    """Returns that no document is what is asked for."""
    return f"The records show none of the {total:,} documents {_sought(asked)}."


def strange(reply: str, documents: Iterable[Document]) -> str:
    """Returns what of a reply the records of these documents do not bear; "" where they bear it."""
    known = list(documents)
    reply = reply.replace(f":{_LINE}", ": ").replace(_LINE, "; ")
    lead = _LEAD.match(reply)
    if lead is not None:
        return _strange_list(lead[0], reply[lead.end() :].removesuffix("."), known)
    forms = [
        _sentence(fact, each, said=said, named=named)
        for each in known
        for fact, said, named in product(get_args(Fact), (True, False), (True, False))
        if has(fact, each) or fact in (*_IN_THE_TEXT, "pages") or (fact == "date" and said)
    ]
    forms += [form for form in map(_account, known) if form]
    forms += [
        tell_unknown(fact, each) for each in known for fact in get_args(Fact) if not has(fact, each)
    ]
    for form in sorted(forms, key=len, reverse=True):
        reply = reply.replace(form, " ", 1)
    return " ".join(reply.split())


def _strange_list(lead: str, entries: str, known: Sequence[Document]) -> str:
    """Returns what of a list the records do not bear: an entry, else its count or its years."""
    more = _MORE.search(entries)
    rest = "; " + _MORE.sub("", entries)
    listed = []
    for document in sorted(known, key=lambda each: len(_entry(each)), reverse=True):
        left = rest.replace(f"; {_entry(document)}", " ", 1)
        listed += [document] if left != rest else []
        rest = left
    unseen = int(more[1].replace(",", "")) if more else 0
    return " ".join(rest.split()) or (lead.strip() if _miscounts(lead, listed, unseen) else "")


def _miscounts(lead: str, listed: Sequence[Document], unseen: int) -> bool:
    """Whether what introduces a list counts other documents than it has, or gives other years.

    Args:
        unseen: How many the list says there are besides those listed.
    """
    counted = _COUNTED.search(lead)
    given = _SPAN.search(lead)
    count = next((group for group in counted.groups() if group), "") if counted else ""
    if count and int(count.replace(",", "")) != len(listed) + unseen:
        return True
    return bool(given and not unseen and given[1] != _span(listed))


def _span(found: Sequence[Document]) -> str:
    """Returns the years of some documents, "from 2009 to 2012"; "" where they have one or none."""
    years = sorted(each.date[:4] for each in found if each.date)
    return f"from {years[0]} to {years[-1]}" if years and years[0] != years[-1] else ""


def _sentence(fact: Fact, document: Document, *, said: bool, named: bool) -> str:
    whole = name_of(document, numbered=fact != "number") if named else "it"
    form = _form(fact, document, whole)
    if not said and fact in _RECORDED:
        form += f" {UNSAID}"
    return form[0].upper() + form[1:]


def _form(fact: Fact, document: Document, it: str) -> str:
    if fact == "author":
        if document.author:
            return f"the author of {it} is given as {document.author}."
        return f"{it} names no author; it was published by {document.publisher}."
    if fact == "publisher":
        return f"{it} was published by {document.publisher}."
    if fact == "date" and not document.date:
        return f"the opening of {it} has a date."
    if fact == "date":
        return f"{it} is dated {date_words(document.date)}."
    if fact == "number":
        return f"the number of {it} is {document.number}."
    if fact == "title":
        named = document.number or "the document"
        return f"the title of {named} is {name_of(document, numbered=False)}."
    if fact == "pages":
        return _pages(document, it)
    if fact == "address":
        return f"the address of {it} is {document.url}"
    if fact == "audience":
        return f"the opening of {it} says before or to whom it came."
    if fact == "signer":
        return f"{it} is signed."
    if fact == "office":
        return f"{it} says who its author is."
    if fact == "requester":
        return f"{it} says who asked for it."
    return f"{it} is {_described(document)}."


def _pages(document: Document, it: str) -> str:
    count = _count_pages(document)
    return (
        f"the file of {it} has {count:,} pages."
        if count
        else f"the opening of {it} counts its pages."
    )


def _count_pages(document: Document) -> int:
    counted = any(page.number is not None for page in document.pages)
    return document.page_count if counted else 0


def _account(document: Document) -> str:
    by = document.account_by
    return f"What is searched here is an account of it by {by}." if by else ""


def _described(document: Document) -> str:
    kind = (document.kind or "document").replace("-", " ")
    article = "an" if kind[0] in "aeiou" else "a"
    by = f" by {document.author}," if document.author else ""
    publisher = document.publisher if document.publisher != document.author else None
    published = f" published by {publisher}," if publisher else ""
    dated = f" dated {date_words(document.date)}" if document.date else ""
    return f"{article} {kind}{by}{published}{dated}".rstrip(",")


def _sought(asked: Listing) -> str:
    told = [re.sub(r"^(?:of|on|in|dated|during)\s", "from ", asked.dated, flags=re.I)]
    told.append(f"by {asked.who}" if asked.who else "")
    where = "text" if asked.mentioned else "title"
    told.append(f"with “{_inner(asked.topic)}” in the {where}" if asked.topic else "")
    if not is_any(asked.noun) and not (any(told) and is_loose(asked.noun)):
        told.append(f"of the kind “{asked.noun}”")
    return ", ".join(filter(None, told))


def _join(found: Sequence[Document], most: int) -> str:
    entries = [_entry(each) for each in found[:most]]
    entries += [f"and {len(found) - most:,} more"] if len(found) > most else []
    if len(found) > FEW:
        return "".join(f"{_LINE}{entry}" for entry in entries) + "."
    return f" {'; '.join(entries)}."


def _entry(document: Document) -> str:
    about = (document.author or document.publisher, date_words(document.date))
    return ", ".join(filter(None, (name_of(document), *about)))


def _inner(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")
