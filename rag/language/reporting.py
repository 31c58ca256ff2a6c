"""The grammar of reported speech: which verbs report, and whether what follows is what was said."""

from __future__ import annotations

import re
from itertools import pairwise

from rag.language.lexicon import SPOKESPEOPLE, words

VERB = (
    r"(?:said|says|stated?|states|reported|reports|found|finds|concluded|concludes|noted|notes|told|"
    r"wrote|writes|testified|argued|argues|claimed|claims|asserted|asserts|explained|explains|"
    r"acknowledged|acknowledges|agreed|agrees|disagreed|disagrees|concurred|concurs|recommended|"
    r"recommends|estimated|estimates|announced|added|adds|observed|observes|warned|warns|"
    r"indicated|indicates|suggested|suggests|maintained|maintains|contended|contends|responded|"
    r"determined|emphasized|commented|held|holds|conceded|concedes|denied|denies|alleged|alleges|"
    r"believed?|believes|confirmed|confirms|complained|complains|spoke|speaks|objected|objects|replied|declared|saying|read|reads)"
)
SAID_SO = (
    r"(?:accepted|accepts|admitted|admits|advised|advises|answered|answers|asked|asks|assured"
    r"|assures|boasted|calculated|calculates|cautioned|cautions|considered|considers|countered"
    r"|counters|demanded|demands|doubted|doubts|expected|expects|feared|fears|hoped|hopes|insisted"
    r"|insists|lamented|laments|pointed\sout|points\sout|predicted|predicts|promised|promises"
    r"|proposed|proposes|reasoned|reasons|recalled|recalls|reiterated|reiterates|remarked|remarks"
    r"|remembered|remembers|submitted|submits|stressed|stresses|swore|thinks|thought|vowed|vows"
    r"|worried|worries|written)"
)
"""Verbs that report where what was said follows, and otherwise may mean anything."""

_NO_SPEECH = (
    r"(?:little|less|more|much|so|as|nothing|few|goodbye|to|by|about|for|from|with|of|at|what|how)"
)
OWN_CLAUSE = re.compile(
    rf"\s(?!{_NO_SPEECH}\b)(?:(?!(?:that|which|who|whom|whose|as|than|and|or)\b)[\w\u2019'-]+\s){{1,8}}?"
    r"(?:(?:is|are|was|were|has|have|had|will|would|can|could|do|does|did|may|might|must|should)\b"
    r")|\s\w+['\u2019](?:d|ll|m|re|s|ve)\s"
)
"""A clause without "that": "say the gates are old", "said notices would be sent"."""

HELD_VERBS = words("believes feels feared felt hoped hopes reckoned reckons thinks thought")
HELD = rf"(?:{'|'.join(sorted(HELD_VERBS))})"
"""Verbs of holding something so, which report where a clause follows, with "that" or without."""

STANCE = re.compile(
    r"\b(?:(?:doubt|question)(?:s|ed)\swhether\b|expects(?=\s(?!that\b|to\b)[\w$\u00a3\u20ac])|doubts(?=\sthat\.)"
    r"|disputes(?=\s(?:that|the|these|this)\s)|(?:gave|gives)\s(?:\w+\s){1,2}(?:explanations?|reasons?)(?=[:.])"
    r"|(?:did|does|do)\s+not\s+(?:\w+ly\s+)?(?:agree|concur|disagree)(?=\s+with\b|[.,])"
    r"|neither\s+(?:agreed|concurred)\s+n?or\s+(?:disagreed|nonconcurred|non-concurred)\b)"
)
"""What agrees with nothing, or leaves it open, is said no less than "agreed with"."""

CALLS = re.compile(
    r"\s(?:called|calls|branded|described|describes|dismissed|labell?ed)\s[^.;:\"\u201c\u201d]{2,120}$"
)
"""What stands before somebody's words for a thing: "Boone called the vote "a gift"."."""

