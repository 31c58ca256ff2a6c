"""What a web page says of itself: publication data in its head, and its own headline and byline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from rag.readers.cover import NUMBER, shorten
from rag.readers.dates import find_date, to_iso
from rag.readers.heads import byline_names
from rag.readers.html_shown import Element, text_of

META: Mapping[str, tuple[str, ...]] = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "author": ("citation_author", "author", "dc.creator", "dcterms.creator", "article:author"),
    "publisher": (
        "citation_publisher",
        "citation_technical_report_institution",
        "dc.publisher",
        "dcterms.publisher",
        "publisher",
        "og:site_name",
    ),
    "date": (
        "citation_publication_date",
        "citation_date",
        "article:published_time",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "dcterms.created",
        "date",
        "pubdate",
        "publish-date",
    ),
    "number": ("citation_technical_report_number", "dc.identifier", "dcterms.identifier"),
}
KINDS = {
    "newsarticle": "article",
    "article": "article",
    "scholarlyarticle": "article",
    "blogposting": "post",
    "report": "report",
    "legislation": "law",
    "governmentservice": "",
}
DATE_START = re.compile(r"\d{4}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?)?")
BYLINE = re.compile(r"^\s*by\s+", re.IGNORECASE)
BYLINED = ("a", "span", "p", "div", "address", "cite", "small")
AUTHOR_CLASSES = frozenset(
    ["author", "byline", "by-line", "author-name", "article-author", "entry-author", "post-author"]
)
LONGEST_DATA = 200_000
MOST_NODES = 500


def read_facts(root: Element) -> dict[str, str]:
    """Returns what the whole page's head and data say, before anything is taken out of it."""
    meta = _metas(root)
    linked = next(_linked_data(root), {})
    facts = {
        key: _first([linked.get(key, ""), *(_joined(key, meta.get(n, ())) for n in names)])
        for key, names in META.items()
    }
    facts["kind"] = linked.get("kind", "")
    facts["url"] = _first([_canonical(root), *meta.get("og:url", ())])
    facts["date"] = _date(facts["date"])
    match = NUMBER.search(facts["number"])
    facts["number"] = match[0] if match else ""
    if not facts["url"].startswith(("https://", "http://")):
        del facts["url"]
    if facts["author"].startswith(("https://", "http://")):
        del facts["author"]
    return {key: shorten(value) for key, value in facts.items() if value.strip()}


def read_main_facts(main: Element, page_title: str) -> dict[str, str]:
    """Returns what the document itself shows: its headline, byline and date."""
    headlines = [text for text in (text_of(item) for item in main.iter("h1")) if text]
    date = next((_date(item.get("datetime") or text_of(item)) for item in main.iter("time")), "")
    byline = next(
        (
            BYLINE.sub("", text_of(item))
            for item in main.iter("a", "span", "p", "div", "address")
            if item.get("rel") == "author" or item.get("itemprop") == "author"
        ),
        "",
    )
    byline = byline or next(filter(None, map(_classed_byline, main.iter(*BYLINED))), "")
    facts = {
        "headline": headlines[0] if len(headlines) == 1 else "",
        "title": _first([headlines[0] if headlines else "", _without_site(page_title)]),
        "author": byline if len(byline) <= 100 else "",
        "date": date,
    }
    return {key: shorten(value) for key, value in facts.items() if value}


def _classed_byline(item: Element) -> str:
    """The names in what the page marks as its byline; "" in a comment, or where it has others."""
    if not AUTHOR_CLASSES.intersection((item.get("class") or "").lower().split()):
        return ""
    around = (f"{each.get('class')} {each.get('id')}".lower() for each in item.iterancestors())
    if any("comment" in names for names in around):
        return ""
    text = text_of(item)
    return byline_names(text) or byline_names(f"By {text}")


def _metas(root: Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for item in root.iter("meta"):
        name = item.get("name") or item.get("property") or item.get("itemprop") or ""
        content = " ".join((item.get("content") or "").split())
        if content:
            metas.setdefault(name.lower(), []).append(content)
    return metas


def _joined(key: str, values: Iterable[str]) -> str:
    """All of the authors, the first of anything else."""
    values = list(values)
    return ", ".join(values[:10]) if key == "author" else next(iter(values), "")


def _canonical(root: Element) -> str:
    links = (item for item in root.iter("link") if (item.get("rel") or "").lower() == "canonical")
    return next((item.get("href") or "" for item in links), "")


def _linked_data(root: Element) -> Iterator[dict[str, str]]:
    """Yields the facts of each work that the page's JSON-LD describes."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads((script.text or "")[:LONGEST_DATA])
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            kind = str(kinds[0] if isinstance(kinds, list) and kinds else kinds).lower()
            if kind in KINDS:
                yield {
                    "title": _name(node.get("headline")) or _name(node.get("name")),
                    "author": _name(node.get("author")),
                    "publisher": _name(node.get("publisher")),
                    "date": _name(node.get("datePublished")),
                    "kind": KINDS[kind],
                }


def _nodes(data: object) -> Iterator[dict[str, object]]:
    waiting = [data]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node[:MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting.append(node.get("@graph"))


def _name(value: object) -> str:
    """The name of a person, an organisation, or several."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        inner = value.get("name")
        return " ".join(inner.split()) if isinstance(inner, str) else ""
    if isinstance(value, list):
        simple = (_name(item) for item in value[:10] if not isinstance(item, list))
        return ", ".join(name for name in simple if name)
    return ""


def _date(text: str) -> str:
    match = DATE_START.match(text.strip())
    if match is not None:
        parts = match[0].replace("/", "-").split("-")
        return to_iso("-".join([parts[0], *(part.zfill(2) for part in parts[1:])])) or ""
    return find_date(text[:200]) or ""


def _without_site(title: str) -> str:
    """The page's title without the name of its site behind a bar or dash."""
    parts = re.split(r"\s+[|\u2013\u2014\u00bb\u00b7-]\s+", title)
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 12 else title


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value and value.strip()), "")
