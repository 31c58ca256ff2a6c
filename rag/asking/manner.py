"""In what form an answer is wanted, said behind a question: "Quote it in full.", "word for word".

Every answer is quoted, and what is asked for is listed as far as it is there: no document has these
words, so that a question is searched for without them. "How many replied? List them." asks more.
"""

from __future__ import annotations

import re

_EXACTLY = r"(?:in\sfull|in\stotal|exactly|verbatim|word[-\s]for[-\s]word|literally|to the letter)"
_IT = (
    r"(?:it|them|that|this|those|these|all(?:\sof\s(?:it|them))?|(?:the\s)?(?:full|whole|complete"
    r"|exact)?\s?(?:list|names?|quotes?|quotation|wording|words|text|sentences?|passages?|sources?"
    r"|pages?(?:\snumbers?)?|citations?))"
)
_MANNER = re.compile(
    r"(?<=[.?!;])\s+(?:(?:and|please|pls)\s)*(?:"
    rf"(?:quote|cite|read|(?P<lists>give|show|list|name))(?:\s(?:me|us))?\s{_IT}(?:\s{_EXACTLY})?"
    rf"|i(?:['’]d\slike|\s(?:want|need|would\slike))\s{_IT}"
    rf"|{_EXACTLY}|(?:exact|full)\s(?:words|wording|quotes?|quotation|text|list)"
    r"|with\s(?:the\s)?(?:exact\s)?(?:pages?|sources?|quotes?|citations?)(?:\snumbers?)?"
    r")(?:,?\s(?:please|pls|if you can|too|as well))*\s*[.!?]*$",
    re.I,
)
_HOW = re.compile(r"\bhow\b", re.I)


def without_manner(question: str) -> str:
    """Returns a question without what only says in what form its answer is wanted."""
    manner = _MANNER.search(question)
    if manner is None or (manner["lists"] and _HOW.search(question[: manner.start()])):
        return question
    return question[: manner.start()]