CALLS_IT = re.compile(
    r"\s(?:called|calls)\s(?!for\b|in\b|it\sa\sday|off\b|on\b|to\b)[^.;:,]{3,120}?"
    r"\san?\s(?!(?:day|few|hour|minute|month|second|third|week|year)\b)[^.;:,]{3,60}(?:\.|$)"
    r"|\s(?:described|describes|dismissed|dismisses|regarded|regards)\s[^.;:]{3,120}?\sas\s"
)
"""The same in other words than theirs: "Boone called the vote a mistake."."""

TELLS = words(
    """
    said says stated state states reported reports found finds noted notes wrote writes explained
    explains acknowledged acknowledges added adds observed observes conceded concedes commented
    confirmed confirms concluded concludes saying
    """
)
"""Verbs that pass on what another has said as so; who claims, denies or advises does not."""

VIEW = re.compile(
    r"\b(?:wanted|wants|advised|advises|blamed|blames|regarded|regards|considered|considers|urged"
    r"|urges|demanded|demands|opposed"
    r"|opposes|welcomed|welcomes|rejected|rejects|favou?red|favou?rs|critici[sz]ed|critici[sz]es"
    r"|(?:commented|reported)(?=\s(?:on\b|.{1,40}?\son\b)))(?=\s)"
)
"""Verbs of holding a view, or of treating a matter, which tell in an account whose it is."""

COUNTS = (
    r"(?:counted|counts|calculated|calculates|extrapolated|tallied|measured|puts?|classes|classed"
    r"|gives|give|gave|shows?|showed|disputes?|disputed)"
)
"""Verbs that assert where a figure follows, and otherwise may mean anything."""

HOLDS = (
    r"(?:records|recorded|lists|listed|judges|judged|describes|described|identifies|identified"
    r"|credits|credited|blames|blamed|criticizes|criticized|faults|faulted|cites|cited)"
)
"""Verbs that assert where a work is their subject: a report lists, an agency may keep a list."""

JUDGES = re.compile(r"(?:credits|credited|blames|blamed|criticizes|criticized|faults|faulted)")
"""Those of them that only people have as verbs, and works."""

WHERE_OR_WHEN = (
    r"(?:elsewhere|here|there|too|also|again|before|later|earlier|once|twice|then|now|today|instead"
    r"|further|already|often|still)"
)
"""Adverbs of few letters that may stand between a verb and what was said: "says elsewhere that"."""

THAT = re.compile(
    r"(?:\s+(?:in|on|at|to|from|for|of|during|by|with|as|through|again)"
    r"\s(?:[^.;:,\"\u201c\u201d]|,\s\d{4}|\bv\.){0,80}?|\s+\w+ly"
    rf"|\s+{WHERE_OR_WHEN}|\s*,(?:[^,.;]|,\s(?:18|19|20)\d\d\b){{1,80}},){{0,2}}\s+that[\s,]"
)
_TITLES = (
    r"\b(?:Dr|Mr|Ms|Lt|St)",
    r"\b(?:Rep|Sen|Gov|Mrs|Gen|Col|Adm|Hon|Rev|Sgt)",
    r"\b(?:Reps|Sens|Prof)",
)
"""Titles with a full stop, by their length."""

_TITLED = "|".join(rf"(?<={each})\.(?=\s[A-Z])" for each in _TITLES)
_UNTITLED = "".join(rf"(?<!{each}\.)" for each in _TITLES)
_VIEW = r"(?:view|opinion|position|judg[e]?ment|contention|belief)"
TRIGGER = re.compile(
    rf"\b(?:{VERB}|{SAID_SO}|{COUNTS}|{HOLDS}|say|argue|claim|report|believe|agree|concur|disagree)\b|{VIEW.pattern}|[\"\u201c]|ccording\sto|:(?=\s)|\bas\s[^,.;]{{3,60}}\s(?:quotes|cites)\sit"
    rf"|\b(?:{HELD}|questioned|questions|reckons?|has\sit)\b"
    rf"|\b(?:[Bb]y|on)\s(?:her|his|its|their)\s(?:account|calculation|reading|reckoning)\b"
    rf"|\b(?:den(?:y|ies)|expect|fear|feels?|felt|tells?|think|warn|write)\b"
    r"|\b(?:answer|argument|case|complaint|concern|evidence|explanation|point|recollection)\b[^.;:]{0,60}?\s(?:is|was)\sthat\b"
    rf"|\b(?:called|calls|quote[sd]|reproduce[sd]|reprint(?:s|ed))\s|\b{_VIEW}\b"
)
_THAT_CLAUSE = (
    r"(?:\s(?:in|on|at|to)\s(?:[A-Z]\w+|the\s\w+)(?:\s\d+)?|\s\w+ly"
    rf"|\s{WHERE_OR_WHEN}|,\s[^,.;]{{1,80}},)?\sthat\s"
    r"(?!\w*[^\Ws](?:[.,;]|\s(?:after|and|at|before|by|for|from|in|of|on|to|with)\b))"
)
"""What was said, which "that question" is not."""

