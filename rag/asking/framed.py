"""What of a question is its asker's own and says nothing of what is asked: "I'd like to know …".

No document has these words, and a sentence is read beside the question as it stands: the words
that a reporter or a lawyer puts around a question would hide what answers it. What is asked stays,
in its words; what is only said to be so is asked as "Is it true that …?".
"""

from __future__ import annotations

import re

from rag.asking.joined_words import AUXILIARY, QUESTION_WORD
from rag.asking.small_talk import is_pleasantry

_SELF = r"(?:i|we)"
_AM = r"(?:i['’]?m|i am|we['’]re|we are|i was|we were|i['’]ve been|i have been)"
_OWN = r"(?:my|our)"
_WHO = rf"(?:{_OWN}\s[a-z-]+(?:\s[a-z-]+)?)"
_ADVERB = r"(?:(?:just|really|also|only|actually|simply|still|honestly|please|kindly|quickly)\s)*"
_KNOW = (
    r"(?:know|find out|learn|understand|see|check|confirm|verify|figure out|work out|ask|hear"
    r"|establish|determine|tell|clarify|pin down|be (?:sure|clear))"
)
_OF = r"(?:\s(?:about|on|of|as to|exactly|again|for sure|with|for (?:me|us)))*"
_CAN_YOU = r"(?:can|could|would|will)\s(?:you|someone|anyone|somebody|anybody)\s"
_FRAMES = "|".join(
    (
        rf"{_SELF}(?:['’]d|\swould)?\s{_ADVERB}(?:like|love|want|wanted|need|needed|wish|have)\sto\s{_KNOW}",
        rf"{_AM}\s(?-i:[^.?!,;:A-Z]{{2,60}})\sand\s(?:need|want|would like|have)\sto\s{_KNOW}",
        rf"{_AM}\s{_ADVERB}(?:trying|hoping|looking|asked|interested|curious)\sto\s{_KNOW}",
        rf"{_AM}\s{_ADVERB}(?:wondering|curious|asking|interested in(?:\sknowing)?|unsure|unclear"
        r"|confused|looking (?:for|up|into)|not\s(?:\w+\s)?(?:sure|clear|certain))",
        rf"{_SELF}\s{_ADVERB}(?:wonder|wondered|forget|forgot|(?:don['’]?t|do not|can['’]?t|cannot"
        r"|couldn['’]?t)\s(?:\w+\s)?(?:know|understand|get|see|remember|find|tell|figure out|recall"
        r"|work out))",
        r"(?:do|would)\s(?:you|we)\s(?:happen to\s|also\s|even\s)?(?:know|remember|recall"
        r"|have\s(?:any|an)\s(?:idea|clue))",
        r"(?:does\s)?any(?:one|body)(?:\shere)?\sknows?",
        r"any\s(?:idea|clue)s?",
        rf"(?:{_CAN_YOU})?{_ADVERB}(?:remind|explain|clarify|tell|let|help|show)(?:\sto)?\s(?:me|us)"
        rf"(?:\s(?:to\s)?{_KNOW})?",
        rf"(?:{_CAN_YOU})?{_ADVERB}(?:explain|clarify|find out|figure out|look up|check|confirm"
        r"|verify|say)",
        rf"(?:what|all)\s{_SELF}(?:['’]d|\swould)?\s{_ADVERB}(?:want|need|like)\sto\s{_KNOW}\s(?:is|was)",
        rf"(?:{_OWN}|the|here['’]s my|one)\s(?:\w+\s)?question\s(?:is|was|i have is)",
        rf"{_WHO}\s{_ADVERB}(?:wants?|would like|needs?|wanted|needed|asked(?:\sme)?)\sto\s{_KNOW}",
        rf"{_WHO}\s{_ADVERB}(?:asks|ask|asked|is asking|are asking|wonders)(?:\sme)?",
    )
)
_FRAMED = re.compile(
    rf"(?P<joined>(?:and|but|so|also)\s+)?(?:{_FRAMES}){_OF}\s?[,:;–-]*\s+(?P<clause>(?:(?:(?:in|by|to|for|from|on|of|at|under|since"
    rf"|with|against)\s)?{QUESTION_WORD}|(?P<whether>if|whether))\b.+)",
    re.I,
)
_POSSESSED = re.compile(
    rf"(?:{_SELF}(?:['’]d|\swould)?\s{_ADVERB}(?:need|want|like|have to have)|{_AM}\s{_ADVERB}"
    rf"(?:looking for|after)|(?:{_CAN_YOU})?{_ADVERB}(?:give|get|find|show)(?:\s(?:me|us))?)\s"
    r"(?:(?:the|an?|some)\s|(?P<whose>(?:the\s)?(?-i:[A-Z])[\w.&-]*(?:\s(?-i:[A-Z])[\w.&-]*)*)['’]s?\s)"
    r"(?:exact\s|official\s|latest\s)?(?:numbers?|figures?|pages?|quotes?|answers?|data|info"
    r"|information|details?|statistics?|stats?)\s(?:on|for|about|of|as to)\s"
    r"(?P<clause>(?:who|what|which|when|where|why|how)\b.+)",
    re.I,
)
_NEEDED = re.compile(
    rf"(?:{_SELF}(?:['’]d|\swould)?\s{_ADVERB}(?:need|want|like)|{_AM}\s{_ADVERB}"
    rf"(?:looking for|after)|explain|(?:{_CAN_YOU})?{_ADVERB}help\s(?:me|us)"
    rf"(?:\s(?:to\s)?{_KNOW})?)"
    r"\s(?P<thing>the\s(?:exact\s|total\s|official\s)?"
    r"(?:numbers?|figures?|totals?|dates?|names?|amounts?|shares?|percentages?|costs?|titles?"
    r"|definitions?|lists?|reasons?|deadlines?|wording|differences?)"
    r"\s(?:of|for|by|on|in|behind|between)\s.+)",
    re.I,
)

