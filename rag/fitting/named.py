"""Whom and what a sentence names: people, those who hold an office, things of a sort."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.asking.demand import Demand, leads, sort_asked, wants_body
from rag.language.abbreviations import INSTITUTION, NOBODY
from rag.language.claims import SAYS, Token, fold, keys, read
from rag.language.countries import asks_for_country, has_country
from rag.language.dates import MONTHS
from rag.language.lexicon import HONORIFICS, SPOKESMEN, is_verb, stem, words
from rag.language.numbers import NUMBER, numbers
from rag.language.reporting import VERB
from rag.language.sentences import STARTERS
from rag.language.titles import TITLE

NAMES: frozenset[Demand] = frozenset(("holder", "person", "name", "named"))
"""What is asked for by name."""
# Names that show that several things are named.
MANY = 3
# Words between a noun and a name of that sort, in a longer series too.
BESIDE = 8
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
_A_ROLE = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Ss]ome|[Aa]nother) (?:[\w.&’'-]+ ){0,3}?"
    rf"(?:advis[eo]rs?\b|{_ROLE.pattern})",
)
# Nor is a law or a bill anybody: "the Harbor Act, Assembly Bill AB 4, was vetoed".
_NOBODY_BY_NAME = re.compile(
    r"\b(?:[A-Z][\w.]* )+(?:Act|Amendment|Bill|Order)s?\b(?! [A-Z][a-z])"
    r"(?: (?:[A-Z.]{1,5} )?\d+)?"
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
_MONTHS = frozenset(month.lower() for month in MONTHS)
_HOW_MANY = re.compile(rf"\b(?:which|what|the|name|list) ({NUMBER.pattern})(?= [a-z])", re.I)


def names_new(
    demand: Demand, question: str, text: str, theirs: tuple[Token, ...], asked: frozenset[str]
) -> bool:
    """Whether a sentence names whom or what a question asks for, and the question does not.

    Args:
        demand: One of `NAMES`.
        theirs: The sentence as read.
        asked: The keys of what the question says.
    """
    if demand == "holder":
        others = (name for name in _people(text) if not set(_keys_of(name)) <= asked)
        return leads(question, text) and any(others)
    if demand == "named" and not _of_its_sort(question, text, theirs):
        return False
    if demand == "named" and asks_for_country(question) and not has_country(text):
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


def names_again(question: str, text: str, other: str) -> bool:
    """Whether all that a sentence names, besides what a question does, another one names, too.

    Not one of which nobody is named, nor one that tells of a role besides: "police officers".
    """
    asked = keys(read(fold(question)))
    own, seen = (list(_names(read(fold(each)))) for each in (text, other))
    new = [name - asked for name in own if name - asked]
    roles, known = (
        {role.lower() for role in _ROLE.findall(each)} for each in (text, f"{other} {question}")
    )
    return bool(new) and roles <= known and all(any(x <= y for y in seen) for x in new)


def tells_only_a_role(question: str, text: str) -> bool:
    """Whether a sentence tells who it was by a role alone: "by a legal adviser of the port"."""
    asked = set(_keys_of(question))
    named = (name for name in _people(text) if not set(_keys_of(name)) <= asked)
    return _A_ROLE.search(text) is not None and not any(named)


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


def _names(theirs: tuple[Token, ...]) -> list[frozenset[str]]:
    """The names of a sentence as sets of keys, titles and reporting nouns left out."""
    found: list[frozenset[str]] = []
    run: set[str] = set()
    for place, token in enumerate((*theirs, Token("", "", "break", 0))):
        opens = bool(theirs) and not place and _opens_with_name(theirs)
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
