"""What a question takes for granted, held against what a sentence says.

"Why did ICE agree to a deadline?" presupposes that ICE agreed. A sentence on the same thing that
denies it, says the opposite, or counts fewer, contradicts the question, and is worth showing. Told
by rule, and only where it is plain: a refusal on a sound question costs more than one missed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from rag.abbreviations import is_called
from rag.alignment import marks
from rag.claims import Token, fold, keys, read
from rag.evidence import Evidence, text_of
from rag.lexicon import AUXILIARIES, DENIALS, HONORIFICS, NEUTRAL, OPPOSITES, is_verb, stem, words
from rag.miscounts import (
    figure_in,
    figure_otherwise,
    is_money,
    other_times,
    part_otherwise,
    year_otherwise,
)
from rag.numbers import numbers
from rag.records import Sentence
from rag.retrieval import Found
from rag.stances import Stance, agrees, contrary, presupposed, takes_up

# Share of the question's content words that the sentence must have: it is about the same thing.
ABOUT = 0.4

# The same for a sentence that says that nobody knows.
ALL_BUT = 0.6

# Questions that take for granted that what they ask for is known, and what says that it is not.
_ASKS = re.compile(
    r"^\W*(?:and |so |but |by |in |for |on )*(?:why|when|how|what|which|who)\b", re.I
)
_UNKNOWN = re.compile(
    r"\b(?:is|are|was|were|remains?|remained) (?:still |currently |largely |also )?"
    r"(?:unknown|unclear|undetermined|not (?:yet )?(?:known|available|determined)|unavailable)\b"
    r"|\b(?:had|has|have) yet to (?:appear|be \w+ed|determine|decide|estimate|report)\b"
    r"|\bno (?:\w+ )?(?:data|information|estimates?|figures?|records?) (?:is|are|was|were|exists?"
    r"|existed)\b",
    re.I,
)
# Questions that take the rest of what they say for granted; "whether" and "did X" ask about it.
_PRESUPPOSES = re.compile(
    r"^\W*(?:and |so |but )?(?:why|how come|for what reason|when|how) (?:did|does|do|was|were|had"
    r"|has|have|could|would)\b",
    re.I,
)
# A question that itself denies, chooses or excepts takes something else for granted.
_OPEN = re.compile(
    r"\b(?:if|whether|or|not|no|never|without|against|only|unless|until|few|fewer|little|despite"
    r"|although|though|unable|unknown|unclear|known)\b|n['’]t\b",
    re.I,
)
_VERBAL = ("not", "cannot", "never")
# "Could not leave" says that it was not allowed, or not possible, not that it was not done …
_MODAL = frozenset(words("can could may might must shall should will would cannot"))
# … and "the owner replied that the ship had not left" what the owner has against it.
_CONTENDS = frozenset(
    words(
        """
        replied replies responded responds argued argues claimed claims contended contends insisted
        insists alleged alleges objected objects countered counters complained complains believed
        believes maintained maintains
        """
    )
)
# What somebody decides not to do is not done; what he is asked not to do may be.
_DECIDES = frozenset(
    words("decide decides decided decision chose chosen opted elected voted agreed resolved")
)
_ALL = re.compile(
    r"\b(?:all|every one of|both)\b(?: (?:of )?the)? ((?:[\w,.-]+(?: |\W*$)){1,3})", re.I
)
_SOME = re.compile(
    r"\b(?:only |just )?([\w-]+) of (?:the |its |their |these |those )?([\w-]+)? ?([a-z]+)", re.I
)
# What has begun may also have ended, and the first is not the last: of the opposites only those
# that one and the same thing cannot be.
_EXCLUSIVE = frozenset(
    map(stem, words("grant confirm legal true valid rose improve profit binding"))
)
# "Without a statute", "no effect on crime", "did not find evidence that it misled".
_NOTHING = re.compile(
    r"\b(?:without (?:an? |any )?(?:[a-z]+ )??"
    r"|(?:no|(?:not|\w+n't) (?:find|found)) (?:[a-z-]+ ){0,2}?"
    r"(?:effect|impact|evidence|sign|proof|indication|link|basis|claim)"
    r" (?:on|of|that|between|for|to) (?:(?:the|its|any|an?|it|they|[A-Z]\w+|had|has|have|was"
    r"|were|set|out|to|in|deliberately|intentionally) )*)(?P<of>[\w'-]+)"
)
_SAYS_THAT = re.compile(
    r"\b(?:did|does|do|has|have)\s(?:the\s)?(?P<who>[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&-]*)*)\s"
    r"(?:say|find|conclude|report|state|note|claim|argue|think|believe|write|hold)\sthat\b"
)
_DEAR = re.compile(r"\b(?:expensive|costly)\b", re.I)
_FOR_NOTHING = re.compile(
    r"\b(?:little or no|no|without(?: any)?|free of) (?:(?:extra|added|additional|further) )?"
    r"(?:costs?|charge|expense)\b",
    re.I,
)
_LEANS = re.compile(r"\W*(?:it|its|they|their|he|his|she|her|we|our|i|this|these)\b", re.I)
_TAKES_UP = re.compile(r"\b(?:this|these|that|it|them|such)\b", re.I)
_OPPOSED = tuple(pair for pair in OPPOSITES if _EXCLUSIVE & (pair[0] | pair[1]))
_REFUSING = frozenset(map(stem, DENIALS | words("prohibited prohibits barred bars banned bans")))


# Words before "without" within which it is said of what may be, not of what is.
REACH = 5

# Of the sentences found, only these many are sure to be on what was asked …
FIRST = 4
# … if they reach this share of the best one's score.
CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence chosen for an answer, and its words that contradict the question."""

    evidence: Evidence
    words: str


