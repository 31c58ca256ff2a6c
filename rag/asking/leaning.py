"""By which words a question leans on what was asked before, and by which it stands alone."""

from __future__ import annotations

import re

from rag.asking.joined_words import AUXILIARY
from rag.asking.question import AMOUNT, content_words
from rag.asking.swapping import ASKS, OF_SOMETHING, names_in

LEANS = re.compile(
    r"\bit(?:s|self)?\b(?!\s(?:that|true|is\sthat|was\sthat)\b)|\b(?:they|them|their|he|him|his|she|her"
    r"|these|those)\b|\bthis\b(?!\s[A-Z])|\b(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there\b"
    r"|\bthe (?:other|same|former|latter|second|first)(?:\sone)?\b(?!\s\w+\sof\b)"
    r"|\bthat (?:one|report|figure|number|document|case|study)\b|\bthat\W*$"
    r"|\b(?:with|to|about|from|for|do|did|done|accept|say|said|make|made|of)\sthat(?=\s*[,;])"
    r"|\b(?:(?:disput|challeng|oppos|criticis|criticiz|approv|decid|caus)e[sd]?|den(?:y|ies|ied)"
    r"|(?:reject|support|order|explain|contest|report|want|object)(?:s|ed)?|knew|know[ns]?"
    r"|wrote|writes?)\sthat(?=\s*[,;]\s*(?:and|but|or|so|who|what|why|when|where|how)\b)",
    re.I,
)
_OPENS = re.compile(r"^(?:and|but|so|or|then|what about|how about|why|when|where|who|how)\b", re.I)
# "By whom?", "In which two states?": of what was spoken of, which it leaves out.
_ASKS_BESIDE = re.compile(
    r"^(?:by|from|to|for|with|in|of|at|on|against|through|under|since|until)\s(?:whom|when|where"
    rf"|(?:what|which|whose|how)(?:\s(?!{AUXILIARY}\b)[\w-]+){{0,3}})\W*$",
    re.I,
)
# "Which ones may not?"; not "which ones of the quays?", nor "which ones rot most, piers or quays?".
_WHICH_ONES = re.compile(
    r"^(?:and |but |so )?which ones\b(?!\s(?:of|in|at|on|from|for)\b)(?![^?]*,[^?,]*\sor\s)", re.I
)
INSTEAD = re.compile(
    r"^(?:(?:no|sorry|oh|actually|wait)\b[,.]?\s*)*"
    r"(?:i meant?|i was asking about|rather|make that)\s+(?P<meant>.+?)[?.!]*$"
    r"|^(?:and|but|or|then)?\s*(?:(?:what|how) about|and|but|or)\s+(?P<about>.+?)[?.!]*$",
    re.I,
)
_SAYS_SO = re.compile(
    r"^(?:(?:and|but|so)\s)?(?:(?:who|where)\s(?:exactly\s)?(?:(?:says?|said|claims?|claimed"
    r"|states?|stated)\s(?:so|that|this|it|these things)|reported\s(?:so|that|this)"
    r"|told\s(?:you|us)\s(?:so|that|this))|who says"
    r"|according to whom|says who|who is it (?:that )?(?:says|said) (?:so|that|this|it)"
    r"|whose (?:view|claim|figures?|words?|opinion|numbers?) (?:is|are|was|were) (?:that|this|it"
    r"|these|those)|(?:what|which) is (?:the|your) source(?:\s(?:of|for)\s(?:that|this|it))?"
    r"|where (?:does|did) (?:that|this|it) come from|how do you know(?:\s(?:that|this))?"
    r"|(?:your\s|the\s)?(?:sources?|citations?|references?)(?:,?\splease)?"
    r"|what are (?:the|your) sources(?:\s(?:of|for)\s(?:that|this|it))?"
    r"|(?:on|in|from)?\s?(?:which|what) (?:page|document|report|source|file)s?"
    r"(?:\s(?:is|was|does)\s(?:that|this|it)(?:\s(?:from|in|on|come from|stand (?:in|on)))?)?"
    r"|where (?:does|did) (?:it|that) (?:say|stand|appear)(?:\s(?:that|this|so|it))?"
    r"|where (?:is|was) (?:that|this|it)(?:\s(?:from|written|said|stated))?"
    r"|where (?:did|do) you (?:get|find|read|have|see|take)\s(?:that|this|it)(?:\sfrom)?"
    r"|(?:(?:can|could|would) you\s(?:please\s)?)?(?:repeat|say)\s(?:that|this|it)(?:\sagain)?"
    r"(?:,?\splease)?|(?:repeat|again|once more|pardon)(?:,?\splease)?"
    r"|(?:quote|read out)\s(?:that|this|it)(?:\s(?:exactly|in full|verbatim|word for word))?"
    r"|(?:(?:what is|what['’]s|give me|quote)\s)?(?:the\s)?exact (?:quote|quotation|wording|words)"
    r"(?:\sof (?:that|this|it))?(?:,?\splease)?"
    r"|really|is (?:that|this|it) (?:really\s)?(?:true|so|right|correct|certain|sure)"
    r"|why should (?:i|we|anyone|one) (?:believe|trust)\s(?:that|this|it|you)"
    r"|how can (?:i|we|one) (?:be sure|know|trust|check|verify)(?:\s(?:of\s)?(?:that|this|it))?"
    r")\W*$",
    re.I,
)
KINDS_OF_WORK = r"(?:report|audit|study|document|review|letter|memo|memorandum|paper|article)"
# What somebody asked of must have been said to do something to.
REACTS = re.compile(
    r"\b(?:agree|disagree|concur|respond|reply|answer|react|object|comply|accept|refuse)(?:e?d|s)?"
    r"(?:\sto\s(?:it|that|this))?\W*$",
    re.I,
)
# What somebody does or says to what was answered: "go along with that", "accept it".
_SAID_BEFORE = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would)(?:n['’]t)?\b.{1,60}?\b"
    r"(?:(?:agree|concur|disagree|go along|comply|deal|do)(?:d|ed|ne)?\swith|go along with"
    r"|(?:respond|reply|react|object|consent|say|said|answer|add)(?:ed)?\sto|act(?:ed)?\son"
    r"|(?:think|thought|make|made|approve[d]?|say|said)\s(?:of|about|on)"
    r"|do|done|accept(?:ed)?|adopt(?:ed)?|reject(?:ed)?|follow(?:ed)?|implement(?:ed)?|heed(?:ed)?"
    r"|disput(?:e|ed)|den(?:y|ied)|answer(?:ed)?|refuse[d]?|support(?:ed)?|oppose[d]?|challenge[d]?)"
    r"\s(?:that|this|it)(?=\s*(?:[,;.?!]|$|(?:and|or|but|if|too|either|then|though)\b))",
    re.I,
)
# Nouns that mean the one spoken of, where nothing says which.
_BARE = re.compile(
    r"\bthe\s(?:same\s)?(?:agency|department|company|organi[sz]ation|bureau|commission|author"
    r"|auditors?|answer|reply|response|result|outcome|reasons?|causes?|recommendations?|findings?"
    r"|conclusions?|request|proposal|suggestion|amount|total)\b(?!\s(?:of|for|on|to|about|in|by|from"
    r"|that|which|who|between|against|behind|with|at)\b|['’]s\b)",
    re.I,
)
_STANDS_ALONE = re.compile(r"^(?:who|when|where|how\s(?:many|much|long|often|far|old))\b", re.I)
_ITS_OWN = re.compile(
    r"\b(?:[Dd]id|[Dd]oes|[Dd]o) (?:the )?[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*)* [a-z]+"
    r" (?:its|their)\b"
)
_PRONOUNS = {
    "it": frozenset(("it", "its", "itself")),
    "they": frozenset(("they", "them", "their")),
    "he": frozenset(("he", "him", "his")),
    "she": frozenset(("she", "her")),
}
_ASKS_ON = re.compile(
    rf"^(?:and |but |so )?what (?:do|does|did|has|have) (?P<who>the {KINDS_OF_WORK}"
    r"|(?:the )?(?P<maker>[A-Z][\w.]*(?: [A-Z][\w.]*)*)) "
    r"(?:find|found|(?:recommend|conclude?|suggest|propose?)(?:ed|d)?|say|said)\W*$"
)
# A question this short and without a subject of its own is a follow-up.
FEW_WORDS = 3


def asks_on(question: str) -> tuple[str, str] | None:
    """Returns whom a question asks what they find or recommend, and no more; None for others.

    That is how they are called, and the name of one who may be the maker of what is spoken of; ""
    where it is a report of no name.
    """
    asked = _ASKS_ON.match(question[:1].lower() + question[1:])
    return (asked["who"], asked["maker"] or "") if asked else None


def may_change_subject(question: str) -> bool:
    """Whether a question may be one of its own: "what about the backlog at museums?"."""
    instead = INSTEAD.match(question)
    thing = (instead["about"] if instead else None) or ""
    whose = thing.lower().startswith("according to ")
    return OF_SOMETHING.search(thing) is not None and not whose and not ASKS.match(thing)


def asks_of_answer(question: str) -> bool:
    """Whether a question asks what somebody did or said of what was answered: "accept that"."""
    return _SAID_BEFORE.search(question) is not None and not asks_who_said(question)


def is_whole(question: str) -> bool:
    """Whether a question has no word that leans on another: it is a follow-up only if it is short.

    "Who signed it?" leans, and so does "and why?"; "who signed the letter?" may be one of its own.
    """
    leans = (
        LEANS.search,
        _BARE.search,
        REACTS.search,
        _SAID_BEFORE.search,
        _ASKS_BESIDE.match,
    )
    return bool(content_words(question)) and not (
        any(each(question) for each in leans) or asks_on(question)
    )


def asks_who_said(question: str) -> bool:
    """Whether a question asks who says what was answered before, or where, or whether truly."""
    return _SAYS_SO.match(question) is not None


def only_leans(question: str) -> bool:
    """Whether a question leans on what was spoken of and names nothing of its own."""
    alone = INSTEAD.match(question) is None and not names_in(question)
    return alone and (asks_who_said(question) or is_follow_up(question))


def pronoun(question: str) -> str:
    """The kind of pronoun by which alone a question leans; "" for none or several."""
    leans = {match[0].lower() for match in LEANS.finditer(question)}
    kinds = [kind for kind, words in _PRONOUNS.items() if leans and leans <= words]
    return kinds[0] if kinds else ""


def _leans_on_itself(question: str, leans: int) -> bool:
    """Whether what leans, from a place on, leans on the question itself: its first half, or who.

    "What topics did the Task Force sort its findings into?"
    """
    if any(own.end() > leans >= own.start() for own in _ITS_OWN.finditer(question)):
        return True
    first = re.split(r"\band\b", question[:leans])
    named = names_in(question[:leans]) and re.search(r"\band\b", question)
    return bool(named) or (len(first) > 1 and len(content_words(first[0])) >= FEW_WORDS)


def is_follow_up(question: str) -> bool:
    """Whether a question leans on what was asked before, or is too short to say what it is of."""
    if _ASKS_BESIDE.match(question):
        return True
    if _WHICH_ONES.match(question):
        return True
    leans = LEANS.search(question)
    if leans is not None:
        return not _leans_on_itself(question, leans.start())
    said = len(content_words(question)) + len(AMOUNT.findall(question))
    if said > FEW_WORDS:
        return False
    if REACTS.search(question) or asks_on(question):
        return True
    if names_in(question):
        return _OPENS.match(question) is not None and not _STANDS_ALONE.match(question)
    return _OPENS.match(question) is not None or _BARE.search(question) is not None
