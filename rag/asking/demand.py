"""What kind of thing a question asks for: the typed side of whether it is answered.

Similarity cannot tell "GAO paid $14.3 million under one contract" from an answer to "Who was the
contractor?": the subject is the same. What is asked for is of a kind (an amount of money, a count
of something, a day, a person), it is new (not already in the question), and the rest of the
question has to be met where it stands. `rag.fitting.supply` tells whether a sentence has it.
"""

from __future__ import annotations

import re
from typing import Literal

from rag.language.lexicon import stem

Demand = Literal[
    "money",
    "age",
    "share",
    "length",
    "duration",
    "count",
    "change",
    "date",
    "why",
    "name",
    "holder",
    "person",
    "named",
]

# Offices that somebody by name holds.
OFFICE = (
    r"(?:head|chief|chair(?:man|woman|person)?|director|commissioner|secretary|administrator"
    r"|principal|president|chancellor|dean|governor|mayor|sheriff|minister|ambassador|inspector"
    r"|general|engineer|editor|ceo|founder|owner|superintendent|postmaster|manager|leader|sponsor"
    r"|moderator|spokes(?:man|woman|person)|(?-i:O?IG))"
)
_AGREED = re.compile(
    r"\b(?:did|does|do|has|have|whether|who|which\s\w+)(?:n['’]t)?\b[^?]{0,60}?"
    r"\b(?:(?:dis)?agreed?|(?:non-?)?concur(?:red)?|accept(?:ed)?(?=\s[^?]{0,20}(?:recommend|finding|advice)))\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\w-])(?:1[89]|20)\d\d\b")