SPOKEN = re.compile(
    rf"\b(?P<verb>{VERB}|{SAID_SO}(?=[,:]?\s*(?:[\"\u201c]|$)|{_THAT_CLAUSE})"
    rf"|{HELD}(?={OWN_CLAUSE.pattern}))\b(?!-)"
)
OF_VIEW = re.compile(
    rf"\s*(?:^|,\s)(?:In|in)\s(?:(?P<whose>[^,;:\"\u201c\u201d]{{2,80}}?)['\u2019]s?\s{_VIEW}"
    rf"|the\s{_VIEW}\sof\s(?P<of>[^,;:\"\u201c\u201d]{{2,80}}?))(?:,\s|\.$)"
    r"|\s*(?:^|,\s)[Bb]y\s(?P<by>[^,;:\"\u201c\u201d]{2,80}?)['\u2019]s?\s(?:own\s)?account(?:,\s|\.$)"
)
"""Whose view a sentence gives, at its head or at its end: "In Boone's view, …"."""

OF_THEIR_VIEW = re.compile(
    rf"(?:^In|,\sin)\s(?:her|his|its)\s(?:{_VIEW}|account|experience|recollection|submission|words)\b"
    r"(?!\sof\b)|,\son\s(?:her|his|its|their)\s(?:account|reading|view)\b"
    r"|^By\s(?:her|his)\s(?:account|calculation|reckoning)\b|(?:^A|,\sa)ccording\sto\s(?:her|him)\b"
)
"""The same of somebody who has been named: "In her view, …"."""

POSITION = re.compile(
    rf"(?:^The\s{_VIEW}\sof\s(?P<of>[^,;:]{{2,80}}?)|['\u2019]s?\s(?:[a-z]+\s){{0,2}}(?:{_VIEW}|answer|argument"
    r"|case|complaint|concern|evidence|explanation|fear|point|recollection)(?:,\s[^,;:]{3,80},)?)"
    r"\s(?:is|was|remains|remained)\sthat\b"
)
"""What somebody's position is: "Boone's position is that …"."""

ASSERTS = re.compile(rf"\b(?:(?P<counts>{COUNTS})|(?P<holds>{HOLDS}))\b(?!-)")
FIGURE = re.compile(r"\s(?:[^.;]{0,110}?\s)?\$?(?!(?:18|19|20)\d\d\b)\d")
JUDGED = re.compile(r"\s[^.;]{1,160}?\sto\sbe\s")
AT = re.compile(r"\s[^.;]{1,160}?\sat\s(?:\w+\s){0,3}\$?\d")
AS_FIGURE = re.compile(
    r"\s[^.;]{0,60}?\d[^.;]{0,60}?\s(?:as|for)\s|\s(?:the\s\w+\s)?(?:number|figure)"
)
AUXILIARY = re.compile(
    r"(?:\s+(?:also|further|later|once|has|have|had|did|does|generally|subsequently|recently|"
    r"previously|earlier|partially|partly|fully|similarly|thus|therefore|then|first|has since|"
    r"repeatedly|however|both|itself))+$"
)
TOLD = re.compile(
    rf"\s(?:[^.;:,\"\u201c]|(?<=\b[A-Z])\.(?=\s[A-Z])|{_TITLED}|,(?=\s\d{{4}}\b)){{1,70}}?"
    r"(?:,\s[A-Z]\w+(?:\s[A-Z]\w+)?,)?\sthat[\s,]"
    r"|\s+(?:us|reporters|me)\s+(?!about|how|of|off|to|what)\w"
    rf"|\s+(?:the\s)?[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){{0,3}}(?={OWN_CLAUSE.pattern})"
    rf"|\s+(?:the\s)?(?:[A-Z][a-z]{{1,3}}\.\s)?[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){{0,4}}\s(?:it|he|she|they|there)\s"
)
"""What somebody is told, with "that" or without it: "told us the", "told MOR they"."""

