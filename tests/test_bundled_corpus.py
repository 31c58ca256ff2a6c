"""The bundled documents keep to the format that corpus/README.md describes.

Front matter is parsed here with a few lines of the standard library, so that no lenient reader
hides a mistake in a document.
"""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "corpus"
PATHS = sorted((CORPUS / "documents").glob("*.md"))
KEYS = {"title", "author", "account_by", "publisher", "date", "kind", "number", "url"}
REQUIRED = {"title", "publisher", "date", "kind"}
LEANING_OPENING = re.compile(
    r"(?:^|(?<=[.?!] ))(It|This|These|They|That|Those|He|She|His|Her|Their|Its)\b", re.MULTILINE
)

each_document = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def split(path: Path) -> tuple[dict[str, str], str]:
    """Returns the front matter and the text below it."""
    opening, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    fields: dict[str, str] = {}
    for line in front.splitlines():
        key, separator, value = line.partition(": ")
        assert separator, f"not a key and a value: {line!r}"
        assert key not in fields, f"{key} twice"
        fields[key] = unquote(value)
    return fields, body


def unquote(value: str) -> str:
    """Returns the value without its quotes, which it must have where it contains a colon."""
    if value.startswith('"'):
        assert re.fullmatch(r'"[^"\\]+"', value), f"badly quoted: {value}"
        return value[1:-1]
    assert ":" not in value, f"a colon needs quotes: {value}"
    return value


def sources() -> list[dict[str, object]]:
    listed: list[dict[str, object]] = tomllib.loads(
        (CORPUS / "sources.toml").read_text(encoding="utf-8")
    )["source"]
    return listed


def test_there_are_the_documents_that_the_readme_counts() -> None:
    assert len(PATHS) >= 22
    counted = re.search(r"(\d+) short accounts", (CORPUS / "README.md").read_text(encoding="utf-8"))
    assert counted is not None
    assert int(counted[1]) == len(PATHS)


def test_the_folder_holds_nothing_else() -> None:
    assert sorted((CORPUS / "documents").iterdir()) == PATHS


def test_ids_are_plain_slugs_and_differ_without_regard_to_case() -> None:
    ids = [path.stem for path in PATHS]
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert len({name.casefold() for name in ids}) == len(ids)


def test_titles_differ() -> None:
    titles = [split(path)[0]["title"] for path in PATHS]
    assert len(set(titles)) == len(titles)


@each_document
def test_front_matter_is_complete_and_knows_no_other_keys(path: Path) -> None:
    fields, _ = split(path)
    assert set(fields) >= REQUIRED
    assert set(fields) <= KEYS
    assert all(value == value.strip() != "" for value in fields.values())


@each_document
def test_date_is_a_day_a_month_or_a_year(path: Path) -> None:
    value = split(path)[0]["date"]
    assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value)
    date.fromisoformat(value + "-01-01"[len(value) - 4 :])


@each_document
def test_address_is_absolute(path: Path) -> None:
    fields, _ = split(path)
    assert re.fullmatch(r"https://[^\s/]+\.[a-z]+/\S+", fields.get("url", "https://a.org/x"))


@each_document
def test_an_account_names_its_address_and_a_summary_is_signed_by_the_project(path: Path) -> None:
    fields, _ = split(path)
    assert (fields["publisher"] == "Chiaroscuro") == (fields["kind"] == "summary")
    assert ("url" in fields) == (fields["kind"] != "summary")


@each_document
def test_text_is_sections_of_paragraphs_that_begin_with_the_source(path: Path) -> None:
    fields, body = split(path)
    headings = re.findall(r"(?m)^#+ .*$", body)
    assert headings[0] == "## About the source"
    assert len(headings) >= 2
    assert all(heading.startswith("## ") for heading in headings)
    assert len(set(headings)) == len(headings)
    assert f"# {fields['title']}" not in headings
    assert re.search(r"(?m)^#.*\n+(#|\Z)", body) is None, "a section without text"


@each_document
def test_first_section_says_how_the_content_is_known(path: Path) -> None:
    first = split(path)[1].split("\n## ")[1]
    assert re.search(r"\b(account given|summarised|gathered|read|known|put in order)\b", first)


@each_document
def test_number_of_the_report_stands_in_its_text(path: Path) -> None:
    fields, body = split(path)
    assert fields.get("number", "").removeprefix("EO ") in body


@each_document
def test_page_lines_precede_a_paragraph(path: Path) -> None:
    _, body = split(path)
    page_lines = re.findall(r"(?m)^<!-- page \S+ -->\n(?=\w)", body)
    assert len(page_lines) == body.count("<!--")


@each_document
def test_quotation_marks_are_straight_and_paired(path: Path) -> None:
    _, body = split(path)
    assert body.isascii()
    assert [text for text in body.split("\n\n") if text.count('"') % 2] == []


@each_document
def test_no_sentence_leans_on_the_one_before(path: Path) -> None:
    _, body = split(path)
    assert [match[0] for match in LEANING_OPENING.finditer(body)] == []


@each_document
def test_length_lets_it_be_read_at_a_glance(path: Path) -> None:
    assert 80 <= len(split(path)[1].split()) <= 900


def test_every_source_has_its_document_and_every_document_its_source() -> None:
    listed = [source["document"] for source in sources()]
    assert listed == [path.stem for path in PATHS]


@each_document
def test_source_has_title_and_address_of_its_document(path: Path) -> None:
    fields, _ = split(path)
    source = next(source for source in sources() if source["document"] == path.stem)
    assert set(source) <= {"document", "title", "url"}
    assert source["title"] == fields["title"]
    assert source.get("url") == fields.get("url")


def test_sources_that_contradict_each_other_are_both_there() -> None:
    texts = {path.stem: split(path)[1] for path in PATHS}
    assert "176,000" in texts["vaughan-2012-dhs-report-confirms"]
    assert "183,000" in texts["gao-12-708"]
    assert "14 jurisdictions" in texts["warren-institute-2011-by-the-numbers"]
    assert "seven counties" in texts["national-immigration-forum-2011"]
    assert "39 governors" in texts["fierce-2011-ice-drops-agreements"]
    assert re.search(r"Secure Communities at 42\b", texts["aila-2011-press-release"])
