"""Questions whose answer is the document itself: who wrote it, of what day it is, which there are.

Reading is by form, and of the whole question: what asks for more than these forms have is asked of
the documents' text, as any other question is. Whether there is such a document as the question
names, `rag.asking.catalogue` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.language.dates import ANY_MONTH, MONTHS

Fact = Literal[
    "author",
    "publisher",
    "date",
    "number",
    "title",
    "pages",
    "address",
    "audience",
    "about",
    "signer",
    "office",
    "requester",
]

PLAIN_NOUNS = (
    r"(?:documents?|reports?|sources?|files?|texts?|papers?|publications?|studies|study|articles?"
    r"|works?|audits?|commentar(?:y|ies)|letters?|memorand(?:um|ums|a)|memos?|testimon(?:y|ies)"
    r"|press releases?|surveys?|posts?)"
)
# These words mean things said or done as often as documents.
NOUNS = rf"(?:{PLAIN_NOUNS}|statements?|rulings?|decisions?|opinions?|orders?|responses?)"

_WAS = r"(?:is|was|are|were|has been|had been)"
_WHEN_ASKED = r"(?:when|(?:in |on |from )?(?:what|which) (?:year|month|day|date))"
_GIVEN = (
    r"(?:first |originally |officially )?(?:published|issued|released|dated|written|given|delivered"
    r"|made|sent|printed|completed|submitted|presented|put out)"
)
_WROTE = r"(?:wrote|authored|drafted|penned|prepared|compiled|gave|delivered)"
_PUBLISHED = r"(?:published|issued|released|put out|brought out)"
_BODY = r"(?:committees?|subcommittees?|bod(?:y|ies)|panel|court|board)"

_WHICH_ONE = r"(?:which|what)(?: [\w-]+){1,3}?"
_WHICH_WRITER = re.compile(rf"(?:which|what) (?P<role>[\w-]+(?: [\w-]+){{0,2}}?) {_WROTE}\b", re.I)

# {s} is what the question calls the document, {p} the same or nothing.
_FORMS: tuple[tuple[Fact, str], ...] = (
    ("author", rf"who {_WROTE} {{s}}"),
    ("author", rf"{_WHICH_ONE} {_WROTE} {{s}}"),
    (
        "author",
        rf"(?:who|what) {_WAS} (?:the|its) (?:names? of the )?(?:authors?|writers?) of {{s}}",
    ),
    ("author", rf"(?:who|what) {_WAS} (?:the|its|their) (?:authors?|writers?)"),
    ("author", rf"who {_WAS} {{s}}['’]s? (?:authors?|writers?)"),
    ("author", rf"who {_WAS} {{s}} (?:written )?by"),
    ("author", rf"by whom {_WAS} {{s}} written"),
    ("publisher", rf"who {_PUBLISHED} {{s}}"),
    ("publisher", rf"(?:which|what) (?:\w+ )?\w+ {_PUBLISHED} {{s}}"),
    ("publisher", rf"(?:who|what) {_WAS} (?:the|its) publisher(?: of {{s}})?"),
    ("publisher", rf"by whom {_WAS} {{s}} {_PUBLISHED}"),
    ("date", rf"{_WHEN_ASKED} {_WAS} {{p}} ?{_GIVEN}"),
    ("date", rf"{_WHEN_ASKED} did {{s}} (?:appear|come out|get published)"),
    ("date", rf"{_WHEN_ASKED} did (?P<who>.+?) (?:publish|issue|release|write|deliver|send) {{s}}"),
    (
        "date",
        rf"what {_WAS} (?:the|its) (?:exact |publication |release |issue )?date(?: of {{s}})?",
    ),
    ("date", rf"{_WHEN_ASKED} {_WAS} {{s}} from"),
    ("date", rf"(?:what|which) (?:date|year|month) {_WAS} (?:on|given in) {{s}}"),
    ("date", r"what (?:date|year) does {s} (?:bear|have|carry)"),
    (
        "number",
        rf"what {_WAS} (?:the|its) (?:(?:report|document|product|reference|publication|official) )?"
        r"number(?: of {s})?",
    ),
    ("number", r"(?:what|which) (?:report )?number does {s} (?:have|bear|carry)"),
    ("title", rf"what {_WAS} (?:the|its) (?:full |exact )?title(?: of {{s}})?"),
    ("title", rf"what {_WAS} {{s}} (?:called|titled|entitled)"),
    ("title", rf"what {_WAS} {{s}}['’]s title"),
    ("title", r"what title does {s} (?:have|bear|carry)"),
    ("pages", r"how many pages (?:does|do|has|have) {s}(?: have| got| run to| contain)?"),
    ("pages", rf"how many pages {_WAS} (?:there )?in {{s}}"),
    ("pages", rf"how many pages(?: long)? {_WAS} {{s}}"),
    ("pages", r"how long (?:is|was) {s}"),
    (
        "address",
        r"where (?:can|could|do|may) (?:i|we|one|you) (?:find|read|get|download|see) "
        r"(?:(?:the original|a copy|the full text) of )?{s}(?: online)?",
    ),
    ("address", rf"where {_WAS} (?:the original|a copy|the full text) of {{s}}"),
    ("address", r"(?:what is the )?(?:url|link|(?:web )?address) (?:of|to|for) {s}"),
    ("audience", rf"to whom {_WAS} {{p}} ?(?:addressed|sent|given|presented)"),
    ("audience", rf"whom? {_WAS} {{p}} ?(?:addressed|sent|given|presented) to"),
    (
        "audience",
        rf"(?:before|to) (?:whom|(?:what|which) (?:\w+ )?{_BODY})(?: {_WAS} {{p}} ?(?:{_GIVEN})?)?",
    ),
    ("audience", rf"(?:what|which) (?:\w+ )?{_BODY} {_WAS} {{s}} {_GIVEN} (?:before|to)"),
    ("author", r"who (?:testified|spoke|gave evidence) (?:in|at) {s}"),
    ("author", rf"whose (?:{PLAIN_NOUNS} )?{_WAS} {{s}}"),
    ("signer", r"who (?:signed|has signed) {s}"),
    ("signer", rf"by whom {_WAS} {{p}} ?signed"),
    ("signer", rf"who {_WAS} {{s}} signed by"),
    ("signer", r"whose signature does {s} (?:bear|carry|have)"),
    ("signer", r"whose signature (?:is|stands) (?:on|under|at the end of) {s}"),
    (
        "office",
        rf"(?:what|which) {_WAS}"
        r" (?:his|her|their|the (?:author|writer|witness|signer|speaker)['’]s)"
        r" (?:job|title|job title|position|role|office|post|rank|function)"
        r"(?: (?:at|in|with|for|there)\b.*)?",
    ),
    (
        "requester",
        r"who (?:asked for|requested|commissioned|ordered) (?!(?:the|an?|this|that) \w+$){s}",
    ),
    ("requester", rf"at whose request {_WAS} {{p}} ?{_GIVEN}"),
    (
        "requester",
        r"who (?:asked|requested|told|directed|ordered) (?-i:[A-Z])[\w.&-]* to (?:look (?:into|at)"
        r"|study|review|examine|audit|investigate|report on|assess) (?P<topic>.+)",
    ),
    ("author", r"who|by whom"),
    ("date", r"when"),
    ("audience", r"to whom"),
    ("about", r"what (?:is|was) {s} about"),
    ("about", r"what (?:does|did) {s} (?:cover|deal with)"),
    ("about", r"what (?:kind|sort) of (?:document|report|source|text) (?:is|was) {s}"),
    ("about", r"what (?:is|was) (?P<subject>[A-Z][A-Z0-9]*-\d[\w-]*)"),
)
_READ = tuple(
    (
        fact,
        re.compile(
            form.replace("{s}", "(?P<subject>.+?)").replace("{p}", "(?P<subject>.*?)"), re.I
        ),
    )
    for fact, form in _FORMS
)
_AND = re.compile(
    r",?\s+and\s+(?=(?:(?:by|before|to|from|in|on)\s)?(?:whom?|when|where|which|what|how)\b)", re.I
)
_SHORT_IS = re.compile(r"\b(what|who|when|where)['’]s\b", re.I)
OPENS = re.compile(r"^(?:(?:and|but|so|ok(?:ay)?|also|then|please|tell me)\b[,:]?\s*)+", re.I)
_POINTS_BACK = re.compile(
    rf"(?:it|this|that|they|them|this one|that one|(?:the|this|that|its) (?:same )?{NOUNS})", re.I
)

_HAVE = (
    r"(?:(?:do|can|may) (?:you|i|we) (?:have|know|hold|search|use|ask about)|have you(?: got)?"
    r"|are you (?:grounded|based) (?:on|in)|(?:is|are) (?:there|here|available|indexed|included)"
    r"(?: here| in (?:here|this (?:collection|corpus|folder)))?)"
)
# "GAO reports" are by GAO, "Secure Communities reports" are about that.
_MAKER = r"(?P<maker>(?-i:(?:[A-Z][\w.&-]*\s){1,4}))?"
_OF_THEM = r"(?: of)?(?: all)?(?: the| your| these)?"
_DEALS = r"(?:deals? with|covers?|concerns?|discuss(?:es)?|address(?:es)?)"
_MOST = r"(?P<most>most recent|latest|newest|last|oldest|earliest|first)"
_LISTS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:which|what)(?: are)?{_OF_THEM} {_MAKER}(?P<noun>{NOUNS})(?P<of>.*?) {_HAVE}"
        r"(?P<more>.*)",
        rf"(?:which|what){_OF_THEM} {_MAKER}(?P<noun>{PLAIN_NOUNS}) (?:is|was) (?:the )?{_MOST}",
        rf"(?:which|what) (?:is|was) (?:the|your) {_MOST} {_MAKER}(?P<noun>{PLAIN_NOUNS})"
        r"(?P<of>.*)",
        rf"(?:which|what){_OF_THEM} {_MAKER}(?P<noun>{PLAIN_NOUNS}) (?:is|are|was|were|come|date)"
        r"(?P<of> .+)",
        rf"(?:which|what){_OF_THEM} {_MAKER}(?P<noun>{PLAIN_NOUNS})(?P<of> {_DEALS} .+)",
        rf"(?:list|show|give)(?: me)?{_OF_THEM} {_MAKER}(?P<noun>{PLAIN_NOUNS})(?P<of>.*)",
        rf"name(?: me)?{_OF_THEM} (?P<noun>{PLAIN_NOUNS})(?P<of> (?:that|which)\b.+)",
        rf"(?:do you have|have you(?: got)?|is there|are there) (?:any |an? |some )?{_MAKER}"
        rf"(?P<noun>{PLAIN_NOUNS}|anything|something)(?P<of>.*)",
        rf"how many {_MAKER}(?P<noun>{PLAIN_NOUNS})(?P<of>.*?) {_HAVE}(?P<more>.*)",
    )
)
_PUBLISHING = re.compile(
    rf"(?:(?:which|what){_OF_THEM} (?P<noun>{PLAIN_NOUNS})|what) (?:did|has|have) (?:the )?"
    r"(?P<who>(?-i:[A-Z])[\w.&’'-]*(?:\s[\w.&’'-]+){0,8}?) "
    r"(?:publish|release|put out|(?(noun)issue|publish))(?:ed|d)?"
    r"(?P<of>\s.+)",
    re.I,
)
"""What asks for what somebody published; a text may tell of it as well as the records."""

_MENTIONS = (
    r"(?:(?:also |ever )?(?:mentions?|talks? (?:about|of)|speaks? of|refers? to|brings? up"
    r"|says? (?:anything|something) (?:about|on|of)|have anything (?:about|on))"
    r"|have the (?:words?|phrase|term)|use the (?:words?|phrase|term))"
)
_MENTIONING = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:(?:which|what|how many)|(?:list|show|name|give)(?: me)?){_OF_THEM}"
        rf" {_MAKER}(?P<noun>{PLAIN_NOUNS})(?: {_HAVE})? (?:that |which )?{_MENTIONS}"
        r" (?P<topic>.+)",
        rf"in (?:which|what|how many){_OF_THEM} {_MAKER}(?P<noun>{PLAIN_NOUNS}) (?:is|are)"
        r" (?P<topic>.+) (?:mentioned|talked about|referred to|brought up)",
    )
)
"""What asks for the documents that have some words, whatever their titles."""

_DAY = rf"(?:(?:{ANY_MONTH})\s\d{{1,2}},?|\d{{1,2}}\s(?:{ANY_MONTH}))\s(?:19|20)\d\d"
_DATE = rf"(?:{_DAY}|(?:(?:{ANY_MONTH})\s)?(?:19|20)\d\d)"
_DATED = re.compile(
    rf"\b(?:between|from)\s(?P<first>{_DATE})\s(?:and|to|until)\s(?P<last>{_DATE})\b"
    rf"|\b(?:(?P<bound>since|before|after|until)|from|of|in|dated|during|on(?=\s{_DAY}))"
    rf"\s(?P<date>{_DATE})\b",
    re.I,
)
_ABOUT = re.compile(
    rf"\b(?:about|on|concerning|regarding|dealing with|(?:that )?{_DEALS})\s(?P<topic>.+?)"
    r"(?=$|\s(?:by|from|in|since|before|after|dated)\s)",
    re.I,
)
_BY = re.compile(
    r"\b(?:by|from|of)\s(?:the\s)?(?P<who>(?-i:[A-Z])[\w.&’'-]*(?:\s[\w.&’'-]+){0,8})", re.I
)
_ISSUED = re.compile(
    r"\b(?:that|which)\s(?:the\s)?(?P<who>(?-i:[A-Z])[\w.&’'-]*(?:\s[\w.&’'-]+){0,8}?)"
    r"(?:\s(?:has|have|had))?\s(?:issued|published|released|wrote|put out)\b",
    re.I,
)
_END = {
    **dict.fromkeys(("most recent", "latest", "newest", "last"), "last"),
    **dict.fromkeys(("oldest", "earliest", "first"), "first"),
}
_FILLER = re.compile(
    r"\b(?:published|issued|released|written|dated|in|the|here|there|available|you|have|that|which"
    r"|are|were|was|is|come|all|any)\b|\W",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fields:
    """Facts asked of a document.

    Attributes:
        facts: In the order asked, each once.
        subject: What the question calls the document; empty or a pronoun where it points back.
        role: What whoever wrote it is to be: "which analyst"; empty where that is not said.
    """

    facts: tuple[Fact, ...]
    subject: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Documents asked for.

    Attributes:
        noun: What sort of documents, as the question has it.
        since: The first year or month, ISO 8601, included; empty for any.
        until: The last one, included; empty for any.
        dated: The same in the question's words.
        who: Author or publisher; empty for any.
        topic: What it is to be about; empty for anything.
        maker: What stands before the noun: who made them, or what they are about.
        most: "first" or "last" of these by date; empty for all.
        published: Whether it asks what somebody published, of which a text may tell as well.
        mentioned: Whether the topic is to stand in the text, rather than in the title.
    """

    noun: str
    since: str = ""
    until: str = ""
    dated: str = ""
    who: str = ""
    topic: str = ""
    maker: str = ""
    most: str = ""
    published: bool = False
    mentioned: bool = False