# What somebody runs, leads or is in charge of by holding an office: by name, or one of these.
_LED = (
    r"(?:the )?(?:(?-i:[A-Z])|(?:[\w-]+ ){0,2}?(?:agency|department|office|bureau|board|commission"
    r"|committee|council|division|program|programme|company|school|port)\b)"
)
# A program is run by a body as well, and what has a name may be one.
_RUN = (
    r"(?:the )?(?:(?-i:[A-Z]{2,}\b)|(?:[\w-]+ ){0,3}?(?:agency|department|office|bureau|board"
    r"|commission|committee|council|division|company|school|port|service|authority|administration"
    r"|institute|university|hospital|inc|ltd|corp)\b)"
)
_LEADER = (
    rf"\bwho (?:currently |now )?(?:(?:leads?|led) {_LED}|(?:runs?|ran) {_RUN})"
    r"|\bwho (?:is|was|are|were) (?:currently |now )?"
    rf"(?:in charge of {_LED}|(?:[\w'’-]+ ){{1,3}}?boss\b)"
)
# Who wrote something, and who did it for a body, is a person.
_AUTHOR = (
    r"^\W*(?:the )?(?:co-?)?authors? of\b|\bwho (?:is|was|are|were) the (?:co-?)?authors? of\b"
)
_SPOKE_FOR = (
    r"\bwho (?:spoke|testified|appeared|signed|answered|argued|replied|responded)"
    r" (?:[^?,]{1,30} )?(?:for|on behalf of) (?:the )?(?-i:[A-Z])"
)
# What bears a proper name: bodies, which short forms may name, and all else.
_BODY = (
    r"(?:agenc(?:y|ies)|departments?|offices?|bureaus?|ministr(?:y|ies)|courts?|universit(?:y|ies)"
    r"|newspapers?|organi[sz]ations?|groups?|unions?|databases?|districts?|countr(?:y|ies)|states?)"
)
_ENTITY = (
    r"(?:compan(?:y|ies)|firms?|(?:sub)?contractors?|vendors?|makers?|manufacturers?|suppliers?"
    r"|servicers?|insurers?|banks?|airlines?|carriers?|brokers?|lenders?|nonprofits?|charit(?:y|ies)"
    r"|foundations?|colleges?|schools?|hospitals?|museums?|judges?|count(?:y|ies)|cit(?:y|ies)|towns?"
    r"|provinces?|senators?|congress(?:man|woman)|governors?|mayors?|sheriffs?|officials?"
    r"|commissioners?|directors?|lawyers?|professors?|researchers?|economists?|journalists?"
    r"|jurisdictions?|localit(?:y|ies)|people|persons|individuals|members|whistleblowers?|hotels?|tribes?|island|river|ships?)"
)
# Before "cost", what makes it the topic: "what does it say about cost".
_SAYS = r"(?:about|regarding|concerning|say|find|conclude|recommend|suggest|think|write)"
# "Which rules govern banks" asks for no bank: what is asked for stands before; nor does "by what
# the agency told" ask for one.
_MODIFIER = (
    r"(?!(?:did|do|does|has|have|had|is|are|was|were|will|would|can|could"
    r"|the|an?|its|their|his|her|this|that"
    r"|brought|caused?|causes|drove|forced?|gave|kept|led|made|makes?|moved|prompt(?:ed|s)?)\b)"
    r"(?!(?-i:[a-z]{2,}[^\W\dsu]s)\b)[\w'’-]+ "
)
_FORMS: tuple[tuple[Demand, str], ...] = (
    (
        "money",
        r"\bhow many (?:[\w-]+ ){0,3}?(?:dollars|euros|pounds)\b"
        r"|\bhow much (?:money|\w+ (?:cost|receiv|pa(?:y|id)|spen[dt]|earn|compensation))"
        r"|\bhow much (?:did|does|do|was|is|were|are|has|have|will|would)\b[^?]*\b(?:cost|paid"
        r"|pay|spen[dt]|earn|receive|worth|charged?|fined?|(?:get|got)(?! \w+er\b)|los[et]"
        r"|save|saved|owe|owed|borrow|borrowed|invested|contributed|allocated|appropriated|awarded"
        r"|budgeted|withheld)\b"
        rf"|\bwhat (?:did|does|do|has|have|had)\b(?:(?!\b{_SAYS}\b)[^?]){{1,60}}?"
        r"\b(?:appropriate|spend|pay|budget"
        r"|allocate|set aside)d?\b(?! (?:attention|it|them|this|that)\b)"
        r"|\bhow much (?:[\w'’-]+ ){0,2}?(?:compensation|funding|money)\b"
        r"|\bin (?:dollars|euros|pounds)\b|\bwhat (?:(?:total|maximum|minimum) )?amount\b(?! of\b)"
        r"|\bwhat (?:did|does|do|will|would) (?:it|they|this|that|these|those|an? [\w'’-]+"
        r"|the (?!cost)[\w'’-]+|(?-i:[A-Z])[\w'’-]+) cost\b"
        r"(?!-|\s(?!(?:the|an?|it|them|to|per|each|for|by|on|so|in)\b)[a-z])"
        rf"|\bwhat\b(?:(?!\b(?:{_SAYS}|happen(?:s|ed)?|rules?)\b)[^?])*"
        r"\b(?:salary|wage|budget|price|fees?|fine)\b"
        rf"|\bwhat (?:did|does|do)\b(?:(?!\b{_SAYS}\b)[^?])*\b(?<!the )cost\b",
    ),
    ("age", r"\bhow old\b|\bwhat age\b"),
    (
        "share",
        r"\bwhat (?:share|percent|percentage|proportion|fraction|portion)\b|\bby what percent"
        r"|^\W*(?:the )?(?:share|percentage|proportion|fraction) of\b"
        r"|\bwhat part of (?:all|the total|total)\b"
        r"|\bhow (?:large|big|high|great) an? (?:(?:part|share|slice|portion|chunk|percentage) of\b"
        r"|cut of\b(?=[^?]*\b(?:get|gets|got|take|takes|took|keep|keeps|kept|receive)\b))",
    ),
    ("change", r"\bby how much\b"),
    (
        "length",  # "how far has it got" asks for no miles
        r"\bhow (?:tall|high|wide|deep|heavy|far(?! (?:in advance|ahead|along)\b)"
        r"(?! (?:had|has|have)\b[^?]*\b(?:advanced|come|got|gotten|progressed)\b))\b",
    ),
    ("duration", r"\bhow long\b"),
    ("count", r"\bhow many\b|\bwhat (?:number|amount) of\b|^\W*(?:the )?number of\b"),
    (
        "date",
        r"^(?:\W*(?:and|so|but|since|until|by)\W+)*when\b|\bwhen\?$|\b(?:what|which) "
        r"(?:exact )?(?:date|year|month|day|century|(?:time )?period)\b",
    ),
    ("why", r"\bwhy\b|\b(?:what|which|for what) reasons?\b|\bhow did\b[^?]*\bexplain\b"),
    (
        "name",
        r"\bnames? of\b|\b(?:real|full|maiden) name\b|\btheir names\b|\bwho (?:are|were) the\b",
    ),
    (
        "holder",
        rf"\bwho (?:is|was|are|were|became) (?:the |its |their )?(?:[\w'’-]+ ){{0,3}}?{OFFICE}\b"
        r"|\bwho (?:currently |now )?(?:heads?|headed|chairs?|chaired|directs?|directed|founded)\b"
        rf"|{_LEADER}|{_AUTHOR}|{_SPOKE_FOR}",
    ),
    (
        "person",
        r"\b(?:who|whom|whose)\b(?![^?]*, (?:which|what|how|when|where|why)\b)",
    ),
    (
        "named",
        rf"\b(?:which|what) (?:of the )?(?:{_MODIFIER}){{0,2}}?(?:{_BODY}|{_ENTITY})\b"
        rf"|^(?:please )?(?:list|name|identify|give|show)(?: me)? (?:all |of )*(?:the )?"
        rf"(?:{_MODIFIER}){{0,2}}?(?:{_BODY}|{_ENTITY})\b",
    ),
)
_ASKS = tuple((demand, re.compile(pattern, re.I)) for demand, pattern in _FORMS)
# "What are the measures on which servicers are judged?" asks for no servicer.
_RELATIVE = re.compile(
    r"(?P<asks>\b(?:what|which|list|name)\b[^,;?]*?[a-z])(?<!\band)(?<!\bor)(?<!\bbut)"
    r" (?:at|by|for|from|in|of|on|through|to|under|with) which\b",
    re.I,
)
_COUNTED = re.compile(
    r"\bhow many (?:of the |of |more |different |other |extra |additional )?"
    r"((?:[\w.'-]+ ){0,3}?[\w'-]+)(?= (?:did|does|do|was|were|is|are|has|have|had|will|would|can"
    r"|could|may|should|took|take|in|of|on|at|to|from|with|came|come|that|who|which|there|be|by|not|under"
    r"|for|left|went|\w+ed)\b|\?|$)",
    re.I,
)
_SORT = re.compile(
    rf"\b(?:which|what|list|name|identify) (?:of )?(?:the )?(?:{_MODIFIER}){{0,2}}?"
    rf"(?P<entity>{_ENTITY}(?: {_BODY})?)\b"
    r"|\bnames? of (?:the |an? )?(?:[\w'’-]+ ){0,2}?(?P<named>[\w'’-]+)"
    r"(?= (?:that|who|which|of|in|for|at|behind|\w+ed)\b|\?|$)",
    re.I,
)
_PART_OF = re.compile(r"\bhow many of\b", re.I)
_WHO_WERE = re.compile(r"\bhow many of (?:those|these|the people) (?:who\b|\w+ed\b)", re.I)
_IN_CHARGE = re.compile(
    rf"\b(?P<who>who) (?:(?:currently |now )?(?:(?P<now>runs?|leads?|heads?)|ran|led|headed)"
    rf" (?={_LED})|(?:(?P<is>is)|was) (?:in charge|the boss) of )",
    re.I,
)
_LEADS = re.compile(_LEADER, re.I)
_HOLDS = re.compile(
    rf"\b(?:{OFFICE}s?|boss|heads|headed|chairs|chaired|directs|directed|runs|ran|leads|led"
    r"|in charge)\b",
    re.I,
)
_PERIOD = re.compile(r"\b(?:what|which) (?:time )?period\b", re.I)
_ACRONYM_SAYS_IT = re.compile(
    rf"\b(?:which|what) (?:of the )?(?:{_MODIFIER}){{0,2}}?{_BODY}\b", re.I
)


