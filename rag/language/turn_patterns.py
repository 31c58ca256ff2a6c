"""What the labels of turns look like: the patterns of `rag.language.turn_labels`."""

from __future__ import annotations

import re

from rag.language.dates import ANY_DAY, ANY_MONTH
from rag.language.lexicon import words

_S = r"[^\S\n]"
WORD = r"(?:[A-Z][\w\u2019'-]*\.?|de|van|von)"
PERSON = rf"[A-Z][\w\u2019'-]*\.?(?:{_S}{WORD}){{1,4}}"
_OFFICES = (
    r"(?:Analyst|Attorney|CEO|CFO|COO|CTO|Chair\w*|Chief|Clerk|Commissioner|Councillor"
    r"|Councilmember|Counsel|Director|Editor|Founder|Governor|Head|Host|Manager|Mayor|Member"
    r"|Minister|Moderator|Officer|Partner|President|Professor|Representative|Secretary|Senator"
    r"|Treasurer)"
)
_ROLE = (
    r"(?i:(?:the\s)?(?:operator|moderator|interviewer|facilitator|chair(?:man|woman|person)?|clerk"
    r"|court|witness|deponent|reporter|court\sreporter|videographer|interpreter|bailiff"
    r"|presiding\sofficer))"
)
PART = (
    r"(?:(?i:(?:the\s)?(?:agent|applicant|audience(?:\smember)?|caller|captain|claimant|commander|customer|defen[cs]e|defendant"
    r"|dispatch(?:er)?|doctor|driver|employer|examiner|female|guest|helper|host|inspector|interviewee"
    r"|investigator|judge|male|management|mayor|medic|member|narrator|nurse|officer|panel(?:list)?|participant"
    r"|patient|pilot|plaintiff|presenter|prosecution|question(?:er|\sfrom\s(?:the\s)?\w+)|radio|respondent|shareholder"
    r"|signaller|speaker|student|subject|tower|unidentified(?:\s(?:man|woman|speaker))?|union"
    r"|unknown(?:\s(?:man|woman|speaker))?|visitor|voice|volunteer|worker))"
    r"(?:\s(?:\d{1,4}|[A-Z]\b))?)"
)
"""What somebody is in a talk who has no name there: "Caller", "OFFICER 1"."""

_SHORT_TITLE = (
    r"(?:mr|cr|ms|mrs|miss|mx|dr|prof|rep|sen|gov|hon|det|sgt|insp|lt|capt|cpl|dep|supt|rev|ald)\b"
    r"\.?"
)
TITLE = (
    rf"(?i:{_SHORT_TITLE}"
    r"|(?:pc|cllr|revd|sir|dame|lord|lady|judge|justice|senator|representative|chair(?:man|woman"
    r"|person)?|commissioner|council(?:member|man|woman|or)|councillor|alderman|mayor|vice\smayor"
    r"|director|detective|sergeant|inspector|officer|constable|deputy|professor|doctor|counsel))"
)
_TITLED = rf"{TITLE}{_S}{WORD}(?:{_S}{WORD}){{0,3}}"
CODE = r"(?:[A-Z]{1,4}\d{0,3}|(?:[A-Z]\.){2,3})"
_OFFICE_HELD = rf"The{_S}(?:[A-Z][\w\u2019'-]*{_S}|for\s|of\s|the\s|and\s){{1,8}}(?=\()"
_CALLED_SO = (
    rf"(?P<who>{_TITLED}|{PART}|{_ROLE}|{PERSON}|{_OFFICE_HELD}|{CODE}(?![\w.])|[A-Z][\w\u2019'-]+"
    rf"(?:{_S}\d\w{{0,5}})?)\*?"
)
_BESIDE = r"(?:\s?[(\[](?P<beside>[^)\]\n:]{1,60})[)\]](?:\s?[(\[][^)\]\n:]{1,40}[)\]])*)?"
_TIME = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,3})?)?|\d{4}:\d{2})"
    r"(?:\s?(?:[AaPp]\.?[Mm]\b\.?|UTC|GMT|Z\b))?"
)
_DAY = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    rf"|\d{{1,2}}\s(?:{ANY_MONTH}|[A-Z][a-z]{{2}})\.?(?:\s\d{{4}})?"
    rf"|(?:{ANY_MONTH}|[A-Z][a-z]{{2}})\s\d{{1,2}}(?:,?\s\d{{4}})?)"
)
_STAMP = (
    rf"(?:[\[(]?(?:{_DAY}(?:,|T|\sat)?\s?)?T?[+-]?{_TIME}[\])]?(?:\s(?:-|\u2013|\u2014|\|)(?=\s))?)"
)
"""When something is said: "[00:12:05]", "12/03/2024, 18:04 -"."""

