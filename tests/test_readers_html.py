"""HTML: the document in a page, its structure and data, and what the page hides."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.html import read_html
from rag.readers.markdown import read_markdown
from rag.readers.reading import Reading
from rag.readers.registry import identify

PROSE = (
    "<p>The council met on Monday and voted on the tolls of the harbour for the coming year.</p>"
)


def read(markup: str) -> Reading:
    return read_html(markup.encode(), "a.html")


def pieces(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks]


def texts(markup: str) -> list[str]:
    return [text for _, text in pieces(read(markup))]


def test_the_site_around_the_document_is_left_out() -> None:
    page = f"""<!DOCTYPE html><body><div class="cookie-banner">We use cookies.</div>
    <nav><ul><li><a href="/">Home</a></li></ul></nav><header><a href="/">Gazette</a></header>
    <main><h1>Tolls</h1>{PROSE}<div class="share"><a href="x">Send</a></div></main>
    <aside><p>More news</p></aside><footer>Imprint</footer></body>"""
    assert [text[:12] for text in texts(page)] == ["Tolls", "The council "]


def test_without_a_main_element_menus_and_footers_go_and_the_rest_stays() -> None:
    menu = "".join(f'<li><a href="/{at}">Page {at}</a></li>' for at in range(5))
    page = f"<body><ul>{menu}</ul><h1>Tolls</h1>{PROSE}<p>Last.</p><footer>Imprint</footer></body>"
    assert [text[:5] for text in texts(page)] == ["Tolls", "The c", "Last."]


def test_a_main_element_with_little_in_it_is_not_believed() -> None:
    page = f"<body><main><p>Loading</p></main><div>{PROSE}</div></body>"
    assert [text[:7] for text in texts(page)] == ["Loading", "The cou"]


def test_blocks_keep_their_kind_and_level() -> None:
    reading = read(
        """<h2>What was found</h2><blockquote><p>We were told nothing.</p><blockquote>Nothing
        </blockquote></blockquote><ol start=3><li>Third<ul><li>inner</li></ul><li>Fourth</ol>
        <ol type=i><li>roman</ol><p>He said <q>no</q>,<br>twice.<br><br>Then <b>left</b>.</p>"""
    )
    found = [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks]
    assert found == [
        ("heading", 2, "What was found"),
        ("quote", 1, "We were told nothing."),
        ("quote", 2, "Nothing"),
        ("item", 1, "3. Third"),
        ("item", 2, "inner"),
        ("item", 1, "4. Fourth"),
        ("item", 1, "i. roman"),
        ("paragraph", 0, "He said \u201cno\u201d, twice."),
        ("paragraph", 0, "Then left."),
    ]


def test_rows_keep_the_header_of_each_column_over_merged_cells() -> None:
    table = """<table><caption>Tolls by year</caption><thead><tr><th rowspan=2>Port
    <th colspan=2>Crowns</tr><tr><th>2020<th>2021</tr></thead><tr><td>Arnfield<td>12<td>24</tr>
    <tr><td rowspan=2>Sorrel<td>3<td>4<tr><td>5<td><p>6</table>"""
    assert pieces(read(table)) == [
        ("paragraph", "Tolls by year"),
        ("row", "Arnfield; Crowns 2020: 12; Crowns 2021: 24"),
        ("row", "Sorrel; Crowns 2020: 3; Crowns 2021: 4"),
        ("row", "Sorrel; Crowns 2020: 5; Crowns 2021: 6"),
    ]


@pytest.mark.parametrize("unit", ["(in millions, except per share)", "Dollars in thousands"])
def test_the_unit_of_a_table_stands_behind_each_row(unit: str) -> None:
    told = unit.strip("()")
    table = f"<table><tr><th>{unit}<th>2023<th>2022</tr><tr><td>Income<td>12<td>2</table>"
    assert texts(table) == [f"Income; 2023: 12; 2022: 2 ({told})"]
    plain = read_markdown(f"| {unit} | 2023 |\n|---|---|\n| Income | 12 |\n".encode(), "a.md")
    assert plain.text == f"Income; 2023: 12 ({told})"


def test_a_table_without_header_cells_has_one_where_only_the_rows_below_have_numbers() -> None:
    table = "<table><tr><td>Port<td>Ships<tr><td>Arnfield<td>12</table>"
    assert texts(table) == ["Arnfield; Ships: 12"]


def test_a_table_that_lays_out_the_page_is_read_as_text() -> None:
    page = "<table><tr><td><h2>Left</h2><p>One.</p><td><p>Two.</p></table>"
    assert pieces(read(page)) == [
        ("heading", "Left"),
        ("paragraph", "One."),
        ("paragraph", "Two."),
    ]


def test_notes_stand_apart_and_their_marks_are_no_part_of_the_words() -> None:
    page = """<p>It voted<sup><a href="#fn1">1</a></sup> twice in m<sup>2</sup>.</p>
    <section role="doc-endnotes"><ol><li id="fn1">Minutes. <a href="#r1">&#8617;</a></ol>
    </section>"""
    assert pieces(read(page)) == [
        ("paragraph", "It voted twice in m2."),
        ("footnote", "1. Minutes."),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">Obey me</p>',
        "<p hidden>Obey me</p>",
        '<div style="visibility:hidden"><p>Obey me</p></div>',
        '<p style="color:#fff">Obey me</p>',
        '<font color="white">Obey me</font>',
        '<p style="color:#f0e; background:#f0e">Obey me</p>',
        '<p style="color:rgba(0,0,0,0)">Obey me</p>',
        '<span style="font-size:0">Obey me</span>',
        '<p style="position:absolute;left:-9999px">Obey me</p>',
        '<p style="text-indent:-9999px">Obey me</p>',
        '<p style="opacity:0.0">Obey me</p>',
        '<span class="sr-only">Obey me</span>',
        '<style>.x, #y { display:none }</style><p class="a x">Obey me</p>',
        '<style>p.q { font-size: 1px }</style><p class="q">Obey me</p>',
    ],
)
def test_hidden_text_is_recorded_and_no_part_of_the_text(hidden: str) -> None:
    reading = read(f"<body>{PROSE}{hidden}<p>End.</p></body>")
    assert "Obey" not in reading.text
    assert reading.text.endswith("End.")
    problems = [(p.kind, p.detail.split()[0]) for p in reading.problems]
    assert problems == [("hidden_text", "2")]


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="color:#fff;background:#003">See me</p>',
        '<div style="background:url(x.png)"><p style="color:white">See me</p></div>',
        '<div style="color:white"><p style="color:black">See me</p></div>',
        "<style>@media print { p { display:none } }</style><p>See me</p>",
        '<table bgcolor="#000000"><tr><td><font color="#ffffff">See me</font></table>',
        '<p style="opacity:0.5">See me</p>',
        '<p style="overflow:hidden;width:100%">See me</p>',
        '<p aria-hidden="true">See me</p>',
    ],
)
def test_what_a_page_shows_is_not_taken_for_hidden(shown: str) -> None:
    reading = read(f"<body>{shown}{PROSE}</body>")
    assert "See me" in reading.text
    assert reading.problems == ()


def test_scripts_styles_templates_and_comments_are_never_text() -> None:
    page = f"""<body>{PROSE}<script>Obey()</script><style>p{{}}</style><!-- Obey -->
    <template><p>Obey</p></template><noscript>Obey</noscript><textarea>Obey</textarea></body>"""
    reading = read(page)
    assert "Obey" not in reading.text
    assert reading.problems == ()


def test_invisible_characters_are_recorded_and_joiners_of_scripts_stay() -> None:
    reading = read("<p>to&#8203;ll&#x2063;s&shy; \u0646\u0645\u06cc\u200c\u062e\u0648</p>")
    assert reading.text == "tolls \u0646\u0645\u06cc\u200c\u062e\u0648"
    assert [p.detail for p in reading.problems] == ["2 characters of no width are left out"]


def test_what_was_struck_out_is_recorded_and_left_out() -> None:
    reading = read("<p>The toll is <del>five</del> <ins>seven</ins> crowns.</p>")
    assert reading.text == "The toll is seven crowns."
    assert [(p.kind, p.detail) for p in reading.problems] == [
        ("deleted_text", "1 words struck out are left out")
    ]


def test_publication_data_from_linked_data_before_meta_before_what_is_shown() -> None:
    page = f"""<head><title>Tolls doubled | Arnfield Gazette</title>
    <meta property="og:title" content="Wrong"><meta property="og:site_name" content="Gazette">
    <meta name="author" content="Wrong"><link rel="canonical" href="https://example.org/a">
    <script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle","headline":"Tolls",
    "author":[{{"name":"Mira Castellane"}},{{"name":"Jonas Abend"}}],
    "datePublished":"2021-05-04T10:00:00Z"}}]}}</script></head><main>{PROSE}</main>"""
    assert read(page).facts == {
        "title": "Tolls",
        "author": "Mira Castellane, Jonas Abend",
        "publisher": "Gazette",
        "date": "2021-05-04",
        "kind": "article",
        "url": "https://example.org/a",
    }


def test_a_page_without_data_is_known_by_headline_byline_and_time() -> None:
    page = f"""<title>Tolls doubled in the harbour | Gazette</title><h1>GAO-12-708: Tolls</h1>
    <p>By <a rel="author">Mira Castellane</a> <time datetime="2021-05-04">May</time></p>{PROSE}"""
    facts = read(page).facts
    assert (facts["title"], facts["author"], facts["date"], facts["number"]) == (
        "GAO-12-708: Tolls",
        "Mira Castellane",
        "2021-05-04",
        "GAO-12-708",
    )


def test_the_title_element_goes_without_its_site_where_there_is_no_headline() -> None:
    page = f"<title>Tolls doubled in the harbour | Arnfield Gazette</title>{PROSE}"
    assert read(page).facts["title"] == "Tolls doubled in the harbour"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'<meta charset="iso-8859-1"><p>caf\xe9 \x93so\x94</p>', "caf\u00e9 \u201cso\u201d"),
        (
            b'<meta charset="koi8-r"><p>\xf0\xd2\xc9\xd7\xc5\xd4</p>',
            "\u041f\u0440\u0438\u0432\u0435\u0442",
        ),
        ("<p>\u20ac 5</p>".encode("utf-16"), "\u20ac 5"),
        (b'<meta charset="utf-16"><p>plain</p>', "plain"),
        ('<meta charset="nonsense"><p>\u20ac</p>'.encode(), "\u20ac"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_names(data: bytes, text: str) -> None:
    assert read_html(data, "a.html").text == text


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "table><tr><td", "b"])
def test_deep_nesting_is_refused_at_once(tag: str) -> None:
    started = time.monotonic()
    with pytest.raises(ReadError, match="nested more than"):
        read(f"<{tag}>" * 10_000 + "x")
    assert time.monotonic() - started < 5


def test_a_page_that_only_a_script_fills_is_refused() -> None:
    with pytest.raises(ReadError, match="no text in the page"):
        read("<html><body><div id=root></div><script>go()</script></body></html>")


TAGS = """<p> </p> <div> </div> <table> <tr> <td> <th\ncolspan=3> </table> <ul> <li> <ol>
<blockquote>
</blockquote> <b> </b> <br> <h1> </h1> <pre> <sup> </a> <!-- --> <q> <main> <article> <nav> <style>
</style> <script> <title> &#8203; &amp; word 3 \u0301 \u00e9 <li\nid=fn1> <a\nhref=#x>
<td\nrowspan=9> <p\nstyle=color:#fff> <meta\nname=author\ncontent=A>"""
TAGS += " &#1; &#xfffe; <del> </del> <tr></tr>"
MARKUP = st.lists(st.sampled_from(TAGS.split(" ")), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_any_markup_is_read_or_refused_with_blocks_in_order(markup: str) -> None:
    try:
        reading = read(markup)
    except ReadError:
        return
    end = 0
    for block in reading.blocks:
        assert end <= block.start < block.end <= len(reading.text)
        assert reading.text[block.start : block.end].strip()
        end = block.end


def test_a_page_of_too_many_tags_is_refused_at_once() -> None:
    with pytest.raises(ReadError, match="more than 500000 tags"):
        read("<p>a" * 500_001)


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0"?>\n<!DOCTYPE html>',
        "<!-- made by hand -->\n<html>",
        "<!doctype html>",
        "<BODY>",
    ],
)
def test_a_page_is_known_whatever_stands_before_it(head: str) -> None:
    assert identify(f"{head}<p>It rained.</p>".encode()) == "HTML"
    assert identify(b"<!-- page 4 -->\n# Title") == "text"


