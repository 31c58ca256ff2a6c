"""Where a stretch of a file stands in the text that is read."""

import pytest

from evals.as_read import AsRead

WRITTEN = "The port:\n\n($) | 2017 | 2016\ntolls | 9 | 7\ndues | 40 | 30\n\nIt was closed in May.\n"
READ = "The port:\n\ntolls; 2017: 9; 2016: 7\ndues; 2017: 40; 2016: 30\n\nIt was closed in May.\n"


@pytest.mark.parametrize(
    ("stretch", "found"),
    [
        ("The port:", "The port:"),
        ("closed in May", "closed in May"),
        ("9 | 7", "tolls; 2017: 9; 2016: 7\n"),
        ("tolls | 9 | 7\ndues", "tolls; 2017: 9; 2016: 7\ndues; 2017: 40; 2016: 30\n"),
        ("2016\ntolls | 9", "tolls; 2017: 9; 2016: 7\n"),
        ("dues | 40 | 30\n\nIt was", "dues; 2017: 40; 2016: 30\n\nIt was"),
    ],
)
def test_a_stretch_is_found_in_what_was_made_of_it(stretch: str, found: str) -> None:
    start = WRITTEN.index(stretch)
    place = AsRead(WRITTEN, READ).find(start, start + len(stretch))
    assert place is not None
    assert READ[slice(*place)] == found


def test_a_text_that_is_read_as_it_stands_keeps_all_places() -> None:
    as_read = AsRead(WRITTEN, WRITTEN)
    for start in range(len(WRITTEN)):
        assert as_read.find(start, start + 1) == (start, start + 1)


def test_a_header_alone_is_found_in_the_row_that_has_it() -> None:
    start = WRITTEN.index("($)")
    place = AsRead(WRITTEN, READ).find(start, start + 3)
    assert place is not None
    assert READ[slice(*place)] == "tolls; 2017: 9; 2016: 7\n"


def test_what_ends_with_a_header_is_nowhere() -> None:
    assert AsRead("Tolls.\n\n($) | 2017\n", "Tolls.\n").find(8, 11) is None
