"""Whether a sentence can stand as an answer: by itself, and before others.

An editor quotes no line that only points elsewhere ("Table 3 shows …"), announces what others say
("They said the following."), names a source, or is a line of a table of contents; and none that
starts in the middle of a thought, unless what comes before is quoted, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import roots
from rag.language.connectives import since, without_connective
from rag.language.labels import label_end
from rag.language.reporting import VERB
from rag.records import Sentence
from rag.retrieving.pointing import is_verdict, points_back

# What a sentence loses for how it stands there, rather than for what it says; a fragment is a
# caption, a cut-off line, or one with a note's letter in front.
FRAGMENT_LOSS = 0.06
LINE_LOSS = 0.1  # the same of a few words: a title, a page's head
FOOTNOTE_LOSS = 0.03
ASIDE_LOSS = 0.08
OPEN_LOSS = 0.04  # a quotation that it does not close: whose words it is stands elsewhere
POINTER_LOSS = 0.1
REFERENCE_LOSS = 0.1
SIGNED_LOSS = 0.3  # who signed a paper is told of nobody who is asked about
LABEL_LOSS = 0.06
CONTENTS_LOSS = 0.1
LONGEST_LABEL = 12
"""Words of a line that only names something; a longer one says something besides."""

FEW = 3
CAPITALS = 0.7
"""Share of the longer words of a title, which has more than a few, that begin with a capital."""

LONG_TITLE = 6
"""Longer words of a title that stands without quotation marks."""

_SMALL = frozenset(("about", "among", "from", "into", "over", "than", "that", "their", "upon"))
_SMALL |= frozenset(("through", "under", "with", "within", "without", "were", "between"))

ABOUT_ITSELF = re.compile(
    r"\b(?:account|summari[sz]ed|gathered|listed|put in order)\b.{0,60}\bhere\b|\bgiven here\b"
    r"|\bsources?\b.{0,160}\b(?:was|were) read\b|^Each (?:claim|figure)\b|\bdated here\b"
    r"|\bpages of .{1,60} were read\b|\b(?:is|are) second-hand\b",
    re.S,
)
"""What tells how a text itself was made."""

_ONE_OF_TWO = (
    r"the (?:latter\b|former(?=[,;:'’]|\s(?:is|are|was|were|has|have|had|will|would|can|could|may"
    rf"|might|must|shall|should|do|does|did|also|both|not|never|two|of these|of those|{VERB}"
    r"|(?!retired|deceased|disgraced|elected|appointed)\w+ed)\b))"
)
"""What names one of two things told before: "the former was", but not "the former mayor"."""

_ONE_OF_SEVERAL = (
    r"the (?:first|second|third|fourth|fifth|others?|rest)(?=,\s(?:an?|at|by|dated|for|from|in|of"
    r"|on|the|to|which|who)\b"
    r"|\s(?:is|are|was|were|has|have|had|will|would|of (?:these|those|them))\b)"
)
"""What names one of several things told before: "the first, of $900", not "the first mayor"."""

_TOLD_OF_THESE = (
    r"according to [^,.;]{1,50}, (?:this|these|those)\b(?! (?:report|commentary|document)\b)"
)
"""What somebody says of a thing told before: "According to the port, these funds are gone"."""

# Openings that lean on the sentence before.
_LEANS = re.compile(
    r"^[\"“‘(\[]*(?:(?:it|they|he|she|these|those|this|that|such|its|their|his|her)\b(?! (?:report"
    rf"|commentary|document|memorandum|is an account)\b)|{_ONE_OF_TWO}|{_ONE_OF_SEVERAL}"
    r"|(?:however|also"
    r"|moreover|furthermore|in addition|as a result|therefore|finally|similarly),? (?:it|they|this"
    r"|these|he|she)\b|(?:in|by) contrast,"
    r"|(?:as a (?:result|consequence) of|because of|despite|among|of|in response to|based on"
    r"|in (?:the )?light of|to (?:address|achieve|do|meet|overcome)) (?:these|this)\b(?! (?:report"
    r"|commentary|document|memorandum)\b)"
    rf"|{_TOLD_OF_THESE}"
    r"|(?:since|before|until|by) then\b|(?:(?:however|therefore|thus|as a result|accordingly), )?"
    r"(?:you|we|i|one|anyone|nobody)"
    r" (?:(?:can|may|must|should|will|could|would|not|cannot|never|always|also|only) )*\w+"
    r" (?:(?:it|them|these|those)\b(?! (?:\w+ )?(?:to|that)\b)|this(?=[.,;]| as\b| by\b| in\b))"
    r"|(?:[A-Z][\w.-]*|the \w+) \w+ed this (?:process|approach|initiative|effort|goal|change"
    r"|requirement|estimate|figure|issue|problem|step)\b"
    r"|(?:(?:by|in) )?doing so\b|(?!during)\w+ing (?:it|them|this|these|those)\b)",
    re.I,
)
_GOES_ON = re.compile(
    r"\W*(?:for (?:example|instance)\b"
    r"|(?:besides|in addition to|apart from) [^,]{1,80}, (?:this|these|it|they)\b)",
    re.I,
)
_MEANS = re.compile(
    r"\b(?:with|on|to|of|implement(?:ed|ing)?|address(?:ed|ing)?|accept(?:ed)?|reject(?:ed)?) "
    r"(?:all (?:of )?)?(?:these|this|those)(?: \w+)? (?P<noun>recommendation|finding|conclusion"
    r"|action|step)s?\b(?! (?:report|that|we)\b)",
    re.I,
)
"""What an agency agrees with, where the sentence before says which: "these recommendations"."""

_FURTHER = re.compile(
    r"\b(?:further|additional|another|second) "
    r"(?P<noun>reason|cause|ground|factor|finding|objection|condition)s?\b",
    re.I,
)
"""What is told as one more, where the sentence before tells the first: "further reasons"."""

_BODIES = frozenset(
    ("agency", "department", "office", "bureau", "committee", "court", "commission")
)
_THE = re.compile(
    r"^(?:[A-Z]\w+,\s)?[Tt]he (?P<noun>agency|department|office|bureau|committee|court|commission"
    r"|programs?|act|law|bill|initiative|system|plan|project|policy|rule|statute|order|survey|study"
    r"|letter|memo|sites?|approach|increase|decrease|decline|reduction|amount|official|officials)"
    r"(?:['’]s?)?\s(?!of\b|for\b|that\b|on\b|in\b|to\b|with\b)"
)
_WHOLE = re.compile(r"[\"“‘(\[$]*(?:[A-Z0-9]|[a-z]+[A-Z]).*[.!?:;][\"”’)\]]*\d{0,3}$", re.S)
_CLOSED = re.compile(r"(?:[.!?:;]|(?<!\d)[.!?:;][\"”’)\]]*\d{1,3})[\"”’)\]]*\s*$")
"""The end of a sentence, with a note's number or without: no decimal."""