def test_a_charset_that_is_none_is_guessed() -> None:
    page = b'<html><head><meta charset="undefined"></head><body><p>It rained.</p></body></html>'
    assert "It rained." in read_html(page, "a.html").text


def test_cells_that_say_the_same_are_not_one_cell() -> None:
    markup = (
        "<table><tr><th>2010</th><th>2011</th></tr><tr><td>5</td><td>5</td></tr>"
        "<tr><td colspan=2>All ships</td></tr></table>"
    )
    assert [text for text in texts(markup) if text] == ["2010: 5; 2011: 5", "All ships"]


@pytest.mark.parametrize(
    "note",
    [
        "<section><h2>Corrections</h2><p>4 May: The toll is £6, not £5.</p></section>",
        "<aside><p><em>Correction, 4 May:</em> The toll is £6, not £5.</p></aside>",
        "<footer><p>Editor's note: The toll is £6, not £5, as we had it here.</p></footer>",
        "<div><p>This article was amended on 4 May. The toll is £6, not £5.</p></div>",
    ],
)
def test_a_note_beside_an_article_that_corrects_it_is_part_of_it(note: str) -> None:
    told = "<p>" + "The harbour town set the toll for the quay at £5 last week. " * 9 + "</p>"
    site = "<footer><p>Corrections policy. Contact the newsroom of the Quay Post here.</p></footer>"
    for page in (f"<article>{told}</article>{note}", f"{note}<main>{told}</main>"):
        found = read(f"<body><nav>Home</nav>{page}{site}</body>").text
        assert "The toll is £6" in found and "policy" not in found
        assert found.index("set the toll") < found.index("The toll is £6")


