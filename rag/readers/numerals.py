"""Numbers as lists print them: 3, c, C, iii or III."""

from __future__ import annotations

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(count: int, style: str) -> str:
    """Returns a number in the style of "1", "a", "A", "i" or "I"; in digits where it has none."""
    if style in ("a", "A") and 1 <= count <= 26:
        return chr(ord(style) + count - 1)
    if style in ("i", "I") and 1 <= count < 4000:
        text = ""
        for value, letters in ROMAN:
            while count >= value:
                text, count = text + letters, count - value
        return text if style == "i" else text.upper()
    return str(count)
