"""Where the wording of a sentence begins and ends: marks of lists and notes are none of it."""

from __future__ import annotations

import re

from rag.language.sentences import BEFORE_NUMBER, SOMETIMES, TITLES
from rag.records import Sentence

_BULLET = re.compile(r"[•●▪■◦‣\uf0b7\uf0a7–—*-]\s+(?=\S)")
_NOTE_MARK = re.compile(
    r"(?!\d+\s(?:U\.S\.C|C\.F\.R|Fed\.|F\.|Stat\.|U\.S\.|S\.Ct))"  # "8 U.S.C. § 1357"
    r"(?:\[?\d{1,3}\]?[.)]?|[a-z][.)]?|[*†‡]+)\s+(?=[\"“‘(\[]?[A-Z])"
)
"""What a note's text begins with in a document, before its first word in capitals."""

_NOTE_LABEL = re.compile(r"(?P<marked>[*_]{0,3})N(?:otes?|OTES?):(?P=marked)\s+(?=[\"“‘(\[]?[A-Z])")
"""What a note beside a table or figure is called in front of its first sentence."""

_CLOSE = r"[\"”’)\]]*"
_REFERENCE = re.compile(
    rf"[.?!]{_CLOSE}(?P<sign>(?:\s?\[\d{{1,3}}(?:[,–-]\s?\d{{1,3}})*\])+|[¹²³\u2070-\u2079]+|[*†‡])$"
    rf"|(?:(?P<word>[^\W\d_]{{2,}})|\b(?:19|20)\d\d){_CLOSE}[.?!]{_CLOSE}"
    r"(?P<number>\s?\d{1,3}(?:,\s?\d{1,3})*)$"
)
"""The mark that points to a note, behind the full stop: "… in May.12", "… of 2011. 3"."""

_ABBREVIATED = BEFORE_NUMBER | SOMETIMES | TITLES


def wording(sentence: Sentence, text: str) -> str:
    """Returns a sentence without the marks around it."""
    return text[mark_before(sentence, text) : len(text) - mark_after(sentence, text)]


def mark_before(sentence: Sentence, text: str) -> int:
    """Returns how many characters stand before its wording: a bullet, a note's number, "Note:"."""
    pattern = _NOTE_MARK if sentence.kind == "footnote" else _BULLET
    match = pattern.match(text)
    start = match.end() if match else 0
    label = _NOTE_LABEL.match(text, start) if sentence.kind not in ("heading", "row") else None
    return label.end() if label else start


def mark_after(sentence: Sentence, text: str) -> int:
    """Returns how many characters the mark that points to a note takes after its wording."""
    match = _REFERENCE.search(text) if sentence.kind not in ("heading", "row") else None
    if match is None or (match["word"] or "").lower() in _ABBREVIATED:
        return 0
    return len(match["sign"] or match["number"])
