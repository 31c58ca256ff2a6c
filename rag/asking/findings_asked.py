"""Whose findings on what are asked for, in the many ways in which people ask for these.

"What did GAO find about foster care?", "key takeaways of the audit of museums", "What are the main
points of the report on fees?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.asking.found_out import as_found


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.I) for form in forms)


_WORK = (
    r"(?:report|audit|study|review|survey|testimony|evaluation|inspection|investigation|inquiry"
    r"|statement)"
)
_ABOUT = r"(?:about|on|regarding|concerning|as to|into|with (?:regard|respect) to)"
_FIND = (
    r"(?:conclude[sd]?|determine[sd]?|discover(?:s|ed)?|finds?(?:\sout)?|found|learn(?:s|ed)?"
    r"|report(?:s|ed)?)"
)
_SAY = r"(?P<says>says?|said)"
_WHO = r"(?P<who>[^?,;:]{2,60}?)"
_OWNER = r"(?:(?P<who>[^?,;:]{2,40}?)['’]s?|an?|the|this|that)"
_ASKS_MORE = r"(?:and|but|or)\s(?:what|who|how|why|when|where|which|did|does|do|is|was|are|were)\b"
_MATTER = rf"(?:the\s)?(?P<matter>(?:(?!\s{_ASKS_MORE})[^?;:])+?)"
_SO = r"\W*(?:(?:and|but|ok|okay|so|well),?\s)*"
_PLEASE = r"\W*(?:(?:please|(?:can|could|would) (?:you|i get)|(?:give|tell|show) me)\s)*"
_SORT = (
    r"(?:(?:an?|the)\s)?(?:(?:brief|central|general|key|main|major|most important|overall|principal"
    r"|quick|short)\s)*"
)
_FINDINGS = (
    r"(?:bottom line|conclusions?|findings?|gist|highlights|(?:main|key)?\s?(?:messages?|points?)"
    r"|overview|results|summary|takeaways?|tl;?dr|upshot)"
)
_ARE = r"(?:what\s(?:are|were|is|was)\s|what['’]s\s)?"
_END = (
    r"(?:,?\s(?:please|for me|briefly|in (?:brief|short|a few words|\w+ (?:sentences|points))))*\W*"
)

_WHOSE_WORK = rf"{_OWNER}\s(?:\w+\s)?{_WORK}\s(?:{_ABOUT}|of)\s{_MATTER}"
_FORMS = _compiled(
    rf"\W*(?:overall,?\s)?what\s(?:did|does|do|has|have)\s{_WHOSE_WORK}\s"
    rf"(?:conclude|determine|discover|find|found|reveal|say|show|tell us){_END}",
    rf"\W*what\s(?:has been|have been|is|was|were)\s{_FIND}\s{_ABOUT}\s{_MATTER}{_END}",
    rf"\W*(?:overall,?\s)?what\s(?:else\s)?(?:did|does|do|has|have)\s{_WHO}\s"
    rf"(?:{_FIND}|{_SAY})\s{_ABOUT}\s{_MATTER}{_END}",
    rf"{_PLEASE}{_ARE}{_SORT}{_FINDINGS}\s(?:of|from|in)\s{_WHOSE_WORK}{_END}",
    rf"{_PLEASE}{_ARE}{_SORT}{_FINDINGS}\s(?:of|from|in)\s{_OWNER}\s{_MATTER}\s{_WORK}{_END}",
    rf"{_PLEASE}{_ARE}(?:(?P<who>[^?,;:]{{2,40}}?)['’]s?\s)?{_SORT}{_FINDINGS}"
    rf"(?:\sof\s(?:the\s)?{_FINDINGS})?\s{_ABOUT}\s{_MATTER}{_END}",
    rf"\W*what\s{_WHO}\s(?:{_FIND}|{_SAY})\s{_ABOUT}\s{_MATTER}{_END}",
    rf"{_SO}what(?:['’]?s|\sis)\s{_OWNER}\s{_MATTER}\s{_WORK}\s(?:\w+ly\s)?"
    rf"(?:arguing|getting\sat|saying|telling\s(?:me|us)){_END}",
)
_TEXTS = r"(?:documents|files|papers|reports|sources|texts)"
_ANYTHING = _compiled(
    rf"{_PLEASE}(?:tell\sme\s)?(?:all\s|more\s|something\s)?about\s{_MATTER}{_END}",
    rf"{_SO}(?:(?:is\sthere|do\syou\shave|have\syou)\s(?:got\s)?)?(?:anything|something"
    rf"|info|information)\s{_ABOUT}\s{_MATTER}{_END}",
    rf"{_SO}what\s(?:can|do)\s(?:you|we)\s(?:know|say|tell\sme)\sabout\s{_MATTER}{_END}",
    rf"{_SO}what(?:['’]?s|\sis|\sdo\sthe\s{_TEXTS})\s(?:known|said|say|tell(?:\sus)?)\s{_ABOUT}\s"
    rf"{_MATTER}{_END}",
)
_DO = r"(?:carry out|conduct|do|issue|make|perform|prepare|start|undertake|write)"
_DONE = (
    r"(?:carried out|conducted|done|issued|made|performed|prepared|requested|started|undertaken"
    r"|written)"
)
_REASONS = _compiled(
    rf"\W*why\sdid\s{_WHO}\s{_DO}\s"
    rf"(?:an?|its|that|the|their|this)\s(?:\w+\s)?{_WORK}\s(?:{_ABOUT}|of)\s{_MATTER}{_END}",
    rf"\W*why\sdid\s{_WHO}\s{_DO}\s(?:an?|its|that|the|their|this)\s{_MATTER}\s{_WORK}{_END}",
    rf"\W*why\sdid\s{_WHO}\s(?-i:audit|examine|investigate|look (?:at|into)|review|study)\s"
    rf"{_MATTER}{_END}",
    rf"\W*why\swas\s{_WHOSE_WORK}\s{_DONE}{_END}",
    rf"\W*why\swas\s{_OWNER}\s{_MATTER}\s{_WORK}\s{_DONE}{_END}",
)
_ANY_WORK = re.compile(
    rf"(?:an?|the|this|that|its)\s(?:\w+\s)?(?:{_WORK}|auditors?|authors?|evaluators?|inspectors?)",
    re.I,
)
_ONE_THING = re.compile(
    r"(?:\w+\s)?(?:amount|cause|cost|date|effect|impact|number|price|rate|reason|share|size|total)s?\s"
    r"(?:for|of|on|why)\b",
    re.I,
)
"""A matter of which one thing is asked: "the cost of repairs"."""
_ITSELF = re.compile(r"(?:it|they|he|she|its|their|this|that)\b|.*\b(?:what|who|how|why)\b", re.I)


@dataclass(frozen=True, slots=True)
class FindingsAsked:
    """Whose findings are asked for, and on what.

    Attributes:
        who: Who found it; "" where only a report is named, and not whose.
        matter: What it is about.
        says: Whether it is asked for what they say, and not for what they found.
        why: Whether it is asked why they looked into it.
        anything: Whether it is asked for whatever is told: "Tell me about foster care".
    """

    who: str
    matter: str
    says: bool = False
    why: bool = False
    anything: bool = False

    @property
    def request(self) -> str:
        """The question who asked for it: a report tells why it was made by that."""
        maker = re.sub(r"^the\s", "", self.who, flags=re.I)
        if re.fullmatch(r"[A-Z][\w.&-]*", maker):
            return f"Who asked {maker} to review {self.matter}?"
        return f"Who asked for the report on {self.matter}?"


def findings_asked(question: str) -> FindingsAsked | None:
    """Returns whose findings on what a question asks for, or why they were sought; others None."""
    text = (as_found(question) or question).strip()
    forms = (*_ANYTHING, *_FORMS, *_REASONS)
    match = next(filter(None, (form.fullmatch(text) for form in forms)), None)
    if match is None:
        return None
    why = match.re in _REASONS
    asked = match.groupdict()
    who = asked.get("who") or ""
    who = "" if who.lower() == "they" else who
    anything = match.re in _ANYTHING
    if _ITSELF.match(who) or _ITSELF.match(asked["matter"]):
        return None
    if anything and _ONE_THING.match(asked["matter"]):
        return None
    named = "" if _ANY_WORK.fullmatch(who) else who
    return FindingsAsked(named, asked["matter"], bool(named and asked.get("says")), why, anything)
