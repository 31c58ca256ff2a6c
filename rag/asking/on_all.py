"""Questions on all documents together: "What are these about?", "Give me an overview".

Many open a conversation so. No sentence of one document answers that; which documents there are
does.
"""

from __future__ import annotations

import re

from rag.asking.bibliographic import OPENS

_SET = (
    r"(?:archive|collection|corpus|data ?set|documents|files|folder|library|material|papers|pdfs"
    r"|sources|texts)"
)
_ALL = (
    rf"(?:(?:all(?: of)? )?(?:the|these|this|those|your) (?:\w+ )?{_SET}|all {_SET}"
    r"|everything(?: (?:in )?here)?)"
)
_THIS = r"(?:it|that|this|(?:all|all of) (?:it|this)|(?:it|this) all)"
_GIVE = r"(?:(?:can|could) (?:i|you) (?:get|have|give(?: me)?) |give (?:me|us) |i (?:need|want) )?"
_OVERVIEW = (
    rf"{_GIVE}(?:an? |the )?(?:(?:brief|general|quick|short) )*"
    r"(?:gist|outline|overview|summary)"
)
_TOPICS = r"(?:(?:main|key) )?(?:issues|matters|subjects|themes|topics)"
_TELL = r"(?:contain|cover|deal with|describe|discuss|say|talk about|tell(?: me| us)?(?: about)?)"
_OF_ALL = (
    rf"what (?:is|are) {_ALL} (?:all )?(?:about|on)",
    rf"what (?:do|does) {_ALL} {_TELL}",
    rf"what (?:is|can i find|do i find) (?:in|inside) {_ALL}",
    rf"(?:what|which) {_TOPICS} (?:do|does) {_ALL} {_TELL}",
    rf"(?:what|which) (?:are |is )?(?:the )?{_TOPICS} (?:are )?(?:covered |discussed )?"
    rf"(?:by|in|of) {_ALL}",
    rf"what are the main points of {_ALL}",
    rf"what is the (?:main )?(?:subject|theme|topic) of {_ALL}",
    rf"{_OVERVIEW} (?:of|over) {_ALL}",
    rf"(?:describe|outline|sum up|summari[sz]e) {_ALL}",
)
_AT_FIRST = (
    rf"what is {_THIS}(?: all)? about",
    r"what is (?:(?:in|inside) )?(?:here|this)",
    r"what (?:do|have) we (?:got |have )?here",
    r"what is the (?:subject|theme|topic)(?: here)?",
    rf"(?:what|which) {_TOPICS} (?:are there|are (?:covered|discussed|here)|do you (?:cover|know))"
    r"(?: here)?",
    rf"{_OVERVIEW}",
    r"(?:sum up|summari[sz]e)(?: (?:it|this))?",
)
_ASKS_ON_ALL, _ASKS_AT_FIRST = (
    re.compile(rf"(?:{'|'.join(forms)})(?: please)?", re.I) for forms in (_OF_ALL, _AT_FIRST)
)


def asks_on_all(question: str, *, opens: bool) -> bool:
    """Whether a question is on all documents together.

    Args:
        opens: Whether nothing was asked of the documents before it: then "this" is all of them.
    """
    text = OPENS.sub("", " ".join(question.split())).strip(" .?!")
    text = re.sub(r"['’]s\b", " is", text)
    at_first = opens and _ASKS_AT_FIRST.fullmatch(text) is not None
    return at_first or _ASKS_ON_ALL.fullmatch(text) is not None
