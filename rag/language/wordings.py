"""What public documents call otherwise than people do: "food stamps" and "SNAP" are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

_IS = r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\s(?:\w+ly\s)?"
_AID = "Supplemental Nutrition Assistance Program"
_CHIEFS = tuple(
    (short, form)
    for short, field in (("CEO", "executive"), ("CFO", "financial"), ("COO", "operating"))
    for form in (f"chief {field}", f"Chief {field.title()}")
)
_OUT = r"out of (?:the country|America|the (?:US|USA|U\.S\.|United States))"
_EVERYDAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"[Hh]ow come", ("why",)),
    (r"(?:American|US|USA) citizens", ("U.S. citizens",)),
    (r"(?:American|US|USA) citizen", ("U.S. citizen",)),
    (r"(?:the )?cops", ("police",)),
    (r"(?:the )?[Ff]eds", ("the federal government",)),
    (r"kids", ("children",)),
    (
        r"(?:illegals|undocumented people|people without papers)",
        ("unauthorized immigrants", "unauthorised immigrants", "illegal aliens"),
    ),
    (rf"(?:kicked|thrown|booted|tossed) {_OUT}", ("deported",)),
    (rf"(?:kick|throw|boot|toss) (?:people )?{_OUT}", ("deport",)),
    (r"(?:locked up|put behind bars|thrown in(?:to)? jail)", ("detained",)),
    (r"lock(?= \w+ up\b)", ("detain",)),
    (r"found guilty(?: of (?:something|anything|a crime))?", ("convicted of a crime",)),
    (r"set free", ("released",)),
    (r"(?:scrap|axe|ditch|junk|do away with|pull the plug on)", ("end",)),
    (r"(?:scrapped|axed|ditched|junked|did away with|pulled the plug on)", ("ended",)),
    (r"(?:scrapping|axing|ditching|junking|doing away with|pulling the plug on)", ("ending",)),
    (r"get rid of", ("eliminate",)),
    (r"(?:got|gotten) rid of", ("eliminated",)),
    (r"(?:go|going|goes|went) after", ("target",)),
    (r"(?:shell|fork) out", ("pay",)),
    (r"(?:shelled|forked) out", ("paid",)),
    (r"(?:gave the green light to|signed off on|okayed|OK'd)", ("approved",)),
    (r"(?:shoot|turn) down", ("reject",)),
    (r"(?:shot|turned) down", ("rejected",)),
    (r"(?:slammed|blasted|bashed)", ("criticized", "criticised")),
    (r"(?:slam|blast|bash)", ("criticize", "criticise")),
    (r"bankrolled", ("funded",)),
    (r"bankroll", ("fund",)),
    (r"(?:beefed|stepped) up", ("strengthened",)),
    (r"(?:beef|step) up", ("strengthen",)),
    (r"(?:cut back on|scaled back)", ("reduced",)),
    (r"(?:looked|looking|look) into", ("reviewed",)),
    (r"ripped off", ("defrauded",)),
    (r"(?:fess|own) up to", ("admit",)),
    (r"(?:owned|fessed) up to", ("admitted",)),
    (r"(?:laid off|let go of)", ("dismissed",)),
    (r"jobless", ("unemployed",)),
)
"""What people say, and what documents say for it; forms of a verb by themselves."""

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
        (rf"{_IS}(?P<word>picked up)\b", ("arrested",)),
        (
            r"\b(?P<word>picked up)(?= (?:for|by (?:the )?(?:cops|local|police|sheriffs?))\b)",
            ("arrested",),
        ),
        (r"\b(?:bail|bond)\s(?:\w+\s){0,3}?(?P<word>paid)\b", ("posted",)),
        (r"\b(?P<word>paid)\s(?:\w+\s)?(?:bail|bond)\b", ("posted",)),
        (r"\b(?:bail|bond)\s(?:\w+\s){0,3}?(?P<word>posted)\b", ("paid",)),
        (r"\b(?P<word>posted)\s(?:\w+\s)?(?:bail|bond)\b", ("paid",)),
        *((rf"\b(?P<word>{said})\b", forms) for said, forms in _EVERYDAY),
    )
)
"""What a question may say, and what documents say for it, the more usual first."""


def worded_otherwise(question: str, texts: Sequence[str]) -> str | None:
    """Returns a question in such words as some texts have; None where they have no other ones."""
    worded = question
    for pattern, forms in _ALIKE:
        said = pattern.search(worded)
        # What was put in already is not worded back: "SNAP" for "food stamps".
        if said is None or said["word"] not in question:
            continue
        form = next((form for form in forms if _is_in(form, texts)), None)
        if form is not None:
            worded = worded[: said.start("word")] + form + worded[said.end("word") :]
    if worded == question:
        return None
    return worded[0].upper() + worded[1:] if question[0].isupper() else worded


def _is_in(form: str, texts: Sequence[str]) -> bool:
    bare = form.removeprefix("the ")
    return any(re.search(rf"(?<![\w-]){re.escape(bare)}(?!\w)", text) for text in texts)