NEGATED = re.compile(r"\s+(?:nothing|neither|not)\b")
OBJECT = re.compile(
    r"\s+(?!(?:to|by|on|about|for|from|in|as|at|under|with|and|or|its|their|of|through|during)\b)\w"
)
NUMBER = re.compile(
    r"\s+(?:it|he|she|they|there|its(?!\s(?:findings|results|progress|performance)\b)|no|the|an?|\d[\d,.]*)\s"
)
SUM = re.compile(r"\s+(?:[$\u00a3\u20ac]|[A-Z]{3}\s)\d")
CLAUSE = re.compile(r"\s+(?:it|he|she|they|there|its|the|this|these|no|[A-Z]\w*|in \w+)\s")

SPOKE = re.compile(r"\s+of\s+(?:an?|the|its|their|his|her)\s")
COMPOUND = re.compile(
    r"(?P<who>(?:The\s)?[A-Z][^,;]{1,80}?)(?:,\s[^,;]{1,80},)?"
    rf"\s(?!(?:{'|'.join(sorted(SPOKESPEOPLE))}|leaders|auditors)\b)(?:[a-z]+(?:ed|s)|came|met|rang|spoke|stood|took|went|wrote)\s[^,;]{{1,160}},?\sand(?:\salso)?"
)
"""What stands before the second of two verbs with one subject: "Stone compared them and found"."""

AMONG = re.compile(
    r"(?P<all>(?!(?i:although|though|while|whereas|because|since|if|when|and|but|yet|that|as)\b)"
    r"[^,;]{3,60},\s(?:among\sthem|including|such\sas)\s(?P<who>[^,;]{3,80})),?"
)
"""Those who say something, and somebody with a name among them."""

WITH = re.compile(r"\s+with\b|[.,]")
OPENING = re.compile(
    r"(?:(?:And|But|Yet|So|Still|[A-Z]\w+ly|\w*ing|However|Moreover|Furthermore|Further|Also|Instead|"
    r"In|On|At|For|During|After|Before|Since|By|As|With|While|When|Under|Through|Over|To|Despite|"
    r"Because|Although|Though|Meanwhile|Nevertheless|Nonetheless|Besides|Reacting|Earlier|Later|"
    r"First|Second|Third|Fourth|Fifth|Therefore|Thus|Hence|Notwithstanding|Prior|Once|"
    r"Until|Upon|From|Within|Without|Like|Unlike|Where|How|Why|What|Every|Asked|"
    r"The\s(?:next|same|following)|\w+\s(?:years?|months?|weeks?|days?)\s(?:later|earlier|ago)|"
    r"in|on|at|for|during|after|by|as|once|when|before|since|despite|to)\b[^,\"\u201c]{0,140},\s+)"
    r"|(?:And|But|Yet)\s+"
)
PARENTHETIC = re.compile(
    rf",\s(?:he|she|it|they)\s(?:\w+ly\s|also\s)?(?:{VERB}|{SAID_SO}|{HELD})(?:,\s|\.$)"
)
"""Who says it, within what is said or behind it: "Most, he explained, were thefts"."""

APPOSED_NAME = re.compile(
    r",\s(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?(?P<who>[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){1,2}),"
)
"""Whoever has just been called by an office: ", Sanjit Rao,"."""

