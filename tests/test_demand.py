"""What a question asks for, and whether a sentence has it."""

from __future__ import annotations

import pytest

from rag.asking.demand import Demand, as_head, counted, demanded
from rag.fitting.counted import ANOTHER
from rag.fitting.supply import meets


@pytest.mark.parametrize(
    ("question", "demand"),
    [
        ("How many employees does the office have?", "count"),
        ("How much did the audit cost?", "money"),
        ("What did the repair of the quay cost the town?", "money"),
        ("What does the audit say about costs to the town?", None),
        ("What did the board find the cost of the repair to be about?", None),
        ("How much has the Postal Service lost since 2007?", "money"),
        ("How much was appropriated for grants?", "money"),
        ("How much harbor repair money was awarded so far?", "money"),
        ("What is the Postmaster General's salary?", "money"),
        ("How much did the pilots get?", "money"),
        ("How much did the weather get colder?", None),
        ("How old was the mayor when she resigned?", "age"),
        ("What share of those removed were women?", "share"),
        ("Share of women among the crews?", "share"),
        ("number of ships in port", "count"),
        ("How long did the county hold him?", "duration"),
        ("When was the report released?", "date"),
        ("In which year did it begin?", "date"),
        ("Why was the bill vetoed?", "why"),
        ("Which five people resigned?", "named"),
        ("By how much did traffic rise?", "change"),
        ("What did Congress appropriate for piers?", "money"),
        ("What did the board pay attention to?", None),
        ("What did the clerk say when asked if the town would pay for the floor?", None),
        ("How much was withheld from the yard?", "money"),
        ("What part of all landings came from Kent?", "share"),
        ("What part of the plan was criticised?", None),
        ("What is her real name?", "name"),
        ("Is Kent his real name?", None),
        ("How did fees change, going by what the agency told the town?", None),
        ("How big a slice of the landings came from Kent?", "share"),
        ("What portion of the landings came from Kent?", "share"),
        ("What made port officials resign?", None),
        ("What led town officials to object?", None),
        ("Up to what amount may the yard bill?", "money"),
        ("What amount was paid to the yard?", "money"),
        ("What amount of oil was spilled?", "count"),
        ("What number of piers was closed?", "count"),
        ("authors of working paper 26-23", "holder"),
        ("Who testified for ICE before the panel?", "holder"),
        ("Who testified before the panel?", "person"),
        ("who was the department's the OIG in 2006", "holder"),
        ("In which 14 jurisdictions did it begin?", "named"),
        ("Among sailors whose charge is known, which is most common?", None),
        ("Who chaired the hearing?", "holder"),
        ("Who ran the Harbour Board in 2011?", "holder"),
        ("Who runs the port authority?", "holder"),
        ("who runs GAO", "holder"),
        ("Who ran the Clean Quays program?", "person"),
        ("Who ran the program?", "person"),
        ("Who led the program?", "holder"),
        ("Who was in charge of the port?", "holder"),
        ("Who was in charge of Harbour Watch?", "holder"),
        ("Who was the board's boss?", "holder"),
        ("Who ran for mayor?", "person"),
        ("Who led the revolt?", "person"),
        ("For what period is that?", "date"),
        ("Which company ran the interview?", "named"),
        ("Which bus companies ran that day?", "named"),
        ("What are the six measures on which ferry companies are judged?", None),
        ("Which rules are there under which ships may dock?", None),
        ("On which island was the ferry built?", "named"),
        ("What was built, and in which towns?", "named"),
        ("What was built and in which town?", "named"),
        ("Which United States agencies paid?", "named"),
        ("Which rules govern banks?", None),
        ("What strategies helped schools improve?", None),
        ("What did the audit find when it ended?", None),
        ("Was the county allowed out?", None),
        ("How far is the quay from the town?", "length"),
        ("How far had the bill got by May?", None),
        ("How far must they walk to get there?", "length"),
        ("How far has the board come to meeting its goals?", None),
        ("What will it cost to keep them?", "money"),
        ("What did the board advise about cost estimates?", None),
        ("How big a cut of the money does the town get?", "share"),
        ("How big a cut of the budget did they propose?", None),
    ],
)
def test_the_kind_asked_for(question: str, demand: Demand | None) -> None:
    assert demanded(question) == demand


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        ("How many fingerprint sets had come in?", ("finger", "set")),
        ("How many of the members walked out?", ("member",)),
        ("How many of those arrested had a licence?", ()),
        ("How much is it?", ()),
    ],
)
def test_what_is_counted(question: str, stems: tuple[str, ...]) -> None:
    assert counted(question) == stems