def contradiction(
    question: str, evidence: Sequence[Evidence], found: Sequence[Found] = ()
) -> Contradiction | None:
    """Returns the first sentence that contradicts what a question takes for granted.

    Or that is contradicted in the sentence behind it: "VHA disagreed with this recommendation."
    None does where a passage found states what the question takes for granted.
    """
    stance = presupposed(question) if _takes_for_granted(question) else None
    if stance is not None:
        against = _standing_elsewhere(stance, evidence, found)
        if against is not None:
            return against
    against = (
        _contradiction(question, evidence)
        or _other_figure(question, evidence, found)
        or _part_elsewhere(question, evidence, found)
    )
    if against is None or any(affirms(question, text) for text in _texts(found)):
        return None
    return against


def _takes_for_granted(question: str) -> bool:
    return _PRESUPPOSES.match(question) is not None and not _OPEN.search(question)


def _standing_elsewhere(
    stance: Stance, evidence: Sequence[Evidence], found: Sequence[Found]
) -> Contradiction | None:
    """The sentence that says most plainly that somebody stands elsewhere than a question has it.

    None does where another one has them stand there.
    """
    speakers = next((item.speakers for item in evidence), None)
    against: list[tuple[int, Contradiction]] = []
    for item in found or [each.found for each in evidence]:
        about = item.entry.context
        sentences = item.entry.passage.sentences
        texts = [text_of(item, each) for each in sentences]
        for place, (sentence, text) in enumerate(zip(sentences, texts, strict=True)):
            if agrees(stance, texts[:place], text, about):
                return None
            said = contrary(stance, texts[:place], text, about)
            if said is None or not _may_be_quoted(item, sentence, speakers):
                continue
            lead = sentences[place - 1] if place and takes_up(text, stance) else None
            told = Evidence(
                item, sentence, item.score, item.matches[place], lead, speakers=speakers
            )
            named = len(stance.what & keys(read(fold(f", {text}"))))
            against.append((named, Contradiction(told, said)))
    return max(against, key=lambda each: each[0], default=(0, None))[1]


def _may_be_quoted(item: Found, sentence: Sentence, speakers: Collection[str] | None) -> bool:
    if item.citable is not None and sentence.start not in item.citable:
        return False
    return sentence.kind != "heading" and (speakers is None or sentence.speaker.name in speakers)


def _texts(found: Sequence[Found]) -> Iterator[str]:
    """Yields what the passages found say, sentence by sentence, their titles with it."""
    for item in found:
        yield from item.entry.context.split("\n")
        for sentence in item.entry.passage.sentences:
            yield text_of(item, sentence)


def affirms(question: str, text: str) -> bool:
    """Whether a sentence plainly states what a question says; of "all" of them none does."""
    ours, theirs = read(fold(question)), read(fold(f", {text}"))
    asked = {key for key in keys(ours) if key not in NEUTRAL}
    plain = not any(token.kind == "negation" or token.text.lower() in _MODAL for token in theirs)
    said = keys(theirs) | {stem(token.bare) for token in theirs}
    stated = len(asked) > 1 and asked <= said and plain and not _OPEN.search(text)
    return stated and not _ALL.search(question) and contradicted(question, text) is None


