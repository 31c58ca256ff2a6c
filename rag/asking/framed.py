"""What of a question is its asker's own and says nothing of what is asked: "I'd like to know …".

No document has these words, and a sentence is read beside the question as it stands: the words
that a reporter or a lawyer puts around a question would hide what answers it. What is asked stays,
in its words; what is only said to be so is asked as "Is it true that …?".

What is the asker's own has no name and no figure, speaks of "I" or "you" or of a story, a brief, a
class, and does not begin a condition: "if my lease ends early, …" is part of what is asked.
"""

from __future__ import annotations

import re

from rag.asking.joined_words import AUXILIARY, QUESTION_WORD
from rag.asking.question import content_words
from rag.asking.small_talk import is_pleasantry

LONGEST = 110
"""Characters that somebody says of himself around a question."""

FEWEST = 2
"""Content words of a question that stands without what is said before it."""

_ENDS = " .,!?"
_ASKED = rf"(?:(?:in|by|to|for|from|on|of|at|under|since|with|against|per)\s)?{QUESTION_WORD}\b"
_BEGINS = re.compile(rf"{_ASKED}|{AUXILIARY}\b|what['’]?s\b", re.I)
_SOMEONE = r"(?:someone|somebody|anyone|anybody)"
_SELF = re.compile(rf"\b(?:i|me|my|we|us|our|you|your|{_SOMEONE}|let['’]?s)\b", re.I)
_NAMED = re.compile(
    r"(?<!^)\b(?!I\b|Tues|Wednes|Thurs|Mon(?=day)|Fri(?=day)|Sat(?=urday)|Sun(?=day)|OK\b)[A-Z]|\d"
)
_OF_YOU = re.compile(r"\byou(?:r|rs)?\b", re.I)

# An asker's "can you tell me", before "who asked for it".
_OPENS_FRAME = re.compile(
    rf"(?:(?:can|could|would|will|do|did|does|might|have)\s(?:you|{_SOMEONE})\b|do\swe\sknow\b"
    r"|(?:can|may|might|could)\si\s(?:ask|know|find out)\b|what\s(?:i|we)\b"
    r"|(?:do|does|did)\s(?:the|your|these|those|any of the)\s"
    r"(?:files?|documents?|sources?|records?|material|corpus)\s"
    r"(?:say|tell|mention|show|state|reveal)|please\b|explain|clarify|find\sout|look\sup|check"
    r"|confirm|verify|describe|remind|help|summari[sz]e|trying|wondering|looking\s(?:for|to|into|up)|hoping|asking"
    r"|curious|(?:just\s)?(?:need|want|checking)|any\s(?:idea|clue)|not\ssure|unsure|double)",
    re.I,
)
_OPENS_ASKING = re.compile(rf"(?:{QUESTION_WORD}|{AUXILIARY})\b", re.I)
_ENDS_FRAME = re.compile(
    r"\b(?:know|knows|tell|told|remember|recall|forget|forgot|forgetting|understand|understood"
    r"|wonder|wonders|wondered|wondering|ask|asks|asked|asking|figure|learn|hear|see|check|checking"
    r"|find|say|mention|explain|clarify|confirm|verify|pull|look|looking|nail|pin|walk|summari[sz]e"
    r"|describe|curious|sure|certain|clear|unsure|unclear|idea|clue|interested|question|confused"
    r"|research|work|show|help|determine|establish|remind|need|want|like|wants|needs|is|was)"
    r"(?:['’]?s)?(?:\s(?:me|us|you|out|up|down|into|on|about|of|to|for|with|through|exactly|again"
    r"|precisely|please|first|sure|is|was|as|by|like i['’]m five))*\s*[,:–—-]*\s+$",
    re.I,
)
_CLAUSE = re.compile(rf"\b(?:(?P<asked>{_ASKED})|(?P<whether>if|whether)\b)", re.I)
_WHAT_I = re.compile(r"what\s(?:i|we)(?:\s|['’])", re.I)
_JOINED = re.compile(r"(?:and|but|so|also)\s+", re.I)

