"""Pages that are images: read where the extra is installed, named as unread where it is not."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from small_pdf import make_pdf

import rag
from rag.corpus import read_corpus, scan
from rag.errors import ReadError
from rag.indexing.build import build_index
from rag.page.sheet import sheet_html
from rag.page.sources import sources_html
from rag.readers import ocr, ocr_cache
from rag.readers.ocr import LOST_SPACE, SeenLine, SeenWord
from rag.readers.pdf import read_pdf
from rag.readers.pdf_boxes import span_boxes
from rag.readers.pdf_furniture import SheetLines
from rag.readers.pdf_ocr import draw_page, look
from rag.readers.registry import read_document
from rag.readers.time_limit import begin, limited
from rag.readers.watch import watched
from rag.records import Problem
from rag.terminal import answer_lines, document_lines

LINES = (
    "The north quay was closed on 12 February 2021.",
    "Its piles were rotten, and repairs would cost",
    "about 4.2 million crowns. No ship was damaged.",
)
TEXT = " ".join(LINES)

installed = pytest.mark.skipif(find_spec("rapidocr") is None, reason="needs the extra ocr")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reads pictures, and keeps what it sees out of the user's cache."""
    monkeypatch.setattr(ocr, "find_spec", find_spec)
    monkeypatch.setattr(ocr_cache, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the extra were not installed."""
    monkeypatch.setattr(ocr, "engine", lambda: "")
    yield


def scanned(*pages: tuple[str, ...], dots_per_inch: int = 150) -> bytes:
    """A PDF whose pages are pictures of these lines."""
    document = pypdfium2.PdfDocument(make_pdf(*pages))
    pictures = [page.render(scale=dots_per_inch / 72).to_pil().convert("L") for page in document]
    document.close()
    out = io.BytesIO()
    pictures[0].save(
        out, "PDF", resolution=dots_per_inch, save_all=True, append_images=pictures[1:]
    )
    return out.getvalue()


@pytest.fixture(scope="module")
def scan_data() -> bytes:
    return scanned(LINES)


@installed
def test_a_scan_is_read_and_says_so(scan_data: bytes) -> None:
    reading = read_pdf(scan_data, "scan.pdf")
    assert " ".join(reading.text.split()) == TEXT
    (problem,) = reading.problems
    assert (problem.kind, problem.page) == ("ocr", 1)
    assert problem.confidence is not None and 0.95 < problem.confidence <= 1
    assert re.fullmatch(r"an image, read by OCR \(confidence (1\.00|\.9\d)\)", problem.detail)
    assert [(page.number, page.start, page.end) for page in reading.pages] == [
        (1, 0, len(reading.text))
    ]


@installed
def test_the_same_is_seen_twice(scan_data: bytes, cache: Path) -> None:
    first = read_pdf(scan_data, "scan.pdf")
    for path in cache.iterdir():
        path.unlink()
    assert read_pdf(scan_data, "scan.pdf") == first


@installed
def test_what_was_seen_is_kept(
    scan_data: bytes, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_pdf(scan_data, "scan.pdf")
    see = ocr.see
    seen: list[int] = []

    def count(picture: object, **rest: float) -> tuple[SeenLine, ...]:
        seen.append(1)
        return see(picture, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(ocr, "see", count)
    assert read_pdf(scan_data, "scan.pdf") == first and seen == []
    (kept,) = cache.iterdir()
    kept.write_text('[{"words": 3}]')
    assert read_pdf(scan_data, "scan.pdf") == first and seen == [1]


@installed
def test_a_span_has_boxes_on_the_picture(scan_data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_data)
    document = read_document(path, root=tmp_path)
    start = document.text.index("closed on")
    end = document.text.index(" were rotten")
    boxes = span_boxes(document, start, end)
    assert [box.page for box in boxes] == [1, 1]
    with_text = tmp_path / "text.pdf"
    with_text.write_bytes(make_pdf(LINES))
    drawn = read_document(with_text, root=tmp_path)
    start, end = drawn.text.index("closed on"), drawn.text.index(" were rotten")
    for box, true in zip(boxes, span_boxes(drawn, start, end), strict=True):
        assert box.left == pytest.approx(true.left, abs=4)
        assert box.right == pytest.approx(true.right, abs=4)
        assert box.bottom == pytest.approx(true.bottom, abs=3)
        assert box.top == pytest.approx(true.top, abs=4)
    # A part of a word is placed by its share of the word.
    (part,) = span_boxes(document, start, start + 3)
    (word,) = span_boxes(document, start, start + 6)
    assert part.left == word.left
    assert part.right - part.left == pytest.approx((word.right - word.left) / 2)


@installed
def test_the_page_image_shows_the_quotation(scan_data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_data)
    document = read_document(path, root=tmp_path)
    start = document.text.index("closed on")
    shown = sheet_html(document, 1, start, start + len("closed on"))
    left, top, width, height = (
        float(found)
        for found in re.findall(
            r'class="lit" style="left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%',
            shown,
        )[0]
    )
    # 12-point type on a baseline 80 points below the top of a page of 600 by 840 points.
    assert 25 < left < 40 and 6 < width < 12
    assert top == pytest.approx(100 * (80 - 10) / 840, abs=0.6)
    assert height == pytest.approx(100 * 12.6 / 840, abs=0.4)
    assert "marked in the text below" not in shown


@installed
def test_a_page_where_nothing_is_seen_stays_unread() -> None:
    reading = read_pdf(scanned(LINES, ()), "scan.pdf")
    assert [(problem.kind, problem.page) for problem in reading.problems] == [
        ("ocr", 1),
        ("no_text", 2),
    ]
    assert reading.problems[1].detail.endswith("it may be an image; OCR sees none either")


@installed
def test_scrambled_text_gives_way_to_what_is_seen() -> None:
    document = pypdfium2.PdfDocument(make_pdf(LINES))
    sheet = SheetLines(1, None, 600, 840, ())
    other = SheetLines(2, None, 600, 840, ())
    sheets, problems = look(
        [sheet, other],
        [Problem("scrambled", "90%", 1), Problem("hidden_text", "one word", 2)],
        lambda number, new: draw_page(document, "digest", number, new=new),
        begin(),
    )
    assert " ".join(line.text for line in sheets[0].lines) == TEXT
    assert sheets[1] == other
    assert problems[0].kind == "ocr" and problems[0].detail.startswith("scrambled text, read by")
    assert problems[1] == Problem("hidden_text", "one word", 2)


HEAD = "Appendix II tells what the harbour master wrote."


def with_picture(*shown: str, width: float = 430) -> bytes:
    """A PDF of a page with text, and below it a picture of these lines."""
    drawn = pypdfium2.PdfDocument(make_pdf(shown))
    bitmap = drawn[0].render(scale=3, crop=(60, 500, 200, 60))
    document = pypdfium2.PdfDocument(make_pdf((HEAD,)))
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(bitmap)
    height = width * bitmap.height / bitmap.width
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height).translate(80, 300))
    page = document[0]
    page.insert_obj(image)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LETTER = (*LINES, "The tolls of the year were not paid to us, and", "we ask for them once more.")


@installed
def test_a_letter_that_is_a_picture_is_read_beside_the_text(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(with_picture(*LETTER))
    document = read_document(path, root=tmp_path)
    assert document.text.split("\n\n")[0] == HEAD
    assert " ".join(LETTER) in " ".join(document.text.split())
    (problem,) = document.problems
    assert (problem.kind, problem.page) == ("ocr", 1)
    assert problem.detail.startswith("pictures on this page, read by OCR (confidence ")
    start = document.text.index("Its piles")
    (box,) = span_boxes(document, start, start + len("Its piles were rotten"))
    # Where the line lies on the page that the picture was taken of, and how it was put here.
    scale, base = 430 / 340, (740 - 500) * 430 / 340 + 300
    assert box.left == pytest.approx(80 + (70 - 60) * scale, abs=4)
    assert box.bottom == pytest.approx(base - 0.25 * 12 * scale, abs=4)
    assert box.top == pytest.approx(base + 0.8 * 12 * scale, abs=4)


@installed
def test_a_picture_with_few_words_is_named_and_not_read() -> None:
    (problem,) = read_pdf(with_picture("Harbour"), "a.pdf").problems
    assert (problem.kind, problem.page) == ("unread_picture", 1)
    assert re.fullmatch(
        r"pictures fill \d\d% of this page; what they show is not read; OCR sees hardly any text",
        problem.detail,
    )


@pytest.mark.usefixtures("without")
def test_pictures_beside_text_are_named_where_nothing_reads_them() -> None:
    (problem,) = read_pdf(with_picture(*LETTER), "a.pdf").problems
    assert problem.kind == "unread_picture"
    assert problem.detail.endswith("is not read; pip install 'chiaroscuro[ocr]' reads it")
    assert read_pdf(with_picture(*LETTER, width=90), "a.pdf").problems == ()


def test_low_confidence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def see(picture: object, *, end: float) -> tuple[SeenLine, ...]:
        words = (ocr.SeenWord("maybe", 100, 200), ocr.SeenWord("so", 220, 260))
        return (SeenLine(words, 100, 130, 0.6), SeenLine(words[:1], 200, 230, 0.9))

    monkeypatch.setattr(ocr, "engine", lambda: "some engine")
    monkeypatch.setattr(ocr, "see", see)
    (problem,) = read_pdf(scanned(LINES), "scan.pdf").problems
    assert problem.confidence == pytest.approx((7 * 0.6 + 5 * 0.9) / 12, abs=1e-3)
    assert problem.detail == (
        "an image, read by OCR (confidence .72; low: compare it with the page)"
    )


@pytest.mark.usefixtures("without")
def test_without_the_extra_it_says_what_would_read_it() -> None:
    data = scanned(LINES)
    with pytest.raises(ReadError, match=r"seems to be a scan; pip install 'chiaroscuro\[ocr\]'"):
        read_pdf(data, "scan.pdf")
    mixed = read_pdf(make_pdf(LINES, ()), "mixed.pdf")
    (problem,) = mixed.problems
    assert (problem.kind, problem.page) == ("no_text", 2)
    assert problem.detail == (
        "no text on this page; it may be an image; pip install 'chiaroscuro[ocr]' reads it"
    )


def test_the_extra_makes_pdfs_be_read_again_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf(LINES))
    (tmp_path / "b.txt").write_text(TEXT)
    prints: Callable[[], list[str]] = lambda: [f.fingerprint for f in scan(tmp_path).files]  # noqa: E731
    monkeypatch.setattr("rag.corpus.engine", lambda: "")
    before = prints()
    monkeypatch.setattr("rag.corpus.engine", lambda: "some engine 1")
    after = prints()
    assert before[0] != after[0] and before[1] == after[1]


@installed
def test_a_document_with_text_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(picture: object, *, end: float) -> None:
        raise AssertionError("looked at")

    monkeypatch.setattr(ocr, "see", refuse)
    (tmp_path / "a.pdf").write_bytes(make_pdf(LINES))
    (document,) = read_corpus(tmp_path).documents
    assert document.problems == ()


def test_an_answer_from_a_picture_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(
        SeenLine(
            tuple(
                SeenWord(word, 200 + 90 * n, 280 + 90 * n) for n, word in enumerate(line.split())
            ),
            300 + 50 * row,
            334 + 50 * row,
            0.83,
        )
        for row, line in enumerate(LINES)
    )
    monkeypatch.setattr(ocr, "engine", lambda: "some engine")
    monkeypatch.setattr("rag.corpus.engine", lambda: "some engine")
    monkeypatch.setattr(ocr, "see", lambda picture, *, end: tuple(lines))
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "quay.pdf").write_bytes(scanned(LINES))
    with rag.Chatbot.open(tmp_path / "scans") as bot:
        answer = bot.ask("When was the north quay closed?")
    (citation,) = answer.citations
    assert citation.quote == LINES[0]
    (problem,) = citation.problems
    assert (problem.kind, problem.page, problem.confidence) == ("ocr", 1, 0.83)
    assert (
        "    ! this page: an image, read by OCR (confidence .83; low: compare it with the page)"
        in (list(answer_lines(answer)))
    )
    assert "read by OCR" in sources_html(answer.citations, {})


SHEETS = ("The quay was closed.", "Ships lay elsewhere.", "It was mended.", "Tolls rose again.")


class Clock:
    """An engine that takes 10 s for each page, on a clock of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        self.seen = 0
        monkeypatch.setattr(ocr, "engine", lambda: "some engine")
        monkeypatch.setattr("rag.corpus.engine", lambda: "some engine")
        monkeypatch.setattr(ocr, "see", self.see)
        # The reader's own clock alone: threads of other tests may look at the time, too.
        clock = SimpleNamespace(monotonic=lambda: self.now)
        monkeypatch.setattr("rag.readers.time_limit.time", clock)

    def see(self, picture: object, *, end: float) -> tuple[SeenLine, ...]:
        self.now += 10
        if self.now > end:
            raise ocr.OutOfTime
        self.seen += 1
        words = tuple(
            SeenWord(word, 200 + 90 * n, 280 + 90 * n)
            for n, word in enumerate(SHEETS[self.seen - 1].split())
        )
        return (SeenLine(words, 300, 334, 0.9),)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


LATE = (
    "an image, not read: OCR of this document took longer than 25 s; "
    "build again to go on from here, or set ocr_seconds higher"
)


def test_what_there_is_no_time_for_is_named(clock: Clock) -> None:
    data = scanned(LINES, LINES, LINES, LINES)
    with limited(25):
        reading = read_pdf(data, "scan.pdf")
    assert reading.text == "The quay was closed.\n\nShips lay elsewhere."
    assert [(problem.kind, problem.page) for problem in reading.problems] == [
        ("ocr", 1),
        ("ocr", 2),
        ("not_read", 3),
        ("not_read", 4),
    ]
    assert {problem.detail for problem in reading.problems[2:]} == {LATE}
    # What was seen before takes no time: the next reading goes on after it.
    pages: list[int] = []
    with limited(25), watched(lambda name, page, count: pages.append(page)):
        again = read_pdf(data, "scan.pdf")
    assert [problem.kind for problem in again.problems] == ["ocr"] * 4
    assert clock.seen == 4 and pages == [1, 2, 3, 4] * 2


def test_no_picture_is_looked_at_where_that_is_switched_off(clock: Clock) -> None:
    data = with_picture(*LETTER)
    with limited(0):
        reading = read_pdf(data, "a.pdf")
    (problem,) = reading.problems
    assert problem == Problem(
        "not_read", "pictures on this page, not read: OCR is switched off (ocr_seconds is 0)", 1
    )
    assert reading.text == HEAD and clock.seen == 0


def test_a_scan_of_which_nothing_is_read_in_time_says_why(clock: Clock) -> None:
    with limited(5), pytest.raises(ReadError, match=r"to be a scan; an image, not read: .* 5 s;"):
        read_pdf(scanned(LINES), "scan.pdf")


def test_scrambled_text_that_there_is_no_time_for_stays_in_doubt(clock: Clock) -> None:
    sheet = SheetLines(1, None, 600, 840, ())
    problem = Problem("scrambled", "90%", 1)
    document = pypdfium2.PdfDocument(make_pdf(LINES))
    draw = lambda number, new: draw_page(document, "digest", number, new=new)  # noqa: E731
    with limited(5):
        sheets, problems = look([sheet], [problem], draw, begin())
    assert sheets == [sheet] and problems[0] == problem
    assert problems[1].kind == "not_read" and problems[1].detail.startswith("scrambled text, not")


@installed
def test_a_picture_is_given_up_between_its_lines(scan_data: bytes) -> None:
    with pypdfium2.PdfDocument(scan_data) as document:
        picture = draw_page(document, "digest", 1).picture
    assert picture is not None
    with pytest.raises(ocr.OutOfTime):
        ocr.see(picture, end=time.monotonic() + 0.001)
    assert len(ocr.see(picture, end=time.monotonic() + 600)) == 3


def test_a_build_goes_on_where_time_ran_out(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "scans").mkdir()
    path = tmp_path / "scans" / "quay.pdf"
    path.write_bytes(scanned(LINES, LINES, LINES))
    settings = rag.Settings(index_dir=tmp_path / "index", ocr_seconds=25)
    build = partial(build_index, tmp_path / "scans", settings)
    report = build()
    assert report.changed and report.unread == {"quay": 1}
    with rag.Chatbot.open(tmp_path / "scans", settings=settings) as bot:
        (document,) = bot.documents
        assert document.unread == (3,)
        ledger = " ".join(" ".join(document_lines([document])).split())
        assert "pdf, 3 pages, 7 words" in ledger and f"! not read, page 3: {LATE}" in ledger
        refused = bot.ask("Who composed the opera?", documents=["quay"])
        assert refused.refusal is not None and refused.refusal.kind == "not_in_corpus"
        refused = bot.ask("How many ships lay elsewhere?", documents=["quay"])
        assert refused.refusal is not None and refused.refusal.kind == "unreadable"
    again = build()
    assert not again.changed and again.unread == {"quay": 1} and clock.seen == 2
    # Where it stood, it stands: nothing more is read when its place is looked for.
    (box,) = span_boxes(document, 0, 5)
    assert box.page == 1 and clock.seen == 2
    assert build(go_on=True).changed and clock.seen == 3
    with rag.Chatbot.open(tmp_path / "scans", settings=settings) as bot:
        assert bot.documents[0].unread == ()
    assert not build(go_on=True).changed
    # The text is another one now, and the document of before is not mistaken for it.
    with pytest.raises(ReadError, match="read differently now; build again"):
        span_boxes(replace(document, problems=()), 0, 5)


def test_a_file_that_failed_is_tried_again(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "quay.pdf").write_bytes(scanned(LINES))
    (tmp_path / "scans" / "minutes.txt").write_text(TEXT)
    short, long = (
        rag.Settings(index_dir=tmp_path / "index", ocr_seconds=seconds) for seconds in (5, 15)
    )
    (failure,) = build_index(tmp_path / "scans", short).failures
    assert failure.path == "quay.pdf" and "took longer than 5 s" in failure.reason
    assert not build_index(tmp_path / "scans", short, go_on=True).changed
    report = build_index(tmp_path / "scans", long, go_on=True)
    assert report.changed and report.failures == () and report.documents == 2


@pytest.mark.parametrize(
    ("seen", "parts"),
    [
        ("results.Although", ["results.", "Although"]),
        ("community.EBSA", ["community.", "EBSA"]),
        ("(WIA).8Poorly", ["(WIA).8", "Poorly"]),
        ("said.”The", ["said.”", "The"]),
        ("however,the", ["however,", "the"]),
        ("U.S.", ["U.S."]),
        ("3.5", ["3.5"]),
        ("www.gao.gov", ["www.gao.gov"]),
        ("1,000", ["1,000"]),
        ("Ph.D.", ["Ph.D."]),
    ],
)
def test_lost_spaces_are_put_back(seen: str, parts: list[str]) -> None:
    assert LOST_SPACE.split(seen) == parts


def test_nothing_of_it_is_loaded_until_a_picture_is_read() -> None:
    heavy = ("rapidocr", "cv2", "onnxruntime")
    code = f"import sys, rag.corpus; print([n for n in {heavy} if n in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
