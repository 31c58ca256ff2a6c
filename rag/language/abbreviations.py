"""Abbreviations that a document defines ("memorandum of agreement (MOA)"), and names as such."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from rag.language.dates import ANY_MONTH
from rag.language.groups import is_group
from rag.language.reporting import COUNTS, HOLDS, VERB, VIEW
from rag.language.titles import ADDRESSED, ROLE, is_same_person

CAPITALISED = r"\b(?:(?:[A-Z]\.){1,6}|[A-Z](?:[\w&-]|['\u2019](?!s\b)){0,40})"
NAME = (
    rf"(?:(?:Rep|Reps|Sen|Sens|Gov|Dr|Mr|Mrs|Ms|Prof|Gen|Col|Lt|Adm|Hon|Sgt|St)\.\s+)?{CAPITALISED}"
    rf"(?:\s+(?:(?:of|for|on|and|in|de|van|&)\s+(?:the\s+)?)?{CAPITALISED}){{0,10}}"
)
DEFINITION = re.compile(r"\((?:the\s+)?[\"\u201c]?([A-Z][\w&-]{1,14})[\"\u201d]?\)")
LONG_FORM = re.compile(rf"({NAME})\s+$")
NOBODY = re.compile(
    r"\b(?:Act|Acts|Title|Section|Table|Figure|Appendix|Chapter|Order|Constitution|Code|Rule|"
    rf"Program|Step|Objective|Goal|Question|{ANY_MONTH}"
    r"|Law(?!\s(?:Caucus|Center|Clinic|Firm|Foundation|Group|Institute|School|Society)\b))\b"
)
SOMEBODY = "A source"
"""Who says what stands between quotation marks and is said by nobody whose name is known."""

INSTITUTION = re.compile(
    r"\b(?:of|Office|Center|Institute|Council|Department|Agency|Administration|Service|"
    r"Bureau|Committee|Commission|Force|Forum|Association|University|Post|Times|Blog|News|Board|"
    r"Court|Corporation|Inc|Union|Society|Foundation|Group|Division|Branch|Corps|Fund|Bank|"
    r"Alliance|Coalition|Enforcement|Clearinghouse|Project|Jones|Homeland|General)\b"
)

COUNTRY = re.compile(r"^(?:(?:[Tt]he|U\.S\.|United States) )+")
"""What a body's name may begin with or not."""

_REPORT_NUMBER = re.compile(r"(?<=[A-Z])(?:-\d+)+$")

OFFICE = re.compile(r"^office of (?:the )?", re.I)
"""What whoever holds an office is called without."""


def abbreviations(text: str) -> dict[str, str]:
    """Returns abbreviation and long form, each to the abbreviation; to "" where it is a law's.

    An office defined beside its department ("Department of Energy (DOE) Office of Audits (OA)", or
    the other way round with "of the") bears its name too, "DOE OA": many have one so abbreviated.
    """
    short: dict[str, str] = {}
    for match in DEFINITION.finditer(text):
        before = LONG_FORM.search(text, max(0, match.start() - 120), match.start())
        long = _long_form(before[1], match[1]) if before else None
        if before is None or long is None or match[1] in short:
            continue
        start = before.end(1) - len(long)
        parent = _parent(text, start, match.end(), short) if long.startswith("Office") else None
        name = f"{parent} {match[1]}" if parent else match[1]
        if NOBODY.search(long):
            name = ""  # an act or a programme asserts nothing
        short |= {match[1]: name, " ".join(long.split()): name}
    return short


def _parent(text: str, start: int, end: int, short: dict[str, str]) -> str | None:
    before = re.search(r"\(([A-Z]\w+)\)(?:['\u2019]s)?\s+$", text[max(0, start - 20) : start])
    if before is not None:
        return short.get(before[1])
    after = re.match(rf"\s+of\s+the\s+({NAME})\s+\(([A-Z]\w+)\)", text[end : end + 120])
    return after[2] if after is not None and _long_form(after[1], after[2]) else None


def _long_form(words: str, short: str) -> str | None:
    """Returns the end of the words that the abbreviation stands for; None if it does for none."""
    starts = [
        match.start() for match in re.finditer(r"[A-Z]", words) if _begins(words, match.start())
    ]
    for start in reversed(starts):
        tail = words[start:]
        if short in initials(tail) or (tail.endswith(f" {short}") and INSTITUTION.search(tail)):
            return tail
    return None


def _begins(words: str, at: int) -> bool:
    return at == 0 or words[at - 1].isspace()


def initials(name: str) -> tuple[str, ...]:
    """Returns the initials of a name's capitalised words, and with "U.S." and "of" counted too."""
    words = name.removeprefix("The ").replace(".", "").replace("-", " ").split()
    capitals = "".join(word if word.isupper() else word[0] for word in words if word[0].isupper())
    return capitals, "".join(word[0] for word in words).upper(), "".join(w[0] for w in words)