# "TRAC's figure on how many", "the date of the letter".
_WANTS = (
    r"(?:(?:i|we)(?:['’]d|\swould)?\s(?:(?:just|really|also)\s)*(?:need|want|like)"
    r"|(?:i['’]?m|i am|we['’]re|we are)\s(?:just\s)?(?:looking for|after)|explain"
    r"|what\s(?:i|we)(?:['’]d|\swould)?\s(?:really\s)?(?:need|want|like)\sis"
    r"|(?:(?:can|could)\syou\s)?(?:please\s)?(?:help\s(?:me|us)(?:\s(?:to\s)?(?:understand|find|see))?"
    r"|(?:list|find)\sfor\s(?:me|us)))"
)
_GIVES = r"(?:(?:can|could)\syou\s)?(?:please\s)?(?:give|get|find|show)(?:\s(?:me|us))?"
_POSSESSED = re.compile(
    rf"(?:{_WANTS}|{_GIVES})\s(?:(?:the|an?|some)\s"
    r"|(?P<whose>(?:the\s)?(?-i:[A-Z])[\w.&-]*(?:\s(?-i:[A-Z])[\w.&-]*)*)['’]s?\s)"
    r"(?:exact\s|official\s|latest\s)?(?:numbers?|figures?|pages?|quotes?|answers?|data|info"
    r"|information|details?|statistics?|stats?)\s(?:on|for|about|of|as to)\s"
    r"(?P<clause>(?:who|what|which|when|where|why|how)\b.+)",
    re.I,
)
_NEEDED = re.compile(
    _WANTS + r"\s(?P<thing>the\s(?:exact\s|total\s|official\s)?"
    r"(?:number|figure|total|date|name|amount|share|percentage|cost|title|definition|reason"
    r"|deadline|wording|difference)(?P<many>s)?\s(?:of|for|by|on|in|behind|between|named)\s.+)",
    re.I,
)

_TOLD_TO = (
    r"(?:judge|court|jury|editor|boss|client|board|committee|public|press|audience|readers?|people"
    r"|them|him|her)"
)
_STATE = (
    r"(?:say|write|print|claim|state|report|argue|assert|conclude|publish|assume|confirm|think"
    rf"|tell\s(?:(?:the|my|our|a)\s)?{_TOLD_TO})"
)
_SOUND = (
    r"(?:fair|safe|accurate|correct|right|ok(?:ay)?|fine|true|wrong|a fact|the case|honest"
    r"|reasonable)"
)
_HEARD = (
    r"(?:(?:(?:i|we)\s(?:[\w’']+\s){0,3}?|(?:my|our|an?|one of my|some)\s[a-z-]+\s|people\s"
    rf"|{_SOMEONE}\s)(?:heard|read|saw|seen|told(?:\s(?:me|us))?|thinks?|thought|recall|remember"
    r"|assumed?|believed?|understand|gather|says?|said|claims?|claimed|insists?)"
    r"(?:\s(?:somewhere|online|once))?\s(?:that\s)?)"
)
_SO = r"(?:really\s|actually\s)?(?:true|right|correct|so|accurate|the case|a fact|wrong|false)"
_IS_IT = (
    rf"(?:(?:[.;!?]\s*|,\s|\s[-–—]\s)(?:and\s|so\s)?is\s(?:that|this|it)\s{_SO}"
    rf"|,\s(?:right|correct|true|yes|no)|[.;!?]\s*(?:true|right|correct|true or false"
    r"|yes or no|(?:can|could) you (?:confirm|verify|check)(?:\s(?:that|this|it))?))\W*"
)
_IT = r"(?:it|this|that|these|those|they|he|she)\b"
_THINKING = r"(?:\s(?:in|to)\s(?:think|say|assume|believe|stat|conclud)(?:ing|e)?)?"
_FILL = r"(?:(?:so|but|and|ok|well)[,.]?\s+)?"
_CLAIMS = tuple(
    re.compile(_FILL + form, re.I)
    for form in (
        rf"(?:(?:can|could|may|should|would|might)\s(?:i|we)\s(?:\w+ly\s|just\s|then\s)*{_STATE}"
        rf"|(?:is|was|would)\sit\s(?:be\s)?(?:really\s|still\s|actually\s)?{_SOUND}\sto\s{_STATE}"
        rf"|(?:am i|are we|would i be|would we be)\s(?:right|correct|wrong|mistaken){_THINKING}"
        r"|(?:(?:can|could|would|will)\syou\s)?(?:please\s)?(?:confirm|verify|check)"
        r"(?:\sfor\s(?:me|us))?"
        rf"|(?:is|was)\sit\s(?:really\s|still\s|actually\s)?{_SOUND})\sthat\s+(?P<claim>.+)",
        r"(?:(?:can|could|may|should)\s(?:i|we)\s(?:\w+ly\s|just\s)*(?:say|assume)"
        r"|(?:am i|are we|would i be)\s(?:right|correct|wrong)\s(?:in|to)\s\w+"
        rf"|(?:is|was|would)\sit\s(?:be\s)?{_SOUND}\sto\s(?:say|assume))\s"
        rf"(?P<claim>(?:the\s|an?\s|(?-i:[A-Z\d])|{_IT}\s{AUXILIARY}\b).+)",
        rf"{_HEARD}(?P<claim>[^.?!;]{{8,}}?){_IS_IT}",
        rf"(?P<claim>(?!(?:{QUESTION_WORD}|{AUXILIARY}|and|but|so|i|we|{_IT})\b)"
        rf"[^.?!;]{{12,}}?){_IS_IT}",
    )
)
_SMALL = re.compile(r"^(?:The|An?|In|On|This|That|There|These|Those|Its?|Their|All|No)\b")

