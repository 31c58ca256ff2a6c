"""Whether a sentence has what a question demands: an amount, a count of that thing, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.abbreviations import INSTITUTION, NOBODY, abbreviations
from rag.claims import SAYS, Token, fold, read
from rag.dates import MONTHS
from rag.demand import (
    Demand,
    counted,
    demanded,
    leads,
    sort_asked,
    wants_body,
    wants_part,
    wants_period,
)
from rag.lexicon import HONORIFICS, PREPOSITIONS, SPOKESMEN, is_verb, stem, words
from rag.names import TITLE
from rag.numbers import NUMBER, numbers
from rag.reasons import may_give_reason
from rag.reporting import VERB
from rag.sentences import STARTERS

# Names that show that several things are named.
MANY = 3
# Words between a noun and a name of that sort, in a longer series too.
BESIDE = 8
# What a number of something else is worth where a count is asked for: "14 towns" for "places".
ANOTHER = 0.25
# Words between a number and what it counts: "8.4 million fingerprint sets", "sets ... at 8.4".
NEAR = 4

_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_TIME = re.compile(
    r"\bcentury\b|\bcenturies\b|\b\d+ (?:years|weeks|days|months) (?:ago|later|after|before)"
    r"|\b\d\d0s\b|\b(?:BC|AD|BCE)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bduring\b"
)
_MONEY = re.compile(
    r"[$€£¥]\s?\d|\b\d[\d,.]*[ -](?:million|billion)(?! \w*(?:s|people|hours|sets)\b)\b"
    r"|\b(?:dollars?|euros?|pounds|cents|crowns?|kronor|francs?|yen|yuan|pesos?|rupees?|roubles|rubles"
    r"|USD|EUR|GBP)\b|\bfree of charge\b|\bnothing extra\b"
    r"|\blittle or nothing\b|\b(?:no|without) (?:(?:extra|added|additional|further) )?"
    r"(?:costs?|charge|expense|fee)\b",
    re.I,
)
_AGE = re.compile(r"\byears? old\b|\baged?\b|\bborn\b|\bage of\b", re.I)
_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_MORE = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|(?:nine|eigh)teen|twenty|hundred)"
_SHARE = re.compile(
    r"%|\bper ?cent\b|\bpercentage of \d|^\W*all\b|\b(?:nearly|almost) all\b|\ball of\b"
    r"|\b(?:half|(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?|majority|most|none)\b"
    rf"|\bone in \w+|\b{_FEW} (?:\w+ )?(?:in|of|out of) (?:the |every )?{_MORE}\b"
    r"|\b(?!total\b)\w+ of (?:the )?(?:\d|ten|hundred)\b"
    rf"|\b(?:\d[\d,]*|{_FEW}|{_MORE}) (?:\w+ )?(?:out )?of (?:the |our |its |their |these |those )?"
    r"(?!(?:19|20)\d\d\b)\d",
    re.I,
)
_OF_CHANGE = re.compile(
    r"\b(?:(?:rise|increase|growth|gain|fall|drop|decline|decrease|reduction|surge|jump) of"
    r"|(?:rose|risen|rise|rising|increased?|increasing|grew|grown|grow|growing|fell|fallen|fall"
    r"|falling|dropped|declined|decreased|reduced)(?: by)?)"
    r" (?:about |around |nearly |almost |over |more than |roughly )?\d[\d.]* ?(?:%|per ?cent)"
    r"|\bexceed(?:s|ed|ing)?\b[^.;]{0,80}? by\b[^.;]{0,30}?\d[\d.]* ?(?:%|per ?cent)"
    r"|\b\d[\d.]* ?(?:%|per ?cent)(?:,? (?:above|below)| (?:fewer|greater|higher|larger|less|lower"
    r"|more|smaller|increase|decrease|decline|drop|reduction|rise))\b",
    re.I,
)
"""How much something grew or shrank is no share of anything."""
_ASKS_CHANGE = re.compile(
    r"\bby what\b|\b(?:chang|ris|rose|increas|gr[oe]w|gain|f[ae]ll|drop|declin|decreas|reduc|surg"
    r"|jump|above|below|fewer|greater|higher|larger|less|lower|more|smaller)",
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
# A number after one of these counts nothing.
_PAGES = words("pages page p section chapter")
# And "one" after one of these is no number.
_EVERY = words("every each any no")
# Who reports a sentence is no answer to who did what it reports.
_REPORTER = re.compile(
    r"^According to .{2,120}?, |^.{2,80}?\b(?:report(?:ed|s)?|(?<!to )says?|said|announced?|wrote"
    r"|writes?|recorded|stated?|states|not(?:es?|ed))\b(?:,? (?:in|on) [^;:]{3,60}?,?)? that "
)
# Nor is a law or a bill anybody: "the Harbor Act, Assembly Bill AB 4, was vetoed".
_NOBODY_BY_NAME = re.compile(
    r"\b(?:[A-Z][\w.]* )+(?:Act|Amendment|Bill|Order)s?\b(?! [A-Z][a-z])"
    r"(?: (?:[A-Z.]{1,5} )?\d+)?"
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
# Courts called so without the word: "the Southern District of Ohio", "the Third Circuit".
_COURT = re.compile(
    r"\b(?:Northern|Southern|Eastern|Western|Central|Middle) District(?: of [A-Z]|\b(?! [A-Z]))"
    r"|\b(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Federal"
    r"|D\.C\.|\d{1,2}(?:st|nd|rd|th|d)) (?:Circuit\b|Cir\.)"
    r"|\b[NSEWCM]\.D\. ?[A-Z]"
)
# Offices of which somebody is asked for by name: a bill or a company is no governor.
_OFFICERS = frozenset(
    map(stem, words("governor mayor senator sheriff judge congressman congresswoman"))
)
_WHICH = re.compile(r"\b(?:which|what) (?:\w+ )?(\w+)", re.I)
_GETS = re.compile(r"\bhow much (?:did|does|do|has|have|had|will|would)\b.*\b(?:get|got)\b", re.I)
"""What asks for money or for another thing that is counted."""
_ONE_OF_A_SORT = re.compile(
    r"\b(?:[Oo]ne|[Aa]n?|[Ss]ome|[Aa]nother) (?:[a-z][\w’'-]* ){0,2}?(?P<sort>[a-z]+)\b"
)
_NOT_THE = re.compile(r"(?<!\bthe )(?<!\bthis )(?<!\bthat )\b[a-z]+\b")
_NAMED_BEFORE = re.compile(
    r"\b(?P<name>[A-Z0-9][\w’'.&-]*)\)?(?:,| is| was| as|, (?:which|who) (?:is|was)) $"
)
_NAMED_AFTER = re.compile(
    r"(?: in [^,;.]{2,40})?(?:,|:| \(| –| —|,? (?:(?:\w+ ){0,3}called|named|known as|such as"
    r"|like|for example,)) ?(?:the )?[“\"]?[A-Z]"
)
_PERSON = re.compile(
    rf"(?:{TITLE.pattern}|Mr\.|Ms\.|Mrs\.) (?:[A-Z][\w'.-]+ ?){{1,3}}"
    r"|\b[A-Z][a-z]+(?: [A-Z]\.)*(?: [A-Z][a-z'-]+[a-z][A-Za-z]*){1,2}\b"
    rf"|\b[A-Z][a-z]+(?= (?:is|was|{VERB})\b)"
)
_ABSTRACT = re.compile(r"(?:ies|tions?|ity|ship)\W*$|\b(?:Circuit|County|District)\b")
"""What is in the name of a program or a court rather than a person: "Secure Communities"."""
_PATTERNS: dict[Demand, re.Pattern[str]] = {
    "money": _MONEY,
    "age": _AGE,
    "share": _SHARE,
    "length": _LENGTH,
    "duration": _DURATION,
}
_MONTHS = frozenset(month.lower() for month in MONTHS)
_OF_THEM = [["of", "them"], ["of", "these"], ["of", "those"], ["of", "whom"]]
_HOW_MANY = re.compile(rf"\b(?:which|what|the|name|list) ({NUMBER.pattern})(?= [a-z])", re.I)
_NO_COUNT = re.compile(r"[$€£]|th$|points$")
_GENERIC = frozenset(
    map(stem, words("people person persons individuals time things item total number"))
)


def meets(question: str, text: str) -> float:
    """Returns how far a sentence has what a question asks for, in [0, 1].

    0 if nothing of that kind stands there, or only what the question says already; for a count .5
    where number and thing stand apart; 1 otherwise, and where nothing of a kind is asked for.
    """
    demand = demanded(question)
    if demand is None:
        return 1.0
    folded = fold(_in_short(question, text))
    if demand in ("person", "name", "named") and not _ASKS_REPORTER.search(question):
        folded = _REPORTER.sub("", folded)
    ours, theirs = read(fold(question)), read(folded)
    asked = frozenset(token.key for token in ours if token.says)
    if demand == "count":
        return _count(question, asked, theirs)
    return float(_new_of_kind(demand, question, folded, theirs, asked))


def _in_short(question: str, text: str) -> str:
    """A text with the short forms that a question has, where it spells them out: no new name."""
    for long, short in abbreviations(text).items():
        if long != short and re.search(rf"\b{re.escape(short or long)}\b", question):
            text = text.replace(f"{long} ({short})", short)
    return text


def _new_of_kind(
    demand: Demand, question: str, text: str, theirs: tuple[Token, ...], asked: frozenset[str]
) -> bool:
    if demand == "holder":
        others = (name for name in _people(text) if not set(_keys_of(name)) <= asked)
        return leads(question, text) and any(others)
    if demand in ("person", "name", "named"):
        if demand == "named" and not _of_its_sort(question, text, theirs):
            return False
        if demand == "named" and _is_left_unnamed(sort_asked(question), text):
            return False
        roles = {role.lower() for role in _ROLE.findall(text)} - set(question.lower().split())
        if demand == "person" and roles:
            return True
        if demand == "named" and sort_asked(question) in _OFFICERS:
            return any(name - asked for name in _officers(sort_asked(question), text, theirs))
        if demand == "person" and not _WHICH.match(question):
            theirs = read(fold(_NOBODY_BY_NAME.sub("it", text)))
        new = [name - asked for name in _names(theirs)]
        if demand == "name" or (demand == "named" and not wants_body(question)):
            # "GAO" names nobody who wants to know what somebody is called.
            short = {token.key for token in theirs if token.text.isupper()}
            new = [name - short for name in _beside(sort_asked(question), theirs, new)]
        return len(set(filter(None, new))) >= _how_many(question)
    if demand == "date":
        dates = [token.key for token in theirs if _is_date(token)]
        if wants_period(question) and _DURATION.search(text):
            return True
        return _TIME.search(text) is not None or any(not _known(key, asked) for key in dates)
    if demand == "why":
        return may_give_reason(text)
    if demand == "change":
        told = (token for token in theirs if token.kind == "number" and not _is_date(token))
        return any(token.key not in asked for token in told)
    if demand == "money" and _GETS.search(question):
        numbers_told = (token for token in theirs if token.kind == "number" and not _is_date(token))
        return _MONEY.search(text) is not None or any(
            token.key not in asked for token in numbers_told
        )
    # "How high" may ask for a rate or a price as well.
    if demand == "share" and not _ASKS_CHANGE.search(question):
        text = _OF_CHANGE.sub("", text)
    patterns = (_LENGTH, _MONEY, _SHARE) if demand == "length" else (_PATTERNS[demand],)
    if not any(pattern.search(text) for pattern in patterns):
        return False
    return demand != "length" or any(
        token.kind == "number" and token.key not in asked for token in theirs
    )


def _is_left_unnamed(sort: str | None, text: str) -> bool:
    """Whether a sentence speaks only of one or some of a sort and does not say which.

    "To one company that sold it" names none; "one company, Vitrum," and "Vitrum, a company" do.
    """
    told = [found for found in _ONE_OF_A_SORT.finditer(text) if stem(found["sort"]) == sort]
    plain = [each for each in _NOT_THE.findall(text.lower()) if stem(each) == sort]
    return (
        bool(told)
        and len(told) == len(plain)
        and not any(_goes_by_name(text, each) for each in told)
    )


def _goes_by_name(text: str, found: re.Match[str]) -> bool:
    before, after = _NAMED_BEFORE.search(text[: found.start()]), text[found.end() :]
    name = before is not None and before["name"] not in STARTERS
    return name or _NAMED_AFTER.match(after) is not None


def _beside(
    sort: str | None, theirs: Sequence[Token], names: Sequence[frozenset[str]]
) -> list[frozenset[str]]:
    """The names near the noun that says of what sort they are; all where it does not stand there.

    "Two museums, the Louvre and the Prado, …" names museums, "GAO asked museums in Alaska" none.
    """
    said = [token for token in theirs if token.says]
    places = [place for place, token in enumerate(said) if stem(token.bare) == sort]
    if not places:
        return list(names)
    near = {
        token.key
        for other, token in enumerate(said)
        if any(abs(place - other) <= BESIDE for place in places)
    }
    return [name for name in names if name & near]


def _officers(sort: str | None, text: str, theirs: Sequence[Token]) -> Iterator[frozenset[str]]:
    """The people named in a sentence, and the names right beside the office they hold."""
    for name in _people(text):
        if not name.endswith(" Bill"):
            yield frozenset(_keys_of(name))
    said = [token for token in theirs if token.says]
    for place, token in enumerate(said):
        if stem(token.bare) == sort and not token.bare.startswith("government"):
            beside = said[max(0, place - 1) : place + 2]
            yield frozenset(each.key for each in beside if each.kind == "name") - HONORIFICS


def _how_many(question: str) -> int:
    """How many names an answer has at least: "which five people" wants several."""
    counted = _HOW_MANY.search(question)
    found = [each for each in numbers(counted[1]) if not each.is_year] if counted else []
    return min([MANY, *(max(1, int(each.value)) for each in found)]) if found else 1


def _people(text: str) -> Iterator[str]:
    """The people named: by title and name, by given name and surname, or as those who say it."""
    for match in _PERSON.finditer(text):
        words = match[0].split()
        nobody = any(kind.search(match[0]) for kind in (INSTITUTION, NOBODY, _ABSTRACT))
        if not nobody and words[-1] not in STARTERS:
            yield " ".join(words[1:] if words[0] in STARTERS and len(words) > 2 else words)


def _keys_of(name: str) -> list[str]:
    """The keys of a name's words, titles left out."""
    keys = (token.key for token in read(f", {name}") if token.says)
    return [key for key in keys if key not in HONORIFICS]


