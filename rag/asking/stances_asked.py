"""Who is for or against something: "Who criticized the audit?", "What do its critics say?".

And what somebody has against it: "What does Lofgren criticize about the audit?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_NOT_AGREED = r"(?:(?:did|do|does)(?: not|n['’]t)) (?:agree|concur) with"
_FAULTED = (
    r"critici[sz]e[sd]?|condemn(?:s|ed)?|denounce[sd]?|decr(?:y|ies|ied)|fault(?:s|ed)?"
    r"|(?:find|finds|found) fault with|complain(?:s|ed)? (?:about|of)|disapprove[sd]? of"
    rf"|disagree[sd]? with|dispute[sd]?|(?:takes?|took) issue with|{_NOT_AGREED}"
)
_OPPOSED = (
    r"oppose[sd]?|object(?:s|ed)? to|speaks? out against|spoke out against|turned against"
    r"|(?:(?:did|do|does)(?: not|n['’]t)) support"
)
_PRAISED = (
    r"praise[sd]?|welcome[sd]?|commend(?:s|ed)?|applaud(?:s|ed)?|hail(?:s|ed)"
    r"|had (?:good|kind) words for"
)
_SUPPORTED = (
    r"support(?:s|ed)?|backed|favou?r(?:s|ed)?|endorse[sd]?|defend(?:s|ed)?|agree[sd]? with"
    r"|concur(?:s|red)? with|advocate[sd]? for"
)
_FEELS_AGAINST = (
    r"(?:critical of|disappointed (?:about|at|by|in|with)|dissatisfied with"
    r"|unhappy (?:about|with)|s[kc]eptical (?:of|about)|(?:an? )?critics? of)"
)
_IS_AGAINST = r"(?:against|opposed to|(?:an? )?opponents? of)"
_FEELS_FOR = r"(?:pleased|happy|satisfied) with"
_IS_FOR = (
    r"(?:in favou?r of|for|supportive of"
    r"|(?:an? )?(?:supporters?|proponents?|defenders?|backers?) of)"
)

_OPENS = r"\W*(?:(?:and|but|so) )?"
_BE = r"(?:is|are|was|were|has been|have been)"
_VERY = r"(?:(?:strongly|very|highly|openly) )?"
_KIND = (
    r"(?:people|persons|organi[sz]ations|groups|(?P<kind>[a-z]+(?: (?:in|of) (?:the )?[A-Z]\w+)?))"
)
_WHO = rf"{_OPENS}(?:who|which {_KIND})(?: else| all)?(?: (?:has|have|had|also|publicly|openly))*"
_ANYONE = (
    rf"{_OPENS}(?:did|does|do|has|have|had|is|are|was|were) "
    r"any(?:one|body|(?: of the)? (?P<kind>[a-z]+))(?: else)?(?: (?:publicly|openly))?"
)
_ON = r"(?P<on>[^?,;]+?)(?:,? and (?:why|on what grounds|for what reasons?))?"

_OF = r"(?: (?:of|on) (?P<of>[^?,;]+?))?"
_SAY = (
    r"(?:say|said|says|argue[sd]?|think|thought|claim(?:s|ed)?|allege[sd]?|complain(?:s|ed)?"
    r"|object(?:s|ed)?|contend(?:s|ed)?|maintain(?:s|ed)?|point(?:s|ed)? out)(?:ing)?"
)
_ABOUT = r"(?: (?:about|against|of|on|regarding|to|with) (?P<about>[^?,;]+?))?"
_DO = rf"{_OPENS}what (?:do|did|does|have|are|were) (?:the |its |some )?"
_WHAT = (
    rf"{_OPENS}what (?:is|are|was|were) (?:the |some of the )?"
    r"(?:(?:main|key|principal|major|chief|strongest|most common|biggest|different) )*"
)
_THERE = rf"{_OPENS}(?:is|are|was|were) there (?:(?:any|some) )?"
_ARGUMENTS = r"(?:arguments?|case)(?: made)?"

_SOMEBODY = r"(?P<who>[^?,;]{2,80}?)"
_BY_AGAINST = (
    rf"{_OPENS}what (?:do|does|did|has|have) {_SOMEBODY} (?:(?:criticize|criticise|dislike|fault"
    r"|find fault|find wrong) (?:about|in|with)|(?:have|had|hold) against|complain (?:about|of)"
    rf"|object to in) {_ON}",
    rf"{_OPENS}what (?:is|are|was|were) {_SOMEBODY}(?:['’]s|(?<=s)['’]) (?:(?:main|chief|key) )?"
    rf"(?:criticisms?|objections?|complaints?|reservations?) (?:about|against|of|to|with) {_ON}",
    rf"{_OPENS}how (?:do|does|did) {_SOMEBODY} critici[sz]e {_ON}",
)
_BY_FOR = (
    rf"{_OPENS}what (?:do|does|did|has|have) {_SOMEBODY} (?:like|liked|praise|praised|welcome)"
    rf" (?:about|in) {_ON}",
)
_THOSE = re.compile(
    r"(?:(?:some|the|any|many|other) )*(?:critics|opponents|detractors|people|others|supporters)",
    re.I,
)


def _taken(verbs: str, state: str) -> tuple[str, ...]:
    """The forms of a question for those who do something, or are somehow minded."""
    done = re.sub(r" (?:about|of|to|with)\b", "", verbs)
    return (
        rf"{_OPENS}(?:is|are|was|were|has|have) {_ON} (?:(?:been|ever|publicly) )*(?:{done})"
        r"(?: by any(?:one|body))?",
        rf"{_WHO} (?:{verbs}) {_ON}",
        rf"{_ANYONE} (?:{verbs}) {_ON}",
        rf"{_WHO} {_BE} {_VERY}{state} {_ON}",
        rf"{_ANYONE} (?:been )?{_VERY}{state} {_ON}",
    )


_FAULTS = (
    *_taken(_FAULTED, _FEELS_AGAINST),
    rf"{_DO}(?:critics|opponents|detractors){_OF} {_SAY}{_ABOUT}",
    rf"{_WHAT}(?:criticisms?|objections|complaints)(?: made| raised| voiced)?"
    rf" (?:about|against|of|to) {_ON}",
    rf"{_WHAT}{_ARGUMENTS} (?:against|opposing) {_ON}",
    rf"{_THERE}(?:criticisms?|objections?|complaints?) (?:about|against|of|to) {_ON}",
)
_PRAISES = (
    *_taken(_PRAISED, _FEELS_FOR),
    rf"{_DO}(?:supporters|proponents|defenders|backers){_OF} {_SAY}{_ABOUT}",
    rf"{_WHAT}{_ARGUMENTS} (?:for|in (?:favou?r|support|defen[cs]e) of|supporting) {_ON}",
)
_BOTH = tuple(
    re.compile(rf"{form}\W*", re.I)
    for form in (
        rf"{_WHAT}{_ARGUMENTS} (?:for and against|against and for|on both sides of) {_ON}",
        rf"{_WHAT}pros and cons of {_ON}",
        rf"{_WHO} {_BE} for (?:and who {_BE} )?(?:and )?against {_ON}",
        rf"{_WHO} {_BE} for {_ON},? and who {_BE} against (?:it|them)",
        rf"{_WHO} (?:{_SUPPORTED}) (?:and|or)(?: who)? (?:{_OPPOSED}|{_FAULTED}) {_ON}",
        rf"{_WHO} (?:{_SUPPORTED}) {_ON},? and who (?:{_OPPOSED}|{_FAULTED}) (?:it|them)",
    )
)


@dataclass(frozen=True, slots=True)
class StanceAsked:
    """A question for whoever is for or against something.

    Attributes:
        against: Whether those against are asked for.
        on: What they are for or against: "the audit".
        in_words: Whether it is what they say of it that is asked for, and not what they do.
        texts: The question in the words in which those may be told of.
        who: Whose side it is, where it is asked what that one says.
    """

    against: bool
    on: str
    in_words: bool = True
    texts: tuple[str, ...] = ()
    who: str = ""

    @property
    def name(self) -> str:
        """What they are for or against, without the article."""
        return re.sub(r"^the ", "", self.on, flags=re.I)

    @property
    def consents(self) -> bool:
        """Whether it is something that somebody agrees with or not, as a recommendation."""
        return _PUT_TO_THEM.search(self.on) is not None


@dataclass(frozen=True, slots=True)
class _Side:
    """A way to be for or against something, and what those who are so may be told to have done."""

    asked: StanceAsked
    forms: tuple[re.Pattern[str], ...]
    verbs: tuple[str, ...]
    by_forms: tuple[re.Pattern[str], ...] = ()

    def by(self, who: str, on: str, question: str) -> StanceAsked:
        """What somebody has for or against something; of no one in particular, who does."""
        if _THOSE.fullmatch(who):
            return self.of(on)
        told = (
            "What fault does {} find with {}?" if self.asked.against else "What does {} like in {}?"
        )
        return replace(self.asked, on=on, who=who, texts=(question, told.format(who, on)))

    def of(self, on: str, kind: str | None = None, question: str = "") -> StanceAsked:
        side = replace(self.asked, on=on)
        verbs = self.verbs
        if side.consents:
            verbs = (
                ("disagreed with", "found fault with")
                if side.against
                else ("agreed with", "supported")
            )
        texts = tuple(f"Who {verb} {on}?" for verb in verbs)
        return replace(side, texts=(question,) if kind and not side.consents else texts)


def _side(
    forms: tuple[str, ...],
    verbs: tuple[str, ...],
    *by: str,
    against: bool,
    in_words: bool,
) -> _Side:
    whole, others = (tuple(re.compile(rf"{x}\W*", re.I) for x in each) for each in (forms, by))
    return _Side(StanceAsked(against, "", in_words), whole, verbs, others)


_AGAINST = _side(
    _FAULTS, ("found fault with", "criticized"), *_BY_AGAINST, against=True, in_words=True
)
_FOR = _side(_PRAISES, ("praised", "thought well of"), *_BY_FOR, against=False, in_words=True)
_SIDES = (
    _AGAINST,
    _FOR,
    _side(
        _taken(_OPPOSED, _IS_AGAINST), ("opposed", "turned against"), against=True, in_words=False
    ),
    _side(
        _taken(_SUPPORTED, _IS_FOR), ("supported", "was in favor of"), against=False, in_words=False
    ),
)
_PUT_TO_THEM = re.compile(
    r"\b(?:amendment|bill|conclusion|finding|motion|proposal|recommendation|resolution)s?$", re.I
)
_THING = re.compile(
    r"(?:(?<=\s)(?-i:[A-Z])[\w.&-]*(?: (?-i:[A-Z])[\w.&-]*)+"
    r"|\bthe (?:[\w-]+ ){0,2}?(?:act|agreement|audit|bill|decision|inquiry|investigation|law"
    r"|memo(?:randum)?|plan|policy|program(?:me)?|project|proposal|report|review|rule|ruling"
    r"|study)s?)\b",
    re.I,
)
"""What a question may be about that the next one calls "it"."""

_SAME = re.compile(r"it|that|them|those|these|this", re.I)
_NO_ONE = re.compile(r"^(?:it|this|he|she|they|we|you|i)\b| (?:that|who|which|whose) ", re.I)
_NO_THING = re.compile(
    r"(?:it|this|that|them|these|those|him|her|us|you|me|what|which|and)\b", re.I
)


def stances_asked(question: str, before: Sequence[str] = ()) -> tuple[StanceAsked, ...]:
    """Returns the side that a question asks for, or both; none where it asks for neither.

    Args:
        before: The questions before it, which tell what "it" is.
    """
    asked = " ".join(question.split())
    both = _first(_BOTH, asked)
    if both is not None:
        on = _meant(both["on"], before)
        return (_FOR.of(on), _AGAINST.of(on)) if on else ()
    for side in _SIDES:
        by = _first(side.by_forms, asked)
        if by is not None:
            on = "" if _NO_ONE.search(by["who"]) else _meant(by["on"], before)
            told = f"{asked[: by.start('on')]}{on}{asked[by.end('on') :]}"  # "it" by its name
            return (side.by(by["who"], on, told),) if on else ()
        match = _first(side.forms, asked)
        if match is not None:
            named = match.groupdict()
            if named.get("about") and named.get("of"):  # what those of one say about another
                return ()
            on = named.get("on") or named.get("about") or named.get("of") or "it"
            on = _meant(on, before)
            return (side.of(on, named.get("kind"), asked),) if on else ()
    return ()


def _first(forms: Sequence[re.Pattern[str]], asked: str) -> re.Match[str] | None:
    return next(filter(None, (form.fullmatch(asked) for form in forms)), None)


def _meant(on: str, before: Sequence[str]) -> str:
    """What is asked about, as a question before calls it where it is "it"; "" for none."""
    if not _SAME.fullmatch(on):
        return "" if _NO_THING.match(on) else on
    for n in range(len(before) - 1, -1, -1):
        last = stances_asked(before[n], before[:n])
        if last:
            return last[0].on
        things = [each[0] for each in _THING.finditer(before[n])]
        if things:
            return things[-1]
    return ""
