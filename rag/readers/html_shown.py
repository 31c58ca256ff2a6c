"""What of a web page is its document: hidden text and the site's own furniture taken out.

What is hidden is counted, so that the ledger can tell of it. Where the main content stands is told
by the page's structure, and believed only where most of the page's prose is in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from rag.readers.styles import Look, Sheet, inherit, is_removed

Element: TypeAlias = etree._Element


def names(text: str) -> frozenset[str]:
    """Returns the words of the text."""
    return frozenset(text.split())


NOTES = names("div section aside footer p dl li")
NEVER = names(
    """
    script style template noscript iframe object embed applet canvas svg math audio video map head
    select button input textarea datalist dialog menu frameset portal
    """
)
FURNITURE = frozenset(["nav", "footer", "aside"])
FURNITURE_ROLES = names(
    """
    navigation banner contentinfo search complementary menu menubar toolbar dialog alertdialog
    tablist
    """
)
FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|skip(?:-?(?:link|nav|to))|social|share|"
    r"sharing|newsletter|pagination|pager|navbox|navbar|mw-editsection|jump-link|headerlink|noprint|"
    r"advert(?:isement)?|related(?:-?(?:links|posts|articles))?)(?:$|[\s_-])",
    re.IGNORECASE,
)
FOR_SCREEN_READERS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|element-invisible|"
    r"assistive-text|offscreen|a11y-hidden)(?:$|\s)",
    re.IGNORECASE,
)
LONGEST_FURNITURE = 1_500
"""Characters beyond which a box named like furniture is text of the document after all."""

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that a page may bring in by their number, and a tree can hold but not be given."""

MAIN = (
    "//main",
    "//*[@role='main']",
    "//*[@itemprop='articleBody']",
    "//article",
    "//*[@id='mw-content-text' or @id='bodyContent' or @id='main-content' or @id='maincontent']",
    "//*[@id='content' or @id='main' or @id='article']",
)
MAIN_SHARE = 0.6
LONGEST_BESIDE = 300
"""Characters of prose that may stand beside an article, and are the site's."""

SHORTEST_NOTE, LONGEST_NOTE = 40, 1_200
"""Characters of a note beside an article that corrects what stands in it."""

NESTED = 4
"""Elements, one in another, of which the first may have the opening words of a note."""

_NOTE = (
    r"(?:corrections?|clarifications?|errat(?:um|a)|corrigend(?:um|a)|retractions?"
    r"|(?:editor['’]?s['’]?|editorial|publisher['’]?s['’]?) notes?)"
)
_OPENS = re.compile(
    rf"\W*{_NOTE}(?:\s(?:and|&)\s{_NOTE})?(?:\W*$|\s*[:.,;(–—-]|\s+(?:of|to|on)\b|\s+\d)"
    r"|\W*this (?:article|page|post|story|piece|release|statement|report) (?:was|has been)"
    r" (?:\w+ )?(?:amended|corrected)\b",
    re.I,
)
_CORRECTS = re.compile(
    r"\b(?:amended|corrected|incorrectly|wrongly|mistakenly|misstated|misspelt|misspelled|misquoted"
    r"|misidentified)\b|\b(?:earlier|previous|original) version\b|\bshould have\b|\bin error\b"
    r"|\b(?:was|were|is|are) (?:wrong|incorrect|not [\d£$€])|,? not [\d£$€]|\bretract",
    re.I,
)
_OTHERS = re.compile(r"comment|promo|related|teaser|newsletter|most-?read|policy", re.I)

FEWEST_LINKS = 4
LINKED = 0.75
LONGEST_LINK = 60


def remove(element: Element) -> None:
    """Takes an element out of its tree, and leaves the text behind it there."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    tail = f" {UNWRITABLE.sub(' ', element.tail or '')}"
    if before is not None:
        before.tail = UNWRITABLE.sub(" ", before.tail or "") + tail
    else:
        parent.text = UNWRITABLE.sub(" ", parent.text or "") + tail
    parent.remove(element)


def text_of(element: Element) -> str:
    """Returns the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def strip_hidden(root: Element) -> int:
    """Takes out what the page does not show; returns how many words of it there were."""
    sheet = Sheet()
    for style in root.iter("style"):
        sheet.add(style.text or "")
    for element in list(root.iter(*NEVER)):
        remove(element)
    hidden: list[str] = []
    looks = [Look()]
    gone: list[Element] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            look = _look(element, sheet, looks[-1])
            looks.append(look or looks[-1])
            if look is None:
                gone.append(element)
                hidden.append(text_of(element))
                walk.skip_subtree()
            elif not look.seen and element.text and element.text.strip():
                hidden.append(element.text)
                element.text = " "
        else:
            looks.pop()
            if not looks[-1].seen and element.tail and element.tail.strip():
                hidden.append(element.tail)
                element.tail = " "
    for element in gone:
        remove(element)
    return sum(len(text.split()) for text in hidden)


