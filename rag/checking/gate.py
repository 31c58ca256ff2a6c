"""The gate: what an answer says must stand in the sentences it cites. Deterministic, no model.

Each check names what is wrong; an empty result means that the statement passed. A statement that
cites one sentence is held against that sentence alone; one that cites several is taken apart where
its clauses meet and each clause is held against the one sentence that bears it best, so that what
two sentences say cannot be stitched into a claim that neither makes.

Quotations must stand there to the letter; numbers with their units, dates and names must occur, in
the same company; negations and hedges may neither be added nor dropped, directions not be turned
round; and whoever asserts it there must be named where that is not the document's own speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rag.checking.attribution import unattributed
from rag.checking.polarity import denials, hedges
from rag.checking.relations import related
from rag.checking.source import Source, source_of
from rag.fitting.alignment import Unit, names, replaced, units
from rag.fitting.sayings import sayings
from rag.language.claims import SAYS, Token, fold, is_month, keys, read
from rag.language.connectives import capitalised
from rag.language.lexicon import (
    HONORIFICS,
    LOADED,
    NEUTRAL,
    OPPOSITES,
    STANCES,
    is_verb,
    stem,
)
from rag.records import Citation, Statement

SHARED = 0.5
"""Share of its names, numbers and words that each sentence cited must have of a statement."""

FOREIGN = 0.25
"""Share of a clause's plain words that may be foreign to the sentence it rests on, rounded down:
none of three, one of seven."""

FEWEST_SHARED = 4
"""Names, numbers and words below which a clause is not told apart from its neighbour."""

LONGEST_STRANGE = 3
"""Plain words one after the other that may not all be foreign to the source."""

SHORT_KEY = 3
"""Letters of a name that begin too many words to be found by them."""

IDLE = "cites a sentence that does not bear it"
"""What is found of a statement that another one of its citations bears."""

CLAUSE_STARTS = re.compile(
    r";\s|,\s(?=(?:and|but|while|whereas|although|though|yet)\s)"
    r"|\s(?=(?:while|whereas|although|but)\s)|\s(?=and\s)"
)
_QUOTED = re.compile(r"\"([^\"]{2,})\"")
STANCE_HEAD = 5
"""Letters by which "objected" is known in "objections"."""

_MINUS = re.compile(r"(?<!\S)[-\u2212][$€£]?(\d+(?:[.,]\d+)*)")
_GAP = re.compile(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s(?:\w+ly\s)?\w+\sby\b", re.I)
_DONE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s(?:\w+ly\s|not\s|also\s)*(\w+ed)\b", re.I)
_GENERIC = re.compile(
    r"(?:\w+(?:ing|ly|ed|tions?|ments?|ity|ities|ance|ence|ers|ors|ies|ists|als|ates)"
    r"|people|police|critics|states?|cities|staff|lawyers|courts?|local|federal|removals?|those)"
)
"""Words that may open a sentence without being the name of anybody."""


def check(statement: Statement, citations: Mapping[int, Citation]) -> tuple[str, ...]:
    """Returns what speaks against a statement, one line each.

    Args:
        citations: All citations of the answer by number.
    """
    unknown = [number for number in statement.citations if number not in citations]
    if unknown or not statement.citations:
        return tuple(f"cites [{number}], which does not exist" for number in unknown) or (
            "cites nothing",
        )
    cited = [citations[number] for number in statement.citations]
    said = fold(statement.text)
    others = [citation for citation in cited if not _verbatim(said, citation)]
    if len(others) < len(cited):
        idle = statement.written and any(
            any(_findings(said, [source_of(other)])) for other in others
        )
        return (IDLE,) if idle else ()
    sources = [source_of(citation) for citation in cited]
    return tuple(dict.fromkeys(_findings(said, sources)))


def support(text: str, source: str) -> float:
    """Returns the share of a text's names, numbers and plain words that a source has, in [0, 1]."""
    said = keys(read(fold(text)))
    return len(said & keys(read(fold(source)))) / max(len(said), 1)


def _verbatim(said: str, citation: Citation) -> bool:
    """Whether a statement is the sentence itself, bare or with its speaker before it."""
    bare = said.rstrip(".") in (each.rstrip(".") for each in _wordings(citation))
    return bare or is_labelled(said, citation)