# What is said before a question and leaves it as it is, whatever it leans on.
_SIMPLE = (
    r"(?:quick|fast|short|dumb|stupid|silly|basic|simple|naive|naïve|easy|obvious|factual"
    r"|follow-?up|last|final|further)"
)
_EXCUSE = re.compile(
    rf"(?:sorry[,:]?\s+)?(?:(?:just|only|this is|maybe|probably|my|an?|one)\s)*(?:{_SIMPLE},?\s)*"
    r"(?:questions?|q|one|follow-?up)(?:\s(?:for you|here|please|though))?"
    r"|(?:i['’]?m\s|i am\s)?(?:so\s|very\s)?sorry\s(?:if|to)\s[^.?!:;,]{2,50}"
    r"|(?:my\s)?apologies(?:\s(?:if|for)\s[^.?!:;,]{2,50})?"
    r"|(?:forgive|excuse|pardon)\s(?:me|my\s\w+|the\s[\w\s]{2,30})"
    r"|(?:just\s)?(?:curious|wondering|checking|double[- ]checking(?:\s\w+)?)"
    r"|i['’]?m (?:totally |rather )?new to (?:all |any of )?(?:this|it)"
    r"|fyi|btw|by the way|for context|for background"
    r"|if you\s(?:know|can|don['’]?t mind|have (?:it|that|time)|could)"
    r"|(?:according to|based on|going by|in|from|per|using)\s(?:the|these|your|those)\s"
    r"(?:provided\s|available\s)?(?:documents?|sources?|files?|materials?|corpus)",
    re.I,
)
_STOP = re.compile(r"\s*(?:[.!?;:,…]+|\s[-–—]+)\s+(?:(?:but|so|and)[,:]?\s+)?|\s(?:but|so)[,:]?\s+")
_CONDITION = re.compile(
    r"(?:if|when|after|before|because|since|unless|while|once|although|though|under|in|on|at|by"
    rf"|with|without|during|until)\b|{_OPENS_ASKING.pattern}",
    re.I,
)
_FOR = re.compile(r"(?:this\sis\s|it['’]?s\s)?for\s|just\b|need\b|asking\b|not\ssure\b", re.I)
_TASK = re.compile(
    r"\b(?:writ|report|research|work(?:ing)?\son|prepar|draft|fact|cover|stud(?:y|ie)|putting\stog"
    r"|journalis|lawyer|attorney|paralegal|auditor|staffer|analyst|teach|profess|notes?\b|cit(?:e|ing)"
    r"|need(?:s|ed)?\s(?:this|it|that|some|an?\s|help|to\b)|wants?\s(?:this|it|to\b)|new\sto|curious"
    r"|confus|puzzl|told\b|hear|quot|attribut|footnot|stor(?:y|ies)|article|piece|column|paper|thes[ie]s"
    r"|dissertation|memo\b|brief|testimony|hearing\b|deposition|class\b|assignment|homework|essay"
    r"|presentation|podcast|newsletter|book\b|post\b|literature|deadline|easy|place\sto\sask|numbers)",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:about|regarding|interested\sin|(?:writ\w+|stor\w+|piece|paper|working)\s(?:\w+\s)?on)\s(?!this\b|it\b|all\sthis\b)",
    re.I,
)
_LEANS_BACK = re.compile(
    r"\b(?:i|me|my|we|us|our|you|your|it|its|they|them|their|he|she|his|her"
    r"|this|these|those(?!\s(?:with|who|whose|that|of|in|for)\b))\b",
    re.I,
)
_FILLS = re.compile(
    r"(?:(?:so|ok(?:ay)?|well|um+|uh+|hm+|alright|hey|hello|please|sorry|sry)\b[,.…?!]*\s+)+", re.I
)

