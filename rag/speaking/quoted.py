"""Whom what stands before, behind or above a quotation or a list names; in doubt nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.language.abbreviations import NAME, SOMEBODY
from rag.language.names import Cast
from rag.language.reporting import ACCORDING, CALLS, OPENING, SAID_SO, SPOKEN, VERB, bare_according
from rag.language.sentences import Span
from rag.language.unnamed import called
from rag.records import Document
from rag.speaking.antecedents import Antecedents
from rag.speaking.subjects import STATEMENT, Subjects

_SAYS = rf"(?:{VERB}|{SAID_SO})"
AFTER_QUOTE = re.compile(
    rf"[\s,]*(?:(?P<who>(?:[Tt]he\s+)?(?:\w+\s+)?{NAME})(?:,[^,]{{1,80}},)?\s+(?:\w+ly\s+|also\s+)?{_SAYS}\b"
    rf"|{_SAYS}\s+(?P<whom>(?:the\s+)?{NAME})\b(?!['\u2019]|\s[A-Z])|(?:was\show\s)?(?P<pronoun>he|she)\s+(?:\w+ly\s+|also\s+)?(?:{_SAYS}|put\sit)\b)"
)
_POINTS = (
    r"(?:answers?|arguments?|challenges|changes|comments?|complaints?|concerns?|criticisms?|demands|examples|factors"
    r"|grounds|issues|objections?|points?|problems|proposals|questions|reasons?|suggestions|things|views|wishes)"
)
THEIR_POINTS = re.compile(
    r"^(?P<before>[^:]{3,100}?)\s(?:advanced|cited|gave|had|have|has|asked\sfor|called\sfor|identified|listed|made|mentioned|offered|proposed|wanted"
    rf"|put\sforward|raised|raises?|set\sout)\s(?:[\w-]+\s){{0,4}}?{_POINTS}\b[^:]*:$"
    rf"|^(?P<owner>[^:]{{3,80}}?)['\u2019]s?\s(?:\w+\s){{0,2}}{_POINTS}\b[^:]{{0,80}}:$"
)
"""What announces somebody's points: "Objectors raised these points:", "Lee's reasons were:"."""

ACCORDING_TO_THEM = re.compile(r"According\sto\s(?P<who>[^,;:]{3,60})(?:,\s[^:]{3,60})?:$")
"""What announces what several say in turn: "According to staff, agency workers:"."""

SAID_BEHIND = re.compile(
    rf"[\s,]*(?:(?P<who>[^.;:\"\u201c\u201d]{{3,120}}?)\s+(?:\w+ly\s+|also\s+)?{_SAYS}\b"
    rf"|{_SAYS}\s(?P<whom>[^.;:\"\u201c\u201d]{{3,120}}?)[.,]?$)"
)
"""Whoever says what is quoted before, called by more than a name: "said Elm's head, Ann Lee"."""

BEFORE_QUOTE = re.compile(rf"(?:(?:But|And|Yet)\s)?(?:[Hh]e|[Ss]he)\s+(?:also\s+)?{_SAYS}[,:]?\s*")
"""What stands before a quotation of somebody who has been named."""

DASHED = re.compile(rf"\s*(?:\u2014|\u2013|--)\s?(?P<who>{NAME})(?:,[^.;]{{1,120}})?\.?$")
"""Who says a quotation, behind a dash at the end: "… the boat." \u2014Carl Boone, captain"."""

BESIDE = re.compile(
    rf"\s*\((?!(?:Annex|Appendix|Chapter|Citations?|Emphasis|Exhibit|Figure|Internal|Italics|Note|Part|Section|Table)\b)"
    rf"(?P<who>(?=\S+\s){NAME})(?:,[^.;()]{{1,120}})?\)\.?$"
)
"""Who says a quotation, in brackets behind it: "… the boat." (Carl Boone, captain)"."""

LETTER_FROM = re.compile(
    r"(?:An?|The)\s(?:[a-z-]+\s){0,2}?(?:e-?mail|letter|message|note|notice|reply|report|statement)\s"
    r"(?:by|from|of)\s(?P<who>[^,;:.]{3,80}?)(?:,\s[^,:]{3,60},)?\s(?:is|reads|said|says|states|was|were)\b[^.]*:$"
)
"""Whose letter follows: "A letter from the harbor council was read out:"."""

SOME_ONE = re.compile(
    rf"(?:One|Another|An?|Some|Several)\s(?:[\w\u2019'-]+\s){{1,8}}?{VERB}\b[^.]*:$"
)
"""Somebody without a name whose words follow, set apart as a quotation."""

ANNOUNCES_NOT = frozenset(("denied", "denies", "objected", "objects", "held", "holds"))
"""Verbs of saying whose colon brings what somebody else says."""