def _contradiction(question: str, evidence: Sequence[Evidence]) -> Contradiction | None:
    best = max((item.score for item in evidence), default=0.0)
    for item in [each for each in evidence if each.score >= CLOSE * best][:FIRST]:
        about = item.found.entry.context
        if not _of_the_same(question, item):
            continue
        words = contradicted(question, item.text, about=about) or _other_part(question, item)
        if words is not None:
            return Contradiction(item, words)
        behind = next_to(item)
        if behind is not None and _TAKES_UP.search(text := text_of(item.found, behind)):
            words = contradicted(question, text, about=f"{about} {item.text}", own=1)
            if words is not None:
                return Contradiction(replace(item, followed_by=(behind,)), words)
    return None


def _other_part(question: str, item: Evidence) -> str | None:
    """Another part of the same whole than the question has, as a sentence says it."""
    passage = item.found.entry.passage
    around = [text_of(item.found, sentence) for sentence in passage.sentences]
    return part_otherwise(question, item.text, around) if _takes_for_granted(question) else None


def _other_figure(
    question: str, evidence: Sequence[Evidence], found: Sequence[Found]
) -> Contradiction | None:
    """The first sentence that has another figure, where nothing found has that of the question.

    Or that has the same one of another year, where nothing found has it of that of the question.
    """
    figure = figure_in(question) if _takes_for_granted(question) else None
    if figure is None:
        return None
    speakers = next((item.speakers for item in evidence), None)
    there = [text for text in _texts(found) if figure.key in keys(read(fold(text)))]
    if not all(is_money(figure) and other_times(question, text) for text in there):
        return None
    others: list[tuple[float, Contradiction]] = []
    for item in found:
        for place, sentence in enumerate(item.entry.passage.sentences):
            text = text_of(item, sentence)
            year = year_otherwise(question, text)
            other = (1.0, year) if year else figure_otherwise(question, text)
            if other is not None and _may_be_quoted(item, sentence, speakers):
                score, matches = item.score, item.matches[place]
                told = Evidence(item, sentence, score, matches, speakers=speakers)
                others.append((other[0], Contradiction(told, other[1])))
    return max(others, key=lambda each: each[0], default=(0, None))[1]


def _part_elsewhere(
    question: str, evidence: Sequence[Evidence], found: Sequence[Found]
) -> Contradiction | None:
    """The first sentence with a part of as many as the question has all of: "13 of the 20"."""
    every = _ALL.search(question)
    if every is None or not list(numbers(every[1])):
        return None
    speakers = next((item.speakers for item in evidence), None)
    for item in found:
        for place, sentence in enumerate(item.entry.passage.sentences):
            text = text_of(item, sentence)
            part = _counted_fewer(question, text) if any(_wholes(text)) else None
            told = Evidence(item, sentence, item.score, item.matches[place], speakers=speakers)
            against = part and contradicted(question, text, about=item.entry.context)
            if (
                against
                and _may_be_quoted(item, sentence, speakers)
                and _of_the_same(question, told)
            ):
                return Contradiction(told, against)
    return None


def _of_the_same(question: str, item: Evidence) -> bool:
    """Whether a sentence names who the question is about, if that is somebody by name.

    One that says "it" or "we" may leave the name to its title, what stands before it, or whoever
    speaks; so may all that one says of whom it is asked why they said something.
    """
    names = _subject(read(fold(question)))
    says = _SAYS_THAT.search(question)
    if not names or (says and is_called(item.sentence.speaker.name, says["who"])):
        return True
    text = item.text
    if _LEANS.match(text):
        lead = item.found.entry.passage.sentences[: item.place]
        before = [text_of(item.found, sentence) for sentence in lead]
        text = "; ".join((item.found.entry.context, item.sentence.speaker.name, *before, text))
    said = read(fold(f", {text}"))
    there = {part for token in said for part in (token.bare, token.bare.partition("-")[0])}
    named = {token.bare for token in _told_apart(names)}
    return bool(there & named)  # "OIG-12-66" is one of the OIG


def _subject(tokens: Sequence[Token]) -> list[Token]:
    """The name that a question has for who did it: "why did the *Postal Service* lose money"."""
    aux = next((n for n, each in enumerate(tokens) if each.bare in AUXILIARIES), len(tokens))
    after = [each for each in tokens[aux + 1 :] if each.bare != "the"]
    return list(takewhile(lambda each: each.kind == "name", after))


