"""What people are called by before their names, and whether two names are one person's."""

from __future__ import annotations

import re

TITLE = re.compile(
    r"(?:(?:Acting|Assistant|Deputy|Under|Vice)\s+)?(?:(?:Rep|Reps|Sen|Sens|Gov|Dr|Prof|Gen|Col|Lt|Adm|Hon)\.|Secretary|Director|Senator|"
    r"Representative|Governor|Commissioner|Administrator|President|Chairman|Chairwoman|Judge|Sheriff)"
)
COURTESY = re.compile(r"^(?:Mr|Mrs|Ms)\.\s+")
ADDRESS = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Revd?|Sir|Dame|Lord|Lady)"
"""What anybody is addressed by before a surname, with or without a full stop behind it."""

ADDRESSED = re.compile(rf"^{ADDRESS}\.? (?=[A-Z])")
OFFICE_NAME = (
    r"(?:Attorney|Auditor|Chief|Clerk|Commissioner|Director|Engineer|Manager|Mayor|Treasurer)"
)
"""Offices that are put before a name with what they are of: "City Manager", "Fire Chief"."""

ROLE = (
    r"(?:analyst|attorney|captain|chair(?:man|person|woman)?|chief(?:\s(?:executive|of\s\w+))?|clerk"
    r"|commissioner|consultant|coordinator|council(?:lor|man|member|woman)|counsel|director|doctor"
    r"|economist|editor|engineer|executive|founder|inspector|investigator|judge|lawyer|manager|mayor"
    r"|minister|nurse|officer|owner|physician|plumber|president|professor|resident|researcher"
    r"|scientist|secretary|solicitor|spokes(?:man|person|woman)|supervisor|surveyor|teacher"
    r"|treasurer|witness|worker)"
)
"""What somebody is, in small letters: "the finance director"."""

_NO_ROLE = (
    r"(?!(?:about|against|and|at|between|but|by|for|from|in|like|near|of|on|or|than|that|to|who"
    r"|whose|with)\b)"
)
ROLE_BEFORE = re.compile(
    rf"(?:(?:[Aa]n?|[Tt]he|[Hh]er|[Hh]is|[Ii]ts|[Mm]y|[Oo]ur|[Tt]heir)\s)?(?:(?:[A-Za-z][a-z-]+\s){{0,3}}?(?i:{ROLE})|(?:{_NO_ROLE}[a-z-]+\s){{0,3}}"
    rf"{_NO_ROLE}[a-z-]{{4,}})\s(?=[A-Z][\w\u2019'-]*\s[A-Z][\w\u2019'-]*$|[A-Z][\w\u2019'-]*\s[A-Z]\.)"
)
"""What somebody is, before a given name and a surname: "chief executive Ingrid Hall"."""

OFFICE = re.compile(rf"^(?:(?:[A-Z][a-z]+\s){{0,3}}{OFFICE_NAME}\s)(?=[A-Z])")
"""What somebody is, before their name: "Public Works Director"."""

_PERSON = re.compile(
    rf"(?P<courtesy>{ADDRESS}\.?\s)?"
    r"(?:(?P<office>(?:[A-Z][a-z]+\s){0,3}(?:Chair\w*|Council(?:lor|man|member|woman)|Governor|Judge"
    rf"|Minister|President|Secretary|Senator|Sheriff|{OFFICE_NAME}))\s)?"
    r"(?P<names>[A-Z][\w'-]+(?:\s(?:[A-Z]\.|[A-Z][\w'-]+)){0,2})"
)
_BELOW = re.compile(r"\b(?:Acting|Assistant|Associate|Deputy|Under|Vice)\s$")
"""What makes another title of one."""


def agree(name: str, form: str) -> bool:
    """Whether a fuller form may be the same person: no other given name."""
    own, fuller = given(name), given(form)
    return not own or not fuller or own[0] == fuller[0]


def given(name: str) -> list[str]:
    """Returns a person's given names."""
    return COURTESY.sub("", TITLE.sub("", OFFICE.sub("", name)).strip()).split()[:-1]


def fullness(form: str) -> tuple[int, bool, int]:
    """Returns what orders the forms of a person's name: the fullest is the greatest."""
    titled = TITLE.match(form) is not None or OFFICE.match(form) is not None
    return len(given(form)), titled, len(form)


def is_same_person(name: str, wanted: str) -> bool:
    """Whether a title and a surname are meant by a full name, or a full name by it and a title."""
    one, other = _PERSON.fullmatch(name), _PERSON.fullmatch(wanted)
    if not one or not other:
        return False
    own, others = one["names"].split(), other["names"].split()
    if own[-1] != others[-1] or not _may_hold_both(one["office"], other["office"]):
        return False
    if len(own) > 1 and len(others) > 1:
        return own == others or _without_initials(own) == others or own == _without_initials(others)
    if len(own) > 1:
        return bool(one["office"] and other["office"])
    return len(others) > 1 and bool(one["office"] or one["courtesy"])


def _without_initials(names: list[str]) -> list[str]:
    """Returns a person's names without initials between others: "Jessica M. Vaughan"."""
    return [names[0], *(each for each in names[1:-1] if not each.endswith(".")), names[-1]]


def _may_hold_both(office: str | None, other: str | None) -> bool:
    """Whether two titles may be the same one, of which one is put shorter."""
    if not office or not other:
        return True
    short, long = sorted((office, other), key=len)
    return long.endswith(short) and not _BELOW.search(long.removesuffix(short))