STAMP = re.compile(_STAMP)
_NUMBERED = (
    r"(?:(?:>>|[\u2013\u2014](?=\s)|\[\d{1,4}\]|#\d{1,4}|Q\d{1,4}[.:)]?|\d{1,4}[.)])\s*(?:\|\s)?)?"
)
_ANYBODY = r"[~@+]?\w[^\n:<>\[\](){}|]{0,40}?"
"""Whatever a program calls somebody by who writes or speaks."""

_THEN = r"(?:\s+(?=\S)|$)"
_LINE = re.compile(
    rf"(?P<who>{PERSON})(?:\s(?:--|-|\u2013|\u2014)\s[^.?!\n]{{2,90}}"
    rf"|,\s(?=[^\n]*\b{_OFFICES}\b)[^.?!\n:]{{2,90}})(?=\n|$)"
)
_BARE = re.compile(rf"(?P<who>{_ROLE}|{PERSON}):?(?=\n|$)")
_CALLED_LINE = re.compile(rf"{_CALLED_SO}{_BESIDE}:?(?=\n\S|$)")
_NUMBERED_LINE = re.compile(rf"\d{{1,3}}\.\s+(?P<who>{_TITLED}){_BESIDE}:?(?=\n|$)")
_COLON = re.compile(
    rf"{_NUMBERED}(?P<who>{_ROLE}|{_TITLED}|{PERSON})"
    rf"(?:,\s(?=[^\n:]*\b{_OFFICES}\b)[^.?!\n:]{{2,60}})?:(?:\s+|$)"
)
_CALLED = re.compile(rf"{_NUMBERED}{_CALLED_SO}{_BESIDE}:{_THEN}")
_CAPITALS = rf"[A-Z][A-Z\u2019'-]+(?:{_S}[A-Z\d][A-Z\d\u2019'-]*){{0,2}}"
_DASH = re.compile(
    rf"(?:(?P<who>{_TITLED}|{PART}|{_ROLE}){_BESIDE}\.?\s?(?:--|\u2013|\u2014)\s?"
    rf"|(?P<capitals>{_CAPITALS})\s-\s|(?P<speaker>(?:[Tt]he\s)?{_CAPITALS})\.\s?(?:--|\u2013|\u2014)\s?)(?=\S)"
)
_PERIOD = re.compile(
    rf"(?P<who>{TITLE}{_S}(?:{_S}?[A-Z][\w\u2019'-]+){{1,2}}|{PART}|{_ROLE})\.\s+(?=[A-Z])"
)
_SPACED = re.compile(
    rf"(?P<who>{CODE}|[A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+){{0,2}})(?:\t+| {{2,}})(?=\S)"
)
_IN_BRACKETS = re.compile(r"\((?P<who>[A-Z]{2,4})\)\s+(?=[A-Z\u201c\"])")
_BRACKETED = re.compile(r"\[(?P<who>[A-Z][\w .\u2019'-]{0,40})\]:?\s+(?=\S)")
_TAG = (
    r"(?:a|aside|b|body|br|div|em|footer|h\d|head|header|hr|html|i|img|li|main|nav|ol|p|section"
    r"|span)"
)
_NICK = re.compile(rf"<(?!{_TAG}\b)(?:v\s|[@+~\s])?(?P<who>[^>\n/=]{{1,40}})>\s*(?=\S)")
_LETTER = re.compile(
    r"(?P<who>[QA]|Question|Answer|QUESTION|ANSWER)(?:\s?\d{0,3}[.:]\s+|\d{0,3}\s{2,})(?=\S)"
    r"(?![A-Z][^\n:?]{1,40}:\s)"
)
_ASKER = re.compile(
    r"(?P<who>[QA])(?:\s?\((?P<beside>[^)\n]{2,80})\)[.:]\s+|[.:]\s+\((?P<code>[A-Z][^)\n]{1,40})\)\s+)(?=\S)"
)
"""A letter with who asks or answers: "Q (Ms Orme, parent):"."""

