"""What looks like a question of its own within another one, and is not."""

from __future__ import annotations

import re

from rag.asking.joined_words import ASKS_ANEW, QUESTION_WORD, is_bare

_ENDS_SO = re.compile(
    r"(?<!,)(?:^|\s)(?:how(?:\s(?:much|many|long|often))?|why|when|where|what|whom?)\W*$", re.I
)
# "Explain how", "decided whom to audit", "told them what".
_WITHIN = re.compile(
    r"\b(?:ask|decid|determin|defin|record|track|show|say|said|tell|told|state|specif|report|know"
    r"|knew|learn|explain|describ|clarif|confirm|reveal|disclos|identif|understand|wonder|govern"
    rf"|establish|require|about|affect|f(?:ind|ound)\sout)\w*\s(?:\w+\s)?{QUESTION_WORD}\b",
    re.I,
)
_ABOUT = re.compile(rf"\S\s(?:on|about|between|over)\s{QUESTION_WORD}\b", re.I)
_TELLS = re.compile(
    r"^\W*(?:tell|explain|describe|list|give|say|name|show|according|in|of|under"
    r"|(?:can|could) you)\b",
    re.I,
)
_RELATIVE = re.compile(r"(?<!,)(?<!\band)\s(who|whose|where|when)\b", re.I)
_AGAIN = re.compile(r"(?:and\s)?(?:[a-z]+\s)?(who|whose|where|when)\b", re.I)


def is_quoted(question: str, place: int) -> bool:
    """Whether a place of a question stands within quotation marks."""
    before, behind = question[:place], question[place:]
    within = before.count('"') % 2 == 1 and '"' in behind
    return within or before.count("“") > before.count("”")


def holds_question(before: str) -> bool:
    """Whether bare question words behind this belong to a question within it.

    "Did they explain how it was paid", "and when".
    """
    if is_bare(before):
        return False
    return _ENDS_SO.search(before) is not None or _WITHIN.search(before) is not None


def goes_on(before: str, rest: str) -> bool:
    """Whether what follows "and" goes on with a question or clause within what stands before it.

    "What was said about how", "when it was paid"; "people who left", "who stayed".
    """
    if is_bare(before):
        return False
    if _ENDS_SO.search(before) or (is_bare(rest) and holds_question(before)):
        return True
    if _TELLS.match(before) or re.match(ASKS_ANEW, rest, re.I):
        return False
    word = _AGAIN.match(rest)
    again = word is not None and word[1].lower() in map(str.lower, _RELATIVE.findall(before))
    return again or (
        _ABOUT.search(before) is not None and re.match(QUESTION_WORD, rest, re.I) is not None
    )
