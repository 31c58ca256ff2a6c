"""The gate: what an answer says must stand in the sentences it cites. Deterministic, no model.

Each check names what is wrong; an empty result means that the statement passed. A statement that
cites one sentence is held against that sentence alone, one that cites several is taken apart where
its clauses meet and each clause is held against the one sentence that bears it best, so that what
two sentences say cannot be stitched into a claim that neither makes.

Quotations must stand there to the letter; numbers with their units, dates and names must occur, in
the same company; negations and hedges may neither be added nor dropped, directions not be turned
round; and whoever asserts it there must be named where that is not the document's own speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.claims import REVERSES, Token, fold, read, stem
from rag.records import Citation, Statement

SHARED = 0.5
"""Share of a clause's plain words that the sentence it rests on must have."""

FEWEST_SHARED = 4
"""Plain words below which a clause is too short for that share to mean anything."""

REACH = 3
"""Words to each side of a number, date or name that are its company."""

LENIENCE = 2
"""How much better somebody else's company must fit before a number, date or name is misplaced."""

SCOPE = 2
"""Words after a negation or hedge to which it may belong."""

_CLAUSES = re.compile(
    r";\s|,\s(?=(?:and|but|while|whereas|although|though|yet)\s)"
    r"|\s(?=(?:while|whereas|although|but)\s)|\s(?=and\s)"
)
_QUOTED = re.compile(r"\"([^\"]{2,})\"")
_GAP = re.compile(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s(?:\w+ly\s)?\w+\sby\b", re.I)
_RUN = re.compile(r"[A-Z][\w.&'-]*(?:\s(?:of|and|for|the|on|&)(?=\s[A-Z]))?(?:\s[A-Z][\w.&'-]*)*")
_HONORIFICS = frozenset(
    ["rep", "sen", "gov", "mr", "mrs", "ms", "dr", "prof", "hon", "representative", "senator", "governor", "congresswoman", "congressman", "the", "director", "secretary", "president", "sheriff", "mayor", "judge", "us", "usa", "united", "states", "inspector", "general"]
)
_GENERIC = re.compile(
    r"(?:\w+(?:ing|ly|ed|tions?|ments?|ity|ities|ance|ence|ers|ors|ies|ists|als|ates)"
    r"|people|police|critics|states?|cities|staff|lawyers|courts?|local|federal|removals?)"
)
"""Words that may open a sentence without being the name of anybody."""

# Classes of hedges that count as one another, that may not be dropped, and that may not be added.
_SAME = {"able": "uncertain"}
_KEPT = frozenset(
    ["uncertain", "approximate", "least", "most", "majority", "many", "part", "few", "only", "effect", "future", "ought"]
)
_NOT_ADDED = frozenset(["uncertain", "approximate", "least", "most", "majority", "many", "few", "only", "all", "ought"])

_OPPOSITES = tuple(
    tuple(frozenset(map(stem, side.split())) for side in pair.split("|"))
    for pair in (
        "rose rise increase grew climb|fell fall decrease decline drop shrank sank",
        "more|fewer less",
        "higher above greater larger|lower below smaller",
        "before earlier prior previous|after later following subsequent",
        "first|last",
        "accept approve agree grant allow permit let|reject refuse deny decline forbid prohibit ban",
        "support favour favor endorse back|oppose resist criticise criticize object",
        "agree concur|disagree dispute contest",
        "confirm|deny dispute contradict refute",
        "voluntary optional|mandatory",
        "include|exclude",
        "begin|stop close",
        "join enter|leave withdraw quit",
        "sign|stop",
        "most|least",
        "best|worst",
        "always|never",
        "public|secret private",
        "legal lawful|illegal unlawful",
        "true correct|false wrong",
        "success succeed|fail failure",
        "adequate|inadequate",
        "activate|deactivate suspend",
        "maximum|minimum",
        "praise welcome commend|criticise criticize condemn",
        "improve|worsen",
        "majority|minority",
        "win|lose",
        "strengthen|weaken undermine",
        "enable|prevent",
        "with|without",
        "keep retain|abandon",
        "likely|unlikely",
        "valid|invalid",
        "raise|lower",
        "guilty|innocent",
        "all|none",
    )
)


@dataclass(frozen=True, slots=True)
class _Source:
    """One cited sentence and who speaks there, ready to be compared."""

    text: str
    tokens: tuple[Token, ...]
    keys: frozenset[str]
    speaker: frozenset[str]
    asserter: tuple[str, ...]
    passed_on: bool
    about: tuple[Token, ...]
    short: frozenset[str]


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
    sources = [_source(citations[number]) for number in statement.citations]
    said = fold(statement.text)
    if any(_verbatim(said, citations[number]) for number in statement.citations):
        return ()
    return tuple(dict.fromkeys(_findings(said, sources)))


def _verbatim(said: str, citation: Citation) -> bool:
    """Whether a statement is the sentence itself, bare or with its speaker before it."""
    quote = fold(citation.quote)
    return said == quote or _unquoted(said) == _unquoted(f"{citation.speaker}: {quote}")


def support(text: str, source: str) -> float:
    """Returns the share of a text's names, numbers and plain words that a source has, in [0, 1]."""
    said = {token.key for token in read(fold(text)) if token.says}
    return len(said & _keys(read(fold(source)))) / max(len(said), 1)


def _source(citation: Citation) -> _Source:
    text = fold(citation.quote)
    tokens = read(text)
    title = fold(citation.title)
    whole = fold(f"{citation.title}. {citation.speaker}")
    return _Source(
        text=text,
        tokens=tokens,
        keys=_keys(tokens),
        speaker=_keys(read(f"- {fold(str(citation.speaker))}")),
        asserter=tuple(
            token.key
            for token in read(f"- {fold(citation.speaker.name)}")
            if token.kind == "name" and token.key not in _HONORIFICS
        ),
        passed_on=bool(citation.speaker.quoted_by),
        about=read(f"- {title}"),
        short=_initials(text) | _initials(whole),
    )


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.key for token in tokens if token.says)


