"""What a document finds on the whole, where a question names it and asks for no more."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from rag.answering.cover import Entries, Spot, find_spots, spots_of
from rag.asking.findings_asked import findings_asked
from rag.asking.question import roots
from rag.asking.topics import KINDS
from rag.language.dates import ANY_MONTH
from rag.records import Document
from rag.retrieving.standing import ABOUT_ITSELF, needs

MOST = 3
"""Sentences of it that are given."""

_RUNS_ON = re.compile(
    r"Source:|\S+ (?:\S+ ){0,10}?(?:Are|From|Have|How|Is|That|Their|Was|Were|What|When|Where|Which"
    r"|Why|With) "
)
"""A source's line, or a word with a capital as titles alone have it."""

LEAST_WORDS = 5
"""Words of a line that is a sentence and no label."""

_SECTIONS = tuple(
    re.compile(rf"\W*(?:[\divx]+\W+)?{words}\W*", re.I)
    for words in (
        r"(?:.*\s)?what (?:\w+ ){1,3}found",
        r"results? in brief",
        r"(?:key |main |principal )?findings",
        r"executive summary",
        r"highlights",
        r"(?:key |main |principal )(?:points|messages|results|takeaways)",
        r"(?:.*\s)?(?:at a glance|in brief|in short)",
        r"(?:[\w-]+\s){0,2}(?:summary|abstract)",
        r"conclusions?",
    )
)
"""Headings of what sums a document up, best first."""

_CONCLUSIONS = (
    re.compile(
        r"\W*(?:[\divx]+\W+)?(?:(?:the|our|my|its|[\w.]+['’]s?)\s){0,3}(?:\w+\s)?"
        r"(?:conclusions?|concluding (?:remarks|observations|thoughts))\W*",
        re.I,
    ),
)
"""The heading of what a document concludes: "The author's conclusion"."""

_BESIDE = re.compile(
    r"\b(?:background|data|history|introduction|methods?|methodology|purpose|sample|scope|sources?)\b",
    re.I,
)
"""What heads a section of a report that is not on what it finds."""

_CONCLUDES = re.compile(r"\bconclu(?:de|ded|des|sions?)\b", re.I)

_WHY = (
    re.compile(
        r"\W*why (?:\w+ ){1,3}(?:did|conducted|made|undertook) th(?:is|e) \w+(?: \w+)?\W*", re.I
    ),
)
"""The heading of why a report was made: "Why GAO Did This Study"."""

_WORK = (
    r"(?:report|testimony|statement|commentary|memorandum|memo|letter|study|survey|ruling|order"
    r"|article|paper|document|post|release|review|audit|brief|analysis|book|chapter|essay)"
)
_TREATS = (
    r"(?:(?:examin|discuss|describ|address|assess|review|cover|summari[sz]|deal|evaluat|analy[sz]"
    r"|explor|consider|compar|focus|identif|investigat|updat|explain)(?:e|es|s|ed|ies|ied)?)"
)
_DISCUSSES = re.compile(
    rf"(?:This|The|Our|[A-Z][\w.]*(?:\s[A-Z][\w.]*)*['’]s?)\s(?:\w+\s){{0,2}}{_WORK}\s"
    rf"(?:\w+ly\s|also\s|\(1\)\s)*(?:{_TREATS}|present(?:s|ed)|provide[sd]|look(?:s|ed)"
    r"|respond(?:s|ed)\sto\syour\srequest)\b"
    rf"|In\s(?:this|our)\s(?:\w+\s)?{_WORK},?\s(?:we|I|[A-Z]{{2,}})\s(?:\w+ly\s)?{_TREATS}\b"
    rf"|(?:(?:We|I|[A-Z]{{2,}})\s(?:\(1\)\s)?(?:{_TREATS})\b)(?=.*\(1\))"
    r"|(?:This|The|Our)\s(?:\w+\s)?(?:objectives?|purpose|aim)s?\b.{0,60}?\s(?:was|were|is|are)\s(?:to\b|:)"
    r"|(?:.{1,60}?,\s)?[A-Z]{2,}\swas\sasked\sto\b|.{0,200}?\b[Yy]ou\s(?:asked|requested)\b"
    r"|I(?:\sam|['’]m)\spleased\sto\b.{0,200}?\bto\s(?:discuss|present|share|talk)"
    r"|(?:I|We|Thank\syou)\b.{0,40}?\bopportunity\sto\s(?:discuss|present|share|talk|testify)"
)
"""What says what a document is about by itself: "This report examines …"."""

_ON = re.compile(
    r"\b(?:about|on|concerning|regarding|into|against|over|asking|announc\w+|whether|how|why"
    r"|(?:study|studies|surveys?|analysis|analyses|reviews?|audits?|history) of)\b"
    rf"(?!\s(?:(?:{ANY_MONTH})\b|(?:19|20)\d\d\b))",
    re.I,
)
"""What a description has before what the document is about."""

