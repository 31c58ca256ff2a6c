"""What the abbreviations in a quotation stand for, where neither it nor the question says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.asking.definitions import long_form
from rag.language.abbreviations import initials
from rag.language.lexicon import words
from rag.records import Citation, Document

MOST = 3
"""Abbreviations of one answer that are told."""

_REACH = 150
"""Characters before an abbreviation in brackets in which its long form stands."""

_SHORT = re.compile(r"(?<![\w(/&.-])(?P<short>[A-Z][A-Z&]{1,6})s?(?![\w&/-]|\.\w)")
_SMALL = re.compile(r"(?:a|an|and|for|in|of|on|or|the|to)\b", re.I)
_HOUSEHOLD = frozenset(
    each.upper()
    for each in words(
        "am cbp cdc ceo cfo cia covid dc dhs dna dod doj dot epa eu fbi fcc fda fema gao gdp hhs"
        " hiv ice id ii iii irs it iv ix nasa nato nih no ok omb pdf pm sec ssa tsa tv uk un us usa"
        " usps va vi vii viii xi"
    )
)
"""What every reader knows, or is no abbreviation."""


def gloss(question: str, cited: Iterable[tuple[Citation, Document]]) -> str:
    """Returns what the abbreviations quoted stand for, as their documents define them; "" if none.

    Args:
        cited: The citations of an answer, each with its document.
    """
    told: dict[str, str] = {}
    pairs = list(cited)
    said = " ".join((question, *(citation.quote for citation, _ in pairs)))
    for citation, document in pairs:
        names = (document.author, document.publisher, *document.title.split(": ")[:1])
        known = {form for name in names if name for form in initials(name)}
        for match in _SHORT.finditer(citation.quote):
            short = match["short"]
            if short in told or short in _HOUSEHOLD or short in known:
                continue
            if re.search(rf"\b{re.escape(short)}s?\b", question) or f"({short}" in said:
                continue
            form = _defined(short, document.text)
            if form is not None and form.lower() not in said.lower():
                told[short] = form
    listed = [f"{short} for {form}" for short, form in list(told.items())[:MOST]]
    if not listed:
        return ""
    return f"{', '.join(listed).replace(' for ', ' stands for ', 1)}."


def _defined(short: str, text: str) -> str | None:
    """The long form of an abbreviation where a text first defines it, in the text's own letters."""
    for match in re.finditer(rf"\([\"“]?{re.escape(short)}s?[\"”]?[,;)]", text):
        before = " ".join(text[max(0, match.start() - _REACH) : match.end()].split())
        form = long_form(before, short)
        if form is None:
            continue
        loose = r"[\s-]+".join(re.escape(word) for word in form.split())
        # "Office of the Auditor": its first letter is that of the word before "of" as well.
        wider = rf"\b{short[0]}[\w’'-]+ " if _SMALL.match(form) else ""
        own = re.search(f"{wider}{loose}", before, re.I)
        return own[0] if own else None
    return None