_TOLD_TO = (
    r"(?:judge|court|jury|editor|boss|client|board|committee|public|press|audience|readers?|people"
    r"|them|him|her)"
)
_STATE = (
    rf"(?:say|write|print|claim|state|report|argue|assert|conclude|publish|assume|confirm|think"
    rf"|tell\s(?:(?:the|{_OWN}|a)\s)?{_TOLD_TO})"
)
_SOUND = (
    r"(?:fair|safe|accurate|correct|right|ok(?:ay)?|fine|true|wrong|a fact|the case|honest"
    r"|reasonable)"
)
_HEARD = (
    rf"(?:(?:{_SELF}(?:['’]ve|\shave)?|{_WHO}|someone|somebody|people)\s{_ADVERB}"
    r"(?:heard|read|saw|seen|was told|were told|been told|thinks?|thought|assumed?|believed?"
    r"|understand|gather|says?|said|claims?|claimed|told me)(?:\s(?:somewhere|online|once))?"
    r"\s(?:that\s)?)"
)
_SO = r"(?:really\s|actually\s)?(?:true|right|correct|so|accurate|the case|a fact|wrong|false)"
_IS_IT = (
    rf"(?:(?:[.;!?]\s*|,\s|\s[-–—]\s)(?:and\s|so\s)?is\s(?:that|this|it)\s{_SO}"
    rf"|,\s(?:right|correct|true|yes|no)|[.;!?]\s*(?:true|right|correct|true or false"
    r"|yes or no|(?:can|could) you (?:confirm|verify|check)(?:\s(?:that|this|it))?))\W*"
)
_IT = r"(?:it|this|that|these|those|they|he|she)\b"
_CLAIMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?:(?:can|could|may|should|would|might)\s{_SELF}\s(?:\w+ly\s|just\s|then\s)*{_STATE}"
        rf"|(?:is|was|would)\sit\s(?:be\s)?(?:really\s|still\s|actually\s)?{_SOUND}\sto\s{_STATE}"
        r"|am i\s(?:right|correct|wrong|mistaken)(?:\s(?:in\s(?:thinking|saying|assuming|believing)"
        r"|to\s(?:think|say|assume|believe)))?"
        rf"|(?:{_CAN_YOU})?{_ADVERB}(?:confirm|verify|check)(?:\sfor\s(?:me|us))?"
        rf"|(?:is|was)\sit\s(?:really\s|still\s|actually\s)?{_SOUND})\sthat\s+(?P<claim>.+)",
        rf"(?:(?:can|could|may|should)\s{_SELF}\s(?:\w+ly\s|just\s)*(?:say|assume)"
        rf"|(?:is|was|would)\sit\s(?:be\s)?{_SOUND}\sto\s(?:say|assume))\s"
        rf"(?P<claim>(?:the\s|an?\s|(?-i:[A-Z\d])|{_IT}\s{AUXILIARY}\b).+)",
        rf"(?:(?:but|so|and)\s)?{_HEARD}(?P<claim>[^.?!;]{{8,}}?){_IS_IT}",
        rf"(?P<claim>(?!(?:{QUESTION_WORD}|{AUXILIARY}|and|but|so|i|we|{_IT})\b)[^.?!;]{{12,}}?){_IS_IT}",
    )
)