_ASKER_LINE = re.compile(rf"[QA]\s(?:-|\u2013|\u2014)\s(?P<who>{PERSON})(?=\n|$)")
_STAMPED = re.compile(
    rf"{_NUMBERED}{_STAMP}\s+(?:(?P<who>{_ANYBODY}){_BESIDE}:\s+(?=\S)"
    r"|<[@+~\s]?(?P<nick>[^>\s]{1,40})>\s+(?=\S)"
    r"|\[(?P<bracketed>[A-Za-z][^\]\n]{0,40})\]\s+(?=\S)"
    r"|(?:[A-Z0-9][A-Z0-9/-]{0,7}(?:\s{2,}|\t))?(?P<column>[A-Z0-9][\w .\u2019'/-]{0,24}?)"
    r"(?:\s{2,}|\t|\s\|\s)(?=\S))"
)
_STAMPED_CAPS = re.compile(rf"{_STAMP}\s+(?P<caps>[A-Z][A-Z0-9/-]{{1,7}})\s(?=\S)")
_STAMPED_LINE = re.compile(
    rf"{_NUMBERED}{_STAMP}\s+(?P<who>[A-Z]{_ANYBODY})(?:\s?\((?P<beside>[^)\n]{{1,60}})\))?"
    r"(?:\s{2,}[^\n]{1,60})?(?=\n|$)"
)
_NAME_FIRST = re.compile(
    rf"(?P<who>[A-Z][\w\u2019'.-]*(?:{_S}[A-Z\d][\w\u2019'.-]*){{0,3}}),?{_S}{{1,4}}[\[(]{_TIME}[\])]:?"
    rf"(?:{_S}+(?=\S)|(?=\n|$))"
)
"""A name before the time: "MAYA [00:01:12]:"."""

_WHEN = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}\s(?:{ANY_MONTH})\b|(?:{ANY_MONTH})\s\d{{1,2}}\b|\d{{1,2}}[:.]\d\d\b"
    r"|\d+\s(?:minute|hour|day|week|month|year)s?\sago)"
)
RULE = r"[-=_*]{3,}"
_POST = re.compile(
    rf"(?:{RULE}\s*\n\s*)?"
    r"(?:#?\d{1,4}[.:)]?\s)?(?:(?:Comment|Post|Posted|Reply|Re)\s(?:by|from)\s)?"
    rf"(?!{ANY_DAY}\b|On\s)"
    r"(?P<who>@?[A-Za-z][\w.\u2019'-]*(?:\s[A-Z][\w.\u2019'-]*){0,3})(?:\s\([^)\n\d]{1,40}\))?"
    r"(?:\s(?:has\s)?(?:answered|commented|opened|posted|replied|responded|wrote)\b[^\n.]{0,60}"
    rf"|[\s,|\u00b7\u2013\u2014-]+(?:on\s|at\s|\()?[^\n.]{{0,20}}?{_WHEN}[^\n.]{{0,40}}):?(?:\n{RULE})?(?=\n|$)"
)
"""Who has posted what stands below, with when: "janedoe commented on 2012-05-04"."""

NOTE = re.compile(r"(?:\((?:[^()]|\([^()]*\)){1,800}\)|\[[^\[\]]{1,800}\])[.:]?[^\S\n]*(?=\n|$)")
"""What whoever takes it down adds, in brackets by itself."""