def _initials(text: str) -> frozenset[str]:
    """Returns the initials of every run of capitalised words, and of every part of one."""
    found = set()
    for run in _RUN.findall(text):
        letters = [word[0].lower() for word in run.split() if word[0].isupper()]
        for start in range(len(letters)):
            for end in range(start + 2, len(letters) + 1):
                found.add("".join(letters[start:end]))
    return frozenset(found)


def _findings(said: str, sources: Sequence[_Source]) -> Iterator[str]:
    yield from _misquoted(said, sources)
    clauses = list(_clauses(said, sources))
    bearing = [source for _, source in clauses]
    if any(s not in bearing and _share(read(said), s) < SHARED for s in sources):
        yield "cites a sentence that does not bear it"
    for clause, source in clauses:
        tokens = read(clause)
        yield from _strange_numbers(tokens, source)
        yield from _strange_names(tokens, source, opens=said.startswith(clause))
        yield from _misplaced(clause, tokens, source)
        yield from _negations(tokens, source)
        yield from _hedges(tokens, source)
        yield from _gaps(tokens, source)
        yield from _turned(tokens, source)
        yield from _unshared(tokens, source)
        yield from _unattributed(tokens, source)


def _clauses(said: str, sources: Sequence[_Source]) -> Iterator[tuple[str, _Source]]:
    """Yields the parts of a statement, each with the one source that bears it best."""
    if len(sources) == 1:
        yield said, sources[0]
        return
    starts = [0, *(match.end() for match in _CLAUSES.finditer(said)), len(said)]
    parts: list[tuple[int, int, _Source]] = []
    for start, end in zip(starts, starts[1:], strict=False):
        source = max(sources, key=lambda each: _share(read(said[start:end]), each))
        short = sum(token.says for token in read(said[start:end])) < FEWEST_SHARED
        if parts and (short or source is parts[-1][2]):
            parts[-1] = (parts[-1][0], end, parts[-1][2])
        else:
            parts.append((start, end, source))
    for start, end, _ in parts:
        clause = said[start:end].strip(" ,;")
        yield clause, max(sources, key=lambda each: _share(read(clause), each))


