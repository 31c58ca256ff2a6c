"""What a question asks for, and whether a sentence has it: the typed side of answerability.

Similarity cannot tell "GAO paid $14.3 million under one contract" from an answer to "Who was the
contractor?": the subject is the same. What is asked for is of a kind (an amount of money, a count
of something, a day, a person), it is new (not already in the question), and the rest of the
question has to be met where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from rag.abbreviations import INSTITUTION, NOBODY
from rag.claims import Token, fold, read
from rag.lexicon import HONORIFICS, SPOKESMEN, stem, words
from rag.names import TITLE
from rag.numbers import NUMBER, numbers
from rag.reporting import VERB
from rag.sentences import STARTERS

Demand = Literal[
    "money",
    "age",
    "share",
    "length",
    "duration",
    "count",
    "date",
    "why",
    "name",
    "holder",
    "person",
    "named",
]

# Names that show that several things are named.
MANY = 3
# Words between a number and what it counts: "8.4 million fingerprint sets", "sets ... at 8.4".
NEAR = 4

# Offices that somebody by name holds.
_OFFICE = (
    r"(?:head|chief|chair(?:man|woman|person)?|director|commissioner|secretary|administrator"
    r"|principal|president|chancellor|dean|governor|mayor|sheriff|minister|ambassador|inspector"
    r"|general|engineer|editor|ceo|founder|owner|superintendent|postmaster|manager|leader|sponsor"
    r"|moderator|spokes(?:man|woman|person))"
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
    r"|people|persons|individuals|members|whistleblowers?|hotels?|tribes?|island|river|ships?)"
)
_MODIFIER = r"(?!(?:did|do|does|has|have|had|is|are|was|were|will|would|can|could)\b)[\w'’-]+ "

_FORMS: tuple[tuple[Demand, str], ...] = (
    (
        "money",
        r"\bhow much (?:money|\w+ (?:cost|receiv|pa(?:y|id)|spen[dt]|earn|compensation))"
        r"|\bhow much (?:did|does|do|was|is|were|are|has|have|will|would)\b[^?]*\b(?:cost|paid"
        r"|pay|spen[dt]|earn|receive|worth|charged?|fined?)\b"
        r"|\bhow much (?:compensation|funding|money)|\bin (?:dollars|euros|pounds)\b"
        r"|\bwhat\b[^?]*\b(?:salary|wage|budget|price|fees?|fine)\b"
        r"|\bwhat (?:did|does|do)\b[^?]*\bcosts?\b",
    ),
    ("age", r"\bhow old\b|\bwhat age\b"),
    ("share", r"\bwhat (?:share|percent|percentage|proportion|fraction)\b|\bby what percent"),
    ("length", r"\bhow (?:tall|high|wide|far|deep|heavy|fast)\b"),
    ("duration", r"\bhow long\b"),
    ("count", r"\bhow many\b|\bwhat (?:number|amount)\b"),
    (
        "date",
        r"^(?:\W*(?:and|so|but|since|until|by)\W+)*when\b|\bwhen\?$|\b(?:what|which) "
        r"(?:exact )?(?:date|year|month|day|century)\b",
    ),
    ("why", r"\bwhy\b|\b(?:what|which|for what) reasons?\b|\bhow did\b[^?]*\bexplain\b"),
    (
        "name",
        r"\bnames? of\b|\b(?:real|full|maiden) name\b|\btheir names\b|\bwho (?:are|were) the\b",
    ),
    (
        "holder",
        rf"\bwho (?:is|was|are|were|became) (?:the |its |their )?(?:[\w'’-]+ ){{0,3}}?{_OFFICE}\b"
        r"|\bwho (?:currently |now )?(?:heads?|headed|chairs?|chaired|directs?|directed|founded"
        r"|owns?|owned)\b",
    ),
    ("person", r"\b(?:who|whom|whose)\b"),
    (
        "named",
        rf"\b(?:which|what) (?:of the )?(?:{_MODIFIER}){{0,2}}?(?:{_BODY}|{_ENTITY})\b"
        rf"|^(?:please )?(?:list|name|identify|give|show)(?: me)? (?:all |of )*(?:the )?"
        rf"(?:{_MODIFIER}){{0,2}}?(?:{_BODY}|{_ENTITY})\b",
    ),
)
_ASKS = tuple((demand, re.compile(pattern, re.I)) for demand, pattern in _FORMS)
_COUNTED = re.compile(
    r"\bhow many (?:of the |of |more |different |other |extra |additional )?"
    r"((?:[\w'-]+ ){0,3}?[\w'-]+)(?= (?:did|does|do|was|were|is|are|has|have|had|will|would|can"
    r"|could|may|should|took|take|in|of|on|at|to|from|with|came|come|that|who|which|there|be|by|not|under"
    r"|for|left|went|\w+ed)\b|\?|$)",
    re.I,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_TIME = re.compile(
    r"\bcentury\b|\bcenturies\b|\b\d+ (?:years|weeks|days|months) (?:ago|later|after|before)"
    r"|\b\d\d0s\b|\b(?:BC|AD|BCE)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bduring\b"
)
_MONEY = re.compile(
    r"[$€£¥]\s?\d|\b\d[\d,.]*[ -](?:million|billion)(?! \w*(?:s|people|hours|sets)\b)\b"
    r"|\b(?:dollars?|euros?|pounds|cents|crowns?|kronor|francs?|yen|yuan|pesos?|rupees?|roubles|rubles"
    r"|USD|EUR|GBP)\b|\bfree of charge\b|\bnothing extra\b"
    r"|\blittle or nothing\b|\bno (?:extra )?(?:cost|charge)\b",
    re.I,
)
_AGE = re.compile(r"\byears? old\b|\baged?\b|\bborn\b|\bage of\b", re.I)
_SHARE = re.compile(
    r"%|\bper ?cent\b|\bpercentage\b|\b(?:half|third|quarter|tenth|fifth|majority|most|all|none"
    r"|one in \w+|\w+ of (?:the )?(?:\d|ten|hundred))\b",
    re.I,
)
_LENGTH = re.compile(
    r"\b\d[\d,.]*[ -](?:feet|foot|inch(?:es)?|miles?|met(?:er|re)s?|km|kilomet|yards?|tons?)",
    re.I,
)
_DURATION = re.compile(
    r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|half)\b)[\w,.]*[ -]"
    r"(?:\w+ )?(?:second|minute|hour|day|week|month|year|decade|page|word)s?\b|\b(?:seconds|minutes"
    r"|since|until)\b|\bfrom .{3,40} (?:to|until) \b",
    re.I,
)
_REASON = re.compile(
    r"\b(?:because|since|due to|in order to|so that|reason(?:s|ed|ing)?|caus(?:e|ed|es)|owing to|"
    r"on the grounds?|for fear|thanks to|therefore|led to|result(?:ed|s)? (?:of|from|in)"
    r"|as a result|so as to|explain(?:s|ed)?|aim(?:ed|s)?|purpose|wanted|argu(?:ed|es|ing)"
    r"|concern(?:s|ed)?"
    r"|object(?:s|ed|ion)|believ(?:ed|es)|protest|fear(?:ed|s)?|depends?|too)\b"
    r"|,? as (?:it|they|he|she|the)\b",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:guards?|police|officials?|officers?|advocates?|councils?|court|boards?|committees?|staff"
    r"|captains?|clergy|mayors?|judges?|sheriffs?|lawyers?|attorneys?|masters?|keepers?|directors?"
    r"|ministers?|presidents?|governors?|senators?|members?|experts?|scholars?|researchers?|authors?"
    r"|auditors?|inspectors?|managers?|workers?|owners?|teachers?|doctors?|engineers?|soldiers?"
    r"|critics|dukes?|kings?|queens?|bishops?|chiefs?|commissioners?|secretar(?:y|ies)|women|men"
    r"|children|citizens|residents|immigrants|employees|employers|agents?|agency|agencies|companies"
    r"|company|groups?|government|states|counties|people who)\b",
    re.I,
)
# Who reports a sentence is no answer to who did what it reports.
_REPORTER = re.compile(
    r"^According to .{2,120}?, |^.{2,80}?\b(?:report(?:ed|s)|says|said|announced|wrote|recorded"
    r"|states?|stated|notes?|noted)\b(?: (?:in|on) [^,]{3,30}?)? that "
)
_ASKS_REPORTER = re.compile(
    rf"\b(?:{VERB})\b"
    r"|\b(?:claims?|view|opinion|maintains?|thinks?|believes?|newspaper|source)\b",
    re.I,
)
# "Which company" wants the word beside the name; "which state" does not: Ohio says so itself.
_SAID_OF = frozenset(
    map(
        stem,
        words("company firm contractor district office database hotel university court"),
    )
)
_WHICH = re.compile(r"\b(?:which|what) (?:\w+ )?(\w+)", re.I)
_PERSON = re.compile(
    rf"(?:{TITLE.pattern}|Mr\.|Ms\.|Mrs\.) (?:[A-Z][\w'.-]+ ?){{1,3}}"
    r"|\b[A-Z][a-z]+(?: [A-Z]\.)*(?: [A-Z][a-z'-]+[a-z][A-Za-z]*){1,2}\b"
    rf"|\b[A-Z][a-z]+(?= (?:is|was|{VERB})\b)"
)
_ACRONYM_SAYS_IT = re.compile(
    rf"\b(?:which|what) (?:of the )?(?:{_MODIFIER}){{0,2}}?{_BODY}\b", re.I
)
_PATTERNS: dict[Demand, re.Pattern[str]] = {
    "money": _MONEY,
    "age": _AGE,
    "share": _SHARE,
    "length": _LENGTH,
    "duration": _DURATION,
    "why": _REASON,
}
_MONTH = re.compile(
    r"january|february|march|april|may|june|july|august|september|october|november|december"
)
_OF_THEM = [["of", "them"], ["of", "these"], ["of", "those"], ["of", "whom"]]
_HOW_MANY = re.compile(rf"\b(?:which|what|the|name|list) ({NUMBER.pattern})(?= [a-z])", re.I)
_NO_COUNT = re.compile(r"[$€£%]|th$|points$")
_GENERIC = frozenset(
    map(stem, words("people person persons individuals time things item total number"))
)


def demanded(question: str) -> Demand | None:
    """Returns the kind of thing that a question asks for; None where it asks for none of these."""
    return next((demand for demand, pattern in _ASKS if pattern.search(question)), None)


def counted(question: str) -> tuple[str, ...]:
    """Returns the stems of the thing that "how many" counts, the head last."""
    match = _COUNTED.search(question)
    return tuple(stem(word) for word in match[1].lower().split()) if match else ()


def meets(question: str, text: str) -> float:
    """Returns how far a sentence has what a question asks for, in [0, 1].

    0 if nothing of that kind stands there, or only what the question says already; for a count .5
    where number and thing stand apart; 1 otherwise, and where nothing of a kind is asked for.
    """
    demand = demanded(question)
    if demand is None:
        return 1.0
    folded = fold(text)
    if demand in ("person", "name", "named") and not _ASKS_REPORTER.search(question):
        folded = _REPORTER.sub("", folded)
    ours, theirs = read(fold(question)), read(folded)
    asked = frozenset(token.key for token in ours if token.says)
    if demand == "count":
        return _count(question, asked, theirs)
    return float(_new_of_kind(demand, question, folded, theirs, asked))


def _new_of_kind(
    demand: Demand, question: str, text: str, theirs: tuple[Token, ...], asked: frozenset[str]
) -> bool:
    if demand == "holder":
        return any(not set(_keys_of(name)) <= asked for name in _people(text))
    if demand in ("person", "name", "named"):
        if demand == "named" and not _of_its_sort(question, theirs):
            return False
        roles = {role.lower() for role in _ROLE.findall(text)} - set(question.lower().split())
        if demand == "person" and roles:
            return True
        names = [name - asked for name in _names(theirs)]
        if demand == "name" or (demand == "named" and not _ACRONYM_SAYS_IT.search(question)):
            # "GAO" names nobody who wants to know what somebody is called.
            short = {token.key for token in theirs if token.text.isupper()}
            names = [name - short for name in names]
        return len(set(filter(None, names))) >= _how_many(question)
    if demand == "date":
        dates = [token.key for token in theirs if _is_date(token)]
        return _TIME.search(text) is not None or any(not _known(key, asked) for key in dates)
    # "How high" may ask for a rate or a price as well.
    patterns = (_LENGTH, _MONEY, _SHARE) if demand == "length" else (_PATTERNS[demand],)
    if not any(pattern.search(text) for pattern in patterns):
        return False
    return demand != "length" or any(
        token.kind == "number" and token.key not in asked for token in theirs
    )


def _how_many(question: str) -> int:
    """How many names an answer has at least: "which five people" wants several."""
    counted = _HOW_MANY.search(question)
    found = [each for each in numbers(counted[1]) if not each.is_year] if counted else []
    return min([MANY, *(max(1, int(each.value)) for each in found)]) if found else 1


def _people(text: str) -> Iterator[str]:
    """The people named: by title and name, by given name and surname, or as those who say it."""
    for match in _PERSON.finditer(text):
        if not INSTITUTION.search(match[0]) and not NOBODY.search(match[0]):
            words = match[0].split()
            yield " ".join(words[1:] if words[0] in STARTERS and len(words) > 2 else words)


def _keys_of(name: str) -> list[str]:
    """The keys of a name's words, titles left out."""
    keys = (token.key for token in read(f", {name}") if token.says)
    return [key for key in keys if key not in HONORIFICS]