def asks_about_documents(question: str) -> Fields | Listing | None:
    """Returns what a question wants to know of documents themselves; None where it wants none."""
    text = OPENS.sub("", " ".join(question.split())).strip(" .?!")
    text = _SHORT_IS.sub(r"\1 is", text)
    return _published(text) or _mentioning(text) or _listing(text) or _fields(text)


def points_back(subject: str) -> bool:
    """Whether a subject is only a pronoun, or "the report"."""
    return not subject or _POINTS_BACK.fullmatch(subject) is not None


def _fields(text: str) -> Fields | None:
    facts: list[Fact] = []
    subject = ""
    for part in _AND.split(text):
        read = _field(part.strip(" .?!,"))
        if read is None or (subject and not points_back(read[1])):
            return None
        facts.append(read[0])
        subject = subject or read[1]
    role = _WHICH_WRITER.match(text)
    return Fields(tuple(dict.fromkeys(facts)), subject, role["role"] if role else "")


def _field(text: str) -> tuple[Fact, str] | None:
    for fact, form in _READ:
        match = form.fullmatch(text)
        if match is not None:
            said = match.groupdict()
            if said.get("topic"):
                return fact, f"the report on {said['topic']}"
            return fact, " ".join(filter(None, (said.get("who"), said.get("subject"))))
    return None