def is_labelled(said: str, citation: Citation) -> bool:
    """Whether a statement is the sentence that a citation quotes, behind its speaker and a colon.

    Args:
        said: The statement, folded.
    """
    bare = _unquoted(said).rstrip(".")
    return any(
        bare == _unquoted(f"{fold(name)}: {quote}").rstrip(".")
        for quote in _wordings(citation)
        for name in citation.speaker.labels(citation.title)
    )


def _wordings(citation: Citation) -> tuple[str, str]:
    """What a citation quotes, as it stands and with a capital."""
    quote = fold(citation.quote)
    return quote, capitalised(quote)


def _findings(said: str, sources: Sequence[Source]) -> Iterator[str]:
    if not any(token.says for token in read(said)):
        yield "says nothing that could be checked"
    elif not _has_verb(read(said)):
        # What a name or a number alone says depends on the question, of which no source knows.
        yield "is no whole sentence"
    yield from _misquoted(said, sources)
    parts = list(clauses(said, sources))
    bearing = [source for _, source in parts]
    if any(each not in bearing and _share(read(said), each) < SHARED for each in sources):
        yield IDLE
    for clause, source in parts:
        tokens = read(clause)
        yield from _strange_numbers(tokens, source)
        yield from _strange_names(tokens, source, opens=said.startswith(clause))
        yield from _misplaced(clause, tokens, source)
        yield from denials(tokens, source)
        yield from hedges(tokens, source)
        yield from _turned(tokens, source)
        yield from _loaded(tokens, source)
        yield from _only_said(tokens, source)
        yield from related(clause, tokens, source)
        yield from _unshared(clause, tokens, source)
        yield from unattributed(tokens, source)


def _has_verb(tokens: Sequence[Token]) -> bool:
    """Whether something is said of something; an ending "s" after a noun may be a verb's."""
    for named, before, token in zip((None, *tokens), tokens, tokens[1:], strict=False):
        if not token.text[:1].islower():
            continue
        if token.key in (SAYS, "not") or is_verb(token.bare):
            return True
        # "Report 509 gives" has a verb, "1,595 jurisdictions" none.
        noun = before.says and (before.kind != "number" or (named is not None and named.says))
        if token.kind == "word" and noun and re.search(r"[^s]s$", token.bare):
            return True
    return False


def clauses(said: str, sources: Sequence[Source]) -> Iterator[tuple[str, Source]]:
    """Yields the parts of a statement, each with the one source that bears it best."""
    if len(sources) == 1:
        yield said, sources[0]
        return
    starts = [0, *(match.end() for match in CLAUSE_STARTS.finditer(said)), len(said)]
    parts: list[tuple[str, Source]] = []
    waiting = ""  # what is too short to be told whose it is goes with what follows, or before
    for start, end in pairwise(starts):
        part = waiting + said[start:end]
        source = max(sources, key=lambda each: _share(read(part), each))
        waiting = part if sum(token.says for token in read(part)) < FEWEST_SHARED else ""
        if parts and parts[-1][1] is source:
            parts[-1] = (parts[-1][0] + part, source)
            waiting = ""
        elif not waiting:
            parts.append((part, source))
    if waiting:
        parts[-1:] = [(parts[-1][0] + waiting, parts[-1][1])] if parts else [(waiting, sources[0])]
    for part, source in parts:
        yield part.strip(" ,;"), source


def _share(tokens: Sequence[Token], source: Source) -> float:
    said = [token.key for token in tokens if token.says]
    return sum(key in source.keys for key in said) / max(len(said), 1)


def _misquoted(said: str, sources: Sequence[Source]) -> Iterator[str]:
    if said.count('"') % 2 and not any(source.text.count('"') % 2 for source in sources):
        yield "opens a quotation that it does not close"
    texts = [_unquoted(source.text) for source in sources]
    texts += [_unquoted(" ".join(token.text for token in source.about)) for source in sources]
    for quoted in _QUOTED.findall(said):
        parts = [_unquoted(part).strip(" .,;:") for part in _GAP.split(quoted)]
        if not any(all(part in text for part in parts) for text in texts):
            yield f"quotes “{quoted}”, which is not in the source"