TWO_VERBS = re.compile(rf"\b{VERB}(?:\s\w+){{0,3}}?,?\sand\s(?=(?:also\s|\w+ly\s)?{VERB}\b)")
"""The first of two verbs of saying with one subject: "Boone agreed and said that"."""

TOPIC = re.compile(
    r"^(?!(?:He|I|It|She|That|There|They|This|We)\b)[A-Z][a-z]+(?:\s[a-z]+){0,4}:\s(?=(?:[A-Z]|the\s))"
)
"""What a paragraph of minutes is about, before its first words: "Matters arising: the clerk …"."""

RELATIVE = re.compile(
    r"(?<=[a-z]),\s(?:(?:about|against|for|from|of|to|with)\s)?(?:who|whom|whose|which)\s[^,.;:]{3,120},(?=\s)"
)
"""What is told of a subject before its verb, with verbs of its own: ", who argued for it,"."""

ASIDE = re.compile(r",\s[^,]{1,120},$|\s\([^()]{1,80}\)$")
NAMED_ASIDE = re.compile(
    r"(?:(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s|(?:[A-Z][\w&.-]*\s){0,3}[A-Z][\w&.-]*['\u2019]s?\s)"
    r"(?:[A-Z]{2,4}\s)?[a-z][^,]{1,80},\s(?P<who>[A-Z][^,]{1,80}),(?:\swho\s[^,]{1,80},)?"
)
"""Somebody called by what they are before their name: "the captain, Carl Boone,"."""

ACCORDING = re.compile(
    r"\b[Aa]ccording\s+to\s+(?P<who>(?:[^,.;:\"\u201c()]|(?<=\b[A-Z])\.(?=\S|\s[A-Z]\w)|(?<=[a-z])\.(?=[a-z])"
    rf"|,\s(?:18|19|20)\d\d\b|{_TITLED}){{2,110}}?(?:\([^)]{{1,20}}\))?)"
    r"(?P<doing>,\s(?:summari[sz]ing|citing|quoting|reporting)\s[^.;]{2,120}?(?=,\s(?!\d{4})))?"
    rf"(?=\s*(?:(?!(?<=\d),\s(?:18|19|20)\d\d\b)[,;:\"\u201c]|\.(?<!\b[A-Z]\.){_UNTITLED}(?![a-z])|$))"
)
OF_ITSELF = re.compile(r"\s(?:that|which)\s(?:is|was|were|appeared|came\sout)\b.*", re.S)
"""What tells of a source when it is from: "a page that was written after 2021"."""

_JOINS = (
    *("and", "but", "or", "which", "who", "that", "if", "as", "when", "while", "where", "though"),
    *("although", "because", "whereas"),
)
BETWEEN = re.compile("".join(rf"(?<!\b{word})" for word in _JOINS) + r",\s$")
"""A comma behind which somebody is named for all of a sentence, not for a clause of it."""

_ITEM = r"(?:the\s)?[A-Z][\w&\u2019'-]*(?:\s(?:(?:of|for|the)\s)*[A-Z][\w&\u2019'-]*){0,6}"
MORE_OF_THEM = re.compile(rf"(?:,\s{_ITEM}){{0,9}},?\sand\s{_ITEM},")
"""The rest of a list of those whom a sentence follows, of which only the first has been read."""

_JOINT = r"(?:,?\s(?:and|but|while|whereas|yet)|;(?:\s(?:and|but|while|whereas|yet))?)\s"
_FROM_HEAD_TO_HEAD = re.compile(rf",[^;]*?{_JOINT}")
_FROM_END_TO_END = re.compile(rf"{_JOINT}[^;]*")
"""What stands between the sources of two clauses, each before its clause or each behind it."""

AS_QUOTED = re.compile(
    r",\s+as\s+(?P<who>(?:[^,.;]|(?<=\b[A-Z])\.){3,80}?)"
    r"\s+(?:quotes|quoted|cites|cited|reports|reported|puts)\s+it,?"
)
AS_TOLD = re.compile(
    r",\s+as\s+(?:reported|quoted|cited|told|summari[sz]ed|paraphrased)\s+by\s+"
    r"(?P<who>[^,.;]{3,80}?(?:\s\d{1,2},\s(?:18|19|20)\d\d)?)(?:,|(?=\.$))"
)
"""Who passes on what another says: "According to CIS, as reported by the Post, …"."""