_POINTS = re.compile(
    r"^\W*(?:\d{1,3}\s)?(?:"
    r"(?:Tables?|Figures?|Figs?\.|Appendi(?:x|ces)|Exhibits?|Charts?|Attachments?|Enclosures?|Boxes|Box)"
    r"\s[\dIVX]+[\w.]*(?:\s(?:and|through|below|above)(?:\s[\dIVX]+\w*)?)?\s(?:\w+ly\s|also\s)?"
    r"(?:shows?|lists?|provides?|describes?|summari[sz]es?|illustrates?|presents?|contains?"
    r"|compares?|gives?|depicts?|includes?|identif(?:y|ies)|details?|outlines?|highlights?|displays?"
    r"|reproduces?)\b(?!\sthat\b)"
    r"|(?:Table|Figure|Fig\.|Exhibit|Chart|Box)\s\d+[.:]\s"
    r"|(?:See|Refer to|For (?:more|further|additional) (?:information|details?)[^.]{0,60}, see)\s)",
    re.I,
)
_TELLS_PAGE = re.compile(
    r"^[^,;]*\b(?:begins?|starts?|ends?|appears?|is|are|stands?|found|printed|listed|set out)"
    r"\s(?:on|at|from)\spages?\s\d+(?:\s?[-–]\s?\d+)?\W*$"
    r"|^(?!.*\b(?:held|found|said|states?|that)\b).*\bat\spages?\s\d.*\bat\spages?\s\d",
    re.I,
)
"""What tells on which page something stands, and not what it says there."""

