"""Sentences of the bundled documents, changed in ways that change what they say; all by rule."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.answering.quoting import attributed
from rag.corpus import bundled_documents, read, scan
from rag.language.sentences import split_sentences
from rag.records import Citation, Document, Statement
from rag.speaking.speakers import attribute


@dataclass(frozen=True)
class Variant:
    """A statement, the citations it is held against, and how it came about."""

    kind: str
    statement: Statement
    citations: dict[int, Citation]


@cache
def cited() -> tuple[tuple[Document, Citation], ...]:
    """Every sentence of the bundled documents, as a citation with number 1."""
    found = []
    for file in scan(bundled_documents()).files:
        document = read(file)
        for sentence in attribute(document, split_sentences(document.text, document.blocks)):
            if sentence.kind != "heading":
                quote = document.text[sentence.start : sentence.end]
                found.append((document, _citation(document, sentence, quote)))
    return tuple(found)


def _citation(document, sentence, quote):
    return Citation(
        number=1,
        document_id=document.id,
        sha256=document.sha256,
        title=document.title,
        url=document.url,
        page=None,
        page_label=None,
        start=sentence.start,
        end=sentence.end,
        quote=quote,
        speaker=sentence.speaker,
    )


def quoted() -> Iterator[Variant]:
    """Every sentence as quote mode gives it."""
    for document, citation in cited():
        text = attributed(citation.quote, citation.speaker, document.speaker, title=document.title)
        yield _variant("quoted", text, citation)


def _variant(kind: str, text: str, citation: Citation, *more: Citation) -> Variant:
    citations = {1: citation} | {n: each for n, each in enumerate(more, start=2)}
    return Variant(kind, Statement(text, tuple(citations), citation.speaker), citations)


Change = Callable[[str], str | None]
NUMBER = re.compile(r"(?<![\w.-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")
DATE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2},)? \d{4}"
)
NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]+(?: [A-Z][a-z]+)+|[A-Z]{2,}|[A-Z][a-z]{3,})\b(?!-)")
PEOPLE = ("Governor Whitcombe", "Alan Prewitt", "Delia Marsh", "Orrin Tate", "Vermont", "Interpol")
DATES = ("March 3, 2009", "May 2013", "October 30, 2011")
AUXILIARY = re.compile(r" (was|were|is|are|had|has|have|can|could|would|may|might|did|does) ")
NEGATION = re.compile(r" (?:not|never|no) |\bcannot\b| without ")
HEDGE = re.compile(
    r" (?:about|roughly|more than|over|at least|nearly|almost|possibly|perhaps|approximately"
    r"|up to|fewer than|less than|only|some of|most of|in effect)(?= )"
)
ANTONYMS = {
    "more": "fewer",
    "before": "after",
    "after": "before",
    "mandatory": "voluntary",
    "voluntary": "mandatory",
    "began": "ended",
    "begin": "end",
    "ended": "began",
    "ending": "starting",
    "allowed": "forbade",
    "refused": "agreed",
    "supported": "opposed",
    "criticised": "praised",
    "disputes": "confirms",
    "earlier": "later",
    "fewer": "more",
    "first": "last",
    "high": "low",
    "higher": "lower",
    "rose": "fell",
    "fell": "rose",
    "activated": "suspended",
    "suspended": "activated",
    "increase": "decrease",
    "withdraw": "join",
    "undermines": "strengthens",
    "undermined": "strengthened",
}


def change_digit(text: str) -> str | None:
    match = NUMBER.search(text)
    if match is None:
        return None
    digit = match[0][0]
    return text[: match.start()] + str(int(digit) % 9 + 1) + text[match.start() + 1 :]


def change_last_digit(text: str) -> str | None:
    matches = list(NUMBER.finditer(text))
    if not matches:
        return None
    end = matches[-1].end()
    return text[: end - 1] + str((int(text[end - 1]) + 1) % 10) + text[end:]


def change_scale(text: str) -> str | None:
    for old, new in (("million", "billion"), ("percent", "percentage points")):
        if old in text:
            return text.replace(old, new, 1)
    match = re.search(r"(?<![\w.-])(\d{1,3},\d{3})(?!\d)", text)
    return text.replace(match[1], f"{match[1]},000", 1) if match else None


def swap_date(text: str) -> str | None:
    match = DATE.search(text)
    if match is None:
        return None
    new = next(date for date in DATES if date not in text)
    return text[: match.start()] + new + text[match.end() :]


def swap_name(text: str) -> str | None:
    match = NAME.search(text)
    if match is None or DATE.match(text, match.start()):
        return None
    new = PEOPLE[len(text) % len(PEOPLE)]
    return text[: match.start()] + new + text[match.end() :]


def add_not(text: str) -> str | None:
    match = AUXILIARY.search(text)
    if match is None or NEGATION.match(text, match.end() - 1):
        return None
    return f"{text[: match.end()]}not {text[match.end() :]}"


def drop_not(text: str) -> str | None:
    match = NEGATION.search(text)
    if match is None:
        return None
    new = {" without ": " with ", "cannot": "can"}.get(match[0], " ")
    return text[: match.start()] + new + text[match.end() :]


def drop_hedge(text: str) -> str | None:
    match = HEDGE.search(text)
    about = match is not None and match[0].strip() in ("about", "over")
    if match is None or (about and not re.match(r" (?:\d|a |one|two|three)", text[match.end() :])):
        return None
    return text[: match.start()] + text[match.end() :]


def add_hedge(text: str) -> str | None:
    match = AUXILIARY.search(text)
    return f"{text[: match.end()]}possibly {text[match.end() :]}" if match else None


def turn_round(text: str) -> str | None:
    for old, new in ANTONYMS.items():
        if re.search(rf"\b{old}\b", text):
            return re.sub(rf"\b{old}\b", new, text, count=1)
    return None


def swap_two(pattern: re.Pattern[str]) -> Change:
    def change(text: str) -> str | None:
        found = [
            m for m in pattern.finditer(text) if not text[: m.start()].endswith("according to ")
        ]
        found = [m for m in found if pattern is DATE or not DATE.match(text, m.start())]
        pairs = [(a, b) for a in found for b in found if a.end() < b.start() and a[0] != b[0]]
        if not pairs:
            return None
        one, other = pairs[0]
        between = text[one.end() : other.start()]
        if not re.search(r"[a-z]{4,}", between) or between.count(",") > 2:
            return None  # parts of one name, or a list, which says the same in any order
        return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]

    return change


def drop_speaker(text: str) -> str | None:
    match = re.match(
        r"(?:According to [^,]+, |[A-Z][^,]{2,60}? (?:reported|said|argued|announced)"
        r"(?: on [A-Z]\w+ \d+, \d{4}| in [A-Z]\w+ \d{4})? that )",
        text,
    )
    if match is None:
        return None
    rest = text[match.end() :]
    return rest[0].upper() + rest[1:]


def misquote(text: str) -> str | None:
    match = re.search(r"\"(\w+) ([^\"]+)\"", text)
    return text.replace(match[0], f'"hardly {match[2]}"') if match else None


CHANGES: dict[str, Change] = {
    "a digit": change_digit,
    "the last digit": change_last_digit,
    "the scale": change_scale,
    "another date": swap_date,
    "another name": swap_name,
    "a negation added": add_not,
    "a negation dropped": drop_not,
    "a hedge dropped": drop_hedge,
    "a hedge added": add_hedge,
    "turned round": turn_round,
    "two names swapped": swap_two(NAME),
    "two dates swapped": swap_two(DATE),
    "two numbers swapped": swap_two(NUMBER),
    "a misquotation": misquote,
}


def tampered() -> Iterator[Variant]:
    """Every change to every sentence that admits it."""
    for document, citation in cited():
        text = " ".join(citation.quote.split())
        if document.speaker != citation.speaker:
            stripped = drop_speaker(text)
            named = citation.speaker.name.split()[-1]
            if stripped is not None and named not in stripped:
                yield _variant("the speaker dropped", stripped, citation)
        for kind, change in CHANGES.items():
            new = change(text)
            if new is not None and new != text:
                yield _variant(kind, new, citation)
    yield from _misplaced()


def _misplaced() -> Iterator[Variant]:
    """The right words under the wrong document; two halves of different sentences made one."""
    everything = cited()
    for place, (document, citation) in enumerate(everything):
        words = set(citation.quote.split())
        others = [each for other, each in everything if other.id != document.id]
        # The nearest that is not the same fact told twice: less than half of the words in common.
        others = [each for each in others if len(words & set(each.quote.split())) < len(words) / 2]
        nearest = max(others, key=lambda each: len(words & set(each.quote.split())))
        text = " ".join(citation.quote.split())
        if len(words) > 3:
            yield _variant("another document", text, nearest)
        other = everything[(place * 7 + 3) % len(everything)][1]
        one, two = text.split(" that ", 1), " ".join(other.quote.split()).split(" that ", 1)
        if len(one) == len(two) == 2 and other.document_id != document.id:
            yield _variant("stitched", f"{one[0]} that {two[1]}", citation, other)


def paraphrased(file: str) -> Iterator[Variant]:
    """Sentences worded anew by hand, saying the same or less."""
    path = Path(__file__).parent / "fixtures" / file
    for line in path.read_text("utf-8").splitlines():
        document_id, start, text = line.split("\t")
        source = next(c for d, c in cited() if d.id == document_id and _line(c).startswith(start))
        yield _variant("paraphrased", text, source)


def trimmed() -> Iterator[Variant]:
    """Sentences that lose what may be lost: an aside, an abbreviation, the day of a report."""
    asides = {
        "an aside": r", (?:an advocacy organisation|a website of advocates|a blog),",
        "an abbreviation": r" \([A-Z]+\)",
        "the day of a report": r"(?<=reported) on [A-Z][a-z]+ \d+, \d{4}(?= that)",
    }
    for document, citation in cited():
        text = _line(citation)
        for kind, pattern in asides.items():
            new = re.sub(pattern, "", text)
            if new != text and not text.startswith("According"):
                yield _variant(kind, new, citation)
        fronted = re.match(r"According to ([^,]+), (\w[^.]*)\.$", text)
        if fronted and document.speaker == citation.speaker:
            said = fronted[2][0].upper() + fronted[2][1:]
            yield _variant("the speaker behind", f"{said}, according to {fronted[1]}.", citation)
        reported = re.match(r"([A-Z][^,]{2,40}) reported that (\w[^.]*)\.$", text)
        if reported:
            moved = f"According to {reported[1]}, {reported[2]}."
            yield _variant("the speaker in front", moved, citation)
        if ", and that " in text and text.count(" that ") == 2:
            yield _variant("a clause fewer", text.split(", and that ")[0] + ".", citation)


def joined() -> Iterator[Variant]:
    """Two whole sentences joined by "and" or ";", citing both."""
    everything = cited()
    for place, (_, citation) in enumerate(everything):
        other = everything[(place * 5 + 11) % len(everything)][1]
        one, two = _line(citation), _line(other)
        if one[-1] == two[-1] == "." and one != two:
            joint = "; " if place % 2 else ", and "
            yield _variant("joined", f"{one[:-1]}{joint}{two}", citation, other)


def _line(citation: Citation) -> str:
    return " ".join(citation.quote.split())