def _published(text: str) -> Listing | None:
    """What somebody published at a time."""
    match = _PUBLISHING.fullmatch(text)
    dated = _DATED.search(match["of"]) if match else None
    if match is None or dated is None or _FILLER.sub("", _DATED.sub(" ", match["of"], count=1)):
        return None
    noun = (match["noun"] or "documents").lower()
    return Listing(noun, *_range(dated), dated[0], match["who"], published=True)


def _mentioning(text: str) -> Listing | None:
    """Which documents mention something; one of which it is asked may be any that tells of it."""
    match = next(filter(None, (form.fullmatch(text) for form in _MENTIONING)), None)
    if match is None or not match["noun"].lower().endswith(("s", "a")):
        return None
    topic = re.sub(r"^(?:the|an?)\s|[“”\"]", "", match["topic"], flags=re.I).strip()
    maker = (match["maker"] or "").strip()
    if not topic:
        return None
    return Listing(match["noun"].lower(), topic=topic, maker=maker, mentioned=True)


def _listing(text: str) -> Listing | None:
    match = next(filter(None, (form.fullmatch(text) for form in _LISTS)), None)
    if match is None:
        return None
    said = match.groupdict()
    rest = f"{said.get('of') or ''} {said.get('more') or ''}"
    dated = _DATED.search(rest)
    rest = _DATED.sub(" ", rest, count=1)
    about = _ABOUT.search(rest)
    rest = _ABOUT.sub(" ", rest, count=1)
    issued = _ISSUED.search(rest)
    rest = _ISSUED.sub(" ", rest, count=1)
    by = issued or _BY.search(rest)
    rest = _BY.sub(" ", rest, count=1)
    if _FILLER.sub("", rest):  # it asks for something else
        return None
    since, until = _range(dated) if dated else ("", "")
    return Listing(
        match["noun"].lower(),
        since,
        until,
        dated[0] if dated else "",
        by["who"] if by else "",
        about["topic"].strip() if about else "",
        (said.get("maker") or "").strip(),
        _END.get((said.get("most") or "").lower(), ""),
        published=issued is not None,
    )


def _range(dated: re.Match[str]) -> tuple[str, str]:
    """Returns the first and last day of a range, to be compared as text; "~" comes after digits."""
    if dated["first"]:
        return _iso(dated["first"]), _iso(dated["last"]) + "~"
    date, bound = _iso(dated["date"]), (dated["bound"] or "").lower()
    if bound == "since":
        return date, ""
    if bound == "after":
        return date + "~", ""
    if bound == "before":
        return "", date
    return ("", date + "~") if bound == "until" else (date, date + "~")


def _iso(date: str) -> str:
    *more, year = date.replace(",", " ").split()
    month = next((f"-{1 + MONTHS.index(each.title()):02}" for each in more if each.isalpha()), "")
    day = next((f"-{int(each):02}" for each in more if each.isdigit()), "")
    return f"{year}{month}{day}"
