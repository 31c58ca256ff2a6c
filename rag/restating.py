"""A chat model's own words: what they must keep of their source besides what the gate asks.

The gate lets pass what an editor may write. A model that shortens loses who told it to whom, of how
many how many, and when; it brings along words of the question, and makes whoever tells a thing the
one who did it. What it may not, an editor may; so this is asked of a model's sentences alone, and
one that fails gives way to its quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise

from rag.alignment import align, names
from rag.attribution import UNSAID
from rag.claims import SAYS, Token, fold, keys, read
from rag.gate import CLAUSE_STARTS, check, clauses
from rag.lexicon import CITING, FACTIVE, FREE, SPOKESPEOPLE, stem, words
from rag.records import Citation, Statement
from rag.reporting import ASSERTS
from rag.sayings import initials, sayings
from rag.shortening import EMPTY, reorders
from rag.source import Source, source_of

LONG_NAME = 4
"""Words of a name up to which each may stand for it."""

REPORT_REACH = 3
"""Tokens before and after a verb of saying among which a date is that of the saying."""

_LEADS_IN = re.compile(r"(?:[A-Z][a-z]+ly, |For example, )?[A-Z][a-z]+ [^,;]{3,80}, ")
_LABEL = re.compile(
    r"(?:,?\s(?:(?:of|for|the|and|&)\s)*[A-Z][\w.]*)*(?:,\squoted\sby\s[^:]{1,120})?:"
)
_LABELLED = re.compile(r"[A-Z][^:]{1,80}:\s")
_PLACES_AND_TIMES = re.compile(r"(?:When|Where|Once|As long as|As soon as|If|Unless)\b[^,]{3,120},")
_ITEM = re.compile(r"\((\d)\)")
_PRONOUNS = words("they it he she their its his her this these")
_CONNECTING = words("example addition instance however")
_ACCOUNT = re.compile(
    r"\b(?:by|on|in) (?:[\w.’'-]+ ){1,6}?(?:account|view|words|opinion|reading)\b"
    r"|\bas (?:reported|cited|quoted|told) by\b"
)
_WE, _THEY = frozenset(("we", "our", "us")), frozenset(("they", "their", "them"))
_WILL = re.compile(r"\b(?:will|would|shall|won't|wouldn't)\b", re.I)
_GARBLED = re.compile(r"\bthat (?:summari[sz]ing|citing|quoting|reporting|according to)\b")
_PRESENT, _PAST = (
    words("is are has have does do isn't aren't"),
    words("was were had did wasn't weren't"),
)
_BODIES = words(
    """
    agency agencies department departments office offices bureau commission committee board panel
    council court company service administration organisation organization ministry author
    """
)
"""What whoever tells a thing may be taken for."""


def check_written(
    statement: Statement, citations: Mapping[int, Citation], question: str
) -> tuple[str, ...]:
    """Returns what speaks against a sentence that a model wrote, one line each.

    Args:
        citations: All citations of the answer by number.
        question: What it answers.
    """
    findings = check(statement, citations)
    if any(number not in citations for number in statement.citations) or not statement.citations:
        return findings
    said = fold(statement.text)
    sources = [source_of(citations[number]) for number in statement.citations]
    parts = list(clauses(said, sources))
    asked = keys(read(fold(question)))
    lost = (finding for clause, source in parts for finding in _lost(clause, source, asked))
    found = tuple(dict.fromkeys((*findings, *lost)))
    # What is wrong by itself seldom stands in its place.
    return found or tuple(
        dict.fromkeys(
            chain.from_iterable(reorders(read(clause), source) for clause, source in parts)
        )
    )


def _lost(clause: str, source: Source, asked: Set[str]) -> Iterator[str]:
    tokens = read(clause)
    if _GARBLED.search(clause) and not _GARBLED.search(source.text):
        yield "is no whole sentence"
    yield from _foreign(tokens, source, asked)
    yield from _inflected(tokens, source)
    yield from _moved_in_time(tokens, source)
    yield from _taken_for_its_teller(tokens, source)
    yield from _called_otherwise(clause, source)
    yield from _untold(clause, tokens, source)
    yield from _retold(clause, tokens, source)
    yield from _by_another(clause, tokens, source)
    yield from _made_definite(tokens, source)
    yield from _cut_off(tokens, source)
    yield from _done_by_its_teller(clause, tokens, source)
    yield from _found(tokens, source)
    yield from _undated(tokens, source)
    yield from _uncounted(tokens, source)


def _foreign(tokens: Sequence[Token], source: Source, asked: Set[str]) -> Iterator[str]:
    """Finds words that the source does not have: "biofertilizer", as the question has it."""
    known = source.keys | source.speaker | source.short | FREE
    known |= {stem(token.text.lower()) for token in source.tokens}
    if any(token.key == SAYS for token in tokens):
        known |= keys(source.about)  # a title may be named as what says it
    words = [token for token in tokens if token.kind == "word" and token.key != SAYS]
    strange = [token for token in words if not {token.key, token.bare} & known]
    taken = [token.text for token in strange if token.key in asked]
    own = [token.text for token in strange if token.key not in asked]
    if taken:
        yield f"says {', '.join(taken)} as the question does, but not the source"
    if own:
        yield f"says {', '.join(own)}, which the source does not"


def _inflected(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds "laptops" for one laptop, and "removes" for what was removed."""
    theirs: dict[str, set[str]] = {}
    for token in (*source.tokens, *source.about):
        theirs.setdefault(token.key, set()).add(_form(token))
    for token in tokens:
        forms = theirs.get(token.key)
        if token.kind != "word" or token.key in (SAYS, *FREE) or token.bare in EMPTY or not forms:
            continue
        one = _form(token)
        same_word = all(form[:3] == one[:3] and not form.endswith("ing") for form in forms)
        if one not in forms and same_word:
            yield f"says “{token.text}” where the source has “{min(forms)}”"


