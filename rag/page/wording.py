"""How pages, dates, speakers and kinds of refusal are put into words, as plain text."""

from __future__ import annotations

from rag.language.dates import date_words
from rag.records import Citation, Document, RefusalKind, Speaker, Statement

REFUSALS: dict[RefusalKind, str] = {
    "not_in_corpus": "The documents do not say",
    "partly_covered": "Only part of this is answered",
    "false_premise": "The documents say otherwise",
    "unreadable": "It may stand on pages that could not be read",
    "outside_filter": "Not in the documents you chose",
}

OF_ONE_DOCUMENT: dict[RefusalKind, str] = REFUSALS | {
    "not_in_corpus": "This document does not say",
    "false_premise": "This document says otherwise",
    "outside_filter": "This document does not say",
}

OF_ONE_SPEAKER: dict[RefusalKind, str] = REFUSALS | {
    "not_in_corpus": "Nothing said on this",
    "outside_filter": "Nothing said on this",
}

LEAD_INS: dict[RefusalKind, str] = {
    "partly_covered": "What they do say",
    "false_premise": "What they say",
}

MODES = {
    "quote": "Quoted from the documents",
    "select": "Quoted from the documents, selected by a language model",
    "write": "Written by a language model",
}


def page_words(page: int | None, label: str | None) -> str:
    """Returns "page iv (PDF page 6)", "page 4", "PDF page 6", or "" where no page is known."""
    if label is not None:
        file_page = f" (PDF page {page})" if page is not None and str(page) != label else ""
        return f"page {label}{file_page}"
    return f"PDF page {page}" if page is not None else ""


def source_words(document: Document) -> str:
    """Returns author, publisher and date, none of them twice: "GAO · 18 July 2012"."""
    names = dict.fromkeys(name for name in (document.author, document.publisher) if name)
    return " · ".join(part for part in (*names, date_words(document.date)) if part)


def published_words(document: Document) -> str:
    """Returns publisher and date, as far as they are known: "GAO · 18 July 2012"."""
    return " · ".join(part for part in (document.publisher, date_words(document.date)) if part)


def untold_speaker(statement: Statement, title: str) -> str:
    """Returns who says it as far as the sentence does not name them; "" where it does.

    "GAO found …", which stands in an article of the Times, is said "according to the Times".

    Args:
        title: Of the document that it stands in.
    """
    speaker, text = statement.speaker, statement.text
    if text.startswith(speaker.labels(title)):
        return ""
    if speaker.name not in text:
        return speaker.labels(title)[0]
    untold = tuple(name for name in speaker.quoted_by if name not in text)
    return Speaker("", untold).labels(title)[0].removeprefix(", ")


def citation_label(citation: Citation) -> str:
    """Returns what a screen reader says for a mark: "Citation 1: title, page 4"."""
    parts = (citation.title, page_words(citation.page, citation.page_label))
    return f"Citation {citation.number}: " + ", ".join(part for part in parts if part)


def sentence_words(message: str) -> str:
    """Returns a message as a sentence: "The question is empty."; a name at its head stays."""
    first = message.partition(" ")[0]
    if first.isalpha() and first.islower():
        message = message[0].upper() + message[1:]
    return message if message.endswith((".", "!", "?", "…")) else f"{message}."


def doubt_words(citation: Citation) -> tuple[str, ...]:
    """Returns what throws doubt on the reading of a citation's page, a line each."""
    return tuple(
        f"{'this page' if problem.page else 'the document'}: {problem.detail}"
        for problem in citation.problems
    )