LISTED_NAME = re.compile(
    rf"(?:{TITLE}\s)*[A-Z][\w\u2019'-]+(?:{_S}(?:[A-Z]\.|[A-Z][\w\u2019'-]+)){{1,3}}(?:,[^.?!\n]*)?"
    r"[^\S\n]*(?=\n|$)"
)
"""Behind a label no words but who it is: "Observer: Jane Doe, note taker"."""

QUOTED = re.compile(r"\s*\n\s*>")
"""What follows on who is only quoted: "janedoe wrote:"."""

ADDRESSED = re.compile(rf"{TITLE}\s|{_ROLE}$")
TALK = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our)\b|\?")
SWORN = re.compile(
    rf"(?:DEPOSITION|Deposition|TESTIMONY|Testimony)\s(?:OF|of)\s+(?:{TITLE}\s)?(?P<of>{PERSON})"
    rf"|(?P<sworn>{PERSON}),\s[^.:]{{0,80}}\bduly\s(?:sworn|affirmed)\b"
    rf"|(?:{TITLE}\s)?(?P<called>{PERSON}),?\s"
    r"(?:\((?i:affirmed|called|recalled|sworn)\)|(?i:affirmed|recalled|sworn)[ \t]*(?=\n|$))"
    r"|(?:^|\n)\W*(?i:name\sof\s)?(?i:interviewee|witness|person\sinterviewed|narrator|deponent)"
    r"\W*[:;|]\W*"
    rf"(?:{TITLE}\s)*(?P<named>{PERSON})"
    rf"|(?i:\binterview\s(?:of|with)\s)(?:{TITLE}\s)*(?P<interviewed>{PERSON})"
)
"""Who answers where "A." does."""

OF_TALK = re.compile(
    r"\b(?:audio|call|captions?|chat|conversation|debates?|evidence|focus\sgroup|hearing|interview|log"
    r"|oral\shistory|podcast|radio|record(?:ed|ing)?|session|transcri\w+|verbatim|voice|webcast"
    r"|webinar|WEBVTT)\b",
    re.I,
)
"""What a document calls itself at its head in which people talk."""

HEAD = 800
NO_NAME = words(
    """
    absent action actions address advice agenda agreed answer apologies appendix argument
    attachment author background bcc by case cause cc certificate channel claim clip comment
    comments conclusion condition cons contact contents copy correction criteria date day
    decided decision details device document duration effect email end event evidence
    example exhibit fact file finding findings from goal how however important in-reply-to
    incident issue item key legend length lesson location message-id method minutes name no
    note notes number objective observation outcome page part phone place position prepared
    present priority problem pros purpose question re reason recommendation ref reference
    references remedy reply response result results risk scene section sent solution source
    start status step steps subject summary tel tip title to topic total transcript type
    update venue warning what when where who why
    """
)
"""What stands before a colon and is no name, in small letters."""

LABELS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("letter", "any", _ASKER),
    ("letter", "any", _LETTER),
    ("stamped", "any", _STAMPED),
    ("stamped line", "any", _STAMPED_LINE),
    ("stamped", "any", _STAMPED_CAPS),
    ("name first", "any", _NAME_FIRST),
    ("nick", "any", _NICK),
    ("line", "named", _LINE),
    ("line", "strict", _BARE),
    ("line", "any", _ASKER_LINE),
    ("post", "any", _POST),
    ("colon", "strict", _COLON),
    ("colon", "called", _CALLED),
    ("line", "called", _CALLED_LINE),
    ("line", "called", _NUMBERED_LINE),
    ("bracketed", "called", _BRACKETED),
    ("letter", "any", _IN_BRACKETS),
    ("dash", "called", _DASH),
    ("period", "called", _PERIOD),
    ("spaced", "called", _SPACED),
)
"""The form of labels, how it is known that one names somebody, and what they look like."""

STAMPED = frozenset(
    (
        *("stamped", "stamped nick", "stamped bracketed", "stamped column", "stamped caps"),
        *("stamped line", "name first"),
    )
)
"""The forms of labels with a time."""
