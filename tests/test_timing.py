import pytest

from rag.timing import timing


@pytest.mark.parametrize(
    ("question", "text", "around", "value"),
    [
        ("How many were removed?", "In 2011, 79,000 were removed.", "", 0.0),
        ("How many were removed in 2011?", "In 2011, 79,000 were removed.", "", 1.0),
        ("How many were removed in 2011?", "In 2010, 60,000 were removed.", "", -1.0),
        ("How many were removed in 2011?", "79,000 were removed.", "", 0.0),
        ("How many were removed in 2011?", "79,000 were removed.", "The year 2011", 0.5),
        ("How many were removed in 2011?", "60,000 had been in 2010.", "In 2011:", -0.5),
        ("How much between 2018 and 2023?", "In 2018, $14 billion.", "", 0.5),
        ("How much between 2018 and 2023?", "From 2018 through 2023, $14 billion.", "", 1.0),
        ("How many in 2020?", "From 2018 through fiscal year 2025, 11 were approved.", "", 0.0),
        ("What share by 2020?", "In school year 2019–20, 46 percent had left.", "", 1.0),
        ("What share by 2022?", "In school year 2019–20, 46 percent had left.", "", -1.0),
        ("What did the 1,950 officers earn?", "In 1950, little.", "", 0.0),
    ],
)
def test_a_sentence_is_of_the_years_asked_about_or_of_others(question, text, around, value):
    assert timing(question, text, around) == value