MET = [
    ("By how much did traffic rise?", "Traffic rose 12 percent."),
    ("How many attorneys were trained?", "One of the attorneys was trained."),
    ("authors of paper 26-23", "Paper 26-23 is by Mira Abend and Ann Lee."),
    ("Who spoke for HO in May?", "Elijah Cummings spoke for the Harbor Office (HO) in May."),
    ("Which court heard it?", "It was heard in the Southern District of Esk by Judge Stein."),
    ("Which court heard it?", "The Third Circuit heard it."),
    ("Which court and which judge heard it?", "Judge Ida Stein of the Northern District heard it."),
    ("How much did the pilots get?", "The pilots had 600 of it."),
    ("Which company was fined?", "One company, Vitrum, was fined by the Port Agency."),
    ("Which company was fined?", "Vitrum, a company in Kent, was fined."),
    ("Which company was fined?", "The Agency fined a company called Vitrum."),
    ("Who vetoed AB 4?", "According to the Post, Bill Abend vetoed AB 4."),
    ("What share of the ships is foreign?", "One ship in four is foreign."),
    ("What share of the ships is foreign?", "Two thirds of them are, or 46 of 112."),
    ("By what percent did foreign ships increase?", "Foreign ships rose 71 percent in 2010."),
    ("What share of the ships is foreign?", "It rose 5 percent, and 71 percent are foreign."),
    ("What share of them answered?", "Nearly all of them answered."),
    ("How many removals had no charge?", "About 56 percent of removals had no charge."),
    ("How many piles had rotted?", "Forty-one of them had rotted by 2011."),
    ("Which three towns were flooded?", "Eastport, Westport and Northhaven were flooded."),
    ("Which agency closed the quay?", "FEMA closed the quay."),
    ("Who heads the harbour office?", "Ann B. Lee heads the Harbour Office."),
    ("Who was the director in 2011?", "Director Lee resigned in 2011."),
    ("Which headings does the report have?", "The first heading is on dues."),
    ("How high are the harbour dues?", "The harbour dues are 12 euros a night."),
    ("How many members left?", "Five of the 19 members stepped down in 2011."),
    ("How many people were removed?", "GAO counted about 183,000 removals."),
    ("How much would repairs cost?", "Repairs would cost about 4.2 million crowns."),
    ("How much did repairs cost?", "Repairs were made at little or no additional cost."),
    ("Why was the yard fined?", "The yard was fined in 2020 for dumping oil."),
    ("When was the university founded?", "The university was established in 1816."),
    ("When did the council meet?", "It met on 3 June 2022."),
    ("Who signed the preface?", "Charles K. Edwards signed the preface."),
    ("Who says that crime fell?", "According to Vaughan, crime fell."),
    ("Who called himself a scapegoat?", "The Center reported that Cadman called himself that."),
    ("Which state opted out?", "Illinois opted out."),
    ("How long was he held?", "He was kept in custody for about three days."),
    ("Why was he dismissed?", "He was dismissed because of an e-mail."),
    ("What share was detained?", "Some 52 percent were detained."),
    ("Which governor vetoed the bill?", "Governor Abend vetoed the bill."),
    ("Which governor vetoed the bill?", "Mira Abend vetoed the bill."),
    ("Which mayors left the league?", "The mayors of Kent and Essex left the league."),
    ("How many of those arrested were sailors?", "The share of sailors was 93 percent."),
    ("For what period is that?", "None was paid from October 2010 to March 2012."),
    ("For what period are the lists kept?", "The lists are kept for five years."),
    ("Who ran the port in 2011?", "Mira Abend, the director of the port, wrote in 2011."),
]
UNMET = [
    ("By how much did traffic rise?", "Traffic rose after May 2011."),
    ("How many attorneys were trained?", "Every one of its attorneys was trained by May 2011."),
    ("In which 14 ports did it begin, which 14 counties?", "It began in 14 ports in October."),
    (
        "authors of paper 26-23",
        "Paper 26-23 of the Census Bureau finds Hispanic crews ill.",
    ),
    ("Who spoke for HO in May?", "The Harbor Office (HO) spoke on Free Counties in May."),
    ("Which judge wrote it?", "It is a ruling of the Third Circuit."),
    ("What share of them was foreign?", "They exceeded those of 2008 by 57, or 23 percent."),
    ("Which court heard the case?", "The case was heard in the Third Quarter by Judge Stein."),
    ("Which court heard the case?", "The Southern District Attorney of Esk heard the case."),
    ("How much did the pilots get?", "It ended on July 3, 2013 with a settlement over their fees."),
    (
        "Which company was fined?",
        "The Port Agency levied a fine under the Harbor Act on one company.",
    ),
    (
        "Which Kent school district lost it?",
        "Indeed, one district lost it, and the district is in Kent.",
    ),
    ("Who vetoed AB 4?", "According to the Post, the Harbor Act, Assembly Bill AB 4, was vetoed."),
    ("Who drew the first chart?", "Advocates say, in a guide of May 9, 2012, that it was redrawn."),
    ("What share of the ships is foreign?", "Foreign ships rose 71 percent in 2010."),
    ("What share of the ships is foreign?", "Foreign ships were 57, or 23 percent, below 2008."),
    ("Which governor vetoed the bill?", "The Harbour Act, Assembly Bill 1081, was vetoed."),
    ("Which judge heard the case?", "The case of the pilots was heard in Kent."),
    ("How many people were arrested?", "Of the arrests, 93 percent were of sailors."),
    ("For what period are the lists kept?", "The lists are kept in boxes."),
    ("Who ran the port in 2011?", "The port served Mira Abend well in 2011."),
    ("What share of them answered?", "It went to all keepers (a total of 302 people)."),
    ("Which five people resigned?", "Five of the members, Ann Lee among them, resigned."),
    ("Which museum was flooded?", "One museum was flooded, GAO and FEMA found."),
    ("Who heads the harbour office?", "The Harbour Office employs 40 people."),
    ("Who was the director in 2011?", "The Agency for Ports had four directors in 2011."),
    ("How much was spent on pilots?", "Pilots spent about 1.31 million hours at sea."),
    ("How many removals were there?", "Appendices: costs at page 13, removals at page 18."),
    ("How many members left in 2011?", "Members stepped down in 2011."),
    ("How much compensation did he receive?", "The ruling is printed at 745 F.3d 634."),
    ("When did it close, after May 2011?", "It closed after May 2011."),
    ("Who asked Lofgren for a statement?", "Lofgren was asked for a statement."),
    ("Who removed them?", "ImmigrationDirect reported in September 2011 that they were removed."),
    ("What is the name of the contractor?", "For the contractor GAO found $14.3 million."),
    ("Which company ran the interview?", "The commentary links to an interview with Dan Cadman."),
    ("How old was she?", "Her letter was of April 28, 2011."),
    ("How long had she worked there?", "She signed OIG-12-64 in 2012."),
    ("Why was the yard fined?", "The yard was fined in 2020 at a hearing."),
    ("Why was the bill vetoed?", "The first bill was vetoed in 2012."),
    ("Which countries did they come from?", "Ohio and Texas sent 81 percent, the Board said."),
]