_SOURCE = (
    r"(?:(?:the|your|an?|exact|all|any|its|their|pin)\s)*(?:sources?|citations?|cites?"
    r"|pages?(?:\snumbers?)?|references?|documents?|reports?|quotes?|footnotes?|links?)"
)
_LAST = r"(?:,?\s(?:please|pls|too|as well|if (?:you can|possible|available)|thanks|asap))*"
_POLITE = re.compile(
    r"(?:(?:and|but|so|please|pls)[,]?\s)*(?:"
    r"(?:(?:give|cite|include|provide|add|show|state|quote|name)(?:\s(?:me|us))?\s|with\s)?"
    rf"{_SOURCE}(?:(?:,|\sand|\sor|\swith|\splus|\s&)+\s{_SOURCE})*"
    r"|(?:need|want)\s(?:this|it|that|to know|an answer|the answer|something)\b.{0,60}"
    r"|(?:it['’]?s|this is|that['’]s|it is|asking)\sfor\s(?:an?|my|our|the)\s.{1,50}"
    r"|(?:just\s)?(?:curious|wondering|checking|double-checking|asking|want(?:ed)? to \w+)"
    r"|(?:no rush|asap|urgent|on deadline|in advance|much obliged|ballpark(?:\sis\sfine)?|roughly)"
    r"|(?:keep it|be)\s(?:as\s)?(?:short|brief|simple|precise|concise|specific|exact)"
    r"|(?:any|all)\shelp\s.{0,20}appreciated|(?:would\s)?(?:really\s)?appreciate\s.{2,20}"
    r"|hope\s(?:that|this|it)\smakes\ssense|do you know|any ideas?"
    rf"|(?:does\s)?any(?:one|body)\sknows?|(?:can|could)\s(?:you|{_SOMEONE})\s(?:please\s)?"
    r"(?:help|find|look|tell|check)\b.{0,20}|can['’]?t find .{2,20}"
    rf"){_LAST}\W*",
    re.I,
)
_MEANT = re.compile(
    r"\b(?:heard|told|read|think|thought|believe|mean|meant|about|not|rather|instead|only|list|also|compare)\b",
    re.I,
)
_ACCORDING = re.compile(
    r",?\s(?:according to|based on|in)\s(?:the|these|your|those)\s(?:provided\s|available\s)?"
    r"(?:documents|sources|files|materials|corpus)(?=\s*[?.]*$)",
    re.I,
)
_TAIL = re.compile(r"(?P<stop>[.?!…]\s+|\s+\(|,\s+|\s+[–—-]\s+)(?P<said>[^.?!…]+[.?!…)\s]*)$")