_GOES_ON = re.compile(
    r"(?:However|But|And|Yet|Also|Moreover|Furthermore|Further|In addition|Additionally|Therefore"
    r"|Thus|Finally|Similarly|For example|Instead|Nevertheless|Nonetheless|As a result)\b"
)
_BASED = re.compile(r"\b(?:is|are|was|were)\s(?:not\s\w+|based)\b")

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_WHAT = r"(?:and |but |so )*what"
_DOES = r" (?:do|does|did|has|have)"
_FIND = r"(?:say|said|finds?|found|conclude|concluded|report|reported|show|shown)"
_POINTS_OF = (
    r"(?:['’]s| (?:are|were|is|was)) (?:(?:the )?(?:(?:main|key|principal) )?(?:findings?"
    r"|conclusions?|points?|messages?|takeaways?|upshot|gist|bottom line|short version)"
    r" (?:of|in|from)|in)"
)
_ASKS = re.compile(
    rf"{_WHAT}(?:{_DOES} (?:the )?{_FIND}|{_POINTS_OF}(?: the)?| (?:is|was) (?:the )?about)", re.I
)
_OF = re.compile(
    rf"{_WHAT}(?:{_DOES} (?P<work>[^?,;]+?) {_FIND}|{_POINTS_OF} (?P<of>[^?,;]+?))\W*", re.I
)

_IS = frozenset(("what's", "what’s"))
"""Words that end as an owner does and are none."""

_FINDS_IN = re.compile(
    r"(?P<asks>\W*(?:and |but |so )*what (?:do|does|did|has|have)) "
    r"(?:the )?(?P<finder>\S+(?: \S+){0,4}?)"
    r" (?P<finds>say|find|found|conclude|concluded|report|reported|show|shown)"
    r" in (?:its|their|his|her|the|this|that) (?P<work>[^?]+)",
    re.I,
)
"""Who made a document is asked for what that finds."""


def asks_for_gist(question: str, name: Set[str]) -> bool:
    """Whether a question asks what a document finds or says, and nothing of it in particular.

    Args:
        name: The words that name the document, in small letters.
    """
    in_it = _FINDS_IN.match(question)
    if in_it is not None:
        question = f"{in_it['asks']} the {in_it['work']} {in_it['finds']}?"
    words = _WORD.findall(question)
    own = [place for place, word in enumerate(words) if word.lower() in name]
    if not own:
        return False
    first, last = own[0], own[-1]
    while first and words[first - 1].lower() in KINDS.keys() | {"draft", "on", "about"}:
        first -= 1
    if first and re.search(r"['’]s$", words[first - 1]) and words[first - 1].lower() not in _IS:
        first -= 1  # whose it is: "GAO's report"
    while last + 1 < len(words) and words[last + 1].lower() in KINDS.keys() - {"report"}:
        last += 1
    return _ASKS.fullmatch(" ".join((*words[:first], *words[last + 1 :]))) is not None


def asked_of(question: str) -> str:
    """Returns what a question asks for the gist of, as it calls it; "" where it asks otherwise."""
    of = _OF.fullmatch(question)
    if of is not None:
        return str(of["work"] or of["of"])
    anything = findings_asked(question)
    return anything.matter if anything is not None and anything.anything else ""


def is_its_name(thing: str, document: Document) -> bool:
    """Whether what a question calls something is a document's title, with who made it at most."""
    before, title, after = thing.lower().partition(document.title.lower())
    makers = f"{document.author or ''} {document.publisher or ''}".lower()
    known = {*_WORD.findall(makers), *KINDS, "the", "by", "of", "and"}
    return bool(title) and set(_WORD.findall(f"{before} {after}")) <= known


def finder_asked(question: str) -> str | None:
    """Returns who finds something in a document, as a question has it: "what did X find in its"."""
    in_it = _FINDS_IN.match(question)
    return in_it["finder"] if in_it is not None else None


def sum_up(entries: Entries, question: str = "", *, most: int | None = MOST) -> tuple[Spot, ...]:
    """Returns how the section begins that sums a document up; empty where it has none.

    Args:
        question: What asks for it; asked what is concluded, a section on that goes first.
        most: How many sentences of it; all where None.
    """
    concluded = _first_of(_CONCLUSIONS, entries) if _CONCLUDES.search(question) else ()
    return (concluded or summing_up(entries))[:most]


def why_done(entries: Entries) -> tuple[Spot, ...]:
    """Returns the sentences of the section on why a report was made; empty where it has none."""
    return _first_of(_WHY, entries)


