"""What style sheets and style attributes do to the text they style, as far as it can hide it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Colour = tuple[int, int, int]

NAMED: Mapping[str, Colour] = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "navy": (0, 0, 128),
}
ALIKE = 20
"""How far two colours lie apart, in the worst of red, green and blue, that no eye tells apart."""

SMALLEST_PIXELS = 2.0
FAR_PIXELS = 900
LONGEST_SHEET = 500_000
MOST_RULES = 5_000
AT_BLOCK = re.compile(r"@[^{};@]*+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?(?:\*/|\Z)", re.DOTALL)
RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
SIMPLE = re.compile(r"[\w-]*(?:[.#][\w-]+)?")
LENGTH = re.compile(r"(-?[\d.]{1,10})\s*(px|pt|em|rem|%|in|cm|mm|ex|vw|vh)?")
RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")
PIXELS = {"pt": 4 / 3, "in": 96.0, "cm": 37.8, "mm": 3.78, "ex": 8.0, "vw": 10.0, "vh": 8.0}


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at one place, as it is handed down.

    Attributes:
        background: None where it is a picture, or a colour that is not understood; so is `colour`.
        pixels: Size of the type.
    """

    visible: bool = True
    colour: Colour | None = (0, 0, 0)
    background: Colour | None = (255, 255, 255)
    pixels: float = 16.0
    clear: bool = False

    @property
    def seen(self) -> bool:
        """Whether text that looks so can be seen."""
        if not self.visible or self.clear or self.pixels < SMALLEST_PIXELS:
            return False
        if self.colour is None or self.background is None:
            return True
        pairs = zip(self.colour, self.background, strict=True)
        return any(abs(one - other) > ALIKE for one, other in pairs)


Style = Mapping[str, str]


def parse_style(text: str) -> dict[str, str]:
    """Returns the declarations of a style attribute, in small letters."""
    pairs = (part.partition(":") for part in text.lower().replace("!important", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}


@dataclass(slots=True)
class Sheet:
    """The rules of a page's own style sheets whose selectors are one name, class or id."""

    rules: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Takes in the rules of one style element; those for some screens only are passed over."""
        plain = AT_BLOCK.sub(" ", text[:LONGEST_SHEET])
        for rule in RULE.finditer(plain):
            declared = parse_style(rule[2])
            for selector in rule[1].lower().split(","):
                name = selector.strip()
                if declared and name and SIMPLE.fullmatch(name) and len(self.rules) < MOST_RULES:
                    self.rules.setdefault(name, {}).update(declared)

    def style_of(self, tag: str, classes: str, id: str, inline: str) -> dict[str, str]:
        """Returns what is declared for an element, the nearer declaration last."""
        if not self.rules and not inline:
            return {}
        found: dict[str, str] = {}
        if self.rules:
            names = [f".{name}" for name in classes.lower().split()[:20]]
            keys = [tag, *names, *(tag + name for name in names)]
            if id:
                keys += [f"#{id.lower()}", f"{tag}#{id.lower()}"]
            for key in keys:
                found |= self.rules.get(key, {})
        return found | parse_style(inline) if inline else found


def is_removed(style: Style) -> bool:
    """Whether an element so styled shows nothing, whatever is in it."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    opacity = style.get("opacity", "1")
    if opacity.rstrip("%").replace(".", "0", 1).strip("0") == "" and opacity != "":
        return True
    placed = style.get("position") in ("absolute", "fixed")
    away = any(_pixels(style.get(side, ""), 16) <= -FAR_PIXELS for side in ("left", "top", "right"))
    clipped = placed and (
        re.match(r"rect\(\s*[01](?:px)?[\s,]", style.get("clip", "")) is not None
        or style.get("clip-path", "").startswith(("inset(50%", "inset(100%"))
    )
    flat = style.get("overflow", "").startswith(("hidden", "clip")) and any(
        "%" not in style.get(side, "") and 0 <= _pixels(style.get(side, ""), 16) <= 1
        for side in ("width", "height", "max-height")
    )
    outside = _pixels(style.get("text-indent", ""), 16) <= -FAR_PIXELS
    shrunk = re.search(r"scale[xy]?\(\s*0(?:\.0+)?\s*[,)]", style.get("transform", "")) is not None
    return (placed and away) or clipped or flat or outside or shrunk


def inherit(look: Look, style: Style) -> Look:
    """Returns how text looks inside an element so styled."""
    if not style:
        return look
    if "visibility" in style:
        look = replace(look, visible=style["visibility"] not in ("hidden", "collapse"))
    if "color" in style:
        colour, clear = _colour(style["color"])
        look = replace(look, colour=colour, clear=clear)
    painted = style.get("background-color") or style.get("background") or ""
    if painted and painted not in ("none", "transparent", "inherit", "initial"):
        look = replace(look, background=_background(painted))
    if "background-image" in style and style["background-image"] != "none":
        look = replace(look, background=None)
    if "font-size" in style:
        look = replace(look, pixels=_size(style["font-size"], look.pixels))
    return look


def _background(value: str) -> Colour | None:
    if "url(" in value or "gradient" in value:
        return None
    return _colour(value if "(" in value else value.split()[0])[0]


def _colour(value: str) -> tuple[Colour | None, bool]:
    """Returns the colour, None where it is not understood, and whether it is transparent."""
    value = value.strip()
    if value == "transparent":
        return None, True
    if value in NAMED:
        return NAMED[value], False
    if value.startswith("#") and re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", value):
        digits = value[1:]
        if len(digits) < 6:
            digits = "".join(2 * digit for digit in digits)
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
        return (red, green, blue), digits[6:] == "00"
    match = RGB.fullmatch(value)
    if match is None:
        return None, False
    alpha = match[4]
    clear = alpha is not None and alpha.rstrip("%").replace(".", "").strip("0") == ""
    red, green, blue = (min(int(match[at][:4]), 255) for at in (1, 2, 3))
    return (red, green, blue), clear


def _size(value: str, inherited: float) -> float:
    if LENGTH.fullmatch(value) is None:
        return 16.0 if value[:1].isalpha() else inherited
    return _pixels(value, inherited)


def _pixels(value: str, em: float) -> float:
    """A length in pixels; not a number where it is none, which no comparison holds for."""
    match = LENGTH.fullmatch(value)
    if match is None:
        return float("nan")
    try:
        number = float(match[1])
    except ValueError:
        return float("nan")
    unit = match[2] or "px"
    if unit in ("em", "%"):
        return number * em / (100 if unit == "%" else 1)
    return number * (16.0 if unit == "rem" else PIXELS.get(unit, 1.0))