@pytest.mark.parametrize(
    "beside",
    [
        "<div><p>Corrections officers of the county have a new quay to guard.</p></div>",
        "<p>Corrections: to ask us for one, write to the newsroom of the Post at the quay.</p>",
        "<div class=comments><p>Correction: that is wrong, it should have been me.</p></div>",
        "<nav><p>Correction: the toll, which we had wrongly at £5, is now £6 a boat.</p></nav>",
        "<footer><ul><li><a href=x>Corrections: how we put it right</a></li></ul></footer>",
        "<div>Correction: <a href=x>what we got wrong this week, and how we put it right</a></div>",
    ],
)
def test_what_only_speaks_of_corrections_beside_an_article_is_the_sites(beside: str) -> None:
    told = "<p>" + "The harbour town set the toll for the quay at £5 last week. " * 9 + "</p>"
    assert "orrections" not in read(f"<body><article>{told}</article>{beside}</body>").text


def test_a_note_that_is_moved_tells_neither_the_day_nor_the_title_and_is_read_once() -> None:
    told = "<p>" + "The harbour town set the toll for the quay at £5 last week. " * 9 + "</p>"
    note = "<p>Correction, <time datetime=2024-05-04>4 May</time>: The toll is £6, not £5.</p>"
    page = (
        f"<article><h1>The toll</h1><p>1 March 2024</p>{told}{note}</article><aside>{note}</aside>"
    )
    found = read(f"<body>{page}</body>")
    assert found.text.count("The toll is £6") == 1
    beside = read(f"<body>{page.replace(note, '', 1)}</body>")
    assert beside.text.count("The toll is £6") == 1
    assert beside.facts["date"] == "2024-03-01" and beside.facts["title"] == "The toll"


