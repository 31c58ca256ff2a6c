"""A chat model's own words: what they must keep of their source besides what the gate asks.

The gate lets pass what an editor may write. A model that shortens loses who told it, of how many
how many, and when; it brings along words of the question, and makes of one laptop several. What it
may not, an editor may; so this is asked of a model's sentences alone, and one that fails gives way
to its quotation. Who tells what is looked at in `rag.wording.tellers`, the order of words in
`rag.checking.shortening`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise

from rag.checking.gate import CLAUSE_STARTS, check, clauses, is_labelled
from rag.checking.mood import unasserted
from rag.checking.shortening import EMPTY, reorders
from rag.checking.source import Source, source_of
from rag.fitting.alignment import align
from rag.language.claims import SAYS, Token, fold, keys, read
from rag.language.lexicon import FREE, stem, words
from rag.records import Citation, Statement
from rag.wording.tellers import mistold

REPORT_REACH = 3
"""Tokens before and after a verb of saying among which a date is that of the saying."""

_LEADS_IN = re.compile(r"(?:[A-Z][a-z]+ly, |For example, )?[A-Z][a-z]+ [^,;]{3,80}, ")
_LEANS_ON = re.compile(
    r"(?:When|Where|Once|As long as|As soon as|If|Unless|Although|Though|Even though|While)\b"
    r"[^,]{3,120},"
)
_ITEM = re.compile(r"\((\d)\)")
_WILL = re.compile(r"\b(?:will|would|shall|won't|wouldn't)\b", re.I)
_GARBLED = re.compile(r"\bthat (?:summari[sz]ing|citing|quoting|reporting|according to)\b")
_PRESENT, _PAST = (
    words("is are has have does do isn't aren't"),
    words("was were had did wasn't weren't"),
)


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
    if any(is_labelled(said, citations[number]) for number in statement.citations):
        return findings
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
    lead = clause.rstrip(".")
    if lead.startswith("According to ") and source.text.startswith(f"{lead},"):
        yield "is no whole sentence"
    yield from _hung_on(tokens, source)
    yield from unasserted(clause, tokens, source)
    yield from _foreign(tokens, source, asked)
    yield from _inflected(tokens, source)
    yield from _moved_in_time(clause, tokens, source)
    yield from mistold(clause, tokens, source)
    yield from _made_definite(tokens, source)
    yield from _cut_off(tokens, source)
    yield from _undated(tokens, source)
    yield from _uncounted(tokens, source)


def _hung_on(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a title before a whole sentence that is neither "The guide: …" nor says so."""
    theirs = [token.bare for token in source.tokens if token.kind != "break"]
    ours = [token for token in tokens if token.kind != "break"]
    first = len(ours) - len(theirs)
    if not theirs or first <= 0 or [token.bare for token in ours[first:]] != theirs:
        return
    lead = [token for token in tokens if token.start < ours[first].start]
    says = [place for place, token in enumerate(lead) if token.key == SAYS]
    after = lead[says[-1] + 1 :] if says else []
    told = any(token.kind != "break" and token.bare not in EMPTY for token in after)
    begins = lead[0].bare == "the" or lead[0].kind == "name"
    if (says and told and lead[-1].text == ":") or (not says and begins and lead[-1].text == ","):
        yield "is no whole sentence"


def _foreign(tokens: Sequence[Token], source: Source, asked: Set[str]) -> Iterator[str]:
    """Finds words that the source does not have: "biofertilizer", as the question has it."""
    known = source.keys | source.speaker | source.short | FREE
    known |= {stem(token.text.lower()) for token in source.tokens}
    if any(token.key == SAYS for token in tokens):
        known |= keys(source.about)  # a title may be named as what says it
    plain = [token for token in tokens if token.kind == "word" and token.key != SAYS]
    strange = [token for token in plain if not {token.key, token.bare} & known]
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


def _moved_in_time(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds another time, "is" or "will" for what was, and a date made the name of somebody."""
    if _WILL.search(clause) and not _WILL.search(source.text):
        yield "puts into the future what the source does not"
    ours, theirs = ({token.text.lower() for token in each} for each in (tokens, source.tokens))
    for time, other in ((_PRESENT, _PAST), (_PAST, _PRESENT)):
        if ours & time and theirs & other and not theirs & time:
            yield f"says “{min(ours & time)}” where the source has “{min(theirs & other)}”"
    for says, that, date in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if says.key == SAYS and that.bare == "that" and date.kind == "date":
            yield "is no whole sentence"


def _form(token: Token) -> str:
    return token.text.lower().removesuffix("'s").removesuffix("'")


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


def _cut_off(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a sentence without its "When …," or "Although …,", or one item of a list."""
    said = {token.bare for token in tokens}
    led = _LEANS_ON.match(source.text)
    if led and source.tokens[0].bare not in said:
        yield f"leaves out “{led[0]}”"
    if "depending" in {token.bare for token in source.tokens} - said:
        yield "leaves out on what it depends"
    items = _ITEM.findall(source.text)
    if len(items) > 1 and not all(item in {token.text for token in tokens} for item in items):
        yield "gives a part of a list for the whole"


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