_OF_YOU = re.compile(r"\byou(?:r|rs)?\b", re.I)
_SMALL = re.compile(r"^(?:The|An?|In|On|This|That|There|These|Those|Its?|Their|All|No)\b")
_ENDS = " .,!?"

_BUT = r"(?:[,.;:–—-]*\s+(?:but|though)[,:]?\s+|\s*[,.;:!–—-]+\s+)"
_SIMPLE = (
    r"(?:quick|short|dumb|stupid|silly|basic|simple|naive|naïve|easy|obvious|factual|follow-?up"
    r"|last|final|further)"
)
_PIECE = (
    r"(?:(?:news|short|quick|blog|law|term|research)\s)?(?:story|article|memo|piece|column|post|essay"
    r"|thesis|dissertation|paper|presentation|briefing|podcast|newsletter|book|class|editor|friend)"
)
_LEADS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?:sorry[,:]?\s+)?(?:(?:just|only)\s)?(?:(?:an?|one|my|this is an?)\s)?"
        r"(?:(?:probably|maybe)\s)?"
        rf"(?:{_SIMPLE},?\s)+(?:questions?|q|one|ones)(?:\s(?:for you|here|please|though))?{_BUT}",
        r"(?:(?:quick|short|one)\s)*(?:questions?|q|follow-?up)(?:\sfor you)?\s*[:–—-]+\s+",
        rf"(?:{_AM}\s)?(?:so\s|very\s)?sorry\s(?:if|to)\s[^.?!:;,]{{2,50}}{_BUT}",
        rf"(?:{_OWN}\s)?apologies(?:\s(?:if|for)\s[^.?!:;,]{{2,50}})?{_BUT}",
        rf"(?:forgive|excuse|pardon)\s(?:me|my\s\w+)(?:\s(?:if|for)\s[^.?!:;,]{{2,50}})?{_BUT}",
        rf"(?:maybe\s)?(?:this|it)(?:['’]s|\s(?:is|may be|might be|could be|sounds))\s"
        rf"(?:(?:probably|maybe|perhaps|an?)\s)*(?:{_SIMPLE},?\s?)+(?:question|one)?{_BUT}",
        rf"{_AM}\s(?:just\s|only\s)?(?:curious|confused|puzzled|wondering)\s*[,:.;–—-]+\s+",
        r"just\s(?:curious|wondering|checking)\s*[,:.;–—-]+\s+",
        rf"(?:for|in)\s(?:an?|the|some|this)\s[^,:.?!;]{{1,40}}?\s(?:that\s)?(?:{_AM}|i\s(?:have|need|must))\s"
        r"[^,:.?!;]{1,40}[,:]\s+",
        rf"for\s{_OWN}\s(?-i:[^,:.?!;A-Z]{{1,40}})[,:]\s+",
        rf"for\s(?:an?|the|this)\s{_PIECE}\s*[,:]\s+|for\san?\s[a-z]+\s*:\s+",
        r"(?:fyi|btw|by the way|for context|for background)\s*[,:]\s+",
        r"(?:according to|based on|going by|in|from|per|using)\s(?:the|these|your|those)\s"
        r"(?:provided\s|available\s)?(?:documents?|sources?|files?|materials?|corpus)\s*[,:]?\s+"
        rf"(?={QUESTION_WORD}\b|{AUXILIARY}\b)",
    )
)
_FILLS = re.compile(
    rf"(?:(?:so|ok(?:ay)?|well|um+|uh+|hm+|alright|hey|please)\b[,.…]*\s+)+(?={QUESTION_WORD}\b|{AUXILIARY}\b)",
    re.I,
)
_OF_ONESELF = re.compile(
    rf"(?:{_AM}|i\s(?:work|need|have|write|teach|run)|i['’]ve\sgot|we\s(?:have|need)|we['’]ve\sgot"
    rf"|{_OWN}\s[a-z]+\s(?:is|wants|needs|asked|has))\b(?P<said>[^.?!;:]*)[.!;:]+\s+",
    re.I,
)
_OF_SOMETHING = re.compile(r"\b(?:about|on|regarding|into|interested|[A-Z][a-z]*|[A-Z]\w+|\d\S*)\b")
_WEEKDAY = re.compile(
    r"\bon\s(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|(?:Mon|Tues|Wednes"
    r"|Thurs|Fri|Satur|Sun)day\b"
)
_LEANS_BACK = re.compile(
    r"\b(?:i|me|my|we|us|our|it|its|they|them|their|he|she|his|her|this|these|those)\b", re.I
)