def _moved_in_time(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds "is" where the source has only what was, and a date of which a name has been made."""
    ours, theirs = ({token.text.lower() for token in each} for each in (tokens, source.tokens))
    for time, other in ((_PRESENT, _PAST), (_PAST, _PRESENT)):
        if ours & time and theirs & other and not theirs & time:
            yield f"says “{min(ours & time)}” where the source has “{min(theirs & other)}”"
    for says, that, date in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if says.key == SAYS and that.bare == "that" and date.kind == "date":
            yield "is no whole sentence"


def _taken_for_its_teller(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a teller put before "the agency", who may then be taken for it."""
    if all(token.key != SAYS for token in tokens) or _tells_somebody(source):
        return
    for place, (article, body) in enumerate(pairwise(source.tokens)):
        before = source.tokens[:place]
        named = any(token.kind == "name" for token in before[1:])
        leans = article.bare in _PRONOUNS and not any(
            token.says and token.bare not in _CONNECTING for token in before
        )
        if (article.bare == "the" and body.bare in _BODIES and not named) or leans:
            yield f"lets “{article.text} {body.text}” be of whoever tells it"


def _tells_somebody(source: Source) -> bool:
    return any(token.key == SAYS for token in source.tokens)


def _called_otherwise(clause: str, source: Source) -> Iterator[str]:
    """Finds a label that is the rest of a long name: "The Papers Told It:"."""
    label, colon, _ = clause.partition(":")
    if not colon or source.text.startswith(label):
        return
    name = label.split(", quoted by ")[0]
    called = [token.key for token in read(f"- {name}") if token.says]
    title = [token.key for token in source.about if token.says]
    begins = called in (title[: len(called)], [*source.asserter[: len(called)]])
    long = len(source.asserter) > LONG_NAME or not source.speaker.issuperset(called)
    if long and not begins and source.speaker.union(title).issuperset(called):
        yield f"cuts off what “{label}” is the name of"


def _form(token: Token) -> str:
    return token.text.lower().removesuffix("'s").removesuffix("'")


def _untold(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds one of several who pass a thing on left out: "the Post reported that a panel found"."""
    telling = any(token.key == SAYS for token in tokens)
    told = {token.key for token in tokens}
    for who, verb in _unnamed_tellers(source) if telling else ():
        if who.key not in told:
            yield f"leaves out that the {who.text} {verb.text} so"
    for verb, named in () if telling else _reports(source):
        if not named:
            yield f"leaves out that somebody {verb.text} so"
        elif source.passed_on and not _LABELLED.match(clause):
            yield UNSAID
        elif verb.text.lower() == "according to" and not source.passed_on:
            yield "leaves out according to whom"
    said = {form for token in tokens for form in (token.key, token.bare)}
    said |= initials(" ".join(token.text for token in tokens))
    shortened = {token.key for token in tokens} & source.short
    for _, run in sayings(source.tokens):
        # Whether its own speaker is named, the gate has asked already.
        if run and not source.speaker & {*run} and not said & {*run, *shortened}:
            yield f"leaves out that {' '.join(run)} says so"
    for citing, token in pairwise(source.tokens):
        if citing.bare in CITING and token.kind in ("name", "number") and token.key not in said:
            yield f"leaves out that it follows {token.text}"


def _retold(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds another manner of telling, or another time: "specifically stated", "will cost"."""
    manners = {one.bare for one, verb in pairwise(source.tokens) if verb.key == SAYS}
    for one, verb in pairwise(tokens):
        if verb.key == SAYS and one.bare.endswith("ly") and one.bare not in manners:
            yield f"says “{one.text} {verb.text}”, which the source does not"
    said, once = (Counter(run for _, run in sayings(each)) for each in (tokens, source.tokens))
    if any(run and number > max(once[run], 1) for run, number in said.items()):
        yield "says twice who says it"
    if _WILL.search(clause) and not _WILL.search(source.text):
        yield "puts into the future what the source does not"


def _by_another(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds another teller: not "one study of 2017", "by the report's account", or "we"."""
    opening = next((place for place, each in enumerate(source.tokens) if each.key == SAYS), 0)
    told = {token.key for token in tokens}
    for token in source.tokens[:opening]:
        counts = token.kind == "number" or (token.kind == "date" and "-" not in token.key)
        if counts and token.key not in told:
            yield f"leaves out {token.text}"
    account = _ACCOUNT.search(source.text)
    if account and account[0].lower() not in clause.lower():
        yield f"leaves out “{account[0]}”"
    ours, theirs = ({token.bare for token in each} for each in (tokens, source.tokens))
    others = (ours & _THEY) - theirs
    if others and theirs & _WE:
        yield f"says “{min(others)}” of whoever tells it"


def _made_definite(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds "the study" for one of several, and "the state" for State, with which it begins."""
    theirs = set(pairwise(token.bare for token in source.tokens))
    first = source.tokens[0] if source.tokens else None
    for article, token in pairwise(tokens):
        if article.bare != "the" or ("the", token.bare) in theirs:
            continue
        one_of_several = any((each, token.bare) in theirs for each in ("a", "an", "one", "another"))
        begins = first is not None and token.kind != "name" and token.bare == first.bare
        if one_of_several or begins:
            yield f"says “{article.text} {token.text}”, which the source does not"


def _unnamed_tellers(source: Source) -> Iterator[tuple[Token, Token]]:
    """Yields the noun before each verb of saying, where that is no name, and the verb."""
    for place, verb in enumerate(source.tokens):
        clause = source.tokens[:place] if verb.key == SAYS else ()
        said = [token for token in clause if token.says and not token.text.endswith("ly")]
        inserted = clause and clause[-1].kind == "break"  # "Wren, by contrast, said"
        if said and not inserted and said[-1].kind == "word" and said[-1].key != SAYS:
            yield said[-1], verb
            return


def _reports(source: Source) -> Iterator[tuple[Token, bool]]:
    """Yields each verb of saying before what is said, and whether its subject has a name."""
    verbs = [place for place, token in enumerate(source.tokens) if token.key == SAYS]
    for place, (text, run) in zip(verbs, sayings(source.tokens), strict=True):
        after = {token.bare for token in source.tokens[place + 1 : place + 3]}
        speaks = {token.bare for token in source.tokens[:place]} & source.speaker
        if text == "according to" or after & {"that", "us"}:
            yield source.tokens[place], bool(run or speaks)


def _done_by_its_teller(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds whoever tells a thing, and is not named in it, named as anything but its teller."""
    here = source.keys | keys(source.about) | {token.bare for token in source.tokens}
    for run in names([Token("-", "-", "break", -1), *_capital(tokens)]):
        own = {token.key for token in run}
        if not own <= source.speaker or own & here:
            continue
        if not _tells(run, clause, tokens):
            yield f"has {' '.join(token.text for token in run)} do what it only tells"


def _tells(run: Sequence[Token], clause: str, tokens: Sequence[Token]) -> bool:
    """Whether a name is that of whoever says what stands behind or before it."""
    after = clause[run[-1].start + len(run[-1].text) :]
    following = read(after)[:4]
    if any(token.bare in SPOKESPEOPLE for token in following):
        return False  # "Chiaroscuro advocates said": they are nobody's but the source's
    before = [token.key for token in tokens if token.start < run[0].start][-2:]
    says = any(token.key == SAYS for token in following) or ASSERTS.search(after[:60])
    owns = run[-1].text.endswith("'s")
    return bool(says or _LABEL.match(after) or SAYS in before or owns)


def _capital(tokens: Sequence[Token]) -> list[Token]:
    """Returns a sentence whose first word, where it has a capital, is a name."""
    first = tokens[0] if tokens else None
    if first is None or first.kind != "word" or not first.text[:1].isupper():
        return list(tokens)
    return [Token(first.text, first.bare, "name", first.start), *tokens[1:]]


def _cut_off(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a sentence without the "When …," that it stands under, or one item of a list."""
    said = {token.bare for token in tokens}
    led = _PLACES_AND_TIMES.match(source.text)
    if led and source.tokens[0].bare not in said:
        yield f"leaves out “{led[0]}”"
    if "depending" in {token.bare for token in source.tokens} - said:
        yield "leaves out on what it depends"
    items = _ITEM.findall(source.text)
    if len(items) > 1 and not all(item in {token.text for token in tokens} for item in items):
        yield "gives a part of a list for the whole"


def _found(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds "found" or "noted" for what somebody only says."""
    theirs = {token.bare for token in source.tokens}
    for token in tokens:
        for listed in FACTIVE if source.passed_on else ():
            if token.bare in listed and not theirs & listed:
                yield f"says “{token.text}”, which the source does not"


def _undated(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a number without a date that its source gives with it, but for that of the report."""
    counts = {
        token.key
        for before, token in zip((None, *tokens), tokens, strict=False)
        if token.kind == "number" and (before is None or before.kind != "name")
    }
    ours = {token.key.split("-")[0] for token in tokens if token.kind == "date"} | {"*"}
    for part, leads in _parts(source):
        if not counts & (source.keys if leads else keys(part)):
            continue
        for place, token in enumerate(part):
            near = part[max(0, place - REPORT_REACH) : place + REPORT_REACH + 1]
            reported = any(each.key == SAYS for each in near)
            if token.kind == "date" and not reported and token.key.split("-")[0] not in ours:
                yield f"leaves out {token.text}"


def _parts(source: Source) -> Iterator[tuple[Sequence[Token], bool]]:
    """Yields the clauses of a source, and whether it is what leads in: "As of May 2025, …"."""
    led = _LEADS_IN.match(source.text)
    first = led.end() if led else 0
    ends = [first, *(m.end() for m in CLAUSE_STARTS.finditer(source.text) if m.end() > first)]
    for start, end in pairwise([*ends, len(source.text) + 1]):
        yield [token for token in source.tokens if start <= token.start < end], False
    yield [token for token in source.tokens if token.start < first], True


def _uncounted(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds all of them where the source has "five of the 19 members"."""
    pairs = align(source.tokens, tokens)
    said = {token.key for token in tokens}
    here = [sum(each.says for each in source.tokens[:n]) for n in range(len(source.tokens))]
    for place, (before, token, of) in enumerate(_triples(source.tokens), start=1):
        counts = token.kind == "number" and of.bare == "of" and before.kind != "name"
        ahead = range(place + 1, min(place + 6, len(source.tokens)))
        noun = next((n for n in ahead if source.tokens[n].kind == "word"), None)
        if counts and token.key not in said and noun is not None and here[noun] in pairs:
            yield f"leaves out that it is {token.text} of them"


def _triples(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    """Yields each token with the one before it, a break before the first, and the one after."""
    yield from zip((Token("-", "-", "break", -1), *tokens), tokens, tokens[1:], strict=False)