_ANNOUNCES = re.compile(
    r"\b(?:the|these|this) following\b[^.:]{0,80}[.:]?\s*$|\bas follows\s*[.:]?\s*$|:\s*$"
    r"|\b(?:said|stated|wrote|reported|noted|listed|shown|described|discussed|summarized) "
    r"(?:the following|below)\.?\s*$",
    re.I,
)
_ENDS = re.compile(r"[.!?][\"”’)\]*_]*\s*$")
_DENIES = re.compile(
    r"\b(?:not|never|no(?!\.)|nor|none|nobody|nothing|neither|cannot|without|avoid|unless|banned"
    r"|except(?:ions?|ed|ing)?|exclu(?:des?|ded|ding|sions?)|(?:prohibit|forbid)\w*)\b|n['’]t\b"
    r"|^\W*stop\b",
    re.I,
)
"""What turns round what a list says: "Do not board", "Exclusions"."""

_SIGNED = re.compile(
    r"\W*(?i:(?:counter)?signed|certified|attested|witnessed|notari[sz]ed)(?: (?:and \w+ )?by\b|:)"
    r"(?=\W*\s[A-Z])(?!.*, (?:the )?[A-Z][a-z])"
)
"""A line in which names are signed, and no office: "Signed: Bo North for the port"."""

_ASKS_WHO_SIGNED = re.compile(
    r"sign|certif|attest|witness|notari|author|prepared|\b(?:wrote|written|when|date)\b", re.I
)
_WROTE_MAIL = re.compile(
    r"\W*On\b.{0,120}?(?:\d[:.]\d\d\b|\S@\S).{0,120}\bwrote:\s*$|.{0,120}<\S+@\S+> wrote:\s*$"
)
_REFERENCE = re.compile(
    r"\([A-Z][\w.,’' ]{2,40}:\s[^()]{0,60}\b(?:19|20)\d\d\)|\b[Vv]ol\. \d+|\b(?:[Ii]bid|[Ss]upra)\b"
    r"|\b[Nn]o\. \d+ \((?:19|20|[A-Z][a-z])|\bpp\. \d+[-–]\d+"
)
_SOURCE = re.compile(
    r"(?:\d{1,3} )?(?:[A-Z][\w.’'-]*,? (?:of |the |and |for |on )*)+[A-Z]{0,6}[-\d][\w./-]*"
    r"(?: \([^()]*\))?\.?"
)
_OF_ITS_PRINTING = re.compile(
    r"\b(?:copies of (?:this|the) (?:report|statement|testimony|document)|available at no charge"
    r"|contact points|any questions about this (?:report|statement|testimony)"
    r"|contributions? to this (?:report|statement|testimony)|no further distribution)\b"
    r"|\b(?:orders?|copies|copy)\b.{0,60}\b(?:mailed|calling|\$\d)",
    re.I,
)
_LABELLED = re.compile(r"^\W*(?:Sources?|Legend)\s?:")
_CONTENTS = re.compile(
    r"(?:table of )?contents|(?:list of )?(?:tables|figures|abbreviations)|bibliography|references"
    r"|related (?:gao|\w+) products|works cited|ordering information|order by mail or phone"
    r"|obtaining copies.*",
    re.I,
)
_ASKS_FOR_IT = re.compile(
    r"\b(?:tables?|figures?|chart|appendix|sources?|cite[sd]?|citation|reference|published|publication"
    r"|journal|contents|see|where|copy|copies|contact|contributed|contributors|questions)\b",
    re.I,
)
_ASKS_PAGE = re.compile(r"\bpages?\b|\bappendi(?:x|ces)\b", re.I)
_ASKED = re.compile(
    r"\?[?!]*(?P<close>[\"'”’»)\]]*)(?:\s?\[\d{1,3}\]|\d{1,3}|[¹²³\u2070-\u2079*†‡])*\s*$"
)
_OPENERS = " \n\"'“‘«(["
_LABELS = re.compile(r"(?<!\w)[A-Za-z]{3,}s [+-]?[$€£]?(?!(?:19|20)\d\d\b)\d[\d,.]*%?(?= \w)")
"""A label and a figure that no word joins, as a picture has them: "products 671 testimonies"."""