QUOTATION_MARK = re.compile(r"[\"\u201c\u201d]")
UNSAID = re.compile(r"\s+(?:nothing|neither|not)\b|.*,\s(?:and|but|so|which|whose|who)\s", re.S)
"""What follows a verb of saying where the colon behind it is not that verb's."""


class Quoted:
    """Those to whom one document gives the words that it quotes."""

    def __init__(
        self,
        document: Document,
        cast: Cast,
        antecedents: Antecedents,
        reported: Callable[[Span, str | None], tuple[str, ...]],
    ) -> None:
        """Takes what tells whose claim a sentence reports."""
        self._text = document.text
        self._cast = cast
        self._subjects = Subjects(cast)
        self._antecedents = antecedents
        self._reported = reported

    def lead_in(self, span: Span) -> str | None:
        """Returns whom a sentence that ends in a colon announces."""
        text = self._text[span.start : span.end]
        if whole := bare_according(text):
            return self._cast.resolve(whole["who"], span.start, named=True)
        for verb in (*SPOKEN.finditer(text), *STATEMENT.finditer(text)):
            if verb[0] in ANNOUNCES_NOT or UNSAID.match(text, verb.end()):
                continue
            who = self._subjects.named(text[: verb.start()], span)
            if who is not None:
                return who
        if letter := LETTER_FROM.match(text):
            who = letter["who"]
            return self._cast.resolve(who, span.start) or called(re.sub(r"^[Tt]he\s", "", who))
        return SOMEBODY if SOME_ONE.match(text) else None

    def lists(self, span: Span) -> str | None:
        """Returns whose points a sentence announces that ends in a colon."""
        text = self._text[span.start : span.end]
        if points := THEIR_POINTS.search(text):
            before = points["before"] or points["owner"]
            who = self._subjects.who(before, span, None)
            return who or self._subjects.unnamed(OPENING.sub("", before, count=1))
        if according := ACCORDING_TO_THEM.match(text):
            who = according["who"]
            named = self._cast.resolve(who, span.start, named=True)
            return named or self._subjects.unnamed(who) or called(who)
        return None

    def before(self, before: str, span: Span) -> str | None:
        """Returns who says a quotation, as what stands before it in its sentence has it."""
        whole = ACCORDING.search(before)
        if whole and not before[whole.end() :].strip(" ,:"):
            return self._cast.resolve(whole["who"], span.start, named=True)
        if called := CALLS.search(before):
            return self._subjects.named(before[: called.start()].lstrip(" ,"), span)
        for verb in reversed(list(SPOKEN.finditer(before))):
            if len(before) - verb.end() > 60 or re.search(r"[.;]", before[verb.end() :]):
                return None
            return self._subjects.named(before[: verb.start()].lstrip(" ,"), span)
        return None

    def after(self, end: int, span: Span) -> str | None:
        """Returns who says a quotation that ends at `end`, as the rest of its sentence has it."""
        match = AFTER_QUOTE.match(self._text, end, span.end)
        who = match and (match["who"] or match["whom"])
        comma = self._text[end - 2] == ","  # behind it a name alone begins with a capital
        if who and (name := self._cast.resolve(who, span.start, named=comma)):
            return name
        if match and match["pronoun"]:
            return None
        if said := SAID_BEHIND.match(self._text[end : span.end]):
            phrase = said["who"] or said["whom"]
            named = self._subjects.named(f"{phrase},".replace(",,", ","), span)
            return named or self._subjects.unnamed(phrase)
        if dashed := DASHED.match(self._text[end : span.end]):
            return self._cast.resolve(dashed["who"], span.start, named=True)
        if beside := BESIDE.match(self._text[end : span.end]):
            who = self._cast.resolve(beside["who"], span.start, named=True)
            return who if who and self._cast.is_person(who) else None
        whole = ACCORDING.match(self._text[end : span.end].lstrip(" ,"))
        return self._cast.resolve(whole["who"], span.start, named=True) if whole else None

    def meant(
        self, before: str, end: int, span: Span, earlier: Sequence[Span], quoted: str | None
    ) -> str | None:
        """Returns whom "he" or "she" means, who is said to say a quotation; None in doubt.

        Args:
            before: What stands before the quotation in its sentence.
            end: Where the quotation ends.
            earlier: The sentences before, one or more.
            quoted: Who says what is quoted in the last of them, if anything is.
        """
        after = AFTER_QUOTE.match(self._text, end, span.end)
        if not (after and after["pronoun"]) and not BEFORE_QUOTE.fullmatch(before):
            return None
        if quoted or QUOTATION_MARK.search(self._text, earlier[-1].start, earlier[-1].end):
            return quoted if quoted and self._cast.is_person(quoted) else None
        he = re.search(r"\b[Hh]e\b", after["pronoun"] if after else before) is not None
        told = [(each, (self._reported(each, None) or (None,))[-1]) for each in earlier]
        return self._antecedents.last(told, he=he, alone=True)