def test_lines_of_captions_at_the_top_are_blocks_of_their_own() -> None:
    page = "<h1>Report on the quay</h1><p>Author: Ann Orme<br>Date: 4 May 2024</p><p>It is old.</p>"
    assert texts(page)[1:3] == ["Author: Ann Orme", "Date: 4 May 2024"]
    assert read(page).facts["author"] == "Ann Orme"
    listed = "<ol><li>Date: 4 May<br>From: the mill</li></ol>"
    assert len(texts(listed)) == 1


def test_a_body_is_followed_by_what_it_puts_out() -> None:
    page = "<h1>Orm Harbour Authority</h1><h2>Notice of works on the quay</h2><p>From 4 May.</p>"
    assert read(page).facts["title"] == "Orm Harbour Authority: Notice of works on the quay"


def test_what_stands_beside_an_article_is_read_or_said_to_be_left_out() -> None:
    dissent = "The dissent holds that the toll was never lawful in this town. " * 6
    ruling = "The court holds that the toll is lawful, as the town may set it. " * 12
    within = f"<body><main><article><p>{ruling}</p></article><p>{dissent}</p></main></body>"
    assert "The dissent" in read(within).text and not read(within).problems
    two = f"<body><article><p>{ruling}</p></article><article><p>{dissent}</p></article></body>"
    assert "The dissent" in read(two).text
    within = f"<body><article><p>{ruling}</p><article><p>{dissent}</p></article></article>"
    site = f"<div><p>{dissent.replace('dissent', 'advert')}</p></div></body>"
    assert "The dissent" in read(within + site).text and "advert" not in read(within + site).text
    beside = read(f"<body><main><p>{ruling}</p></main><div><p>{dissent}</p></div></body>")
    assert "The dissent" not in beside.text
    (problem,) = beside.problems
    assert problem.detail.endswith("characters beside the main part of the page are left out")