_WHETHER = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:did|does|do|is|are|was|were|has|have|had|can|could|may|might|must"
    r"|will|would|should)(?:n['’]t)?\b(?!.*\b(?:who|what|when|where|which|why|how|or)\b)",
    re.I,
)


def asks_whether_agreed(question: str) -> bool:
    """Whether a question asks if somebody agreed, of no year: "did the board concur?"."""
    return _AGREED.search(question) is not None and _YEAR.search(question) is None


def demanded(question: str) -> Demand | None:
    """Returns the kind of thing that a question asks for; None where it asks for none of these."""
    asked = _RELATIVE.sub(r"\g<asks>", question)
    demand = next((demand for demand, pattern in _ASKS if pattern.search(asked)), None)
    return None if demand == "name" and asks_whether(question) else demand


def asks_whether(question: str) -> bool:
    """Whether a question is answered by yes or no: "Did the board agree?"."""
    return _WHETHER.match(question) is not None


def counted(question: str) -> tuple[str, ...]:
    """Returns the stems of the thing that "how many" counts, the head last.

    Empty where it counts what was named before: "how many of them", "how many of those arrested".
    """
    match = _COUNTED.search(question)
    thing = match[1].lower().split() if match else []
    before = thing[-1:] in (["them"], ["those"], ["these"]) or _WHO_WERE.search(question)
    return () if before else tuple(map(stem, thing))


def wants_part(question: str) -> bool:
    """Whether it is asked how many of some do something, which a share of them tells as well."""
    return _PART_OF.search(question) is not None


def leads(question: str, text: str) -> bool:
    """Whether a sentence says of somebody that they lead, where a question asks who leads."""
    return _LEADS.search(question) is None or _HOLDS.search(text) is not None


def as_head(question: str) -> str | None:
    """Returns a question for who leads a body as one for its head; None where it asks otherwise."""
    match = _IN_CHARGE.search(question)
    if match is None:
        return None
    was = "is" if match["now"] or match["is"] else "was"
    return f"{question[: match.end('who')]} {was} the head of {question[match.end() :]}"


def wants_period(question: str) -> bool:
    """Whether a period is asked for, which a span of time tells as well as dates do."""
    return _PERIOD.search(question) is not None


def wants_body(question: str) -> bool:
    """Whether a body is asked for ("which agency"), which a short form names as well."""
    return _ACRONYM_SAYS_IT.search(question) is not None


def sort_asked(question: str) -> str | None:
    """Returns the stem of the noun of which a name is asked for: "museum" of "which museum"."""
    match = _SORT.search(question)
    return stem((match["entity"] or match["named"]).lower().split()[-1]) if match else None