def _of_its_sort(question: str, theirs: tuple[Token, ...]) -> bool:
    """Whether a sentence has the noun of "which company", where a name does not say it itself."""
    wanted = {
        stem(word.lower()) for match in _WHICH.finditer(question) for word in match[0].split()
    }
    wanted &= _SAID_OF
    return not wanted or bool(wanted & {stem(token.bare) for token in theirs})


def _count(question: str, asked: frozenset[str], theirs: tuple[Token, ...]) -> float:
    said = [token for token in theirs if token.says]
    new = [
        place
        for place, token in enumerate(said)
        if token.kind == "number"
        and token.key not in asked
        and not _is_date(token)
        and not _NO_COUNT.search(token.key)
    ]
    if not new:
        return 0.0
    things = counted(question)
    if not things or things[-1] in _GENERIC:
        return 1.0
    places = [place for place, token in enumerate(said) if stem(token.bare) == things[-1]]
    if any(abs(place - other) <= NEAR for place in places for other in new):
        return 1.0
    # "Forty-one of them" counts what the sentence before names.
    following = [theirs[theirs.index(said[place]) + 1 :][:2] for place in new]
    if any([token.key for token in pair] in _OF_THEM for pair in following):
        return 1.0
    return 0.5 if places else 0.0


def _is_date(token: Token) -> bool:
    """A bare year is read as a number where nothing tells it from one; "2,004" is no year."""
    year = _YEAR.fullmatch(token.key) is not None and "," not in token.text
    return token.kind == "date" or year


def _names(theirs: tuple[Token, ...]) -> list[frozenset[str]]:
    """The names of a sentence as sets of keys, titles and reporting nouns left out."""
    found: list[frozenset[str]] = []
    run: set[str] = set()
    for place, token in enumerate((*theirs, Token("", "", "break", 0))):
        # At the start of a sentence nothing tells a name from another word: in doubt it is one.
        opens = not place and token.kind == "word" and token.text[0].isupper()
        key = token.bare if opens else token.key
        if token.kind == "name" or opens:
            if key not in HONORIFICS | SPOKESMEN and not _MONTH.fullmatch(key):
                run.add(key)
        elif run:
            found.append(frozenset(run))
            run = set()
    return found


def _known(key: str, asked: frozenset[str]) -> bool:
    """Whether a date is one that the question has, as far as that goes."""
    dates = [other for other in asked if re.match(r"\d{4}|\*", other)]
    return any(other.startswith(key) or key.startswith(f"{other}-") for other in dates)