_SOURCE = (
    r"(?:(?:the|your|an?|exact|all|any|its|their)\s)*(?:sources?|citations?|cites?|pages?(?:\snumbers?)?"
    r"|references?|documents?|reports?|quotes?|footnotes?|links?)"
)
_LAST = r"(?:,?\s(?:please|pls|too|as well|if (?:you can|possible|available)|thanks|asap))*"
_TAIL = re.compile(
    r"(?:(?<=[.?!…])\s*|\s*[–—-]\s|,\s)(?:(?:and|but|so|please|pls)[,]?\s)*(?:"
    rf"(?:give|cite|include|provide|add|show|state|quote|name)(?:\s(?:me|us))?\s(?:with\s)?{_SOURCE}"
    rf"(?:(?:,|\sand|\sor|\swith|\splus|\s&)+\s{_SOURCE})*"
    rf"|with\s{_SOURCE}(?:(?:,|\sand|\sor|\s&)+\s{_SOURCE})*"
    rf"|(?:{_SELF}(?:['’]d|\swould)?\s(?:really\s)?)?(?:need|want)\s(?:this|it|that|to know"
    r"|an answer|the answer)\b[^.?!]{0,60}"
    rf"|(?:it['’]?s|this is|that['’]s|it is|asking)\sfor\s(?:an?|{_OWN}|the)\s"
    r"(?-i:[^.?!A-Z]{1,50})"
    r"|(?:just\s)?(?:curious|wondering|checking|double-checking|asking)"
    r"|just\s(?:want(?:ed)?|trying)\sto\s(?:be sure|check|make sure|confirm|understand)"
    r"|no rush|asap|urgent|on deadline|in advance"
    r"|(?:any|all)\shelp\s(?:is|would be|will be)?\s?(?:much\s|greatly\s|very\s)?appreciated"
    r"|(?:i['’]d\s|i\s|would\s)?(?:really\s)?appreciate\s(?:it|any help|your help|the help)"
    r"|hope\s(?:that|this|it)\smakes\ssense"
    r"|(?:can|could)\syou\s(?:please\s)?(?:help|find\s(?:it|out|that|this)|look\s(?:it|that|this)\sup"
    r"|tell\s(?:me|us))(?:\sme|\sus|\sout)*"
    r"|do you know|any ideas?|(?:does\s)?any(?:one|body)\sknows?"
    rf"|{_SELF}\s(?:can['’]?t|cannot|couldn['’]?t)\sfind\s(?:it|this|that)(?:\sanywhere)?"
    rf"){_LAST}\s*[.!?…]*$",
    re.I,
)
_ACCORDING = re.compile(
    r",?\s(?:according to|based on|in)\s(?:the|these|your|those)\s(?:provided\s|available\s)?"
    r"(?:documents|sources|files|materials|corpus)(?=\s*[?.]*$)",
    re.I,
)


