"""Why something is so: the sentence that says it, or the one before or after that gives the reason.

"Illinois withdrew on May 4." does not answer "Why did Illinois withdraw?", but the sentence after
it may: "The governor wrote that most of those removed had never been convicted."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from rag.language.dates import ANY_MONTH
from rag.records import Sentence
from rag.retrieving.because import is_circular, reason_after
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.following import Succeeding, nothing_after

# Share of the best sentence's score from which on one that gives a reason is preferred to it.
CLOSE = 0.85
# The same where the best sentence may well answer, by its log-odds: the matter is told of there.
FURTHER = 0.8
LIKELY = -1.0
# Log-odds by which one that gives a reason may be less likely to answer than the best one: any
# "because" is a reason of something.
BEHIND = 1.0
# Sentences of an answer that bring their reason along.
BRING = 2

_ASKS = re.compile(
    r"\bwhy\b|\b(?:what|which|for what) reasons?\b|\bwhat (?:caused|led to|prompted|explains)\b"
    r"|\bhow come\b",
    re.I,
)
_A_TIME = (
    r" (?:(?:about|at least|early|late|mid|the \w+ of) )?"
    rf"(?:(?:19|20)\d\d|fiscal|last|then|{ANY_MONTH})\b"
)
_REASON = re.compile(
    rf"\b(?:because|since(?!{_A_TIME})(?! (?:the |then|last |early |late |mid|at least |about )?"
    r"(?:(?-i:[A-Z])|\d|fiscal|year|its |their ))|owing to"
    r"|due (?:in part |partly |mainly |largely |primarily )?to"
    r"|in (?:response|reaction) to|in (?:the )?light of|as a (?:result|consequence) of"
    r"|on (?:the )?grounds?|for (?:fear|lack|want)|in (?:exchange|return) for|thanks to"
    r"|reasons?(?! to believe)|prompt(?:ed|s|ing)"
    r"|caused (?:\w+ )?by|result(?:ed|ing) from|attribut(?:e|es|ed|able) (?:\w+ ){0,4}to"
    r"|stem(?:s|med)? from|driven by|given that|(?:led|leads?|leading) (?:[\w’'-]+ ){0,4}to"
    r"|out of concern|concern(?:s|ed)? (?:that|about|over)"
    r"|worr(?:y|ies|ied) (?:that|about|over))\b",
    re.I,
)
# Reasons as well, but as often something else: what a thing is for, what comes of it.
_PURPOSE = re.compile(
    r"\b(?:in order to|so that|so as to|therefore|thus|hence|caus(?:es|ed|ing)"
    r"|result(?:ed|s|ing)? in|explain(?:s|ed)?|aim(?:s|ed)? (?:to|at)|purpose"
    r"|as (?:rising|more|fewer)|(?<!likely )(?<!able )(?<!required )to (?:avoid|ensure|prevent"
    r"|protect|encourage|address|comply|make sure))\b",
    re.I,
)
# What only may be one: somebody's view, what somebody wanted, a "since" that tells no time, a
# "cause" of any kind.
_HINT = re.compile(
    rf"\b(?:since(?!{_A_TIME})|reason(?:s|ed|ing)?|caused?|led to|as a result|results? (?:of|from)"
    r"|aim(?:ed|s)?|wanted|argu(?:ed|es|ing)|concern(?:s|ed)?|complain(?:s|ed)?|object(?:s|ed|ion)"
    r"|believ(?:ed|es)|protest|fear(?:ed|s)?|depends?|too|not (?:\w+ ){0,2}enough"
    r"|(?:accused|arrested|blamed|charged|cited|convicted|criticized|criticised|dismissed|fined|fired"
    r"|penali[sz]ed|penalt(?:y|ies)|praised|punished|rebuked|sanctioned|sued|suspended|thanked) "
    r"[^.;]{0,80}?\bfor (?:not )?\w+ing)\b|,? as (?:it|they|he|she|the)\b",
    re.I,
)
# One that ends so has its reasons in those behind it.
_SEVERAL = re.compile(
    r"\b(?:due to|because of|for|owing to) (?:[\w-]+ ){1,3}?"
    r"(?:causes|considerations|factors|reasons)\W*$",
    re.I,
)
# A sentence that opens so has its reason in the one before.
_FOLLOWS = re.compile(
    r"\W*(?:therefore|thus|hence|as a (?:result|consequence)|consequently|accordingly"
    r"|for (?:this|that|these|those) reasons?|because of (?:this|that|these|those)"
    r"|in response|to address (?:this|these)|so\b(?=,? [a-z]))",
    re.I,
)
# One that opens so, or has this of it, tells more of the one before.
_CARRIES_ON = re.compile(
    r"\W*(?:this|that|these|those|it|its|they|their|he|his|she|her|such|most|much|some|part|one|the"
    r"|officials?|according|in particular|specifically|for (?:example|instance)|among|in part"
    r"|instead|also|other|another|a key|a main)\b",
    re.I,
)
# Who does not agree is told of, and then what he says: that is why.
_REFUSES = re.compile(
    r"\b(?:(?:did|does|do) not|didn['’]t|neither) (?:\w+ )?(?:concur|agree|accept|support)"
    r"|\b(?:disagreed|non-?concurred|declined|rejected|refused|objected|opposed)\b",
    re.I,
)
_EXPLAINS = re.compile(
    r"(?P<who>It|They|He|She|(?:The|These|Those) (?:agency|department|office|bureau|officials?)"
    r"|[A-Z][\w.&-]*(?: [A-Z][\w.&-]*)*(?: officials)?) (?:also |further )?"
    r"(?:stated|said|noted|explained|maintained|asserted|believed|argued|commented|responded|wrote)\b"
)
_ANYBODY = frozenset(("It", "They", "He", "She", "The", "These", "Those"))
_NAMED = re.compile(r"(?<=\s)[A-Z][\w&-]*[a-z]\b")
"""Names in a question, which opens with none; bodies that go by initials have others, too."""


_BARE = re.compile(
    r"\W*(?:(?:and|but|so|okay),? )?"
    r"(?:why(?: not| so| (?:is|was) (?:that|this|it))?|how come)\W*$",
    re.I,
)
_ASKS_WHY_NOT = re.compile(
    r"\bwhy (?:ca(?:n['’]t|nnot)|(?:could|may|might)n['’]t"
    r"|(?:can|could|may|might) (?:\S+ ){0,4}?not)\b"
    r"|\bwhy (?:is|are|was|were)(?:n['’]t (?:\S+ ){1,5}?| (?:\S+ ){1,5}?not )"
    r"(?:able|allowed|authori[sz]ed|permitted)\b"
    r"|\bwhy (?:is|are|was|were) (?:\S+ ){1,5}?unable\b",
    re.I,
)
_FORBIDS = re.compile(
    r"(?<!not )(?<!n['’]t )\b(?:prohibit(?:s|ed|ing)?|forb(?:ids?|ade|idden|idding)"
    r"|preclud(?:es|ed)|barred|(?:bars|restricted|restricts) (?:[\w’'-]+ )+?from"
    r"|not (?:authori[sz]ed|allowed|permitted)|no authority|lack(?:s|ed)? (?:the )?authority)\b",
    re.I,
)
"""What could not be done, and what says that it must not be."""

_ASKED_WHY = re.compile(r"\bask(?:s|ed)?\b[^.;]{0,60}?\bwhy\b|\bwhy\b[^.;]*\?", re.I)
_REPLIES = re.compile(
    r"\b(?:repl(?:y|ies|ied)|answer(?:s|ed)?|respond(?:s|ed)?|explain(?:s|ed)?|sa(?:ys|id)|told)\b",
    re.I,
)
"""A question for a reason that is told of, and the reply to it."""


def asks_why(question: str) -> bool:
    """Whether a question wants to know a reason."""
    return _ASKS.search(question) is not None


def is_bare_why(question: str) -> bool:
    """Whether a question asks why and nothing else: "why not?", "and why is that?"."""
    return _BARE.match(question) is not None


def gives_reason(text: str, *, plainly: bool = False) -> bool:
    """Whether a sentence has a word that says why, or only one that does nothing else."""
    line = " ".join(text.split())
    return bool(_REASON.search(line)) or (not plainly and bool(_PURPOSE.search(line)))


def may_give_reason(text: str) -> bool:
    """Whether a sentence has any word that a reason may have."""
    return gives_reason(text) or _HINT.search(text) is not None


def forbids(question: str, text: str) -> bool:
    """Whether a sentence forbids something, of which it is asked why it was not done.

    "Why couldn't the port open?": "The port was prohibited from opening."
    """
    return _ASKS_WHY_NOT.search(question) is not None and _FORBIDS.search(text) is not None


def prefer_reasons(
    question: str, ranked: Sequence[Evidence], succeeding: Succeeding = nothing_after
) -> list[Evidence]:
    """Puts the sentences that plainly say why, or bring one that does, before those that do not.

    Only among those that come close to the best one, are about as likely to answer, and stand where
    whoever the question names does, if the best one has the name; the order is kept otherwise.

    Args:
        succeeding: The passage after one, where the sentence after it may stand.
    """
    if not ranked:
        return []
    named = [name for name in _NAMED.findall(question) if name in ranked[0].text]
    best = ranked[0].score
    odds = ranked[0].odds
    share = FURTHER if odds is not None and odds > LIKELY else CLOSE
    first = [
        item
        for item in ranked
        if item.score >= share * best
        and _is_about_as_likely(item, odds)
        and all(name in item.found.whole for name in named)
        and _says_or_brings(question, item, succeeding)
    ]
    rest = [item for item in ranked if item not in first]
    # What comes first is what the others are measured by.
    return [replace(item, score=max(item.score, best)) for item in first[:1]] + first[1:] + rest


def _is_about_as_likely(item: Evidence, odds: float | None) -> bool:
    """Whether a sentence is not much less likely to answer than the best one, if both were read."""
    return item.odds is None or odds is None or item.odds >= odds - BEHIND


def _says_or_brings(question: str, item: Evidence, succeeding: Succeeding) -> bool:
    """Whether a sentence plainly says why what is asked is so, or brings one that does."""
    plainly = gives_reason(item.text, plainly=True) or forbids(question, item.text)
    if plainly and not is_circular(question, item.text):
        return True
    return with_reason(item) is not item or best_reason(question, item, succeeding) is not None


def best_reason(question: str, item: Evidence, succeeding: Succeeding) -> Evidence | None:
    """Returns the sentence after one that says why that is so, if it does not say so itself."""
    if gives_reason(item.text) and not is_circular(question, item.text):
        return None
    return reason_after(item, succeeding)


def follows(text: str) -> bool:
    """Whether a sentence has its reason in the one before."""
    return _FOLLOWS.match(text) is not None


def explains_refusal(item: Evidence) -> bool:
    """Whether a sentence, or the one quoted behind it, is what somebody says who does not agree."""
    before = item.found.entry.passage.sentences[max(0, item.place - 1) : item.place]
    told = [(item.text, text_of(item.found, each)) for each in item.followed_by[:1]]
    told += [(text_of(item.found, each), item.text) for each in before]
    return any(_explains(refused, said) for refused, said in told)


def _explains(refused: str, said: str) -> bool:
    """Whether somebody who does not agree by one sentence says something in the next."""
    told = _EXPLAINS.match(" ".join(said.split()))
    if told is None or _REFUSES.search(refused) is None:
        return False
    who = told["who"].removesuffix(" officials")
    return who.split()[0] in _ANYBODY or who in refused


def replies(item: Evidence) -> bool:
    """Whether a sentence is the reply to a question for a reason, which the one before tells of."""
    before = item.found.entry.passage.sentences[max(0, item.place - 1) : item.place]
    asked = any(_ASKED_WHY.search(text_of(item.found, each)) for each in before)
    likely = item.odds is None or item.odds > 0
    return asked and likely and _REPLIES.search(item.text) is not None


def with_reason(item: Evidence) -> Evidence:
    """Returns a sentence with the one beside it that says why, if it does not say so itself."""
    before, after = _beside(item)
    next_one = item.found.entry.passage.sentences[item.place + 1 :][:1]
    alike = [
        each
        for each in next_one
        if each.kind == item.sentence.kind and item.found.may_be_quoted(each, item.speakers)
    ]
    refused = alike and _explains(item.text, text_of(item.found, alike[0]))
    if refused and not item.followed_by:
        return replace(item, followed_by=next_one)
    if alike and not item.followed_by and _SEVERAL.search(item.text):
        return replace(item, followed_by=_told_of(item))
    if follows(item.text) and before is not None:
        return replace(item, led_in_by=(before,))
    if gives_reason(item.text):
        return item
    if after is not None and not item.followed_by:
        text = text_of(item.found, after)
        if gives_reason(text, plainly=True) and _CARRIES_ON.match(text):
            return replace(item, followed_by=(after,))
    return item


def _told_of(item: Evidence) -> tuple[Sentence, ...]:
    """The sentences behind one that go on with its reasons, a few of them."""
    behind = item.found.entry.passage.sentences[item.place + 1 :][:BRING]
    own = item.sentence.kind, item.sentence.speaker
    return tuple(
        takewhile(
            lambda each: (
                (each.kind, each.speaker) == own and item.found.may_be_quoted(each, item.speakers)
            ),
            behind,
        )
    )


def _beside(item: Evidence) -> tuple[Sentence | None, Sentence | None]:
    """The sentences before and after, of the same kind and speaker."""
    sentences = item.found.entry.passage.sentences
    place = sentences.index(item.sentence)
    near = [
        sentences[other] if 0 <= other < len(sentences) else None
        for other in (place - 1, place + 1)
    ]
    before, after = (
        each
        if each
        and (each.kind, each.speaker) == (item.sentence.kind, item.sentence.speaker)
        and item.found.may_be_quoted(each, item.speakers)
        else None
        for each in near
    )
    return before, after
