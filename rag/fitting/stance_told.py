"""Whether a sentence may tell of somebody who is for or against something.

Which of these do is read. A reader goes by what a sentence is like: of "a critic of the agency, who
had asked for the audit" it takes the audit to be criticized, and by "no evidence of lies" somebody
to be called a liar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.asking.stances_asked import StanceAsked
from rag.language.lexicon import STOP_WORDS, stem
from rag.language.reporting import VERB

_FAULTS_IT = (
    r"critici[sz](?:e[sd]?|ing)|critics? of|criticisms? of|critical of|oppos(?:e[sd]?|ing)"
    r"|opposition to|opponents? of|object(?:s|ed|ions?|ing)? to|disagree(?:s|d|ing)? with"
    r"|disput(?:e[sd]?|ing)|condemn(?:s|ed|ing)?|denounc(?:e[sd]?|ing)|attack(?:s|ed|ing)?"
    r"|fault(?:s|ed|ing)|complain(?:s|ed|ing|ts?)?|protest(?:s|ed|ing)?|against"
    r"|(?:disappointed|dissatisfied|unhappy)[”\"]? \w+"
)
_AGAINST = re.compile(
    r"\b(?:inadequate(?:ly)?|insufficient(?:ly)?|(?:fell|falls?|fallen) short|too [a-z]+"
    r"|(?:at|in) fault|flaw(?:s|ed)?|fail(?:s|ed|ures?|ings?|ing)?|undermin\w+"
    r"|harm(?:s|ed|ful|ing)?|damag(?:e[sd]?|ing)|unfair(?:ly)?|unconstitutional|unlawful"
    r"|mislead\w*|misled|abrupt\w*|deceptive|decepti\w+|wrong(?:ly)?|warn(?:s|ed|ing)?"
    r"|worr(?:y|ies|ied)|concern(?:s|ed)|doubt(?:s|ed)?|without an answer|s[kc]eptical"
    r"|weak(?:ness(?:es)?)?|missed|confus\w+|discourag\w+|frustrat\w+|burden\w*|disagree\w*"
    r"|reject(?:s|ed)?|resist\w*|blam(?:e[sd]?|ing)|poor(?:ly)?|overstat\w+|unclear"
    r"|critics?(?! of)|opponents?(?! of)|turned against|vot(?:ed|es|ing) (?:against|no)"
    r"|not (?:adequate(?:ly)?|enough|agree|concur|support)\w*)\b",
    re.I,
)
_WELCOMES_IT = (
    r"prais(?:e[sd]?|ing)|welcom(?:e[sd]?|ing)|commend(?:s|ed|ing)?|applaud(?:s|ed|ing)?"
    r"|hail(?:s|ed)|support(?:s|ed|ing|ers?)?|endors(?:e[sd]?|ing|ements?)|defend(?:s|ed|ing)?"
    r"|back(?:s|ed|ing)|favou?r(?:s|ed|ing)?|agree(?:s|d)?|concur(?:s|red)?|pleased with"
    r"|satisfied with|approv(?:e[sd]?|ing)"
)
_FOR = re.compile(
    r"\b(?:appreciat\w+|competent(?:ly)?|helpful|positive(?:ly)?|useful|effective(?:ly)?|valuable|benefi\w+|success\w*|properly|proper|essential"
    r"|important|agree(?:s|d)?|concur(?:s|red)?|justified|reasonable|worthwhile)\b",
    re.I,
)
_DIRECT = {
    True: re.compile(rf"\b(?:{_FAULTS_IT})(?!\w)", re.I),
    False: re.compile(rf"\b(?:{_WELCOMES_IT})(?!\w)", re.I),
}
_LOOSE = {True: _AGAINST, False: _FOR}
_CONSENTS = {
    True: re.compile(
        r"\b(?:disagree\w*|disput\w+|reject\w*|oppos(?:e[sd]?|ing|ition)|object(?:s|ed|ions?)"
        r"|declined|not (?:agree|concur|accept|support)\w*|non-?concur\w*)\b",
        re.I,
    ),
    False: re.compile(
        r"\b(?:agree(?:s|d|ing|ment)?|concur(?:s|red|ring)?|accept(?:s|ed)?|support(?:s|ed)?"
        r"|endors\w+|approv\w+|adopt(?:s|ed)?|in favou?r)\b",
        re.I,
    ),
}
_DENIED = re.compile(
    r"\b(?:no|not|never|neither|nor|none|without|cannot|hardly|rather than|n[’']t)"
    r"(?: [\w’'-]+){0,9}? $",
    re.I,
)
_CLAUSE_END = re.compile(r"[,;:](?=\s)| and (?=\w+ed\b)")
_POINTS_BACK = re.compile(
    r"\W*(?:about |by |of |to |with )?(?:it|its|that|their|them|these|they|this|those|which|$)\b"
    r"|\W*$",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)(?: \w+ly)? $")
_TOLD_BY = re.compile(
    rf"^According to [^,]+, |^.*\b(?:{VERB})\b(?: [^,;]{{1,60}}?)?? that "
    r"|, (?:according to|as) [^,]+$|, (?:an?|the|then|who|which|whose) [^,]+(?=,)"
)
_WORK = re.compile(
    r"\b(?:audits?|reports?|reviews?|stud(?:y|ies)|inquir(?:y|ies)|investigations?|evaluations?)\b"
)
_AUDITORS = re.compile(
    r"\b(?:[A-Z]*OIG|GAO|[Ii]nspectors?[ _][Gg]eneral(?:['’]s?)?|[Aa]udit(?:or)?s?)\b"
)
_ANY = re.compile(r"\b(?:both|latest|new|other|recent|these|those|three|two|whole)\b")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NAME = re.compile(r"\b[A-Z][\w.&-]*(?:(?: (?:of|for|on|the|and|v\.))* [A-Z][\w.&-]*)*")
_OF_IT = re.compile(r"(?<=\w) (?:about|against|at|by|for|from|in|of|on|to|with|that|which|who)\b")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_WHOSE = re.compile(r"\b[\w.]+['’]s? ")  # whose a recommendation is, its report need not repeat
_ON_IT = (
    r"(?:articles?|audits?|hearings?|letters?|questions?|reports?|reviews?|statements?"
    r"|stud(?:y|ies)|surveys?)"
    r"(?: \w+){0,2} (?:about|of|on)(?: the)? "
)
_TO = r"\bletters? to (?:the )?(?:(?-i:[A-Z])[\w.]* ){0,3}?"
_PAPERS = r"data|documents|e-?mails|figures|letters|records|statistics"


def may_take_side(text: str, asked: StanceAsked, about: str = "") -> bool:
    """Whether a sentence may tell that somebody takes a side on what is asked about.

    Args:
        about: The title and headings above it, if these may name that as well.
    """
    line = " ".join(text.split())
    named = _Named.of(asked)
    if not named.is_in(f"{about} {line}") or _says_it_itself(line, asked.name):
        return False
    if asked.consents:
        return bool(_affirmed(_CONSENTS[asked.against], line))
    loosely = _affirmed(_LOOSE[asked.against], line) and named.is_in(f"{about} {_told(line)}")
    return bool(loosely) or names_what_it_is_on(text, asked)


def is_of_some_work(asked: StanceAsked) -> bool:
    """Whether it is a work that is not named: "the audit", which a text may call the report."""
    named = _Named.of(asked)
    return named.is_work and not (named.names or named.stems)


def names_what_it_is_on(text: str, asked: StanceAsked) -> bool:
    """Whether a sentence has such a side taken on what is asked about: "they oppose the lane"."""
    line = " ".join(text.split())
    named = _Named.of(asked)
    return any(named.is_in(_object(line, x)) for x in _affirmed(_DIRECT[asked.against], line))


def may_be_on_it(text: str, asked: StanceAsked, *, surely: bool = False) -> bool:
    """Whether what answers a question otherwise may do so, as far as its words tell.

    What is criticized may be named before it ("They were criticized by …"), but not as something
    else, and it may be told without a word for it what is wrong there; praise is told by one. What
    somebody does against it must have a word of it, unless it surely answers.

    Args:
        surely: Whether it likely answers: then what has no name may be called by other words.
    """
    line = " ".join(text.split())
    named = _Named.of(asked, loosely=True)
    direct = list(_DIRECT[asked.against].finditer(line))
    praised = direct or _affirmed(_LOOSE[asked.against], line)
    if asked.in_words and not asked.against and not praised:
        return False
    if surely and not (named.names or named.is_work):
        return True
    there = named.is_in(line)
    if not (direct or surely or asked.in_words or _shares_words(line, asked.on)):
        return False
    if there and not (direct or named.is_in(_told(line))):  # it is who says so
        return False
    if there:
        direct = [x for x in direct if x[0].lower() != "against"]  # "it went against objections"
    objects = [_object(line, each) for each in direct]
    return not objects or any(named.is_in(x) or _POINTS_BACK.match(x) for x in objects)


@dataclass(frozen=True, slots=True)
class _Named:
    """What is asked about.

    Attributes:
        name: What it is called in the question.
        names: The names in it, …
        stems: … and what all its words are compared by, of what has no name its head.
        is_work: Whether it is an audit or another such work.
    """

    name: str
    names: tuple[str, ...]
    stems: frozenset[str]
    is_work: bool

    @classmethod
    def of(cls, asked: StanceAsked, *, loosely: bool = False) -> _Named:
        """What a question asks about.

        Args:
            loosely: Only the names in it, where it has any: "the way ICE explained the program".
        """
        own = (_WHOSE if asked.consents else _POSSESSIVE).sub("", asked.on)
        own = _OF_IT.split(_NAME.sub(lambda name: name[0].replace(" ", "_"), own))[0]
        own = own.replace("_", " ")
        is_work = _WORK.search(own) is not None
        if is_work:
            own = _ANY.sub("", _AUDITORS.sub("", _WORK.sub("", own)))
        names = tuple(_NAME.findall(own))
        words = _content(own)
        stems = _stems(words if names and not loosely else words[-1:] if not names else ())
        return cls(asked.name, names, stems, is_work)

    def is_in(self, text: str) -> bool:
        """Whether a text names it, and not a work on it alone; an audit is one of auditors."""
        if not self.is_work:
            name = re.escape(self.name)
            beside = rf"{_ON_IT}{name}|{_TO}{name}|\b{name} (?:{_PAPERS})\b"
            text = re.sub(beside, "", text, flags=re.I)
        there = _stems(_WORD.findall(_POSSESSIVE.sub("", text)))
        lower = text.lower()
        work = not self.is_work or _WORK.search(lower) or _AUDITORS.search(text)
        whole = self.stems <= there and all(_has(name, text) for name in self.names)
        return whole and bool(work) and bool(self.stems or self.names or self.is_work)


def _has(name: str, text: str) -> bool:
    """Whether a text has a name; of a single word as it is written, "State" and not "state"."""
    return name.lower() in text.lower() if " " in name else name in text


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in STOP_WORDS]


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(re.sub(r"(?<!s)s$", "", word.lower())) for word in words)


def _shares_words(line: str, on: str) -> bool:
    return bool(_stems(_WORD.findall(line)) & _stems(_content(on)))


def _says_it_itself(line: str, name: str) -> bool:
    """Whether what is asked about is who says so: what ICE reports is no criticism of ICE."""
    own = rf"(?:^|, )(?:the )?{re.escape(name)}(?: (?:officials|staff|\w+ly))* (?:{VERB})\b"
    return re.search(own, line, re.I) is not None


def _told(line: str) -> str:
    """What is told, without who tells it: "… found that the memorandum goes too far"."""
    return _TOLD_BY.sub("", line)


def _object(line: str, cue: re.Match[str]) -> str:
    """What a verb is said of: what follows, as far as its clause goes, or stands before it."""
    if _PASSIVE.search(line[: cue.start()]):
        return line[: cue.start()]
    behind = line[cue.end() :]
    end = _CLAUSE_END.search(behind)
    return behind[: end.start()] if end else behind


def _affirmed(cues: re.Pattern[str], line: str) -> list[re.Match[str]]:
    return [each for each in cues.finditer(line) if not _is_denied(line, each)]


def _is_denied(line: str, cue: re.Match[str]) -> bool:
    if cue[0].lower().startswith(("not ", "without")):
        return False
    before = re.split(r"[,;:]\s", line[: cue.start()])[-1]
    return _DENIED.search(before) is not None