def without_frame(text: str, *, opens: bool = True) -> str:
    """Returns a question without what its asker says of himself, a claim as one whether it is true.

    Args:
        opens: Whether nothing was asked before; a "so" may lean on that.
    """
    asked = _without_leads(_without_tails(text.strip()), opens=opens)
    wanted = _POSSESSED.fullmatch(asked) or _FRAMED.fullmatch(asked)
    if wanted is not None and not _OF_YOU.search(wanted["clause"]):
        return _clause(wanted)
    needed = _NEEDED.fullmatch(asked)
    if needed is not None:
        return f"What is {needed['thing'].rstrip(_ENDS)}?"
    claimed = next(filter(None, (form.fullmatch(asked) for form in _CLAIMS)), None)
    if claimed is not None:
        claim = _SMALL.sub(lambda word: word[0].lower(), claimed["claim"].rstrip(_ENDS))
        return f"Is it true that {claim}?"
    return asked


def _clause(wanted: re.Match[str]) -> str:
    """The question that a frame has in it."""
    told = wanted.groupdict()
    clause = wanted["clause"].rstrip(_ENDS)
    if told.get("whether"):
        return f"Is it true that {clause[len(told['whether']) :].strip()}?"
    clause = f"{told.get('joined') or ''}{clause}"
    return f"{clause}, according to {told['whose']}?" if told.get("whose") else f"{clause}?"


def _without_leads(text: str, *, opens: bool) -> str:
    """A question without what is said before it: an excuse, what it is for, who asks."""
    rest = text
    while True:
        lead = next(filter(None, (form.match(rest) for form in _LEADS)), None)
        if lead is None and opens:
            lead = _FILLS.match(rest)
        if lead is None:
            lead = _OF_ONESELF.match(rest)
            said = _WEEKDAY.sub("", lead["said"]) if lead is not None else ""
            if lead is None or _OF_SOMETHING.search(said) or _LEANS_BACK.search(rest[lead.end() :]):
                return rest
        rest = rest[lead.end() :]


def _without_tails(text: str) -> str:
    """A question without what is said behind it: thanks, for when it is needed, "cite the page"."""
    rest = text
    while True:
        tail = _TAIL.search(rest) or _ACCORDING.search(rest)
        start = tail.start() if tail is not None else _thanks(rest)
        if not re.search(r"\w.*\s.*\w", rest[:start]) or start == len(rest):
            return rest
        rest = rest[:start].rstrip()


def _thanks(text: str) -> int:
    """Where a pleasantry begins that ends a text; its length where none does."""
    stops = list(re.finditer(r"(?<=[.?!…])\s+|,\s+(?=\w+\W*$)", text))
    for stop in stops[-2:]:
        if is_pleasantry(text[stop.end() :]):
            return stop.start()
    return len(text)