_AXIS = re.compile(
    r"\b[a-z]+,? (?:Percent|Percentage|Number|Dollars|Thousands|Millions|Billions)"
    r"(?: [$€£]?\d[\d,.]*%?){2,}$"
)
"""A unit and bare figures behind a title, as a chart has them at its axis: "… goals Percent 70 60".

In the label of a row the unit is no word of its own: "Vacancy Percent 70 60".
"""

_ROW = re.compile(r"[^\d.;:]{3,60}?(?: [+-]?[$€£]?\d[\d,.]*%?){4,}(?= )")
"""A label and the figures of its row, which only the head of its table tells apart."""

HEAPED = 3
"""Such pairs from which on a line is a heap of them: which figure is of which label, nobody can
tell from it."""


def loss(question: str, sentence: Sentence, text: str, headings: Sequence[str]) -> float:
    """Returns what a sentence loses as an answer for how it stands where it stands, from 0.

    Args:
        question: What asks for a table or a source may be answered by what points there.
        text: The sentence.
        headings: What it stands under.
    """
    line = " ".join(text.split())
    lost = FOOTNOTE_LOSS if sentence.kind == "footnote" else 0.0
    if ABOUT_ITSELF.search(line):
        lost += ASIDE_LOSS
    if is_fragment(sentence, text):
        lost += FRAGMENT_LOSS if len(line.split()) > LONGEST_LABEL else LINE_LOSS
    if line.count("“") > line.count("”"):
        lost += OPEN_LOSS
    if _ASKS_FOR_IT.search(question):
        return lost
    if _SIGNED.match(line) and not _ASKS_WHO_SIGNED.search(question):
        lost += SIGNED_LOSS
    if _POINTS.match(line) or (_TELLS_PAGE.search(line) and not _ASKS_PAGE.search(question)):
        lost += POINTER_LOSS
    if _OF_ITS_PRINTING.search(line):
        lost += ASIDE_LOSS
    if _REFERENCE.search(line) or _is_title(line) or _only_names_source(sentence, line):
        lost += REFERENCE_LOSS
    if _LABELLED.match(line) and len(line.split()) <= LONGEST_LABEL:
        lost += LABEL_LOSS
    if headings and _CONTENTS.fullmatch(headings[-1].strip()) and not re.search(r"[.!?]$", line):
        lost += CONTENTS_LOSS
    return lost


def _only_names_source(sentence: Sentence, line: str) -> bool:
    """Whether a note is but a source: who wrote it, and the number or the day of it."""
    return sentence.kind == "footnote" and _SOURCE.fullmatch(line) is not None


def _is_title(line: str) -> bool:
    """Whether all of a line is a title, as “Prenatal Care and Its Effects”.

    One in quotation marks, or one in which every longer word that is no preposition has a capital,
    unless it is a series of names.
    """
    words = re.findall(r"[^\W\d_]{4,}", line)
    own = [word for word in words if word not in _SMALL]
    series = line.count(",") + line.count(";") > len(own) // LONG_TITLE
    if len(own) >= LONG_TITLE and all(word[0].isupper() for word in own) and not series:
        return True
    return (
        re.fullmatch(r"[“\"][^“”\"]+[”\"][.,]?", line) is not None
        and len(words) > FEW
        and sum(word[0].isupper() for word in words) > CAPITALS * len(words)
    )