def without_frame(text: str, *, opens: bool = True) -> str:
    """Returns a question without what its asker says of himself, a claim as one whether it is true.

    Args:
        opens: Whether nothing was asked before; a "so" may lean on that.
    """
    asked = _without_leads(_without_tails(text.strip()), opens=opens)
    possessed = _POSSESSED.fullmatch(asked)
    if possessed is not None:
        clause = possessed["clause"].rstrip(_ENDS)
        return (
            f"{clause}, according to {possessed['whose']}?" if possessed["whose"] else f"{clause}?"
        )
    needed = _NEEDED.fullmatch(asked)
    if needed is not None:
        return f"What {'are' if needed['many'] else 'is'} {needed['thing'].rstrip(_ENDS)}?"
    claimed = next(filter(None, (form.fullmatch(asked) for form in _CLAIMS)), None)
    if claimed is not None:
        claim = _SMALL.sub(lambda word: word[0].lower(), claimed["claim"].rstrip(_ENDS))
        return f"Is it true that {claim}?"
    return _clause_of(asked) or asked


def _clause_of(text: str) -> str | None:
    """The question within "could you tell me who …", None where there is none."""
    joined = _JOINED.match(text)
    start = joined.end() if joined is not None else 0
    for match in _CLAUSE.finditer(text, start):
        frame = text[start : match.start()]
        if not _is_frame(frame):
            if match["asked"] and not _WHAT_I.match(text, match.start()):
                return None
            continue
        clause = text[match.start() :].rstrip(_ENDS)
        if match["whether"]:
            told = clause[len(match["whether"]) :].strip()
            within = _clause_of(told)
            return within or (None if _OF_YOU.search(told) else f"Is it true that {told}?")
        return None if _OF_YOU.search(clause) else f"{joined[0] if joined else ''}{clause}?"
    return None


def _is_frame(said: str) -> bool:
    """Whether words before a clause only ask for it to be told."""
    opens = _OPENS_FRAME.match(said) is not None
    if not opens and (_OPENS_ASKING.match(said) or not _SELF.search(said)):
        return False
    own = len(said) <= LONGEST and not _NAMED.search(said) and not re.search(r"[.?!;]\s", said)
    return own and _ENDS_FRAME.search(said) is not None


def _without_leads(text: str, *, opens: bool) -> str:
    """A question without what is said before it: an excuse, what it is for, who asks."""
    fills = _FILLS.match(text) if opens else None
    rest = text[fills.end() :] if fills is not None and _BEGINS.match(text, fills.end()) else text
    for stop in _STOP.finditer(rest):
        said, behind = rest[: stop.start()], rest[stop.end() :]
        if len(said) > LONGEST:
            break
        if _EXCUSE.fullmatch(said):
            return _without_leads(behind, opens=opens)
        if _BEGINS.match(behind) and _is_own(said) and not _LEANS_BACK.search(behind):
            return behind if len(content_words(behind)) >= FEWEST else rest
    located = _EXCUSE.match(rest)
    if located is not None and _BEGINS.match(rest[located.end() :].lstrip()):
        return rest[located.end() :].lstrip()
    return rest


def _is_own(said: str) -> bool:
    """Whether a sentence before a question tells only who asks, what for, or in what state."""
    if _NAMED.search(said) or _CONDITION.match(said) or _ABOUT.search(said):
        return False
    return (_SELF.search(said) or _FOR.match(said)) is not None and _TASK.search(said) is not None


def _without_tails(text: str) -> str:
    """A question without what is said behind it: thanks, for when it is needed, "cite the page"."""
    rest = text
    while True:
        according = _ACCORDING.search(rest)
        tail = according or _TAIL.search(rest)
        if tail is None or not re.search(r"\w\W+\w", rest[: tail.start()]):
            return rest
        if according is None and not _is_tail(tail["said"], tail["stop"].strip()):
            return rest
        mark = tail["stop"].strip() if according is None and tail["stop"].strip() in "?!." else ""
        rest = f"{rest[: tail.start()].rstrip()}{mark}"


def _is_tail(said: str, stop: str) -> bool:
    """Whether what stands behind a question is no part of it."""
    said = said.lstrip("(")
    if is_pleasantry(said):
        return stop != "," or len(said.split()) == 1
    if _NAMED.search(said) or _MEANT.search(said) or len(said) > LONGEST:
        return False
    if _POLITE.fullmatch(said):
        return True
    told = _SELF.match(said) is not None and _TASK.search(said) is not None
    return told and not _BEGINS.match(said)