def next_to(item: Evidence) -> Sentence | None:
    """The sentence behind one in its passage, if the same one says it."""
    sentences = item.found.entry.passage.sentences
    place = sentences.index(item.sentence) + 1
    behind = sentences[place] if place < len(sentences) else None
    return behind if behind and behind.speaker == item.sentence.speaker else None


def contradicted(question: str, text: str, *, about: str = "", own: int = 2) -> str | None:
    """Returns the words of a sentence that contradict what a question takes for granted.

    None where nothing plainly does, and where the question takes nothing for granted.

    Args:
        about: What else says what the sentence is about: the title and headings it stands under.
        own: Words of the question that the sentence must have itself.
    """
    if _OPEN.search(question):
        return None
    ours, theirs = read(fold(question)), read(fold(text))
    if _ASKS.match(question) and _about_the_same(ours, theirs, (), share=ALL_BUT):
        unknown = _UNKNOWN.search(" ".join(text.split()).partition(" because ")[0])
        if unknown is not None:
            return unknown[0]
    if not _PRESUPPOSES.match(question):
        return None
    if not _about_the_same(ours, theirs, read(fold(about)), own=own):
        return None
    return (
        _denied(ours, theirs)
        or _without(ours, theirs)
        or _opposed(ours, theirs)
        or _for_nothing(question, text)
        or _counted_fewer(question, text)
    )


def _about_the_same(
    ours: tuple[Token, ...],
    theirs: tuple[Token, ...],
    about: tuple[Token, ...],
    *,
    share: float = ABOUT,
    own: int = 2,
) -> bool:
    """Whether a sentence has enough of the question's words, some of them by itself."""
    asked = {key for key in keys(ours) if key not in NEUTRAL}
    shared = len(asked & (keys(theirs) | keys(about)))
    return shared >= max(2, share * len(asked)) and len(asked & keys(theirs)) >= own


