import pytest

from rag.retrieving.timing import timing


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
        ("How many in 2012?", "In 2009 and 2014, few came, 55 percent less.", "", -1.0),
        ("How many in 2012?", "It fell in 2009 and 55 ships left.", "", -1.0),
        ("How many in 2012?", "Between 2009 and 2014, few came.", "", 0.0),
        ("How many in 2020?", "From 2018 through fiscal year 2025, 11 were approved.", "", 0.0),
        ("What share by 2020?", "In school year 2019–20, 46 percent had left.", "", 1.0),
        ("What share by 2022?", "In school year 2019–20, 46 percent had left.", "", -1.0),
        ("What did the 1,950 officers earn?", "In 1950, little.", "", 0.0),
    ],
)
def test_a_sentence_is_of_the_years_asked_about_or_of_others(question, text, around, value):
    assert timing(question, text, around) == value


MOST = 3.0


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("How many were there before 2010?", "There were 88 at the end of fiscal year 2009.", MOST),
        ("How many were there before 2010?", "There were 658 in October 2010.", -MOST),
        ("How many were there before 2010?", "There were 658.", 0.0),
        ("How many were there before 2010?", "Between 2008 and 2012, there were 1,000.", 0.0),
        ("How many were there before 2010?", "Since 2008, there were 1,000.", 0.0),
        ("How many were there before 2010?", "From 2006 to 2008, there were 9.", MOST),
        ("How many were there before 2010?", "Before 2010, there were 70.", MOST),
        ("What was said before October 2010?", "In August 2010 it was said to be so.", MOST),
        ("What was said before October 2010?", "In 2010 it was said to be so.", 0.0),
        ("What was said before October 2010?", "In October 2010 it was said to be so.", -MOST),
        (
            "What was said before October 2010?",
            "The Post reported on November 9, 2010 that a memo of August 2010 let towns decline.",
            MOST,
        ),
        ("What was said before October 2010?", "Tao wrote on May 9, 2011 that it is so.", -MOST),
        ("How many were there after the end of fiscal year 2011?", "In early 2012, 9.", MOST),
        ("How many were there after the end of fiscal year 2011?", "In 2011, nine.", -MOST),
        ("How much was lost since 2007?", "Since 2007, $9 million was lost.", 1.0),
        ("How much was lost since 2007?", "In 2009, $1 million was lost.", 0.0),
        ("How much was lost since 2007?", "In 2006, $1 million was lost.", -1.0),
        ("How much was sent until 2011?", "By the end of 2011, $9 million was sent.", 0.0),
        ("How much was sent until 2011?", "In 2012, $9 million was sent.", -1.0),
        ("How many were sent before 2011?", "In 2012, 9 were, more than in 2007.", 0.0),
        ("How did it change after the 2010 audit?", "In 2010 it was cut.", 1.0),
        ("What was done before the board voted in May 2010?", "In March 2010 it was shut.", MOST),
        ("What was done before the board voted in May 2010?", "In June 2010 it was shut.", -MOST),
        ("Who led it after Lee left office on May 3, 2010?", "In 2012, Cole led it.", MOST),
        ("What did he say before the board in May 2010?", "In May 2010 he said it.", 1.0),
        ("How many died after the storm hit them in May 2010?", "In 2010, nine died.", 1.0),
    ],
)
def test_a_date_lies_on_the_side_that_a_question_asks_about(question, text, value):
    assert timing(question, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It cost $750 million from 2008 up to the audit.", 0.0),
        ("It cost $750 million since fiscal year 2008.", 0.0),
        ("Between October 2008 and March 2012 it cost $9 million.", 0.0),
        ("Congress gave $200 million in fiscal year 2008.", 1.0),
    ],
)
def test_a_total_of_more_than_a_year_is_not_of_that_year(text, value):
    assert timing("What did it cost in FY 2008?", text) == value
    assert timing("What did it cost in FY 2014?", text) == -1.0


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("What was income in fiscal 2024?", "Income; Q1 fiscal 2025: $3; Q1 fiscal 2024: $4", -1.0),
        ("What was income in FY 2024?", "In the first quarter of fiscal 2024 it was $4.", -1.0),
        ("What was income in fiscal 2024?", "Income was $9 in fiscal 2024, $4 in Q1 2024.", 1.0),
        ("What was income in Q1 fiscal 2024?", "Income; Q1 fiscal 2024: $4", 1.0),
        ("What happened in 2024?", "In the first quarter of 2024 the port closed.", 1.0),
    ],
)
def test_a_quarter_is_not_of_the_fiscal_year_asked_about(
    question: str, text: str, value: float
) -> None:
    assert timing(question, text) == value
