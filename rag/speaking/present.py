"""Who is present where people talk: the full names of those whom labels name shortly.

A hearing's head, or those who talk, give the names: "Jane Doe (JD), Treasurer" is "JD:", "Jane:",
"DOE:", "MS. DOE:" and "Treasurer (JD):" further down, and "OP 14   Call taker, Jane Doe" is
"OP 14".
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from rag.language.sentences import STARTERS
from rag.language.turn_labels import written_small
from rag.language.turn_patterns import PERSON, TITLE, WORD

HEAD = 3000
"""Characters at the head of a document in which those present are first looked for."""

_CODED = re.compile(
    rf"(?P<who>{PERSON})(?:,?[ \t][^\n(]{{2,60}}?)?\s*"
    r"\([\"\u201c]?(?P<code>[A-Z]{2,4})[\"\u201d]?(?!\w)"
)
_CODE_FIRST = re.compile(
    r"(?:^|\n)[ \t]*(?P<code>[A-Z]{1,4}(?:\s?\d{1,3})?|[A-Z0-9]{1,3}/[A-Z0-9]{1,3})"
    r"(?:[ \t]{2,}|\s?[=:\u2013-]\s)"
    rf"(?:[^\n,]{{2,50}},\s)?(?P<who>(?:{TITLE}\s)*{PERSON}|[A-Z][a-z]+(?:\s[a-z]+)?)(?=\s*(?:\n|,|\(|$))"
)
_TITLED = re.compile(rf"{TITLE}\s(?P<name>{WORD})$")
_PART = re.compile(
    r"[QA]|(?i:agent|company|customer|driver|employer|internal\snote|management|member|officer|signaller"
    r"|staff|union)"
)
_TITLE_ALONE = re.compile(TITLE)
_SUFFIX = re.compile(r",?\s(?:KC|QC|MP|MLA|CBE|OBE)\b$")
_A_PERSON = re.compile(rf"(?:{TITLE}\s)?(?:{PERSON}|{WORD})")


class Present:
    """Those present in one document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._in_full = cache(self._find_in_full)  # a cache for each document, gone with it

    def in_full(self, who: str, beside: str = "") -> str:
        """Returns the full name of whoever a label names, in small letters; as it is where unknown.

        Args:
            beside: What stands in brackets behind it.
        """
        return self._in_full(who, beside)

    def _find_in_full(self, who: str, beside: str) -> str:
        code = " ".join(beside.split(",")[0].split())
        if code in self._codes:
            return self._codes[code]
        person = _A_PERSON.match(code) if code else None
        if person and _PART.fullmatch(who) and self._is_name(person[0].strip()):
            return self.in_full(person[0].strip())
        plain = re.sub(r"(?<=\w{3})\.$", "", _SUFFIX.sub("", " ".join(who.split())))
        if plain in self._codes:
            return self._codes[plain]
        if person and who.startswith("The "):
            return cased(person[0].strip())
        plain = cased(plain)
        if re.fullmatch(r"[A-Z]{2,3}", who) and (whole := self._initialled(who)):
            return whole
        titled = _TITLED.fullmatch(plain)
        name = titled["name"] if titled else plain
        if " " in name or not name[:1].isupper():
            return plain
        for text in (self._text[:HEAD], self._text):
            if len(found := self._full_names(name, text)) == 1:
                return found.pop()
        return who if re.fullmatch(r"[A-Z]{2,3}", who) else plain

    def _is_name(self, words: str) -> bool:
        """Whether words in brackets name somebody, rather than a place or a way."""
        if _TITLED.match(words) or " " in words:
            return True
        return bool(self._full_names(words, self._text))

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Who is meant by initials, or by the sign of a place or a car."""
        found: dict[str, str] = {}
        for pattern in (_CODED, _CODE_FIRST):
            for match in pattern.finditer(self._text):
                found.setdefault(" ".join(match["code"].split()), cased(_untitled(match["who"])))
        return found

    def _initialled(self, letters: str) -> str | None:
        """Returns the one name at the head of the text that begins with some letters."""
        rest = r"\s(?:[A-Z]\.?\s)?".join(rf"{letter}[a-z][\w'\u2019-]*" for letter in letters)
        found = {" ".join(match.split()) for match in re.findall(rf"\b{rest}", self._text[:HEAD])}
        return found.pop() if len(found) == 1 else None

    def _full_names(self, name: str, text: str) -> set[str]:
        """Returns the full names of which a given name or a surname is one, in a text."""
        found = set()
        for written in {name, name.upper()}:
            one, rest = re.escape(written), "A-Z" if written.isupper() else "a-z"
            word = rf"(?:[A-Z][{rest}]+|[A-Z](?=['\u2019]))(?:[-'\u2019][A-Z]?[{rest}]+)*"
            last = rf"\b(?:{word}|[A-Z]\.)(?: [A-Z]\.)? {one}(?![\w-])"
            first = rf"\b{one} (?:[A-Z]\. )?{word}(?![\w-])"
            for match in re.finditer(f"{last}|{first}", text):
                words = cased(" ".join(match[0].split())).split()
                if not (self._is_plain(words[0]) or _TITLE_ALONE.fullmatch(words[0])):
                    found.add(" ".join(words))
        return found

    def _is_plain(self, word: str) -> bool:
        """Whether the text has a word in small letters, too, which no given name is."""
        return word in STARTERS or word.lower() in self._small

    @cached_property
    def _small(self) -> frozenset[str]:
        return written_small(self._text, least=2)


def _untitled(name: str) -> str:
    return re.sub(rf"^(?:{TITLE}\s)+", "", name)


def cased(name: str) -> str:
    """Returns a name that is written in capitals as names are written otherwise."""
    if not name.isupper() or re.search(r"\d", name):
        return name
    return re.sub(r"[A-Z]+", lambda match: match[0].capitalize(), name)