def summing_up(entries: Entries) -> tuple[Spot, ...]:
    """Returns the sentences of the section that sums a document up; empty where it has none."""
    return _first_of(_SECTIONS, entries)


def _first_of(sections: Sequence[re.Pattern[str]], entries: Entries) -> tuple[Spot, ...]:
    """The sentences under the first of some headings that a document has."""
    for section in sections:
        spots = [
            spot
            for spot in spots_of(entries)
            if any(map(section.fullmatch, entries[spot.row].passage.headings[-1:]))
            and _is_told(spot)
        ]
        if spots:
            return tuple(spots)
    return ()


def open_with(first: Spot, entries: Entries) -> tuple[Spot, ...]:
    """Returns the sentence that says what a document is, and how its sections begin.

    Those on what came before it or how it was made stand back. Where it has a section on what it
    concludes, that follows instead, and where it has none, the sentences after that one.
    """
    concluded = [each for each in _first_of(_CONCLUSIONS, entries) if each != first]
    if concluded:
        return (first, *concluded[: MOST - 1])
    after = [
        each
        for each in spots_of(entries)
        if _is_told(each) and each.sentence.start > first.sentence.start
    ]
    heads = [first, *after]
    begins = [
        each
        for before, each in pairwise(heads)
        if entries[before.row].passage.headings != entries[each.row].passage.headings
    ]
    lead = (first,) if first.sentence.kind != "heading" else ()
    if not lead:  # a title tells nothing, and what follows it is how the first section begins
        begins = list(dict.fromkeys((*after[:1], *begins)))
    found = [each for each in begins if not _is_beside(entries[each.row].passage.headings)]
    return (*lead, *(found or begins or after)[: MOST - len(lead)])


def _is_beside(headings: Sequence[str]) -> bool:
    """Whether a section is on what came before, or on how something was looked into."""
    return any(map(_BESIDE.search, headings[-1:]))


def say_what_about(document: Document, entries: Entries) -> tuple[Spot, ...]:
    """Returns the sentences of a document that say what it is about; empty where none does.

    What describes it may give its author and date alone: then what it discusses follows, or else
    how what sums it up, or each of its sections, begins. Without any of these it is the sentence
    of its beginning that has most of its title.
    """
    whole = [each for each in spots_of(entries) if _is_told(each) and _opens_whole(each.text)]
    told = [each for each in whole if not ABOUT_ITSELF.search(each.text)]
    described = find_spots("about", document, entries)
    if not described and whole and (document.account_by or ABOUT_ITSELF.search(whole[0].text)):
        described = (whole[0],)
    if described and _has_subject(described[0].text, document):
        return described
    described = tuple(each for each in described if not _BASED.search(each.text))
    discussed = [each for each in told if _DISCUSSES.match(each.text)][:1]
    if discussed:
        return tuple(dict.fromkeys((*described, *discussed)))
    summed = tuple(each for each in sum_up(entries) if not needs(each.text))[: MOST - 1]
    if summed or described:
        return (*described, *summed) if summed else open_with(described[0], entries)
    return _entitled(document, told)


def _opens_whole(text: str) -> bool:
    """Whether a sentence has its own beginning, and is no note to a table."""
    return re.match(r"[“\"‘'(\[]*[A-Z0-9](?!ote(?:s)?\s?:|ource(?:s)?\s?:)", text) is not None


def _has_subject(text: str, document: Document) -> bool:
    """Whether a sentence that describes a document has more than who made it, and when."""
    if _DISCUSSES.match(text) or ABOUT_ITSELF.search(text):
        return True
    if _BASED.search(text):
        return False
    for name in (document.title, document.number, document.author, document.publisher):
        text = text.replace(name, "") if name else text
    return _ON.search(text) is not None


def _entitled(document: Document, told: Sequence[Spot]) -> tuple[Spot, ...]:
    """The sentence that has most of the words of the title, if it has half of them or two."""
    title = roots(document.title)
    best = max(
        (each for each in told if not _GOES_ON.match(each.text)),
        key=lambda each: len(title & roots(each.text)),
        default=None,
    )
    shared = len(title & roots(best.text)) if best is not None else 0
    enough = shared >= 2 or 2 * shared >= len(title) > 0
    return (best,) if best is not None and enough else ()


def _is_told(spot: Spot) -> bool:
    """Whether a sentence is one, not a label or a line of a table."""
    whole = spot.text.endswith((".", ".”", "!"))
    plain = spot.sentence.kind in ("paragraph", "item")
    return plain and whole and len(spot.text.split()) >= LEAST_WORDS and not _runs_on(spot.text)


def _runs_on(text: str) -> bool:
    """Whether a sentence opens with a source's line or a table's title, which have no stop."""
    return _RUNS_ON.match(" ".join(text.split())) is not None