def is_called(name: str, wanted: str, spelled: Mapping[str, Collection[str]] | None = None) -> bool:
    """Whether a speaker's name is meant by what somebody calls them.

    That is a part of the name ("Lofgren"), its initials or their end ("GAO" and "U.S. GAO" for
    "U.S. Government Accountability Office"), or a long form of which the name is the initials.

    Args:
        spelled: What abbreviations stand for, in small letters: it holds, and nothing is guessed
            from initials.
    """
    name, wanted = (" ".join(each.replace("\u2019", "'").split()) for each in (name, wanted))
    wanted = ADDRESSED.sub("", wanted.strip(" .,"))
    if not name or not wanted or name == SOMEBODY:
        return wanted == name  # "a source" means none in particular
    plain = COUNTRY.sub("", wanted)
    held = re.sub(r"\boffice of (?:the )?", "", name.casefold())  # by "the DHS inspector general"
    for each in (name.casefold(), held):
        if re.search(rf"(?<!\w){re.escape(plain.casefold())}(?!\w)", each):
            return True
    body = name.split(', "')[0]  # of a report that is named beside its maker
    forms = (spelled or {}).get(body.split()[-1], ())  # "DHS OIG" is of what OIG stands for
    if any(plain.casefold() == OFFICE.sub("", form) != form for form in forms):
        return True
    for head in (body, body.rpartition(" ")[0]):  # "DOE officials" are of what DOE stands for
        if spelled and head in spelled:
            return plain.casefold() in spelled[head]
    short = plain.replace(".", "")
    if short.isupper() and len(short) > 2 and any(form.endswith(short) for form in initials(name)):
        known = (spelled or {}).get(short)
        return known is None or any(form in name.casefold() for form in known)
    if " and " in wanted and name in wanted.split():
        return False
    if not INSTITUTION.search(f"{name} {wanted}") and is_same_person(name, wanted):
        return True
    return len(name) > 2 and name.isupper() and any(f.endswith(name) for f in initials(wanted))


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may be of one: in short and in full, or of a body and its report.

    "OIG" is also "DHS OIG", "DHS Office of Inspector General" and "OIG-12-66"; none is "DHS".
    """
    one, two = (COUNTRY.sub("", _REPORT_NUMBER.sub("", each)) for each in (name, other))
    numbered = all(_REPORT_NUMBER.search(each) for each in (name, other))
    if name == other or numbered:
        return name == other
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    within, _, body = long.partition(" ")
    if not within.isupper():
        body = ""
    short = short.removeprefix(f"{within} ") if body else short
    return short.isupper() and any(short == x or short in initials(x) for x in (body, long) if x)


def spelled_out(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Returns what abbreviations stand for in any of the texts, in small letters."""
    spelled: dict[str, set[str]] = {}
    for text in texts:
        short = abbreviations(text)
        for form, name in short.items():
            if name and name != form and name in short:
                spelled.setdefault(name, set()).add(COUNTRY.sub("", form).casefold())
    return {name: frozenset(forms) for name, forms in spelled.items()}


_UNNAMED = re.compile(r"[A-Z][a-z'\u2019-]*(?:\s[a-z'\u2019-]+)+|[A-Z][a-z]+s")
"""What somebody without a name is called by: "One neighbour", "Officials"."""


def is_named(line: str, name: str) -> bool:
    """Whether a line names a speaker: by the last of their names, by initials, or spelled out.

    A body may be named without what it is on: "the Task Force".
    """
    if name == SOMEBODY:
        return False
    if " " in name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line, re.I):
        return True
    if is_group(name) or _UNNAMED.fullmatch(name):
        last = re.escape(name.split()[-1])
        return re.search(rf"\b{last}\b", line, re.I) is not None
    if name.isupper() and any(name in initials(each[0]) for each in re.finditer(NAME, line)):
        return True
    words = [word for word in name.split(",")[0].split() if word[0].isupper()] or name.split()
    forms = {words[-1].strip('."”')} | {form for form in initials(name) if len(form) > 2}
    forms |= {form[-3:] for form in initials(name) if len(form) > 3}  # "OIG" of the "DHS OIG"
    body = name.partition(" on ")[0]
    forms |= {body} if body != name and " " in body else set()
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", line) for form in forms)


SAYS = rf"(?:{VERB}|{COUNTS}|{HOLDS}|written|spoken|{VIEW.pattern})"

WORKS = r"(?:report|study|audit|statement|letter|memo|memorandum|testimony|release|survey|figures)"


def credits(line: str, names: Iterable[str], *, plainly: bool = False) -> bool:
    """Whether a line tells of what one called so says, does or makes.

    That one is then its subject or that of a clause ("the late clerk Jo Lee"), the owner of
    something ("Lee's nets", "the Lee report"), or whom it follows with "according to" or cites: not
    whom others write of, or to.

    Args:
        plainly: Only where a subject has a verb of saying.
    """
    called = "|".join(re.escape(form) for form in sorted(_forms(names), key=len, reverse=True))
    if not called:
        return False
    kind = r"(?:(?!(?:about|and|by|for|from|in|of|on|or|that|to|with)\b)[a-z-]+\s+){0,3}"
    what = rf"{kind}(?:{ROLE}|advocate|contractor|member|official)\s+"
    named = rf"(?:[Tt]he\s+(?:{what})?)?(?:[A-Z][\w.]*\s+){{0,3}}(?i:{called})\b"
    opening = r"(?:^|[,;:\u201c\"(]\s*|\b(?:that|and|but|while|when|as|because|if)\s+)"
    owning = rf"\b(?i:{called})(?:['\u2019]|\s{WORKS}\b)"
    told = rf"\b(?:[Aa]ccording\s+to|by|cit(?:es|ed|ing)|quot(?:es|ed|ing))\s+{named}"
    says = rf"(?:,[^,;.]{{1,80}},|\s\([^)]+\))?(?:\s+\w+){{0,3}}?\s+{SAYS}\b" if plainly else ""
    return re.search(f"{opening}{named}{says}|{owning}|{told}", line) is not None


def _forms(names: Iterable[str]) -> frozenset[str]:
    """What those of these names are called in a line: in full, by initials, or by surname."""
    found: set[str] = set()
    for name in names:
        plain = COUNTRY.sub("", name.split(', "')[0])
        found |= {plain} | {form for form in initials(plain) if len(form) > 2}
        if " " in plain and not INSTITUTION.search(plain) and not plain.isupper():
            found.add(plain.split()[-1])
    return frozenset(found - {""})