def _share(tokens: Sequence[Token], source: _Source) -> float:
    said = [token.key for token in tokens if token.says]
    return sum(key in source.keys for key in said) / max(len(said), 1)


def _misquoted(said: str, sources: Sequence[_Source]) -> Iterator[str]:
    texts = [_unquoted(source.text) for source in sources]
    titles = [_unquoted(" ".join(token.text for token in source.about)) for source in sources]
    for quoted in _QUOTED.findall(said):
        parts = [_unquoted(part).strip(" .,;:") for part in _GAP.split(quoted)]
        if not any(all(part in text for part in parts) for text in (*texts, *titles)):
            yield f"quotes “{quoted}”, which is not in the source"


def _unquoted(text: str) -> str:
    return " ".join(re.sub(r"[\"']", "", text).casefold().split())


def _strange_numbers(tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    numbers = {token.key for token in source.tokens if token.kind == "number"}
    titled = {pair[1] for pair in _beside(tokens) & _beside(source.about)}
    dates = [token.key for token in source.tokens if token.kind == "date"]
    dates = dates or [token.key for token in source.about if token.kind == "date"]
    for token in tokens:
        if token.kind == "number" and token.key not in numbers | titled:
            if token.key == "1" and re.search(r"\b(?:an?|single|each|another)\b", source.text):
                continue
            yield f"says {token.text}, which is not in the source"
        if token.kind == "date" and not any(_within(token.key, date) for date in dates):
            yield f"gives the date {token.text}, which is not in the source"


def _beside(tokens: Sequence[Token]) -> set[tuple[str, str]]:
    """Returns each number with the word before it."""
    return {(one.key, other.key) for one, other in zip(tokens, tokens[1:], strict=False)}


def _within(said: str, date: str) -> bool:
    """Whether a date is the other one, or the other one less exactly: "2011-08" is "2011-08-06"."""
    ours, theirs = said.split("-"), date.split("-")
    if len(ours) > len(theirs):
        return False
    return all(one in ("*", other) for one, other in zip(ours, theirs, strict=False))


def _strange_names(tokens: Sequence[Token], source: _Source, *, opens: bool) -> Iterator[str]:
    known = source.keys | source.speaker | source.short
    lower = source.text.lower()
    titled = _keys(source.about)
    attributing = any(token.key == "@say" for token in tokens)
    runs = _runs(tokens)
    if opens and tokens and _opens_with_name(tokens, lower, known):
        runs.append([tokens[0]])
    for run in runs:
        initials = "".join(token.key[0] for token in run)
        if initials in source.keys | source.speaker and len(run) > 1:
            continue
        strange = [t for t in run if t.key not in known and t.key not in _HONORIFICS]
        strange = [t for t in strange if not _contained(t.key, lower)]
        if strange and not (attributing and all(t.key in titled for t in strange)):
            yield f"names {' '.join(t.text for t in strange)}, not in the source"
        elif not strange and not _together(run, source):
            yield f"names {' '.join(t.text for t in run)}, whom the source does not name so"


def _contained(key: str, lower: str) -> bool:
    return re.search(rf"\b{re.escape(key)}", lower) is not None


def _opens_with_name(tokens: Sequence[Token], lower: str, known: frozenset[str]) -> bool:
    first = tokens[0]
    word = re.sub(r"'s?$", "", first.text.lower())
    return (
        first.kind == "word"
        and first.key != "@say"
        and first.text[:1].isupper()
        and first.key not in known
        and word not in known
        and word not in lower
        and not _GENERIC.fullmatch(word)
    )


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """Returns the names of several words, and single ones, as runs of neighbouring tokens."""
    runs: list[list[Token]] = []
    before: Token | None = None
    for token in tokens:
        if token.kind == "name":
            near = before is not None and token.start - before.start - len(before.text) <= 2
            if near and before is not None and before.kind == "name":
                runs[-1].append(token)
            else:
                runs.append([token])
        before = token
    return runs


def _together(run: Sequence[Token], source: _Source) -> bool:
    """Whether neighbouring names are neighbours in the source, its title or its speaker, too."""
    names = [token.key for token in run if token.key not in _HONORIFICS]
    if len(names) < 2:
        return True
    places: dict[str, list[int]] = {}
    for place, token in enumerate((*source.tokens, *source.about)):
        places.setdefault(token.key, []).append(place)
    for one, other in zip(names, names[1:], strict=False):
        if one in source.speaker and other in source.speaker:
            continue
        near = any(
            0 < there - here <= 4 for here in places.get(one, ()) for there in places.get(other, ())
        )
        if not near and one in places and other in places:
            return False
    return True


def _misplaced(clause: str, tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    """Finds numbers, dates and names that stand in the company of another one of the source."""
    either = bool(_PASSIVE.search(clause)) != bool(_PASSIVE.search(source.text))
    ours = [token for token in tokens if token.says]
    theirs = [token for token in source.tokens if token.says]
    company = [_company(theirs, place) for place in range(len(theirs))]
    for place, token in enumerate(ours):
        if token.kind not in ("number", "date", "name") or token.key in _HONORIFICS:
            continue
        mine = _company(ours, place)
        own = other = 0
        for there, each in enumerate(theirs):
            if each.kind != token.kind:
                continue
            fit = _fit(mine, company[there], either=either)
            if each.key == token.key or (token.kind == "date" and _within(token.key, each.key)):
                own = max(own, fit)
            elif each.key not in _HONORIFICS:
                other = max(other, fit)
        known = token.key in source.keys or token.kind == "date"
        if known and other - own >= LENIENCE:
            yield f"puts {token.text} where the source has another {_WHAT[token.kind]}"


_WHAT = {"number": "number", "date": "date", "name": "name"}
_Company = tuple[dict[str, int], dict[str, int]]


def _company(tokens: Sequence[Token], place: int) -> _Company:
    """Returns the nearest words before and after a place, with the more weight the nearer."""
    own = tokens[place].key
    before = tokens[max(0, place - REACH) : place][::-1]
    after = tokens[place + 1 : place + 1 + REACH]
    weigh = [
        {t.key: REACH - n for n, t in reversed(list(enumerate(side))) if t.key not in (own, "@say")}
        for side in (before, after)
    ]
    return weigh[0], weigh[1]


def _fit(mine: _Company, theirs: _Company, *, either: bool) -> int:
    if either:
        return sum(
            weight for side in mine for key, weight in side.items() if any(key in s for s in theirs)
        )
    return sum(
        min(weight, there[key])
        for side, there in zip(mine, theirs, strict=True)
        for key, weight in side.items()
        if key in there
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """A negation or hedge: its class and the content words that it may belong to."""

    name: str
    text: str
    scope: range


def _marks(tokens: Sequence[Token]) -> list[_Mark]:
    ends = [place for place, token in enumerate(tokens) if token.text in (";", ":", ".")]
    marks = []
    for place, token in enumerate(tokens):
        if token.kind in ("negation", "hedge"):
            end = next((each for each in ends if each > place), len(tokens))
            here = sum(each.says for each in tokens[:place])
            last = here + sum(each.says for each in tokens[place:end])
            scope = range(here, min(here + SCOPE, last)) or range(max(here - 1, 0), here)
            marks.append(_Mark(_SAME.get(token.key, token.key), token.text, scope))
    return marks


def _aligned(ours: Sequence[Token], theirs: Sequence[Token]) -> dict[int, int]:
    """Returns which content word of the one is which of the other, by place."""
    one, other = ([t.key for t in each if t.says] for each in (ours, theirs))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    pairs = {
        block.a + n: block.b + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }
    for place, key in enumerate(one):
        if place not in pairs and one.count(key) == other.count(key) == 1:
            pairs[place] = other.index(key)
    return pairs


def _negations(tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    if _astray(source.tokens, tokens):
        yield "a negation was dropped"
    if _astray(tokens, source.tokens, unseen=True):
        yield "a negation was added"


def _astray(ours: Sequence[Token], theirs: Sequence[Token], *, unseen: bool = False) -> bool:
    """Whether something denied in the one is said without denial in the other.

    Args:
        unseen: What to think of a denial of something that the other one does not mention.
    """
    pairs = _aligned(ours, theirs)
    there = [mark.scope for mark in _marks(theirs) if mark.name == "not"]
    reverses = _reverses(theirs)
    for mark in _marks(ours):
        if mark.name != "not":
            continue
        images = [pairs[place] for place in mark.scope if place in pairs]
        if not images:
            if unseen and not there and not reverses:
                return True
            continue
        near = range(images[0] - SCOPE, images[0] + SCOPE + 1)
        denied = any(place in near for scope in there for place in scope)
        if not denied and not any(place in near for place in reverses):
            return True
    return False


def _reverses(tokens: Sequence[Token]) -> list[int]:
    """Returns the places of words that deny without being a negation."""
    said = [token for token in tokens if token.says or token.text.lower() in REVERSES]
    places = []
    here = 0
    for token in said:
        if token.text.lower() in REVERSES:
            places.append(here)
        here += token.says
    return places


def _hedges(tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    ours = [mark for mark in _marks(tokens) if mark.name != "not"]
    theirs = [mark for mark in _marks(source.tokens) if mark.name != "not"]
    pairs = _aligned(source.tokens, tokens)
    for name in sorted({mark.name for mark in (*ours, *theirs)}):
        said = [mark for mark in ours if mark.name == name]
        had = [mark for mark in theirs if mark.name == name]
        touched = [mark for mark in had if any(place in pairs for place in mark.scope)]
        if name in _KEPT and len(touched) > len(said):
            yield f"the hedge “{touched[0].text}” was dropped"
        if name in _NOT_ADDED and len(said) > len(had):
            yield f"the hedge “{said[0].text}” was added"


def _gaps(tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    """Compares what stands between two words that are neighbours here as there."""
    pairs = _aligned(tokens, source.tokens)
    ours, theirs = _between(tokens), _between(source.tokens)
    for place, there in pairs.items():
        if place and pairs.get(place - 1) != there - 1:
            continue
        if not place and there:
            continue
        here, other = ours[place], theirs[there]
        denials = [sum(token.kind == "negation" for token in each) for each in (here, other)]
        if denials[0] != denials[1]:
            yield f"a negation was {'added' if denials[0] > denials[1] else 'dropped'}"
        said, had = (
            {_SAME.get(t.key, t.key) for t in each if t.kind == "hedge"} for each in (here, other)
        )
        for name in sorted((had - said) & _KEPT):
            yield f"the hedge “{_text(other, name)}” was dropped"
        for name in sorted((said - had) & _NOT_ADDED):
            yield f"the hedge “{_text(here, name)}” was added"


def _text(tokens: Sequence[Token], name: str) -> str:
    return next(t.text for t in tokens if _SAME.get(t.key, t.key) == name)


def _between(tokens: Sequence[Token]) -> list[list[Token]]:
    """Returns, for each word that says something, what stands between it and the one before."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.says:
            found.append([])
        else:
            found[-1].append(token)
    return found


def _replaced(tokens: Sequence[Token], source: _Source) -> Iterator[tuple[str, str]]:
    """Yields the words that stand in place of one another in two sentences otherwise alike."""
    ours, theirs = (
        [stem(t.text.lower()) for t in each if t.kind != "break"]
        for each in (tokens, source.tokens)
    )
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, start, end, low, high in matcher.get_opcodes():
        if tag == "replace" and end - start == high - low <= 2:
            yield from zip(ours[start:end], theirs[low:high], strict=True)


def _turned(tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    ours, theirs = ({stem(t.text.lower()) for t in each} for each in (tokens, source.tokens))
    for said, had in _replaced(tokens, source):
        for one, other in _OPPOSITES:
            if (said in one and had in other) or (said in other and had in one):
                yield f"says “{said}” where the source has “{had}”"
    denials = [sum(t.kind == "negation" for t in each) for each in (tokens, source.tokens)]
    if denials[0] != denials[1]:
        return  # "not mandatory" may be "voluntary"
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if ours & one and not theirs & one and theirs & other and not ours & other:
                yield f"says “{min(ours & one)}” where the source has “{min(theirs & other)}”"


def _unshared(tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    said = [token.key for token in tokens if token.kind == "word" and token.key != "@say"]
    known = source.keys | source.speaker | _keys(source.about)
    shared = sum(key in known for key in said)
    least = SHARED if len(said) >= FEWEST_SHARED else SHARED / 2
    if said and shared < least * len(said):
        yield f"only {shared} of its {len(said)} words are in the source"


def _unattributed(tokens: Sequence[Token], source: _Source) -> Iterator[str]:
    """Finds what is said by nobody, or by the wrong one, where the source has somebody say it."""
    there, here = _sayings(source.tokens), _sayings(tokens)
    first = next((run for _, run in there if run), ())
    if source.passed_on or (first and not set(first) & source.speaker):
        wanted = {run[-1] for run in (first, source.asserter) if run and source.passed_on}
        wanted |= {run[-1] for _, run in there if run and not source.passed_on}
        named = {token.key for token in tokens} | {_bare(tokens[0].text)}
        named |= _initials(" ".join(token.text for token in tokens))
        if wanted and not wanted & named:
            yield "does not say who says so"
            return
    known = {key for _, run in there for key in run} | source.speaker | source.short
    if not any(run for _, run in there):
        known |= source.keys | _keys(source.about)
    for verb, run in here:
        if run and not known & set(run):
            yield f"is put into the mouth of {' '.join(run)}"
        same = [other for text, other in there if text == verb and other]
        if run and len(same) == 1 and [text for text, _ in here].count(verb) == 1:
            if not (set(same[0]) | source.short) & set(run):
                yield f"is put into the mouth of {' '.join(run)}"


def _bare(word: str) -> str:
    return re.sub(r"'s?$", "", word.lower())


def _sayings(tokens: Sequence[Token]) -> list[tuple[str, tuple[str, ...]]]:
    """Returns each reporting verb, or "according to", with the name of whoever says it, if any."""
    found = []
    for place, token in enumerate(tokens):
        if token.key != "@say":
            continue
        if token.text.lower() == "according to":
            near = _first_run(tokens[place + 1 : place + 8])
        else:
            near = _last_run(tokens[max(0, place - 8) : place])
            if not near and 0 < place <= 3 and tokens[0].text[:1].isupper():
                near = (_bare(tokens[0].text),) if tokens[0].kind == "word" else ()
        found.append((token.text.lower(), near))
    return found


def _first_run(tokens: Sequence[Token]) -> tuple[str, ...]:
    run: list[str] = []
    for token in tokens:
        if token.kind == "name":
            run += [token.key] if token.key not in _HONORIFICS else []
        elif run or token.kind == "break":
            break
    return tuple(run)


def _last_run(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Returns the first name since the last verb of saying, the likeliest subject of the next."""
    since = max((n + 1 for n, token in enumerate(tokens) if token.key == "@say"), default=0)
    names = [n for n, token in enumerate(tokens) if token.kind == "name" and n >= since]
    return _first_run(tokens[names[0] :]) if names else ()
