"""Questions that ask what several say: "How do the OIG and GAO differ on cost?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

_JOINT = r",?\s(?:and|versus|vs\.?|with|to|(?:differs?\s)?from)\s"
_SIDES = rf"(?:both\s)?(?P<both>[^?;:]{{2,70}}?{_JOINT}[^?;:]{{2,70}}?)"
# What each of two says is asked of the one and the other, not of the one with the other.
_BOTH = r"(?:both\s)?(?P<both>[^?;:]{2,70}?,?\sand\s[^?;:]{2,70}?)"
_SAY = (
    r"(?:say|says|said|give|gives|gave|find|found|think|know|knew|believed?|expect(?:ed)?|conclude|concluded|report|reported|write"
    r"|claim|recommend|state|argue|hold|count|counted|put|estimate|respond)\b"
)
_FIGURE = (
    r"(?P<figure>(?:how\s(?:many|much)|(?:what|which)"
    r"(?=\s(?:\w+\s)?(?:number|total|figure|share|percentage|sum|count)))\s[^?;:]{2,60}?)"
)
_NUMBER_OF = (
    r"(?:number|total|figure|count|share|percentage|amount|sum)s?\s(?:of|for)\s[^?;:]{3,90}?"
)
_COUNTED = r"(?:counted|given|reported|stated|put|claimed|found|estimated)"
_NAME = r"(?:the\s)?(?-i:[A-Z])[^?;:]{1,70}?"
_COUNTERS = rf"(?:both\s)?(?P<both>{_NAME},?\sand\s{_NAME})\s(?:each\s)?{_SAY}"
_MORE = (
    r"(?:more|less|fewer|most|least|better|worse"
    r"|(?:furth|larg|great|high|low|small|long|short|fast|slow)(?:er|est))"
)
_EITHER = r"[^?;:,]{2,70}?"
_BE = r"(?:is|are|was|were|has|have|had|do|does|did)"
_ON = r"(?:on|about|in|regarding|concerning|over|for|as to)"
_FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^compare\s(?:the\s)?(?P<topic>{_NUMBER_OF})\s(?:as\s)?{_COUNTED}\sby\s(?P<first>{_NAME})"
        rf"\s(?:and|with|to|against)\s(?:the\s(?:number|figure|count|one|total|share|sum|amount|percentage)|that|what)?\s?"
        rf"(?:(?:{_COUNTED}\s)?(?:by|of|from)\s(?P<second>{_NAME})|(?P<counter>{_NAME})\s{_SAY}"
        r"(?:\sfor\s(?:it|them|this|that))?)[.?]*$",
        rf"^compare\s(?:the\s)?(?P<topic>(?:(?!\s(?:and|with|to)\s)[^?;:]){{3,70}}?)\s(?:of|in|at|for)\s"
        rf"(?:both\s)?(?P<both>{_NAME},?\sand\s{_NAME})(?P<then>\s(?:in|for|during|since)\s[^?;:]*\d[^?;:]*?)[.?]*$",
        rf"^compare\s{_SIDES}(?:\s(?:each\s)?{_SAY})?\s{_ON}\s(?P<topic>.+?)[.?]*$",
        rf"^compare\s(?:the\s)?(?P<topic>[^?;:]{{3,70}}?)\s(?:of|in|at|for)\s(?:both\s)?(?P<both>{_NAME},?\sand\s{_NAME})[.?]*$",
        rf"^compare\s{_SIDES}(?P<topic>)[.?]*$",
        rf"^compare\s{_SIDES}:\s(?P<topic>(?:how|what|which|who)\b.+?)[.?]*$",
        rf"^how\s(?:do|does|did)\s(?P<both>[^?;:]{{2,70}}?\sdiffer\sfrom\s[^?;:]{{2,70}}?)"
        rf"(?:\s{_ON}\s(?P<topic>.+?))?[.?]*$",
        rf"^how\s(?:do|does|did)\s(?P<both>{_NAME}['’]s?\sand\s{_NAME}['’]s?)\s(?P<topic>[^?;:]{{3,120}}?)"
        rf"\s(?:differ|disagree|compare|diverge)[.?]*$",
        rf"^how\s(?:do|does|did)\s{_SIDES}\s(?:differ|disagree|compare|diverge)(?:\s{_ON})?(?P<topic>.*?)[.?]*$",
        rf"^(?:what|how)\s(?:do|does|did)\s{_BOTH}\s(?:each\s)?{_SAY}(?:\s{_ON})?(?P<topic>.*?)[.?]*$",
        rf"^{_FIGURE}\s(?:do|does|did)\s{_COUNTERS}(?P<topic>.*?)[.?]*$",
        rf"^compare\s{_FIGURE}\s{_COUNTERS}(?P<topic>.*?)[.?]*$",
        r"^(?P<figure>how\s(?:many|much)\s[^?;:]{2,100}?)(?P<topic>),?\s(?P<to>according\sto)\s"
        rf"(?:both\s)?(?P<both>{_NAME},?\sand\s{_NAME})[.?]*$",
        rf"^(?:do|did)\s{_SIDES}\s(?:dis)?agree(?:\s{_ON})?(?P<topic>.*?)[.?]*$",
        rf"^(?:do|does|did)\s{_BOTH}\s(?:each\s|both\s)?(?P<does>{_SAY})\s(?:in\s)?the\ssame(?P<topic>\s.*?)[.?]*$",
        rf"^(?:is|are|was|were)\s(?P<one>{_NAME})['’]s?\s(?P<topic>[^?;:]{{3,70}}?)\s(?:the\ssame\sas|different\sfrom"
        rf"|{_MORE}\sthan)\s(?:(?:that|those)\s(?:of|from)\s)?(?P<other>{_NAME})(?:['’]s?)?[.?]*$",
        rf"^(?:which|who|where)\s(?:did|does|do|has|had|is|was|\w+\s(?:did|does|do|has|had|is|was))?\s?"
        rf"(?P<topic>[^?;:]*?\b{_MORE}\b[^?;:]*?)[,:]\s(?P<one>{_EITHER})\sor\s(?P<other>{_EITHER})[.?]*$",
        rf"^{_BE}\s(?P<one>{_EITHER})\sor\s(?P<other>{_EITHER})\s(?P<topic>(?:be(?:en)?\s)?{_MORE}\b[^?;:]*?)[.?]*$",
        rf"^(?:what\s(?:is|are|was|were)\s)?(?:the\s)?differences?\sbetween\s{_SIDES}(?:\s{_ON}\s(?P<topic>.+?))?[.?]*$",
        rf"^{_SIDES}\s{_ON}\s(?P<topic>[^:?]+):\swhat\s(?:does|do|did)\s(?:each|they|both)\s.*$",
        rf"^how\s(?:do|does|did)\s{_SIDES}\s(?P<topic>(?:go|leave|react|respond|answer|deal|handle|treat|join)\b.*?)[.?]*$",
    )
)
_AND_ACCORDING_TO = re.compile(r"(?<=\w),?\sand\saccording\sto\s(?=(?:the\s)?(?-i:[A-Z]))", re.I)
_SAID = re.compile(
    rf"\b(?:{_SAY}|according to\b|(?:dis)?agree\b|views?\b|opinions?\b|positions?\b)", re.I
)
_SHARE = re.compile(r"(?:the\s)?(?:share|percentage|proportion)\b", re.I)
_SAME_NUMBER = re.compile(r"(?:number|count|total)\sof\s(?P<things>.+)", re.I)
_WAY = re.compile(r"(?:ways?|(?P<thing>things?))\b", re.I)
_JOINTS = re.compile(_JOINT, re.I)
_CLAUSE = re.compile(r"\b(?:did|does|do|what|who|when|why|how)\b", re.I)
_SHARED = re.compile(
    r"(?P<name>[A-Z][\w.&-]*(?:\s(?:(?:of|for|the)\s)*[A-Z][\w.&-]*)*)(?:['’]s?)?"
    r"\s(?P<noun>(?!(?:and|what|with|to|from|versus|vs|of|for|on|in|et)\b)[a-z].*)"
)

_ONE_EACH = re.compile(
    rf"(?P<head>.*\s(?:{_ON[3:-1]}|of|to|from|at|with)\s)(?:the\s)?(?P<one>[^,;]+?)\sand\s(?P<two>[^,;]+)"
)
"""What is compared, where it may have a part for each side: "their answers on ships and trains"."""

LONGEST = 8
"""Words that a side has at most."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who or what is compared, and on what.

    Attributes:
        names: Of the two, or of more that are asked one thing each.
        topic: What of both is asked for.
        figure: What a sentence of one must have, as a question: "how many ships"; "" for anything.
        said: Whether it is asked what the two say, rather than what they are or do.
        measured: Whether it is asked of which of the two something is more, which figures tell.
        alike: Whether it is asked whether the two are or say the same, which one cannot tell.
        asked: What each is asked by itself, in the order of the names; empty where that is the
            topic alone.
    """

    names: tuple[str, ...]
    topic: str
    figure: str = ""
    said: bool = False
    measured: bool = False
    alike: bool = False
    asked: tuple[tuple[str, ...], ...] = ()

    def topics_of(self, name: str) -> tuple[str, ...]:
        """What of one of the two may be asked for: of "on ships and trains" its own alone, too."""
        each = _ONE_EACH.fullmatch(self.topic)
        if each is None:
            return (self.topic,)
        own = each["one"] if name == self.names[0] else each["two"]
        return self.topic, f"{each['head']}{own}"


def asks_to_compare(
    question: str, is_known: Callable[[str], bool] = lambda name: False
) -> Sides | None:
    """Returns the two sides that a question compares; None where it compares nothing.

    A name may have an "and" of its own ("Miles and Cox"), and two names may share a noun ("the
    Lee and North totals"): the sides are read so that most of them are known, or else as they come.
    """
    # "According to the Department of Health and Human Services" is according to one.
    question, apart = _AND_ACCORDING_TO.subn(" and ", question)
    readings = [
        replace(sides, alike=match.groupdict().get("does") is not None)
        for form in _FORMS
        if (match := form.match(question)) is not None
        for sides in _sides_of(match)
        if apart or not match.groupdict().get("to") or all(map(is_known, sides.names))
    ]
    if _SAID.search(question):
        readings = [replace(sides, said=True) for sides in readings]

    def fits(sides: Sides) -> tuple[int, int]:
        known = [is_known(name) for name in sides.names]
        joined = [name for name, there in zip(sides.names, known, strict=True) if not there]
        return sum(known), -sum(" and " in name for name in joined)

    return max(readings, key=fits, default=None)


def _sides_of(match: re.Match[str]) -> Iterator[Sides]:
    """The ways to read a question that compares; one where it says where each name ends."""
    told = match.groupdict()
    if told.get("first"):
        counted = _SAME_NUMBER.match(told["topic"])
        figure = f"How many {counted['things']}?" if counted else ""
        names = bare(told["first"]), bare(told["second"] or told["counter"])
        yield Sides(names, told["topic"], figure)
        return
    yield from _readings(_both(match), *_topic_of(match), measured=_is_measured(match))


def _both(match: re.Match[str]) -> str:
    """The two names as they are joined, those that stand apart ("Lee's ... as North's") too."""
    told = match.groupdict()
    return told.get("both") or f"{told['one']} versus {told['other']}"


def _is_measured(match: re.Match[str]) -> bool:
    return match.groupdict().get("one") is not None


def _topic_of(match: re.Match[str]) -> tuple[str, str]:
    """What is compared, and the question for a figure where it is one."""
    topic = f"{match['topic'] or ''}{match.groupdict().get('then') or ''}".strip(" ,")
    figure = match.groupdict().get("figure") or ""
    if same := match.groupdict().get("does"):
        counted = _SAME_NUMBER.match(topic)
        if counted is not None:
            return counted["things"], f"How many {counted['things']}?"
        if way := _WAY.match(topic):
            rest = topic[way.end() :].strip()
            topic = re.sub(rf"^{_ON}\s", "", rest) if way["thing"] else f"{same} {rest}".strip()
    noun = re.sub(r"^(?:how\s(?:many|much)|what|which)\s", "", figure, flags=re.I)
    if not figure and _SHARE.match(topic):
        return topic, f"What {topic.removeprefix('the ')}?"
    return f"{noun} {topic}".strip(), f"{figure} {topic}".strip() + "?" if figure else ""


def _readings(
    both: str, topic: str, figure: str = "", *, measured: bool = False
) -> Iterator[Sides]:
    """The ways to part two sides: at what is no "and" first, in the order in which they stand."""
    joints = sorted(_JOINTS.finditer(both), key=lambda joint: joint[0].strip(" ,").lower() == "and")
    for joint in joints:
        first, second = bare(both[: joint.start()]), bare(both[joint.end() :])
        if not _may_be_side(first):
            continue
        if _may_be_side(second):
            yield Sides((first, second), topic, figure, measured=measured)
        shared = None if figure or measured else _SHARED.fullmatch(second)
        if shared is not None and _CLAUSE.search(second) is None:
            yield Sides((first, shared["name"]), f"{shared['noun']} {topic}".strip())


def _may_be_side(name: str) -> bool:
    return 0 < len(name.split()) <= LONGEST and _CLAUSE.search(name) is None


def bare(name: str) -> str:
    """Returns a name without the article, the genitive and the "et al." that stand around it."""
    return re.sub(
        r"^(?:(?:the|what|both)\s+)+|(?:\set\sal\.?)?(?:['’]s?)?$", "", name.strip(" ,"), flags=re.I
    )
