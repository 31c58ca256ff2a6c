"""What the styles and lists of a DOCX file say of a paragraph or a run of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rag.readers.docx_package import Element
from rag.readers.numerals import numeral

FORMATS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
LEVEL_PLACE = re.compile(r"%([1-9])")
OFF = frozenset(["0", "false", "off", "none"])
MOST_LEVELS = 9
MOST_ANCESTORS = 20


def local(element: Element) -> str:
    """Returns the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """Returns the first element at a path of local names, None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """Returns an attribute by its local name."""
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


@dataclass(frozen=True, slots=True)
class Format:
    """How a paragraph or run is set, as far as it is known; None where nothing is said.

    Attributes:
        outline: The level of a heading from 0; 9 for text.
        list_id: The numbering it belongs to, "0" for none.
        list_level: From 0.
        left: Indentation in twentieths of a point; so is `right`.
        half_points: Size of the type.
    """

    name: str = ""
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    left: int | None = None
    right: int | None = None
    bold: bool | None = None
    vanish: bool | None = None
    struck: bool | None = None
    colour: str | None = None
    shade: str | None = None
    half_points: int | None = None

    def over(self, other: Format) -> Format:
        """Returns the other format with what this one says in its place."""
        said = {
            key: mine
            for key in Format.__dataclass_fields__
            if (mine := getattr(self, key)) is not None and mine != ""
        }
        return replace(other, **said)

    @property
    def hidden(self) -> bool:
        """Whether text so set cannot be seen."""
        white = self.colour == "FFFFFF" and self.shade in (None, "AUTO", "FFFFFF", "NONE", "WHITE")
        tiny = self.half_points is not None and self.half_points < 4
        return bool(self.vanish) or white or tiny


def read_format(element: Element | None) -> Format:
    """Reads the properties of a paragraph (pPr), a run (rPr) or a style that has both."""
    if element is None:
        return Format()
    run = element if local(element) == "rPr" else child(element, "rPr")
    own = element if local(element) == "pPr" else child(element, "pPr")
    indent, numbers = child(own, "ind"), child(own, "numPr")
    shade = value(child(run, "highlight")) or value(child(run, "shd"), "fill")
    struck = _flag(child(run, "strike"))
    return Format(
        outline=_int(value(child(own, "outlineLvl"))),
        list_id=value(child(numbers, "numId")),
        list_level=_int(value(child(numbers, "ilvl"))),
        left=_int(value(indent, "left") or value(indent, "start")),
        right=_int(value(indent, "right") or value(indent, "end")),
        bold=_flag(child(run, "b")),
        vanish=_flag(child(run, "vanish")),
        struck=_flag(child(run, "dstrike")) if struck is None else struck,
        colour=(value(child(run, "color")) or "").upper() or None,
        shade=(shade or value(child(own, "shd"), "fill") or "").upper() or None,
        half_points=_int(value(child(run, "sz"))),
    )


def _flag(element: Element | None) -> bool | None:
    return None if element is None else (value(element) or "1") not in OFF


def _int(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else None


def read_styles(root: Element | None) -> dict[str, Format]:
    """Returns the format of each style by its id, with what it is based on; "" is the default."""
    raw: dict[str, tuple[str, Format]] = {}
    default = ""
    for style in () if root is None else root:
        if local(style) != "style":
            continue
        key = value(style, "styleId") or ""
        name = (value(child(style, "name")) or key).lower()
        raw[key] = (value(child(style, "basedOn")) or "", replace(read_format(style), name=name))
        if value(style, "default") in ("1", "true") and value(style, "type") == "paragraph":
            default = key
    base = read_format(child(root, "docDefaults", "rPrDefault"))
    resolved = {key: _resolve(key, raw, base) for key in raw}
    resolved[""] = resolved.get(default, base)
    return resolved


def _resolve(key: str, raw: Mapping[str, tuple[str, Format]], base: Format) -> Format:
    chain: list[Format] = []
    while key in raw and len(chain) < MOST_ANCESTORS:
        key, found = raw[key][0], raw[key][1]
        chain.append(found)
    form = base
    for found in reversed(chain):
        form = found.over(form)
    return form


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: how its numbers look; `template` is empty for bullets."""

    template: str
    kind: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> Numbering:
        """Reads numbering.xml."""
        made = cls()
        abstract: dict[str, dict[int, Level]] = {}
        for item in () if root is None else root:
            if local(item) == "abstractNum":
                abstract[value(item, "abstractNumId") or ""] = _levels(item)
            elif local(item) == "num":
                key, base = value(item, "numId") or "", value(child(item, "abstractNumId")) or ""
                made.levels[key] = _overridden(abstract.get(base, {}), item)
                restarts = any(child(part, "startOverride") is not None for part in item)
                made._abstract[key] = key if restarts else f"abstract {base}"
        return made

    def next(self, list_id: str, level: int) -> str:
        """Counts one item further and returns its number as printed, empty for a bullet."""
        level = max(0, min(level, MOST_LEVELS - 1))
        levels = self.levels.get(list_id, {})
        counts = self._counts.setdefault(self._abstract.get(list_id, list_id), [None] * MOST_LEVELS)
        found = levels.get(level)
        start = found.start if found else 1
        before = counts[level]
        counts[level] = start if before is None else before + 1
        counts[level + 1 :] = [None] * (MOST_LEVELS - level - 1)
        if found is None or not found.template:
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            inner = levels.get(at)
            count = counts[at] or (inner.start if inner else 1)
            return numeral(count, inner.kind if inner else "1")

        return LEVEL_PLACE.sub(number, found.template)


def _levels(abstract: Element) -> dict[int, Level]:
    return {
        at: _level(item)
        for item in abstract
        if local(item) == "lvl" and (at := _int(value(item, "ilvl"))) is not None
    }


def _overridden(levels: Mapping[int, Level], numbering: Element) -> dict[int, Level]:
    """Returns the levels of a list that has some of its own, or begins at other numbers."""
    made = dict(levels)
    for item in numbering:
        at = _int(value(item, "ilvl")) if local(item) == "lvlOverride" else None
        if at is None:
            continue
        own = child(item, "lvl")
        level = made.get(at) if own is None else _level(own)
        start = _int(value(child(item, "startOverride")))
        if level is not None:
            made[at] = level if start is None else replace(level, start=start)
    return made


def _level(item: Element) -> Level:
    kind = value(child(item, "numFmt")) or "decimal"
    template = (value(child(item, "lvlText")) or "") if kind in FORMATS else ""
    start = _int(value(child(item, "start")))
    return Level(template[:40], FORMATS.get(kind, "1"), 1 if start is None else start)


def note_styles(*roots: Element | None) -> dict[str, str]:
    """Returns how footnotes and endnotes are numbered, in the manner of `numeral`.

    Args:
        roots: The parts of the file that may say so; the last one that does is followed.
    """
    styles = {"footnote": "1", "endnote": "i"}
    for root in [each for each in roots if each is not None]:
        for kind in styles:
            found = [each for each in root.iter("{*}" + f"{kind}Pr") if _format(each)]
            styles[kind] = _format(found[-1]) if found else styles[kind]
    return styles


def _format(notes: Element) -> str:
    return FORMATS.get(value(child(notes, "numFmt")) or "", "")