def leans_on(text: str, before: str) -> bool:
    """Whether a sentence cannot be understood without the one before it.

    It opens with a word that points back ("It also …"), or with "the" and a noun that the sentence
    before introduces ("The initiative's objective …"), tells of "further reasons" after some, or
    only agrees or denies.
    """
    if is_verdict(text):
        return not label_end(text) and not is_verdict(before)
    if needs(text):
        return True
    further = _FURTHER.search(text)
    if further is not None and re.search(rf"\b{further['noun']}s?\b", before, re.I):
        return True
    noun = _THE.match(text)
    return noun is not None and _introduces(before, noun["noun"].lower())


def goes_on(text: str) -> bool:
    """Whether a sentence gives an example of the one before it, or more of what that tells of."""
    return _GOES_ON.match(text) is not None


def needs(text: str) -> bool:
    """Whether a sentence has a word that says nothing without what comes before."""
    text = text[len(since(text)) :]
    leans = _LEANS.match(text) or _LEANS.match(without_connective(text))
    return leans is not None or points_back(text) or means_before(text) or is_verdict(text)


def means_before(text: str) -> bool:
    """Whether a sentence is about "these recommendations" that only one before it can name.

    Whoever says it, another one may have named them.
    """
    if re.match(_TOLD_OF_THESE, text, re.I):
        return True
    means = _MEANS.search(" ".join(text.split()))
    return means is not None and means["noun"].lower() not in means.string[: means.start()].lower()


def _introduces(before: str, noun: str) -> bool:
    """Whether a sentence names what "the agency" of the next one may be."""
    if re.search(rf"\b{noun}\b", before, re.I):
        return True
    return noun in _BODIES and re.search(r"\b[A-Z]{2,}\b", before) is not None


def is_fragment(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is no whole one."""
    return sentence.kind not in ("row", "item") and not _WHOLE.match(text)


def announces(text: str) -> bool:
    """Whether a sentence only announces what comes after it.

    A line that tells who wrote the mail below announces nothing of what stands there.
    """
    line = " ".join(text.split())
    return _ANNOUNCES.search(line) is not None and _WROTE_MAIL.match(line) is None


def is_open(sentence: Sentence, text: str) -> bool:
    """Whether a line over a list is a heading, or a sentence that the items go on with."""
    return sentence.kind == "heading" or not _ENDS.search(text)


def denies(text: str) -> bool:
    """Whether a line over a list says what is not so, or not to be done, of all that it lists."""
    return _DENIES.search(text) is not None


def only_asks(text: str) -> bool:
    """Whether a sentence is a question, rather than one that tells of a question."""
    end = _ASKED.search(text)
    if end is None:
        return False
    before = text[: end.start()].lstrip(_OPENERS)
    opened = before.count('"') % 2 or any(
        before.count(one) > before.count(other) for one, other in ("“”", "«»", "()", "[]")
    )
    return not (end["close"] and opened)


def is_caption(text: str) -> bool:
    """Whether a line is the title of a figure or a table, or only points to one."""
    return _POINTS.match(" ".join(text.split())) is not None


def is_bare(sentence: Sentence, text: str) -> bool:
    """Whether a line is a row of a table or the title of a figure, which tells little by itself.

    A row that was read as a line of text ends as no sentence does, and half of it are figures.
    """
    words = text.split()
    figures = sum(word.lstrip("$€£([")[:1].isdigit() for word in words)
    heap = figures >= max(FEW, len(words) / 2) and not _CLOSED.search(text)
    return sentence.kind == "row" or heap or is_caption(text)


def is_chart(text: str) -> bool:
    """Whether a line is the title of a chart with the figures at its axis."""
    return _AXIS.search(" ".join(text.split())) is not None


def is_heap(question: str, text: str) -> bool:
    """Whether what a question asks stands among labels and figures that are read as one sentence.

    A picture or a table of contents has them; what is written behind them may be a sentence.
    """
    line = " ".join(text.split())
    pairs = list(_LABELS.finditer(line))
    row = _ROW.match(line)
    if len(pairs) < HEAPED and row is None:
        return False
    end = row.end() if row is not None else pairs[-1].end()
    heap, rest = roots(line[:end]), roots(line[end:])
    return any(not any(word.startswith(each) for word in rest) for each in roots(question) & heap)