QUOTED_IN = re.compile(
    r"^According\s+to\s+[^,;:]{3,80}?(?P<aside>\s+that\s+(?P<who>[^,.;:]{3,80}?)"
    r"\s+(?:quotes|quoted|cites|cited|reproduces|reproduced)(?=,))"
)
"""Who passes on the words that a sentence follows: "According to the page that Boone quotes, …"."""


OF_A_PART = re.compile(
    r"(?:According\s+to\s+)?(?:[Tt]he|[Tt]hat|[Tt]his)\s+(?:(?:same|page\s+\S+)\s+)?"
    r"(?:passage|extract|excerpt|(?:executive\s+)?summary)\b(?!\s+(?:of|from|in)\b)"
)
"""A part of a work that is not named there: "According to the page 4 passage, …"."""


AT_THE_END = ' .,"\u201d)0123456789'
"""What may stand behind the last words of a sentence: its end, and the mark of a note."""


def bare_according(text: str) -> re.Match[str] | None:
    """Returns the match of an "According to …:" that only announces a quotation."""
    whole = ACCORDING.match(text)
    return whole if whole and text[whole.end() :].strip(" ,") in (":", "in part:") else None


def each_with_its_own(text: str) -> list[re.Match[str]]:
    """Returns the matches of "according to" where each clause has its own, else none.

    They stand at the head of every clause of the sentence, or at the end of every one.
    """
    found = list(ACCORDING.finditer(text))
    if len(found) < 2 or any(MORE_OF_THEM.match(text, each.end()) for each in found):
        return []
    between = [text[one.end() : other.start()] for one, other in pairwise(found)]
    before, after = text[: found[0].start()], text[found[-1].end() :]
    heads = not before and ";" not in after and all(map(_FROM_HEAD_TO_HEAD.fullmatch, between))
    ends = not after.strip(AT_THE_END) and ";" not in before
    return found if heads or (ends and all(map(_FROM_END_TO_END.fullmatch, between))) else []


def reports(verb: str, after: str) -> bool:
    """Whether what follows a reporting verb is what was said."""
    if NEGATED.match(after):
        return False
    if THAT.match(after):
        return True
    if verb in ("said", "says", *HELD_VERBS) and OWN_CLAUSE.match(after):
        return True
    if verb in ("said", "says", "believes", "believed", "estimates", "estimated"):
        return bool(CLAUSE.match(after))
    if verb in ("agreed", "agrees", "disagreed", "disagrees", "concurred", "concurs"):
        return bool(WITH.match(after))
    if verb in ("spoke", "speaks"):
        return bool(SPOKE.match(after))
    if verb == "told":
        return bool(TOLD.match(after))
    if verb in ("claims", "claimed"):
        return bool(SUM.match(after))
    if verb == "reports":  # "the reports of 2012" have said nothing
        return bool(NUMBER.match(after))
    if verb in ("found", "finds", "reported", "recommended", "recommends", "denied", "denies"):
        return bool(OBJECT.match(after))
    return False


def asserts(match: re.Match[str], after: str, *, by_work: bool) -> bool:
    """Whether a verb that may mean anything asserts what follows it.

    Args:
        match: Of `ASSERTS`.
        by_work: Whether its subject is a report, article or other work rather than an agency.
    """
    verb = match[0]
    if NEGATED.match(after):
        return False
    if verb in ("judged", "judges"):
        return JUDGED.match(after) is not None
    if match["holds"]:
        return by_work and OBJECT.match(after) is not None
    if verb in ("put", "puts"):
        return AT.match(after) is not None
    if verb in ("gave", "give", "gives") and not by_work:
        return AS_FIGURE.match(after) is not None
    if verb in ("show", "shows", "showed", "gave", "give", "gives"):
        return by_work and FIGURE.match(after) is not None
    return FIGURE.match(after) is not None