def _of_its_sort(question: str, text: str, theirs: tuple[Token, ...]) -> bool:
    """Whether a sentence has the noun of "which company", where a name does not say it itself."""
    wanted = {
        stem(word.lower()) for match in _WHICH.finditer(question) for word in match[0].split()
    }
    wanted &= _SAID_OF
    if _COURT.search(text):
        wanted -= {stem("court")}
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
        and (not place or said[place - 1].bare not in _PAGES)
        and not _is_everyone(theirs, token)
    ]
    if not new:
        return 0.0
    things = counted(question)
    if not things or things[-1] in _GENERIC:
        part = wants_part(question)
        return float(any(part or not said[place].key.endswith("%") for place in new))
    places = [place for place, token in enumerate(said) if stem(token.bare) == things[-1]]
    if any(_counts(theirs, said[other], said[place]) for place in places for other in new):
        return 1.0
    # "Forty-one of them" counts what the sentence before names.
    following = [theirs[theirs.index(said[place]) + 1 :][:2] for place in new]
    if any([token.key for token in pair] in _OF_THEM for pair in following):
        return 1.0
    return 0.5 if places else ANOTHER


def _is_everyone(theirs: Sequence[Token], number: Token) -> bool:
    place = theirs.index(number)
    return number.key == "1" and place > 0 and theirs[place - 1].bare in _EVERY


