"""What whoever keeps a record of a talk adds to it, between what is said and behind it."""

from __future__ import annotations

import re

_OF_THE_RECORD = re.compile(
    r"(?:The\s)?(?:[Mm]inute-?taker|[Nn]ote-?taker|[Tt]ranscriber|[Rr]ecorder|[Cc]lerk)\snote[sd]\b"
    r"|(?:The|This|These)\s(?:audio|call|conference|event|file|hearing|interview|meeting|minutes|notes?"
    r"|panel|record(?:ing)?|session|transcript|webinar)s?\s(?:\w+\s){0,2}?(?:adjourned|agreed|are|became"
    r"|began|broke|closed|concluded|ended|has|have|is|may|noted|reconvened|resolved|resumed|rose|was"
    r"|were)\b"
    r"|(?:Call|Hearing|Interview|Meeting|Proceedings|Recording|Session)\s(?:is\s|was\s|were\s)?(?:adjourned"
    r"|closed|concluded|ended|paused|resumed|suspended|terminated)\b"
    r"|(?:Council|House|Sitting|Committee)\s(?:was\s)?(?:adjourned|divided|resumed|rose|suspended)\b"
    r"|(?:The\s)?(?:[Aa]mendment|[Mm]otion|[Qq]uestion|[Rr]esolution)s?\b[^.]{0,40}\s(?:was|were)\s"
    r"(?:then\s)?(?:agreed|carried|lost|negatived|put|resolved)\b|There\sbeing\sno\s|Remainder\sof\s"
    r"|Corrections?(?:,\s|:\s|\s(?:to|of)\s)|End\sof\s(?:the\s)?(?:call|extract|hearing|interview"
    r"|recording|transcript|session)\b|\[?END\b|Transcri(?:bed|pt)\s(?:by|ends|prepared)\b"
)
"""How such a note begins, with nobody's name before it."""


def is_of_the_record(text: str) -> bool:
    """Whether a paragraph tells of the record, or of the meeting: "The hearing adjourned."."""
    return _OF_THE_RECORD.match(text) is not None


def is_bracketed(text: str) -> bool:
    """Whether all of a text stands in brackets: "(Recess taken.) (2.15 pm)"."""
    depth = 0
    for letter in text.rstrip(".: "):
        depth += (letter in "([") - (letter in ")]")
        if depth <= 0 and letter not in ")] \n\t":
            return False
    return bool(text)
