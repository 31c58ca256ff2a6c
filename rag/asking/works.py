"""Works that a question names by their titles, and whether a sentence says who wrote them, or when.

A work that is no document here may be named in one: "MPI published 'Formidable Machinery' in
January 2013." Only a sentence that has its title, and ties what is asked for to it, answers; who
quotes or disputes a work has not written it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.asking.question import content_words
from rag.language.abbreviations import NAME
from rag.language.dates import ANY_MONTH, YEAR
from rag.language.reporting import VERB
from rag.language.sentences import STARTERS

WorkFact = Literal["author", "date", "place"]

NOUN = (
    r"(?:article|analysis|audit|blog|book|brief|chapter|column|commentary|document|editorial|essay"
    r"|guide|handbook|interview|letter|manual|memo|memorandum|monograph|novel|op-ed|pamphlet|paper"
    r"|piece|plan|post|publication|press release|release|report|review|statement|story|study|survey"
    r"|testimony|text|thesis|work)"
)
_MADE = (
    r"(?:wrote|writes|written|authored|co-authored|penned|drafted|prepared|produced|edited|compiled"
    r"|published|publishes|issued|released|put out|brought out)"
)
_ASKS_FOR = re.compile(
    rf"{NOUN}s?|{_MADE}|write|publish|issue|release|authors?|writers?|publishers?|editors?"
    r"|appear(?:ed)?|come|came|out|dated?|days?|months?|years?|called|titled|entitled|named?|names"
    r"|title|person|people|somebody|tell|know|first",
    re.I,
)
"""Words that a question for who wrote a work has, and no other one."""

_ASKS_MORE = re.compile(
    r"\b(?:why|how|(?:what|which)(?! (?:(?:is|was) the (?:author|date|names?|publisher|year)"
    r"|author|date|day|month|person|people|publisher|year|writer)))\b",
    re.I,
)
_FACTS: tuple[tuple[WorkFact, re.Pattern[str]], ...] = (
    ("author", re.compile(r"\bwho(?:se|m)?\b|\b(?:author|writer|publisher|editor)s?\b", re.I)),
    ("date", re.compile(r"\b(?:when|years?|dated?|days?|months?)\b", re.I)),
    ("place", re.compile(r"\bwhere\b", re.I)),
)
_QUOTED = re.compile(r"[“\"‘](?P<title>[^“”\"]{3,200})[”\"’]|(?<!\w)'(?P<plain>.{3,200})'(?!\w)")
_TITLE = (
    r"(?P<title>[A-Z][\w’'-]*,?:?"
    r"(?: (?:[A-Z][\w’'-]*,?:?|of|the|and|in|on|for|a|an|to|with|by|from))* [A-Z][\w’'-]*[a-z])"
)
_CALLED = re.compile(
    rf".*\b(?:[Tt]he|[Aa]n?) {NOUN},?(?: (?:called|titled|entitled|named))? {_TITLE}"
    r"(?: (?:published|written|issued|released|appear|come out))?"
)
_BARE = re.compile(rf"(?:[Ww]ho (?:wrote|authored|(?:is|was|are|were) the authors? of)) {_TITLE}")
CAPITALS = 0.6
"""Share of the longer words of a title that begin with a capital."""

_WORK = "\ue000"
"""Stands for the title in a sentence."""

_DATE = rf"(?:(?:{ANY_MONTH}),?\s(?:\d{{1,2}},?\s)?)?{YEAR}\b"
_OF_A_DAY = rf"(?: (?:of|from|dated) {_DATE},?)?"
_SO = r"(?:,? ?(?:titled|called|entitled|named|under the title))?,? ?"
_SOME = r"(?:the|an?|his|her|its|their|our|this)"
_WORDS = r"(?:(?!(?:about|against|an?|by|for|from|in|of|on|the|to|with)\b)[\w-]+ )"
_AS_NOUN = re.compile(rf"(?:\b{_SOME} {_WORDS}{{0,4}}?{NOUN}s?{_OF_A_DAY}{_SO}|\b{_SO}){_WORK}")
"""The title with the words that say what it is: "the 2013 article X"."""

_ABOUT = frozenset(
    ("about", "against", "concerning", "for", "from", "of", "on", "regarding", "to", "with")
)
"""Words before a work of which something else tells: "a statement on the article X"."""

_SOMEBODY = r"(?:the )?[A-Z]"
_SAID_OF_IT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WORK}.*?\b{_MADE} (?:[\w-]+ ){{0,6}}?by {_SOMEBODY}",
        rf"{_WORK},? by {_SOMEBODY}",
        rf"{_WORK},? (?:(?:is|was) )?{_SOME} {_WORDS}{{0,5}}?{NOUN}{_OF_A_DAY} by {_SOMEBODY}",
        rf"\bauthors? of (?:{_SOME} )?(?:{NOUN} )?{_WORK}",
    )
)
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{NOUN}{_OF_A_DAY} by {_SOMEBODY}[^.;]{{1,80}}?{_SO}{_WORK}",
        rf"[A-Z][\w.&-]*['’]s? (?:{_WORDS}{{0,4}}?{NOUN}{_OF_A_DAY}{_SO})?{_WORK}",
        rf"\b(?!(?:A|An|Her|His|Its|The|Their|This) )[A-Z][\w.&-]+ {NOUN}{_OF_A_DAY}{_SO}{_WORK}",
        rf"[A-Z][^;{_WORK}]*?\b{_MADE}\b(?: [^\s{_WORK}]+){{0,20}}? {_WORK}",
    )
)
_ACTS = re.compile(
    rf"(?:A |The )?(?P<who>{NAME}) (?:(?:had|has|have|also|later|first) )*(?:{VERB}|studied|studies"
    r"|examined|examines|analy[sz]ed|analy[sz]es|discussed|discusses|showed|shows|described|describes"
    r"|traced|traces|reviewed|reviews|surveyed|measured|asked|asks)\b"
    rf"[^;{_WORK}]*?\bin (?:{_SOME} {_WORDS}{{0,4}}?{NOUN}{_OF_A_DAY})?{_SO}{_WORK}"
)
"""Who says something in a work: "Lee and North studied the quay in the article X"."""

_LISTED = re.compile(
    rf"(?:\W*(?:\d{{1,3}}\s)?(?:See(?: also)?,?\s)?)?(?P<who>{NAME}[^{_WORK};]{{0,200}}?), {_WORK}"
)
"""A reference: "Ada Lee and Bo North, “Title,” Journal of Quays, vol. 3 (2020)"."""

_PASSED_ON = re.compile(
    r"\b(?:cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|critici[sz]\w+|disput\w+|direct(?:s|ed)?"
    r"|links? to|mention(?:s|ed)?|praise[sd]?|read|reads|recommend(?:s|ed))\b"
    rf"[^.;{_WORK}]*{_WORK}",
    re.I,
)
"""What somebody does to a work that another one wrote."""

_DATED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WORK},? (?:[^,;.]{{1,80}}, )?(?:of|dated|from) {_DATE}",
        rf"{_WORK},? (?:(?:is|was) )?{_SOME} {_WORDS}{{0,5}}?{NOUN} (?:of|from|dated) {_DATE}",
        rf"{_WORK},? (?:\w+ ){{0,3}}?(?:{_MADE}|appeared|came out)(?: [\w’'-]+){{0,8}}? (?:in|on) "
        rf"{_DATE}",
        rf"{_WORK},? (?:is|was) {_SOME} [^;]*?,? {_MADE} (?:in|on) {_DATE}",
        rf"\b{NOUN} (?:of|from|dated) {_DATE}{_SO}{_WORK}",
        rf"{_WORK}[^;]*\((?:[^()]*\W)?{_DATE}\)",
    )
)
_PLACED = re.compile(
    rf"{_WORK},? (?:\d+ |in (?:the )?)?(?!{_DATE})[A-Z][\w.’'&-]+"
    r"(?: (?:[A-Z][\w.’'&-]+|of|and|the|in)){1,9}"
    rf"|{_WORK}[^;]*\b(?:{_MADE}|appeared) in (?:the )?(?!{_DATE})[A-Z]"
)
_MADE_THEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DATE}[^.;]*\b{_MADE}\b[^.;]*{_WORK}",
        rf"\b{_MADE}\b[^;]*{_WORK}[^;]*\b(?:in|on) {_DATE}",
    )
)


@dataclass(frozen=True, slots=True)
class Work:
    """A work that a question names.

    Attributes:
        title: As the question has it, without quotation marks.
        facts: What it wants to know of it, in the order of `WorkFact`.
    """

    title: str
    facts: tuple[WorkFact, ...]

    def is_named_in(self, text: str) -> bool:
        """Whether a text has the title, in quotation marks or not."""
        return _title(self.title).search(text) is not None


def asks_of_work(question: str) -> Work | None:
    """Returns the work of which a question wants to know who wrote it, when or where.

    None for any other question: what it says of something is asked of all that names it.
    """
    text = " ".join(question.split()).strip(" .?!")
    quoted = list(_QUOTED.finditer(text))
    if len(quoted) == 1:
        title = quoted[0]["title"] or quoted[0]["plain"]
        rest = f"{text[: quoted[0].start()]} {text[quoted[0].end() :]}"
        if not (_is_titled(title) or re.search(rf"\b{NOUN}\b", rest)):
            return None
    else:
        called = None if quoted else _CALLED.fullmatch(text) or _BARE.fullmatch(text)
        if called is None:
            return None
        title = called["title"]
        rest = f"{text[: called.start('title')]} {text[called.end('title') :]}"
    facts = facts_asked(rest)
    return Work(title.strip(" .,;:"), facts) if facts else None


def facts_asked(rest: str) -> tuple[WorkFact, ...]:
    """Returns what the words of a question beside a title ask of its work; none for all else."""
    if _ASKS_MORE.search(rest):
        return ()
    small = [word for word in content_words(rest) if re.search(rf"\b{re.escape(word)}\b", rest)]
    if not all(_ASKS_FOR.fullmatch(word) or word.isdecimal() for word in small):
        return ()
    return tuple(fact for fact, asked in _FACTS if asked.search(rest))


def tells(fact: WorkFact, work: Work, text: str) -> bool:
    """Whether a sentence says of a work that it names who wrote or published it, or when."""
    line = _with_mark(work, text)
    itself = tells_itself(work, text)
    if fact == "date":
        return any(form.search(line) for form in (*_DATED, *(_MADE_THEN if itself else ())))
    if fact == "place":
        return _PLACED.search(line) is not None
    if any(form.search(line) for form in _SAID_OF_IT):
        return True
    return itself and (
        any(form.search(line) for form in _CREDITS)
        or any(
            match is not None and match["who"].split()[0] not in STARTERS
            for match in (_ACTS.match(line), _LISTED.match(line))
        )
    )


def tells_itself(work: Work, text: str) -> bool:
    """Whether a sentence tells of a work, not only of what others say of it or do to it."""
    line = _with_mark(work, text)
    noun = _AS_NOUN.search(line)
    before = line[: noun.start()].split() if noun is not None else []
    return not (before and before[-1].lower() in _ABOUT) and _PASSED_ON.search(line) is None


def _with_mark(work: Work, text: str) -> str:
    """A sentence with a mark in the place of the title, quotation marks and all."""
    line = _title(work.title).sub(_WORK, " ".join(text.split()))
    line = re.sub(
        rf"(?<=[“\"]){_WORK}[^“”\"]{{1,150}}?(?=[,.?!]?[”\"])", _WORK, line
    )  # and subtitle
    return re.sub(rf"[“\"‘']?{_WORK}(?:[,.?!]+(?=[”\"’']))?[”\"’']?", _WORK, line)


def _title(title: str) -> re.Pattern[str]:
    """What finds a title: its words in a row, with their capitals, whatever article is before."""
    words = re.findall(r"\w+", re.sub(r"^(?:the|an?)\s", "", title, flags=re.I))
    forms = (f"{word[0]}(?i:{word[1:]})" if word[0].isupper() else f"(?i:{word})" for word in words)
    return re.compile(r"(?<!\w)(?:(?i:the|an?)\s)?" + r"\W+".join(forms) + r"(?!\w)")


def _is_titled(title: str) -> bool:
    """Whether words are written as a title is."""
    longer = re.findall(r"[^\W\d_]{4,}", title) or re.findall(r"[^\W\d_]+", title)
    capital = sum(word[0].isupper() for word in longer)
    return bool(longer) and title[:1].isupper() and capital >= CAPITALS * len(longer)
