"""What a question names that nothing found has: names, numbers, figures, titles before names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.asking.question import Query, root, roots
from rag.language.claims import fold, read
from rag.language.lexicon import HONORIFICS, STOP_WORDS, words
from rag.language.titles import ADDRESS, TITLE
from rag.retrieving.found import Found

# Letters from which on a name is also there in what begins with it: "Europe" in "European".
DERIVED = 5
# … and from which on in another form of it: "Removal" in "removed".
LONG = 7

_AMERICA = ("united states", "U.S.", "USA")
_OTHERWISE = {
    "america": _AMERICA,
    "american": _AMERICA,
    "americans": _AMERICA,
    "marines": ("marine corps",),
    "pentagon": ("defense department", "dod"),
    "washington": ("district columbia",),
}
"""Names that documents word otherwise."""

_TITLES = HONORIFICS - words("the us usa united states inspector general")
_ADDRESS = re.compile(rf"{ADDRESS}\.?")
_FULL_NAME = re.compile(r"\b(?=([A-Z][a-z]+) ([A-Z][a-z]+)\b)")
_TITLED = re.compile(r"\b(?P<title>[A-Z][a-z]+)\.? (?P<names>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
# "… on that. List its findings.", "… the only one? Someone told me": no names.
_NO_NAME = re.compile(
    r"(?<=[.?!;:] )(?:List|Quote|Give|Show|Tell|Name|Cite|Explain|Describe|Compare|Summari[sz]e"
    r"|(?:Some|Any|Every|No)(?:one|body)|People|Others|Folks|Apparently|Maybe)\b"
)
_COUNTED = re.compile(r"(?:(?<=\s)(?P<named>[A-Z][\w.]*)\s)?\b(?P<count>\d+)\b")
_SAME_TITLE = {
    "representative": "rep",
    "congresswoman": "rep",
    "congressman": "rep",
    "senator": "sen",
    "governor": "gov",
}


def missing_names(
    query: Query, found: Sequence[Found], dates: Sequence[str] = (), makers: Sequence[str] = ()
) -> tuple[str, ...]:
    """Returns the question's names and numbers that no passage found has.

    Not short forms ("EO", "U.S.-born"): documents may spell them out.

    Args:
        dates: When the documents found are of, as they say it.
        makers: Who wrote or published these.
    """
    names = [
        name
        for name in names_in(query.text)
        if name.isdigit() or re.fullmatch(r"[^\W\d_'’]{4,}", name)
    ]
    there = _words(found) if names else frozenset()
    there |= {year for date in dates for year in re.findall(r"\b\d{4}\b", date)}
    there |= frozenset(re.findall(r"\w+", " ".join(makers).lower()))
    spelled = _spelled_out(query.text, found) if any(map(str.isdigit, names)) else frozenset()
    said = frozenset(_given_names(query.text, found))
    return tuple(
        name
        for name in names
        if name not in spelled and name not in said and not _is_there(name, there)
    )


def _given_names(question: str, found: Sequence[Found]) -> Iterator[str]:
    """Yields given names before surnames that stand with a title alone: "Secretary Lee"."""
    for first, last in _FULL_NAME.findall(question):
        before = {
            match[1] for item in found for match in re.finditer(rf"(\S+) {last}\b", item.whole)
        }
        named = [word for word in before if word[:1].isupper()]
        titled = named and all(TITLE.fullmatch(word) or _ADDRESS.fullmatch(word) for word in named)
        if titled and "President" not in named:
            yield first


def _spelled_out(question: str, found: Sequence[Found]) -> frozenset[str]:
    """The numbers of a question that stand in words in what was found: "7 of the 9".

    Not those that name something: "Pier 7".
    """
    counts = {match["count"] for match in _COUNTED.finditer(question) if not match["named"]}
    tokens = (token for item in found for token in read(fold(item.whole)))
    return frozenset(counts & {token.key for token in tokens if token.kind == "number"})


def unsaid_titles(query: Query, found: Sequence[Found]) -> frozenset[str]:
    """Returns the titles before names in a question that no passage found has, in small letters.

    "Congresswoman Lofgren" may be "Rep. Lofgren" or "Lofgren" there. Not one that stands there with
    another title: "Mayor Quinn" is not asked about where Quinn is a governor.
    """
    asked = list(_titled(query.text))
    there = all_roots(found) if asked else frozenset()
    said = {pair for item in found for pair in _titled(item.whole)} if asked else set()
    return frozenset(
        title
        for title, name in asked
        if root(title) not in there
        and all(_same_title(title, other) for other, named in said if named == name)
    )


def _titled(text: str) -> Iterator[tuple[str, str]]:
    """Yields the titles before names, each with the words of its name, in small letters."""
    for match in _TITLED.finditer(text):
        title = match["title"].lower()
        names = [re.sub(r"['’]s?$", "", name) for name in match["names"].lower().split()]
        if title in _TITLES and names[0] not in HONORIFICS:
            yield from ((title, name) for name in names)


def _same_title(one: str, other: str) -> bool:
    return _SAME_TITLE.get(one, one) == _SAME_TITLE.get(other, other)


def _words(found: Sequence[Found]) -> frozenset[str]:
    """All words that passages say, in small letters, without "'s"."""
    text = " ".join(item.whole for item in found).lower()
    return frozenset(re.sub(r"['’]s?$", "", word) for word in re.findall(r"[\w.'’-]*\w", text))


def _is_there(name: str, there: frozenset[str]) -> bool:
    """Whether a name stands among words, in either number, or as documents word it otherwise.

    A short one as it is: "Maine" is not there in "main". A long one in other forms, too.
    """
    bare = re.sub(r"(?:['’]s?|(?<=^[A-Z]{2})s|(?<=[A-Z]{3})s)$", "", name).lower()  # "GAOs budget"
    for form in _OTHERWISE.get(bare, ()):
        if {*re.findall(r"[\w.]*\w", form.lower())} <= there:
            return True
    if there & {bare, f"{bare}s", bare.removesuffix("s")}:
        return True
    derived = len(bare) >= DERIVED and any(word.startswith(bare) for word in there)
    return derived or (len(bare) >= LONG and root(bare) in map(root, there))


def missing_figures(query: Query, found: Sequence[Found], dates: Sequence[str]) -> tuple[str, ...]:
    """Returns the figures and years in a question that nothing found has.

    What is asked about 1950 is not answered by a passage in which 1950 does not occur.

    Args:
        dates: When the documents found are of, as they say it.
    """
    figures = [
        token
        for token in read(fold(query.text))
        if token.kind in ("number", "date")
        and re.fullmatch(r"[$€£]?\d{3,}", token.text.replace(",", ""))  # few are spelled out
    ]
    if not figures:
        return ()
    texts = [f"{item.entry.context}. {item.entry.passage.text}" for item in found]
    there = {token.key for text in (*texts, *dates) for token in read(fold(text))}
    years = {year for key in there for year in re.findall(r"\b\d{4}\b", key)}
    digits = {re.sub(r"\D", "", key) for key in there}
    return tuple(
        token.text
        for token in figures
        if token.key not in there | years and re.sub(r"\D", "", token.key) not in digits
    )


def names_in(question: str) -> tuple[str, ...]:
    """Numbers, and capitalised words other than the first, and than those that name nobody."""
    words = re.findall(r"[\w.'’-]*\w", _NO_NAME.sub("", question))
    return tuple(
        word
        for place, word in enumerate(words)
        if word[0].isdigit() or (place and word[0].isupper() and word.lower() not in STOP_WORDS)
    )


def all_roots(found: Sequence[Found]) -> frozenset[str]:
    """The stems of all that passages say, their titles and headings with it."""
    return frozenset().union(*(roots(item.whole) for item in found))