def _counts(theirs: Sequence[Token], number: Token, thing: Token) -> bool:
    """Whether a number counts a thing: "19 former members", "five of the members", "sets … at 8".

    Not "100,000 caregivers of veterans", which counts caregivers.
    """
    one, other = sorted((theirs.index(number), theirs.index(thing)))
    between = theirs[one + 1 : other]
    if sum(token.says for token in between) >= NEAR:
        return False
    if thing.start < number.start or not between:
        return True
    of_them = between[0].key == "of"
    return not any(token.key in PREPOSITIONS for token in between[of_them:])


def _is_date(token: Token) -> bool:
    """A bare year is read as a number where nothing tells it from one; "2,004" is no year."""
    year = _YEAR.fullmatch(token.key) is not None and "," not in token.text
    return token.kind == "date" or year


def _names(theirs: tuple[Token, ...]) -> list[frozenset[str]]:
    """The names of a sentence as sets of keys, titles and reporting nouns left out."""
    found: list[frozenset[str]] = []
    run: set[str] = set()
    for place, token in enumerate((*theirs, Token("", "", "break", 0))):
        opens = not place and _opens_with_name(theirs)
        key = token.bare if opens else token.key
        if token.kind == "name" or opens:
            if key not in HONORIFICS | SPOKESMEN | _MONTHS:
                run.add(key)
        elif run:
            found.append(frozenset(run))
            run = set()
    return found


def _opens_with_name(theirs: Sequence[Token]) -> bool:
    """Whether the first word of a sentence may be a name: nothing but what follows it tells."""
    first = theirs[0]
    if (
        first.kind != "word"
        or not first.text[0].isupper()
        or first.text in STARTERS
        or first.text.endswith("ly")
    ):
        return False
    after = next((token for token in theirs[1:] if token.key != ","), None)
    if after is None or first.text.endswith("'s"):
        return True
    return after.kind == "name" or after.key == SAYS or is_verb(after.text.lower())


def _known(key: str, asked: frozenset[str]) -> bool:
    """Whether a date is one that the question has, as far as that goes."""
    dates = [other for other in asked if re.match(r"\d{4}|\*", other)]
    return any(other.startswith(key) or key.startswith(f"{other}-") for other in dates)