def _unquoted(text: str) -> str:
    return " ".join(re.sub(r"[\"']", "", text).casefold().split())


def _strange_numbers(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    numbers = {token.key for token in source.tokens if token.kind == "number"}
    numbers |= {pair[1] for pair in _beside(tokens) & _beside(source.about)}
    dates = [token.key for token in source.tokens if token.kind == "date"]
    dates = dates or [token.key for token in source.about if token.kind == "date"]
    theirs = _beside(source.tokens)
    for one, other in pairwise(tokens):
        broken = is_month(one) and other.kind == "number"
        if broken and (one.key, other.key) not in theirs:
            yield f"gives the date {one.text} {other.text}, which is not in the source"
    for token in tokens:
        if token.kind == "number" and token.key not in numbers:
            if token.key == "1" and re.search(r"\b(?:an?|single|each|another)\b", source.text):
                continue
            yield f"says {token.text}, which is not in the source"
        if token.kind == "date" and not any(_within(token.key, date) for date in dates):
            yield f"gives the date {token.text}, which is not in the source"


def _beside(tokens: Sequence[Token]) -> set[tuple[str, str]]:
    """Returns each token with the one before it."""
    return {(one.key, other.key) for one, other in pairwise(tokens)}


def _within(said: str, date: str) -> bool:
    """Whether a date is the other one, or the other one less exactly: "2011-08" is "2011-08-06"."""
    ours, theirs = said.split("-"), date.split("-")
    if len(ours) > len(theirs):
        return False
    return all(one in ("*", other) for one, other in zip(ours, theirs, strict=False))


def _strange_names(tokens: Sequence[Token], source: Source, *, opens: bool) -> Iterator[str]:
    known = source.keys | source.speaker | source.short | {t.bare for t in source.tokens[:1]}
    lower = source.text.lower()
    # A title may be named as what says something, not as what it is said of.
    titled = keys(source.about) if any(token.key == SAYS for token in tokens) else frozenset()
    runs = names(tokens)
    if opens and tokens and _opens_with_name(tokens[0], lower, known):
        runs.append([tokens[0]])
    for run in runs:
        if len(run) > 1 and "".join(t.key[0] for t in run) in source.keys | source.speaker:
            continue
        strange = [
            token
            for token in run
            if token.key not in known
            and not _begins_a_word(token.key, lower)
            and not (token.key in HONORIFICS and run[-1].key not in HONORIFICS)
        ]
        if strange and not all(token.key in titled for token in strange):
            yield f"names {' '.join(token.text for token in strange)}, not in the source"
        elif not strange and not _together(run, source):
            yield f"names {' '.join(token.text for token in run)}, whom the source does not"


def _begins_a_word(key: str, text: str) -> bool:
    """Whether a word of the text begins so; "rep" is none of "reported"."""
    end = r"\b" if len(key) <= SHORT_KEY else ""
    return re.search(rf"\b{re.escape(key)}{end}", text) is not None


def _opens_with_name(first: Token, lower: str, known: frozenset[str]) -> bool:
    return (
        first.kind == "word"
        and first.key not in (SAYS, *known)
        and first.text[:1].isupper()
        and first.bare not in known
        and first.bare not in lower
        and not _GENERIC.fullmatch(first.bare)
    )


def _together(run: Sequence[Token], source: Source) -> bool:
    """Whether neighbouring names are neighbours in the source, its title or its speaker, too."""
    told = [token.key for token in run if token.key not in HONORIFICS]
    places: dict[str, list[int]] = {}
    for place, token in enumerate((*source.tokens, *source.about)):
        places.setdefault(token.key, []).append(place)
    for one, other in pairwise(told):
        if {one, other} <= source.speaker or one not in places or other not in places:
            continue
        if not any(0 < there - here <= 4 for here in places[one] for there in places[other]):
            return False
    return True


def _misplaced(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds numbers, dates and names that stand in the place of another one of the source."""
    for number in set(_MINUS.findall(source.text)) - set(_MINUS.findall(clause)):
        if re.search(rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)", clause):
            yield f"says {number} where the source has it below zero"
    turned = bool(_PASSIVE.search(clause)) != bool(_PASSIVE.search(source.text))
    theirs = units(source.tokens)
    elsewhere = source.speaker | keys(source.about)
    ours, had = (
        {key for _, run in sayings(each) for key in run} for each in (tokens, source.tokens)
    )
    spared = (ours & had) | HONORIFICS  # who says what is looked at by itself
    for unit in units(tokens):
        if unit.kind == "name" and (turned or unit.key in spared):
            continue
        own = [each for each in theirs if _same(unit.key, each.key, date=unit.kind == "date")]
        others = [each for each in theirs if _alike(each, unit) and each not in own]
        if any(map(unit.stands_for, own)) or (not own and unit.key not in elsewhere):
            continue  # what stands nowhere is found to be strange already
        # "Order 2021" is no year where the source has "order 509".
        numbered = unit.before and any(
            each.kind != unit.kind and each.before == unit.before for each in others
        )
        if numbered or any(map(unit.stands_for, others)):
            yield f"puts {unit.text} where the source has another {unit.kind}"


def _alike(one: Unit, other: Unit) -> bool:
    """Whether the one may be put in the other's place: a year in that of a number, too."""
    return one.kind == other.kind or (
        {one.kind, other.kind} == {"number", "date"}
        and all(each.key.isdigit() for each in (one, other))
    )


def _same(said: str, had: str, *, date: bool) -> bool:
    return said == had or (date and re.match(r"[\d*]", had) is not None and _within(said, had))


def _turned(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds words that stand where the source has their opposite."""
    for said, had in replaced(tokens, source.tokens):
        for one, other in OPPOSITES:
            if (said in one and had in other) or (said in other and had in one):
                yield f"says “{said}” where the source has “{had}”"
    ours, theirs = ({stem(t.text.lower()) for t in each} for each in (tokens, source.tokens))
    denials = [sum(t.kind == "negation" for t in each) for each in (tokens, source.tokens)]
    if denials[0] != denials[1]:
        return  # "not mandatory" may be "voluntary"
    for pair in OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if ours & one and not theirs & one and theirs & other and not ours & other:
                yield f"says “{min(ours & one)}” where the source has “{min(theirs & other)}”"


def _loaded(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds words for saying that judge what is said, where the source has a plain one."""
    for listed in LOADED:
        ours, theirs = (
            [token for token in each if token.bare in listed] for each in (tokens, source.tokens)
        )
        if len(ours) > len(theirs):  # "claims that claims are made" has one more
            for token in ours[:1]:
                yield f"says “{token.text}”, which the source does not"


def _only_said(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds "said" for what somebody denied, agreed with or recommended."""
    ours, theirs = (
        {token.bare for token in each if token.key == SAYS} for each in (tokens, source.tokens)
    )
    heads = {token.bare[:STANCE_HEAD] for token in source.tokens}
    for listed in STANCES if ours and theirs else ():
        added = ours & listed and not heads & {word[:STANCE_HEAD] for word in listed}
        if added or (theirs <= listed and not ours & listed):
            yield f"says “{min(ours)}” where the source has “{min(theirs)}”"


def _unshared(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds what the source says nothing of; whoever is named as saying it is none of that."""
    sayers = {key for _, run in sayings(tokens) for key in run}
    known = source.keys | sayers | {SAYS, *(stem(t.text.lower()) for t in source.tokens)}
    if any(token.key == SAYS for token in tokens):
        known |= source.speaker | keys(source.about)
    said = [token for token in tokens if token.kind in ("word", "name")]
    plain = [token for token in said if token.kind == "word" and token.key != SAYS]
    foreign = [token.text for token in plain if token.key not in known | NEUTRAL]
    if len(foreign) > int(FOREIGN * len(plain)):
        yield f"says {', '.join(foreign)}, of which the source says nothing"
    done = [match[1] for match in _DONE.finditer(clause)]
    undone = [word for word in done if word in foreign]
    if undone:
        yield f"says that something was {undone[0]}, of which the source says nothing"
    if not any(token.key in source.keys for token in tokens if token.says):
        yield "has nothing in common with the source"
    known |= {token.key for token in said if token.key in source.short or token.key in HONORIFICS}
    if "x" * LONGEST_STRANGE in "".join("." if token.key in known else "x" for token in said):
        yield f"has {LONGEST_STRANGE} words running that the source does not have"
