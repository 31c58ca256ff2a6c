"""Blocks of text into sentences, by rule: where a full stop ends one and where it does not.

A candidate is a full stop, question mark, exclamation mark or ellipsis, with the quotes, brackets
and footnote marker glued to it, before white space. What stands around it decides. Colons and
semicolons never end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.lexicon import words
from rag.records import Block, BlockKind

LONGEST = 700
"""Characters beyond which a sentence is cut; tables of contents and lists of names run on so."""

SHORTEST_CUT = 150
"""A semicolon or comma nearer than this to the start of a sentence is no place to cut it."""

CANDIDATE = re.compile(
    r"""
    (?<![.!?\u2026]) (?<![.\u2026]\s)                      # a run of marks counts once
    (?:
        (?P<leader> (?:[.\u2026]\s?){5,}+ ) (?:\d{1,4}|[ivxlc]{1,6}) \s++ (?=\S)
    |
        (?P<mark> [.!?\u2026] (?:\s?[.!?\u2026](?!\w))*+ )
        (?P<close> ["'\u201d\u2019\u00bb)\]]*+ )
        (?P<note> (?: \d{1,3}(?:,\s?\d{1,3})*+ | [\u00b9\u00b2\u00b3\u2070-\u2079]++
            | (?: \s?\[\d{1,3}(?:[,\u2013-]\s?\d{1,3})*+\] )++ | [*\u2020\u2021]
            | \s\d{1,3}(?=\s+["\u201c(]?[A-Z](?!\.|(?:ed|tat)\.)) )?+ )  # a number set apart
        \s++ (?=\S)
    )
    | [\u3002\uff01\uff1f]++ [\u300d\u300f\u201d\u2019)]*+ \s*+ (?=\S)
    """,
    re.VERBOSE,
)
"""Full stops before white space; dots that lead the eye to a page number; and, with no white space
needed, Chinese and Japanese full stops."""

SPACE = re.compile(r"\s*+")
NEXT = re.compile(
    r"[\"'\u201c\u2018\u00ab(\[\u00a1\u00bf]*(?P<word>Nos?\.|[A-Z]\.|\w+(?:-\w+)?|\S)"
)
BEHIND = re.compile(
    r"[(\[](?!(?:[ivxlIVXL]+|\w)[)\]])(?=[^()\[\]]*[A-Za-z]{3})"
    r"(?!(?:[^()\[\]]*\s)?(?:is|are|was|were|has|have|had|do|does|did|can|may|must|shall|will"
    r"|[Ss]ee)\b)"
    r"[A-Z][^\s()\[\].!?]*(?:\s[^\s()\[\].!?]+){0,4}[)\]]\.?(?:\s+(?=[\"\u201c]?[A-Z0-9])|$)"
)
"""A bracket of a few words behind a full stop: "(Grade 1B)" belongs to the sentence before it.

None with a verb, nor the number of an item.
"""
CUTS = (re.compile(r";\s+(?=\S)"), re.compile(r",\s+(?=\S)"), re.compile(r"\s+(?=\S)"))
LETTERED = re.compile(r"[A-Z]\)(?!\w)")
LISTED = re.compile(r"\((?:[a-z]|[ivx]{1,4})\)\s+[\"\u201c]?[A-Z]")
CAMEL_CASE = re.compile(r"[a-z]{1,2}-?[A-Z]")
NAME_PARTICLE = re.compile(r"(?:de|del|della|di|du|la|le|van|von|bin|al-)\s?[A-Z]")
ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[A-Z]\d{1,2}|[ivxIVX]{1,6})")
INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]|(?:[A-Z][a-z]?\.)+[A-Z][a-z]?")
YEAR = re.compile(r"(?:.*\D)?(?:1[89]|20)\d\d")
_SAYS = "(?:said|says|asked|asks|wrote|replied|added)"
ASIDE = re.compile(
    r"(?:(?:\w\S*(?<![.!?])|(?:Mr|Mrs|Ms|Dr|Rep|Sen|Gov)\.|[A-Z]\.)\s+){1,4}" + rf"{_SAYS}\b"
)
LED_IN = re.compile(rf"\b{_SAYS}[,:]?\s*[\"\u201c]")
HAS_NUMBER = re.compile(r"[\d#\u00a7]|^(?:[B-Z]|[IVX]+)\.?$")
LABEL = re.compile(
    r"(?:Appendix|Attachment|Category|Chapter|Class|Exhibit|Figure|Group|Part|Phase|Plan|Schedule|"
    r"Section|Table|Tier|Title|Type|Vitamin|Volume)\s+\S$"
)

LETTERS_LISTED = re.compile(r"(?<![\w.])[A-Z](?:,\s[A-Z])+,?\s(?:and|or)\s[A-Z]$")
"""Letters that name things: "parts A, B and C"."""

TIME_ALONE = re.compile(
    r"(?:At|By|On|From|Until|Till|About|Around|Before|After|Between|Just|Shortly)\s+"
    r"(?:(?:\d[\d:.,]*|[A-Z]\w*,?|[ap]\.m\.|at|by|on|from|to|until|till|about|around|before|after"
    r"|between|and|just|shortly|the|of|in)\s+)*\d[\d:.]*\s?[AaPp]\.[Mm]"
)
"""When something was, before who did it: "At 6 p.m. Mayor Crane …"."""

OF_TIMES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|[A-Z]{2,4}"
    r"|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|Eastern|Central|Mountain|Pacific"
    r"|Atlantic|Greenwich|Local|Standard|Daylight"
)
"""What may follow an hour within a sentence: a day, a month, the time of a zone."""


NO_START = frozenset(",;:|\u2014\u2013-/&%)]}\u201d")
"""Characters with which no sentence starts."""

TITLES = words(
    """
    adm ald amb atty brig capt cf cllr cmdr col cpl det dr e.g eg fr gen gov govs hon i.e insp
    lt maj messrs mme mr mrs ms mt prof pub rep reps rev sen sens sgt st supp supt v viz vs
    """
)
"""Abbreviations that something always follows."""

BEFORE_NUMBER = words(
    """
    \u00a7 \u00b6 app art arts ca ch cl eq ex exs fig figs fn iss n no nos p para paras pp pt pts r
    ref sec secs sect ser stat tab tit vol vols
    """
)
"""Abbreviations only where a number follows: "No." before a word is a whole sentence."""

SOMETIMES = words(
    """
    a.k.a a.m admin al approx apr apt assn assoc asst aug ave bldg blvd bros calif co comm cong
    conn cont corp dec dep dept dist div ed eds esq est etc exec ext feb fed fla ft gen govt hwy
    ibid ill inc incl ind inst int'l jan jr jul jun ll.m ltd m.d mar mass max mich min minn misc
    mo nat'l nov oct okla op ore p.m p.s pa par penn ph.d rd rec reg regs rev sep sept sr ste
    subd subpt tel tenn tex u.k u.n u.s u.s.a u.s.c univ va wash wis yr yrs
    """
)
"""Abbreviations that may end a sentence; the next word decides."""

STARTERS = words(
    """
    A About According Accordingly Additionally After Again Agencies All Also Although Among An
    And Another Any Are As At Based Because Before Both But By Can Despite Did Do Does Due
    During Each Even Every Few Finally First For Four From Further Furthermore Given Had Has
    Have He Hence Her Here His How However I If Important In Indeed Instead Is It Its Last Later
    Like Many Meanwhile More Moreover Most Much My Nearly Neither Nevertheless No None
    Nonetheless Not Nothing Now Of Officials On Once One Only Or Other Others Our Over Overall
    Part Perhaps Several She Should Similarly Since So Some Specifically Still Such That The
    Their Then There Therefore These They This Those Though Three Through Thus To Today Two
    Under Unfortunately Unless Unlike Until Using Was We Were What When Where Whether Which
    While Who Why Will With Within Without Yet You Your
    """
)
"""Words that, capitalised after an abbreviation, begin a new sentence."""


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence before its speaker is known.

    Attributes:
        block: Position, in the blocks given, of the block that it stands in.
    """

    start: int
    end: int
    kind: BlockKind
    block: int


def split_sentences(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Splits each block into sentences, in the order of the blocks.

    Every character of a block that is not white space lies in exactly one sentence, and a sentence
    begins and ends with such a character. A heading or table row is one unit whatever is in it; a
    sentence of more than about 700 characters is cut at a semicolon, else a comma, else a space.
    """
    spans: list[Span] = []
    for position, block in enumerate(blocks):
        whole = block.kind in ("heading", "row")
        units = (_trim(text, block.start, block.end),) if whole else _split_block(text, block)
        spans.extend(Span(start, end, block.kind, position) for start, end in units if start < end)
    return tuple(spans)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    body = text[start:end]
    stripped = body.lstrip()
    start += len(body) - len(stripped)
    return start, start + len(stripped.rstrip())


def _split_block(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start, end = _trim(text, block.start, block.end)
    for candidate in CANDIDATE.finditer(text, start, end):
        if candidate.start() >= start and _ends_sentence(text, start, candidate):
            behind = BEHIND.match(text, candidate.end(), end)
            stop = behind.end() if behind else candidate.end()
            yield from _cut_long(text, *_trim(text, start, stop))
            start = stop
    yield from _cut_long(text, start, end)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = _find_cut(text, start, start + LONGEST)
        yield _trim(text, start, cut)
        start = SPACE.match(text, cut).end()  # type: ignore[union-attr]  # it always matches
    yield start, end


def _find_cut(text: str, start: int, limit: int) -> int:
    for pattern in CUTS:
        cut = 0
        for match in pattern.finditer(text, start + SHORTEST_CUT, limit):
            cut = match.end()
        if cut:
            return cut
    return limit


def _ends_sentence(text: str, start: int, candidate: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends at the candidate."""
    mark = candidate["mark"]
    if mark is None:
        return True
    following = NEXT.match(text, candidate.end())
    if following is None or not _may_start(text, following):
        return False
    if "!" in mark or "?" in mark:
        told = LED_IN.search(text, start, candidate.start())
        return bool(told) or not (candidate["close"] and ASIDE.match(text, candidate.end()))
    dots = mark.count(".") + 3 * mark.count("\u2026")
    if dots > 2:
        apart = not text[start : candidate.start()] or text[candidate.start() - 1].isspace()
        return dots in (3, 4) and (dots > 3 or not apart)
    return _full_stop_ends(text, start, candidate, following["word"])


def _may_start(text: str, following: re.Match[str]) -> bool:
    """Whether a sentence may start so: not in small letters, but for names that begin in them.

    Nor with a letter that is a number: "div. A, tit. I".
    """
    first, at = following["word"][0], following.start("word")
    if first.isupper() and (
        text[at + 1 : at + 2] == "," or (at == following.start() and LETTERED.match(text, at))
    ):
        return False
    if first.islower():
        return bool(
            LISTED.match(text, following.start())
            or CAMEL_CASE.match(text, at)
            or NAME_PARTICLE.match(text, at)
        )
    return first not in NO_START


def _full_stop_ends(text: str, start: int, candidate: re.Match[str], following: str) -> bool:
    stop = candidate.start()
    before = text[max(start, stop - 40) : stop]
    if stop - start <= 6 and ENUMERATOR.fullmatch(before):
        return False
    token = before.split()[-1] if before.split() else ""
    if candidate["note"].isdecimal() and token[-1:].isdigit() and not YEAR.fullmatch(token):
        return False  # "1.2 The scope": the number goes on
    word = token.lstrip("(['\"\u201c\u2018").rpartition("\u2014")[2]
    if word.lower() in ("a.m", "p.m") and following[0].isupper() and not candidate["note"]:
        alone = TIME_ALONE.fullmatch(text, start, stop) is not None
        return following in STARTERS or not (alone or OF_TIMES.fullmatch(following))
    return _word_ends(word, before, following, detached=candidate["note"][:1].isspace())


def _word_ends(word: str, before: str, following: str, *, detached: bool) -> bool:
    """Whether a full stop after this word ends the sentence, given the word that follows.

    Args:
        detached: Whether a number stands between the two.
    """
    small = word.lower()
    if small == "st" and len(before.split()) > 1:
        return following in STARTERS  # "on Main St. The house"
    if word != "V" and TITLES & {small, small.rpartition("-")[2]}:
        return False
    if INITIALS.fullmatch(word):
        labelled = LABEL.search(before) or LETTERS_LISTED.search(before)
        return following in STARTERS or labelled is not None
    if small in BEFORE_NUMBER:
        return not detached and not HAS_NUMBER.search(following)
    if small in SOMETIMES or small.rpartition("-")[2] in SOMETIMES:
        return following in STARTERS
    return True
