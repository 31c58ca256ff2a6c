"""What public documents call otherwise than people do: "food stamps" and "SNAP" are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.everyday import EVERYDAY, PLAINER, SOMEBODY

_IS = r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\s(?:\w+ly\s)?"
_AID = "Supplemental Nutrition Assistance Program"
_CHIEFS = tuple(
    (short, form)
    for short, field in (("CEO", "executive"), ("CFO", "financial"), ("COO", "operating"))
    for form in (f"chief {field}", f"Chief {field.title()}")
)
_ALIKE: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), forms)
    for pattern, forms in (
        (
            r"(?<![\w-])(?P<word>Washington,?\s(?:D\.\s?C\.|DC\b)|D\.C\.|DC\b)(?!-)",
            ("the District of Columbia",),
        ),
        (r"\b(?P<word>(?:the\s)?District of Columbia)\b", ("Washington, D.C.", "Washington D.C.")),
        (r"\b(?P<word>[Ff]ood stamps?)\b", ("SNAP", _AID)),
        (r"\b(?P<word>SNAP)\b", ("food stamps", _AID)),
        (rf"\b(?P<word>(?:the\s)?{_AID})\b", ("SNAP", "food stamps")),
        (r"\b(?P<word>(?:the\s)?Affordable Care Act)\b", ("the ACA", "Obamacare")),
        (r"\b(?P<word>Obamacare)\b", ("the Affordable Care Act", "the ACA")),
        (r"\b(?P<word>[Tt]he Pentagon)\b", ("the Department of Defense", "DOD")),
        *(
            (rf"\b(?P<word>(?i:{short}))\b", (f"{long} officer", f"{long} Officer", long))
            for short, long in _CHIEFS
        ),
        (r"\b(?P<word>[Gg]reen card holders?)\b", ("lawful permanent residents",)),
        (r"\b(?P<word>[Dd]runk driving)\b", ("driving under the influence", "DUI")),
        (
            rf"{_IS}(?P<word>picked up)\b"
            rf"(?! (?:at|from|in)\b| by (?!mistake|(?:the )?[A-Z]|{SOMEBODY}))",
            ("arrested",),
        ),
        (r"\b(?:bail|bond)\s(?:\w+\s){0,3}?(?P<word>paid)\b", ("posted",)),
        (r"\b(?P<word>paid)\s(?:\w+\s)?(?:bail|bond)\b", ("posted",)),
        (r"\b(?:bail|bond)\s(?:\w+\s){0,3}?(?P<word>posted)\b", ("paid",)),
        (r"\b(?P<word>posted)\s(?:\w+\s)?(?:bail|bond)\b", ("paid",)),
        *EVERYDAY,
    )
)
"""What a question may say, and what documents say for it, the more usual first."""

_PLAINER = tuple((re.compile(pattern), forms) for pattern, forms in PLAINER)


def worded_otherwise(question: str, texts: Sequence[str]) -> str | None:
    """Returns a question in such words as some texts have, or in plainer ones; None if in none."""
    worded = question
    for pattern, forms in _ALIKE:
        said = pattern.search(worded)
        # What was put in already is not worded back: "SNAP" for "food stamps".
        if said is None or said["word"] not in question:
            continue
        form = next((form for form in forms if _is_in(form, texts)), None)
        if form is not None:
            worded = _put(worded, said, form)
    for pattern, (form,) in _PLAINER:
        said = pattern.search(worded)
        worded = _put(worded, said, form) if said is not None else worded
    if worded == question:
        return None
    return worded[0].upper() + worded[1:] if question[0].isupper() else worded


def _put(text: str, said: re.Match[str], form: str) -> str:
    return text[: said.start("word")] + form + text[said.end("word") :]


def _is_in(form: str, texts: Sequence[str]) -> bool:
    bare = form.removeprefix("the ")
    return any(re.search(rf"(?<![\w-]){re.escape(bare)}(?!\w)", text) for text in texts)