@pytest.mark.parametrize(("question", "text"), MET)
def test_a_sentence_that_has_it(question: str, text: str) -> None:
    assert meets(question, text) == 1


@pytest.mark.parametrize(("question", "text"), UNMET)
def test_a_sentence_on_the_same_thing_that_lacks_it(question: str, text: str) -> None:
    assert meets(question, text) == 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("In how many places did it begin?", "It began in 14 towns."),
        ("How many employees does the center have?", "Its staff search up to 16 databases."),
        ("How many women took part?", "44 percent of all Latinos were less likely to call."),
    ],
)
def test_a_number_of_something_else_counts_little(question: str, text: str) -> None:
    assert meets(question, text) == ANOTHER


def test_a_number_far_from_the_thing_counts_half() -> None:
    text = (
        "Boats of all kinds and sizes that the town had ever owned were sold for parts to 12 men."
    )
    assert meets("How many boats were sold?", text) == 0.5


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Who ran ICE in 2011?", "Who was the head of ICE in 2011?"),
        ("Who leads the agency?", "Who is the head of the agency?"),
        ("Who was in charge of the port?", "Who was the head of the port?"),
        ("Who led the revolt?", None),
        ("Who ran for mayor?", None),
    ],
)
def test_who_leads_is_the_head(question: str, held: str | None) -> None:
    assert as_head(question) == held


@pytest.mark.parametrize(
    ("question", "text", "met"),
    [
        ("When in 2014 did it end?", "It ended on November 20, 2014.", 1.0),
        ("On what date? secretary ended 2014", "The secretary ended it on November 20, 2014.", 1.0),
        ("On which day of 2014 did it end?", "It ended on November 20, 2014.", 1.0),
        ("When did the program launched in 2008 end?", "It was launched in March 2008.", 0.0),
        ("What year did the 2014 pilot end?", "The pilot began in November 2014.", 0.0),
        ("When was the report of May 2015 withdrawn?", "It was issued on May 12, 2015.", 0.0),
    ],
)
def test_a_day_of_a_year_that_is_named_is_new_where_it_is_asked_for(
    question: str, text: str, met: float
) -> None:
    assert meets(question, text) == met


def test_a_line_without_a_word_supplies_nothing() -> None:
    assert meets("Who signed it?", "* * * * *") == 0


@pytest.mark.parametrize(
    ("question", "met"),
    [
        ("What share of the rise goes to diesel?", 1.0),
        ("What portion of the rise is for diesel?", 1.0),
        ("What percentage of the rise is for diesel?", 0.0),
    ],
)
def test_a_part_is_told_by_a_sum_as_well(question: str, met: float) -> None:
    assert meets(question, "Of the rise, $40,000 is for the quay and the rest for diesel.") == met
