"""Questions for what was said before it was changed: "What was the original deadline?".

What stands in a document does not say of itself that it is the original: it answers the question
without that word.
"""

from __future__ import annotations

import re

_SAYS = (
    r"announce[ds]?|appoint(?:ed)?|ask(?:ed)?|award(?:ed)?|claim(?:ed)?|estimat(?:ed?)|expect(?:ed)?"
    r"|fixed|give|gave|named?|plan(?:ned)?|propos(?:ed?)|publish(?:ed)?|put|quoted?|recommend(?:ed)?"
    r"|report(?:ed)?|requir(?:ed?)|said|say|schedul(?:ed?)|set|state[ds]?|tell|told|write|wrote"
)
_THING = (
    r"(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|amendments?|revisions?|changes?|addend(?:um|a)"
    r"|variations?)"
)
_FORMER = re.compile(
    r"\s?\b(?:originally|initially|at first|to begin with|previously)\b"
    r"|(?<=\bthe) (?:original|initial|former|previous|old)\b"
    rf"|\s\bfirst(?= (?:{_SAYS})\b)"
    r"|,? (?:before|prior to|until) (?:the |any |its |it was |they were )?"
    rf"(?:{_THING}|corrected|amended"
    r"|changed|revised)\b(?: (?:was|were) (?:made|published|issued))?",
    re.I,
)


def as_it_was(question: str) -> str | None:
    """Returns a question without the words that ask for what was before; None where it has none."""
    plain = _FORMER.sub("", question)
    return plain if plain != question and len(plain.split()) > 2 else None