def _denied(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """A negation or a verb of refusing right before a word of the question."""
    asked = {token.key for token in ours if token.says and token.key not in NEUTRAL}
    if asked & _REFUSING or any(token.key == "until" for token in theirs):  # "not done until 1769"
        return None
    places = [place for place, token in enumerate(theirs) if token.says]
    said = [theirs[place] for place in places]
    any_word = keys(ours)
    able = any(token.key == "able" for token in ours)
    of_fact = zip(marks(theirs), _of_fact(theirs, asked), strict=True)
    for mark, fact in of_fact:
        negates = mark.text.lower() in _VERBAL or "n't" in mark.text.lower()
        if negates and (fact or able) and mark.scope:
            word = said[mark.scope[0]]
            if not _of(theirs[: places[mark.scope[0]]], asked):
                continue
            before = theirs[places[mark.scope[0]] - 1]  # "not fully done" is done in part
            if word.kind != "word" or word.key not in asked or before.kind == "hedge":
                continue
            if not word.text.endswith("ly"):
                return f"{mark.text} {word.text}"
            done = said[mark.scope[-1]]
            if done is not word and done.kind == "word" and done.key in asked:
                return f"{mark.text} {word.text} {done.text}"
    for place, (token, after) in enumerate(pairwise(said)):
        refuses = token.kind == after.kind == "word" and token.key in _REFUSING
        if after.text.endswith("ly"):  # "directly" is no "director"
            continue
        if refuses and after.key in any_word and _of(theirs[: places[place]], asked):
            return f"{token.text} … {after.text}"
    return None


def _of_fact(tokens: Sequence[Token], asked: Set[str]) -> Iterator[bool]:
    """Yields for each negation and hedge whether it is said of what was done.

    Not of what is allowed or possible, nor by somebody who contends it and is not asked about.
    """
    contended = False
    for place, token in enumerate(tokens):
        if token.text.lower() in _CONTENDS:
            contended = not _of(tokens[:place], asked)
        if token.kind in ("negation", "hedge"):
            here = {each.text.lower() for each in tokens[max(0, place - 1) : place + 1]}
            here = {re.sub(r"n't$", "", word) for word in here}
            of_fact = not contended and _settled(tokens, place)
            yield of_fact and not here & (_MODAL | {"ca", "wo", "sha"})


def _settled(tokens: Sequence[Token], place: int) -> bool:
    """Whether a negation is of what was done, or of what somebody decided: "chose not to sign"."""
    if [token.bare for token in tokens[place : place + 2]] != ["not", "to"]:
        return True
    verbs = (each.bare for each in reversed(tokens[:place]) if _is_doing(each.bare))
    return next(verbs, "") in _DECIDES


def _is_doing(word: str) -> bool:
    return word in _DECIDES or (is_verb(word) and word not in AUXILIARIES)


def _without(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """Nothing where the question has something: "without a statute", "no effect on crime"."""
    asked = {token.key for token in ours if token.says and token.key not in NEUTRAL}
    line = fold(" ".join(token.text for token in theirs))
    for match in _NOTHING.finditer(line):
        if _MODAL & set(line[: match.start()].lower().split()[-REACH:]):
            continue
        said = [token for token in read(f", {match['of']}") if token.says]
        if said and said[0].kind == "word" and said[0].key in asked:
            return match[0].strip()
    return None


def _of(before: Sequence[Token], asked: Set[str]) -> bool:
    """Whether the name last mentioned, if any, is one that the question has.

    "The mayor of Arnfield" names the town, "Mayor Wren of Arnfield" the mayor. In what is said
    "that" something is so, the names before it count only if it has nothing asked.
    """
    that = next((n for n in range(len(before), 0, -1) if before[n - 1].bare == "that"), 0)
    if asked & keys(before[that:]):
        before = before[that:]
    said = [token for token in before if token.bare != "the"]
    last = next((n for n in range(len(said), 0, -1) if said[n - 1].kind == "name"), 0)
    chain = takewhile(lambda each: each.kind == "name" or each.bare == "of", reversed(said[:last]))
    names = _told_apart([token for token in chain if token.kind == "name"])
    return not names or any(token.key in asked for token in names)


def _told_apart(names: Sequence[Token]) -> list[Token]:
    """A name without its titles, where that leaves anything."""
    told = [token for token in names if token.bare not in HONORIFICS]
    return told or list(names)


def _opposed(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """The opposite of a verb of the question, where the sentence lacks that verb."""
    asked = {stem(token.bare) for token in ours if token.kind == "word"}
    about = {token.key for token in ours if token.says}
    places = [place for place, token in enumerate(theirs) if token.says]
    told = [theirs[place] for place in places]
    denied = {place for mark in marks(theirs) if mark.key == "not" for place in mark.scope}
    of_years = len(_span(ours) & _span(theirs)) > 1  # what is of the same two years is the same
    said = {
        stem(token.bare): token.text
        for place, token in enumerate(told)
        if token.kind == "word"
        and place not in denied
        and (of_years or _of(theirs[: places[place]], about))
    }
    verbs = {stem(token.bare) for token in told if token.kind == "word"}
    for one, other in _OPPOSED:
        for here, there in ((one, other), (other, one)):
            if asked & here and not asked & there and not here & verbs:
                found = there & said.keys()
                if found:
                    return said[min(found)]
    return None


def _span(tokens: Sequence[Token]) -> frozenset[str]:
    """The years that a sentence names."""
    return frozenset(
        year for each in tokens if each.kind == "date" for year in re.findall(r"\d{4}", each.key)
    )


def _for_nothing(question: str, text: str) -> str | None:
    """What comes at no cost where the question has it expensive."""
    free = _FOR_NOTHING.search(text) if _DEAR.search(question) else None
    return None if free is None or _DEAR.search(text) else free[0]


def _counted_fewer(question: str, text: str) -> str | None:
    """A part, "five of the 19 members", where the question has all of them."""
    every = _ALL.search(question)
    if every is None:
        return None
    nouns = {stem(word.strip(".?")) for word in every[1].lower().split()}
    counted = {number.value for number in numbers(every[1])}
    for match, whole in zip(_SOME.finditer(text), _wholes(text), strict=True):
        if counted and whole and counted != whole:  # "five of the six" is none of the 20
            continue
        number = read(fold(f"about {match[1]}"))[-1]
        part = number.kind == "number" or match[1].lower() in ("some", "most", "few", "several")
        if part and stem(match[3].lower()) in nouns:
            return match[0]
    return None


def _wholes(text: str) -> Iterator[frozenset[float]]:
    """Yields of each part that a sentence counts how many there are in all: "13 of the 20"."""
    for match in _SOME.finditer(text):
        yield frozenset(number.value for number in numbers(match[2] or ""))