def _look(element: Element, sheet: Sheet, look: Look) -> Look | None:
    """How text looks inside the element; None where the element is not shown."""
    get = element.get
    style = sheet.style_of(
        str(element.tag), get("class") or "", get("id") or "", get("style") or ""
    )
    if get("bgcolor"):
        style = {"background": (get("bgcolor") or "").lower(), **style}
    if element.tag == "font" and get("color"):
        style = {"color": (get("color") or "").lower(), **style}
    if element.tag in ("html", "body"):  # hidden until a script shows them, as it will
        style = {key: value for key, value in style.items() if key.startswith(("back", "col"))}
        return inherit(look, style)
    if get("hidden") is not None or is_removed(style):
        return None
    if FOR_SCREEN_READERS.search(get("class") or ""):
        return None
    return inherit(look, style) if style else look


def find_main(body: Element) -> tuple[Element, int, list[Element]]:
    """Returns the element that holds the document, without what belongs to the site.

    And how many characters of prose stand beside it, and the notes there that correct it. An
    article is all of it only where hardly anything stands beside it: a dissent is no part of the
    ruling's own.
    """
    whole = _prose(body)
    holders = (_holder(body, path, whole) for path in MAIN)
    found = next((holder for holder in holders if holder is not None), None)
    if found is not None and found.tag != "article":
        within = _prose(found)
        inner = _holder(found, ".//article", within)
        alone = inner is not None and within - _prose(inner) <= LONGEST_BESIDE
        found = inner if alone else found
    notes = [] if found is None else _corrections(body, found)
    left = 0 if found is None else whole - _prose(found) - sum(map(_prose, notes))
    _strip_furniture(body if found is None else found, whole_page=found is None)
    return (body, 0, []) if found is None else (found, left, notes)


def _holder(body: Element, path: str, whole: int) -> Element | None:
    """The element of this path that holds most of the prose, None where none does."""
    elements = body.xpath(path if path.startswith(".") else f".{path}")
    for element in elements[:20]:
        if _prose(element) >= MAIN_SHARE * whole > 0:
            beside = _others(elements, element) if path.endswith("article") else ()
            return None if sum(map(_prose, beside)) > LONGEST_BESIDE else element
    return None


def _others(elements: Sequence[Element], element: Element) -> list[Element]:
    """Those of some elements that are no part of one and have it as no part."""
    around = {element, *element.iterancestors()}
    return [each for each in elements if each not in around and element not in each.iterancestors()]


def _corrections(body: Element, found: Element) -> list[Element]:
    """Copies of the notes beside an article that correct it, and are not in it already."""
    around = {found, *found.iterancestors()}
    notes: list[Element] = []
    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element is found or element.tag in ("nav", "article") or _OTHERS.search(named):
            if element not in around or element is found:
                walk.skip_subtree()
        elif element not in around and _corrects(element):
            notes.append(element)
            walk.skip_subtree()
    there = text_of(found)
    kept = [deepcopy(note) for note in notes if text_of(note) not in there]
    for note in kept:
        note.tail = None
    return kept


def _corrects(element: Element) -> bool:
    """Whether an element is a note that says at its beginning that it corrects something."""
    if element.tag not in NOTES or not _OPENS.match(_opening(element)):
        return False
    said = text_of(element)
    brief = _prose(element) >= SHORTEST_NOTE and len(said) <= LONGEST_NOTE
    return brief and _CORRECTS.search(said) is not None


def _opening(element: Element) -> str:
    """The first words of an element, where they stand not deep in it."""
    inner: Element | None = element
    for _ in range(NESTED):
        if inner is None or (inner.text or "").strip():
            break
        inner = inner[0] if len(inner) else None
    return "" if inner is None else (inner.text or "").strip()


def _prose(element: Element) -> int:
    """Characters in the element that are not in links, nor in what is there for the site."""
    count = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start" and inner is not element and (inner.tag == "a" or _is_furniture(inner)):
            walk.skip_subtree()
        elif event == "start" and inner.text:
            count += len(inner.text.strip())
        elif event == "end" and inner is not element and inner.tail:
            count += len(inner.tail.strip())
    return count


def _is_furniture(element: Element) -> bool:
    role = (element.get("role") or "").lower()
    if role.startswith("doc-"):
        return False
    return element.tag in FURNITURE or role in FURNITURE_ROLES


def _strip_furniture(root: Element, *, whole_page: bool) -> None:
    gone: list[Element] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is not root and _goes(element, whole_page=whole_page):
            gone.append(element)
            walk.skip_subtree()
    for element in gone:
        remove(element)


def _goes(element: Element, *, whole_page: bool) -> bool:
    """Whether an element is the site's and not the document's."""
    if _is_furniture(element):
        aside = element.tag in ("aside", "footer") and not whole_page
        return not (aside and not _is_linked(element)) and not _has_title(element)
    named = FURNITURE_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    if named is not None:
        return len(text_of(element)) <= LONGEST_FURNITURE and not _has_title(element)
    if not whole_page:
        return False
    if element.tag == "header":
        return not _has_title(element)
    return element.tag in ("ul", "ol", "table", "div", "p") and _is_linked(element)


def _has_title(element: Element) -> bool:
    return element.tag == "h1" or element.find(".//h1") is not None


def _is_linked(element: Element) -> bool:
    """Whether nearly all of its text is short links, as in a menu."""
    links = [text_of(link) for link in element.iter("a")]
    if len(links) < FEWEST_LINKS or max(map(len, links)) > LONGEST_LINK or _has_title(element):
        return False
    return sum(map(len, links)) >= LINKED * len(text_of(element))
